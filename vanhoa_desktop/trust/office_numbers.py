"""The number under which a device is named the one office: the greatest holds.

Two devices may be named by offices that do not know of each other: an office is rebuilt twice from
one recovery file, or its folder went back to before its keys were renewed. The later naming must
hold, so a number tells the moment too; where the clock is not to be believed, or others are ahead,
it only goes past what is known.
"""

from datetime import UTC, datetime

# Rebuilt offices leave room for namings that their recovery file cannot know.
_REBUILT_APART = 1_000
_BELIEVED_FROM, _BELIEVED_UNTIL = datetime(2026, 1, 1, tzinfo=UTC), datetime(2045, 1, 1, tzinfo=UTC)


def next_office_number(known: int, now: datetime) -> int:
    """A number past `known`, the greatest that is held; the moment (ms) where it is more."""
    return max(known + 1, _milliseconds(now))


def rebuilt_office_number(known: int, now: datetime) -> int:
    """The same for an office that was rebuilt: past all that its recovery file may have missed."""
    return max((known // _REBUILT_APART + 1) * _REBUILT_APART, _milliseconds(now))


def _milliseconds(now: datetime) -> int:
    """0 for a clock that stands at no day of this programme."""
    return int(now.timestamp() * 1_000) if _BELIEVED_FROM <= now < _BELIEVED_UNTIL else 0
