"""Moments of the journal for people: the hour and day in Viet Nam, and how long ago it was.

Clocks of village laptops may be wrong, so a moment is only shown and never orders anything.
"""

import datetime as dt

_VIET_NAM = dt.timezone(dt.timedelta(hours=7))
_MOST_DAYS = 60


def _parsed(iso: str) -> dt.datetime | None:
    try:
        moment = dt.datetime.fromisoformat(iso)
    except ValueError:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)).astimezone(_VIET_NAM)


def day_of(moment: dt.datetime) -> str:
    """The day of a moment in Viet Nam, as an ISO date, wherever the computer thinks it stands."""
    return moment.astimezone(_VIET_NAM).date().isoformat()


def moment_text(iso: str) -> str:
    """«09:41 ngày 25/11/2026»; what is no moment is shown as it is written."""
    moment = _parsed(iso)
    return iso if moment is None else f"{moment:%H:%M} ngày {moment:%d/%m/%Y}"


def hour_text(moment: dt.datetime) -> str:
    """«09:41», by the same clock as every other moment that is shown."""
    return f"{moment.astimezone(_VIET_NAM):%H:%M}"


def age_text(iso: str | None, now: str) -> str:
    """«hôm nay lúc 09:41», «hôm qua», «5 ngày trước», a date when it is long ago; «chưa có»."""
    moment, today = _parsed(iso or ""), _parsed(now)
    if moment is None or today is None:
        return "chưa có"
    days = (today.date() - moment.date()).days
    if days == 0:
        return f"hôm nay lúc {moment:%H:%M}"
    if days == 1:
        return "hôm qua"
    if 1 < days <= _MOST_DAYS:
        return f"{days} ngày trước"
    return f"ngày {moment:%d/%m/%Y}"


def file_day(now: str) -> str:
    """A day as it stands in names of files: 25-11-2026."""
    moment = _parsed(now)
    return "" if moment is None else f"{moment:%d-%m-%Y}"
