"""«Cần xem lại»: what looks unusual, in words, with the people; a hint and never a verdict."""

from functools import partial

from PySide6.QtWidgets import QWidget

from vanhoa_desktop.errors import VanHoaError
from vanhoa_desktop.services.appraisal.hints import HintedPerson, HintService, NamedHint
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.texts.sentences.hints import NO_VERDICT, hint_sentence
from vanhoa_desktop.texts.words.numbers import count_text
from vanhoa_desktop.ui.no_year import show_no_year
from vanhoa_desktop.ui.screens import Screen, ScreenEntry, at_commune
from vanhoa_desktop.ui.widgets.detail_pages import DetailPages
from vanhoa_desktop.ui.widgets.labels import quiet, title
from vanhoa_desktop.ui.widgets.panels import column, set_content
from vanhoa_desktop.ui.widgets.states import StatePanel
from vanhoa_desktop.ui.widgets.tables import Column, RowsModel, TableView
from vanhoa_desktop.ui.workspace import Workspace

_NOTHING = "Không thấy điểm gì khác thường."


class HintsScreen(Screen):
    """Hints on a page, the people of the chosen one on the next; Enter opens a person's sheet."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.model = RowsModel[NamedHint](_hint_columns(), self)
        self.table = TableView("Cần xem lại")
        self.table.setModel(self.model)
        self.people_model = RowsModel[HintedPerson](_people_columns(), self)
        self.people_table = TableView("Những người được nêu")
        self.people_table.setModel(self.people_model)
        self.people_table.row_opened.connect(self._on_person_opened)
        self.count_label = quiet(wraps=False)
        self.pages = DetailPages(self.table, "Xem từng người ▶", "◀ Mọi gợi ý")
        self.pages.set_detail(self.people_table, self.count_label)
        self.pages.row_opened.connect(self._on_hint_opened)
        self.panel = StatePanel(self.pages)
        set_content(self, column(title("Cần xem lại"), quiet(NO_VERDICT), self.panel))

    def main_widget(self) -> QWidget:
        """The list, or what is told of its chosen row."""
        return self.pages.shown_table

    def read_again(self) -> None:
        """Look at the year again."""
        year = self.workspace.year
        if year is None:
            self._show(())
            show_no_year(self, self.panel)
            return
        if not self.model.rows:
            self.panel.show_loading()
        self.workspace.read(partial(_hints, year), self._on_hints, self._on_unread)

    def _on_hints(self, found: list[NamedHint]) -> None:
        self._show(tuple(found))
        if found:
            self.panel.show_content()
        else:
            self.panel.show_empty(_NOTHING, "", *self.way_home())

    def _show(self, found: tuple[NamedHint, ...]) -> None:
        chosen = self.table.chosen_row() or 0
        if found != self.model.rows:
            self.pages.show_list()
        self.model.set_rows(found)
        self.table.choose_row(min(chosen, len(found) - 1))

    def _on_hint_opened(self, number: int) -> None:
        hint = self.model.rows[number]
        self.people_model.set_rows(hint.people)
        self.count_label.setText(f"{count_text(len(hint.people))} người; Enter mở phiếu.")
        self.pages.show_detail(_sentence(hint))

    def _on_person_opened(self, number: int) -> None:
        self.screen_requested.emit("scoring", self.people_model.rows[number].id)

    def _on_unread(self, error: VanHoaError) -> None:
        self.panel.show_refused(error, self.read_again)


def _hints(year: int, session: Session) -> list[NamedHint]:
    return HintService(session).hints(year)


def _sentence(item: NamedHint) -> str:
    return hint_sentence(item.code.value, item.unit_name, item.hint.facts)


def _hint_columns() -> tuple[Column[NamedHint], ...]:
    return (Column("Gợi ý", _sentence, 40, stretches=True, wraps=True),)


def _people_columns() -> tuple[Column[HintedPerson], ...]:
    return (Column("Họ và tên", lambda person: person.full_name, 30, stretches=True),)


ENTRY = ScreenEntry("hints", "Cần xem lại", 0, at_commune, HintsScreen)
