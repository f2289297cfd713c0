"""All sheets of a year at hand say what each says alone; a search among them finds the same."""

import pytest

from tests.builders.offices import YEAR, Offices, add_person, give_points
from vanhoa_desktop.services.rows.roster import RosterService
from vanhoa_desktop.services.sheets.assessments import AssessmentService
from vanhoa_desktop.ui.scoring.state import found_rows, scoring_rows

NAMES = ("Lê Văn An", "Lê An", "Trần Thị Bình An", "Đỗ Văn Cường", "Đỗ Thị An Đào")


def test_each_sheet_is_the_same_as_read_alone(offices: Offices) -> None:
    with offices.villages[0].open() as session:
        people = [add_person(session, name) for name in NAMES]
        give_points(session, people[0], ["8"] * 10)
        give_points(session, people[3], ["10", "", "4"])
        service = AssessmentService(session)
        together = service.year_sheets(YEAR)
        for person in people:
            assert together.sheet(person) == service.sheet(person, YEAR)
        assert [p.full_name for p in together.people] == [
            *("Lê An", "Lê Văn An", "Trần Thị Bình An", "Đỗ Văn Cường", "Đỗ Thị An Đào")
        ]


@pytest.mark.parametrize(
    "text",
    ["", "an", "le an", "LÊ VĂN AN", "van", "an le", "do a", "c", "xyz", "  ", "12", "%", "_"],
)
def test_a_search_among_them_finds_whom_the_store_finds(offices: Offices, text: str) -> None:
    with offices.villages[0].open() as session:
        for name in NAMES:
            add_person(session, name)
        found = RosterService(session).search(text, limit=0)
        together = AssessmentService(session).year_sheets(YEAR)
        rows = scoring_rows(together.people, together.assessments)
        assert [row.person for row in found_rows(rows, text)] == found
