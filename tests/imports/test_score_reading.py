"""Tables of points: an indicator a column, however its heading is written."""

from decimal import Decimal
from pathlib import Path

import pytest

from tests.builders.spreadsheets import Rows, write_xlsx
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.imports.lists.scores import read_scores

INDICATORS = [f"CS{number}" for number in range(1, 11)]


@pytest.mark.parametrize("heading", ["CS{}", "Chỉ số {}", "Tiêu chí {}", "{}", "ĐIỂM CS{}"])
def test_indicators_are_known_by_any_usual_heading(tmp_path: Path, heading: str) -> None:
    head = ["Họ và tên", "Năm sinh", *(heading.format(number) for number in range(1, 11)), "Tổng"]
    rows: Rows = [head, ["Lê Văn Mẫu", 1961, *range(1, 11), 55]]
    (row,) = read_scores(write_xlsx(tmp_path / "d.xlsx", rows), INDICATORS).rows
    assert row.points == {code: Decimal(number) for number, code in enumerate(INDICATORS, 1)}


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
