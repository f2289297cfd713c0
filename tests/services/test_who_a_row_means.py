"""Nobody is joined, renamed or left out without a line: who a row of a list means."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.builders.offices import CAM_BAO, NGOC_BAN, Offices
from tests.builders.spreadsheets import write_csv, write_xlsx
from vanhoa_desktop.domain.enums import ActKind, Sex
from vanhoa_desktop.domain.import_account import AnswerKind, AskedWhy, RowAnswer, RowBin
from vanhoa_desktop.domain.people import Person
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.services.office.integrity import IntegrityService
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.review.undo import UndoService
from vanhoa_desktop.services.rows.import_report import Answers, ImportReport
from vanhoa_desktop.services.rows.roster import RosterImport, RosterService

HEADINGS = ("Họ và tên", "Ngày sinh", "Giới tính", "Số CCCD", "Mã hộ")
NUMBER, OTHER_NUMBER = "038061001234", "038061009876"
Row = Sequence[str]


def imported(
    session: Session,
    folder: Path,
    *rows: Row,
    unit: str | None = None,
    answers: Answers | None = None,
) -> ImportReport:
    table = write_csv(folder / "people.csv", [HEADINGS, *rows])
    request = RosterImport(table, unit=unit, answers=answers or Answers())
    return RosterService(session).import_file(request)


def everybody(session: Session) -> list[Person]:
    return RosterService(session).search("", limit=0)


def held_and_row(
    offices: Offices, folder: Path, held: Row, row: Row
) -> tuple[ImportReport, list[Person], Person]:
    """A person who is held by one import, and what another import of one row made of it."""
    with offices.villages[0].open() as session:
        imported(session, folder, held)
        (before,) = everybody(session)
        return imported(session, folder, row), everybody(session), before


HELD = ("Lê Thị Hoa", "05/03/1961", "Nữ", "", "H1")


@pytest.mark.parametrize(
    ("row", "changed"),
    [
        (("Lê Thị Hoa", "05/03/1961", "Nữ", "", "H1"), set()),
        (("LÊ  THỊ HOA ", "05/03/1961", "", "", ""), set()),
        (("Lê Thị Hoa", "1961", "Nữ", "", "H1"), set()),
        (("Lê Thị Hoa", "05/03/1961", "Nữ", "038161001234", "H1"), {"citizen_number"}),
    ],
)
def test_the_same_name_and_birth_without_contradiction_is_the_person(
    offices: Offices, tmp_path: Path, row: Row, changed: set[str]
) -> None:
    report, people, before = held_and_row(offices, tmp_path, HELD, row)
    assert [person.id for person in people] == [before.id]
    (account,) = [account for _, account in report.account.rows() if account.person]
    assert account.person == before.id
    assert {change.field for change in account.changes} == changed
    assert people[0].full_name == "Lê Thị Hoa"


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (("Lê Thị Hòa", "05/03/1961", "Nữ", "", ""), AskedWhy.LIKE_NAME),
        (("Lê Thị Hoa", "", "Nữ", "", ""), AskedWhy.NO_BIRTH),
        (("Lê Thị Hoa", "05/03/1961", "Nam", "", ""), AskedWhy.OTHER_PARTICULARS),
        (("Lê Thị Hoa", "05/03/1961", "Nữ", "", "H2"), AskedWhy.OTHER_PARTICULARS),
        (("Lê Thị Hoa", "03/05/1961", "Nữ", "", ""), AskedWhy.BIRTH_CORRECTED),
        (("Lê Thị Hoa", "05/03/1962", "Nữ", "", "H1"), AskedWhy.BIRTH_CORRECTED),
    ],
)
def test_what_only_may_be_the_person_is_asked_and_changes_nothing(
    offices: Offices, tmp_path: Path, row: Row, why: AskedWhy
) -> None:
    report, people, before = held_and_row(offices, tmp_path, HELD, row)
    assert people == [before]
    (asked,) = report.asked_rows
    assert (asked.why, [choice.person for choice in asked.choices]) == (why, [before.id])
    assert (report.rows, report.asked, report.created, report.updated) == (1, 1, 0, 0)
    assert [problem.code for problem in report.problems] == [f"ASKED_{why.value.upper()}"]


@pytest.mark.parametrize(
    "row",
    [
        ("Lê Thị Hoa", "05/03/1970", "Nữ", "", ""),
        ("Lê Thị Hoa", "05/03/1963", "Nữ", "", "H2"),
        ("Lê Thị Hạnh", "05/03/1961", "Nữ", "", ""),
    ],
)
def test_another_birth_or_another_name_is_another_person(
    offices: Offices, tmp_path: Path, row: Row
) -> None:
    report, people, _ = held_and_row(offices, tmp_path, HELD, row)
    assert (report.created, report.asked, len(people)) == (1, 0, 2)


NUMBERED = ("Lê Văn Mẫu", "05/03/1961", "Nam", NUMBER, "")


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (("Lê Văn Mậu", "05/03/1961", "Nam", NUMBER, ""), AskedWhy.NUMBER_OF_OTHER_NAME),
        (("Trần Văn Khác", "1980", "Nam", NUMBER, ""), AskedWhy.NUMBER_OF_OTHER_NAME),
        (("Lê Văn Mẫu", "06/03/1961", "Nam", NUMBER, ""), AskedWhy.NUMBER_OF_OTHER_BIRTH),
        (("Lê Văn Mẫu", "05/03/1961", "Nữ", NUMBER, ""), AskedWhy.NUMBER_OF_OTHER_BIRTH),
        (("Lê Văn Mẫu", "05/03/1961", "Nam", OTHER_NUMBER, ""), AskedWhy.OTHER_PARTICULARS),
    ],
)
def test_a_number_alone_never_changes_who_somebody_is(
    offices: Offices, tmp_path: Path, row: Row, why: AskedWhy
) -> None:
    report, people, before = held_and_row(offices, tmp_path, NUMBERED, row)
    assert people == [before]
    assert [asked.why for asked in report.asked_rows] == [why]


def test_names_that_differ_in_marks_are_people_of_their_own_and_told(
    offices: Offices, tmp_path: Path
) -> None:
    rows = [(name, "1965", "Nữ", "", "") for name in ("Lê Thị Hoa", "Lê Thị Hòa", "Lê Thị Hóa")]
    with offices.villages[0].open() as session:
        report = imported(session, tmp_path, *rows)
        assert sorted(person.full_name for person in everybody(session)) == [
            *("Lê Thị Hoa", "Lê Thị Hòa", "Lê Thị Hóa")
        ]
        assert [(p.row, p.code) for p in report.problems] == [(3, "NAMESAKES"), (4, "NAMESAKES")]
        again = imported(session, tmp_path, *rows)
        assert (again.unchanged, again.asked, again.created) == (3, 0, 0)


def test_one_name_and_year_in_two_households_are_two_people(
    offices: Offices, tmp_path: Path
) -> None:
    rows = [("Lê Thị Cúc", "1965", "Nữ", "", code) for code in ("H901", "H902")]
    with offices.villages[0].open() as session:
        assert imported(session, tmp_path, *rows).created == 2
        again = imported(session, tmp_path, *rows)
        assert (again.unchanged, again.asked) == (2, 0)


def test_answers_take_the_person_or_a_new_one_or_leave_the_row(
    offices: Offices, tmp_path: Path
) -> None:
    row = ("Lê Thị Hòa", "05/03/1961", "Nữ", "", "")
    with offices.villages[0].open() as session:
        imported(session, tmp_path, HELD)
        (held,) = everybody(session)
        before = IntegrityService(session).state_hash()
        skipped = imported(
            session, tmp_path, row, answers=Answers({(None, 2): RowAnswer(AnswerKind.SKIP)})
        )
        assert (skipped.left_out, IntegrityService(session).state_hash()) == (1, before)
        taken = imported(
            session,
            tmp_path,
            row,
            answers=Answers({("people.csv", 2): RowAnswer(AnswerKind.PERSON, held.id)}),
        )
        assert [(p.id, p.full_name) for p in everybody(session)] == [(held.id, "Lê Thị Hoa")]
        assert [problem.code for problem in taken.problems] == ["IDENTITY_KEPT"]
        assert "họ và tên «Lê Thị Hoa» thành «Lê Thị Hòa»" in taken.problems[0].message
        corrected = RowAnswer(AnswerKind.PERSON, held.id, corrects=True)
        taken = imported(session, tmp_path, row, answers=Answers({("people.csv", 2): corrected}))
        assert [(p.id, p.full_name) for p in everybody(session)] == [(held.id, "Lê Thị Hòa")]
        assert [problem.code for problem in taken.problems] == ["PERSON_CORRECTED"]
        assert taken.import_id is not None
        UndoService(session).undo(ActKind.IMPORT, taken.import_id)
        assert IntegrityService(session).state_hash().sha256 == before.sha256
        imported(session, tmp_path, row, answers=Answers(rest=RowAnswer(AnswerKind.NEW)))
        assert len(everybody(session)) == 2


def test_the_answer_for_all_the_rest_takes_only_a_single_suggestion(
    offices: Offices, tmp_path: Path
) -> None:
    twins = [("Lê Văn Đào", "1950", "Nam", number, "") for number in (NUMBER, OTHER_NUMBER)]
    with offices.villages[0].open() as session:
        imported(session, tmp_path, HELD, *twins)
        rows = [("Lê Thị Hoa", "", "", "", ""), ("Lê Văn Đào", "", "", "", "")]
        suggested = Answers(rest=RowAnswer(AnswerKind.SUGGESTED))
        report = imported(session, tmp_path, *rows, answers=suggested)
        assert (report.unchanged, report.asked) == (1, 1)
        assert [asked.row for asked in report.asked_rows] == [3]


def test_an_answer_to_what_is_not_there_is_refused(offices: Offices, tmp_path: Path) -> None:
    with offices.villages[0].open() as session:
        for place, answer in (
            ((None, 9), RowAnswer(AnswerKind.NEW)),
            ((None, 2), RowAnswer(AnswerKind.PERSON, person="0" * 36)),
            ((None, 2), RowAnswer(AnswerKind.ROW, row=7)),
        ):
            with pytest.raises(VanHoaError) as refused:
                imported(session, tmp_path, HELD, answers=Answers({place: answer}))
            assert refused.value.code is ErrorCode.NOT_FOUND
        assert everybody(session) == []


def test_the_head_of_a_household_is_never_the_last_one_named(
    offices: Offices, tmp_path: Path
) -> None:
    table = write_csv(
        tmp_path / "h.csv",
        [
            ("Họ và tên", "Năm sinh", "Mã hộ", "Chủ hộ"),
            ("Lê Văn Một", "1951", "H1", "Lê Văn Một"),
            ("Lê Văn Hai", "1971", "H1", "Lê Văn Hai"),
        ],
    )
    with offices.villages[0].open() as session:
        report = RosterService(session).import_file(RosterImport(table))
        assert [(p.row, p.code) for p in report.problems] == [(3, "HOUSEHOLD_HEADS_DIFFER")]
        with session.database.reading() as reading:
            assert [house.head_name for house in reading.people.households()] == ["Lê Văn Một"]


def test_somebody_of_another_village_is_left_out_by_name_and_asked_by_likeness(
    offices: Offices, tmp_path: Path
) -> None:
    with offices.commune.open() as session:
        imported(session, tmp_path, NUMBERED, unit=NGOC_BAN)
        before = IntegrityService(session).state_hash()
        report = imported(session, tmp_path, NUMBERED, unit=CAM_BAO)
        assert (report.left_out, report.problems[0].code) == (1, "PERSON_OF_OTHER_UNIT")
        # The commune is told to move the person itself, not to ask the commune.
        assert "«Chuyển đơn vị…»" in report.problems[0].message
        without_number = ("Lê Văn Mẫu", "05/03/1961", "Nam", "", "")
        asked = imported(session, tmp_path, without_number, unit=CAM_BAO)
        (question,) = asked.asked_rows
        (held,) = everybody(session)
        assert question.why is AskedWhy.IN_OTHER_UNIT
        assert [(choice.person, choice.text) for choice in question.choices] == [
            (held.id, "Lê Văn Mẫu, sinh 05/03/1961, Thôn Ngọc Bản")
        ]
        assert "(Lê Văn Mẫu, sinh 05/03/1961, Thôn Ngọc Bản)" in question.message
        that_one = Answers({(None, 2): RowAnswer(AnswerKind.PERSON, person=held.id)})
        chosen = imported(session, tmp_path, without_number, unit=CAM_BAO, answers=that_one)
        assert (chosen.left_out, chosen.problems[0].code) == (1, "PERSON_OF_OTHER_UNIT")
        assert IntegrityService(session).state_hash() == before


# --- what we export comes back ---


def exported(session: Session, folder: Path) -> Path:
    path = folder / "ds.xlsx"
    RosterService(session).export_file(path)
    return path


def edit(path: Path, name: str, heading: str, value: str) -> None:
    """Change one cell of an exported list, as an officer does in Excel."""
    book = load_workbook(path)
    sheet = book.worksheets[0]
    rows = [[str(cell.value or "") for cell in row] for row in sheet.iter_rows()]
    head = next(number for number, row in enumerate(rows) if "Họ và tên" in row)
    row = next(number for number, row in enumerate(rows) if name in row)
    sheet.cell(row + 1, rows[head].index(heading) + 1, value)
    book.save(path)


def test_an_exported_list_comes_back_unchanged(offices: Offices, tmp_path: Path) -> None:
    with offices.villages[0].open() as session:
        imported(session, tmp_path, HELD, NUMBERED)
        before = IntegrityService(session).state_hash()
        report = RosterService(session).import_file(RosterImport(exported(session, tmp_path)))
        assert (report.rows, report.unchanged) == (2, 2)
        assert [problem.code for problem in report.problems] == []
        assert IntegrityService(session).state_hash() == before


@pytest.mark.parametrize(
    ("heading", "value", "field"),
    [
        ("Ngày sinh", "06/04/1962", "birth"),
        ("Họ và tên", "Lê Văn Mậu", "full_name"),
        ("Giới tính", "Nữ", "sex"),
        ("Số CCCD", "038161005555", "citizen_number"),
    ],
)
def test_a_correction_in_an_exported_list_corrects_the_person(
    offices: Offices, tmp_path: Path, heading: str, value: str, field: str
) -> None:
    with offices.villages[0].open() as session:
        imported(session, tmp_path, HELD, NUMBERED)
        before = {person.id for person in everybody(session)}
        path = exported(session, tmp_path)
        edit(path, "Lê Văn Mẫu", heading, value)
        report = RosterService(session).import_file(RosterImport(path))
        assert (report.updated, report.unchanged, report.created) == (1, 1, 0)
        (account,) = [a for _, a in report.account.rows() if a.bin is RowBin.UPDATED]
        assert [change.field for change in account.changes] == [field]
        after = {person.id: person for person in everybody(session)}
        assert after.keys() == before
        changed = after[account.person or ""]
        assert (changed.sex is Sex.FEMALE) == (field == "sex")
        assert (changed.citizen_number == NUMBER) == (field != "citizen_number")


def test_a_row_typed_over_by_somebody_else_is_asked(offices: Offices, tmp_path: Path) -> None:
    with offices.villages[0].open() as session:
        imported(session, tmp_path, HELD, NUMBERED)
        path = exported(session, tmp_path)
        edit(path, "Lê Văn Mẫu", "Ngày sinh", "1990")
        edit(path, "Lê Văn Mẫu", "Họ và tên", "Trần Thị Khác")
        before = IntegrityService(session).state_hash()
        report = RosterService(session).import_file(RosterImport(path))
        assert [asked.why for asked in report.asked_rows] == [AskedWhy.CODE_OF_OTHER_PERSON]
        assert IntegrityService(session).state_hash() == before


def test_a_code_that_is_nobodys_is_told_and_the_name_decides(
    offices: Offices, tmp_path: Path
) -> None:
    with offices.villages[0].open() as session:
        imported(session, tmp_path, HELD, NUMBERED)
        path = exported(session, tmp_path)
        edit(path, "Lê Văn Mẫu", "Mã trong máy (đừng sửa)", "0" * 8 + "-0000-7000-8000-" + "0" * 12)
        report = RosterService(session).import_file(RosterImport(path))
        assert [problem.code for problem in report.problems] == ["CODE_UNKNOWN"]
        assert report.unchanged == 2


def test_a_second_number_of_the_same_person_is_asked(offices: Offices, tmp_path: Path) -> None:
    held = ("Lê Thị Nhung", "1959", "Nữ", "038159001234", "H001")
    row = ("Lê Thị Nhung", "1959", "Nữ", "038159567890", "H001")
    report, people, before = held_and_row(offices, tmp_path, held, row)
    assert people == [before]
    assert [asked.why for asked in report.asked_rows] == [AskedWhy.OTHER_PARTICULARS]


def test_a_list_sorted_without_its_codes_renames_nobody(offices: Offices, tmp_path: Path) -> None:
    """Two sisters of one birth change their codes; «same» for all takes each row's own person."""
    sisters = [(name, "05/03/1961", "Nữ", "", "H1") for name in ("Lê Thị Hoa", "Lê Thị Hoan")]
    with offices.villages[0].open() as session:
        imported(session, tmp_path, *sisters)
        before = {person.full_name: person.id for person in everybody(session)}
        path = exported(session, tmp_path)
        code = "Mã trong máy (đừng sửa)"
        edit(path, "Lê Thị Hoan", code, before["Lê Thị Hoa"])
        # The first cell of that name is the row whose code is changed.
        edit(path, "Lê Thị Hoa", code, before["Lê Thị Hoan"])
        report = RosterService(session).import_file(RosterImport(path))
        assert [asked.why for asked in report.asked_rows] == [AskedWhy.CODE_OF_OTHER_PERSON] * 2
        first = [asked.choices[0].person for asked in report.asked_rows]
        assert first == [before[asked.text.split(",")[0]] for asked in report.asked_rows]
        same = Answers(rest=RowAnswer(AnswerKind.SUGGESTED))
        done = RosterService(session).import_file(RosterImport(path, answers=same))
        assert (done.unchanged, done.asked) == (2, 0)
        assert {person.full_name: person.id for person in everybody(session)} == before


