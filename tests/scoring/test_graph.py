"""Results across models: in order, incrementally, and the same as from scratch."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders.subjects import (
    COMMUNE,
    SETS,
    VILLAGE,
    body,
    citizen,
    family,
    person_key,
    with_points,
)
from vanhoa_desktop.domain.enums import LearningModel, Outcome
from vanhoa_desktop.scoring.criteria import PrerequisiteSeverity
from vanhoa_desktop.scoring.facts import POPULATIONS, Tally
from vanhoa_desktop.scoring.graph import ResultGraph
from vanhoa_desktop.scoring.prerequisites import objections
from vanhoa_desktop.scoring.results import ReasonCode
from vanhoa_desktop.scoring.shortfalls import lacking_members, way_of
from vanhoa_desktop.scoring.subjects import MODEL_ORDER, Membership, Subject, SubjectKey

EIGHTS = "8 8 8 8 8 8 8 8 8 8"
FOUR_SHORT = "8 8 8 8 8 8 8 8 8 4"
CLAN = SubjectKey(LearningModel.CLAN, "họ Lê")
FAMILY = SubjectKey(LearningModel.FAMILY, "nhà ông Sơn")
OTHER_FAMILY = SubjectKey(LearningModel.FAMILY, "nhà bà Tư")
ADULTS = Membership(FAMILY, "adults")


def _small_village() -> list[Subject]:
    """One family with an adult short of the title; its clan and village hang on it."""
    of_village = Membership(VILLAGE, "adults")
    return [
        citizen("ông Sơn", EIGHTS, ADULTS, of_village),
        citizen("bà Hoa", FOUR_SHORT, ADULTS, of_village),
        citizen("bà Tư", EIGHTS, Membership(OTHER_FAMILY, "adults"), of_village),
        family(FAMILY.id, Membership(CLAN, "families"), Membership(VILLAGE, "families")),
        family(OTHER_FAMILY.id),
        body(CLAN, "8 8", Membership(VILLAGE, "clans")),
        body(VILLAGE, "8", Membership(COMMUNE, "communities")),
        body(COMMUNE, "1 1"),
    ]


def _outcomes(graph: ResultGraph) -> dict[SubjectKey, Outcome]:
    return {key: result.outcome for key, result in graph.results.items()}


def test_one_adult_short_is_named_with_her_points_and_her_new_score_lifts_all_above_at_once() -> (
    None
):
    """A family with one adult short of the title shows who and by how many points.

    Under a set whose prerequisite is blocking, fixing that one score changes family, clan and
    community at once.
    """
    graph = ResultGraph(_small_village())
    before = _outcomes(graph)
    assert {before[key] for key in (FAMILY, CLAN, VILLAGE, COMMUNE)} == {Outcome.NOT_PASSED}
    (reason,) = graph.results[FAMILY].reasons
    assert reason.code == ReasonCode.PREREQUISITE_NOT_MET
    assert (reason.facts["titled"], reason.facts["count"], reason.facts["lacking"]) == (1, 2, 1)
    (lacking,) = lacking_members(graph, ADULTS)
    assert lacking.key == person_key("bà Hoa")
    assert lacking.way is not None
    assert lacking.way.points == 4

    update = graph.put([with_points(graph.subjects[person_key("bà Hoa")], EIGHTS)])

    assert update.changed == (person_key("bà Hoa"), FAMILY, CLAN, VILLAGE, COMMUNE)
    assert {_outcomes(graph)[key] for key in update.changed} == {Outcome.PASSED}
    assert lacking_members(graph, ADULTS) == ()


def test_a_changed_score_computes_anew_what_hangs_on_it_and_nothing_else() -> None:
    graph = ResultGraph(_small_village())
    hoa = graph.subjects[person_key("bà Hoa")]
    update = graph.put([with_points(hoa, EIGHTS)])
    assert update.recomputed == (person_key("bà Hoa"), FAMILY, CLAN, VILLAGE, COMMUNE)
    still_passing = graph.put([with_points(hoa, "9 9 9 9 9 9 9 9 9 9")])
    assert still_passing.recomputed == (person_key("bà Hoa"),)
    assert graph.put([with_points(hoa, "9 9 9 9 9 9 9 9 9 9")]).recomputed == ()


def test_a_title_given_elsewhere_counts_whatever_the_points_say() -> None:
    graph = ResultGraph(_small_village())
    graph.put([replace(graph.subjects[person_key("bà Hoa")], criteria=None, title=True)])
    assert graph.results[FAMILY].outcome is Outcome.PASSED
    assert person_key("bà Hoa") not in graph.results


def test_a_revoked_title_does_not_count_and_no_points_can_help() -> None:
    graph = ResultGraph(_small_village())
    graph.put([replace(graph.subjects[person_key("ông Sơn")], title=False)])
    assert graph.tally(ADULTS) == Tally(2, 0)
    assert graph.results[person_key("ông Sơn")].outcome is Outcome.PASSED
    assert [member.key.id for member in lacking_members(graph, ADULTS)] == ["bà Hoa", "ông Sơn"]
    assert lacking_members(graph, ADULTS)[-1].way is None


def test_members_who_lack_the_fewest_points_are_named_first_and_those_of_no_set_last() -> None:
    people = [
        citizen("cần 20", "6 6 6 6 6 6 6 6 6 6", ADULTS),
        Subject(person_key("a chưa có phiếu"), belongs_to=frozenset({ADULTS})),
        citizen("cần 4", FOUR_SHORT, ADULTS),
        citizen("cần nửa điểm", "8 8 8 8 8 8 8 8 8 7.5", ADULTS),
    ]
    found = lacking_members(ResultGraph([family(FAMILY.id), *people]), ADULTS)
    assert [member.key.id for member in found] == [
        "cần nửa điểm",
        "cần 4",
        "cần 20",
        "a chưa có phiếu",
    ]


def test_the_way_of_a_family_names_the_prerequisite_that_is_not_met() -> None:
    way = way_of(ResultGraph(_small_village()), FAMILY)
    assert way is not None
    assert way.points == 0
    assert [item.facts["prerequisite"] for item in way.prerequisites] == ["DK1"]


def test_a_subject_that_nobody_put_has_neither_result_nor_way_nor_title() -> None:
    graph = ResultGraph()
    assert way_of(graph, FAMILY) is None
    assert not graph.holds_title(FAMILY)
    assert graph.standing(FAMILY).tallies["adults"] == Tally(0, 0)
    assert graph.lacking(ADULTS) == frozenset()


def test_a_person_who_moves_to_another_household_counts_there_and_no_more_here() -> None:
    graph = ResultGraph(_small_village())
    hoa = graph.subjects[person_key("bà Hoa")]
    moved = replace(hoa, belongs_to=frozenset({Membership(OTHER_FAMILY, "adults")}))
    update = graph.put([moved])
    assert graph.tally(ADULTS) == Tally(1, 1)
    assert graph.tally(Membership(OTHER_FAMILY, "adults")) == Tally(2, 1)
    assert update.recomputed[:3] == (person_key("bà Hoa"), OTHER_FAMILY, FAMILY)
    assert graph.results[FAMILY].outcome is Outcome.PASSED


def test_removing_a_person_takes_her_out_of_every_population() -> None:
    graph = ResultGraph(_small_village())
    update = graph.remove([person_key("bà Hoa"), person_key("không ai")])
    assert person_key("bà Hoa") not in graph.results
    assert update.changed == (person_key("bà Hoa"), FAMILY, CLAN, VILLAGE, COMMUNE)
    assert graph.tally(ADULTS) == Tally(1, 1)


@pytest.mark.parametrize(
    ("member", "body_model", "population"),
    [
        (LearningModel.CITIZEN, LearningModel.FAMILY, "families"),
        (LearningModel.FAMILY, LearningModel.CLAN, "adults"),
        (LearningModel.COMMUNE, LearningModel.FAMILY, "adults"),
        (LearningModel.CITIZEN, LearningModel.CITIZEN, "adults"),
    ],
)
def test_nobody_can_count_in_a_population_of_another_kind(
    member: LearningModel, body_model: LearningModel, population: str
) -> None:
    wrong = Membership(SubjectKey(body_model, "x"), population)
    with pytest.raises(ValueError, match="Membership"):
        ResultGraph([Subject(SubjectKey(member, "y"), belongs_to=frozenset({wrong}))])


def test_no_model_reads_from_a_later_one() -> None:
    for model, populations in POPULATIONS.items():
        for member in populations.values():
            assert MODEL_ORDER.index(member) < MODEL_ORDER.index(model)


# --- properties -----------------------------------------------------------------------------------

_KEYS = [
    SubjectKey(model, f"{model.value} {number}")
    for model in LearningModel
    for number in range(1 if model is LearningModel.COMMUNE else 3)
]


def _possible_memberships(key: SubjectKey) -> list[Membership]:
    return [
        Membership(body_key, name)
        for body_key in _KEYS
        for name, member in POPULATIONS[body_key.model].items()
        if member is key.model
    ]


@st.composite
def _subjects(draw: st.DrawFn) -> Subject:
    key = draw(st.sampled_from(_KEYS))
    criteria = SETS[key.model]
    row = " ".join(
        str(draw(st.sampled_from([*item.steps[-2:], item.steps[-1]]))) if draw(_MOSTLY) else "-"
        for item in criteria.indicators
    )
    possible = _possible_memberships(key)
    chosen = draw(st.lists(st.sampled_from(possible), max_size=3)) if possible else []
    made = body(key, row, *chosen)
    if draw(st.integers(0, 9)) == 0:
        made = replace(made, title=draw(st.booleans()), criteria=None)
    return made


_MOSTLY = st.integers(0, 19).map(bool)
_STEPS = st.lists(
    st.one_of(st.lists(_subjects(), min_size=1, max_size=4), st.sampled_from(_KEYS)), max_size=12
)


def _live(steps: Sequence[list[Subject] | SubjectKey]) -> dict[SubjectKey, Subject]:
    held: dict[SubjectKey, Subject] = {}
    for step in steps:
        if isinstance(step, SubjectKey):
            held.pop(step, None)
        else:
            held.update((subject.key, subject) for subject in step)
    return held


def _grown(steps: Sequence[list[Subject] | SubjectKey]) -> ResultGraph:
    graph = ResultGraph()
    for step in steps:
        before = dict(graph.results)
        update = graph.remove([step]) if isinstance(step, SubjectKey) else graph.put(step)
        differing = {
            key
            for key in before.keys() | graph.results.keys()
            if before.get(key) != graph.results.get(key)
        }
        assert differing == set(update.changed)
    return graph


@given(_STEPS)
def test_by_increment_and_from_scratch_all_results_are_the_same(
    steps: list[list[Subject] | SubjectKey],
) -> None:
    grown = _grown(steps)
    fresh = ResultGraph(_live(steps).values())
    assert grown.results == fresh.results
    assert grown.subjects == fresh.subjects
    assert {key: grown.standing(key) for key in _KEYS} == {
        key: fresh.standing(key) for key in _KEYS
    }


@given(
    st.lists(_subjects(), unique_by=lambda subject: subject.key),
    st.randoms(use_true_random=False),
)
def test_the_order_in_which_subjects_come_does_not_matter(
    subjects: list[Subject], random: Random
) -> None:
    shuffled = random.sample(subjects, len(subjects))
    one_by_one = ResultGraph()
    for subject in shuffled:
        one_by_one.put([subject])
    assert one_by_one.results == ResultGraph(subjects).results


@given(st.lists(_subjects(), unique_by=lambda subject: subject.key))
def test_nothing_passes_without_all_its_blocking_prerequisites(subjects: list[Subject]) -> None:
    graph = ResultGraph(subjects)
    for key, result in graph.results.items():
        criteria = graph.subjects[key].criteria
        assert criteria is not None
        unmet = objections(criteria, graph.standing(key), PrerequisiteSeverity.BLOCKING, 1)
        assert result.outcome is not Outcome.PASSED or unmet == ()


@given(st.lists(_subjects(), unique_by=lambda subject: subject.key), st.data())
def test_a_citizen_who_gains_the_title_never_takes_one_from_anybody(
    subjects: list[Subject], data: st.DataObject
) -> None:
    graph = ResultGraph(subjects)
    people = [key for key in graph.results if key.model is LearningModel.CITIZEN]
    if not people:
        return
    titled = {key for key in graph.subjects if graph.holds_title(key)}
    chosen = graph.subjects[data.draw(st.sampled_from(sorted(people)))]
    assert chosen.criteria is not None
    graph.put([with_points(chosen, " ".join(str(i.maximum) for i in chosen.criteria.indicators))])
    assert titled <= {key for key in graph.subjects if graph.holds_title(key)}


def test_thousandths_are_added_exactly() -> None:
    graph = ResultGraph([citizen("a", "8 8 8 8 8 8 8 7.5 8.5 8")])
    assert graph.results[person_key("a")].total == Decimal(80)
