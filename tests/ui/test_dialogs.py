"""Every dialog: Enter and Esc, by keys, at each place where the keyboard can be."""

import importlib
import pkgutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import SIGNAL, QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

import vanhoa_desktop.ui
from tests.builders.offices import add_person
from tests.builders.pictures import pdf
from tests.builders.ui import Driver
from tests.screens.judges.seen import interactive_widgets, named
from vanhoa_desktop.domain.enums import UnitKind
from vanhoa_desktop.domain.people import Unit
from vanhoa_desktop.services.devices.enrolment import EnrolmentService
from vanhoa_desktop.services.devices.seen_devices import AskingDevice
from vanhoa_desktop.services.people.wishes import AssessingWish
from vanhoa_desktop.services.recognition.numbering import Numbering
from vanhoa_desktop.services.setup.units import UnitService
from vanhoa_desktop.ui.ask import DialogAsk, Question
from vanhoa_desktop.ui.crash import CrashDialog
from vanhoa_desktop.ui.devices.approve_dialog import ApproveDialog
from vanhoa_desktop.ui.devices.end_device_dialog import EndDeviceDialog
from vanhoa_desktop.ui.devices.root_dialog import RootDialog
from vanhoa_desktop.ui.devices.state import device_rows
from vanhoa_desktop.ui.exchange.wishes_dialog import WishesDialog
from vanhoa_desktop.ui.history.history_dialog import HistoryDialog
from vanhoa_desktop.ui.papers.preview_dialog import PreviewDialog
from vanhoa_desktop.ui.people.move_dialog import MoveDialog, Placing
from vanhoa_desktop.ui.people.person_dialog import PersonDialog
from vanhoa_desktop.ui.people.person_state import PersonToShow
from vanhoa_desktop.ui.recognition.numbering_dialog import NumberingDialog
from vanhoa_desktop.ui.widgets.fitting_dialog import FittingDialog
from vanhoa_desktop.ui.widgets.office_dialog import OfficeDialog
from vanhoa_desktop.ui.widgets.reason_dialog import ReasonDialog, ReasonWish

WISH = ReasonWish("Trả lại", "Trả lại phiếu?", "Phiếu về lại thôn.", ("Thiếu minh chứng",), "Trả")
ABSTRACT = {OfficeDialog, FittingDialog}

Opener = Callable[[Driver], OfficeDialog]


class SilentAsk:
    """Nobody answers what the buttons of a dialog ask; only which button was pressed counts."""

    def confirm(self, *_: object) -> None:
        """See `Ask`."""

    tell = open_file = open_files = save_file = choose_folder = confirm

    def show_folder(self, folder: Path) -> bool:
        """See `Ask`."""
        return folder.is_dir()


def approving(driver: Driver) -> OfficeDialog:
    asking = AskingDevice("Thôn Cẩm Bào", UnitKind.VILLAGE, "Đỗ Thị Thử")
    units = [Unit("a", "Thôn Cẩm Bào", UnitKind.VILLAGE)]
    window = driver.window
    return ApproveDialog(window.workspace, window, Path("xin.vhr"), asking, units)


def ending(driver: Driver) -> OfficeDialog:
    window = driver.window
    session = window.workspace.session
    device = EnrolmentService(session).devices()[-1]
    (row,) = device_rows([device], session.identity.device_id, session.now())
    return EndDeviceDialog(window.workspace, window, row, [])


def moving(driver: Driver) -> OfficeDialog:
    window = driver.window
    session = window.workspace.session
    person = add_person(session, "Lê Thị Thử")
    placing = Placing(person, UnitService(session).units(), 2026)
    return MoveDialog(window.workspace, window, placing)


def writing_somebody(driver: Driver) -> OfficeDialog:
    window = driver.window
    units = UnitService(window.workspace.session).units()
    return PersonDialog(window.workspace, window, PersonToShow(None, units))


def history(driver: Driver) -> OfficeDialog:
    window = driver.window
    session = window.workspace.session
    person = add_person(session, "Lê Thị Thử")
    return HistoryDialog(window.workspace, window, person.id, person.full_name)


def previewing(driver: Driver) -> OfficeDialog:
    return PreviewDialog(driver.window.workspace, driver.window, "Giấy", pdf())


