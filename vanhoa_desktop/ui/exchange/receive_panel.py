"""Taking files in: first what each would do, then, after «Nhận», what became of each."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from vanhoa_desktop.domain.enums import ActKind
from vanhoa_desktop.errors import VanHoaError
from vanhoa_desktop.services.post.receiving import Fate, LookedFile, ReceivingService, TakenFile
from vanhoa_desktop.services.review.undo import UndoReport, UndoService
from vanhoa_desktop.texts.sentences.exchange import disproved_text, units_back_text
from vanhoa_desktop.texts.sentences.rebuilding import fell_back_text
from vanhoa_desktop.texts.words.numbers import count_text
from vanhoa_desktop.ui.exchange.state import (
    FileRow,
    looked_row,
    looked_sentence,
    recognised_sentence,
    redone_row,
    returned_sentence,
    take_text,
    taken_paths,
    taken_row,
    taken_sentence,
    unsettled_sentence,
)
from vanhoa_desktop.ui.style.appearance import mark
from vanhoa_desktop.ui.tasks import Task
from vanhoa_desktop.ui.unsaved import TAKING_IN
from vanhoa_desktop.ui.widgets.buttons import plain_button, primary_button
from vanhoa_desktop.ui.widgets.labels import heading, label, quiet
from vanhoa_desktop.ui.widgets.panels import column, framed, row, set_content
from vanhoa_desktop.ui.widgets.states import NoticeBar, StatePanel
from vanhoa_desktop.ui.widgets.tables import Column, RowsModel, TableView
from vanhoa_desktop.ui.workspace import Workspace

_BEFORE, _AFTER = "Xem trước khi nhận", "Kết quả nhận tệp"


class ReceivePanel(QWidget):
    """`closed` when the officer is done or will not have the files.

    `conflicts_wished` and `people_wished` to go on: to what does not agree, or to what the commune
    did with each sheet.
    """

    closed = Signal()
    conflicts_wished = Signal()
    people_wished = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.workspace = workspace
        self._paths: list[Path] = []
        self._is_taking = False
        self._looking: Task[list[LookedFile]] | None = None
        self.is_taken = False
        self.title_label = heading(_BEFORE)
        self.count_label = quiet()
        self.notice = NoticeBar()
        self.model = RowsModel[FileRow](_columns(), self)
        self.table = TableView("Các tệp")
        self.table.setModel(self.model)
        self.table.row_chosen.connect(self._on_row_chosen)
        self.panel = StatePanel(self.table)
        self.headline_label = label("", "strong")
        self.story_label = label("", "good")
        self.redo_button = plain_button("Làm lại tệp này")
        self.redo_button.clicked.connect(self._on_redo)
        self.back_button = plain_button("Thôi, không nhận")
        self.back_button.clicked.connect(self._on_back)
        self.conflicts_button = plain_button("Xem số liệu chưa khớp")
        self.conflicts_button.clicked.connect(self.conflicts_wished)
        self.people_button = plain_button("Xem từng người")
        self.people_button.clicked.connect(self.people_wished)
        self.take_button = primary_button("Nhận")
        self.take_button.clicked.connect(self._on_take)
        self.done_button = primary_button("Xong")
        self.done_button.clicked.connect(self.closed)
        self._acting = (
            *(self.take_button, self.done_button),
            *(self.redo_button, self.conflicts_button, self.people_button),
        )
        story = framed(column(self.headline_label, self.story_label))
        buttons = row(
            *(self.back_button, 1, self.redo_button, self.conflicts_button),
            *(self.people_button, self.take_button, self.done_button),
        )
        head = row(self.title_label, self.count_label)
        head.setStretch(1, 1)
        body = column(head, self.notice, self.panel, story, buttons)
        body.setStretch(2, 1)
        set_content(self, body)

    def look(self, paths: Sequence[Path]) -> None:
        """Look at files; nothing is written."""
        self._paths = list(paths)
        self.is_taken = False
        self._forget_looking()
        self._show_looking()
        self._looking = self.workspace.look(
            lambda session, progress: ReceivingService(session).look(paths, progress),
            self._on_looked,
            self._on_refused,
            "Đang xem tệp…",
        )
        self._looking.cancelled.connect(self._on_stopped)

    def _forget_looking(self) -> None:
        if self._looking is not None:
            self._looking.forget()
            self._looking = None

    def _show_looking(self) -> None:
        """Nothing of an earlier preview can be pressed while files are looked at."""
        self.title_label.setText(_BEFORE)
        self.notice.clear_notice()
        self.count_label.setText("Đang xem tệp…")
        self.headline_label.setText("")
        self.story_label.setText("")
        self.model.set_rows(())
        self.panel.show_loading()
        for button in self._acting:
            button.hide()
        self.back_button.show()
        # No button: an Enter too many would drop the file that was just chosen.
        self.setFocus()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc does what the button does that leads out: not taken, or done."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
            return
        out = self.done_button if self.is_taken else self.back_button
        if out.isEnabled():
            out.click()

    def _on_back(self) -> None:
        self._forget_looking()
        if self._paths:
            number = count_text(len(self._paths))
            self.workspace.say(
                f"Không nhận {number} tệp vừa chọn. Tệp vẫn ở chỗ cũ, chọn lại được."
            )
        self._paths = []
        self.closed.emit()

    def look_again(self) -> None:
        """Records changed under the preview: what it says must be true when «Nhận» is pressed."""
        if self._paths and not (self.is_taken or self._is_taking):
            self.look(self._paths)

    def _on_looked(self, looked: list[LookedFile]) -> None:
        self._looking = None
        rows = [looked_row(item) for item in looked]
        self.title_label.setText(_BEFORE)
        self.notice.clear_notice()
        self.count_label.setText(looked_sentence(rows))
        self._show(rows)
        has_some = bool(taken_paths(rows))
        self.take_button.setText(take_text(rows))
        self.take_button.setEnabled(has_some)
        (self.take_button if has_some else self.back_button).setFocus()

    def _show(self, rows: Sequence[FileRow]) -> None:
        chosen = self.table.chosen_row() or 0
        self.model.set_rows(rows)
        self.panel.show_content()
        self.take_button.setVisible(not self.is_taken)
        self.back_button.setVisible(not self.is_taken)
        self.done_button.setVisible(self.is_taken)
        has_conflicts = self.is_taken and any(item.to_settle for item in rows)
        self.conflicts_button.setVisible(has_conflicts)
        self.people_button.setVisible(self.is_taken and any(item.is_answering for item in rows))
        self.table.choose_row(min(chosen, len(rows) - 1))

    def _on_row_chosen(self, number: int) -> None:
        chosen = self.model.rows[number]
        self.headline_label.setText(chosen.headline)
        self.story_label.setText(chosen.story)
        mark(self.story_label, chosen.role)
        is_commune = self.workspace.session.identity.is_commune
        self.redo_button.setVisible(chosen.fate is Fate.UNDONE and is_commune)

    def _on_take(self) -> None:
        self.workspace.ask_if_unsaved(self, TAKING_IN, self._take)

    def _take(self) -> None:
        paths = taken_paths(self.model.rows)
        self._is_taking = True
        for button in (self.take_button, self.redo_button, self.back_button):
            button.setEnabled(False)
        taking = self.workspace.run_with_progress(
            lambda session, progress: ReceivingService(session).take(paths, progress),
            self._on_taken,
            self._on_refused,
            "Đang nhận tệp…",
        )
        taking.cancelled.connect(self._on_stopped)

    def _on_taken(self, taken: list[TakenFile]) -> None:
        by_path = {item.path: item for item in taken}
        rows = [
            taken_row(item, by_path[item.path]) if item.path in by_path else item
            for item in self.model.rows
        ]
        self.is_taken, self._is_taking = True, False
        self._enable_after_taking()
        self.title_label.setText(_AFTER)
        self.count_label.setText("")
        unsettled = {record.record: record for item in taken for record in item.unsettled}
        asks = f" {unsettled_sentence(list(unsettled.values()))}" if unsettled else ""
        given = recognised_sentence(
            list(dict.fromkeys(title for item in taken for title in item.recognised))
        )
        returned = {sheet.change: sheet for item in taken for sheet in item.returned}
        if returned:
            asks = f" {returned_sentence(list(returned.values()))}{asks}"
        fell_back = next((item.fell_back for item in taken if item.fell_back is not None), None)
        if fell_back is not None:
            is_office = self.workspace.session.identity.is_office
            asks = f" {fell_back_text(fell_back, is_office=is_office)}{asks}"
        if disproved := sum(item.disproved for item in taken):
            asks = f" {disproved_text(disproved)}{asks}"
        if back := [name for item in taken for name in item.units_back]:
            asks = f" {units_back_text(back)}{asks}"
        is_clean = not asks and all(item.role == "good" for item in rows)
        told = f"{taken_sentence(rows)} {given}".rstrip() + asks
        self.notice.show_notice(told, "good" if is_clean else "warn")
        self._show(rows)
        is_open = any(not record.is_gone for record in unsettled.values())
        (self.conflicts_button if is_open else self.done_button).setFocus()

    def _on_stopped(self) -> None:
        """«Dừng»: before taking, back to the screen; while taking, what is left can be taken."""
        was_taking, self._is_taking = self._is_taking, False
        self._looking = None
        self._enable_after_taking()
        if was_taking:
            self.workspace.say("Đã dừng. Tệp đã nhận xong vẫn tính, tệp khác chưa nhận.")
            self.look(self._paths)
        else:
            self._on_back()

    def _enable_after_taking(self) -> None:
        for button in (self.take_button, self.redo_button, self.back_button):
            button.setEnabled(True)

    def _on_redo(self) -> None:
        number = self.table.chosen_row()
        if number is None:
            return
        bundle = self.model.rows[number].bundle
        self._is_taking = True
        self.workspace.run(
            lambda session: UndoService(session).redo(ActKind.BUNDLE, bundle),
            partial(self._on_redone, number),
            self._on_refused,
            "Đang làm lại…",
        )

    def _on_redone(self, number: int, report: UndoReport) -> None:
        self._is_taking = False
        self.model.set_row(number, redone_row(self.model.rows[number], report.changes))
        self._on_row_chosen(number)

    def _on_refused(self, error: VanHoaError) -> None:
        self._is_taking = False
        self._looking = None
        self._enable_after_taking()
        self.count_label.setText("")
        self.notice.show_refusal(error)
        self.take_button.setEnabled(bool(taken_paths(self.model.rows)))
        self.panel.show_content()


def _columns() -> tuple[Column[FileRow], ...]:
    return (
        Column("Tệp của", lambda item: item.whose, 20, stretches=True),
        Column("Tình trạng", lambda item: item.state, 17),
        Column("Lưu lúc", lambda item: item.saved, 22, is_spare=True),
    )
