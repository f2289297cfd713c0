"""Certificates and decisions say what was decided, and nothing else."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.builders.documents import plain_text
from tests.builders.offices import CAM_BAO, NGOC_BAN, YEAR, Offices, add_person, give_points
from tests.builders.refusals import refusal
from tests.builders.sent_year import EIGHT, FAILING, PASSING, appraise, decide, send_up, submit
from vanhoa_desktop.canonical import Json
from vanhoa_desktop.documents.preview import page_count
from vanhoa_desktop.domain.assessments import Decision, Recognition
from vanhoa_desktop.domain.enums import DecisionStatus, LearningModel, UnitKind
from vanhoa_desktop.errors import ErrorCode
from vanhoa_desktop.services.office.control import control
from vanhoa_desktop.services.papers.papers import PaperChoice, PaperService
from vanhoa_desktop.services.people.person_entry import PersonService
from vanhoa_desktop.services.recognition.certificate_values import (
    TitleFacts,
    certificate_values,
    paper_name,
)
from vanhoa_desktop.services.recognition.recognition import RecognitionService, RecognitionWish
from vanhoa_desktop.services.rows.roster import RosterService
from vanhoa_desktop.services.setup.units import UnitService


def certificates(offices: Offices, unit: str | None = None) -> bytes:
    with offices.commune.open(writing=False) as session:
        return PaperService(session).certificates(
            PaperChoice(YEAR, unit=UnitService(session).id_of(unit))
        )


@pytest.mark.parametrize("later", ["altered", "taken out"])
def test_what_a_village_writes_of_a_person_later_alters_no_paper_of_a_decision(
    appraised: Offices, later: str
) -> None:
    name = PASSING[0]
    with appraised.commune.open() as session:
        person = RosterService(session).person(name)
        PersonService(session).set(person, {"sex": "female", "birth": "1961"})
    decide(appraised.commune)
    with appraised.commune.open() as session, session.work() as work:
        values: dict[str, Json] = {"sex": "male", "full_name": "Tên Khác", "birth": None}
        if later == "taken out":
            values = control(person.home_unit, deleted=True)
        work.put("person", person.id, values, covers=later == "taken out")
        work.commit()
    text = plain_text(certificates(appraised))
    assert f"Bà {name}" in text or f"Bà: {name}" in text, text
    assert "1961" in text
    assert "Tên Khác" not in text


def test_a_certificate_names_person_place_decision_and_register_number(
    appraised: Offices,
) -> None:
    decide(appraised.commune)
    text = plain_text(certificates(appraised))
    for words in (
        *PASSING,
        "Thôn Ngọc Bản, xã Vạn Hòa",
        *("Công dân học tập", "2026", "1961", "15/QĐ-UBND", "Nguyễn Văn Mẫu"),
        *("ngày 05 tháng 12 năm 2026", "0001/2026", "0002/2026"),
    ):
        assert words.casefold() in text.casefold(), words
    assert FAILING not in text


@pytest.mark.parametrize(
    ("sex", "birth", "honorific"),
    [
        ("female", "1961", "Bà"),
        ("male", "1961", "Ông"),
        ("", "1961", "Ông/Bà"),
        ("", "2009", "Em"),
        ("female", "2009", "Em"),
        ("male", "2008", "Ông"),
        ("female", "", "Bà"),
    ],
)
def test_people_are_addressed_by_sex_and_age(
    appraised: Offices, sex: str, birth: str, honorific: str
) -> None:
    with appraised.commune.open() as session:
        for name in PASSING:
            person = RosterService(session).person(name)
            PersonService(session).set(person, {"sex": sex, "birth": birth})
    decide(appraised.commune)
    text = plain_text(certificates(appraised))
    for name in PASSING:
        assert f"{honorific} {name}" in text or f"{honorific}: {name}" in text, text


def test_each_certificate_is_signed_by_who_signed_its_decision(sent: Offices) -> None:
    appraise(sent.commune, PASSING[0])
    decide(sent.commune)
    appraise(sent.commune)
    with sent.commune.open() as session:
        wish = RecognitionWish(YEAR, "16/QĐ-UBND", "2026-12-20", "Trần Thị Ký")
        RecognitionService(session).recognise(wish)
    text = plain_text(certificates(sent))
    assert page_count(certificates(sent)) == 2
    assert text.count("Nguyễn Văn Mẫu") == text.count("Trần Thị Ký") == 1
    first, second = (text.index(name) for name in PASSING)
    assert first < text.index("Nguyễn Văn Mẫu") < second < text.index("Trần Thị Ký")


def test_certificates_come_in_the_order_of_their_numbers(sent: Offices) -> None:
    appraise(sent.commune, PASSING[1])
    decide(sent.commune)
    appraise(sent.commune)
    decide(sent.commune, "16/QĐ-UBND")
    text = plain_text(certificates(sent))
    order = ["0001/2026", "0002/2026"]
    assert sorted(order, key=text.index) == order
    assert text.index(PASSING[1]) < text.index(PASSING[0])


def test_one_units_certificates_are_printed_alone(sent: Offices, tmp_path: Path) -> None:
    with sent.villages[1].open() as session:
        give_points(session, add_person(session, "Hà Thị Khác"), EIGHT)
    submit(sent.villages[1])
    send_up(sent, tmp_path, 1)
    appraise(sent.commune)
    decide(sent.commune)
    assert page_count(certificates(sent)) == 3
    assert page_count(certificates(sent, NGOC_BAN)) == 2
    assert "Hà Thị Khác" in plain_text(certificates(sent, CAM_BAO))


def test_the_decision_lists_everybody_with_numbers(appraised: Offices) -> None:
    decide(appraised.commune)
    with appraised.commune.open(writing=False) as session:
        text = plain_text(PaperService(session).decision(PaperChoice(YEAR)))
    for words in (*PASSING, "0001/2026", "0002/2026", "15/QĐ-UBND", "Nguyễn Văn Mẫu"):
        assert words in text
    assert FAILING not in text


def test_the_newest_decision_is_printed(sent: Offices) -> None:
    appraise(sent.commune, PASSING[0])
    decide(sent.commune)
    appraise(sent.commune)
    with sent.commune.open() as session:
        wish = RecognitionWish(YEAR, "16/QĐ-UBND", "2026-12-20")
        RecognitionService(session).recognise(wish)
        text = plain_text(PaperService(session).decision(PaperChoice(YEAR)))
    assert "16/QĐ-UBND" in text
    assert PASSING[1] in text
    assert PASSING[0] not in text


@pytest.mark.parametrize(
    ("first", "second"), [("15/QĐ", "16/QĐ"), ("9/QĐ", "10/QĐ"), ("16/QĐ", "15/QĐ")]
)
def test_of_two_decisions_of_one_day_the_one_issued_last_is_the_newest(
    sent: Offices, first: str, second: str
) -> None:
    appraise(sent.commune, PASSING[0])
    decide(sent.commune, first)
    appraise(sent.commune)
    decide(sent.commune, second)
    with sent.commune.open(writing=False) as session:
        papers = PaperService(session)
        offered = [item.decision.number for item in papers.decisions(YEAR)]
        text = plain_text(papers.decision(PaperChoice(YEAR)))
    assert offered == [second, first]
    assert second in text
    assert PASSING[1] in text
    assert PASSING[0] not in text


def test_the_decision_issued_last_is_the_newest_though_its_date_is_earlier(sent: Offices) -> None:
    appraise(sent.commune, PASSING[0])
    decide(sent.commune)
    appraise(sent.commune)
    with sent.commune.open() as session:
        wish = RecognitionWish(YEAR, "16/QĐ-UBND", "2026-12-04")
        RecognitionService(session).recognise(wish)
        papers = PaperService(session)
        text = plain_text(papers.decision(PaperChoice(YEAR)))
        listed = [(item.decision.number, item.is_offered) for item in papers.decisions(YEAR)]
    assert "16/QĐ-UBND" in text
    assert listed == [("15/QĐ-UBND", False), ("16/QĐ-UBND", True)]


def test_the_decision_issued_last_is_the_newest_where_the_folder_went_to_another_computer(
    sent: Offices, tmp_path: Path
) -> None:
    """It writes a chain of its own there, whose clocks begin anew."""
    with sent.commune.open() as session:
        for number in range(20):
            UnitService(session).add(f"Thôn Mới {number}", UnitKind.VILLAGE)
    appraise(sent.commune, PASSING[0])
    decide(sent.commune)
    moved = sent.copy(tmp_path / "other").commune
    appraise(moved)
    decide(moved, "16/QĐ-UBND")
    with moved.open(writing=False) as session:
        papers = PaperService(session)
        listed = {item.decision.number: item.is_offered for item in papers.decisions(YEAR)}
    assert listed == {"15/QĐ-UBND": False, "16/QĐ-UBND": True}


def test_papers_are_the_same_bytes_for_the_same_decision(appraised: Offices) -> None:
    decide(appraised.commune)
    assert certificates(appraised) == certificates(appraised)


def test_nothing_is_printed_that_was_not_decided(appraised: Offices, tmp_path: Path) -> None:
    with appraised.commune.open(writing=False) as session:
        papers = PaperService(session)
        output = tmp_path / "x.pdf"
        for act in (
            lambda: papers.certificates(PaperChoice(YEAR)),
            lambda: papers.decision(PaperChoice(YEAR)),
            lambda: papers.save_certificates(PaperChoice(YEAR), output),
            lambda: papers.save_decision(PaperChoice(YEAR), output),
        ):
            assert refusal(act) is ErrorCode.NOTHING_DECIDED
        assert refusal(lambda: papers.decision(PaperChoice(2030))) is ErrorCode.CYCLE_NOT_OPEN
        assert not output.exists()


def an_old_title(**changes: str) -> Recognition:
    """A family's title from when a household without a head was named by its code."""
    return Recognition(
        id="r",
        person="h",
        year=YEAR,
        model=LearningModel.FAMILY,
        decision="d",
        certificate_number="0001/2026",
        full_name=changes.get("full_name", "Gia đình 01"),
        birth_year=None,
        unit="u",
        unit_name=NGOC_BAN,
    )


