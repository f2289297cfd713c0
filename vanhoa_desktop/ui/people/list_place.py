"""Where somebody is in the list, kept while the list is read again."""

from collections.abc import Sequence

from vanhoa_desktop.ui.people.people_table import PersonRow
from vanhoa_desktop.ui.widgets.paged_model import PagedModel
from vanhoa_desktop.ui.widgets.tables import TableView


class ListPlace:
    """Who is chosen, and what part of the list is in view.

    The same search leaves both as they were; another one begins at its top with nobody chosen.
    """

    def __init__(self, table: TableView, model: PagedModel[PersonRow]) -> None:
        self._table = table
        self._model = model
        self._text: str | None = None
        self._wanted = ""

    @property
    def chosen(self) -> str:
        """The id of the chosen person, '' for nobody."""
        number = self._table.chosen_row()
        return "" if number is None else self._model.ids[number]

    def want(self, record: str) -> None:
        """Let somebody be chosen, with the keyboard on the list, when it has been read again."""
        self._wanted = record

    def misses(self, ids: Sequence[str]) -> bool:
        """Whether somebody is wanted whom a search has not found."""
        return bool(self._wanted) and self._wanted not in ids

    def show(self, text: str, ids: Sequence[str]) -> None:
        """Show those whom a search for `text` has found."""
        chosen = self._wanted or (self.chosen if text == self._text else "")
        is_wanted, self._wanted, self._text = bool(self._wanted), "", text
        top = self._table.verticalScrollBar().value()
        self._model.set_ids(ids)
        number = self._model.number_of(chosen)
        if number is None:
            return
        self._table.choose_row(number)
        self._table.verticalScrollBar().setValue(top)
        self._table.scrollTo(self._model.index(number, 0))
        if is_wanted:
            self._table.setFocus()
