"""The frame around the screens: doors and keys, other work, news, long work that can be stopped."""

import threading
from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt

from tests.builders.offices import Office, Offices
from tests.builders.ui import PATIENCE_MS, Driver
from vanhoa_desktop.domain.ports import Progress
from vanhoa_desktop.ui.home.home_screen import HomeScreen
from vanhoa_desktop.ui.people.people_screen import PeopleScreen
from vanhoa_desktop.ui.registration.registration_screen import RegistrationScreen
from vanhoa_desktop.ui.results.results_screen import ResultsScreen
from vanhoa_desktop.ui.scoring.scoring_screen import ScoringScreen
from vanhoa_desktop.ui.shell.other_work import KEYS
from vanhoa_desktop.ui.widgets.states import StatePanel

ALT = Qt.KeyboardModifier.AltModifier
TICK_SECONDS = 0.01


def in_front(driver: Driver) -> None:
    """Keys of the window are heard only where it is in front."""
    driver.go("home", HomeScreen)


def test_doors_open_by_click_and_by_alt_and_their_number(village: Driver) -> None:
    in_front(village)
    for number, kind in (
        (1, PeopleScreen),
        (2, RegistrationScreen),
        (3, ScoringScreen),
        (4, ResultsScreen),
        (0, HomeScreen),
    ):
        village.press(Qt.Key(Qt.Key.Key_0 + number), village.window, ALT)
        assert isinstance(village.workbench.screen_shown, kind)
    home = village.workbench.screen_shown
    assert isinstance(home, HomeScreen)
    village.click(home.doors["scoring"])
    assert isinstance(village.workbench.screen_shown, ScoringScreen)


def test_enter_on_the_lit_door_goes_to_the_next_step(village: Driver) -> None:
    in_front(village)
    village.press(Qt.Key.Key_Return)
    assert isinstance(village.workbench.screen_shown, RegistrationScreen)


def test_f1_tells_every_key(village: Driver) -> None:
    in_front(village)
    village.press(Qt.Key.Key_F1, village.window)
    (told,) = village.ask.told
    assert all(keys in told and what in told for keys, what in KEYS)


def test_size_of_letters_and_contrast_are_found_without_knowing_keys(village: Driver) -> None:
    menu = village.workbench.others_menu
    appearance = village.window.workspace.appearance
    before = appearance.choice.text_px
    menu.larger_action.trigger()
    village.bot.waitUntil(lambda: appearance.choice.text_px > before, timeout=PATIENCE_MS)
    menu.smaller_action.trigger()
    village.bot.waitUntil(lambda: appearance.choice.text_px == before, timeout=PATIENCE_MS)
    for is_on in (True, False):
        menu.contrast_action.trigger()
        assert appearance.choice.is_high_contrast is is_on
        menu.aboutToShow.emit()
        assert menu.contrast_action.isChecked() is is_on
    menu.keys_action.trigger()
    assert len(village.ask.told) == 1


def test_long_work_shows_how_far_it_is_and_can_be_stopped(village: Driver) -> None:
    never = threading.Event()

    def work(progress: Progress) -> None:
        while not never.wait(TICK_SECONDS):
            progress(3, 10)

    workbench = village.workbench
    village.window.workspace.run_apart(work, lambda _: None, lambda _: None, "Đang nhập…")
    village.bot.waitUntil(lambda: workbench.progress.value() == 3, timeout=PATIENCE_MS)
    assert workbench.news_label.text() == "Đang nhập…"
    village.click(workbench.stop_button)
    assert not workbench.progress.isVisible()
    assert not workbench.stop_button.isVisible()
    assert workbench.news_label.text() == "Đã dừng theo yêu cầu. Chưa có gì thay đổi."


def test_without_a_year_every_screen_says_who_opens_it_and_leads_there(village: Driver) -> None:
    village.window.workspace.choose_year(None)
    village.rest()
    panels = (
        village.go("registration", RegistrationScreen).panel,
        village.go("results", ResultsScreen).panel,
        village.go("scoring", ScoringScreen).panel,
    )
    for panel in panels:
        assert panel.state == "empty"
        assert panel.notice_label.text() == "Xã chưa mở năm đánh giá."
    village.click(panels[-1].notice_button)
    assert not isinstance(village.workbench.screen_shown, ScoringScreen)


def test_a_commune_without_a_year_is_led_to_where_it_opens_one(
    offices: Offices, opened: Callable[[Office], Driver]
) -> None:
    commune = opened(offices.commune)
    commune.window.workspace.choose_year(None)
    screen = commune.go("results", ResultsScreen)
    assert screen.panel.notice_label.text() == "Chưa mở năm đánh giá."
    commune.click(screen.panel.notice_button)
    assert commune.workbench.screen_shown is not screen


def test_a_list_without_people_leads_to_the_door_where_they_are_entered(
    offices: Offices, opened: Callable[[Office], Driver]
) -> None:
    village = opened(offices.villages[0])
    for screen_id, kind in (("registration", RegistrationScreen), ("scoring", ScoringScreen)):
        panel = village.go(screen_id, kind).findChild(StatePanel)
        assert isinstance(panel, StatePanel)
        assert panel.state == "empty"
        village.click(panel.notice_button)
        people = village.workbench.screen_shown
        assert isinstance(people, PeopleScreen)
        assert not people.import_button.isVisible()
        assert people.panel.notice_button.isVisible()


def test_what_a_screen_said_on_the_status_line_goes_with_it(village: Driver) -> None:
    village.go("scoring", ScoringScreen)
    village.window.workspace.say("Đã đến cuối danh sách.")
    village.go("people", PeopleScreen)
    assert village.workbench.news_label.text() == ""


def test_doors_follow_the_letters_down_again_and_the_lit_one_is_in_sight(village: Driver) -> None:
    home = village.go("home", HomeScreen)
    village.window.resize(1024, 500)
    appearance = village.window.workspace.appearance
    before = appearance.choice.text_px
    door = list(home.doors.values())[-1]
    appearance.choose_text_px(16)
    village.rest()
    low = door.height()
    appearance.choose_text_px(28)
    village.rest()
    assert door.height() > low
    door.setFocus()

    def is_in_sight() -> bool:
        top = door.mapTo(home.area.viewport(), QPoint(0, 0)).y()
        return 0 <= top <= home.area.viewport().height() - door.height()

    village.bot.waitUntil(is_in_sight, timeout=PATIENCE_MS)
    appearance.choose_text_px(16)
    village.bot.waitUntil(lambda: door.height() <= low, timeout=PATIENCE_MS)
    appearance.choose_text_px(before)
