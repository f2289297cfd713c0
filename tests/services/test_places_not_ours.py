"""What names a place is ours without a question only if it is exactly our unit's name."""

from pathlib import Path

import pytest

from tests.builders.messy_tables import MessySheet, write_messy
from tests.builders.offices import YEAR, Offices, add_person, found_offices
from tests.builders.spreadsheets import write_xlsx
from vanhoa_desktop.domain.enums import Assessor
from vanhoa_desktop.imports.words.unit_names import NamedPlaces, UnitNames
from vanhoa_desktop.services.rows.import_report import ImportReport
from vanhoa_desktop.services.rows.roster import RosterImport, RosterService
from vanhoa_desktop.services.sheets.scores import ScoreImport, ScoreService

HEAD, ONE = ("Họ và tên", "Năm sinh"), ("Lê Văn Một", "1961")
UNITS = UnitNames(
    {"1": "Thôn 1", "2": "Thôn 2", "11": "Thôn 11", "12": "Thôn 12", "d": "Thôn Đông"},
    commune="Xã Vạn Hòa",
)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Danh sách công dân thôn tây năm 2026", NamedPlaces(strange=("thôn tây",))),
        ("Danh sách thôn đông thành năm 2026", NamedPlaces(strange=("thôn đông thành",))),
        ("Danh sách thôn 1 tây", NamedPlaces(strange=("thôn 1 tây",))),
        ("THÔN 1, 2", NamedPlaces(strange=("THÔN 1 và 2",))),
        ("THÔN 1 VÀ 3 NĂM 2026", NamedPlaces(strange=("THÔN 1 và 3",))),
        ("Thôn 1 2", NamedPlaces(strange=("Thôn 1 và 2",))),
        ("THÔN 101", NamedPlaces(strange=("THÔN 101",))),
        ("DANH SÁCH XÃ VẠN HÒA ĐÔNG", NamedPlaces(other_commune="XÃ VẠN HÒA ĐÔNG")),
        ("Danh sách xã Vạn Hòa mới", NamedPlaces(other_commune="xã Vạn Hòa mới")),
        ("Danh sách công dân xã tân phúc", NamedPlaces(other_commune="xã tân phúc")),
        ("T2", NamedPlaces(units=("2",))),
        ("DS T3", NamedPlaces(strange=("T3",))),
        ("Trưởng thôn 2", NamedPlaces(units=("2",))),
        ("Trưởng thôn 7", NamedPlaces(strange=("thôn 7",))),
        ("Danh sách thôn Một", NamedPlaces(strange=("thôn Một",))),
        ("Danh sách thôn Đông thành", NamedPlaces(strange=("thôn Đông thành",))),
    ],
)
def test_a_place_that_is_not_wholly_ours_is_named(text: str, named: NamedPlaces) -> None:
    assert UNITS.named_in(text) == named


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("DANH SÁCH CÔNG DÂN THÔN 1 NAM 2026", "1"),
        ("THÔN 1 - 25 NGƯỜI", "1"),
        ("Thôn 1, 18 tuổi trở lên", "1"),
        ("Danh sách thôn 01 đăng ký học tập", "1"),
        ("UBND XÃ VẠN HÒA THÔN 1", "1"),
        ("Thôn 01/2026", "1"),
        ("Đơn vị: T. Đông", "d"),
        ("T.Đông", "d"),
        ("thôn Đông thành lập năm 1990", "d"),
        ("Danh sách thôn Đông gửi xã", "d"),
    ],
)
def test_our_own_name_among_other_words_stays_ours(text: str, unit: str) -> None:
    assert UNITS.named_in(text) == NamedPlaces(units=(unit,))


