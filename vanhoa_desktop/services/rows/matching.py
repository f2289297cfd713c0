"""Which held person a row of a spreadsheet means, and when nobody but the officer can say.

A row means a person by the same identity number and the same name, or by the same name with the
same birth where nothing contradicts; by the code that an exported list carries where the rest still
fits. Names that are alike only without their marks are asked, never taken.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.domain.import_account import AskedWhy
from vanhoa_desktop.domain.people import Person
from vanhoa_desktop.imports.cells.identity_numbers import NEW_DIGITS, mask_fits
from vanhoa_desktop.imports.cells.name_cells import without_title
from vanhoa_desktop.imports.people.named_rows import NamedRow
from vanhoa_desktop.services.rows.choice_texts import Homes
from vanhoa_desktop.services.rows.person_values import GONE, states_nothing_new
from vanhoa_desktop.services.rows.renamed_people import RenamedPeople
from vanhoa_desktop.services.rows.row_likeness import (
    are_days,
    are_of_near_years,
    are_of_one_year,
    are_turned,
    births_agree,
    births_same,
    is_code_of,
    is_household_of,
    is_same_name,
    numbers_differ,
    sexes_differ,
)
from vanhoa_desktop.texts.words.names import fold_text, other_spellings

# A corrected spelling still looks like the name; another person's name does not.
_LEAST_LIKENESS = 70.0
_FULL = 100.0


class Ground(IntEnum):
    """On what a row was found to mean a person, the strongest last."""

    NAME = 1
    NUMBER = 2
    CODE = 3
    ANSWER = 4


@dataclass(frozen=True, slots=True)
class Meant:
    """The row means this person, on this ground."""

    person: Person
    ground: Ground


@dataclass(frozen=True, slots=True)
class RowQuestion:
    """The row may mean one of these people, or of these rows; only the officer can say."""

    why: AskedWhy
    people: tuple[Person, ...] = ()
    rows: tuple[NamedRow, ...] = ()


# What is asked because of an identity number, which may be the wrong one.
_OF_NUMBERS = frozenset(
    {
        AskedWhy.NUMBER_OF_OTHER_NAME,
        AskedWhy.NUMBER_OF_OTHER_BIRTH,
        AskedWhy.NUMBER_REPEATED,
    }
)

# None: nobody who is held can be meant.
Verdict = Meant | RowQuestion | None


class PersonMatcher:
    """Judges rows against everybody who is held."""

    def __init__(
        self, reading: Reading, rows: Sequence[NamedRow], *, is_commune: bool = False
    ) -> None:
        numbers = {row.citizen_number for row in rows if row.citizen_number}
        names = {name for row in rows for name in _looked_up(row)}
        self._by_number = reading.people.by_citizen_numbers(numbers)
        self._by_name = reading.people.by_folded_names(names)
        self._by_id = reading.people.people({row.person_id for row in rows if row.person_id})
        self.households = {house.id: house for house in reading.people.households()}
        self.household_counts = reading.people.household_counts()
        unit_names = {unit.id: unit.name for unit in reading.units.units()}
        self.homes = Homes(self.households, unit_names, is_commune)
        self._renamed = RenamedPeople(reading, rows, self.households.values())

    def judge(self, row: NamedRow, unit: str | None) -> Verdict:
        """Who the row means; `unit` is where its person lives, None where that is not said."""
        held = self._by_id.get(row.person_id or "")
        if held is not None:
            exact = self._exact(row, unit)
            is_moved = bool(exact) and held not in exact
            if _carries_code(row, held) and not is_moved:
                return Meant(held, Ground.CODE)
            # Where codes have moved the household beside a name may have moved too.
            named = self.of_name_and_birth(row, unit)
            others = tuple(person for person in named if person is not held)
            return RowQuestion(AskedWhy.CODE_OF_OTHER_PERSON, (*others, held))
        found = self._by_its_number(row) or self._by_its_name(row, unit)
        if found is None and (renamed := self._renamed.of(row, unit)):
            return RowQuestion(AskedWhy.LIKE_NAME, tuple(renamed))
        if isinstance(found, RowQuestion) and found.why in _OF_NUMBERS:
            return self.with_all_who_fit(found, row, unit)
        return found

    def with_all_who_fit(
        self, question: RowQuestion, row: NamedRow, unit: str | None
    ) -> RowQuestion:
        """A question of others than the row's namesakes, with these: nobody is doubled unasked.

        Where it is the number that is doubtful, neither it nor the sex speaks against a name.
        """
        is_of_number = question.why in _OF_NUMBERS
        fitting = [
            person
            for person in self._alike(row)
            if (unit is None or person.home_unit == unit)
            and _is_namesake(row, person)
            and (is_of_number or self._fits(row, person))
        ]
        everybody = {person.id: person for person in (*question.people, *fitting)}
        people = sorted(everybody.values(), key=lambda person: not _is_namesake(row, person))
        return replace(question, people=tuple(people))

    def _exact(self, row: NamedRow, unit: str | None) -> list[Person]:
        """Those of exactly this name and birth whom nothing in the row contradicts."""
        return [person for person in self.of_name_and_birth(row, unit) if self._fits(row, person)]

    def of_name_and_birth(self, row: NamedRow, unit: str | None) -> list[Person]:
        """Everybody of exactly a row's name and birth in a unit, or anywhere."""
        return [
            person
            for person in self._alike(row)
            if (unit is None or person.home_unit == unit)
            and row.birth is not None
            and row.birth == person.birth
            and is_same_name(row, person)
        ]

    def knows_code(self, row: NamedRow) -> bool:
        """Whether the code that a row carries is somebody's who is held."""
        return row.person_id in self._by_id

    def coded(self, row: NamedRow) -> Person | None:
        """Whose code a row carries, if he or she is held."""
        return self._by_id.get(row.person_id or "")

    def person(self, record: str) -> Person | None:
        """Somebody whom a row was found to mean perhaps, by id."""
        found = (*self._by_number.values(), *self._by_name.values())
        everybody = (person for people in found for person in people)
        return self._by_id.get(record) or next((p for p in everybody if p.id == record), None)

    def possible(self, row: NamedRow) -> list[Person]:
        """Everybody who is held with a row's code, number or name."""
        coded = self._by_id.get(row.person_id or "")
        return [
            *([coded] if coded else []),
            *self.holders(row.citizen_number or ""),
            *self._alike(row),
        ]

    def holders(self, number: str) -> list[Person]:
        """Everybody who is held with an identity number."""
        return list(self._by_number.get(number, []))

    def _by_its_number(self, row: NamedRow) -> Verdict:
        holders = self.holders(row.citizen_number) if row.citizen_number else []
        if not holders:
            return None
        fitting = [
            person
            for person in holders
            if is_same_name(row, person)
            and births_agree(row.birth, person.birth)
            and not sexes_differ(row, person)
        ]
        if len(fitting) == 1:
            return Meant(fitting[0], Ground.NUMBER)
        if fitting:
            return RowQuestion(AskedWhy.SEVERAL_FIT, tuple(fitting))
        is_named = any(is_same_name(row, person) for person in holders)
        why = AskedWhy.NUMBER_OF_OTHER_BIRTH if is_named else AskedWhy.NUMBER_OF_OTHER_NAME
        return RowQuestion(why, tuple(holders))

    def _by_its_name(self, row: NamedRow, unit: str | None) -> Verdict:
        alike = self._alike(row)
        here = [person for person in alike if unit is None or person.home_unit == unit]
        fitting = [person for person in here if self._fits(row, person)]
        chosen = self._closest(row, fitting)
        if len(chosen) == 1:
            return Meant(chosen[0], Ground.NAME)
        if chosen:
            return RowQuestion(AskedWhy.SEVERAL_FIT, tuple(chosen))
        if unchanged := self._unchanged(row, here):
            return Meant(unchanged, Ground.NAME)
        found = [(why, p) for p in here if (why := self._doubt(row, p)) is not None]
        if not found:
            moved = [p for p in alike if p not in here and _is_surely_alike(row, p)]
            return RowQuestion(AskedWhy.IN_OTHER_UNIT, tuple(moved)) if moved else None
        first = min((why for why, _ in found), key=_STRONGEST.index)
        return RowQuestion(first, tuple(person for _, person in found))

    def _unchanged(self, row: NamedRow, here: Sequence[Person]) -> Person | None:
        """The only one of that name here, where no birth is known and the row says nothing new.

        So a list without births comes a second time without a question.
        """
        named = [person for person in here if is_same_name(row, person)]
        if len(named) != 1 or row.birth is not None or named[0].birth is not None:
            return None
        (person,) = named
        is_home_new = bool(row.household_code) and not self._is_at_home(row, person)
        is_new = is_home_new or self.contradicts(row, person)
        return person if not is_new and states_nothing_new(row, person) else None

    def _alike(self, row: NamedRow) -> list[Person]:
        return [person for name in _looked_up(row) for person in self._by_name.get(name, [])]

    def _fits(self, row: NamedRow, person: Person) -> bool:
        return (
            is_same_name(row, person)
            and births_same(row.birth, person.birth)
            and not self.contradicts(row, person)
        )

    def contradicts(self, row: NamedRow, person: Person) -> bool:
        """Whether a row gives another sex, number or household than is held of somebody."""
        return (
            sexes_differ(row, person)
            or numbers_differ(row, person)
            or self._households_differ(row, person)
        )

    def _households_differ(self, row: NamedRow, person: Person) -> bool:
        house = self.households.get(person.household or "")
        return house is not None and not is_household_of(row, house)

    def _closest(self, row: NamedRow, fitting: list[Person]) -> list[Person]:
        """Of several that fit, the one of exactly this day of birth, or of this household.

        A year alone says no more of the one of whom only that year is held than of the other.
        """
        days = [person for person in fitting if are_days(row.birth, person.birth)]
        exact = [person for person in days if person.birth == row.birth]
        chosen = exact or fitting
        if len(chosen) > 1 and row.household_code:
            return [p for p in chosen if self._is_at_home(row, p)] or chosen
        return chosen

    def _doubt(self, row: NamedRow, person: Person) -> AskedWhy | None:
        """Why a row that does not fit a person may mean him or her all the same."""
        is_same = is_same_name(row, person)
        # Everything else the same: of one person's two numbers one is wrong, or they are two.
        is_same_at_home = is_same and self._is_at_home(row, person)
        is_all_the_same = is_same_at_home and row.birth == person.birth
        # Two of one name in one household are rare; a sex written wrong is not.
        is_slip = sexes_differ(row, person) and (
            is_same_at_home or (is_same and are_turned(row.birth, person.birth))
        )
        are_two = _are_surely_two(row, person, is_same=is_same)
        if are_two and not is_all_the_same and not is_slip:
            return None
        if not births_agree(row.birth, person.birth):
            is_corrected = is_same_at_home
            is_turned = is_same and are_turned(row.birth, person.birth)
            # A list without households has only the year to tell a day that was guessed.
            is_of_year = is_same and are_of_one_year(row.birth, person.birth)
            is_of_year = is_of_year and not self._households_differ(row, person)
            # Lists number their households each in its own way: a birth that is nearly the same is
            # asked, unless the list has somebody who is more likely meant.
            is_beside = is_same and are_of_near_years(row.birth, person.birth)
            is_beside = is_beside and not self._renamed.is_listed(person)
            is_asked = is_corrected or is_turned or is_of_year or is_beside
            return AskedWhy.BIRTH_CORRECTED if is_asked else None
        if not births_same(row.birth, person.birth):
            if is_same:
                return AskedWhy.NO_BIRTH
            return None if self._households_differ(row, person) else AskedWhy.LIKE_NAME
        if is_same:
            return AskedWhy.OTHER_PARTICULARS
        # Households are numbered anew by every list: with exactly one birth a name that is alike
        # but for its marks is asked whatever the code says.
        is_told_apart = self._households_differ(row, person) and row.birth != person.birth
        return None if is_told_apart else AskedWhy.LIKE_NAME

    def _is_at_home(self, row: NamedRow, person: Person) -> bool:
        house = self.households.get(person.household or "")
        return bool(row.household_code) and house is not None and is_code_of(row, house.code)


