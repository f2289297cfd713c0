"""What is said of a refusal goes when it is past, and the way back is named where it is."""

from pathlib import Path

from PySide6.QtCore import Qt

from tests.builders.ui import Driver
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.services.exchange.exporting import ExportService, ExportWish
from vanhoa_desktop.services.people.person_entry import PersonService
from vanhoa_desktop.ui.people.people_screen import PeopleScreen
from vanhoa_desktop.ui.registration.registration_screen import RegistrationScreen

CONTROL = Qt.KeyboardModifier.ControlModifier
REFUSED = VanHoaError(ErrorCode.NOT_FOUND, name="x")


def test_after_an_undo_the_button_on_the_screen_is_named_first(village: Driver) -> None:
    screen = village.go("registration", RegistrationScreen)
    screen.table.choose_row(0)
    village.click(screen.register_button)
    village.press(Qt.Key.Key_Z, screen.table, CONTROL)
    assert screen.acts.redo_button.isVisible()
    assert screen.notice.text().endswith(
        "Muốn tính lại: bấm «Làm lại» ở đây (hoặc Ctrl+Y), hay sau này ở "
        "«Tệp đã nhận, những lần nhập»."
    )


def test_a_refusal_goes_when_somebody_else_is_chosen(village: Driver) -> None:
    screen = village.go("people", PeopleScreen)
    screen.table.choose_row(0)
    screen.notice.show_refusal(REFUSED)
    screen.table.choose_row(1)
    assert not screen.notice.isVisible()
    screen.notice.show_notice("Đã lưu tệp.", "good")
    screen.table.choose_row(0)
    assert screen.notice.isVisible()


def test_the_line_below_keeps_no_refusal_after_something_was_written(village: Driver) -> None:
    workspace = village.window.workspace
    village.go("people", PeopleScreen)

    def fail(_session: object) -> None:
        raise REFUSED

    workspace.run(fail, lambda _: None, lambda _: None)
    village.rest()
    assert village.workbench.news_label.text() != ""
    PersonService(workspace.session).add({"full_name": "Mai Thị Sen"})
    village.rest()
    assert village.workbench.news_label.text() == ""


def test_a_file_of_ours_is_no_list_and_is_told_by_its_name(village: Driver, tmp_path: Path) -> None:
    screen = village.go("people", PeopleScreen)
    file = tmp_path / "gui xa.vhb"
    ExportService(village.window.workspace.session).export(ExportWish(file))
    village.ask.give(file)
    village.click(screen.import_button)
    told = screen.import_panel.notice.text()
    assert told.startswith("Đây là tệp số liệu: tệp gửi xã, hoặc tệp kết quả của xã.")
