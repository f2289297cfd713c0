"""People: what is known of a birth, who is grown up, where somebody lives."""

import datetime as dt
from dataclasses import FrozenInstanceError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies.dates import births
from vanhoa_desktop.domain.enums import DatePrecision, Presence
from vanhoa_desktop.domain.people import ADULT_AGE_YEARS, BirthDate, Person, is_adult


@given(births())
def test_the_year_of_birth_is_known_whatever_the_precision(birth: BirthDate) -> None:
    assert birth.year == int(birth.text[:4])
    assert len(birth.text) == {"year": 4, "month": 7, "day": 10}[birth.precision.value]


@pytest.mark.parametrize(
    ("born", "year", "grown"),
    [(2008, 2026, True), (2009, 2026, False), (1900, 2026, True), (2026, 2026, False)],
)
def test_an_adult_is_18_by_the_last_day_of_the_year(born: int, year: int, grown: bool) -> None:
    assert is_adult(born, year) is grown


@given(st.dates(dt.date(1930, 1, 1), dt.date(2026, 12, 31)))
def test_whoever_turns_18_within_the_year_counts_as_grown_by_its_end(born: dt.date) -> None:
    last_day = dt.date(2026, 12, 31)
    age = last_day.year - born.year - ((last_day.month, last_day.day) < (born.month, born.day))
    assert is_adult(born.year, 2026) is (age >= ADULT_AGE_YEARS)


def test_the_age_of_an_adult_is_the_communes_to_set() -> None:
    assert is_adult(2010, 2026, adult_age_years=16)
    assert not is_adult(2011, 2026, adult_age_years=16)


def test_a_person_of_whom_only_the_name_is_known_is_taken_to_be_here() -> None:
    person = Person("id", "Lê Văn Mẫu", "village")
    assert person.presence is Presence.PRESENT
    known = {person.birth, person.sex, person.citizen_number, person.household, person.target_group}
    assert known == {None}


def test_people_are_values_that_nobody_alters() -> None:
    person = Person("id", "Lê Văn Mẫu", "village")
    name = "full_name"
    with pytest.raises(FrozenInstanceError):
        setattr(person, name, "Khác")
    assert person == Person("id", "Lê Văn Mẫu", "village")
    assert BirthDate("1961", DatePrecision.YEAR) != BirthDate("1961-01", DatePrecision.MONTH)
