"""Two namesakes whose births agree with a row: births that are equal do not decide between them."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests.builders.offices import YEAR, found_offices
from tests.builders.spreadsheets import write_xlsx
from vanhoa_desktop.domain.enums import Assessor
from vanhoa_desktop.domain.import_account import AskedWhy
from vanhoa_desktop.domain.targets import DigitalBasis
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.rows.import_report import ImportReport
from vanhoa_desktop.services.rows.roster import RosterImport, RosterService
from vanhoa_desktop.services.sheets.digital import DigitalImport, DigitalService
from vanhoa_desktop.services.sheets.scores import ScoreImport, ScoreService

Row = Sequence[object]
EAST, WEST = "Thôn Đông", "Thôn Tây"
PEOPLE = [
    ("Họ và tên", "Ngày sinh", "Thôn", "Mã hộ", "Số CCCD"),
    ("Nguyễn Thị Mai", "02/02/1962", EAST, "H1", ""),
    ("Nguyễn Thị Mai", "1962", WEST, "H1", ""),
    ("Vi Thị Lan", "03/04/1971", WEST, "H3", "038171000004"),
    ("Vi Thị Lan", "1971", WEST, "H4", ""),
]
HEAD = ("Họ và tên", "Ngày sinh", "Thôn", "Số CCCD", "CS1")


@pytest.fixture(scope="module")
def commune(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """A commune with namesakes of one year in two thôn and in one; only rehearsals are done."""
    folder = tmp_path_factory.mktemp("namesakes")
    offices = found_offices(folder, (EAST, WEST))
    with offices.commune.open() as session:
        RosterService(session).import_file(RosterImport(write_xlsx(folder / "ds.xlsx", PEOPLE)))
        yield session


def held(session: Session, report: ImportReport) -> list[str]:
    """The births of those whom the rows were found to mean."""
    people = {person.id: person for person in RosterService(session).search("", limit=0)}
    births = [people[row.person].birth for _, row in report.account.rows() if row.person]
    return [birth.text for birth in births if birth is not None]


def points(session: Session, folder: Path, row: Row) -> ImportReport:
    path = write_xlsx(folder / "d.xlsx", [HEAD, row])
    wish = ScoreImport(path, YEAR, Assessor.VILLAGE, is_dry_run=True)
    return ScoreService(session).import_file(wish)


@pytest.mark.parametrize(
    "row",
    [
        ("Nguyễn Thị Mai", "1962", "", "", 5),
        ("Vi Thị Lan", "1971", "", "", 5),
        ("Vi Thị Lan", "1971", WEST, "", 5),
    ],
)
def test_a_year_that_two_namesakes_have_is_asked(
    commune: Session, tmp_path: Path, row: Row
) -> None:
    report = points(commune, tmp_path, row)
    (asked,) = report.asked_rows
    assert (asked.why, len(asked.choices)) == (AskedWhy.SEVERAL_FIT, 2)
    assert report.updated == 0


@pytest.mark.parametrize(
    ("row", "birth"),
    [
        (("Nguyễn Thị Mai", "1962", WEST, "", 5), "1962"),
        (("Nguyễn Thị Mai", "1962", EAST, "", 5), "1962-02-02"),
        (("Nguyễn Thị Mai", "02/02/1962", "", "", 5), "1962-02-02"),
        (("Nguyễn Thị Mai", "03/02/1962", "", "", 5), "1962"),
        (("Vi Thị Lan", "1971", "", "038171000004", 5), "1971-04-03"),
    ],
)
def test_a_thon_a_whole_day_or_a_number_tells_them_apart(
    commune: Session, tmp_path: Path, row: Row, birth: str
) -> None:
    report = points(commune, tmp_path, row)
    assert (held(commune, report), report.asked) == ([birth], 0)


def test_skills_of_a_year_that_two_namesakes_have_are_asked(
    commune: Session, tmp_path: Path
) -> None:
    rows = [("Họ và tên", "Năm sinh", "Kỹ năng số"), ("Nguyễn Thị Mai", 1962, "x")]
    path = write_xlsx(tmp_path / "kns.xlsx", rows)
    wish = DigitalImport(path, YEAR, DigitalBasis.VNEID, is_dry_run=True)
    report = DigitalService(commune).import_file(wish)
    assert (report.updated, report.asked) == (0, 1)


@pytest.mark.parametrize(("house", "births"), [("", []), ("H3", ["1971-04-03"]), ("H4", ["1971"])])
def test_a_list_with_a_year_alone_asks_unless_the_household_tells(
    commune: Session, tmp_path: Path, house: str, births: list[str]
) -> None:
    rows = [("Họ và tên", "Năm sinh", "Thôn", "Mã hộ", "Nghề nghiệp")]
    rows.append(("Vi Thị Lan", "1971", WEST, house, "May"))
    path = write_xlsx(tmp_path / "ds.xlsx", rows)
    report = RosterService(commune).import_file(RosterImport(path, is_dry_run=True))
    assert (held(commune, report), report.asked) == (births, 1 - len(births))
