"""What stands as the answer is what the list of people shows; the line under it tells the truth."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.builders.spreadsheets import write_xlsx
from tests.builders.ui import PATIENCE_MS, Driver
from vanhoa_desktop.services.rows.roster import RosterService
from vanhoa_desktop.ui.people.import_panel import ImportPanel
from vanhoa_desktop.ui.people.people_screen import PeopleScreen

HEAD = ("STT", "Họ và tên", "Năm sinh", "Số CCCD", "Số hộ")
AN, BINH = (1, "Lê Văn Ân", "", "", ""), (2, "Trần Thị Bính", "", "", "")


def preview(village: Driver, folder: Path, *rows: tuple[object, ...]) -> ImportPanel:
    screen = village.go("people", PeopleScreen)
    village.ask.give(write_xlsx(folder / "r.xlsx", [HEAD, *rows]))
    village.click(screen.import_button)
    return screen.import_panel


def counted(village: Driver, panel: ImportPanel) -> str:
    """What the line under the answers says when everything is counted."""
    told = panel.answer_bar.open_label
    village.bot.waitUntil(lambda: "đang đếm" not in told.text(), timeout=PATIENCE_MS)
    village.rest()
    return told.text()


def names(village: Driver) -> list[str]:
    found = RosterService(village.window.workspace.session).search("")
    return [person.full_name for person in found]


def test_another_choice_after_the_answer_is_the_answer(village: Driver, tmp_path: Path) -> None:
    panel = preview(village, tmp_path, AN)
    village.press(Qt.Key.Key_1, panel.table)
    assert counted(village, panel) == "Không có gì để nhập: bấm «Không nhập»."
    assert panel.model.rows[0].answer == "là Lê Văn An, sinh 1961"
    choices = panel.answer_bar.choice_box
    choices.setFocus()
    village.press(Qt.Key.Key_Down, choices)
    assert choices.currentText().endswith("sửa theo bảng")
    assert panel.model.rows[0].answer == "là Lê Văn An, sửa theo bảng"
    assert choices.hasFocus()
    assert counted(village, panel) == "Đã trả lời hết: nhấn Enter để «Nhập 1 người»."
    village.press(Qt.Key.Key_Up, choices)
    assert panel.model.rows[0].answer == "là Lê Văn An, sinh 1961"
    village.press(Qt.Key.Key_Down, choices)
    assert counted(village, panel).endswith("«Nhập 1 người».")
    village.press(Qt.Key.Key_Return)
    assert "Lê Văn Ân" in names(village)


def test_a_choice_after_another_kind_of_answer_opens_the_question_again(
    village: Driver, tmp_path: Path
) -> None:
    panel = preview(village, tmp_path, AN)
    village.press(Qt.Key.Key_3, panel.table)
    assert panel.model.rows[0].answer == "bỏ qua"
    choices = panel.answer_bar.choice_box
    choices.setFocus()
    village.press(Qt.Key.Key_Down, choices)
    assert panel.model.rows[0].answer == ""
    assert counted(village, panel) == "Còn 1 dòng chưa trả lời: nhấn 1, 2 hoặc 3."
    assert not panel.import_button.isEnabled()


def test_one_enter_does_what_the_line_says_with_the_button_that_it_names(
    village: Driver, tmp_path: Path
) -> None:
    panel = preview(village, tmp_path, AN, BINH)
    village.press(Qt.Key.Key_2, panel.table)
    village.press(Qt.Key.Key_2, panel.table)
    assert counted(village, panel) == "Đã trả lời hết: nhấn Enter để «Nhập 2 người»."
    assert panel.import_button.text() == "Nhập 2 người"
    assert panel.table.hasFocus()
    village.press(Qt.Key.Key_Return)
    assert "Trần Thị Bính" in names(village)
    assert not panel.isVisible()


def test_nothing_to_import_is_said_once_and_not_with_enter(village: Driver, tmp_path: Path) -> None:
    panel = preview(village, tmp_path, AN, BINH)
    village.press(Qt.Key.Key_3, panel.table)
    village.press(Qt.Key.Key_3, panel.table)
    assert counted(village, panel) == "Không có gì để nhập: bấm «Không nhập»."
    assert not panel.import_button.isEnabled()
    assert not panel.notice.isVisible()
    village.press(Qt.Key.Key_Return)
    assert panel.isVisible()


def test_an_enter_before_all_is_counted_imports_nothing(village: Driver, tmp_path: Path) -> None:
    panel = preview(village, tmp_path, AN, BINH)
    for key in (Qt.Key.Key_2, Qt.Key.Key_2, Qt.Key.Key_Return):
        QTest.keyClick(panel.table, key)
    assert panel.answer_bar.open_label.text() == "Đã trả lời hết: đang đếm lại…"
    village.bot.waitUntil(panel.import_button.hasFocus, timeout=PATIENCE_MS)
    assert "Trần Thị Bính" not in names(village)
