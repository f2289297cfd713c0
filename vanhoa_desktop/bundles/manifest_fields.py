"""Reading what a manifest says, field by field: what has not its form is refused by its name."""

import re
from collections.abc import Mapping
from typing import NoReturn

from vanhoa_desktop.canonical import Json
from vanhoa_desktop.errors import ErrorCode, VanHoaError

SHA = re.compile(r"[0-9a-f]{64}")
CHAIN = re.compile(r"[0-9a-f]{32}")
SIGNATURE = re.compile(r"[0-9a-f]{128}")


def refuse(part: str) -> NoReturn:
    """Raise BUNDLE_TAMPERED for a part of a manifest."""
    raise VanHoaError(ErrorCode.BUNDLE_TAMPERED, part=f"manifest {part}")


def object_in(value: Json, keys: frozenset[str] | set[str], part: str) -> Mapping[str, Json]:
    """A table with exactly these keys."""
    if not isinstance(value, Mapping) or set(value) != keys:
        refuse(part)
    return value


def text_in(value: Json, form: re.Pattern[str], part: str) -> str:
    """A text of this form."""
    if not isinstance(value, str) or not form.fullmatch(value):
        refuse(part)
    return value


def count_in(value: Json, least: int, part: str) -> int:
    """A whole number, at least `least`."""
    if not isinstance(value, int) or isinstance(value, bool) or value < least:
        refuse(part)
    return value


def list_in(value: Json, part: str) -> list[Json]:
    """A list."""
    if not isinstance(value, list):
        refuse(part)
    return value


def flag_in(value: Json, part: str) -> bool:
    """Yes or no."""
    if not isinstance(value, bool):
        refuse(part)
    return value
