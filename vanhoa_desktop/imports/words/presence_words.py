"""What lists write of where somebody is: «đã mất 2025», «đi làm ăn xa», «chuyển đi», «có mặt»."""

import re
from dataclasses import dataclass
from datetime import date

from vanhoa_desktop.domain.enums import Presence
from vanhoa_desktop.imports.words.gone_abbreviations import may_be_gone
from vanhoa_desktop.imports.words.gone_remarks import says_gone
from vanhoa_desktop.texts.words.names import clean_name, fold_text
from vanhoa_desktop.texts.words.terms import presence_term

_FIRST_YEAR = 1900
_HERE = (
    r"(?:đang )?có mặt(?: (?:ở|tại) (?:địa phương|thôn))?|đang ở(?: (?:nhà|thôn|xã))?|ở nhà"
    r"|(?:đang )?(?:ở |tại |ở tại )?địa phương"
)
# The longest first: what follows the words is looked at by itself.
_WORDS: tuple[tuple[Presence, str], ...] = (
    (Presence.DECEASED, r"(?:(?:đã|mới|vừa) )?(?:mất|chết|từ trần|qua đời)"),
    (Presence.WORKING_AWAY, r"(?:đang )?đi (?:làm ăn xa|làm xa|làm ăn)"),
    (Presence.STUDYING_AWAY, r"(?:đang )?đi học(?: xa)?"),
    (Presence.DEPARTED, r"(?:đã )?chuyển (?:đi nơi khác|đi|nơi khác|khẩu đi)"),
    (Presence.ARRIVED, r"(?:mới )?chuyển đến"),
    (Presence.PRESENT, _HERE),
    (Presence.EXEMPT, r"không thuộc diện đánh giá"),
)
# Registered or alive, here or not: nothing against being away.
_REGISTERED = re.compile(
    r"(?:đang |còn |vẫn )?(?:thường trú|sống|bình thường|cư trú|đang sống)(?: (?:tại|ở) .+)?"
)
# Work in general says nothing of where somebody lives; «đi làm ở …», «đi làm ăn» may.
_AT_WORK = re.compile(
    r"(?:đang |còn |vẫn )?đi (?:làm|dạy)(?: (?:việc|nhà nước|cơ quan|công ty|công nhân|công chức"
    r"|thuê|ruộng|đồng|nương|rẫy|nông|hàng ngày|ổn định|bình thường|học))*"
)
_DAY = r"(?P<day>[0-9]{1,2})\s*[/.\-]\s*(?P<month>[0-9]{1,2})\s*[/.\-]\s*(?P<year>[0-9]{4})"
_SPELT = r"(?P<d>[0-9]{1,2}) tháng (?P<m>[0-9]{1,2}) năm (?P<y>[0-9]{4})"
_MONTH = r"(?:tháng )?[0-9]{1,2}\s*(?:[/.\-]|năm)\s*(?P<of_month>[0-9]{4})"
_WHEN = re.compile(
    r"(?:từ |vào |hồi |lúc )?(?:ngày |năm |tháng )?"
    rf"(?:{_DAY}|{_SPELT}|{_MONTH}|(?P<plain>[0-9]{{4}}))"
)
_WHERE = re.compile(r"(?:tại|ở|đến|vào|ra|sang|lên|về) [^0-9]+")
_BETWEEN = " \t,;:.()-–"
# What may still tell of somebody who is gone, in words that are not known.
_MAY_BE_GONE = re.compile(
    r"\b(?:mất|chết|tử|chuyển|vắng|đi|bỏ|xóa|xoá|cắt|tù|mat|chet|chuyen|di)\b"
)


@dataclass(frozen=True, slots=True)
class WrittenPresence:
    """What a list says of somebody's presence: since `on` where a whole day is written.

    `is_loose`: registered or alive, which tells nothing of where the person is.
    """

    text: str
    value: Presence
    on: date | None = None
    is_loose: bool = False


def is_gone_in_other_words(text: str) -> bool:
    """Whether a text in a column of presences may tell of somebody gone in words not known."""
    line = clean_name(text).casefold()
    if _AT_WORK.fullmatch(line.strip(" .")):
        return False
    return says_gone(text) or bool(may_be_gone(text) or _MAY_BE_GONE.search(line))


def presence_of(text: str, this_year: int | None) -> WrittenPresence | None:
    """The presence that known words tell, with a time and a place behind them; else None."""
    whole = clean_name(text)
    line = whole.casefold().strip(" .!†")
    for value in Presence:
        if fold_text(presence_term(value)) == fold_text(line):
            return WrittenPresence(whole, value)
    if _REGISTERED.fullmatch(line):
        return WrittenPresence(whole, Presence.PRESENT, is_loose=True)
    for value, words in _WORDS:
        found = re.match(rf"(?:{words})(?!\w)", line)
        if found is None:
            continue
        is_when_and_where, on = _behind(line[found.end() :], this_year)
        return WrittenPresence(whole, value, on) if is_when_and_where else None
    return None


def _behind(rest: str, this_year: int | None) -> tuple[bool, date | None]:
    """Whether what follows the words is only a time and a place, and the day if it is whole."""
    rest, on = rest.strip(_BETWEEN), None
    place = _WHERE.match(rest)
    when = None if place else _WHEN.match(rest)
    if place is not None:
        rest = rest[place.end() :].strip(_BETWEEN)
        when = _WHEN.match(rest) if rest else None
    if when is not None:
        is_day, on = _day(when, this_year)
        rest = rest[when.end() :].strip(_BETWEEN)
        if not is_day:
            return False, None
        rest = "" if _WHERE.fullmatch(rest) else rest
    return not rest, on


def _day(found: re.Match[str], this_year: int | None) -> tuple[bool, date | None]:
    """Whether a time is one that has been, and the day if it is a whole one."""
    parts = found.groupdict()
    year = int(parts["year"] or parts["y"] or parts["of_month"] or parts["plain"])
    if year < _FIRST_YEAR or (this_year is not None and year > this_year):
        return False, None
    day, month = parts["day"] or parts["d"], parts["month"] or parts["m"]
    if not day or not month:
        return True, None
    try:
        return True, date(year, int(month), int(day))
    except ValueError:
        return False, None
