"""Small communes of any shape: whom the store counts is whom the naive judge counts."""

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from tests.builders.counted_communes import (
    COMMUNE,
    UNITS,
    YEAR,
    naive_rules,
    settled_title,
    stored,
)
from tests.builders.stores import record
from tests.simulators.naive_counting import (
    NaiveCommune,
    NaiveCounting,
    NaivePerson,
    NaiveSheet,
    NaiveTitle,
    Populations,
    holders,
)
from vanhoa_desktop.db.readers.counting import CountedMembers
from vanhoa_desktop.domain.counting import (
    ADULT_AGE_KEY,
    LEAST_CLAN_KEY,
    NOT_COUNTED_KEY,
    STATIONS_KEY,
)
from vanhoa_desktop.domain.enums import AssessmentStatus, LearningModel, Presence
from vanhoa_desktop.scoring.facts import POPULATIONS
from vanhoa_desktop.services.reporting.target_population import PopulationReader
from vanhoa_desktop.services.reporting.year_titles import CountingDay

PEOPLE = [record(number) for number in range(1, 6)]
HOUSES = [record(200 + number) for number in range(4)]
CLANS = [record(300 + number) for number in range(2)]
SUBJECTS = {"citizen": PEOPLE, "family": HOUSES, "clan": CLANS, "community": list(UNITS)[:2]}
SUBJECTS |= {"unit": list(UNITS)[2:], "commune": [COMMUNE]}
DAYS = [f"{YEAR}-11-30", f"{YEAR}-12-31"]


def _title(named: tuple[str, str], is_final: bool, on: str | None) -> NaiveTitle:
    return NaiveTitle(*named, is_final=is_final, on=on)


def _sheet(named: tuple[str, str], status: str, outcome: str) -> NaiveSheet:
    return NaiveSheet(*named, status=status, outcome=outcome)


_units = st.sampled_from(list(UNITS))
# Mostly villages: whatever lives elsewhere counts in few places.
_homes = st.sampled_from([*list(UNITS)[:2] * 3, *list(UNITS)[2:]])
_people = st.builds(
    NaivePerson,
    st.sampled_from(PEOPLE),
    _homes,
    st.sampled_from([None, *HOUSES]),
    st.sampled_from([None, 1950, YEAR - 30, YEAR - 18, YEAR - 17, YEAR - 16, YEAR - 3]),
    st.sampled_from([Presence.PRESENT.value] * 5 + [presence.value for presence in Presence]),
    st.sampled_from([None, f"{YEAR}-11-15", f"{YEAR}-12-10"]),
    st.sampled_from([None, "resident", "staff", "student"]),
)
_communes = st.builds(
    NaiveCommune,
    st.just(YEAR),
    st.sampled_from([COMMUNE, COMMUNE, None]),
    st.just(UNITS),
    st.lists(_people, max_size=5, unique_by=lambda person: person.id),
    st.dictionaries(st.sampled_from(HOUSES), _homes),
    st.sets(st.sampled_from(CLANS)),
    st.dictionaries(st.sampled_from(HOUSES), st.sampled_from(CLANS)),
    st.dictionaries(st.sampled_from(PEOPLE), _units),
    st.dictionaries(st.sampled_from(PEOPLE), _units, max_size=2),
)
_settings = st.fixed_dictionaries(
    {},
    optional={
        ADULT_AGE_KEY: st.sampled_from(["16", "18", "30"]),
        NOT_COUNTED_KEY: st.sampled_from(["", "departed,deceased", "present"]),
        STATIONS_KEY: st.sampled_from(["yes", "no"]),
        LEAST_CLAN_KEY: st.sampled_from(["0", "1", "2", "3"]),
    },
)
_links = st.lists(
    st.tuples(st.sampled_from(PEOPLE), st.sampled_from(PEOPLE)).filter(lambda p: p[0] != p[1]),
    max_size=2,
    unique_by=frozenset,
)
_named = st.sampled_from([(model, key) for model, keys in SUBJECTS.items() for key in keys])
_days = st.sampled_from([None, f"{YEAR}-11-20", f"{YEAR}-12-05", f"{YEAR + 1}-01-15"])
_titles = st.lists(
    st.one_of(
        st.builds(_title, _named, st.booleans(), _days),
        st.builds(
            NaiveTitle,
            st.just("citizen"),
            st.sampled_from(PEOPLE),
            st.booleans(),
            _days,
            is_from_elsewhere=st.just(True),
        ),
    ),
    max_size=6,
    unique_by=lambda title: (title.model, title.subject, title.is_from_elsewhere),
)
_sheets = st.lists(
    st.builds(
        _sheet,
        _named,
        st.sampled_from([status.value for status in AssessmentStatus]),
        st.sampled_from(["passed", "passed", "not_passed", "not_assessed"]),
    ),
    max_size=5,
    unique_by=lambda sheet: (sheet.model, sheet.subject),
)


