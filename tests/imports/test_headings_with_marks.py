"""A heading is read with its marks; where they are missing, what stands below it tells."""

from pathlib import Path

import pytest

from tests.builders.messy_tables import MessySheet, write_messy
from tests.builders.spreadsheets import write_csv, write_xlsx
from vanhoa_desktop.domain.enums import Assessor, Sex
from vanhoa_desktop.domain.import_account import ColumnBin
from vanhoa_desktop.imports.lists.roster import RosterOptions, RosterReading, read_roster
from vanhoa_desktop.imports.lists.scores import ScoreOptions, ScoreReading, read_scores
from vanhoa_desktop.imports.words.heading_words import PERSON_FIELDS, is_address_heading
from vanhoa_desktop.imports.words.known_headings import fields_by_words

INDICATORS = [f"CS{number}" for number in range(1, 11)]


def roster(folder: Path, *rows: tuple[object, ...]) -> RosterReading:
    return read_roster(write_xlsx(folder / "r.xlsx", list(rows)), RosterOptions(this_year=2026))


def scores(folder: Path, *rows: tuple[object, ...]) -> ScoreReading:
    path = write_xlsx(folder / "s.xlsx", list(rows))
    return read_scores(path, INDICATORS, ScoreOptions(Assessor.VILLAGE, 2026))


def named(reading: RosterReading) -> list[tuple[str, str | None, str | None]]:
    return [(p.full_name, p.household_code, p.head_name) for p in reading.candidates]


def codes(reading: RosterReading) -> list[str]:
    return [problem.code for problem in reading.problems]


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Họ", "family_name"),
        ("HỌ", "family_name"),
        ("Hộ", "household"),
        ("Số hộ", "household_code"),
        ("Chủ hộ", "head_name"),
        ("Chu ho", "head_name"),
        ("HO", "family_or_household"),
        ("Hồ", None),
        ("Giới", "sex"),
        ("GIOI", "sex"),
        ("Giỏi", None),
        ("Đội", "hamlet"),
        ("Đời", None),
        ("Bản", "hamlet"),
        ("Bạn", None),
        ("Năm", "year_of_birth"),
        ("Nam", "is_male"),
        ("Nữ", "is_female"),
        ("Nụ", None),
        ("Họ và tến", "full_name"),
        ("Giới tính:", "sex"),
        ("ĐT", "phone"),
        ("DT", "phone_or_other"),
        ("Sinh", "birth"),
    ],
)
def test_marks_tell_headings_apart(heading: str, field: str | None) -> None:
    assert fields_by_words(PERSON_FIELDS)(heading) == field


def test_a_household_beside_names_is_no_family_name(tmp_path: Path) -> None:
    head = ("STT", "Hộ", "Tên", "Năm sinh", "Giới tính")
    found = roster(
        tmp_path,
        head,
        (1, "Nguyễn Văn Ba", "Nguyễn Thị Mai", 1990, "Nữ"),
        (2, "Trần Văn Cả", "Trần Văn Bốn", 1991, "Nam"),
    )
    assert named(found) == [
        ("Nguyễn Thị Mai", None, "Nguyễn Văn Ba"),
        ("Trần Văn Bốn", None, "Trần Văn Cả"),
    ]
    assert codes(found) == ["COLUMN_READ_AS", "HOUSEHOLDS_WITHOUT_CODE"]


def test_codes_under_a_household_are_its_codes(tmp_path: Path) -> None:
    head = ("STT", "Hộ", "Họ", "Tên", "Năm sinh")
    found = roster(
        tmp_path,
        head,
        (1, 12, "Trần Văn", "Bốn", 1991),
        (2, 13, "Nguyễn Thị", "Mai", 1990),
    )
    assert named(found) == [("Trần Văn Bốn", "12", None), ("Nguyễn Thị Mai", "13", None)]
    assert codes(found) == []


