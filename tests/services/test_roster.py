"""Importing lists of people into a real store: who is meant, what a row states, what is left."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import text

from tests.builders.offices import CAM_BAO, NGOC_BAN, Offices, add_person
from tests.builders.refusals import refusal
from tests.builders.spreadsheets import write_csv
from vanhoa_desktop.domain.enums import ActKind, DatePrecision
from vanhoa_desktop.domain.import_account import AnswerKind, AskedWhy, RowAnswer
from vanhoa_desktop.domain.people import BirthDate, Person
from vanhoa_desktop.domain.problems import Severity
from vanhoa_desktop.errors import ErrorCode
from vanhoa_desktop.services.office.integrity import IntegrityService
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.review.undo import UndoService
from vanhoa_desktop.services.rows.import_report import Answers, ImportReport
from vanhoa_desktop.services.rows.roster import RosterImport, RosterService

HEADINGS = ("Họ và tên", "Ngày sinh", "Số CCCD", "Mã hộ", "Chủ hộ", "Quan hệ với chủ hộ")
Row = Sequence[str]


def imported(
    session: Session, folder: Path, *rows: Row, headings: Row = HEADINGS, **how: object
) -> ImportReport:
    """Import rows as a .csv; `how` goes into the request."""
    table = write_csv(folder / "people.csv", [headings, *rows])
    request = RosterImport(table, **how)  # type: ignore[arg-type]  # fields named by the caller
    return RosterService(session).import_file(request)


def counts(report: ImportReport) -> tuple[int, int, int]:
    return report.created, report.updated, report.unchanged


def everybody(session: Session) -> list[Person]:
    return RosterService(session).search("", limit=0)


# --- who is meant ---


LONG = "Công Tằng Tôn Nữ Thị Ngọc Hoàng Anh"


@pytest.mark.parametrize("name", [LONG, "Bông"])
def test_an_odd_name_that_is_held_just_so_is_not_asked_again(
    offices: Offices, tmp_path: Path, name: str
) -> None:
    with offices.villages[0].open() as session:
        add_person(session, name, "1961")
        report = imported(session, tmp_path, (name, "1961", "", "", "", ""))
        assert (counts(report), report.asked) == ((0, 0, 1), 0)
        other = imported(session, tmp_path, (name, "1970", "", "", "", ""))
        assert other.asked == 1


def test_a_row_repeated_in_one_file_is_asked(offices: Offices, tmp_path: Path) -> None:
    row = ("Mai Văn Mẫu", "1961", "", "", "", "")
    with offices.villages[0].open() as session:
        report = imported(session, tmp_path, row, row)
        assert (report.rows, *counts(report), report.asked) == (2, 1, 0, 0, 1)
        assert [asked.why for asked in report.asked_rows] == [AskedWhy.ROW_REPEATED]
        assert len(everybody(session)) == 1


def test_two_numbers_in_one_file_are_two_people(offices: Offices, tmp_path: Path) -> None:
    first = ("Mai Văn Mẫu", "1961", "038061000001", "", "", "")
    second = ("Mai Văn Mẫu", "1961", "038061000002", "", "", "")
    with offices.villages[0].open() as session:
        assert counts(imported(session, tmp_path, first, second)) == (2, 0, 0)


def test_where_two_rows_fit_one_person_both_are_asked(offices: Offices, tmp_path: Path) -> None:
    first = ("Mai Văn Mẫu", "1961", "038061000001", "", "", "")
    second = ("Mai Văn Mẫu", "1961", "038061000002", "", "", "")
    with offices.villages[0].open() as session:
        held = add_person(session, "Mai Văn Mẫu", "1961")
        report = imported(session, tmp_path, first, second)
        assert (counts(report), report.asked) == ((0, 0, 0), 2)
        answers = Answers(
            {
                (None, 2): RowAnswer(AnswerKind.PERSON, person=held.id),
                (None, 3): RowAnswer(AnswerKind.NEW),
            }
        )
        assert counts(imported(session, tmp_path, first, second, answers=answers)) == (1, 1, 0)
        people = {person.id: person.citizen_number for person in everybody(session)}
        assert people.pop(held.id) == "038061000001"
        assert list(people.values()) == ["038061000002"]


def test_a_number_learned_from_one_row_is_known_to_the_next(
    offices: Offices, tmp_path: Path
) -> None:
    with offices.villages[0].open() as session:
        add_person(session, "Mai Văn Mẫu", "1961")
        first = ("Mai Văn Mẫu", "1961", "038061000001", "", "", "")
        second = ("Mai Văn Khác", "1961", "038061000001", "", "", "")
        report = imported(session, tmp_path, first, second)
        assert (counts(report), report.asked) == ((0, 1, 0), 1)
        assert report.asked_rows[0].why is AskedWhy.NUMBER_REPEATED
        assert [person.full_name for person in everybody(session)] == ["Mai Văn Mẫu"]


def test_the_exact_birth_is_preferred_to_one_that_only_agrees(
    offices: Offices, tmp_path: Path
) -> None:
    with offices.villages[0].open() as session:
        rows = [("Mai Văn Mẫu", f"0{day}/03/1961", f"03806100000{day}", "", "", "") for day in "12"]
        imported(session, tmp_path, *rows)
        add_person(session, "Mai Văn Mẫu", "1961")
        before = IntegrityService(session).state_hash()
        again = [("Mai Văn Mẫu", f"0{day}/03/1961", "", "", "", "") for day in "21"]
        assert counts(imported(session, tmp_path, *again)) == (0, 0, 2)
        assert IntegrityService(session).state_hash() == before


def test_the_place_of_a_tone_mark_and_capitals_do_not_make_another_name(
    offices: Offices, tmp_path: Path
) -> None:
    with offices.villages[0].open() as session:
        held = add_person(session, "Nguyễn Thị Hòa", "1961")
        report = imported(session, tmp_path, ("NGUYỄN THỊ HOÀ", "1961", "", "", "", ""))
        assert counts(report) == (0, 0, 1)
        (person,) = everybody(session)
        assert (person.id, person.full_name) == (held.id, "Nguyễn Thị Hòa")


def test_a_person_of_another_village_is_left_alone(offices: Offices, tmp_path: Path) -> None:
    row = ("Mai Văn Mẫu", "1961", "038061000001", "", "", "")
    with offices.commune.open() as session:
        imported(session, tmp_path, row, unit=NGOC_BAN)
        before = IntegrityService(session).state_hash()
        report = imported(session, tmp_path, row, unit=CAM_BAO)
        assert (report.created, report.updated) == (0, 0)
        assert IntegrityService(session).state_hash() == before
        assert [problem.severity for problem in report.problems] == [Severity.WARNING]


# --- what a row states ---


def test_a_second_row_of_a_new_person_erases_nothing_either(
    offices: Offices, tmp_path: Path
) -> None:
    first = ("Mai Văn Mẫu", "1961", "", "H1", "", "")
    second = ("Mai Văn Mẫu", "1961", "", "", "", "Con")
    with offices.villages[0].open() as session:
        joined = Answers({(None, 3): RowAnswer(AnswerKind.ROW, row=2)})
        report = imported(session, tmp_path, first, second, answers=joined)
        assert counts(report) == (1, 1, 0)
        (person,) = everybody(session)
        assert person.household is not None
        assert person.relation == "Con"


def test_an_empty_cell_erases_nothing(offices: Offices, tmp_path: Path) -> None:
    full = ("Mai Văn Mẫu", "05/03/1961", "038061000001", "H1", "Mai Văn Cả", "Con")
    with offices.villages[0].open() as session:
        imported(session, tmp_path, full)
        before = IntegrityService(session).state_hash()
        for row in (
            ("Mai Văn Mẫu", "1961", "", "", "", ""),
            ("Mai Văn Mẫu", "", "038061000001", "", "", ""),
            ("Mai Văn Mẫu", "05/03/1961", "", "", "", "Con"),
            ("Mai Văn Mẫu", "05/03/1961", "", "H1", "", ""),
        ):
            assert counts(imported(session, tmp_path, row)) == (0, 0, 1), row
        assert IntegrityService(session).state_hash() == before


def test_a_cell_that_was_cleared_in_an_exported_list_is_said_to_change_nothing(
    offices: Offices, tmp_path: Path
) -> None:
    headings = ("Họ và tên", "Ngày sinh", "Giới tính", "Mã hộ", "Điện thoại", "Ghi chú")
    row = ("Mai Văn Mẫu", "05/03/1961", "Nam", "H1", "0912345678", "hộ nghèo")
    with offices.villages[0].open() as session:
        service = RosterService(session)
        imported(session, tmp_path, row, ("Mai Văn Hai", "1962", "", "", "", ""), headings=headings)
        service.export_file(tmp_path / "ra.xlsx")
        book = load_workbook(tmp_path / "ra.xlsx")
        sheet = book.worksheets[0]
        titles = {cell.value: cell.column for r in sheet.iter_rows() for cell in r if cell.value}
        (number,) = [
            cell.row for r in sheet.iter_rows() for cell in r if cell.value == "Mai Văn Mẫu"
        ]
        for title in ("Điện thoại", "Mã hộ", "Ngày sinh"):
            sheet.cell(number, titles[title]).value = None
        book.save(tmp_path / "ra.xlsx")
        before = IntegrityService(session).state_hash()
        report = service.import_file(RosterImport(tmp_path / "ra.xlsx"))
        assert counts(report) == (0, 0, 2)
        assert IntegrityService(session).state_hash() == before
    notes = {row.text: row.note for _, row in report.account.rows() if row.person}
    assert notes == {
        "Mai Văn Mẫu": "Ô trống: giữ nguyên số cũ ở Ngày sinh, Mã hộ, Điện thoại.",
        "Mai Văn Hai": "",
    }
    (told,) = [problem for problem in report.problems if problem.code == "CELLS_CLEARED"]
    assert told.row == number
    assert told.message.startswith(f"1 dòng có ô trống (dòng {number}): giữ nguyên số cũ.")


def test_letters_that_papers_lack_are_told_when_the_name_comes_in(
    offices: Offices, tmp_path: Path
) -> None:
    with offices.villages[0].open() as session:
        report = imported(
            session,
            tmp_path,
            ("Mai Văn Mẫu", "1961", "", "", "", ""),
            ("Ksor Blê\u0306", "1962", "", "H1", "Ksor Ơ\u0306ng", "Con"),
        )
    (told,) = [problem for problem in report.problems if problem.code == "NAMES_UNPRINTABLE"]
    assert told.severity is Severity.WARNING
    assert "«ê\u0306 Ơ\u0306»" in told.message
    assert "Ksor Blê\u0306 (dòng 3); Ksor Ơ\u0306ng (dòng 3)" in told.message
    assert "Mai Văn Mẫu" not in told.message


def test_a_finer_birth_replaces_a_coarser_one(offices: Offices, tmp_path: Path) -> None:
    with offices.villages[0].open() as session:
        add_person(session, "Mai Văn Mẫu", "1961")
        imported(session, tmp_path, ("Mai Văn Mẫu", "05/03/1961", "", "", "", ""))
        (person,) = everybody(session)
        assert person.birth == BirthDate("1961-03-05", DatePrecision.DAY)


def test_households_are_begun_and_their_heads_kept(offices: Offices, tmp_path: Path) -> None:
    rows = (
        ("Mai Văn Cả", "1940", "", "H1", "Mai Văn Cả", "Chủ hộ"),
        ("Mai Thị Hai", "1965", "", "H1", "", "Con"),
    )
    with offices.villages[0].open() as session:
        imported(session, tmp_path, *rows)
        with session.database.reading() as reading:
            (household,) = reading.people.households()
        assert (household.code, household.head_name) == ("H1", "Mai Văn Cả")
        assert {person.household for person in everybody(session)} == {household.id}


def test_an_import_that_changes_only_a_household_can_be_undone(
    offices: Offices, tmp_path: Path
) -> None:
    with offices.villages[0].open() as session:
        imported(session, tmp_path, ("Mai Văn Mẫu", "1961", "", "H1", "Mai Văn Cả", "Con"))
        before = IntegrityService(session).state_hash().sha256
        again = imported(session, tmp_path, ("Mai Văn Mẫu", "1961", "", "H1", "Mai Thị Cả", "Con"))
        assert again.import_id is not None
        UndoService(session).undo(ActKind.IMPORT, again.import_id)
        assert IntegrityService(session).state_hash().sha256 == before


# --- the rest ---


def test_progress_is_told_to_the_end(offices: Offices, tmp_path: Path) -> None:
    rows = [
        ("Mai Văn Đông", f"{number % 28 + 1}/{number % 12 + 1}/1961", "", "", "", "")
        for number in range(1, 202)
    ]
    table = write_csv(tmp_path / "people.csv", [HEADINGS, *rows])
    told: list[tuple[int, int]] = []
    with offices.villages[0].open() as session:
        report = RosterService(session).import_file(
            RosterImport(table), progress=lambda done, total: told.append((done, total))
        )
    assert report.rows == 201
    # While the file itself is read, which may take long, nobody knows how many rows it has.
    assert [pair for pair in told if pair != (0, 1)] == [(200, 201), (201, 201)]


def test_a_strict_import_with_an_error_writes_nothing(offices: Offices, tmp_path: Path) -> None:
    good, bad = ("Mai Văn Mẫu", "1961", "", "", "", ""), ("Mai 2", "1961", "", "", "", "")
    with offices.villages[0].open() as session:
        before = IntegrityService(session).state_hash()
        code = refusal(lambda: imported(session, tmp_path, good, bad, is_strict=True))
        assert code is ErrorCode.IMPORT_HAS_ERRORS
        assert IntegrityService(session).state_hash() == before


def test_a_village_takes_nobody_whom_the_file_says_to_live_elsewhere(
    offices: Offices, tmp_path: Path
) -> None:
    with offices.villages[0].open() as session:
        headings = ("Họ và tên", "Năm sinh", "Thôn")
        rows = [
            ("Mai Văn Mẫu", "1961", "ngoc ban"),
            ("Mai Văn Thử", "1962", "Thôn Ngọc Bản, xã Vạn Hòa"),
            ("Mai Văn Khác", "1963", CAM_BAO),
            ("Mai Văn Lạ", "1964", "Thôn Chưa Biết"),
            ("Mai Văn Trống", "1965", ""),
        ]
        report = imported(session, tmp_path, *rows, headings=headings)
        assert (report.created, report.left_out, report.asked) == (2, 1, 2)
        assert [(p.row, p.code) for p in report.problems] == [
            (4, "UNIT_OF_OTHERS"),
            (5, "ASKED_DOUBTFUL"),
            (6, "ASKED_DOUBTFUL"),
        ]
        names = {person.full_name for person in everybody(session)}
        assert names == {"Mai Văn Mẫu", "Mai Văn Thử"}


def test_the_list_can_follow_the_households(offices: Offices, tmp_path: Path) -> None:
    rows = (
        ("Bùi Văn Ba", "1990", "", "H10", "", "Con"),
        ("Đỗ Văn Hai", "1970", "", "H2", "", "Chủ hộ"),
        ("An Văn Một", "2000", "", "H2", "", "Con"),
    )
    with offices.villages[0].open() as session:
        imported(session, tmp_path, *rows)
        service = RosterService(session)
        by_name = service.people(service.ids())
        by_household = service.ids(by_household=True)
        assert [by_name[record].full_name for record in by_household] == [
            *("Đỗ Văn Hai", "An Văn Một"),
            "Bùi Văn Ba",
        ]
        assert service.ids("hai") == [by_household[0]]
        assert service.ids(unit="01900000-0000-7000-8000-000000000000") == []


def test_saving_the_list_is_noted_in_the_access_log(offices: Offices, tmp_path: Path) -> None:
    with offices.villages[0].open() as session:
        add_person(session, "Mai Văn Mẫu")
        assert RosterService(session).export_file(tmp_path / "ds.xlsx") == 1
        with session.database._reader.connect() as connection:
            noted = connection.execute(text("SELECT officer, action, detail FROM access_log")).all()
    assert [tuple(line) for line in noted] == [("Nguyễn Văn Thử", "roster-export", "ds.xlsx")]
