"""Scoring by real keys at any speed: every digit lands where it is meant to."""

import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.builders.offices import INDICATORS, YEAR, Office, Offices, give_points
from tests.builders.sheets import sheets_of
from tests.window.conftest import PEOPLE, OpenWindow
from tests.window.real_window import RealWindow
from vanhoa_desktop.domain.enums import Assessor
from vanhoa_desktop.services.appraisal.workflow import WorkflowService
from vanhoa_desktop.services.rows.roster import RosterService

pytestmark = pytest.mark.window

# A column of its own for each of ten people, so that a digit that went astray is seen.
COLUMNS = tuple(tuple((person + 3 * place) % 10 + 1 for place in range(10)) for person in range(10))


def keys_of(column: Sequence[int]) -> list[str]:
    """The keys for a column: 1 and 0 for a ten, Enter after each number."""
    return [key for points in column for key in (*str(points), "Return")]


def keys_of_all(columns: Sequence[Sequence[int]]) -> list[str]:
    """The keys for one person after the other, PgDn between them."""
    keys = keys_of(columns[0])
    for column in columns[1:]:
        keys += ["Next", *keys_of(column)]
    return keys


def saved(office: Office, assessor: Assessor = Assessor.VILLAGE) -> dict[str, dict[str, str]]:
    """What the store holds afterwards: points by indicator, by person."""
    with office.open(writing=False) as session:
        names = {person.id: person.full_name for person in RosterService(session).search("", 0)}
        sheets = sheets_of(session, YEAR)
    return {
        names[person]: {
            code: format(points, "f") for code, points in sheet.points.get(assessor, {}).items()
        }
        for person, sheet in sheets.items()
    }


def expected(columns: Sequence[Sequence[int]]) -> dict[str, dict[str, str]]:
    """The same for columns typed from the first person on."""
    return {
        name: dict(zip(INDICATORS, map(str, column), strict=True))
        for name, column in zip(PEOPLE, columns, strict=False)
    }


AN, BINH, CUONG, HOA, SEN = (PEOPLE[number] for number in (0, 1, 2, 5, 11))


@pytest.mark.parametrize("ms", [10, 40])
def test_ten_people_typed_in_one_go_keep_every_digit(
    window_offices: Offices, village_window: RealWindow, ms: int
) -> None:
    village_window.key("alt+3", *keys_of_all(COLUMNS), ms=ms)
    village_window.wait_idle()
    village_window.close()
    assert saved(window_offices.villages[0]) == expected(COLUMNS)


def test_on_an_old_disk_people_are_typed_ahead_and_the_window_closed_at_once(
    window_offices: Offices, open_window: OpenWindow
) -> None:
    village = window_offices.villages[0]
    window = open_window(village, slow_store_ms=60)
    window.key("alt+3", *keys_of_all(COLUMNS[:3]), "Prior", ms=10)
    # Back at the second person, whose points may still be on their way.
    window.until(lambda: window.find_all(BINH) != [] and window.says("Tổng: 55"))
    window.close()
    assert saved(village) == expected(COLUMNS[:3])


def test_whoever_is_asked_for_is_scored_though_the_search_has_text(
    window_offices: Offices, village_window: RealWindow
) -> None:
    window = village_window
    window.key("alt+3")
    window.click("Tìm tên (không cần dấu)")
    # The search is answered by Enter at once: sheet and first cell, all in one go.
    window.type("thi hoa", ms=10)
    window.key("Return", "8", "Return", "7", "Return", ms=10)
    window.key("alt+1")
    window.wait_idle()
    window.click(CUONG)
    window.key("Return", "5", "Return", ms=10)
    window.wait_idle()
    assert window.screen() == "ScoringScreen"
    assert window.text("Tìm tên (không cần dấu)") == ""
    window.close()
    assert saved(window_offices.villages[0]) == {
        HOA: {"CS1": "8", "CS2": "7"},
        CUONG: {"CS1": "5"},
    }


