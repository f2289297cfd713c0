"""Sheets go from the unit to the commune, back to be completed, and through the appraisal."""

from functools import partial
from pathlib import Path

import pytest

from tests.builders.offices import CAM_BAO, NGOC_BAN, YEAR, Office, Offices, give_points
from tests.builders.refusals import refusal
from tests.builders.sent_year import (
    EIGHT,
    FAILING,
    NINE,
    PASSING,
    UNFINISHED,
    appraise,
    decide,
    give_back,
    person_named,
    score_people,
    send_down,
    send_up,
    state_of,
    submit,
)
from vanhoa_desktop.domain.enums import Assessor, ConsentKind
from vanhoa_desktop.domain.people import Unit
from vanhoa_desktop.errors import ErrorCode
from vanhoa_desktop.services.appraisal.workflow import WorkflowReport, WorkflowService
from vanhoa_desktop.services.office.integrity import IntegrityService
from vanhoa_desktop.services.people.person_entry import PersonService
from vanhoa_desktop.services.people.registrations import Consent, RegistrationService
from vanhoa_desktop.services.setup.units import UnitService
from vanhoa_desktop.services.sheets.assessments import AssessmentService


def warned(report: WorkflowReport) -> dict[str, int]:
    return {warning.code: warning.count for warning in report.warnings}


# --- submit ---


def test_complete_sheets_are_sent_whether_they_pass_or_not(offices: Offices) -> None:
    village = offices.villages[0]
    score_people(village)
    report = submit(village)
    assert report.moved == 3
    unfinished = person_named(village, UNFINISHED)
    assert [(item.person, item.code) for item in report.held] == [(unfinished.id, "INCOMPLETE")]
    assert {state_of(village, name) for name in (*PASSING, FAILING)} == {"submitted"}
    assert state_of(village, UNFINISHED) == "unit_assessed"


def test_sending_twice_sends_nothing_more(offices: Offices) -> None:
    village = offices.villages[0]
    score_people(village)
    submit(village)
    with village.open() as session:
        before = IntegrityService(session).state_hash()
        assert WorkflowService(session).submit(YEAR).moved == 0
        assert IntegrityService(session).state_hash() == before


def test_a_sheet_that_was_sent_is_closed_to_its_unit(sent: Offices) -> None:
    village = sent.villages[0]
    person = person_named(village, FAILING)
    with village.open() as session:
        for assessor in (Assessor.VILLAGE, Assessor.SELF):
            code = refusal(partial(give_points, session, person, NINE, assessor))
            assert code is ErrorCode.ASSESSMENT_CLOSED


def test_missing_consent_is_told_and_stops_nothing(offices: Offices) -> None:
    village = offices.villages[0]
    score_people(village)
    consenting = person_named(village, PASSING[0])
    with village.open() as session:
        consent = Consent(frozenset({ConsentKind.USE}), "2026-03-01")
        RegistrationService(session).register([consenting], YEAR, consent)
    report = submit(village)
    assert (report.moved, warned(report)["CONSENT_MISSING"]) == (3, 2)


def test_the_commune_sends_for_units_without_a_device(offices: Offices) -> None:
    with offices.commune.open() as session:
        UnitService(session).add("Thôn Chưa Có Máy", UnitService(session).units()[0].kind)
        service = PersonService(session)
        for unit in ("Thôn Chưa Có Máy", CAM_BAO):
            person = service.add({"full_name": f"Người {unit[5:]}"}, unit).person
            give_points(session, person, EIGHT)
        report = WorkflowService(session).submit(YEAR)
    assert (report.moved, report.held) == (1, ())
    assert state_of(offices.commune, "Người Chưa Có Máy") == "submitted"
    assert state_of(offices.commune, "Người Cẩm Bào") == "unit_assessed"


def test_a_year_that_is_not_open_is_refused_everywhere(offices: Offices) -> None:
    with offices.commune.open() as session:
        service = WorkflowService(session)
        for act in (
            lambda: service.submit(2030),
            lambda: service.appraise(2030),
            lambda: service.return_sheets(2030, "xem lại"),
        ):
            assert refusal(act) is ErrorCode.CYCLE_NOT_OPEN


