"""Two villages whose names differ by their marks: which one is meant is never guessed."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from tests.builders.devices import AskingDevice
from tests.builders.offices import Office, Offices
from tests.builders.ui import Driver
from vanhoa_desktop.domain.enums import UnitKind
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.imports.words.unit_names import UnitNames
from vanhoa_desktop.services.exchange.exchange import ExchangeService
from vanhoa_desktop.services.setup.units import UnitService
from vanhoa_desktop.ui.devices.approve_dialog import ApproveDialog
from vanhoa_desktop.ui.devices.devices_screen import DevicesScreen
from vanhoa_desktop.ui.enrolment.enrolment_screen import EnrolmentScreen
from vanhoa_desktop.ui.home.home_screen import HomeScreen

Open = Callable[[Office], Driver]
DOAI, DOAI_GRAVE = "Thôn Đoai", "Thôn Đoài"
MARKED = {"1": DOAI, "2": DOAI_GRAVE}


@pytest.fixture
def twins(offices: Offices, opened: Open) -> Driver:
    """The commune's window, with Thôn Đoai and Thôn Đoài."""
    with offices.commune.open() as session:
        for name in (DOAI, DOAI_GRAVE):
            UnitService(session).add(name, UnitKind.VILLAGE, is_meant=True)
    return opened(offices.commune)


def asked(driver: Driver, asking: AskingDevice) -> ApproveDialog:
    screen = driver.go("devices", DevicesScreen)
    driver.ask.give(asking.file)
    driver.click(screen.approve_button)
    assert screen.dialog is not None
    return screen.dialog


def choose(dialog: ApproveDialog, name: str) -> None:
    dialog.unit_box.setCurrentIndex(dialog.unit_box.findText(name))


@pytest.mark.parametrize("name", [DOAI, DOAI_GRAVE, "thôn đoài", "Thôn Đoa\u0300i"])
def test_the_village_of_the_request_is_the_one_of_just_this_name(
    twins: Driver, tmp_path: Path, name: str
) -> None:
    dialog = asked(twins, AskingDevice(tmp_path, name))
    assert dialog.unit_box.currentText() == (DOAI if name == DOAI else DOAI_GRAVE)
    assert dialog.other_label.isHidden()
    assert twins.focused is dialog.fingerprint_field or dialog.fingerprint_field.hasFocus()
    twins.click(dialog.cancel_button)


@pytest.mark.parametrize("name", ["Thon Doai", "Thôn Đoại", "Thôn Mới"])
def test_no_village_is_chosen_where_several_or_none_may_be_meant(
    twins: Driver, tmp_path: Path, name: str
) -> None:
    dialog = asked(twins, AskingDevice(tmp_path, name))
    assert dialog.unit_box.currentIndex() == -1
    assert f"Máy xin đăng ký cho «{name}»" in dialog.other_label.text()
    assert dialog.unit_box.hasFocus()
    twins.click(dialog.cancel_button)


def test_another_village_than_asked_for_is_said_and_asked_and_told_to_the_village(
    twins: Driver, offices: Offices, opened: Open, tmp_path: Path
) -> None:
    asking = AskingDevice(tmp_path, DOAI_GRAVE)
    dialog = asked(twins, asking)
    screen = dialog.parent()
    assert isinstance(screen, DevicesScreen)
    choose(dialog, DOAI)
    assert dialog.other_label.text() == (
        "Máy xin đăng ký cho «Thôn Đoài». Ông/bà đang chọn nơi khác: «Thôn Đoai»."
    )
    twins.write(dialog.fingerprint_field, asking.fingerprint)
    twins.ask.agrees = False
    twins.click(dialog.approve_button)
    assert twins.ask.asked == ["Máy xin đăng ký cho «Thôn Đoài». Đăng ký máy này cho «Thôn Đoai»?"]
    assert not asking.invite.exists()
    twins.ask.agrees = True
    twins.ask.give(asking.invite)
    twins.click(dialog.approve_button)
    assert "Đã chấp nhận máy cho Thôn Đoai." in screen.notice.text()
    code = screen.fingerprint_label.text()
    twins.close()
    village = opened(asking.office)
    gate = village.window.page
    assert isinstance(gate, EnrolmentScreen)
    assert DOAI_GRAVE in village.window.windowTitle()
    village.write(gate.fingerprint_field, code)
    village.ask.give(asking.invite)
    village.click(gate.accept_button)
    assert len(village.ask.told) == 1
    assert (
        "Xã đã đăng ký máy này cho Thôn Đoai; tệp xin đăng ký ghi «Thôn Đoài»"
        in (village.ask.told[0])
    )
    assert village.window.windowTitle().startswith(f"{DOAI} – ")
    assert DOAI in village.go("home", HomeScreen).title_label.text()