def populations_of(members: CountedMembers) -> Populations:
    found = {}
    for model, names in POPULATIONS.items():
        for name in names:
            pairs = members.pairs(model, name)
            assert len(pairs) == len(set(pairs)), (model, name)
            found[model.value, name] = set(pairs)
    return found


@given(_communes, _settings, _links, _sheets, st.sampled_from([None, *UNITS]))
def test_results_read_whom_the_judge_counts(
    commune: NaiveCommune,
    settings: Mapping[str, str],
    links: list[tuple[str, str]],
    sheets: list[NaiveSheet],
    own_unit: str | None,
) -> None:
    with stored(commune, settings, links=links, sheets=sheets) as reading:
        judge = NaiveCounting(
            commune,
            naive_rules(reading, YEAR),
            own_unit=own_unit,
            doubles=reading.people.links.not_counting(YEAR),
        )
        found = populations_of(reading.counting.for_results(YEAR, own_unit))
        assert found == judge.populations()


@given(
    _communes,
    _settings,
    _links,
    _titles,
    st.sampled_from(DAYS),
    st.none() | st.sets(_units),
)
def test_targets_count_whom_the_judge_counts(
    commune: NaiveCommune,
    settings: Mapping[str, str],
    links: list[tuple[str, str]],
    titles: list[NaiveTitle],
    day: str,
    area: set[str] | None,
) -> None:
    with stored(commune, settings, links=links, titles=titles) as reading:
        judge = NaiveCounting(commune, naive_rules(reading, YEAR), area=area, day=day)
        members = reading.counting.for_targets(YEAR, day, area)
        counted = PopulationReader(reading, CountingDay.provisional(YEAR, day), area).counted()
        assert {who: where.value for who, where in members.left_out().items()} == judge.left_out()
        populations = judge.populations()
        assert populations_of(members) == populations
    records = [tuple(person.id for person in group) for group in counted.records]
    assert {person for group in records for person in group} == judge.heads()
    held = holders(titles, [], until=day)
    for group, head in zip(records, counted.population.heads, strict=True):
        assert head.is_holder == any(("citizen", person) in held for person in group)
        adults = [p for p in group if any(p == m for _, m in populations["community", "adults"])]
        assert head.is_adult == bool(adults)
        homes = {
            (model, body)
            for model in ("community", "family", "clan")
            for body, member in populations[model, "adults"]
            if member in adults[:1]
        }
        assert head.in_models == bool(homes & held)
        staffed = {u for u, m in populations["unit", "staff"] if m in group and ("unit", u) in held}
        assert head.staffs == min(staffed, default=None)
    bodies = [(body.model.value, body.has_title) for body in counted.population.bodies]
    names = {"family": "families", "clan": "clans", "community": "communities", "unit": "units"}
    expected = [
        (model, (model, member) in held)
        for model, name in names.items()
        for _, member in populations["commune", name]
    ]
    assert sorted(bodies) == sorted(expected)


@given(_communes, _titles, _sheets, _days, st.booleans())
def test_titles_are_held_by_whom_the_judge_names(
    commune: NaiveCommune,
    titles: list[NaiveTitle],
    sheets: list[NaiveSheet],
    until: str | None,
    provisional: bool,
) -> None:
    with stored(commune, titles=titles, sheets=sheets) as reading:
        found = reading.counting.titles(YEAR, until, provisional=provisional)
        now = {
            (model, subject)
            for model, subjects in SUBJECTS.items()
            for subject in subjects
            if settled_title(reading, YEAR, model, subject)
        }
    expected = holders(titles, sheets, until=until, provisional=provisional)
    assert {(model.value, who) for model in LearningModel for who in found[model]} == expected
    passing = [NaiveTitle(s.model, s.subject) for s in sheets if s.outcome == "passed"]
    assert now == holders([*titles, *passing], sheets)
