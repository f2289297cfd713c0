"""One cell of points by keys alone."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QInputMethodQueryEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from vanhoa_desktop.ui.widgets.points_field import PointsField


@pytest.fixture
def field(qtbot: QtBot) -> PointsField:
    made = PointsField("Chỉ số 1")
    qtbot.addWidget(made)
    made.show()
    return made


def heard(field: PointsField) -> list[Decimal | None]:
    """The points that are handed over."""
    given: list[Decimal | None] = []
    field.points_given.connect(lambda: given.append(field.points))
    return given


@pytest.mark.parametrize(
    ("typed", "text", "points"),
    [
        ("7", "7", Decimal(7)),
        ("10", "10", Decimal(10)),
        ("7,5", "7,5", Decimal("7.5")),
        ("7.5", "7.5", Decimal("7.5")),
        ("7,55", "7,5", Decimal("7.5")),
        ("a8b", "8", Decimal(8)),
    ],
)
def test_what_is_typed_is_read_exactly(
    field: PointsField, typed: str, text: str, points: Decimal
) -> None:
    QTest.keyClicks(field, typed)
    assert field.text() == text
    assert field.points == points


@pytest.mark.parametrize("is_open", [False, True])
def test_an_input_method_never_gets_the_digits(field: PointsField, is_open: bool) -> None:
    field.set_open(is_open=False)
    field.set_open(is_open=is_open)
    asked = QInputMethodQueryEvent(Qt.InputMethodQuery.ImEnabled)
    QApplication.sendEvent(field, asked)
    assert asked.value(Qt.InputMethodQuery.ImEnabled) is False


def test_enter_hands_over_once_and_moves(field: PointsField) -> None:
    given = heard(field)
    moves: list[int] = []
    field.move_wished.connect(moves.append)
    QTest.keyClicks(field, "8")
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Enter):
        QTest.keyClick(field, key)
    assert given == [Decimal(8)]
    assert moves == [1, 1, -1, 1]


def test_escape_takes_back_what_is_being_typed(field: PointsField) -> None:
    given = heard(field)
    field.set_points(Decimal("7.5"))
    field.selectAll()
    QTest.keyClicks(field, "9")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == "7,5"
    assert given == []


def test_points_are_taken_away_by_emptying_the_field(field: PointsField) -> None:
    given = heard(field)
    field.set_points(Decimal(7))
    field.selectAll()
    QTest.keyClick(field, Qt.Key.Key_Delete)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert given == [None]


def away_and_back(field: PointsField, reason: Qt.FocusReason) -> None:
    """Another window comes in front, or another cell is gone to, and the field is there again."""
    for kind in (QFocusEvent.Type.FocusOut, QFocusEvent.Type.FocusIn):
        QApplication.sendEvent(field, QFocusEvent(kind, reason))
        QApplication.processEvents()


def test_another_window_in_between_does_not_lose_the_digit_before(field: PointsField) -> None:
    given = heard(field)
    away_and_back(field, Qt.FocusReason.TabFocusReason)
    QTest.keyClicks(field, "1")
    away_and_back(field, Qt.FocusReason.ActiveWindowFocusReason)
    QTest.keyClicks(field, "0")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert given == [Decimal(1), Decimal(10)]


@pytest.mark.parametrize(
    "reason", [Qt.FocusReason.TabFocusReason, Qt.FocusReason.ActiveWindowFocusReason]
)
def test_the_first_digit_replaces_what_stood_in_the_cell(
    field: PointsField, reason: Qt.FocusReason
) -> None:
    field.set_points(Decimal(7))
    away_and_back(field, reason)
    QTest.keyClicks(field, "9")
    assert field.text() == "9"


def test_a_cell_that_is_gone_to_again_is_typed_anew(field: PointsField) -> None:
    QTest.keyClicks(field, "7")
    away_and_back(field, Qt.FocusReason.TabFocusReason)
    QTest.keyClicks(field, "9")
    assert field.text() == "9"


def test_the_first_digit_of_ten_saved_early_is_saved_again_with_the_second(
    field: PointsField, qtbot: QtBot
) -> None:
    given = heard(field)
    with qtbot.waitSignal(field.points_given):
        QTest.keyClicks(field, "1")
    QTest.keyClicks(field, "0")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert given == [Decimal(1), Decimal(10)]
