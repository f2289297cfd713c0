"""Scoring by real keys at any speed: every digit lands where it is meant to."""

from collections.abc import Sequence

import pytest

from tests.builders.offices import INDICATORS, YEAR, Office, Offices
from tests.window.conftest import PEOPLE
from tests.window.real_window import RealWindow
from vanhoa_desktop.domain.enums import Assessor
from vanhoa_desktop.services.overview import OverviewService
from vanhoa_desktop.services.roster import RosterService

pytestmark = pytest.mark.window

# A column of its own for each of ten people, so that a digit that went astray is seen.
COLUMNS = tuple(tuple((person + 3 * place) % 10 + 1 for place in range(10)) for person in range(10))


def keys_of(column: Sequence[int]) -> list[str]:
    """The keys for a column: 1 and 0 for a ten, Enter after each number."""
    return [key for points in column for key in (*str(points), "Return")]


def keys_of_all(columns: Sequence[Sequence[int]]) -> list[str]:
    """The keys for one person after the other, PgDn between them."""
    keys = keys_of(columns[0])
    for column in columns[1:]:
        keys += ["Next", *keys_of(column)]
    return keys


def saved(office: Office, assessor: Assessor = Assessor.VILLAGE) -> dict[str, dict[str, str]]:
    """What the store holds afterwards: points by indicator, by person."""
    with office.open(writing=False) as session:
        names = {person.id: person.full_name for person in RosterService(session).search("", 0)}
        sheets = OverviewService(session).sheets(YEAR)
    return {
        names[person]: {
            code: format(points, "f") for code, points in sheet.points.get(assessor, {}).items()
        }
        for person, sheet in sheets.items()
    }


def expected(columns: Sequence[Sequence[int]]) -> dict[str, dict[str, str]]:
    """The same for columns typed from the first person on."""
    return {
        name: dict(zip(INDICATORS, map(str, column), strict=True))
        for name, column in zip(PEOPLE, columns, strict=False)
    }


@pytest.mark.parametrize("ms", [10, 40, 120])
def test_ten_people_typed_in_one_go_keep_every_digit(
    window_offices: Offices, village_window: RealWindow, ms: int
) -> None:
    columns = COLUMNS if ms < 100 else COLUMNS[:3]
    village_window.key("alt+3", *keys_of_all(columns), ms=ms)
    village_window.wait_idle()
    village_window.close()
    assert saved(window_offices.villages[0]) == expected(columns)
