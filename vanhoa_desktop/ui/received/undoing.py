"""Undoing or redoing a whole import or merged file: looked at, asked about, done."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QWidget

from vanhoa_desktop.domain.enums import ActKind
from vanhoa_desktop.errors import VanHoaError
from vanhoa_desktop.services.review.undo import UndoReport, UndoService
from vanhoa_desktop.ui.ask import Question
from vanhoa_desktop.ui.received.state import undo_consequence, undo_question
from vanhoa_desktop.ui.workspace import Workspace


@dataclass(frozen=True, slots=True)
class UndoWish:
    """Which act, what people call it («Bảng tính»), and whether it is brought in again."""

    kind: ActKind
    act: str
    what: str
    is_redo: bool = False


def undo_act(
    workspace: Workspace,
    parent: QWidget,
    wish: UndoWish,
    done: Callable[[UndoReport], None],
    refused: Callable[[VanHoaError], None],
) -> None:
    """Say whom it means, ask, and do it; what cannot be undone is refused before it is asked."""

    def asked(report: UndoReport) -> None:
        question = Question(
            "Làm lại" if wish.is_redo else "Hoàn tác",
            undo_question(report, wish.what, is_redo=wish.is_redo),
            "Làm lại" if wish.is_redo else "Hoàn tác",
            details=undo_consequence(report, is_redo=wish.is_redo),
        )
        answer = partial(_answer, workspace, wish, done, refused)
        workspace.ask.confirm(parent, question, answer)

    workspace.run(
        lambda session: UndoService(session).look(wish.kind, wish.act, is_redo=wish.is_redo),
        asked,
        refused,
        "Đang xem trước…",
    )


def _answer(
    workspace: Workspace,
    wish: UndoWish,
    done: Callable[[UndoReport], None],
    refused: Callable[[VanHoaError], None],
) -> None:
    def work(service: UndoService) -> UndoReport:
        verb = service.redo if wish.is_redo else service.undo
        return verb(wish.kind, wish.act)

    waiting = "Đang làm lại…" if wish.is_redo else "Đang hoàn tác…"
    workspace.run(lambda session: work(UndoService(session)), done, refused, waiting)
