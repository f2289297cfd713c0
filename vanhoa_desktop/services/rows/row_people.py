"""Which held person a row of a spreadsheet means that only adds to people who are known."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from vanhoa_desktop.domain.import_account import (
    AnswerKind,
    AskedRow,
    AskedWhy,
    RowAccount,
    RowAnswer,
    RowBin,
)
from vanhoa_desktop.domain.people import Person
from vanhoa_desktop.domain.problems import Problem, Severity
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.imports.people.named_rows import NamedRow, RowReadings
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.rows.import_report import (
    Answers,
    Place,
    asked_row,
    question_problem,
    suggested,
)
from vanhoa_desktop.services.rows.matching import (
    Ground,
    Meant,
    PersonMatcher,
    RowQuestion,
    open_doubts,
)
from vanhoa_desktop.services.rows.person_values import GONE
from vanhoa_desktop.services.rows.row_likeness import is_same_name
from vanhoa_desktop.services.rows.row_units import FILE_NAME, address_doubts, table_unit_names
from vanhoa_desktop.texts.words.terms import presence_term

PERSON_UNKNOWN = "PERSON_UNKNOWN"
_UNKNOWN_MESSAGE = (
    "Chưa có người này trong danh sách. Hãy nhập danh sách trước, hoặc sửa họ tên, ngày sinh."
)
_SKIPPED = "Bỏ qua theo trả lời."

AnyRow = TypeVar("AnyRow", bound=NamedRow)


@dataclass
class PlacedRows(Generic[AnyRow]):
    """Rows with their people, and what became of the others: asked, unknown, skipped."""

    rows: list[tuple[AnyRow, Person]]
    asked: list[AskedRow]
    problems: list[Problem]
    accounts: dict[Place, RowAccount]

    def refuse(self, row: NamedRow, code: str, message: str) -> None:
        """Leave a row out that the rules refuse."""
        self.problems.append(row_error(row, code, message))
        self.accounts[row.place] = RowAccount(row.row, RowBin.LEFT_OUT, row.full_name, message)


class RowPeople:
    """Finds the people of rows by the rules of `matching`.

    Where a row gives no birth, the only person of exactly that name will do, if nothing else in
    the row says somebody else.
    """

    def __init__(self, session: Session, rows: Sequence[NamedRow], file_name: str = "") -> None:
        self._session = session
        with session.database.reading() as reading:
            self._matcher = PersonMatcher(reading, rows, is_commune=session.identity.is_commune)
            self._units = table_unit_names(session, reading)
        self._file_place = self._units.of_file(file_name)

    def place(
        self, rows: Sequence[AnyRow], readings: RowReadings, answers: Answers
    ) -> PlacedRows[AnyRow]:
        """Each row with its person, by what it says and by what was answered.

        Raises NOT_FOUND for answers to what is not there.
        """
        sheets = [sheet.name for sheet in readings.sheets]
        located = answers.located(sheets, (row.place for row in rows))
        named = {answer.person for answer in located.values() if answer.person}
        with self._session.database.reading() as reading:
            people = reading.people.people(named)
        placed: PlacedRows[AnyRow] = PlacedRows([], [], [], {})
        for row in map(self._asked_where, rows):
            self._place(row, located.get(row.place), answers.rest, people, placed)
        return placed

    def _place(
        self,
        row: AnyRow,
        answer: RowAnswer | None,
        rest: RowAnswer | None,
        people: Mapping[str, Person],
        placed: PlacedRows[AnyRow],
    ) -> None:
        found = None if answer is not None else self.find(row)
        if isinstance(found, Person):
            row, found = self._asked_of_place(row, found)
        if isinstance(found, RowQuestion):
            asked = asked_row(
                row,
                found,
                choosable=found.people,
                homes=self._matcher.homes,
                can_be_new=False,
            )
            answer = None if rest is None else suggested(asked, rest)
            if answer is None:
                placed.asked.append(asked)
                placed.problems.append(question_problem(asked))
                account = RowAccount(row.row, RowBin.ASKED, row.full_name, asked.message)
                placed.accounts[row.place] = account
                return
            people = {person.id: person for person in found.people}
        if answer is not None and answer.kind is AnswerKind.SKIP:
            account = RowAccount(row.row, RowBin.LEFT_OUT, row.full_name, _SKIPPED)
            placed.accounts[row.place] = account
            return
        person = found if isinstance(found, Person) else people.get(_person_of(answer))
        if person is not None:
            placed.rows.append((row, person))
        elif answer is not None and answer.kind is not AnswerKind.NEW:
            raise VanHoaError(ErrorCode.NOT_FOUND, what="person", text=_person_of(answer))
        else:
            placed.refuse(row, PERSON_UNKNOWN, f"{row.full_name}: {_unknown(row)}")

    def _asked_where(self, row: AnyRow) -> AnyRow:
        """The row with a doubt, where what stands in it or above it names no unit that is known."""
        if not row.unit_name or self._units.find(row.unit_name, row.unit_heading) is not None:
            return row
        where = f"Theo {row.unit_where}, dòng này" if row.unit_where else "Dòng này"
        doubt = (
            f"{where} thuộc «{row.unit_name}», không phải một thôn, đơn vị của xã. Nếu không phải "
            "người ở đây thì chọn «Bỏ qua»."
        )
        return replace(row, doubts=(*row.doubts, doubt))

    def _asked_of_place(self, row: AnyRow, person: Person) -> tuple[AnyRow, Person | RowQuestion]:
        """The row and its person, or the question where something says another place."""
        is_below = self._is_below_other(row, person)
        asked = _asked_below(row) if is_below else row
        doubts = address_doubts(self._units, row, person.home_unit, can_be_new=False)
        doubts += self._doubts_of_file(row, person)
        doubts += _doubts_of_presence(person)
        if not is_below and not doubts:
            return row, person
        asked = replace(asked, doubts=(*asked.doubts, *doubts))
        return asked, RowQuestion(AskedWhy.DOUBTFUL, (person,))

    def _doubts_of_file(self, row: NamedRow, person: Person) -> list[str]:
        """The doubt about rows of a file that is called after another place, and says no more."""
        called = self._file_place
        if not called or row.unit_name or self._units.find(called) == person.home_unit:
            return []
        doubt = (
            f"Theo {FILE_NAME}, dòng này thuộc «{called}». Nếu không phải người ở đây thì chọn "
            "«Bỏ qua»; nếu đúng thì chọn người."
        )
        return [doubt]

    def _is_below_other(self, row: NamedRow, person: Person) -> bool:
        """Whether the row's own cell of units is empty, and the one above names another unit."""
        over = row.unit_over
        return bool(over) and self._units.find(over, row.unit_heading) != person.home_unit

    def find(self, row: NamedRow) -> Person | RowQuestion | None:
        """The person of a row, or the question that it raises; None for one who is not held."""
        unit = self._units.find(row.unit_name, row.unit_heading)
        verdict = self._matcher.judge(row, unit)
        if isinstance(verdict, Meant):
            # A code alone corrects a roster; points go only to whom the name says.
            is_named = verdict.ground is not Ground.CODE or is_same_name(row, verdict.person)
            why = AskedWhy.CODE_OF_OTHER_PERSON
            verdict = verdict if is_named else RowQuestion(why, (verdict.person,))
        if isinstance(verdict, RowQuestion) and verdict.why is AskedWhy.NO_BIRTH:
            exact = [person for person in verdict.people if is_same_name(row, person)]
            is_only = row.birth is None and len(exact) == 1
            if is_only and self._matcher.contradicts(row, exact[0]):
                verdict = RowQuestion(AskedWhy.OTHER_PARTICULARS, (exact[0],))
            elif is_only:
                verdict = Meant(exact[0], Ground.NAME)
        if isinstance(verdict, Meant):
            is_doubtful = bool(open_doubts(row, verdict.person))
            people = (verdict.person,)
            return RowQuestion(AskedWhy.DOUBTFUL, people) if is_doubtful else verdict.person
        return verdict