@pytest.mark.parametrize(
    "row",
    [
        ("Lê Văn Mậu", "05/03/1961", "Nam", NUMBER, ""),
        ("Lê Văn Mẫu", "06/03/1961", "Nam", NUMBER, ""),
        ("Lê Văn Mẫu", "05/03/1961", "Nữ", NUMBER, ""),
    ],
)
def test_the_answer_for_all_the_rest_never_changes_who_somebody_is(
    offices: Offices, tmp_path: Path, row: Row
) -> None:
    with offices.villages[0].open() as session:
        imported(session, tmp_path, NUMBERED)
        before = everybody(session)
        same = Answers(rest=RowAnswer(AnswerKind.SUGGESTED))
        assert imported(session, tmp_path, row, answers=same).asked == 1
        assert everybody(session) == before


FULL_HEADINGS = (*HEADINGS, "Chủ hộ", "Quan hệ với chủ hộ", "Nghề nghiệp")


def test_people_of_one_name_and_birth_are_told_apart_and_whoever_fits_stands_first(
    offices: Offices, tmp_path: Path
) -> None:
    """Two of one name and year; the row says only what the second one does."""
    held = [
        ("Lê Văn Đào", "1950", "Nam", "038050000002", "H1", "Lê Văn Cả", "Con", "Thợ xây"),
        ("Lê Văn Đào", "1950", "Nam", "038050000003", "H3", "", "Bố", "Làm ruộng"),
    ]
    row = ("Lê Văn Đào", "1950", "Nam", "", "", "", "Bố", "làm ruộng")
    with offices.villages[0].open() as session:
        service = RosterService(session)
        table = write_csv(tmp_path / "held.csv", [FULL_HEADINGS, *held])
        assert service.import_file(RosterImport(table)).created == 2
        table = write_csv(tmp_path / "row.csv", [FULL_HEADINGS, row])
        (asked,) = service.import_file(RosterImport(table)).asked_rows
        relations = [service.person(choice.person or "").relation for choice in asked.choices]
    assert asked.why is AskedWhy.SEVERAL_FIT
    assert relations == ["Bố", "Con"]
    assert [choice.text for choice in asked.choices] == [
        "Lê Văn Đào, sinh 1950, hộ H3, Bố, Làm ruộng, CCCD 038•••••0003",
        "Lê Văn Đào, sinh 1950, hộ H1 (Lê Văn Cả), Con, Thợ xây, CCCD 038•••••0002",
    ]
    assert asked.message.startswith("Lê Văn Đào, sinh 1950, Bố, làm ruộng: có nhiều người")


