"""Who counts (office-practice.md A): adults by age and presence, and households with somebody."""

from vanhoa_desktop.domain.enums import Presence
from vanhoa_desktop.domain.people import Person, is_adult

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


def is_counted(person: Person) -> bool:
    """Whether a person counts at all where he or she lives."""
    return person.presence not in NOT_COUNTED


def is_counted_adult(person: Person, year: int) -> bool:
    """Whether a person counts as an adult of a year; without a birth year nobody does."""
    if person.birth is None or not is_counted(person):
        return False
    return is_adult(person.birth.year, year)
