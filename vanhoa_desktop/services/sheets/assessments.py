"""Entering points: one sheet at a time, or a spreadsheet of many."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from vanhoa_desktop.canonical import Json
from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.db.unit_of_work import ActNote, UnitOfWork
from vanhoa_desktop.domain.assessments import CriteriaReference
from vanhoa_desktop.domain.enums import Assessor, ConsentKind, LearningModel
from vanhoa_desktop.domain.people import Person
from vanhoa_desktop.domain.sheet_lifecycle import may_write
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.journal.fold import RecordState
from vanhoa_desktop.journal.identity import assessment_id, registration_id
from vanhoa_desktop.scoring.criteria import CriteriaSet
from vanhoa_desktop.scoring.engine import check_points
from vanhoa_desktop.services.office.control import control, is_begun, is_standing
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.people.assessing import AssessingUnits
from vanhoa_desktop.services.setup.cycles import citizen_criteria, open_cycle
from vanhoa_desktop.services.sheets.sheets import (
    PersonSheet,
    YearSheets,
    read_sheet,
    read_year_sheets,
)
from vanhoa_desktop.texts.words.numbers import stored_decimal

NOT_REGISTERED = "NOT_REGISTERED"

PointsWish = Mapping[str, Decimal | None]


@dataclass(frozen=True, slots=True)
class PointsEntry:
    """Points of one assessor for one person; None clears an indicator.

    `reason` says why the commune differs. `unregisters`: taking back the first point, by which the
    person was registered, ends that registration if no point is left.
    """

    person: Person
    year: int
    assessor: Assessor
    points: PointsWish
    reason: str | None = None
    unregisters: bool = False


@dataclass(frozen=True, slots=True)
class SavedPoints:
    """The sheet after saving, whether anything changed, and warnings (codes)."""

    sheet: PersonSheet
    is_changed: bool
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ManySaved:
    """Ids of people whose sheets changed; why entries were left out, by their place in the list.

    `before`: by the same place, the points that were there of those that the entry speaks of.
    """

    changed: frozenset[str]
    closed: Mapping[int, VanHoaError]
    before: Mapping[int, Mapping[str, Decimal]]


class AssessmentService:
    """Saves and shows points."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def set_points(self, entry: PointsEntry) -> SavedPoints:
        """Save points; one value that the rules refuse sets none.

        Raises POINTS_NOT_ALLOWED, CYCLE_NOT_OPEN, ASSESSMENT_CLOSED, ASSESSED_ELSEWHERE,
        ROLE_NOT_ALLOWED.
        """
        self._check_assessor(entry.assessor)
        with self._session.database.reading() as reading:
            reference, criteria = self._criteria(reading, entry)
            units = AssessingUnits(self._session, reading, entry.year)
        for indicator, points in entry.points.items():
            check_points(criteria, indicator, points)
        with self._session.work() as work:
            writer = PointsWriter(self._session, work, reference, units)
            is_changed = writer.write(entry)
            work.commit()
        with self._session.database.reading() as reading:
            sheet = read_sheet(reading, entry.person, entry.year)
        return SavedPoints(sheet, is_changed, tuple(writer.warnings))

    def sheet(self, person: Person, year: int) -> PersonSheet:
        """One person's sheet; raises CYCLE_NOT_OPEN."""
        with self._session.database.reading() as reading:
            return read_sheet(reading, person, year)

    def year_sheets(self, year: int) -> YearSheets:
        """The sheets of everybody held here; raises CYCLE_NOT_OPEN."""
        with self._session.database.reading() as reading:
            return read_year_sheets(reading, year)

    def set_many(
        self, entries: Sequence[PointsEntry], act: ActNote | None, *, is_strict: bool = False
    ) -> ManySaved:
        """Save checked points of many people in one transaction, as one act.

        Sheets that are closed are left as they are (when strict, then so are all others). Without
        an act it is a dry run, which counts and writes nothing.
        """
        if not entries:
            return ManySaved(frozenset(), {}, {})
        self._check_assessor(entries[0].assessor)
        with self._session.database.reading() as reading:
            reference, _ = self._criteria(reading, entries[0])
            units = AssessingUnits(self._session, reading, entries[0].year)
        begin = self._session.rehearsal if act is None else self._session.work
        with begin() as work:
            work.prefetch(
                assessment_id(entry.person.id, entry.year, LearningModel.CITIZEN)
                for entry in entries
            )
            work.prefetch(registration_id(entry.person.id, entry.year) for entry in entries)
            writer = PointsWriter(self._session, work, reference, units)
            saved = _write_open(writer, entries)
            if act is not None and saved.changed and not (is_strict and saved.closed):
                work.note_act(act)
                work.commit()
        return saved

    def _criteria(
        self, reading: Reading, entry: PointsEntry
    ) -> tuple[CriteriaReference, CriteriaSet]:
        cycle = open_cycle(reading, entry.year)
        reference, criteria = citizen_criteria(reading, cycle)
        held = reading.assessments.assessment(entry.person.id, entry.year)
        if held is not None:
            criteria = reading.criteria.of(held.criteria_sha256) or criteria
        return reference, criteria

    def _check_assessor(self, assessor: Assessor) -> None:
        self._session.require_unit()
        if assessor is Assessor.COMMUNE:
            self._session.require_commune()


