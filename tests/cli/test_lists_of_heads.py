"""A list whose only names are those of heads of households."""

from pathlib import Path

from tests.builders.spreadsheets import write_xlsx
from tests.cli.conftest import Machines


def test_the_refusal_says_which_heading_to_change(machines: Machines, tmp_path: Path) -> None:
    rows = [
        ("DANH SÁCH HỘ",),
        ("TT", "Họ tên chủ hộ", "Năm sinh", "Số khẩu"),
        (1, "Nguyễn Văn An", 1960, 4),
    ]
    path = write_xlsx(tmp_path / "ds.xlsx", rows)
    assert machines.village.refuse("roster", "import", path) == "SPREADSHEET_NO_HEADINGS"
    told = machines.village.tell("roster", "import", path).err
    assert "chỉ có cột họ tên chủ hộ, không có cột «Họ và tên»" in told
    assert "sửa tiêu đề cột đó thành «Họ và tên»" in told
