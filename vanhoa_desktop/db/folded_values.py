"""Reading single values out of a folded record, whatever a newer program may have written."""

from vanhoa_desktop.db.encoding import record_key
from vanhoa_desktop.db.plain_values import plain_value
from vanhoa_desktop.journal.fold import RecordState


def value_of(state: RecordState, name: str) -> object:
    """The value of a field, None if it was never set."""
    held = state.fields.get(name)
    return None if held is None else held.value


def text_of(state: RecordState, name: str) -> str | None:
    """The text in a field, else None."""
    value = plain_value(state.kind, name, value_of(state, name))
    return value if isinstance(value, str) else None


def number_of(state: RecordState, name: str) -> int | None:
    """The whole number in a field, else None."""
    value = value_of(state, name)
    return value if isinstance(value, int) else None


def part_of(state: RecordState, name: str, key: str) -> str | None:
    """The text in one part of an object field, else None."""
    value = plain_value(state.kind, name, value_of(state, name))
    part = value.get(key) if isinstance(value, dict) else None
    return part if isinstance(part, str) else None


def unit_key(state: RecordState) -> bytes:
    """The key of the unit whose record it is; empty where no control stands."""
    control = state.control
    return b"" if control is None else record_key(control.unit)
