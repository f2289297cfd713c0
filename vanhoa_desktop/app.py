"""The composition root: the only module that knows both faces, and a built program's self-test.

Each face is imported only when it is wanted: a command must not load Qt, and the window must not
wait for click.
"""

import os
import sys
import tempfile
import tomllib
from collections.abc import Sequence
from pathlib import Path

from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.paths import resource

SELF_TEST = "--self-test"
_PASSED, _FAILED = 0, 1
_NEEDED_RESOURCES = {"fonts": "*.ttf", "criteria": "*.toml", "templates": "*.toml"}


def run_command_line(argv: Sequence[str]) -> int:
    """Run one `vanhoa` command; returns 0 done, 1 refused, 2 wrong usage."""
    if SELF_TEST in argv:
        return run_self_test()
    from vanhoa_desktop.cli.main import main

    return main(argv)


def run_window(argv: Sequence[str]) -> int:
    """Open the window and stay until it closes; returns the exit code."""
    if SELF_TEST in argv:
        return run_self_test()
    from vanhoa_desktop.ui.shell.application import run

    return run(argv)


def run_self_test() -> int:
    """Open every resource and live a year with two made-up people; returns 0 if papers came out."""
    try:
        opened = _open_resources()
        _open_window_fonts()
        papers = _live_a_small_year()
    except VanHoaError as error:
        _say(f"self-test failed: {error}")
        return _FAILED
    _say(f"self-test passed: {opened} resources, {papers} documents")
    return _PASSED


def _say(line: str) -> None:
    # A windowed Windows program has no streams at all.
    if sys.stdout is not None:
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()


def _open_resources() -> int:
    """Read each shipped file to its end, parse the data files, and return how many there are."""
    opened = 0
    for folder, pattern in _NEEDED_RESOURCES.items():
        if not any(resource(folder).glob(pattern)):
            raise VanHoaError(ErrorCode.RESOURCE_MISSING, name=f"{folder}/{pattern}")
    for path in sorted(resource().rglob("*")):
        if path.is_file():
            content = path.read_bytes()
            opened += 1
            if path.suffix == ".toml":
                tomllib.loads(content.decode("utf-8"))
    return opened


def _open_window_fonts() -> None:
    """Give every font to Qt without a screen, as the window does before its first widget."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtGui import QFontDatabase, QGuiApplication

    application = QGuiApplication.instance() or QGuiApplication([])
    for path in sorted(resource("fonts").glob("*.ttf")):
        if QFontDatabase.addApplicationFont(str(path)) < 0:
            raise VanHoaError(ErrorCode.RESOURCE_MISSING, name=f"fonts/{path.name}")
    del application


def _live_a_small_year() -> int:
    """Make the demo of two people in a folder that goes away; returns the number of documents."""
    from vanhoa_desktop.services.demo.year import make_demo

    with tempfile.TemporaryDirectory(
        prefix="vanhoa-self-test-", ignore_cleanup_errors=True
    ) as made:
        folder = Path(made) / "demo"
        make_demo(folder, villages=1, people=2, seed=1, passphrase="self-test")  # noqa: S106 - a store that is thrown away
        papers = [path for path in (folder / "documents").glob("*.pdf") if path.stat().st_size]
    if not papers:
        raise VanHoaError(ErrorCode.NOT_FOUND, text="documents/*.pdf")
    return len(papers)
