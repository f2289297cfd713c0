"""Files in and out by clicks: looked at before anything is written, each with its own result."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.builders.exchanging import look_at, sent_bundle, take_in
from tests.builders.offices import CAM_BAO, NGOC_BAN, Office, Offices, add_person, give_points
from tests.builders.ui import Driver
from vanhoa_desktop.domain.enums import ActKind
from vanhoa_desktop.services.people.person_entry import PersonService
from vanhoa_desktop.services.post.receiving import Fate
from vanhoa_desktop.services.review.undo import UndoService
from vanhoa_desktop.services.rows.roster import RosterService
from vanhoa_desktop.ui.conflicts.conflicts_screen import ConflictsScreen
from vanhoa_desktop.ui.exchange.commune_exchange_screen import CommuneExchangeScreen
from vanhoa_desktop.ui.exchange.unit_exchange_screen import UnitExchangeScreen
from vanhoa_desktop.ui.receipts.receipt_screen import ReceiptScreen
from vanhoa_desktop.ui.received.received_screen import ReceivedScreen


def names(driver: Driver) -> list[str]:
    session = driver.window.workspace.session
    return [person.full_name for person in RosterService(session).search("")]


def early_bundle(offices: Offices, folder: Path) -> Path:
    """A second file of the village, which builds on a first that went elsewhere."""
    village, other = offices.villages[0], offices.copy(folder / "other").commune
    first = sent_bundle(village, folder / "first.vhb")
    other.merge(first)
    village.merge(other.export(folder / "ack.vhb", NGOC_BAN))
    with village.open() as session:
        add_person(session, "Lê Thị Hai")
    return village.export(folder / "second.vhb")


def exchange(commune: Driver) -> CommuneExchangeScreen:
    return commune.go("commune-exchange", CommuneExchangeScreen)


def drop(widget: QWidget, *paths: Path) -> bool:
    """Drag files over a widget and let them go; whether they were welcome."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(QPoint(9, 9), copy, mime, left, none)
    QApplication.sendEvent(widget, entering)
    if entering.isAccepted():
        QApplication.sendEvent(widget, QDropEvent(QPointF(9, 9), copy, mime, left, none))
    return entering.isAccepted()


def test_nothing_is_written_before_the_officer_agreed(
    offices: Offices, commune: Driver, tmp_path: Path
) -> None:
    good = sent_bundle(offices.villages[0], tmp_path / "len.vhb")
    screen = exchange(commune)
    look_at(commune, screen, good)
    panel = screen.receive_panel
    assert panel.title_label.text() == "Xem trước khi nhận"
    assert panel.count_label.text() == "1 tệp nhận được. Chưa có gì được ghi."
    assert "Thôn Ngọc Bản, Nguyễn Văn Thử lưu lúc" in panel.headline_label.text()
    assert "1 người" in panel.story_label.text()
    assert "1 phiếu chờ thẩm định" in panel.story_label.text()
    assert panel.take_button.text() == "Nhận 1 tệp"
    assert panel.take_button.hasFocus()
    assert names(commune) == []
    commune.click(panel.back_button)
    assert names(commune) == []
    assert screen.merge_button.isVisible()
    look_at(commune, screen, good)
    commune.press(Qt.Key.Key_Return, panel.take_button)
    assert names(commune) == ["Mai Thị Sen"]
    assert panel.notice.text() == "1 tệp đã nhận."
    assert panel.done_button.hasFocus()
    commune.click(panel.done_button)
    standing = {row.standing.unit.name: row for row in screen.model.rows}
    assert standing[NGOC_BAN].standing.waiting == 1
    assert standing[NGOC_BAN].age.startswith("hôm nay")


def test_each_of_several_files_has_its_own_result(
    offices: Offices, commune: Driver, tmp_path: Path
) -> None:
    good = sent_bundle(offices.villages[0], tmp_path / "good.vhb")
    bad = tmp_path / "bad.vhb"
    bad.write_bytes(good.read_bytes()[:-7])
    screen = exchange(commune)
    look_at(commune, screen, bad, good)
    panel = screen.receive_panel
    assert [row.fate for row in panel.model.rows] == [Fate.NEW, Fate.REFUSED]
    assert panel.model.rows[1].headline == "bad.vhb"
    assert "1 tệp không nhận" in panel.count_label.text()
    panel.table.choose_row(1)
    assert panel.story_label.text().startswith("Tệp bị cụt: chép chưa hết.")
    commune.click(panel.take_button)
    assert panel.notice.text() == "1 tệp đã nhận, 1 tệp không nhận."
    assert [row.state for row in panel.model.rows] == ["✔ Đã nhận", "! Không nhận"]
    assert names(commune) == ["Mai Thị Sen"]
    commune.click(panel.done_button)
    look_at(commune, screen, good)
    assert panel.story_label.text().startswith("Mọi thay đổi trong tệp này đã có")
    assert not panel.take_button.isEnabled()
    assert panel.back_button.hasFocus()


