"""Digital skills and fluency, per person and year, each with what it rests on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from vanhoa_desktop.canonical import Json
from vanhoa_desktop.db.unit_of_work import UnitOfWork
from vanhoa_desktop.domain.import_account import FieldChange, RowAccount, RowBin
from vanhoa_desktop.domain.people import Person
from vanhoa_desktop.domain.ports import Progress, no_progress
from vanhoa_desktop.domain.targets import Confirmation, DigitalBasis, DigitalSkills
from vanhoa_desktop.errors import VanHoaError
from vanhoa_desktop.imports.lists.digital import FLUENCY, SKILLS, DigitalRow, read_digital
from vanhoa_desktop.journal.identity import digital_id
from vanhoa_desktop.services.office.acts import import_act
from vanhoa_desktop.services.office.control import control, is_begun
from vanhoa_desktop.services.office.file_doors import door
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.people.assessing import AssessingUnits
from vanhoa_desktop.services.rows.import_report import (
    NO_ANSWERS,
    Answers,
    ImportReport,
    account_of,
    in_file_order,
)
from vanhoa_desktop.services.rows.row_people import PlacedRows, RowPeople
from vanhoa_desktop.services.rows.row_units import table_unit_names
from vanhoa_desktop.services.setup.cycles import open_cycle
from vanhoa_desktop.texts.errors.catalogue import sentence
from vanhoa_desktop.texts.sentences.targets import confirmation_text

_PARTS = (SKILLS, FLUENCY)
BASIS_MISSING, ANSWERS_DISAGREE = "BASIS_MISSING", "ANSWERS_DISAGREE"
_DISPUTED_MESSAGE = (
    "hai dòng nói khác nhau về cùng người này nên không nhập dòng nào. "
    "Hãy giữ lại một dòng rồi nhập lại."
)
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
    answers: Answers = NO_ANSWERS


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

    def import_file(self, wish: DigitalImport, progress: Progress = no_progress) -> ImportReport:
        """Import a spreadsheet; rows that cannot be placed or lack a basis are located errors.

        Two rows that say other things of one person are both left out. What stands with the same
        basis keeps its day; what is replaced is told in the account of its row.

        Raises SPREADSHEET_…, CYCLE_NOT_OPEN, NOT_ENROLLED.
        """
        self._session.require_unit()
        with self._session.database.reading() as reading:
            open_cycle(reading, wish.year)
            units = table_unit_names(self._session, reading)
        with door(wish.path, None):
            this_year = self._session.this_year()
            found = read_digital(wish.path, this_year, units, progress, year=wish.year)
        people = RowPeople(self._session, found.rows, wish.path.stem)
        placed = people.place(found.rows, found.readings, wish.answers)
        held = self._held(wish.year)
        entries = [
            (row, _without_standing(entry, held.get(entry.person.id)), unit)
            for row, entry, unit in self._placed(wish, placed)
        ]
        act = None if wish.is_dry_run else import_act(self._session, wish.path)
        begin = self._session.rehearsal if act is None else self._session.work
        with begin() as work:
            work.prefetch(digital_id(entry.person.id, entry.year) for _, entry, _ in entries)
            changed = self._write(work, [(entry, unit) for _, entry, unit in entries])
            if act is not None and changed:
                work.note_act(act)
                work.commit()
        for row, entry, _ in entries:
            row_bin = RowBin.UPDATED if entry.person.id in changed else RowBin.UNCHANGED
            changes = _changes(entry, held.get(entry.person.id))
            placed.accounts[row.place] = RowAccount(
                row.row, row_bin, row.full_name, "", changes, entry.person.id
            )
        return ImportReport(
            account=account_of(found.readings, placed.accounts),
            asked_rows=tuple(placed.asked),
            problems=in_file_order(found.readings, [*found.problems, *placed.problems]),
            is_dry_run=wish.is_dry_run,
            import_id=act.id if act is not None and changed else None,
        )

    def _held(self, year: int) -> Mapping[str, DigitalSkills]:
        with self._session.database.reading() as reading:
            return reading.reporting.skills(year)

    def _placed(
        self, wish: DigitalImport, placed: PlacedRows[DigitalRow]
    ) -> list[tuple[DigitalRow, DigitalEntry, str]]:
        with self._session.database.reading() as reading:
            units = AssessingUnits(self._session, reading, wish.year)
        disputed = _disputed(placed.rows)
        entries = []
        for row, person in placed.rows:
            basis = row.basis or wish.basis
            if person.id in disputed:
                placed.refuse(row, ANSWERS_DISAGREE, f"{row.full_name}: {_DISPUTED_MESSAGE}")
            elif basis is None:
                placed.refuse(row, BASIS_MISSING, f"{row.full_name}: {_BASIS_MESSAGE}")
            else:
                try:
                    unit = units.of(person)
                except VanHoaError as error:
                    placed.refuse(row, error.code.value, sentence(error))
                    continue
                entries.append((row, _entry(row, person, basis, wish), unit))
        return entries

    def _unit_of(self, entry: DigitalEntry) -> str:
        self._session.require_unit()
        with self._session.database.reading() as reading:
            open_cycle(reading, entry.year)
            return AssessingUnits(self._session, reading, entry.year).of(entry.person)

    def _write(
        self, work: UnitOfWork, placed: Sequence[tuple[DigitalEntry, str]]
    ) -> frozenset[str]:
        """Record what differs; the ids of those of whom anything did."""
        changed: list[str] = []
        for entry, unit in placed:
            record = digital_id(entry.person.id, entry.year)
            values: dict[str, Json] = {"person": entry.person.id, "year": entry.year}
            for name in _PARTS:
                said: Confirmation | None = getattr(entry, name)
                if said is not None:
                    values[name] = {"basis": said.basis.value, "on": said.on, "value": said.value}
                elif name in entry.cleared:
                    values[name] = None
            if not is_begun(work, record):
                values |= control(unit)
            if work.put_changed("digital", record, values) is not None:
                changed.append(entry.person.id)
        return frozenset(changed)


def _entry(
    row: DigitalRow, person: Person, basis: DigitalBasis, wish: DigitalImport
) -> DigitalEntry:
    skills, fluency = (
        None if value is None else Confirmation(value, basis, wish.on)
        for value in (row.skills, row.fluency)
    )
    return DigitalEntry(person, wish.year, skills, fluency)


def _without_standing(entry: DigitalEntry, held: DigitalSkills | None) -> DigitalEntry:
    """What an entry says beyond what stands: the day of the same confirmation stays as it is."""
    if held is None:
        return entry
    return replace(
        entry,
        skills=None if _is_same(entry, held, SKILLS) else entry.skills,
        fluency=None if _is_same(entry, held, FLUENCY) else entry.fluency,
    )


def _is_same(entry: DigitalEntry, held: DigitalSkills, name: str) -> bool:
    said, known = _part(entry, name), _part(held, name)
    if said is None or known is None:
        return False
    return (said.value, said.basis) == (known.value, known.basis)


def _changes(entry: DigitalEntry, held: DigitalSkills | None) -> tuple[FieldChange, ...]:
    """What an import replaces, before and after; what was not said before is no change."""
    if held is None:
        return ()
    pairs = [(name, _part(entry, name), _part(held, name)) for name in _PARTS]
    return tuple(
        FieldChange(name, confirmation_text(known), confirmation_text(said))
        for name, said, known in pairs
        if said is not None and known is not None
    )


def _part(of: DigitalEntry | DigitalSkills, name: str) -> Confirmation | None:
    return of.skills if name == SKILLS else of.fluency


def _disputed(rows: Sequence[tuple[DigitalRow, Person]]) -> frozenset[str]:
    """People of whom two rows say other things."""
    said: dict[tuple[str, str], object] = {}
    return frozenset(
        person.id
        for row, person in rows
        for name in ("skills", "fluency", "basis")
        if (value := getattr(row, name)) is not None
        and said.setdefault((person.id, name), value) != value
    )
