"""What of a sheet becomes points in the tables."""

from typing import Any

from tests.builders.offices import YEAR, Office, Offices, add_person, give_points
from vanhoa_desktop.domain.enums import Assessor, LearningModel
from vanhoa_desktop.journal.identity import assessment_id


def put_on_sheet(village: Office, values: dict[str, Any]) -> dict[Assessor, set[str]]:
    """Write fields beside the points of a sheet; the indicators that the tables then have."""
    with village.open() as session:
        person = add_person(session, "Đỗ Thị Mẫu")
        give_points(session, person, ["8"] * 10)
        record = assessment_id(person.id, YEAR, LearningModel.CITIZEN)
        with session.work() as work:
            work.put("assessment", record, values)
            work.commit()
        with session.database.reading() as reading:
            sheet = reading.assessments.assessment(person.id, YEAR)
    assert sheet is not None
    return {assessor: set(points) for assessor, points in sheet.points.items()}


def test_a_field_that_only_a_newer_program_knows_is_not_taken_for_points(offices: Offices) -> None:
    values = {"village.extra": {"points": "nhiều"}, "village": {"points": "nhiều"}}
    found = put_on_sheet(offices.villages[0], values)
    assert found == {Assessor.VILLAGE: {f"CS{number}" for number in range(1, 11)}}


def test_points_that_were_cleared_leave_the_tables(offices: Offices) -> None:
    found = put_on_sheet(offices.villages[0], {"village.CS3": {"points": None, "reason": None}})
    assert found == {Assessor.VILLAGE: {f"CS{number}" for number in range(1, 11) if number != 3}}
