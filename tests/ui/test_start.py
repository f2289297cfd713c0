"""Starting the window where it cannot start: somebody must be told, for there is no terminal."""

import shutil
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from tests.builders.ui import PATIENCE_MS
from vanhoa_desktop.paths import resources_folder
from vanhoa_desktop.ui.shell.application import run


def close_message_boxes() -> list[str]:
    """Press the button of every message on the screen; returns what they said."""
    shown = [
        widget
        for widget in QApplication.topLevelWidgets()
        if isinstance(widget, QMessageBox) and widget.isVisible()
    ]
    texts = [box.text() for box in shown]
    for box in shown:
        box.buttons()[0].click()
    return texts


def test_a_program_without_its_font_says_so_on_the_screen(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    resources = tmp_path / "resources"
    shutil.copytree(resources_folder(), resources)
    (resources / "fonts" / "BeVietnamPro-Regular.ttf").unlink()
    monkeypatch.setattr("vanhoa_desktop.paths.resources_folder", lambda: resources)
    hook = sys.excepthook
    told: list[str] = []

    QTimer.singleShot(100, lambda: told.extend(close_message_boxes()))
    assert run(["--data", str(tmp_path / "office")]) == 1
    assert [text.partition(".ttf")[0] for text in told] == [
        "Bản cài đặt thiếu tệp fonts/BeVietnamPro-Regular"
    ]
    assert sys.excepthook is hook


def test_loops_of_events_still_wait_after_a_start_that_failed(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A «quit» left behind ends every later loop at once, and its timers never come."""
    monkeypatch.setattr("vanhoa_desktop.paths.resources_folder", lambda: tmp_path)
    QTimer.singleShot(100, close_message_boxes)
    assert run(["--data", str(tmp_path / "office")]) == 1
    QApplication.processEvents()
    timer = QTimer()
    timer.setSingleShot(True)
    with qtbot.waitSignal(timer.timeout, timeout=PATIENCE_MS):
        timer.start(1)