@pytest.mark.parametrize(
    "text",
    [
        *("Danh sách thôn cần hỗ trợ", "Phiếu do thôn lưu", "An sinh xã hội năm 2026"),
        *("T2/2026", "UBND XÃ VẠN HÒA BÁO CÁO", "UBND xã Vạn Hòa", "Xã hội học tập", "Tháng 2"),
        *("UBND XÃ VẠN HÒA TRƯỜNG TIỂU HỌC", "Toàn thôn", "XÃ VẠN HÒA HỘI KHUYẾN HỌC"),
    ],
)
def test_titles_without_a_place_say_none(text: str) -> None:
    assert UNITS.named_in(text) == NamedPlaces()


@pytest.fixture(scope="module")
def numbered(tmp_path_factory: pytest.TempPathFactory) -> Offices:
    """A commune whose thôn have numbers; the first one knows of both."""
    return found_offices(tmp_path_factory.mktemp("numbered"), ("Thôn 1", "Thôn 2"))


def imported(offices: Offices, path: Path) -> ImportReport:
    with offices.villages[0].open() as session:
        return RosterService(session).import_file(RosterImport(path))


@pytest.mark.parametrize("where", ["T2", "T3", "Trưởng thôn 2", "danh sách thôn tây"])
@pytest.mark.parametrize("is_sheet", [True, False])
def test_no_row_under_another_place_is_taken_silently(
    numbered: Offices, tmp_path: Path, where: str, is_sheet: bool
) -> None:
    rows = [HEAD, ONE] if is_sheet else [("DANH SÁCH", ""), (where, ""), HEAD, ONE]
    sheet = MessySheet(where if is_sheet else "S", rows)
    offices = numbered.copy(tmp_path / "o")
    report = imported(offices, write_messy(tmp_path / "d.xlsx", sheet))
    assert (report.rows, report.created) == (1, 0)


@pytest.mark.parametrize("section", ["T3", "T2", "Phần II. Thôn 2", "II. thôn tây"])
def test_no_row_below_the_section_of_another_place_is_taken_silently(
    numbered: Offices, tmp_path: Path, section: str
) -> None:
    offices = numbered.copy(tmp_path / "o")
    rows = [HEAD, ONE, (section, ""), ("Lê Văn Hai", "1962")]
    report = imported(offices, write_xlsx(tmp_path / "d.xlsx", rows))
    assert (report.rows, report.created) == (2, 1)


@pytest.mark.parametrize(
    ("name", "created"),
    [
        *(("thôn 2", 0), ("T2", 0), ("Thon 7 nam 2026", 0), ("DS_thôn_Tây", 0)),
        *(("ds thon 1 (2)", 1), ("ds hop thon cuoi nam", 1), ("Thôn 1 - Copy", 1)),
    ],
)
def test_a_file_that_is_called_after_another_place_is_asked(
    numbered: Offices, tmp_path: Path, name: str, created: int
) -> None:
    offices = numbered.copy(tmp_path / "o")
    report = imported(offices, write_xlsx(tmp_path / f"{name}.xlsx", [HEAD, ONE]))
    assert (report.created, report.asked) == (created, 1 - created)


def test_points_of_a_file_that_is_called_after_another_place_are_asked(
    numbered: Offices, tmp_path: Path
) -> None:
    offices = numbered.copy(tmp_path / "o")
    path = write_xlsx(tmp_path / "thôn 2.xlsx", [("Họ và tên", "CS1"), ("Lê Văn Một", 9)])
    with offices.villages[0].open() as session:
        add_person(session, "Lê Văn Một", "1961")
        report = ScoreService(session).import_file(ScoreImport(path, YEAR, Assessor.VILLAGE))
    (asked,) = report.asked_rows
    assert "tên tệp" in asked.message


def test_other_spellings_of_our_own_village_are_understood_and_told_once(
    numbered: Offices, tmp_path: Path
) -> None:
    spelt = ["T1", "T1", "Thôn Một", "Thôn I", "thôn 01", "1"]
    names = ["Lê Văn An", "Lê Văn Bình", "Lê Văn Chí", "Lê Văn Dũng", "Lê Văn Giang", "Lê Văn Hà"]
    rows = [(*HEAD, "Thôn"), *((name, "1961", one) for name, one in zip(names, spelt, strict=True))]
    offices = numbered.copy(tmp_path / "o")
    report = imported(offices, write_xlsx(tmp_path / "d.xlsx", rows))
    assert (report.created, report.asked) == (6, 0)
    told = [p.message for p in report.problems if p.code == "UNIT_SPELT"]
    assert [message.partition(",")[0] for message in told] == [
        "2 dòng (dòng 2–3) ghi «T1»",
        "1 dòng (dòng 4) ghi «Thôn Một»",
        "1 dòng (dòng 5) ghi «Thôn I»",
    ]


