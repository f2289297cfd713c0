"""A heading of points that says more than its indicator is not guessed: its column is left out."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.builders.messy_tables import MessySheet, write_messy
from vanhoa_desktop.domain.enums import Assessor
from vanhoa_desktop.domain.import_account import ColumnBin
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.imports.lists.scores import ScoreOptions, ScoreReading, read_scores

INDICATORS = [f"CS{number}" for number in range(1, 11)]
SELF, VILLAGE, COMMUNE = Assessor.SELF, Assessor.VILLAGE, Assessor.COMMUNE


def read(
    folder: Path, rows: Sequence[Sequence[object]], by: Assessor = VILLAGE, words: str = ""
) -> ScoreReading:
    path = write_messy(folder / "d.xlsx", MessySheet("S", rows))
    return read_scores(path, INDICATORS, ScoreOptions(by, 2026, wordings=(words,)))


def points(reading: ScoreReading) -> list[dict[str, int]]:
    return [{code: int(value) for code, value in row.points.items()} for row in reading.rows]


@pytest.mark.parametrize(
    "heading",
    [
        *("CS1.1", "CS1 x hệ số 2", "CS1 quy đổi", "CS1 (quy đổi)", "CS1 (x2)", "CS1 lần 2"),
        *("CS1 kỳ trước", "CS1 năm trước", "CS1 đợt 1", "CS1 (đợt 1)", "CS1 trung bình", "CS1 cũ"),
        *("CS1 (MTTQ)", "CS1 trưởng thôn", "CS1 tối đa", "CS1 thưởng", "CS1 %", "CS1 dự kiến"),
        *("CS1 – Chi bộ", "Chỉ số 1 (sau điều chỉnh)", "CS1 [2]", "CS1 (1)", "CS1*2"),
        *("CS1 thôn chấm lần 2", "Thôn chấm CS1 (dự kiến)", "Tiêu chí 1.2"),
    ],
)
def test_a_heading_that_says_more_is_left_out_and_told(tmp_path: Path, heading: str) -> None:
    found = read(tmp_path, [("Họ và tên", heading, "CS2"), ("Lê Văn Mẫu", 9, 8)])
    assert points(found) == [{"CS2": 8}]
    (problem,) = found.problems
    assert (problem.column, problem.code) == (heading, "COLUMN_UNCLEAR")
    assert "«CS1»" in problem.message
    (sheet,) = found.readings.sheets
    account = next(column for column in sheet.columns if column.column == 2)
    assert (account.bin, account.field) == (ColumnBin.UNUSED, None)
    assert account.note


@pytest.mark.parametrize(
    "heading",
    [
        *("CS1", "CS 01", "Chỉ số 1", "Điểm CS1", "Điểm chỉ số 1", "CS1 (10 điểm)", "CS1 (10đ)"),
        *("CS1 (tối đa 10 điểm)", "CS1 (0-10)", "CS1 (10)", "CS1 năm 2026", "CS1 (2026)", "TC1"),
        *("CS1: Học tập", "CS1. Đọc sách", "CS1 (đọc, tìm kiếm)", "CS1 – Thôn", "Thôn chấm CS1"),
        *("CS1 thang điểm 10", "CS1 (điểm)", "CS1 (đơn vị: điểm)", "CS1 Điểm", "Chỉ số 1 – Điểm"),
        "CS1 tra cứu trên sách báo, ti vi",
    ],
)
def test_a_heading_of_known_words_is_its_indicator(tmp_path: Path, heading: str) -> None:
    rows = [("Họ và tên", heading, "CS2"), ("Lê Văn Mẫu", 9, 8)]
    found = read(tmp_path, rows, words="Đọc, tìm kiếm, tra cứu trên sách báo, ti vi")
    assert points(found) == [{"CS1": 9, "CS2": 8}]
    assert found.problems == ()


def test_a_table_of_unclear_headings_alone_says_nothing_and_names_them(tmp_path: Path) -> None:
    found = read(tmp_path, [("Họ và tên", "CS1.1", "CS1.2"), ("Lê Văn Mẫu", 9, 8)])
    assert found.rows == ()
    told = [(problem.column, problem.code) for problem in found.problems]
    assert told == [("CS1.1", "COLUMN_UNCLEAR"), ("CS1.2", "COLUMN_UNCLEAR")]


def test_a_block_of_somebody_who_is_not_known_is_nobodys(tmp_path: Path) -> None:
    rows = [
        ("Họ và tên", "Cá nhân", "", "Chi bộ", "", "Hội đồng xã", ""),
        ("", *("CS1", "CS2") * 3),
        ("Lê Văn Mẫu", 9, 8, 7, 6, 5, 4),
    ]
    assert points(read(tmp_path, rows, SELF)) == [{"CS1": 9, "CS2": 8}]
    assert points(read(tmp_path, rows, COMMUNE)) == [{"CS1": 5, "CS2": 4}]
    with pytest.raises(VanHoaError) as refused:
        read(tmp_path, rows, VILLAGE)
    assert refused.value.code is ErrorCode.SPREADSHEET_OTHER_ASSESSOR


@pytest.mark.parametrize("word", ["Thôn", "Đơn vị", "Tổ dân phố", "Thôn chấm"])
@pytest.mark.parametrize("codes", [("CS1", "CS2", "CS3"), ("CS3", "CS1", "CS2")])
def test_columns_of_a_block_that_is_headed_once_are_all_of_its_assessor(
    tmp_path: Path, word: str, codes: Sequence[str]
) -> None:
    rows = [
        ("Họ và tên", "Năm sinh", "Tự chấm", word, "", "", "Xã", "", ""),
        ("", "", "CS1", *codes, *codes),
        ("Lê Văn Mẫu", 1961, 9, 8, 7, 6, 5, 4, 3),
    ]
    mine = read(tmp_path, rows, SELF)
    assert points(mine) == [{"CS1": 9}]
    assert points(read(tmp_path, rows)) == [dict(zip(codes, (8, 7, 6), strict=True))]
    (sheet,) = mine.readings.sheets
    assert [c.bin for c in sheet.columns if c.column > 3] == [ColumnBin.OTHER_ASSESSOR] * 6


def test_points_of_nobody_beside_those_of_others_are_asked(tmp_path: Path) -> None:
    rows = [("Họ và tên", "CS1 tự chấm", "CS1", "CS2"), ("Lê Văn Mẫu", 9, 8, 7)]
    (row,) = read(tmp_path, rows).rows
    (doubt,) = row.doubts
    assert "«CS1»" in doubt


@pytest.mark.parametrize(
    "remark",
    ["điểm tự chấm", "xã thẩm định", "điểm năm 2025", "chấm năm 2025", "sang thôn Tây"],
)
def test_a_remark_that_takes_the_points_back_is_asked(tmp_path: Path, remark: str) -> None:
    rows = [("Họ và tên", "Ghi chú", "CS1"), ("Lê Văn Mẫu", remark, 9)]
    (row,) = read(tmp_path, rows).rows
    (doubt,) = row.doubts
    assert f"«{remark}»" in doubt


@pytest.mark.parametrize(
    "remark", ["", "công nhận năm 2025", "thôn chấm", "trưởng thôn", "điểm cao", "hộ nghèo"]
)
def test_other_remarks_are_passed_over(tmp_path: Path, remark: str) -> None:
    rows = [("Họ và tên", "Ghi chú", "CS1"), ("Lê Văn Mẫu", remark, 9)]
    (row,) = read(tmp_path, rows).rows
    assert row.doubts == ()


@pytest.mark.parametrize("merged", [(), ("A1:A2", "B1:C1")])
@pytest.mark.parametrize(
    "above",
    [
        *("Điểm", "Điểm các chỉ số", "Kết quả chấm điểm năm 2026", "Điểm từng chỉ số", "Chỉ số"),
        *("Số điểm đạt được", "Các chỉ số đánh giá công dân học tập", "Điểm theo 10 chỉ số"),
        *("Tiêu chí 1", "Tiêu chí I", "I. Năng lực tự học, học tập suốt đời", "Nội dung đánh giá"),
    ],
)
def test_known_words_above_indicators_change_nothing(
    tmp_path: Path, above: str, merged: Sequence[str]
) -> None:
    rows = [("Họ và tên", above, ""), ("", "CS2", "CS3"), ("Lê Văn Mẫu", 9, 8)]
    path = write_messy(tmp_path / "d.xlsx", MessySheet("S", rows, merged=merged))
    title = "I. Năng lực tự học, học tập suốt đời"
    found = read_scores(path, INDICATORS, ScoreOptions(VILLAGE, 2026, wordings=(title,)))
    assert points(found) == [{"CS2": 9, "CS3": 8}]
    assert found.problems == ()