def facts_of_a_family(**titles: str) -> TitleFacts:
    return TitleFacts("Xã Vạn Hòa", {}, {}, {"h": "01"}, titles, frozenset({"u"}))


def test_a_title_that_holds_a_households_code_is_printed_by_its_head_of_today_or_not_at_all() -> (
    None
):
    named = facts_of_a_family(h="Gia đình bà Lê Thị Sơn")
    assert paper_name(an_old_title(), named) == "Gia đình bà Lê Thị Sơn"
    kept = an_old_title(full_name="Gia đình ông Lê Văn Cũ")
    assert paper_name(kept, named) == "Gia đình ông Lê Văn Cũ"
    assert refusal(lambda: paper_name(an_old_title(), facts_of_a_family())) is (
        ErrorCode.HEAD_UNKNOWN
    )


@pytest.mark.parametrize(
    ("unit", "words"),
    [("u", "Nơi ở: Thôn Ngọc Bản, xã Vạn Hòa"), ("s", "Đơn vị: Thôn Ngọc Bản, xã Vạn Hòa")],
)
def test_a_school_is_no_home(unit: str, words: str) -> None:
    title = replace(an_old_title(), model=LearningModel.CITIZEN, unit=unit)
    decided = Decision(
        *("d", YEAR, LearningModel.CITIZEN, DecisionStatus.ISSUED),
        *("15/QĐ-UBND", "2026-12-05", None),
    )
    assert words in certificate_values(title, decided, facts_of_a_family()).details
