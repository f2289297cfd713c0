"""Files of ended devices by clicks: seen, taken in for review, dropped; and sides that differ."""

from pathlib import Path

from tests.builders.exchanging import look_at, sent_bundle
from tests.builders.offices import NGOC_BAN, Offices
from tests.builders.ui import Driver
from vanhoa_desktop.services.devices.device_ending import DeviceEndingService, RevocationWish
from vanhoa_desktop.services.devices.enrolment import EnrolmentService
from vanhoa_desktop.services.office.agreement import differing
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.ui.exchange.commune_exchange_screen import CommuneExchangeScreen
from vanhoa_desktop.ui.received.received_screen import ReceivedScreen


def session_of(driver: Driver) -> Session:
    """The session of the open window."""
    return driver.window.workspace.session


def laptop_of(session: Session) -> str:
    """The device of the village."""
    devices = EnrolmentService(session).devices()
    return next(device.device_id for device in devices if device.unit_name == NGOC_BAN)


def file_lies_aside(offices: Offices, commune: Driver, folder: Path) -> ReceivedScreen:
    """A file of a laptop that was revoked meanwhile was brought; the list of kept files is open."""
    file = sent_bundle(offices.villages[0], folder / "len.vhb")
    session = session_of(commune)
    DeviceEndingService(session).revoke(RevocationWish(laptop_of(session), "mất máy"))
    screen = commune.go("commune-exchange", CommuneExchangeScreen)
    look_at(commune, screen, file)
    panel = screen.receive_panel
    assert panel.take_button.text() == "Giữ 1 tệp để xem xét"
    commune.click(panel.take_button)
    assert "1 tệp của máy đã ngừng dùng được giữ để xem xét" in panel.notice.text()
    commune.click(panel.done_button)
    return commune.go("received", ReceivedScreen)


def test_a_file_of_a_lost_laptop_is_taken_in_for_review(
    offices: Offices, commune: Driver, tmp_path: Path
) -> None:
    received = file_lies_aside(offices, commune, tmp_path)
    (row,) = received.model.rows
    assert (row.what, row.status) == (f"Tệp của {NGOC_BAN}", "! Máy đã ngừng dùng")
    assert "từ máy đã ngừng sử dụng" in received.story_label.text()
    commune.ask.agrees = False
    commune.click(received.review_button)
    assert list(received.model.rows) == [row]
    commune.ask.agrees = True
    commune.click(received.review_button)
    assert "Xem từng chỗ ở «Số liệu chưa khớp»" in received.notice.text()
    assert [item.status for item in received.model.rows] == ["✔ Đã nhận"]
    assert not received.review_button.isVisible()


def test_a_file_of_a_lost_laptop_is_dropped(
    offices: Offices, commune: Driver, tmp_path: Path
) -> None:
    received = file_lies_aside(offices, commune, tmp_path)
    commune.click(received.drop_button)
    assert "số liệu chỉ có trong tệp mất theo" in commune.ask.details[-1]
    assert received.panel.state == "empty"
    assert received.notice.text() == f"Đã bỏ tệp của {NGOC_BAN}."


def test_the_screen_of_files_says_whose_records_differ(commune: Driver) -> None:
    session = session_of(commune)
    screen = commune.go("commune-exchange", CommuneExchangeScreen)
    assert not screen.differs_label.isVisible()
    laptop = laptop_of(session)
    with session.work() as work:
        work.local.set_settings({f"differs.{laptop}": "yes"})
        work.commit()
    with session.database.reading() as reading:
        assert differing(reading) == [laptop]
    screen.read_again()
    commune.rest()
    assert screen.differs_label.isVisible()
    assert f"Số liệu của {NGOC_BAN} ở máy xã" in screen.differs_label.text()


def test_the_screen_of_files_says_that_the_root_key_is_missing(commune: Driver) -> None:
    screen = commune.go("commune-exchange", CommuneExchangeScreen)
    assert not screen.root_label.isVisible()
    session_of(commune).paths.root_key.unlink()
    screen.read_again()
    commune.rest()
    assert screen.root_label.isVisible()
    assert "thiếu tệp khóa gốc" in screen.root_label.text()
