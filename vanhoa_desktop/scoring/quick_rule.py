"""The outcome of many sheets in whole thousandths: the same as `engine.assess` gives, without why.

A pass over a whole commune asks only who passes; reasons and levels are for one sheet at a time.
"""

from collections.abc import Mapping
from decimal import Decimal

from vanhoa_desktop.domain.enums import Outcome, TargetGroup
from vanhoa_desktop.scoring.criteria import Answer, CriteriaSet, PrerequisiteSeverity
from vanhoa_desktop.scoring.engine import needed_points
from vanhoa_desktop.scoring.facts import NOTHING_KNOWN
from vanhoa_desktop.scoring.prerequisites import objections
from vanhoa_desktop.scoring.results import ReasonCode

_SCALE = 1_000  # points have at most three decimals


def _thousandths(points: Decimal) -> int:
    return int(points * _SCALE)


class QuickRule:
    """One set's rule for subjects of whom nothing is known beside points: for citizens."""

    def __init__(self, criteria: CriteriaSet) -> None:
        level = criteria.ranks[0]
        self._groups = frozenset(group.value for group in criteria.groups or TargetGroup)
        against = {
            reason.code
            for reason in objections(criteria, NOTHING_KNOWN, PrerequisiteSeverity.BLOCKING, 1)
        }
        is_unknown = ReasonCode.PREREQUISITE_UNKNOWN in against
        self._is_decidable = criteria.is_rule_known and not is_unknown
        self._is_stopped = bool(against)
        needed = [
            (item.code, _thousandths(needed_points(item, level)), item.answer is Answer.POINTS)
            for item in criteria.indicators
        ]
        self._scored = tuple((code, least) for code, least, is_scored in needed if is_scored)
        self._answered = tuple((code, least) for code, least, is_scored in needed if not is_scored)
        self._allowed = {
            item.code: frozenset(map(_thousandths, item.steps)) for item in criteria.indicators
        }
        self._is_summed = level.threshold is not None
        self._threshold = 0 if level.threshold is None else _thousandths(level.threshold)

    def outcome(self, answers: Mapping[str, int], group: str | None) -> Outcome:
        """The outcome of the answers that count (thousandths by indicator), for a target group."""
        if not self._is_decidable or (group is not None and group not in self._groups):
            return Outcome.NOT_ASSESSED
        total, is_short = 0, self._is_stopped
        for code, least in self._scored:
            points = answers.get(code)
            if points is None or points not in self._allowed[code]:
                return Outcome.NOT_ASSESSED
            total += points
            is_short = is_short or points < least
        for code, least in self._answered:
            answer = answers.get(code)
            if answer is None or answer not in self._allowed[code]:
                return Outcome.NOT_ASSESSED
            is_short = is_short or answer < least
        if self._is_summed and (total < self._threshold or not self._scored):
            is_short = True
        return Outcome.NOT_PASSED if is_short else Outcome.PASSED
