"""What was written outside an act into records that would leave the lists with it.

An undo takes back what the act wrote. Of a record that the act began nothing would be left to stand
on; what others, or a later hour, wrote there would go with it, unsaid. So it is named.
"""

from collections.abc import Collection, Iterable, Mapping
from itertools import groupby

from vanhoa_desktop.canonical import Json
from vanhoa_desktop.db.act_ledger import Act
from vanhoa_desktop.db.journal_reader import HeldChange
from vanhoa_desktop.db.unit_of_work import UnitOfWork
from vanhoa_desktop.domain.enums import ActKind, Assessor, Presence
from vanhoa_desktop.journal.change import CONTROL, ChangeId
from vanhoa_desktop.journal.fold import FieldState, RecordState
from vanhoa_desktop.journal.kinds import KINDS, POINTS_FIELD
from vanhoa_desktop.services.office.control import is_standing
from vanhoa_desktop.services.office.gone_people import last_written, names_last_written
from vanhoa_desktop.texts.sentences.effects import kind_term
from vanhoa_desktop.texts.words.names import sort_key
from vanhoa_desktop.texts.words.terms import assessor_term, field_term, inside_a_sentence

# What a record says from its first change on beside its key, and nobody writes later.
_BEGINNINGS: Mapping[str, frozenset[str]] = {
    "assessment": frozenset({"criteria", "target_group"}),
    "household": frozenset({"code"}),
}


def beginning_fields(kind: str) -> frozenset[str]:
    """The fields, beside control, by which records of a kind begin: whose, of which year."""
    return KINDS[kind].key | _BEGINNINGS.get(kind, frozenset())


class LaterWork:
    """Looks at the records of an act before its voids are recorded.

    `ids`: the changes of the act by record; `said`: what they wrote, by field. `is_commune`: the
    commune looks, not a unit.
    """

    def __init__(
        self,
        work: UnitOfWork,
        ids: Mapping[str, Collection[ChangeId]],
        said: Mapping[str, Mapping[str, Json]],
        *,
        is_commune: bool,
    ) -> None:
        self._work = work
        self._is_commune = is_commune
        self._later: dict[str, dict[str, frozenset[ChangeId]]] = {}
        for record, own in ids.items():
            state = work.state(record)
            if state is not None and is_standing(work, record):
                found = later_fields(state, frozenset(own), said.get(record, {}))
                if found:
                    self._later[record] = found

    def on(self, record: str) -> bool:
        """Whether anything was written into a record that would be lost with it."""
        return record in self._later

    def told(self, records: Iterable[str]) -> list[str]:
        """«Lê Thị Hà: điện thoại (An ghi)»: of each of these records what, and whose, it is."""
        wanted = [record for record in records if record in self._later]
        view = self._work.view
        held = view.journal.of_records(wanted)
        acts = [act for act in view.acts.acts() if act.answers is None]
        labels = record_labels(self._work, wanted)
        told = {r: self._of_record(r, held[r], acts) for r in wanted}
        lines = sorted(
            ((labels[r], what) for r, what in told.items()), key=lambda x: sort_key(x[0])
        )
        return [
            f"{label}: {', '.join(dict.fromkeys(what for _, what in of_one))}"
            for label, of_one in groupby(lines, key=lambda line: line[0])
        ]

    def _of_record(self, record: str, held: Iterable[HeldChange], acts: Iterable[Act]) -> str:
        by_id = {item.change.id: item for item in held}
        by_whom: dict[str, list[str]] = {}
        for field, heads in self._later[record].items():
            for head in sorted(heads):
                whose = self._whose(by_id[head], acts)
                by_whom.setdefault(whose, []).append(what_text(field))
        return ", ".join(
            f"{', '.join(dict.fromkeys(fields))}{whose}" for whose, fields in by_whom.items()
        )

    def _whose(self, item: HeldChange, acts: Iterable[Act]) -> str:
        change = item.change
        is_communes = change.header.chain in self._work.view.authority.commune_chains
        if is_communes and not self._is_commune:
            return " (xã ghi)"
        act = next((act for act in acts if act.first <= item.position <= act.last), None)
        if act is not None and act.kind is ActKind.IMPORT:
            return f" (lần nhập «{act.label}»)"
        actor = "" if change.body is None else change.body.actor
        return f" ({actor} ghi)" if actor else ""


def later_fields(
    state: RecordState, own: Collection[ChangeId], said: Mapping[str, Json]
) -> dict[str, frozenset[ChangeId]]:
    """Field → the changes outside an act that tell something in it which the act does not."""
    begun = beginning_fields(state.kind) | {CONTROL}
    found = {}
    for name, field in state.fields.items():
        others = _heads(field) - frozenset(own)
        is_news = field.shown not in others or _tells(field.value, said.get(name))
        if name not in begun and others and is_news:
            found[name] = others
    return found


def _heads(field: FieldState) -> frozenset[ChangeId]:
    """The shown change and those that contradict it."""
    shown = () if field.shown is None else (field.shown,)
    return frozenset((*shown, *field.rivals))


def _tells(value: Json, said: Json) -> bool:
    """Whether a value says something beyond what the act itself said in its place."""
    return not _is_empty(value) and value != said if said is not None else not _is_nothing(value)


def _is_empty(value: Json) -> bool:
    """Whether a field was cleared, or says of points or a home that there are none."""
    if not isinstance(value, Mapping):
        return value is None
    parts = {name: part for name, part in value.items() if name != "reason"}
    return all(part is None for part in parts.values())


def _is_nothing(value: Json) -> bool:
    """Whether a field says what is so without it."""
    is_present = isinstance(value, Mapping) and value.get("value") == Presence.PRESENT.value
    return is_present or _is_empty(value)


def what_text(field: str) -> str:
    """A field as a sentence names it; all points of one assessor are one."""
    points = POINTS_FIELD.fullmatch(field)
    if points:
        return f"điểm {assessor_term(Assessor(points.group(1))).lower()}"
    return inside_a_sentence(field_term(field))


def record_labels(work: UnitOfWork, records: Iterable[str]) -> dict[str, str]:
    """What people call some records: the name of whom they are, or are about."""
    states = {record: work.state(record) for record in records}
    about = {record: _subject(record, state) for record, state in states.items()}
    names = names_last_written(work.view, {subject for subject in about.values() if subject})
    codes = last_written(work.view, set(states) - set(names), "code")
    return {
        record: names.get(about[record]) or _thing(state, codes.get(record))
        for record, state in states.items()
    }


def _subject(record: str, state: RecordState | None) -> str:
    if state is None or state.kind == "person":
        return record
    return str(state.values.get("person") or state.subject or "")


def _thing(state: RecordState | None, code: Json) -> str:
    if code is not None:
        return f"Hộ {code}"
    return "" if state is None else kind_term(state.kind)
