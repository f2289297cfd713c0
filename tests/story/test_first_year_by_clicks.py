"""First start, enrolment, scoring, bundle and merge by keys and clicks alone."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.builders.exchanging import take_in
from tests.builders.spreadsheets import write_xlsx
from tests.builders.ui import Driver
from vanhoa_desktop.domain.enums import UnitKind
from vanhoa_desktop.services.office.integrity import IntegrityService
from vanhoa_desktop.ui.devices.devices_screen import DevicesScreen
from vanhoa_desktop.ui.enrolment.enrolment_screen import EnrolmentScreen
from vanhoa_desktop.ui.exchange.commune_exchange_screen import CommuneExchangeScreen
from vanhoa_desktop.ui.exchange.unit_exchange_screen import UnitExchangeScreen
from vanhoa_desktop.ui.first_start.first_start_screen import FirstStartScreen
from vanhoa_desktop.ui.papers.papers_screen import PapersScreen
from vanhoa_desktop.ui.people.people_screen import PeopleScreen
from vanhoa_desktop.ui.recognition.recognition_screen import RecognitionScreen
from vanhoa_desktop.ui.registration.registration_screen import RegistrationScreen
from vanhoa_desktop.ui.results.results_screen import ResultsScreen
from vanhoa_desktop.ui.scoring.scoring_screen import ScoringScreen

VILLAGE = "Thon Ngoc Ban"
PEOPLE = (
    ("STT", "Họ và tên", "Năm sinh", "Giới tính"),
    (1, "Lê Văn Mẫu", 1961, "Nam"),
    (2, "Trần Thị Thử", 1965, "Nữ"),
)


@pytest.fixture
def machine(qtbot: QtBot, tmp_path: Path) -> Iterator[Callable[[str], Driver]]:
    drivers: list[Driver] = []

    def start(name: str) -> Driver:
        drivers.append(Driver(qtbot, tmp_path / name))
        drivers[-1].start()
        return drivers[-1]

    yield start
    for driver in drivers:
        driver.close()


def first_start(driver: Driver, kind: UnitKind, unit: str) -> None:
    first = driver.window.page
    assert isinstance(first, FirstStartScreen)
    driver.click(first.role_buttons[kind])
    for field, text in (
        (first.unit_field, unit),
        (first.officer_field, "Nguoi Dung Thu"),
        (first.passphrase_field, "lua chin do"),
        (first.repeated_field, "lua chin do"),
    ):
        driver.write(field, text)
    driver.press(Qt.Key.Key_Return, first.repeated_field)


def enrol(commune: Driver, village: Driver, folder: Path) -> None:
    devices = commune.go("devices", DevicesScreen)
    commune.click(devices.open_year_button)
    commune.write(devices.name_field, VILLAGE)
    commune.click(devices.add_button)
    waiting = village.window.page
    assert isinstance(waiting, EnrolmentScreen)
    village.ask.give(folder / "xin.vhr")
    village.click(waiting.request_button)
    commune.ask.give(folder / "xin.vhr")
    commune.click(devices.approve_button)
    dialog = devices.dialog
    assert dialog is not None
    commune.write(dialog.fingerprint_field, "1" * 24)
    commune.click(dialog.approve_button)
    assert "không" in dialog.notice.text()
    dialog.fingerprint_field.clear()
    commune.write(dialog.fingerprint_field, waiting.fingerprint_label.text())
    commune.ask.give(folder / "moi.vhi")
    commune.click(dialog.approve_button)
    assert "Đã chấp nhận" in devices.notice.text()
    village.write(waiting.fingerprint_field, devices.fingerprint_label.text())
    village.ask.give(folder / "moi.vhi")
    village.click(waiting.accept_button)


def score(village: Driver, folder: Path) -> None:
    people = village.go("people", PeopleScreen)
    village.ask.give(write_xlsx(folder / "danh-sach.xlsx", PEOPLE))
    village.click(people.panel.notice_button)
    village.click(people.import_panel.import_button)
    registration = village.go("registration", RegistrationScreen)
    village.click(registration.all_button)
    village.click(registration.use_box)
    village.click(registration.register_button)
    scoring = village.go("scoring", ScoringScreen)
    village.press(Qt.Key.Key_Return, scoring.table)
    for points in (*["9"] * 10, *["7,5"] * 10):
        QTest.keyClicks(village.focused, points)
        village.press(Qt.Key.Key_Return)
        if points == "9" and scoring.sheet_panel.total_label.text() == "Tổng: 90":
            village.press(Qt.Key.Key_PageDown)
    results = village.go("results", ResultsScreen)
    assert [row.outcome.value for row in results.model.rows] == ["passed", "not_passed"]


def test_a_commune_and_a_village_live_a_year_by_keys_and_clicks(
    machine: Callable[[str], Driver], tmp_path: Path
) -> None:
    commune, village = machine("commune"), machine("village")
    first_start(commune, UnitKind.COMMUNE, "Xa Van Hoa")
    first_start(village, UnitKind.VILLAGE, VILLAGE)
    enrol(commune, village, tmp_path)
    score(village, tmp_path)
    sending = village.go("unit-exchange", UnitExchangeScreen)
    village.ask.give(tmp_path / "len.vhb")
    village.click(sending.submit_button)
    taking = commune.go("commune-exchange", CommuneExchangeScreen)
    take_in(commune, taking, tmp_path / "len.vhb")
    deciding = commune.go("recognition", RecognitionScreen)
    commune.click(deciding.appraise_button)
    commune.write(deciding.number_field, "15/QD-UBND")
    commune.write(deciding.date_field, "05/12/2026")
    commune.click(deciding.recognise_button)
    papers = commune.go("papers", PapersScreen)
    commune.click(papers.certificates_button)
    assert papers.preview is not None
    assert papers.preview.pages == 1
    commune.click(papers.preview.close_button)
    taking = commune.go("commune-exchange", CommuneExchangeScreen)
    commune.ask.give(tmp_path / "xuong.vhb")
    commune.click(taking.send_button)
    sending = village.go("unit-exchange", UnitExchangeScreen)
    take_in(village, sending, tmp_path / "xuong.vhb")
    assert "1 người đã được công nhận" in sending.state_label.text()
    unit = village.window.workspace.session.require_unit()
    hashes = [
        IntegrityService(driver.window.workspace.session).state_hash(unit)
        for driver in (commune, village)
    ]
    assert hashes[0] == hashes[1]