def numbering(driver: Driver) -> OfficeDialog:
    numbers = Numbering(2026, 12, 13, is_confirmed=False, latest=(("0012/2026", "Lê Thị Thử"),))
    return NumberingDialog(driver.window.workspace, driver.window, numbers)


def wishing(driver: Driver) -> OfficeDialog:
    wishes = [AssessingWish("x", "Trần Thị Giáo", 2026, "Thôn Cẩm Bào", "Trường mẫu")]
    return WishesDialog(driver.window.workspace, driver.window, wishes)


OPENERS: dict[type[OfficeDialog], Opener] = {
    ApproveDialog: approving,
    CrashDialog: lambda _: CrashDialog(RuntimeError("no such column")),
    EndDeviceDialog: ending,
    HistoryDialog: history,
    MoveDialog: moving,
    NumberingDialog: numbering,
    PersonDialog: writing_somebody,
    PreviewDialog: previewing,
    ReasonDialog: lambda driver: ReasonDialog(driver.window, WISH),
    WishesDialog: wishing,
    RootDialog: lambda driver: RootDialog(driver.window.workspace, driver.window),
}


def all_dialogs() -> set[type[QDialog]]:
    """Every dialog class of the program, found by looking."""
    for module in pkgutil.walk_packages(vanhoa_desktop.ui.__path__, "vanhoa_desktop.ui."):
        importlib.import_module(module.name)
    found: set[type[QDialog]] = set()
    left: list[type[QDialog]] = [QDialog]
    while left:
        kinds = left.pop().__subclasses__()
        left += kinds
        found |= {kind for kind in kinds if kind.__module__.startswith("vanhoa_desktop.")}
    return found


def test_every_dialog_class_is_walked_here_and_keeps_the_rules_of_all() -> None:
    assert all_dialogs() - ABSTRACT == set(OPENERS)
    assert all(issubclass(kind, OfficeDialog) for kind in all_dialogs())


def shown(driver: Driver, kind: type[OfficeDialog]) -> OfficeDialog:
    driver.window.workspace.ask = SilentAsk()
    dialog = OPENERS[kind](driver)
    dialog.open()
    driver.rest()
    dialog.activateWindow()
    driver.bot.waitUntil(dialog.isActiveWindow)
    return dialog


def pressed_buttons(dialog: OfficeDialog) -> list[QPushButton]:
    """Hears of every button of a dialog that is pressed, and stops what it would do."""
    heard: list[QPushButton] = []
    for button in dialog.findChildren(QPushButton):
        if button.receivers(SIGNAL("clicked(bool)")):
            button.clicked.disconnect()
        button.clicked.connect(lambda _=False, b=button: heard.append(b))
    return heard


def places(dialog: QWidget) -> list[QWidget]:
    """Where the keyboard can be in a dialog."""
    return [
        widget
        for widget in interactive_widgets(dialog)
        if widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]


def gone(widget: QWidget) -> bool:
    QApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return not isValid(widget) or not widget.isVisible()


def close_quietly(dialog: OfficeDialog) -> None:
    dialog.give_up()
    assert gone(dialog)


@pytest.mark.parametrize("kind", OPENERS, ids=lambda kind: kind.__name__)
def test_enter_presses_the_default_button_or_the_button_that_has_the_keyboard(
    kind: type[OfficeDialog], commune: Driver
) -> None:
    dialog = shown(commune, kind)
    assert dialog.default_button is not None
    assert dialog.default_button.property("role") == "primary"
    heard = pressed_buttons(dialog)
    faults = []
    for widget in places(dialog):
        widget.setFocus()
        heard.clear()
        QTest.keyClick(widget, Qt.Key.Key_Return)
        wanted = widget if isinstance(widget, QPushButton) else dialog.default_button
        if heard != [wanted]:
            faults.append(f"{named(widget)}: {[named(button) for button in heard]}")
    close_quietly(dialog)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("kind", OPENERS, ids=lambda kind: kind.__name__)
