"""Reasons: every one that scoring can give has a sentence with its figures."""

import re
from collections.abc import Mapping
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies.scoring import sheets
from vanhoa_desktop.domain.enums import LearningModel, TargetGroup
from vanhoa_desktop.scoring.criteria import CriteriaSet
from vanhoa_desktop.scoring.criteria_file import shipped_sets
from vanhoa_desktop.scoring.engine import assess
from vanhoa_desktop.scoring.facts import POPULATIONS, KnownFacts, Tally
from vanhoa_desktop.scoring.results import ReasonCode
from vanhoa_desktop.texts.sentences.reasons import reason_sentence

SETS = shipped_sets()


@pytest.mark.parametrize(
    ("code", "facts", "sentence"),
    [
        (
            "PASSED",
            {"total": Decimal("82.5"), "needed": Decimal(80), "minimum": Decimal(5)},
            "Đạt: tổng 82,5 điểm (cần 80), không có chỉ số nào dưới 5 điểm.",
        ),
        (
            "TOTAL_TOO_LOW",
            {"total": Decimal("79.5"), "needed": Decimal(80)},
            "Tổng điểm: 79,5, cần ít nhất 80.",
        ),
        (
            "INDICATOR_TOO_LOW",
            {"indicator": "CS6", "points": Decimal("4.5"), "needed": Decimal(5)},
            "Chỉ số 6: 4,5 điểm, cần ít nhất 5.",
        ),
        ("INDICATOR_MISSING", {"indicator": "CS10"}, "Chỉ số 10: chưa chấm."),
        ("A_LATER_CODE", {}, "A_LATER_CODE"),
        ("TOTAL_TOO_LOW", {}, "TOTAL_TOO_LOW"),
    ],
)
def test_a_reason_is_said_in_the_words_of_the_form(
    code: str, facts: Mapping[str, object], sentence: str
) -> None:
    assert reason_sentence(code, facts) == sentence


def standings(criteria: CriteriaSet) -> st.SearchStrategy[KnownFacts]:
    tally = st.integers(0, 9).flatmap(
        lambda count: st.builds(Tally, st.just(count), st.integers(0, count))
    )
    months = {level.code: st.integers(0, 40) for level in criteria.ranks if level.code}
    return st.builds(
        KnownFacts,
        tallies=st.fixed_dictionaries(
            {}, optional=dict.fromkeys(POPULATIONS[criteria.model], tally)
        ),
        months_since=st.fixed_dictionaries({}, optional=months),
    )


@given(st.sampled_from(SETS), st.data())
def test_every_reason_that_scoring_gives_has_a_whole_sentence(
    criteria: CriteriaSet, data: st.DataObject
) -> None:
    points = data.draw(sheets(criteria))
    group = data.draw(st.sampled_from([None, *TargetGroup]))
    result = assess(criteria, points, group, data.draw(standings(criteria)))
    for reason in (*result.reasons, *result.warnings):
        said = reason_sentence(reason.code, reason.facts | {"indicator": reason.indicator})
        assert said.endswith("."), reason
        assert not re.search(r"[{}]|None", said), said


def test_each_code_of_scoring_is_known_here() -> None:
    facts = dict.fromkeys(
        ("total", "needed", "minimum", "points", "wording", "level", "before"), "x"
    ) | {"indicator": "CS1"}
    assert all(reason_sentence(code, facts) != code for code in ReasonCode)
    assert {criteria.model for criteria in SETS} >= {LearningModel.CITIZEN}
