"""Figures that do not agree: all values, their authors and times, in the words of the form."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from vanhoa_desktop.canonical import Json
from vanhoa_desktop.db.batches import batches
from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.domain.sheet_lifecycle import OPEN_TO_UNIT
from vanhoa_desktop.journal.change import CONTROL, Change, ChangeId
from vanhoa_desktop.journal.fold import RecordState, ReviewItem, fold
from vanhoa_desktop.journal.kinds import KINDS
from vanhoa_desktop.services.office.gone_people import last_written
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.office.unit_names import unit_names
from vanhoa_desktop.services.review.value_words import ValueWords
from vanhoa_desktop.texts.words.natural_order import natural_key
from vanhoa_desktop.texts.words.plain import plain_line
from vanhoa_desktop.texts.words.terms import field_term

ASSESSMENT = "assessment"
PERSON = "person"
_END_DIGITS = 6
# More than people settle by looking at them one by one: only a laptop in bad hands makes so many.
MOST_OF_UNIT, MOST_VALUES = 1_000, 20
_RECORDS_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class RivalValue:
    """One of the values of a figure, by whom, of which unit, and when.

    `device_mark`: the end of the laptop's fingerprint, where its unit has several.
    `stands`: it counts, or one of those that do; else `reason` says why it waits (late, forked,
    revoked, former_office). `is_shown`: what tables show for now. `chain`: whose laptop wrote it;
    `is_communes`: one of the commune's.
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
    the commune's, or one of the values is. `further` counts values that a list leaves out.
    `is_unheld`: nothing of its record stands, so that no list shows it.
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
    further: int = 0
    is_unheld: bool = False


@dataclass(frozen=True, slots=True)
class ListedConflicts:
    """What a list shows: of each unit's records so many figures, of each figure so many values.

    `further` counts the figures that wait too and are not shown.
    """

    shown: list[ListedConflict]
    further: int = 0


@dataclass(frozen=True, slots=True)
class OpenRecord:
    """A record that waits for a person: its state, its changes with their places in the journal."""

    state: RecordState
    changes: Mapping[ChangeId, Change]
    subject: str
    places: Mapping[ChangeId, int]

    @property
    def items(self) -> list[ReviewItem]:
        """What is open, by field in natural order."""
        return sorted(self.state.review, key=lambda item: natural_key(item.field))


@dataclass(frozen=True, slots=True)
class OpenItem:
    """One thing that waits for a person, without its values."""

    id: str
    record: str
    kind: str
    subject: str
    unit_name: str
    is_contradiction: bool