def test_number_pad_corrections_and_a_door_in_the_middle(
    window_offices: Offices, village_window: RealWindow
) -> None:
    window = village_window
    window.key("alt+3", "KP_8", "KP_Enter", "7", "BackSpace", "6", "Down", ms=15)
    # Esc takes back what is half typed; 1-0 is ten; back up and over the first one.
    window.key("3", "Escape", "1", "0", "Return", "Up", "Up", "Up", "9", "Return", ms=15)
    window.key("alt+1", "alt+3", ms=15)
    window.key("4", "Return", ms=15)
    window.wait_idle()
    assert window.screen() == "ScoringScreen"
    window.close()
    assert saved(window_offices.villages[0]) == {
        AN: {"CS1": "9", "CS2": "6", "CS3": "10", "CS4": "4"}
    }


def test_refused_points_stay_and_are_told_while_the_next_person_is_typed(
    window_offices: Offices, village_window: RealWindow
) -> None:
    window = village_window
    window.key("alt+3", "8", "Return", "1", "1", "Next", "5", "Return", ms=15)
    window.wait_idle()
    assert window.says(f"Chưa ghi được chỉ số 2 (thôn chấm) của {AN}: 11.")
    assert window.find_all("! Chưa ghi 1 ô") != []
    window.click("Về ô đó")
    window.wait_idle()
    assert (window.focus()["name"], window.focus()["text"]) == ("Chỉ số 2, thôn chấm", "11")
    assert window.says("từ 0 đến 10")
    window.key("9", "Return", ms=15)
    window.wait_idle()
    assert not window.says("Chưa ghi")
    window.close()
    assert saved(window_offices.villages[0]) == {AN: {"CS1": "8", "CS2": "9"}, BINH: {"CS1": "5"}}


def test_undo_shows_whom_it_changes_and_says_from_what_to_what(
    window_offices: Offices, village_window: RealWindow
) -> None:
    window = village_window
    window.key("alt+3", *keys_of(COLUMNS[0]), "Up", "7", "Return", "Next", "ctrl+z", ms=15)
    window.wait_idle()
    assert window.says(f"Hoàn tác: chỉ số 10 (thôn chấm) của {AN}, 7 → 8.")
    assert window.focus()["name"] == "Chỉ số 10, thôn chấm"
    assert window.find_all("55") != []
    # Enter there leads to the button, which takes no digit; ↑ comes back, and a digit replaces.
    window.key("Return", "6", "Return", "Up", "9", "Return", ms=15)
    window.wait_idle()
    assert window.focus()["text"] == "Người tiếp ▶ (PgDn)"
    window.close()
    assert saved(window_offices.villages[0])[AN]["CS10"] == "9"


def test_digits_after_the_last_indicator_shift_nobodys_points(
    window_offices: Offices, village_window: RealWindow
) -> None:
    """Who forgets PgDn typed the next person's column over the tenth indicator of this one."""
    window = village_window
    window.key("alt+3", *keys_of([8] * 10), "1", "Return", "2", "Return", "3", "Return", ms=15)
    window.wait_idle()
    assert window.focus()["text"] == "Người tiếp ▶ (PgDn)"
    assert window.says(
        f"Số vừa gõ không được ghi. Đã đủ 10 chỉ số của {AN}. Nhấn Enter để sang người tiếp."
    )
    # Who reads that has paused: the next plain Enter goes on.
    time.sleep(1)
    window.key("Return")
    window.until(lambda: window.focus()["name"] == "Chỉ số 1, thôn chấm")
    window.key("7", "Return", ms=15)
    window.wait_idle()
    window.close()
    assert saved(window_offices.villages[0]) == {
        AN: dict.fromkeys(INDICATORS, "8"),
        BINH: {"CS1": "7"},
    }


def test_at_the_end_of_the_list_the_keys_for_one_more_person_do_nothing(
    window_offices: Offices, village_window: RealWindow
) -> None:
    window = village_window
    window.key("alt+3", *["Next"] * 11, "8", "Return", "Next", "5", "Return", "4", "Return", ms=15)
    window.wait_idle()
    # On the button, where a digit does nothing and Enter says once more that this was the last one.
    assert window.focus()["text"] == "Người tiếp ▶ (PgDn)"
    time.sleep(1)
    window.key("Return")
    window.until(lambda: window.says("Đã đến cuối danh sách."))
    window.close()
    assert saved(window_offices.villages[0]) == {SEN: {"CS1": "8"}}


