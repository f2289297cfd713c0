"""Cells in which a list says that there is nothing: «-», «không», «chưa có», a day of Excel's."""

import datetime as dt
from pathlib import Path

import pytest

from tests.builders.spreadsheets import write_xlsx
from tests.cli.conftest import Machines

HEAD = ("STT", "Họ và tên", "Năm sinh", "Số hộ", "Quan hệ")


def households(machines: Machines) -> list[tuple[str, int]]:
    found = machines.village.do("household", "list")["households"]
    return [(home["code"], home["people"]) for home in found]


@pytest.mark.parametrize(
    "text",
    [
        *("-", "–", "không", "Không", "x", "?", "...", "…", 0, "00", "chưa có", "không có", "k"),
        *("_", "ko", "chưa", "N/A", "/", "chưa rõ", "không biết", "Không có hộ", "chưa có số hộ"),
    ],
)
def test_strangers_without_a_number_of_a_household_live_in_none(
    machines: Machines, tmp_path: Path, text: object
) -> None:
    rows = [
        (1, "Nguyễn Văn An", 1960, 1, "Chủ hộ"),
        (2, "Lê Văn Bảy", 1950, text, ""),
        (3, "Trần Văn Cảnh", 1955, text, "con"),
        # A ditto mark repeats it, and what is left empty below goes on with none.
        (4, "Vũ Văn Em", 1971, "nt", "con"),
        (5, "Phạm Thị Dung", 1970, "", "vợ"),
        (6, "Hà Văn Giáp", 1972, 2, ""),
    ]
    table = write_xlsx(tmp_path / "ds.xlsx", [HEAD, *rows])
    answer = machines.village.do("roster", "import", table)
    assert (answer["created"], answer["asked"]) == (6, [])
    assert households(machines) == [("1", 1), ("2", 1)]
    (told,) = [p for p in answer["problems"] if p["code"] == "HOUSEHOLD_NONE"]
    assert (told["row"], told["column"], told["severity"]) == (3, "Số hộ", "warning")
    assert "còn 2 ô như vậy (dòng 4–5)" in told["message"]
    (blank,) = [p for p in answer["problems"] if p["code"] == "HOUSEHOLD_BLANK"]
    assert "(dòng 6)" in blank["message"]


@pytest.mark.parametrize("code", ["1", "A", "H-01", "1a", "T1-1", "0 1", "Hộ ông An", "1/2"])
def test_whatever_can_be_a_code_stays_one(machines: Machines, tmp_path: Path, code: str) -> None:
    table = write_xlsx(tmp_path / "ds.xlsx", [HEAD, (1, "Nguyễn Văn An", 1960, code, "")])
    machines.village.do("roster", "import", table)
    assert households(machines) == [(code, 1)]


@pytest.mark.parametrize(
    "cell", [dt.date(2026, 2, 1), "2026-02-01", "01/02/2026", "1-thg 2", "1-Feb"]
)
def test_a_code_that_excel_turned_into_a_day_is_told_and_is_no_household(
    machines: Machines, tmp_path: Path, cell: object
) -> None:
    rows = [
        (1, "Nguyễn Văn An", 1960, cell, ""),
        (2, "Lê Thị Bình", 1962, "//", "vợ"),
        (3, "Lê Văn Khoa", 1955, "2-13", ""),
    ]
    table = write_xlsx(tmp_path / "ds.xlsx", [HEAD, *rows])
    answer = machines.village.do("roster", "import", table)
    assert households(machines) == [("2-13", 1)]
    (told,) = [p for p in answer["problems"] if p["code"] == "HOUSEHOLD_AS_DAY"]
    assert (told["row"], told["severity"]) == (2, "warning")
    assert "«1/2» hoặc «2-1»" in told["message"]
    assert "còn 1 ô như vậy (dòng 3)" in told["message"]


def test_a_dash_in_any_other_column_says_nothing_and_takes_nothing_away(
    machines: Machines, tmp_path: Path
) -> None:
    head = (
        *("Họ và tên", "Năm sinh", "Số CCCD", "Điện thoại", "Nghề nghiệp", "Quan hệ"),
        *("Nhóm đối tượng", "Ghi chú", "Số hộ"),
    )
    full = ("Lê Văn An", 1960, "038060001234", "0912345678", "Thợ mộc", "Chủ hộ")
    more = ("Người dân", "hộ nghèo", 1)
    first = write_xlsx(tmp_path / "mot.xlsx", [head, (*full, *more)])
    machines.village.do("roster", "import", first)
    before = machines.village.do("state-hash")
    for text in ("-", "không", "chưa có", "?", "_", 0):
        none = write_xlsx(tmp_path / "hai.xlsx", [head, (*full[:2], *[text] * 7)])
        again = machines.village.do("roster", "import", none)
        told = {(p["column"], p["code"]) for p in again["problems"]}
        assert told == {
            ("Số CCCD", "CITIZEN_NUMBER_NONE"),
            ("Số hộ", "HOUSEHOLD_NONE"),
            *((name, "CELL_NONE") for name in head[3:8]),
        }
    assert machines.village.do("state-hash") == before
