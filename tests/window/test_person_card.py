"""An officer adds somebody, corrects her, takes it back, writes that she went away: by keys."""

import pytest

from tests.builders.offices import Offices
from tests.window.real_window import RealWindow
from vanhoa_desktop.domain.enums import Presence
from vanhoa_desktop.domain.people import Person
from vanhoa_desktop.services.people.person_cards import PersonCardService
from vanhoa_desktop.services.rows.roster import RosterService

pytestmark = pytest.mark.window

HAND_MS = 40


def card_is_open(window: RealWindow) -> bool:
    return len(window.windows()) > 1


def opened(window: RealWindow, key: str) -> None:
    """Press the key of a card and wait until it has the keyboard."""
    window.key(key, ms=HAND_MS)
    window.until(lambda: card_is_open(window), "no card came")
    window.until(lambda: window.focus().get("name") == "Họ và tên", "the name has no keyboard")


def closed(window: RealWindow) -> None:
    window.until(lambda: not card_is_open(window), "the card stays")
    window.wait_idle()


def held(offices: Offices, name: str) -> list[Person]:
    with offices.villages[0].open(writing=False) as session:
        people = RosterService(session).search("", limit=0)
    return [person for person in people if person.full_name == name]


def add_hoa(window: RealWindow) -> None:
    """Name, birth, sex, number, telephone, code of the household: one Tab each."""
    opened(window, "Insert")
    window.type("Lê Thị Hòa", ms=HAND_MS)
    window.key("Tab", ms=HAND_MS)
    window.type("5/3/1961", ms=HAND_MS)
    window.key("Tab", "n", "n", "Tab", ms=HAND_MS)
    window.type("038161000111", ms=HAND_MS)
    window.key("Tab", "Tab", ms=HAND_MS)
    window.type("H7", ms=HAND_MS)
    window.key("Return", ms=HAND_MS)
    closed(window)


def mend_her_birth_after_a_slip(window: RealWindow) -> None:
    """The sentence stands there, what was typed stays, and it is mended."""
    opened(window, "F2")
    window.key("Tab", ms=HAND_MS)
    window.type("31/2/1962", ms=HAND_MS)
    window.key("Return", ms=HAND_MS)
    window.until(lambda: window.says("«31/2/1962» không phải ngày sinh có thật."))
    assert window.focus()["text"] == "31/2/1962"
    window.key("ctrl+a", ms=HAND_MS)
    window.type("1962", ms=HAND_MS)
    window.key("Return", ms=HAND_MS)
    closed(window)


def write_that_she_went_away(window: RealWindow) -> None:
    """Esc asks before what was typed is lost, and going on loses nothing."""
    opened(window, "F2")
    window.key(*["shift+Tab"] * 5, ms=HAND_MS)
    assert window.focus()["name"] == "Biến động"
    window.key("Down", "Tab", ms=HAND_MS)
    window.type("1/3/2026", ms=HAND_MS)
    window.key("Escape", ms=HAND_MS)
    window.until(lambda: window.says("Bỏ những gì vừa gõ?"), "Esc asked nothing")
    window.key("Escape", ms=HAND_MS)
    window.until(lambda: window.focus().get("name") == "Từ ngày", "the card has no keyboard")
    window.key("Return", ms=HAND_MS)
    closed(window)


def test_somebody_is_added_corrected_taken_back_and_written_as_gone(
    village_window: RealWindow, window_offices: Offices
) -> None:
    window = village_window
    window.key("alt+1")
    window.wait_idle()
    add_hoa(window)
    assert window.says("Đã thêm Lê Thị Hòa.")
    assert window.says("Hoàn tác: thêm Lê Thị Hòa")
    assert window.focus()["name"] == "Danh sách nhân khẩu"
    mend_her_birth_after_a_slip(window)
    assert window.says("Đã sửa Lê Thị Hòa.")
    window.key("ctrl+z", ms=HAND_MS)
    window.until(lambda: window.says("Hoàn tác việc sửa Lê Thị Hòa lúc"), "nothing was asked")
    window.click("Hoàn tác")
    closed(window)
    assert window.says("Đã hoàn tác việc sửa Lê Thị Hòa.")
    assert window.says("Hoàn tác: thêm Lê Thị Hòa")
    write_that_she_went_away(window)
    window.close()
    (person,) = held(window_offices, "Lê Thị Hòa")
    assert (person.presence, person.presence_on) == (Presence.WORKING_AWAY, "2026-03-01")
    assert person.birth is not None
    assert (person.birth.text, person.citizen_number) == ("1961-03-05", "038161000111")
    with window_offices.villages[0].open(writing=False) as session:
        assert PersonCardService(session).card(person.id).household_code == "H7"