def test_files_can_be_dropped_on_the_screen(
    offices: Offices, commune: Driver, tmp_path: Path
) -> None:
    good = sent_bundle(offices.villages[0], tmp_path / "len.vhb")
    screen = exchange(commune)
    assert not drop(screen, tmp_path)
    assert drop(screen, good)
    commune.rest()
    assert screen.receive_panel.take_button.isVisible()
    assert [row.path.name for row in screen.receive_panel.model.rows] == ["len.vhb"]


def test_a_file_that_came_early_is_kept_and_can_be_dropped(
    offices: Offices, commune: Driver, tmp_path: Path
) -> None:
    second = early_bundle(offices, tmp_path)
    screen = exchange(commune)
    look_at(commune, screen, second)
    panel = screen.receive_panel
    assert panel.take_button.text() == "Giữ 1 tệp chờ tệp trước"
    assert "Còn thiếu tệp trước của Thôn Ngọc Bản" in panel.story_label.text()
    commune.click(panel.take_button)
    assert "1 tệp được giữ chờ tệp trước" in panel.notice.text()
    commune.click(panel.done_button)
    assert screen.received_button.text() == "Tệp đã nhận, những lần nhập (1)"
    commune.click(screen.received_button)
    received = commune.workbench.screen_shown
    assert isinstance(received, ReceivedScreen)
    (waiting,) = received.model.rows
    assert (waiting.what, waiting.status) == (f"Tệp của {NGOC_BAN}", "! Chờ tệp trước")
    assert "Còn thiếu tệp trước" in received.story_label.text()
    commune.ask.agrees = False
    commune.click(received.drop_button)
    assert len(received.model.rows) == 1
    commune.ask.agrees = True
    commune.click(received.drop_button)
    assert received.panel.state == "empty"
    assert "Đã bỏ tệp đang chờ của Thôn Ngọc Bản" in received.notice.text()


def test_the_file_that_was_missing_brings_in_the_one_that_waited(
    offices: Offices, commune: Driver, tmp_path: Path
) -> None:
    second = early_bundle(offices, tmp_path)
    screen = exchange(commune)
    take_in(commune, screen, second)
    assert names(commune) == []
    take_in(commune, screen, tmp_path / "first.vhb")
    assert names(commune) == ["Lê Thị Hai", "Mai Thị Sen"]
    assert screen.received_button.text() == "Tệp đã nhận, những lần nhập"


def test_a_merged_file_is_undone_and_redone_by_clicks(
    offices: Offices, commune: Driver, tmp_path: Path
) -> None:
    good = sent_bundle(offices.villages[0], tmp_path / "len.vhb")
    take_in(commune, exchange(commune), good)
    received = commune.go("received", ReceivedScreen)
    (row,) = received.model.rows
    assert (row.what, row.status) == (f"Tệp của {NGOC_BAN}", "✔ Đã nhận")
    commune.ask.agrees = False
    commune.click(received.undo_button)
    assert names(commune) == ["Mai Thị Sen"]
    assert commune.ask.asked[-1].startswith(f"Hoàn tác tệp của {NGOC_BAN} «len.vhb» nhận")
    commune.ask.agrees = True
    commune.click(received.undo_button)
    assert names(commune) == []
    assert received.model.rows[0].status == "○ Đã hoàn tác"
    assert not received.undo_button.isVisible()
    commune.click(received.redo_button)
    assert names(commune) == ["Mai Thị Sen"]
    assert "Đã làm lại" in received.notice.text()


def test_a_file_that_was_undone_is_offered_to_be_redone_when_it_comes_again(
    offices: Offices, commune: Driver, tmp_path: Path
) -> None:
    good = sent_bundle(offices.villages[0], tmp_path / "len.vhb")
    screen = exchange(commune)
    take_in(commune, screen, good)
    session = commune.window.workspace.session
    (act,) = UndoService(session).acts()
    UndoService(session).undo(ActKind.BUNDLE, act.id)
    commune.rest()
    look_at(commune, screen, good)
    panel = screen.receive_panel
    assert panel.model.rows[0].state == "○ Đã hoàn tác"
    assert not panel.take_button.isEnabled()
    commune.click(panel.redo_button)
    assert names(commune) == ["Mai Thị Sen"]


