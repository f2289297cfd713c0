"""A sheet that the commune gave back is seen by the village wherever it works."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QLabel

from tests.builders.exchanging import look_at
from tests.builders.offices import NGOC_BAN, YEAR, Office, Offices, add_person, give_points
from tests.builders.sent_year import (
    FAILING,
    PASSING,
    appraise,
    decide,
    give_back,
    send_down,
    send_up,
    sent_year,
    submit,
)
from tests.builders.ui import Driver
from vanhoa_desktop.domain.enums import AssessmentStatus, LearningModel
from vanhoa_desktop.services.appraisal.returned import returned_sheets, unchanged_to_send
from vanhoa_desktop.services.people.registrations import Consent, RegistrationService
from vanhoa_desktop.services.post.receiving import ReceivingService
from vanhoa_desktop.services.rows.roster import RosterService
from vanhoa_desktop.texts.sentences.holding import recognised_text
from vanhoa_desktop.texts.words.names import sort_key
from vanhoa_desktop.ui.exchange.unit_exchange_screen import UnitExchangeScreen
from vanhoa_desktop.ui.home.home_screen import HomeScreen
from vanhoa_desktop.ui.receipts.receipt_screen import ReceiptScreen
from vanhoa_desktop.ui.received.received_screen import ReceivedScreen
from vanhoa_desktop.ui.received.state import about_undoing
from vanhoa_desktop.ui.results.results_screen import ResultsScreen
from vanhoa_desktop.ui.scoring.scoring_screen import ScoringScreen


def sorted_names(names: Sequence[str]) -> list[str]:
    """In the order of the register."""
    return sorted(names, key=sort_key)


Open = Callable[[Office], Driver]
REASON = "Thiếu ảnh minh chứng"
SAID = f"Xã trả lại 1 phiếu để bổ sung: {FAILING} – lý do: {REASON}."


def returned(offices: Offices, folder: Path) -> Office:
    """The village of which the commune gave one sheet back, and which has heard of it."""
    sent_year(offices, folder)
    give_back(offices.commune, FAILING, reason=REASON)
    send_down(offices, folder)
    return offices.villages[0]


def test_taking_the_file_of_the_commune_names_who_was_given_back_and_why(
    offices: Offices, opened: Open, tmp_path: Path
) -> None:
    sent_year(offices, tmp_path)
    give_back(offices.commune, FAILING, reason=REASON)
    down = offices.commune.export(tmp_path / "answer.vhb", NGOC_BAN)
    driver = opened(offices.villages[0])
    screen = driver.go("unit-exchange", UnitExchangeScreen)
    look_at(driver, screen, down)
    driver.click(screen.receive_panel.take_button)
    assert screen.receive_panel.notice.text().replace("\u200b", "").endswith(SAID)
    assert SAID in screen.receive_panel.story_label.text()
    assert not screen.receive_panel.conflicts_button.isVisible()


def test_taking_the_file_of_the_commune_names_who_was_recognised_and_leads_to_each_sheet(
    offices: Offices, opened: Open, tmp_path: Path
) -> None:
    sent_year(offices, tmp_path)
    appraise(offices.commune, *PASSING)
    decide(offices.commune)
    give_back(offices.commune, FAILING, reason=REASON)
    down = offices.commune.export(tmp_path / "answer.vhb", NGOC_BAN)
    driver = opened(offices.villages[0])
    screen = driver.go("unit-exchange", UnitExchangeScreen)
    look_at(driver, screen, down)
    panel = screen.receive_panel
    assert not panel.people_button.isVisible()
    driver.click(panel.take_button)
    given = f"Xã đã công nhận {len(PASSING)} người: {', '.join(sorted_names(PASSING))}."
    assert panel.notice.text().replace("\u200b", "") == f"1 tệp đã nhận. {given} {SAID}"
    assert panel.story_label.text().splitlines()[1:] == [given, SAID]
    driver.click(panel.people_button)
    assert isinstance(driver.workbench.screen_shown, ReceiptScreen)


def test_who_is_registered_and_has_no_points_is_named_before_sheets_are_sent(
    offices: Offices, opened: Open
) -> None:
    village = offices.villages[0]
    with village.open() as session:
        give_points(session, add_person(session, "Lê Thị Đủ"), ["8"] * 10)
        waiting = [add_person(session, f"Mai Văn {n}") for n in ("A", "B", "C", "D", "E", "G")]
        RegistrationService(session).register(waiting, YEAR, Consent())
    told = (
        "6 người đã đăng ký mà chưa có điểm nào: Mai Văn A, Mai Văn B, Mai Văn C, Mai Văn D, "
        "Mai Văn E và 1 người nữa"
    )
    driver = opened(village)
    screen = driver.go("unit-exchange", UnitExchangeScreen)
    assert f"{told}." in screen.state_label.text()
    driver.ask.agrees = False
    driver.click(screen.submit_button)
    assert f"{told}." in driver.ask.details[-1].splitlines()


def test_what_can_be_taken_back_is_said_as_it_holds_for_each(
    offices: Offices, opened: Open
) -> None:
    assert "Tệp của xã thì thôn không hoàn tác." in about_undoing(is_commune=False)
    assert "Nhận" not in about_undoing(is_commune=False)
    assert about_undoing(is_commune=True).startswith("Nhận tệp, nhập")
    screen = opened(offices.villages[0]).go("received", ReceivedScreen)
    assert about_undoing(is_commune=False) in [one.text() for one in screen.findChildren(QLabel)]


def test_of_many_recognised_the_first_five_are_named_and_bodies_by_their_title() -> None:
    people = [(LearningModel.CITIZEN, f"Lê Thị {n}") for n in range(1, 8)]
    assert recognised_text([*people, (LearningModel.FAMILY, "Hộ ông Lê Văn An")]) == (
        "Xã đã công nhận 7 người: Lê Thị 1, Lê Thị 2, Lê Thị 3, Lê Thị 4, Lê Thị 5 và 2 người nữa; "
        "1 gia đình học tập: Hộ ông Lê Văn An."
    )
    assert recognised_text([]) == ""


def test_the_first_screen_says_it_and_opens_the_sheet(
    offices: Offices, opened: Open, tmp_path: Path
) -> None:
    driver = opened(returned(offices, tmp_path))
    home = driver.go("home", HomeScreen)
    assert home.returned_notice.text().replace("\u200b", "") == SAID
    driver.click(home.returned_button)
    screen = driver.workbench.screen_shown
    assert isinstance(screen, ScoringScreen)
    number = screen.people.table.chosen_row()
    assert number is not None
    row = screen.people.model.rows[number]
    assert (row.person.full_name, row.outcome_text) == (FAILING, "↩ Xã trả lại")
    others = {item.outcome_text for item in screen.people.model.rows} - {row.outcome_text}
    assert not any("trả lại" in text for text in others)


def test_the_list_for_the_meeting_marks_her(offices: Offices, opened: Open, tmp_path: Path) -> None:
    driver = opened(returned(offices, tmp_path))
    screen = driver.go("results", ResultsScreen)
    marked = {
        row.person.full_name for row in screen.model.rows if row.status is AssessmentStatus.RETURNED
    }
    told = [str(screen.model.index(place, 5).data()) for place in range(len(screen.model.rows))]
    assert marked == {FAILING}
    assert told.count("↩ Xã trả lại để bổ sung") == 1


def test_sending_says_who_goes_back_with_the_same_points(
    offices: Offices, opened: Open, tmp_path: Path
) -> None:
    driver = opened(returned(offices, tmp_path))
    screen = driver.go("unit-exchange", UnitExchangeScreen)
    said = f"Trong đó 1 phiếu xã trả lại mà điểm chưa sửa gì: {FAILING}."
    assert screen.state_label.text().endswith(said)
    session = driver.window.workspace.session
    give_points(session, RosterService(session).person(FAILING), ["9"])
    driver.rest()
    assert "trả lại" not in screen.state_label.text()


def test_a_sheet_given_back_again_is_told_again_and_one_that_was_sent_is_not(
    offices: Offices, tmp_path: Path
) -> None:
    village = returned(offices, tmp_path)
    with village.open(writing=False) as session:
        (sheet,) = returned_sheets(session, YEAR)
    assert (sheet.subject, sheet.reason, sheet.unit_name) == (FAILING, REASON, NGOC_BAN)
    assert unchanged_to_send([sheet]) == [sheet]
    submit(village)
    with village.open(writing=False) as session:
        assert returned_sheets(session) == ()
    send_up(offices, tmp_path)
    appraise(offices.commune, PASSING[0])
    give_back(offices.commune, FAILING, reason="Vẫn thiếu")
    down = offices.commune.export(tmp_path / "again.vhb", NGOC_BAN)
    with village.open() as session:
        (taken,) = ReceivingService(session).take([down])
        (again,) = ReceivingService(session).take([down])
    assert [(item.subject, item.reason) for item in taken.returned] == [(FAILING, "Vẫn thiếu")]
    assert again.returned == ()
