"""The right value of a field as a person types it, in the words in which values are shown."""

import json
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import TypeVar

from vanhoa_desktop.canonical import Json
from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.domain.enums import (
    Assessor,
    DatePrecision,
    Presence,
    Sex,
    TargetGroup,
    has_value,
)
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.journal.kinds import CONSENT_FIELDS, FACT, KINDS, check_values
from vanhoa_desktop.scoring.engine import check_points
from vanhoa_desktop.services.review.conflicts import ListedConflict
from vanhoa_desktop.texts.words.dates import parse_birth
from vanhoa_desktop.texts.words.names import fold_text
from vanhoa_desktop.texts.words.numbers import parse_decimal, stored_decimal
from vanhoa_desktop.texts.words.plain import plain_text
from vanhoa_desktop.texts.words.terms import presence_term, sex_term, target_group_term

_PLAIN = frozenset(
    {
        *("full_name", "phone", "occupation", "note", "code", "head_name", "citizen_number"),
        *("return_reason", "issuer", "name", "text"),
    }
)
_DAYS = frozenset({"decided_on", "held_on", "until"})
_T = TypeVar("_T", bound=StrEnum)
_TRUTHS = {"co": True, "yes": True, "true": True, "khong": False, "no": False, "false": False}


def can_be_typed(field: str) -> bool:
    """Whether a field is best answered by typing: points, birth dates, names and other texts.

    Closed vocabularies and states are chosen among the values; typed, one of their words will do.
    """
    return _is_points(field) or field == "birth" or field in _PLAIN


def typed_value(reading: Reading, conflict: ListedConflict, text: str) -> Json:
    """A value typed by a person; raises VALUE_INVALID or POINTS_NOT_ALLOWED.

    One of the values in the words in which it is listed always will do, for every kind of field.
    """
    stripped = plain_text(text)
    wrong = VanHoaError(ErrorCode.VALUE_INVALID, field=conflict.field, value=text)
    listed = _listed(conflict, stripped)
    if listed is not None:
        return listed
    try:
        value = _parsed(reading, conflict, stripped)
    except ValueError as error:
        raise wrong from error
    try:
        check_values(KINDS[conflict.kind], conflict.record, {conflict.field: value})
    except VanHoaError as error:
        raise wrong from error
    return value


def _is_points(field: str) -> bool:
    prefix, dot, _ = field.partition(".")
    return bool(dot) and has_value(Assessor, prefix)


def _listed(conflict: ListedConflict, text: str) -> Json | None:
    wanted = text.casefold()
    found = [item.value for item in conflict.values if item.text.casefold() == wanted]
    return found[0] if found and all(value == found[0] for value in found) else None


def _parsed(reading: Reading, conflict: ListedConflict, text: str) -> Json:
    """What the text means in this field; raises ValueError, or POINTS_NOT_ALLOWED."""
    field = conflict.field
    if _is_points(field):
        indicator = field.partition(".")[2]
        return {"points": _points(reading, conflict, indicator, text), "reason": None}
    if field in _PLAIN:
        return text or None
    if field.startswith(FACT):
        return _fact(text)
    parse = _PARSERS.get(field)
    if parse is not None:
        return parse(conflict, text)
    value: Json = json.loads(text)
    return value


def _points(reading: Reading, conflict: ListedConflict, indicator: str, text: str) -> str | None:
    if not text:
        return None
    sheet = reading.assessments.by_id(conflict.record)
    criteria = None if sheet is None else reading.criteria.of(sheet.criteria_sha256)
    try:
        points = Decimal(text.replace(",", "."))
    except InvalidOperation as error:
        raise ValueError(text) from error
    if criteria is not None:
        check_points(criteria, indicator, points)
    return stored_decimal(points)


def _fact(text: str) -> Json:
    if not text:
        return None
    truth = _TRUTHS.get(fold_text(text))
    if truth is not None:
        return truth
    number = parse_decimal(text)
    if number is None:
        raise ValueError(text)
    return stored_decimal(number)


def _birth(_conflict: ListedConflict, text: str) -> Json:
    birth = parse_birth(text) if text else None
    if birth is None and text:
        raise ValueError(text)
    return None if birth is None else {"precision": birth.precision.value, "text": birth.text}


def _day(_conflict: ListedConflict, text: str) -> str | None:
    birth = parse_birth(text) if text else None
    if text and (birth is None or birth.precision is not DatePrecision.DAY):
        raise ValueError(text)
    return None if birth is None else birth.text


def _consent(conflict: ListedConflict, text: str) -> Json:
    """The day of a consent; by whom and on which form stays as one of the values has it."""
    on = _day(conflict, text)
    if on is None:
        return None
    given = [item.value for item in conflict.values if isinstance(item.value, Mapping)]
    return {**(given[0] if given else {"by": "", "form": ""}), "on": on}


def _presence(_conflict: ListedConflict, text: str) -> Json:
    return {"on": None, "value": _member(Presence, presence_term, text)}


def _choice(members: Iterable[_T], term: Callable[[_T], str]) -> Callable[..., Json]:
    def parse(_conflict: ListedConflict, text: str) -> Json:
        return _member(members, term, text) if text else None

    return parse


def _member(members: Iterable[_T], term: Callable[[_T], str], text: str) -> str:
    wanted = fold_text(text)
    for member in members:
        if wanted in (fold_text(term(member)), member.value):
            return member.value
    raise ValueError(text)


_PARSERS: Mapping[str, Callable[[ListedConflict, str], Json]] = {
    "birth": _birth,
    "presence": _presence,
    "sex": _choice(Sex, sex_term),
    "target_group": _choice(TargetGroup, target_group_term),
    **dict.fromkeys(_DAYS, _day),
    **dict.fromkeys(CONSENT_FIELDS, _consent),
}
