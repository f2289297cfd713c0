"""Rosters as offices keep them: titles above, odd headings, old fonts, lost zeros."""

import datetime as dt
import unicodedata
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.builders.spreadsheets import WRITERS, Rows, write_csv, write_xlsx
from vanhoa_desktop.domain.enums import Sex, TargetGroup, TextEncoding
from vanhoa_desktop.domain.problems import Severity
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.imports.lists.roster import PersonCandidate, RosterOptions, read_roster

PLAIN = RosterOptions()
HEAD = ("STT", "Họ và tên", "Năm sinh", "Giới tính", "Số CCCD")
ROWS: Rows = (
    ("UBND XÃ VẠN HÒA", "", "", "", ""),
    ("", "", "", "", ""),
    HEAD,
    ("1", "LÊ VĂN MẪU", "1961", "Nam", "038061001234"),
    ("2", unicodedata.normalize("NFD", "Trần Thị Thủy"), "05/03/1965", "Nữ", "038165001235"),
    ("", "Tổng cộng: 2 người", "", "", ""),
    ("", "Người lập biểu", "", "", ""),
)


def read(path: Path, options: RosterOptions = PLAIN) -> tuple[PersonCandidate, ...]:
    return read_roster(path, options).candidates


@pytest.mark.parametrize("suffix", WRITERS)
def test_every_format_gives_the_same_people_with_their_rows(tmp_path: Path, suffix: str) -> None:
    people = read(WRITERS[suffix](tmp_path / f"roster{suffix}", ROWS))
    assert [(p.row, p.full_name, p.birth.text if p.birth else None, p.sex) for p in people] == [
        (4, "Lê Văn Mẫu", "1961", Sex.MALE),
        (5, "Trần Thị Thủy", "1965-03-05", Sex.FEMALE),
    ]
    assert [p.citizen_number for p in people] == ["038061001234", "038165001235"]


@pytest.mark.parametrize(
    ("delimiter", "encoding"), [(",", "utf-8"), (";", "utf-8-sig"), ("\t", "utf-16")]
)
def test_csv_is_read_with_any_usual_delimiter_and_encoding(
    tmp_path: Path, delimiter: str, encoding: str
) -> None:
    path = write_csv(tmp_path / "r.csv", ROWS[2:5], delimiter=delimiter, encoding=encoding)
    assert [p.full_name for p in read(path)] == ["Lê Văn Mẫu", "Trần Thị Thủy"]


@pytest.mark.parametrize(
    "head",
    [
        ("TT", "Ho ten", "Nam sinh", "Gioi tinh", "CMND/CCCD"),
        ("Số TT", "HỌ VÀ TÊN", "NGÀY THÁNG NĂM SINH", "GIỚI TÍNH", "SỐ ĐỊNH DANH"),
        ("stt.", "Họ và tên (*)", "Ngày sinh:", "Giới tính", "Số CCCD/CMND"),
    ],
)
def test_headings_are_known_with_or_without_marks_and_capitals(
    tmp_path: Path, head: tuple[str, ...]
) -> None:
    path = write_xlsx(tmp_path / "r.xlsx", [head, *ROWS[3:5]])
    assert [p.citizen_number for p in read(path)] == ["038061001234", "038165001235"]


def test_family_and_given_name_in_two_columns_are_joined(tmp_path: Path) -> None:
    rows = [("Họ", "Tên", "Năm sinh"), ("Lê Văn", "Mẫu", 1961)]
    assert [p.full_name for p in read(write_xlsx(tmp_path / "r.xlsx", rows))] == ["Lê Văn Mẫu"]


def test_birth_years_split_into_men_and_women_give_the_sex(tmp_path: Path) -> None:
    rows = [
        ("STT", "Họ và tên", "Năm sinh", "", "Ghi chú"),
        ("", "", "Nam", "Nữ", ""),
        (1, "Lê Văn Mẫu", 1961, "", ""),
        (2, "Trần Thị Thử", "", 1965, "vắng"),
    ]
    people = read(write_xlsx(tmp_path / "r.xlsx", rows))
    assert [(p.sex, p.birth.year if p.birth else None) for p in people] == [
        (Sex.MALE, 1961),
        (Sex.FEMALE, 1965),
    ]


def test_a_ticked_column_for_women_makes_the_others_men(tmp_path: Path) -> None:
    rows = [("Họ tên", "Nữ", "Năm sinh"), ("Lê Văn Mẫu", "", 1961), ("Trần Thị Thử", "x", 1965)]
    assert [p.sex for p in read(write_xlsx(tmp_path / "r.xlsx", rows))] == [Sex.MALE, Sex.FEMALE]


