"""Names in three columns: family, middle and given name."""

from pathlib import Path

import pytest

from tests.builders.spreadsheets import write_xlsx
from vanhoa_desktop.imports.lists.roster import RosterOptions, read_roster

OPTIONS = RosterOptions(this_year=2026)


@pytest.mark.parametrize(
    "middle", ["Chữ đệm", "Tên đệm", "Đệm", "Chữ lót", "Tên lót", "Lót", "Tên chữ đệm", "CHU DEM"]
)
def test_a_name_is_joined_of_its_three_columns(tmp_path: Path, middle: str) -> None:
    rows = [
        ("STT", "Họ", middle, "Tên", "Năm sinh"),
        (1, "Nguyễn", "Văn", "An", 1960),
        (2, "Lê", "Thị Thu", "Bình", 1962),
        (3, "Hồ", "", "Cảnh", 1970),
    ]
    found = read_roster(write_xlsx(tmp_path / "d.xlsx", rows), OPTIONS)
    assert [(row.full_name, row.doubts) for row in found.candidates] == [
        ("Nguyễn Văn An", ()),
        ("Lê Thị Thu Bình", ()),
        ("Hồ Cảnh", ()),
    ]
    assert found.problems == ()


def test_the_three_may_stand_under_one_heading(tmp_path: Path) -> None:
    rows = [
        ("STT", "Họ và tên", "", "", "Năm sinh"),
        ("", "Họ", "Đệm", "Tên", ""),
        (1, "Nguyễn", "Văn", "An", 1960),
    ]
    found = read_roster(write_xlsx(tmp_path / "d.xlsx", rows), OPTIONS)
    assert [row.full_name for row in found.candidates] == ["Nguyễn Văn An"]


@pytest.mark.parametrize("heading", ["", "Giữa"])
def test_words_between_family_and_given_name_are_never_dropped_unasked(
    tmp_path: Path, heading: str
) -> None:
    rows = [
        ("STT", "Họ", heading, "Tên", "Năm sinh"),
        (1, "Nguyễn", "Văn", "An", 1960),
        (2, "Lê", "Thị", "Bình", 1962),
        (3, "Hồ", "", "Cảnh", 1970),
    ]
    found = read_roster(write_xlsx(tmp_path / "d.xlsx", rows), OPTIONS)
    one, two, three = found.candidates
    # One question for both: one answer does.
    assert one.doubts == two.doubts
    (doubt,) = one.doubts
    assert "giữa cột «Họ» và cột «Tên»" in doubt
    assert "«Chữ đệm»" in doubt
    assert three.doubts == ()


def test_a_column_of_another_meaning_between_them_is_no_question(tmp_path: Path) -> None:
    rows = [("STT", "Họ", "Giới tính", "Tên"), (1, "Nguyễn Văn", "Nam", "An")]
    found = read_roster(write_xlsx(tmp_path / "d.xlsx", rows), OPTIONS)
    assert [(row.full_name, row.doubts) for row in found.candidates] == [("Nguyễn Văn An", ())]


def test_a_middle_name_beside_whole_names_is_told_as_not_used(tmp_path: Path) -> None:
    rows = [("STT", "Họ và tên", "Chữ đệm", "Năm sinh"), (1, "Nguyễn Văn An", "Văn", 1960)]
    found = read_roster(write_xlsx(tmp_path / "d.xlsx", rows), OPTIONS)
    assert [row.full_name for row in found.candidates] == ["Nguyễn Văn An"]
    assert [p.code for p in found.problems] == ["COLUMN_UNUSED"]
