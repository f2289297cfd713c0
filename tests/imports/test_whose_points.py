"""Nobody is rated by somebody else's points: what sheet, title and headings say of the assessor."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.builders.messy_tables import MessySheet, write_messy
from vanhoa_desktop.domain.enums import Assessor
from vanhoa_desktop.domain.import_account import ColumnBin, SheetBin
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.imports.assessor_words import assessors_named
from vanhoa_desktop.imports.scores import ScoreOptions, ScoreReading, read_scores

INDICATORS = [f"CS{number}" for number in range(1, 11)]
HEAD, ROW = ("Họ và tên", "Năm sinh", "CS1", "CS2"), ("Lê Văn Mẫu", 1961, 9, 8)
SELF, VILLAGE, COMMUNE = Assessor.SELF, Assessor.VILLAGE, Assessor.COMMUNE


def read(folder: Path, by: Assessor, *sheets: MessySheet) -> ScoreReading:
    return read_scores(write_messy(folder / "d.xlsx", *sheets), INDICATORS, ScoreOptions(by))


def points(reading: ScoreReading) -> list[dict[str, int]]:
    return [{code: int(value) for code, value in row.points.items()} for row in reading.rows]


def refused(folder: Path, by: Assessor, *sheets: MessySheet) -> ErrorCode:
    with pytest.raises(VanHoaError) as error:
        read(folder, by, *sheets)
    return error.value.code


@pytest.mark.parametrize(
    ("sheet", "title", "by"),
    [
        ("Tự chấm", "", VILLAGE),
        ("tu cham", "BẢNG ĐIỂM", VILLAGE),
        ("Tự đánh giá", "", VILLAGE),
        ("Cá nhân", "", VILLAGE),
        ("S", "PHIẾU TỰ CHẤM CỦA NGƯỜI DÂN", VILLAGE),
        ("S", "BẢNG TỔNG HỢP THÔN NGỌC BẢN TỰ ĐÁNH GIÁ", VILLAGE),
        ("S", "KẾT QUẢ XÃ THẨM ĐỊNH", VILLAGE),
        ("Thôn chấm", "", SELF),
        ("Thôn", "", SELF),
        ("S", "BẢNG THÔN CHẤM", SELF),
        ("S", "Thôn Ngọc Bản chấm điểm", SELF),
        ("Thẩm định", "", SELF),
    ],
)
def test_a_table_that_says_it_is_somebody_elses_is_refused(
    tmp_path: Path, sheet: str, title: str, by: Assessor
) -> None:
    table = MessySheet(sheet, [(title,), HEAD, ROW] if title else [HEAD, ROW])
    assert refused(tmp_path, by, table) is ErrorCode.SPREADSHEET_OTHER_ASSESSOR


def test_a_sheet_chosen_by_its_name_is_no_more_somebody_elses(tmp_path: Path) -> None:
    path = write_messy(tmp_path / "d.xlsx", MessySheet("Tự chấm", [HEAD, ROW]))
    with pytest.raises(VanHoaError) as error:
        read_scores(path, INDICATORS, ScoreOptions(VILLAGE, sheet="Tự chấm"))
    assert error.value.code is ErrorCode.SPREADSHEET_OTHER_ASSESSOR


@pytest.mark.parametrize(
    "title",
    [
        "UBND XÃ VẠN HÒA",
        "THÔN NGỌC BẢN",
        "BẢNG CHẤM ĐIỂM CÔNG DÂN HỌC TẬP THÔN NGỌC BẢN",
        "ĐƠN VỊ: THÔN NGỌC BẢN",
        "ĐÁNH GIÁ CÔNG DÂN HỌC TẬP XÃ VẠN HÒA",
        "BẢNG TỰ CHẤM VÀ THÔN CHẤM",
        "(Kèm theo Quyết định về việc tự đánh giá)",
    ],
)
@pytest.mark.parametrize("by", [SELF, VILLAGE])
def test_a_title_that_names_a_place_names_no_assessor(
    tmp_path: Path, title: str, by: Assessor
) -> None:
    reading = read(tmp_path, by, MessySheet("Tổng hợp", [(title,), HEAD, ROW]))
    assert points(reading) == [{"CS1": 9, "CS2": 8}]


def test_of_two_sheets_the_right_one_is_read_and_the_other_told(tmp_path: Path) -> None:
    other = ("Trần Thị Thử", 1962, 5, 5)
    book = MessySheet("Tự chấm", [HEAD, ROW]), MessySheet("Thôn chấm", [HEAD, other])
    village = read(tmp_path, VILLAGE, *book)
    assert points(village) == [{"CS1": 5, "CS2": 5}]
    assert [sheet.bin for sheet in village.readings.sheets] == [
        SheetBin.OTHER_ASSESSOR,
        SheetBin.READ,
    ]
    assert [(p.sheet, p.code) for p in village.problems] == [("Tự chấm", "SHEET_OTHER_ASSESSOR")]
    assert points(read(tmp_path, SELF, *book)) == [{"CS1": 9, "CS2": 8}]


def three_levels(*rows: Sequence[object], merged: Sequence[str] = ()) -> MessySheet:
    return MessySheet("S", [*rows, ("Lê Văn Mẫu", 1961, 9, 5)], merged=merged)


@pytest.mark.parametrize("merged", [(), ("A1:A3", "B1:B3", "C1:D1", "C2:D2")])
@pytest.mark.parametrize("second", ["Đọc sách", "(tối đa 10 điểm)", "1. Đọc, tìm kiếm"])
def test_three_levels_of_headings_tell_whose_points_stand_in_which_column(
    tmp_path: Path, merged: Sequence[str], second: str
) -> None:
    sheet = three_levels(
        ("Họ và tên", "Năm sinh", "Chỉ số 1", ""),
        ("", "", second, ""),
        ("", "", "Tự chấm", "Thôn chấm"),
        merged=merged,
    )
    for by, wanted in ((SELF, 9), (VILLAGE, 5)):
        reading = read(tmp_path, by, sheet)
        assert points(reading) == [{"CS1": wanted}]
        assert reading.problems == ()
        (account,) = reading.readings.sheets
        assert [c.bin for c in account.columns].count(ColumnBin.OTHER_ASSESSOR) == 1
    assert refused(tmp_path, COMMUNE, sheet) is ErrorCode.SPREADSHEET_OTHER_ASSESSOR


@pytest.mark.parametrize("heading", ["CS1 (xã)", "Điểm xã thẩm định CS1", "CS1 – Xã", "Xã CS1"])
def test_a_column_of_somebody_else_is_not_taken_and_told(tmp_path: Path, heading: str) -> None:
    sheet = MessySheet("S", [("Họ và tên", heading, "CS2"), ("Lê Văn Mẫu", 9, 8)])
    reading = read(tmp_path, VILLAGE, sheet)
    assert points(reading) == [{"CS2": 8}]
    assert [(p.column, p.code) for p in reading.problems] == [(heading, "COLUMN_OTHER_ASSESSOR")]
    alone = MessySheet("S", [("Họ và tên", heading), ("Lê Văn Mẫu", 9)])
    assert refused(tmp_path, VILLAGE, alone) is ErrorCode.SPREADSHEET_OTHER_ASSESSOR


@pytest.mark.parametrize(
    "heading", ["CS1 Tham gia hoạt động xã hội", "CS1. Việc của thôn", "CS1 (đơn vị: điểm)"]
)
@pytest.mark.parametrize("by", [SELF, VILLAGE, COMMUNE])
def test_words_of_an_indicator_name_no_assessor(tmp_path: Path, heading: str, by: Assessor) -> None:
    sheet = MessySheet("S", [("Họ và tên", heading), ("Lê Văn Mẫu", 9)])
    assert points(read(tmp_path, by, sheet)) == [{"CS1": 9}]


def test_columns_of_nobody_in_somebody_elses_table_are_not_taken(tmp_path: Path) -> None:
    head = ("Họ và tên", "CS1", "CS1 thôn chấm", "CS2")
    sheet = MessySheet("S", [("PHIẾU TỰ CHẤM",), head, ("Lê Văn Mẫu", 9, 5, 8)])
    reading = read(tmp_path, VILLAGE, sheet)
    assert points(reading) == [{"CS1": 5}]
    assert [p.column for p in reading.problems] == ["CS1", "CS2"]


def test_a_text_may_name_several() -> None:
    assert assessors_named("Tự chấm – thôn chấm – xã thẩm định") == {SELF, VILLAGE, COMMUNE}
    assert assessors_named("Danh sách công dân học tập") == set()
