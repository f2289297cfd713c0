"""The shortest way to the title, against trying everything."""

from decimal import Decimal
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from tests.builders.subjects import SETS, made_up_set, points
from tests.strategies.scoring import Sheet, sheets
from vanhoa_desktop.domain.enums import Assessor, LearningModel, Outcome, TargetGroup
from vanhoa_desktop.scoring.criteria import CriteriaSet, Criterion, Indicator, Level
from vanhoa_desktop.scoring.criteria_file import shipped_sets
from vanhoa_desktop.scoring.engine import assess
from vanhoa_desktop.scoring.facts import KnownFacts, Tally
from vanhoa_desktop.scoring.results import ReasonCode
from vanhoa_desktop.scoring.ways import Way, way_to_title

CITIZEN = SETS[LearningModel.CITIZEN]
ZERO = Decimal(0)
SHIPPED = {criteria.id: criteria for criteria in shipped_sets()}
TT25 = SHIPPED["CDONGHT-XA-TT25"]


def _raised(way: Way | None) -> list[tuple[str, str]]:
    assert way is not None
    return [(step.indicator, str(step.to)) for step in way.raises]


def _way(row: str) -> Way | None:
    return way_to_title(CITIZEN, points(CITIZEN, row), None)


def test_one_indicator_below_its_minimum_is_raised_to_it() -> None:
    assert _raised(_way("10 10 10 10 10 4 10 10 10 10")) == [("CS6", "5.0")]


def test_what_the_total_lacks_goes_to_as_few_indicators_as_can_take_it() -> None:
    assert _raised(_way("8 8 8 8 8 8 8 8 8 7.5")) == [("CS1", "8.5")]
    assert _raised(_way("9 9 9 9 9 9 9 9 5 0.5")) == [("CS10", "5.0")]


def test_raising_to_the_minimum_and_to_the_total_are_one_way() -> None:
    way = _way("4 8 8 8 8 8 8 8 8 8")
    assert _raised(way) == [("CS1", "8.0")]
    assert way is not None
    assert way.points == 4


def test_an_unanswered_indicator_is_part_of_the_way() -> None:
    way = _way("10 10 10 - 10 10 10 10 10 10")
    assert _raised(way) == [("CS4", "5.0")]
    assert way is not None
    assert way.raises[0].given is None


def test_who_has_the_title_has_nothing_to_do() -> None:
    assert _way("8 8 8 8 8 8 8 8 8 8") == Way((), ())


def test_uneven_steps_are_chosen_so_that_least_is_added() -> None:
    criteria = _criteria([[0, 3, 10], [0, 4, 9]], threshold="7")
    assert _raised(way_to_title(criteria, _given(criteria, ["0", "0"]), None)) == [
        ("CS1", "3"),
        ("CS2", "4"),
    ]


def test_targets_are_raised_to_the_answer_that_the_level_needs() -> None:
    row = "1 1 1 1 1 1 1 1 - 2 1 0 2 2 2"
    assert _raised(way_to_title(TT25, points(TT25, row), None)) == [("CT3.3", "1"), ("CT4.3", "1")]
    second = way_to_title(TT25, points(TT25, row), None, rank=2)
    assert _raised(second) == [("CT3.3", "1"), ("CT4.2", "2"), ("CT4.3", "2")]
    assert second is not None
    assert second.points == 0
    assert [item.code for item in second.prerequisites] == [ReasonCode.LEVEL_BEFORE_MISSING]


def test_prerequisites_of_all_levels_up_to_the_wanted_one_are_named() -> None:
    unit = made_up_set("unit-blocking.toml")
    standing = KnownFacts({"staff": Tally(10, 7), "learners": Tally(0, 0)})
    way = way_to_title(unit, points(unit, "10 10 10"), None, standing, rank=2)
    assert way is not None
    assert [item.facts["prerequisite"] for item in way.prerequisites] == ["DK1", "DK2"]
    assert [item.facts["lacking"] for item in way.prerequisites] == [1, 3]


