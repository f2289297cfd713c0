"""Screens as full as life at every size of letters: nothing is cut, and all can be come to."""

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from tests.screens.conftest import Hang
from tests.screens.judges.reach import judge_in_view
from tests.screens.judges.room import judge_room
from tests.screens.looks import GREATEST, STEPS, USUAL
from tests.screens.scenes.full import full_scenes
from tests.screens.scenes.registered import registered_scenes
from tests.screens.stage import Scene, Stage
from tests.screens.test_window_pictures import come_to_rest, put_on

pytestmark = pytest.mark.screens

FULL = full_scenes()
DOORS = registered_scenes()


@pytest.mark.parametrize("scene", FULL, ids=[scene.name for scene in FULL])
def test_a_full_screen_can_be_used_at_every_size_of_letters(
    scene: Scene, stage: Stage, hang: Hang
) -> None:
    shown = scene.arrange(stage)
    come_to_rest(stage, shown)
    faults = []
    for look in STEPS:
        put_on(look, shown)
        hang(f"{scene.name}.{look.name}", shown.grab().toImage())
        faults += [f"[{look.name}] {fault}" for fault in found_in(shown)]
    put_on(USUAL, shown)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("scene", DOORS, ids=[scene.name for scene in DOORS])
def test_a_door_leads_to_a_screen_that_can_be_used_with_the_greatest_letters(
    scene: Scene, stage: Stage, hang: Hang
) -> None:
    shown = scene.arrange(stage)
    come_to_rest(stage, shown)
    put_on(GREATEST, shown)
    hang(f"{scene.name}.{GREATEST.name}", shown.grab().toImage())
    faults = found_in(shown)
    put_on(USUAL, shown)
    assert not faults, "\n".join(faults)


def found_in(shown: QWidget) -> list[str]:
    """All faults of room, and what is out of view while it has the keyboard."""
    faults = [*judge_room(shown), *judge_in_view(shown)]
    QApplication.processEvents()
    return faults
