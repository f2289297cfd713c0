"""Words that the refusals of undoing have in common."""

from collections.abc import Sequence

from vanhoa_desktop.domain.enums import ActKind

_NAMED_IN_FULL = 5


def undo_verb(answer: ActKind) -> str:
    """What is being done, as a sentence names it."""
    return "làm lại" if answer is ActKind.REDO else "hoàn tác"


def named_in_full(told: Sequence[str], others: str) -> str:
    """The first of some people, each with what is told; «và 3 người khác» for the rest."""
    more = len(told) - _NAMED_IN_FULL
    rest = [f"và {more} {others}"] if more > 0 else []
    return "; ".join([*told[:_NAMED_IN_FULL], *rest])
