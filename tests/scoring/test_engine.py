"""The citizen's rule as properties: what must hold for any points."""

from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies.scoring import Sheet, answers, near_pass_answers, sheets
from vanhoa_desktop.domain.enums import Assessor, LearningModel, Outcome, TargetGroup
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.scoring.criteria import CriteriaSet
from vanhoa_desktop.scoring.criteria_file import in_force, shipped_sets
from vanhoa_desktop.scoring.engine import assess, check_points, counted_points


def _citizen(year: int = 2026) -> CriteriaSet:
    found = in_force(shipped_sets(), LearningModel.CITIZEN, year)
    assert found is not None
    return found


CITIZEN = _citizen()
EIGHTS = {f"CS{number}": Decimal(8) for number in range(1, 11)}


@given(sheets(CITIZEN))
def test_the_outcome_is_the_rule_of_the_decision_and_nothing_else(sheet: Sheet) -> None:
    counted = counted_points(CITIZEN, sheet)
    result = assess(CITIZEN, sheet, None)
    if len(counted) < len(CITIZEN.indicators):
        assert result.outcome is Outcome.NOT_ASSESSED
        return
    values = [item.points for item in counted.values()]
    is_passed = sum(values) >= 80 and min(values) >= 5
    assert result.outcome is (Outcome.PASSED if is_passed else Outcome.NOT_PASSED)


@given(near_pass_answers(CITIZEN), st.data())
def test_more_points_never_lose_the_title(before: dict[str, Decimal], data: st.DataObject) -> None:
    indicator = data.draw(st.sampled_from(CITIZEN.indicators))
    higher = [step for step in indicator.steps if step >= before[indicator.code]]
    after = before | {indicator.code: data.draw(st.sampled_from(higher))}
    if assess(CITIZEN, {Assessor.VILLAGE: before}, None).outcome is Outcome.PASSED:
        assert assess(CITIZEN, {Assessor.VILLAGE: after}, None).outcome is Outcome.PASSED


@given(sheets(CITIZEN), st.randoms(use_true_random=False))
def test_the_order_in_which_points_were_entered_does_not_matter(
    sheet: Sheet, random: Random
) -> None:
    shuffled: Sheet = {}
    for assessor in random.sample(sorted(sheet), len(sheet)):
        entries = list(sheet[assessor].items())
        random.shuffle(entries)
        shuffled[assessor] = dict(entries)
    assert assess(CITIZEN, shuffled, None) == assess(CITIZEN, sheet, None)


@given(sheets(CITIZEN), st.sampled_from(TargetGroup))
def test_all_four_groups_are_judged_alike(sheet: Sheet, group: TargetGroup) -> None:
    assert assess(CITIZEN, sheet, group) == assess(CITIZEN, sheet, None)


@given(sheets(CITIZEN))
def test_the_total_is_exact(sheet: Sheet) -> None:
    result = assess(CITIZEN, sheet, None)
    exact = sum((Fraction(item.points) for item in result.counted.values()), Fraction(0))
    assert (result.total is None) == (not result.counted)
    assert result.total is None or Fraction(result.total) == exact


@given(sheets(CITIZEN), answers(CITIZEN))
def test_the_self_score_never_changes_a_result(sheet: Sheet, other: dict[str, Decimal]) -> None:
    assert assess(CITIZEN, {**sheet, Assessor.SELF: other}, None) == assess(CITIZEN, sheet, None)


@given(sheets(CITIZEN))
def test_the_communes_points_count_before_the_villages(sheet: Sheet) -> None:
    for code, item in counted_points(CITIZEN, sheet).items():
        commune = sheet.get(Assessor.COMMUNE, {}).get(code)
        expected = commune if commune is not None else sheet[Assessor.VILLAGE][code]
        assert item.points == expected
        assert item.assessor is (Assessor.VILLAGE if commune is None else Assessor.COMMUNE)


@given(sheets(CITIZEN))
def test_a_result_that_is_not_passed_always_says_why(sheet: Sheet) -> None:
    result = assess(CITIZEN, sheet, None)
    assert result.reasons
    assert (result.outcome is Outcome.NOT_ASSESSED) == bool(result.missing)


def test_points_of_indicators_that_the_set_does_not_have_are_not_counted() -> None:
    result = assess(CITIZEN, {Assessor.VILLAGE: {**EIGHTS, "CS99": Decimal(10)}}, None)
    assert result.total == Decimal(80)


@pytest.mark.parametrize("text", ["0", "0.5", "5", "7.50", "10", "10.0", "9.5"])
def test_points_on_the_half_point_grid_are_allowed(text: str) -> None:
    check_points(CITIZEN, "CS1", Decimal(text))


def test_clearing_an_indicator_is_allowed() -> None:
    check_points(CITIZEN, "CS10", None)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("11", "OUT_OF_RANGE"),
        ("-1", "OUT_OF_RANGE"),
        ("-0.5", "OUT_OF_RANGE"),
        ("10.5", "OUT_OF_RANGE"),
        ("NaN", "NOT_A_NUMBER"),
        ("sNaN", "NOT_A_NUMBER"),
        ("Infinity", "NOT_A_NUMBER"),
        ("-Infinity", "NOT_A_NUMBER"),
        ("0.25", "NOT_ON_STEP"),
        ("7.3", "NOT_ON_STEP"),
        ("4.999999999999999999999999999999999", "NOT_ON_STEP"),
        ("1e-999", "NOT_ON_STEP"),
        ("1e999", "OUT_OF_RANGE"),
    ],
)
def test_points_that_the_rules_do_not_allow_are_refused_with_the_reason(
    text: str, why: str
) -> None:
    with pytest.raises(VanHoaError) as refusal:
        check_points(CITIZEN, "CS6", Decimal(text))
    assert refusal.value.code is ErrorCode.POINTS_NOT_ALLOWED
    assert refusal.value.facts["why"] == why
    assert refusal.value.facts["max"] == "10"
    assert refusal.value.facts["step"] == "0.5"


@pytest.mark.parametrize("code", ["CS99", "CS0", "CS11", "", "cs1", "CT1"])
def test_an_unknown_indicator_is_refused(code: str) -> None:
    with pytest.raises(VanHoaError) as refusal:
        check_points(CITIZEN, code, Decimal(5))
    assert refusal.value.facts["indicator"] == code
    assert refusal.value.facts["why"] == "INDICATOR_UNKNOWN"


@given(st.decimals(allow_nan=True, allow_infinity=True))
def test_whatever_is_typed_is_either_allowed_or_refused_with_a_code(points: Decimal) -> None:
    is_allowed = points.is_finite() and 0 <= points <= 10 and points * 2 == int(points * 2)
    if is_allowed:
        check_points(CITIZEN, "CS1", points)
        return
    with pytest.raises(VanHoaError):
        check_points(CITIZEN, "CS1", points)
