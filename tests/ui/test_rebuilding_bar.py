"""An office that went back, in its window: whom it awaits and what to do, before any file came."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.builders.exchanging import look_at
from tests.builders.offices import CAM_BAO, NGOC_BAN, Office, Offices, add_person
from tests.builders.rebuilding import rebuilt_from_backup, rebuilt_without_backup
from tests.builders.ui import Driver
from vanhoa_desktop.services.exchange.exporting import ExportService, ExportWish
from vanhoa_desktop.services.setup.cycles import CycleService
from vanhoa_desktop.ui.devices.devices_screen import DevicesScreen
from vanhoa_desktop.ui.exchange.commune_exchange_screen import CommuneExchangeScreen
from vanhoa_desktop.ui.exchange.unit_exchange_screen import UnitExchangeScreen
from vanhoa_desktop.ui.home.home_screen import HomeScreen
from vanhoa_desktop.ui.papers.papers_screen import PapersScreen

Open = Callable[[Office], Driver]


def plain(text: str) -> str:
    """A text without the marks where a line may break."""
    return text.replace("\u200b", "")


def test_the_first_screen_names_who_is_awaited_and_saves_what_asks_them_in_one_go(
    offices: Offices, opened: Open, tmp_path: Path
) -> None:
    with offices.villages[0].open() as session:
        add_person(session, "Lê Thị Mai")
    driver = opened(rebuilt_without_backup(offices, tmp_path))
    home = driver.go("home", HomeScreen)
    said = plain(home.rebuilding_bar.notice.text())
    assert "không có bản sao lưu" in said
    assert f"còn chờ 2 nơi gửi lại số liệu: {CAM_BAO}, {NGOC_BAN}." in said
    assert "đừng thêm thôn" in said
    # Nothing sends anybody to open the year or to write the villages down anew.
    assert not home.notice.isVisible()
    assert home.doors["commune-exchange"].property("role") == "next-door"
    devices = driver.go("devices", DevicesScreen)
    assert plain(devices.rebuilding_bar.notice.text()) == said
    papers = driver.go("papers", PapersScreen)
    assert "mở năm" not in papers.panel.notice_label.text().lower()
    driver.click(papers.panel.notice_button)
    screen = driver.workbench.screen_shown
    assert isinstance(screen, CommuneExchangeScreen)
    short = f"Còn chờ 2 nơi gửi lại số liệu: {CAM_BAO}, {NGOC_BAN}."
    assert plain(screen.rebuilding_bar.notice.text()) == short
    assert screen.rebuilding_bar.button.text() == "Lưu tệp hỏi lại cho 2 nơi…"
    assert "mở năm" not in screen.panel.notice_label.text()
    folder = tmp_path / "usb"
    folder.mkdir()
    driver.ask.give(folder)
    driver.click(screen.rebuilding_bar.button)
    files = sorted(folder.iterdir())
    assert [file.name.startswith("Xã hỏi lại - Thôn") for file in files] == [True, True]
    assert "Đã lưu 2 tệp" in plain(screen.rebuilding_bar.said.text())
    answers = []
    for village, file in zip((offices.villages[1], offices.villages[0]), files, strict=True):
        assert village.merge(file).refused == []
        answers.append(village.export(tmp_path / f"tra loi {village.name}.vhb"))
    look_at(driver, screen, *answers)
    driver.click(screen.receive_panel.take_button)
    driver.click(screen.receive_panel.done_button)
    assert "đã gửi lại đủ" in plain(screen.rebuilding_bar.notice.text())
    assert not screen.rebuilding_bar.button.isVisible()
    home = driver.go("home", HomeScreen)
    said = plain(home.rebuilding_bar.notice.text())
    assert "đã có lại đủ" in said
    assert "chưa gửi nơi nào" in said
    assert home.rebuilding_bar.button.text() == "Đã đọc, không nhắc nữa"
    driver.click(home.rebuilding_bar.button)
    assert not home.rebuilding_bar.isVisible()
    assert not driver.go("commune-exchange", CommuneExchangeScreen).rebuilding_bar.isVisible()


def test_an_office_that_never_went_back_and_a_village_are_told_nothing(
    offices: Offices, opened: Open
) -> None:
    for office in (offices.commune, offices.villages[0]):
        home = opened(office).go("home", HomeScreen)
        assert not home.rebuilding_bar.isVisible()


def test_taking_in_a_file_tells_that_the_folder_was_put_back(
    offices: Offices, opened: Open, tmp_path: Path
) -> None:
    commune, village = offices.commune, offices.villages[0]
    older = tmp_path / "cu"
    shutil.copytree(commune.paths.root, older)
    with commune.open() as session:
        CycleService(session).open(2031)
    village.merge(commune.export(tmp_path / "xa.vhb", village.name))
    up = village.export(tmp_path / "len.vhb")
    shutil.rmtree(commune.paths.root)
    shutil.copytree(older, commune.paths.root)
    driver = opened(commune)
    screen = driver.go("commune-exchange", CommuneExchangeScreen)
    assert not screen.rebuilding_bar.isVisible()
    look_at(driver, screen, up)
    driver.click(screen.receive_panel.take_button)
    assert "cũ hơn những gì xã đã gửi đi" in plain(screen.receive_panel.notice.text())
    driver.click(screen.receive_panel.done_button)
    assert plain(screen.rebuilding_bar.notice.text()).startswith("Còn chờ 2 nơi gửi lại số liệu")
    home = driver.go("home", HomeScreen)
    assert "bản chép cũ đè lên; còn chờ" in plain(home.rebuilding_bar.notice.text())


def test_a_laptop_of_a_unit_without_a_name_is_listed_by_its_officer(
    offices: Offices, opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its unit is younger than the recovery file, or the file is of an older program."""
    monkeypatch.setattr(
        "vanhoa_desktop.services.safekeeping.recovery.unit_names", lambda _reading: {}
    )
    driver = opened(rebuilt_without_backup(offices, tmp_path))
    screen = driver.go("devices", DevicesScreen)
    laptops = [row for row in screen.device_model.rows if not row.device.unit_name]
    assert len(laptops) == len(offices.villages)
    for row in laptops:
        end = row.device.fingerprint[-6:]
        assert row.name == row.owner == f"máy của {row.device.officer} (mã …{end})"


