"""What a laptop took back although others had written more of it: told before and after merging.

It undid what it had brought in and knew nothing of their word: fields that they wrote into its
records, and what they began about the people and households of these. All that goes with the
record, or hangs on nobody. Who brings the same people in again makes new records, and these say
nothing of it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from vanhoa_desktop.bundles.stages import Admissible
from vanhoa_desktop.canonical import Json
from vanhoa_desktop.db.readers.resting import Resting
from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.journal.change import Change, ChangeId, Op
from vanhoa_desktop.journal.fold import RecordState, fold
from vanhoa_desktop.services.office.gone_people import last_written, names_last_written
from vanhoa_desktop.services.review.later_work import later_fields, what_text
from vanhoa_desktop.texts.sentences.resting import LINKED, resting_text
from vanhoa_desktop.texts.words.names import sort_key


class _Gone(NamedTuple):
    """A record that goes with a file: as it is now, and what whoever takes it back knew of it.

    `own`: the changes that are theirs; `said`: what those say, by field.
    """

    state: RecordState
    own: frozenset[ChangeId]
    said: Mapping[str, Json]


def overruled(reading: Reading, opened: Admissible) -> tuple[str, ...]:
    """«Lê Thị Hà: biến động»: of each record that goes with a file, what is lost with it.

    What others wrote into it, what they began about whom it is, and who lives in a household that
    is there no more. Of a unit's own work that the commune takes back `taken_back` tells.
    """
    fresh = _by_record(opened.changes)
    gone = _gone(reading, opened, fresh)
    lost = {record: _fields_lost(record_gone) for record, record_gone in gone.items()}
    resting = _Resting(reading, opened, fresh, gone)
    for subject, what in resting.told():
        lost[subject].append(what)
    return tuple(_named(reading, gone, lost))


def _by_record(changes: Iterable[Change]) -> dict[str, list[Change]]:
    found: dict[str, list[Change]] = defaultdict(list)
    for change in changes:
        found[change.header.record].append(change)
    return dict(found)


def _gone(
    reading: Reading, opened: Admissible, fresh: Mapping[str, Sequence[Change]]
) -> dict[str, _Gone]:
    """The records that are here now, and of which the voids in a file leave nothing."""
    voided = {record for record, said in fresh.items() if any(map(_is_void, said))}
    gone: dict[str, _Gone] = {}
    for record, items in reading.journal.of_records(voided).items():
        changes = [item.change for item in items]
        before = fold(changes, reading.authority)
        after = fold([*changes, *fresh[record]], reading.authority)
        is_gone = before.control is not None and not before.hidden_by_delete
        if (
            is_gone
            and after.control is None
            and not _is_told_apart(reading, changes, fresh[record])
        ):
            gone[record] = _taken_back(reading, opened, before, [*changes, *fresh[record]])
    return gone


def _is_void(change: Change) -> bool:
    return change.header.op is Op.VOID


def _is_told_apart(reading: Reading, held: Iterable[Change], fresh: Iterable[Change]) -> bool:
    """Whether the commune took back the work of a unit: `taken_back` tells the unit of it."""
    commune = reading.authority.commune_chains
    voids = [change for change in fresh if _is_void(change)]
    named = {name for void in voids for name in void.header.names}
    is_communes = all(void.header.chain in commune for void in voids)
    return is_communes and any(c.id in named and c.header.chain not in commune for c in held)


def _taken_back(
    reading: Reading, opened: Admissible, before: RecordState, changes: Collection[Change]
) -> _Gone:
    """A record that goes, with the changes that its voids name.

    Of a file that is a part, the rest may say more: what units wrote is then all taken as known.
    """
    named = {name for change in changes for name in change.header.names}
    said: dict[str, Json] = {}
    for change in changes:
        if change.id in named and change.body is not None:
            said |= change.body.values
    if _is_whole(opened):
        return _Gone(before, frozenset(named), said)
    commune = reading.authority.commune_chains
    of_units = {change.id for change in changes if change.header.chain not in commune}
    return _Gone(before, frozenset(named | of_units), said)


def _is_whole(opened: Admissible) -> bool:
    return opened.manifest.state is not None


def _fields_lost(gone: _Gone) -> list[str]:
    return [what_text(name) for name in later_fields(gone.state, gone.own, gone.said)]


class _Resting:
    """What is there about people and households that go, and stays when they are gone."""

    def __init__(
        self,
        reading: Reading,
        opened: Admissible,
        fresh: Mapping[str, Sequence[Change]],
        gone: Mapping[str, _Gone],
    ) -> None:
        self._reading = reading
        self._is_whole = _is_whole(opened)
        self._fresh = fresh
        self._subjects = [r for r, one in gone.items() if one.state.kind in {"person", "household"}]

    def told(self) -> list[tuple[str, str]]:
        """Pairs of a person or a household, and what is lost there."""
        found = self._reading.resting.on(self._subjects)
        held = self._reading.journal.of_records({item.record for item in found})
        stays = [
            item
            for item in found
            if self._stays(item, [one.change for one in held.get(item.record, [])])
        ]
        members = [item.record for item in stays if item.kind == "person"]
        names = names_last_written(self._reading, members)
        told = [(item.subject, _text(item, names)) for item in stays]
        return [*told, *self._links()]

    def _links(self) -> list[tuple[str, str]]:
        going = set(self._subjects)
        pairs = self._reading.people.links.links() if going else []
        return [(person, LINKED) for pair in pairs for person in pair if person in going]

    def _stays(self, item: Resting, held: Sequence[Change]) -> bool:
        """Whether a record is there after the file too, about the same.

        Of a part of a file the rest may take back what units wrote.
        """
        commune = self._reading.authority.commune_chains
        if not self._is_whole and all(c.header.chain not in commune for c in held):
            return False
        state = fold([*held, *self._fresh.get(item.record, ())], self._reading.authority)
        if state.control is None or state.hidden_by_delete:
            return False
        membership = state.values.get("membership")
        is_member = isinstance(membership, Mapping) and membership.get("household") == item.subject
        return is_member or item.kind != "person"


def _text(item: Resting, names: Mapping[str, str]) -> str:
    if item.kind == "person":
        return f"hộ của {names.get(item.record, '')}"
    return resting_text(item.kind, item.year, item.status)


def _named(
    reading: Reading, gone: Mapping[str, _Gone], lost: Mapping[str, Sequence[str]]
) -> list[str]:
    about = {r: str(one.state.values.get("person", r)) for r, one in gone.items()}
    names = names_last_written(reading, about.values())
    homes = [record for record, one in gone.items() if one.state.kind == "household"]
    codes = {r: f"Hộ {code}" for r, code in last_written(reading, homes, "code").items()}
    labels = {r: names.get(whom) or codes.get(r, "") for r, whom in about.items()}
    lines = [f"{labels[r]}: {', '.join(dict.fromkeys(what))}" for r, what in lost.items() if what]
    return sorted(lines, key=sort_key)
