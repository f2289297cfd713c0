"""Points of another year, or of one of two blocks, are never taken because nothing was asked."""

from pathlib import Path

import pytest

from tests.builders.messy_tables import MessySheet, write_messy
from tests.builders.offices import YEAR, Offices, add_person
from tests.builders.spreadsheets import write_xlsx
from vanhoa_desktop.domain.enums import Assessor
from vanhoa_desktop.domain.import_account import AnswerKind, RowAnswer
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.imports.words.title_years import OtherYear
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.rows.import_report import Answers, ImportReport, answers_for_alike
from vanhoa_desktop.services.sheets.scores import ScoreImport, ScoreService
from vanhoa_desktop.texts.errors.catalogue import sentence

HEAD = ("Họ và tên", "Năm sinh", "CS1", "CS2")
OTHER = YEAR - 1


def given(session: Session, path: Path, answers: Answers | None = None) -> ImportReport:
    wish = ScoreImport(path, YEAR, Assessor.VILLAGE, answers=answers or Answers())
    return ScoreService(session).import_file(wish)


@pytest.mark.parametrize(
    "title",
    [
        *("Kỳ 01/01/2026 - 31/12/2026", "Từ ngày 01/01/2026 đến ngày 31/12/2026"),
        *("Từ 01/2026 đến 12/2026", "T1/2026 – T12/2026", "Quý IV/2026", "Bảng điểm 2O26"),
        "Kỳ 01.01.2026–31.12.2026",
    ],
)
def test_a_span_of_days_says_the_year(title: str) -> None:
    assert OtherYear(2027)(title)
    assert not OtherYear(2026)(title)


@pytest.mark.parametrize(
    "title",
    [
        *("Trẻ sinh từ 01/01/2016 đến 31/12/2020", "Ngày 15/01/2028, chấm công dân học tập"),
        *("Kỳ 01/07/2026 - 30/06/2028", "Quyết định 324 ngày 01/01/2026 - 31/12/2026"),
    ],
)
def test_days_of_births_and_papers_say_no_year(title: str) -> None:
    assert not OtherYear(2027)(title)


def test_a_table_of_a_span_of_another_year_is_refused(offices: Offices, tmp_path: Path) -> None:
    title = (f"Kỳ 01/01/{OTHER} - 31/12/{OTHER}",)
    path = write_xlsx(tmp_path / "diem.xlsx", [title, HEAD, ("Lê Thị Hoa", 1965, 9, 8)])
    with offices.villages[0].open() as session:
        add_person(session, "Lê Thị Hoa", "1965")
        with pytest.raises(VanHoaError) as refused:
            given(session, path)
    assert refused.value.code is ErrorCode.SPREADSHEET_OTHER_YEAR


@pytest.mark.parametrize(
    ("heads", "said"),
    [
        (
            [("Họ và tên", "Năm sinh", f"CS1 ({OTHER})", f"CS1 ({YEAR})")],
            f"cột «CS1 ({OTHER})» (C); điểm năm {YEAR} ở cột «CS1 ({YEAR})» (D)",
        ),
        (
            [
                ("Họ và tên", "Năm sinh", f"Năm {OTHER}", f"Năm {OTHER}"),
                ("", "", "CS1", "CS2"),
            ],
            f"cột «Năm {OTHER} – CS1» (C), «Năm {OTHER} – CS2» (D)",
        ),
        (
            [(f"BẢNG ĐIỂM NĂM {OTHER}",), ("Họ và tên", "Năm sinh", "CS1", "CS2")],
            f"«BẢNG ĐIỂM NĂM {OTHER}»",
        ),
    ],
)
def test_a_table_of_several_years_is_refused_with_its_columns_and_their_years(
    offices: Offices, tmp_path: Path, heads: list[tuple[object, ...]], said: str
) -> None:
    path = write_xlsx(tmp_path / "diem.xlsx", [*heads, ("Lê Thị Hoa", 1965, 9, 8)])
    with offices.villages[0].open() as session, pytest.raises(VanHoaError) as refused:
        given(session, path)
    assert refused.value.facts["where"] == said
    assert f"ghi là của năm khác: {said}. " in sentence(refused.value)