def test_what_a_file_would_do_is_looked_at_anew_when_records_change(
    offices: Offices, commune: Driver, tmp_path: Path
) -> None:
    good = sent_bundle(offices.villages[0], tmp_path / "len.vhb")
    screen = exchange(commune)
    look_at(commune, screen, good)
    offices_session = commune.window.workspace.session
    with offices_session.work() as work:
        work.commit()
    from_elsewhere = screen.receive_panel.model.rows
    commune.window.workspace.records_changed.emit(frozenset({"x"}))
    commune.rest()
    assert screen.receive_panel.model.rows == from_elsewhere
    assert screen.receive_panel.model.rows is not from_elsewhere


def test_a_conflict_that_a_file_brings_is_announced_and_one_click_away(
    offices: Offices, commune: Driver, tmp_path: Path
) -> None:
    village = offices.villages[0]
    with village.open() as session:
        person = add_person(session, "Lê Thị Khác")
    screen = exchange(commune)
    take_in(commune, screen, village.export(tmp_path / "1.vhb"))
    write_occupation(village, person.id, "Nông dân")
    session = commune.window.workspace.session
    with session.work() as work:
        work.put("person", person.id, {"occupation": "Thợ mộc"})
        work.commit()
    look_at(commune, screen, village.export(tmp_path / "2.vhb"))
    panel = screen.receive_panel
    assert "1 số liệu chưa khớp" in panel.story_label.text()
    commune.click(panel.take_button)
    commune.click(panel.conflicts_button)
    shown = commune.workbench.screen_shown
    assert isinstance(shown, ConflictsScreen)
    assert len(shown.model.rows) == 1


def write_occupation(office: Office, person: str, occupation: str) -> None:
    with office.open() as session, session.work() as work:
        work.put("person", person, {"occupation": occupation})
        work.commit()


def test_results_are_saved_for_the_chosen_village_once_more_in_full(
    offices: Offices, commune: Driver, tmp_path: Path
) -> None:
    screen = exchange(commune)
    for path, is_full in ((tmp_path / "1.vhb", False), (tmp_path / "2.vhb", True)):
        if is_full:
            commune.click(screen.full_box)
        commune.ask.give(path)
        commune.click(screen.send_button)
        assert path.is_file()
    assert not screen.full_box.isChecked()
    commune.click(screen.folder_button)
    assert commune.ask.folders == [tmp_path]


def test_a_village_saves_takes_in_and_reads_its_receipt(
    offices: Offices, village: Driver, tmp_path: Path
) -> None:
    session = village.window.workspace.session
    with session.database.reading() as reading:
        first, second, _ = reading.people.search("")
    give_points(session, first, ["9"] * 10)
    give_points(session, second, ["9"])
    village.rest()
    screen = village.go("unit-exchange", UnitExchangeScreen)
    assert screen.receipt_label.text() == "2 chưa gửi xã."
    # The offices were founded when the tests began, it may be before midnight.
    days = ("Tệp gần nhất của xã: hôm nay", "Tệp gần nhất của xã: hôm qua")
    assert screen.heard_label.text().startswith(days)
    village.ask.give(tmp_path / "len.vhb")
    village.click(screen.submit_button)
    offices.commune.merge(tmp_path / "len.vhb")
    down = offices.commune.export(tmp_path / "xuong.vhb", NGOC_BAN)
    take_in(village, screen, down)
    assert screen.receipt_label.text() == "1 chưa gửi xã, 1 xã đã nhận."
    village.click(screen.receipt_button)
    receipt = village.workbench.screen_shown
    assert isinstance(receipt, ReceiptScreen)
    assert len(receipt.model.rows) == 2


def test_nothing_is_handed_over_until_its_file_is_saved(village: Driver, tmp_path: Path) -> None:
    session = village.window.workspace.session
    with session.database.reading() as reading:
        first, second, _ = reading.people.search("")
    give_points(session, first, ["9"] * 10)
    give_points(session, second, ["9"])
    village.rest()
    screen = village.go("unit-exchange", UnitExchangeScreen)
    before = screen.receipt_label.text()
    for refused in ((), (tmp_path,)):
        village.ask.give(*refused)
        village.click(screen.submit_button)
        assert screen.receipt_label.text() == before == "2 chưa gửi xã."
    assert "là một thư mục" in screen.notice.text()
    assert village.ask.asked[0].startswith("Chuyển 1 phiếu đã chấm đủ")
    assert "Ở lại thôn: 1 phiếu chưa chấm đủ (" in village.ask.details[0]
    assert "1 người chưa có bản đồng ý cho đánh giá" in village.ask.details[0]
    village.ask.give(tmp_path / "len.vhb")
    village.click(screen.submit_button)
    assert "Đã lưu len.vhb" in screen.notice.text()
    village.click(screen.submit_button)
    assert screen.notice.text().startswith(
        "Chưa có phiếu nào chuyển được: 1 phiếu chưa chấm đủ (Trần Thị Bình)."
    )