def test_a_single_person_who_may_be_meant_is_named_in_few_words(
    offices: Offices, tmp_path: Path
) -> None:
    report, _, _ = held_and_row(offices, tmp_path, HELD, ("Lê Thị Hoa", "", "Nữ", "", ""))
    (asked,) = report.asked_rows
    assert [choice.text for choice in asked.choices] == ["Lê Thị Hoa, sinh 05/03/1961"]


def test_a_turned_day_with_another_sex_in_one_household_is_asked(
    offices: Offices, tmp_path: Path
) -> None:
    head = ("Họ và tên", "Ngày sinh", "Giới tính", "Mã hộ")
    held, row = ("Lê Văn Một", "01/05/1960", "Nam", "H1"), ("Lê Văn Một", "05/01/1960", "Nữ", "H1")
    decides = ("Lê Văn Hai", "25/01/1960", "Nam", "H9")
    with offices.villages[0].open() as session:
        path = write_xlsx(tmp_path / "a.xlsx", [head, held, decides])
        RosterService(session).import_file(RosterImport(path))
        path = write_xlsx(tmp_path / "b.xlsx", [head, row, decides])
        report = RosterService(session).import_file(RosterImport(path))
        assert [asked.why for asked in report.asked_rows] == [AskedWhy.BIRTH_CORRECTED]
        assert report.asked_rows[0].suggestion is None
        assert (report.created, report.unchanged) == (0, 1)
