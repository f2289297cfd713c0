"""Results for the meeting: who passes, who does not yet, and a table to print."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QWidget

from vanhoa_desktop.domain.enums import AssessmentStatus, Outcome
from vanhoa_desktop.errors import VanHoaError
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.results.results import ResultRow, ResultService
from vanhoa_desktop.texts.words.dates import birth_text
from vanhoa_desktop.texts.words.names import fold_text, is_found
from vanhoa_desktop.texts.words.numbers import count_text, decimal_text
from vanhoa_desktop.texts.words.terms import outcome_term, status_term
from vanhoa_desktop.ui.ask import EXCEL, FileWish
from vanhoa_desktop.ui.no_year import show_no_year
from vanhoa_desktop.ui.returns.return_sheet import return_sheet
from vanhoa_desktop.ui.returns.state import can_be_returned
from vanhoa_desktop.ui.scoring.standing import standing_text
from vanhoa_desktop.ui.screens import Screen, ScreenEntry, at_commune, at_unit
from vanhoa_desktop.ui.widgets.buttons import plain_button, primary_button
from vanhoa_desktop.ui.widgets.labels import quiet, title
from vanhoa_desktop.ui.widgets.panels import column, row, set_content
from vanhoa_desktop.ui.widgets.reason_dialog import ReasonDialog
from vanhoa_desktop.ui.widgets.search_field import SearchField
from vanhoa_desktop.ui.widgets.states import NoticeBar, StatePanel
from vanhoa_desktop.ui.widgets.tables import Column, RowsModel, TableView
from vanhoa_desktop.ui.workspace import Workspace


class ResultsScreen(Screen):
    """A table of results with one filter; Enter opens the sheet."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.notice = NoticeBar()
        self.count_label = quiet(wraps=False)
        self.filter_box = QComboBox()
        self.filter_box.setAccessibleName("Lọc theo kết quả")
        self.filter_box.addItem("Mọi kết quả", None)
        for outcome in Outcome:
            self.filter_box.addItem(outcome_term(outcome), outcome)
        self.filter_box.currentIndexChanged.connect(self._on_filter)
        self.save_button = primary_button("Lưu bảng Excel để in…")
        self.save_button.clicked.connect(self._on_save_table)
        self._found: list[ResultRow] = []
        self.model = RowsModel[ResultRow](_columns(), self)
        self.table = TableView("Kết quả")
        self.table.setModel(self.model)
        self.search_field = SearchField("Tìm tên (không cần dấu)")
        self.search_field.leads_to(self.table)
        self.search_field.search_changed.connect(self._on_search)
        self.table.row_opened.connect(self._on_row_opened)
        self.table.row_chosen.connect(self._on_row_chosen)
        self.open_button = plain_button("Mở phiếu này")
        self.open_button.clicked.connect(self._on_open)
        self.return_button = plain_button("Trả lại thôn…")
        self.return_button.clicked.connect(self._on_return)
        self.reason: ReasonDialog | None = None
        self._allow_for(None)
        self.panel = StatePanel(self.table)
        set_content(
            self,
            column(
                title(_title(is_commune=workspace.session.identity.is_commune)),
                self.notice,
                row(self.search_field, self.filter_box, self.count_label, 1, self.save_button),
                self.panel,
                row(self.open_button, self.return_button, 1),
            ),
        )
        self.return_button.setVisible(workspace.session.identity.is_commune)

    @property
    def outcome(self) -> Outcome | None:
        """The outcome that is filtered for; None for all."""
        # Qt gives the bare text of an enum value back.
        chosen = self.filter_box.currentData()
        return None if chosen is None else Outcome(chosen)

    def main_widget(self) -> QWidget:
        """The list."""
        return self.table

    def read_again(self) -> None:
        """Read the results of the year."""
        year = self.workspace.year
        self.save_button.setEnabled(year is not None)
        if year is None:
            show_no_year(self, self.panel)
            return
        self.panel.show_loading()
        outcome = self.outcome
        self.workspace.read(partial(_rows, year, outcome), self._on_rows, self._on_unreadable)

    def _on_filter(self, _number: int) -> None:
        self.read_again()

    def _on_rows(self, rows: list[ResultRow]) -> None:
        self._found = rows
        self._show_rows()

    def _on_search(self, _text: str) -> None:
        self._show_rows()

    def _show_rows(self) -> None:
        """Those who are looked for, of all who were read."""
        chosen, text = self._chosen, self.search_field.text()
        rows = [row for row in self._found if not text.strip() or _is_meant(row, text)]
        self.model.set_rows(rows)
        ids = [row.person.id for row in rows]
        if chosen is not None and chosen.person.id in ids:
            self.table.choose_row(ids.index(chosen.person.id))
        self._allow_for(self._chosen)
        of_all = f" trong {count_text(len(self._found))}" if len(rows) < len(self._found) else ""
        self.count_label.setText(f"{count_text(len(rows))}{of_all} người")
        self.save_button.setEnabled(bool(self._found))
        if rows:
            self.panel.show_content()
        elif self._found:
            self.panel.show_empty(
                "Không tìm thấy ai có tên này.",
                "Gõ ít chữ hơn, hoặc nhấn Esc để xem cả danh sách.",
            )
        elif self.outcome is not None:
            self.panel.show_empty(f"Không có ai: {outcome_term(self.outcome)}.")
        else:
            self.panel.show_empty(
                "Chưa có phiếu nào được chấm.",
                "Chấm điểm xong thì kết quả hiện ở đây.",
                "Đến «Chấm điểm» ▶",
                partial(self.screen_requested.emit, "scoring", None),
            )

    @property
    def _chosen(self) -> ResultRow | None:
        number = self.table.chosen_row()
        return None if number is None else self.model.row(number)

    def _on_row_chosen(self, number: int) -> None:
        self._allow_for(self.model.row(number))

    def _allow_for(self, chosen: ResultRow | None) -> None:
        """What can be done with the sheet of the chosen row."""
        self.open_button.setEnabled(chosen is not None)
        can_return = chosen is not None and can_be_returned(chosen.status)
        self.return_button.setEnabled(can_return)

    def _on_open(self) -> None:
        number = self.table.chosen_row()
        if number is not None:
            self._on_row_opened(number)

    def _on_return(self) -> None:
        chosen = self._chosen
        if chosen is not None:
            self.reason = return_sheet(
                self.workspace, self, chosen.person, self.workspace.say, self._on_refused
            )

    def _on_row_opened(self, number: int) -> None:
        self.screen_requested.emit("scoring", self.model.rows[number].person.id)

    def _on_save_table(self) -> None:
        wish = FileWish("Lưu bảng kết quả", EXCEL, "ket-qua.xlsx", (".xlsx",))
        self.workspace.ask.save_file(self, wish, self._save_table)

    def _save_table(self, path: Path) -> None:
        year, outcome = self.workspace.year, self.outcome
        if year is None:
            return

        def saved(people: int) -> None:
            self.notice.show_notice(f"Đã lưu {count_text(people)} người vào {path.name}.", "good")

        self.workspace.run(
            lambda session: ResultService(session).save_table(year, path, outcome),
            saved,
            self._on_refused,
            "Đang lưu bảng…",
        )

    def _on_unreadable(self, error: VanHoaError) -> None:
        self.panel.show_refused(error, self.read_again)

    def _on_refused(self, error: VanHoaError) -> None:
        self.notice.show_refusal(error)


