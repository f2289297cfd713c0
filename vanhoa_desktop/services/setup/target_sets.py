"""Which targets hold for this commune on a day: its own plan first, then the national ones."""

from collections.abc import Sequence
from pathlib import Path

from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.files import read_limited
from vanhoa_desktop.journal.identity import setting_id
from vanhoa_desktop.scoring.problems import LineProblem
from vanhoa_desktop.scoring.shares import Share
from vanhoa_desktop.scoring.target_file import check_targets_file, parse_targets, shipped_targets
from vanhoa_desktop.scoring.targets import Measure, Role, TargetSet
from vanhoa_desktop.scoring.toml_table import normalised
from vanhoa_desktop.services.office.control import control
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.setup.cycles import open_cycle

SHIPPED_PLAN = "KH-35-2022"
PLAN_KEY = "targets.plan"
AREA_KEY = "targets.area"
CONTENT_KEY = "targets.content"
STATED_KEY = "targets.stated."
MAX_DIGITS = 9
MAX_FILE_BYTES = 100_000


def sets_in_force(reading: Reading, on: str) -> tuple[TargetSet, ...]:
    """The plan of the commune (its own, else a shipped one), then national sets, on an ISO date.

    Raises TARGETS_INVALID for a plan in the settings that cannot be read any more.
    """
    content = reading.units.setting(CONTENT_KEY, on)
    shipped = [one for one in shipped_targets() if one.is_in_force(on)]
    if content:
        plans = [parse_targets(content, CONTENT_KEY)]
    else:
        wanted = reading.units.setting(PLAN_KEY, on) or SHIPPED_PLAN
        plans = [one for one in shipped if one.id == wanted]
    national = [one for one in shipped if one.role is Role.NATIONAL and one not in plans]
    return (*plans, *sorted(national, key=lambda one: (one.id != "QD-677-2022", one.id)))


def plan_area(reading: Reading, on: str) -> frozenset[str] | None:
    """The units for which the commune's plan holds; None where it holds for all of them."""
    named = reading.units.setting(AREA_KEY, on)
    if not named:
        return None
    return frozenset(name.strip() for name in named.split(",") if name.strip())


def stated_share(reading: Reading, year: int, target: str) -> Share | None:
    """What the commune stated for a target that nothing here can count; None if it did not.

    Raises VALUE_INVALID for a setting that cannot be read.
    """
    key = f"{STATED_KEY}{year}.{target}"
    text = reading.units.setting(key, f"{year}-12-31")
    if text is None:
        return None
    numbers = text.split("/")
    is_share = len(numbers) == len(("reached", "total")) and all(map(_is_count, numbers))
    if not is_share or int(numbers[0]) > int(numbers[1]):
        raise VanHoaError(ErrorCode.VALUE_INVALID, field=key, value=text)
    return Share(int(numbers[0]), int(numbers[1]))


def _is_count(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= MAX_DIGITS


def read_targets_file(path: Path) -> str:
    """The text of a targets file; raises FILE_MISSING, FILE_TOO_LARGE or FILE_UNREADABLE."""
    try:
        return normalised(read_limited(path, MAX_FILE_BYTES).decode("utf-8"))
    except UnicodeDecodeError as error:
        raise VanHoaError(ErrorCode.FILE_UNREADABLE, path=str(path)) from error


def check_targets(path: Path) -> list[LineProblem]:
    """Everything that is wrong in a targets file, by line; raises what reading it raises."""
    return check_targets_file(read_targets_file(path))


class TargetSetService:
    """Lists the sets of targets in force and publishes the commune's own."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def sets(self, on: str) -> Sequence[TargetSet]:
        """The sets in force on an ISO date."""
        with self._session.database.reading() as reading:
            return sets_in_force(reading, on)

    def state(self, year: int, target: str, share: Share) -> None:
        """State both numbers of a target that nothing here can count.

        Raises ROLE_NOT_ALLOWED, CYCLE_NOT_OPEN, NOT_FOUND for a target that is not of this sort,
        VALUE_INVALID for more reached than there are.
        """
        self._session.require_office()
        with self._session.database.reading() as reading:
            open_cycle(reading, year)
            sets = sets_in_force(reading, f"{year}-12-31")
        known = {t.id for one in sets for t in one.targets if t.measure is Measure.STATED}
        if target not in known:
            raise VanHoaError(ErrorCode.NOT_FOUND, what="target", text=target)
        text = f"{share.numerator}/{share.denominator}"
        if share.numerator > share.denominator:
            raise VanHoaError(ErrorCode.VALUE_INVALID, field=target, value=text)
        self._set(f"{STATED_KEY}{year}.{target}", f"{year}-01-01", text)

    def publish(self, path: Path, valid_from: str | None = None) -> TargetSet:
        """Make a file the commune's plan from a date on (the file's own where none is given).

        Raises ROLE_NOT_ALLOWED, TARGETS_INVALID, and what reading a file raises.
        """
        self._session.require_office()
        content = read_targets_file(path)
        found = parse_targets(content, path.name)
        begins = valid_from or found.in_force_from
        self._set(CONTENT_KEY, begins, content)
        return found

    def _set(self, key: str, begins: str, value: str) -> None:
        values = control(self._session.require_unit()) | {
            "key": key,
            "from": begins,
            "value": value,
        }
        with self._session.work() as work:
            work.put_changed("setting", setting_id(key, begins), values)
            work.commit()
