"""Laptops at the commune: refused, revoked, retired, and how old their news are."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from tests.builders.devices import AskingDevice, device_of, refusals, seen_by, write_person
from tests.builders.offices import COMMUNE, NGOC_BAN, PASSPHRASE, YEAR, Office, Offices, enrol
from tests.builders.rebuilding import rebuilt_without_backup
from tests.builders.ui import Driver
from vanhoa_desktop.domain.enums import DeviceStatus
from vanhoa_desktop.errors import ErrorCode
from vanhoa_desktop.paths import InstallationPaths
from vanhoa_desktop.services.devices.enrolment import EnrolmentService
from vanhoa_desktop.ui.devices.devices_screen import DevicesScreen
from vanhoa_desktop.ui.devices.end_device_dialog import EndDeviceDialog
from vanhoa_desktop.ui.devices.state import last_year_offered, opening_question
from vanhoa_desktop.ui.passphrase.passphrase_screen import PROTECTED, PassphraseScreen

Open = Callable[[Office], Driver]


def devices(driver: Driver) -> DevicesScreen:
    return driver.go("devices", DevicesScreen)


def choose(screen: DevicesScreen, unit_name: str) -> None:
    names = [row.device.unit_name for row in screen.device_model.rows]
    screen.device_table.choose_row(names.index(unit_name))


def end(driver: Driver, screen: DevicesScreen) -> EndDeviceDialog:
    driver.click(screen.end_button)
    assert screen.end_dialog is not None
    return screen.end_dialog


def test_each_code_says_who_reads_it_to_whom(offices: Offices, opened: Open) -> None:
    driver = opened(offices.commune)
    screen = devices(driver)
    choose(screen, NGOC_BAN)
    village_code = device_of(offices.villages[0]).fingerprint
    assert screen.about_label.text().endswith(f"Mã của máy thôn, thôn đọc cho xã: {village_code}")
    choose(screen, COMMUNE)
    own_code = device_of(offices.commune).fingerprint
    assert screen.about_label.text() == (
        f"Máy này. Mã riêng của máy này, không đọc cho thôn: {own_code}"
    )
    said = [one.text() for one in screen.findChildren(QLabel)]
    assert "Mã của xã, xã đọc cho thôn khi thôn nhận tệp mời:" in said
    assert screen.fingerprint_label.text() != own_code


def test_a_lost_laptop_is_revoked_with_a_reason(
    offices: Offices, opened: Open, tmp_path: Path
) -> None:
    village = offices.villages[0]
    write_person(village, "Đinh Thị Cũ")
    offices.commune.merge(village.export(tmp_path / "1.vhb"))
    driver = opened(offices.commune)
    screen = devices(driver)
    choose(screen, NGOC_BAN)
    assert screen.about_label.text().startswith("Tệp gần nhất: hôm nay")
    assert device_of(village).fingerprint in screen.about_label.text()
    dialog = end(driver, screen)
    assert "phải nhập lại trên máy khác" in dialog.consequence_label.text()
    driver.click(dialog.end_button)
    assert "Hãy ghi lý do" in dialog.notice.text()
    driver.write(dialog.reason_field, "mat o cho")
    driver.click(dialog.end_button)
    assert screen.notice.text() == f"Đã ngừng máy của {NGOC_BAN}."
    choose(screen, NGOC_BAN)
    row = screen.device_model.rows[screen.device_table.chosen_row() or 0]
    assert row.status == "! Đã ngừng"
    assert not screen.end_button.isEnabled()
    driver.close()
    write_person(village, "Hà Thị Muộn")
    report = offices.commune.merge(village.export(tmp_path / "2.vhb"))
    assert refusals(report) == [ErrorCode.BUNDLE_REVOKED_SENDER]


def test_only_files_up_to_a_certain_one_may_be_trusted(
    offices: Offices, opened: Open, tmp_path: Path
) -> None:
    village = offices.villages[0]
    for number, name in enumerate(("Đinh Thị Cũ", "Hà Thị Muộn")):
        write_person(village, name)
        offices.commune.merge(village.export(tmp_path / f"{number}.vhb"))
    driver = opened(offices.commune)
    screen = devices(driver)
    choose(screen, NGOC_BAN)
    dialog = end(driver, screen)
    assert dialog.file_box.count() == 3
    dialog.file_box.setCurrentIndex(2)
    driver.write(dialog.reason_field, "mat")
    driver.click(dialog.end_button)
    assert "1 thay đổi không còn tính" in screen.notice.text()


def test_a_replaced_laptop_is_retired_without_a_reason(offices: Offices, opened: Open) -> None:
    driver = opened(offices.commune)
    screen = devices(driver)
    choose(screen, NGOC_BAN)
    dialog = end(driver, screen)
    driver.click(dialog.replaced_button)
    assert not dialog.reason_field.isVisible()
    assert "tệp cuối của máy cũ" in dialog.consequence_label.text()
    driver.click(dialog.end_button)
    driver.close()
    device = device_of(offices.villages[0]).device_id
    assert seen_by(offices.commune, device).status is DeviceStatus.REVOKED


def test_the_office_does_not_end_itself(commune: Driver) -> None:
    screen = devices(commune)
    own = next(n for n, row in enumerate(screen.device_model.rows) if row.is_own)
    screen.device_table.choose_row(own)
    assert screen.about_label.text().startswith("Máy này.")
    assert not screen.end_button.isEnabled()


def test_a_strange_laptop_is_refused(commune: Driver, tmp_path: Path) -> None:
    asking = AskingDevice(tmp_path, NGOC_BAN)
    screen = devices(commune)
    commune.ask.give(asking.file)
    commune.click(screen.approve_button)
    dialog = screen.dialog
    assert dialog is not None
    commune.click(dialog.refuse_button)
    assert dialog.reason_dialog is not None
    commune.click(dialog.reason_dialog.usual_buttons[0])
    commune.click(dialog.reason_dialog.yes_button)
    assert screen.notice.text() == f"Đã từ chối máy xin đăng ký cho «{NGOC_BAN}»."
    commune.ask.give(asking.file)
    commune.click(screen.approve_button)
    again = screen.dialog
    assert again is not None
    commune.write(again.fingerprint_field, asking.fingerprint)
    commune.ask.give(tmp_path / "moi.vhi")
    commune.click(again.approve_button)
    assert "đã bị xã từ chối" in again.notice.text()
    commune.click(again.cancel_button)


def test_a_wrong_code_is_told_before_a_file_is_named(commune: Driver, tmp_path: Path) -> None:
    asking = AskingDevice(tmp_path, NGOC_BAN)
    screen = devices(commune)
    commune.ask.give(asking.file)
    commune.click(screen.approve_button)
    dialog = screen.dialog
    assert dialog is not None
    commune.write(dialog.fingerprint_field, "1" * 24)
    # No file is prepared: being asked for one would end the test.
    commune.click(dialog.approve_button)
    assert "Mã đối chiếu" in dialog.notice.text()
    assert dialog.fingerprint_field.selectedText() == "1" * 24
    commune.click(dialog.cancel_button)


def test_two_laptops_of_one_village_are_told_apart_by_the_end_of_their_code(
    offices: Offices, opened: Open, tmp_path: Path
) -> None:
    with offices.commune.open() as session:
        fingerprint = EnrolmentService(session).commune_fingerprint()
    second = Office(InstallationPaths(tmp_path / "second"), NGOC_BAN)
    enrol(second, offices.commune, fingerprint)
    screen = devices(opened(offices.commune))
    named = [row.name for row in screen.device_model.rows if row.device.unit_name == NGOC_BAN]
    ends = {device_of(office).fingerprint[-6:] for office in (offices.villages[0], second)}
    assert sorted(named) == sorted(f"{NGOC_BAN} (mã …{end})" for end in ends)
    others = [row for row in screen.device_model.rows if row.device.unit_name != NGOC_BAN]
    assert all(row.name == row.device.unit_name for row in others)


def test_where_both_laptops_of_a_village_are_lost_the_window_ends_them(
    offices: Offices, opened: Open, tmp_path: Path
) -> None:
    """Each waited for the other's answer: the sentence said to end the other, which waited too."""
    with offices.commune.open() as session:
        fingerprint = EnrolmentService(session).commune_fingerprint()
    second = Office(InstallationPaths(tmp_path / "second"), NGOC_BAN)
    enrol(second, offices.commune, fingerprint)
    driver = opened(rebuilt_without_backup(offices, tmp_path))
    screen = devices(driver)
    lost = {device_of(office).device_id for office in (offices.villages[0], second)}
    waited = 0
    for device in sorted(lost):
        listed = [row.device.device_id for row in screen.device_model.rows]
        screen.device_table.choose_row(listed.index(device))
        dialog = end(driver, screen)
        assert "chưa nhận lại tệp nào của máy này" in dialog.consequence_label.text()
        driver.write(dialog.reason_field, "chay nha van hoa")
        assert not dialog.unheard_box.isVisible()
        driver.click(dialog.end_button)
        # The second has nobody left beside it to wait for.
        if "Đã ngừng" not in screen.notice.text() or waited == 0:
            assert "còn chờ tệp trả lời" in dialog.notice.text()
            driver.click(dialog.unheard_box)
            driver.click(dialog.end_button)
            waited += 1
        assert "Đã ngừng máy của" in screen.notice.text()
    assert waited == 1
    ended = {row.device.device_id for row in screen.device_model.rows if not row.can_be_ended}
    assert lost <= ended


