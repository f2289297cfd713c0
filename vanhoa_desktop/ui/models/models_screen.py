"""The models that are not a person's: results, and for each body why, who lacks, and the way."""

from functools import partial

from PySide6.QtWidgets import QComboBox, QWidget

from vanhoa_desktop.domain.enums import LearningModel
from vanhoa_desktop.errors import VanHoaError
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.results.explanations import Explained, ExplanationService
from vanhoa_desktop.services.results.model_results import ModelResultService, ModelRow
from vanhoa_desktop.texts.words.numbers import count_text
from vanhoa_desktop.texts.words.terms import model_title
from vanhoa_desktop.ui.models.state import (
    DetailRow,
    detail_rows,
    result_text,
    state_text,
    total_text,
)
from vanhoa_desktop.ui.no_year import show_no_year
from vanhoa_desktop.ui.screens import Screen, ScreenEntry, everywhere
from vanhoa_desktop.ui.widgets.detail_pages import DetailPages
from vanhoa_desktop.ui.widgets.labels import quiet, title
from vanhoa_desktop.ui.widgets.panels import column, row, set_content
from vanhoa_desktop.ui.widgets.states import NoticeBar, StatePanel
from vanhoa_desktop.ui.widgets.tables import Column, RowsModel, TableView
from vanhoa_desktop.ui.workspace import Workspace

_TITLE = "Gia đình, dòng họ, thôn, đơn vị"
_NOBODY = "Chưa có {name} nào trong sổ."


class ModelsScreen(Screen):
    """All bodies of a model on a page, the explanation of the chosen one on the next."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.notice = NoticeBar()
        self.count_label = quiet(wraps=False)
        self.model_box = QComboBox()
        self.model_box.setAccessibleName("Mô hình")
        for learning_model in ModelResultService(workspace.session).models():
            self.model_box.addItem(model_title(learning_model), learning_model)
        self.model_box.currentIndexChanged.connect(self._on_model)
        self.model = RowsModel[ModelRow](_columns(), self)
        self.table = TableView(_TITLE)
        self.table.setModel(self.model)
        self.detail_model = RowsModel[DetailRow](_detail_columns(), self)
        self.detail_table = TableView("Vì sao, và còn thiếu gì")
        self.detail_table.setModel(self.detail_model)
        self.pages = DetailPages(self.table, "Vì sao, còn thiếu gì ▶", "◀ Danh sách")
        self.pages.set_detail(self.detail_table)
        self.pages.row_opened.connect(self._on_opened)
        self.panel = StatePanel(self.pages)
        head = row(self.model_box, self.count_label, 1)
        set_content(self, column(title(_TITLE), self.notice, head, self.panel))

    @property
    def learning_model(self) -> LearningModel:
        """The model that is shown."""
        # Qt gives the bare text of an enum value back.
        return LearningModel(self.model_box.currentData())

    def main_widget(self) -> QWidget:
        """The list, or what is told of its chosen row."""
        return self.pages.shown_table

    def read_again(self) -> None:
        """Read the results of the year."""
        year = self.workspace.year
        if year is None:
            show_no_year(self, self.panel)
            return
        if not self.model.rows:
            self.panel.show_loading()
        wanted = self.learning_model
        self.workspace.read(partial(_rows, year, wanted), self._on_rows, self._on_unread)

    def _on_model(self, _number: int) -> None:
        self.pages.show_list()
        self.model.set_rows(())
        self.read_again()

    def _on_rows(self, rows: list[ModelRow]) -> None:
        chosen = self.table.chosen_row() or 0
        self.model.set_rows(rows)
        self.count_label.setText(count_text(len(rows)) if rows else "")
        if not rows:
            self.panel.show_empty(_NOBODY.format(name=model_title(self.learning_model).lower()))
            return
        self.panel.show_content()
        self.table.choose_row(min(chosen, len(rows) - 1))
        if self.pages.is_detail:
            self._explain(self.model.rows[min(chosen, len(rows) - 1)])

    def _on_unread(self, error: VanHoaError) -> None:
        self.panel.show_refused(error, self.read_again)

    def _on_opened(self, number: int) -> None:
        chosen = self.model.rows[number]
        self.detail_model.set_rows(())
        self.pages.show_detail(f"{chosen.label.name}: {result_text(chosen)}")
        self._explain(chosen)

    def _explain(self, chosen: ModelRow) -> None:
        year = self.workspace.year
        if year is not None:
            explain = partial(_explained, chosen, year)
            self.workspace.read(explain, self._on_explained, self.notice.show_refusal)

    def _on_explained(self, found: Explained) -> None:
        self.detail_model.set_rows(detail_rows(found))
        self.detail_table.choose_row(0)


def _rows(year: int, model: LearningModel, session: Session) -> list[ModelRow]:
    return ModelResultService(session).rows(year, model)


def _explained(chosen: ModelRow, year: int, session: Session) -> Explained:
    return ExplanationService(session).explain(chosen.key, year)


def _columns() -> tuple[Column[ModelRow], ...]:
    return (
        Column("Tên", lambda item: item.label.name, 24, stretches=True),
        Column("Thôn, đơn vị", lambda item: item.label.unit_name or "–", 18, is_spare=True),
        Column("Tổng điểm", total_text, 8, is_number=True),
        Column("Kết quả", result_text, 16),
        Column("Tình trạng", state_text, 20),
    )


def _detail_columns() -> tuple[Column[DetailRow], ...]:
    return (
        Column("Về", lambda item: item.about, 20),
        Column("Nội dung", lambda item: item.text, 40, stretches=True, wraps=True),
    )


ENTRY = ScreenEntry("models", _TITLE, 0, everywhere, ModelsScreen)
