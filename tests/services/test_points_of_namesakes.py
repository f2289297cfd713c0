"""Points go to nobody of whom the row says another household, number or sex, without a question."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.builders.messy_tables import MessySheet, write_messy
from tests.builders.offices import NGOC_BAN, YEAR, Offices
from tests.builders.three_thon import EAST, WEST, commune_of_three
from vanhoa_desktop.domain.enums import Assessor
from vanhoa_desktop.domain.import_account import AnswerKind, AskedWhy, RowAnswer
from vanhoa_desktop.domain.targets import DigitalBasis
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.rows.import_report import Answers, ImportReport
from vanhoa_desktop.services.rows.roster import RosterImport, RosterService
from vanhoa_desktop.services.sheets.digital import DigitalImport, DigitalService
from vanhoa_desktop.services.sheets.scores import ScoreImport, ScoreService

Row = Sequence[object]
NUMBER, SLIP = "038161001234", "038161001235"
PEOPLE: tuple[Row, ...] = (
    ("Họ và tên", "Năm sinh", "Giới tính", "Số CCCD", "Mã hộ", "Chủ hộ"),
    ("Lê Thị Hoa", 1961, "Nữ", NUMBER, "H-01", "Lê Văn Cả"),
    ("Lê Văn Đào", 1970, "Nam", "", "T1-2", ""),
    ("Lê Thị Mai", 1982, "Nữ", "", "", ""),
)


def held(session: Session, folder: Path) -> None:
    path = write_messy(folder / "ds.xlsx", MessySheet("Dân", PEOPLE))
    assert RosterService(session).import_file(RosterImport(path)).created == len(PEOPLE) - 1


def given(session: Session, folder: Path, head: Row, *rows: Row, **more: Answers) -> ImportReport:
    path = write_messy(folder / "diem.xlsx", MessySheet("Chấm", [head, *rows]))
    return ScoreService(session).import_file(ScoreImport(path, YEAR, Assessor.VILLAGE, **more))  # type: ignore[arg-type]  # answers alone


@pytest.mark.parametrize("birth", [1961, ""])
def test_a_row_of_another_household_is_asked_and_writes_nothing(
    offices: Offices, tmp_path: Path, birth: object
) -> None:
    head = ("Họ và tên", "Năm sinh", "Mã hộ", "CS1")
    with offices.villages[0].open() as session:
        held(session, tmp_path)
        report = given(session, tmp_path, head, ("Lê Thị Hoa", birth, "H-07", 9))
        (asked,) = report.asked_rows
        assert (asked.why, report.updated) == (AskedWhy.OTHER_PARTICULARS, 0)
        assert "hộ H-07: " in asked.message
        assert "Lê Thị Hoa, sinh 1961, hộ H-01 (Lê Văn Cả)" in asked.message
        answer = Answers({(None, 2): asked.choices[0].answer})
        done = given(session, tmp_path, head, ("Lê Thị Hoa", birth, "H-07", 9), answers=answer)
        assert (done.updated, done.asked) == (1, 0)


@pytest.mark.parametrize("code", ["H-01", "h 01", "1", "01", 1, 1.0, "Hộ số 1", "HGĐ-001"])
def test_one_household_is_written_in_many_ways(
    offices: Offices, tmp_path: Path, code: object
) -> None:
    with offices.villages[0].open() as session:
        held(session, tmp_path)
        head = ("Họ và tên", "Năm sinh", "Số hộ", "CS1")
        report = given(session, tmp_path, head, ("Lê Thị Hoa", 1961, code, 9))
        assert (report.updated, report.asked) == (1, 0)


@pytest.mark.parametrize(
    ("code", "asked"), [("T1-2", 0), (2, 0), ("t1.02", 0), ("T2-2", 1), (12, 1), ("T1-1", 1)]
)
def test_a_bare_number_may_be_one_of_a_part_and_the_number_of_another_part_is_not(
    offices: Offices, tmp_path: Path, code: object, asked: int
) -> None:
    with offices.villages[0].open() as session:
        held(session, tmp_path)
        head = ("Họ và tên", "Năm sinh", "Số hộ", "CS1")
        report = given(session, tmp_path, head, ("Lê Văn Đào", 1970, code, 9))
        assert (report.updated, report.asked) == (1 - asked, asked)


@pytest.mark.parametrize(
    ("head", "asked"),
    [
        *(("Lê Văn Cả", 0), ("LÊ VĂN CẢ", 0), ("Ông Cả", 0), ("Ông Lê Văn Cả", 0), ("", 0)),
        *(("x", 0), ("Trần Văn Tý", 1), ("Bà Lê Thị Cả", 1)),
    ],
)
def test_the_head_of_another_household_is_asked(
    offices: Offices, tmp_path: Path, head: str, asked: int
) -> None:
    """Where households have no numbers people write whose family somebody is of."""
    with offices.villages[0].open() as session:
        held(session, tmp_path)
        columns = ("Họ và tên", "Năm sinh", "Chủ hộ", "CS1")
        report = given(session, tmp_path, columns, ("Lê Thị Hoa", 1961, head, 9))
        assert (report.updated, report.asked) == (1 - asked, asked)
        assert [problem.code for problem in report.problems] == ["ASKED_OTHER_PARTICULARS"] * asked
        if asked:
            said = head.removeprefix("Bà ")
            assert f"sinh 1961, chủ hộ {said}: " in report.asked_rows[0].message


def test_points_of_somebody_new_are_left_out_with_what_to_do(
    offices: Offices, tmp_path: Path
) -> None:
    """The answer that somebody is new was refused with «ai tên «»»."""
    head = ("Họ và tên", "Năm sinh", "Mã hộ", "CS1")
    new = Answers({(None, 2): RowAnswer(AnswerKind.NEW)})
    with offices.villages[0].open() as session:
        held(session, tmp_path)
        report = given(session, tmp_path, head, ("Lê Thị Hoa", 1961, "H-07", 9), answers=new)
        assert (report.left_out, report.asked, report.updated) == (1, 0, 0)
        assert "Hãy nhập danh sách trước" in report.problems[0].message


def test_who_lives_in_no_household_that_is_known_is_not_asked(
    offices: Offices, tmp_path: Path
) -> None:
    with offices.villages[0].open() as session:
        held(session, tmp_path)
        head = ("Họ và tên", "Năm sinh", "Hộ", "CS1")
        report = given(session, tmp_path, head, ("Lê Thị Mai", 1982, "H-09", 9))
        assert (report.updated, report.asked) == (1, 0)


def test_without_a_birth_a_number_that_is_not_quite_the_same_is_asked(
    offices: Offices, tmp_path: Path
) -> None:
    head = ("Họ và tên", "Số CCCD", "CS1")
    with offices.villages[0].open() as session:
        held(session, tmp_path)
        report = given(session, tmp_path, head, ("Lê Thị Hoa", SLIP, 9))
        (asked,) = report.asked_rows
        assert (asked.why, report.updated) == (AskedWhy.OTHER_PARTICULARS, 0)
        skip = Answers({(None, 2): RowAnswer(AnswerKind.SKIP)})
        done = given(session, tmp_path, head, ("Lê Thị Hoa", SLIP, 9), answers=skip)
        assert (done.updated, done.left_out) == (0, 1)


def test_skills_of_another_household_are_asked_too(offices: Offices, tmp_path: Path) -> None:
    rows = [("Họ và tên", "Năm sinh", "Mã hộ", "Kỹ năng số"), ("Lê Thị Hoa", 1961, "H-07", "x")]
    with offices.villages[0].open() as session:
        held(session, tmp_path)
        path = write_messy(tmp_path / "kns.xlsx", MessySheet("Số", rows))
        wish = DigitalImport(path, YEAR, DigitalBasis.VNEID)
        report = DigitalService(session).import_file(wish)
        assert [asked.why for asked in report.asked_rows] == [AskedWhy.OTHER_PARTICULARS]
        assert report.updated == 0


def test_of_two_of_one_name_and_year_the_household_tells_whose_points_they_are(
    offices: Offices, tmp_path: Path
) -> None:
    people = [PEOPLE[0], PEOPLE[1], ("Lê Thị Hoa", 1961, "Nữ", "", "H-02", "")]
    with offices.villages[0].open() as session:
        path = write_messy(tmp_path / "ds.xlsx", MessySheet("Dân", people))
        RosterService(session).import_file(RosterImport(path))
        head = ("Họ và tên", "Năm sinh", "Số hộ", "CS1")
        report = given(session, tmp_path, head, ("Lê Thị Hoa", 1961, 2, 9))
        ((_, row),) = [(s, row) for s, row in report.account.rows() if row.person]
        person = RosterService(session).person(row.person or "")
        assert (report.updated, person.citizen_number) == (1, None)


def test_at_the_commune_each_namesake_is_named_with_the_unit_and_the_household(
    tmp_path: Path,
) -> None:
    """Two of one name and year in two thôn: their texts were the same but for what else is held."""
    more = [
        ("Họ và tên", "Năm sinh", "Thôn", "Mã hộ"),
        ("Cao Văn Sáu", 1955, EAST, "D1"),
        ("Cao Văn Sáu", 1955, WEST, "T4"),
    ]
    with commune_of_three(tmp_path) as session:
        path = write_messy(tmp_path / "them.xlsx", MessySheet("Dân", more))
        RosterService(session).import_file(RosterImport(path))
        head = ("Họ và tên", "Năm sinh", "CS1")
        report = given(session, tmp_path, head, ("Cao Văn Sáu", 1955, 9))
        texts = [choice.text for asked in report.asked_rows for choice in asked.choices]
        assert sorted(texts) == [
            f"Cao Văn Sáu, sinh 1955, {WEST}, hộ T4",
            f"Cao Văn Sáu, sinh 1955, {EAST}, hộ D1",
        ]


def test_in_a_village_nobody_is_named_with_the_only_unit(offices: Offices, tmp_path: Path) -> None:
    with offices.villages[0].open() as session:
        held(session, tmp_path)
        report = given(session, tmp_path, ("Họ và tên", "CS1"), ("Lê Thị Mãi", 9))
        assert [asked.why for asked in report.asked_rows] == [AskedWhy.LIKE_NAME]
        assert NGOC_BAN not in report.asked_rows[0].choices[0].text
