"""Who holds a title: office-practice.md C as rows written by hand.

Each row is held against the table of titles, the targets' holders and the report's statistics.
"""

from dataclasses import replace

import pytest

from tests.builders.counted_communes import (
    CLAN,
    FIRST,
    H1,
    YEAR,
    P,
    Q,
    add_sheet,
    commune_of,
    settled_title,
    stored,
)
from tests.simulators.naive_counting import NaivePerson, NaiveSheet, NaiveTitle
from vanhoa_desktop.domain.enums import LearningModel
from vanhoa_desktop.services.reporting.statistics import FiguresReader
from vanhoa_desktop.services.reporting.year_titles import CountingDay, titles_of_year

CUT_OFF = CountingDay.provisional(YEAR, f"{YEAR}-11-30")
DECIDED = NaiveTitle("citizen", P, on="2026-11-20")
ELSEWHERE = replace(DECIDED, is_from_elsewhere=True)


def sheet(status: str, outcome: str = "passed") -> list[NaiveSheet]:
    return [NaiveSheet("citizen", P, status, outcome)]


# Điều gì cho danh hiệu | phiếu | nay | tạm tính 30/11 | chính thức
TITLES = {
    "nothing": ([], [], False, False, False),
    "a decision": ([DECIDED], [], True, True, True),
    "a decision of that day": ([replace(DECIDED, on="2026-11-30")], [], True, True, True),
    "a later decision": ([replace(DECIDED, on="2026-12-05")], [], True, False, True),
    "one of January": ([replace(DECIDED, on="2027-01-15")], [], True, False, True),
    "one without a day": ([replace(DECIDED, on=None)], [], True, True, True),
    "a draft": ([replace(DECIDED, is_final=False)], [], False, False, False),
    "a draft, a passing sheet": (
        [replace(DECIDED, is_final=False)],
        sheet("submitted"),
        True,
        False,
        False,
    ),
    "points that pass": ([], sheet("open"), True, False, False),
    "appraised": ([], sheet("appraised"), True, True, False),
    "appraised, did not pass": ([], sheet("appraised", "not_passed"), False, False, False),
    "appraised, incomplete": ([], sheet("appraised", "not_assessed"), False, False, False),
    "decided, points too few": ([DECIDED], sheet("recognised", "not_passed"), True, True, True),
    "withdrawn": ([DECIDED], sheet("withdrawn"), False, False, False),
    "stopped": ([DECIDED], sheet("stopped"), False, False, False),
    "revoked": ([DECIDED], sheet("revoked"), False, False, False),
    "not checked": ([replace(ELSEWHERE, is_final=False)], [], False, False, False),
    "from elsewhere": ([ELSEWHERE], [], True, True, True),
    "from elsewhere, later": ([replace(ELSEWHERE, on="2027-01-10")], [], True, False, True),
    "from elsewhere, no day": ([replace(ELSEWHERE, on=None)], [], True, True, True),
    "from elsewhere, revoked": ([ELSEWHERE], sheet("revoked"), False, False, False),
}


@pytest.mark.parametrize(
    ("given", "sheets", "now", "then", "final"), TITLES.values(), ids=TITLES.keys()
)
def test_a_title_is_held_by_decision_or_from_elsewhere_or_by_a_sheet(
    given: list[NaiveTitle], sheets: list[NaiveSheet], *, now: bool, then: bool, final: bool
) -> None:
    commune = commune_of(NaivePerson(P, FIRST, H1, 1980))
    with stored(commune, titles=given, sheets=sheets) as reading:
        for day, expected in ((CUT_OFF, then), (CountingDay.final(YEAR), final)):
            held = titles_of_year(reading, day)[LearningModel.CITIZEN]
            assert (P in held) is expected
            counted = FiguresReader(reading, day)
            assert counted.figures(counted.counted()).total.recognised == int(expected)
        assert settled_title(reading, YEAR, "citizen", P) is now


def test_a_title_is_of_its_own_model_and_year() -> None:
    """A household's sheet takes nothing from whoever bears its id in another model."""
    commune = commune_of(NaivePerson(P, FIRST, H1, 1980))
    given = [NaiveTitle("family", H1), NaiveTitle("clan", CLAN), ELSEWHERE]
    revoked = [
        NaiveSheet("clan", CLAN, "revoked", "passed"),
        NaiveSheet("community", H1, "revoked", "passed"),
    ]
    with stored(commune, titles=given, sheets=revoked) as reading:
        held = titles_of_year(reading, CountingDay.final(YEAR))
        assert held == dict.fromkeys(LearningModel, frozenset()) | {
            LearningModel.CITIZEN: frozenset({P}),
            LearningModel.FAMILY: frozenset({H1}),
        }
        other = titles_of_year(reading, CountingDay.final(YEAR - 1))
        assert other == dict.fromkeys(LearningModel, frozenset())


def test_a_sheet_of_another_year_gives_and_takes_nothing() -> None:
    commune = commune_of(NaivePerson(P, FIRST, H1, 1980), NaivePerson(Q, FIRST, H1, 1981))
    with stored(commune, titles=[DECIDED]) as reading:
        add_sheet(reading, YEAR - 1, NaiveSheet("citizen", P, "revoked", "passed"))
        add_sheet(reading, YEAR - 1, NaiveSheet("citizen", Q, "appraised", "passed"))
        assert titles_of_year(reading, CUT_OFF)[LearningModel.CITIZEN] == {P}
        assert settled_title(reading, YEAR, "citizen", P)
        assert not settled_title(reading, YEAR, "citizen", Q)
