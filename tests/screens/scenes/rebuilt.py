"""The office that was rebuilt without a backup, before any village has answered."""

from functools import partial

from PySide6.QtWidgets import QWidget

from tests.builders.rebuilding import rebuilt_without_backup
from tests.screens.stage import Scene, Stage

_SCREENS = ("home", "devices", "commune-exchange", "papers")


def rebuilt_scenes() -> list[Scene]:
    """The screens to which an officer goes first."""
    return [Scene(f"rebuilt-{screen}", partial(_awaiting, screen)) for screen in _SCREENS]


def _awaiting(screen: str, stage: Stage) -> QWidget:
    driver = stage.open(rebuilt_without_backup(stage.founded(), stage.folder))
    driver.workbench.show_screen(screen)
    driver.rest()
    return driver.window
