"""People, households and units."""

from collections.abc import Mapping
from dataclasses import dataclass

from vanhoa_desktop.domain.enums import DatePrecision, Presence, Sex, TargetGroup, UnitKind

ADULT_AGE_YEARS = 18


@dataclass(frozen=True, slots=True)
class BirthDate:
    """A birth date as far as it is known.

    `text` is YYYY, YYYY-MM or YYYY-MM-DD according to `precision`.
    """

    text: str
    precision: DatePrecision

    @property
    def year(self) -> int:
        """The year of birth, which is always known."""
        return int(self.text[:4])


@dataclass(frozen=True, slots=True)
class Person:
    """One person of the roster.

    `home_unit` is where the person lives, not where he or she is assessed; `presence_on` the ISO
    day since when the presence is so, None where no whole day is known.
    """

    id: str
    full_name: str
    home_unit: str
    birth: BirthDate | None = None
    sex: Sex | None = None
    citizen_number: str | None = None
    phone: str | None = None
    household: str | None = None
    relation: str | None = None
    occupation: str | None = None
    target_group: TargetGroup | None = None
    presence: Presence = Presence.PRESENT
    presence_on: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Household:
    """A household of the register: its code within the village and the name of its head."""

    id: str
    unit: str
    code: str
    head_name: str | None = None


@dataclass(frozen=True, slots=True)
class Clan:
    """A clan that the commune keeps, across villages."""

    id: str
    name: str
    head_name: str | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """A village, school, station or agency of the commune, or the commune itself."""

    id: str
    name: str
    kind: UnitKind
    parent: str | None = None


def home_of(person: Person, households: Mapping[str, Household]) -> Household | None:
    """The household in which a person lives; `households` are those that are known, by id.

    A unit says where its own people live. That somebody lives in a household of another unit is no
    word of that unit's, and who moved to another unit left the household: both live in none.
    """
    found = households.get(person.household or "")
    return found if found is not None and found.unit == person.home_unit else None


def is_adult(birth_year: int, cycle_year: int, adult_age_years: int = ADULT_AGE_YEARS) -> bool:
    """Whether someone born in `birth_year` is an adult by 31/12 of `cycle_year`.

    Office-practice.md A4.
    """
    return cycle_year - birth_year >= adult_age_years