def test_an_answer_that_brings_nothing_new_is_taken_in_and_ends_the_waiting(
    offices: Offices, opened: Open, tmp_path: Path
) -> None:
    """The backup had everything of the village: what it sends is known, that it answered is not."""
    with offices.villages[0].open() as session:
        add_person(session, "Lê Thị Mai")
    office = rebuilt_from_backup(offices, tmp_path)
    asks = office.export(tmp_path / "hoi.vhb", NGOC_BAN)
    village = opened(offices.villages[0])
    unit_screen = village.go("unit-exchange", UnitExchangeScreen)
    look_at(village, unit_screen, asks)
    said = plain(unit_screen.receive_panel.story_label.text())
    assert "hỏi lại mọi số liệu" in said
    assert "hãy lưu một tệp gửi xã" in said
    village.click(unit_screen.receive_panel.take_button)
    assert "hãy lưu một tệp gửi xã" in plain(unit_screen.receive_panel.story_label.text())
    answer = tmp_path / "tra loi.vhb"
    ExportService(village.window.workspace.session).export(ExportWish(answer))
    driver = opened(office)
    screen = driver.go("commune-exchange", CommuneExchangeScreen)
    assert plain(screen.rebuilding_bar.notice.text()) == (
        f"Còn chờ 2 nơi gửi lại số liệu: {CAM_BAO}, {NGOC_BAN}."
    )
    look_at(driver, screen, answer)
    assert screen.receive_panel.take_button.text() == "Nhận 1 tệp"
    assert "trả lời máy xã vừa khôi phục" in plain(screen.receive_panel.story_label.text())
    driver.click(screen.receive_panel.take_button)
    driver.click(screen.receive_panel.done_button)
    assert plain(screen.rebuilding_bar.notice.text()) == (
        f"Còn chờ 1 nơi gửi lại số liệu: {CAM_BAO}."
    )
