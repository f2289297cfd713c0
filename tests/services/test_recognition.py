"""Decisions: who is named, what numbers they get, drafts that are taken up."""

from functools import partial
from pathlib import Path

import pytest

from tests.builders.documents import plain_text
from tests.builders.offices import YEAR, Office, Offices
from tests.builders.refusals import refusal
from tests.builders.sent_year import (
    PASSING,
    appraise,
    decide,
    give_back,
    person_named,
    send_down,
    submit,
)
from vanhoa_desktop.domain.assessments import Recognition
from vanhoa_desktop.domain.enums import DecisionStatus
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.services.office.integrity import IntegrityService
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.papers.papers import PaperChoice, PaperService
from vanhoa_desktop.services.people.person_entry import PersonService
from vanhoa_desktop.services.recognition.recognition import (
    RecognitionReport,
    RecognitionService,
    RecognitionWish,
    last_sequence,
    register_number,
)
from vanhoa_desktop.texts.errors.catalogue import sentence


def titles(office: Office) -> list[Recognition]:
    with office.open(writing=False) as session, session.database.reading() as reading:
        return reading.recognitions.recognitions(YEAR)


def certificates(office: Office) -> str:
    with office.open(writing=False) as session:
        return plain_text(PaperService(session).certificates(PaperChoice(YEAR)))


# --- issuing ---


def test_those_who_pass_are_named_and_numbered_in_order(appraised: Offices) -> None:
    report = decide(appraised.commune)
    assert (report.recognised, report.first_number, report.last_number) == (
        *(2, "0001/2026"),
        "0002/2026",
    )
    found = titles(appraised.commune)
    assert {title.full_name: title.certificate_number for title in found} == {
        PASSING[0]: "0001/2026",
        PASSING[1]: "0002/2026",
    }
    with appraised.commune.open(writing=False) as session:
        (decision,) = RecognitionService(session).decisions(YEAR)
        assert RecognitionService(session).candidates(YEAR) == []
    assert (decision.status, decision.number, decision.decided_on, decision.signer) == (
        *(DecisionStatus.ISSUED, "15/QĐ-UBND"),
        *("2026-12-05", "Nguyễn Văn Mẫu"),
    )
    assert {title.decision for title in found} == {decision.id}


def test_nobody_to_recognise_writes_nothing(sent: Offices) -> None:
    with sent.commune.open() as session:
        before = IntegrityService(session).state_hash()
    report = decide(sent.commune)
    assert (report.recognised, report.decision, report.first_number) == (0, None, None)
    with sent.commune.open() as session:
        assert IntegrityService(session).state_hash() == before


def test_a_second_decision_goes_on_with_the_numbers(sent: Offices) -> None:
    appraise(sent.commune, PASSING[1])
    assert decide(sent.commune).last_number == "0001/2026"
    appraise(sent.commune)
    second = decide(sent.commune, "16/QĐ-UBND")
    assert (second.recognised, second.first_number) == (1, "0002/2026")


def test_a_number_is_used_once_a_year(sent: Offices) -> None:
    appraise(sent.commune, PASSING[1])
    decide(sent.commune)
    appraise(sent.commune)
    with sent.commune.open() as session:
        before = IntegrityService(session).state_hash()
        assert refusal(lambda: decide_in(session, "2026-12-30")) is ErrorCode.DECISION_EXISTS
        assert IntegrityService(session).state_hash() == before
        assert decide_in(session, "2027-01-02").recognised == 1


@pytest.mark.parametrize("typed", ["015/QĐ-UBND", "15/qđ-ubnd", "15 /QĐ-UBND", "15/QD-UBND"])
def test_a_used_number_typed_otherwise_is_refused_by_the_number_that_is_used(
    sent: Offices, typed: str
) -> None:
    appraise(sent.commune, PASSING[1])
    decide(sent.commune)
    appraise(sent.commune)
    with pytest.raises(VanHoaError) as refused:
        decide(sent.commune, typed)
    assert sentence(refused.value).startswith(
        "Số quyết định 15/QĐ-UBND đã dùng cho quyết định ngày 05/12/2026."
    )
    assert len(titles(sent.commune)) == 1


def test_no_decision_is_older_than_the_year_that_it_is_about(sent: Offices) -> None:
    appraise(sent.commune)
    with sent.commune.open() as session:
        before = IntegrityService(session).state_hash()
        for day in ("1900-01-01", "2025-06-01", "2025-12-31"):
            refused = refusal(partial(decide_in, session, day))
            assert refused is ErrorCode.DECISION_TOO_EARLY
        assert IntegrityService(session).state_hash() == before
        assert decide_in(session, "2026-01-01").recognised


