"""The years that scenes play in, and where pictures go."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.builders.offices import Offices
from tests.screens.judges.wording import Untranslated
from tests.screens.stage import Stage
from tests.screens.years import Years, make_years

Hang = Callable[[str, QImage], None]


@pytest.fixture(scope="session")
def years(tmp_path_factory: pytest.TempPathFactory, founded_offices: Offices) -> Years:
    """Offices at the beginning, in the middle and at the end of their year; made once."""
    return make_years(tmp_path_factory.mktemp("years"), founded_offices)


@pytest.fixture
def stage(qtbot: QtBot, tmp_path: Path, years: Years) -> Iterator[Stage]:
    """A stage whose windows are closed when the scene is over."""
    made = Stage(qtbot, tmp_path, years)
    yield made
    made.close()


@pytest.fixture
def untranslated(qapp: QApplication) -> Iterator[Untranslated]:
    """Hears of every text that the program's translator does not know."""
    listening = Untranslated()
    qapp.installTranslator(listening)
    yield listening
    qapp.removeTranslator(listening)


@pytest.fixture(scope="session")
def hang(request: pytest.FixtureRequest) -> Hang:
    """Saves a picture in build/screens under `dev.py screens`; elsewhere it is only judged."""
    is_wanted = request.config.option.markexpr == "screens"
    folder = request.config.rootpath / "build" / "screens"

    def save(name: str, picture: QImage) -> None:
        if is_wanted:
            folder.mkdir(parents=True, exist_ok=True)
            assert picture.save(str(folder / f"{name}.png"))

    return save
