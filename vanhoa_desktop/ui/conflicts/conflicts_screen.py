"""Figures that do not agree: a list, and below it who said what, when; choosing settles one."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget
from typing_extensions import override

from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.review.conflicts import ListedConflict
from vanhoa_desktop.services.review.settling import Settlement, SettlingService, WholeSettlement
from vanhoa_desktop.services.review.side_outcomes import OpenFigures, open_figures
from vanhoa_desktop.texts.sentences.left_out import further_figures
from vanhoa_desktop.texts.words.numbers import count_text
from vanhoa_desktop.ui.ask import Question
from vanhoa_desktop.ui.conflicts.conflict_panel import ConflictPanel
from vanhoa_desktop.ui.conflicts.state import (
    OTHERS_ARE_KEPT,
    Side,
    drafts_sentence,
    kind_text,
    row_after,
    settled_sentence,
    sides_of,
    taking_text,
    unit_text,
    whole_sentence,
)
from vanhoa_desktop.ui.screens import Screen, ScreenEntry, everywhere
from vanhoa_desktop.ui.style.sizes import GAP
from vanhoa_desktop.ui.widgets.labels import quiet, title
from vanhoa_desktop.ui.widgets.panels import column, row, set_content
from vanhoa_desktop.ui.widgets.states import NoticeBar, StatePanel
from vanhoa_desktop.ui.widgets.tables import Column, RowsModel, TableView
from vanhoa_desktop.ui.workspace import Workspace

_LIST_SHARE, _DETAIL_SHARE = 30, 70
_Answer = tuple[Settlement | WholeSettlement, OpenFigures]


class ConflictsScreen(Screen):
    """After one is settled the next one stands ready."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._is_settling = False
        self._figures = OpenFigures([], {})
        self.notice = NoticeBar()
        self.count_label = quiet(wraps=False)
        self.model = RowsModel[ListedConflict](_columns(), self)
        self.table = TableView("Số liệu chưa khớp")
        self.table.setModel(self.model)
        self.table.row_chosen.connect(self._on_chosen)
        self.table.row_opened.connect(self._on_opened)
        self.detail = ConflictPanel(is_commune=workspace.session.identity.is_commune)
        self.detail.value_chosen.connect(self._on_value_chosen)
        self.detail.value_typed.connect(self._on_value_typed)
        self.detail.side_chosen.connect(self._on_side_chosen)
        self.panel = StatePanel(self._split())
        head = row(title("Số liệu chưa khớp"), self.count_label, 1)
        body = column(head, self.notice, self.panel)
        body.setStretch(2, 1)
        set_content(self, body)

    def _split(self) -> QWidget:
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.table)
        split.addWidget(self.detail)
        split.setStretchFactor(0, _LIST_SHARE)
        split.setStretchFactor(1, _DETAIL_SHARE)
        split.setSizes([_LIST_SHARE * 10, _DETAIL_SHARE * 10])
        split.setChildrenCollapsible(False)
        split.setHandleWidth(GAP)
        return split

    def enter(self, subject: object) -> None:
        """Show the list, the keyboard on it."""
        self.notice.clear_notice()
        super().enter(subject)
        self.table.setFocus()

    def main_widget(self) -> QWidget:
        """The list."""
        return self.table

    @override
    def unsaved(self) -> str:
        """Values that were typed for figures which do not agree, and are not written."""
        return drafts_sentence(self._figures.conflicts, self.detail.drafts)

    def read_again(self) -> None:
        """Read the open ones."""
        self.panel.show_loading()
        self.workspace.read(open_figures, self._on_figures, self._on_refused)

    def records_changed(self, records: frozenset[str]) -> None:
        """What this screen settles itself is read again when it is done."""
        if not self._is_settling:
            super().records_changed(records)

    def _on_figures(self, figures: OpenFigures) -> None:
        self._figures = figures
        conflicts = figures.conflicts
        shown = self.detail.conflict
        before = self.table.chosen_row() or 0
        self.detail.keep_drafts_of({conflict.id for conflict in conflicts})
        self.model.set_rows(conflicts)
        counted = f"{count_text(len(conflicts))} chỗ" if conflicts else ""
        further = further_figures(figures.further) if figures.further else ""
        self.count_label.setText(". ".join(part for part in (counted, further) if part))
        if not conflicts:
            self.panel.show_empty(
                "Mọi số liệu đều khớp.",
                "Khi hai nơi ghi khác nhau, hoặc có sửa muộn, chỗ đó sẽ hiện ở đây để chọn.",
                *self.way_home(),
            )
            return
        self.panel.show_content()
        is_gone = shown is not None and all(shown.id != conflict.id for conflict in conflicts)
        focused: QWidget | None = self.window().focusWidget()
        if is_gone and focused is not None and self.detail.isAncestorOf(focused):
            # What is being typed for one figure must not settle the next one.
            self.table.setFocus()
            self.workspace.say("Chỗ đang xem vừa được ghi ở nơi khác.")
        self.table.choose_row(row_after(conflicts, shown.id if shown else None, before))

    def _on_chosen(self, number: int) -> None:
        conflict = self.model.rows[number]
        self.detail.show_conflict(conflict, sides_of(conflict, self._figures))

    def _on_opened(self, _number: int) -> None:
        self.detail.focus_heading()

    def _on_value_chosen(self, change: str) -> None:
        conflict = self.detail.conflict
        if conflict is None:
            return
        question = Question(
            "Lấy giá trị này",
            taking_text(conflict, change),
            "Lấy giá trị này",
            details=OTHERS_ARE_KEPT,
        )
        settle = partial(self._settle, partial(_keep, conflict.id, change))
        self.workspace.ask.confirm(self, question, settle)

    def _on_value_typed(self, text: str) -> None:
        conflict = self.detail.conflict
        if conflict is not None:
            self._settle(partial(_type, conflict.id, text))

    def _on_side_chosen(self, side: Side) -> None:
        conflict = self.detail.conflict
        if conflict is None:
            return
        question = Question(
            "Giải quyết mọi chỗ chưa khớp",
            side.question,
            "Chọn tất cả",
            details=f"Các ô không tranh chấp giữ như đang dùng. {OTHERS_ARE_KEPT}",
        )
        settle = partial(self._settle, partial(_keep_all, conflict.record, side))
        self.workspace.ask.confirm(self, question, settle)

    def _settle(self, work: "partial[_Answer]") -> None:
        self._is_settling = True
        self.detail.set_busy(is_busy=True)
        self.workspace.save(work, self._on_settled, self._on_settling_refused)

    def _on_settled(self, answer: _Answer) -> None:
        self._is_settling = False
        settlement, figures = answer
        if self.detail.conflict is not None:
            self.detail.forget_draft(self.detail.conflict.id)
        left = figures.conflicts
        said = (
            settled_sentence(settlement, len(left))
            if isinstance(settlement, Settlement)
            else whole_sentence(settlement, len(left))
        )
        self.notice.show_notice(said, "good")
        self.detail.set_busy(is_busy=False)
        # On the list, not on the next value: one Enter too many must not settle another one.
        if left:
            self.table.setFocus()
        self._on_figures(figures)

    def _on_settling_refused(self, error: VanHoaError) -> None:
        self._is_settling = False
        self.detail.set_busy(is_busy=False)
        self.notice.show_refusal(error)
        if error.code is ErrorCode.CONFLICT_STALE:
            self.read_again()

    def _on_refused(self, error: VanHoaError) -> None:
        self.panel.show_refused(error, self.read_again)


def _keep_all(record: str, side: Side, session: Session) -> _Answer:
    settled = SettlingService(session).keep_all(record, side.change, side.conflicts)
    return settled, open_figures(session)


def _keep(conflict: str, change: str, session: Session) -> _Answer:
    return SettlingService(session).keep(conflict, change), open_figures(session)


def _type(conflict: str, text: str, session: Session) -> _Answer:
    return SettlingService(session).type(conflict, text), open_figures(session)


def _columns() -> tuple[Column[ListedConflict], ...]:
    return (
        Column("Của ai", lambda conflict: conflict.subject, 16, stretches=True, wraps=True),
        Column("Mục", lambda conflict: conflict.field_label, 26, wraps=True),
        Column("Chưa khớp", kind_text, 10),
        Column("Thôn, đơn vị", unit_text, 14, wraps=True),
    )


ENTRY = ScreenEntry("conflicts", "Số liệu chưa khớp", 0, everywhere, ConflictsScreen)