def test_the_village_asked_for_is_told_nothing_more(
    twins: Driver, offices: Offices, opened: Open, tmp_path: Path
) -> None:
    asking = AskingDevice(tmp_path, DOAI_GRAVE)
    twins.close()
    joined = asking.join(offices.commune)
    village = opened(joined)
    assert village.window.windowTitle().startswith(f"{DOAI_GRAVE} – ")


def test_a_village_renamed_by_the_commune_shows_its_new_name_at_once(
    offices: Offices, opened: Open, tmp_path: Path
) -> None:
    village = offices.villages[0]
    with offices.commune.open() as session:
        UnitService(session).rename(village.name, "Thôn Ngọc Bản Mới")
    news = offices.commune.export(tmp_path / "n.vhb", "Thôn Ngọc Bản Mới")
    driver = opened(village)
    assert driver.window.windowTitle().startswith("Thôn Ngọc Bản – ")
    driver.window.workspace.run(
        lambda session: ExchangeService(session).merge([news]), lambda _: None, lambda _: None
    )
    driver.rest()
    assert driver.window.windowTitle().startswith("Thôn Ngọc Bản Mới – ")


def test_a_unit_whose_name_differs_by_its_marks_alone_is_asked_about(commune: Driver) -> None:
    screen = commune.go("devices", DevicesScreen)
    commune.ask.agrees = False
    screen.name_field.setText("Thôn Ngọc Bàn")
    commune.press(Qt.Key.Key_Return, screen.name_field)
    assert commune.ask.asked == ["Xã đã có Thôn Ngọc Bản. Vẫn thêm Thôn Ngọc Bàn, chỉ khác dấu?"]
    assert [unit.name for unit in screen.unit_model.rows] == ["Thôn Cẩm Bào", "Thôn Ngọc Bản"]
    assert screen.name_field.text() == "Thôn Ngọc Bàn"
    commune.ask.agrees = True
    commune.press(Qt.Key.Key_Return, screen.name_field)
    assert [unit.name for unit in screen.unit_model.rows] == [
        "Thôn Cẩm Bào",
        "Thôn Ngọc Bàn",
        "Thôn Ngọc Bản",
    ]


def test_one_name_in_two_spellings_is_no_second_unit(offices: Offices) -> None:
    with offices.commune.open() as session:
        service = UnitService(session)
        service.add("Thôn Hòa", UnitKind.VILLAGE)
        for same in ("THÔN HÒA", "Thôn Hoà", "thôn  hòa"):
            with pytest.raises(VanHoaError) as refused:
                service.add(same, UnitKind.VILLAGE, is_meant=True)
            assert refused.value.code is ErrorCode.UNIT_EXISTS
        with pytest.raises(VanHoaError) as alike:
            service.rename("Thôn Ngọc Bản", "Thôn Hóa")
        assert alike.value.code is ErrorCode.UNIT_ALIKE
        assert service.find("thôn hoà").name == "Thôn Hòa"
        with pytest.raises(VanHoaError) as unknown:
            service.find("Thôn Hoa")
        assert unknown.value.code is ErrorCode.NOT_FOUND


def test_a_table_means_the_village_with_the_marks_that_are_written() -> None:
    units = UnitNames(MARKED)
    assert units.find("Đoài") == "2"
    assert units.find("đoai") == "1"
    assert units.find("Thôn Đoài, xã Vạn Hòa") == "2"
    assert units.find("DOAI") is None
    assert units.find("Thôn Đoại") is None
    assert UnitNames({"1": DOAI}).find("Thon Doai") == "1"
