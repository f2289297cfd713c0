"""First start, passphrase and enrolment."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.builders.offices import PASSPHRASE, Office, Offices
from tests.builders.ui import Driver
from vanhoa_desktop.domain.enums import UnitKind
from vanhoa_desktop.ui.enrolment.enrolment_screen import EnrolmentScreen
from vanhoa_desktop.ui.first_start.first_start_screen import FirstStartScreen
from vanhoa_desktop.ui.first_start.state import FirstStartState
from vanhoa_desktop.ui.shell.workbench import Workbench
from vanhoa_desktop.ui.style.sizes import LARGEST_TEXT_PX, TEXT_CHOICES_PX
from vanhoa_desktop.ui.unlock.unlock_screen import UnlockScreen


@pytest.fixture
def new_machine(qtbot: QtBot, tmp_path: Path) -> Iterator[Callable[[str], Driver]]:
    drivers: list[Driver] = []

    def start(name: str) -> Driver:
        drivers.append(Driver(qtbot, tmp_path / name))
        drivers[-1].start()
        return drivers[-1]

    yield start
    for driver in drivers:
        driver.close()


def first_screen(driver: Driver) -> FirstStartScreen:
    page = driver.window.page
    assert isinstance(page, FirstStartScreen)
    return page


def fill(driver: Driver, kind: UnitKind, unit: str) -> FirstStartScreen:
    """Fill in the first start by keys."""
    first = first_screen(driver)
    driver.click(first.role_buttons[kind])
    driver.write(first.unit_field, unit)
    driver.write(first.officer_field, "Le Thi Thu")
    driver.write(first.passphrase_field, "lua chin do")
    driver.write(first.repeated_field, "lua chin do")
    return first


def test_a_commune_starts_with_five_answers_and_is_told_to_open_its_year(
    new_machine: Callable[[str], Driver],
) -> None:
    driver = new_machine("commune")
    first = fill(driver, UnitKind.COMMUNE, "Xa Van Hoa")
    assert first.missing_label.text() == ""
    driver.click(first.start_button)
    assert driver.workbench.news_label.text() == ""
    assert driver.window.workspace.session.identity.is_commune


def test_a_village_is_led_to_its_enrolment_and_shown_its_number(
    new_machine: Callable[[str], Driver], tmp_path: Path
) -> None:
    driver = new_machine("village")
    driver.click(fill(driver, UnitKind.VILLAGE, "Thon Moi").start_button)
    page = driver.window.page
    assert isinstance(page, EnrolmentScreen)
    assert len(page.fingerprint_label.text().replace(" ", "")) == 24
    driver.ask.give(tmp_path / "xin.vhr")
    driver.click(page.request_button)
    assert (tmp_path / "xin.vhr").is_file()
    assert "Đã lưu xin.vhr" in page.notice.text()
    driver.click(page.accept_button)
    assert "gõ mã đối chiếu" in page.notice.text()
    page.fingerprint_field.setText("1" * 24)
    driver.ask.give(tmp_path / "xin.vhr")
    driver.click(page.accept_button)
    assert page.notice.text()
    assert isinstance(driver.window.page, EnrolmentScreen)


def test_the_size_of_letters_is_chosen_first_and_kept(
    new_machine: Callable[[str], Driver], tmp_path: Path
) -> None:
    driver = new_machine("sizes")
    before = driver.window.workspace.appearance.choice.text_px
    driver.press(Qt.Key.Key_Plus, driver.window, Qt.KeyboardModifier.ControlModifier)
    assert driver.window.workspace.appearance.choice.text_px > before
    driver.press(Qt.Key.Key_Minus, driver.window, Qt.KeyboardModifier.ControlModifier)
    assert driver.window.workspace.appearance.choice.text_px == before
    assert (tmp_path / "sizes" / "look.json").is_file()


def test_a_wrong_passphrase_is_told_and_the_right_one_opens(qtbot: QtBot, offices: Offices) -> None:
    office: Office = offices.villages[0]
    driver = Driver(qtbot, office.paths.root)
    driver.start()
    page = driver.window.page
    assert isinstance(page, UnlockScreen)
    driver.write(page.passphrase_field, "wrong one")
    driver.press(Qt.Key.Key_Return, page.passphrase_field)
    assert "Mật khẩu" in page.notice.text()
    page.passphrase_field.setText(PASSPHRASE)
    driver.click(page.show_box)
    driver.click(page.open_button)
    assert isinstance(driver.window.page, Workbench)
    driver.close()


def test_a_second_window_says_that_the_store_is_open_elsewhere(
    qtbot: QtBot, offices: Offices
) -> None:
    with offices.villages[0].open():
        driver = Driver(qtbot, offices.villages[0].paths.root)
        driver.start(PASSPHRASE)
        page = driver.window.page
        assert isinstance(page, UnlockScreen)
        assert "cửa sổ khác" in page.notice.text()
        driver.close()


@pytest.mark.parametrize(
    ("state", "missing"),
    [
        (FirstStartState(), "tên thôn"),
        (FirstStartState(role=UnitKind.COMMUNE), "tên xã"),
        (FirstStartState(unit_name="x"), "họ và tên"),
        (FirstStartState(unit_name="x", officer="y", passphrase="short"), "ít nhất 8"),
        (FirstStartState(unit_name="x", officer="y", passphrase="long enough"), "giống nhau"),
    ],
)
def test_a_first_start_says_what_comes_next(state: FirstStartState, missing: str) -> None:
    assert missing in state.missing
    assert state.unit_label


@pytest.mark.parametrize("text_px", [TEXT_CHOICES_PX[0], LARGEST_TEXT_PX])
def test_at_a_first_start_enter_leads_on_and_button_and_reason_are_in_view(
    new_machine: Callable[[str], Driver], text_px: int
) -> None:
    """With large letters neither was in sight, and Enter did nothing that could be seen."""
    driver = new_machine("village")
    driver.window.workspace.appearance.choose_text_px(text_px)
    driver.rest()
    first = first_screen(driver)
    for shown in (first.start_button, first.missing_label):
        assert shown.visibleRegion().boundingRect().size() == shown.size()
    assert first.missing_label.text() == "Hãy ghi tên thôn, đơn vị."
    driver.write(first.unit_field, "Thon Moi")
    driver.press(Qt.Key.Key_Return)
    assert first.officer_field.hasFocus()
    driver.write(first.officer_field, "Le Thi Thu")
    driver.press(Qt.Key.Key_Return)
    assert first.passphrase_field.hasFocus()
    driver.write(first.passphrase_field, "12345678")
    driver.press(Qt.Key.Key_Return)
    assert first.repeated_field.hasFocus()
    driver.write(first.repeated_field, "1234567")
    driver.press(Qt.Key.Key_Return)
    assert first.repeated_field.hasFocus()
    assert first.missing_label.text() == "Hai lần gõ mật khẩu chưa giống nhau."
    assert not first.notice.isVisible()
    driver.write(first.repeated_field, "12345678")
    driver.press(Qt.Key.Key_Return)
    # Refused: told above the button, and the keyboard is where another one is typed.
    assert "ai cũng đoán được" in first.notice.text()
    assert first.missing_label.text() == ""
    assert first.passphrase_field.hasFocus()
    for seen in (first.start_button, first.notice, first.passphrase_field):
        assert seen.visibleRegion().boundingRect().size() == seen.size()


def test_a_second_start_says_that_it_is_open_already_before_it_asks_for_a_passphrase(
    qtbot: QtBot, offices: Offices
) -> None:
    with offices.villages[0].open():
        driver = Driver(qtbot, offices.villages[0].paths.root)
        driver.start()
        page = driver.window.page
        assert isinstance(page, UnlockScreen)
        assert "cửa sổ khác" in page.notice.text()
        driver.close()
    driver = Driver(qtbot, offices.villages[0].paths.root)
    driver.start()
    page = driver.window.page
    assert isinstance(page, UnlockScreen)
    assert not page.notice.isVisible()
    driver.close()
