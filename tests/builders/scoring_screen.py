"""Scoring in a test: typing as an officer does, and what the store holds afterwards."""

from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.builders.offices import YEAR
from tests.builders.ui import PATIENCE_MS, Driver
from vanhoa_desktop.domain.enums import Assessor
from vanhoa_desktop.services.sheets.assessments import AssessmentService
from vanhoa_desktop.ui.scoring.scoring_screen import ScoringScreen
from vanhoa_desktop.ui.widgets.points_field import PointsField


def scoring(village: Driver) -> ScoringScreen:
    return village.go("scoring", ScoringScreen)


def field(screen: ScoringScreen, number: int, assessor: Assessor = Assessor.VILLAGE) -> PointsField:
    return screen.sheet_panel.fields[(assessor, f"CS{number}")]


def type_column(village: Driver, screen: ScoringScreen, points: list[str]) -> None:
    """Type a column as an officer does: a number, Enter, the next one."""
    field(screen, 1).setFocus()
    for text in points:
        focused = QApplication.focusWidget()
        assert isinstance(focused, PointsField)
        QTest.keyClicks(focused, text)
        village.press(Qt.Key.Key_Return)


def saved_points(village: Driver, name: str) -> dict[str, Decimal]:
    session = village.window.workspace.session
    with session.database.reading() as reading:
        (person,) = reading.people.search(name)
    sheet = AssessmentService(session).sheet(person, YEAR)
    assert sheet.assessment is not None
    return dict(sheet.assessment.points.get(Assessor.VILLAGE, {}))


def registered(village: Driver) -> set[str]:
    """The names of those who are registered for the year."""
    with village.window.workspace.session.database.reading() as reading:
        held = [found.person for found in reading.assessments.registrations(YEAR)]
        return {person.full_name for person in reading.people.people(held).values()}


def rested(village: Driver, screen: ScoringScreen, number: int) -> None:
    """Wait until what was typed into a cell was handed over by itself."""
    village.bot.waitUntil(lambda: not field(screen, number).is_typed, timeout=PATIENCE_MS)
    village.rest()


def type_digits(digits: str) -> None:
    """Type where the keyboard is."""
    for digit in digits:
        keyboard = QApplication.focusWidget()
        assert keyboard is not None
        QTest.keyClicks(keyboard, digit)