_STRONGEST = list(AskedWhy)


def _looked_up(row: NamedRow) -> dict[str, None]:
    """The folded names of everybody who may be called like a row, the row's own first."""
    names = (row.full_name, without_title(row.full_name))
    return dict.fromkeys(found for name in names for found in other_spellings(name))


def open_doubts(row: NamedRow, person: Person) -> tuple[str, ...]:
    """The doubts about a row that are left if it means this person.

    A name that is held just so was asked about when it came, or typed by hand.
    """
    settled = {row.name_doubt} if is_same_name(row, person) else set()
    settled |= {row.birth_doubt} if row.birth == person.birth else set()
    # What is held about somebody was asked about when it came, or typed by hand.
    held = {(t or "").casefold() for t in (person.note, person.relation, person.occupation)}
    if row.gone_remark and row.gone_remark.casefold() in held:
        settled.add(row.gone_doubt)
    if person.presence in GONE:
        settled |= {*row.gone_of_titles, row.gone_doubt}
    return tuple(doubt for doubt in row.doubts if doubt not in settled)


def keeps_identity(row: NamedRow, person: Person) -> bool:
    """Whether taking a person for a row leaves name, birth and sex what they are."""
    return _is_namesake(row, person) and not sexes_differ(row, person)


def _is_namesake(row: NamedRow, person: Person) -> bool:
    return is_same_name(row, person) and births_agree(row.birth, person.birth)


