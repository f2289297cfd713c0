"""What a page carries to the next one, and the mean below a column, are nobody."""

from pathlib import Path

import pytest

from tests.builders.spreadsheets import write_xlsx
from vanhoa_desktop.domain.import_account import RowBin
from vanhoa_desktop.imports.lists.roster import RosterOptions, read_roster


@pytest.mark.parametrize(
    "text",
    [
        *("Cộng trang 1: 1 người", "Mang sang trang 2", "Cộng mang sang", "Chuyển sang trang 2"),
        *("Trang trước chuyển sang", "Trang trước mang sang: 12", "Trung bình", "Điểm trung bình"),
        *("Trung bình chung", "Bình quân chung", "Cộng: 12", "Tổng cộng"),
    ],
)
def test_a_line_of_a_page_is_a_total(tmp_path: Path, text: str) -> None:
    rows = [
        ("STT", "Họ và tên", "Năm sinh"),
        (1, "Lò Văn An", "1960"),
        ("", text, ""),
        (2, "Lò Trung Bình", "1961"),
        (3, "Lò Quang Sang", "1962"),
    ]
    found = read_roster(write_xlsx(tmp_path / "d.xlsx", rows), RosterOptions(this_year=2026))
    assert [row.full_name for row in found.candidates] == [
        "Lò Văn An",
        "Lò Trung Bình",
        "Lò Quang Sang",
    ]
    bins = {row.row: row.bin for row in found.readings.sheets[0].rows}
    assert bins[3] is RowBin.TOTAL
    assert found.problems == ()
