"""Titles, sheets and sections that say of everybody below that they are dead or gone."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.builders.spreadsheets import write_xlsx
from tests.cli.conftest import Machines

HEAD = ("STT", "Họ và tên", "Năm sinh")
PEOPLE = ((1, "Vũ Văn Đi", 1931), (2, "Lê Thị Xa", 1940))


def in_sheet(path: Path, name: str, rows: list[tuple[object, ...]]) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = name
    for row in rows:
        sheet.append(list(row))
    book.save(path)
    return path


@pytest.mark.parametrize(
    "title",
    [
        *("DANH SÁCH NGƯỜI ĐÃ MẤT NĂM 2026", "Danh sách chuyển đi", "DANH SÁCH TẠM VẮNG"),
        *("Danh sách nhân khẩu đi làm ăn xa", "CÁC CỤ ĐÃ QUA ĐỜI TỪ NĂM 2020"),
        *("Danh sách người không còn ở địa phương", "Danh sách người đi nước ngoài"),
        *("DANH SACH NGUOI DA MAT", "Danh sách chuyển đi, chuyển đến", "Liệt sĩ hy sinh năm 1972"),
        *("DANH SÁCH NGƯỜI TỬ VONG NĂM 2026", "SỔ ĐĂNG KÝ KHAI TỬ", "DANH SÁCH CÁC CỤ ĐÃ KHUẤT"),
        *("DANH SÁCH NGƯỜI ĐI KHỎI ĐỊA PHƯƠNG", "DANH SÁCH GIẢM NHÂN KHẨU"),
        *("DANH SÁCH HƯỞNG MAI TÁNG PHÍ", "DANH SÁCH NGƯỜI CHẾT CHƯA KHAI TỬ"),
    ],
)
def test_a_list_of_those_who_are_gone_is_asked_and_one_answer_does_for_all(
    machines: Machines, tmp_path: Path, title: str
) -> None:
    path = write_xlsx(tmp_path / "ds.xlsx", [(title,), HEAD, *PEOPLE])
    answer = machines.village.do("roster", "import", path)
    assert (answer["created"], [q["row"] for q in answer["asked"]]) == (0, [3, 4])
    assert all(f"Tiêu đề ở dòng 1 ghi «{title}»" in q["message"] for q in answer["asked"])
    skipped = machines.village.do("roster", "import", path, "--decide", "3+=skip")
    assert (skipped["asked"], skipped["left_out"]) == ([], 2)
    taken = machines.village.do("roster", "import", path, "--decide", "3+=new")
    assert (taken["asked"], taken["created"]) == ([], 2)


@pytest.mark.parametrize(
    "title",
    [
        *("Danh sách nhân khẩu (không kể người đã mất)", "Danh sách người chuyển đến"),
        *(
            "DANH SÁCH THÂN NHÂN LIỆT SĨ",
            "Danh sách vợ, con của người đã mất",
            "Nhân khẩu năm 2026",
        ),
        *("Danh sách trừ người tạm vắng", "Danh sách chuyển khẩu từ nơi khác đến"),
        *("TỔ CHUYỂN ĐỔI SỐ CỘNG ĐỒNG", "DANH SÁCH HƯỞNG CHẾ ĐỘ MẤT SỨC", "Danh sách chuyển ngành"),
        *("CHƯƠNG TRÌNH XÓA ĐÓI, GIẢM NGHÈO", "DANH SÁCH THỢ CẮT MAY"),
    ],
)
def test_a_list_of_others_is_not_asked(machines: Machines, tmp_path: Path, title: str) -> None:
    path = write_xlsx(tmp_path / "ds.xlsx", [(title,), HEAD, *PEOPLE])
    answer = machines.village.do("roster", "import", path)
    assert (answer["created"], answer["asked"]) == (2, [])


@pytest.mark.parametrize(
    "name",
    [
        *("Đã mất", "Chuyển đi", "Tạm vắng", "Tử vong", "Khai tử", "Người đã khuất", "Giảm"),
        "Giảm 2026",
    ],
)
def test_the_name_of_a_sheet_says_it_too(machines: Machines, tmp_path: Path, name: str) -> None:
    path = in_sheet(tmp_path / "ds.xlsx", name, [HEAD, *PEOPLE])
    answer = machines.village.do("roster", "import", path)
    assert (answer["created"], [q["row"] for q in answer["asked"]]) == (0, [2, 3])
    assert all(f"Tên trang ghi «{name}»" in q["message"] for q in answer["asked"])


@pytest.mark.parametrize("title", ["Đã mất", "II. Chuyển đi", "Danh sách đã mất", "Tạm vắng"])
def test_the_title_of_a_part_says_it_of_those_below_it(
    machines: Machines, tmp_path: Path, title: str
) -> None:
    rows = [
        HEAD,
        (1, "Bùi Văn An", 1950),
        ("", title, ""),
        *PEOPLE,
        ("", "Tổ 2", ""),
        (1, "Cao Thị Bình", 1951),
    ]
    answer = machines.village.do("roster", "import", write_xlsx(tmp_path / "ds.xlsx", rows))
    below = [q["row"] for q in answer["asked"] if f"dòng 3 ghi «{title}»" in q["message"]]
    assert below == [4, 5]
    assert [p["full_name"] for p in machines.village.do("roster", "search", "bui")["people"]] == [
        "Bùi Văn An"
    ]


@pytest.mark.parametrize("column", [0, 1])
@pytest.mark.parametrize(
    "title",
    [
        *("Hội viên đã mất", "Số người chuyển đi", "Những người đã chết trong năm", "Người chết"),
        *("NGƯỜI ĐÃ MẤT, CHUYỂN ĐI", "II. Từ trần trong năm", "II/ Những người không còn ở thôn"),
        *(
            "Những người đã chết năm 2025",
            "II. Tử vong",
            "Giảm trong năm",
            "Không còn ở địa phương",
        ),
        *("Số giảm do chết", "Trường hợp khai tử", "B. Rời địa phương", "Không còn ở địa phương"),
    ],
)
def test_the_title_of_a_part_says_it_in_whatever_column_it_stands(
    machines: Machines, tmp_path: Path, title: str, column: int
) -> None:
    row = ["", "", ""]
    row[column] = title
    rows = [HEAD, (1, "Bùi Văn An", 1950), (2, "Cao Thị Bình", 1951), tuple(row), *PEOPLE]
    path = write_xlsx(tmp_path / "ds.xlsx", rows)
    answer = machines.village.do("roster", "import", path)
    below = [q["row"] for q in answer["asked"] if f"dòng 4 ghi «{title}»" in q["message"]]
    assert (answer["created"], below) == (2, [5, 6])
    skipped = machines.village.do("roster", "import", path, "--decide", "5+=skip")
    assert not {5, 6} & {q["row"] for q in skipped["asked"]}


@pytest.mark.parametrize("name", ["Khuất Văn Đi", "Từ Văn Chuyển", "Lê Văn Giảm", "Mạc Thị Thôi"])
def test_a_name_alone_is_no_such_title(machines: Machines, tmp_path: Path, name: str) -> None:
    rows = [HEAD, (1, "Bùi Văn An", 1950), ("", name, ""), *PEOPLE]
    answer = machines.village.do("roster", "import", write_xlsx(tmp_path / "ds.xlsx", rows))
    assert not {4, 5} & {q["row"] for q in answer["asked"]}


def test_whoever_is_held_as_gone_is_not_asked_again(machines: Machines, tmp_path: Path) -> None:
    (_, name, year), other = PEOPLE
    first = write_xlsx(tmp_path / "mot.xlsx", [HEAD, *PEOPLE])
    machines.village.do("roster", "import", first)
    (person,) = machines.village.do("roster", "search", name)["people"]
    machines.village.do("person", "set", person["id"], "--presence", "deceased")
    again = write_xlsx(tmp_path / "hai.xlsx", [("DANH SÁCH ĐÃ MẤT",), HEAD, (1, name, year), other])
    answer = machines.village.do("roster", "import", again)
    assert [q["row"] for q in answer["asked"]] == [4]
