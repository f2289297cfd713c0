"""Registering many, taking it back by accident and on purpose: by keys in the real window."""

import pytest

from tests.builders.offices import YEAR, Offices
from tests.window.conftest import OpenWindow
from tests.window.real_window import RealWindow
from vanhoa_desktop.domain.enums import ConsentKind
from vanhoa_desktop.services.people.registrations import Consent, RegistrationService
from vanhoa_desktop.services.rows.roster import RosterService
from vanhoa_desktop.services.sheets.overview import OverviewService

pytestmark = pytest.mark.window

HAND_MS = 40
MARCH = "2026-03-15"


def agreed_in_march(offices: Offices, many: int) -> None:
    with offices.villages[0].open() as session:
        people = RosterService(session).search("", limit=0)[:many]
        consent = Consent(frozenset({ConsentKind.USE}), MARCH)
        RegistrationService(session).register(people, YEAR, consent)


def days(offices: Offices) -> list[str]:
    with offices.villages[0].open(writing=False) as session:
        held = OverviewService(session).registrations(YEAR).values()
    return sorted(found.use_consent_on or "" for found in held)


def press(window: RealWindow, button: str) -> None:
    """Press a button of the question that stands there."""
    window.click(button)
    window.until(lambda: len(window.windows()) == 1, "the question stays")
    window.wait_idle()


def test_nobody_loses_a_day_and_no_stray_key_takes_many_back(
    open_window: OpenWindow, window_offices: Offices
) -> None:
    agreed_in_march(window_offices, 5)
    window = open_window(window_offices.villages[0])
    window.key("alt+2")
    window.wait_idle()
    window.click("Chọn tất cả")
    window.click("Đã ký đồng ý cho đánh giá")
    window.click("Đăng ký 12 người đang chọn…")
    window.until(lambda: window.says("Có 5 người đã có sự đồng ý từ trước. Ngày đã ghi được giữ"))
    assert window.says(f"Đăng ký 7 người cho năm {YEAR}, trong 12 người đang chọn?")
    press(window, "Đăng ký")
    assert window.says("Đã ghi: 7 người đăng ký mới; 5 người giữ nguyên như đã ghi.")
    for _ in range(2):
        window.key("Left", "Return", ms=HAND_MS)
        window.wait_idle()
    assert len(window.windows()) == 1
    # The page is left and come back to: what was done is still there to be taken back.
    window.key("alt+1", "alt+2", ms=HAND_MS)
    window.wait_idle()
    assert window.says("Hoàn tác: đăng ký 7 người")
    window.key("ctrl+z", ms=HAND_MS)
    window.until(lambda: window.says("7 người thôi đăng ký"), "nothing was asked")
    press(window, "Hoàn tác")
    assert window.says("5 đã đăng ký / 12")
    window.key("ctrl+y", ms=HAND_MS)
    window.until(lambda: window.says("7 người lại là người đã đăng ký"), "nothing was asked")
    press(window, "Làm lại")
    window.close()
    held = days(window_offices)
    assert (len(held), held[:5]) == (12, [MARCH] * 5)