def test_a_village_does_not_undo_a_file_of_the_commune(village: Driver) -> None:
    screen = village.go("unit-exchange", UnitExchangeScreen)
    village.click(screen.received_button)
    received = village.workbench.screen_shown
    assert isinstance(received, ReceivedScreen)
    assert received.model.rows[-1].what == "Tệp của xã"
    received.table.choose_row(len(received.model.rows) - 1)
    assert not received.undo_button.isEnabled()
    assert "hãy báo xã" in received.story_label.text()


def test_a_refusal_while_answering_is_said_on_the_screen(
    offices: Offices, commune: Driver, tmp_path: Path
) -> None:
    take_in(commune, exchange(commune), sent_bundle(offices.villages[0], tmp_path / "len.vhb"))
    received = commune.go("received", ReceivedScreen)
    session = commune.window.workspace.session
    (act,) = UndoService(session).acts()
    session.listeners.clear()
    UndoService(session).undo(ActKind.BUNDLE, act.id)
    commune.click(received.undo_button)
    assert "đã được hoàn tác rồi" in received.notice.text()


@pytest.mark.parametrize("is_read", [True, False])
def test_what_was_taken_in_is_not_shown_again_after_it_was_read(
    offices: Offices, commune: Driver, tmp_path: Path, *, is_read: bool
) -> None:
    screen = exchange(commune)
    look_at(commune, screen, sent_bundle(offices.villages[0], tmp_path / "len.vhb"))
    if is_read:
        commune.click(screen.receive_panel.take_button)
    commune.go("received", ReceivedScreen)
    exchange(commune)
    assert screen.receive_panel.isVisible() is not is_read


def test_the_year_is_not_needed_to_take_in_the_file_that_opens_it(village: Driver) -> None:
    village.window.workspace.choose_year(None)
    screen = village.go("unit-exchange", UnitExchangeScreen)
    assert "Hãy nhận tệp của xã trước" in screen.state_label.text()
    assert not screen.submit_button.isEnabled()
    assert screen.merge_button.hasFocus()


def test_a_new_person_who_may_be_held_already_is_told_before(
    offices: Offices, commune: Driver, tmp_path: Path
) -> None:
    twin = {"full_name": "Nguyễn Thị Hòa", "birth": "12/3/1961"}
    PersonService(commune.window.workspace.session).add(twin, CAM_BAO)
    with offices.villages[0].open() as session:
        PersonService(session).add(twin)
    screen = exchange(commune)
    look_at(commune, screen, offices.villages[0].export(tmp_path / "len.vhb"))
    assert "1 nghi trùng người" in screen.receive_panel.story_label.text()


def test_esc_leaves_the_preview_and_the_result_of_taking_in(
    offices: Offices, commune: Driver, tmp_path: Path
) -> None:
    good = sent_bundle(offices.villages[0], tmp_path / "len.vhb")
    screen = exchange(commune)
    look_at(commune, screen, good)
    commune.press(Qt.Key.Key_Escape)
    assert screen.merge_button.isVisible()
    assert names(commune) == []
    look_at(commune, screen, good)
    commune.click(screen.receive_panel.take_button)
    commune.press(Qt.Key.Key_Escape)
    assert screen.merge_button.isVisible()
    assert names(commune) == ["Mai Thị Sen"]


def test_a_file_that_has_its_ending_is_not_told_to_have_it(commune: Driver, tmp_path: Path) -> None:
    bad = tmp_path / "thon.vhb"
    bad.write_bytes(b"no bundle at all, but somebody named it so")
    screen = exchange(commune)
    look_at(commune, screen, bad)
    story = screen.receive_panel.story_label.text()
    assert "đuôi .vhb" not in story
    assert "xin nơi gửi lưu lại" in story


def test_an_enter_too_many_while_files_are_looked_at_drops_none_of_them(
    offices: Offices, commune: Driver, tmp_path: Path
) -> None:
    file = sent_bundle(offices.villages[0], tmp_path / "1.vhb")
    screen = exchange(commune)
    panel = screen.receive_panel
    commune.ask.give(file)
    QTest.mouseClick(screen.merge_button, Qt.MouseButton.LeftButton)
    assert commune.focused is panel
    QTest.keyClick(commune.focused, Qt.Key.Key_Return)
    commune.rest()
    assert panel.isVisible()
    assert [row.fate for row in panel.model.rows] == [Fate.NEW]
    assert names(commune) == []
    said: list[str] = []
    commune.window.workspace.said.connect(said.append)
    commune.click(panel.back_button)
    assert said[-1] == "Không nhận 1 tệp vừa chọn. Tệp vẫn ở chỗ cũ, chọn lại được."
