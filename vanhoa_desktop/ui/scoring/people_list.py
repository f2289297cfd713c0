"""The people to be scored: a search above, a row for each; who is chosen is told in one way."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QWidget

from vanhoa_desktop.ui.scoring.sheet_book import SheetBook
from vanhoa_desktop.ui.scoring.state import ScoringRow, found_rows
from vanhoa_desktop.ui.style.sizes import GAP_SMALL
from vanhoa_desktop.ui.widgets.buttons import primary_button
from vanhoa_desktop.ui.widgets.panels import column, row, set_content
from vanhoa_desktop.ui.widgets.search_field import SearchField
from vanhoa_desktop.ui.widgets.tables import Column, RowsModel, TableView


class PeopleList(QWidget):
    """`person_chosen` carries an id, whoever chose: the officer, a search, or the screen.

    `rows_shown` comes before it when other rows are shown, perhaps none. `sheet_wished` comes on
    Enter in the search when only one is found; when several are, that is `said`. `looked_around`:
    the officer himself chose somebody here, or searched.
    """

    person_chosen = Signal(str)
    rows_shown = Signal()
    sheet_wished = Signal()
    said = Signal(str)
    looked_around = Signal()

    def __init__(self, book: SheetBook) -> None:
        super().__init__()
        self._book = book
        self._everybody: Sequence[ScoringRow] = ()
        self._is_choosing = False
        self.search_field = SearchField("Tìm tên (không cần dấu)")
        self.model = RowsModel[ScoringRow](_columns(), self)
        self.table = TableView("Người cần chấm")
        self.table.setModel(self.model)
        self.table.searched_by(self.search_field)
        self.open_button = primary_button("Mở phiếu người này ▶")
        opening = row(1, self.open_button)
        set_content(self, column(self.search_field, self.table, opening, gap=GAP_SMALL), 0)
        self.search_field.search_changed.connect(self._on_search)
        self.search_field.list_wished.connect(self._on_list_wished)
        self.search_field.found_wished.connect(self._on_found_wished)
        self.table.row_chosen.connect(self._on_row_chosen)

    def chosen(self) -> str | None:
        """The id of the chosen person, or None."""
        number = self.table.chosen_row()
        return None if number is None else self.model.rows[number].person.id

    @property
    def is_at_end(self) -> bool:
        """Whether nobody comes after the chosen person."""
        return self.table.chosen_row() == self.model.rowCount() - 1

    def show_everybody(self, rows: Sequence[ScoringRow], wanted: str | None) -> None:
        """Show another list, with somebody chosen: the wanted person, else the first."""
        self._everybody = rows
        self._show_found(wanted)

    def show_person(self, person: str) -> None:
        """Choose somebody of the list; a search that hides him or her is emptied."""
        if all(item.person.id != person for item in self.model.rows):
            self.search_nothing()
        self._show_found(person)

    def choose_nobody(self) -> None:
        """Choose nobody, until somebody is chosen by hand."""
        self.table.choose_nobody()

    def search_nothing(self) -> None:
        """Empty the search; nobody searched, so nobody is told."""
        with QSignalBlocker(self.search_field):
            self.search_field.clear()

    def step(self, step: int) -> bool:
        """Choose the person before or after of those who are searched; False at the end."""
        self.search_field.look_now()
        number = self.table.chosen_row()
        place = 0 if number is None else number + step
        if not 0 <= place < self.model.rowCount():
            return False
        self._choose(place)
        return True

    def refresh(self, person: str) -> None:
        """Somebody's sheet stands differently."""
        for number, item in enumerate(self.model.rows):
            if item.person.id == person:
                self.model.set_row(number, self._book.row_of(item))

    def _on_list_wished(self) -> None:
        # An empty list has nothing to do with a key: who searched looks again.
        if self.model.rows:
            self.table.setFocus()

    def _on_found_wished(self) -> None:
        # Of several the first may be another one than who was meant: that is for the officer.
        found = self.model.rowCount()
        if found == 1:
            self.sheet_wished.emit()
        elif found > 1:
            self.table.setFocus()
            if self.search_field.text():
                self.said.emit(f"Có {found} người khớp. Chọn bằng ↑ ↓ rồi nhấn Enter để mở phiếu.")

    def _on_search(self, text: str) -> None:
        self.looked_around.emit()
        # Who searches wants who is found; who empties the search keeps whom he found.
        self._show_found(None if text else self.chosen())

    def _show_found(self, wanted: str | None) -> None:
        found = found_rows(self._everybody, self.search_field.text())
        rows = [self._book.row_of(item) for item in found]
        ids = [item.person.id for item in rows]
        if ids == [item.person.id for item in self.model.rows]:
            self.model.renew_rows(rows)
        else:
            self.model.set_rows(rows)
        self.rows_shown.emit()
        if rows:
            self._choose(ids.index(wanted) if wanted in ids else 0)

    def _choose(self, number: int) -> None:
        """Choose a row as the program: told once, and not as something the officer did."""
        self._is_choosing = True
        self.table.choose_row(number)
        self._is_choosing = False
        self.person_chosen.emit(self.model.rows[number].person.id)

    def _on_row_chosen(self, number: int) -> None:
        if not self._is_choosing:
            self.looked_around.emit()
            self.person_chosen.emit(self.model.rows[number].person.id)


def _columns() -> tuple[Column[ScoringRow], ...]:
    return (
        Column("Họ và tên", lambda item: item.name_text, 16, stretches=True),
        Column("Điểm", lambda item: item.points_text, 6, is_number=True),
        Column("Kết quả", lambda item: item.outcome_text, 10, is_spare=True),
    )