def test_an_unmarked_heading_is_what_stands_below_it(tmp_path: Path) -> None:
    head = ("TT", "HO", "TEN", "NAM SINH")
    families = roster(tmp_path, head, (1, "Nguyễn Thị", "Mai", 1990), (2, "Lê", "Ba", 1980))
    assert named(families) == [("Nguyễn Thị Mai", None, None), ("Lê Ba", None, None)]
    assert codes(families) == ["COLUMN_READ_AS"]
    households = roster(tmp_path, head, (1, "H01", "Lê Thị Mai", 1990), (2, "H02", "Lê Ba", 1980))
    assert named(households) == [("Lê Thị Mai", "H01", None), ("Lê Ba", "H02", None)]
    heads = roster(tmp_path, head, (1, "Nguyễn Văn Ba", "Lê Thị Mai", 1990))
    assert named(heads) == [("Lê Thị Mai", None, "Nguyễn Văn Ba")]


def test_a_heading_of_phones_without_its_stroke_is_told_by_its_cells(tmp_path: Path) -> None:
    head = ("Họ và tên", "Năm sinh", "DT")
    phones = roster(tmp_path, head, ("Lê Văn Mẫu", 1961, "0912345678"))
    assert [person.phone for person in phones.candidates] == ["0912345678"]
    peoples = roster(tmp_path, head, ("Lê Văn Mẫu", 1961, "Kinh"))
    assert [person.phone for person in peoples.candidates] == [None]
    assert codes(peoples) == ["COLUMN_UNUSED"]


def test_nobody_marked_in_two_columns_of_a_sex_has_none(tmp_path: Path) -> None:
    head = ("Họ và tên", "Năm sinh", "Nam", "Nữ")
    found = roster(
        tmp_path,
        head,
        ("Lê Văn Một", 1961, "x", ""),
        ("Lê Thị Hai", 1962, "", "x"),
        ("Lê Thị Ba", 1963, "", ""),
    )
    assert [person.sex for person in found.candidates] == [Sex.MALE, Sex.FEMALE, None]
    assert [(p.row, p.code) for p in found.problems] == [(4, "SEX_NOT_MARKED")]


def test_a_name_over_two_columns_of_which_one_has_no_heading_is_whole(tmp_path: Path) -> None:
    rows = [
        ("STT", "Họ và tên", "", "Năm sinh"),
        (1, "Nguyễn Văn", "An", 1970),
        (2, "Hoàng Ngọc", "Lan", 1971),
        (3, "Lê", "Ba", 1972),
    ]
    for path in (write_xlsx(tmp_path / "r.xlsx", rows), write_csv(tmp_path / "r.csv", rows)):
        found = read_roster(path, RosterOptions(this_year=2026))
        names = ["Nguyễn Văn An", "Hoàng Ngọc Lan", "Lê Ba"]
        assert [person.full_name for person in found.candidates] == names
        assert codes(found) == ["COLUMN_READ_AS"]
        (sheet,) = found.readings.sheets
        assert sheet.columns[2].bin is ColumnBin.FIELD


def test_a_word_beside_whole_names_is_no_part_of_them(tmp_path: Path) -> None:
    rows = [("STT", "Họ và tên", "", "Năm sinh"), (1, "Nguyễn Văn An", "Hai", 1970)]
    found = roster(tmp_path, *rows)
    assert [person.full_name for person in found.candidates] == ["Nguyễn Văn An"]
    assert codes(found) == ["COLUMN_UNUSED"]


@pytest.mark.parametrize("name", ["Nguyễn V. An", "Ng. Văn An", "Nguyễn Văn"])
def test_a_name_that_is_not_written_out_is_asked_about(tmp_path: Path, name: str) -> None:
    (person,) = roster(tmp_path, ("Họ và tên", "Năm sinh"), (name, 1961)).candidates
    assert person.name_doubt


def test_both_columns_below_one_indicator_are_its_points(tmp_path: Path) -> None:
    found = scores(
        tmp_path,
        ("STT", "Họ và tên", "Năm sinh", "Chỉ số 1", "", "Chỉ số 2", ""),
        ("", "", "", "Tự chấm", "Thôn chấm", "Bản thân", "Thôn"),
        (1, "Lý Văn Sáu", 1950, 10, 7, 10, 6),
    )
    assert [{code: int(p) for code, p in row.points.items()} for row in found.rows] == [
        {"CS1": 7, "CS2": 6}
    ]
    assert found.problems == ()