def test_a_lost_leading_zero_is_put_back_and_said(tmp_path: Path) -> None:
    rows = [HEAD, (1, "Lê Văn Mẫu", 1961, "Nam", 38061001234)]
    reading = read_roster(write_xlsx(tmp_path / "r.xlsx", rows), PLAIN)
    assert reading.candidates[0].citizen_number == "038061001234"
    (problem,) = reading.problems
    assert (problem.severity, problem.row, problem.column) == (Severity.WARNING, 2, "Số CCCD")


@pytest.mark.parametrize("birth", ["31/02/1990", "1861", "hôm qua", "13/13/1990", 45.5])
def test_a_birth_that_cannot_be_leaves_the_row_out_and_says_where(
    tmp_path: Path, birth: object
) -> None:
    rows = [HEAD, (1, "Lê Văn Mẫu", birth, "Nam", ""), (2, "Trần Thị Thử", 1965, "Nữ", "")]
    reading = read_roster(write_xlsx(tmp_path / "r.xlsx", rows), PLAIN)
    assert [p.full_name for p in reading.candidates] == ["Trần Thị Thử"]
    assert [(p.row, p.column, p.severity) for p in reading.problems] == [
        (2, "Năm sinh", Severity.ERROR)
    ]


def test_two_digits_of_a_birth_year_mean_a_year_gone_by(tmp_path: Path) -> None:
    rows = [HEAD, (1, "Lê Văn Mẫu", "05/03/61", "Nam", ""), (2, "Lê Thị Bé", "05/03/25", "Nữ", "")]
    people = read(write_xlsx(tmp_path / "r.xlsx", rows), RosterOptions(this_year=2026))
    assert [p.birth.text if p.birth else None for p in people] == ["1961-03-05", "2025-03-05"]


@pytest.mark.parametrize("name", ["", "12345", "Lê Văn 2", "L" * 121])
def test_a_name_that_is_none_is_an_error(tmp_path: Path, name: str) -> None:
    rows = [HEAD, (1, name, 1961, "Nam", "038061001234")]
    reading = read_roster(write_xlsx(tmp_path / "r.xlsx", rows), PLAIN)
    assert reading.candidates == ()
    assert [p.code for p in reading.problems][:1] in (
        ["NAME_MISSING"],
        ["NAME_INVALID"],
        ["NAME_TOO_LONG"],
    )


def test_the_household_written_once_holds_for_the_rows_below(tmp_path: Path) -> None:
    rows = [
        ("Họ và tên", "Mã hộ", "Quan hệ với chủ hộ", "Chủ hộ"),
        ("Lê Văn Mẫu", "H1", "Chủ hộ", ""),
        ("Trần Thị Thử", "", "Vợ", ""),
        ("Hà Văn Khác", "H2", "Chủ hộ", "Hà Văn Khác"),
        ("Hà Thị Nhỏ", "", "Con", ""),
    ]
    people = read(write_xlsx(tmp_path / "r.xlsx", rows))
    assert [(p.household_code, p.head_name) for p in people] == [
        ("H1", "Lê Văn Mẫu"),
        ("H1", "Lê Văn Mẫu"),
        ("H2", "Hà Văn Khác"),
        ("H2", "Hà Văn Khác"),
    ]


@pytest.mark.parametrize(
    ("written", "group"),
    [
        ("Người dân trong xã", TargetGroup.RESIDENT),
        ("nông dân", TargetGroup.RESIDENT),
        ("Công nhân", TargetGroup.WORKER),
        ("Cán bộ, công nhân viên, doanh nhân", TargetGroup.STAFF),
        ("Viên chức", TargetGroup.STAFF),
        ("Học sinh", TargetGroup.STUDENT),
        (4, TargetGroup.STUDENT),
    ],
)
def test_target_groups_are_known_by_number_and_by_words(
    tmp_path: Path, written: object, group: TargetGroup
) -> None:
    rows = [("Họ và tên", "Nhóm đối tượng"), ("Lê Văn Mẫu", written)]
    assert read(write_xlsx(tmp_path / "r.xlsx", rows))[0].target_group is group