def test_a_sheet_of_another_year_beside_one_that_is_read_is_told_with_its_columns(
    offices: Offices, tmp_path: Path
) -> None:
    row = ("Lê Thị Hoa", 1965, 9, 8)
    old = MessySheet("Cũ", [("Họ và tên", "Năm sinh", f"CS1 ({OTHER})"), row])
    path = write_messy(tmp_path / "diem.xlsx", old, MessySheet("Mới", [HEAD, row]))
    with offices.villages[0].open() as session:
        add_person(session, "Lê Thị Hoa", "1965")
        told = [p.message for p in given(session, path).problems]
    assert told == [f"Trang «Cũ» là của năm khác (cột «CS1 ({OTHER})» (C)) nên không đọc."]


@pytest.mark.parametrize(
    ("name", "titles", "asked"),
    [
        (f"diem-{OTHER}-d15", (), 2),
        (f"diem {OTHER}", ("BẢNG CHẤM ĐIỂM",), 2),
        (f"diem {OTHER}", (f"BẢNG CHẤM ĐIỂM NĂM {YEAR}",), 0),
        (f"diem {OTHER} {YEAR}", (), 0),
        (f"diem {OTHER}-12-31", (), 2),
        (f"diem {OTHER}-12-31", (f"BẢNG CHẤM ĐIỂM NĂM {YEAR}",), 0),
        (f"diem {YEAR}-12-31", (), 0),
        ("diem", (), 0),
    ],
)
def test_a_file_that_is_called_after_another_year_is_asked(
    offices: Offices, tmp_path: Path, name: str, titles: tuple[str, ...], asked: int
) -> None:
    rows = [("Lê Thị Hoa", 1965, 9, 8), ("Lê Văn Đào", 1961, 7, 7)]
    path = write_xlsx(tmp_path / f"{name}.xlsx", [*((t,) for t in titles), HEAD, *rows])
    with offices.villages[0].open() as session:
        add_person(session, "Lê Thị Hoa", "1965")
        add_person(session, "Lê Văn Đào", "1961")
        report = given(session, path)
    assert (report.asked, report.updated) == (asked, 2 - asked)


def test_two_blocks_that_say_otherwise_are_one_question(offices: Offices, tmp_path: Path) -> None:
    head = (*HEAD, "Tổng", "CS1", "CS2", "Tổng")
    rows = [("Lê Thị Hoa", 1965, 10, 10, 20, 8, 8, 16), ("Lê Văn Đào", 1961, 7, 7, 14, 7, 7, 14)]
    path = write_xlsx(tmp_path / "diem.xlsx", [head, *rows])
    with offices.villages[0].open() as session:
        hoa = add_person(session, "Lê Thị Hoa", "1965")
        add_person(session, "Lê Văn Đào", "1961")
        report = given(session, path)
        messages = {asked.message for asked in report.asked_rows}
        assert len(messages) == 1
        assert "hai khối điểm" in messages.pop()
        assert [asked.row for asked in report.asked_rows] == [2, 3]
        answer = RowAnswer(AnswerKind.PERSON, person=hoa.id)
        alike = answers_for_alike(Answers({(None, 2): answer}), [(None, 2)], report.asked_rows)
        assert set(alike.rows) == {(asked.sheet, asked.row) for asked in report.asked_rows}
        done = given(session, path, alike)
    assert (done.updated, done.asked) == (2, 0)


def test_two_blocks_that_say_the_same_are_not_asked(offices: Offices, tmp_path: Path) -> None:
    rows = [("Lê Thị Hoa", 1965, 9, 8, 9, 8)]
    path = write_xlsx(tmp_path / "diem.xlsx", [(*HEAD, "CS1", "CS2"), *rows])
    with offices.villages[0].open() as session:
        add_person(session, "Lê Thị Hoa", "1965")
        assert given(session, path).updated == 1


