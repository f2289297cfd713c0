"""People who may be held twice: shown with reasons, answered by a click."""

from collections.abc import Callable

import pytest

from tests.builders.offices import CAM_BAO, NGOC_BAN, Office, Offices, give_points
from tests.builders.ui import Driver
from vanhoa_desktop.domain.enums import Assessor
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.people.households import HouseholdService
from vanhoa_desktop.services.people.person_entry import PersonService
from vanhoa_desktop.ui.duplicates.duplicates_screen import DuplicatesScreen
from vanhoa_desktop.ui.home.home_screen import HomeScreen


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
    return [listed.left.full_name for listed in screen.model.rows]


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


def test_saying_that_two_are_one_is_asked_first_with_what_tells_them_apart(
    commune: Driver,
) -> None:
    screen = commune.go("duplicates", DuplicatesScreen)
    screen.table.choose_row(1)
    commune.ask.agrees = False
    commune.click(screen.same_button)
    assert commune.ask.asked == ["Ghi hai hồ sơ này là của một người?"]
    assert NGOC_BAN in commune.ask.details[0]
    assert CAM_BAO in commune.ask.details[0]
    assert len(names(screen)) == 2
    commune.click(screen.other_button)
    assert commune.ask.asked[1:] == ["Ghi hai hồ sơ này là của hai người khác nhau?"]
    assert len(names(screen)) == 2


def test_whatever_was_answered_is_found_again_and_answered_otherwise(commune: Driver) -> None:
    """A slip of the mouse said «hai người» of one man, and nobody could take it back."""
    screen = commune.go("duplicates", DuplicatesScreen)
    screen.table.choose_row(1)
    commune.click(screen.other_button)
    commune.go("home", HomeScreen)
    screen = commune.go("duplicates", DuplicatesScreen)
    assert names(screen) == ["Lê Văn Sơn"]
    commune.click(screen.answered_button)
    assert [(item.left.full_name, item.said) for item in screen.model.rows] == [
        ("Nguyễn Thị Hòa", "Đã ghi là hai người khác nhau")
    ]
    commune.click(screen.same_button)
    assert [item.said for item in screen.model.rows] == ["Đã ghi là một người, tính một lần"]
    with commune.window.workspace.session.database.reading() as reading:
        assert len(reading.people.links.links()) == 1
    commune.click(screen.answered_button)
    assert names(screen) == ["Lê Văn Sơn"]


def test_household_work_and_result_of_the_year_tell_two_people_apart(
    offices: Offices, opened: Callable[[Office], Driver]
) -> None:
    with offices.commune.open() as session:
        for unit, work in ((NGOC_BAN, "Nông dân"), (CAM_BAO, "Thợ mộc")):
            HouseholdService(session).add("12", "Lê Văn Sơn", unit)
            typed = {"full_name": "Lê Văn Sơn", "birth": "12/3/1961", "occupation": work}
            person = PersonService(session).add({**typed, "household": "12"}, unit)
            if unit == CAM_BAO:
                give_points(session, person.person, ["8"] * 10, assessor=Assessor.COMMUNE)
    screen = opened(offices.commune).go("duplicates", DuplicatesScreen)
    (listed,) = screen.model.rows
    texts = sorted((listed.left_text, listed.right_text), key=lambda text: CAM_BAO in text)
    assert texts == [
        f"Lê Văn Sơn\n12/03/1961, {NGOC_BAN}\nhộ 12, Nông dân",
        f"Lê Văn Sơn\n12/03/1961, {CAM_BAO}\nhộ 12, Thợ mộc\n80 điểm – Đạt",
    ]
    # Each is the head of an own household: that their names are alike is no second sign.
    assert str(screen.model.index(0, 2).data()).count("hộ") == 0
    assert listed.score == 90