def is_held_with_number(row: NamedRow, person: Person) -> bool:
    """Whether somebody of a row's name, birth and sex is held with its identity number already."""
    return keeps_identity(row, person) and row.citizen_number == person.citizen_number


def _carries_code(row: NamedRow, held: Person) -> bool:
    """Whether a row may carry this person's code: a row typed over by somebody else does not."""
    likeness = fuzz.ratio(fold_text(row.full_name), fold_text(held.full_name))
    is_same_birth = births_agree(row.birth, held.birth)
    if (
        row.number_mask
        and held.citizen_number
        and not mask_fits(row.number_mask, held.citizen_number)
    ):
        return False
    return likeness >= (_LEAST_LIKENESS if is_same_birth else _FULL) and (
        is_same_birth or is_same_name(row, held)
    )


def _are_surely_two(row: NamedRow, person: Person, *, is_same: bool) -> bool:
    """Whether what is known of both makes them two people, whom no question joins."""
    has_same_day = births_same(row.birth, person.birth) and are_days(row.birth, person.birth)
    if sexes_differ(row, person):
        return not (is_same and births_same(row.birth, person.birth))
    if not numbers_differ(row, person):
        return False
    left, right = row.citizen_number or "", person.citizen_number or ""
    both_new = len(left) == len(right) == NEW_DIGITS
    # A mistyped digit, or a new number in place of an old paper's, is no other person.
    is_slip = both_new and OSA.distance(left, right) == 1
    return not is_same or (both_new and not is_slip and not has_same_day)


def _is_surely_alike(row: NamedRow, person: Person) -> bool:
    return (
        is_same_name(row, person)
        and are_days(row.birth, person.birth)
        and row.birth == person.birth
        and not sexes_differ(row, person)
        and not numbers_differ(row, person)
    )
