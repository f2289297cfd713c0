"""Scoring: what the first point of a sheet says, what Enter at the last one does, and Esc."""

from collections.abc import Callable
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.builders.offices import INDICATORS, YEAR, Office, Offices, add_person
from tests.builders.scoring_screen import (
    field,
    registered,
    rested,
    saved_points,
    scoring,
    type_column,
    type_digits,
)
from tests.builders.ui import Driver
from vanhoa_desktop.domain.enums import ConsentKind
from vanhoa_desktop.services.people.registrations import Consent, RegistrationService
from vanhoa_desktop.ui.registration.registration_screen import RegistrationScreen
from vanhoa_desktop.ui.widgets.search_field import REST_MS


def test_after_the_tenth_enter_digits_are_taken_by_nobody_and_the_next_enter_goes_on(
    village: Driver,
) -> None:
    screen = scoring(village)
    type_column(village, screen, ["8"] * 10)
    assert screen.buttons.next.hasFocus()
    told = "Đã đủ 10 chỉ số của Lê Văn An. Nhấn Enter để sang người tiếp."
    assert screen.buttons.notice.text() == told
    for keys in ("1", "10", "7,5"):
        type_digits(keys)
        assert screen.buttons.notice.text() == f"Số vừa gõ không được ghi. {told}"
        village.press(Qt.Key.Key_Return)
        assert screen.buttons.next.hasFocus()
    assert saved_points(village, "Lê Văn An") == dict.fromkeys(INDICATORS, Decimal(8))
    village.press(Qt.Key.Key_Return)
    assert screen.sheet_panel.name_label.text() == "Trần Thị Bình"
    assert field(screen, 1).hasFocus()
    assert not screen.buttons.notice.isVisible()


def test_at_the_end_of_a_column_with_gaps_they_are_counted(village: Driver) -> None:
    screen = scoring(village)
    type_column(village, screen, ["8"] * 8)
    field(screen, 10).setFocus()
    village.press(Qt.Key.Key_Return)
    assert screen.buttons.notice.text().startswith("Còn 2 chỉ số của Lê Văn An chưa chấm.")
    village.press(Qt.Key.Key_Up)
    assert field(screen, 10).hasFocus()
    assert not screen.buttons.notice.isVisible()


def test_the_first_point_says_that_it_registered_and_offers_to_take_that_back(
    village: Driver,
) -> None:
    """It stays, on the sheet of each whom points registered; nobody is asked 300 times."""
    screen = scoring(village)
    panel = screen.sheet_panel
    assert panel.notice.text().startswith("Chưa đăng ký.")
    assert not panel.withdraw_button.isVisible()
    type_column(village, screen, ["8", "9"])
    village.rest()
    told = "Điểm vừa ghi đã đăng ký người này: còn thiếu sự đồng ý, "
    told += "có phiếu đã ký thì ghi ở «Đăng ký»."
    assert panel.notice.text() == told
    village.press(Qt.Key.Key_PageDown)
    assert panel.notice.text().startswith("Chưa đăng ký.")
    village.press(Qt.Key.Key_PageUp)
    assert panel.notice.text() == told
    village.ask.agrees = False
    village.click(panel.withdraw_button)
    assert registered(village) == {"Lê Văn An"}
    village.ask.agrees = True
    village.click(panel.withdraw_button)
    assert registered(village) == set()
    assert saved_points(village, "Lê Văn An") == {}
    assert panel.notice.text().startswith("Chưa đăng ký.")
    assert not panel.withdraw_button.isVisible()
    assert field(screen, 1).hasFocus()


def test_at_the_next_start_the_sheet_still_tells_it_and_leads_to_where_it_is_taken_back(
    village: Driver, offices: Offices, opened: Callable[[Office], Driver]
) -> None:
    """What could be taken back at once was found nowhere any more after a restart."""
    screen = scoring(village)
    type_column(village, screen, ["8", "9"])
    village.rest()
    village.close()
    again = opened(offices.villages[0])
    again.write(again.go("registration", RegistrationScreen).search_field, "cuong")
    screen = scoring(again)
    panel = screen.sheet_panel
    assert panel.name_label.text() == "Lê Văn An"
    assert panel.notice.text() == (
        "Đã đăng ký, còn thiếu sự đồng ý: có phiếu đã ký thì ghi ở «Đăng ký»; "
        "đăng ký nhầm thì rút ở đó."
    )
    assert not panel.withdraw_button.isVisible()
    again.press(Qt.Key.Key_PageDown)
    assert not panel.registration_button.isVisible()
    again.press(Qt.Key.Key_PageUp)
    again.click(panel.registration_button)
    registration = again.workbench.screen_shown
    assert isinstance(registration, RegistrationScreen)
    again.bot.wait(2 * REST_MS)
    again.rest()
    assert registration.table.hasFocus()
    (row,) = {index.row() for index in registration.table.selectedIndexes()}
    assert registration.model.rows[row].person.full_name == "Lê Văn An"
    again.click(registration.withdraw_button)
    assert registered(again) == set()


