"""What was brought in, added or registered, to be undone and redone; files that came early."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from vanhoa_desktop.errors import VanHoaError
from vanhoa_desktop.services.exchange.exchange import ExchangeService, MergeOutcome
from vanhoa_desktop.services.exchange.quarantine import QuarantineList
from vanhoa_desktop.services.exchange.waiting_list import WaitingList
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.review.undo import UndoReport, UndoService
from vanhoa_desktop.services.sheets.overview import OverviewService
from vanhoa_desktop.texts.sentences.exchange import disproved_text
from vanhoa_desktop.ui.ask import Question
from vanhoa_desktop.ui.received.state import (
    REVIEW_CONSEQUENCE,
    TITLE,
    ReceivedRow,
    about_undoing,
    answered_sentence,
    received_rows,
    reviewed_sentence,
    why_not_undone,
)
from vanhoa_desktop.ui.received.undoing import UndoWish, undo_act
from vanhoa_desktop.ui.screens import Screen, ScreenEntry, everywhere
from vanhoa_desktop.ui.widgets.buttons import plain_button
from vanhoa_desktop.ui.widgets.labels import label, quiet, title
from vanhoa_desktop.ui.widgets.panels import column, framed, row, set_content
from vanhoa_desktop.ui.widgets.shortcuts import add_shortcut
from vanhoa_desktop.ui.widgets.states import NoticeBar, StatePanel
from vanhoa_desktop.ui.widgets.tables import Column, RowsModel, TableView
from vanhoa_desktop.ui.workspace import Workspace


class ReceivedScreen(Screen):
    """One list; what is chosen is told in full below, with the one thing to do about it."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._is_commune = workspace.session.identity.is_commune
        self.notice = NoticeBar()
        self.model = RowsModel[ReceivedRow](_columns(), self)
        self.table = TableView(TITLE)
        self.table.setModel(self.model)
        self.table.row_chosen.connect(self._on_chosen)
        self.table.row_chosen.connect(self.notice.hear)
        self.panel = StatePanel(self.table)
        self.story_label = label()
        self.undo_button = plain_button("Hoàn tác…")
        self.undo_button.clicked.connect(self._on_undo)
        self.redo_button = plain_button("Làm lại")
        self.redo_button.clicked.connect(self._on_redo)
        self.review_button = plain_button("Đưa vào để xem xét…")
        self.review_button.clicked.connect(self._on_review)
        self.drop_button = plain_button("Bỏ tệp này…")
        self.drop_button.clicked.connect(self._on_drop)
        add_shortcut(self, "Ctrl+Z", self._on_undo_key)
        for keys in ("Ctrl+Shift+Z", "Ctrl+Y"):
            add_shortcut(self, keys, self._on_redo_key)
        foot = row(
            *(self.story_label, self.drop_button, self.review_button),
            *(self.redo_button, self.undo_button),
        )
        foot.setStretch(0, 1)
        self.story_frame = framed(foot)
        self.story_frame.hide()
        hint = quiet(about_undoing(is_commune=workspace.session.identity.is_commune))
        body = column(title(TITLE), hint, self.notice, self.panel, self.story_frame)
        body.setStretch(3, 1)
        set_content(self, body)

    def enter(self, subject: object) -> None:
        """Show the list, the keyboard on it."""
        self.notice.clear_notice()
        super().enter(subject)
        self.table.setFocus()

    def main_widget(self) -> QWidget:
        """The list."""
        return self.table

    def read_again(self) -> None:
        """Read what was brought in and what waits."""
        self.panel.show_loading()
        self.workspace.read(_received, self._on_received, self._on_unreadable)

    def _on_received(self, rows: list[ReceivedRow]) -> None:
        number, chosen = self.table.chosen_row() or 0, self._chosen()
        self.model.set_rows(rows)
        self.story_frame.setVisible(bool(rows))
        if rows:
            self.panel.show_content()
            same = [n for n, row in enumerate(rows) if chosen is not None and row.is_same(chosen)]
            self.table.choose_row(same[0] if same else min(number, len(rows) - 1))
        else:
            self.panel.show_empty(
                "Chưa nhận tệp nào, chưa nhập bảng tính nào, chưa thêm, chưa đăng ký ai.",
                "Mỗi lần nhận, nhập, thêm hay đăng ký sẽ hiện ở đây.",
                *self.way_home(),
            )

    def _chosen(self) -> ReceivedRow | None:
        number = self.table.chosen_row()
        return None if number is None else self.model.rows[number]

    def _on_chosen(self, number: int) -> None:
        chosen = self.model.rows[number]
        reason = why_not_undone(chosen, is_commune=self._is_commune)
        self.story_label.setText(f"{chosen.story} {reason}".strip())
        self.drop_button.setVisible(chosen.act is None)
        self.review_button.setVisible(chosen.is_reviewable)
        self.undo_button.setVisible(chosen.act is not None and not chosen.is_undone)
        self.redo_button.setVisible(chosen.is_undone)
        self.undo_button.setEnabled(not reason)
        self.redo_button.setEnabled(not reason)

    def _on_undo(self) -> None:
        self._answer(is_redo=False)

    def _on_redo(self) -> None:
        self._answer(is_redo=True)

    def _on_undo_key(self) -> None:
        if self.undo_button.isVisible() and self.undo_button.isEnabled():
            self._on_undo()

    def _on_redo_key(self) -> None:
        if self.redo_button.isVisible() and self.redo_button.isEnabled():
            self._on_redo()

    def _answer(self, *, is_redo: bool) -> None:
        chosen = self._chosen()
        if chosen is not None and chosen.act is not None:
            wish = UndoWish(chosen.act.kind, chosen.act.id, chosen.what, is_redo)
            undo_act(self.workspace, self, wish, self._on_answered, self._on_refused)

    def _on_answered(self, report: UndoReport) -> None:
        self.notice.show_notice(answered_sentence(report), "good")
        self.read_again()

    def _on_review(self) -> None:
        chosen = self._chosen()
        if chosen is None or chosen.aside is None:
            return
        path = chosen.aside.path
        question = Question(
            "Xem xét tệp", chosen.review_question, "Đưa vào", details=REVIEW_CONSEQUENCE
        )
        self.workspace.ask.confirm(self, question, partial(self._review, path))

    def _review(self, path: Path) -> None:
        self.workspace.run(
            lambda session: ExchangeService(session).take_for_review(path),
            self._on_reviewed,
            self._on_refused,
            "Đang nhận tệp…",
        )

    def _on_reviewed(self, outcome: MergeOutcome) -> None:
        told = reviewed_sentence(outcome.new_changes or 0)
        if outcome.disproved:
            told = f"{told} {disproved_text(outcome.disproved)}"
        self.notice.show_notice(told, "warn" if outcome.disproved else "good")
        self.read_again()

    def _on_drop(self) -> None:
        chosen = self._chosen()
        if chosen is None or chosen.act is not None:
            return
        question = Question(
            "Bỏ tệp", chosen.drop_question, "Bỏ tệp này", details=chosen.drop_consequence
        )
        self.workspace.ask.confirm(self, question, partial(self._drop, chosen))

    def _drop(self, chosen: ReceivedRow) -> None:
        self.workspace.run(
            partial(_drop, chosen), partial(self._on_dropped, chosen), self._on_refused
        )

    def _on_dropped(self, chosen: ReceivedRow, _nothing: None) -> None:
        which = "đang chờ " if chosen.waiting is not None else ""
        self.notice.show_notice(f"Đã bỏ tệp {which}của {_whose(chosen)}.", "good")
        self.read_again()

    def _on_refused(self, error: VanHoaError) -> None:
        self.notice.show_refusal(error)

    def _on_unreadable(self, error: VanHoaError) -> None:
        self.story_frame.hide()
        self.panel.show_refused(error, self.read_again)


