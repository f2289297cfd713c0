"""What two columns say together: whole and given name, family and given name, «Nam» and «Nữ»."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.builders.messy_tables import MessySheet, write_messy
from vanhoa_desktop.domain.enums import Sex
from vanhoa_desktop.imports.lists.roster import RosterOptions, RosterReading, read_roster


def roster(folder: Path, *rows: Sequence[object]) -> RosterReading:
    path = write_messy(folder / "d.xlsx", MessySheet("S", rows))
    return read_roster(path, RosterOptions(this_year=2026))


@pytest.mark.parametrize(
    ("name", "given", "joined"),
    [
        ("Đỗ Văn", "Nhất", "Đỗ Văn Nhất"),
        ("Đỗ Thị", "Nhì", "Đỗ Thị Nhì"),
        ("DO VAN", "NHAT", "Do Van Nhat"),
        ("Đỗ", "Nhất", "Đỗ Nhất"),
        ("Đỗ Văn Nhất", "Nhất", "Đỗ Văn Nhất"),
        ("ĐỖ VĂN HOÀ", "Hòa", "Đỗ Văn Hòa"),
        ("Đỗ Văn Nhất", "", "Đỗ Văn Nhất"),
    ],
)
def test_a_given_name_apart_is_joined_where_the_name_lacks_it(
    tmp_path: Path, name: str, given: str, joined: str
) -> None:
    found = roster(tmp_path, ("Họ và tên", "Tên", "Năm sinh"), (name, given, 1960))
    (person,) = found.candidates
    assert (person.full_name.replace("Hoà", "Hòa"), person.doubts) == (joined, ())
    assert found.problems == ()


@pytest.mark.parametrize(
    ("name", "given"), [("Lê Văn Một", "Tèo"), ("Lê Văn Thi", "Tèo"), ("Lê Thị Hoa", "Hòa")]
)
def test_a_given_name_that_contradicts_the_name_is_asked(
    tmp_path: Path, name: str, given: str
) -> None:
    found = roster(tmp_path, ("Họ và tên", "Tên", "Năm sinh"), (name, given, 1960))
    (person,) = found.candidates
    (doubt,) = person.doubts
    assert person.full_name == name
    assert f"«{given}»" in doubt


@pytest.mark.parametrize(("family", "given"), [("Lê Văn", ""), ("Lê Văn Một", ""), ("", "Một")])
def test_a_family_or_a_given_name_alone_is_asked(tmp_path: Path, family: str, given: str) -> None:
    found = roster(tmp_path, ("Họ", "Tên", "Năm sinh"), (family, given, 1960))
    assert [any("để trống" in doubt for doubt in c.doubts) for c in found.candidates] == [True]


def test_years_under_men_and_women_are_births_with_the_sex(tmp_path: Path) -> None:
    rows = [
        ("Họ và tên", "Nam", "Nữ"),
        ("Lê Văn Mẫu", 1985, ""),
        ("Trần Thị Thử", "", "05/03/1990"),
        ("Ngô Văn Thử", 1970, 1971),
    ]
    found = roster(tmp_path, *rows)
    people = [(c.full_name, c.birth and c.birth.text, c.sex) for c in found.candidates]
    assert people == [
        ("Lê Văn Mẫu", "1985", Sex.MALE),
        ("Trần Thị Thử", "1990-03-05", Sex.FEMALE),
    ]
    assert [p.row for p in found.problems if p.code == "SEX_MARKS_DISAGREE"] == [4]


def test_a_year_among_ticks_refuses_the_row(tmp_path: Path) -> None:
    rows = [
        ("Họ và tên", "Nam", "Nữ"),
        ("Lê Văn Mẫu", "x", ""),
        ("Trần Thị Thử", "", "x"),
        ("Ngô Thị Thử", "", 1985),
    ]
    found = roster(tmp_path, *rows)
    assert [(c.row, c.sex) for c in found.candidates] == [(2, Sex.MALE), (3, Sex.FEMALE)]
    assert [(p.row, p.column, p.code) for p in found.problems] == [(4, "Nữ", "SEX_MARK_INVALID")]


def test_a_birth_that_is_not_the_one_under_men_refuses_the_row(tmp_path: Path) -> None:
    rows = [("Họ và tên", "Ngày sinh", "Nam", "Nữ"), ("Lê Văn Mẫu", "25/03/1961", 1985, "")]
    found = roster(tmp_path, *rows)
    assert (found.candidates, [p.code for p in found.problems]) == ((), ["BIRTHS_DISAGREE"])


def test_years_under_nam_alone_are_told_as_not_used(tmp_path: Path) -> None:
    found = roster(tmp_path, ("Họ và tên", "Nam", "Số CCCD"), ("Lê Văn Mẫu", 1985, ""))
    assert [(c.birth, c.sex) for c in found.candidates] == [(None, None)]
    assert [(p.column, p.code) for p in found.problems] == [("Nam", "COLUMN_UNUSED")]
