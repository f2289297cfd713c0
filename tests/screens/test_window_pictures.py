"""Every screen and dialog in every look: drawn, and judged as an officer with weak eyes would."""

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from tests.builders.ui import PATIENCE_MS
from tests.screens.conftest import Hang
from tests.screens.judges.contrast import judge_contrast
from tests.screens.judges.reach import (
    judge_focus,
    judge_names,
    judge_next_step,
    judge_tab_order,
)
from tests.screens.judges.room import judge_room
from tests.screens.judges.wording import Untranslated, judge_wording
from tests.screens.looks import LOOKS, USUAL, Look
from tests.screens.scenes.catalogue import all_scenes
from tests.screens.stage import Scene, Stage
from vanhoa_desktop.ui.shell.main_window import MainWindow

pytestmark = pytest.mark.screens

SCENES = all_scenes()


def main_window(shown: QWidget) -> MainWindow:
    """The main window of a picture, which may be a dialog over it."""
    (window,) = [
        w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow) and w.isVisible()
    ]
    return window


def put_on(look: Look, shown: QWidget) -> None:
    """Show everything in a look; a dialog takes the size that it opens with in this look."""
    window = main_window(shown)
    appearance = window.workspace.appearance
    if appearance.choice.text_px != look.text_px:
        appearance.choose_text_px(look.text_px)
    if appearance.choice.is_high_contrast != look.is_high_contrast:
        appearance.choose_high_contrast(is_on=look.is_high_contrast)
    window.resize(look.width, look.height)
    for _ in range(4):
        QApplication.processEvents()
        if isinstance(shown, QDialog):
            shown.resize(shown.sizeHint())


def come_to_rest(stage: Stage, shown: QWidget) -> None:
    """Wait for what a screen does a moment after the last key, or each run judges another moment.

    A question that was answered is rehearsed anew 400 ms later, and what is shown then has to have
    room as well; a busy machine came to it between two looks.
    """

    def at_rest() -> None:
        waiting = main_window(shown).findChildren(QTimer)
        assert not [timer for timer in waiting if timer.isSingleShot() and timer.isActive()]

    stage.bot.waitUntil(at_rest, timeout=PATIENCE_MS)
    stage.rest()


@pytest.mark.parametrize("scene", SCENES, ids=[scene.name for scene in SCENES])
def test_a_screen_can_be_read_reached_and_understood(
    scene: Scene, stage: Stage, untranslated: Untranslated, hang: Hang
) -> None:
    shown = scene.arrange(stage)
    come_to_rest(stage, shown)
    faults = [*judge_focus(shown), *judge_names(shown)]
    for look in LOOKS:
        put_on(look, shown)
        picture = shown.grab().toImage()
        hang(scene.name if look is USUAL else f"{scene.name}.{look.name}", picture)
        found = [*judge_room(shown), *judge_contrast(shown, picture), *judge_next_step(shown)]
        faults += [f"[{look.name}] {fault}" for fault in found]
    put_on(USUAL, shown)
    faults += judge_wording(shown, untranslated)
    faults += judge_tab_order(shown)
    assert not faults, "\n".join(faults)
