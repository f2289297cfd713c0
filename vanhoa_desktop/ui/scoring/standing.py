"""Where a sheet stands, in words and shape: colours alone are not for everybody (no Qt)."""

from decimal import Decimal

from vanhoa_desktop.domain.enums import Outcome
from vanhoa_desktop.texts.words.terms import outcome_term

_SHAPES = {Outcome.PASSED: "✔", Outcome.NOT_PASSED: "✘"}


def standing_text(outcome: Outcome, total: Decimal | None) -> str:
    """✔ Đạt, ✘ Chưa đạt, ! Còn thiếu (some indicators), ○ Chưa chấm (all of them)."""
    if total is None:
        return "○ Chưa chấm"
    if outcome is Outcome.NOT_ASSESSED:
        return "! Còn thiếu"
    return f"{_SHAPES[outcome]} {outcome_term(outcome)}"
