"""Before the workbench: first start, passphrase, enrolment."""

from PySide6.QtWidgets import QWidget

from tests.builders.ui import Driver
from tests.screens.stage import Scene, Stage
from tests.screens.years import LONGEST_VILLAGE
from vanhoa_desktop.domain.enums import UnitKind
from vanhoa_desktop.ui.enrolment.enrolment_screen import EnrolmentScreen
from vanhoa_desktop.ui.first_start.first_start_screen import FirstStartScreen
from vanhoa_desktop.ui.unlock.unlock_screen import UnlockScreen


def _first_start(stage: Stage) -> QWidget:
    return stage.start(stage.folder / "new").window


def _filled_in(stage: Stage, role: UnitKind, unit: str) -> tuple[Driver, FirstStartScreen]:
    driver = stage.start(stage.folder / "new")
    page = driver.window.page
    assert isinstance(page, FirstStartScreen)
    driver.click(page.role_buttons[role])
    page.unit_field.setText(unit)
    page.officer_field.setText("Đỗ Thị Thử")
    page.passphrase_field.setText("mật khẩu thử")
    page.repeated_field.setText("mật khẩu thử")
    return driver, page


def _first_start_filled_in(stage: Stage) -> QWidget:
    driver, _ = _filled_in(stage, UnitKind.COMMUNE, "Xã Vạn Hòa")
    return driver.window


def _unlock(stage: Stage) -> QWidget:
    return stage.start(stage.founded().villages[0].paths.root).window


def _unlock_refused(stage: Stage) -> QWidget:
    driver = stage.start(stage.founded().villages[0].paths.root)
    page = driver.window.page
    assert isinstance(page, UnlockScreen)
    driver.write(page.passphrase_field, "sai mat khau")
    driver.click(page.open_button)
    return driver.window


def _enrolment(stage: Stage) -> QWidget:
    driver, page = _filled_in(stage, UnitKind.VILLAGE, LONGEST_VILLAGE)
    driver.click(page.start_button)
    return driver.window


def _enrolment_refused(stage: Stage) -> QWidget:
    driver, first = _filled_in(stage, UnitKind.VILLAGE, "Thôn Mới")
    driver.click(first.start_button)
    page = driver.window.page
    assert isinstance(page, EnrolmentScreen)
    driver.ask.give(stage.folder / "xin-dang-ky.vhr")
    driver.click(page.request_button)
    page.fingerprint_field.setText("1" * 24)
    driver.ask.give(stage.folder / "xin-dang-ky.vhr")
    driver.click(page.accept_button)
    return driver.window


def gate_scenes() -> list[Scene]:
    """All scenes before the workbench."""
    return [
        Scene("khoi-dau", _first_start),
        Scene("khoi-dau-da-ghi", _first_start_filled_in),
        Scene("mat-khau", _unlock),
        Scene("mat-khau-sai", _unlock_refused),
        Scene("dang-ky-may", _enrolment),
        Scene("dang-ky-may-sai", _enrolment_refused),
    ]
