"""Whether a value has the form that the page gives its field."""

import datetime as dt
import hashlib
import re
import uuid
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, NoReturn

from tests.bundles.stranger.lines import UUID, is_line_of_text
from tests.bundles.stranger.page import Form, Kind, field_pattern, kinds
from tests.bundles.stranger.plain import RefusedError, canonical

NAMESPACE = uuid.UUID("6f0d8d5e-3c1b-5b7e-9a55-35c0de2022ff")
MOST_UNKNOWN = 4_096
KEYS = {
    "registration": ("person", "year"),
    "assessment": ("person", "year", "model"),
    "recognition": ("person", "year", "model"),
    "digital": ("person", "year"),
    "outside_title": ("person", "year"),
    "same_person": ("a", "b"),
}
_MODELS = {"citizen", "family", "clan", "community", "unit", "commune"}
_LENGTHS = {"year": 4, "month": 7, "day": 10}
_POINTS, _DECIMAL = (
    r"(0|[1-9][0-9]{0,3})(\.[0-9]{0,2}[1-9])?",
    r"(0|[1-9][0-9]{0,8})(\.[0-9]{0,3}[1-9])?",
)
_UNKNOWN = rf"[a-z][a-z0-9_]{{0,40}}(\.([a-z0-9_]{{1,40}}|{field_pattern('INDICATOR')}))?"


def natural_id(kind: str, *key: Any) -> str:
    """The id of the one record of a kind with this key."""
    return str(uuid.uuid5(NAMESPACE, canonical([kind, *key]).decode()))


def has_form(form: Form, value: Any) -> bool:
    """Whether a value is what the page says."""
    if value is None:
        return form.or_null or form.name == "fact"
    return _FORMS[form.name](form, value)


def _is_object(form: Form, value: Any) -> bool:
    return (
        isinstance(value, dict)
        and value.keys() == form.parts.keys()
        and all(has_form(part, value[name]) for name, part in form.parts.items())
    )


def _is_date(_: Form, value: Any) -> bool:
    if not isinstance(value, str) or not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        return False
    try:
        return 1850 <= dt.date.fromisoformat(value).year <= 2200
    except ValueError:
        return False


def _is_birth(form: Form, value: Any) -> bool:
    if not isinstance(value, dict) or value.keys() != {"precision", "text"}:
        return False
    precision, text = value["precision"], value["text"]
    if not isinstance(precision, str) or not isinstance(text, str):
        return False
    return _LENGTHS.get(precision) == len(text) and _is_date(form, text + "-01-01"[len(text) - 4 :])


def _is_points(_: Form, value: Any) -> bool:
    if not isinstance(value, dict) or value.keys() != {"points", "reason"}:
        return False
    points, reason = value["points"], value["reason"]
    is_number = points is None or (_matches(points, _POINTS) and Decimal(points) <= 1000)
    return is_number and (reason is None or is_line_of_text(reason, 500))


def _matches(value: Any, form: str) -> bool:
    return isinstance(value, str) and re.fullmatch(form, value) is not None


def _is_whole(form: Form, value: Any) -> bool:
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return is_number and form.least <= value <= form.most


def _is_text(form: Form, value: Any) -> bool:
    also = "\n\t" if form.name == "lines" else ""
    return is_line_of_text(value, form.most, also) and len(value) >= form.least


def _is_fact(_: Form, value: Any) -> bool:
    return isinstance(value, bool) or _matches(value, _DECIMAL)


_FORMS: Mapping[str, Callable[[Form, Any], bool]] = {
    "object": _is_object,
    "words": lambda form, value: isinstance(value, str) and value in form.words,
    "text": _is_text,
    "lines": _is_text,
    "int": _is_whole,
    "year": lambda _, value: _is_whole(Form("int", 2000, 2200), value),
    "model": lambda _, value: isinstance(value, str) and value in _MODELS,
    "truth": lambda _, value: isinstance(value, bool),
    "date": _is_date,
    "birth": _is_birth,
    "points": _is_points,
    "fact": _is_fact,
    "decimal": lambda _, value: _matches(value, _DECIMAL),
    "id": lambda _, value: _matches(value, UUID),
    "sha256": lambda _, value: _matches(value, "[0-9a-f]{64}"),
    "digits": lambda _, value: _matches(value, "[0-9]{9}|[0-9]{12}"),
    "indicator": lambda _, value: _matches(value, field_pattern("INDICATOR")),
}


def _invalid(why: str) -> NoReturn:
    raise RefusedError("BUNDLE_INVALID_CHANGE", why)


def kind_of(name: str) -> Kind:
    """The kind with this name."""
    if name not in kinds():
        _invalid(f"kind {name}")
    return kinds()[name]


def check_values(kind: Kind, record: str, values: Mapping[str, Any]) -> None:
    """Raise BUNDLE_INVALID_CHANGE for a value that its field may not have."""
    for name, value in values.items():
        form = kind.form_of(name)
        if name == "control":
            good = _is_control(kind, value)
        elif form is None:
            good = _matches(name, _UNKNOWN) and len(canonical(value)) <= MOST_UNKNOWN
        else:
            good = has_form(form, value)
        if not good:
            _invalid(name)
    key = KEYS.get(kind.name, ())
    if any(name in values for name in key):
        said = [values.get(name) for name in key]
        if kind.name == "same_person" and not str(said[0]) < str(said[1]):
            _invalid("same person")
        if None in said or natural_id(kind.name, *said) != record:
            _invalid("key of another record")


def _is_control(kind: Kind, value: Any) -> bool:
    return (
        isinstance(value, dict)
        and value.keys() == {"deleted", "status", "unit"}
        and isinstance(value["deleted"], bool)
        and isinstance(value["status"], str)
        and value["status"] in kind.statuses
        and _matches(value["unit"], UUID)
    )


def made_id(milliseconds: int, chance: bytes, unit: str) -> str:
    """A UUIDv8 that is bound to the unit which makes it; `chance`: 6 bytes, of which 42 bits."""
    drawn = int.from_bytes(chance, "big")
    number = milliseconds << 80 | 8 << 76 | (drawn >> 30 & 0xFFF) << 64
    number |= 0b10 << 62 | (drawn & 0x3FFFFFFF) << 32
    seal = hashlib.sha256(number.to_bytes(16, "big") + unit.encode()).digest()[:4]
    return str(uuid.UUID(int=number | int.from_bytes(seal, "big")))
