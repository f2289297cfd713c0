"""The first screen: its rows agree, and with the greatest letters on a small screen all is read."""

from collections.abc import Callable

import pytest

from tests.builders.offices import YEAR, Office, Offices
from tests.builders.sent_year import PASSING, person_named, score_people
from tests.builders.ui import Driver
from tests.screens.judges.room import judge_room
from vanhoa_desktop.services.people.registrations import RegistrationService
from vanhoa_desktop.ui.home.home_screen import HomeScreen

Open = Callable[[Office], Driver]


def lines_of(driver: Driver) -> dict[str, str]:
    home = driver.go("home", HomeScreen)
    return {name: door.state_label.text() for name, door in home.doors.items()}


def test_who_withdrew_is_counted_in_no_row(offices: Offices, opened: Open) -> None:
    """Of four with sheets, three complete and two passed, one that passed withdraws."""
    village = offices.villages[0]
    score_people(village)
    with village.open() as session:
        RegistrationService(session).withdraw([person_named(village, PASSING[0])], YEAR)
    lines = lines_of(opened(village))
    assert lines["registration"] == "3 người đã đăng ký"
    assert lines["scoring"] == "Đã chấm đủ 2 trong 3 người, 1 chấm dở"
    assert lines["results"] == "1 người đạt"
    assert lines["unit-exchange"] == "2 phiếu sẵn sàng gửi"


@pytest.mark.parametrize("side", ["village", "commune"])
@pytest.mark.parametrize("text_px", [18, 28, 30, 32, 34, 36])
def test_with_the_greatest_letters_on_a_small_screen_every_row_is_read_whole(
    side: str, text_px: int, offices: Offices, opened: Open
) -> None:
    """«Đã chấm đủ 143 trong 151 n» was all that could be read of a row."""
    office = offices.commune if side == "commune" else offices.villages[0]
    driver = opened(office)
    home = driver.go("home", HomeScreen)
    driver.window.resize(1024, 700)
    driver.window.workspace.appearance.choose_text_px(text_px)
    for door in home.doors.values():
        door.show_state("Đã chấm đủ 1.143 trong 1.151 người, 108 chấm dở", is_next=False)
    driver.rest()
    driver.bot.wait(50)
    faults = judge_room(driver.window)
    driver.window.workspace.appearance.choose_text_px(18)
    assert not faults, "\n".join(faults)
