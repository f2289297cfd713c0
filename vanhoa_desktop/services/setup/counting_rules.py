"""What the commune decides once a year about counting; the defaults are office-practice.md A's."""

from collections.abc import Mapping
from dataclasses import dataclass

from vanhoa_desktop.canonical import Json
from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.domain.counting import ADULT_AGE_KEY, NOT_COUNTED, NOT_COUNTED_KEY
from vanhoa_desktop.domain.enums import Presence, UnitKind, has_value
from vanhoa_desktop.domain.people import ADULT_AGE_YEARS
from vanhoa_desktop.errors import ErrorCode, VanHoaError

__all__ = [
    "ADULT_AGE_KEY",
    "AREA_KEY",
    "ELDERLY_AGE_YEARS",
    "LEAST_CLAN_KEY",
    "NOT_COUNTED_KEY",
    "PLAN_KEY",
    "STATIONS_KEY",
    "CountingRules",
    "check_counting_rule",
    "counting_rules",
]
ELDERLY_AGE_YEARS = 60
STATIONS_KEY = "counting.stations_are_units"
LEAST_CLAN_KEY = "counting.least_clan_households"
PLAN_KEY = "targets.plan"
AREA_KEY = "targets.area"
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

    @property
    def unit_kinds(self) -> frozenset[UnitKind]:
        """The kinds of units whose people are staff (T3)."""
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


def counting_rules(reading: Reading, on: str) -> CountingRules:
    """The rules in force on an ISO date; raises VALUE_INVALID for a setting that cannot be read."""
    age = reading.units.setting(ADULT_AGE_KEY, on)
    presences = reading.units.setting(NOT_COUNTED_KEY, on)
    stations = reading.units.setting(STATIONS_KEY, on)
    least_clan = reading.units.setting(LEAST_CLAN_KEY, on)
    return CountingRules(
        ADULT_AGE_YEARS if age is None else _whole(ADULT_AGE_KEY, age, _AGES),
        NOT_COUNTED if presences is None else _presences(presences),
        True if stations is None else _truth(stations),
        0 if least_clan is None else _whole(LEAST_CLAN_KEY, least_clan, _CLAN_SIZES),
    )


def check_counting_rule(key: str, text: str) -> None:
    """Raise VALUE_INVALID for a value that the setting `key` of this module cannot have."""
    if key == ADULT_AGE_KEY:
        _whole(key, text, _AGES)
    elif key == LEAST_CLAN_KEY:
        _whole(key, text, _CLAN_SIZES)
    elif key == NOT_COUNTED_KEY:
        _presences(text)
    elif key == STATIONS_KEY:
        _truth(text)


def _whole(key: str, text: str, allowed: range) -> int:
    if not text.isascii() or not text.isdigit() or int(text) not in allowed:
        raise VanHoaError(ErrorCode.VALUE_INVALID, field=key, value=text)
    return int(text)


def _presences(text: str) -> frozenset[Presence]:
    names = [name.strip() for name in text.split(",") if name.strip()]
    if not all(has_value(Presence, name) for name in names):
        raise VanHoaError(ErrorCode.VALUE_INVALID, field=NOT_COUNTED_KEY, value=text)
    return frozenset(Presence(name) for name in names)


def _truth(text: str) -> bool:
    if text not in _TRUTHS:
        raise VanHoaError(ErrorCode.VALUE_INVALID, field=STATIONS_KEY, value=text)
    return _TRUTHS[text]
