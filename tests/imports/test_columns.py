"""A column is read as a column: its heading, its births, what is no number."""

import datetime as dt
from pathlib import Path

import pytest

from tests.builders.messy_tables import MessySheet, write_messy
from tests.builders.spreadsheets import Rows, write_csv, write_xlsx
from vanhoa_desktop.domain.enums import Assessor, Sex
from vanhoa_desktop.domain.import_account import ColumnBin, RowBin, SheetBin
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.imports.cells.identity_numbers import read_number
from vanhoa_desktop.imports.lists.roster import RosterOptions, RosterReading, read_roster
from vanhoa_desktop.imports.lists.scores import ScoreOptions, read_scores

THIS_YEAR = RosterOptions(this_year=2026)
INDICATORS = [f"CS{number}" for number in range(1, 11)]


def roster(folder: Path, *rows: tuple[object, ...]) -> RosterReading:
    return read_roster(write_xlsx(folder / "r.xlsx", list(rows)), THIS_YEAR)


def births(reading: RosterReading) -> list[str | None]:
    return [person.birth.text if person.birth else None for person in reading.candidates]


# --- headings ---


@pytest.mark.parametrize(
    "heading",
    [
        *("Số CCCD", "CCCD", "CMND/CCCD", "Số CMND", "Số định danh", "Mã định danh", "Số căn cước"),
        *("Căn cước công dân", "Số CCCD/Định danh", "Số ĐDCN", "Mã số định danh cá nhân"),
        *("Số thẻ CCCD", "Số CMTND/CCCD", "CCCD hoặc mã định danh của công dân", "SO CCCD"),
        "Số định danh cá nhân/CMND (12 số)",
    ],
)
def test_the_usual_headings_of_the_identity_number_are_known(tmp_path: Path, heading: str) -> None:
    found = roster(tmp_path, ("Họ và tên", heading), ("Lê Văn Mẫu", "038061001234"))
    assert [person.citizen_number for person in found.candidates] == ["038061001234"]


@pytest.mark.parametrize("heading", ["Ngày cấp CCCD", "Nơi cấp CCCD", "Số CCCD của chủ hộ"])
def test_what_goes_with_the_identity_number_is_not_it(tmp_path: Path, heading: str) -> None:
    head = ("Họ và tên", "Năm sinh", heading)
    found = roster(tmp_path, head, ("Lê Văn Mẫu", 1961, "038061001234"))
    assert found.candidates[0].citizen_number is None
    assert [(p.code, p.column) for p in found.problems] == [("COLUMN_UNUSED", heading)]


def test_every_filled_column_is_a_field_or_told(tmp_path: Path) -> None:
    found = roster(
        tmp_path,
        ("Họ và tên", "Năm sinh", "Dân tộc", "Số CCCD", "CCCD", "Bỏ trống", ""),
        ("Lê Văn Mẫu", 1961, "Đã mất 2025", "038061001234", "038061009999", "", "lẻ"),
    )
    (sheet,) = found.readings.sheets
    assert [(column.column, column.bin) for column in sheet.columns] == [
        (1, ColumnBin.FIELD),
        (2, ColumnBin.FIELD),
        (3, ColumnBin.UNUSED),
        (4, ColumnBin.FIELD),
        (5, ColumnBin.SECOND),
        (7, ColumnBin.UNUSED),
    ]
    assert sorted(problem.code for problem in found.problems) == [
        *("COLUMN_SECOND", "COLUMN_UNUSED", "COLUMN_UNUSED")
    ]
    assert found.candidates[0].citizen_number == "038061001234"


def test_day_month_and_year_in_three_columns_are_one_birth(tmp_path: Path) -> None:
    found = roster(
        tmp_path,
        ("Họ và tên", "Ngày", "Tháng", "Năm"),
        ("Lê Văn Mẫu", 5, 3, 1961),
        ("Lê Văn Hai", "", "", 1962),
        ("Lê Văn Ba", 31, 2, 1963),
    )
    assert births(found) == ["1961-03-05", "1962"]
    assert [(p.row, p.code) for p in found.problems] == [(4, "BIRTH_INVALID")]


def test_day_month_and_year_under_one_heading_are_one_birth(tmp_path: Path) -> None:
    sheet = MessySheet(
        "Danh sách",
        [
            ("STT", "Họ và tên", "Ngày sinh", "", "", "Giới tính", ""),
            ("", "", "Ngày", "Tháng", "Năm", "Nam", "Nữ"),
            (1, "Lê Văn Mẫu", 5, 3, 1961, "x", ""),
            (2, "Lê Thị Hai", 6, 4, 1962, "", "x"),
        ],
        merged=("A1:A2", "B1:B2", "C1:E1", "F1:G1"),
    )
    found = read_roster(write_messy(tmp_path / "r.xlsx", sheet), THIS_YEAR)
    assert births(found) == ["1961-03-05", "1962-04-06"]
    assert [person.sex for person in found.candidates] == [Sex.MALE, Sex.FEMALE]


