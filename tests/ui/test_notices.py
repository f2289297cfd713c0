"""A notice goes when what it speaks of has changed, or when its screen is entered again."""

from pytestqt.qtbot import QtBot

from tests.builders.offices import add_person
from tests.builders.ui import Driver
from vanhoa_desktop.domain.enums import AssessmentStatus
from vanhoa_desktop.services.sheets.overview import YearOverview
from vanhoa_desktop.ui.home.doors_text import unit_doors
from vanhoa_desktop.ui.people.people_screen import PeopleScreen
from vanhoa_desktop.ui.results.results_screen import ResultsScreen
from vanhoa_desktop.ui.widgets.states import NoticeBar


def test_a_notice_goes_when_records_change_after_it(village: Driver) -> None:
    screen = village.go("people", PeopleScreen)
    screen.notice.show_notice("Đã lưu 3 người vào danh-sach.xlsx.", "good")
    add_person(village.window.workspace.session, "Phạm Thị Dung")
    village.rest()
    assert screen.count_label.text() == "4 người"
    assert not screen.notice.isVisible()


def test_a_notice_is_gone_when_its_screen_is_entered_again(village: Driver) -> None:
    screen = village.go("people", PeopleScreen)
    screen.notice.show_notice("Hãy chọn một người trong danh sách.")
    village.go("results", ResultsScreen)
    village.go("people", PeopleScreen)
    assert not screen.notice.isVisible()


def overview(**counts: int) -> YearOverview:
    """A village of 300 people, 294 of them registered, with 14 sheets begun and 9 complete."""
    usual = {"people": 300, "registered": 294, "complete": 9, "passed": 7, "ready": 8}
    numbers = usual | counts
    return YearOverview(
        year=2026, statuses={AssessmentStatus.OPEN: 14}, open_conflicts=0, gone=(), **numbers
    )


def test_the_door_of_scoring_counts_of_those_who_registered() -> None:
    assert unit_doors(overview())["scoring"] == "Đã chấm đủ 9 trong 294 người, 5 chấm dở"
    assert unit_doors(overview(registered=0))["scoring"] == "Đã chấm đủ 9 trong 14 người, 5 chấm dở"


def test_what_was_asked_for_goes_when_it_is_given_and_news_stay(qtbot: QtBot) -> None:
    notice = NoticeBar()
    qtbot.addWidget(notice)
    notice.show_wish("Hãy chọn một người.")
    notice.hear(3)
    assert not notice.text()
    notice.show_notice("Đã ghi.", "good")
    notice.hear()
    assert notice.text() == "Đã ghi."
