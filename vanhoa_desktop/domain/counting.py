"""Who counts, as the commune decides it once a year: the rules, and how its settings say them.

The defaults are those of office-practice.md A. `db/members.py` applies the rules, and nobody else.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from vanhoa_desktop.canonical import Json
from vanhoa_desktop.domain.enums import Presence, UnitKind, has_value
from vanhoa_desktop.domain.people import ADULT_AGE_YEARS
from vanhoa_desktop.errors import ErrorCode, VanHoaError

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
STATIONS_KEY = "counting.stations_are_units"
LEAST_CLAN_KEY = "counting.least_clan_households"
COUNTING_KEYS = (ADULT_AGE_KEY, NOT_COUNTED_KEY, STATIONS_KEY, LEAST_CLAN_KEY)
_TRUTHS: Mapping[str, bool] = {"yes": True, "no": False}
_AGES, _CLAN_SIZES = range(14, 31), range(1_001)


@dataclass(frozen=True, slots=True)
class CountingRules:
    """Who counts: age of adults, presences left out, whether stations are learning units.

    `least_clan_households`: a clan with fewer counted households of the year is no clan (0: all).
    """

    adult_age_years: int = ADULT_AGE_YEARS
    not_counted: frozenset[Presence] = NOT_COUNTED
    stations_are_units: bool = True
    least_clan_households: int = 0

    @classmethod
    def read(cls, said: Mapping[str, str]) -> "CountingRules":
        """The rules that settings say, text by key; what is not set is the default.

        Raises VALUE_INVALID with `field` and `value` for a text that says nothing of ours.
        """
        usual = cls()
        age, clan = said.get(ADULT_AGE_KEY), said.get(LEAST_CLAN_KEY)
        presences, stations = said.get(NOT_COUNTED_KEY), said.get(STATIONS_KEY)
        return cls(
            usual.adult_age_years if age is None else _whole(ADULT_AGE_KEY, age, _AGES),
            usual.not_counted if presences is None else _presences(presences),
            usual.stations_are_units if stations is None else _truth(stations),
            usual.least_clan_households
            if clan is None
            else _whole(LEAST_CLAN_KEY, clan, _CLAN_SIZES),
        )

    @property
    def unit_kinds(self) -> frozenset[UnitKind]:
        """The kinds of learning units: those whose people are their staff and learners."""
        kinds = {UnitKind.SCHOOL, UnitKind.AGENCY}
        return frozenset(kinds | ({UnitKind.STATION} if self.stations_are_units else set()))

    def as_json(self) -> Json:
        """The rules as they are kept in a snapshot."""
        return {
            "adult_age_years": self.adult_age_years,
            "least_clan_households": self.least_clan_households,
            "not_counted": sorted(presence.value for presence in self.not_counted),
            "stations_are_units": self.stations_are_units,
        }


USUAL_RULES = CountingRules()


def _whole(key: str, text: str, allowed: range) -> int:
    if not text.isascii() or not text.isdigit() or int(text) not in allowed:
        raise VanHoaError(ErrorCode.VALUE_INVALID, field=key, value=text)
    return int(text)


def _presences(text: str) -> frozenset[Presence]:
    names = [name.strip() for name in text.split(",") if name.strip()]
    if not all(has_value(Presence, name) for name in names):
        raise VanHoaError(ErrorCode.VALUE_INVALID, field=NOT_COUNTED_KEY, value=text)
    return frozenset(map(Presence, names))


def _truth(text: str) -> bool:
    if text not in _TRUTHS:
        raise VanHoaError(ErrorCode.VALUE_INVALID, field=STATIONS_KEY, value=text)
    return _TRUTHS[text]
