"""The commune gives a sheet back with a reason, and the village reads it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QLabel

from tests.builders.exchanging import sent_bundle, take_in
from tests.builders.offices import NGOC_BAN, Office, Offices, add_person
from tests.builders.ui import Driver
from vanhoa_desktop.domain.enums import AssessmentStatus
from vanhoa_desktop.ui.exchange.unit_exchange_screen import UnitExchangeScreen
from vanhoa_desktop.ui.receipts.receipt_screen import ReceiptScreen
from vanhoa_desktop.ui.recognition.recognition_screen import RecognitionScreen
from vanhoa_desktop.ui.results.results_screen import ResultsScreen
from vanhoa_desktop.ui.scoring.scoring_screen import ScoringScreen


def test_a_sheet_is_returned_with_a_reason_that_the_village_reads(
    offices: Offices, opened: Callable[[Office], Driver], tmp_path: Path
) -> None:
    offices.commune.merge(sent_bundle(offices.villages[0], tmp_path / "len.vhb"))
    commune = opened(offices.commune)
    screen = commune.go("scoring", ScoringScreen)
    screen.sheet_actions.return_action.trigger()
    dialog = screen.sheet_actions.reason
    assert dialog is not None
    asked = [label.text() for label in dialog.findChildren(QLabel)]
    assert any(text.startswith("Trả lại phiếu của Mai Thị Sen (sinh ") for text in asked)
    commune.click(dialog.yes_button)
    assert dialog.notice.text() == "Hãy ghi lý do."
    commune.click(dialog.usual_buttons[0])
    assert dialog.reason_field.text() == "Chấm chưa đúng hướng dẫn"
    commune.write(dialog.reason_field, " CS6")
    commune.click(dialog.yes_button)
    assert "Đã trả lại phiếu của Mai Thị Sen" in commune.workbench.news_label.text()
    assert not screen.sheet_actions.return_action.isEnabled()
    commune.close()
    down = offices.commune.export(tmp_path / "xuong.vhb", NGOC_BAN)
    village = opened(offices.villages[0])
    take_in(village, village.go("unit-exchange", UnitExchangeScreen), down)
    receipt = village.go("receipt", ReceiptScreen)
    (sheet,) = receipt.model.rows
    assert sheet.return_reason == "Chấm chưa đúng hướng dẫn CS6"
    assert (
        "Lý do: Chấm chưa đúng hướng dẫn CS6. Hãy sửa phiếu rồi gửi lại."
        in receipt.story_label.text()
    )
    receipt.filter_box.setFocus()
    assert receipt.filter_box.count() == 2
    village.click(receipt.open_button)
    assert isinstance(village.workbench.screen_shown, ScoringScreen)


def test_from_recognition_one_sheet_is_found_opened_and_given_back(
    offices: Offices, opened: Callable[[Office], Driver], tmp_path: Path
) -> None:
    offices.commune.merge(sent_bundle(offices.villages[0], tmp_path / "len.vhb"))
    commune = opened(offices.commune)
    recognition = commune.go("recognition", RecognitionScreen)
    commune.click(recognition.appraisal.people_button)
    screen = commune.workbench.screen_shown
    assert isinstance(screen, ResultsScreen)
    screen.table.choose_row(0)
    commune.click(screen.open_button)
    assert isinstance(commune.workbench.screen_shown, ScoringScreen)
    screen = commune.go("results", ResultsScreen)
    screen.table.choose_row(0)
    commune.click(screen.return_button)
    dialog = screen.reason
    assert dialog is not None
    commune.click(dialog.usual_buttons[0])
    commune.click(dialog.yes_button)
    assert "Đã trả lại phiếu của Mai Thị Sen" in commune.workbench.news_label.text()
    assert screen.model.rows[0].status is AssessmentStatus.RETURNED
    # It is with the village now: nothing more to give back.
    screen.table.choose_row(0)
    assert not screen.return_button.isEnabled()
    assert screen.open_button.isEnabled()


def test_a_village_gives_nothing_back_from_its_own_list(village: Driver) -> None:
    assert not village.go("results", ResultsScreen).return_button.isVisible()


def test_a_sheet_that_was_not_sent_cannot_be_returned(
    offices: Offices, opened: Callable[[Office], Driver], tmp_path: Path
) -> None:
    with offices.villages[0].open() as session:
        add_person(session, "Mai Thị Sen")
    offices.commune.merge(offices.villages[0].export(tmp_path / "len.vhb"))
    commune = opened(offices.commune)
    screen = commune.go("scoring", ScoringScreen)
    assert screen.sheet_actions.return_action.isVisible()
    assert not screen.sheet_actions.return_action.isEnabled()


def test_a_village_without_sheets_reads_what_to_do(village: Driver) -> None:
    screen = village.go("receipt", ReceiptScreen)
    assert screen.panel.state == "empty"
    village.window.workspace.choose_year(None)
    village.rest()
    assert screen.panel.notice_label.text() == "Xã chưa mở năm đánh giá."
