"""The last appraisal is taken back as a whole: exactly its sheets, as they were before it."""

from pathlib import Path

from tests.builders.offices import YEAR, Office, Offices, give_points
from tests.builders.refusals import refusal
from tests.builders.sent_year import (
    FAILING,
    NINE,
    PASSING,
    appraise,
    decide,
    give_back,
    person_named,
    send_down,
    state_of,
)
from vanhoa_desktop.domain.enums import LearningModel
from vanhoa_desktop.errors import ErrorCode
from vanhoa_desktop.journal.identity import assessment_id
from vanhoa_desktop.services.appraisal.appraisal_undo import (
    AppraisalUndone,
    AppraisalUndoService,
    LastAppraisal,
)
from vanhoa_desktop.services.office.integrity import IntegrityService
from vanhoa_desktop.services.recognition.recognition import RecognitionService


def undo(office: Office, appraisal: str | None = None) -> AppraisalUndone:
    with office.open() as session:
        return AppraisalUndoService(session).undo(YEAR, appraisal)


def last(office: Office) -> LastAppraisal | None:
    with office.open(writing=False) as session:
        return AppraisalUndoService(session).last(YEAR)


def values_of(office: Office, name: str) -> dict[str, object]:
    """Everything that a person's sheet says."""
    record = assessment_id(person_named(office, name).id, YEAR, LearningModel.CITIZEN)
    with office.open() as session, session.rehearsal() as work:
        state = work.state(record)
        assert state is not None
        return dict(state.values)


def test_all_sheets_of_an_appraisal_are_submitted_again_with_every_word_as_before(
    sent: Offices,
) -> None:
    names = (*PASSING, FAILING)
    before = {name: values_of(sent.commune, name) for name in names}
    appraise(sent.commune)
    seen = last(sent.commune)
    assert seen is not None
    assert (seen.sheets, seen.held) == (3, ())
    assert undo(sent.commune, seen.id) == AppraisalUndone(3, ())
    assert {name: values_of(sent.commune, name) for name in names} == before
    assert {state_of(sent.commune, name) for name in names} == {"submitted"}
    with sent.commune.open() as session:
        assert RecognitionService(session).candidates(YEAR) == []
        assert IntegrityService(session).check().is_ok
    assert appraise(sent.commune).moved == 3


def test_only_the_last_appraisal_is_taken_back_not_one_before_it(sent: Offices) -> None:
    appraise(sent.commune, PASSING[0])
    appraise(sent.commune)
    assert undo(sent.commune).taken_back == 2
    assert state_of(sent.commune, PASSING[0]) == "appraised"
    assert state_of(sent.commune, PASSING[1]) == "submitted"


def test_what_a_decision_names_stays_and_is_told(appraised: Offices) -> None:
    decide(appraised.commune)
    done = undo(appraised.commune)
    assert done.taken_back == 1
    assert {(sheet.name, sheet.code) for sheet in done.held} == {
        (PASSING[0], "DECIDED"),
        (PASSING[1], "DECIDED"),
    }
    assert {state_of(appraised.commune, name) for name in PASSING} == {"recognised"}
    assert state_of(appraised.commune, FAILING) == "submitted"


def test_what_was_changed_since_stays_and_is_told(appraised: Offices) -> None:
    give_back(appraised.commune, PASSING[0])
    done = undo(appraised.commune)
    assert done.taken_back == 2
    assert [(sheet.name, sheet.code) for sheet in done.held] == [(PASSING[0], "CHANGED")]
    assert state_of(appraised.commune, PASSING[0]) == "returned"


def test_a_draft_leaves_out_whose_appraisal_was_taken_back(appraised: Offices) -> None:
    assert decide(appraised.commune, None).recognised == 2
    assert undo(appraised.commune).taken_back == 3
    appraise(appraised.commune, PASSING[0])
    assert decide(appraised.commune).recognised == 1


def test_the_village_sees_its_sheets_as_sent_again(appraised: Offices, tmp_path: Path) -> None:
    village = appraised.villages[0]
    send_down(appraised, tmp_path)
    assert state_of(village, PASSING[0]) == "appraised"
    undo(appraised.commune)
    send_down(appraised, tmp_path)
    assert state_of(village, PASSING[0]) == "submitted"
    person = person_named(village, PASSING[0])
    with village.open() as session:
        assert refusal(lambda: give_points(session, person, NINE)) is ErrorCode.ASSESSMENT_CLOSED
        assert IntegrityService(session).check().is_ok


def test_nothing_is_taken_back_twice_nor_past_what_was_seen(sent: Offices) -> None:
    assert last(sent.commune) is None
    assert refusal(lambda: undo(sent.commune)) is ErrorCode.APPRAISAL_NOT_UNDONE
    appraise(sent.commune, PASSING[0])
    seen = last(sent.commune)
    assert seen is not None
    appraise(sent.commune)
    assert refusal(lambda: undo(sent.commune, seen.id)) is ErrorCode.APPRAISAL_NOT_UNDONE
    assert state_of(sent.commune, PASSING[0]) == "appraised"
    assert undo(sent.commune).taken_back == 2
    assert undo(sent.commune).taken_back == 1
    assert refusal(lambda: undo(sent.commune)) is ErrorCode.APPRAISAL_NOT_UNDONE


def test_only_the_commune_takes_an_appraisal_back(sent: Offices) -> None:
    assert refusal(lambda: undo(sent.villages[0])) is ErrorCode.ROLE_NOT_ALLOWED
