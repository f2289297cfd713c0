"""What a row says twice and differently, and what nobody sees in the file: refused, asked, told."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.builders.messy_tables import MessySheet, write_messy
from vanhoa_desktop.domain.enums import Assessor, Sex
from vanhoa_desktop.imports.lists.roster import RosterOptions, RosterReading, read_roster
from vanhoa_desktop.imports.lists.scores import ScoreOptions, read_scores

INDICATORS = ["CS1", "CS2"]


def roster(folder: Path, sheet: MessySheet) -> RosterReading:
    return read_roster(write_messy(folder / "d.xlsx", sheet), RosterOptions())


def test_a_tick_for_both_sexes_leaves_the_row_out_with_its_reason(tmp_path: Path) -> None:
    rows = [
        ("Họ và tên", "Giới tính", "", "Năm sinh"),
        ("", "Nam", "Nữ", ""),
        ("Lê Văn Mẫu", "x", "x", 1960),
        ("Trần Thị Thử", "", "x", 1961),
    ]
    found = roster(tmp_path, MessySheet("S", rows, merged=("B1:C1", "A1:A2", "D1:D2")))
    assert [(p.row, p.code) for p in found.problems] == [(3, "SEX_MARKS_DISAGREE")]
    assert [(c.full_name, c.sex) for c in found.candidates] == [("Trần Thị Thử", Sex.FEMALE)]


@pytest.mark.parametrize("second", [1983, 1982])
def test_births_in_the_columns_of_both_sexes_leave_the_row_out(tmp_path: Path, second: int) -> None:
    rows = [("Họ và tên", "Năm sinh", ""), ("", "Nam", "Nữ"), ("Lê Văn Mẫu", 1982, second)]
    found = roster(tmp_path, MessySheet("S", rows, merged=("B1:C1", "A1:A2")))
    assert (found.candidates, [p.code for p in found.problems]) == ((), ["SEX_MARKS_DISAGREE"])


def test_a_written_sex_against_a_tick_leaves_the_row_out(tmp_path: Path) -> None:
    rows = [("Họ và tên", "Năm sinh", "Giới tính", "Nữ"), ("Lê Văn Mẫu", 1982, "Nam", "x")]
    found = roster(tmp_path, MessySheet("S", rows))
    assert (found.candidates, [p.code for p in found.problems]) == ((), ["SEX_MARKS_DISAGREE"])


def test_a_name_merged_over_two_rows_is_asked_in_both(tmp_path: Path) -> None:
    rows = [("Họ và tên", "Năm sinh"), ("Lê Văn Mẫu", 1960), ("", 1981), ("Lê Văn Thử", 1970)]
    found = roster(tmp_path, MessySheet("S", rows, merged=("A2:A3",)))
    doubts = {c.row: c.doubts for c in found.candidates}
    assert "2–3" in doubts[2][0]
    assert "2–3" in doubts[3][0]
    assert doubts[4] == ()


def test_a_heading_of_names_merged_over_two_columns_joins_them(tmp_path: Path) -> None:
    rows = [
        ("STT", "Họ và tên", "", "Năm sinh"),
        (1, "Tô Văn", "Một", 1960),
        (2, "Lê", "Hai", 1961),
        (3, "Trần Thị Ba", "", 1962),
        (4, "Ngô Văn Bốn", "", 1963),
    ]
    found = roster(tmp_path, MessySheet("S", rows, merged=("B1:C1", "B4:C4")))
    names = [c.full_name for c in found.candidates]
    assert names == ["Tô Văn Một", "Lê Hai", "Trần Thị Ba", "Ngô Văn Bốn"]
    assert found.problems == ()


def test_a_hidden_column_that_is_read_is_told(tmp_path: Path) -> None:
    rows = [("Họ và tên", "Năm sinh", "Ghi chú"), ("Lê Văn Mẫu", 1960, "a")]
    path = write_messy(tmp_path / "d.xlsx", MessySheet("S", rows))
    book = load_workbook(path)
    book.worksheets[0].column_dimensions["B"].hidden = True
    book.save(path)
    found = read_roster(path, RosterOptions())
    assert [(p.column, p.code) for p in found.problems] == [("Năm sinh", "COLUMN_HIDDEN")]


@pytest.mark.parametrize(
    ("total", "is_told"), [(15, False), ("15", False), (70, True), ("", False)]
)
def test_a_total_that_is_not_the_sum_is_told_row_by_row(
    tmp_path: Path, total: object, is_told: bool
) -> None:
    head = ("Họ và tên", "CS1", "CS2", "Tổng điểm")
    sheet = MessySheet("S", [head, ("Lê Văn Mẫu", 7, 8, total), ("Lê Văn Thử", 5, 5, 10)])
    options = ScoreOptions(Assessor.VILLAGE)
    found = read_scores(write_messy(tmp_path / "d.xlsx", sheet), INDICATORS, options)
    told = [(p.row, p.column, p.code) for p in found.problems]
    assert told == ([(2, "Tổng điểm", "TOTAL_DISAGREES")] if is_told else [])
    assert len(found.rows) == 2