class PointsWriter:
    """Writes points into the assessments of one unit of work.

    Beginning sheets and registrations as needed.
    """

    def __init__(
        self,
        session: Session,
        work: UnitOfWork,
        reference: CriteriaReference,
        units: AssessingUnits,
    ) -> None:
        self._session = session
        self._work = work
        self._reference = reference
        self._units = units
        self.warnings: list[str] = []

    def write(self, entry: PointsEntry) -> bool:
        """Record what differs; True if anything did.

        Raises ASSESSMENT_CLOSED, ASSESSED_ELSEWHERE.
        """
        unit = self._units.of(entry.person)
        record = assessment_id(entry.person.id, entry.year, LearningModel.CITIZEN)
        state = self._work.state(record)
        check_open(state, entry.person.full_name, is_commune=self._session.identity.is_commune)
        values: dict[str, Json] = {
            f"{entry.assessor.value}.{indicator}": {
                "points": None if points is None else stored_decimal(points),
                "reason": entry.reason,
            }
            for indicator, points in sorted(entry.points.items())
            if points is not None or _is_given(state, f"{entry.assessor.value}.{indicator}")
        }
        if not values:
            return False
        if not is_begun(self._work, record):
            values |= self._beginning(entry, unit)
        registration = registration_id(entry.person.id, entry.year)
        if not is_standing(self._work, registration):
            about: dict[str, Json] = {"person": entry.person.id, "year": entry.year}
            self._work.put("registration", registration, control(unit) | about)
            self.warnings.append(NOT_REGISTERED)
        is_changed = self._work.put_changed("assessment", record, values) is not None
        if entry.unregisters and not _has_points(self._work.state(record)):
            self._unregister(registration, unit)
        return is_changed

    def held(self, entry: PointsEntry) -> Mapping[str, Decimal]:
        """The points that stand where the entry will write, by indicator; empty ones left out."""
        record = assessment_id(entry.person.id, entry.year, LearningModel.CITIZEN)
        state = self._work.state(record)
        values = {} if state is None else state.values
        said = {code: values.get(f"{entry.assessor.value}.{code}") for code in entry.points}
        return {
            code: Decimal(str(value["points"]))
            for code, value in said.items()
            if isinstance(value, Mapping) and value.get("points") is not None
        }

    def _beginning(self, entry: PointsEntry, unit: str) -> dict[str, Json]:
        """What a sheet says from its first change on."""
        group = entry.person.target_group
        about: dict[str, Json] = {
            "person": entry.person.id,
            "year": entry.year,
            "model": LearningModel.CITIZEN.value,
            "criteria": self._reference.sha256,
        }
        if group is not None:
            about["target_group"] = group.value
        return control(unit) | about

    def _unregister(self, registration: str, unit: str) -> None:
        """End a registration that came with the first point; one with a signed consent stays."""
        state = self._work.state(registration)
        values = {} if state is None else state.values
        if not any(values.get(f"{kind.value}_consent") for kind in ConsentKind):
            self._work.put_changed("registration", registration, control(unit, deleted=True))


def check_open(state: RecordState | None, name: str, *, is_commune: bool) -> None:
    """Raise ASSESSMENT_CLOSED for a sheet that is not open to who writes here; `name`: whose."""
    if state is None or state.control is None:
        return
    if not may_write(state.control.status, is_commune=is_commune):
        raise VanHoaError(ErrorCode.ASSESSMENT_CLOSED, person=name, status=state.control.status)


def _write_open(writer: "PointsWriter", entries: Sequence[PointsEntry]) -> ManySaved:
    """Write every entry whose sheet is open; the others are named."""
    changed: set[str] = set()
    closed: dict[int, VanHoaError] = {}
    before: dict[int, Mapping[str, Decimal]] = {}
    for number, entry in enumerate(entries):
        before[number] = writer.held(entry)
        try:
            if writer.write(entry):
                changed.add(entry.person.id)
        except VanHoaError as error:
            if error.code is not ErrorCode.ASSESSMENT_CLOSED:
                raise
            closed[number] = error
    return ManySaved(frozenset(changed), closed, before)


def _has_points(state: RecordState | None) -> bool:
    fields = {} if state is None else state.values
    return any(isinstance(value, Mapping) and value.get("points") for value in fields.values())


def _is_given(state: RecordState | None, field: str) -> bool:
    return state is not None and field in state.fields
