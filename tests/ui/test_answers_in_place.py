"""While the questions of a list are answered, nothing that is pressed moves under the pointer."""

from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from tests.builders.spreadsheets import write_xlsx
from tests.builders.ui import PATIENCE_MS, Driver
from vanhoa_desktop.ui.people.import_panel import ImportPanel
from vanhoa_desktop.ui.people.people_screen import PeopleScreen
from vanhoa_desktop.ui.style.sizes import TEXT_CHOICES_PX

HEAD = ("STT", "Họ và tên", "Năm sinh", "Số CCCD", "Số hộ")
ROWS = [
    (1, "Trần Thị Bình", "", "", ""),
    (2, "Lê Văn Ân", "", "", ""),
    # Two in one list whose number is one: nobody to choose from among those who are held.
    (3, "Vũ Thị Mới", 1970, 38170001234, ""),
    (4, "Hà Văn Khác", 1951, 38170001234, ""),
    (5, "Đỗ Văn Cường", "", "", ""),
    (6, "Trần Thị Bính", "", "", ""),
]


def previewed(village: Driver, folder: Path) -> ImportPanel:
    screen = village.go("people", PeopleScreen)
    village.ask.give(write_xlsx(folder / "ds.xlsx", [HEAD, *ROWS]))
    village.click(screen.import_button)
    return screen.import_panel


def answers(panel: ImportPanel) -> tuple[QAbstractButton, ...]:
    bar = panel.answer_bar
    return (bar.same_button, bar.new_button, bar.skip_button)


def places(panel: ImportPanel) -> list[tuple[int, int, int, int]]:
    """Where on the window every button lies that can be pressed meanwhile."""
    buttons: list[QWidget] = [*answers(panel), panel.rows_button, panel.cancel_button]
    found = []
    for button in buttons:
        corner = button.mapTo(panel.window(), QPoint(0, 0))
        found.append((corner.x(), corner.y(), button.width(), button.height()))
    return found


@pytest.mark.parametrize(("text_px", "height"), [(18, 620), (18, 728), (22, 728), (28, 728)])
def test_no_button_moves_from_the_first_question_to_the_last(
    village: Driver, tmp_path: Path, text_px: int, height: int
) -> None:
    village.window.workspace.appearance.choose_text_px(text_px)
    village.window.resize(1366, height)
    panel = previewed(village, tmp_path)
    village.rest()
    first = places(panel)
    asked = sum(line.question is not None for line in panel.model.rows)
    assert asked >= 4
    seen = []
    for number in range(asked):
        key = Qt.Key.Key_2 if number % 2 else Qt.Key.Key_3
        village.press(key, panel.table)
        seen.append(places(panel))
    village.bot.waitUntil(lambda: not panel.view.talk.open_questions(), timeout=PATIENCE_MS)
    village.rest()
    seen.append(places(panel))
    assert seen == [first] * len(seen)


def double_click(button: QAbstractButton) -> None:
    """What two quick clicks send: a press and a release, the second press under its own name."""
    middle = button.rect().center()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=middle)
    second = QMouseEvent(
        QEvent.Type.MouseButtonDblClick,
        QPointF(middle),
        QPointF(button.mapToGlobal(middle)),
        Qt.MouseButton.LeftButton,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(button, second)
    QTest.mouseRelease(button, Qt.MouseButton.LeftButton, pos=middle)


def test_a_double_click_answers_one_question(village: Driver, tmp_path: Path) -> None:
    panel = previewed(village, tmp_path)
    before = len(panel.view.talk.open_questions())
    double_click(panel.answer_bar.skip_button)
    village.rest()
    assert len(panel.view.talk.open_questions()) == before - 1


def test_nothing_lies_over_an_answer_where_the_answers_need_two_lines(
    village: Driver, tmp_path: Path
) -> None:
    """As with the largest letters of a real screen; letters are narrower here."""
    village.window.workspace.appearance.choose_text_px(TEXT_CHOICES_PX[-1])
    village.window.resize(1024, 728)
    panel = previewed(village, tmp_path)
    bar = panel.answer_bar
    bar.skip_button.setText("3 Bỏ qua dòng này, không nhập ai")
    village.rest()
    assert bar.skip_button.y() > bar.same_button.y()
    parts = [*answers(panel), bar.open_label, bar.all_button, bar.choice_box]

    def are_apart() -> bool:
        shown = [part.geometry() for part in parts if part.isVisible()]
        return not any(one.intersects(other) for one, other in combinations(shown, 2))

    for _ in range(4):
        # A part that comes or goes settles over a few turns.
        village.bot.waitUntil(are_apart, timeout=PATIENCE_MS)
        village.press(Qt.Key.Key_3, panel.table)
        village.rest()
