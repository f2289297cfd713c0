"""The year's work: a person lives in one place and may be assessed in another."""

from vanhoa_desktop.domain.assessments import Assessment, Decision, Registration
from vanhoa_desktop.domain.enums import (
    AssessmentStatus,
    DecisionStatus,
    LearningModel,
    Outcome,
)
from vanhoa_desktop.domain.people import Person
from vanhoa_desktop.journal.identity import assessment_id, recognition_id, registration_id

VILLAGE, SCHOOL = "village", "school"
PUPIL = Person("4ad0e6dc-7d70-7c51-8a0f-27f7e0c5c001", "Lê Thị Trò", VILLAGE)


def test_where_somebody_lives_is_not_where_somebody_is_assessed() -> None:
    """Office-practice.md A2."""
    registered = Registration("r", PUPIL.id, 2026, assessing_unit=SCHOOL)
    assert PUPIL.home_unit == VILLAGE
    assert registered.assessing_unit == SCHOOL


def test_a_person_has_one_sheet_a_year_and_model_wherever_it_is_begun() -> None:
    sheet = assessment_id(PUPIL.id, 2026, LearningModel.CITIZEN)
    assert sheet == assessment_id(PUPIL.id, 2026, LearningModel.CITIZEN)
    others = {
        assessment_id(PUPIL.id, 2027, LearningModel.CITIZEN),
        assessment_id(PUPIL.id, 2026, LearningModel.FAMILY),
        assessment_id("4ad0e6dc-7d70-7c51-8a0f-27f7e0c5c002", 2026, LearningModel.CITIZEN),
        registration_id(PUPIL.id, 2026),
        recognition_id(PUPIL.id, 2026, LearningModel.CITIZEN),
    }
    assert sheet not in others
    assert len(others) == 5


def test_a_registration_assumes_no_consent() -> None:
    """Office-practice.md G31: two separate consents, neither ticked."""
    registered = Registration("r", PUPIL.id, 2026, VILLAGE)
    assert registered.use_consent_on is None
    assert registered.post_consent_on is None


def test_a_sheet_without_points_is_not_assessed_rather_than_failed() -> None:
    sheet = Assessment(
        id="a",
        person=PUPIL.id,
        year=2026,
        model=LearningModel.CITIZEN,
        unit=SCHOOL,
        status=AssessmentStatus.OPEN,
        criteria_sha256="0" * 64,
        target_group=None,
    )
    assert (sheet.outcome, sheet.total, sheet.points) == (Outcome.NOT_ASSESSED, None, {})


def test_a_draft_has_neither_number_nor_date() -> None:
    """Office-practice.md B9: number and date come from the registry after signing."""
    draft = Decision("d", 2026, LearningModel.CITIZEN, DecisionStatus.DRAFT, None, None, None)
    assert (draft.number, draft.decided_on) == (None, None)
