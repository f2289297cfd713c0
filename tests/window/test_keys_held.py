"""By real keys: a held-down Enter answers no question, and a search leads into its list only."""

import subprocess
import time
from pathlib import Path

import pytest

from tests.builders.offices import Offices
from tests.window.real_window import RealWindow
from vanhoa_desktop.services.rows.roster import RosterService

pytestmark = pytest.mark.window

HELD_S = 2.5


def hold_enter(window: RealWindow) -> None:
    """Press Enter and keep it down long enough for the system to repeat it many times."""
    environment = window.server.environment()
    subprocess.run(["xdotool", "keydown", "Return"], env=environment, check=True)
    time.sleep(HELD_S)
    subprocess.run(["xdotool", "keyup", "Return"], env=environment, check=True)


def test_a_held_enter_opens_one_file_dialog_and_saves_nothing(village_window: RealWindow) -> None:
    village_window.key("alt+1")
    village_window.wait_idle()
    for _ in range(20):
        if "Excel" in str(village_window.focus()["text"]):
            break
        village_window.key("Tab")
        village_window.wait_idle()
    assert "Excel" in str(village_window.focus()["text"])
    hold_enter(village_window)
    village_window.wait_idle()
    assert any("FileDialog" in str(w["class"]) for w in village_window.windows())
    assert not village_window.says("Đã lưu")
    village_window.key("Escape")
    village_window.wait_idle()
    assert [w["class"] for w in village_window.windows()] == ["MainWindow"]


def test_enter_in_a_search_goes_into_the_list_and_stays_where_there_is_none(
    village_window: RealWindow,
) -> None:
    for door in ("alt+1", "alt+2"):
        village_window.key(door)
        village_window.wait_idle()
        village_window.click("Tìm")
        village_window.type("thi hoa")
        village_window.key("Return")
        village_window.wait_idle()
        assert village_window.focus()["class"] == "TableView"
        assert village_window.focus()["chosen"][0] == "Nguyễn Thị Hoa"
        village_window.click("Tìm")
        village_window.key("ctrl+a")
        village_window.type("zzz", ms=5)
        village_window.key("Return", "Down", "Return")
        village_window.wait_idle()
        assert village_window.focus()["class"] == "SearchField"
        assert village_window.focus()["text"] == "zzz"


def test_enters_hammered_on_a_file_name_import_nothing(
    village_window: RealWindow, window_offices: Offices, tmp_path: Path
) -> None:
    table = tmp_path / "nguoi moi.csv"
    table.write_text("Họ và tên;Năm sinh\nVũ Thị Chưa Ai Xem;1970\n", encoding="utf-8")
    village_window.key("alt+1")
    village_window.wait_idle()
    village_window.click("Nhập từ bảng tính")
    village_window.until(lambda: len(village_window.windows()) > 1)
    village_window.type(str(table), ms=5)
    village_window.key(*["Return"] * 12, ms=200)
    village_window.wait_idle()
    assert village_window.says("Xem trước khi nhập")
    # Whoever has looked presses it once.
    time.sleep(1)
    village_window.key("Return")
    village_window.wait_idle()
    assert village_window.says("Đã nhập: thêm 1 người")
    village_window.close()
    with window_offices.villages[0].open(writing=False) as session:
        assert RosterService(session).person("Vũ Thị Chưa Ai Xem").birth is not None


def test_enters_hammered_on_a_button_that_saves_choose_no_place_for_the_file(
    village_window: RealWindow,
) -> None:
    village_window.key("alt+1")
    village_window.wait_idle()
    village_window.click("Lưu ra Excel")
    village_window.until(lambda: len(village_window.windows()) > 1)
    village_window.key("Escape")
    village_window.wait_idle()
    assert "Excel" in str(village_window.focus()["text"])
    time.sleep(1)
    village_window.key(*["Return"] * 12, ms=50)
    village_window.wait_idle()
    assert any("FileDialog" in str(w["class"]) for w in village_window.windows())
    assert not village_window.says("Đã lưu")
    village_window.key("Escape")


def test_a_double_enter_on_a_file_to_be_taken_in_drops_nothing(
    village_window: RealWindow, window_offices: Offices, tmp_path: Path
) -> None:
    """The first Enter goes to the list of suggestions, the second to whatever has come up."""
    file = window_offices.commune.export(tmp_path / "xa.vhb", window_offices.villages[0].name)
    village_window.key("alt+5")
    village_window.wait_idle()
    village_window.click("Nhận tệp của xã…")
    village_window.until(lambda: len(village_window.windows()) > 1)
    village_window.type(str(file), ms=5)
    village_window.key("Return", "Return", ms=120)
    village_window.wait_idle()
    assert village_window.says("Xem trước khi nhận")
    assert not village_window.says("Không nhận 1 tệp")
