"""The list of people: found without marks, imported after a rehearsal, saved as Excel."""

from pathlib import Path

from PySide6.QtCore import Qt

from tests.builders.spreadsheets import write_xlsx
from tests.builders.ui import PATIENCE_MS, Driver
from vanhoa_desktop.domain.import_account import AnswerKind
from vanhoa_desktop.imports.lists.roster import RosterOptions, read_roster
from vanhoa_desktop.ui.people.import_panel import ImportPanel
from vanhoa_desktop.ui.people.people_screen import PeopleScreen
from vanhoa_desktop.ui.scoring.scoring_screen import ScoringScreen

HEAD = ("STT", "Họ và tên", "Năm sinh", "Số CCCD", "Thôn")


def names(screen: PeopleScreen) -> list[str]:
    model = screen.model
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def settle(driver: Driver, screen: PeopleScreen) -> list[str]:
    """The names once their page has been read."""
    names(screen)
    driver.bot.waitUntil(lambda: "…" not in names(screen), timeout=PATIENCE_MS)
    return names(screen)


def test_searching_without_marks_while_typing(
    village: Driver, village_people: tuple[str, ...]
) -> None:
    screen = village.go("people", PeopleScreen)
    assert settle(village, screen) == list(village_people)
    village.write(screen.search_field, "tran thi")
    village.bot.waitUntil(lambda: screen.model.rowCount() == 1, timeout=PATIENCE_MS)
    village.rest()
    assert settle(village, screen) == ["Trần Thị Bình"]
    village.write(screen.search_field, "xyz")
    village.bot.waitUntil(lambda: screen.panel.state == "empty", timeout=PATIENCE_MS)
    assert "xyz" in screen.panel.notice_label.text()
    village.press(Qt.Key.Key_Escape, screen.search_field)
    village.bot.waitUntil(lambda: screen.model.rowCount() == 3, timeout=PATIENCE_MS)


def test_enter_on_a_person_opens_the_sheet(village: Driver) -> None:
    screen = village.go("people", PeopleScreen)
    village.press(Qt.Key.Key_Down, screen.search_field)
    screen.table.choose_row(1)
    village.press(Qt.Key.Key_Return, screen.table)
    shown = village.workbench.screen_shown
    assert isinstance(shown, ScoringScreen)
    assert shown.sheet_panel.name_label.text() == "Trần Thị Bình"


def test_an_import_is_rehearsed_with_its_problems_and_then_done(
    village: Driver, tmp_path: Path
) -> None:
    rows = [HEAD, (1, "Vũ Thị Mới", 1970, 38170001234, ""), (2, "Vũ Văn Sai", "31/02/1990", "", "")]
    screen = village.go("people", PeopleScreen)
    village.ask.give(write_xlsx(tmp_path / "r.xlsx", rows))
    village.click(screen.import_button)
    panel = screen.import_panel
    assert [(p.row, p.kind) for p in panel.model.rows] == [(3, "Sai"), (2, "Xem lại")]
    assert panel.model.rows[0].said.startswith("Vũ Văn Sai. Cột «Năm sinh»: ")
    assert panel.counts_label.text() == "2 dòng người: thêm mới 1, sửa 0, không nhập 1."
    assert screen.model.rowCount() == 3
    village.click(panel.import_button)
    assert "thêm 1 người" in screen.notice.text()
    assert "Vũ Thị Mới" in settle(village, screen)


def test_a_row_that_is_asked_is_answered_by_a_key(village: Driver, tmp_path: Path) -> None:
    """Trần Thị Bình is held: a row of that name without a birth may be her."""
    rows = [HEAD, (1, "Trần Thị Bình", "", "", ""), (2, "Trần Thị Bính", "", "", "")]
    screen = village.go("people", PeopleScreen)
    village.ask.give(write_xlsx(tmp_path / "r.xlsx", rows))
    village.click(screen.import_button)
    panel = screen.import_panel
    assert [(line.row, line.kind) for line in panel.model.rows] == [(2, "Hỏi"), (3, "Hỏi")]
    assert panel.counts_label.text() == "2 dòng người: thêm mới 0, sửa 0, chờ trả lời 2."
    assert not panel.import_button.isEnabled()
    assert panel.table.hasFocus()
    village.press(Qt.Key.Key_3, panel.table)
    assert panel.table.chosen_row() == 1
    village.press(Qt.Key.Key_2, panel.table)
    village.bot.waitUntil(panel.import_button.isEnabled, timeout=PATIENCE_MS)
    village.rest()
    asked = [line for line in panel.model.rows if line.kind == "Hỏi"]
    assert [line.answer for line in asked] == ["bỏ qua", "là người mới"]
    assert panel.counts_label.text() == "2 dòng người: thêm mới 1, sửa 0, không nhập 1."
    village.click(panel.import_button)
    assert "Trần Thị Bính" in settle(village, screen)
    assert "không nhập: 1 dòng" in screen.notice.text().casefold()