def test_a_year_beside_a_day_completes_it_and_may_not_contradict_it(tmp_path: Path) -> None:
    found = roster(
        tmp_path,
        ("Họ và tên", "Ngày sinh", "Năm sinh"),
        ("Lê Văn Một", "05/03/1961", ""),
        ("Lê Văn Hai", "", 1962),
        ("Lê Văn Ba", "05/03", 1963),
        ("Lê Văn Tư", "05/03/1964", 1946),
    )
    assert births(found) == ["1961-03-05", "1962", "1963-03-05"]
    assert [(p.row, p.code) for p in found.problems] == [(5, "BIRTHS_DISAGREE")]


# --- identity numbers ---


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("038061001234", "038061001234"),
        ("038 061 001 234", "038061001234"),
        ("038.061.001234", "038061001234"),
        ("38061001234.0", "038061001234"),
        (38061001234.0, "038061001234"),
        ("171234567", "171234567"),
        ("999061001234", None),  # no such province
        ("038361001234", None),  # born in 2061
        ("03806100123", None),
        ("٠٣٨٠٦١٠٠١٢٣٤", None),
        ("3.80E+10", None),
        (dt.date(2021, 5, 3), None),
        (dt.time(7, 30), None),
    ],
)
def test_identity_numbers_are_known_by_pattern_and_province(
    cell: str | float | dt.date | dt.time, number: str | None
) -> None:
    found = read_number(cell, 2026)
    assert (found.number, found.is_wrong) == (number, number is None)


def test_a_masked_number_says_that_it_does_not_change() -> None:
    found = read_number("038•••••1234", 2026)
    assert (found.number, found.mask, found.is_wrong) == (None, "038•••••1234", False)


def test_a_number_that_says_another_year_of_birth_is_told(tmp_path: Path) -> None:
    head = ("Họ và tên", "Năm sinh", "Giới tính", "Số CCCD")
    found = roster(tmp_path, head, ("Lê Văn Mẫu", 1965, "Nam", "038061001234"))
    assert [problem.code for problem in found.problems] == ["CITIZEN_NUMBER_UNLIKE"]


# --- points ---


@pytest.mark.parametrize("heading", ["CS01", "Điểm CS1", "CS1: Học tập", "CS 1 (10 điểm)", "TC1"])
def test_more_headings_of_indicators_are_known(tmp_path: Path, heading: str) -> None:
    rows: Rows = [["Họ và tên", heading], ["Lê Văn Mẫu", 7]]
    (row,) = read_scores(write_xlsx(tmp_path / "d.xlsx", rows), INDICATORS).rows
    assert row.points == {"CS1": 7}


def test_of_two_level_headings_the_wanted_assessors_column_is_read(tmp_path: Path) -> None:
    sheet = MessySheet(
        "Chấm",
        [
            ("Họ và tên", "CS1", "", "CS2", ""),
            ("", "Tự chấm", "Thôn chấm", "Tự chấm", "Thôn chấm"),
            ("Lê Văn Mẫu", 9, 7, 8, 6),
        ],
        merged=("A1:A2", "B1:C1", "D1:E1"),
    )
    path = write_messy(tmp_path / "d.xlsx", sheet)
    for assessor, points in ((Assessor.SELF, {"CS1": 9, "CS2": 8}),
                             (Assessor.VILLAGE, {"CS1": 7, "CS2": 6})):  # fmt: skip
        (row,) = read_scores(path, INDICATORS, ScoreOptions(assessor)).rows
        assert row.points == points


def test_columns_of_other_assessors_alone_are_refused(tmp_path: Path) -> None:
    rows: Rows = [["Họ và tên", "CS1 thôn chấm"], ["Lê Văn Mẫu", 7]]
    path = write_xlsx(tmp_path / "d.xlsx", rows)
    with pytest.raises(VanHoaError) as refused:
        read_scores(path, INDICATORS, ScoreOptions(Assessor.SELF))
    assert refused.value.code is ErrorCode.SPREADSHEET_OTHER_ASSESSOR


@pytest.mark.parametrize("written", ["²", "①", "٧", "7²"])
def test_other_digits_are_no_points(tmp_path: Path, written: str) -> None:
    rows: Rows = [["Họ và tên", "CS1"], ["Lê Văn Mẫu", written]]
    reading = read_scores(write_xlsx(tmp_path / "d.xlsx", rows), INDICATORS)
    assert (reading.rows, [p.code for p in reading.problems]) == ((), ["POINTS_INVALID"])


