"""Slips of people who type lists: a village too many, a year with a digit too many."""

from pathlib import Path

import pytest

from tests.builders.spreadsheets import write_xlsx
from vanhoa_desktop.imports.lists.roster import RosterOptions, read_roster
from vanhoa_desktop.imports.words.unit_names import UnitNames

UNITS = UnitNames(
    {"one": "Thôn 1", "two": "Thôn 2", "twelve": "Thôn 12", "east": "Thôn Đông"}, "Xã Vạn Hòa"
)


@pytest.mark.parametrize(
    "text",
    [
        *("Thôn 1, Thôn 2", "Thôn 1,2", "1, 2", "Thôn 1, Thôn Đông", "Thôn 1, Đông"),
        *("Thôn 1/2", "1.2", "Thôn 1 - 2", "Thôn 1, thôn Tây"),
    ],
)
def test_a_cell_of_two_villages_names_none(text: str) -> None:
    assert UNITS.find(text, "Thôn") is None


@pytest.mark.parametrize(
    "text", ["Thôn 1", "1", "01", "Thôn 1, xã Vạn Hòa", "Thôn 1, Vạn Hòa", "Thôn 1, Thôn 1"]
)
def test_a_village_with_its_commune_behind_it_is_found(text: str) -> None:
    assert UNITS.find(text, "Thôn") == "one"


@pytest.mark.parametrize(
    ("heading", "number"),
    [
        *(("Năm sinh", 1070), ("Năm sinh", 19775), ("Năm sinh", 2970), ("Sinh năm", 19775)),
        *(("Ngày sinh", 1070), ("Ngày sinh", 2970)),
    ],
)
def test_a_mistyped_year_is_no_day(tmp_path: Path, heading: str, number: int) -> None:
    path = write_xlsx(tmp_path / "d.xlsx", [("Họ và tên", heading), ("Lê Văn Một", number)])
    found = read_roster(path, RosterOptions(this_year=2026))
    assert found.candidates == ()
    (problem,) = found.problems
    assert (problem.row, problem.code) == (2, "BIRTH_INVALID")
    assert f"«{number}»" in problem.message


def test_a_day_that_excel_counts_is_read_under_a_heading_of_days(tmp_path: Path) -> None:
    # 22345 days after 30.12.1899.
    path = write_xlsx(tmp_path / "d.xlsx", [("Họ và tên", "Ngày sinh"), ("Lê Văn Một", 22345)])
    (row,) = read_roster(path, RosterOptions(this_year=2026)).candidates
    assert row.birth is not None
    assert row.birth.text == "1961-03-05"


@pytest.mark.parametrize(
    "text",
    [
        *("- Trần Thị Bình", "-Trần Thị Bình", "+ Trần Thị Bình", "• Trần Thị Bình"),
        *("Trần Thị Bình -", "Trần Thị Bình.", "1. Trần Thị Bình", "- 1. Trần Thị Bình"),
        *(".Trần Thị Bình", ". Trần Thị Bình", ".Trần Thị Bình."),
    ],
)
def test_signs_of_a_list_are_no_part_of_a_name(tmp_path: Path, text: str) -> None:
    path = write_xlsx(tmp_path / "d.xlsx", [("Họ và tên", "Năm sinh"), (text, "1972")])
    found = read_roster(path, RosterOptions(this_year=2026))
    assert [(row.full_name, row.doubts) for row in found.candidates] == [("Trần Thị Bình", ())]
    assert [(p.row, p.code) for p in found.problems] == [(2, "NAMES_NUMBERED")]


@pytest.mark.parametrize(
    "text",
    [
        *("Vợ: Trần Thị Bình", "Vợ Trần Thị Bình", "Hộ Trần Thị Bình", "CH Trần Thị Bình"),
        *("CH: Trần Thị Bình", "Chủ hộ: Trần Thị Bình", "“Trần Thị Bình”", '"Trần Thị Bình"'),
        *("Con gái: Trần Thị Bình", "- Vợ: Trần Thị Bình", "'Trần Thị Bình'"),
    ],
)
def test_a_word_before_a_name_or_quotes_around_it_are_no_new_person(
    tmp_path: Path, text: str
) -> None:
    path = write_xlsx(tmp_path / "d.xlsx", [("Họ và tên", "Năm sinh"), (text, "1972")])
    found = read_roster(path, RosterOptions(this_year=2026))
    assert found.candidates == ()
    assert (2, "NAME_WITH_REMARK") in [(p.row, p.code) for p in found.problems]


@pytest.mark.parametrize(
    "name", ["Hồ Thị Bình", "Ho Thi Binh", "Chu Văn An", "Mẫn Thị Con", "Y B'Lang Niê", "Cồ Văn Ba"]
)
def test_families_that_look_like_such_words_stay(tmp_path: Path, name: str) -> None:
    path = write_xlsx(tmp_path / "d.xlsx", [("Họ và tên", "Năm sinh"), (name, "1972")])
    (row,) = read_roster(path, RosterOptions(this_year=2026)).candidates
    assert row.full_name == name
