"""A household is not called after somebody whose own row is asked, or was left out."""

from pathlib import Path

from tests.builders.spreadsheets import write_xlsx
from tests.cli.conftest import Machines

HEADINGS = (
    *("STT", "Họ và tên", "Năm sinh", "Giới tính", "Số CCCD"),
    *("Mã hộ", "Quan hệ với chủ hộ", "Ghi chú"),
)
HELD = (1, "Nguyễn Văn An", "1980", "Nam", "038080001234", "H01", "Chủ hộ", "")


def heads(machines: Machines) -> dict[str, str]:
    listed = machines.village.do("household", "list")["households"]
    return {home["code"]: home["head_name"] or "" for home in listed}


def people(machines: Machines) -> list[str]:
    found = machines.village.do("roster", "search", "", "--limit", 0)["people"]
    return sorted(person["full_name"] for person in found)


def test_a_head_whose_row_is_asked_changes_no_household(machines: Machines, tmp_path: Path) -> None:
    """One number under two names: the row waits, and the child's row renamed the household."""
    first = write_xlsx(tmp_path / "dau.xlsx", [HEADINGS, HELD])
    machines.village.do("roster", "import", first)
    asked = (1, "Nguyễn Văn Anh", *HELD[2:])
    child = (2, "Nguyễn Văn Út", "2015", "Nam", "", "H01", "Con", "")
    table = write_xlsx(tmp_path / "sau.xlsx", [HEADINGS, asked, child])
    done = machines.village.do("roster", "import", table)
    assert (done["created"], done["updated"]) == (1, 0)
    assert people(machines) == ["Nguyễn Văn An", "Nguyễn Văn Út"]
    assert heads(machines) == {"H01": "Nguyễn Văn An"}


def test_a_dead_head_who_is_left_out_heads_no_family(machines: Machines, tmp_path: Path) -> None:
    """His row was answered «Bỏ qua»; his wife's and his son's called the family after him."""
    dead = (1, "Trần Đình Khoa", "1940", "Nam", "", "02", "Chủ hộ", "đã mất")
    wife = (2, "Lê Thị Nụ", "1945", "Nữ", "", "02", "Vợ", "")
    son = (3, "Trần Đình Bách", "1970", "Nam", "", "", "Con", "")
    table = write_xlsx(tmp_path / "thon.xlsx", [HEADINGS, dead, wife, son])
    machines.village.do("roster", "import", table, "--decide", "2=skip")
    assert people(machines) == ["Lê Thị Nụ", "Trần Đình Bách"]
    assert heads(machines) == {"02": ""}