def _doubts_of_presence(person: Person) -> list[str]:
    """The doubt about points of somebody held as dead or moved away: of an old list, perhaps."""
    if person.presence not in GONE:
        return []
    doubt = (
        f"Danh sách đã ghi người này là «{presence_term(person.presence)}». Nếu không lấy số liệu "
        "của người này thì chọn «Bỏ qua»; nếu vẫn lấy thì chọn người."
    )
    return [doubt]


def _asked_below(row: AnyRow) -> AnyRow:
    doubt = (
        f"Cột «{row.unit_heading}» để trống ở dòng này, ô trên ghi «{row.unit_over}». Nếu dòng này "
        f"là của người ở «{row.unit_over}» thì chọn «Bỏ qua»."
    )
    return replace(row, doubts=(*row.doubts, doubt))


def _unknown(row: NamedRow) -> str:
    if not row.unit_where:
        return _UNKNOWN_MESSAGE
    return (
        f"Theo {row.unit_where}, dòng này thuộc «{row.unit_name}», mà nơi đó chưa có người này "
        "trong danh sách. Hãy xem lại tên thôn đó, họ tên, ngày sinh."
    )


def _person_of(answer: RowAnswer | None) -> str:
    return (answer.person if answer is not None else None) or ""


def row_error(row: NamedRow, code: str, message: str) -> Problem:
    """The problem of a row that cannot be placed, or that the rules refuse."""
    return Problem(row.sheet, row.row, None, Severity.ERROR, code, message)