def _title(*, is_commune: bool) -> str:
    return "Kết quả từng người" if is_commune else "Kết quả để họp bình xét"


def _rows(year: int, outcome: Outcome | None, session: Session) -> list[ResultRow]:
    return ResultService(session).rows(year, outcome)


def _is_meant(row: ResultRow, text: str) -> bool:
    return is_found(text, fold_text(row.person.full_name), row.person.citizen_number)


def _status_text(row: ResultRow) -> str:
    sign = "↩ " if row.status is AssessmentStatus.RETURNED else ""
    return f"{sign}{status_term(row.status)}"


def _columns() -> tuple[Column[ResultRow], ...]:
    return (
        Column("Họ và tên", lambda row: row.person.full_name, 20, stretches=True),
        Column(
            "Ngày sinh",
            lambda row: birth_text(row.person.birth) if row.person.birth else "",
            10,
            is_spare=True,
        ),
        Column("Thôn, đơn vị", lambda row: row.unit_name, 18, is_spare=True),
        Column(
            "Tổng điểm",
            lambda row: "–" if row.total is None else decimal_text(row.total),
            8,
            is_number=True,
        ),
        Column("Kết quả", lambda row: standing_text(row.outcome, row.total), 12),
        Column("Tình trạng", _status_text, 20),
    )


_HINT = "Ai đạt, ai chưa đạt, in danh sách họp"
UNIT_ENTRY = ScreenEntry("results", "Họp và in", 4, at_unit, ResultsScreen, _HINT)
COMMUNE_ENTRY = ScreenEntry("results", "Kết quả từng người", 0, at_commune, ResultsScreen)