@pytest.mark.parametrize(
    ("head", "name", "encoding"),
    [
        (("STT", "Hä vµ tªn", "N¨m sinh"), "NguyÔn V¨n H¶i", TextEncoding.AUTO),
        (("STT", "Hä vµ tªn", "N¨m sinh"), "NguyÔn V¨n H¶i", TextEncoding.TCVN3),
        (("STT", "Hoï vaø teân", "Naêm sinh"), "Nguyeãn Vaên Haûi", TextEncoding.VNI),
    ],
)
def test_tables_typed_in_old_fonts_are_read(
    tmp_path: Path, head: tuple[str, ...], name: str, encoding: TextEncoding
) -> None:
    path = write_xlsx(tmp_path / "r.xlsx", [head, (1, name, 1961)])
    assert [p.full_name for p in read(path, RosterOptions(encoding=encoding))] == ["Nguyễn Văn Hải"]


def test_headings_can_be_named_by_hand(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "r.xlsx", [("Ai", "Bao giờ"), ("Lê Văn Mẫu", 1961)])
    options = RosterOptions(mapping={"full_name": "Ai", "birth": "Bao giờ"})
    assert [p.full_name for p in read(path, options)] == ["Lê Văn Mẫu"]


@pytest.mark.parametrize(
    ("content", "suffix", "code"),
    [
        (b"not a workbook", ".xlsx", ErrorCode.SPREADSHEET_UNREADABLE),
        (b"PK\x03\x04broken", ".xlsx", ErrorCode.SPREADSHEET_UNREADABLE),
        (b"\xd0\xcf\x11\xe0 cut", ".xls", ErrorCode.SPREADSHEET_UNREADABLE),
        (b"", ".csv", ErrorCode.SPREADSHEET_EMPTY),
        (b"\x81\x82\xff", ".csv", ErrorCode.SPREADSHEET_ENCODING_UNKNOWN),
        ("Tên cột;Khác\na;b\n".encode(), ".csv", ErrorCode.SPREADSHEET_NO_HEADINGS),
    ],
)
def test_files_that_are_no_rosters_are_refused_with_their_code(
    tmp_path: Path, content: bytes, suffix: str, code: ErrorCode
) -> None:
    path = tmp_path / f"r{suffix}"
    path.write_bytes(content)
    with pytest.raises(VanHoaError) as refused:
        read_roster(path, PLAIN)
    assert refused.value.code is code


def test_a_file_that_is_not_there_is_told_as_such(tmp_path: Path) -> None:
    with pytest.raises(VanHoaError) as refused:
        read_roster(tmp_path / "none.xlsx", PLAIN)
    assert refused.value.code is ErrorCode.FILE_MISSING


def test_headings_merged_downwards_leave_births_under_men_and_women(tmp_path: Path) -> None:
    rows = [
        ("STT", "Họ và tên", "Năm sinh", "", "Số CCCD"),
        ("", "", "Nam", "Nữ", ""),
        (1, "Lê Văn Mẫu", 1961, "", ""),
        (2, "Trần Thị Thử", "", 1965, ""),
    ]
    path = write_xlsx(tmp_path / "r.xlsx", rows)
    book = load_workbook(path)
    for cells in ("A1:A2", "B1:B2", "C1:D1", "E1:E2"):
        book.worksheets[0].merge_cells(cells)
    book.save(path)
    assert [(p.full_name, p.sex, p.birth.text if p.birth else None) for p in read(path)] == [
        ("Lê Văn Mẫu", Sex.MALE, "1961"),
        ("Trần Thị Thử", Sex.FEMALE, "1965"),
    ]


# Day 1961 of Excel is 14 May 1905, day 1985 is 7 June 1905.
_AS_DAYS = (dt.date(1905, 5, 14), dt.date(1905, 6, 7))


@pytest.mark.parametrize(
    ("other", "births", "told"),
    [
        (dt.date(1990, 5, 3), ["1961", "1985", "1990-05-03"], ["BIRTH_YEAR_AS_DAY"] * 2),
        (dt.date(1908, 5, 3), ["1905-05-14", "1905-06-07", "1908-05-03"], []),
    ],
)
def test_a_year_typed_into_a_day_cell_is_the_year(
    tmp_path: Path, other: dt.date, births: list[str], told: list[str]
) -> None:
    names = ("Lê Văn Mẫu", "Lê Văn Thử", "Lê Văn Ba")
    rows = [("Họ và tên", "Ngày sinh"), *zip(names, (*_AS_DAYS, other), strict=True)]
    path = write_xlsx(tmp_path / "r.xlsx", rows)
    reading = read_roster(path, RosterOptions(this_year=2026))
    assert [p.birth.text if p.birth else None for p in reading.candidates] == births
    assert [problem.code for problem in reading.problems] == told


