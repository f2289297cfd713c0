"""Which held person a row of a spreadsheet means that only adds to people who are known."""

from collections.abc import Sequence
from typing import Protocol

from vanhoa_desktop.domain.people import BirthDate, Person
from vanhoa_desktop.domain.problems import Problem, Severity
from vanhoa_desktop.services.matching import births_agree
from vanhoa_desktop.services.session import Session
from vanhoa_desktop.texts.names import clean_name, fold_text

PERSON_UNKNOWN, PERSON_AMBIGUOUS = "PERSON_UNKNOWN", "PERSON_AMBIGUOUS"
_MESSAGES = {
    PERSON_UNKNOWN: "Chưa có người này trong danh sách. "
    "Hãy nhập danh sách trước, hoặc sửa họ tên, ngày sinh.",
    PERSON_AMBIGUOUS: "Có nhiều người trùng tên này. Hãy ghi thêm số CCCD hoặc ngày sinh.",
}


class PersonRow(Protocol):
    """A row that names a person, and where it stands."""

    @property
    def sheet(self) -> str:
        """The name of its sheet."""

    @property
    def row(self) -> int:
        """Its number in the sheet, from 1."""

    @property
    def full_name(self) -> str:
        """The name."""

    @property
    def birth(self) -> BirthDate | None:
        """The birth date as far as it is given."""

    @property
    def citizen_number(self) -> str | None:
        """The identity number, if it is given."""

    @property
    def unit_name(self) -> str | None:
        """The village or unit, if it is given."""


class RowPeople:
    """Finds the person of a row.

    Identity number, else name + birth + unit, else the only one of that name.
    """

    def __init__(self, session: Session, rows: Sequence[PersonRow]) -> None:
        with session.database.reading() as reading:
            numbers = {row.citizen_number for row in rows if row.citizen_number}
            self._by_number = reading.people.by_citizen_numbers(numbers)
            names = {fold_text(row.full_name) for row in rows}
            self._by_name = reading.people.by_folded_names(names)
            units = reading.units.units()
            self._units = {unit.id: clean_name(unit.name).casefold() for unit in units}

    def find(self, row: PersonRow) -> Person | str:
        """The person, or the code of why there is none."""
        same_number = self._by_number.get(row.citizen_number or "", [])
        if len(same_number) == 1:
            return same_number[0]
        found = [
            person
            for person in self._by_name.get(fold_text(row.full_name), [])
            if births_agree(person.birth, row.birth)
        ]
        unit = clean_name(row.unit_name or "").casefold()
        if len(found) > 1 and unit:
            found = [person for person in found if self._units.get(person.home_unit) == unit]
        if len(found) > 1:
            name = clean_name(row.full_name)
            found = [person for person in found if clean_name(person.full_name) == name]
        if not found:
            return PERSON_UNKNOWN
        return found[0] if len(found) == 1 else PERSON_AMBIGUOUS


def row_error(row: PersonRow, code: str, message: str | None = None) -> Problem:
    """The problem of a row that cannot be placed, or that the rules refuse (`message` says why)."""
    text = message or f"{row.full_name}: {_MESSAGES[code]}"
    return Problem(row.sheet, row.row, None, Severity.ERROR, code, text)