@pytest.mark.parametrize("written", ["-0", -0.0, "0"])
def test_minus_nought_is_nought(tmp_path: Path, written: object) -> None:
    rows: Rows = [["Họ và tên", "CS1"], ["Lê Văn Mẫu", written]]
    (row,) = read_scores(write_xlsx(tmp_path / "d.xlsx", rows), INDICATORS).rows
    assert str(row.points["CS1"]) == "0"


def test_a_sheet_of_another_year_is_not_read_and_told(tmp_path: Path) -> None:
    head, row = ("Họ và tên", "CS1"), ("Lê Văn Mẫu", 7)
    path = write_messy(
        tmp_path / "d.xlsx",
        MessySheet("Năm 2025", [head, row]),
        MessySheet("Chấm", [("BẢNG ĐIỂM NĂM 2026",), head, row]),
    )
    reading = read_scores(path, INDICATORS, ScoreOptions(year=2026))
    assert [sheet.bin for sheet in reading.readings.sheets] == [SheetBin.OTHER_YEAR, SheetBin.READ]
    assert len(reading.rows) == 1
    with pytest.raises(VanHoaError) as refused:
        read_scores(path, INDICATORS, ScoreOptions(year=2024))
    assert refused.value.code is ErrorCode.SPREADSHEET_OTHER_YEAR


# --- rows ---


def test_rows_that_are_no_people_are_named(tmp_path: Path) -> None:
    sheet = MessySheet(
        "Danh sách",
        [
            ("DANH SÁCH NHÂN KHẨU", "", ""),
            ("STT", "Họ và tên", "Năm sinh"),
            ("(1)", "(2)", "(3)"),
            ("I", "Xóm Đình", ""),
            (1, "Lê Văn Một", 1961),
            ("STT", "Họ và tên", "Năm sinh"),
            (2, "Lê Văn Ẩn", 1962),
            (3, "Lê Văn Gạch", 1963),
            (4, "", ""),
            ("", "Tổng cộng: 4 người", ""),
            ("", "Người lập biểu", ""),
            ("", "Nguyễn Văn Ký", ""),
        ],
        hidden_rows=(7,),
        struck_rows=(8,),
    )
    found = read_roster(write_messy(tmp_path / "r.xlsx", sheet), THIS_YEAR)
    assert [person.full_name for person in found.candidates] == ["Lê Văn Một"]
    (account,) = found.readings.sheets
    assert {row.row: row.bin for row in account.rows} == {
        **dict.fromkeys((1, 2, 3, 6), RowBin.HEADING),
        4: RowBin.SECTION,
        7: RowBin.HIDDEN,
        8: RowBin.STRUCK,
        9: RowBin.UNFILLED,
        10: RowBin.TOTAL,
        11: RowBin.FOOT,
        12: RowBin.FOOT,
    }
    assert [problem.code for problem in found.problems] == ["ROWS_HIDDEN", "ROWS_STRUCK"]


LISTED = ("STT", "Họ và tên", "Ngày sinh", "Giới tính", "Số CCCD", "Nghề nghiệp")
ONE = (1, "Lê Văn Một", "05/03/1961", "Nam", "038061000001", "Làm ruộng")


@pytest.mark.parametrize(
    "below",
    [
        # The signature stands at the right, in the columns of other things.
        [
            ("", "", "", "", "An Bình, ngày 5 tháng 11 năm 2026"),
            ("", "", "", "", "TRƯỞNG THÔN"),
            ("", "", "", "", "(Ký, ghi rõ họ tên)"),
            (),
            ("", "", "", "", "Nguyễn Văn Ký"),
        ],
        # Two who sign, side by side.
        [
            ("", "Người lập biểu", "", "", "", "TM. BAN CÔNG TÁC"),
            ("", "", "", "", "", "Phó trưởng ban"),
            (),
            ("", "Trần Thị Lập", "", "", "", "Nguyễn Văn Ký"),
        ],
        [("", "", "Ngày 05/11/2026"), ("", "Tổ trưởng"), ("", "Nguyễn Văn Ký")],
        # Nobody says as what he signs.
        [(), ("", "", "", "", "Nguyễn Văn Ký")],
    ],
)
def test_who_signs_below_the_list_is_nobody_of_it(
    tmp_path: Path, below: list[tuple[object, ...]]
) -> None:
    found = roster(tmp_path, LISTED, ONE, *below)
    assert [person.full_name for person in found.candidates] == ["Lê Văn Một"]
    assert found.problems == ()
    (account,) = found.readings.sheets
    filled = [number for number, row in enumerate(below, 3) if row]
    assert [row.row for row in account.rows if row.bin is RowBin.FOOT] == filled


