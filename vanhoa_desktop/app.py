"""The composition root: the only module that knows both faces, and a built program's self-test.

Each face is imported only when it is wanted: a command must not load Qt, and the window must not
wait for click.
"""

import hashlib
import io
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.paths import InstallationPaths, resource

SELF_TEST = "--self-test"
# Lies among the resources of a built program, and nowhere else.
RESOURCE_LIST = "resources.sha256"
_PASSED, _FAILED = 0, 1
_NEEDED_RESOURCES = {
    "criteria": "*.toml",
    "demo": "*.toml",
    "fonts": "*.ttf",
    "icons": "*.svg",
    "licences": "*.txt",
    "targets": "*.toml",
    "templates": "*.toml",
}


def start_command_line(argv: Sequence[str]) -> int:
    """Run one `vanhoa` command; returns 0 done, 1 refused, 2 wrong usage."""
    if SELF_TEST in argv:
        return run_self_test()
    from vanhoa_desktop.cli.main import main

    return main(argv)


def start_window(argv: Sequence[str]) -> int:
    """Open the window and stay until it closes; returns the exit code."""
    if SELF_TEST in argv:
        return run_self_test()
    from vanhoa_desktop.ui.shell.application import run

    return run(argv)


# --- the self-test -------------------------------------------------------------------------------


def run_self_test() -> int:
    """Find out whether this copy of the program is whole and runs here.

    Returns 0 if it does; 1, after a sentence that says why, if it does not.
    Looks at every resource, opens the window off screen, and lives a year with two made-up people
    in a folder that goes away.
    """
    from vanhoa_desktop.texts.errors.catalogue import sentence

    try:
        resources = _check_resources()
        with tempfile.TemporaryDirectory(
            prefix="vanhoa-self-test-", ignore_cleanup_errors=True
        ) as made:
            _open_window(Path(made) / "window")
            papers = _live_a_small_year(Path(made) / "demo")
    except VanHoaError as error:
        return _fail(sentence(error))
    except ImportError as error:
        missing = VanHoaError(ErrorCode.RESOURCE_MISSING, name=error.name or error)
        return _fail(f"{sentence(missing)} ({error})")
    except OSError as error:
        return _fail(f"Máy không cho đọc hoặc ghi tệp. ({error})")
    _say(f"Tự kiểm tra: đạt ({resources} tệp kèm theo, {papers} văn bản).")
    return _PASSED


def resource_list(folder: Path) -> str:
    """A line for every file below a folder of resources, as `sha256sum` writes and checks them."""
    files = sorted(path.relative_to(folder).as_posix() for path in _files(folder))
    return "".join(f"{_sha256(folder / name)}  {name}\n" for name in files)


def _fail(why: str) -> int:
    _say(f"Tự kiểm tra: không đạt. {why}")
    return _FAILED


def _say(line: str) -> None:
    # A windowed Windows program has no streams at all.
    if sys.stdout is None:
        return
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and path.name != RESOURCE_LIST]


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _check_resources() -> int:
    """Return how many resources there are.

    Raises RESOURCE_MISSING with the first that a built program should have and has not, or not as
    it was built; a source tree has no list of them, and is looked at more kindly.
    """
    if hasattr(sys, "_MEIPASS"):
        for line in resource(RESOURCE_LIST).read_text(encoding="utf-8").splitlines():
            digest, _, name = line.partition("  ")
            if _sha256(resource(*name.split("/"))) != digest:
                raise VanHoaError(ErrorCode.RESOURCE_MISSING, name=name)
    for folder, pattern in _NEEDED_RESOURCES.items():
        if not any(resource(folder).glob(pattern)):
            raise VanHoaError(ErrorCode.RESOURCE_MISSING, name=f"{folder}/{pattern}")
    return len(_files(resource()))


def _open_window(folder: Path) -> None:
    """Open the window off screen over a folder without an installation, and close it.

    Raises RESOURCE_MISSING with the font or mark that Qt does not take.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtGui import QFontDatabase, QImage
    from PySide6.QtWidgets import QApplication

    from vanhoa_desktop.ui.ask import DialogAsk
    from vanhoa_desktop.ui.shell.application import build_window

    existing = QApplication.instance()
    application = existing if isinstance(existing, QApplication) else QApplication(["vanhoa"])
    window = build_window(application, InstallationPaths(folder), DialogAsk())
    try:
        window.start()
        window.grab()
        for path in sorted(resource("fonts").glob("*.ttf")):
            if QFontDatabase.addApplicationFont(str(path)) < 0:
                raise VanHoaError(ErrorCode.RESOURCE_MISSING, name=f"fonts/{path.name}")
        for path in sorted(resource("icons").glob("*.svg")):
            if QImage(str(path)).isNull():
                raise VanHoaError(ErrorCode.RESOURCE_MISSING, name=f"icons/{path.name}")
    finally:
        window.close()


def _live_a_small_year(folder: Path) -> int:
    """Make the demo of two people, draw a page of each paper; returns the number of papers."""
    from vanhoa_desktop.documents.preview import render_page
    from vanhoa_desktop.services.demo.year import make_demo

    make_demo(folder, villages=1, people=2, seed=1, passphrase="self-test")  # noqa: S106 - a store that is thrown away
    papers = sorted((folder / "documents").glob("*.pdf"))
    if not papers:
        raise VanHoaError(ErrorCode.NOT_FOUND, text="documents/*.pdf")
    for paper in papers:
        render_page(paper.read_bytes(), 0, 1.0)
    return len(papers)
