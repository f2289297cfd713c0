"""Starting the window: options, fonts, language, crash wall, and then the main window."""

import argparse
import contextlib
import logging
import os
import sys
import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication, QMessageBox

from vanhoa_desktop.errors import VanHoaError
from vanhoa_desktop.faults import FaultFormatter
from vanhoa_desktop.files import make_folder, opened_log
from vanhoa_desktop.paths import InstallationPaths, default_data_folder
from vanhoa_desktop.texts.errors.catalogue import sentence
from vanhoa_desktop.ui.ask import Ask, DialogAsk
from vanhoa_desktop.ui.crash import install_crash_wall
from vanhoa_desktop.ui.shell.catalogue import all_screens
from vanhoa_desktop.ui.shell.main_window import TITLE, MainWindow
from vanhoa_desktop.ui.style.appearance import Appearance, load_fonts
from vanhoa_desktop.ui.style.sizes import FIRST_WINDOW
from vanhoa_desktop.ui.tasks import TaskRunner
from vanhoa_desktop.ui.vietnamese import install_vietnamese
from vanhoa_desktop.ui.workspace import Workspace

_LOOK_FILE = "look.json"


def run(argv: Sequence[str]) -> int:
    """Open the window on the installation that `argv` names; returns the exit code."""
    options = _options(argv)
    existing = QApplication.instance()
    application = existing if isinstance(existing, QApplication) else QApplication(["vanhoa"])
    paths = InstallationPaths(options.data)
    _log_to(paths)
    restore = install_crash_wall()
    try:
        window = build_window(application, paths, DialogAsk())
    except VanHoaError as refusal:
        restore()
        return _tell_why_not(refusal)
    window.workspace.session_opened.connect(partial(_keep_passing_files_in, paths))
    window.start(_given_passphrase(options.passphrase_file))
    window.resize(*FIRST_WINDOW)
    window.showMaximized()
    try:
        return application.exec()
    finally:
        restore()


def _tell_why_not(refusal: VanHoaError) -> int:
    """Say why there is no window, in whatever font the system has; returns the exit code 1."""
    box = QMessageBox(QMessageBox.Icon.Critical, TITLE, sentence(refusal))
    box.addButton("Đóng", QMessageBox.ButtonRole.AcceptRole)
    # A loop of its own: the application's would post a second «quit» when its last window closes,
    # and that one stops every loop that comes after.
    waiting = QEventLoop()
    box.finished.connect(waiting.quit)
    box.open()
    waiting.exec()
    return 1


def build_window(application: QApplication, paths: InstallationPaths, ask: Ask) -> MainWindow:
    """The main window over an installation (which may not exist yet)."""
    application.setStyle("Fusion")
    load_fonts()
    install_vietnamese(application)
    appearance = Appearance(application, paths.root / _LOOK_FILE)
    workspace = Workspace(paths, TaskRunner(), ask, appearance)
    return MainWindow(workspace, all_screens())


def _options(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="vanhoa-desktop")
    named = os.environ.get("VANHOA_DATA")
    usual = Path(named) if named else default_data_folder()
    parser.add_argument("--data", type=Path, default=usual)
    parser.add_argument("--passphrase-file", type=Path, default=None)
    return parser.parse_args(list(argv))


def _given_passphrase(path: Path | None) -> str | None:
    """The passphrase from the variable or the file; None lets the window ask for it."""
    given = os.environ.get("VANHOA_PASSPHRASE")
    if given is None and path is not None and path.is_file():
        lines = path.read_text(encoding="utf-8-sig").splitlines()
        given = lines[0] if lines else None
    return given


def _log_to(paths: InstallationPaths) -> None:
    """Faults go to a file beside the installation, or to the terminal where there is none."""
    handler: logging.Handler | None = None
    if paths.root.is_dir():
        with contextlib.suppress(OSError):
            handler = logging.StreamHandler(opened_log(paths.log))
    if handler is None and sys.stderr is not None:
        handler = logging.StreamHandler(sys.stderr)
    if handler is not None:
        handler.setFormatter(FaultFormatter())
        logging.basicConfig(handlers=[handler])


def _keep_passing_files_in(paths: InstallationPaths) -> None:
    """What the system writes for a while, as pages for a printer, goes beside the installation.

    There it is ours alone, and the next start clears away what a kill left.
    """
    try:
        make_folder(paths.passing)
    except VanHoaError:
        # Nothing can be written there: then nothing is kept there either.
        return
    tempfile.tempdir = os.environ["TMPDIR"] = str(paths.passing)
