"""The hands and eyes themselves: what is pressed arrives, what is asked is on the screen."""

import pytest

from tests.window.real_window import RealWindow

pytestmark = pytest.mark.window


def test_a_door_opens_by_key_and_by_mouse(village_window: RealWindow) -> None:
    assert village_window.screen() == "HomeScreen"
    village_window.key("alt+3")
    village_window.wait_idle()
    assert village_window.screen() == "ScoringScreen"
    village_window.click("1. Danh sách")
    village_window.wait_idle()
    assert village_window.screen() == "PeopleScreen"


def test_vietnamese_letters_are_typed_into_the_search(village_window: RealWindow) -> None:
    village_window.key("alt+1")
    village_window.wait_idle()
    village_window.click("Tìm")
    village_window.type("Nguyễn Thị Hoa")
    village_window.wait_idle()
    assert village_window.focus()["text"] == "Nguyễn Thị Hoa"
    assert village_window.find_all("Nguyễn Thị Hoa") != []
    assert village_window.find_all("Mai Thị Sen") == []


def test_the_window_closes_by_its_frame_and_the_program_ends(village_window: RealWindow) -> None:
    village_window.close()
    assert village_window.wait_ended() == 0


def test_a_dialog_is_seen_and_closed_by_a_key(village_window: RealWindow) -> None:
    village_window.key("F1")
    village_window.wait_idle()
    assert any(window["class"] == "QMessageBox" for window in village_window.windows())
    assert village_window.says("vào cửa số 1")
    village_window.key("Escape")
    village_window.wait_idle()
    assert [window["class"] for window in village_window.windows()] == ["MainWindow"]
