"""Where the year stands: what the first screen counts, at the village and at the commune."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from tests.builders.offices import (
    CAM_BAO,
    NGOC_BAN,
    YEAR,
    Office,
    Offices,
    add_person,
    give_points,
)
from tests.builders.sent_year import (
    FAILING,
    PASSING,
    UNFINISHED,
    appraise,
    decide,
    give_back,
    person_named,
    score_people,
    send_down,
    submit,
)
from tests.builders.sheets import sheets_of
from vanhoa_desktop.canonical import Json
from vanhoa_desktop.domain.enums import AssessmentStatus, Assessor
from vanhoa_desktop.services.appraisal.workflow import WorkflowService
from vanhoa_desktop.services.people.registrations import RegistrationService
from vanhoa_desktop.services.results.results import ResultService
from vanhoa_desktop.services.rows.roster import RosterService
from vanhoa_desktop.services.setup.units import UnitService
from vanhoa_desktop.services.sheets.assessments import AssessmentService, PointsEntry
from vanhoa_desktop.services.sheets.overview import OverviewService, UnitYear, YearOverview


def overview(office: Office) -> YearOverview:
    with office.open(writing=False) as session:
        return OverviewService(session).year(YEAR)


def of_units(office: Office) -> dict[str, UnitYear]:
    with office.open(writing=False) as session:
        return {item.unit.name: item for item in OverviewService(session).units(YEAR)}


def test_nothing_is_counted_before_anything_is_done(offices: Offices) -> None:
    seen = overview(offices.villages[0])
    assert (seen.people, seen.registered, seen.begun, seen.ready) == (0, 0, 0, 0)
    assert (seen.complete, seen.passed, seen.open_conflicts) == (0, 0, 0)


def test_the_village_sees_what_is_complete_and_can_be_sent(offices: Offices) -> None:
    village = offices.villages[0]
    score_people(village)
    seen = overview(village)
    assert (seen.people, seen.registered, seen.begun) == (4, 4, 4)
    assert (seen.complete, seen.passed, seen.ready) == (3, 2, 3)
    submit(village)
    seen = overview(village)
    assert (seen.complete, seen.ready, seen.with_commune) == (3, 0, 3)


def test_what_came_back_can_be_sent_again(sent: Offices, tmp_path: Path) -> None:
    give_back(sent.commune, FAILING)
    send_down(sent, tmp_path)
    seen = overview(sent.villages[0])
    assert seen.statuses[AssessmentStatus.RETURNED] == 1
    assert (seen.ready, seen.with_commune) == (1, 2)


def test_the_commune_sees_each_unit(sent: Offices) -> None:
    units = of_units(sent.commune)
    assert set(units) == {NGOC_BAN, CAM_BAO}
    own = units[NGOC_BAN]
    assert (own.people, own.waiting, own.with_unit, own.appraised) == (4, 3, 1, 0)
    other = units[CAM_BAO]
    assert (other.people, other.waiting, other.with_unit, other.recognised) == (0, 0, 0, 0)


def test_the_commune_sees_the_year_go_on(sent: Offices) -> None:
    seen = overview(sent.commune)
    assert (seen.people, seen.with_commune, seen.appraised, seen.recognised) == (4, 3, 0, 0)
    appraise(sent.commune)
    seen = overview(sent.commune)
    assert (seen.with_commune, seen.appraised) == (0, 3)
    decide(sent.commune)
    seen = overview(sent.commune)
    assert (seen.appraised, seen.recognised) == (1, 2)
    assert of_units(sent.commune)[NGOC_BAN].recognised == 2


def test_another_year_has_nothing(sent: Offices) -> None:
    with sent.commune.open(writing=False) as session:
        service = OverviewService(session)
        assert service.year(2025).begun == 0
        assert sheets_of(session, 2025) == {}
        assert service.registrations(2025) == {}


def test_sheets_and_registrations_are_found_by_person_and_unit(sent: Offices) -> None:
    unfinished = person_named(sent.commune, UNFINISHED)
    with sent.commune.open(writing=False) as session:
        service, units = OverviewService(session), UnitService(session)
        own, other = units.find(NGOC_BAN).id, units.find(CAM_BAO).id
        assert sheets_of(session, YEAR)[unfinished.id].status is AssessmentStatus.OPEN
        assert len(sheets_of(session, YEAR, own)) == 4
        assert len(service.registrations(YEAR, own)) == 4
        assert sheets_of(session, YEAR, other) == {}
        assert service.registrations(YEAR, other) == {}
        assert service.units_by_id()[own].name == NGOC_BAN


def test_results_are_listed_in_vietnamese_order(sent: Offices) -> None:
    with sent.commune.open(writing=False) as session:
        rows = ResultService(session).rows(YEAR)
    assert [row.person.full_name for row in rows] == [
        *(UNFINISHED, PASSING[0]),
        *(PASSING[1], FAILING),
    ]


@pytest.mark.parametrize("is_registered", [False, True])
def test_a_sheet_whose_only_point_was_taken_back_is_not_begun(
    offices: Offices, tmp_path: Path, is_registered: bool
) -> None:
    """By accident, and undone: it was counted as half done, and as one that was not sent."""
    village, commune = offices.villages[0], offices.commune
    with village.open() as session:
        person = add_person(session, "Lê Văn An")
        if is_registered:
            RegistrationService(session).register([person], YEAR)
        first = PointsEntry(person, YEAR, Assessor.VILLAGE, {"CS1": Decimal(5)})
        AssessmentService(session).set_points(first)
        undo = replace(first, points={"CS1": None}, unregisters=not is_registered)
        AssessmentService(session).set_points(undo)
    seen = overview(village)
    assert (seen.begun, seen.registered, seen.complete) == (0, int(is_registered), 0)
    with village.open(writing=False) as session:
        assert sheets_of(session, YEAR) == {}
        assert ResultService(session).rows(YEAR) == []
        assert WorkflowService(session).look_at_submission(YEAR).held == ()
    commune.merge(village.export(tmp_path / "len.vhb"))
    (unit,) = (item for item in of_units(commune).values() if item.unit.name == NGOC_BAN)
    assert (unit.with_unit, overview(commune).begun) == (0, 0)
    # Begun anew, it is one like any other.
    with village.open() as session:
        entry = PointsEntry(person, YEAR, Assessor.VILLAGE, {"CS1": Decimal(6)})
        AssessmentService(session).set_points(entry)
    assert overview(village).begun == 1


def test_who_withdrew_is_in_none_of_the_counts(offices: Offices) -> None:
    """Their sheets rest; they were counted as begun, complete and passed, not as registered.

    Of four with sheets, three complete and two passed, one that passed withdraws.
    """
    village = offices.villages[0]
    score_people(village)
    person = person_named(village, PASSING[0])
    with village.open() as session:
        RegistrationService(session).withdraw([person], YEAR)
    seen = overview(village)
    assert (seen.people, seen.registered, seen.begun) == (4, 3, 3)
    assert (seen.complete, seen.passed, seen.ready) == (2, 1, 2)
    assert not any(status is AssessmentStatus.WITHDRAWN for status in seen.statuses)


def test_whose_sheet_cannot_be_sent_any_more_is_not_counted_as_ready(offices: Offices) -> None:
    village = offices.villages[0]
    with village.open() as session:
        for name in ("Lê Văn An", "Vũ Thu Dung"):
            give_points(session, add_person(session, name), ["9"] * 10)
        assert OverviewService(session).year(YEAR).ready == 2
        person = RosterService(session).person("Vũ Thu Dung")
        gone: Json = {"value": "deceased", "on": "2026-10-01"}
        with session.work() as work:
            work.put("person", person.id, {"presence": gone})
            work.commit()
        assert OverviewService(session).year(YEAR).ready == 1
