"""What was typed, waits, was refused or is taken back, without a window."""

from decimal import Decimal

from tests.builders.offices import YEAR, Offices, add_person, give_points
from vanhoa_desktop.domain.enums import Assessor, DatePrecision
from vanhoa_desktop.domain.people import BirthDate, Person
from vanhoa_desktop.services.sheets.assessments import AssessmentService
from vanhoa_desktop.ui.scoring.edits import Edit, EditHistory, RefusedPoints
from vanhoa_desktop.ui.scoring.sheet_book import SheetBook
from vanhoa_desktop.ui.scoring.state import namesake_marks

HOA = Person("0" * 32, "Nguyễn Thị Hoa", "1" * 32)


def edit(before: int | None, after: int | None, *, person: Person = HOA, year: int = YEAR) -> Edit:
    was, now = [None if points is None else Decimal(points) for points in (before, after)]
    return Edit(person, year, Assessor.VILLAGE, "CS4", was, now)


def test_a_ten_typed_as_one_and_nought_is_taken_back_as_one() -> None:
    history = EditHistory()
    history.add(edit(7, 1))
    history.add(edit(1, 10), continues=True)
    taken = history.take(YEAR)
    assert taken is not None
    assert taken.taken_back.undone_sentence == (
        "Hoàn tác: chỉ số 4 (thôn chấm) của Nguyễn Thị Hoa, 10 → 7."
    )
    assert history.take(YEAR) is None


def test_an_edit_of_another_year_is_not_taken_back_in_this_one() -> None:
    history = EditHistory()
    history.add(edit(7, 8, year=YEAR - 1))
    assert history.take(YEAR) is None
    assert history.take(YEAR - 1) == edit(7, 8, year=YEAR - 1)


def test_of_a_ten_whose_nought_was_refused_the_one_can_still_be_taken_back() -> None:
    history = EditHistory()
    history.add(edit(7, 1))
    history.add(edit(1, 10), continues=True)
    history.forget(edit(1, 10))
    assert history.take(YEAR) == edit(7, 1)


def test_a_reading_that_began_before_a_save_does_not_hide_what_was_saved(
    offices: Offices,
) -> None:
    with offices.villages[0].open() as session:
        person = add_person(session, "Lê Văn An")
        service = AssessmentService(session)
        book = SheetBook()
        before = service.year_sheets(YEAR)
        book.take_in(before, book.answers)
        begun = book.answers
        typed = edit(None, 8, person=person)
        book.begin(typed)
        assert book.sheet(person.id).result.total == 8
        give_points(session, person, ["", "", "", "8"])
        book.settle(typed, service.sheet(person, YEAR))
        book.take_in(before, begun)
        sheet = book.sheet(person.id)
        assert book.points(sheet, typed.cell) == 8
        book.take_in(service.year_sheets(YEAR), book.answers)
        assert book.points(book.sheet(person.id), typed.cell) == 8


def test_points_that_were_refused_count_nowhere_and_stay_until_given_up(offices: Offices) -> None:
    with offices.villages[0].open() as session:
        person = add_person(session, "Lê Văn An")
        book = SheetBook()
        book.take_in(AssessmentService(session).year_sheets(YEAR), 0)
    refused = edit(None, 11, person=person)
    book.refuse(RefusedPoints(refused, "Điểm phải từ 0 đến 10."))
    sheet = book.sheet(person.id)
    assert sheet.result.total is None
    assert list(book.refused_cells(sheet)) == [refused.cell]
    assert book.give_up(refused.place)
    assert book.refusals == []
    assert not book.give_up(refused.place)


def test_namesakes_are_told_apart_by_as_little_as_is_enough() -> None:
    def someone(key: str, born: str, work: str | None, number: str | None = None) -> Person:
        birth = BirthDate(born, DatePrecision.DAY if len(born) > 4 else DatePrecision.YEAR)
        return Person(key, "Lê Văn Quý", "u", birth=birth, occupation=work, citizen_number=number)

    other = Person("d", "Lê Văn Khác", "u")
    by_year = [someone("a", "1950", None), someone("b", "1975", None), other]
    assert namesake_marks(by_year) == {"a": "1950", "b": "1975"}
    by_work = [someone("a", "1950", "hưu trí"), someone("b", "1950", "làm ruộng")]
    assert namesake_marks(by_work) == {"a": "1950, hưu trí", "b": "1950, làm ruộng"}
    by_number = [someone("a", "1950", None, "038050002201"), someone("b", "1950", None)]
    assert namesake_marks(by_number) == {"a": "1950, CCCD …2201", "b": "1950"}