def test_a_province_before_its_short_word_is_no_unit() -> None:
    assert UNITS.named_in("Huyện Thường Xuân, T. Thanh Hóa") == NamedPlaces()


@pytest.mark.parametrize(
    ("title", "asked"),
    [
        *(("DANH SÁCH NHÂN KHẨU XÓM 5", 2), ("Bản Tây", 2), ("DANH SÁCH BẢN TÂY", 2)),
        *(("DANH SÁCH XÓM 5 THÔN NGỌC BẢN", 0), ("BẢN TỔNG HỢP", 0), ("BẢN ĐĂNG KÝ HỌC TẬP", 0)),
        *(("KẾT QUẢ TỰ CHẤM CỦA BẢN THÂN", 0), ("Tổ công nghệ số", 0), ("Mẫu bản 2", 0)),
    ],
)
def test_a_title_of_a_sort_that_no_unit_is_is_one_question(
    offices: Offices, tmp_path: Path, title: str, asked: int
) -> None:
    path = write_xlsx(tmp_path / "ds.xlsx", [(title,), HEAD, ONE, ("Lê Văn Hai", "1962")])
    with offices.villages[0].open() as session:
        report = RosterService(session).import_file(RosterImport(path))
    assert (report.asked, report.created) == (asked, 2 - asked)
    assert len({row.message for row in report.asked_rows}) == min(asked, 1)
    assert all(row.is_shared for row in report.asked_rows)


def test_a_bare_section_after_a_bare_section_of_a_unit_is_asked(
    offices: Offices, tmp_path: Path
) -> None:
    rows = [("I. Ngọc Bản",), ONE, ("II. Tây",), ("Lê Văn Hai", "1962"), ("Lê Văn Ba", "1963")]
    path = write_xlsx(tmp_path / "ds.xlsx", [HEAD, *rows])
    with offices.villages[0].open() as session:
        report = RosterService(session).import_file(RosterImport(path))
    assert (report.created, [row.row for row in report.asked_rows]) == (1, [5, 6])
    assert all("«Tây» ở dòng 4" in row.message for row in report.asked_rows)


def test_a_section_that_is_not_understood_is_asked_below_a_whole_name_too(
    offices: Offices, tmp_path: Path
) -> None:
    """«II. Tây» may be a part of the thôn, or the next thôn."""
    rows = [("I. Thôn Ngọc Bản",), ONE, ("II. Tây",), ("Lê Văn Hai", "1962")]
    path = write_xlsx(tmp_path / "ds.xlsx", [HEAD, *rows])
    with offices.villages[0].open() as session:
        report = RosterService(session).import_file(RosterImport(path))
    assert (report.created, [row.row for row in report.asked_rows]) == (1, [5])


def test_a_short_spelling_is_told_of_points_too(tmp_path: Path) -> None:
    offices = found_offices(tmp_path, villages=("Thôn 1", "Thôn 2"))
    head, row = (*HEAD, "Thôn", "CS1"), ("Lê Văn Một", "1961", "T1", 8)
    path = write_xlsx(tmp_path / "diem.xlsx", [head, row])
    with offices.villages[0].open() as session:
        add_person(session, "Lê Văn Một", "1961")
        wish = ScoreImport(path, YEAR, Assessor.VILLAGE)
        report = ScoreService(session).import_file(wish)
    assert report.updated == 1
    assert [(p.row, p.code) for p in report.problems] == [(2, "UNIT_SPELT")]