class ConflictService:
    """Lists what people must settle."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def listed(self) -> ListedConflicts:
        """Everything that waits for a person on this installation, of many some.

        A unit is not asked about records that are another's now: it could settle nothing there.
        """
        found: list[ListedConflict] = []
        further = 0
        of_unit: Counter[str | None] = Counter()
        with self._session.database.reading() as reading:
            authors = Authors(reading)
            for held in self._open_records(reading):
                unit = None if held.state.control is None else held.state.control.unit
                items = held.items
                shown = items[: MOST_OF_UNIT - of_unit[unit]]
                of_unit[unit] += len(shown)
                further += len(items) - len(shown)
                found.extend(_listed(item, held, authors, MOST_VALUES) for item in shown)
        return ListedConflicts(found, further)

    def count(self) -> int:
        """How many figures wait for a person, those too that no list shows."""
        with self._session.database.reading() as reading:
            return sum(item.reviews for item in reading.states.to_review(self._own()))

    def items(self) -> Iterator[OpenItem]:
        """Everything that waits for a person, without values."""
        with self._session.database.reading() as reading:
            units = Authors(reading).units
            for held in self._open_records(reading):
                yield from items_of(held, units)

    def reviews(self, reading: Reading) -> dict[str, int]:
        """The records of which something waits for a person, and how many fields of each."""
        return {item.record: item.reviews for item in reading.states.to_review(self._own())}

    def by_id(self, text: str) -> list[ListedConflict]:
        """The figures, with all their values, whose id begins so."""
        with self._session.database.reading() as reading:
            authors = Authors(reading)
            return [
                _listed(item, held, authors)
                for held in self._open_records(reading)
                for item in held.items
                if item.id.startswith(text)
            ]

    def of_records(self, text: str) -> list[ListedConflict]:
        """All that is open, with all values, of the records whose id begins so."""
        with self._session.database.reading() as reading:
            authors = Authors(reading)
            return [
                _listed(item, held, authors)
                for held in self._open_records(reading, text)
                for item in held.items
            ]

    def _own(self) -> str | None:
        return None if self._session.identity.is_commune else self._session.identity.unit_id

    def _open_records(self, reading: Reading, prefix: str = "") -> Iterator[OpenRecord]:
        waiting = reading.states.to_review(self._own())
        records = [item.record for item in waiting if item.record.startswith(prefix)]
        return open_records(reading, records)


def open_records(reading: Reading, records: Sequence[str]) -> Iterator[OpenRecord]:
    """These records, some at a time: nobody needs the changes of all of them at once."""
    for batch in batches(records, _RECORDS_AT_ONCE):
        held = reading.journal.of_records(batch)
        folded = {
            record: fold((item.change for item in held.get(record, [])), reading.authority)
            for record in batch
        }
        subjects = subjects_of(reading, folded)
        for record, state in folded.items():
            changes = {item.change.id: item.change for item in held.get(record, [])}
            places = {item.change.id: item.position for item in held.get(record, [])}
            yield OpenRecord(state, changes, subjects[record], places)


def items_of(held: OpenRecord, units: Mapping[str, str]) -> Iterator[OpenItem]:
    """What of a record waits for a person; `units` are the names of units by id."""
    control = held.state.control
    unit_name = "" if control is None else units.get(control.unit, "")
    for item in held.state.review:
        yield OpenItem(
            item.id,
            held.state.record,
            held.state.kind,
            held.subject,
            unit_name,
            bool(item.rivals),
        )


def subjects_of(reading: Reading, states: Mapping[str, RecordState]) -> dict[str, str]:
    """Whom each record is about: the person's name, or the record's own."""
    about = {record: _person_of(record, state) for record, state in states.items()}
    people = reading.people.people(set(about.values()))
    names = {
        record: people[about[record]].full_name if about[record] in people else _own_name(state)
        for record, state in states.items()
    }
    nameless = [record for record, name in names.items() if not name]
    return dict(sorted((names | _once_called(reading, nameless)).items()))


def _person_of(record: str, state: RecordState) -> str:
    person = state.values.get("person")
    return person if isinstance(person, str) else record


def _own_name(state: RecordState) -> str:
    named = [state.values.get(name) for name in ("full_name", "name", "code")]
    return next((text for text in named if isinstance(text, str)), "")


def _once_called(reading: Reading, records: Sequence[str]) -> dict[str, str]:
    """What records were called by words that do not stand: a stopped laptop alone wrote them."""
    if not records:
        return {}
    about = {record: record for record in records}
    about |= {r: str(said) for r, said in last_written(reading, records, "person").items()}
    people = reading.people.people(set(about.values()))
    names = {person: known.full_name for person, known in people.items()}
    for field in ("full_name", "name", "code"):
        wanted = [person for person in dict.fromkeys(about.values()) if not names.get(person)]
        names |= {p: str(said) for p, said in last_written(reading, wanted, field).items()}
    return {record: names.get(person, "") for record, person in about.items()}


class Authors:
    """Which unit a chain's device belongs to, by name; `units` are all names by id.

    `words` says what they wrote.
    """

    def __init__(self, reading: Reading) -> None:
        self.words = ValueWords(reading)
        trusted = {} if reading.trust is None else reading.trust.devices
        self.commune_chains = reading.authority.commune_chains
        self.units = unit_names(reading)
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
    item: ReviewItem, held: OpenRecord, authors: Authors, most: int | None = None
) -> ListedConflict:
    """One figure with its values; with `most` of many values those that tell most."""
    state, changes = held.state, held.changes
    field = state.fields.get(item.field)
    shown = None if field is None else field.shown
    rivals = [
        change
        for change_id in (*item.heads, *item.waiting)
        if (change := changes[change_id]).body is not None
    ]
    chosen = rivals if most is None else _telling(rivals, shown, most)
    values = _values(item, chosen, shown, held, authors)
    unit = None if state.control is None else state.control.unit
    commune = authors.commune_chains
    has_commune_value = any(c.id not in state.out and c.header.chain in commune for c in rivals)
    return ListedConflict(
        id=item.id,
        record=state.record,
        kind=state.kind,
        unit=unit,
        field=item.field,
        field_label=field_term(item.field),
        subject=held.subject,
        values=tuple(values),
        is_contradiction=bool(item.rivals),
        unit_name=authors.units.get(unit or "", ""),
        is_for_commune=has_commune_value or is_with_commune(state, item.field),
        further=len(rivals) - len(chosen),
        is_unheld=state.control is None,
    )


def _telling(rivals: Sequence[Change], shown: ChangeId | None, most: int) -> list[Change]:
    """What is shown, of each laptop one value, then others; in their order, at most so many."""
    if len(rivals) <= most:
        return list(rivals)
    first = {change.id: change for change in rivals if change.id == shown}
    of_chain = {change.header.chain: change for change in rivals}
    first |= {change.id: change for change in of_chain.values()}
    first |= {change.id: change for change in rivals if change.id not in first}
    kept = frozenset(islice(first, most))
    return [change for change in rivals if change.id in kept]


def _values(
    item: ReviewItem,
    rivals: Sequence[Change],
    shown: ChangeId | None,
    held: OpenRecord,
    authors: Authors,
) -> Iterator[RivalValue]:
    state, subject = held.state, held.subject
    told = [change.body.values[item.field] for change in rivals if change.body is not None]
    is_moved = _names_units(item, told)
    # Whose sheet it is, is told by name; an id says nothing to anybody.
    is_whose = item.field == PERSON and bool(subject)
    texts = [subject] * len(told) if is_whose else authors.words.texts(item.field, told)
    for change, value, text in zip(rivals, told, texts, strict=True):
        reason = state.out.get(change.id)
        yield RivalValue(
            change=change.id.hex(),
            value=value,
            text=authors.with_unit(text, value) if is_moved else text,
            by="" if change.body is None else plain_line(change.body.actor),
            unit_name=authors.unit_name(change),
            at="" if change.body is None else change.body.at,
            stands=reason is None,
            reason=None if reason is None else reason.value,
            is_shown=change.id == shown,
            chain=change.header.chain,
            is_communes=change.header.chain in authors.commune_chains,
            device_mark=authors.device_mark(change),
        )


def _names_units(item: ReviewItem, said: Sequence[Json]) -> bool:
    """Whether the values of a record's state say that it is several units'."""
    units = {value.get("unit") for value in said if isinstance(value, Mapping)}
    return item.field == CONTROL and len(units) > 1


def is_with_commune(state: RecordState, field: str) -> bool:
    """Whether a field is the commune's own, or its sheet is with the commune."""
    pattern = KINDS[state.kind].for_commune
    is_closed = (
        state.kind == ASSESSMENT
        and state.control is not None
        and state.control.status not in OPEN_TO_UNIT
    )
    return is_closed or (pattern is not None and pattern.fullmatch(field) is not None)
