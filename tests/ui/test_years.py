"""A new year hides no earlier one: every year that was opened can be shown, and none takes over."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction

from tests.builders.offices import NGOC_BAN, YEAR, Office, Offices, add_person
from tests.builders.sheets import sheets_of
from tests.builders.ui import Driver
from vanhoa_desktop.domain.enums import Assessor
from vanhoa_desktop.services.exchange.exchange import ExchangeService
from vanhoa_desktop.services.people.registrations import RegistrationService
from vanhoa_desktop.services.setup.cycles import CycleService
from vanhoa_desktop.ui.chosen_year import read_year
from vanhoa_desktop.ui.devices.devices_screen import DevicesScreen
from vanhoa_desktop.ui.home.home_screen import HomeScreen
from vanhoa_desktop.ui.registration.registration_screen import RegistrationScreen
from vanhoa_desktop.ui.scoring.scoring_screen import ScoringScreen
from vanhoa_desktop.ui.shell.catalogue import all_screens
from vanhoa_desktop.ui.widgets.states import StatePanel

NEXT = YEAR + 1
LETTERS_PX = 28


@pytest.fixture
def news(offices: Offices, tmp_path: Path) -> Path:
    """The commune has opened the next year; its file to the first village."""
    with offices.commune.open() as session:
        CycleService(session).open(NEXT)
    return offices.commune.export(tmp_path / "news.vhb", NGOC_BAN)


def years_in_menu(driver: Driver) -> list[QAction]:
    """The years that the menu shows."""
    driver.workbench.year_button.open_menu()
    driver.rest()
    return driver.workbench.year_button.year_menu.actions()


def choose_year(driver: Driver, year: int) -> None:
    """Choose a year from the menu."""
    (action,) = [a for a in years_in_menu(driver) if a.text().startswith(f"Năm {year}")]
    action.trigger()
    driver.workbench.year_button.year_menu.close()
    driver.rest()


def test_one_year_is_said_above_every_screen(village: Driver) -> None:
    assert village.workbench.year_button.text() == f"Năm {YEAR} ▾"
    assert [a.text() for a in years_in_menu(village)] == [f"Năm {YEAR} (mới nhất)"]
    assert not village.workbench.year_strip.isVisible()


def test_an_earlier_year_is_shown_again_with_what_it_held(
    opened: Callable[[Office], Driver], offices: Offices, news: Path
) -> None:
    office = offices.villages[0]
    with office.open() as session:
        people = [add_person(session, name) for name in ("Lê Văn An", "Trần Thị Bình")]
        add_person(session, "Đỗ Văn Cường")
        RegistrationService(session).register(people, YEAR)
    office.merge(news)
    village = opened(office)
    choose_year(village, NEXT)
    screen = village.go("registration", RegistrationScreen)
    assert screen.count_label.text() == "0 đã đăng ký / 3"
    choose_year(village, YEAR)
    assert screen.count_label.text() == "2 đã đăng ký / 3"
    assert village.workbench.year_strip.isVisible()
    village.click(village.workbench.year_strip.newest_button)
    assert village.window.workspace.year == NEXT
    assert screen.count_label.text() == "0 đã đăng ký / 3"
    assert not village.workbench.year_strip.isVisible()
    assert screen.isAncestorOf(village.focused)


def test_a_year_that_arrives_in_a_file_does_not_take_over(village: Driver, news: Path) -> None:
    village.window.workspace.run(
        lambda session: ExchangeService(session).merge([news]),
        lambda _: None,
        lambda error: pytest.fail(str(error)),
    )
    village.rest()
    assert village.window.workspace.years == (YEAR, NEXT)
    assert village.window.workspace.year == YEAR
    assert f"năm {YEAR}" in village.workbench.year_strip.words_label.text()
    assert village.workbench.year_strip.newest_button.text() == f"Sang năm {NEXT} ▶"


def test_the_year_that_was_chosen_is_shown_at_the_next_start(
    opened: Callable[[Office], Driver], offices: Offices, news: Path
) -> None:
    offices.villages[0].merge(news)
    first = opened(offices.villages[0])
    assert first.window.workspace.year == NEXT
    choose_year(first, YEAR)
    first.close()
    assert opened(offices.villages[0]).window.workspace.year == YEAR


@pytest.mark.parametrize("kept", ["", "{", '{"year": "x"}', '{"year": 1999}', "[]"])
def test_a_choice_that_cannot_be_read_shows_the_newest_year(
    opened: Callable[[Office], Driver], offices: Offices, news: Path, kept: str
) -> None:
    offices.villages[0].merge(news)
    (offices.villages[0].paths.root / "year.json").write_text(kept, encoding="utf-8")
    assert opened(offices.villages[0]).window.workspace.year == NEXT


def test_a_folder_that_cannot_be_written_loses_only_the_choice(tmp_path: Path) -> None:
    assert read_year(tmp_path / "away") is None


def test_the_year_that_is_opened_is_asked_for_and_shown(commune: Driver, offices: Offices) -> None:
    screen = commune.go("devices", DevicesScreen)
    screen.year_field.setValue(NEXT)
    commune.ask.agrees = False
    commune.click(screen.open_year_button)
    assert commune.window.workspace.years[-1] == YEAR
    commune.ask.agrees = True
    commune.click(screen.open_year_button)
    assert commune.ask.asked == [f"Mở năm đánh giá {NEXT}?"] * 2
    assert commune.window.workspace.year == NEXT
    assert list(commune.window.workspace.years) == [YEAR, NEXT]
    assert "Đã mở năm đánh giá 2027" in screen.notice.text()
    choose_year(commune, YEAR)
    home = commune.go("home", HomeScreen)
    assert home.title_label.text().endswith(f"Năm đánh giá {YEAR}")


def test_what_was_being_typed_belongs_to_the_year_in_which_it_was_typed(
    offices: Offices,
    opened: Callable[[Office], Driver],
    village_people: tuple[str, ...],
    news: Path,
) -> None:
    office = offices.villages[0]
    with office.open() as session:
        add_person(session, village_people[0])
    office.merge(news)
    village = opened(office)
    choose_year(village, YEAR)
    village.go("scoring", ScoringScreen)
    village.press(Qt.Key.Key_Return)
    village.press(Qt.Key.Key_7)
    village.workbench.year_strip.newest_button.click()
    village.rest()
    session = village.window.workspace.session
    (sheet,) = sheets_of(session, YEAR).values()
    assert [str(points) for points in sheet.points[Assessor.VILLAGE].values()] == ["7"]
    assert sheets_of(session, NEXT) == {}


def _every_screen(driver: Driver) -> list[str]:
    identity = driver.window.workspace.session.identity
    register = all_screens()
    return [entry.id for entry in (*register.doors(identity), *register.others(identity))]


@pytest.mark.parametrize("is_commune", [True, False])
def test_every_screen_goes_from_year_to_year(
    offices: Offices, opened: Callable[[Office], Driver], news: Path, *, is_commune: bool
) -> None:
    office = offices.commune if is_commune else offices.villages[0]
    if not is_commune:
        office.merge(news)
    driver = opened(office)
    for screen_id in ("home", *_every_screen(driver)):
        for year in (YEAR, NEXT):
            driver.workbench.show_screen(screen_id)
            driver.rest()
            driver.window.workspace.wish_year(year)
            driver.rest()
            shown = driver.workbench.screen_shown
            assert driver.workbench.year_button.accessibleName().startswith(f"Năm đánh giá {year}")
            assert all(panel.state != "refused" for panel in shown.findChildren(StatePanel))
            assert driver.workbench.isAncestorOf(driver.focused)


def test_with_the_largest_letters_the_number_of_the_year_stays_readable(commune: Driver) -> None:
    commune.window.workspace.appearance.choose_text_px(LETTERS_PX)
    commune.rest()
    button = commune.workbench.year_button
    assert str(YEAR) in button.text()
    needed = button.fontMetrics().horizontalAdvance(button.text())
    assert button.width() > needed
    assert button.geometry().right() < commune.workbench.width()
