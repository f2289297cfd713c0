"""The commune answers by clicks whom villages wish to be assessed elsewhere."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt

from tests.builders.offices import CAM_BAO, NGOC_BAN, YEAR, Office, Offices, add_person
from tests.builders.ui import Driver
from vanhoa_desktop.services.people.moving import MoveService
from vanhoa_desktop.services.people.wishes import WishService
from vanhoa_desktop.ui.exchange.commune_exchange_screen import CommuneExchangeScreen
from vanhoa_desktop.ui.exchange.wishes_dialog import WishesDialog

NAMES = ("Lê Thị An", "Lê Thị Bình", "Lê Thị Cúc")


@pytest.fixture
def commune(offices: Offices, opened: Callable[[Office], Driver]) -> Driver:
    """The window of a commune whose first village wishes three people to be assessed elsewhere."""
    village = offices.villages[0]
    with village.open() as session:
        for name in NAMES:
            add_person(session, name)
            MoveService(session).assess_at(name, YEAR, CAM_BAO)
    offices.commune.merge(village.export(offices.folder / "len.vhb"))
    return opened(offices.commune)


def asked(driver: Driver) -> tuple[CommuneExchangeScreen, WishesDialog]:
    screen = driver.go("commune-exchange", CommuneExchangeScreen)
    assert "Thôn xin cho 3 người" in screen.differs_label.text()
    driver.click(screen.wishes_button)
    assert screen.dialog is not None
    return screen, screen.dialog


def wished(driver: Driver) -> list[str]:
    wishes = WishService(driver.window.workspace.session).wishes()
    return [wish.full_name for wish in wishes]


def assessed_at(driver: Driver) -> set[str | None]:
    session = driver.window.workspace.session
    with session.database.reading() as reading:
        names = {unit.id: unit.name for unit in reading.units.units()}
        return {names[unit] for unit in reading.people.links.assessing_units(YEAR).values()}


def test_one_is_granted_one_refused_and_the_last_closes_the_dialog(commune: Driver) -> None:
    screen, dialog = asked(commune)
    commune.click(dialog.grant_button)
    assert dialog.notice.text() == f"Lê Thị An được đánh giá năm {YEAR} tại {CAM_BAO}."
    assert wished(commune) == list(NAMES[1:])
    commune.click(dialog.refuse_button)
    assert f"{NGOC_BAN} (nơi ở)" in dialog.notice.text()
    assert wished(commune) == [NAMES[2]]
    assert dialog.all_button.isHidden()
    commune.press(Qt.Key.Key_Return, dialog.table)
    assert wished(commune) == []
    assert assessed_at(commune) == {CAM_BAO}
    assert screen.wishes_button.isHidden()
    assert screen.notice.text() == f"Lê Thị Cúc được đánh giá năm {YEAR} tại {CAM_BAO}."


def test_all_are_granted_after_a_question_with_their_number(commune: Driver) -> None:
    _, dialog = asked(commune)
    commune.click(dialog.all_button)
    assert "cả 3 người" in commune.ask.asked[-1]
    assert wished(commune) == []


def test_all_wait_on_after_a_no(commune: Driver) -> None:
    _, dialog = asked(commune)
    commune.ask.agrees = False
    commune.click(dialog.all_button)
    assert wished(commune) == list(NAMES)