@pytest.mark.parametrize("heading", ["CS6-7", "CS6, CS7", "Chỉ số 6 và 7", "CS6+7"])
def test_a_column_of_several_indicators_is_none_of_theirs(tmp_path: Path, heading: str) -> None:
    found = scores(tmp_path, ("Họ và tên", "CS1", heading), ("Lý Văn Sáu", 7, 9))
    assert [list(row.points) for row in found.rows] == [["CS1"]]
    assert [(p.column, p.code) for p in found.problems] == [(heading, "COLUMN_UNUSED")]


@pytest.mark.parametrize(
    ("written", "phone", "is_told"),
    [
        ("0912345678", "0912345678", False),
        ("+84 912 345 678", "+84 912 345 678", False),
        ("0237 3 123 456", "0237 3 123 456", False),
        (912345678, "0912345678", False),
        ("hỏi con", None, True),
        ("091234", "091234", True),
        ("0912345678 / 0987654321", "0912345678 / 0987654321", True),
    ],
)
def test_what_is_no_telephone_number_is_told(
    tmp_path: Path, written: object, phone: str | None, *, is_told: bool
) -> None:
    head = ("Họ và tên", "Năm sinh", "Số điện thoại")
    found = roster(tmp_path, head, ("Lê Văn Mẫu", 1961, written))
    assert [person.phone for person in found.candidates] == [phone]
    assert codes(found) == (["PHONE_UNLIKE"] if is_told else [])


def test_a_list_of_another_year_is_told(tmp_path: Path) -> None:
    head, row = ("Họ và tên", "Năm sinh"), ("Lê Văn Mẫu", 1961)
    old = roster(tmp_path, ("DANH SÁCH CÔNG DÂN NĂM 2024", ""), head, row)
    assert (codes(old), len(old.candidates)) == (["LIST_OF_OTHER_YEAR"], 1)
    assert codes(roster(tmp_path, ("DANH SÁCH CÔNG DÂN NĂM 2026", ""), head, row)) == []
    dated = ("Vạn Hòa, ngày 5 tháng 3 năm 2025", "")
    assert codes(roster(tmp_path, dated, head, row)) == []


@pytest.mark.parametrize(
    "heading", ["Địa chỉ", "Chỗ ở", "Nơi ở hiện nay", "Nơi thường trú", "Địa chỉ thường trú"]
)
def test_addresses_are_read_beside_the_fields(tmp_path: Path, heading: str) -> None:
    path = tmp_path / "r.xlsx"
    head = ("Họ và tên", "Năm sinh", heading)
    write_messy(path, MessySheet("S", [head, ("Lê Văn Mẫu", "1961", "Thôn 2")]))
    (person,) = read_roster(path, RosterOptions()).candidates
    assert is_address_heading(heading)
    assert person.addresses == ((heading, "Thôn 2"),)


def test_a_heading_with_wrong_marks_is_told(tmp_path: Path) -> None:
    found = roster(tmp_path, ("Hộ và tên", "Năm sinh"), ("Lê Văn Mẫu", 1961))
    (told,) = found.problems
    assert (told.code, "«Họ và tên»" in told.message) == ("COLUMN_READ_AS", True)
    assert [person.full_name for person in found.candidates] == ["Lê Văn Mẫu"]


@pytest.mark.parametrize(
    ("by_hand", "heading", "field"),
    [
        ("Hộ", "Hộ", "household_code"),
        ("Hộ", "Họ", "family_name"),
        ("ho", "Hộ", "household_code"),
        ("Cột lạ", "Cột lạ", "household_code"),
    ],
)
def test_a_heading_named_by_hand_goes_before_what_looks_like_it(
    by_hand: str, heading: str, field: str
) -> None:
    assert fields_by_words(PERSON_FIELDS, {"household_code": by_hand})(heading) == field
