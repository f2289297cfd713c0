"""A long list: all ids at hand, rows read in pages when they come into view (tech-facts 4)."""

from collections import OrderedDict
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from vanhoa_desktop.ui.widgets.tables import NO_PARENT, AnyIndex, Column, ColumnsModel, Row

PAGE_ROWS = 200
PAGES_KEPT = 12


class PagedModel(ColumnsModel[Row]):
    """Rows by id; asks for a page with `page_wanted` and shows «…» until `set_page` brings it."""

    page_wanted = Signal(int)

    def __init__(self, columns: Sequence[Column[Row]], parent: QWidget | None = None) -> None:
        super().__init__(columns, parent)
        self._ids: tuple[str, ...] = ()
        self._pages: OrderedDict[int, dict[str, Row]] = OrderedDict()
        self._wanted: set[int] = set()
        # Painting asks cell by cell; the wish is sent once, after the painting.
        self._asking = QTimer(self)
        self._asking.setSingleShot(True)
        self._asking.setInterval(0)
        self._asking.timeout.connect(self._on_asking)
        self._asked: set[int] = set()

    @property
    def ids(self) -> tuple[str, ...]:
        """All ids in order."""
        return self._ids

    def set_ids(self, ids: Sequence[str]) -> None:
        """Show other rows; pages already read are forgotten."""
        self.beginResetModel()
        self._ids = tuple(ids)
        self._pages.clear()
        self._wanted.clear()
        self._asked.clear()
        self.endResetModel()

    def ids_of_page(self, page: int) -> tuple[str, ...]:
        """The ids on one page."""
        return self._ids[page * PAGE_ROWS : (page + 1) * PAGE_ROWS]

    def set_page(self, page: int, rows: Mapping[str, Row]) -> None:
        """Bring the rows of one page."""
        first = page * PAGE_ROWS
        last = min(first + PAGE_ROWS, len(self._ids)) - 1
        if last < first:
            return
        self._pages[page] = dict(rows)
        self._asked.discard(page)
        while len(self._pages) > PAGES_KEPT:
            self._pages.popitem(last=False)
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))

    def number_of(self, record: str) -> int | None:
        """The row number of an id, or None."""
        try:
            return self._ids.index(record)
        except ValueError:
            return None

    @override
    def rowCount(self, parent: AnyIndex = NO_PARENT) -> int:
        """How many rows; a cell has no children."""
        return 0 if parent.isValid() else len(self._ids)

    @override
    def row(self, number: int) -> Row | None:
        """The value of a row; asks for its page where it is not read yet."""
        page = number // PAGE_ROWS
        held = self._pages.get(page)
        if held is None:
            self._want(page)
            return None
        self._pages.move_to_end(page)
        return held.get(self._ids[number])

    @override
    def held_rows(self) -> Sequence[Row]:
        """Those of the page that was looked at last."""
        return list(next(reversed(self._pages.values()), {}).values())

    def _want(self, page: int) -> None:
        if page not in self._asked:
            self._wanted.add(page)
            self._asking.start()

    def _on_asking(self) -> None:
        wanted, self._wanted = self._wanted, set()
        self._asked |= wanted
        for page in sorted(wanted):
            self.page_wanted.emit(page)
