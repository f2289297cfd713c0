"""Ctrl+Z over a sheet that takes no points any more says so, and changes nothing."""

import threading
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.builders.offices import NGOC_BAN, YEAR, Office, Offices, add_person, give_points
from tests.builders.sent_year import give_back
from tests.builders.ui import Driver
from vanhoa_desktop.domain.enums import AssessmentStatus, Assessor
from vanhoa_desktop.services.appraisal.workflow import WorkflowService
from vanhoa_desktop.services.exchange.exchange import ExchangeService
from vanhoa_desktop.services.exchange.exporting import ExportService, ExportWish
from vanhoa_desktop.services.sheets.assessments import AssessmentService
from vanhoa_desktop.ui.scoring.scoring_screen import ScoringScreen
from vanhoa_desktop.ui.widgets.points_field import PointsField

NAME, OTHER = "Lê Văn An", "Trần Thị Bình"
UNDO = Qt.KeyboardModifier.ControlModifier
WHY = (
    f"Không hoàn tác được chỉ số 10 (thôn chấm) của {NAME}: phiếu không sửa được nữa "
    "(Đã gửi xã). Không có gì thay đổi."
)


@pytest.fixture
def village(offices: Offices, opened: Callable[[Office], Driver]) -> Driver:
    with offices.villages[0].open() as session:
        give_points(session, add_person(session, NAME), ["8"] * 9)
        add_person(session, OTHER)
    return opened(offices.villages[0])


def field(screen: ScoringScreen, number: int) -> PointsField:
    return screen.sheet_panel.fields[(Assessor.VILLAGE, f"CS{number}")]


def score(village: Driver) -> ScoringScreen:
    """Type the last of ten points by hand: what Ctrl+Z will take back."""
    screen = village.go("scoring", ScoringScreen)
    field(screen, 10).setFocus()
    QTest.keyClicks(field(screen, 10), "9")
    village.press(Qt.Key.Key_Return)
    return screen


def submit(village: Driver) -> None:
    WorkflowService(village.window.workspace.session).submit(YEAR)
    village.rest()


def status(village: Driver) -> tuple[AssessmentStatus, Decimal | None]:
    session = village.window.workspace.session
    with session.database.reading() as reading:
        (person,) = reading.people.search(NAME)
    held = AssessmentService(session).sheet(person, YEAR).assessment
    assert held is not None
    return held.status, held.points[Assessor.VILLAGE].get("CS10")


def submitting(village: Driver) -> threading.Event:
    """The sheets are sent once the event is set; whatever is written meanwhile comes behind."""
    go_on = threading.Event()
    workspace = village.window.workspace
    workspace.run(lambda _: go_on.wait(20), lambda _: None, lambda _: None)
    workspace.run(
        lambda session: WorkflowService(session).submit(YEAR), lambda _: None, lambda _: None
    )
    return go_on


def assert_as_sent(village: Driver, screen: ScoringScreen) -> None:
    assert field(screen, 10).text() == "9"
    assert screen.model.rows[0].outcome_text == "✔ Đạt"
    assert screen.unsaved() == ""
    assert not screen.unsaved_bar.isVisible()
    assert status(village) == (AssessmentStatus.SUBMITTED, Decimal(9))


def test_a_sheet_that_was_sent_stays_as_it_is_and_the_screen_says_why(village: Driver) -> None:
    screen = score(village)
    submit(village)
    field(screen, 10).setFocus()
    village.press(Qt.Key.Key_Z, modifiers=UNDO)
    assert screen.sheet_panel.notice.text() == WHY
    assert village.workbench.news_label.text() == WHY
    assert_as_sent(village, screen)
    village.press(Qt.Key.Key_Z, modifiers=UNDO)
    assert screen.sheet_panel.notice.text() == WHY
    assert_as_sent(village, screen)


def test_from_somebody_elses_sheet_it_says_whose_and_stays_there(village: Driver) -> None:
    screen = score(village)
    submit(village)
    village.press(Qt.Key.Key_PageDown)
    village.press(Qt.Key.Key_Z, modifiers=UNDO)
    assert screen.sheet_panel.name_label.text() == OTHER
    assert screen.sheet_panel.notice.text() == WHY
    village.press(Qt.Key.Key_PageUp)
    assert screen.sheet_panel.notice.text() == "Phiếu này: Đã gửi xã. Không sửa được nữa."
    assert_as_sent(village, screen)


def test_a_sheet_that_is_closed_while_the_undo_is_on_its_way_is_shown_as_it_is(
    village: Driver,
) -> None:
    """The store knows first; the screen has not heard of it when Ctrl+Z is pressed."""
    screen = score(village)
    go_on = submitting(village)
    field(screen, 10).setFocus()
    QTest.keyClick(field(screen, 10), Qt.Key.Key_Z, UNDO)
    go_on.set()
    village.rest()
    assert_as_sent(village, screen)


def test_what_is_typed_into_a_sheet_that_is_just_closed_is_dropped_and_told(
    village: Driver,
) -> None:
    screen = score(village)
    go_on = submitting(village)
    field(screen, 10).setFocus()
    QTest.keyClicks(field(screen, 10), "7")
    QTest.keyClick(field(screen, 10), Qt.Key.Key_Return)
    go_on.set()
    village.rest()
    assert field(screen, 10).text() == "9"
    assert screen.unsaved() == ""
    assert status(village) == (AssessmentStatus.SUBMITTED, Decimal(9))
    assert screen.unsaved_bar.notice.text() == (
        f"Đã bỏ số 7 gõ ở chỉ số 10 (thôn chấm) của {NAME}, phiếu giữ 9: "
        "phiếu không sửa được nữa (Đã gửi xã)."
    )


def test_a_sheet_that_comes_back_says_why_and_takes_the_undo_again(
    village: Driver, offices: Offices, tmp_path: Path
) -> None:
    screen = score(village)
    submit(village)
    field(screen, 10).setFocus()
    village.press(Qt.Key.Key_Z, modifiers=UNDO)
    session = village.window.workspace.session
    ExportService(session).export(ExportWish(tmp_path / "up.vhb"))
    offices.commune.merge(tmp_path / "up.vhb")
    give_back(offices.commune, NAME, reason="Thiếu ảnh minh chứng")
    down = offices.commune.export(tmp_path / "down.vhb", NGOC_BAN)
    ExchangeService(session).merge([down])
    village.workbench.show_screen("home")
    village.rest()
    screen = village.go("scoring", ScoringScreen)
    assert screen.sheet_panel.notice.text() == (
        "Xã trả lại để bổ sung: Thiếu ảnh minh chứng. Phiếu sửa được; sửa xong hãy gửi lại."
    )
    assert field(screen, 10).text() == "9"
    field(screen, 10).setFocus()
    village.press(Qt.Key.Key_Z, modifiers=UNDO)
    assert field(screen, 10).text() == ""
    assert status(village) == (AssessmentStatus.RETURNED, None)
