"""SIGKILL at any moment: afterwards the store is sound, and all is as before or as after."""

import os
import random
import sys
import time
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.interrupted.scenes import SCENES, Scene, Stage
from tests.interrupted.victims import Look, Zygote, names_left

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL and fork are of Unix")

# How many random moments over all scenes, by the profile that conftest.py names.
ROUNDS = {"quick": 18, "full": 100, "night": 1_000}
PROFILE = os.environ.get("VANHOA_HYPOTHESIS", "quick")
_LATEST = 1.1


class Span(NamedTuple):
    """A command that nobody interrupts: before, after, seconds, and file operations."""

    before: Look
    after: Look
    seconds: float
    operations: int


def measure(scene: Scene, stage: Stage, zygote: Zygote, arena: Path) -> Span:
    """Run a scene to its end."""
    round_ = scene.begin(stage, arena, 0)
    before = scene.look(round_)
    started = time.monotonic()
    ended = zygote.run(scene.arguments(round_))
    seconds = time.monotonic() - started
    assert ended.exit_code == 0
    after = scene.look(round_)
    # A command that does nothing would be as before at any moment.
    assert after != before or scene.saved(round_), scene.name
    scene.end(round_)
    return Span(before, after, seconds, ended.operations)


def check(scene: Scene, span: Span, look: Look) -> None:
    """As before or as after, and sound; an office stays one."""
    assert look.is_sound
    assert look in {span.before, span.after} or scene.resumes, scene.name
    assert look.is_office in {span.before.is_office, span.after.is_office}


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_killed_before_any_of_its_file_operations(
    scene: Scene, stage: Stage, zygote: Zygote, arena: Path
) -> None:
    """Also: the same command, given again, comes to its end; and nothing of it is left about."""
    span = measure(scene, stage, zygote, arena)
    for number in range(1, span.operations + 1):
        round_ = scene.begin(stage, arena, number)
        ended = zygote.run(scene.arguments(round_), die_at=number)
        assert ended.was_killed
        look = scene.look(round_)
        check(scene, span, look)
        assert list(zygote.temporary.iterdir()) == []
        if look.is_founded:
            assert names_left(round_.folder) == set()
        again = zygote.run(scene.arguments(round_))
        assert again.exit_code == 0 or look == span.after
        assert not scene.resumes or scene.look(round_) == span.after
        scene.end(round_)


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_killed_at_random_moments(scene: Scene, stage: Stage, zygote: Zygote, arena: Path) -> None:
    span = measure(scene, stage, zygote, arena)
    chance = random.Random(scene.name)
    for number in range(1, ROUNDS[PROFILE] // len(SCENES) + 1):
        round_ = scene.begin(stage, arena, number)
        after_s = chance.uniform(0, span.seconds * _LATEST)
        zygote.run(scene.arguments(round_), kill_after_s=after_s)
        check(scene, span, scene.look(round_))
        scene.end(round_)