@pytest.mark.parametrize("mark", ['"', "nt", "-nt-", "''", "”", "như trên", "-//-"])
def test_ditto_marks_mean_what_stands_above(tmp_path: Path, mark: str) -> None:
    rows = [
        ("Họ và tên", "Năm sinh", "Thôn", "Mã hộ", "Điện thoại"),
        ("Lê Văn Mẫu", 1961, "Ngọc Bản", "H79", "0912345678"),
        ("Lê Thị Thử", 1962, mark, mark, mark),
        ("Lê Văn Ba", 1983, mark, mark, ""),
        (mark, 1984, mark, mark, ""),
        ("Lê Văn Tư", mark, mark, mark, ""),
    ]
    reading = read_roster(write_xlsx(tmp_path / "r.xlsx", rows), PLAIN)
    by_name = {p.full_name: p for p in reading.candidates}
    assert by_name.keys() == {"Lê Văn Mẫu", "Lê Thị Thử", "Lê Văn Ba", "Lê Văn Tư"}
    assert {(p.unit_name, p.household_code) for p in by_name.values()} == {("Ngọc Bản", "H79")}
    assert [by_name[n].phone for n in ("Lê Văn Mẫu", "Lê Thị Thử")] == ["0912345678", None]
    assert [(p.row, p.code) for p in reading.problems] == [
        *((3, "DITTO_UNCLEAR"), (5, "NAME_INVALID")),
    ]
    # Two people of one birth are rare: what the mark means there is asked.
    asked = {name: len(p.doubts) for name, p in by_name.items() if p.doubts}
    assert (asked, by_name["Lê Văn Tư"].birth) == ({"Lê Văn Tư": 1}, None)


def test_a_ditto_mark_under_an_empty_cell_is_asked(tmp_path: Path) -> None:
    rows = [
        ("Họ và tên", "Năm sinh", "Mã hộ"),
        ("Lê Văn Mẫu", 1961, ""),
        ("Lê Thị Thử", 1962, "nt"),
    ]
    first, second = read(write_xlsx(tmp_path / "r.xlsx", rows))
    assert (first.doubts, second.household_code, len(second.doubts)) == ((), None, 1)


@pytest.mark.parametrize(
    "name", ["Nguy?n V?n H?i", "Nguyá»…n", "L\ufffd Văn Mẫu", "Lê V*n Mẫu", "LÃª Văn Mẫu"]
)
def test_names_with_broken_letters_are_left_out_and_told(tmp_path: Path, name: str) -> None:
    rows = [("Họ và tên", "Năm sinh"), (name, 1961)]
    reading = read_roster(write_xlsx(tmp_path / "r.xlsx", rows), PLAIN)
    assert reading.candidates == ()
    assert "NAME_BROKEN" in {problem.code for problem in reading.problems}


def test_a_name_with_letters_of_another_language_is_asked(tmp_path: Path) -> None:
    rows = [("Họ và tên", "Năm sinh"), ("Jürgen Müller", 1961), ("Ðặng Văn Mẫu", 1962)]
    foreign, own = read(write_xlsx(tmp_path / "r.xlsx", rows))
    assert (len(foreign.doubts), own.doubts) == (1, ())


def test_a_csv_row_wider_than_its_headings_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_text(
        "STT,Họ và tên,Năm sinh,Mã hộ\n1,Lê Văn Một,1961,H1,thừa\n2,Lê Văn Hai,1962,,\n"
        "3,Nguyễn, Văn Ba,1963,H5\n"
    )
    reading = read_roster(path, PLAIN)
    assert [p.full_name for p in reading.candidates] == ["Lê Văn Hai"]
    assert [p.row for p in reading.problems if p.code == "WIDE_ROW"] == [2, 4]
    assert {row for _, row in reading.readings.left_out} == {2, 4}


def test_a_foreign_letter_in_a_note_does_not_make_its_heading_unknown(tmp_path: Path) -> None:
    rows: Rows = [("Họ và tên", "Năm sinh", "Ghi chú"), ("Lê Văn Mẫu", "1961", "Î")]
    reading = read_roster(write_xlsx(tmp_path / "d.xlsx", rows), PLAIN)
    assert "COLUMN_UNUSED" not in {problem.code for problem in reading.problems}
