"""Tables of points: an indicator a column, however its heading is written."""

from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.builders.spreadsheets import Rows, write_xlsx
from vanhoa_desktop.domain.import_account import RowBin
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.imports.lists.scores import ScoreOptions, read_scores

INDICATORS = [f"CS{number}" for number in range(1, 11)]


@pytest.mark.parametrize("heading", ["CS{}", "Chỉ số {}", "Tiêu chí {}", "{}", "ĐIỂM CS{}"])
def test_indicators_are_known_by_any_usual_heading(tmp_path: Path, heading: str) -> None:
    head = ["Họ và tên", "Năm sinh", *(heading.format(number) for number in range(1, 11)), "Tổng"]
    rows: Rows = [head, ["Lê Văn Mẫu", 1961, *range(1, 11), 55]]
    (row,) = read_scores(write_xlsx(tmp_path / "d.xlsx", rows), INDICATORS).rows
    assert row.points == {code: Decimal(number) for number, code in enumerate(INDICATORS, 1)}


def merged(folder: Path, over: str, below: Iterable[object]) -> Path:
    """Two people's points below one heading, all others merged over both rows of headings."""
    rows: Rows = [
        ["STT", "Họ và tên", "Năm sinh", over, *[""] * 9, "Tổng"],
        ["", "", "", *below, ""],
        [1, "Lê Văn Mẫu", 1961, *range(1, 11), 55],
        [2, "Trần Thị Thử", 1970, *range(1, 11), 55],
    ]
    path = write_xlsx(folder / "d.xlsx", rows)
    book = load_workbook(path)
    for cells in ("A1:A2", "B1:B2", "C1:C2", "D1:M1", "N1:N2"):
        book.worksheets[0].merge_cells(cells)
    book.save(path)
    return path


@pytest.mark.parametrize("below", [range(1, 11), INDICATORS], ids=["numbers", "codes"])
@pytest.mark.parametrize(
    ("over", "code"),
    [
        ("Tự chấm", ErrorCode.SPREADSHEET_NO_HEADINGS),
        ("Điểm năm 2025", ErrorCode.SPREADSHEET_OTHER_YEAR),
        ("Điểm gia đình học tập", ErrorCode.SPREADSHEET_OTHER_CONTEST),
    ],
)
def test_what_one_heading_says_over_all_points_holds_for_them(
    tmp_path: Path, below: Iterable[object], over: str, code: ErrorCode
) -> None:
    with pytest.raises(VanHoaError) as refused:
        read_scores(merged(tmp_path, over, below), INDICATORS, ScoreOptions(year=2026))
    assert refused.value.code is code


def test_bare_numbers_under_one_merged_heading_are_no_second_table(tmp_path: Path) -> None:
    """«Điểm các chỉ số» over 1…10, all other headings merged over both rows."""
    reading = read_scores(merged(tmp_path, "Điểm các chỉ số", range(1, 11)), INDICATORS)
    assert "TABLE_ABOVE" not in {problem.code for problem in reading.problems}
    (account,) = reading.readings.sheets
    assert [row.bin for row in account.rows] == [RowBin.HEADING] * 2
    points = {code: Decimal(number) for number, code in enumerate(INDICATORS, 1)}
    assert [row.points for row in reading.rows] == [points] * 2


@pytest.mark.parametrize(
    ("written", "points"),
    [(7.5, Decimal("7.5")), ("7,5", Decimal("7.5")), ("7.5", Decimal("7.5")), (0, Decimal(0))],
)
def test_points_are_exact_decimals(tmp_path: Path, written: object, points: Decimal) -> None:
    rows: Rows = [["Họ và tên", "CS1"], ["Lê Văn Mẫu", written]]
    (row,) = read_scores(write_xlsx(tmp_path / "d.xlsx", rows), INDICATORS).rows
    assert row.points == {"CS1": points}


def test_an_empty_cell_says_nothing_and_is_not_zero(tmp_path: Path) -> None:
    rows: Rows = [["Họ và tên", "CS1", "CS2"], ["Lê Văn Mẫu", "", 5], ["Trần Thị Thử", "", ""]]
    (row,) = read_scores(write_xlsx(tmp_path / "d.xlsx", rows), INDICATORS).rows
    assert row.points == {"CS2": Decimal(5)}


@pytest.mark.parametrize("written", ["tám", "8 điểm", "-", "1e3", "∞", 1e300, -1e300, 1e12])
def test_what_is_no_number_leaves_the_row_out_and_says_where(
    tmp_path: Path, written: object
) -> None:
    rows: Rows = [["Họ và tên", "CS1"], ["Lê Văn Mẫu", written], ["Trần Thị Thử", 9]]
    reading = read_scores(write_xlsx(tmp_path / "d.xlsx", rows), INDICATORS)
    assert [row.full_name for row in reading.rows] == ["Trần Thị Thử"]
    assert [(p.row, p.column, p.code) for p in reading.problems] == [(2, "CS1", "POINTS_INVALID")]
    assert len(reading.problems[0].message) < 100


def test_a_table_without_indicators_is_refused(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "d.xlsx", [["Họ và tên", "Năm sinh"], ["Lê Văn Mẫu", 1961]])
    with pytest.raises(VanHoaError) as refused:
        read_scores(path, INDICATORS)
    assert refused.value.code is ErrorCode.SPREADSHEET_NO_HEADINGS
