"""People whose sheets stay though they are in no list any more: named apart, never mistaken."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from tests.builders.disputes import write
from tests.builders.offices import YEAR, Office, Offices
from tests.builders.sent_year import PASSING, person_named, send_down, sent_year
from tests.builders.sheets import sheets_of
from tests.builders.ui import Driver
from vanhoa_desktop.domain.enums import Assessor
from vanhoa_desktop.services.office.control import control
from vanhoa_desktop.services.results.results import ResultService
from vanhoa_desktop.services.results.year_results import WhatIfWish, YearResultService
from vanhoa_desktop.services.sheets.overview import OverviewService
from vanhoa_desktop.ui.home.home_screen import HomeScreen
from vanhoa_desktop.ui.receipts.receipt_screen import ReceiptScreen
from vanhoa_desktop.ui.scoring.missing import MISSING
from vanhoa_desktop.ui.scoring.scoring_screen import ScoringScreen

Open = Callable[[Office], Driver]
GONE = PASSING[0]


@pytest.fixture
def village(offices: Offices, tmp_path: Path) -> Office:
    """Four people were scored and three sent; one of those that pass was taken out of the list."""
    sent_year(offices, tmp_path)
    send_down(offices, tmp_path)
    office = offices.villages[0]
    person = person_named(office, GONE)
    with office.open() as session:
        write(session, "person", person.id, control(person.home_unit, deleted=True))
    return office


def gone_id(offices: Offices) -> str:
    return person_named(offices.commune, GONE).id


def test_counts_are_of_those_in_the_list_and_the_gone_are_named_apart(village: Office) -> None:
    with village.open(writing=False) as session:
        seen = OverviewService(session).year(YEAR)
        assert (seen.people, seen.registered, seen.begun, seen.complete, seen.passed) == (
            *(3, 3, 3, 2, 1),
        )
        assert seen.with_commune == 2
        assert seen.gone == (GONE,)
        assert len(ResultService(session).rows(YEAR)) == 3
        scored = YearResultService(session).score(YEAR)
        assert (scored.assessed, scored.passed, scored.gone) == (2, 1, (GONE,))
        now = YearResultService(session).what_if(WhatIfWish(YEAR)).by_model["citizen"]
        assert (now.assessed_before, now.passed_before) == (2, 1)


def test_home_names_them_and_its_counts_agree(village: Office, opened: Open) -> None:
    driver = opened(village)
    home = driver.go("home", HomeScreen)
    assert home.gone_notice.isVisible()
    assert home.gone_notice.text() == (
        "Còn phiếu hay đăng ký mà không còn trong danh sách, nên không tính ở dưới: Lê Thị Đạt."
    )
    lines = {name: door.state_label.text() for name, door in home.doors.items()}
    assert lines["people"] == "3 người trong danh sách"
    assert lines["registration"] == "3 người đã đăng ký"
    assert lines["scoring"] == "Đã chấm đủ 2 trong 3 người, 1 chấm dở"
    assert lines["results"] == "1 người đạt"


def test_the_receipt_names_them_and_opens_nobody_else(village: Office, opened: Open) -> None:
    driver = opened(village)
    screen = driver.go("receipt", ReceiptScreen)
    names = [
        screen.model.index(number, 0).data(Qt.ItemDataRole.DisplayRole)
        for number in range(len(screen.model.rows))
    ]
    assert f"Người không còn trong danh sách: {GONE}" in names
    number = names.index(f"Người không còn trong danh sách: {GONE}")
    screen.table.choose_row(number)
    assert screen.story_label.text().startswith(f"Người không còn trong danh sách: {GONE}: Xã đã")
    assert not screen.open_button.isEnabled()
    driver.press(Qt.Key.Key_Return, screen.table)
    assert driver.workbench.screen_shown is screen
    assert len(driver.ask.told) == 1
    assert GONE in driver.ask.told[0]
    screen.table.choose_row(0 if number else 1)
    assert screen.open_button.isEnabled()


def test_who_is_asked_for_and_not_there_is_no_first_of_the_list(
    village: Office, offices: Offices, opened: Open
) -> None:
    driver = opened(village)
    driver.workbench.show_screen("scoring", gone_id(offices))
    driver.rest()
    screen = driver.workbench.screen_shown
    assert isinstance(screen, ScoringScreen)
    assert screen.panel.state == "empty"
    assert screen.panel.notice_label.text() == MISSING
    assert screen.people.chosen() is None
    for digit in (Qt.Key.Key_5, Qt.Key.Key_7):
        driver.press(digit)
    screen.read_again()
    driver.rest()
    assert screen.panel.state == "empty"
    driver.press(Qt.Key.Key_Return)
    assert screen.panel.state == "normal"
    assert screen.people.chosen() == screen.model.rows[0].person.id
    with village.open(writing=False) as session:
        sheets = sheets_of(session, YEAR)
    given = [sheet.points[Assessor.VILLAGE] for sheet in sheets.values()]
    held = {points for of_one in given for points in of_one.values()}
    assert held == {8, 9, 7.5}


def test_home_and_end_go_to_the_ends_of_a_list(village: Office, opened: Open) -> None:
    driver = opened(village)
    screen = driver.go("receipt", ReceiptScreen)
    driver.press(Qt.Key.Key_End, screen.table)
    assert screen.table.chosen_row() == len(screen.model.rows) - 1 == 3
    driver.press(Qt.Key.Key_Home, screen.table)
    assert screen.table.chosen_row() == 0
