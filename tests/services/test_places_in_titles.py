"""A title, a section, a sheet's name says a place: the whole name counts, none is passed over."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.builders.messy_tables import MessySheet, write_messy
from tests.builders.offices import INDICATORS, NGOC_BAN, YEAR, Offices, add_person, found_offices
from tests.builders.spreadsheets import write_xlsx
from vanhoa_desktop.domain.enums import Assessor
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.imports.words.unit_names import NamedPlaces, UnitNames
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.rows.import_report import ImportReport
from vanhoa_desktop.services.rows.roster import RosterImport, RosterService
from vanhoa_desktop.services.sheets.scores import ScoreImport, ScoreService

HEAD = ("Họ và tên", "Năm sinh")
ONE = ("Lê Văn Một", "1961")
EAST, EAST_CITY = "Thôn Đông", "Thôn Đông Thành"
UNITS = UnitNames(
    {
        "one": "Thôn 1",
        "ten": "Thôn 10",
        "one a": "Thôn 1A",
        "east": EAST,
        "east city": EAST_CITY,
        "doai": "Thôn Đoai",
        "doài": "Thôn Đoài",
        "school": "Trường Tiểu học Vạn Hòa",
    },
    commune="Xã Vạn Hòa",
)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("DANH SÁCH CÔNG DÂN THÔN ĐÔNG THÀNH NĂM 2026", "east city"),
        ("Danh sách hộ thôn Đông Thành, xã Vạn Hòa", "east city"),
        ("THON DONG THANH", "east city"),
        ("DANH SÁCH THÔN ĐÔNG NĂM 2026", "east"),
        ("Nhân khẩu thôn Đông từ 18 tuổi", "east"),
        ("THÔN 10 - NĂM 2026", "ten"),
        ("THÔN 1A", "one a"),
        ("THÔN 1 A", "one a"),
        ("BẢNG CHẤM THÔN 01 NĂM 2026", "one"),
        ("THÔN ĐOÀI - XÃ VẠN HOÀ", "doài"),
        ("THÔN ĐOAI", "doai"),
        ("Cán bộ Trường Tiểu học Vạn Hòa", "school"),
    ],
)
def test_the_longest_name_with_these_marks_is_the_unit(text: str, unit: str) -> None:
    assert UNITS.named_in(text) == NamedPlaces(units=(unit,))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("THÔN TÂY", "THÔN TÂY"),
        ("Đơn vị: Thôn Tây", "Thôn Tây"),
        ("UBND XÃ VẠN HÒA - THÔN TÂY", "THÔN TÂY"),
        ("Danh sách công dân thôn Tây năm 2026", "thôn Tây"),
        ("THÔN 12", "THÔN 12"),
        ("THÔN 1B", "THÔN 1B"),
        ("DANH SÁCH THÔN ĐÔNG TÂY", "THÔN ĐÔNG TÂY"),
        ("Thôn Đoái", "Thôn Đoái"),
        ("THON DOAI", "THON DOAI"),
    ],
)
def test_a_name_of_no_unit_or_of_two_alike_is_strange(text: str, name: str) -> None:
    assert UNITS.named_in(text) == NamedPlaces(strange=(name,))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("DANH SÁCH CÔNG DÂN XÃ TÂN PHÚC", "XÃ TÂN PHÚC"),
        ("UBND xã Tân Phúc", "xã Tân Phúc"),
        ("UBND XÃ VẠN HÒA", ""),
        ("Xã Vạn Hoà, tỉnh Thanh Hóa", ""),
        ("HỘI KHUYẾN HỌC XA VAN HOA", ""),
    ],
)
def test_another_commune_is_told_from_the_own_one(text: str, name: str) -> None:
    assert UNITS.named_in(text) == NamedPlaces(other_commune=name)


@pytest.mark.parametrize(
    "text",
    [
        *("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "XÂY DỰNG NÔNG THÔN MỚI", "TRƯỞNG THÔN"),
        *("BẢNG THÔN CHẤM NĂM 2026", "THÔN TỰ CHẤM", "Thôn: ………, xã ………", "THỊ XÃ NGHI SƠN"),
        *("DANH SÁCH HỘ NGHÈO CÁC THÔN", "PHIẾU ĐÁNH GIÁ CÔNG DÂN HỌC TẬP", "BẢO TRỢ XÃ HỘI", ""),
        *("HỘI ĐỒNG THẨM ĐỊNH XÃ", "Tổng số hộ trong thôn: 120", "(Kèm theo Quyết định số 324)"),
    ],
)
def test_words_that_name_no_place_are_passed_over(text: str) -> None:
    assert UNITS.named_in(text) == NamedPlaces()


@pytest.fixture(scope="module")
def east(tmp_path_factory: pytest.TempPathFactory) -> Offices:
    """A commune two of whose thôn are called alike."""
    return found_offices(tmp_path_factory.mktemp("east"), (EAST, EAST_CITY))


def homes(session: Session) -> dict[str, str]:
    with session.database.reading() as reading:
        names = {unit.id: unit.name for unit in reading.units.units()}
        return {p.full_name: names[p.home_unit] for p in reading.people.search("", limit=0)}


BOOKS = {
    "title": MessySheet("S", [("DANH SÁCH HỘ DÂN THÔN ĐÔNG THÀNH", ""), HEAD, ONE]),
    "section": MessySheet("S", [HEAD, ("II. Thôn Đông Thành", ""), ONE]),
    "sheet": MessySheet("DS thôn Đông Thành", [HEAD, ONE]),
}


@pytest.mark.parametrize("book", BOOKS.values(), ids=BOOKS.keys())
@pytest.mark.parametrize("unit", [None, EAST])
def test_people_of_a_village_whose_name_begins_as_anothers_go_to_their_own(
    east: Offices, tmp_path: Path, book: MessySheet, unit: str | None
) -> None:
    offices = east.copy(tmp_path / "east")
    path = write_messy(tmp_path / "d.xlsx", book)
    with offices.commune.open() as session:
        report = RosterService(session).import_file(RosterImport(path, unit))
        expected = {"Lê Văn Một": EAST_CITY} if unit is None else {}
        assert homes(session) == expected
    assert report.left_out == (0 if unit is None else 1)


TITLES: Mapping[str, list[str]] = {
    "a strange thôn": ["THÔN ĐOÀI"],
    "a strange thôn after a label": ["Đơn vị: Thôn Đoài"],
    "a strange thôn after the commune": ["UBND XÃ VẠN HÒA - THÔN ĐOÀI"],
    "a number": ["DANH SÁCH CÔNG DÂN THÔN 12"],
    "another commune": ["DANH SÁCH CÔNG DÂN XÃ TÂN PHÚC"],
    "another commune above the own thôn": ["UBND XÃ TÂN PHÚC", "THÔN NGỌC BẢN"],
    "two thôn": ["Kính gửi: Thôn Ngọc Bản", "DANH SÁCH THÔN CẨM BÀO"],
    "a label in its own cell": ["Thôn:|Đoài"],
}


@pytest.mark.parametrize("titles", TITLES.values(), ids=TITLES.keys())
def test_a_village_is_asked_about_people_under_a_title_of_another_place(
    offices: Offices, tmp_path: Path, titles: list[str]
) -> None:
    above = [tuple(f"{title}|".split("|")[:2]) for title in titles]
    path = write_xlsx(tmp_path / "d.xlsx", [*above, HEAD, ONE])
    with offices.villages[0].open() as session:
        report = RosterService(session).import_file(RosterImport(path))
        assert homes(session) == {}
        (asked,) = report.asked_rows
        assert asked.why.value == "doubtful"
        said = titles[0].replace("|", " ")
        assert f"«{said}» ở dòng 1" in asked.message


@pytest.mark.parametrize("titles", TITLES.values(), ids=TITLES.keys())
def test_points_under_a_title_of_another_place_are_asked_about(
    offices: Offices, tmp_path: Path, titles: list[str]
) -> None:
    above = [tuple(f"{title}|".split("|")[:2]) for title in titles]
    rows = [*above, ("Họ và tên", *INDICATORS), ("Lê Văn Một", *[9] * 10)]
    path = write_xlsx(tmp_path / "d.xlsx", rows)
    with offices.villages[0].open() as session:
        add_person(session, "Lê Văn Một", "1961")
        request = ScoreImport(path, YEAR, Assessor.VILLAGE)
        report = ScoreService(session).import_file(request)
        assert (report.asked, report.updated) == (1, 0)


def test_points_in_a_row_of_an_unknown_village_are_asked_about(
    offices: Offices, tmp_path: Path
) -> None:
    rows = [("Họ và tên", "Thôn", "CS1"), ("Lê Văn Một", "Thôn Đoài", 9)]
    path = write_xlsx(tmp_path / "d.xlsx", rows)
    with offices.villages[0].open() as session:
        add_person(session, "Lê Văn Một", "1961")
        request = ScoreImport(path, YEAR, Assessor.VILLAGE)
        (asked,) = ScoreService(session).import_file(request).asked_rows
        assert "«Thôn Đoài»" in asked.message


@pytest.mark.parametrize(
    "title",
    ["UBND XÃ VẠN HÒA", "THÔN NGỌC BẢN - XÃ VẠN HÒA NĂM 2026", "Danh sách thôn Ngọc Bản, Vạn Hòa"],
)
def test_the_own_village_and_the_own_commune_are_not_asked_about(
    offices: Offices, tmp_path: Path, title: str
) -> None:
    path = write_xlsx(tmp_path / "d.xlsx", [(title, ""), HEAD, ONE])
    with offices.villages[0].open() as session:
        report = RosterService(session).import_file(RosterImport(path))
        assert homes(session) == {"Lê Văn Một": NGOC_BAN}
    assert (report.asked, report.problems) == (0, ())


def test_the_commune_leaves_out_people_of_a_strange_title_with_one_line(
    offices: Offices, tmp_path: Path
) -> None:
    two = ("Lê Văn Hai", "1962")
    path = write_xlsx(tmp_path / "d.xlsx", [("THÔN ĐOÀI", ""), HEAD, ONE, two])
    with offices.commune.open() as session:
        report = RosterService(session).import_file(RosterImport(path))
        assert homes(session) == {}
    (problem,) = report.problems
    assert (problem.code, report.left_out) == ("UNIT_UNKNOWN", 2)
    assert "«THÔN ĐOÀI»" in problem.message


def test_an_address_that_is_not_known_to_be_ours_is_asked(offices: Offices, tmp_path: Path) -> None:
    rows = [
        (*HEAD, "Địa chỉ"),
        (*ONE, "Thôn Cẩm Bào"),
        ("Lê Văn Hai", "1962", "số 5, thôn Cẩm Bào, xã Vạn Hòa"),
        ("Lê Văn Ba", "1963", "Thôn Ngọc Bản"),
        ("Lê Văn Bốn", "1964", "TP. Hồ Chí Minh"),
        ("Lê Văn Sáu", "1966", "Thôn Tây, xã Tân Phúc"),
        ("Lê Văn Tám", "1968", "Xóm Đình"),
        ("Lê Văn Chín", "1969", "số 5 ngõ 2"),
    ]
    path = write_xlsx(tmp_path / "d.xlsx", rows)
    with offices.villages[0].open() as session:
        report = RosterService(session).import_file(RosterImport(path))
        assert set(homes(session)) == {"Lê Văn Ba", "Lê Văn Tám", "Lê Văn Chín"}
    assert [asked.row for asked in report.asked_rows] == [2, 3, 5, 6]
    assert "Thôn Cẩm Bào" in report.asked_rows[0].message


def test_where_people_are_registered_is_only_told(offices: Offices, tmp_path: Path) -> None:
    rows = [(*HEAD, "Nơi thường trú"), (*ONE, "Thôn Cẩm Bào"), ("Lê Văn Hai", "1962", "Hà Nội")]
    path = write_xlsx(tmp_path / "d.xlsx", rows)
    with offices.villages[0].open() as session:
        report = RosterService(session).import_file(RosterImport(path))
    (told,) = [p for p in report.problems if p.code == "ADDRESS_OF_OTHER_UNIT"]
    assert told.message.startswith("1 dòng (dòng 2): cột «Nơi thường trú» ghi Thôn Cẩm Bào")
    assert report.created == 2


def test_a_person_written_twice_among_points_is_told(offices: Offices, tmp_path: Path) -> None:
    rows = [("Họ và tên", "CS1"), ("Lê Văn Một", 9), ("Lê Văn Một", 9)]
    path = write_xlsx(tmp_path / "d.xlsx", rows)
    with offices.villages[0].open() as session:
        add_person(session, "Lê Văn Một", "1961")
        request = ScoreImport(path, YEAR, Assessor.VILLAGE)
        report = ScoreService(session).import_file(request)
    assert [(p.row, p.code) for p in report.problems] == [(3, "ROW_SAID_AGAIN")]


def test_two_half_rows_of_one_name_are_not_joined_into_one_sheet(
    offices: Offices, tmp_path: Path
) -> None:
    half = [("Lê Văn Một", 9, None), ("Lê Văn Một", None, 8)]
    path = write_xlsx(tmp_path / "d.xlsx", [("Họ và tên", "CS1", "CS2"), *half])
    with offices.villages[0].open() as session:
        add_person(session, "Lê Văn Một", "1961")
        request = ScoreImport(path, YEAR, Assessor.VILLAGE)
        report = ScoreService(session).import_file(request)
    assert (report.updated, report.left_out) == (0, 2)
    assert [(p.row, p.code) for p in report.problems] == [
        (2, "POINTS_DISAGREE"),
        (3, "POINTS_DISAGREE"),
    ]


UNDER_OTHERS = [
    ("Cẩm Bào", "Lê Văn Hai", "1962"),
    ("", "Lê Văn Ba", "1963"),
    ("Ngọc Bản", "Lê Văn Một", "1961"),
    ("", "Lê Văn Bốn", "1964"),
]


def test_an_empty_cell_below_another_village_is_asked_about(
    offices: Offices, tmp_path: Path
) -> None:
    rows = [("Thôn", "Họ và tên", "Năm sinh"), *UNDER_OTHERS]
    path = write_xlsx(tmp_path / "d.xlsx", rows)
    with offices.villages[0].open() as session:
        report = RosterService(session).import_file(RosterImport(path))
        assert homes(session).keys() == {"Lê Văn Một", "Lê Văn Bốn"}
    (asked,) = report.asked_rows
    assert (asked.row, asked.why.value) == (3, "doubtful")
    assert "«Cẩm Bào»" in asked.message


def test_empty_cells_beside_the_own_village_alone_are_not_asked_about(
    offices: Offices, tmp_path: Path
) -> None:
    rows = [("Thôn", "Họ và tên", "Năm sinh"), ("", "Lê Văn Hai", "1962"), *UNDER_OTHERS[2:]]
    path = write_xlsx(tmp_path / "d.xlsx", rows)
    with offices.villages[0].open() as session:
        report = RosterService(session).import_file(RosterImport(path))
    assert (report.created, report.asked) == (3, 0)


def test_points_of_an_empty_cell_below_another_village_are_asked_about(
    offices: Offices, tmp_path: Path
) -> None:
    rows = [("Thôn", "Họ và tên", "CS1"), *[(unit, name, 9) for unit, name, _ in UNDER_OTHERS]]
    path = write_xlsx(tmp_path / "d.xlsx", rows)
    with offices.villages[0].open() as session:
        for _, name, year in UNDER_OTHERS[1:]:
            add_person(session, name, year)
        report = ScoreService(session).import_file(ScoreImport(path, YEAR, Assessor.VILLAGE))
    (asked,) = report.asked_rows
    assert (asked.row, report.updated) == (3, 2)


YEARS = {
    "in each heading": [("Họ và tên", "CS1 (2025)", "CS2 (2025)"), ("Lê Văn Một", 9, 9)],
    "above the headings": [
        ("Họ và tên", "Điểm năm 2025", ""),
        ("", "CS1", "CS2"),
        ("Lê Văn Một", 9, 9),
    ],
}
YEARS_IN_ROWS = {
    "in a column": [("Họ và tên", "Năm", "CS1"), ("Lê Văn Một", "2025", 9)],
    "in a column in words": [("Họ và tên", "Năm đánh giá", "CS1"), ("Lê Văn Một", 2025, 9)],
}


def import_points(village: Session, path: Path) -> ImportReport:
    add_person(village, "Lê Văn Một", "1961")
    return ScoreService(village).import_file(ScoreImport(path, YEAR, Assessor.VILLAGE))


@pytest.mark.parametrize("rows", YEARS.values(), ids=YEARS.keys())
def test_points_under_headings_of_another_year_are_refused(
    offices: Offices, tmp_path: Path, rows: list[tuple[object, ...]]
) -> None:
    path = write_xlsx(tmp_path / "d.xlsx", rows)
    with offices.villages[0].open() as session, pytest.raises(VanHoaError) as raised:
        import_points(session, path)
    assert raised.value.code is ErrorCode.SPREADSHEET_OTHER_YEAR


@pytest.mark.parametrize("rows", YEARS_IN_ROWS.values(), ids=YEARS_IN_ROWS.keys())
def test_a_row_that_says_another_year_is_left_out(
    offices: Offices, tmp_path: Path, rows: list[tuple[object, ...]]
) -> None:
    path = write_xlsx(tmp_path / "d.xlsx", rows)
    with offices.villages[0].open() as session:
        report = import_points(session, path)
    assert (report.updated, report.left_out) == (0, 1)
    assert "ROW_OTHER_YEAR" in [problem.code for problem in report.problems]


@pytest.mark.parametrize(
    "rows", [*YEARS.values(), *YEARS_IN_ROWS.values()], ids=[*YEARS, *YEARS_IN_ROWS]
)
def test_points_that_say_the_year_wanted_are_read(
    offices: Offices, tmp_path: Path, rows: list[tuple[object, ...]]
) -> None:
    own = [
        tuple(str(cell).replace("2025", str(YEAR)) if "2025" in str(cell) else cell for cell in row)
        for row in rows
    ]
    path = write_xlsx(tmp_path / "d.xlsx", own)
    with offices.villages[0].open() as session:
        assert import_points(session, path).updated == 1


@pytest.mark.parametrize("is_merged", [True, False])
def test_the_villages_total_is_no_village(
    offices: Offices, tmp_path: Path, *, is_merged: bool
) -> None:
    who = ("Tự chấm", "Thôn", "Xã")
    spread = [("CS1",) * 3, ("CS2",) * 3, ("Tổng",) * 3]
    above = [text if is_merged or n == 0 else "" for part in spread for n, text in enumerate(part)]
    rows = [("Họ và tên", *above), ("", *who * 3), ("Lê Văn Một", 8, 7, 6, 9, 8, 7, 17, 15, 13)]
    path = write_xlsx(tmp_path / "d.xlsx", rows)
    with offices.villages[0].open() as session:
        report = import_points(session, path)
    assert (report.updated, report.asked) == (1, 0)
    (row,) = [row for _, row in report.account.rows() if row.changes]
    assert [(change.field, change.after) for change in row.changes] == [("CS1", "7"), ("CS2", "8")]
