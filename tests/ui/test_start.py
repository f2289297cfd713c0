"""Starting the window where it cannot start: somebody must be told, for there is no terminal."""

import shutil
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from vanhoa_desktop.paths import resources_folder
from vanhoa_desktop.ui.shell.application import run


def test_a_program_without_its_font_says_so_on_the_screen(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    resources = tmp_path / "resources"
    shutil.copytree(resources_folder(), resources)
    (resources / "fonts" / "BeVietnamPro-Regular.ttf").unlink()
    monkeypatch.setattr("vanhoa_desktop.paths.resources_folder", lambda: resources)
    hook = sys.excepthook
    told: list[str] = []

    def read_and_close() -> None:
        for widget in QApplication.topLevelWidgets():
            if isinstance(widget, QMessageBox) and widget.isVisible():
                told.append(widget.text())
                widget.buttons()[0].click()

    QTimer.singleShot(100, read_and_close)
    assert run(["--data", str(tmp_path / "office")]) == 1
    assert [text.partition(".ttf")[0] for text in told] == [
        "Bản cài đặt thiếu tệp fonts/BeVietnamPro-Regular"
    ]
    assert sys.excepthook is hook
