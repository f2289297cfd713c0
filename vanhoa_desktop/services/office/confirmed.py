"""What somebody agreed to: an act for many does just that, or nothing."""

from collections.abc import Hashable, Iterable
from typing import TypeVar

from vanhoa_desktop.errors import ErrorCode, VanHoaError

Told = TypeVar("Told", bound=Hashable)


def check_confirmed(confirmed: frozenset[Told] | None, meant: Iterable[Told]) -> None:
    """Raise CONFIRMED_CHANGED where an act would not do what was agreed to.

    `confirmed`: what the question was about, None where nobody was asked; `meant`: what the act
    would be about now.
    """
    if confirmed is None:
        return
    now = frozenset(meant)
    if now != confirmed:
        added, gone = len(now - confirmed), len(confirmed - now)
        raise VanHoaError(ErrorCode.CONFIRMED_CHANGED, added=added, gone=gone)
