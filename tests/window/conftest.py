"""One X server per process of pytest; a window per test, on a copy of a small data folder."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.builders.offices import PASSPHRASE, Office, Offices, add_person
from tests.window.real_window import RealWindow, XServer, missing_programs

PEOPLE = (
    *("Lê Văn An", "Trần Thị Bình", "Đỗ Văn Cường", "Phạm Thị Dung", "Hoàng Văn Giang"),
    *("Nguyễn Thị Hoa", "Vũ Văn Khánh", "Bùi Thị Lan", "Đặng Văn Minh", "Ngô Thị Nga"),
    *("Lý Văn Phúc", "Mai Thị Sen"),
)
"""The people of the village, in the order of the list."""

OpenWindow = Callable[..., RealWindow]


@pytest.fixture(scope="session")
def x_server() -> Iterator[XServer]:
    """An X server of this process; the test is skipped with the names of missing packages."""
    missing = missing_programs()
    if missing:
        pytest.skip(f"not installed: {', '.join(missing)} (dev.py installs them on Debian as root)")
    server = XServer()
    yield server
    server.close()


@pytest.fixture(scope="session")
def _peopled(founded_offices: Offices, tmp_path_factory: pytest.TempPathFactory) -> Offices:
    made = founded_offices.copy(tmp_path_factory.mktemp("window") / "offices")
    with made.villages[0].open() as session:
        for name in PEOPLE:
            add_person(session, name)
    return made


@pytest.fixture
def window_offices(_peopled: Offices, tmp_path: Path) -> Iterator[Offices]:
    """A commune and two villages of this test alone; the first village has twelve people."""
    copy = _peopled.copy(tmp_path / "offices")
    yield copy
    shutil.rmtree(copy.folder)


@pytest.fixture
def open_window(x_server: XServer) -> Iterator[OpenWindow]:
    """Opens the program on an installation; what is still open after the test is ended."""
    opened: list[RealWindow] = []

    def open_one(office: Office, *, slow_store_ms: int = 0) -> RealWindow:
        opened.append(
            RealWindow(
                x_server, office.paths.root, passphrase=PASSPHRASE, slow_store_ms=slow_store_ms
            )
        )
        return opened[-1]

    yield open_one
    for window in opened:
        if window.is_running:
            window.kill()


@pytest.fixture
def village_window(window_offices: Offices, open_window: OpenWindow) -> RealWindow:
    """The window of a village with twelve people, at its first screen."""
    return open_window(window_offices.villages[0])


@pytest.fixture
def commune_window(window_offices: Offices, open_window: OpenWindow) -> RealWindow:
    """The window of the commune, at its first screen."""
    return open_window(window_offices.commune)
