"""A store that is damaged, or that cannot be written, is told above every screen at once."""

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.builders.offices import Office, Offices, add_person
from tests.builders.small_disks import fill, small_disk
from tests.builders.ui import Driver
from vanhoa_desktop.paths import InstallationPaths
from vanhoa_desktop.services.office.integrity import IntegrityService
from vanhoa_desktop.ui.people.people_screen import PeopleScreen
from vanhoa_desktop.ui.shell.workbench import DAMAGED, ONLY_VIEWED
from vanhoa_desktop.ui.tasks import Lane

PAGE = 4096


def damage(store: Path) -> None:
    """Some bytes on the disk went bad, where opening the store does not look."""
    content = bytearray(store.read_bytes())
    place = len(content) - PAGE + 100
    content[place : place + 20] = bytes(20)
    store.write_bytes(content)


def checked(driver: Driver) -> None:
    """Wait until what is found out at the start has been found out."""
    tasks = driver.window.workspace.tasks
    driver.bot.waitUntil(lambda: not tasks.works_on(Lane.CHECKING), timeout=20_000)


def test_a_damaged_store_is_told_at_the_start_with_the_next_step(
    offices: Offices, opened: Callable[[Office], Driver]
) -> None:
    village = offices.villages[0]
    damage(village.paths.store)
    driver = opened(village)
    checked(driver)
    notice = driver.workbench.store_notice
    assert notice.isVisible()
    assert notice.text().startswith(DAMAGED.partition("{")[0])
    assert "gọi xã" in notice.text()
    driver.go("people", PeopleScreen)
    assert notice.isVisible()


def test_a_whole_store_is_not_spoken_of(village: Driver) -> None:
    checked(village)
    assert not village.workbench.store_notice.isVisible()


def test_the_check_is_stopped_when_somebody_closes_the_window(offices: Offices) -> None:
    class StoppedError(Exception):
        """Somebody closed the window."""

    asked: list[int] = []

    def stop(done: int, total: int) -> None:
        asked.append(done + total)
        raise StoppedError

    with offices.commune.open() as session:
        for number in range(200):
            add_person(session, f"Lê Thị Mẫu {number}")
        service = IntegrityService(session)
        with pytest.raises(StoppedError):
            service.is_file_whole(stop)
        # Asked while it reads, and once more to hear why it shall stop.
        assert len(asked) == 2
        assert service.is_file_whole()


@pytest.fixture
def on_a_full_disk(offices: Offices, tmp_path: Path) -> Iterator[Office]:
    """A village's office on a disk that is full."""
    with small_disk(tmp_path / "disk", 2_500) as disk:
        village = offices.villages[0]
        with village.open() as session:
            add_person(session, "Lê Thị Mẫu")
        subprocess.run(["cp", "-r", str(village.paths.root), str(disk / "office")], check=True)
        office = Office(InstallationPaths(disk / "office"), village.name)
        office.open().close()
        fill(disk)
        yield office


def test_a_window_on_a_full_disk_shows_figures_and_says_why_it_saves_nothing(
    on_a_full_disk: Office, opened: Callable[[Office], Driver]
) -> None:
    driver = opened(on_a_full_disk)
    notice = driver.workbench.store_notice
    assert notice.text().startswith(ONLY_VIEWED)
    assert "Ổ đĩa đã đầy" in notice.text()
    screen = driver.go("people", PeopleScreen)
    assert screen.isVisible()
