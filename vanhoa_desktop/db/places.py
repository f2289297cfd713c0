"""Where people, households and bodies belong, as the tables know it (`journal.claims.Places`)."""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from sqlalchemy import Connection, and_, select

from vanhoa_desktop.db.batches import batches
from vanhoa_desktop.db.encoding import record_id, record_key
from vanhoa_desktop.db.tables.journal import kind
from vanhoa_desktop.db.tables.projections import (
    person,
    person_assessing,
    record_state,
    record_subject,
)
from vanhoa_desktop.journal.claims import Place
from vanhoa_desktop.journal.fold import RecordState
from vanhoa_desktop.journal.kinds import ASSESSING

# What has a place that others are judged by.
PLACED_KINDS = frozenset({"person", "household"})
_UNIT, _PERSON = "unit", "person"
StateOf = Callable[[str], RecordState | None]


class PlaceOfState(NamedTuple):
    """The place that a folded person or household has in a year."""

    state: RecordState
    year: int

    def now(self) -> frozenset[str]:
        """Its unit, and where it is assessed."""
        control = self.state.control
        home = frozenset[str]() if control is None else frozenset({control.unit})
        return home | {unit for year, unit in assessed_at(self.state) if year == self.year}

    def ever(self) -> frozenset[str]:
        """Every unit that it ever concerned."""
        return self.state.units


class PlaceOfUnit(NamedTuple):
    """A village or a unit that is assessed itself belongs to itself."""

    unit: str

    def now(self) -> frozenset[str]:
        """The unit itself."""
        return frozenset({self.unit})

    def ever(self) -> frozenset[str]:
        """The unit itself."""
        return frozenset({self.unit})


class _StoredPlace(NamedTuple):
    """A place of which the tables say the present, and the journal what was before."""

    units: frozenset[str]
    subject: str
    state_of: StateOf

    def now(self) -> frozenset[str]:
        """As the tables say."""
        return self.units

    def ever(self) -> frozenset[str]:
        """As the journal says."""
        state = self.state_of(self.subject)
        return self.units if state is None else self.units | state.units


class StoredPlaces:
    """Places over one open connection; `state_of` folds a record of the journal."""

    def __init__(self, connection: Connection, state_of: StateOf) -> None:
        self._connection = connection
        self._state_of = state_of

    def of(self, subject: str, year: int) -> Place | None:
        """The place of a subject in a year; None where nothing stands that says whose it is."""
        key = record_key(subject)
        joined = record_state.join(kind, kind.c.no == record_state.c.kind_no).outerjoin(
            person, person.c.record == record_state.c.record
        )
        row = self._connection.execute(
            select(record_state.c.unit, kind.c.name, person.c.record.label("shown"))
            .select_from(joined)
            .where(record_state.c.record == key)
        ).first()
        if row is None or row.unit is None:
            return None
        if row.name == _UNIT:
            return PlaceOfUnit(subject)
        if row.name == _PERSON and row.shown is None:
            # Nobody is shown who was deleted, or moved away from here: the journal knows.
            state = self._state_of(subject)
            return None if state is None else PlaceOfState(state, year)
        assessing = self._connection.scalars(
            select(person_assessing.c.unit).where(
                and_(person_assessing.c.person == key, person_assessing.c.year == year)
            )
        )
        units = frozenset(map(record_id, (row.unit, *assessing)))
        return _StoredPlace(units, subject, self._state_of)

    def homes(self, subjects: Iterable[str]) -> dict[str, frozenset[tuple[int, str]]]:
        """For each held subject its unit (as of year 0) and its assessing units by year."""
        found: dict[str, set[tuple[int, str]]] = {}
        for batch in batches(map(record_key, subjects)):
            state, assessing = record_state, person_assessing
            for row in self._connection.execute(
                select(state.c.record, state.c.unit).where(state.c.record.in_(batch))
            ):
                places = found.setdefault(record_id(row.record), set())
                if row.unit is not None:
                    places.add((0, record_id(row.unit)))
            for item in self._connection.execute(
                select(assessing).where(assessing.c.person.in_(batch))
            ):
                found.setdefault(record_id(item.person), set()).add(
                    (item.year, record_id(item.unit))
                )
        return {subject: frozenset(places) for subject, places in found.items()}

    def about(self, subjects: Iterable[str]) -> list[str]:
        """The ids of what is held about these people, households and bodies, standing or not."""
        return [
            record_id(record)
            for batch in batches(map(record_key, subjects))
            for record in self._connection.scalars(
                select(record_subject.c.record).where(record_subject.c.subject.in_(batch))
            )
        ]


class PendingPlaces:
    """Places as they will be once a unit of work is done: what is `fresh` says it, else the tables.

    `state_of` folds any record as it will be, `fresh` only one that changes.
    """

    def __init__(self, connection: Connection, state_of: StateOf, fresh: StateOf) -> None:
        self._stored = StoredPlaces(connection, state_of)
        self._fresh = fresh

    def of(self, subject: str, year: int) -> Place | None:
        """The place of a subject in a year."""
        state = self._fresh(subject)
        if state is None:
            return self._stored.of(subject, year)
        if state.kind == _UNIT:
            return PlaceOfUnit(subject)
        return None if state.control is None else PlaceOfState(state, year)

    def about_moved(
        self, states: Mapping[str, RecordState | None], *, is_merging: bool
    ) -> frozenset[str]:
        """The ids of what is about people who now belong elsewhere: it is judged by where they are.

        People who are new here matter where files are merged: what is about them may be here.
        """
        placed = {r: s for r, s in states.items() if s is not None and s.kind in PLACED_KINDS}
        before = self._stored.homes(placed)
        moved = [record for record in before if homes_of(placed[record]) != before[record]]
        # Of people who are new here nothing is judged yet: what came before them stands as it is.
        new = [record for record in placed if record not in before] if is_merging else []
        return frozenset(self._stored.about([*moved, *new]))


def assessed_at(state: RecordState) -> frozenset[tuple[int, str]]:
    """Year and unit of everywhere else that a person is assessed, by the commune's word."""
    said = ((name, state.fields[name].value) for name in state.vouched)
    return frozenset(
        (int(name.removeprefix(ASSESSING)), value)
        for name, value in said
        if name.startswith(ASSESSING) and isinstance(value, str)
    )


def homes_of(state: RecordState) -> frozenset[tuple[int, str]]:
    """What `StoredPlaces.homes` will say of a state once it is in the tables."""
    found = assessed_at(state)
    control = state.control
    return frozenset(found if control is None else found | {(0, control.unit)})
