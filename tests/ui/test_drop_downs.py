"""A list of choices shows every choice whole, at every size of the letters."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QComboBox
from pytestqt.qtbot import QtBot

from tests.builders.offices import Office, Offices
from tests.builders.ui import Driver
from vanhoa_desktop.ui.papers.papers_screen import PapersScreen
from vanhoa_desktop.ui.style.sizes import TEXT_CHOICES_PX


def is_whole(box: QComboBox) -> bool:
    """Whether the last entry lies within the list that is shown."""
    view = box.view()
    last = view.visualRect(box.model().index(box.count() - 1, 0))
    return last.height() > 0 and last.bottom() < view.viewport().height()


@pytest.mark.parametrize("text_px", TEXT_CHOICES_PX)
def test_the_last_choice_is_not_cut_in_half(
    qtbot: QtBot, offices: Offices, opened: Callable[[Office], Driver], text_px: int
) -> None:
    commune = opened(offices.commune)
    appearance = commune.window.workspace.appearance
    before = appearance.choice.text_px
    appearance.choose_text_px(text_px)
    screen = commune.go("papers", PapersScreen)
    # «Cả xã» and the two villages.
    assert screen.unit_box.count() == 3
    screen.unit_box.showPopup()
    qtbot.waitUntil(screen.unit_box.view().isVisible)
    QApplication.processEvents()
    assert is_whole(screen.unit_box)
    screen.unit_box.hidePopup()
    appearance.choose_text_px(before)
