"""Nobody is rated by somebody else's points: what sheet, title and headings say of the assessor."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.builders.messy_tables import MessySheet, write_messy
from vanhoa_desktop.domain.enums import Assessor
from vanhoa_desktop.domain.import_account import ColumnBin, RowBin, SheetBin
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.imports.lists.scores import ScoreOptions, ScoreReading, read_scores
from vanhoa_desktop.imports.words.assessor_words import assessors_named

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


@pytest.mark.parametrize("word", ["Bản thân", "Tự", "Tự ĐG", "Cá nhân tự ĐG"])
@pytest.mark.parametrize("merged", [(), ("A1:A2", "B1:B2", "C1:D1")])
def test_short_words_for_the_person_head_columns_of_the_person(
    tmp_path: Path, word: str, merged: Sequence[str]
) -> None:
    rows = [
        ("Họ và tên", "Năm sinh", "CS1", ""),
        ("", "", word, "HĐ xã"),
        ("Lê Văn Mẫu", 1961, 9, 5),
    ]
    sheet = MessySheet("S", rows, merged=merged)
    assert points(read(tmp_path, SELF, sheet)) == [{"CS1": 9}]
    assert points(read(tmp_path, COMMUNE, sheet)) == [{"CS1": 5}]
    assert refused(tmp_path, VILLAGE, sheet) is ErrorCode.SPREADSHEET_OTHER_ASSESSOR


@pytest.mark.parametrize("merged", [(), ("A1:A2", "B1:C1", "D1:E1")])
def test_an_assessor_above_several_indicators_is_theirs(
    tmp_path: Path, merged: Sequence[str]
) -> None:
    rows = [
        ("Họ và tên", "Bản thân", "", "Thôn", ""),
        ("", "CS1", "CS2", "CS1", "CS2"),
        ("Lê Văn Mẫu", 9, 8, 5, 4),
    ]
    sheet = MessySheet("S", rows, merged=merged)
    assert points(read(tmp_path, SELF, sheet)) == [{"CS1": 9, "CS2": 8}]
    assert points(read(tmp_path, VILLAGE, sheet)) == [{"CS1": 5, "CS2": 4}]


@pytest.mark.parametrize("sheet", ["Bản thân", "Tự", "Tự ĐG", "HĐ xã", "HĐTĐ xã"])
def test_a_sheet_named_shortly_for_another_assessor_is_refused(tmp_path: Path, sheet: str) -> None:
    table = MessySheet(sheet, [HEAD, ROW])
    assert refused(tmp_path, VILLAGE, table) is ErrorCode.SPREADSHEET_OTHER_ASSESSOR


@pytest.mark.parametrize("title", ["ĐIỂM TỰ CHẤM", "II. Bản thân chấm", "HĐ xã chấm", "Tự ĐG"])
def test_people_below_a_section_of_another_assessor_are_left_out_with_a_line(
    tmp_path: Path, title: str
) -> None:
    rows = [
        HEAD,
        ROW,
        (title, "", "", ""),
        ("Trần Thị Thử", 1962, 5, 5),
        ("Ngô Văn Thử", 1963, 6, 6),
        ("THÔN CHẤM", "", "", ""),
        ("Lê Tú Châm", 1964, 7, 7),
        ("Lê Tú Châm", "", "", ""),
        ("Đỗ Văn Thử", 1965, 7, 6),
    ]
    found = read(tmp_path, VILLAGE, MessySheet("S", rows))
    names = [row.full_name for row in found.rows]
    assert names == ["Lê Văn Mẫu", "Lê Tú Châm", "Đỗ Văn Thử"]
    told = [(p.row, p.code) for p in found.problems]
    assert told == [(3, "ROWS_OTHER_ASSESSOR")]
    (account,) = found.readings.sheets
    left_out = [row.row for row in account.rows if row.bin is RowBin.LEFT_OUT]
    assert left_out == [4, 5]


def test_a_repeated_heading_of_another_assessor_begins_another_table(tmp_path: Path) -> None:
    head = ("Họ và tên", "Năm sinh", "CS1 tự chấm", "CS2 tự chấm")
    rows = [HEAD, ROW, head, ("Trần Thị Thử", 1962, 5, 5)]
    found = read(tmp_path, VILLAGE, MessySheet("S", rows))
    assert [row.full_name for row in found.rows] == ["Lê Văn Mẫu"]
    assert [(p.row, p.code) for p in found.problems] == [(3, "SECOND_TABLE")]


def test_a_row_that_names_another_assessor_is_left_out_with_its_reason(tmp_path: Path) -> None:
    rows = [
        (*HEAD, "Người chấm"),
        (*ROW, "Thôn"),
        ("Lê Văn Mẫu", 1961, 5, 5, "Tự chấm"),
        ("Trần Thị Thử", 1962, 6, 6, ""),
    ]
    found = read(tmp_path, VILLAGE, MessySheet("S", rows))
    assert [(row.row, int(row.points["CS1"])) for row in found.rows] == [(2, 9), (4, 6)]
    told = [(p.row, p.code) for p in found.problems]
    assert told == [(3, "ROW_OTHER_ASSESSOR"), (4, "ROW_ASSESSOR_UNKNOWN")]


def test_a_column_of_names_of_those_who_scored_is_told_as_not_used(tmp_path: Path) -> None:
    rows = [(*HEAD, "Người chấm"), (*ROW, "Trần Văn Chấm")]
    found = read(tmp_path, VILLAGE, MessySheet("S", rows))
    assert points(found) == [{"CS1": 9, "CS2": 8}]
    assert [(p.column, p.code) for p in found.problems] == [("Người chấm", "COLUMN_UNUSED")]


OF_COMMUNE = [
    *[("STT", "Họ và tên", "Năm sinh", "CS1"), ("I", "Thôn Đông"), (1, "Lê Văn Mẫu", 1961, 9)],
    *[("II", "Thôn Tây"), (1, "Trần Thị Thử", 1962, 5)],
]


def test_a_sheet_called_after_the_commune_that_lists_its_thon_is_asked(tmp_path: Path) -> None:
    found = read(tmp_path, VILLAGE, MessySheet("Xã", OF_COMMUNE))
    assert [("«Xã»" in row.doubts[0], len(row.doubts)) for row in found.rows] == [(True, 1)] * 2


def test_a_sheet_called_after_the_commune_is_its_own_beside_those_of_others(
    tmp_path: Path,
) -> None:
    found = read(
        tmp_path, VILLAGE, MessySheet("Thôn chấm", OF_COMMUNE), MessySheet("Xã", OF_COMMUNE)
    )
    assert [sheet.bin for sheet in found.readings.sheets] == [
        SheetBin.READ,
        SheetBin.OTHER_ASSESSOR,
    ]
    alone = MessySheet("Xã", [HEAD, ROW])
    assert refused(tmp_path, VILLAGE, alone) is ErrorCode.SPREADSHEET_OTHER_ASSESSOR