def test_people_without_a_number_at_the_end_of_a_list_are_no_signatures(tmp_path: Path) -> None:
    """A clerk without a name stays an error: only what tells nothing of anybody is a signature."""
    found = roster(
        tmp_path,
        LISTED,
        ONE,
        ("", "Tô Trường", "", "", "", ""),
        ("", "Trương Bản", "1950", "", "", ""),
        ("", "", "1970", "Nữ", "", "Kế toán"),
    )
    assert [p.full_name for p in found.candidates] == ["Lê Văn Một", "Tô Trường", "Trương Bản"]
    assert [(p.row, p.code) for p in found.problems if p.code == "NAME_MISSING"] == [
        (5, "NAME_MISSING")
    ]


@pytest.mark.parametrize(
    "name",
    ["Tống Công Minh", "Hồ Thị Lan", "Tô Văn Sáu", "Ngô Thị Bốn", "Bàn Văn Năm", "Trương Lớp"],
)
def test_families_that_look_like_words_without_their_marks_are_people(
    tmp_path: Path, name: str
) -> None:
    found = roster(tmp_path, ("Họ và tên", "Ghi chú"), (name, ""))
    assert [person.full_name for person in found.candidates] == [name]


def test_a_second_table_with_other_columns_is_left_out_and_told(tmp_path: Path) -> None:
    found = roster(
        tmp_path,
        ("STT", "Họ và tên", "Năm sinh", ""),
        (1, "Lê Văn Một", 1961, ""),
        ("Họ và tên", "Năm sinh", "Giới tính", "Mã hộ"),
        ("Lê Văn Hai", 1962, "Nam", "H1"),
    )
    assert [person.full_name for person in found.candidates] == ["Lê Văn Một"]
    assert (3, "SECOND_TABLE") in [(p.row, p.code) for p in found.problems]
    (account,) = found.readings.sheets
    assert account.rows[-1].bin is RowBin.LEFT_OUT


def test_a_small_table_above_the_list_is_left_out_and_told(tmp_path: Path) -> None:
    found = roster(
        tmp_path,
        ("Họ và tên", "Điện thoại", "", "", ""),
        ("Nguyễn Văn Trưởng", "0912345678", "", "", ""),
        ("STT", "Họ và tên", "Năm sinh", "Giới tính", "Mã hộ"),
        (1, "Lê Văn Một", 1961, "Nam", "H1"),
    )
    assert [person.full_name for person in found.candidates] == ["Lê Văn Một"]
    assert [(p.row, p.code) for p in found.problems] == [(1, "TABLE_ABOVE")]
    (account,) = found.readings.sheets
    assert [row.bin for row in account.rows] == [
        *(RowBin.HEADING, RowBin.LEFT_OUT, RowBin.HEADING),
    ]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Lê Văn Mẫu (chết)", "NAME_WITH_REMARK"),
        ("Lê Văn Mẫu đã mất", "NAME_WITH_REMARK"),
        ("Lê Văn Mẫu, Trần Thị Thử", "NAME_OF_TWO"),
        ("Lê Văn Mẫu và Trần Thị Thử", "NAME_OF_TWO"),
        ("Lê Văn Mẫu\nTrần Thị Thử", "NAME_OF_TWO"),
        ("Lê Văn ②", "NAME_INVALID"),
    ],
)
def test_what_is_not_one_persons_name_is_left_out_and_told(
    tmp_path: Path, name: str, code: str
) -> None:
    found = roster(tmp_path, ("Họ và tên", "Năm sinh"), (name, 1961))
    assert (found.candidates, [p.code for p in found.problems]) == ((), [code])


def test_a_name_broken_over_two_lines_is_one_name(tmp_path: Path) -> None:
    found = roster(tmp_path, ("Họ và tên", "Năm sinh"), ("Lê Văn\n Dòng", 1961))
    assert [person.full_name for person in found.candidates] == ["Lê Văn Dòng"]


@pytest.mark.parametrize(
    ("name", "birth"), [("Ông Lê Mẫu", 1961), ("Mẫu", 1961), ("Lê Văn Mai", 2031)]
)
def test_what_may_be_right_all_the_same_is_doubted(tmp_path: Path, name: str, birth: int) -> None:
    found = roster(tmp_path, ("Họ và tên", "Năm sinh"), (name, birth))
    assert [len(person.doubts) for person in found.candidates] == [1]


def test_a_csv_reads_the_same_two_level_headings(tmp_path: Path) -> None:
    rows: Rows = [
        ("STT", "Họ và tên", "Năm sinh", "", "Ghi chú"),
        ("", "", "Nam", "Nữ", ""),
        (1, "Lê Văn Mẫu", 1961, "", ""),
        (2, "Lê Thị Thử", "", 1965, ""),
    ]
    found = read_roster(write_csv(tmp_path / "r.csv", rows), THIS_YEAR)
    assert [person.sex for person in found.candidates] == [Sex.MALE, Sex.FEMALE]
    assert births(found) == ["1961", "1965"]
