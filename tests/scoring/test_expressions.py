"""The small language of conditions: what it takes, what it refuses, and what it does not know."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanhoa_desktop.domain.enums import LearningModel
from vanhoa_desktop.scoring.expressions import ExpressionError, Value, ValueKind, parse_expression
from vanhoa_desktop.scoring.facts import POPULATIONS, KnownFacts, Tally, known_facts

FACTS = {
    "n": ValueKind.NUMBER,
    "m": ValueKind.NUMBER,
    "yes": ValueKind.TRUTH,
    "no": ValueKind.TRUTH,
}
KNOWN: dict[str, Value] = {"n": Fraction(3), "m": Fraction(0), "yes": True, "no": False}


def _value(text: str, facts: dict[str, Value] | None = None) -> bool | None:
    return parse_expression(text, FACTS).value(KNOWN if facts is None else facts)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("true", True),
        ("false or yes", True),
        ("not no and yes", True),
        ("yes or no and no", True),
        ("(yes or no) and no", False),
        ("n = 3", True),
        ("n != 3", False),
        ("n > 3", False),
        ("n >= 3 and n <= 3", True),
        ("n < 3.5", True),
        ("n + 2 * 3 = 9", True),
        ("(n + 2) * 3 = 15", True),
        ("n - 1 - 1 = 1", True),
        ("-n + 4 = 1", True),
        ("n / 6 = 50%", True),
        ("n * 3 >= 9 and not (m > 0)", True),
        ("1 / 3 * 3 = 1", True),
    ],
)
def test_a_condition_gives_what_arithmetic_says(text: str, expected: bool) -> None:
    assert _value(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("n > 1", None),
        ("n > 1 and no", False),
        ("no and n > 1", False),
        ("n > 1 or yes", True),
        ("n > 1 or no", None),
        ("n > 1 and yes", None),
        ("not (n > 1)", None),
        ("m / m = 1", None),
        ("1 / m > 0", None),
        ("1 / m > 0 or yes", True),
    ],
)
def test_what_nobody_knows_decides_only_where_the_other_side_decides_alone(
    text: str, expected: bool | None
) -> None:
    assert _value(text, {"m": Fraction(0), "yes": True, "no": False}) is expected


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "UNEXPECTED"),
        ("yes yes", "UNEXPECTED"),
        ("yes and", "UNEXPECTED"),
        ("and yes", "UNEXPECTED"),
        ("n > ", "UNEXPECTED"),
        ("n > 1 > 2", "UNEXPECTED"),
        ("n", "NOT_A_CONDITION"),
        ("5", "NOT_A_CONDITION"),
        ("(yes", "BRACKET_OPEN"),
        ("n and yes", "TRUTH_NEEDED"),
        ("yes and n", "TRUTH_NEEDED"),
        ("not n", "TRUTH_NEEDED"),
        ("yes > 1", "NUMBER_NEEDED"),
        ("1 < yes", "NUMBER_NEEDED"),
        ("yes + 1 > 0", "NUMBER_NEEDED"),
        ("-yes > 0", "NUMBER_NEEDED"),
        ("n * yes > 0", "NUMBER_NEEDED"),
        ("x > 1", "UNKNOWN_FACT"),
        ("__import__ > 1", "UNKNOWN_FACT"),
        ("__import__('os')", "SIGN_UNKNOWN"),
        ("n > 1; yes", "SIGN_UNKNOWN"),
        ("n == 1", "UNEXPECTED"),
        ("n ** 2 > 1", "UNEXPECTED"),
        ("(" * 30 + "yes" + ")" * 30, "TOO_DEEP"),
        ("not " * 30 + "yes", "TOO_DEEP"),
        ("-" * 30 + "n > 1", "TOO_DEEP"),
        ("yes or " * 100 + "yes", "TOO_LONG"),
    ],
)
def test_anything_else_is_refused_with_its_place(text: str, why: str) -> None:
    with pytest.raises(ExpressionError) as refusal:
        parse_expression(text, FACTS)
    assert refusal.value.why == why
    assert 1 <= refusal.value.at <= len(text) + 1


def test_the_place_of_a_fault_is_counted_from_one() -> None:
    with pytest.raises(ExpressionError) as refusal:
        parse_expression("n > 1 and  x = 2", FACTS)
    assert (refusal.value.at, refusal.value.found) == (12, "x")


@given(st.text(alphabet="()+-*/<>=!%.0123456789 nmyesorandt", max_size=40))
def test_any_text_is_a_condition_or_refused(text: str) -> None:
    try:
        found = parse_expression(text, FACTS)
    except ExpressionError:
        return
    assert found.value(KNOWN) in {True, False, None}
    assert found.names <= FACTS.keys()


@given(st.integers(0, 500), st.integers(0, 500))
def test_a_share_is_exact(titled: int, more: int) -> None:
    facts = known_facts(LearningModel.CLAN)
    standing = KnownFacts({"families": Tally(titled + more, titled)})
    half = parse_expression("families.share >= 50%", facts).value(standing.facts())
    counted = parse_expression("families.titled * 2 >= families.count", facts)
    assert half is (None if titled + more == 0 else titled >= more)
    assert counted.value(standing.facts()) is (titled >= more)


def test_every_model_knows_its_populations_by_four_numbers_each() -> None:
    for model in LearningModel:
        names = known_facts(model)
        for population in POPULATIONS[model]:
            parts = {"count", "titled", "lacking", "share"}
            assert {f"{population}.{part}" for part in parts} <= names.keys()
