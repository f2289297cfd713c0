"""Files looked at and taken in, receipts, figures that do not agree, laptops replaced."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from tests.builders.disputes import dispute, late_edit, tell_village
from tests.builders.exchanging import look_at, take_in
from tests.builders.offices import NGOC_BAN, YEAR, Office, Offices, add_person
from tests.builders.ui import Driver
from tests.screens.stage import Scene, Stage
from vanhoa_desktop.services.appraisal.workflow import WorkflowService
from vanhoa_desktop.ui.conflicts.conflicts_screen import ConflictsScreen
from vanhoa_desktop.ui.devices.devices_screen import DevicesScreen
from vanhoa_desktop.ui.exchange.commune_exchange_screen import CommuneExchangeScreen
from vanhoa_desktop.ui.exchange.unit_exchange_screen import UnitExchangeScreen
from vanhoa_desktop.ui.receipts.receipt_screen import ReceiptScreen
from vanhoa_desktop.ui.received.received_screen import ReceivedScreen


def _early(offices: Offices, village: Office, folder: Path) -> Path:
    """A file of a village that builds on one which never came."""
    behind = offices.copy(folder / "elsewhere").commune
    with village.open() as session:
        add_person(session, "Hà Thị Trước")
    behind.merge(village.export(folder / "truoc.vhb"))
    village.merge(behind.export(folder / "tra-loi.vhb", village.name))
    with village.open() as session:
        add_person(session, "Hà Thị Sau")
    return village.export(folder / f"Gửi xã - {village.name} - 25-11-2026.vhb")


def _looked(stage: Stage) -> tuple[Driver, CommuneExchangeScreen]:
    offices = stage.running()
    busy, ready = offices.villages
    with busy.open() as session:
        WorkflowService(session).submit(YEAR)
    good = busy.export(stage.folder / "Gửi xã - Thôn Ngọc Bản - 24-11-2026.vhb")
    damaged = stage.folder / "Gửi xã - Thôn Ngọc Bản - 25-11-2026.vhb"
    damaged.write_bytes(good.read_bytes()[:-7])
    named = Office(ready.paths, _unit_name_of(offices, 1))
    early = _early(offices, named, stage.folder)
    driver = stage.open(offices.commune)
    screen = driver.go("commune-exchange", CommuneExchangeScreen)
    look_at(driver, screen, good, early, damaged, stage.years.sent)
    return driver, screen


def _unit_name_of(offices: Offices, number: int) -> str:
    """The unit name of a village, as it knows itself."""
    with offices.villages[number].open() as session:
        return session.identity.unit_name


def _preview(stage: Stage) -> QWidget:
    return _looked(stage)[0].window


def _preview_refused(stage: Stage) -> QWidget:
    driver, screen = _looked(stage)
    screen.receive_panel.table.choose_row(3)
    return driver.window


def _taken(stage: Stage) -> QWidget:
    driver, screen = _looked(stage)
    driver.click(screen.receive_panel.take_button)
    return driver.window


def _received(stage: Stage) -> QWidget:
    driver, screen = _looked(stage)
    driver.click(screen.receive_panel.take_button)
    received = driver.go("received", ReceivedScreen)
    received.table.choose_row(1)
    driver.click(received.undo_button)
    received.table.setFocus()
    return driver.window


def _disputed(side: str, stage: Stage) -> QWidget:
    offices = stage.founded()
    late_edit(offices, stage.folder)
    dispute(offices, stage.folder, "Công Tằng Tôn Nữ Thị Nguyệt Thanh Huyền")
    tell_village(offices, stage.folder)
    office = offices.commune if side == "xa" else offices.villages[0]
    driver = stage.open(office)
    screen = driver.go("conflicts", ConflictsScreen)
    labels = [item.field_label for item in screen.model.rows if item.is_contradiction]
    everything = [item.field_label for item in screen.model.rows]
    screen.table.choose_row(everything.index(labels[-1]))
    driver.rest()
    return driver.window


def _late(stage: Stage) -> QWidget:
    offices = stage.founded()
    late_edit(offices, stage.folder)
    driver = stage.open(offices.commune)
    driver.go("conflicts", ConflictsScreen)
    return driver.window


def _receipt(stage: Stage) -> QWidget:
    offices = stage.running()
    village = offices.villages[1]
    with offices.commune.open() as session:
        found = WorkflowService(session)
        with session.database.reading() as reading:
            sheets = reading.assessments.assessments(YEAR)
        sent = [sheet.person for sheet in sheets if sheet.status.value == "received"]
        found.return_sheets(YEAR, "Thiếu minh chứng chỉ số 6", people=sent[:3])
        found.appraise(YEAR, people=sent[3:10])
    name = _unit_name_of(offices, 1)
    village.merge(offices.commune.export(stage.folder / "xuong.vhb", name))
    driver = stage.open(village)
    screen = driver.go("receipt", ReceiptScreen)
    returned = [number for number, item in enumerate(screen.model.rows) if item.return_reason]
    screen.table.choose_row(returned[0])
    return driver.window


def _unit_taken(stage: Stage) -> QWidget:
    offices = stage.running()
    village = offices.villages[1]
    name = _unit_name_of(offices, 1)
    down = offices.commune.export(stage.folder / f"Kết quả - {name} - 25-11-2026.vhb", name)
    driver = stage.open(village)
    screen = driver.go("unit-exchange", UnitExchangeScreen)
    take_in(driver, screen, down)
    return driver.window


def _unit_preview(stage: Stage) -> QWidget:
    offices = stage.running()
    name = _unit_name_of(offices, 1)
    down = offices.commune.export(stage.folder / f"Kết quả - {name} - 25-11-2026.vhb", name)
    driver = stage.open(offices.villages[1])
    screen = driver.go("unit-exchange", UnitExchangeScreen)
    look_at(driver, screen, down)
    return driver.window


def _replacing(stage: Stage) -> QWidget:
    driver = stage.open(stage.running().commune)
    screen = driver.go("devices", DevicesScreen)
    names = [row.device.unit_name for row in screen.device_model.rows]
    screen.device_table.choose_row(names.index(NGOC_BAN) if NGOC_BAN in names else 1)
    driver.click(screen.end_button)
    dialog = screen.end_dialog
    assert dialog is not None
    driver.click(dialog.replaced_button)
    return dialog


def _refusing(stage: Stage) -> QWidget:
    driver = stage.open(stage.running().commune)
    screen = driver.go("devices", DevicesScreen)
    driver.ask.give(stage.years.request)
    driver.click(screen.approve_button)
    assert screen.dialog is not None
    driver.click(screen.dialog.refuse_button)
    assert screen.dialog.reason_dialog is not None
    return screen.dialog.reason_dialog


def exchange_scenes() -> list[Scene]:
    """All scenes of files, receipts, disputes and laptops that are turned down or replaced."""
    return [
        Scene("xa-nhan-tep-xem-truoc", _preview),
        Scene("xa-nhan-tep-bi-tu-choi", _preview_refused),
        Scene("xa-nhan-tep-ket-qua", _taken),
        Scene("xa-received-dang-cho", _received),
        Scene("xa-conflicts-hai-gia-tri", partial(_disputed, "xa")),
        Scene("thon-conflicts-xa-quyet-dinh", partial(_disputed, "thon")),
        Scene("xa-conflicts-sua-muon", _late),
        Scene("thon-receipt-co-phieu-tra-lai", _receipt),
        Scene("thon-unit-exchange-da-nhan", _unit_taken),
        Scene("thon-nhan-tep-xem-truoc", _unit_preview),
        Scene("xa-ngung-may-thay", _replacing),
        Scene("xa-tu-choi-may", _refusing),
    ]