def _received(session: Session) -> list[ReceivedRow]:
    units = OverviewService(session).units_by_id()
    names = {unit.id: unit.name for unit in units.values()}
    commune = session.identity.commune_id
    if commune is not None:
        names.setdefault(commune, "xã")
    return received_rows(
        UndoService(session).acts(),
        WaitingList(session).bundles(),
        names,
        QuarantineList(session).bundles(),
    )


def _drop(chosen: ReceivedRow, session: Session) -> None:
    if chosen.waiting is not None:
        WaitingList(session).drop(chosen.waiting.path)
    elif chosen.aside is not None:
        QuarantineList(session).drop(chosen.aside.path)


def _whose(chosen: ReceivedRow) -> str:
    bundle = chosen.waiting or chosen.aside
    return "" if bundle is None else bundle.unit_name or bundle.path.name


def _columns() -> tuple[Column[ReceivedRow], ...]:
    return (
        Column("Tệp, bảng tính, việc đã ghi", lambda item: item.listed, 20, stretches=True),
        Column("Tình trạng", lambda item: item.status, 16),
        Column("Lúc", lambda item: item.when, 22, is_spare=True),
        Column("Thay đổi", lambda item: item.changes, 9, is_number=True, is_spare=True),
    )


ENTRY = ScreenEntry("received", TITLE, 0, everywhere, ReceivedScreen)
