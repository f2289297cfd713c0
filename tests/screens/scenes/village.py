"""A village's screens in the states that are not the usual one."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from tests.builders.offices import NGOC_BAN, YEAR
from tests.builders.spreadsheets import write_xlsx
from tests.builders.ui import Driver
from tests.screens.stage import Scene, Stage
from tests.screens.years import LONGEST_NAME
from vanhoa_desktop.domain.enums import ActKind, Assessor
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.services.appraisal.workflow import WorkflowService
from vanhoa_desktop.services.people.person_entry import PersonService
from vanhoa_desktop.services.review.undo import UndoService
from vanhoa_desktop.ui.exchange.unit_exchange_screen import UnitExchangeScreen
from vanhoa_desktop.ui.people.people_screen import PeopleScreen
from vanhoa_desktop.ui.received.received_screen import ReceivedScreen
from vanhoa_desktop.ui.registration.registration_screen import RegistrationScreen
from vanhoa_desktop.ui.scoring.scoring_screen import ScoringScreen

_ROSTER = (
    ("STT", "Họ và tên", "Ngày sinh", "Giới tính", "Số CCCD", "Nhóm đối tượng"),
    (1, "VŨ THỊ MỚI", "12/03/1970", "Nữ", 38170001234, "Người dân"),
    (2, "Lê Văn Sai", "31/02/1990", "Nam", "", ""),
    (3, "", "1988", "Nam", "", ""),
    (4, "Đỗ Thị Lạ", "1992", "Không rõ", "12345", "Nhóm khác"),
    (5, LONGEST_NAME, "1961", "Nữ", "038161000111", "Người dân"),
)


def _village(stage: Stage) -> Driver:
    return stage.open(stage.running().villages[0])


def _nobody_in(screen_id: str, stage: Stage) -> QWidget:
    driver = stage.open(stage.founded().villages[0])
    driver.workbench.show_screen(screen_id)
    driver.rest()
    return driver.window


def _no_year(screen_id: str, stage: Stage) -> QWidget:
    driver = _village(stage)
    driver.window.workspace.choose_year(None)
    driver.workbench.show_screen(screen_id)
    driver.rest()
    return driver.window


def _earlier_year(stage: Stage) -> QWidget:
    driver = _village(stage)
    driver.window.workspace.hold_years((YEAR, YEAR + 1))
    driver.rest()
    return driver.window


def _nobody_found(stage: Stage) -> QWidget:
    driver = _village(stage)
    screen = driver.go("people", PeopleScreen)
    driver.write(screen.search_field, "nguyen van khong co")
    driver.bot.waitUntil(lambda: screen.panel.state == "empty")
    return driver.window


def _reading(stage: Stage) -> QWidget:
    driver = _village(stage)
    screen = driver.go("people", PeopleScreen)
    stage.keep_reading(driver)
    screen.read_again()
    driver.bot.waitUntil(lambda: screen.panel.state == "loading")
    return driver.window


def _busy(stage: Stage) -> QWidget:
    driver = _village(stage)
    driver.go("people", PeopleScreen)
    stage.keep_busy(driver, "Đang nhập danh sách…", 340, 1000)
    driver.bot.waitUntil(lambda: driver.workbench.progress.value() == 340)
    return driver.window


def _rehearsed(stage: Stage) -> QWidget:
    driver = _village(stage)
    screen = driver.go("people", PeopleScreen)
    driver.ask.give(write_xlsx(stage.folder / "Danh sách nhân khẩu thôn Ngọc Bản.xlsx", _ROSTER))
    driver.click(screen.import_button)
    return driver.window


def _asked(stage: Stage) -> QWidget:
    """Several questions are open, of the first of which there are several answers."""
    office = stage.founded().villages[0]
    with office.open() as session:
        for birth in ("5/3/1961", "7/8/1962"):
            PersonService(session).add({"full_name": LONGEST_NAME, "birth": birth}, NGOC_BAN)
    driver = stage.open(office)
    screen = driver.go("people", PeopleScreen)
    rows = [("STT", "Họ và tên", "Năm sinh"), (1, LONGEST_NAME, ""), (2, LONGEST_NAME, "")]
    driver.ask.give(write_xlsx(stage.folder / "Danh sách.xlsx", rows))
    driver.click(screen.import_button)
    assert screen.import_panel.answer_bar.all_button.isVisible()
    return driver.window


def _corrected(stage: Stage) -> QWidget:
    """A list says a name otherwise, and the officer takes it from there."""
    office = stage.founded().villages[0]
    with office.open() as session:
        PersonService(session).add({"full_name": LONGEST_NAME, "birth": "5/3/1961"}, NGOC_BAN)
    driver = stage.open(office)
    screen = driver.go("people", PeopleScreen)
    rows = [("STT", "Họ và tên", "Ngày sinh"), (1, f"{LONGEST_NAME}n", "5/3/1961")]
    driver.ask.give(write_xlsx(stage.folder / "Danh sách.xlsx", rows))
    driver.click(screen.import_button)
    panel = screen.import_panel
    panel.answer_bar.choice_box.setCurrentIndex(1)
    driver.press(Qt.Key.Key_1, panel.table)
    return driver.window


def _import_refused(stage: Stage) -> QWidget:
    driver = _village(stage)
    screen = driver.go("people", PeopleScreen)
    table = stage.folder / "Công văn.xlsx"
    table.write_bytes(b"not a workbook")
    driver.ask.give(table)
    driver.click(screen.import_button)
    return driver.window


def _registered(stage: Stage) -> QWidget:
    driver = _village(stage)
    screen = driver.go("registration", RegistrationScreen)
    driver.click(screen.all_button)
    driver.click(screen.use_box)
    driver.click(screen.register_button)
    return driver.window


def _registered_one(stage: Stage) -> QWidget:
    """And withdrawn again, with the undo named."""
    driver = _village(stage)
    screen = driver.go("registration", RegistrationScreen)
    names = [row.person.full_name for row in screen.model.rows]
    screen.table.choose_row(names.index(LONGEST_NAME))
    driver.click(screen.register_button)
    driver.click(screen.withdraw_button)
    return driver.window


def _scoring(stage: Stage, row: int) -> tuple[Driver, ScoringScreen]:
    driver = _village(stage)
    screen = driver.go("scoring", ScoringScreen)
    screen.table.choose_row(row)
    driver.rest()
    return driver, screen


def _passed(stage: Stage) -> QWidget:
    driver, screen = _scoring(stage, 0)
    screen.sheet_panel.focus_first()
    return driver.window


def _not_passed(stage: Stage) -> QWidget:
    return _scoring(stage, 1)[0].window


def _points_refused(stage: Stage) -> QWidget:
    driver, screen = _scoring(stage, 2)
    field = screen.sheet_panel.fields[(Assessor.VILLAGE, "CS4")]
    field.setFocus()
    QTest.keyClicks(field, "11")
    driver.press(Qt.Key.Key_Return, field)
    return driver.window


def _closed(stage: Stage) -> QWidget:
    driver, _ = _scoring(stage, 0)
    WorkflowService(driver.window.workspace.session).submit(YEAR)
    driver.rest()
    return driver.window


def _sent(stage: Stage) -> QWidget:
    driver = _village(stage)
    screen = driver.go("unit-exchange", UnitExchangeScreen)
    driver.ask.give(stage.folder / "Thôn Ngọc Bản gui xa.vhb")
    driver.click(screen.submit_button)
    return driver.window


def _taken_back(stage: Stage) -> QWidget:
    """The commune undid the file in which somebody was sent who was added here."""
    offices = stage.founded()
    village, commune = offices.villages[0], offices.commune
    with village.open() as session:
        PersonService(session).add({"full_name": LONGEST_NAME, "birth": "5/3/1961"}, NGOC_BAN)
    commune.merge(village.export(stage.folder / "len.vhb"))
    with commune.open() as session:
        service = UndoService(session)
        service.undo(ActKind.BUNDLE, service.acts()[0].id)
    village.merge(commune.export(stage.folder / "xuong.vhb", NGOC_BAN))
    driver = stage.open(village)
    screen = driver.go("received", ReceivedScreen)
    screen.table.choose_row([row.what for row in screen.model.rows].index("Thêm người"))
    return driver.window


def _recognised(stage: Stage) -> QWidget:
    return stage.open(stage.ended().villages[0]).window


def _unreadable(stage: Stage) -> QWidget:
    driver = _village(stage)
    screen = driver.go("people", PeopleScreen)
    screen.panel.show_refused(VanHoaError(ErrorCode.STORE_DAMAGED, detail="trang 12"), lambda: None)
    return driver.window


def village_scenes() -> list[Scene]:
    """All scenes of a village but the usual ones."""
    empty = ("home", "people", "registration", "scoring", "results", "unit-exchange", "conflicts")
    yearless = ("home", "registration", "scoring", "results", "unit-exchange")
    return [
        *(Scene(f"thon-trong-{name}", partial(_nobody_in, name)) for name in empty),
        *(Scene(f"thon-chua-mo-nam-{name}", partial(_no_year, name)) for name in yearless),
        Scene("thon-nam-truoc", _earlier_year),
        Scene("thon-people-khong-thay", _nobody_found),
        Scene("thon-people-dang-doc", _reading),
        Scene("thon-people-dang-nhap", _busy),
        Scene("thon-people-xem-truoc", _rehearsed),
        Scene("thon-people-hoi-nhieu", _asked),
        Scene("thon-people-tep-la", _import_refused),
        Scene("thon-people-sua-theo-bang", _corrected),
        Scene("thon-people-khong-doc-duoc", _unreadable),
        Scene("thon-registration-xong", _registered),
        Scene("thon-registration-rut", _registered_one),
        Scene("thon-scoring-dat", _passed),
        Scene("thon-scoring-chua-dat", _not_passed),
        Scene("thon-scoring-diem-sai", _points_refused),
        Scene("thon-scoring-da-gui", _closed),
        Scene("thon-unit-exchange-da-gui", _sent),
        Scene("thon-received-xa-hoan-tac", _taken_back),
        Scene("thon-home-cuoi-nam", _recognised),
    ]
