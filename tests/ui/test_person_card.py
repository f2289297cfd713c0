"""Somebody is added and corrected on the list by keys alone, and it is taken back by name."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox

from tests.builders.cards import (
    add,
    card,
    choose,
    edit,
    enter,
    front,
    is_gone,
    line,
    people,
    person,
    refusal_of,
    undo_text,
    write,
)
from tests.builders.offices import NGOC_BAN, YEAR, Office, Offices, add_person, give_points
from tests.builders.ui import PATIENCE_MS, Driver
from vanhoa_desktop.domain.enums import Presence, UnitKind
from vanhoa_desktop.services.appraisal.workflow import WorkflowService
from vanhoa_desktop.services.office.integrity import IntegrityService
from vanhoa_desktop.services.people.erasure import ErasureService
from vanhoa_desktop.services.people.person_entry import PersonService
from vanhoa_desktop.services.review.history import HistoryService
from vanhoa_desktop.services.setup.units import UnitService
from vanhoa_desktop.ui.people.people_screen import PeopleScreen
from vanhoa_desktop.ui.received.received_screen import ReceivedScreen

ALL = {
    "full_name": "Lê Thị Hoa",
    "birth": "05/03/1961",
    "sex": "female",
    "citizen_number": "038161000111",
    "household": "H7",
    "relation": "Vợ",
    "occupation": "Nông dân",
    "target_group": "resident",
    "phone": "0912345678",
    "note": "Hay đi họp thay",
    "presence": "working_away",
    "presence_on": "2026-03-01",
}
CONTROL = Qt.KeyboardModifier.ControlModifier


def test_insert_adds_somebody_who_is_then_chosen_with_the_keyboard_on_the_list(
    village: Driver,
) -> None:
    screen, dialog = add(village)
    assert line(dialog, "full_name").hasFocus()
    for name, text in ALL.items():
        if name in ("sex", "target_group", "presence"):
            choose(dialog, name, text)
        else:
            write(dialog, name, "01/03/2026" if name == "presence_on" else text)
    enter(village, dialog)
    assert is_gone(dialog)
    added = person(village, "Lê Thị Hoa")
    assert (added.citizen_number, added.relation, added.note, added.presence_on) == (
        *("038161000111", "Vợ"),
        *("Hay đi họp thay", "2026-03-01"),
    )
    assert screen.notice.text() == (
        "Đã thêm Lê Thị Hoa. Chưa có hộ nào mang mã H7 nên đã mở hộ mới."
    )
    assert screen.place.chosen == added.id
    front(village)
    assert screen.table.hasFocus()
    assert undo_text(screen) == "Hoàn tác: thêm Lê Thị Hoa"


def test_only_what_was_changed_is_written_as_one_act(village: Driver) -> None:
    session = village.window.workspace.session
    held = PersonService(session).add(ALL).person
    village.rest()
    _screen, dialog = edit(village, "Lê Thị Hoa")
    write(dialog, "phone", "0987654321")
    write(dialog, "note", "")
    enter(village, dialog)
    now = person(village, "Lê Thị Hoa")
    assert (now.phone, now.note, now.citizen_number) == ("0987654321", None, "038161000111")
    _made, written = HistoryService(session).of_record(held.id)
    assert written.values == {"phone": "0987654321", "note": None}


def test_ctrl_z_says_what_it_takes_back_and_ctrl_y_brings_it_again(village: Driver) -> None:
    screen, dialog = edit(village, "Trần Thị Bình")
    before = IntegrityService(village.window.workspace.session).state_hash().sha256
    write(dialog, "full_name", "Trần Thị Bích")
    enter(village, dialog)
    assert screen.notice.text() == "Đã sửa Trần Thị Bích."
    assert undo_text(screen) == "Hoàn tác: sửa Trần Thị Bích"
    front(village)
    village.press(Qt.Key.Key_Z, screen.table, CONTROL)
    assert village.ask.asked[-1].startswith("Hoàn tác việc sửa Trần Thị Bích lúc ")
    assert village.ask.details[-1].splitlines() == [
        "1 người lại như trước lần đó: Trần Thị Bình.",
        "Không mất gì: bấm «Làm lại» (hoặc Ctrl+Y) là có lại đúng như cũ.",
    ]
    assert IntegrityService(village.window.workspace.session).state_hash().sha256 == before
    assert undo_text(screen) == ""
    village.press(Qt.Key.Key_Y, screen.table, CONTROL)
    assert person(village, "Trần Thị Bích").birth is not None
    assert undo_text(screen) == "Hoàn tác: sửa Trần Thị Bích"


def test_an_addition_is_taken_back_by_a_click_and_later_from_the_list_of_what_was_brought_in(
    village: Driver,
) -> None:
    screen, dialog = add(village)
    write(dialog, "full_name", "Lê Thị Hoa")
    enter(village, dialog)
    village.click(screen.acts.undo_button)
    assert "1 người ra khỏi danh sách: Lê Thị Hoa." in village.ask.details[-1]
    assert "Lê Thị Hoa" not in [one.full_name for one in people(village)]
    received = village.go("received", ReceivedScreen)
    assert received.model.rows[0].listed == "Thêm người Lê Thị Hoa"
    assert received.model.rows[0].status == "○ Đã hoàn tác"
    received.table.choose_row(0)
    village.press(Qt.Key.Key_Y, received.table, CONTROL)
    assert person(village, "Lê Thị Hoa").id


def test_what_was_taken_back_elsewhere_is_offered_on_the_list_no_more(village: Driver) -> None:
    screen, dialog = add(village)
    write(dialog, "full_name", "Ngô Thị Chín")
    enter(village, dialog)
    assert undo_text(screen) == "Hoàn tác: thêm Ngô Thị Chín"
    received = village.go("received", ReceivedScreen)
    received.table.choose_row(0)
    village.press(Qt.Key.Key_Z, received.table, CONTROL)
    screen = village.go("people", PeopleScreen)
    assert undo_text(screen) == ""
    village.click(screen.acts.redo_button)
    assert person(village, "Ngô Thị Chín").id
    assert undo_text(screen) == "Hoàn tác: thêm Ngô Thị Chín"


def test_the_number_is_masked_until_it_is_typed_over(village: Driver) -> None:
    session = village.window.workspace.session
    PersonService(session).add(ALL)
    village.rest()
    _screen, dialog = edit(village, "Lê Thị Hoa")
    field = line(dialog, "citizen_number")
    assert field.text() == "038•••••0111"
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_End)
    QTest.keyClicks(field, "038161000222")
    assert field.text() == "038161000222"
    enter(village, dialog)
    assert person(village, "Lê Thị Hoa").citizen_number == "038161000222"
    _screen, dialog = edit(village, "Lê Thị Hoa")
    line(dialog, "citizen_number").setFocus()
    QTest.keyClick(line(dialog, "citizen_number"), Qt.Key.Key_Backspace)
    assert line(dialog, "citizen_number").text() == ""
    enter(village, dialog)
    assert person(village, "Lê Thị Hoa").citizen_number is None


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("full_name", "", "Họ tên «» không dùng được."),
        ("full_name", "Lê Văn 2", "Họ tên «Lê Văn 2» không dùng được."),
        ("birth", "31/02/1961", "«31/02/1961» không phải ngày sinh có thật."),
        ("citizen_number", "123", "«123» không phải số CCCD."),
        ("presence_on", "hôm qua", "«hôm qua» không phải một ngày có thật."),
        ("relation", "ă" * 61, "«Quan hệ với chủ hộ» dài 61 chữ"),
        ("household", "H" * 121, "«Mã hộ» dài 121 chữ"),
        ("note", "ă" * 2001, "«Ghi chú» dài 2001 chữ"),
    ],
)
def test_what_is_refused_is_said_beside_its_field_and_stays_typed(
    village: Driver, field: str, typed: str, said: str
) -> None:
    before = IntegrityService(village.window.workspace.session).state_hash().sha256
    _screen, dialog = edit(village, "Trần Thị Bình")
    write(dialog, "occupation", "Thợ may")
    write(dialog, field, typed)
    enter(village, dialog)
    assert refusal_of(dialog, field).startswith(said)
    assert line(dialog, field).hasFocus()
    assert (line(dialog, field).text(), line(dialog, "occupation").text()) == (typed, "Thợ may")
    assert IntegrityService(village.window.workspace.session).state_hash().sha256 == before
    QTest.keyClick(line(dialog, field), Qt.Key.Key_End)
    QTest.keyClicks(line(dialog, field), "x")
    assert refusal_of(dialog, field) == ""
    dialog.give_up()


def test_with_the_largest_letters_a_refused_field_is_brought_into_view_with_its_sentence(
    village: Driver,
) -> None:
    village.window.workspace.appearance.choose_text_px(28)
    _screen, dialog = edit(village, "Trần Thị Bình")
    assert dialog.height() <= village.window.height()
    line(dialog, "note").setText("ă" * 2001)
    line(dialog, "full_name").setFocus(Qt.FocusReason.TabFocusReason)
    enter(village, dialog)
    village.bot.waitUntil(
        lambda: (
            not line(dialog, "note").visibleRegion().isEmpty()
            and not dialog.form.refusals["note"].visibleRegion().isEmpty()
        ),
        timeout=PATIENCE_MS,
    )
    assert line(dialog, "note").hasFocus()
    dialog.give_up()


def test_enter_with_nothing_changed_closes_and_writes_nothing(village: Driver) -> None:
    before = IntegrityService(village.window.workspace.session).state_hash().sha256
    screen, dialog = edit(village, "Trần Thị Bình")
    enter(village, dialog)
    assert is_gone(dialog)
    assert IntegrityService(village.window.workspace.session).state_hash().sha256 == before
    assert not screen.acts.isVisible()


def test_esc_asks_only_where_something_is_otherwise_than_held_also_an_emptied_field(
    village: Driver,
) -> None:
    session = village.window.workspace.session
    PersonService(session).add(ALL)
    village.rest()
    _screen, dialog = edit(village, "Lê Thị Hoa")
    write(dialog, "note", "")
    QTest.keyClick(line(dialog, "note"), Qt.Key.Key_Escape)
    (box,) = [box for box in dialog.findChildren(QMessageBox) if box.isVisible()]
    QTest.keyClick(box, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert dialog.isVisible()
    line(dialog, "note").setText(ALL["note"])
    QTest.keyClick(line(dialog, "note"), Qt.Key.Key_Escape)
    assert is_gone(dialog)


def test_another_presence_has_another_day_and_the_one_held_comes_back_with_its_own(
    village: Driver,
) -> None:
    session = village.window.workspace.session
    PersonService(session).add(ALL)
    village.rest()
    _screen, dialog = edit(village, "Lê Thị Hoa")
    assert line(dialog, "presence_on").text() == "01/03/2026"
    choose(dialog, "presence", "deceased")
    assert line(dialog, "presence_on").text() == ""
    choose(dialog, "presence", "working_away")
    assert line(dialog, "presence_on").text() == "01/03/2026"
    choose(dialog, "presence", "deceased")
    write(dialog, "presence_on", "5/6/2026")
    enter(village, dialog)
    now = person(village, "Lê Thị Hoa")
    assert (now.presence, now.presence_on) == (Presence.DECEASED, "2026-06-05")


def test_whoever_is_there_already_is_named_and_can_be_opened_instead(village: Driver) -> None:
    screen, dialog = add(village)
    write(dialog, "full_name", "trần thi\u0323 bình")
    write(dialog, "birth", "1961")
    enter(village, dialog)
    assert dialog.alike_label.text() == (
        "Đã có Trần Thị Bình, sinh 1961. Mở người đó, hay vẫn thêm người mới?"
    )
    assert dialog.save_button.text() == "Vẫn thêm"
    assert len(people(village)) == 3
    button = dialog.focusWidget()
    assert button.property("text") == "Mở người đó"
    village.press(Qt.Key.Key_Return, button)
    assert is_gone(dialog)
    opened = card(village, screen)
    assert line(opened, "full_name").text() == "Trần Thị Bình"
    opened.give_up()
    assert screen.place.chosen == person(village, "Trần Thị Bình").id
    assert len(people(village)) == 3


def test_whoever_is_another_person_is_added_all_the_same(village: Driver) -> None:
    screen, dialog = add(village)
    write(dialog, "full_name", "Trần Thị Bình")
    enter(village, dialog)
    write(dialog, "occupation", "Thợ may")
    assert not dialog.alike_frame.isVisible()
    assert dialog.save_button.text() == "Thêm"
    enter(village, dialog)
    assert dialog.alike_frame.isVisible()
    village.click(dialog.save_button)
    assert len(people(village)) == 4
    assert screen.notice.text() == ("Đã thêm Trần Thị Bình. Giống 1 người khác trong danh sách.")


def test_the_list_stays_where_it_was_and_a_search_that_hides_the_person_is_emptied(
    offices: Offices, opened: Callable[[Office], Driver]
) -> None:
    with offices.villages[0].open() as session:
        for number in range(60):
            add_person(session, f"Lê Văn {'ABCDEGHIKLMNOPQRSTUVXY'[number % 22]}{'a' * number}")
    driver = opened(offices.villages[0])
    screen = driver.go("people", PeopleScreen)
    number = 36
    screen.table.choose_row(40)
    screen.table.choose_row(number)
    top = screen.table.verticalScrollBar().value()
    assert top > 0
    screen.table.setFocus()
    driver.press(Qt.Key.Key_F2)
    dialog = card(driver, screen)
    write(dialog, "phone", "0912345678")
    enter(driver, dialog)
    assert screen.table.chosen_row() == number
    assert screen.table.verticalScrollBar().value() == top
    front(driver)
    driver.write(screen.search_field, "le van")
    driver.bot.waitUntil(lambda: screen.panel.state == "normal", timeout=PATIENCE_MS)
    driver.press(Qt.Key.Key_Insert, screen.search_field)
    dialog = card(driver, screen)
    write(dialog, "full_name", "Mai Thị Sen")
    enter(driver, dialog)
    driver.bot.waitUntil(lambda: screen.search_field.text() == "", timeout=PATIENCE_MS)
    driver.bot.waitUntil(
        lambda: screen.place.chosen == person(driver, "Mai Thị Sen").id, timeout=PATIENCE_MS
    )
    front(driver)
    assert screen.table.hasFocus()


def test_f2_without_anybody_chosen_says_what_to_do_and_the_only_one_found_is_meant(
    village: Driver,
) -> None:
    screen = village.go("people", PeopleScreen)
    village.press(Qt.Key.Key_F2, screen.search_field)
    assert screen.notice.text() == "Hãy chọn một người trong danh sách rồi bấm «Sửa… (F2)»."
    village.write(screen.search_field, "binh")
    village.bot.waitUntil(lambda: screen.model.rowCount() == 1, timeout=PATIENCE_MS)
    village.press(Qt.Key.Key_F2, screen.search_field)
    dialog = card(village, screen)
    assert line(dialog, "full_name").text() == "Trần Thị Bình"
    dialog.give_up()


def test_at_the_commune_the_unit_is_chosen_and_results_are_told_in_one_line(
    offices: Offices, opened: Callable[[Office], Driver]
) -> None:
    with offices.commune.open() as session:
        UnitService(session).add("Trường Không Máy", UnitKind.SCHOOL)
        first = PersonService(session).add({"full_name": "Lê Văn Một"}, "Trường Không Máy").person
        give_points(session, first, ["9"] * 10)
    driver = opened(offices.commune)
    screen, dialog = add(driver)
    assert dialog.form.fields["unit"].hasFocus()
    write(dialog, "full_name", "Lê Thị Hai")
    enter(driver, dialog)
    assert refusal_of(dialog, "unit").startswith("Chưa chọn đúng thôn, đơn vị.")
    choose(dialog, "unit", first.home_unit)
    enter(driver, dialog)
    assert person(driver, "Lê Thị Hai").home_unit == first.home_unit
    # The list stands on her now: the next one is likely of the same unit.
    front(driver)
    driver.press(Qt.Key.Key_Insert)
    dialog = card(driver, screen)
    assert dialog.form.texts()["unit"] == first.home_unit
    assert line(dialog, "full_name").hasFocus()
    dialog.give_up()
    WorkflowService(driver.window.workspace.session).submit(YEAR)
    driver.rest()
    _screen, dialog = edit(driver, "Lê Văn Một")
    told = [said.text() for said in dialog.findChildren(QLabel)]
    assert told[1:3] == [
        "Trường Không Máy",
        "Người này đã có phiếu ở xã hoặc danh hiệu. Giấy công nhận đã in không đổi theo.",
    ]
    dialog.give_up()


def test_somebody_who_was_erased_meanwhile_is_refused_and_nothing_is_written(
    offices: Offices, opened: Callable[[Office], Driver]
) -> None:
    with offices.commune.open() as session:
        held = PersonService(session).add({"full_name": "Lê Văn Một"}, NGOC_BAN).person
    driver = opened(offices.commune)
    _screen, dialog = edit(driver, "Lê Văn Một")
    ErasureService(driver.window.workspace.session).erase(held.id, "Người dân yêu cầu")
    driver.rest()
    write(dialog, "phone", "0912345678")
    enter(driver, dialog)
    assert dialog.notice.text().startswith("Người này không còn trong danh sách của máy này.")
    assert line(dialog, "phone").text() == "0912345678"
    dialog.give_up()