def test_enter_in_the_field_of_the_year_asks_to_open_it(commune: Driver) -> None:
    screen = devices(commune)
    commune.ask.agrees = False
    screen.year_field.setValue(YEAR + 1)
    screen.year_field.setFocus()
    commune.press(Qt.Key.Key_Return, screen.year_field)
    assert commune.ask.asked == [f"Mở năm đánh giá {YEAR + 1}?"]


def test_a_year_that_is_neither_this_nor_the_next_is_asked_about_hard() -> None:
    assert opening_question(2026, 2026) == "Mở năm đánh giá 2026?"
    assert opening_question(2027, 2026) == "Mở năm đánh giá 2027?"
    assert opening_question(2029, 2026) == (
        "Năm nay là 2026. Năm 2029 là năm chưa tới, không phải năm nay hay sang năm. "
        "Mở rồi không bỏ được. Mở năm đánh giá 2029?"
    )
    assert "năm đã qua" in opening_question(2024, 2026)


def test_no_year_after_the_programme_can_be_opened_in_the_window(commune: Driver) -> None:
    assert last_year_offered(2026) == 2030
    assert last_year_offered(2031) == 2032
    screen = devices(commune)
    screen.year_field.setValue(2062)
    assert screen.year_field.value() < 2062


def test_what_was_missing_is_not_told_any_more_when_it_is_written(commune: Driver) -> None:
    screen = devices(commune)
    commune.click(screen.add_button)
    assert screen.notice.text() == "Hãy ghi tên thôn, đơn vị."
    commune.write(screen.name_field, "T")
    assert not screen.notice.isVisible()


