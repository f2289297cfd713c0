"""Esc on a sheet that another screen opened leads back there, to the same row."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt

from tests.builders.offices import Office, Offices, add_person, give_points
from tests.builders.ui import Driver
from vanhoa_desktop.ui.people.people_screen import PeopleScreen
from vanhoa_desktop.ui.results.results_screen import ResultsScreen
from vanhoa_desktop.ui.scoring.scoring_screen import ScoringScreen
from vanhoa_desktop.ui.screens import Screen

OPENING: tuple[tuple[str, type[Screen]], ...] = (
    ("results", ResultsScreen),
    ("people", PeopleScreen),
)


@pytest.fixture
def village(
    offices: Offices, village_people: tuple[str, ...], opened: Callable[[Office], Driver]
) -> Driver:
    """The window of a village in which three people have points."""
    with offices.villages[0].open() as session:
        for name in village_people:
            give_points(session, add_person(session, name), ["8"] * 10)
    return opened(offices.villages[0])


def opened_sheet(village: Driver, screen_id: str, kind: type[Screen]) -> ScoringScreen:
    """The sheet of the second person, opened from another screen."""
    screen = village.go(screen_id, kind)
    screen.table.setFocus()  # type: ignore[attr-defined]  # all of these have a list
    screen.table.choose_row(1)  # type: ignore[attr-defined]  # every kind of this test has one
    village.press(Qt.Key.Key_Return)
    sheet = village.workbench.screen_shown
    assert isinstance(sheet, ScoringScreen)
    assert sheet.sheet_panel.name_label.text() == "Trần Thị Bình"
    return sheet


@pytest.mark.parametrize("is_large", [False, True])
@pytest.mark.parametrize(("screen_id", "kind"), OPENING)
def test_escape_leads_back_to_the_row_from_which_the_sheet_was_opened(
    village: Driver, screen_id: str, kind: type[Screen], is_large: bool
) -> None:
    if is_large:
        village.window.resize(700, 600)
    sheet = opened_sheet(village, screen_id, kind)
    assert sheet.buttons.list.text() == "◀ Trở lại (Esc)"
    assert sheet.buttons.list.isVisible()
    village.press(Qt.Key.Key_Escape)
    screen = village.workbench.screen_shown
    assert isinstance(screen, kind)
    table = screen.table  # type: ignore[attr-defined]  # every kind of this test has one
    assert (table.hasFocus(), table.chosen_row()) == (True, 1)


def test_so_does_the_button_that_says_so(village: Driver) -> None:
    sheet = opened_sheet(village, "results", ResultsScreen)
    village.click(sheet.buttons.list)
    assert isinstance(village.workbench.screen_shown, ResultsScreen)


def test_points_typed_there_are_saved_on_the_way_back(village: Driver) -> None:
    sheet = opened_sheet(village, "results", ResultsScreen)
    village.write(sheet.sheet_panel.fields[next(iter(sheet.sheet_panel.fields))], "9")
    village.press(Qt.Key.Key_Return)
    village.press(Qt.Key.Key_Escape)
    screen = village.workbench.screen_shown
    assert isinstance(screen, ResultsScreen)
    assert screen.table.chosen_row() == 1


def test_who_came_by_the_door_or_chose_somebody_in_the_list_goes_to_the_list(
    village: Driver,
) -> None:
    sheet = opened_sheet(village, "results", ResultsScreen)
    sheet.table.setFocus()
    village.press(Qt.Key.Key_Down)
    village.press(Qt.Key.Key_Return)
    assert sheet.sheet_panel.name_label.text() == "Đỗ Văn Cường"
    assert not sheet.buttons.list.isVisible()
    village.press(Qt.Key.Key_Escape)
    assert village.workbench.screen_shown is sheet
    assert sheet.table.hasFocus()
    opened_sheet(village, "results", ResultsScreen)
    village.go("home", Screen)
    village.go("scoring", ScoringScreen)
    sheet.sheet_panel.focus_first()
    village.press(Qt.Key.Key_Escape)
    assert village.workbench.screen_shown is sheet
