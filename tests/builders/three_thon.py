"""A commune of three thôn in which namesakes live, and what points by spreadsheet do there."""

from collections.abc import Sequence
from pathlib import Path

from tests.builders.offices import YEAR, found_offices
from tests.builders.spreadsheets import write_xlsx
from vanhoa_desktop.domain.enums import Assessor
from vanhoa_desktop.domain.import_account import RowBin
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.rows.import_report import ImportReport
from vanhoa_desktop.services.rows.roster import RosterImport, RosterService
from vanhoa_desktop.services.sheets.scores import ScoreImport, ScoreService

Row = Sequence[object]
EAST, WEST, SOUTH = "Thôn Đông", "Thôn Tây", "Thôn Nam"
PEOPLE = [
    ("Họ và tên", "Ngày sinh", "Thôn"),
    ("Nguyễn Văn An", "12/03/1970", EAST),
    ("Nguyễn Văn Cường", "01/09/1998", EAST),
    ("Lê Thị Dung", "1980", EAST),
    ("Nguyễn Văn An", "1970", WEST),
    ("Nguyễn Thị Mai", "02/02/1962", WEST),
    ("Lê Thị Oanh", "08/03/1973", WEST),
    ("Nguyễn Thị Mai", "1962", SOUTH),
    ("Cao Văn Sơn", "15/08/1968", SOUTH),
]
HEAD = ("STT", "Họ và tên", "Năm sinh", "CS1", "CS2")
AN, CUONG = (1, "Nguyễn Văn An", 1970), (2, "Nguyễn Văn Cường", 1998)
MAI, OANH, SON = (1, "Nguyễn Thị Mai", 1962), (1, "Lê Thị Oanh", 1973), (2, "Cao Văn Sơn", 1968)


def commune_of_three(folder: Path) -> Session:
    """The commune, opened, with its people."""
    session = found_offices(folder, (EAST, WEST, SOUTH)).commune.open()
    RosterService(session).import_file(RosterImport(write_xlsx(folder / "ds.xlsx", PEOPLE)))
    return session


def given(session: Session, path: Path, rows: Sequence[Row]) -> ImportReport:
    wish = ScoreImport(write_xlsx(path / "d.xlsx", rows), YEAR, Assessor.VILLAGE, is_dry_run=True)
    return ScoreService(session).import_file(wish)


def written(session: Session, report: ImportReport) -> dict[int, tuple[str, dict[str, str]]]:
    """What each row writes: the thôn of its person, and the points by indicator."""
    with session.database.reading() as reading:
        units = {unit.id: unit.name for unit in reading.units.units()}
        homes = {p.id: units[p.home_unit] for p in reading.people.search("", limit=0)}
    return {
        row.row: (homes[row.person or ""], {c.field: c.after for c in row.changes})
        for _, row in report.account.rows()
        if row.changes
    }


def codes(report: ImportReport) -> list[tuple[int, str]]:
    return [(problem.row, problem.code) for problem in report.problems]


def bins(report: ImportReport) -> dict[int, RowBin]:
    return {row.row: row.bin for _, row in report.account.rows()}
