"""What was typed and is written nowhere is asked about before the window closes."""

from collections.abc import Callable
from pathlib import Path

from pytestqt.qtbot import QtBot

from tests.builders.disputes import dispute
from tests.builders.offices import Office, Offices
from tests.builders.ui import Driver
from vanhoa_desktop.domain.enums import UnitKind
from vanhoa_desktop.ui.conflicts.conflicts_screen import ConflictsScreen
from vanhoa_desktop.ui.devices.devices_screen import DevicesScreen
from vanhoa_desktop.ui.first_start.first_start_screen import FirstStartScreen
from vanhoa_desktop.ui.home.home_screen import HomeScreen
from vanhoa_desktop.ui.recognition.recognition_screen import RecognitionScreen

Open = Callable[[Office], Driver]


def asks(driver: Driver) -> str:
    """What is asked when the window is to be closed; it stays."""
    driver.ask.agrees = False
    before = len(driver.ask.asked)
    assert not driver.window.close()
    driver.ask.agrees = True
    (asked,) = driver.ask.asked[before:]
    return asked


def test_a_value_typed_for_a_disputed_figure_waits_for_its_figure_and_is_asked_about(
    offices: Offices, opened: Open, tmp_path: Path
) -> None:
    dispute(offices, tmp_path)
    driver = opened(offices.commune)
    screen = driver.go("conflicts", ConflictsScreen)
    labels = [conflict.field_label for conflict in screen.model.rows]
    figure = labels.index("Điểm chỉ số 6 (thôn chấm)")
    screen.table.choose_row(figure)
    driver.write(screen.detail.value_field, "99x")
    driver.click(screen.detail.type_button)
    screen.table.choose_row(1 - figure)
    assert screen.detail.value_field.text() == ""
    screen.table.choose_row(figure)
    assert screen.detail.value_field.text() == "99x"
    driver.go("home", HomeScreen)
    assert asks(driver).startswith("Đã gõ «99x» cho Lê Thị Khác – ")
    assert driver.workbench.screen_shown is screen
    screen.table.choose_row(figure)
    screen.detail.value_field.clear()
    driver.window.close()
    assert not driver.window.isVisible()


def test_day_and_signer_and_the_name_of_a_unit_are_asked_about_too(commune: Driver) -> None:
    screen = commune.go("recognition", RecognitionScreen)
    commune.write(screen.date_field, "1.12.26")
    commune.write(screen.signer_field, "Tran Thu")
    assert asks(commune).startswith("Đã gõ ngày 1.12.26, người ký Tran Thu mà chưa công nhận")
    screen.date_field.clear()
    screen.signer_field.clear()
    devices = commune.go("devices", DevicesScreen)
    commune.write(devices.name_field, "Thon Moi")
    assert asks(commune).startswith("Đã gõ «Thon Moi» mà chưa thêm vào xã.")


def test_names_typed_at_the_first_start_are_asked_about(qtbot: QtBot, tmp_path: Path) -> None:
    driver = Driver(qtbot, tmp_path / "new")
    driver.start()
    first = driver.window.page
    assert isinstance(first, FirstStartScreen)
    first.role_buttons[UnitKind.VILLAGE].setChecked(True)
    driver.write(first.unit_field, "Thon Thu")
    assert asks(driver) == "Đã gõ Thon Thu mà chưa bấm «Bắt đầu»: chưa có gì được tạo."
    driver.write(first.officer_field, "Nguyen Thu")
    driver.write(first.passphrase_field, "12345678")
    driver.write(first.repeated_field, "12345678")
    driver.click(first.start_button)
    assert first.notice.text().startswith("Mật khẩu")
    driver.write(first.passphrase_field, "9")
    assert not first.notice.text()
    driver.close()