def test_a_root_key_with_its_own_passphrase_is_asked_for_once_where_it_is_needed(
    offices: Offices, opened: Open, tmp_path: Path
) -> None:
    driver = opened(offices.commune)
    changing = driver.go("passphrase", PassphraseScreen)
    form = changing.root_form
    for field, text in (
        (form.known_field, PASSPHRASE),
        (form.new_field, "nui song bien"),
        (form.repeated_field, "nui song bien"),
    ):
        field.setText(text)
    driver.click(form.change_button)
    assert form.notice.text() == PROTECTED
    asking = AskingDevice(tmp_path, NGOC_BAN)
    screen = devices(driver)
    driver.ask.give(asking.file)
    driver.click(screen.approve_button)
    dialog = screen.dialog
    assert dialog is not None
    dialog.unit_box.setCurrentIndex(dialog.unit_box.findText(NGOC_BAN))
    driver.write(dialog.fingerprint_field, asking.fingerprint)
    driver.ask.give(tmp_path / "moi.vhi")
    driver.click(dialog.approve_button)
    root = dialog.root_dialog
    assert root is not None
    driver.write(root.passphrase_field, "another")
    driver.click(root.open_button)
    assert "không đúng" in root.notice.text()
    root.passphrase_field.clear()
    driver.write(root.passphrase_field, "nui song bien")
    driver.press(Qt.Key.Key_Return, root.passphrase_field)
    assert "Đã chấp nhận" in screen.notice.text()
    assert (tmp_path / "moi.vhi").is_file()
    choose(screen, NGOC_BAN)
    ending = end(driver, screen)
    driver.write(ending.reason_field, "mat o cho")
    driver.click(ending.end_button)
    assert ending.root_dialog is None
    assert "Đã ngừng máy" in screen.notice.text()


