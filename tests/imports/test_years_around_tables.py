"""Lines above, below and beside a table of points that say it is of another year: asked at least.

Never refused or asked: when it was written, what paper it cites, what it is compared with.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders.spreadsheets import Rows, write_xlsx
from vanhoa_desktop.domain.enums import Assessor
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.imports.lists.digital import read_digital
from vanhoa_desktop.imports.lists.scores import ScoreOptions, read_scores
from vanhoa_desktop.imports.words.title_years import OtherYear

YEAR = 2026
HEAD = ("STT", "Họ và tên", "Năm sinh", "CS1", "CS2", "Ghi chú")
BINH = (1, "Nguyễn Văn Bình", 1961, 9, 9, "")
CUC = (2, "Lê Thị Cúc", 1965, 8, 8, "")
CODES = [f"CS{number}" for number in range(1, 11)]

# Where such a line stands, as rows of the sheet.
PLACES: Mapping[str, Callable[[str], Rows]] = {
    "above": lambda line: [(line,), HEAD, BINH, CUC],
    "above and apart": lambda line: [("BẢNG ĐIỂM",), ("", "", line), (), HEAD, BINH, CUC],
    "below": lambda line: [HEAD, BINH, CUC, (line,)],
    "below in the names": lambda line: [HEAD, BINH, CUC, ("", line)],
    "below and apart": lambda line: [HEAD, BINH, CUC, (), ("", "", "", line)],
    "below the sum": lambda line: [HEAD, BINH, CUC, ("", "Cộng", "", 17, 17), ("", line)],
    "below among remarks": lambda line: [HEAD, BINH, CUC, ("", "", "", "", "", line)],
    "beside the headings": lambda line: [(*HEAD, "", line), BINH, CUC],
    "beside a row": lambda line: [HEAD, BINH, (*CUC, "", line)],
}
BELOW = [place for place in PLACES if not place.startswith("above")]

OF_ANOTHER_YEAR = (
    *("Tháng 12/2025", "Kết quả năm 2025", "Từ 01/01/2025 đến 31/12/2025", "Năm: 2025", "2025"),
    *("Từ ngày 01/01/2025 đến ngày 31/12/2025", "Kỳ đánh giá: năm 2025", "Niên độ 2025"),
    *("Quý IV/2025", "Số liệu năm 2025", "Điểm năm ngoái", "Đợt II/2025", "Thời điểm: 31/12/2025"),
    *("Từ tháng 1/2025 đến tháng 12/2025", "Ghi chú: điểm năm 2025", "Kết quả công nhận 2025"),
)
MADE_TOO_EARLY = (
    *("Chấm ngày 20/12/2025", "Ngày đánh giá: 20/12/2025", "Họp bình xét ngày 20/12/2025"),
    *("Vạn Hòa, ngày 30 tháng 12 năm 2025", "Ngày lập: 31/12/2025", "Lập ngày 05/01/2026"),
    *("Vạn Hòa, ngày … tháng … năm 2025", "Kết quả thực hiện kế hoạch năm 2025"),
)
FAIR = (
    *("Ngày lập: 05/01/2027", "Vạn Hòa, ngày 05 tháng 01 năm 2027", "Vạn Hòa, 05/01/2027"),
    *("Vạn Hòa, ngày … tháng … năm 2027", "Ngày lập: 20/11/2026", "Chấm ngày 10/11/2026"),
    "Quyết định số 677/QĐ-TTg ngày 03/6/2022",
    "(Ban hành kèm theo Quyết định số 324/QĐ-KHVN ngày 20/5/2022)",
    *("QĐ số 324/QĐ-KHVN năm 2022", "QĐ 677/QĐ-TTg ngày 03/6/2022", "Mẫu số 02 năm 2025"),
    *("Luật Cư trú năm 2020", "Theo Kế hoạch số 12/KH-UBND năm 2025", "Giai đoạn 2021-2030"),
    *("So với năm 2025", "Đối chiếu với kết quả năm 2025", "Mục tiêu đến năm 2030"),
    *("Trẻ sinh năm 2016", "Chi hội thành lập ngày 20/12/2015", "Kỳ 01/12/2025 – 30/11/2026"),
    *("Đăng ký ngày 20/12/2025", "Tháng 12/2026", "Từ 01/01/2026 đến 31/12/2026"),
)


def outcome(folder: Path, rows: Rows) -> str:
    """«refused», or whether every row is asked, taken, or some are left out."""
    path = write_xlsx(folder / "diem.xlsx", rows)
    options = ScoreOptions(Assessor.VILLAGE, YEAR, this_year=YEAR)
    try:
        reading = read_scores(path, CODES, options)
    except VanHoaError as refused:
        return "refused" if refused.code is ErrorCode.SPREADSHEET_OTHER_YEAR else refused.code
    asked = [
        any("Nếu đây là số liệu năm 2026 thì chọn người" in doubt for doubt in row.doubts)
        for row in reading.rows
    ]
    if len(asked) < len((BINH, CUC)):
        return "left out"
    return "asked" if all(asked) else ("asked in part" if any(asked) else "taken")


@pytest.mark.parametrize("place", PLACES)
def test_points_beside_the_words_of_another_year_are_never_taken_unasked(
    tmp_path: Path, place: str
) -> None:
    expected = "asked" if place in BELOW else "refused"
    for line in ("Tháng 12/2025", "Từ 01/01/2025 đến 31/12/2025"):
        assert outcome(tmp_path, PLACES[place](line)) == expected, line


@pytest.mark.parametrize("place", PLACES)
def test_a_table_made_when_nobody_had_the_points_of_the_year_is_asked(
    tmp_path: Path, place: str
) -> None:
    rows = PLACES[place]("Vạn Hòa, ngày 30 tháng 12 năm 2025")
    assert outcome(tmp_path, rows) == "asked"
    assert outcome(tmp_path, [("BẢNG ĐIỂM NĂM 2026",), *rows]) == "taken"


@pytest.mark.parametrize("place", PLACES)
def test_days_of_writing_papers_and_comparisons_ask_nothing(tmp_path: Path, place: str) -> None:
    for line in ("Ngày lập: 05/01/2027", "Quyết định số 677/QĐ-TTg ngày 03/6/2022"):
        assert outcome(tmp_path, PLACES[place](line)) == "taken", line


def test_what_lines_say_of_the_year() -> None:
    check = OtherYear(YEAR)
    assert [line for line in OF_ANOTHER_YEAR if not (check(line) and check.of_line(line))] == []
    assert [line for line in MADE_TOO_EARLY if check.of_line(line) or not check.of_day(line)] == []
    said = [(check(line), check.of_line(line), check.of_day(line)) for line in FAIR]
    assert said == [(False, False, False)] * len(FAIR)


@pytest.mark.parametrize(
    ("remark", "expected"),
    [
        *(("Năm 2025", "asked in part"), ("T12/2025", "asked in part"), ("2025", "asked in part")),
        *(("Chuyển về năm 2025", "taken"), ("Sinh năm 2025", "taken"), ("Năm 2026", "taken")),
    ],
)
def test_a_remark_that_is_nothing_but_another_year_is_asked_of_its_row(
    tmp_path: Path, remark: str, expected: str
) -> None:
    path = write_xlsx(tmp_path / "diem.xlsx", [HEAD, (*BINH[:5], remark), CUC])
    reading = read_scores(path, CODES, ScoreOptions(Assessor.VILLAGE, YEAR, this_year=YEAR))
    first, second = reading.rows
    assert (bool(first.doubts), bool(second.doubts)) == (expected != "taken", False)


def test_a_remark_between_the_people_is_asked_too(tmp_path: Path) -> None:
    assert outcome(tmp_path, [HEAD, BINH, ("", "Ghi chú: điểm năm 2025"), CUC]) == "asked"


def test_a_title_that_took_its_rows_out_asks_nothing_of_those_above(tmp_path: Path) -> None:
    rows = [HEAD, BINH, ("ĐIỂM NĂM 2025",), CUC]
    assert outcome(tmp_path, rows) == "left out"


def test_a_column_that_tells_of_last_year_beside_this_one_asks_nothing(tmp_path: Path) -> None:
    rows = [(*HEAD, "Kết quả năm 2025"), (*BINH, "Đạt"), (*CUC, "Đạt")]
    assert outcome(tmp_path, rows) == "taken"


def test_skills_of_another_year_are_asked_as_points_are(tmp_path: Path) -> None:
    rows = [("STT", "Họ và tên", "Kỹ năng số"), (1, "Nguyễn Văn Bình", "x"), ("Kết quả năm 2025",)]
    reading = read_digital(write_xlsx(tmp_path / "so.xlsx", rows), YEAR, year=YEAR)
    (row,) = reading.rows
    assert "Dòng 3 dưới bảng ghi «Kết quả năm 2025»" in row.doubts[0]


@given(st.integers(1, 28), st.integers(1, 12), st.integers(2016, 2040), st.integers(2020, 2035))
def test_a_day_of_making_is_asked_from_april_of_the_year_to_september_after_it_never(
    day: int, month: int, year: int, wanted: int
) -> None:
    """The judge counts months: from April of the year wanted to September of the next."""
    months = (year - wanted) * 12 + month
    is_fair = 4 <= months <= 21
    check = OtherYear(wanted)
    long = f"Vạn Hòa, ngày {day:02} tháng {month:02} năm {year}"
    assert check.of_day(f"Ngày lập: {day:02}/{month:02}/{year}") is not is_fair
    assert check.of_day(long) is not is_fair
    assert not check(long)
