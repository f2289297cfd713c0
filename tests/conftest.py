"""What every test gets: its own home, no settings of the machine, Qt without a screen, a profile.

Hypothesis profiles, chosen by the environment variable `VANHOA_HYPOTHESIS`:

* `quick` (none named): while working; few examples, new ones each time;
* `full`: `dev.py test` and the gate; derandomized, so that one commit always gets one verdict;
* `night`: many examples, new ones each time.
"""

import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.builders.locks import CHEAP_LOCK
from tests.builders.offices import Offices, found_offices
from vanhoa_desktop.trust import sealed_file

# Before anything imports Qt: pictures and sizes must not depend on the screen of the machine.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# An old laptop and a busy gate are slow without being wrong, so no test is judged by its seconds.
_PATIENT = settings(deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("quick", _PATIENT, max_examples=25)
settings.register_profile("full", _PATIENT, max_examples=100, derandomize=True)
settings.register_profile("night", _PATIENT, max_examples=2000)
settings.load_profile(os.environ.get("VANHOA_HYPOTHESIS", "quick"))

_OUR_VARIABLES = ("VANHOA_DATA", "VANHOA_PASSPHRASE")
_HOMES = ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA")
_XDG_HOMES = ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME")


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder of this test alone, so that no test reads or writes a real installation."""
    home = tmp_path_factory.mktemp("home")
    for variable in _OUR_VARIABLES:
        monkeypatch.delenv(variable, raising=False)
    for variable in _HOMES:
        monkeypatch.setenv(variable, str(home))
    for variable in _XDG_HOMES:
        monkeypatch.setenv(variable, str(home / variable.lower()))
    return home


@pytest.fixture(scope="session", autouse=True)
def cheap_lock() -> Iterator[None]:
    """Make offices that open without the time that stops a guesser; tests/trust has the real one.

    A file says itself what its lock costs, so that these offices open cheaply everywhere.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sealed_file, "_SCRYPT", CHEAP_LOCK)
        yield


@pytest.fixture(autouse=True)
def no_thread_left_behind() -> Iterator[None]:
    """Fail a test that leaves a thread which would keep the program from ending."""
    before = set(threading.enumerate())
    yield
    left = [
        thread.name
        for thread in threading.enumerate()
        if thread not in before and thread.is_alive() and not thread.daemon
    ]
    if left:
        pytest.fail(f"threads left behind: {left}")


@pytest.fixture(autouse=True)
def same_look() -> Iterator[None]:
    """Give the application of all tests back the look that it had.

    A style sheet names pictures by their path; one that a test left behind pointed into a folder
    of broken pictures, and whatever was drawn later complained in English.
    """
    before = _style_sheet()
    yield
    if _style_sheet() != before:
        application = sys.modules["PySide6.QtWidgets"].QApplication.instance()
        application.setStyleSheet(before)


def _style_sheet() -> str:
    """The style sheet of the application; "" where a test's process knows no window."""
    widgets = sys.modules.get("PySide6.QtWidgets")
    application = None if widgets is None else widgets.QApplication.instance()
    return "" if application is None else str(application.styleSheet())


@pytest.fixture(scope="session")
def founded_offices(tmp_path_factory: pytest.TempPathFactory) -> Offices:
    """A commune and two enrolled villages, made once; tests work on copies (`offices`)."""
    return found_offices(tmp_path_factory.mktemp("founded"))


@pytest.fixture
def offices(founded_offices: Offices, tmp_path: Path) -> Offices:
    """A commune and two enrolled villages of this test alone."""
    return founded_offices.copy(tmp_path / "offices")
