"""What was done on the screen, the last first: named, taken back, and done again."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.review.undo import UndoReport, UndoService
from vanhoa_desktop.ui.received.state import TITLE, DoneAct
from vanhoa_desktop.ui.received.undoing import UndoWish, undo_act
from vanhoa_desktop.ui.widgets.buttons import plain_button
from vanhoa_desktop.ui.widgets.panels import row, set_content
from vanhoa_desktop.ui.workspace import Workspace

# The act is as it should be already, or nothing is known of it: it is asked for no more.
_SETTLED = frozenset(
    {
        *(ErrorCode.UNDO_DONE, ErrorCode.UNDO_NOT_DONE),
        *(ErrorCode.UNDONE_BY_COMMUNE, ErrorCode.NOT_FOUND),
    }
)


class ActBar(QWidget):
    """`answered` carries the report, `refused` why it could not be done.

    Hidden while nothing was done.
    """

    answered = Signal(object)
    refused = Signal(object)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace
        self._done: list[DoneAct] = []
        self._undone: list[DoneAct] = []
        self.undo_button = plain_button("")
        self.undo_button.clicked.connect(self.undo)
        self.redo_button = plain_button("Làm lại")
        self.redo_button.clicked.connect(self.redo)
        set_content(self, row(self.undo_button, self.redo_button, 1), 0)
        self._show()

    def remember(self, act: DoneAct | None) -> None:
        """Something was done that can be taken back; what was undone before stays undone."""
        if act is None:
            return
        self._done.append(act)
        self._undone.clear()
        self._show()

    def refresh(self) -> None:
        """Look at what was taken back, or done again, at another place since."""
        if self._done or self._undone:
            self.workspace.read(_undone, self._on_known, self.refused.emit)

    def _on_known(self, undone: frozenset[str]) -> None:
        gone = [act for act in self._done if act.id in undone]
        back = [act for act in self._undone if act.id not in undone]
        self._done = [act for act in self._done if act.id not in undone] + back
        self._undone = [act for act in self._undone if act.id in undone] + gone
        self._show()

    def undo(self) -> None:
        """Ask whether to take the last act back, and do it."""
        if not self._done:
            said = f"Chưa làm gì ở đây để hoàn tác. Những việc trước: «{TITLE}»."
            self.workspace.say(said)
        self._answer(self._done, self._undone, is_redo=False)

    def redo(self) -> None:
        """Ask whether to do again what was undone last, and do it."""
        self._answer(self._undone, self._done, is_redo=True)

    def _answer(self, acts: list[DoneAct], others: list[DoneAct], *, is_redo: bool) -> None:
        if not acts:
            return
        act = acts[-1]

        def done(report: UndoReport) -> None:
            if act in acts:
                acts.remove(act)
                others.append(act)
            self._show()
            self.answered.emit(report)

        def refused(error: VanHoaError) -> None:
            if error.code in _SETTLED and act in acts:
                acts.remove(act)
                self._show()
            self.refused.emit(error)

        wish = UndoWish(act.kind, act.id, "Lần nhập bảng tính", is_redo)
        undo_act(self.workspace, self, wish, done, refused)

    def _show(self) -> None:
        if self._done:
            self.undo_button.setText(f"Hoàn tác: {self._done[-1].name}")
        self.undo_button.setVisible(bool(self._done))
        self.redo_button.setVisible(bool(self._undone))
        self.setVisible(bool(self._done or self._undone))


def _undone(session: Session) -> frozenset[str]:
    return UndoService(session).undone()