def decide_in(session: Session, on: str) -> RecognitionReport:
    return RecognitionService(session).recognise(RecognitionWish(YEAR, "15/QĐ-UBND", on))


def test_a_title_keeps_the_name_of_its_day(appraised: Offices, tmp_path: Path) -> None:
    decide(appraised.commune)
    send_down(appraised, tmp_path)
    person = person_named(appraised.commune, PASSING[0])
    with appraised.commune.open() as session:
        PersonService(session).set(person, {"full_name": "Lê Thị Đạt Hơn"})
    assert PASSING[0] in certificates(appraised.commune)
    assert {title.full_name for title in titles(appraised.villages[0])} == set(PASSING)


def test_only_the_office_decides(appraised: Offices) -> None:
    assert refusal(lambda: decide(appraised.villages[0])) is ErrorCode.ROLE_NOT_ALLOWED


# --- drafts ---


def test_a_draft_names_everybody_and_gives_no_number(appraised: Offices) -> None:
    report = decide(appraised.commune, None)
    assert (report.recognised, report.first_number, report.last_number) == (2, None, None)
    assert {title.certificate_number for title in titles(appraised.commune)} == {None}
    with appraised.commune.open(writing=False) as session:
        assert len(RecognitionService(session).candidates(YEAR)) == 2
        code = refusal(lambda: PaperService(session).certificates(PaperChoice(YEAR)))
    assert code is ErrorCode.NOTHING_DECIDED


def test_issuing_takes_the_draft_up(appraised: Offices) -> None:
    draft = decide(appraised.commune, None)
    assert decide(appraised.commune, None).decision == draft.decision
    issued = decide(appraised.commune)
    assert (issued.decision, issued.recognised) == (draft.decision, 2)
    with appraised.commune.open(writing=False) as session:
        assert len(RecognitionService(session).decisions(YEAR)) == 1


def test_who_was_returned_after_the_draft_is_not_recognised(appraised: Offices) -> None:
    decide(appraised.commune, None)
    give_back(appraised.commune, PASSING[0])
    issued = decide(appraised.commune)
    assert (issued.recognised, issued.last_number) == (1, "0001/2026")
    assert [title.full_name for title in titles(appraised.commune)] == [PASSING[1]]
    assert PASSING[0] not in certificates(appraised.commune)


def test_a_draft_that_is_made_again_forgets_who_is_out(appraised: Offices) -> None:
    decide(appraised.commune, None)
    give_back(appraised.commune, PASSING[0])
    assert decide(appraised.commune, None).recognised == 1
    assert [title.full_name for title in titles(appraised.commune)] == [PASSING[1]]


def test_who_fell_out_of_a_draft_can_be_recognised_later(
    appraised: Offices, tmp_path: Path
) -> None:
    decide(appraised.commune, None)
    give_back(appraised.commune, PASSING[0])
    decide(appraised.commune)
    appraised.commune.merge(_again(appraised, tmp_path))
    appraise(appraised.commune)
    report = decide(appraised.commune, "16/QĐ-UBND")
    assert (report.recognised, report.first_number) == (1, "0002/2026")
    assert {title.full_name for title in titles(appraised.commune)} == set(PASSING)


def _again(offices: Offices, folder: Path) -> Path:
    """The village got the sheet back and sends it again as it was."""
    send_down(offices, folder)
    assert submit(offices.villages[0]).moved == 1
    return offices.villages[0].export(folder / "again.vhb")


def test_a_draft_of_which_nobody_is_left_names_nobody(appraised: Offices) -> None:
    decide(appraised.commune, None)
    give_back(appraised.commune, *PASSING)
    assert decide(appraised.commune).recognised == 0
    assert titles(appraised.commune) == []


# --- numbers ---


@pytest.mark.parametrize(
    ("numbers", "last"),
    [([], 0), (["0001/2026"], 1), (["0009/2026", "0010/2026"], 10), (["12345/2026"], 12345)],
)
def test_the_last_number_is_the_highest(numbers: list[str], last: int) -> None:
    assert last_sequence(numbers) == last
    assert last_sequence([*numbers, "chưa rõ", ""]) == last


def test_register_numbers_have_four_digits_and_more_when_needed() -> None:
    assert register_number(7, 2026) == "0007/2026"
    assert register_number(12345, 2026) == "12345/2026"
