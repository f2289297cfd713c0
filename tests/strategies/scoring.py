"""Hypothesis strategies for points, sheets and criteria sets."""

from collections.abc import Mapping
from decimal import Decimal

from hypothesis import strategies as st

from vanhoa_desktop.domain.enums import Assessor
from vanhoa_desktop.scoring.criteria import CriteriaSet, Indicator

Sheet = dict[Assessor, dict[str, Decimal]]


def allowed_points(indicator: Indicator) -> st.SearchStrategy[Decimal]:
    """Points that an indicator allows, with the neighbourhood of its minimum made likely."""
    near = [step for step in indicator.steps if abs(step - indicator.minimum) <= indicator.step]
    return st.one_of(st.sampled_from(indicator.steps), st.sampled_from(near or indicator.steps))


def answers(
    criteria: CriteriaSet, *, complete: bool = False
) -> st.SearchStrategy[dict[str, Decimal]]:
    """Points of one assessor; without `complete` some indicators are unanswered."""
    each: Mapping[str, st.SearchStrategy[Decimal]] = {
        indicator.code: allowed_points(indicator) for indicator in criteria.indicators
    }
    if complete:
        return st.fixed_dictionaries(dict(each))
    return st.fixed_dictionaries({}, optional=dict(each))


def near_pass_answers(criteria: CriteriaSet) -> st.SearchStrategy[dict[str, Decimal]]:
    """Complete answers whose total lies around the threshold, where rules decide."""
    high = {
        indicator.code: st.sampled_from(
            [step for step in indicator.steps if step >= indicator.maximum * 7 / 10]
        )
        for indicator in criteria.indicators
    }
    return st.fixed_dictionaries(high)


def sheets(criteria: CriteriaSet) -> st.SearchStrategy[Sheet]:
    """Points side by side of all three assessors, complete or not."""
    return st.fixed_dictionaries(
        {},
        optional={
            Assessor.SELF: answers(criteria),
            Assessor.VILLAGE: st.one_of(
                answers(criteria), answers(criteria, complete=True), near_pass_answers(criteria)
            ),
            Assessor.COMMUNE: answers(criteria),
        },
    )
