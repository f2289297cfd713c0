"""A cell of a name is taken without a question only where all of it can be a name."""

import pytest

from vanhoa_desktop.imports.cells.name_cells import name_doubt
from vanhoa_desktop.imports.words.gone_remarks import says_gone
from vanhoa_desktop.imports.words.name_words import words_of_no_name


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Bí thư Lê Văn An", "Bí thư"),
        ("Chủ tịch Nguyễn Văn An", "Chủ tịch"),
        ("Bi thu Le Van An", "Bi thu"),
        ("TỔ TRƯỞNG LÊ VĂN AN", "TỔ TRƯỞNG"),
        ("Lê Văn Bình công an xã", "công an"),
        ("Lê Văn Bình Trưởng thôn", "Trưởng thôn"),
        ("LÊ VĂN BÌNH HỘ NGHÈO", "HỘ NGHÈO"),
        ("Lê Văn Bình con ông Cả", "con ông"),
        ("Lê Thị Hoa vợ An", "vợ"),
        ("Nguyễn Văn An con", "con"),
        ("Lê Văn Bình ốm", "ốm"),
        ("LÊ VĂN BÌNH CB", "CB"),
        ("Lê Văn В\u0438нь", "В\u0438нь"),
        ("Lê Văn 李", "李"),
        ("Lê Văn An ✝", "✝"),
    ],
)
def test_what_is_no_part_of_a_name_is_asked(name: str, said: str) -> None:
    assert words_of_no_name(name) == said
    assert f"«{said}»" in (name_doubt(name) or "")


@pytest.mark.parametrize(
    "name",
    [
        *("Lê Văn Một", "LÊ THỊ HOÀNG OANH", "lê văn bình", "Lê văn bình", "Nguyễn thị Hoa"),
        *("Nguyễn Công An", "Phạm Học Sinh", "Nguyen Cong An", "Trần Thanh Niên", "Hồ Văn Hộ"),
        *("H' Hen Niê", "Y Bhăm Êban", "Đinh Thị Mỹ-Linh", "H'Ăng Niê Kđăm", "Ksor Phước Hòa"),
        *("Công Tằng Tôn Nữ Thị Hoa", "Chu Bá Thông", "Nguyễn Văn Thôn", "Tô Vũ"),
        *("Lý Mí Pó", "Sùng A Lử", "Nguyễn Phụ Nữ", "Bùi Thị Thắm", "Rơ Châm H'Yéo"),
        *("Lê Thị Vợ", "HÀ VĂN ÔNG", "Trần Thị Bà"),
    ],
)
def test_a_name_as_people_write_it_is_not_asked(name: str) -> None:
    assert name_doubt(name) is None


@pytest.mark.parametrize(
    "text",
    [
        *("Đã mất", "mất", "Chết", "chết năm 2020", "Mất 2021", "Mất năm 2019", "từ trần"),
        *("chuyển đi", "Chuyển khẩu đi Hà Nội", "đã chuyển", "đi làm ăn xa", "Làm ăn xa", "đi xa"),
        *("CHUYEN DI", "da mat", "mat", "đi XKLĐ", "Tạm vắng", "† 2020", "cắt khẩu"),
        *("đã mất, chồng đã mất", "theo chồng chuyển đi", "lấy chồng xa"),
    ],
)
def test_a_remark_that_somebody_is_dead_or_gone_is_understood(text: str) -> None:
    assert says_gone(text)


@pytest.mark.parametrize(
    "text",
    [
        *("hộ nghèo", "mất sức lao động", "mất thẻ CCCD", "mới chuyển đến", "đã chuyển đến"),
        *("đã chuyển về", "đi làm công ty", "con liệt sĩ", "x", "Bí thư chi bộ", ""),
        *("Chồng đã mất", "chồng mất năm 2010", "Vợ chết", "con trai hy sinh 1972", "chong da mat"),
        "vợ đi làm ăn xa",
    ],
)
def test_other_remarks_are_none(text: str) -> None:
    assert not says_gone(text)
