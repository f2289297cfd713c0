"""«Đăng ký»: asked with numbers, nothing kept from the person before, and taken back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from tests.builders.offices import NGOC_BAN, YEAR, Office, Offices, add_person, give_points
from tests.builders.sent_year import PASSING, appraise, decide, send_down, sent_year
from tests.builders.ui import Driver
from vanhoa_desktop.domain.enums import ConsentKind
from vanhoa_desktop.services.appraisal.workflow import WorkflowService
from vanhoa_desktop.services.people.person_entry import PersonService
from vanhoa_desktop.services.people.registrations import Consent, RegistrationService
from vanhoa_desktop.services.sheets.overview import OverviewService
from vanhoa_desktop.ui.people.people_screen import PeopleScreen
from vanhoa_desktop.ui.received.received_screen import ReceivedScreen
from vanhoa_desktop.ui.registration.registration_screen import RegistrationScreen
from vanhoa_desktop.ui.registration.state import (
    RegistrationRequest,
    RegistrationRow,
    registering_details,
    registering_question,
)
from vanhoa_desktop.ui.scoring.scoring_screen import ScoringScreen

CHILD = "Trần Bé Út"
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def village(offices: Offices, opened: Callable[[Office], Driver]) -> Driver:
    """Two adults and a child of ten."""
    with offices.villages[0].open() as session:
        add_person(session, "Lê Văn An")
        add_person(session, "Đỗ Văn Cường")
        add_person(session, CHILD, "2016")
    return opened(offices.villages[0])


def shown(village: Driver) -> RegistrationScreen:
    return village.go("registration", RegistrationScreen)


def undo_text(screen: RegistrationScreen) -> str:
    button = screen.acts.undo_button
    return button.text() if button.isVisible() else ""


def consents(village: Driver) -> list[tuple[str | None, str | None]]:
    """Both consents of everybody who is registered."""
    held = OverviewService(village.window.workspace.session).registrations(YEAR)
    return [(found.use_consent_on, found.post_consent_on) for found in held.values()]


def test_one_click_registers_nobody_unasked(village: Driver) -> None:
    screen = shown(village)
    village.ask.agrees = False
    village.click(screen.all_button)
    assert screen.register_button.text() == "Đăng ký 3 người đang chọn…"
    screen.use_box.click()
    village.click(screen.register_button)
    assert village.ask.asked == [f"Đăng ký 3 người cho năm {YEAR}?"]
    assert consents(village) == []
    village.ask.agrees = True
    village.click(screen.register_button)
    assert [use is not None for use, _ in consents(village)] == [True] * 3
    assert [post for _, post in consents(village)] == [None] * 3


def test_the_question_counts_people_consents_and_children_who_need_a_signature(
    village: Driver,
) -> None:
    screen = shown(village)
    rows = screen.model.rows
    act = RegistrationRequest(tuple(rows), YEAR, frozenset({ConsentKind.USE, ConsentKind.POST}))
    session = village.window.workspace.session
    plan = RegistrationService(session).plan([row.person for row in rows], YEAR, act.kinds)
    assert registering_question(act, plan) == f"Đăng ký 3 người cho năm {YEAR}?"
    details = registering_details(act, plan)
    assert "Ghi đồng ý cho đánh giá và đồng ý niêm yết tên cho 3 người" in details
    assert "Có 1 người dưới 16 tuổi" in details
    assert "chữ ký của cha mẹ hoặc người giám hộ" in details
    none = RegistrationRequest((RegistrationRow(rows[0].person, None),), YEAR)
    assert "Không ghi sự đồng ý nào." in registering_details(none, plan)


def test_a_consent_that_stands_keeps_its_day_and_the_question_and_the_answer_count_it(
    offices: Offices, opened: Callable[[Office], Driver]
) -> None:
    """One of three had agreed in March: with all chosen, the other two are written."""
    with offices.villages[0].open() as session:
        agreed = add_person(session, "Lê Văn An")
        add_person(session, "Đỗ Văn Cường")
        add_person(session, "Mai Thị Dung")
        march = Consent(frozenset({ConsentKind.USE}), "2026-03-15")
        RegistrationService(session).register([agreed], YEAR, march)
    village = opened(offices.villages[0])
    screen = shown(village)
    village.click(screen.all_button)
    screen.use_box.click()
    village.click(screen.register_button)
    assert village.ask.asked == [f"Đăng ký 2 người cho năm {YEAR}, trong 3 người đang chọn?"]
    assert village.ask.details[0].splitlines()[:3] == [
        "Ghi đồng ý cho đánh giá cho 2 người, theo phiếu giấy đã ký.",
        (
            "Có 1 người đã có sự đồng ý từ trước. Ngày đã ghi được giữ nguyên; muốn ghi ngày khác "
            "thì «Rút đăng ký…» rồi đăng ký lại."
        ),
        "Có 1 người đã đăng ký từ trước: 1 người giữ nguyên.",
    ]
    assert screen.notice.text() == "Đã ghi: 2 người đăng ký mới; 1 người giữ nguyên như đã ghi."
    session = village.window.workspace.session
    held = OverviewService(session).registrations(YEAR)
    today = session.today()
    assert sorted(str(found.use_consent_on) for found in held.values()) == [
        "2026-03-15",
        *(today, today),
    ]
    # Again, for the same: nothing is left to write, and nobody is asked anything.
    village.click(screen.all_button)
    screen.use_box.click()
    village.click(screen.register_button)
    assert len(village.ask.asked) == 1
    assert screen.notice.text().startswith(
        "3 người đã đăng ký, đã có đồng ý cho đánh giá từ trước. Ngày đã ghi được giữ nguyên"
    )
    # The other consent is missing of all three, and is added beside the first.
    assert screen.use_box.isChecked()
    screen.post_box.click()
    village.click(screen.register_button)
    assert village.ask.asked[1] == f"3 người đã đăng ký năm {YEAR}. Ghi thêm sự đồng ý?"
    assert village.ask.details[1].splitlines()[0] == (
        "Ghi đồng ý niêm yết tên cho 3 người, theo phiếu giấy đã ký."
    )
    told = "Đã ghi: 3 người đã đăng ký, nay ghi thêm sự đồng ý."
    assert screen.notice.text() == told
    held = OverviewService(session).registrations(YEAR)
    assert held[agreed.id].use_consent_on == "2026-03-15"
    assert {found.post_consent_on for found in held.values()} == {today}


def test_a_child_alone_is_asked_for_too_and_an_adult_alone_is_not(village: Driver) -> None:
    screen = shown(village)
    names = [row.person.full_name for row in screen.model.rows]
    screen.table.choose_row(names.index("Lê Văn An"))
    village.click(screen.register_button)
    assert village.ask.asked == []
    screen.table.choose_row(names.index(CHILD))
    village.click(screen.register_button)
    assert village.ask.asked == [f"Đăng ký {CHILD} cho năm {YEAR}?"]


def test_no_tick_is_there_at_first_and_none_is_kept_for_the_next_person(village: Driver) -> None:
    screen = shown(village)
    assert not screen.use_box.isChecked()
    assert not screen.post_box.isChecked()
    screen.table.choose_row(0)
    screen.use_box.click()
    screen.post_box.click()
    screen.table.choose_row(1)
    assert not screen.use_box.isChecked()
    assert not screen.post_box.isChecked()
    screen.use_box.click()
    village.click(screen.register_button)
    assert not screen.use_box.isChecked()
    village.go("scoring", ScoringScreen)
    screen = shown(village)
    screen.table.choose_row(0)
    screen.post_box.click()
    village.go("scoring", ScoringScreen)
    assert not shown(village).post_box.isChecked()


def test_registering_many_is_undone_after_a_question_that_counts_them_and_done_again(
    village: Driver,
) -> None:
    screen = shown(village)
    village.click(screen.all_button)
    village.click(screen.register_button)
    assert len(consents(village)) == 3
    assert "Bỏ được bằng «Hoàn tác», ở đây hoặc sau này ở «Tệp đã nhận" in village.ask.details[0]
    assert undo_text(screen) == "Hoàn tác: đăng ký 3 người"
    village.ask.agrees = False
    village.press(Qt.Key.Key_Z, screen.table, CONTROL)
    assert village.ask.asked[-1].startswith(f"Hoàn tác việc đăng ký 3 người, năm {YEAR} lúc ")
    assert village.ask.details[-1].splitlines() == [
        "3 người thôi đăng ký: Lê Văn An, Đỗ Văn Cường, Trần Bé Út.",
        "Không mất gì: ở «Tệp đã nhận, những lần nhập» bấm «Làm lại» là có lại đúng như cũ.",
    ]
    assert len(consents(village)) == 3
    village.ask.agrees = True
    village.click(screen.acts.undo_button)
    assert consents(village) == []
    assert undo_text(screen) == ""
    assert screen.notice.text().startswith(
        f"Đã hoàn tác việc đăng ký 3 người, năm {YEAR}. 3 người thôi đăng ký: Lê Văn An,"
    )
    village.press(Qt.Key.Key_Y, screen.table, CONTROL)
    assert len(consents(village)) == 3
    assert undo_text(screen) == "Hoàn tác: đăng ký 3 người"


def test_the_undo_is_there_when_the_page_was_left_and_in_the_list_of_what_was_done(
    village: Driver,
) -> None:
    screen = shown(village)
    screen.table.choose_row(0)
    name = screen.model.rows[0].person.full_name
    village.click(screen.register_button)
    village.go("people", PeopleScreen)
    screen = shown(village)
    assert undo_text(screen) == "Hoàn tác: đăng ký 1 người"
    received = village.go("received", ReceivedScreen)
    assert received.model.rows[0].listed == f"Đăng ký {name}, năm {YEAR}"
    assert received.model.rows[0].status == "✔ Đang tính"
    received.table.choose_row(0)
    village.press(Qt.Key.Key_Z, received.table, CONTROL)
    assert consents(village) == []
    # What was taken back there is offered here to be done again, and not to be taken back.
    screen = shown(village)
    assert undo_text(screen) == ""
    assert screen.acts.redo_button.isVisible()
    village.click(screen.acts.redo_button)
    assert len(consents(village)) == 1


def test_arrows_from_the_button_that_registers_lead_to_nothing_that_takes_back(
    village: Driver,
) -> None:
    screen = shown(village)
    village.click(screen.all_button)
    village.click(screen.register_button)
    asked = len(village.ask.asked)
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Right, Qt.Key.Key_Down):
        screen.register_button.setFocus()
        village.press(key, screen.register_button)
        assert village.focused not in {screen.acts.undo_button, screen.withdraw_button}
        village.press(Qt.Key.Key_Return, village.focused)
        assert len(village.ask.asked) == asked
    assert len(consents(village)) == 3


def test_what_the_undo_is_of_is_named_also_where_a_consent_alone_was_written(
    village: Driver,
) -> None:
    screen = shown(village)
    screen.table.choose_row(0)
    name = screen.model.rows[0].person.full_name
    village.click(screen.register_button)
    assert undo_text(screen) == "Hoàn tác: đăng ký 1 người"
    screen.table.choose_row(0)
    screen.use_box.click()
    village.click(screen.register_button)
    assert undo_text(screen) == "Hoàn tác: ghi đồng ý của 1 người"
    village.click(screen.acts.undo_button)
    assert f"1 người có sự đồng ý như trước lần đó: {name}." in village.ask.details[-1]
    assert consents(village) == [(None, None)]
    assert undo_text(screen) == "Hoàn tác: đăng ký 1 người"


def test_a_registration_is_withdrawn_after_a_question_and_that_is_undone(village: Driver) -> None:
    screen = shown(village)
    village.click(screen.all_button)
    screen.post_box.click()
    village.click(screen.register_button)
    before = consents(village)
    village.click(screen.all_button)
    village.click(screen.withdraw_button)
    assert village.ask.asked[-1] == f"Rút đăng ký năm {YEAR} của 3 người?"
    assert consents(village) == []
    assert screen.count_label.text() == "0 đã đăng ký / 3"
    assert undo_text(screen) == "Hoàn tác: rút đăng ký của 3 người"
    village.click(screen.acts.undo_button)
    assert "3 người lại là người đã đăng ký: Lê Văn An" in village.ask.details[-1]
    assert consents(village) == before


def test_who_is_not_registered_cannot_be_withdrawn(village: Driver) -> None:
    screen = shown(village)
    village.click(screen.withdraw_button)
    assert "Hãy chọn ít nhất một người" in screen.notice.text()
    screen.table.choose_row(0)
    village.click(screen.withdraw_button)
    assert "đã đăng ký" in screen.notice.text()
    assert village.ask.asked == []


def test_a_sheet_that_was_sent_is_named_when_its_registration_is_to_go(village: Driver) -> None:
    session = village.window.workspace.session
    screen = shown(village)
    person = screen.model.rows[0].person
    give_points(session, person, ["9"] * 10)
    WorkflowService(session).submit(YEAR)
    village.rest()
    screen.table.choose_row(0)
    village.click(screen.withdraw_button)
    assert f"Phiếu của {person.full_name} đã gửi xã" in screen.notice.text()
    assert "đề nghị xã trả lại" in screen.notice.text()
    # What is refused is not asked first.
    assert village.ask.asked == []
    assert len(consents(village)) == 1


def test_of_somebody_recognised_no_withdrawal_is_asked_and_the_advice_fits(
    offices: Offices, opened: Callable[[Office], Driver], tmp_path: Path
) -> None:
    sent_year(offices, tmp_path)
    appraise(offices.commune, *PASSING)
    decide(offices.commune)
    send_down(offices, tmp_path)
    driver = opened(offices.villages[0])
    screen = shown(driver)
    names = [row.person.full_name for row in screen.model.rows]
    screen.table.choose_row(names.index(PASSING[0]))
    driver.click(screen.withdraw_button)
    assert screen.notice.text() == (
        f"{PASSING[0]} đã được công nhận theo quyết định, nên phiếu và đăng ký của năm không đổi "
        "được nữa. Công nhận sai thì xã phải ra quyết định khác trên giấy; hãy hỏi người phụ "
        "trách. Số liệu trên máy này không bị thay đổi."
    )
    assert driver.ask.asked == []


def test_down_and_enter_in_the_search_go_to_the_list_and_never_to_a_consent(
    village: Driver,
) -> None:
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
        screen = shown(village)
        village.write(screen.search_field, "le")
        village.press(key, screen.search_field)
        assert village.focused is screen.table
        village.press(Qt.Key.Key_Space, screen.table)
        assert not screen.use_box.isChecked()
        screen.search_field.clear()


def test_a_sheet_says_that_the_first_point_registers_without_consent(village: Driver) -> None:
    screen = village.go("scoring", ScoringScreen)
    said = "Ghi điểm đầu tiên là đăng ký người này mà không ghi sự đồng ý nào"
    assert said in screen.sheet_panel.notice.text()
    session = village.window.workspace.session
    with session.database.reading() as reading:
        people = reading.people.search("")
    for person in people:
        give_points(session, person, ["9"])
    village.rest()
    assert said not in village.go("scoring", ScoringScreen).sheet_panel.notice.text()


def test_what_was_missing_is_not_told_when_somebody_is_chosen(village: Driver) -> None:
    screen = village.go("registration", RegistrationScreen)
    village.click(screen.register_button)
    assert screen.notice.text() == "Hãy chọn ít nhất một người trong danh sách."
    screen.table.selectRow(0)
    assert not screen.notice.isVisible()


def test_after_registering_nobody_is_chosen_and_the_button_says_so(village: Driver) -> None:
    screen = village.go("registration", RegistrationScreen)
    village.click(screen.all_button)
    assert screen.register_button.text() == "Đăng ký 3 người đang chọn…"
    village.click(screen.register_button)
    assert screen.table.selectedIndexes() == []
    assert screen.register_button.text() == "Đăng ký những người đang chọn…"
    assert screen.notice.text() == "Đã ghi: 3 người đăng ký mới."


def test_the_commune_too_is_told_that_a_first_point_registers_and_of_a_child(
    offices: Offices, opened: Callable[[Office], Driver]
) -> None:
    with offices.commune.open() as session:
        PersonService(session).add({"full_name": "Lê Văn Bé", "birth": "2015"}, NGOC_BAN)
    told = opened(offices.commune).go("scoring", ScoringScreen).sheet_panel.notice.text()
    assert "Ghi điểm đầu tiên là đăng ký người này" in told
    assert "thôn chưa gửi đăng ký" in told
    assert "dưới 16 tuổi" in told