def test_a_village_is_not_asked_about_a_root_key(village: Driver) -> None:
    screen = village.go("passphrase", PassphraseScreen)
    assert screen.daily_form.isVisible()
    assert not screen.root_form.isVisible()


def names_of(screen: DevicesScreen) -> set[str]:
    return {unit.name for unit in screen.unit_model.rows}


def test_a_village_added_by_mistake_is_taken_back_by_ctrl_z(commune: Driver) -> None:
    """It could not be removed, and Ctrl+Z wrote its name into the box again."""
    screen = devices(commune)
    before = names_of(screen)
    commune.write(screen.name_field, "Thon Nham")
    commune.press(Qt.Key.Key_Return)
    assert names_of(screen) == {*before, "Thon Nham"}
    assert screen.name_field.hasFocus()
    commune.ask.agrees = True
    commune.press(Qt.Key.Key_Z, screen.name_field, Qt.KeyboardModifier.ControlModifier)
    assert "Bỏ Thon Nham?" in commune.ask.asked[-1]
    assert names_of(screen) == before
    assert screen.name_field.text() == ""
    assert screen.unsaved() == ""
    assert screen.notice.text() == "Đã bỏ Thon Nham."


def test_a_village_is_removed_by_its_button_or_told_why_not(commune: Driver) -> None:
    screen = devices(commune)
    commune.write(screen.name_field, "Thon Nham")
    commune.press(Qt.Key.Key_Return)
    commune.ask.agrees = True
    names = [unit.name for unit in screen.unit_model.rows]
    screen.unit_table.choose_row(names.index(NGOC_BAN))
    commune.click(screen.remove_button)
    assert screen.notice.text().startswith(f"Không bỏ được {NGOC_BAN}: nơi này đã có ")
    screen.unit_table.choose_row(names.index("Thon Nham"))
    commune.click(screen.remove_button)
    assert "Thon Nham" not in names_of(screen)


def test_a_file_name_typed_as_a_village_is_refused(commune: Driver) -> None:
    screen = devices(commune)
    before = names_of(screen)
    commune.write(screen.name_field, "xin-dang-ky Thon Dong.vhr")
    commune.press(Qt.Key.Key_Return)
    assert names_of(screen) == before
    assert "giống tên tệp" in screen.notice.text()


def test_a_year_typed_over_the_one_that_stands_there_replaces_it(commune: Driver) -> None:
    """Four digits were there, and there was room for no fifth: «2027» was swallowed."""
    screen = devices(commune)
    field = screen.year_field
    QTest.mouseClick(field.lineEdit(), Qt.MouseButton.LeftButton)
    commune.rest()
    QTest.keyClicks(field, "2027")
    assert field.value() == 2027
    screen.notice.show_notice("Đã mở năm đánh giá 2026.", "good")
    commune.ask.agrees = False
    commune.press(Qt.Key.Key_Return, field)
    assert not screen.notice.isVisible()
