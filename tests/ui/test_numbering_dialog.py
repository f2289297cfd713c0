"""After a restore the officer confirms, in the window, how far certificates were numbered."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from tests.builders.offices import PASSPHRASE, YEAR, Office, Offices
from tests.builders.sent_year import PASSING, appraise, decide, sent_year
from tests.builders.ui import Driver
from tests.services.test_backups import back_up
from vanhoa_desktop.services.recognition.numbering import Numbering
from vanhoa_desktop.services.safekeeping.restoring import restore_backup
from vanhoa_desktop.ui.recognition.numbering_dialog import NumberingDialog
from vanhoa_desktop.ui.recognition.numbering_state import read_register_number
from vanhoa_desktop.ui.recognition.recognition_screen import RecognitionScreen


@pytest.fixture
def restored(offices: Offices, tmp_path: Path) -> Office:
    """One certificate, 0001/2026, is in the backup; one more person is appraised."""
    commune = sent_year(offices, tmp_path).commune
    appraise(commune, PASSING[0])
    decide(commune)
    appraise(commune, PASSING[1])
    backup = back_up(commune, tmp_path / "old.vhs")
    restore_backup(commune.paths, backup, PASSPHRASE)
    return commune


def test_recognising_after_a_restore_asks_for_the_last_number_of_the_paper_register(
    restored: Office, opened: Callable[[Office], Driver]
) -> None:
    driver = opened(restored)
    screen = driver.go("recognition", RecognitionScreen)
    driver.write(screen.number_field, "16/QD-UBND")
    driver.write(screen.date_field, "06/12/2026")
    driver.press(Qt.Key.Key_Return, screen.date_field)
    dialog = screen.numbering_dialog
    assert isinstance(dialog, NumberingDialog)
    assert dialog.isVisible()
    assert "0001/2026 (Lê Thị Đạt)" in dialog.known_label.text()
    # Enter alone confirms nothing, and a register that ends before what is known here is refused.
    driver.press(Qt.Key.Key_Return, dialog.number_field)
    assert "Hãy ghi số cuối cùng" in dialog.notice.text()
    driver.write(dialog.number_field, "0")
    driver.press(Qt.Key.Key_Return, dialog.number_field)
    assert "đã cấp đến số 0001/2026" in dialog.notice.text()
    dialog.number_field.clear()
    driver.write(dialog.number_field, "57")
    assert dialog.next_label.text() == "Giấy tiếp theo: số 0058/2026."
    driver.press(Qt.Key.Key_Return, dialog.number_field)
    assert "tiếp theo mang số 0058/2026" in screen.notice.text()
    # What was typed of the decision is still there.
    assert screen.number_field.text() == "16/QD-UBND"
    driver.click(screen.recognise_button)
    assert "số vào sổ 0058/2026." in screen.notice.text()


def test_thinking_again_confirms_nothing_and_asks_again(
    restored: Office, opened: Callable[[Office], Driver]
) -> None:
    driver = opened(restored)
    screen = driver.go("recognition", RecognitionScreen)
    driver.write(screen.number_field, "16/QD-UBND")
    driver.write(screen.date_field, "06/12/2026")
    for _ in range(2):
        driver.click(screen.recognise_button)
        dialog = screen.numbering_dialog
        assert dialog is not None
        assert dialog.isVisible()
        driver.click(dialog.cancel_button)
    assert len(screen.decisions_label.text().splitlines()) == 1


@pytest.mark.parametrize(
    ("text", "following"),
    [
        ("12", 13),
        (" 0012 ", 13),
        ("12/2026", 13),
        ("57", 58),
        ("11", None),
        ("", None),
        ("12/2025", None),
        ("mười", None),
        ("-3", None),
        ("1234567", None),
    ],
)
def test_the_last_number_is_read_as_it_stands_in_the_register(
    text: str, following: int | None
) -> None:
    numbers = Numbering(YEAR, 12, 13, is_confirmed=False)
    assert read_register_number(text, numbers).following == following
