"""Numbers that are shown as days and times, by the number format of their cell."""

import datetime as dt
import re
from enum import StrEnum

from vanhoa_desktop.imports.book.book import Cell

_EPOCH_1900 = dt.datetime(1899, 12, 30)  # noqa: DTZ001 - days of a calendar have no zone
_EPOCH_1904 = dt.datetime(1904, 1, 1)  # noqa: DTZ001 - nor have these
# Serial 60 is 29 February 1900, a day that Lotus invented; before it all days are one off.
_INVENTED_DAY = 60
_LAST_SERIAL = 2_958_466
_SECONDS_A_DAY = 86_400


class Shown(StrEnum):
    """What a number format shows a number as."""

    NUMBER = "number"
    DAY = "day"
    TIME = "time"
    DURATION = "duration"


_BUILT_IN = {
    **dict.fromkeys((*range(14, 18), 22, *range(27, 32), 36, *range(50, 59)), Shown.DAY),
    **dict.fromkeys((18, 19, 20, 21, 32, 33, 34, 35, 45, 47), Shown.TIME),
    46: Shown.DURATION,
}
_NOT_SIGNS = re.compile(r'"[^"]*"|\\.|_.|\*.')
_DURATION = re.compile(r"\[(h+|m+|s+)\]")
_BRACKETS = re.compile(r"\[[^\]]*\]")
_ZEROS = re.compile(r"0{2,}")
_MOST_ZEROS = 15


def shown_as(format_id: int, code: str | None) -> Shown:
    """What a format shows, by its code; by its built-in number where it has no code."""
    if code is None:
        return _BUILT_IN.get(format_id, Shown.NUMBER)
    signs = _NOT_SIGNS.sub("", code.partition(";")[0]).casefold()
    if _DURATION.search(signs):
        return Shown.DURATION
    signs = _BRACKETS.sub("", signs).replace("general", "").replace("am/pm", "h")
    if "d" in signs or "y" in signs:
        return Shown.DAY
    if "h" in signs or "s" in signs:
        return Shown.TIME
    return Shown.DAY if "m" in signs else Shown.NUMBER


def leading_zeros(code: str | None) -> int:
    """How many digits a format such as «000000000000» shows of a whole number; 0 if not such."""
    return len(code) if code and len(code) <= _MOST_ZEROS and _ZEROS.fullmatch(code) else 0


def with_zeros(number: float, zeros: int) -> str | None:
    """A whole number with its leading zeros, as its format shows it; None if it is none."""
    is_whole = number.is_integer() and 0 <= number < 10.0**_MOST_ZEROS
    return f"{int(number):0{zeros}d}" if is_whole else None


def shown_cell(number: float, shown: Shown, *, is_1904: bool) -> Cell:
    """The number as its format shows it; the plain number where that cannot be."""
    if shown is Shown.DAY:
        return _day(number, is_1904=is_1904)
    if shown is Shown.TIME and 0 <= number < 1:
        seconds = round(number * _SECONDS_A_DAY) % _SECONDS_A_DAY
        return (_EPOCH_1904 + dt.timedelta(seconds=seconds)).time()
    if shown is Shown.DURATION and 0 <= number < _LAST_SERIAL:
        return dt.timedelta(seconds=round(number * _SECONDS_A_DAY))
    return number


def iso_day(written: str) -> Cell | None:
    """«1961-03-05» or «1961-03-05T00:00:00» as a day; None for anything else."""
    try:
        moment = dt.datetime.fromisoformat(written.strip()).replace(tzinfo=None)
    except ValueError:
        return None
    return moment.date() if moment.time() == dt.time.min else moment


def _day(number: float, *, is_1904: bool) -> Cell:
    if not 0 <= number < _LAST_SERIAL:
        return number
    epoch = _EPOCH_1904 if is_1904 else _EPOCH_1900
    if not is_1904:
        if int(number) in {0, _INVENTED_DAY}:
            return number
        if number < _INVENTED_DAY:
            epoch += dt.timedelta(days=1)
    try:
        moment = epoch + dt.timedelta(seconds=round(number * _SECONDS_A_DAY))
    except OverflowError:
        return number
    return moment.date() if moment.time() == dt.time.min else moment