# --- appraise ---


def test_what_was_received_is_appraised(sent: Offices) -> None:
    report = appraise(sent.commune)
    assert report.moved == 3
    unfinished = person_named(sent.commune, UNFINISHED)
    assert [(item.person, item.code) for item in report.held] == [(unfinished.id, "NOT_SUBMITTED")]
    assert state_of(sent.commune, FAILING) == "appraised"
    assert appraise(sent.commune).moved == 0


def test_one_person_or_one_unit_is_appraised(sent: Offices) -> None:
    other, own = (unit.id for name in (CAM_BAO, NGOC_BAN) for unit in [_unit(sent.commune, name)])
    assert appraise(sent.commune, unit=other).moved == 0
    assert appraise(sent.commune, FAILING).moved == 1
    assert state_of(sent.commune, PASSING[0]) == "submitted"
    assert appraise(sent.commune, unit=own).moved == 2


def _unit(office: Office, name: str) -> Unit:
    with office.open(writing=False) as session:
        return UnitService(session).find(name)


def test_only_the_commune_appraises_and_returns(sent: Offices) -> None:
    with sent.villages[0].open() as session:
        service = WorkflowService(session)
        assert refusal(lambda: service.appraise(YEAR)) is ErrorCode.ROLE_NOT_ALLOWED
        assert refusal(lambda: service.return_sheets(YEAR, "x")) is ErrorCode.ROLE_NOT_ALLOWED


def test_a_sheet_with_a_contradiction_waits(sent: Offices, tmp_path: Path) -> None:
    """The commune entered other points for the village than the village did meanwhile."""
    give_back(sent.commune, FAILING)
    send_down(sent, tmp_path)
    for office, points in ((sent.villages[0], NINE), (sent.commune, EIGHT)):
        with office.open() as session:
            give_points(session, person_named(office, FAILING), points)
    submit(sent.villages[0])
    send_up(sent, tmp_path)
    report = appraise(sent.commune, FAILING)
    assert (report.moved, [item.code for item in report.held]) == (0, ["CONFLICT"])


# --- return ---


def test_a_returned_sheet_is_opened_with_its_reason_and_can_be_sent_again(
    sent: Offices, tmp_path: Path
) -> None:
    village = sent.villages[0]
    assert give_back(sent.commune, FAILING).moved == 1
    send_down(sent, tmp_path)
    with village.open(writing=False) as session:
        person = person_named(village, FAILING)
        sheet = AssessmentService(session).sheet(person, YEAR)
        assert sheet.assessment is not None
        assert (sheet.state, sheet.assessment.return_reason) == ("returned", "Thiếu minh chứng")
    with village.open() as session:
        give_points(session, person, NINE)
    assert submit(village).moved == 1
    send_up(sent, tmp_path)
    assert appraise(sent.commune, FAILING).moved == 1


def test_an_appraised_sheet_can_still_be_returned(sent: Offices) -> None:
    appraise(sent.commune)
    assert give_back(sent.commune, PASSING[0]).moved == 1
    assert state_of(sent.commune, PASSING[0]) == "returned"
    assert decide(sent.commune).recognised == 1


def test_what_was_never_sent_or_is_decided_is_not_returned(appraised: Offices) -> None:
    decide(appraised.commune)
    report = give_back(appraised.commune, PASSING[0], UNFINISHED, FAILING)
    codes = {item.person: item.code for item in report.held}
    assert report.moved == 1
    assert codes == {
        person_named(appraised.commune, PASSING[0]).id: "DECIDED",
        person_named(appraised.commune, UNFINISHED).id: "NOT_SUBMITTED",
    }


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_a_return_says_why(sent: Offices, reason: str) -> None:
    with sent.commune.open() as session:
        code = refusal(lambda: WorkflowService(session).return_sheets(YEAR, reason))
    assert code is ErrorCode.VALUE_INVALID
