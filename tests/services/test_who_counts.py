"""Who counts: office-practice.md A as rows written by hand.

Each row is held against what results read, what the targets count and what the report's statistics
say. Expectations are worked out from the page, never read off the program.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import pytest

from tests.builders.counted_communes import (
    AGENCY,
    CLAN,
    COMMUNE,
    FIRST,
    H1,
    H2,
    SCHOOL,
    SCHOOL_HOUSE,
    SECOND,
    STATION,
    WORK_TITLES,
    YEAR,
    P,
    Q,
    commune_of,
    stored,
)
from tests.builders.stores import record
from tests.simulators.naive_counting import (
    NaiveCommune,
    NaivePerson,
    NaiveSheet,
    Populations,
)
from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.domain.counting import (
    ADULT_AGE_KEY,
    LEAST_CLAN_KEY,
    NOT_COUNTED_KEY,
    STATIONS_KEY,
)
from vanhoa_desktop.domain.enums import LearningModel, Presence
from vanhoa_desktop.scoring.facts import POPULATIONS
from vanhoa_desktop.scoring.target_counts import Head, Population
from vanhoa_desktop.services.reporting.statistics import FiguresReader, YearFigures
from vanhoa_desktop.services.reporting.target_population import PopulationReader
from vanhoa_desktop.services.reporting.year_titles import CountingDay

CUT_OFF = CountingDay.provisional(YEAR, f"{YEAR}-11-30")


@dataclass(frozen=True)
class Seen:
    """What results read now, and what targets and statistics say on a day."""

    results: Populations
    targets: Population
    rows: YearFigures

    @property
    def head(self) -> Head:
        """The only head."""
        (found,) = self.targets.heads
        return found

    def bodies(self, model: LearningModel) -> int:
        """How many bodies of a model the targets count."""
        return sum(body.model is model for body in self.targets.bodies)


def results_of(reading: Reading, own_unit: str | None = None) -> Populations:
    members = reading.counting.for_results(YEAR, own_unit)
    found: Populations = {}
    for model, names in POPULATIONS.items():
        for name in names:
            pairs = members.pairs(model, name)
            found[model.value, name] = set(pairs)
            assert len(pairs) == len(found[model.value, name]), "somebody counts twice"
    return found


def seen(
    commune: NaiveCommune,
    settings: Mapping[str, str] | None = None,
    *,
    day: CountingDay = CUT_OFF,
    links: Collection[tuple[str, str]] = (),
    sheets: Collection[NaiveSheet] = (),
) -> Seen:
    with stored(commune, settings, links=links, sheets=sheets, titles=WORK_TITLES) as reading:
        figures = FiguresReader(reading, day)
        counted = figures.counted()
        return Seen(results_of(reading), counted.population, figures.figures(counted))


# --- A3, A4: age and presence -----------------------------------------------------------------

# Năm sinh | biến động | từ ngày | nay là người lớn | ngày chốt 30/11 là người lớn
ADULTS = [
    (YEAR - 18, "present", None, True, True),
    (YEAR - 17, "present", None, False, False),
    (YEAR - 106, "present", None, True, True),
    (None, "present", None, False, False),
    (1980, "arrived", "2026-03-01", True, True),
    (1980, "arrived", "2026-12-02", True, False),
    (1980, "arrived", None, True, True),
    (1980, "present", "2026-12-02", True, True),
    (1980, "working_away", "2026-11-30", False, False),
    (1980, "working_away", "2026-12-01", False, True),
    (1980, "studying_away", None, False, False),
    (1980, "departed", "2026-11-30", False, False),
    (1980, "departed", "2026-12-01", False, True),
    (1980, "deceased", "2026-05-02", False, False),
    (1980, "deceased", "2026-12-15", False, True),
    (1980, "exempt", None, False, False),
]


@pytest.mark.parametrize(("born", "presence", "since", "now", "then"), ADULTS)
def test_an_adult_counts_by_age_and_by_where_he_or_she_is(
    born: int | None, presence: str, since: str | None, *, now: bool, then: bool
) -> None:
    found = seen(commune_of(NaivePerson(P, FIRST, H1, born, presence, since)))
    bodies = {"family": H1, "clan": CLAN, "community": FIRST, "commune": COMMUNE}
    for model, body in bodies.items():
        assert found.results[model, "adults"] == ({(body, P)} if now else set()), model
    assert found.head.is_adult is then
    assert found.rows.total.adults == int(then)
    assert found.rows.total.people == 1


@pytest.mark.parametrize(("presence", "since", "word"), [
    ("working_away", None, Presence.WORKING_AWAY),
    ("arrived", "2026-12-24", Presence.DEPARTED),
    ("departed", "2026-12-24", None),
    ("present", None, None),
])  # fmt: skip
def test_the_footnote_says_who_was_left_out_on_the_day(
    presence: str, since: str | None, word: Presence | None
) -> None:
    found = seen(commune_of(NaivePerson(P, FIRST, H1, 1980, presence, since)))
    assert found.rows.not_counted == ({} if word is None else {word: 1})


@pytest.mark.parametrize(("settings", "person", "is_adult"), [
    ({ADULT_AGE_KEY: "16"}, NaivePerson(P, FIRST, H1, YEAR - 16), True),
    ({ADULT_AGE_KEY: "30"}, NaivePerson(P, FIRST, H1, YEAR - 29), False),
    ({NOT_COUNTED_KEY: "departed, deceased"}, NaivePerson(P, FIRST, H1, 1980, "exempt"), True),
    ({NOT_COUNTED_KEY: "present"}, NaivePerson(P, FIRST, H1, 1980), False),
    ({NOT_COUNTED_KEY: ""}, NaivePerson(P, FIRST, H1, 1980, "deceased"), True),
])  # fmt: skip
def test_the_commune_decides_who_counts(
    settings: dict[str, str], person: NaivePerson, *, is_adult: bool
) -> None:
    found = seen(commune_of(person), settings)
    assert found.results["community", "adults"] == ({(FIRST, P)} if is_adult else set())
    assert found.head.is_adult is is_adult


def test_a_setting_that_cannot_be_read_takes_nothing_from_those_that_can() -> None:
    """Results count by the default of that one alone; reports refuse it (test_settings.py)."""
    commune = commune_of(NaivePerson(P, FIRST, H1, YEAR - 20))
    said = {ADULT_AGE_KEY: "40", NOT_COUNTED_KEY: "elsewhere", LEAST_CLAN_KEY: "2"}
    with stored(commune, said) as reading:
        found = results_of(reading)
    assert found["community", "adults"] == {(FIRST, P)}
    assert found["commune", "clans"] == set()


# --- A2: where a person lives is not where he or she is assessed ------------------------------

NAMES = {
    "F": ("family", "adults", H1),
    "F2": ("family", "adults", H2),
    "R": ("family", "registered_adults", H1),
    "C": ("clan", "adults", CLAN),
    "V1": ("community", "adults", FIRST),
    "V2": ("community", "adults", SECOND),
    "X": ("commune", "adults", COMMUNE),
    "S": ("unit", "staff", SCHOOL),
    "L": ("unit", "learners", SCHOOL),
    "St": ("unit", "staff", STATION),
    "Ag": ("unit", "staff", AGENCY),
}
# Nơi ở | hộ | đăng ký ở | xã cho đánh giá ở | nhóm | được tính ở đâu
PLACES = [
    (FIRST, H1, None, None, None, "F C V1 X"),
    (FIRST, H1, FIRST, None, None, "F R C V1 X"),
    (FIRST, H1, SECOND, None, None, "F R C V1 X"),
    (FIRST, H1, None, None, "student", "F C V1 X"),
    (FIRST, None, None, None, None, "V1 X"),
    (FIRST, H2, FIRST, None, None, "V1 X"),
    (SECOND, H2, None, None, None, "F2 V2 X"),
    (SECOND, H1, None, None, None, "V2 X"),
    (SCHOOL, None, None, None, "staff", "S"),
    (SCHOOL, None, None, None, None, "S"),
    (SCHOOL, None, SCHOOL, SCHOOL, "worker", "S"),
    (SCHOOL, SCHOOL_HOUSE, None, None, None, "S"),
    (SCHOOL, H1, None, None, None, "S"),
    (SCHOOL, None, None, None, "student", "L"),
    (FIRST, H1, SCHOOL, None, "staff", "F R C V1 X S"),
    (FIRST, H1, None, SCHOOL, "staff", "F C V1 X S"),
    (FIRST, H1, SCHOOL, SCHOOL, "student", "F R C V1 X L"),
    (STATION, None, None, None, "staff", "St"),
    (AGENCY, None, None, None, "worker", "Ag"),
    (SCHOOL, None, None, AGENCY, "staff", "S Ag"),
]


@pytest.mark.parametrize(("unit", "house", "registered", "assessed", "group", "expected"), PLACES)
def test_a_person_counts_at_home_and_where_he_or_she_is_assessed(
    unit: str,
    house: str | None,
    registered: str | None,
    assessed: str | None,
    group: str | None,
    expected: str,
) -> None:
    commune = commune_of(NaivePerson(P, unit, house, 1980, group=group))
    commune.registered = {} if registered is None else {P: registered}
    commune.assessed_at = {} if assessed is None else {P: assessed}
    found = seen(commune)
    named = {
        (model, name, body)
        for (model, name), pairs in found.results.items()
        for body, member in pairs
        if member == P
    }
    assert named == {NAMES[word] for word in expected.split()}
    assert found.head.is_adult is ("V" in expected)
    staffed = {NAMES[w][2] for w in expected.split() if NAMES[w][1] == "staff"}
    assert found.head.staffs == min(staffed, default=None)
    assert (found.rows.total.people, found.rows.total.adults) == (1, int("V" in expected))


@pytest.mark.parametrize(("presence", "since", "now", "then"), [
    ("present", None, True, True),
    ("departed", "2026-12-01", False, True),
    ("arrived", "2026-12-01", True, False),
    ("deceased", None, False, False),
])  # fmt: skip
def test_staff_and_learners_count_while_they_are_there(
    presence: str, since: str | None, *, now: bool, then: bool
) -> None:
    people = [
        NaivePerson(P, SCHOOL, None, 1980, presence, since),
        NaivePerson(Q, SCHOOL, None, 2012, presence, since, "student"),
    ]
    found = seen(commune_of(*people))
    assert found.results["unit", "staff"] == ({(SCHOOL, P)} if now else set())
    assert found.results["unit", "learners"] == ({(SCHOOL, Q)} if now else set())
    assert [head.staffs for head in found.targets.heads] == [SCHOOL if then else None, None]


def test_a_station_is_an_organisation_but_its_people_are_staff_only_where_it_is_a_learning_unit(
) -> None:  # fmt: skip
    commune = commune_of(NaivePerson(P, STATION, None, 1980), NaivePerson(Q, FIRST, None, 1980))
    commune.assessed_at = {Q: STATION}
    usual, other = seen(commune), seen(commune, {STATIONS_KEY: "no"})
    assert usual.results["unit", "staff"] == {(STATION, P), (STATION, Q)}
    assert other.results["unit", "staff"] == set()
    assert [head.staffs for head in usual.targets.heads] == [STATION, STATION]
    assert [head.staffs for head in other.targets.heads] == [None, None]
    for found in (usual, other):
        assert found.bodies(LearningModel.UNIT) == 3
        assert found.results["commune", "units"] == {
            (COMMUNE, unit) for unit in (SCHOOL, STATION, AGENCY)
        }


# --- A5, A6: households, clans, villages ------------------------------------------------------

# Ai ở hộ này của thôn Một | nay có tính hộ | ngày chốt có tính hộ
HOUSEHOLDS = {
    "nobody": ([], False, False),
    "an adult": ([NaivePerson(P, FIRST, H1, 1980)], True, True),
    "a child": ([NaivePerson(P, FIRST, H1, YEAR - 3)], True, True),
    "somebody of unknown age": ([NaivePerson(P, FIRST, H1, None)], True, True),
    "only who is away": ([NaivePerson(P, FIRST, H1, 1980, "working_away")], False, False),
    "one away, one at home": (
        [NaivePerson(P, FIRST, H1, 1980, "departed"), NaivePerson(Q, FIRST, H1, 1950)],
        True,
        True,
    ),
    "only who lives elsewhere": ([NaivePerson(P, SECOND, H1, 1980)], False, False),
    "who left after the day": (
        [NaivePerson(P, FIRST, H1, 1980, "departed", "2026-12-09")],
        False,
        True,
    ),
    "who came after the day": (
        [NaivePerson(P, FIRST, H1, 1980, "arrived", "2026-12-09")],
        True,
        False,
    ),
}


@pytest.mark.parametrize(("people", "now", "then"), HOUSEHOLDS.values(), ids=HOUSEHOLDS.keys())
def test_a_household_counts_while_somebody_of_it_does(
    people: list[NaivePerson], *, now: bool, then: bool
) -> None:
    found = seen(commune_of(*people))
    bodies = {"clan": CLAN, "community": FIRST, "commune": COMMUNE}
    for model, body in bodies.items():
        assert found.results[model, "families"] == ({(body, H1)} if now else set()), model
    assert found.bodies(LearningModel.FAMILY) == int(then)


def test_a_household_of_a_school_is_no_family() -> None:
    commune = commune_of(NaivePerson(P, SCHOOL, SCHOOL_HOUSE, 1980))
    commune.clan_of[SCHOOL_HOUSE] = CLAN
    found = seen(commune, {LEAST_CLAN_KEY: "1"})
    assert found.results["commune", "families"] == set()
    assert found.results["clan", "families"] == set()
    assert found.results["commune", "clans"] == set()
    assert found.bodies(LearningModel.FAMILY) == found.bodies(LearningModel.CLAN) == 0


# Số hộ ít nhất | hộ ở thôn Một, hộ ở thôn Hai của dòng họ có người | tính dòng họ ở xã | ở thôn nào
CLANS = [
    (0, False, False, True, set()),
    (0, True, False, True, {FIRST}),
    (0, True, True, True, {FIRST, SECOND}),
    (1, False, False, False, set()),
    (1, False, True, True, {SECOND}),
    (2, True, False, False, set()),
    (2, True, True, True, {FIRST, SECOND}),
    (3, True, True, False, set()),
]


@pytest.mark.parametrize(("least", "in_first", "in_second", "is_clan", "villages"), CLANS)
def test_a_clan_counts_with_enough_households_across_villages(
    least: int, *, in_first: bool, in_second: bool, is_clan: bool, villages: set[str]
) -> None:
    commune = commune_of(
        NaivePerson(P, FIRST, H1, 1980, "present" if in_first else "departed"),
        NaivePerson(Q, SECOND, H2, YEAR - 5, "present" if in_second else "exempt"),
    )
    commune.clan_of[H2] = CLAN
    found = seen(commune, {LEAST_CLAN_KEY: str(least)})
    assert found.results["commune", "clans"] == ({(COMMUNE, CLAN)} if is_clan else set())
    assert found.results["community", "clans"] == {(village, CLAN) for village in villages}
    assert found.bodies(LearningModel.CLAN) == int(is_clan)


def test_villages_and_units_count_and_the_commune_is_none_of_them() -> None:
    found = seen(commune_of())
    assert found.results["commune", "communities"] == {(COMMUNE, FIRST), (COMMUNE, SECOND)}
    assert found.bodies(LearningModel.COMMUNITY) == 2
    assert found.bodies(LearningModel.UNIT) == 3


def test_a_unit_s_own_device_counts_its_own_people_and_no_clans() -> None:
    commune = commune_of(NaivePerson(P, FIRST, H1, 1980), NaivePerson(Q, SECOND, H2, 1980))
    with stored(commune) as reading:
        own = results_of(reading, FIRST)
    assert {key: pairs for key, pairs in own.items() if pairs} == {
        ("family", "adults"): {(H1, P)},
        ("community", "adults"): {(FIRST, P)},
        ("community", "families"): {(FIRST, H1)},
    }


def test_a_year_knows_its_own_registrations_clans_and_places_of_assessment() -> None:
    commune = commune_of(
        NaivePerson(P, FIRST, H1, 1980), NaivePerson(Q, FIRST, H1, 2015, group="student")
    )
    commune.registered, commune.assessed_at = {P: SCHOOL}, {Q: SCHOOL}
    commune.year = YEAR - 1
    with stored(commune) as reading:
        found = results_of(reading)
    assert {key: pairs for key, pairs in found.items() if pairs and key[0] != "commune"} == {
        ("family", "adults"): {(H1, P)},
        ("community", "adults"): {(FIRST, P)},
        ("community", "families"): {(FIRST, H1)},
    }


# --- one person in several records ------------------------------------------------------------

SHEET = [NaiveSheet("citizen", Q, "open", "not_passed")]


@pytest.mark.parametrize(("sheets", "counting"), [([], P), (SHEET, Q)])
def test_results_count_one_record_of_a_person_and_targets_one_head(
    sheets: list[NaiveSheet], counting: str
) -> None:
    commune = commune_of(NaivePerson(P, FIRST, H1, 1980), NaivePerson(Q, SECOND, H2, 1980))
    found = seen(commune, links=[(P, Q)], sheets=sheets)
    house, village = (H1, FIRST) if counting == P else (H2, SECOND)
    assert found.results["commune", "adults"] == {(COMMUNE, counting)}
    assert found.results["community", "adults"] == {(village, counting)}
    assert found.results["commune", "families"] == {(COMMUNE, house)}
    assert (found.head.is_adult, found.head.unit) == (True, village)
    assert (found.rows.total.people, found.rows.total.adults) == (1, 1)


def test_a_person_is_an_adult_by_any_of_his_or_her_records() -> None:
    commune = commune_of(NaivePerson(P, SCHOOL, None, 1980), NaivePerson(Q, SECOND, H2, 1980))
    head = seen(commune, links=[(P, Q)]).head
    assert (head.is_adult, head.unit, head.staffs) == (True, SECOND, SCHOOL)


# --- the area of a plan -----------------------------------------------------------------------


def test_an_area_counts_its_own_units_alone() -> None:
    commune = commune_of(
        NaivePerson(P, FIRST, H1, 1980),
        NaivePerson(Q, SECOND, H2, 1980),
        NaivePerson(record(3), SECOND, H2, 1980),
    )
    commune.clan_of[H2] = CLAN
    commune.assessed_at = {Q: SCHOOL}
    with stored(commune, {LEAST_CLAN_KEY: "2"}, titles=WORK_TITLES) as reading:
        area = PopulationReader(reading, CUT_OFF, {FIRST, SCHOOL}).counted()
        rest = PopulationReader(reading, CUT_OFF, {SECOND, STATION, AGENCY}).counted()
    assert [records[0].id for records in area.records] == [P, Q]
    assert [head.is_adult for head in area.population.heads] == [True, False]
    assert [head.staffs for head in area.population.heads] == [None, SCHOOL]
    assert [head.is_adult for head in rest.population.heads] == [True, True]
    # The clan has two households, one of them in each part: in neither it has enough.
    counted = [(body.model.value, body.unit) for body in area.population.bodies]
    assert counted == [("family", FIRST), ("community", FIRST), ("unit", SCHOOL)]


@pytest.mark.parametrize(("settings", "people"), [({}, [P]), ({STATIONS_KEY: "no"}, [])])
def test_an_area_knows_whoever_is_assessed_at_its_learning_units(
    settings: dict[str, str], people: list[str]
) -> None:
    commune = commune_of(NaivePerson(P, FIRST, H1, 1980))
    commune.registered = {P: STATION}
    with stored(commune, settings) as reading:
        counted = PopulationReader(reading, CUT_OFF, {STATION}).counted()
    assert [records[0].id for records in counted.records] == people
