"""Which remarks say that somebody is dead or gone, and which do not."""

from pathlib import Path

import pytest

from tests.builders.spreadsheets import write_xlsx
from vanhoa_desktop.imports.lists.roster import RosterOptions, read_roster
from vanhoa_desktop.imports.words.gone_remarks import says_gone


@pytest.mark.parametrize(
    "remark",
    [
        "đã mất 3/2026",
        "chết",
        "đi làm ăn xa",
        "XKLĐ Đài Loan",
        "tạm vắng",
        "Chuyển về Hà Nội",
        "lấy chồng xã khác",
        "đi bộ đội",
        "gạch tên",
        "trùng với số 3",
        *("Đã chuyển vào Nam", "chuyển vào TP Hồ Chí Minh", "(mất)", "không có ở địa phương"),
        *("Xóa", "xoá", "đi lấy chồng", "vắng", "lấy chồng Thôn Đoài", "khuất núi", "quy tiên"),
        *("bỏ ra khỏi ds", "Trùng", "liệt sĩ", "di lay chong", "không có mặt"),
    ],
)
def test_it_is_asked_whether_somebody_is_still_here(remark: str) -> None:
    assert says_gone(remark)


@pytest.mark.parametrize(
    "remark",
    [
        "hộ nghèo",
        "chuyển về quê năm 2020",
        "chuyển về từ Hà Nội",
        "bộ đội nghỉ hưu",
        "chồng là bộ đội",
        "mất sức",
        "tên trong sổ cũ",
        "lấy chồng năm 2019",
        *("xóa mù chữ", "đối tượng loại 2", "chuyển vào hộ ông An", "đã chuyển vào ở cùng con"),
        *("con liệt sĩ", "không có việc làm", "không có", "vàng", "bỏ học"),
    ],
)
def test_what_is_said_of_people_who_are_here_is_not(remark: str) -> None:
    assert not says_gone(remark)


@pytest.mark.parametrize(
    ("heading", "cell"),
    [
        *(("Năm mất", 2020), ("Ngày mất", "05/03/2021"), ("Ngày, tháng, năm mất", "2021")),
        *(("Mất năm", 2019), ("Đã mất", "x"), ("Ngày chuyển đi", "01/02/2025"), ("Tạm vắng", "x")),
    ],
)
def test_a_column_of_deaths_with_something_in_the_row_is_asked(
    tmp_path: Path, heading: str, cell: object
) -> None:
    rows = [
        ("Họ và tên", "Năm sinh", heading),
        ("Lê Văn Một", 1930, cell),
        ("Lê Văn Hai", 1940, ""),
        ("Lê Văn Ba", 1941, "-"),
        ("Lê Văn Tư", 1942, "không"),
    ]
    found = read_roster(write_xlsx(tmp_path / "d.xlsx", rows), RosterOptions(this_year=2026))
    dead, *others = found.candidates
    (doubt,) = dead.doubts
    assert f"Cột «{heading}» ghi «" in doubt
    assert "«Bỏ qua»" in doubt
    assert [row.doubts for row in others] == [(), (), ()]


@pytest.mark.parametrize("name", ["Lê Văn Mất", "Nguyễn Thị Mất", "Lê Mất", "LÊ VĂN MẤT"])
def test_somebody_who_may_be_called_so_is_asked_and_not_refused(tmp_path: Path, name: str) -> None:
    rows = [("Họ và tên", "Năm sinh"), (name, 1930)]
    found = read_roster(write_xlsx(tmp_path / "d.xlsx", rows), RosterOptions(this_year=2026))
    (row,) = found.candidates
    (doubt,) = row.doubts
    assert "là tên, hay ghi người này đã mất?" in doubt


@pytest.mark.parametrize("name", ["Lê Văn An mất", "Lê Văn An (mất)", "Lê Văn đã mất"])
def test_a_remark_behind_a_name_is_still_refused(tmp_path: Path, name: str) -> None:
    rows = [("Họ và tên", "Năm sinh"), (name, 1930), ("Lê Văn Ba", 1950)]
    found = read_roster(write_xlsx(tmp_path / "d.xlsx", rows), RosterOptions(this_year=2026))
    assert [row.full_name for row in found.candidates] == ["Lê Văn Ba"]
    assert [p.code for p in found.problems] == ["NAME_WITH_REMARK"]
