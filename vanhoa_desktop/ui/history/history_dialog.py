"""«Ai đã sửa gì, khi nào» of one person and the sheet of the year."""

from functools import partial

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from vanhoa_desktop.errors import VanHoaError
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.review.history import HistoryService, RecordedChange
from vanhoa_desktop.ui.history.state import HistoryLine, history_lines
from vanhoa_desktop.ui.widgets.buttons import primary_button
from vanhoa_desktop.ui.widgets.labels import heading, label
from vanhoa_desktop.ui.widgets.office_dialog import OfficeDialog
from vanhoa_desktop.ui.widgets.panels import column, row, set_content
from vanhoa_desktop.ui.widgets.states import StatePanel
from vanhoa_desktop.ui.widgets.tables import Column, RowsModel, TableView
from vanhoa_desktop.ui.workspace import Workspace

_SHARE = 0.9


class HistoryDialog(OfficeDialog):
    """A table to read, the newest change first; the chosen line is told in full below."""

    def __init__(self, workspace: Workspace, parent: QWidget, person: str, full_name: str) -> None:
        super().__init__(parent, "Ai đã sửa gì, khi nào")
        self.workspace = workspace
        self._behind = parent
        self._person = person
        self.model = RowsModel[HistoryLine](_columns(), self)
        self.table = TableView(f"Các lần sửa của {full_name}")
        self.table.setModel(self.model)
        self.table.row_chosen.connect(self._on_chosen)
        self.panel = StatePanel(self.table)
        self.line_label = label()
        self.close_button = primary_button("Đóng")
        self.close_button.clicked.connect(self.accept)
        self.set_default(self.close_button)
        foot = row(self.line_label, self.close_button)
        foot.setStretch(0, 1)
        body = column(heading(f"Ai đã sửa gì của {full_name}"), self.panel, foot)
        body.setStretch(1, 1)
        set_content(self, body)
        # Nearly the whole window: a table wants to be read. Qt alone stops at two thirds.
        self.resize(parent.window().size() * _SHARE)
        self.table.setFocus()
        self._read()

    @override
    def sizeHint(self) -> QSize:
        """Nearly the whole window: a table wants to be read."""
        return self._behind.window().size() * _SHARE

    def _read(self) -> None:
        self.panel.show_loading()
        year = self.workspace.year
        self.workspace.read(
            partial(_history, self._person, year), self._on_history, self._on_refused
        )

    def _on_history(self, changes: list[RecordedChange]) -> None:
        self.model.set_rows(history_lines(changes))
        self.panel.show_content()
        self.table.choose_row(0)

    def _on_chosen(self, number: int) -> None:
        line = self.model.rows[number]
        self.line_label.setText(f"{line.said}. {line.note}".strip())

    def _on_refused(self, error: VanHoaError) -> None:
        self.panel.show_refused(error, self._read)


def open_history(
    workspace: Workspace, parent: QWidget, person: str, full_name: str
) -> HistoryDialog:
    """Show the history of a person over a screen."""
    dialog = HistoryDialog(workspace, parent, person, full_name)
    dialog.open()
    return dialog


def _history(person: str, year: int | None, session: Session) -> list[RecordedChange]:
    return HistoryService(session).of_person(person, year)


def _columns() -> tuple[Column[HistoryLine], ...]:
    return (
        Column("Đã ghi", lambda line: line.said, 24, stretches=True, wraps=True),
        Column("Lúc", lambda line: line.at, 11, wraps=True),
        Column("Ai ghi", lambda line: line.by, 18, wraps=True),
    )
