"""Files between a village and the commune, as tests of screens send and take them in."""

from pathlib import Path

from tests.builders.offices import YEAR, Office, add_person, give_points
from tests.builders.ui import Driver
from vanhoa_desktop.services.appraisal.workflow import WorkflowService
from vanhoa_desktop.ui.exchange.commune_exchange_screen import CommuneExchangeScreen
from vanhoa_desktop.ui.exchange.unit_exchange_screen import UnitExchangeScreen

ExchangeScreen = CommuneExchangeScreen | UnitExchangeScreen


def sent_bundle(
    office: Office, path: Path, *, points: str = "9", name: str = "Mai Thị Sen"
) -> Path:
    """A village's file with one complete, submitted sheet."""
    with office.open() as session:
        give_points(session, add_person(session, name), [points] * 10)
        WorkflowService(session).submit(YEAR)
    return office.export(path)


def look_at(driver: Driver, screen: ExchangeScreen, *files: Path) -> None:
    """Choose files by the button; the preview is shown."""
    driver.ask.give(*files)
    driver.click(screen.merge_button)


def take_in(driver: Driver, screen: ExchangeScreen, *files: Path) -> None:
    """Choose files, look, take them in, and go back to the screen."""
    look_at(driver, screen, *files)
    driver.click(screen.receive_panel.take_button)
    driver.click(screen.receive_panel.done_button)
