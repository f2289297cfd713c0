"""Moving somebody: from the list, by a click, with a sentence that says what went along."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt

from tests.builders.offices import CAM_BAO, NGOC_BAN, YEAR, Office, Offices, add_person, give_points
from tests.builders.ui import Driver
from vanhoa_desktop.services.people.person_entry import PersonService
from vanhoa_desktop.ui.people.move_dialog import MoveDialog
from vanhoa_desktop.ui.people.people_screen import PeopleScreen


@pytest.fixture
def commune(offices: Offices, opened: Callable[[Office], Driver]) -> Driver:
    """The window of a commune that entered one person for a village."""
    with offices.commune.open() as session:
        person = PersonService(session).add({"full_name": "Lê Văn Chuyển"}, NGOC_BAN).person
        give_points(session, person, ["8"] * 10)
    return opened(offices.commune)


def ask(driver: Driver, screen: PeopleScreen) -> MoveDialog:
    screen.table.choose_row(0)
    driver.click(screen.move_button)
    assert screen.dialog is not None
    return screen.dialog


def choose(dialog: MoveDialog, name: str) -> None:
    (number,) = [i for i in range(dialog.unit_box.count()) if name in dialog.unit_box.itemText(i)]
    dialog.unit_box.setCurrentIndex(number)


def test_a_person_is_moved_with_the_sheets_of_open_years(commune: Driver) -> None:
    screen = commune.go("people", PeopleScreen)
    dialog = ask(commune, screen)
    commune.click(dialog.move_button)
    assert "chọn thôn" in dialog.notice.text()
    choose(dialog, CAM_BAO)
    commune.click(dialog.move_button)
    assert screen.notice.text() == f"Đã chuyển Lê Văn Chuyển sang {CAM_BAO}; 2 phiếu đi theo."
    cells = [
        str(screen.model.index(0, column).data()) for column in range(screen.model.columnCount())
    ]
    assert CAM_BAO in cells


def test_nobody_is_moved_to_where_he_lives(commune: Driver) -> None:
    """«Đã chuyển … 0 phiếu đi theo» would say that something was done."""
    screen = commune.go("people", PeopleScreen)
    dialog = ask(commune, screen)
    choose(dialog, NGOC_BAN)
    commune.click(dialog.move_button)
    assert dialog.notice.text() == "Lê Văn Chuyển đang ở đó. Hãy chọn nơi khác."
    assert dialog.isVisible()
    assert dialog.unit_box.hasFocus()


def test_somebody_is_assessed_elsewhere_this_year_only(commune: Driver) -> None:
    screen = commune.go("people", PeopleScreen)
    dialog = ask(commune, screen)
    dialog.year_choice.click()
    choose(dialog, CAM_BAO)
    commune.click(dialog.move_button)
    assert screen.notice.text() == f"Lê Văn Chuyển được đánh giá năm {YEAR} tại {CAM_BAO}."
    session = commune.window.workspace.session
    with session.database.reading() as reading:
        (person,) = reading.people.search("")
        assert reading.people.links.assessing_unit(person.id, YEAR) is not None


def test_nobody_chosen_says_what_to_do_and_escape_changes_nothing(commune: Driver) -> None:
    screen = commune.go("people", PeopleScreen)
    screen.table.clearSelection()
    screen.table.setCurrentIndex(screen.model.index(-1, -1))
    commune.click(screen.move_button)
    assert "chọn một người" in screen.notice.text()
    dialog = ask(commune, screen)
    closed: list[int] = []
    dialog.finished.connect(closed.append)
    commune.press(Qt.Key.Key_Escape, dialog)
    assert closed == [MoveDialog.DialogCode.Rejected.value]


def test_a_village_says_only_where_somebody_is_assessed(
    offices: Offices, opened: Callable[[Office], Driver]
) -> None:
    with offices.villages[0].open() as session:
        give_points(session, add_person(session, "Lê Văn Đã Chấm"), ["8"])
        add_person(session, "Trần Thị Giáo")
    driver = opened(offices.villages[0])
    screen = driver.go("people", PeopleScreen)
    dialog = ask(driver, screen)
    assert not dialog.home_choice.isVisible()
    choose(dialog, CAM_BAO)
    driver.click(dialog.move_button)
    assert "cán bộ xã" in dialog.notice.text()  # points were begun here already
    driver.click(dialog.cancel_button)
    screen.table.choose_row(1)
    driver.click(screen.move_button)
    assert screen.dialog is not None
    choose(screen.dialog, CAM_BAO)
    driver.click(screen.dialog.move_button)
    assert "Trần Thị Giáo được đánh giá" in screen.notice.text()
