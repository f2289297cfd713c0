"""Words that stand in a cell in place of what it should hold, or around it: taken, asked, told."""

from pathlib import Path

import pytest

from tests.builders.spreadsheets import write_xlsx
from vanhoa_desktop.domain.problems import Severity
from vanhoa_desktop.imports.cells.birth_words import says_no_birth, year_in_words
from vanhoa_desktop.imports.cells.identity_numbers import read_number
from vanhoa_desktop.imports.cells.name_cells import name_doubt
from vanhoa_desktop.imports.lists.roster import RosterOptions, RosterReading, read_roster

THIS_YEAR = 2026


def roster(folder: Path, head: tuple[object, ...], *rows: tuple[object, ...]) -> RosterReading:
    path = write_xlsx(folder / "ds.xlsx", [head, *rows])
    return read_roster(path, RosterOptions(this_year=THIS_YEAR))


@pytest.mark.parametrize(
    "name",
    [
        *("Lò Văn Căn     Lò Thị Dung", "Lò Văn An\nLò Thị Bình"),
        *("Nguyễn Hòa\nLê Lan", "Lò Văn Em và vợ", "Lò Văn Kha – vợ"),
    ],
)
def test_two_people_in_one_cell_are_no_row(tmp_path: Path, name: str) -> None:
    reading = roster(tmp_path, ("Họ và tên", "Năm sinh"), (name, 1960), ("Lê Văn Một", 1961))
    assert [row.full_name for row in reading.candidates] == ["Lê Văn Một"]
    assert [(p.row, p.code) for p in reading.problems] == [(2, "NAME_OF_TWO")]


@pytest.mark.parametrize("name", ["Lê Văn\nMột", "Nguyễn Thị\nThu Hà", "Hà\nVăn Nam"])
def test_a_name_that_goes_on_below_in_its_cell_is_one(tmp_path: Path, name: str) -> None:
    reading = roster(tmp_path, ("Họ và tên", "Năm sinh"), (name, 1960))
    assert [row.full_name for row in reading.candidates] == [name.replace("\n", " ")]
    assert [row.doubts for row in reading.candidates] == [()]


@pytest.mark.parametrize(
    "name",
    [
        *("Lò Văn Căn Lò Thị Dung", "Lo Van Can Lo Thi Dung", "Hà Anh Lò Thị Dung"),
        *("Lò Văn Hải vợ Thoa", "Lò Văn Im cùng con", "Lò Thị Mai chồng Nam"),
        *("Chưa có tên", "Chưa đặt tên", "Bé gái", "BÉ TRAI", "Con gái đầu", "Con thứ ba", "Cu Tí"),
        *("Chua dat ten", "Con trai", "Không rõ", "Sơ sinh"),
    ],
)
def test_what_may_be_two_names_or_none_is_asked(name: str) -> None:
    assert name_doubt(name) is not None


@pytest.mark.parametrize(
    "name",
    [
        *("Cù Thị Tí", "Công Tằng Tôn Nữ Thị Hoa", "Nguyễn Thị Hồng Văn", "Lê Hoàng Thị Mai"),
        *("Chu Văn An", "Trần Thị Bé", "Nguyễn Văn Con", "Hà Văn Chưa", "Nguyễn Thị Văn Anh"),
    ],
)
def test_families_and_names_that_look_alike_are_not_asked(name: str) -> None:
    assert name_doubt(name) is None


@pytest.mark.parametrize(
    "text",
    [
        *("khoảng 1960", "Khoảng năm 1960", "~1960", "1960?", "1960 (?)", "‘1960", "'1960"),
        *("1960 (65 tuổi)", "1960 - 65 tuổi", "1960 AL", "1960 (âm lịch)", "12/3/1960 AL"),
        *("00/00/1960", "0/0/1960", "../../1960", "__/__/1960", "SN 1960", "12/03/1960?"),
    ],
)
def test_a_plain_year_among_other_words_is_the_year(tmp_path: Path, text: str) -> None:
    reading = roster(tmp_path, ("Họ và tên", "Ngày sinh"), ("Lê Văn Một", text))
    births = [row.birth.text for row in reading.candidates if row.birth is not None]
    assert births == ["1960"]
    told = [(p.row, p.severity, p.code) for p in reading.problems]
    assert told == [(2, Severity.WARNING, "BIRTH_BY_YEAR")]


@pytest.mark.parametrize(
    "text", ["1960-1965", "1960, 1962", "1960 (20 tuổi)", "65 tuổi", "60", "khoảng 2060", "1860?"]
)
def test_no_year_is_guessed(text: str) -> None:
    assert year_in_words(text, THIS_YEAR) is None


def test_an_unknown_birth_does_not_leave_the_person_out_and_is_told_once(tmp_path: Path) -> None:
    unknown = ["không rõ", "x", "N/A", "-"]
    rows = [(f"Lê Văn {name}", text) for name, text in zip("ABCD", unknown, strict=True)]
    reading = roster(tmp_path, ("Họ và tên", "Ngày sinh"), *rows)
    assert [(row.full_name, row.birth) for row in reading.candidates] == [
        (name, None) for name, _ in rows
    ]
    (problem,) = reading.problems
    assert (problem.row, problem.severity, problem.code) == (2, Severity.WARNING, "BIRTH_UNKNOWN")
    assert "còn 3 ô như vậy (dòng 3–5)" in problem.message
    assert not says_no_birth("1960")


def test_a_column_that_says_not_yet_under_the_number_is_told_once(tmp_path: Path) -> None:
    rows = [(f"Lê Văn {name}", 1960, text) for name, text in (("An", "chưa có"), ("Ba", "không"))]
    reading = roster(tmp_path, ("Họ và tên", "Năm sinh", "Số CCCD"), *rows)
    assert [row.citizen_number for row in reading.candidates] == [None, None]
    (problem,) = reading.problems
    assert (problem.row, problem.code) == (2, "CITIZEN_NUMBER_NONE")
    assert "còn 1 ô như vậy (dòng 3)" in problem.message


@pytest.mark.parametrize(
    "written",
    [
        *("CCCD 038081000111", "CCCD: 038081000111", "Số CCCD 038081000111", "Số: 038081000111"),
        "cccd số 038 081 000 111",
    ],
)
def test_a_label_before_the_number_is_no_part_of_it(written: str) -> None:
    assert read_number(written, THIS_YEAR).number == "038081000111"


@pytest.mark.parametrize("written", [170000000.0, "170000000", 38081000000.0])
def test_a_rounded_number_is_nobodys(written: object) -> None:
    found = read_number(written, THIS_YEAR)  # type: ignore[arg-type]  # as cells come
    assert (found.number, found.is_wrong) == (None, True)
