"""Who counts (office-practice.md A): adults by age and presence, and households with somebody."""

from dataclasses import dataclass

from vanhoa_desktop.domain.enums import Presence, has_value
from vanhoa_desktop.domain.people import ADULT_AGE_YEARS, Person, is_adult

# Who is not counted in a commune (office-practice.md A3); the commune's yearly choice by default.
NOT_COUNTED = frozenset(
    {
        Presence.WORKING_AWAY,
        Presence.STUDYING_AWAY,
        Presence.DEPARTED,
        Presence.DECEASED,
        Presence.EXEMPT,
    }
)


# Dated settings by which the commune decides otherwise.
ADULT_AGE_KEY = "counting.adult_age"
NOT_COUNTED_KEY = "counting.not_counted"


@dataclass(frozen=True, slots=True)
class CountingBasis:
    """Who counts among people: the age of adults, and the presences that are left out."""

    adult_age_years: int = ADULT_AGE_YEARS
    not_counted: frozenset[Presence] = NOT_COUNTED

    @classmethod
    def read(cls, adult_age: str | None, not_counted: str | None) -> "CountingBasis":
        """The basis that settings say; what is not set, or says nothing of ours, is the default."""
        names = [name.strip() for name in (not_counted or "").split(",") if name.strip()]
        is_list = not_counted is not None and all(has_value(Presence, name) for name in names)
        is_age = adult_age is not None and adult_age.isascii() and adult_age.isdigit()
        return cls(
            int(adult_age) if adult_age is not None and is_age else ADULT_AGE_YEARS,
            frozenset(map(Presence, names)) if is_list else NOT_COUNTED,
        )


USUAL_BASIS = CountingBasis()


def is_counted(person: Person, basis: CountingBasis = USUAL_BASIS) -> bool:
    """Whether a person counts at all where he or she lives."""
    return person.presence not in basis.not_counted


def is_counted_adult(person: Person, year: int, basis: CountingBasis = USUAL_BASIS) -> bool:
    """Whether a person counts as an adult of a year; without a birth year nobody does."""
    if person.birth is None or not is_counted(person, basis):
        return False
    return is_adult(person.birth.year, year, basis.adult_age_years)