def test_saying_who_a_row_means_renames_nobody_unless_that_is_chosen(
    village: Driver, tmp_path: Path
) -> None:
    """«1» took the spelling of a hasty list for the name of somebody who was written rightly."""
    rows = [HEAD, (1, "Trần Thị Bính", "", "", ""), (2, "Lê Văn Ân", "", "", "")]
    screen = village.go("people", PeopleScreen)
    village.ask.give(write_xlsx(tmp_path / "r.xlsx", rows))
    village.click(screen.import_button)
    panel = screen.import_panel
    village.press(Qt.Key.Key_1, panel.table)
    choices = panel.answer_bar.choice_box
    offered = [choices.itemText(number) for number in range(choices.count())]
    assert [text.rpartition(" – ")[2] for text in offered] == [
        "giữ nguyên",
        "sửa theo bảng",
    ]
    told = "Bảng ghi khác: họ và tên «Lê Văn An» thành «Lê Văn Ân»."
    assert panel.model.rows[1].said.endswith(told)
    village.press(Qt.Key.Key_Return, panel.table)
    village.press(Qt.Key.Key_Down, choices)
    village.press(Qt.Key.Key_1, choices)
    village.bot.waitUntil(panel.import_button.isEnabled, timeout=PATIENCE_MS)
    village.rest()
    answers = [line.answer for line in panel.model.rows[:2]]
    assert answers[0].startswith("là Trần Thị Bình")
    assert answers[1].endswith("sửa theo bảng")
    # Another look, and another «1», do not turn the answer round.
    village.press(Qt.Key.Key_Up, panel.table)
    village.press(Qt.Key.Key_Down, panel.table)
    assert panel.table.chosen_row() == 1
    assert choices.currentText().endswith("sửa theo bảng")
    village.press(Qt.Key.Key_1, panel.table)
    village.bot.waitUntil(panel.import_button.isEnabled, timeout=PATIENCE_MS)
    village.click(panel.import_button)
    assert settle(village, screen) == ["Lê Văn Ân", "Trần Thị Bình", "Đỗ Văn Cường"]


def test_two_rows_answered_with_one_person_are_asked_again_at_once(
    village: Driver, tmp_path: Path
) -> None:
    """The last of the two was written, and the first was said to be written too."""
    rows = [HEAD, (1, "Trần Thị Bình", "", "", ""), (2, "Trần Thị Bính", "", "", "")]
    screen = village.go("people", PeopleScreen)
    village.ask.give(write_xlsx(tmp_path / "r.xlsx", rows))
    village.click(screen.import_button)
    panel = screen.import_panel
    village.press(Qt.Key.Key_1, panel.table)
    village.press(Qt.Key.Key_1, panel.table)
    assert all(line.answer for line in panel.model.rows)
    both = "dòng này và dòng 3 cùng được trả lời là một người mà ghi khác nhau"
    village.bot.waitUntil(lambda: both in panel.model.rows[0].said, timeout=PATIENCE_MS)
    assert [line.answer for line in panel.model.rows] == ["", ""]
    assert not panel.import_button.isEnabled()
    panel.table.choose_row(1)
    village.press(Qt.Key.Key_3, panel.table)
    village.press(Qt.Key.Key_1, panel.table)
    answers = [line.answer for line in panel.model.rows]
    assert (answers[0].startswith("là Trần Thị Bình"), answers[1]) == (True, "bỏ qua")


def test_all_questions_are_answered_at_once_after_one_more_question(
    village: Driver, tmp_path: Path
) -> None:
    rows = [HEAD, (1, "Trần Thị Bình", "", "", ""), (2, "Trần Thị Bính", "", "", "")]
    screen = village.go("people", PeopleScreen)
    village.ask.give(write_xlsx(tmp_path / "r.xlsx", rows))
    village.click(screen.import_button)
    panel = screen.import_panel
    panel.answer_bar.all_actions[AnswerKind.NEW].trigger()
    village.rest()
    assert "2 dòng chưa trả lời: là người mới?" in village.ask.asked
    assert panel.counts_label.text() == "2 dòng người: thêm mới 2, sửa 0."
    village.click(panel.import_button)
    assert settle(village, screen).count("Trần Thị Bình") == 2


