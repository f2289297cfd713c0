"""Points of families, clans and villages are never taken in as citizens' points."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.cli.conftest import YEAR, Machines

HEAD = ("TT", "Họ và tên", "Năm sinh", *(f"Tiêu chí {n}" for n in range(1, 11)), "Tổng điểm")
BINH = (1, "Nguyễn Văn Bình", 1961, *[9] * 10, 90)
CUC = (2, "Lê Thị Cúc", 1965, *[8] * 10, 80)
DOOR = ("--cycle", YEAR, "--by", "village")
FAMILIES = "BẢNG TỔNG HỢP ĐIỂM ĐÁNH GIÁ GIA ĐÌNH HỌC TẬP NĂM 2026 - THÔN NGỌC BẢN"
CITIZENS = "BẢNG ĐIỂM CÔNG DÂN HỌC TẬP NĂM 2026"


def book(path: Path, sheets: Mapping[str, Sequence[Sequence[object]]]) -> Path:
    made = Workbook()
    made.remove(made.worksheets[0])
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    made.save(path)
    return path


@pytest.mark.parametrize(
    ("sheet", "title"),
    [
        *(("GĐHT", FAMILIES), ("Sheet1", FAMILIES), ("GĐHT", "BẢNG ĐIỂM NĂM 2026")),
        *(("S", "BẢNG CHẤM ĐIỂM DÒNG HỌ HỌC TẬP NĂM 2026"), ("S", "CỘNG ĐỒNG HỌC TẬP NĂM 2026")),
        *(("S", "BÌNH XÉT GIA ĐÌNH VĂN HÓA NĂM 2026"), ("S", "CHẤM ĐIỂM ĐƠN VỊ HỌC TẬP")),
        *(("S", "ÔNG BÀ CHA MẸ MẪU MỰC"), ("S", "RÀ SOÁT HỘ NGHÈO NĂM 2026")),
        *(("S", "XẾP LOẠI ĐẢNG VIÊN NĂM 2026"), ("S", "BẢNG CHẤM ĐIỂM THI ĐUA NĂM 2026")),
        ("S", "BANG DIEM GIA DINH HOC TAP 2026"),
    ],
)
def test_a_table_of_another_contest_is_not_taken_in(
    peopled: Machines, tmp_path: Path, sheet: str, title: str
) -> None:
    path = book(tmp_path / "diem.xlsx", {sheet: [(title,), HEAD, BINH, CUC]})
    assert peopled.village.refuse("assess", "import", path, *DOOR) == "SPREADSHEET_OTHER_CONTEST"


def test_of_a_book_with_both_only_the_citizens_are_read(peopled: Machines, tmp_path: Path) -> None:
    own, families = [HEAD, BINH], [HEAD, CUC]
    path = book(tmp_path / "d.xlsx", {"Công dân học tập": own, "Gia đình học tập": families})
    answer = peopled.village.do("assess", "import", path, *DOOR)
    assert (answer["updated"], answer["asked"]) == (1, [])
    (told,) = [p for p in answer["problems"] if p["code"] == "SHEET_OTHER_CONTEST"]
    assert "Trang «Gia đình học tập» ghi «Gia đình học tập»" in told["message"]


@pytest.mark.parametrize(
    ("file", "sheet", "title"),
    [
        ("diem", "Sheet1", "BẢNG ĐIỂM CÔNG DÂN HỌC TẬP, GIA ĐÌNH HỌC TẬP NĂM 2026"),
        *(("diem", "GĐHT", CITIZENS), ("diem", "S", "BẢNG ĐIỂM HỘI VIÊN NĂM 2026")),
        *(("gia dinh hoc tap 2026", "S", "BẢNG ĐIỂM"), ("GĐHT", "S", "BẢNG ĐIỂM")),
        ("thi_dua_2026", "S", "BẢNG ĐIỂM"),
    ],
)
def test_what_may_be_another_contest_is_asked_of_everybody(
    peopled: Machines, tmp_path: Path, file: str, sheet: str, title: str
) -> None:
    path = book(tmp_path / f"{file}.xlsx", {sheet: [(title,), HEAD, BINH, CUC]})
    answer = peopled.village.do("assess", "import", path, *DOOR)
    assert (answer["updated"], len(answer["asked"])) == (0, 2)
    assert "có thể là điểm của cuộc bình xét khác" in answer["asked"][0]["message"]


@pytest.mark.parametrize(
    ("file", "sheet", "title"),
    [
        *(
            ("diem", "S", CITIZENS),
            ("diem CDHT", "CDHT", "BẢNG ĐIỂM"),
            ("d", "S", "HỘI KHUYẾN HỌC"),
        ),
        ("gia dinh hoc tap va cong dan hoc tap", "S", CITIZENS),
        ("d", "S", "(Theo Quyết định số 677/QĐ-TTg; 387/QĐ-TTg «Gia đình học tập»)"),
        ("d", "S", "CÔNG DÂN HỌC TẬP LÀ HỘI VIÊN HỘI NÔNG DÂN"),
    ],
)
def test_a_citizens_table_is_taken_in_unasked(
    peopled: Machines, tmp_path: Path, file: str, sheet: str, title: str
) -> None:
    path = book(tmp_path / f"{file}.xlsx", {sheet: [(title,), HEAD, BINH, CUC]})
    answer = peopled.village.do("assess", "import", path, *DOOR)
    assert (answer["updated"], answer["asked"]) == (2, [])


def test_a_part_that_is_another_contest_is_asked(peopled: Machines, tmp_path: Path) -> None:
    rows = [HEAD, BINH, ("II. GIA ĐÌNH HỌC TẬP",), CUC]
    answer = peopled.village.do("assess", "import", book(tmp_path / "d.xlsx", {"S": rows}), *DOOR)
    assert (answer["updated"], [q["row"] for q in answer["asked"]]) == (1, [4])


def test_a_list_of_people_is_taken_in_whatever_contest_it_is_for(
    machines: Machines, tmp_path: Path
) -> None:
    rows = [("DANH SÁCH GIA ĐÌNH VĂN HÓA",), ("STT", "Họ và tên", "Năm sinh"), (1, "Bùi An", 1950)]
    answer = machines.village.do("roster", "import", book(tmp_path / "d.xlsx", {"GĐHT": rows}))
    assert (answer["created"], answer["asked"]) == (1, [])
