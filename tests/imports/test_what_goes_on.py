"""What is written once for the rows below: it does not go on into another thôn or table."""

from collections.abc import Sequence
from pathlib import Path

from tests.builders.spreadsheets import write_xlsx
from vanhoa_desktop.imports.lists.roster import PersonCandidate, RosterOptions, read_roster
from vanhoa_desktop.imports.words.unit_names import UnitNames

EAST, WEST = "Thôn Đông", "Thôn Tây"
HEAD = ("Mã hộ", "Họ và tên", "Năm sinh", "Quan hệ", "Nghề nghiệp")
FIRST = ("H20", "Lò Văn Ất", 1960, "Chủ hộ", "May")


def read(folder: Path, *rows: Sequence[object]) -> list[PersonCandidate]:
    units = UnitNames({"east": EAST, "west": WEST}, commune="Xã Vạn Hòa")
    path = write_xlsx(folder / "ds.xlsx", rows)
    return list(read_roster(path, RosterOptions(this_year=2026, units=units)).candidates)


def test_a_household_goes_on_within_its_thon(tmp_path: Path) -> None:
    wife, lodger = ("", "Lò Thị Ba", 1962, "Vợ", ""), ("", "Lò Thị Tư", 1963, "Con", "")
    found = read(tmp_path, (EAST,), HEAD, FIRST, wife, ("Xóm Đình",), lodger)
    assert [row.household_code for row in found] == ["H20", "H20", "H20"]


def test_a_household_does_not_go_on_into_another_thon(tmp_path: Path) -> None:
    wife = ("", "Lò Thị Tư", 1963, "Vợ", "")
    found = read(tmp_path, (EAST,), HEAD, FIRST, ("", "", "", WEST), wife)
    assert [(row.unit_name, row.household_code) for row in found] == [(EAST, "H20"), (WEST, None)]


def test_a_household_does_not_go_on_below_another_thon_in_its_column(tmp_path: Path) -> None:
    head = ("Thôn", *HEAD)
    found = read(
        tmp_path,
        *[head, (EAST, *FIRST), ("", "", "Lò Thị Ba", 1962, "Vợ", "")],
        *[(WEST, "", "Lò Thị Tư", 1963, "Vợ", "")],
    )
    assert [row.household_code for row in found] == ["H20", "H20", None]


def test_neither_household_nor_ditto_goes_on_over_rows_that_are_left_out(tmp_path: Path) -> None:
    other = ("Mã hộ", "Họ và tên", "Năm sinh", "Nghề nghiệp", "Quan hệ")
    left_out = ("H21", "Lò Văn Ba", 1961, "Xây", "Chủ hộ")
    child = ("", "Lò Thị Tư", 1993, "Con", "nt")
    found = read(tmp_path, (EAST,), HEAD, FIRST, other, left_out, HEAD, child)
    assert [(row.household_code, row.occupation) for row in found] == [("H20", "May"), (None, None)]


def test_a_thon_in_a_row_of_its_own_under_its_column_is_what_ditto_repeats(tmp_path: Path) -> None:
    rows = [("", "", WEST), ("Lò Văn Ất", 1960, "nt"), ("Lò Thị Ba", 1961, "")]
    found = read(tmp_path, ("Họ và tên", "Năm sinh", "Thôn"), *rows)
    assert [(row.unit_name, row.doubts) for row in found] == [(WEST, ())] * 2
