"""Between village and commune: files taken in, sheets given back, devices ended, histories."""

from PySide6.QtWidgets import QWidget

from tests.screens.stage import Scene, Stage
from vanhoa_desktop.domain.enums import AssessmentStatus
from vanhoa_desktop.ui.devices.devices_screen import DevicesScreen
from vanhoa_desktop.ui.exchange.commune_exchange_screen import CommuneExchangeScreen
from vanhoa_desktop.ui.people.people_screen import PeopleScreen
from vanhoa_desktop.ui.scoring.scoring_screen import ScoringScreen


def _taken_in(stage: Stage) -> QWidget:
    offices = stage.running()
    new = offices.villages[0].export(stage.folder / "Thôn Ngọc Bản gui xa (3).vhb")
    driver = stage.open(offices.commune)
    screen = driver.go("commune-exchange", CommuneExchangeScreen)
    driver.ask.give(new, stage.years.request)
    driver.click(screen.merge_button)
    if screen.receive_panel.take_button.isEnabled():
        driver.click(screen.receive_panel.take_button)
    return driver.window


def _ending(stage: Stage) -> QWidget:
    driver = stage.open(stage.running().commune)
    screen = driver.go("devices", DevicesScreen)
    screen.device_table.choose_row(1)
    driver.click(screen.end_button)
    assert screen.end_dialog is not None
    return screen.end_dialog


def _history(stage: Stage) -> QWidget:
    driver = stage.open(stage.running().villages[0])
    screen = driver.go("people", PeopleScreen)
    screen.table.choose_row(0)
    driver.click(screen.history_button)
    assert screen.history is not None
    driver.rest()
    return screen.history


def _returning(stage: Stage) -> QWidget:
    driver = stage.open(stage.running().commune)
    screen = driver.go("scoring", ScoringScreen)
    statuses = [row.assessment and row.assessment.status for row in screen.model.rows]
    screen.table.choose_row(statuses.index(AssessmentStatus.RECEIVED))
    driver.rest()
    screen.sheet_actions.return_action.trigger()
    driver.rest()
    assert screen.sheet_actions.reason is not None
    return screen.sheet_actions.reason


def dealing_scenes() -> list[Scene]:
    """All scenes between village and commune."""
    return [
        Scene("xa-commune-exchange-nhan-xong", _taken_in),
        Scene("xa-devices-ngung", _ending),
        Scene("thon-people-lich-su", _history),
        Scene("xa-scoring-tra-lai", _returning),
    ]
