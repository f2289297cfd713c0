"""Windows of a commune and a village; every window a test opened is closed after it."""

from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from tests.builders.offices import Office, Offices, add_person
from tests.builders.ui import Driver, open_window
from vanhoa_desktop.ui.key_guard import KeyGuard


@pytest.fixture(autouse=True)
def no_key_before(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys of an earlier test, which tell what time they like, are none of this one's."""
    for moment in ("_entered_at_ms", "_chosen_at_s", "_swallowed_at_ms"):
        monkeypatch.setattr(KeyGuard, moment, None)


@pytest.fixture
def opened(qtbot: QtBot) -> Iterator[Callable[[Office], Driver]]:
    """Opens windows and closes them when the test is over."""
    drivers: list[Driver] = []

    def open_one(office: Office) -> Driver:
        drivers.append(open_window(qtbot, office))
        return drivers[-1]

    yield open_one
    for driver in drivers:
        driver.close()


@pytest.fixture
def village_people() -> tuple[str, ...]:
    """Names of the village's people, in Vietnamese order."""
    return ("Lê Văn An", "Trần Thị Bình", "Đỗ Văn Cường")


@pytest.fixture
def village(
    offices: Offices, village_people: tuple[str, ...], opened: Callable[[Office], Driver]
) -> Driver:
    """The window of a village with three people."""
    with offices.villages[0].open() as session:
        for name in village_people:
            add_person(session, name)
    return opened(offices.villages[0])


@pytest.fixture
def commune(offices: Offices, opened: Callable[[Office], Driver]) -> Driver:
    """The window of the commune."""
    return opened(offices.commune)
