"""«Đ/c», «Ông», «Bà», «Cụ» before a name: no part of it."""

from pathlib import Path

import pytest

from tests.builders.spreadsheets import write_xlsx
from vanhoa_desktop.imports.lists.roster import RosterOptions, read_roster

HEAD = ("STT", "Họ và tên", "Năm sinh")


def read(folder: Path, *names: str) -> tuple[list[str], list[tuple[str, ...]], list[str], str]:
    rows = [HEAD, *((n, name, 1950 + n) for n, name in enumerate(names, 1))]
    found = read_roster(write_xlsx(folder / "d.xlsx", rows), RosterOptions(this_year=2026))
    people = [row.full_name for row in found.candidates]
    doubts = [row.doubts for row in found.candidates]
    told = " ".join(p.message for p in found.problems)
    return people, doubts, [p.code for p in found.problems], told


def test_they_are_taken_off_with_one_line(tmp_path: Path) -> None:
    people, doubts, codes, told = read(
        tmp_path,
        *("Đ/c Phạm Văn Em", "Ông Nguyễn Văn An", "Bà Lê Thị Bình", "CỤ TRẦN THỊ CA", "Hồ Văn Bá"),
    )
    assert people == [
        *("Phạm Văn Em", "Nguyễn Văn An", "Lê Thị Bình", "Trần Thị Ca", "Hồ Văn Bá"),
    ]
    assert doubts == [()] * 5
    assert codes == ["NAMES_ADDRESSED"]
    assert "4 dòng (dòng 2–5)" in told
    assert "«Đ/c», «Ông», «Bà», «CỤ»" in told


@pytest.mark.parametrize("name", ["Ông Văn An", "Ông Hà Vân", "Cô Văn Ba"])
def test_what_may_be_a_family_is_asked(tmp_path: Path, name: str) -> None:
    people, doubts, codes, _ = read(tmp_path, name)
    assert (people, codes) == ([name], [])
    assert "lời xưng hô" in doubts[0][0]
