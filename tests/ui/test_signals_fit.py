"""Whatever a signal sends, what is connected to it can take it: every connection of the window."""

from collections.abc import Callable
from functools import partial
from types import ModuleType
from typing import Any

import pytest
from PySide6.QtCore import QEventLoop, QItemSelectionModel, QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QDialog, QLabel, QMenu, QPushButton, QTableView, QWidget

from tests.architecture.source_tree import ROOT
from tests.ui.signal_fit import connections, connections_in, misfit
from vanhoa_desktop.ui.people.answer_bar import AnswerBar
from vanhoa_desktop.ui.people.card_opener import CardOpener
from vanhoa_desktop.ui.scoring.points_saver import PointsSaver
from vanhoa_desktop.ui.style.appearance import Appearance
from vanhoa_desktop.ui.widgets.focus_keeper import FocusKeeper
from vanhoa_desktop.ui.widgets.states import NoticeBar
from vanhoa_desktop.ui.workspace import Workspace

# What the source alone does not tell. A connection that is neither read from the source nor named
# here fails the test: nobody can forget one.
METHODS: dict[str, Callable[..., Any]] = {
    "self.answer_bar.press": AnswerBar.press,
    "self.cards.open_new": CardOpener.open_new,
    "self.notice.clear_notice": NoticeBar.clear_notice,
    "self.notice.hear": NoticeBar.hear,
    "self.table.selectAll": QTableView.selectAll,
    "self.workspace.say": Workspace.say,
    "self.sheet_panel.notice.show_notice": NoticeBar.show_notice,
    "self.sheet_panel.notice.show_refusal": NoticeBar.show_refusal,
    "self.saver.give": PointsSaver.give,
    "waiting.quit": QEventLoop.quit,
    "self.focus_keeper.settle": FocusKeeper.settle,
    "self.focus_keeper.enter": FocusKeeper.enter,
    "self.news_label.setText": QLabel.setText,
    "self.choice_box.setToolTip": QWidget.setToolTip,
    "appearance.step_text": Appearance.step_text,
    "self._workspace.wish_year": Workspace.wish_year,
}
SENDERS: dict[str, type] = {
    "answer_bar partial(self.all_answered.emit, kind)": QAction,
    "reason_dialog partial(self._on_usual, button.text())": QPushButton,
    "other_work partial(appearance.step_text, 1)": QAction,
    "other_work partial(appearance.step_text, -1)": QAction,
    "year_choice partial(self._workspace.wish_year, year)": QAction,
    "tables self._on_current_row_changed": QItemSelectionModel,
}


def test_every_slot_of_the_window_can_take_what_its_signal_sends() -> None:
    found = list(connections(ROOT / "vanhoa_desktop" / "ui"))
    assert len(found) > 200
    wrong = [misfit(connection, METHODS, SENDERS) for connection in found]
    assert [said for said in wrong if said] == []


def test_what_is_named_by_hand_is_still_there() -> None:
    found = list(connections(ROOT / "vanhoa_desktop" / "ui"))
    assert {item.named for item in found} >= SENDERS.keys()
    written = " ".join(item.named for item in found)
    assert [text for text in METHODS if text not in written] == []


class Sheet(QObject):
    """A screen of a program that is only thought of."""

    given = Signal(str, int)
    closed = Signal()

    def take_two(self, _first: object, _second: object) -> None:
        """Two arguments, both needed."""

    def take_one(self, _first: object) -> None:
        """One argument."""

    def take_none(self) -> None:
        """None."""


def judged(line: str) -> str:
    """What is said of one connection inside a class of a module that knows these classes."""
    module = ModuleType("thought_of")
    vars(module).update(
        Sheet=Sheet,
        QPrintDialog=QPrintDialog,
        QDialog=QDialog,
        QPushButton=QPushButton,
        QMenu=QMenu,
    )
    vars(module)["partial"] = partial
    body = "\n        ".join(line.split("; "))
    (connection,) = connections_in(f"class Sheet:\n    def begin(self):\n        {body}\n", module)
    return misfit(connection, {}, {})


@pytest.mark.parametrize(
    "line",
    [
        # The fault that made «In…» crash always: the print dialog sends its printer along.
        "d = QPrintDialog(); d.accepted.connect(partial(self.take_two, 1, 2))",
        "d = QPrintDialog(); d.accepted.connect(partial(self.take_none))",
        "d = QDialog(); d.accepted.connect(self.take_one)",
        "b = QPushButton(); b.clicked.connect(self.take_two)",
        "b = QPushButton(); b.clicked.connect(partial(self.take_one))",
        "m = QMenu(); m.triggered.connect(partial(self.take_one, 1))",
        "self.given.connect(partial(self.take_one, 1))",
        "self.closed.connect(self.take_one)",
        "self.closed.connect(lambda one: one)",
        "self.closed.connect(self.given)",
        "self.closed.connect(partial(self.given.emit, 'only one'))",
        "self.closed.connect(self.somebody.somewhere)",
        "self.closed.connect(self.no_such)",
        "self.no_such.connect(self.take_none)",
        # A dialog that may be either: what fits one of them is not enough.
        "self.dialog.accepted.connect(self.take_one)",
    ],
)
def test_a_connection_that_would_crash_or_is_unknown_is_told(line: str) -> None:
    assert judged(line) != ""


@pytest.mark.parametrize(
    "line",
    [
        "d = QPrintDialog(); d.accepted.connect(self.take_one)",
        "d = QPrintDialog(); d.accepted.connect(self.take_none)",
        "b = QPushButton(); b.clicked.connect(self.take_one)",
        "b = QPushButton(); b.clicked.connect(partial(self.take_two, 1, 2))",
        "m = QMenu(); m.triggered.connect(partial(self.take_two, 1))",
        "self.given.connect(self.take_two)",
        "self.closed.connect(partial(self.given.emit, 'text', 1))",
        "self.closed.connect(lambda one=1: one)",
    ],
)
def test_a_connection_that_fits_is_let_be(line: str) -> None:
    assert judged(line) == ""


class Receiver:
    """Takes what real signals send and notes it."""

    def __init__(self) -> None:
        self.got: list[object] = []

    def take_none(self) -> None:
        """Nothing."""
        self.got.append("none")

    def take_any(self, *sent: object) -> None:
        """Everything."""
        self.got.append(sent)


@pytest.mark.usefixtures("qapp")
def test_qt_gives_functions_no_more_than_they_take_and_partials_all() -> None:
    """What the judge believes of Qt, on live objects."""
    receiver, button, dialog = Receiver(), QPushButton(), QPrintDialog()
    button.clicked.connect(receiver.take_none)
    button.clicked.connect(partial(receiver.take_any, 1))
    button.click()
    dialog.accepted.connect(receiver.take_none)
    dialog.accepted.connect(partial(receiver.take_any, 2))
    dialog.accepted.emit(dialog.printer())
    assert receiver.got[:3] == ["none", (1,), "none"]
    last = receiver.got[3]
    assert isinstance(last, tuple)
    assert (last[0], len(last)) == (2, 2)