def test_a_sheet_that_was_sent_takes_no_key_and_says_why(
    window_offices: Offices, open_window: OpenWindow, tmp_path: Path
) -> None:
    village = window_offices.villages[0]
    with village.open() as session:
        (an,) = RosterService(session).search(AN)
        give_points(session, an, ["8"] * 10)
        WorkflowService(session).submit(YEAR)
    before = set(tmp_path.rglob("*.xlsx"))
    window = open_window(village)
    window.key("alt+3", *keys_of([9] * 12), ms=15)
    window.wait_idle()
    assert window.screen() == "ScoringScreen"
    assert window.focus()["screen"] == "ScoringScreen"
    assert len(window.windows()) == 1
    assert window.says("Phiếu này: Đã gửi xã. Không sửa được nữa.")
    window.key("Next", "7", "Return", ms=15)
    window.wait_idle()
    window.close()
    assert saved(village) == {AN: dict.fromkeys(INDICATORS, "8"), BINH: {"CS1": "7"}}
    assert set(tmp_path.rglob("*.xlsx")) == before


def test_a_sheet_that_came_back_says_why_and_can_be_typed_into(
    window_offices: Offices, open_window: OpenWindow, tmp_path: Path
) -> None:
    village, commune = window_offices.villages[0], window_offices.commune
    with village.open() as session:
        (sen,) = RosterService(session).search(SEN)
        give_points(session, sen, ["9"] * 10)
        WorkflowService(session).submit(YEAR)
    commune.merge(village.export(tmp_path / "len.vhb"))
    with commune.open() as session:
        WorkflowService(session).return_sheets(YEAR, "Thiếu minh chứng CS6")
    village.merge(commune.export(tmp_path / "xuong.vhb", village.name))
    window = open_window(village)
    window.key("alt+3")
    window.click("Tìm tên (không cần dấu)")
    window.type("sen", ms=10)
    window.wait_idle()
    window.key("Down", "Down", "Return", "7", "Return", ms=15)
    window.wait_idle()
    told = "Xã trả lại để bổ sung: Thiếu minh chứng CS6. Phiếu sửa được; sửa xong hãy gửi lại."
    assert window.says(told)
    assert not window.says("Không sửa được")
    window.close()
    assert saved(village) == {SEN: {**dict.fromkeys(INDICATORS, "9"), "CS1": "7"}}


def test_closing_by_the_frame_over_a_refused_number_asks_and_an_enter_keeps_the_window(
    village_window: RealWindow, window_offices: Offices
) -> None:
    village_window.key("alt+3")
    village_window.wait_idle()
    village_window.key("8", "Return", *"12")
    for way_out in ("Return", "Escape"):
        village_window.key("alt+F4")
        village_window.until(lambda: village_window.says("đã gõ 12"))
        time.sleep(1)
        village_window.key(way_out)
        village_window.wait_idle()
        assert [w["class"] for w in village_window.windows()] == ["MainWindow"]
    village_window.close(giving_up="Bỏ rồi đóng")
    assert village_window.wait_ended() == 0
    assert saved(window_offices.villages[0]) == {AN: {INDICATORS[0]: "8"}}


def test_a_name_typed_while_the_list_has_the_keyboard_leads_to_whom_it_names(
    window_offices: Offices, village_window: RealWindow
) -> None:
    """Qt's own search went to the first «V», and the digits to whoever that was."""
    village_window.key("alt+3", "Escape")
    village_window.wait_idle()
    village_window.type("mai thi sen", ms=10)
    village_window.key("Return", "9", "Return", ms=10)
    village_window.wait_idle()
    village_window.close()
    assert saved(window_offices.villages[0]) == {SEN: {"CS1": "9"}}
