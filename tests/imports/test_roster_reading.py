"""Rosters as offices keep them: titles above, odd headings, old fonts, lost zeros."""

import unicodedata
from pathlib import Path

import pytest

from tests.builders.spreadsheets import WRITERS, Rows, write_csv, write_xlsx
from vanhoa_desktop.domain.enums import Sex, TargetGroup, TextEncoding
from vanhoa_desktop.domain.problems import Severity
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.imports.roster import PersonCandidate, RosterOptions, read_roster

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