def test_a_child_whom_a_point_registered_needs_the_parents_signature(village: Driver) -> None:
    add_person(village.window.workspace.session, "Bùi Văn Nhỏ", birth="2015")
    village.rest()
    screen = scoring(village)
    village.write(screen.search_field, "nho")
    village.press(Qt.Key.Key_Return)
    assert screen.sheet_panel.name_label.text() == "Bùi Văn Nhỏ"
    type_column(village, screen, ["8"])
    village.rest()
    assert screen.sheet_panel.notice.text().endswith(
        "Dưới 16 tuổi: phải có chữ ký cha mẹ hoặc người giám hộ."
    )


def test_who_has_consented_is_told_nothing_after_the_first_point(village: Driver) -> None:
    session = village.window.workspace.session
    with session.database.reading() as reading:
        (person,) = reading.people.search("Lê Văn An")
    consent = Consent(frozenset({ConsentKind.USE}), "2026-03-01")
    RegistrationService(session).register([person], YEAR, consent)
    village.rest()
    screen = scoring(village)
    type_column(village, screen, ["8"])
    village.rest()
    assert not screen.sheet_panel.notice.isVisible()


def test_escape_takes_back_what_is_typed_however_long_it_stood_there(village: Driver) -> None:
    """After a second it was saved, and Esc went to the list and kept it."""
    screen = scoring(village)
    type_column(village, screen, ["8"])
    QTest.keyClicks(field(screen, 2), "5")
    rested(village, screen, 2)
    assert saved_points(village, "Lê Văn An") == {"CS1": Decimal(8), "CS2": Decimal(5)}
    village.press(Qt.Key.Key_Escape)
    village.rest()
    assert field(screen, 2).hasFocus()
    assert field(screen, 2).text() == ""
    assert saved_points(village, "Lê Văn An") == {"CS1": Decimal(8)}
    village.press(Qt.Key.Key_Escape)
    assert screen.table.hasFocus()
    assert saved_points(village, "Lê Văn An") == {"CS1": Decimal(8)}


def test_a_total_with_gaps_is_told_from_a_complete_one_in_the_list(village: Driver) -> None:
    """A «7» of one indicator looked like an «86» of all."""
    screen = scoring(village)
    type_column(village, screen, ["7"])
    assert screen.model.rows[0].points_text == "! 7"
    type_column(village, screen, ["8"] * 10)
    assert screen.model.rows[0].points_text == "80"


def test_escape_empties_a_search_for_nobody_wherever_the_keyboard_is(village: Driver) -> None:
    """«Nhấn Esc để xem cả danh sách» held in the search alone."""
    screen = scoring(village)
    village.write(screen.search_field, "khong co ai")
    village.press(Qt.Key.Key_Return, screen.search_field)
    assert not screen.model.rows
    screen.setFocus()
    village.press(Qt.Key.Key_Escape, screen)
    village.rest()
    assert screen.search_field.text() == ""
    village.bot.waitUntil(lambda: len(screen.model.rows) == 3)


def test_where_there_are_pages_the_sentence_of_an_empty_list_is_whole(village: Driver) -> None:
    """List and sentence stood side by side where there is no room for both: it was cut off."""
    screen = scoring(village)
    village.window.resize(700, 700)
    village.rest()
    assert screen.pages.is_paged
    village.press(Qt.Key.Key_Escape)
    village.write(screen.search_field, "khong co ai")
    village.bot.waitUntil(lambda: not screen.model.rows)
    told = screen.panel.notice_label
    assert told.text() == "Không tìm thấy ai có tên này."
    assert told.visibleRegion().boundingRect().size() == told.size()
    assert screen.panel.x() >= 0
    assert screen.panel.width() <= screen.width()


def test_numbers_that_were_refused_are_counted_at_the_end(village: Driver) -> None:
    """They stood red above, out of sight, and the sheet was said to lack some indicators."""
    screen = scoring(village)
    type_column(village, screen, ["19,5", *["8"] * 9])
    village.rest()
    field(screen, 10).setFocus()
    village.press(Qt.Key.Key_Return)
    assert screen.buttons.notice.text().startswith(
        "1 số gõ ở phiếu của Lê Văn An chưa ghi được (ô đỏ, xem phía trên)."
    )