def test_open_questions_are_spoken_of_before_the_rest_is_imported(
    village: Driver, tmp_path: Path
) -> None:
    rows = [HEAD, (1, "Trần Thị Bình", "", "", ""), (2, "Vũ Thị Mới", 1970, "", "")]
    screen = village.go("people", PeopleScreen)
    village.ask.give(write_xlsx(tmp_path / "r.xlsx", rows))
    village.click(screen.import_button)
    village.ask.agrees = False
    village.click(screen.import_panel.import_button)
    assert any("Còn 1 dòng chưa trả lời" in text for text in village.ask.asked)
    assert screen.model.rowCount() == 3
    village.click(screen.import_panel.rows_button)
    shown = [(line.row, line.outcome) for line in screen.import_panel.rows_model.rows]
    assert shown == [(1, "tiêu đề"), (2, "chờ trả lời"), (3, "thêm mới")]


def preview(driver: Driver, path: Path, *rows: tuple[object, ...]) -> ImportPanel:
    """The preview of a list with these rows."""
    screen = driver.go("people", PeopleScreen)
    driver.ask.give(write_xlsx(path, [HEAD, *rows]))
    driver.click(screen.import_button)
    return screen.import_panel


def test_enter_after_an_answer_goes_to_the_import_and_never_to_another_answer(
    village: Driver, tmp_path: Path
) -> None:
    panel = preview(village, tmp_path / "r.xlsx", (1, "Trần Thị Bình", "", "", ""))
    village.press(Qt.Key.Key_2)
    assert panel.table.hasFocus()
    village.press(Qt.Key.Key_Return)
    village.bot.waitUntil(panel.import_button.hasFocus, timeout=PATIENCE_MS)
    asked = [line for line in panel.model.rows if line.kind == "Hỏi"]
    assert [line.answer for line in asked] == ["là người mới"]
    assert panel.import_button.text() == "Nhập 1 người"
    village.press(Qt.Key.Key_Return)
    screen = village.workbench.screen_shown
    assert isinstance(screen, PeopleScreen)
    assert settle(village, screen).count("Trần Thị Bình") == 2


def test_enter_without_an_answer_answers_nothing_and_an_answer_goes_to_the_next_open_question(
    village: Driver, tmp_path: Path
) -> None:
    rows = [(n, "Trần Thị Bình", "", "", "") for n in (1, 2, 3)]
    panel = preview(village, tmp_path / "r.xlsx", *rows)
    for _ in range(3):
        village.press(Qt.Key.Key_Return)
    assert [line.answer for line in panel.model.rows] == ["", "", ""]
    village.press(Qt.Key.Key_Down)
    village.press(Qt.Key.Key_3)
    assert panel.table.chosen_row() == 2
    village.press(Qt.Key.Key_3)
    assert panel.table.chosen_row() == 0
    panel.table.choose_row(1)
    village.press(Qt.Key.Key_Return)
    assert panel.table.chosen_row() == 0
    assert panel.table.hasFocus()
    assert [line.answer for line in panel.model.rows] == ["", "bỏ qua", "bỏ qua"]


def test_escape_goes_back_a_step_and_asks_before_answers_are_lost(
    village: Driver, tmp_path: Path
) -> None:
    panel = preview(village, tmp_path / "r.xlsx", (1, "Trần Thị Bình", "", "", ""))
    village.press(Qt.Key.Key_2)
    village.click(panel.rows_button)
    assert panel.rows_table.hasFocus()
    village.press(Qt.Key.Key_Escape)
    assert panel.table.hasFocus()
    assert panel.rows_button.text() == "Xem từng dòng"
    village.ask.agrees = False
    village.press(Qt.Key.Key_Escape)
    assert village.ask.asked == [
        "Đã trả lời 1 câu, chưa nhập ai từ bảng này. Bỏ các câu trả lời đó?"
    ]
    assert panel.isVisible()
    assert [line.answer for line in panel.model.rows] == ["là người mới"]
    village.ask.agrees = True
    village.press(Qt.Key.Key_Escape)
    assert not panel.isVisible()


def test_escape_without_answers_leaves_and_the_next_preview_begins_with_its_questions(
    village: Driver, tmp_path: Path
) -> None:
    panel = preview(village, tmp_path / "r.xlsx", (1, "Trần Thị Bình", "", "", ""))
    village.click(panel.rows_button)
    village.press(Qt.Key.Key_Escape)
    panel.rows_button.setFocus()
    village.press(Qt.Key.Key_Escape)
    assert not panel.isVisible()
    assert village.ask.asked == []
    preview(village, tmp_path / "r.xlsx", (1, "Trần Thị Bình", "", "", ""))
    assert panel.table.hasFocus()
    assert not panel.rows_button.hasFocus()
    assert panel.rows_button.text() == "Xem từng dòng"


def test_without_anybody_the_keyboard_is_on_the_way_to_a_list(commune: Driver) -> None:
    screen = commune.go("people", PeopleScreen)
    assert screen.panel.state == "empty"
    assert screen.panel.notice_button.hasFocus()
    assert screen.panel.notice_button.text() == "Nhập từ bảng tính…"


