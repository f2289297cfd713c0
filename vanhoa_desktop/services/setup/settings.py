"""Dated settings of the commune: what is in force on a day, and setting them.

Whatever no source settles is a setting with a default (office-practice.md), never a constant. A
setting holds from a date on, so that the figures of a closed year do not change with the next one.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.domain.counting import (
    ADULT_AGE_KEY,
    LEAST_CLAN_KEY,
    NOT_COUNTED,
    NOT_COUNTED_KEY,
    STATIONS_KEY,
    CountingRules,
)
from vanhoa_desktop.domain.people import ADULT_AGE_YEARS
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.journal.identity import setting_id
from vanhoa_desktop.scoring.target_file import shipped_targets
from vanhoa_desktop.services.office.control import control
from vanhoa_desktop.services.office.lookup import find_unit
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.setup.target_sets import AREA_KEY, PLAN_KEY, SHIPPED_PLAN
from vanhoa_desktop.texts.words.plain import plain_text

# Every setting that people may set by hand, with what holds where nobody did.
DEFAULTS: Mapping[str, str] = {
    ADULT_AGE_KEY: str(ADULT_AGE_YEARS),
    NOT_COUNTED_KEY: ",".join(sorted(presence.value for presence in NOT_COUNTED)),
    STATIONS_KEY: "yes",
    LEAST_CLAN_KEY: "0",
    PLAN_KEY: SHIPPED_PLAN,
    AREA_KEY: "",
}


@dataclass(frozen=True, slots=True)
class ListedSetting:
    """A setting as it is in force on a day.

    `since` is the ISO date from which it holds, None where the default does. `shown` says the
    value in words: names of units for their ids.
    """

    key: str
    value: str
    default: str
    since: str | None
    shown: str


class SettingService:
    """Reads and sets the commune's settings."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def settings(self, on: str | None = None) -> list[ListedSetting]:
        """All settings on an ISO date; without one, at the end of the newest open year."""
        with self._session.database.reading() as reading:
            day = on or f"{self._newest_year(reading)}-12-31"
            return [_listed(reading, key, day) for key in DEFAULTS]

    def set(self, key: str, text: str, valid_from: str | None = None) -> ListedSetting:
        """Set a setting from an ISO date on; without one, from the newest open year on.

        Units of `targets.area` are named by id or name, with commas between. Raises NOT_FOUND for
        a setting or unit that there is none, VALUE_INVALID, ROLE_NOT_ALLOWED, NOT_ENROLLED.
        """
        self._session.require_office()
        if key not in DEFAULTS:
            raise VanHoaError(ErrorCode.NOT_FOUND, what="setting", text=key)
        with self._session.database.reading() as reading:
            value = _checked(reading, key, plain_text(text))
            begins = valid_from or f"{self._newest_year(reading)}-01-01"
        with self._session.work() as work:
            values = control(self._session.require_unit()) | {
                "key": key,
                "from": begins,
                "value": value,
            }
            work.put_changed("setting", setting_id(key, begins), values)
            work.commit()
        with self._session.database.reading() as reading:
            return _listed(reading, key, begins)

    def _newest_year(self, reading: Reading) -> int:
        """Computers' clocks are wrong; the years that the commune opened are not."""
        years = [cycle.year for cycle in reading.units.cycles()]
        return max(years, default=self._session.this_year())


def _listed(reading: Reading, key: str, on: str) -> ListedSetting:
    held = reading.units.dated_setting(key, on)
    since, value = (None, DEFAULTS[key]) if held is None else held
    shown = value
    if key == AREA_KEY and value:
        names = {unit.id: unit.name for unit in reading.units.units()}
        shown = ", ".join(names.get(unit, unit) for unit in value.split(","))
    return ListedSetting(key, value, DEFAULTS[key], since, shown)


def _checked(reading: Reading, key: str, text: str) -> str:
    """The value as it is kept; raises VALUE_INVALID, NOT_FOUND or AMBIGUOUS."""
    if key == AREA_KEY:
        named = [name for name in text.split(",") if name.strip()]
        return ",".join(find_unit(reading, name).id for name in named)
    if key == PLAN_KEY and text not in {one.id for one in shipped_targets()}:
        raise VanHoaError(ErrorCode.VALUE_INVALID, field=key, value=text)
    CountingRules.read({key: text})
    return text
