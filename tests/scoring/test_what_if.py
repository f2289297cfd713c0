"""What a year would be under another set, threshold or minimum."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders.subjects import SETS, body, citizen, family, person_key
from tests.strategies.scoring import Sheet, sheets
from vanhoa_desktop.domain.enums import LearningModel, Outcome, TargetGroup
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.scoring.criteria_file import shipped_sets
from vanhoa_desktop.scoring.subjects import Membership, Subject, SubjectKey
from vanhoa_desktop.scoring.what_if import Contrast, Counts, Turn, adjusted, contrasts, count_by

CITIZEN = SETS[LearningModel.CITIZEN]
UNIT = SETS[LearningModel.UNIT]
FAMILY = SubjectKey(LearningModel.FAMILY, "nhà ông Sơn")
SCHOOL = SubjectKey(LearningModel.UNIT, "trường")
EIGHTS = "8 8 8 8 8 8 8 8 8 8"


def _turns(found: tuple[Contrast, ...]) -> dict[str, str]:
    return {item.key.id: item.turn.value for item in found}


def _year() -> list[Subject]:
    adults = Membership(FAMILY, "adults")
    return [
        family(FAMILY.id),
        citizen("ông Sơn", EIGHTS, adults),
        citizen("bà Hoa", "8 8 8 8 8 8 8 8 8 7", adults),
        citizen("anh Lâm", "10 10 10 10 10 4 10 10 10 10"),
        citizen("chị Mai", "- 8 8 8 8 8 8 8 8 8"),
    ]


def test_a_lower_threshold_gives_titles_to_those_just_below_and_to_their_families() -> None:
    other = {LearningModel.CITIZEN: adjusted(CITIZEN, threshold=Decimal(79))}
    assert _turns(contrasts(_year(), other)) == {
        "anh Lâm": "same",
        "bà Hoa": "gains",
        "chị Mai": "same",
        "ông Sơn": "same",
        FAMILY.id: "gains",
    }


def test_a_lower_minimum_helps_only_those_whom_one_indicator_stopped() -> None:
    other = {LearningModel.CITIZEN: adjusted(CITIZEN, minimum=Decimal(4))}
    turns = _turns(contrasts(_year(), other))
    assert [name for name, turn in turns.items() if turn == "gains"] == ["anh Lâm"]


def test_a_higher_threshold_takes_titles() -> None:
    other = {LearningModel.CITIZEN: adjusted(CITIZEN, threshold=Decimal("80.5"))}
    turns = _turns(contrasts(_year(), other))
    assert [name for name, turn in turns.items() if turn == "loses"] == ["ông Sơn"]


def test_another_set_that_does_not_list_the_group_takes_the_title_but_the_points_stay() -> None:
    old = next(criteria for criteria in shipped_sets() if criteria.id == "CDHT-244-2022")
    pupil = replace(citizen("em Nam", EIGHTS), group=TargetGroup.STUDENT)
    (found,) = contrasts([pupil], {LearningModel.CITIZEN: old})
    assert found.turn is Turn.LOSES
    assert found.before is not None
    assert found.after is not None
    assert found.after.outcome is Outcome.NOT_ASSESSED
    assert found.before.total == found.after.total == 80


def test_a_higher_level_counts_as_a_gain_and_a_lower_one_as_a_loss() -> None:
    staff = [citizen(f"cô {number}", EIGHTS, Membership(SCHOOL, "staff")) for number in range(2)]
    school = body(SCHOOL, "9 9 8")
    easier = replace(UNIT, levels=tuple(replace(item, threshold=None) for item in UNIT.levels))
    (*_, up) = contrasts([*staff, school], {LearningModel.UNIT: easier})
    assert (up.turn, up.before and up.before.level, up.after and up.after.level) == (
        Turn.GAINS,
        "1",
        "2",
    )
    (*_, down) = contrasts([*staff, replace(school, criteria=easier)], {LearningModel.UNIT: UNIT})
    assert down.turn is Turn.LOSES


def test_somebody_without_a_set_stays_without_a_result() -> None:
    (found,) = contrasts([Subject(person_key("ai đó"))], {LearningModel.CITIZEN: CITIZEN})
    assert found == Contrast(person_key("ai đó"), None, None, Turn.SAME)


def test_counts_say_by_label_who_would_gain_or_lose() -> None:
    other = {LearningModel.CITIZEN: adjusted(CITIZEN, threshold=Decimal(79))}
    found = count_by(contrasts(_year(), other), lambda key: key.model.value)
    assert found == {
        "citizen": Counts(3, 3, 1, 2, gains=1, loses=0),
        "family": Counts(1, 1, 0, 1, gains=1, loses=0),
    }


def test_the_lowest_level_takes_the_other_threshold() -> None:
    other = adjusted(UNIT, threshold=Decimal(15))
    assert [level.threshold for level in other.levels] == [15, 27]


@pytest.mark.parametrize(
    "adjust",
    [
        lambda: adjusted(CITIZEN, threshold=Decimal("100.5")),
        lambda: adjusted(CITIZEN, threshold=Decimal(-1)),
        lambda: adjusted(CITIZEN, minimum=Decimal("10.5")),
        lambda: adjusted(CITIZEN, minimum=Decimal(-1)),
        lambda: adjusted(SETS[LearningModel.COMMUNE], threshold=Decimal(0)),
        lambda: adjusted(SETS[LearningModel.COMMUNE], minimum=Decimal(0)),
    ],
)
def test_a_value_that_the_set_could_never_reach_is_refused(adjust: Callable[[], object]) -> None:
    with pytest.raises(VanHoaError) as refusal:
        adjust()
    assert refusal.value.code is ErrorCode.VALUE_INVALID


_PEOPLE = st.lists(sheets(CITIZEN), max_size=5)
_THRESHOLDS = st.integers(0, 200).map(lambda half: Decimal(half) / 2)


def _subjects(given_sheets: list[Sheet]) -> list[Subject]:
    return [
        Subject(person_key(f"người {number}"), CITIZEN, sheet)
        for number, sheet in enumerate(given_sheets)
    ]


@given(_PEOPLE)
def test_under_the_same_set_nobody_gains_or_loses(given_sheets: list[Sheet]) -> None:
    found = contrasts(_subjects(given_sheets), {LearningModel.CITIZEN: CITIZEN})
    assert all(item.turn is Turn.SAME and item.before == item.after for item in found)


@given(_PEOPLE, _THRESHOLDS)
def test_a_lower_threshold_takes_no_title_and_a_higher_one_gives_none(
    given_sheets: list[Sheet], threshold: Decimal
) -> None:
    other = {LearningModel.CITIZEN: adjusted(CITIZEN, threshold=threshold)}
    turns = {item.turn for item in contrasts(_subjects(given_sheets), other)}
    assert (Turn.LOSES if threshold <= 80 else Turn.GAINS) not in turns
