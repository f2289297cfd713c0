"""A second heading row that only tells apart columns which are not read."""

from pathlib import Path

from tests.builders.messy_tables import MessySheet, write_messy
from tests.builders.spreadsheets import write_xlsx
from vanhoa_desktop.imports.lists.roster import RosterOptions, read_roster

OPTIONS = RosterOptions(this_year=2026)
HEAD = ("TT", "Họ và tên", "Ngày sinh", "Ngày vào Đảng", "", "Số thẻ")
PARTS = ("", "", "", "Dự bị", "Chính thức", "")


def test_it_is_a_part_of_the_headings_and_raises_no_question(tmp_path: Path) -> None:
    rows = [
        ("CHI BỘ THÔN ĐÔNG",),
        HEAD,
        PARTS,
        (1, "Nguyễn Văn An", "01/02/1960", "03/02/1985", "03/02/1986", "38.012345"),
        # The next page begins with the headings again.
        HEAD,
        PARTS,
        (2, "Lê Thị Bình", "13/12/1962", "19/05/1990", "19/05/1991", "38.012346"),
    ]
    found = read_roster(write_xlsx(tmp_path / "d.xlsx", rows), OPTIONS)
    assert [(row.full_name, row.doubts, row.unit_where) for row in found.candidates] == [
        ("Nguyễn Văn An", (), found.candidates[0].unit_where),
        ("Lê Thị Bình", (), found.candidates[0].unit_where),
    ]
    told = [p.column for p in found.problems if p.code == "COLUMN_UNUSED"]
    assert told == ["Ngày vào Đảng – Dự bị", "Ngày vào Đảng – Chính thức", "Số thẻ"]
    (sheet,) = found.readings.sheets
    headings = [row.row for row in sheet.rows if row.bin.value == "heading"]
    assert headings == [1, 2, 3, 5, 6]


def test_merged_headings_are_told_apart_too(tmp_path: Path) -> None:
    rows = [HEAD, PARTS, (1, "Nguyễn Văn An", "01/02/1960", "03/02/1985", "03/02/1986", "38.0123")]
    merged = ("A1:A2", "B1:B2", "C1:C2", "D1:E1", "F1:F2")
    path = write_messy(tmp_path / "d.xlsx", MessySheet("S", rows, merged=merged))
    found = read_roster(path, OPTIONS)
    assert [(row.full_name, row.doubts) for row in found.candidates] == [("Nguyễn Văn An", ())]
    told = [p.column for p in found.problems if p.code == "COLUMN_UNUSED"]
    assert told == ["Ngày vào Đảng – Dự bị", "Ngày vào Đảng – Chính thức", "Số thẻ"]


def test_a_title_of_a_part_below_the_headings_stays_one(tmp_path: Path) -> None:
    rows = [HEAD, ("", "", "", "Tổ 1", "", ""), (1, "Nguyễn Văn An", "01/02/1960", "", "", "")]
    found = read_roster(write_xlsx(tmp_path / "d.xlsx", rows), OPTIONS)
    (sheet,) = found.readings.sheets
    assert [row.row for row in sheet.rows if row.bin.value == "section"] == [2]
