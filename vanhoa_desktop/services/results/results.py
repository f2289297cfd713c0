"""The year's results as a list for the meeting: everybody with a sheet, total and outcome."""

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.documents.spreadsheets import write_table_xlsx
from vanhoa_desktop.domain.assessments import Assessment
from vanhoa_desktop.domain.enums import AssessmentStatus, Outcome
from vanhoa_desktop.domain.people import Person
from vanhoa_desktop.services.office.paper_endings import EXCEL_ENDING, require_ending
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.setup.cycles import open_cycle
from vanhoa_desktop.texts.words.dates import birth_text
from vanhoa_desktop.texts.words.terms import outcome_term, status_term

HEADINGS = ("STT", "Họ và tên", "Ngày sinh", "Thôn, đơn vị", "Tổng điểm", "Kết quả", "Tình trạng")


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One person's result; `total` is None while nothing is scored."""

    person: Person
    unit_name: str
    total: Decimal | None
    outcome: Outcome
    status: AssessmentStatus


class ResultService:
    """Lists results and saves them as a table."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def rows(self, year: int, outcome: Outcome | None = None) -> list[ResultRow]:
        """Results in Vietnamese order of people, of one outcome or all; raises CYCLE_NOT_OPEN."""
        with self._session.database.reading() as reading:
            open_cycle(reading, year)
            sheets = reading.assessments.assessments(year)
            return _rows(reading, [s for s in sheets if outcome in {None, s.outcome}])

    def save_table(self, year: int, output: Path, outcome: Outcome | None = None) -> int:
        """Save the list as .xlsx for printing; returns the number of people.

        Raises PAPER_ENDING, CYCLE_NOT_OPEN, DISK_FULL, FOLDER_READ_ONLY.
        """
        require_ending(output, EXCEL_ENDING)
        found = self.rows(year, outcome)
        title = (f"KẾT QUẢ CHẤM ĐIỂM CÔNG DÂN HỌC TẬP NĂM {year}", self._session.identity.unit_name)
        table = [
            (
                number,
                row.person.full_name,
                birth_text(row.person.birth) if row.person.birth else "",
                row.unit_name,
                row.total,
                outcome_term(row.outcome),
                status_term(row.status),
            )
            for number, row in enumerate(found, 1)
        ]
        write_table_xlsx(output, title, HEADINGS, table)
        self._session.log_access("results-export", output.name)
        return len(found)


def _rows(reading: Reading, sheets: list[Assessment]) -> list[ResultRow]:
    people = reading.people.people(sheet.person for sheet in sheets)
    names = {unit.id: unit.name for unit in reading.units.units()}
    return [
        ResultRow(
            people[sheet.person],
            names.get(sheet.unit, ""),
            sheet.total,
            sheet.outcome,
            sheet.status,
        )
        for sheet in sheets
        if sheet.person in people
    ]
