"""Digital skills and fluency, per person and year, each with what it rests on."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from vanhoa_desktop.canonical import Json
from vanhoa_desktop.db.unit_of_work import UnitOfWork
from vanhoa_desktop.domain.people import Person
from vanhoa_desktop.domain.problems import Problem, Severity
from vanhoa_desktop.domain.targets import Confirmation, DigitalBasis, DigitalSkills
from vanhoa_desktop.errors import VanHoaError
from vanhoa_desktop.imports.digital import DigitalRow, read_digital
from vanhoa_desktop.journal.identity import digital_id
from vanhoa_desktop.services.assessing import AssessingUnits
from vanhoa_desktop.services.control import control, is_begun
from vanhoa_desktop.services.cycles import open_cycle
from vanhoa_desktop.services.roster import ImportReport
from vanhoa_desktop.services.row_people import RowPeople, row_error
from vanhoa_desktop.services.session import Session
from vanhoa_desktop.services.undo import import_act
from vanhoa_desktop.texts.errors import sentence

BASIS_MISSING = "BASIS_MISSING"
_BASIS_MESSAGE = "Chưa ghi căn cứ. Hãy ghi cột «Căn cứ», hoặc chọn một căn cứ cho cả tệp."


@dataclass(frozen=True, slots=True)
class DigitalEntry:
    """What is said of one person: only the parts that are named change.

    A part that is named in `cleared` is unknown again.
    """

    person: Person
    year: int
    skills: Confirmation | None = None
    fluency: Confirmation | None = None
    cleared: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class DigitalImport:
    """A spreadsheet of skills; `basis` and `on` stand where a row names no basis of its own."""

    path: Path
    year: int
    basis: DigitalBasis | None = None
    on: str | None = None
    is_dry_run: bool = False


class DigitalService:
    """Writes and shows digital skills."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def set(self, entry: DigitalEntry) -> DigitalSkills:
        """Save what is said of one person.

        Raises CYCLE_NOT_OPEN, NOT_ENROLLED, ASSESSED_ELSEWHERE, VALUE_INVALID.
        """
        placed = [(entry, self._unit_of(entry))]
        with self._session.work() as work:
            self._write(work, placed)
            work.commit()
        return self.show(entry.person, entry.year)

    def show(self, person: Person, year: int) -> DigitalSkills:
        """What is known of one person; raises CYCLE_NOT_OPEN."""
        with self._session.database.reading() as reading:
            open_cycle(reading, year)
            found = reading.reporting.skills(year).get(person.id)
        return found or DigitalSkills(person.id, year)

    def import_file(self, wish: DigitalImport) -> ImportReport:
        """Import a spreadsheet; rows that cannot be placed or lack a basis are located errors.

        Raises SPREADSHEET_…, CYCLE_NOT_OPEN, NOT_ENROLLED.
        """
        self._session.require_unit()
        with self._session.database.reading() as reading:
            open_cycle(reading, wish.year)
        found = read_digital(wish.path, self._session.this_year())
        problems = list(found.problems)
        placed = self._placed(wish, found.rows, problems)
        changed = 0
        act = None if wish.is_dry_run else import_act(self._session, wish.path)
        if act is not None and placed:
            with self._session.work() as work:
                work.prefetch(digital_id(entry.person.id, entry.year) for entry, _ in placed)
                changed = self._write(work, placed)
                if changed:
                    work.note_act(act)
                    work.commit()
        errors = {(p.sheet, p.row) for p in problems if p.severity is Severity.ERROR}
        return ImportReport(
            rows=len(placed) + len(errors),
            created=0,
            updated=len(placed) if wish.is_dry_run else changed,
            unchanged=0 if wish.is_dry_run else len(placed) - changed,
            problems=tuple(problems),
            is_dry_run=wish.is_dry_run,
            import_id=act.id if act is not None and changed else None,
        )

    def _placed(
        self, wish: DigitalImport, rows: Sequence[DigitalRow], problems: list[Problem]
    ) -> list[tuple[DigitalEntry, str]]:
        people = RowPeople(self._session, rows)
        with self._session.database.reading() as reading:
            units = AssessingUnits(self._session, reading, wish.year)
        placed = []
        for row in rows:
            person, basis = people.find(row), row.basis or wish.basis
            if isinstance(person, str):
                problems.append(row_error(row, person))
            elif basis is None:
                problems.append(row_error(row, BASIS_MISSING, _BASIS_MESSAGE))
            else:
                try:
                    unit = units.of(person)
                except VanHoaError as error:
                    problems.append(row_error(row, error.code.value, sentence(error)))
                    continue
                placed.append((_entry(row, person, basis, wish), unit))
        return placed

    def _unit_of(self, entry: DigitalEntry) -> str:
        self._session.require_unit()
        with self._session.database.reading() as reading:
            open_cycle(reading, entry.year)
            return AssessingUnits(self._session, reading, entry.year).of(entry.person)

    def _write(self, work: UnitOfWork, placed: Sequence[tuple[DigitalEntry, str]]) -> int:
        changed = 0
        for entry, unit in placed:
            record = digital_id(entry.person.id, entry.year)
            values: dict[str, Json] = {"person": entry.person.id, "year": entry.year}
            for name in ("skills", "fluency"):
                said: Confirmation | None = getattr(entry, name)
                if said is not None:
                    values[name] = {"basis": said.basis.value, "on": said.on, "value": said.value}
                elif name in entry.cleared:
                    values[name] = None
            if not is_begun(work, record):
                values |= control(unit)
            changed += work.put_changed("digital", record, values) is not None
        return changed


def _entry(
    row: DigitalRow, person: Person, basis: DigitalBasis, wish: DigitalImport
) -> DigitalEntry:
    skills, fluency = (
        None if value is None else Confirmation(value, basis, wish.on)
        for value in (row.skills, row.fluency)
    )
    return DigitalEntry(person, wish.year, skills, fluency)