def test_what_is_decided_of_a_row_itself_goes_before_what_is_decided_of_many(
    offices: Offices, tmp_path: Path
) -> None:
    rows = [("Lê Thị Hoa", 1965, 9, 8), ("Lê Văn Đào", 1961, 7, 7), ("Lê Văn Mít", 1962, 6, 6)]
    path = write_xlsx(tmp_path / f"diem-{OTHER}.xlsx", [HEAD, *rows])
    with offices.villages[0].open() as session:
        people = [add_person(session, name, str(born)) for name, born, *_ in rows]
        report = given(session, path)
        first = RowAnswer(AnswerKind.PERSON, person=people[0].id)
        skip = RowAnswer(AnswerKind.SKIP)
        said = Answers({(None, 2): first, (None, 4): skip})
        done = given(session, path, answers_for_alike(said, [(None, 2)], report.asked_rows))
        assert (done.updated, done.left_out) == (2, 1)
        with pytest.raises(VanHoaError) as refused:
            answers_for_alike(Answers({(None, 9): skip}), [(None, 9)], report.asked_rows)
    assert refused.value.code is ErrorCode.NOT_FOUND


def test_half_rows_of_one_name_are_told_that_they_may_be_two_people(
    offices: Offices, tmp_path: Path
) -> None:
    rows = [("Lê Thị Hoa", 1965, 9, ""), ("Lê Thị Hoa", 1965, "", 8)]
    path = write_xlsx(tmp_path / "diem.xlsx", [HEAD, *rows])
    with offices.villages[0].open() as session:
        add_person(session, "Lê Thị Hoa", "1965")
        report = given(session, path)
    assert [(p.row, p.code) for p in report.problems] == [
        (2, "POINTS_DISAGREE"),
        (3, "POINTS_DISAGREE"),
    ]
    first, second = (problem.message for problem in report.problems)
    assert "dòng 3 cũng mang tên này mà ghi những chỉ số khác" in first
    assert "dòng 2 cũng mang tên này mà ghi những chỉ số khác" in second
    assert "hãy ghi ngày sinh ở cả hai dòng" in first


def test_what_is_no_points_is_told_once_a_column_with_how_many_there_are(
    offices: Offices, tmp_path: Path
) -> None:
    rows = [("Lê Thị Hoa", 1965, "8/10", 8), ("Lê Văn Đào", 1961, "8đ", 7)]
    path = write_xlsx(tmp_path / "diem.xlsx", [HEAD, *rows])
    with offices.villages[0].open() as session:
        report = given(session, path)
    (problem,) = report.problems
    assert (problem.row, problem.column, problem.code) == (2, "CS1", "POINTS_INVALID")
    assert "còn 1 ô như vậy (dòng 3)" in problem.message
    notes = {row.row: row.note for _, row in report.account.rows()}
    assert "«8đ» không phải điểm" in notes[3]


@pytest.mark.parametrize(
    ("name", "titles", "asked"),
    [
        ("tu-cham-thon-dong", (), 1),
        ("Diem_tu_cham", ("BẢNG CHẤM ĐIỂM",), 1),
        ("xã thẩm định", (), 1),
        ("tu cham", ("BẢNG THÔN CHẤM",), 0),
        ("thon-cham", (), 0),
        ("tu cham va thon cham", (), 0),
        ("bang-cham-diem-thon-dong", (), 0),
    ],
)
def test_a_file_that_is_called_after_another_assessor_is_asked(
    offices: Offices, tmp_path: Path, name: str, titles: tuple[str, ...], asked: int
) -> None:
    rows = [("Lê Thị Hoa", 1965, 9, 8)]
    path = write_xlsx(tmp_path / f"{name}.xlsx", [*((t,) for t in titles), HEAD, *rows])
    with offices.villages[0].open() as session:
        add_person(session, "Lê Thị Hoa", "1965")
        report = given(session, path)
    assert (report.asked, report.updated) == (asked, 1 - asked)