def test_an_import_can_be_left(village: Driver, tmp_path: Path) -> None:
    screen = village.go("people", PeopleScreen)
    village.ask.give(write_xlsx(tmp_path / "r.xlsx", [HEAD, (1, "Vũ Thị Mới", 1970, "", "")]))
    village.click(screen.import_button)
    village.click(screen.import_panel.cancel_button)
    assert screen.model.rowCount() == 3


def test_a_file_that_is_no_list_is_refused_with_what_to_do(village: Driver, tmp_path: Path) -> None:
    path = tmp_path / "letter.xlsx"
    path.write_bytes(b"not a workbook")
    screen = village.go("people", PeopleScreen)
    village.ask.give(path)
    village.click(screen.import_button)
    assert "Không mở được bảng tính" in screen.import_panel.notice.text()
    assert not screen.import_panel.import_button.isEnabled()


def test_at_the_commune_the_village_of_a_list_can_be_chosen(
    commune: Driver, tmp_path: Path
) -> None:
    screen = commune.go("people", PeopleScreen)
    assert screen.panel.state == "empty"
    rows = [HEAD[:4], (1, "Vũ Thị Mới", 1970, "")]
    commune.ask.give(write_xlsx(tmp_path / "r.xlsx", rows))
    commune.click(screen.panel.notice_button)
    panel = screen.import_panel
    assert not panel.import_button.isEnabled()
    panel.unit_box.setFocus()
    commune.press(Qt.Key.Key_Down, panel.unit_box)
    assert panel.import_button.isEnabled()
    commune.click(panel.import_button)
    assert settle(commune, screen) == ["Vũ Thị Mới"]


def test_the_list_saved_as_excel_reads_back(village: Driver, tmp_path: Path) -> None:
    screen = village.go("people", PeopleScreen)
    village.ask.give(tmp_path / "out.xlsx")
    village.click(screen.export_button)
    assert "Đã lưu 3 người" in screen.notice.text()
    read = read_roster(tmp_path / "out.xlsx", RosterOptions())
    assert {p.full_name for p in read.candidates} == set(settle(village, screen))


def test_what_a_search_shows_is_what_is_saved_and_the_button_says_so(
    village: Driver, tmp_path: Path
) -> None:
    screen = village.go("people", PeopleScreen)
    village.write(screen.search_field, "tran thi")
    village.bot.waitUntil(lambda: screen.model.rowCount() == 1, timeout=PATIENCE_MS)
    assert settle(village, screen) == ["Trần Thị Bình"]
    assert screen.export_button.text() == "Lưu 1 người này ra Excel…"
    village.ask.give(tmp_path / "out.xlsx")
    village.click(screen.export_button)
    assert "Đã lưu 1 người" in screen.notice.text()
    read = read_roster(tmp_path / "out.xlsx", RosterOptions())
    assert [p.full_name for p in read.candidates] == ["Trần Thị Bình"]
    village.press(Qt.Key.Key_Escape, screen.search_field)
    village.bot.waitUntil(lambda: screen.model.rowCount() == 3, timeout=PATIENCE_MS)
    assert screen.export_button.text() == "Lưu ra Excel…"


def test_closing_with_answers_to_an_import_asks_first(village: Driver, tmp_path: Path) -> None:
    panel = preview(village, tmp_path / "r.xlsx", (1, "Trần Thị Bình", "", "", ""))
    village.press(Qt.Key.Key_2)
    village.ask.agrees = False
    assert not village.window.close()
    (asked,) = village.ask.asked
    assert asked.startswith("Đã trả lời 1 câu, chưa nhập ai từ bảng này.")
    assert panel.isVisible()


def test_digits_that_stand_for_no_answer_and_letters_do_nothing(
    village: Driver, tmp_path: Path
) -> None:
    rows = [(n, "Trần Thị Bình", "", "", "") for n in (1, 2)]
    panel = preview(village, tmp_path / "r.xlsx", *rows)
    keypad = Qt.KeyboardModifier.KeypadModifier
    for key in (Qt.Key.Key_0, *map(Qt.Key, range(Qt.Key.Key_4, Qt.Key.Key_9 + 1)), Qt.Key.Key_T):
        village.press(key)
        village.press(key, modifiers=keypad)
    assert [line.answer for line in panel.model.rows] == ["", ""]
    assert panel.table.chosen_row() == 0
    # The next key counts, from the number pad too.
    village.press(Qt.Key.Key_3, modifiers=keypad)
    assert [line.answer for line in panel.model.rows] == ["bỏ qua", ""]
    village.press(Qt.Key.Key_9)
    village.press(Qt.Key.Key_2)
    assert [line.answer for line in panel.model.rows] == ["bỏ qua", "là người mới"]
    village.rest()
