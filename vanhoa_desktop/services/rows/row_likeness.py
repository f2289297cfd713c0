"""What a row of a spreadsheet and a person who is held have in common, one thing at a time."""

from vanhoa_desktop.domain.enums import DatePrecision
from vanhoa_desktop.domain.people import BirthDate, Household, Person
from vanhoa_desktop.imports.cells.identity_numbers import mask_fits
from vanhoa_desktop.imports.cells.name_cells import without_title
from vanhoa_desktop.imports.lists.roster import PersonCandidate
from vanhoa_desktop.imports.people.named_rows import NamedRow
from vanhoa_desktop.services.rows.household_codes import may_be_one_household
from vanhoa_desktop.texts.words.name_keys import name_key
from vanhoa_desktop.texts.words.names import clean_name


def births_agree(left: BirthDate | None, right: BirthDate | None) -> bool:
    """Whether two birth dates can be the same person's.

    Unknown agrees with all, and the coarser one decides.
    """
    if left is None or right is None:
        return True
    length = min(len(left.text), len(right.text))
    return left.text[:length] == right.text[:length]


def births_same(left: BirthDate | None, right: BirthDate | None) -> bool:
    """Whether both births are known and agree."""
    return left is not None and right is not None and births_agree(left, right)


def is_same_name(row: NamedRow, person: Person) -> bool:
    """Whether a row's name is the person's, however both were typed."""
    return name_key(row.full_name) == name_key(person.full_name)


def sexes_differ(row: NamedRow, person: Person) -> bool:
    """Whether both sexes are known and are not the same."""
    return row.sex is not None and person.sex is not None and row.sex is not person.sex


def numbers_differ(row: NamedRow, person: Person) -> bool:
    """Whether both identity numbers are known, as far as one is masked, and are not the same."""
    if row.number_mask and person.citizen_number:
        return not mask_fits(row.number_mask, person.citizen_number)
    numbers = (row.citizen_number, person.citizen_number)
    return all(numbers) and numbers[0] != numbers[1]


def is_code_of(row: NamedRow, code: str) -> bool:
    """Whether a row names the household that is held under this code.

    A list of people says how its households are called: each spelling is one of its own. A table
    that only finds people says whom it means, however it writes the number.
    """
    said = row.household_code or ""
    if isinstance(row, PersonCandidate):
        return clean_name(said).casefold() == clean_name(code).casefold()
    return may_be_one_household(said, code)


def is_household_of(row: NamedRow, house: Household) -> bool:
    """Whether a row may name this household: by its code, else by its head where both are known.

    In a list of people the head may have changed; «Ông Cả» is «Lê Văn Cả».
    """
    if row.household_code:
        return is_code_of(row, house.code)
    if isinstance(row, PersonCandidate) or not row.head_name or not house.head_name:
        return True
    said, held = name_key(row.head_name), name_key(without_title(house.head_name))
    return said == held or f" {held}".endswith(f" {said}") or f" {said}".endswith(f" {held}")


def are_days(*births: BirthDate | None) -> bool:
    """Whether all of these are known to the day."""
    return all(birth is not None and birth.precision is DatePrecision.DAY for birth in births)


def are_of_one_year(left: BirthDate | None, right: BirthDate | None) -> bool:
    """Whether both are known and of the same year."""
    return left is not None and right is not None and left.text[:4] == right.text[:4]


def are_of_near_years(left: BirthDate | None, right: BirthDate | None) -> bool:
    """Whether both are known and no more than a year apart: of two papers one may be wrong."""
    return left is not None and right is not None and abs(left.year - right.year) <= 1


def are_turned(left: BirthDate | None, right: BirthDate | None) -> bool:
    """Whether two days differ only by day and month in each other's place."""
    if left is None or right is None or not are_days(left, right):
        return False
    year, month, day = left.text.split("-")
    return right.text == f"{year}-{day}-{month}"
