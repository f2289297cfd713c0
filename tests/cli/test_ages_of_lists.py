"""Years of two digits, and births that an age or a rank in the household speaks against."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from tests.builders.spreadsheets import write_xlsx
from tests.cli.conftest import Machines

THIS_YEAR = dt.date.today().year  # noqa: DTZ011 - the year that the command line goes by
HEAD = ("STT", "Họ và tên", "Ngày sinh", "Tuổi", "Quan hệ")


def asked_of(machines: Machines, folder: Path, *rows: tuple[object, ...]) -> Any:
    return machines.village.do("roster", "import", write_xlsx(folder / "ds.xlsx", [HEAD, *rows]))


def test_years_of_two_digits_are_told_once_with_their_rows(
    machines: Machines, tmp_path: Path
) -> None:
    answer = asked_of(
        machines,
        tmp_path,
        (1, "Nguyễn Văn An", "15/3/60", "", ""),
        (2, "Lê Thị Bình", "1/2/24", "", ""),
        (3, "Trần Văn Ca", "01/02/1950", "", ""),
        (4, "Trần Văn Dư", "13 tháng 2 năm 27", "", ""),
    )
    assert (answer["created"], answer["asked"]) == (4, [])
    (told,) = [p for p in answer["problems"] if p["code"] == "BIRTH_OF_TWO_DIGITS"]
    assert (told["row"], told["column"], told["severity"]) == (2, "Ngày sinh", "warning")
    assert "«15/3/60» chỉ ghi hai chữ số của năm, được đọc là sinh 15/03/1960" in told["message"]
    assert "còn 2 ô như vậy (dòng 3, 5)" in told["message"]


@pytest.mark.parametrize("relation", ["Chủ hộ", "vợ", "Mẹ", "Bố chồng", "Ông nội", "CH", "Bà"])
def test_nobody_under_sixteen_heads_a_household_or_is_a_parent_unasked(
    machines: Machines, tmp_path: Path, relation: str
) -> None:
    row = (1, "Nguyễn Văn An", "15/3/26", "", relation)
    answer = asked_of(machines, tmp_path, row, (2, "Trần Văn Ca", "1/2/24", "", "Con"))
    (asked,) = answer["asked"]
    assert (asked["row"], answer["created"]) == (2, 1)
    assert "«15/3/26» được đọc là sinh 15/03/2026" in asked["message"]
    assert f"cột «Quan hệ» ghi «{relation}»" in asked["message"]
    assert "ghi đủ bốn chữ số của năm" in asked["message"]
    new = machines.village.do("roster", "import", tmp_path / "ds.xlsx", "--decide", "2=new")
    assert (new["created"], new["asked"]) == (1, [])
    # Who is held so was asked about when he came.
    again = machines.village.do("roster", "import", tmp_path / "ds.xlsx")
    assert (again["unchanged"], again["asked"]) == (2, [])


@pytest.mark.parametrize(
    ("birth", "age", "is_asked"),
    [
        ("15/3/26", 100, True),
        ("1/2/25", 101, True),
        (f"15/03/{THIS_YEAR - 66}", 66, False),
        # Counted from conception, or in an old way: up to two years.
        (f"15/03/{THIS_YEAR - 66}", 68, False),
        (f"15/03/{THIS_YEAR - 66}", 64, False),
        (f"15/03/{THIS_YEAR - 66}", 69, True),
        (f"15/03/{THIS_YEAR - 66}", 56, True),
        (f"15/03/{THIS_YEAR - 66}", "66 tuổi", False),
        (f"15/03/{THIS_YEAR - 66}", "", False),
    ],
)
def test_an_age_that_disagrees_with_the_birth_is_asked(
    machines: Machines, tmp_path: Path, birth: str, age: object, is_asked: bool
) -> None:
    others = [
        (n, f"Lê Văn {w}", THIS_YEAR - 70 - n, 70 + n, "")
        for n, w in enumerate(("Ba", "Tư", "Năm"))
    ]
    answer = asked_of(machines, tmp_path, *others, (9, "Nguyễn Văn An", birth, age, ""))
    assert [q["row"] for q in answer["asked"]] == ([5] if is_asked else [])
    assert all(f"cột «Tuổi» ghi {age}" in q["message"] for q in answer["asked"])


def test_the_ages_of_a_list_that_is_five_years_old_disagree_with_nobody(
    machines: Machines, tmp_path: Path
) -> None:
    rows = [
        (n, f"Lê Văn {w}", THIS_YEAR - 70 - n, 65 + n, "")
        for n, w in enumerate(("Ba", "Tư", "Sáu"))
    ]
    answer = asked_of(machines, tmp_path, *rows, (9, "Nguyễn Văn An", THIS_YEAR - 66, 66, ""))
    # Five years ago the last one was 61, and the list says 66.
    assert [q["row"] for q in answer["asked"]] == [5]