def test_esc_closes_a_dialog_in_which_nothing_was_typed_from_anywhere(
    kind: type[OfficeDialog], commune: Driver
) -> None:
    number = 0
    while True:
        dialog = shown(commune, kind)
        able = places(dialog)
        if number == len(able):
            break
        able[number].setFocus()
        QTest.keyClick(able[number], Qt.Key.Key_Escape)
        assert gone(dialog), f"place {number} of {kind.__name__}"
        number += 1
    close_quietly(dialog)


def writable(dialog: QWidget) -> list[QWidget]:
    """Where an officer can write in a dialog."""
    kinds = QLineEdit | QPlainTextEdit
    return [w for w in places(dialog) if isinstance(w, kinds) and not w.isReadOnly()]


def question_over(dialog: QWidget) -> QMessageBox:
    boxes = [box for box in dialog.findChildren(QMessageBox) if box.isVisible()]
    assert len(boxes) == 1
    return boxes[0]


@pytest.mark.parametrize("kind", OPENERS, ids=lambda kind: kind.__name__)
def test_esc_asks_before_what_was_typed_is_lost_and_going_on_is_the_safe_answer(
    kind: type[OfficeDialog], commune: Driver
) -> None:
    dialog = shown(commune, kind)
    for number in range(len(writable(dialog))):
        field = writable(dialog)[number]
        field.setFocus()
        QTest.keyClicks(field, "123")
        QTest.keyClick(field, Qt.Key.Key_Escape)
        box = question_over(dialog)
        QTest.keyClick(box, Qt.Key.Key_Return)
        QApplication.processEvents()
        assert dialog.isVisible()
        assert field.property("text") in ("123", None)
        QTest.keyClick(field, Qt.Key.Key_Escape)
        question_over(dialog).buttons()[0].click()
        assert gone(dialog)
        dialog = shown(commune, kind)
    close_quietly(dialog)


def test_a_fingerprint_and_enter_go_on_to_the_invite_and_never_to_turning_down(
    commune: Driver,
) -> None:
    dialog = shown(commune, ApproveDialog)
    assert isinstance(dialog, ApproveDialog)
    heard = pressed_buttons(dialog)
    QTest.keyClicks(dialog.fingerprint_field, "111122223333444455556666")
    QTest.keyClick(dialog.fingerprint_field, Qt.Key.Key_Return)
    assert heard == [dialog.approve_button]
    close_quietly(dialog)


def test_a_typed_reason_and_enter_give_the_reason(commune: Driver) -> None:
    dialog = shown(commune, ReasonDialog)
    assert isinstance(dialog, ReasonDialog)
    given: list[str] = []
    dialog.reason_given.connect(given.append)
    QTest.keyClicks(dialog.reason_field, "Thieu giay")
    QTest.keyClick(dialog.reason_field, Qt.Key.Key_Return)
    assert given == ["Thieu giay"]
    assert gone(dialog)


def test_a_question_answers_no_to_enter_and_to_esc(commune: Driver, qtbot: QtBot) -> None:
    agreed: list[bool] = []
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Escape):
        question = Question("Thẩm định", "Thẩm định 64 phiếu?", "Thẩm định")
        DialogAsk().confirm(commune.window, question, lambda: agreed.append(True))
        box = question_over(commune.window)
        qtbot.waitUntil(box.isActiveWindow)
        QTest.keyClick(box, key)
        assert gone(box)
        assert not agreed


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_a_key_that_is_held_down_presses_nothing(commune: Driver, key: Qt.Key) -> None:
    dialog = shown(commune, ReasonDialog)
    assert isinstance(dialog, ReasonDialog)
    heard = pressed_buttons(dialog)
    dialog.cancel_button.setFocus()
    text = " " if key == Qt.Key.Key_Space else "\r"
    for is_repeated in (True, True, False):
        event = QKeyEvent(
            QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, text, is_repeated
        )
        release = QKeyEvent(
            QEvent.Type.KeyRelease, key, Qt.KeyboardModifier.NoModifier, text, is_repeated
        )
        # The key that counts is pressed by somebody who has had time to read.
        event.setTimestamp(1_000 if is_repeated else 2_000)
        release.setTimestamp(event.timestamp() + 50)
        QApplication.sendEvent(dialog.windowHandle(), event)
        QApplication.sendEvent(dialog.windowHandle(), release)
        if is_repeated:
            assert heard == []
    assert heard == [dialog.cancel_button]
    close_quietly(dialog)
