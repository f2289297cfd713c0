"""A scene for every registered screen, just as its door opens it; nobody has to enter them here."""

from functools import partial

from PySide6.QtWidgets import QWidget

from tests.screens.stage import Scene, Stage
from vanhoa_desktop.domain.enums import UnitKind
from vanhoa_desktop.services.office.session import Identity
from vanhoa_desktop.ui.screens import HOME
from vanhoa_desktop.ui.shell.catalogue import all_screens

_SIDES = {"thon": UnitKind.VILLAGE, "xa": UnitKind.COMMUNE}


def _identity(role: UnitKind) -> Identity:
    return Identity(role, "unit", "", "commune", "device", "chain", "", is_office=True)


def registered_scenes() -> list[Scene]:
    """Home and all doors and other work, of a village and of the commune in mid-year."""
    register = all_screens()
    scenes = []
    for side, role in _SIDES.items():
        entries = [*register.doors(_identity(role)), *register.others(_identity(role))]
        scenes += [
            Scene(f"{side}-{screen_id}", partial(_show, side, screen_id))
            for screen_id in (HOME, *(entry.id for entry in entries))
        ]
    return scenes


def _show(side: str, screen_id: str, stage: Stage) -> QWidget:
    offices = stage.running()
    driver = stage.open(offices.commune if side == "xa" else offices.villages[0])
    driver.workbench.show_screen(screen_id)
    driver.rest()
    return driver.window
