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
        *("Ko còn", "K còn ở ĐP", "kg còn ở địa phương", "k ở địa phương", "đã theo chồng"),
        *("theo chồng về Thái Bình", "về nhà chồng (ở Thái Bình)", "về quê sinh sống"),
        *("đã vào Nam", "vào Bình Dương", "ở Sài Gòn", "bán nhà đi nơi khác", "dọn đi"),
        *("sống ở nơi khác", "hộ khẩu nơi khác", "HK ở xã khác", "sang Hàn", "ở Hàn Quốc"),
        *("lấy vợ Đài Loan", "hết hạn tạm trú", "không còn tạm trú", "không rõ ở đâu"),
        *("bỏ nhà đi", "bỏ trốn", "đang chấp hành án", "nhập ngũ 2/2026", "hưởng thọ 85 tuổi"),
        *("không thuộc thôn", "người thôn khác", "DANH SÁCH NHÂN KHẨU GIẢM NĂM 2026"),
        *("DS giảm", "Phần giảm", "Không còn sinh sống", "Đã ra khỏi địa bàn", "t.vắng"),
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
        *("xuất ngũ 2019", "hộ giảm nghèo", "không còn việc làm", "không còn bố mẹ", "ở nhà"),
        *("mừng thọ 85 tuổi", "vào Đảng 2010", "ra trường 2020", "lên lớp 5", "ở với con"),
        *("theo đạo", "không ở nhà thuê", "bỏ thuốc lá", "về hưu", "về quê năm 2019"),
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


@pytest.mark.parametrize(
    ("relation", "is_asked"),
    [
        *(("Chồng đã mất", True), ("Bố mất", True), ("con trai chết", True), ("Vợ", False)),
        *(("Vợ (đã chết)", True), ("Con dâu", False), ("Chồng", False), ("Chủ hộ", False)),
    ],
)
def test_a_relation_says_it_of_the_one_in_the_row(
    tmp_path: Path, relation: str, *, is_asked: bool
) -> None:
    rows: list[list[object]] = [
        ["Họ và tên", "Năm sinh", "Quan hệ với chủ hộ"],
        ["Lê Văn An", 1950, relation],
    ]
    (row,) = read_roster(write_xlsx(tmp_path / "x.xlsx", rows), RosterOptions()).candidates
    assert bool(row.gone_doubt) is is_asked


@pytest.mark.parametrize(
    "remark",
    [
        *("Cả hộ chuyển đi", "Cả nhà đi Nam", "cả hộ đi làm ăn xa", "Hộ đã chuyển đi 2023"),
        *("cả gia đình vào Nam sinh sống", "4 khẩu chuyển đi"),
    ],
)
def test_what_is_said_of_a_household_in_one_row_is_asked_of_everybody_in_it(
    tmp_path: Path, remark: str
) -> None:
    rows: list[list[object]] = [
        ["Số hộ", "Họ và tên", "Năm sinh", "Ghi chú"],
        ["H01", "Lê Văn An", 1950, remark],
        ["nt", "Trần Thị Bình", 1952, ""],
        ["H01", "Lê Văn Cường", 1980, ""],
        ["H02", "Phạm Văn Dũng", 1960, ""],
    ]
    found = read_roster(write_xlsx(tmp_path / "x.xlsx", rows), RosterOptions()).candidates
    asked = [row.full_name for row in found if row.gone_doubt]
    assert asked == ["Lê Văn An", "Trần Thị Bình", "Lê Văn Cường"]
    assert "Dòng 2 (Lê Văn An)" in found[1].gone_doubt


def test_a_remark_of_one_asks_nobody_else_of_the_household(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["Số hộ", "Họ và tên", "Năm sinh", "Ghi chú"],
        ["H01", "Lê Văn An", 1950, "đi làm ăn xa"],
        ["H01", "Trần Thị Bình", 1952, ""],
    ]
    found = read_roster(write_xlsx(tmp_path / "x.xlsx", rows), RosterOptions()).candidates
    assert [bool(row.gone_doubt) for row in found] == [True, False]