def test_there_is_no_way_where_points_cannot_help() -> None:
    old = SHIPPED["CDHT-244-2022"]
    assert way_to_title(old, {}, TargetGroup.STUDENT) is None
    assert way_to_title(SHIPPED["GDHT-448-2015"], {}, None) is None
    assert way_to_title(CITIZEN, {}, None, rank=2) is None
    assert way_to_title(CITIZEN, {}, None, rank=0) is None
    assert way_to_title(_criteria([[0, 1], [0, 1]], threshold="3"), {}, None) is None


@given(sheets(CITIZEN))
def test_going_the_way_gives_the_title(sheet: Sheet) -> None:
    way = way_to_title(CITIZEN, sheet, None)
    assert way is not None
    raised = {step.indicator: step.to for step in way.raises}
    commune = {**sheet.get(Assessor.COMMUNE, {}), **raised}
    assert assess(CITIZEN, {**sheet, Assessor.COMMUNE: commune}, None).outcome is Outcome.PASSED
    assert (way.raises == ()) == (assess(CITIZEN, sheet, None).outcome is Outcome.PASSED)


# --- against trying everything --------------------------------------------------------------------


def _criteria(
    steps: list[list[int]], *, threshold: str, minimums: list[int] | None = None
) -> CriteriaSet:
    indicators = tuple(
        Indicator(
            code=f"CS{number}",
            criterion="TC1",
            maximum=Decimal(max(listed)),
            step=Decimal(1),
            minimum=Decimal(0 if minimums is None else minimums[number - 1]),
            wording="x",
            steps=tuple(Decimal(step) for step in listed),
        )
        for number, listed in enumerate(steps, 1)
    )
    return CriteriaSet(
        id="X",
        version="1",
        model=LearningModel.FAMILY,
        title="x",
        legal_basis="x",
        in_force_from="2026-01-01",
        in_force_to=None,
        groups=(),
        criteria=(Criterion("TC1", "x", indicators),),
        threshold=Decimal(threshold),
        validity_months=12,
        sha256="",
        levels=(Level("1", "x", 1, Decimal(threshold), Decimal(0)),),
    )


def _given(criteria: CriteriaSet, row: list[str]) -> Sheet:
    return {
        Assessor.VILLAGE: {
            item.code: Decimal(text)
            for item, text in zip(criteria.indicators, row, strict=True)
            if text != "-"
        }
    }


_STEP_LISTS = st.lists(st.integers(0, 12), min_size=1, max_size=4, unique=True).map(sorted)


@st.composite
def _puzzles(draw: st.DrawFn) -> tuple[CriteriaSet, Sheet]:
    steps = draw(st.lists(_STEP_LISTS, min_size=1, max_size=4))
    threshold = draw(st.integers(0, sum(map(max, steps)) + 2))
    minimums = [draw(st.integers(0, max(listed) + 1)) for listed in steps]
    criteria = _criteria(steps, threshold=str(threshold), minimums=minimums)
    row = [draw(st.sampled_from([*map(str, listed), "-"])) for listed in steps]
    return criteria, _given(criteria, row)


def _best(criteria: CriteriaSet, sheet: Sheet) -> tuple[Decimal, int] | None:
    """The least sum of added points, and the fewest changed indicators, by trying everything."""
    held = sheet[Assessor.VILLAGE]
    found = []
    for row in product(*(item.steps for item in criteria.indicators)):
        tried = dict(zip((item.code for item in criteria.indicators), row, strict=True))
        if any(tried[code] < given for code, given in held.items()):
            continue
        if assess(criteria, {Assessor.VILLAGE: tried}, None).outcome is Outcome.PASSED:
            changed = sum(held.get(code) != value for code, value in tried.items())
            found.append((sum(tried.values(), ZERO) - sum(held.values(), ZERO), changed))
    return min(found, default=None)


@given(_puzzles())
def test_no_other_way_is_shorter(puzzle: tuple[CriteriaSet, Sheet]) -> None:
    criteria, sheet = puzzle
    way = way_to_title(criteria, sheet, None)
    found = None if way is None else (way.points, len(way.raises))
    assert found == _best(criteria, sheet)
