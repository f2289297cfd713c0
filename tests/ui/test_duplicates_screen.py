"""People who may be held twice: shown with reasons, answered by a click."""

from collections.abc import Callable

import pytest

from tests.builders.offices import CAM_BAO, NGOC_BAN, Office, Offices
from tests.builders.ui import Driver
from vanhoa_desktop.services.person_entry import PersonService
from vanhoa_desktop.services.session import Session
from vanhoa_desktop.ui.duplicates.duplicates_screen import DuplicatesScreen


def enter_twice(session: Session, name: str, number: str = "") -> None:
    for unit in (NGOC_BAN, CAM_BAO):
        typed = {"full_name": name, "birth": "12/3/1961", "citizen_number": number}
        PersonService(session).add(typed, unit)


@pytest.fixture
def commune(offices: Offices, opened: Callable[[Office], Driver]) -> Driver:
    """The window of a commune with two suspicions, one of them sure."""
    with offices.commune.open() as session:
        enter_twice(session, "Nguyễn Thị Hòa")
        enter_twice(session, "Lê Văn Sơn", "038061000017")
    return opened(offices.commune)


def names(screen: DuplicatesScreen) -> list[str]:
    return [listed.pair.left.full_name for listed in screen.model.rows]


def test_pairs_are_shown_with_their_signs_the_surest_first(commune: Driver) -> None:
    screen = commune.go("duplicates", DuplicatesScreen)
    assert names(screen) == ["Lê Văn Sơn", "Nguyễn Thị Hòa"]
    cells = [str(screen.model.index(1, column).data()) for column in range(4)]
    assert "cùng ngày sinh" in cells[2]
    assert cells[0] != cells[1]
    assert screen.count_label.text() == "2 cặp"


def test_all_that_is_sure_is_linked_by_one_click(commune: Driver) -> None:
    screen = commune.go("duplicates", DuplicatesScreen)
    assert screen.exact_button.text() == "Ghép 1 cặp chắc chắn"
    commune.click(screen.exact_button)
    assert names(screen) == ["Nguyễn Thị Hòa"]
    assert not screen.exact_button.isVisible()


@pytest.mark.parametrize("is_same", [True, False])
def test_a_pair_that_was_answered_goes_from_the_list(commune: Driver, *, is_same: bool) -> None:
    screen = commune.go("duplicates", DuplicatesScreen)
    screen.table.choose_row(1)
    commune.click(screen.same_button if is_same else screen.other_button)
    assert names(screen) == ["Lê Văn Sơn"]
    with commune.window.workspace.session.database.reading() as reading:
        assert len(reading.people.links.links()) == is_same
    commune.click(screen.other_button)
    assert names(screen) == []
    assert screen.panel.state == "empty"
    assert not screen.same_button.isEnabled()
