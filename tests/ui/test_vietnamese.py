"""What Qt itself puts on screen is Vietnamese, and nothing of it is left empty."""

import re
from collections.abc import Iterator
from typing import cast

import pytest
from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QLabel,
    QMessageBox,
    QPushButton,
    QTabWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot
from typing_extensions import override

from tests.builders.ui import PATIENCE_MS
from vanhoa_desktop.ui.vietnamese import VietnameseTranslator

# Names that are the same in every language, keys, units, and what no officer sees.
SAME = re.compile(r"(A|B|C)\d+|\.\.\.|Form|Alt\+.*|QT_LAYOUT_DIRECTION|%\S*|")
# Keys as they are on the keyboard, and papers as they are on the packet («Letter»).
NAMES = ("QShortcut", "QPageSize")


class Listener(VietnameseTranslator):
    """Translates as the program does, and notes what it has no words for."""

    def __init__(self, owner: QApplication) -> None:
        super().__init__(owner)
        self.unknown: set[str] = set()

    @override
    def translate(
        self, context: str, sourceText: str, disambiguation: str | None = None, n: int = -1
    ) -> str:
        found = cast("str | None", super().translate(context, sourceText, disambiguation, n))
        if found is None and context not in NAMES and not SAME.fullmatch(sourceText):
            self.unknown.add(sourceText)
        return found  # type: ignore[return-value]  # the stub forgets None


@pytest.fixture
def listener(qapp: QApplication) -> Iterator[Listener]:
    made = Listener(qapp)
    QCoreApplication.installTranslator(made)
    yield made
    QCoreApplication.removeTranslator(made)


def print_dialog(qtbot: QtBot) -> QPrintDialog:
    printer = QPrinter()
    dialog = QPrintDialog(printer)
    dialog.kept_printer = printer  # type: ignore[attr-defined]  # the dialog does not hold it
    qtbot.addWidget(dialog)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
    QDialog.open(dialog)
    (options,) = [b for b in dialog.findChildren(QPushButton) if b.text() == "Tùy chọn >>"]
    options.click()
    return dialog


def empty_words(shown: QWidget) -> list[str]:
    """Buttons, labels, tabs and choices that say nothing."""
    silent = [
        widget.objectName()
        for widget in shown.findChildren(QWidget)
        if (
            (isinstance(widget, QAbstractButton) and not widget.text() and widget.icon().isNull())
            or (isinstance(widget, QTabWidget) and "" in tabs(widget))
            or (isinstance(widget, QComboBox) and "" in choices(widget))
        )
        and widget.isVisible()
    ]
    return [name for name in silent if not name.startswith("qt_")]


def tabs(widget: QTabWidget) -> list[str]:
    return [widget.tabText(index) for index in range(widget.count())]


def choices(box: QComboBox) -> list[str]:
    # A line between groups of choices says nothing and cannot be chosen.
    role = 257
    return [
        box.itemText(index)
        for index in range(box.count())
        if box.itemData(index, role) != "separator" and box.isEnabled()
    ]


def test_qts_own_text_is_never_made_empty(listener: Listener) -> None:
    assert QCoreApplication.translate("QPrintDialog", "A sentence of a later Qt") == (
        "A sentence of a later Qt"
    )
    assert listener.unknown == {"A sentence of a later Qt"}


def test_the_print_dialog_speaks_vietnamese(listener: Listener, qtbot: QtBot) -> None:
    dialog = print_dialog(qtbot)
    labels = [found.text() for found in dialog.findChildren(QLabel)]
    assert "Số bản:" in labels
    assert "Grayscale" not in [b.text() for b in dialog.findChildren(QAbstractButton)]
    assert empty_words(dialog) == []
    assert listener.unknown == set()


def test_the_properties_of_a_printer_speak_vietnamese(listener: Listener, qtbot: QtBot) -> None:
    dialog = print_dialog(qtbot)
    seen: list[str] = []

    def look() -> None:
        properties = QApplication.activeModalWidget()
        assert isinstance(properties, QDialog)
        seen.append(properties.windowTitle())
        for widget in properties.findChildren(QTabWidget):
            for index in range(widget.count()):
                widget.setCurrentIndex(index)
        properties.reject()

    properties = dialog.findChild(QPushButton, "properties")
    assert isinstance(properties, QPushButton)
    QTimer.singleShot(0, look)
    properties.click()
    assert seen == ["Đặc điểm của máy in"]
    assert listener.unknown == set()


def test_file_dialogs_and_questions_speak_vietnamese(listener: Listener, qtbot: QtBot) -> None:
    files = QFileDialog(None, "Lưu", "", "Bảng tính (*.xlsx)")
    files.setOption(QFileDialog.Option.DontUseNativeDialog)
    files.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    box = QMessageBox(QMessageBox.Icon.Question, "Hỏi", "Có làm không?")
    box.setStandardButtons(QMessageBox.StandardButton.Save | QMessageBox.StandardButton.Cancel)
    for dialog in (files, box):
        qtbot.addWidget(dialog)
        dialog.open()
        qtbot.waitUntil(dialog.isVisible, timeout=PATIENCE_MS)
    assert {button.text() for button in box.buttons()} == {"Lưu", "Thôi"}
    assert listener.unknown == set()
