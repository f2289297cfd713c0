"""The roster: importing spreadsheets of people, searching, exporting."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.documents.spreadsheets import write_table_xlsx
from vanhoa_desktop.domain.enums import TextEncoding
from vanhoa_desktop.domain.people import Person
from vanhoa_desktop.domain.ports import Progress, no_progress
from vanhoa_desktop.domain.problems import Problem
from vanhoa_desktop.imports.lists.roster import (
    PersonCandidate,
    RosterOptions,
    RosterReading,
    read_roster,
)
from vanhoa_desktop.imports.words.heading_words import PERSON_ID_HEADING
from vanhoa_desktop.services.office.acts import import_act
from vanhoa_desktop.services.office.file_doors import door
from vanhoa_desktop.services.office.lookup import find_person
from vanhoa_desktop.services.office.moved_away import people_moved_away
from vanhoa_desktop.services.office.paper_endings import EXCEL_ENDING, require_ending
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.rows.blank_cells import rows_without_birth, rows_without_household
from vanhoa_desktop.services.rows.household_parts import contested_numbers, numbers_in_parts
from vanhoa_desktop.services.rows.import_report import (
    NO_ANSWERS,
    Answers,
    ImportReport,
    account_of,
    check_strict,
    in_file_order,
    question_problem,
)
from vanhoa_desktop.services.rows.matching import PersonMatcher
from vanhoa_desktop.services.rows.moved_rows import MovedRows
from vanhoa_desktop.services.rows.person_values import GONE
from vanhoa_desktop.services.rows.presence_news import people_with_results
from vanhoa_desktop.services.rows.printable_names import unprintable_names
from vanhoa_desktop.services.rows.roster_writing import RosterWriter
from vanhoa_desktop.services.rows.row_plan import RowPlanner
from vanhoa_desktop.services.rows.row_remarks import plan_remarks, unknown_code
from vanhoa_desktop.services.rows.row_step import RowStep
from vanhoa_desktop.services.rows.row_units import rows_in_units, table_unit_names
from vanhoa_desktop.texts.words.dates import birth_text
from vanhoa_desktop.texts.words.names import mask_citizen_number
from vanhoa_desktop.texts.words.terms import sex_term, target_group_term

Place = tuple[str, int]
EXPORT_HEADINGS = (
    "STT",
    "Họ và tên",
    "Ngày sinh",
    "Giới tính",
    "Số CCCD",
    "Thôn",
    "Mã hộ",
    "Quan hệ với chủ hộ",
    "Nghề nghiệp",
    "Nhóm đối tượng",
    "Điện thoại",
    "Ghi chú",
    PERSON_ID_HEADING,
)


@dataclass(frozen=True, slots=True)
class RosterImport:
    """What to import and how.

    `unit` where all people live, `sheet` one sheet only, `mapping` headings by hand ({field:
    heading}), `encoding` of old fonts, `answers` to what was asked; `is_dry_run` counts and writes
    nothing.
    """

    path: Path
    unit: str | None = None
    sheet: str | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    encoding: TextEncoding = TextEncoding.AUTO
    answers: Answers = NO_ANSWERS
    is_dry_run: bool = False
    is_strict: bool = False


class RosterService:
    """Imports, searches and exports people."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def import_file(self, request: RosterImport, progress: Progress = no_progress) -> ImportReport:
        """Import a spreadsheet of people.

        Rows with errors and rows that are asked are left out, the others are one transaction.

        Raises SPREADSHEET_… for files that cannot be read, IMPORT_HAS_ERRORS when strict and any
        row has an error or waits for an answer, NOT_FOUND for answers to what is not there.
        """
        self._session.require_unit()
        with self._session.database.reading() as reading:
            units = table_unit_names(self._session, reading)
        options = RosterOptions(
            request.sheet, request.mapping, request.encoding, self._session.this_year(), units
        )
        with door(request.path, None):
            read = read_roster(request.path, options, progress)
        found = rows_in_units(self._session, read.candidates, request.unit, request.path.stem)
        steps, writer, remarks = self._planned(read, found.placed, request.answers)
        told = [*read.problems, *found.problems, *remarks]
        told += numbers_in_parts(found.placed, read.readings.sheets)
        told += [question_problem(step.asked) for step in steps if step.asked is not None]
        check_strict(told, is_strict=request.is_strict)
        act = None if request.is_dry_run else import_act(self._session, request.path)
        written = writer.write(steps, act=act, progress=progress)
        rows = [row for row, _ in found.placed]
        written.problems += unprintable_names(rows, written.accounts)
        written.problems += rows_without_household(rows, written.accounts)
        written.problems += rows_without_birth(rows, written.accounts)
        return ImportReport(
            account=account_of(read.readings, found.accounts | written.accounts),
            asked_rows=tuple(step.asked for step in steps if step.asked is not None),
            problems=in_file_order(read.readings, [*told, *written.problems]),
            is_dry_run=request.is_dry_run,
            import_id=act.id if act is not None and written.has_written else None,
        )

    def _planned(
        self,
        read: RosterReading,
        placed: Sequence[tuple[PersonCandidate, str]],
        answers: Answers,
    ) -> tuple[list[RowStep], RosterWriter, list[Problem]]:
        sheets = [sheet.name for sheet in read.readings.sheets]
        located = answers.located(sheets, (row.place for row, _ in placed))
        with self._session.database.reading() as reading:
            is_commune = self._session.identity.is_commune
            rows = [row for row, _ in placed]
            matcher = PersonMatcher(reading, rows, is_commune=is_commune)
            named = {answer.person for answer in located.values() if answer.person}
            people = reading.people.people(named)
            called_gone = [row for row, _ in placed if row.presence and row.presence.value in GONE]
            meant = {person.id for row in called_gone for person in matcher.possible(row)}
            with_results = people_with_results(reading, meant)
            unit = self._session.require_unit()
            moved = MovedRows([] if is_commune else people_moved_away(reading, unit))
            writer = RosterWriter(self._session, _unit_names(reading), reading.people.households())
        foreign = [row for row, _ in placed if row.person_id and not matcher.knows_code(row)]
        contested = contested_numbers(placed, read.readings.sheets)
        planner = RowPlanner(matcher, placed, people, with_results, moved, contested)
        steps = planner.plan(located, answers.rest)
        told = [unknown_code(row) for row in foreign]
        return steps, writer, [*told, *plan_remarks(steps, matcher, located, planner.codes)]

    def search(self, text: str, limit: int = 50) -> list[Person]:
        """People whose name has the words of `text`, or whose identity number has its digits.

        Limit 0 = all.
        """
        with self._session.database.reading() as reading:
            return reading.people.search(text, limit=limit)

    def person(self, text: str) -> Person:
        """The one person meant by an id or a search text; raises NOT_FOUND or AMBIGUOUS."""
        with self._session.database.reading() as reading:
            return find_person(reading, text)

    def ids(
        self, text: str = "", unit: str | None = None, *, by_household: bool = False
    ) -> list[str]:
        """Ids of matching people in order: what a long list on screen holds."""
        with self._session.database.reading() as reading:
            return reading.people.ids(text, unit=unit, by_household=by_household)

    def people(self, ids: Sequence[str]) -> dict[str, Person]:
        """People by id: one page of a long list."""
        with self._session.database.reading() as reading:
            return reading.people.people(ids)

    def export_file(self, path: Path, text: str = "") -> int:
        """Write the roster as .xlsx, identity numbers masked; returns the number of people.

        With `text` only whom a search for it finds.
        Raises PAPER_ENDING for a name of another kind of file, DISK_FULL, FOLDER_READ_ONLY.
        """
        require_ending(path, EXCEL_ENDING)
        with self._session.database.reading() as reading:
            people = reading.people.search(text)
            names = _unit_names(reading)
            codes = {household.id: household.code for household in reading.people.households()}
        rows = [
            _export_row(number, person, names, codes) for number, person in enumerate(people, 1)
        ]
        title = ("DANH SÁCH NHÂN KHẨU", self._session.identity.unit_name)
        write_table_xlsx(path, title, EXPORT_HEADINGS, rows, hidden=frozenset({PERSON_ID_HEADING}))
        self._session.log_access("roster-export", path.name)
        return len(people)


def _unit_names(reading: Reading) -> dict[str, str]:
    return {unit.id: unit.name for unit in reading.units.units()}


def _export_row(
    number: int, person: Person, names: dict[str, str], codes: dict[str, str]
) -> tuple[object, ...]:
    return (
        number,
        person.full_name,
        birth_text(person.birth) if person.birth else "",
        sex_term(person.sex) if person.sex else "",
        mask_citizen_number(person.citizen_number) if person.citizen_number else "",
        names.get(person.home_unit, ""),
        codes.get(person.household or "", ""),
        person.relation or "",
        person.occupation or "",
        target_group_term(person.target_group) if person.target_group else "",
        person.phone or "",
        person.note or "",
        person.id,
    )
