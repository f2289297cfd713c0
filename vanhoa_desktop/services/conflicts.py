"""Figures that do not agree: all values, their authors and times, in the words of the form."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from vanhoa_desktop.canonical import Json
from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.journal.change import CONTROL, Change, ChangeId
from vanhoa_desktop.journal.fold import RecordState, ReviewItem, fold
from vanhoa_desktop.journal.kinds import KINDS
from vanhoa_desktop.journal.rights import OPEN_TO_UNIT
from vanhoa_desktop.services.session import Session
from vanhoa_desktop.texts.natural_order import natural_key
from vanhoa_desktop.texts.plain import plain_line
from vanhoa_desktop.texts.terms import field_term
from vanhoa_desktop.texts.values import rival_texts

ASSESSMENT = "assessment"
_END_DIGITS = 6


@dataclass(frozen=True, slots=True)
class RivalValue:
    """One of the values of a figure, by whom, of which unit, and when.

    `device_mark`: the end of the laptop's fingerprint, where its unit has several.
    `stands`: it counts, or one of those that do; else `reason` says why it waits (late, forked,
    revoked). `is_shown`: what tables show for now. `chain`: whose laptop wrote it; `is_communes`:
    one of the commune's.
    """

    change: str
    value: Json
    text: str
    by: str
    unit_name: str
    at: str
    stands: bool
    reason: str | None
    is_shown: bool
    chain: str = ""
    is_communes: bool = False
    device_mark: str = ""


@dataclass(frozen=True, slots=True)
class ListedConflict:
    """A figure that a person must settle: whose record, which field, and its values.

    `is_contradiction` is false where all that stands agrees and something else only waits.
    `is_for_commune`: a unit does not settle it, because the sheet is with the commune, the field is
    the commune's, or one of the values is.
    """

    id: str
    record: str
    kind: str
    unit: str | None
    field: str
    field_label: str
    subject: str
    values: tuple[RivalValue, ...]
    is_contradiction: bool
    unit_name: str = ""
    is_for_commune: bool = False


class ConflictService:
    """Lists what people must settle."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def conflicts(self) -> list[ListedConflict]:
        """Everything that waits for a person on this installation.

        A unit is not asked about records that are another's now: it could settle nothing there.
        """
        own = None if self._session.identity.is_commune else self._session.identity.unit_id
        with self._session.database.reading() as reading:
            records = [item.record for item in reading.states.to_review(own)]
            held = reading.journal.of_records(records)
            authors = Authors(reading)
            found: list[ListedConflict] = []
            for record in records:
                changes = {item.change.id: item.change for item in held.get(record, [])}
                state = fold(changes.values(), reading.authority)
                subject = subject_of(reading, record, state)
                found.extend(
                    _listed(item, changes, state, subject, authors)
                    for item in sorted(state.review, key=lambda item: natural_key(item.field))
                )
        return found


def subject_of(reading: Reading, record: str, state: RecordState) -> str:
    """Whom a record is about: the person's name, or the record's own."""
    person = state.values.get("person")
    found = reading.people.person(person if isinstance(person, str) else record)
    if found is not None:
        return found.full_name
    named = [state.values.get(name) for name in ("full_name", "name", "code")]
    return next((text for text in named if isinstance(text, str)), "")


class Authors:
    """Which unit a chain's device belongs to, by name; `units` are all names by id."""

    def __init__(self, reading: Reading) -> None:
        trusted = {} if reading.trust is None else reading.trust.devices
        commune = reading.units.commune()
        self.commune_chains = reading.authority.commune_chains
        self.units = {unit.id: unit.name for unit in reading.units.units()}
        if commune is not None:
            self.units[commune.id] = commune.name
        devices = {
            chain: trusted[device]
            for chain, device in reading.journal.devices().items()
            if device is not None and device in trusted
        }
        self._names = {chain: self.units.get(own.unit, "") for chain, own in devices.items()}
        of_unit = Counter(device.unit for device in trusted.values())
        self._marks = {
            chain: own.fingerprint[-_END_DIGITS:]
            for chain, own in devices.items()
            if of_unit[own.unit] > 1
        }

    def with_unit(self, text: str, value: Json) -> str:
        """A state in words, with the unit that it names: so values of several are told apart."""
        unit = self.units.get(str(value.get("unit")), "") if isinstance(value, Mapping) else ""
        return f"{text} ({unit})" if unit else text

    def device_mark(self, change: Change) -> str:
        """The end of the fingerprint of a change's laptop; empty for the only one of its unit."""
        return self._marks.get(change.header.chain, "")

    def unit_name(self, change: Change) -> str:
        """The name of the unit whose device wrote a change; empty if it is not known."""
        return self._names.get(change.header.chain, "")


def _listed(
    item: ReviewItem,
    changes: Mapping[ChangeId, Change],
    state: RecordState,
    subject: str,
    authors: Authors,
) -> ListedConflict:
    held = state.fields.get(item.field)
    shown = None if held is None else held.shown
    values = []
    rivals = [changes[change_id] for change_id in (*item.heads, *item.waiting)]
    told = [change.body.values[item.field] for change in rivals if change.body is not None]
    texts = iter(rival_texts(item.field, told))
    is_moved = _names_units(item, changes)
    for change_id in (*item.heads, *item.waiting):
        change = changes[change_id]
        if change.body is None:
            continue
        value = change.body.values[item.field]
        header = change.header
        reason = state.out.get(change_id)
        values.append(
            RivalValue(
                change=change_id.hex(),
                value=value,
                text=authors.with_unit(next(texts), value) if is_moved else next(texts),
                by=plain_line(change.body.actor),
                unit_name=authors.unit_name(change),
                at=change.body.at,
                stands=reason is None,
                reason=None if reason is None else reason.value,
                is_shown=change_id == shown,
                chain=header.chain,
                is_communes=header.chain in authors.commune_chains,
                device_mark=authors.device_mark(change),
            )
        )
    unit = None if state.control is None else state.control.unit
    has_commune_value = any(v.stands and v.is_communes for v in values)
    return ListedConflict(
        id=item.id,
        record=state.record,
        kind=state.kind,
        unit=unit,
        field=item.field,
        field_label=field_term(item.field),
        subject=subject,
        values=tuple(values),
        is_contradiction=bool(item.rivals),
        unit_name=authors.units.get(unit or "", ""),
        is_for_commune=has_commune_value or is_with_commune(state, item.field),
    )


def _names_units(item: ReviewItem, changes: Mapping[ChangeId, Change]) -> bool:
    """Whether the values of a record's state say that it is several units'."""
    if item.field != CONTROL:
        return False
    bodies = [changes[change_id].body for change_id in (*item.heads, *item.waiting)]
    said = [body.values[CONTROL] for body in bodies if body is not None]
    return len({value.get("unit") for value in said if isinstance(value, Mapping)}) > 1


def is_with_commune(state: RecordState, field: str) -> bool:
    """Whether a field is the commune's own, or its sheet is with the commune."""
    pattern = KINDS[state.kind].for_commune
    is_closed = (
        state.kind == ASSESSMENT
        and state.control is not None
        and state.control.status not in OPEN_TO_UNIT
    )
    return is_closed or (pattern is not None and pattern.fullmatch(field) is not None)
