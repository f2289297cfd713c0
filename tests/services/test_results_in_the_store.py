"""Results of all models in the store: change by change they stay what from scratch gives."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tests.builders.model_years import UNITS, ModelYear, fresh_year
from tests.builders.subjects import SETS
from vanhoa_desktop.db.encoding import record_key
from vanhoa_desktop.domain.counting import (
    ADULT_AGE_KEY,
    LEAST_CLAN_KEY,
    NOT_COUNTED_KEY,
    STATIONS_KEY,
)
from vanhoa_desktop.domain.enums import AssessmentStatus, LearningModel, Presence, TargetGroup

_PEOPLE, _HOUSES, _CLANS = range(4), range(3), range(2)
_ROWS = {
    LearningModel.CITIZEN: ["8 8 8 8 8 8 8 8 8 8", "8 8 8 8 8 8 8 8 8 7.5", "9 9 9 9 - 9 9 9 9 9"],
    LearningModel.FAMILY: ["30 30 40", "10 10 20", "30 30 -"],
    LearningModel.CLAN: ["8 8", "8 7.5"],
    LearningModel.COMMUNITY: ["8", "7"],
    LearningModel.UNIT: ["9 9 9", "7 7 7", "7 7 6"],
    LearningModel.COMMUNE: ["1 1", "1 2", "0 1"],
}
_FACTS: dict[LearningModel, list[dict[str, Any]]] = {
    LearningModel.FAMILY: [{"children": "1", "children_at_school": "1", "has_fund": True}],
    LearningModel.CLAN: [{"has_fund": True, "children_dropped_out": "0"}, {"has_fund": False}],
    LearningModel.COMMUNE: [{"literate_share": "0.95"}, {}],
}
_SETTINGS = [
    (ADULT_AGE_KEY, "18"),
    (ADULT_AGE_KEY, "30"),
    (STATIONS_KEY, "no"),
    (STATIONS_KEY, "yes"),
    (LEAST_CLAN_KEY, "0"),
    (LEAST_CLAN_KEY, "1"),
    (LEAST_CLAN_KEY, "2"),
    (NOT_COUNTED_KEY, "departed,exempt"),
    (NOT_COUNTED_KEY, "deceased"),
]
_STATUSES = st.sampled_from(
    [AssessmentStatus.OPEN] * 3 + [AssessmentStatus.WITHDRAWN, AssessmentStatus.REVOKED]
)


class ResultsInTheStore(RuleBasedStateMachine):
    """People, households, clans, units and their sheets, written one by one in any order."""

    year: ModelYear

    @initialize()
    def begin(self) -> None:
        self.year = fresh_year()

    def teardown(self) -> None:
        if hasattr(self, "year"):
            self.year.close()

    @rule(
        person=st.sampled_from(_PEOPLE),
        unit=st.sampled_from(["first", "first", "second", "school", "station"]),
        house=st.sampled_from([None, *_HOUSES]),
        birth=st.sampled_from(["1961", "1999", "2015", None]),
        presence=st.sampled_from([Presence.PRESENT] * 3 + [Presence.DECEASED]),
        group=st.sampled_from([None, TargetGroup.STUDENT]),
    )
    def write_person(self, person: int, **said: Any) -> None:
        self.year.person(person, **said)

    @rule(person=st.sampled_from(_PEOPLE))
    def delete_person(self, person: int) -> None:
        self.year.delete_person(person)

    @rule(
        left=st.sampled_from(_PEOPLE),
        right=st.sampled_from(_PEOPLE),
        is_linked=st.booleans(),
        counts=st.booleans(),
    )
    def link(self, left: int, right: int, is_linked: bool, counts: bool) -> None:
        if left != right:
            self.year.link(left, right, is_linked=is_linked, counts=left if counts else None)

    @rule(person=st.sampled_from(_PEOPLE), unit=st.sampled_from(["first", "school"]))
    def register(self, person: int, unit: str) -> None:
        self.year.register(person, unit)

    @rule(person=st.sampled_from(_PEOPLE), unit=st.sampled_from([None, "school", "station"]))
    def assess_elsewhere(self, person: int, unit: str | None) -> None:
        self.year.assess_at(person, unit)

    @rule(kind=st.sampled_from(["station", "agency"]))
    def call_the_station_otherwise(self, kind: str) -> None:
        self.year.unit_kind("station", kind)

    @rule(
        house=st.sampled_from(_HOUSES),
        clan=st.sampled_from([None, *_CLANS]),
        unit=st.sampled_from(["first", "first", "second", "school"]),
    )
    def place_household(self, house: int, clan: int | None, unit: str) -> None:
        self.year.household(house, clan, unit)

    @rule(data=st.data(), model=st.sampled_from(LearningModel), status=_STATUSES)
    def write_sheet(self, data: st.DataObject, model: LearningModel, status: Any) -> None:
        subject = data.draw(st.sampled_from(self.year.subjects(model)))
        facts = data.draw(st.sampled_from(_FACTS.get(model, [{}])))
        row = data.draw(st.sampled_from(_ROWS[model]))
        self.year.sheet(model, subject, SETS[model], row, facts, status)

    @rule(data=st.data(), model=st.sampled_from(LearningModel))
    def decide(self, data: st.DataObject, model: LearningModel) -> None:
        self.year.decide(model, data.draw(st.sampled_from(self.year.subjects(model))))

    @rule(person=st.sampled_from(_PEOPLE), checked=st.booleans())
    def bring_a_title_from_elsewhere(self, person: int, checked: bool) -> None:
        self.year.outside_title(person, checked=checked)

    @rule(said=st.sampled_from(_SETTINGS))
    def decide_who_counts(self, said: tuple[str, str]) -> None:
        self.year.setting(*said)

    @invariant()
    def the_store_says_what_from_scratch_gives(self) -> None:
        if hasattr(self, "year"):
            stored, scratch = self.year.stored_results(), self.year.from_scratch()
            assert stored == scratch.results(stored)
            assert self.year.stored_titles() == scratch.titles
            assert self.year.kept_tallies() == self.year.counted_tallies()
            assert scratch.compared_links == scratch.links


ResultsInTheStore.TestCase.settings = settings(stateful_step_count=12)
TestResultsInTheStore = ResultsInTheStore.TestCase


@pytest.fixture
def bare_year() -> Iterator[ModelYear]:
    year = fresh_year()
    yield year
    year.close()


def kept(year: ModelYear, model: LearningModel, population: str, body: str) -> int:
    """How many the store keeps as counted; whatever changes must have it counted anew."""
    return year.kept_tallies()[model.value, population, record_key(body)].count


def test_a_clan_that_grows_too_small_counts_in_no_village_any_more(bare_year: ModelYear) -> None:
    first, model = UNITS["first"], LearningModel.COMMUNITY
    bare_year.setting(LEAST_CLAN_KEY, "2")
    for number, unit in enumerate(("first", "second")):
        bare_year.household(number, 0, unit)
        bare_year.person(number, unit=unit, house=number)
    bare_year.sheet(model, first, SETS[model], "8", {})
    assert kept(bare_year, model, "clans", first) == 1
    bare_year.person(1, unit="second", house=1, presence=Presence.DECEASED)
    assert kept(bare_year, model, "clans", first) == 0
    bare_year.person(1, unit="second", house=1)
    assert kept(bare_year, model, "clans", first) == 1
    bare_year.household(1, 1, "second")
    assert kept(bare_year, model, "clans", first) == 0
    bare_year.setting(LEAST_CLAN_KEY, "1")
    assert kept(bare_year, model, "clans", first) == 1


def test_whom_the_commune_has_assessed_at_a_unit_counts_there_at_once(
    bare_year: ModelYear,
) -> None:
    model = LearningModel.UNIT
    bare_year.person(0)
    for unit in ("school", "station"):
        bare_year.sheet(model, UNITS[unit], SETS[model], "9 9 9", {})
    for place in ("school", "station", None, "station"):
        bare_year.assess_at(0, place)
        for unit in ("school", "station"):
            expected = int(unit == place)
            assert kept(bare_year, model, "staff", UNITS[unit]) == expected, (place, unit)
    bare_year.setting(STATIONS_KEY, "no")
    assert kept(bare_year, model, "staff", UNITS["station"]) == 0
