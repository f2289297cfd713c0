"""An act for many does what was agreed to: its question has the numbers of that moment."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.builders.long_work import LongWork
from tests.builders.offices import (
    CAM_BAO,
    NGOC_BAN,
    YEAR,
    Office,
    Offices,
    give_points,
)
from tests.builders.sent_year import PASSING, appraise, sent_year
from tests.builders.ui import Driver
from vanhoa_desktop.services.appraisal.workflow import WorkflowService
from vanhoa_desktop.services.people.person_entry import PersonService
from vanhoa_desktop.services.people.same_person import SamePersonService
from vanhoa_desktop.services.recognition.recognition import RecognitionService
from vanhoa_desktop.services.rows.roster import RosterService
from vanhoa_desktop.ui.duplicates.duplicates_screen import DuplicatesScreen
from vanhoa_desktop.ui.exchange.unit_exchange_screen import UnitExchangeScreen
from vanhoa_desktop.ui.recognition.recognition_screen import RecognitionScreen
from vanhoa_desktop.ui.registration.registration_screen import RegistrationScreen
from vanhoa_desktop.ui.targets.targets_screen import TargetsScreen
from vanhoa_desktop.ui.tasks import Lane

Open = Callable[[Office], Driver]
REFUSED = "Chưa làm: số liệu đã thay đổi sau khi hỏi (thêm {added}, bớt {gone})."


def refused(added: int, gone: int) -> str:
    return REFUSED.format(added=added, gone=gone)


def give_one_back(driver: Driver, name: str) -> None:
    session = driver.window.workspace.session
    person = RosterService(session).person(name).id
    WorkflowService(session).return_sheets(YEAR, "Thiếu minh chứng", people=[person])


def typed_decision(driver: Driver) -> RecognitionScreen:
    screen = driver.go("recognition", RecognitionScreen)
    driver.write(screen.number_field, "15/QD-UBND")
    driver.write(screen.date_field, "05/12/2026")
    return screen


# --- what changes while the question is read ---


def test_nobody_is_recognised_when_another_became_ready_while_the_question_was_open(
    offices: Offices, opened: Open, tmp_path: Path
) -> None:
    sent_year(offices, tmp_path)
    appraise(offices.commune, PASSING[0])
    commune = opened(offices.commune)
    session = commune.window.workspace.session
    screen = typed_decision(commune)

    def appraise_the_rest() -> None:
        WorkflowService(session).appraise(YEAR)

    commune.ask.meanwhile = appraise_the_rest
    commune.click(screen.recognise_button)
    assert commune.ask.asked[-1].startswith("Công nhận 1 người theo Quyết định số 15/QD-UBND")
    assert screen.notice.text().startswith(refused(added=1, gone=0))
    assert RecognitionService(session).decisions(YEAR) == []
    # Pressed again, with what was typed still there: two pass, and two are asked about.
    commune.click(screen.recognise_button)
    assert commune.ask.asked[-1].startswith("Công nhận 2 người")
    assert "số vào sổ 0001/2026 đến 0002/2026" in screen.notice.text()


def test_nobody_is_recognised_under_a_name_that_was_not_in_the_question(
    offices: Offices, opened: Open, tmp_path: Path
) -> None:
    sent_year(offices, tmp_path)
    appraise(offices.commune, PASSING[0])
    commune = opened(offices.commune)
    session = commune.window.workspace.session
    screen = typed_decision(commune)

    def rename() -> None:
        person = RosterService(session).person(PASSING[0])
        PersonService(session).set(person, {"full_name": "Lê Thị Đạt Hương"})

    commune.ask.meanwhile = rename
    commune.click(screen.recognise_button)
    assert screen.notice.text().startswith(refused(added=1, gone=1))
    assert RecognitionService(session).decisions(YEAR) == []


def test_nothing_is_appraised_when_a_sheet_went_back_while_the_question_was_open(
    offices: Offices, opened: Open, tmp_path: Path
) -> None:
    sent_year(offices, tmp_path)
    commune = opened(offices.commune)
    screen = commune.go("recognition", RecognitionScreen)
    commune.ask.meanwhile = lambda: give_one_back(commune, PASSING[1])
    commune.click(screen.appraise_button)
    assert commune.ask.asked == ["Thẩm định 3 phiếu các thôn đã gửi?"]
    assert screen.notice.text().startswith(refused(added=0, gone=1))
    assert screen.waiting_label.text() == "2 phiếu chờ thẩm định, 0 đã thẩm định."


def test_no_sheet_goes_to_the_commune_that_was_not_in_the_question(
    village: Driver, tmp_path: Path
) -> None:
    session = village.window.workspace.session
    with session.database.reading() as reading:
        first, second, _ = reading.people.search("")
    give_points(session, first, ["9"] * 10)
    village.rest()
    screen = village.go("unit-exchange", UnitExchangeScreen)
    village.ask.give(tmp_path / "gui.vhb")
    village.ask.meanwhile = lambda: give_points(session, second, ["9"] * 10)
    village.click(screen.submit_button)
    assert village.ask.asked == ["Chuyển 1 phiếu đã chấm đủ sang «Đã gửi xã» và lưu tệp?"]
    assert screen.notice.text().startswith(refused(added=1, gone=0))
    assert not (tmp_path / "gui.vhb").exists()
    assert screen.state_label.text().startswith("2 phiếu đã chấm đủ, sẵn sàng chuyển; 0 phiếu")


@pytest.fixture
def twice(offices: Offices, opened: Open) -> Driver:
    """The commune, where two people are listed in two thôn each, surely one person."""
    with offices.commune.open() as session:
        for number in (1, 2):
            enter_twice(PersonService(session), number)
    return opened(offices.commune)


def enter_twice(service: PersonService, number: int) -> None:
    typed = {
        "full_name": f"Lê Thị {('Một', 'Hai', 'Ba')[number - 1]}",
        "birth": f"1{number}/1/1970",
        "citizen_number": f"03817000000{number}",
    }
    for unit in (NGOC_BAN, CAM_BAO):
        service.add(typed, unit)


def test_only_the_sure_pairs_of_the_question_are_linked_and_only_those_are_unlinked(
    twice: Driver,
) -> None:
    session = twice.window.workspace.session
    screen = twice.go("duplicates", DuplicatesScreen)
    twice.ask.meanwhile = lambda: enter_twice(PersonService(session), 3)
    twice.click(screen.exact_button)
    assert twice.ask.asked == ["Ghi 2 cặp chắc chắn là một người?"]
    assert screen.notice.text().startswith(refused(added=1, gone=0))
    assert SamePersonService(session).answered() == []
    twice.click(screen.exact_button)
    assert twice.ask.asked[-1] == "Ghi 3 cặp chắc chắn là một người?"
    assert screen.notice.text() == "Đã ghép 3 cặp."
    twice.click(screen.unlink_button)
    assert twice.ask.asked[-1] == "Ghi 3 cặp vừa ghép là hai người khác nhau?"


# --- a page that is still being read ---


def test_nobody_of_the_list_that_is_being_replaced_is_registered(village: Driver) -> None:
    screen = village.go("registration", RegistrationScreen)
    village.click(screen.all_button)
    merging = LongWork(village, "Đang nhận tệp…")
    village.write(screen.search_field, "an")
    village.bot.waitUntil(lambda: screen.panel.state == "loading")
    screen.register_button.click()
    assert "Hãy chọn ít nhất một người" in screen.notice.text()
    merging.may_end.set()
    village.rest()
    assert village.ask.asked == []
    assert screen.count_label.text() == "0 đã đăng ký / 1"


def test_while_the_page_counts_anew_it_shows_no_old_number_and_asks_with_the_new_one(
    offices: Offices, opened: Open, tmp_path: Path
) -> None:
    sent_year(offices, tmp_path)
    appraise(offices.commune, *PASSING)
    commune = opened(offices.commune)
    screen = typed_decision(commune)
    assert screen.recognise_button.text() == "Công nhận 2 người"
    reading = LongWork(commune, "", Lane.SCREENS)
    give_one_back(commune, PASSING[1])
    commune.bot.waitUntil(lambda: screen.recognise_button.text() == "Công nhận")
    assert screen.eligible_label.text() == "Đang đếm lại…"
    assert screen.waiting_label.text() == "Đang đếm lại…"
    screen.recognise_button.click()
    commune.bot.waitUntil(lambda: bool(commune.ask.asked))
    assert commune.ask.asked[0].startswith("Công nhận 1 người")
    assert "Gồm: Lê Thị Đạt." in commune.ask.details[0]
    reading.may_end.set()
    commune.rest()
    assert "Đã công nhận 1 người" in screen.notice.text()


def test_while_the_page_counts_anew_nobody_left_is_said_and_not_asked(
    offices: Offices, opened: Open, tmp_path: Path
) -> None:
    sent_year(offices, tmp_path)
    appraise(offices.commune, PASSING[0])
    commune = opened(offices.commune)
    screen = typed_decision(commune)
    reading = LongWork(commune, "", Lane.SCREENS)
    give_one_back(commune, PASSING[0])
    commune.bot.waitUntil(lambda: screen.recognise_button.text() == "Công nhận")
    screen.recognise_button.click()
    commune.bot.waitUntil(lambda: "Chưa có ai để công nhận" in screen.notice.text())
    assert commune.ask.asked == []
    reading.may_end.set()
    commune.rest()


def test_figures_are_not_frozen_while_the_page_that_shows_them_is_counted_anew(
    offices: Offices, opened: Open, tmp_path: Path
) -> None:
    sent_year(offices, tmp_path)
    commune = opened(offices.commune)
    screen = commune.go("targets", TargetsScreen)
    assert screen.provisional_button.isEnabled()
    reading = LongWork(commune, "", Lane.SCREENS)
    give_one_back(commune, PASSING[0])
    commune.bot.waitUntil(lambda: not screen.provisional_button.isEnabled())
    assert not screen.final_button.isEnabled()
    assert screen.counted_label.text() == "Đang đếm lại…"
    reading.may_end.set()
    commune.rest()
    assert screen.provisional_button.isEnabled()


def test_the_last_appraisal_is_taken_back_with_the_number_of_that_moment(
    offices: Offices, opened: Open, tmp_path: Path
) -> None:
    sent_year(offices, tmp_path)
    appraise(offices.commune)
    commune = opened(offices.commune)
    screen = commune.go("recognition", RecognitionScreen)
    reading = LongWork(commune, "", Lane.SCREENS)
    give_one_back(commune, PASSING[1])
    commune.bot.waitUntil(lambda: screen.waiting_label.text() == "Đang đếm lại…")
    screen.undo_button.click()
    commune.bot.waitUntil(lambda: bool(commune.ask.asked))
    assert commune.ask.asked == ["Đưa 2 phiếu vừa thẩm định về «đã gửi xã»?"]
    reading.may_end.set()
    commune.rest()
    assert state_of_shown(commune, PASSING[0]) == "received"


def state_of_shown(driver: Driver, name: str) -> str:
    session = driver.window.workspace.session
    with session.database.reading() as reading:
        sheets = reading.assessments.assessments(YEAR)
        person = RosterService(session).person(name).id
        return next(sheet.status.value for sheet in sheets if sheet.person == person)
