"""A column that is used is understood whole, or it is said what it was taken for."""

from pathlib import Path

import pytest

from tests.builders.spreadsheets import write_xlsx
from vanhoa_desktop.imports.lists.roster import RosterOptions, RosterReading, read_roster
from vanhoa_desktop.imports.words.title_years import OtherYear

HEAD, ONE = ("Họ và tên", "Năm sinh"), ("Lê Văn Một", "1961")


def read(tmp_path: Path, *rows: tuple[object, ...]) -> RosterReading:
    path = write_xlsx(tmp_path / "d.xlsx", list(rows))
    return read_roster(path, RosterOptions(this_year=2026))


def codes(reading: RosterReading) -> list[str]:
    return [problem.code for problem in reading.problems]


@pytest.mark.parametrize(
    "heading", ["Số điện thoại (bố/mẹ)", "Số CCCD (chủ hộ)", "Giới tính (của chủ hộ)", "Mã hộ (cũ)"]
)
def test_a_column_of_somebody_else_or_of_before_is_not_read(tmp_path: Path, heading: str) -> None:
    found = read(tmp_path, (*HEAD, heading), (*ONE, "038061000123"))
    (row,) = found.candidates
    assert (row.phone, row.citizen_number, row.sex, row.household_code) == (None,) * 4
    assert codes(found) == ["COLUMN_UNUSED"]


@pytest.mark.parametrize("heading", ["Thôn (lập 2020)", "Số CCCD 2025", "Giới tính (tạm)"])
def test_a_heading_with_more_words_is_told_with_what_it_was_taken_for(
    tmp_path: Path, heading: str
) -> None:
    found = read(tmp_path, (*HEAD, heading), (*ONE, ""), ("Lê Văn Hai", "1962", "Nam"))
    assert "COLUMN_READ_AS" in codes(found)


@pytest.mark.parametrize(
    "heading",
    ["Số CCCD (12 số)", "Giới tính (Nam/Nữ)", "Năm sinh (dd/mm/yyyy)", "Điện thoại (nếu có)"],
)
def test_brackets_that_say_how_to_write_are_nothing_to_tell(tmp_path: Path, heading: str) -> None:
    found = read(tmp_path, ("Họ và tên", heading), ("Lê Văn Một", ""), ("Lê Văn Hai", ""))
    assert codes(found) == []


def test_two_columns_of_one_meaning_that_contradict_each_other_are_asked(tmp_path: Path) -> None:
    head = (*HEAD, "Giới tính", "Phái")
    two = ("Lê Văn Hai", "1962", "Nam", "nam")
    found = read(tmp_path, head, (*ONE, "Nam", "Nữ"), two)
    assert [len(row.doubts) for row in found.candidates] == [1, 0]
    assert "«Nữ»" in found.candidates[0].doubts[0]


def test_a_household_that_is_numbered_in_two_ways_is_asked(tmp_path: Path) -> None:
    rows = [("Lê Văn Một", "1961", "1"), ("Lê Văn Hai", "1962", "01"), ("Lê Văn Ba", "1963", "2")]
    found = read(tmp_path, (*HEAD, "Hộ số"), *rows)
    assert [len(row.doubts) for row in found.candidates] == [0, 1, 0]


def test_heads_without_codes_make_no_household_and_this_is_said(tmp_path: Path) -> None:
    found = read(tmp_path, (*HEAD, "Hộ"), (*ONE, "Lê Văn Cả"), ("Lê Thị Hai", "1962", "Lê Văn Cả"))
    assert codes(found) == ["COLUMN_READ_AS", "HOUSEHOLDS_WITHOUT_CODE"]


def test_what_numbers_mean_in_a_column_of_sexes_is_said_once(tmp_path: Path) -> None:
    found = read(tmp_path, (*HEAD, "Giới"), (*ONE, "1"), ("Lê Thị Hai", "1962", "0"))
    assert codes(found) == ["SEX_BY_NUMBER"]


def test_a_day_without_its_format_is_refused_with_the_day_it_may_be(tmp_path: Path) -> None:
    # 25934 days after 30.12.1899 is 1.1.1971.
    (problem,) = read(tmp_path, HEAD, ("Lê Văn Một", 25934)).problems
    assert problem.code == "BIRTH_INVALID"
    assert "01/01/1971" in problem.message
    assert "định dạng Ngày" in problem.message


@pytest.mark.parametrize(
    "text", ["Danh sách 2025", "Điểm 2025", "BẢNG ĐIỂM (2024)", "Điểm năm 2025", "2025"]
)
def test_a_title_of_another_year_is_of_another_year(text: str) -> None:
    assert OtherYear(2026)(text)


@pytest.mark.parametrize(
    "text",
    [
        *("Danh sách 2026", "Năm học 2025-2026", "Đề án giai đoạn 2021 - 2030", "Sinh năm 2008"),
        *("Ngày 05 tháng 3 năm 2025", "Danh sách sinh 2007", "05/3/2025", "Từ 2021 đến 2030"),
    ],
)
def test_other_years_in_a_title_say_nothing(text: str) -> None:
    assert not OtherYear(2026)(text)
