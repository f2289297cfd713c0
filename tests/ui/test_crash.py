"""What nobody foresaw: one dialog, a report without people in it, and on with the work."""

import sys
import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from vanhoa_desktop.ui.crash import (
    CrashDialog,
    crash_report,
    install_crash_wall,
    show_crash,
)

# Put together here: no file of this project holds a path of somebody's machine.
LINUX = "/" + "home"
WINDOWS = "C:" + "\\Users"


def dialogs() -> list[CrashDialog]:
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, CrashDialog)]


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """A window that is open, though another program may be in front of it."""
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.mark.parametrize(
    "personal",
    [
        *("H'Hen Niê", "lê thị hoa", "le thi hoa", "Lê Thị Hoa", "038161000111", "«Lê Thị Hoa»"),
        *(f"{LINUX}/hoa/van-hoa/store.db", WINDOWS + "\\hoa\\store.db"),
    ],
)
def test_a_report_has_nothing_of_what_was_worked_on(personal: str) -> None:
    try:
        try:
            raise KeyError(personal)
        except KeyError as error:
            raise ValueError(f"no row for {personal}") from error
    except ValueError as error:
        report = crash_report(error)
    assert personal not in report
    assert personal.lower() not in report.lower()
    assert "ValueError" in report
    assert "from KeyError" in report


def test_a_report_names_the_place_in_the_program() -> None:
    try:
        crash_report(object())  # type: ignore[arg-type]  # a fault on purpose
    except AttributeError as error:
        report = crash_report(error)
    assert report.startswith("AttributeError")
    assert "fault_lines (" in report
    assert "vanhoa_desktop/faults.py:" in report


@pytest.mark.usefixtures("window")
def test_a_fault_that_repeats_shows_one_dialog_and_enter_goes_on() -> None:
    show_crash(RuntimeError("no such column"))
    show_crash(RuntimeError("no such column"))
    (dialog,) = dialogs()
    assert dialog.focusWidget() is dialog.close_button
    QTest.mouseClick(dialog.copy_button, Qt.MouseButton.LeftButton)
    assert QApplication.clipboard().text() == dialog.report_field.toPlainText()
    QTest.keyClick(dialog.close_button, Qt.Key.Key_Return)
    assert not dialog.isVisible()


@pytest.mark.usefixtures("window")
def test_the_wall_catches_what_no_screen_caught_and_is_taken_down_again(
    caplog: pytest.LogCaptureFixture,
) -> None:
    before = sys.excepthook
    restore = install_crash_wall()
    try:
        error = RuntimeError("unforeseen")
        sys.excepthook(RuntimeError, error, None)
    finally:
        restore()
    assert sys.excepthook is before
    assert len(dialogs()) == 1
    assert "fault in the window" in caplog.text


@pytest.mark.usefixtures("window")
def test_nothing_of_a_fault_in_a_thread_or_in_clearing_away_is_printed(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    class Falling:
        """Falls when it is cleared away."""

        def __del__(self) -> None:
            """Raise with a name in it."""
            raise ValueError("H'Hen Niê")

    def fall() -> None:
        raise KeyError("lê thị hoa")

    restore = install_crash_wall()
    try:
        thread = threading.Thread(target=fall)
        thread.start()
        thread.join()
        falling = Falling()
        del falling
    finally:
        restore()
    printed = "".join(capfd.readouterr())
    assert "Niê" not in printed
    assert "hoa" not in printed
    assert "fault in a thread" in caplog.text
    assert "fault that nobody could hear of" in caplog.text
