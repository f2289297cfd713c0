"""Hints over a whole year, read from the store, and as warnings of appraisal."""

from collections.abc import Iterator

import pytest

from tests.builders.communes import CommuneBook
from tests.builders.offices import CAM_BAO, INDICATORS, NGOC_BAN, YEAR, Offices
from tests.cli.driver import PASSPHRASE, Machine
from vanhoa_desktop.scoring.hints import HintCode
from vanhoa_desktop.services.appraisal.hints import HintService
from vanhoa_desktop.services.appraisal.workflow import WorkflowService

STRAIGHT = dict.fromkeys(INDICATORS, "8")
UNEVEN = STRAIGHT | {"CS1": "6.5"}


@pytest.fixture
def book(offices: Offices) -> Iterator[CommuneBook]:
    made = CommuneBook.of(offices.commune)
    for number in range(12):
        person = made.add_person(NGOC_BAN, f"Lê Thị Mẫu {number:02d}")
        made.add_sheet(person, NGOC_BAN, STRAIGHT, status="received")
    other = made.add_person(CAM_BAO, "Trần Thị Mẫu")
    made.add_sheet(other, CAM_BAO, UNEVEN, status="received")
    yield made
    made.session.close()


def test_the_year_s_hints_name_unit_and_people(book: CommuneBook) -> None:
    found = HintService(book.session).hints(YEAR)
    assert {hint.code for hint in found} == {HintCode.STRAIGHT_LINE, HintCode.AT_THRESHOLD}
    for hint in found:
        assert hint.unit_name == NGOC_BAN
        names = {person.full_name for person in hint.people}
        assert names == {f"Lê Thị Mẫu {number:02d}" for number in range(12)}
    assert HintService(book.session).hints(YEAR, book.units[CAM_BAO]) == []


def test_appraising_goes_on_and_warns_of_what_looks_unusual(book: CommuneBook) -> None:
    report = WorkflowService(book.session).appraise(YEAR)
    assert report.moved == 13
    counts = {warning.code: warning.count for warning in report.warnings}
    assert counts["OUTLIER_STRAIGHT_LINE"] == 12
    assert counts["OUTLIER_AT_THRESHOLD"] == 12


def test_appraising_others_says_nothing_of_them(book: CommuneBook) -> None:
    report = WorkflowService(book.session).appraise(YEAR, book.units[CAM_BAO])
    assert not [one for one in report.warnings if one.code.startswith("OUTLIER")]


def test_the_command_tells_hints_as_json_and_to_people(
    book: CommuneBook,
    offices: Offices,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("VANHOA_PASSPHRASE", PASSPHRASE)
    book.session.close()
    commune = Machine(offices.commune.paths.root, capsys)
    told = commune.do("report", "hints", "--cycle", YEAR)
    straight = next(hint for hint in told["hints"] if hint["code"] == "STRAIGHT_LINE")
    assert (straight["unit"], straight["count"], len(straight["people"])) == (NGOC_BAN, 12, 12)
    assert "12/12 phiếu" in straight["message"]
    said = commune.tell("report", "hints", "--cycle", YEAR).out
    assert "không phải kết luận" in said
    assert "và 7 người khác" in said
    quiet = commune.tell("report", "hints", "--cycle", YEAR, "--unit", CAM_BAO).out
    assert quiet.strip() == "Không thấy điểm gì khác thường."
    assert commune.refuse("report", "hints", "--cycle", 2031) == "CYCLE_NOT_OPEN"
