"""Tables over frozen values: columns are functions of a row, Enter opens a row."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QEvent,
    QMetaMethod,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QWidget
from typing_extensions import override

from vanhoa_desktop.ui.widgets.searched_table import SearchedTable

Row = TypeVar("Row")
AnyIndex = QModelIndex | QPersistentModelIndex
NO_PARENT = QModelIndex()
_ROW_HEIGHT_LINES = 1.65
_PADDING_CHARS = 3
_LEAST_ROWS = 3
_MOST_LINES = 9
_MEASURED_ROWS = 200
_BY_PIXEL = QAbstractItemView.ScrollMode.ScrollPerPixel
_BY_ROW = QAbstractItemView.ScrollMode.ScrollPerItem
_FIXED = QHeaderView.ResizeMode.Fixed


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """A column: its heading, the text of a row, its width in letters, and what it does in need.

    The one column that `stretches` takes the space that is left; `is_spare` ones are hidden first;
    one that `wraps` goes over more lines (for short tables: every row is measured).
    """

    title: str
    text: Callable[[Row], str]
    chars: int
    stretches: bool = False
    is_spare: bool = False
    is_number: bool = False
    wraps: bool = False


class ColumnsModel(QAbstractTableModel, Generic[Row]):
    """Headings and alignment; subclasses hold the rows."""

    def __init__(self, columns: Sequence[Column[Row]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)

    @override
    def columnCount(self, parent: AnyIndex = NO_PARENT) -> int:
        """One per column; a cell has no children."""
        return 0 if parent.isValid() else len(self.columns)

    @override
    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """The headings above; row numbers are not shown."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(section)
        return None

    @override
    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The text of a cell, for eyes and for screen readers."""
        if not index.isValid() or not index.row() < self.rowCount():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._cell(index.row(), index.column())
        if role == Qt.ItemDataRole.ToolTipRole and self.columns[index.column()].stretches:
            return self._cell(index.row(), index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(index.column())
        return None

    def row(self, number: int) -> Row | None:
        """The value of a row, or None where it is not read yet."""
        raise NotImplementedError

    def held_rows(self) -> Sequence[Row]:
        """Rows that are at hand, to take the measure of; never reads any."""
        raise NotImplementedError

    def _cell(self, number: int, column: int) -> str:
        value = self.row(number)
        return "…" if value is None else self.columns[column].text(value)

    def _alignment(self, column: int) -> Qt.AlignmentFlag:
        is_number = self.columns[column].is_number
        side = Qt.AlignmentFlag.AlignRight if is_number else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter


class RowsModel(ColumnsModel[Row]):
    """A table whose rows are all at hand."""

    def __init__(self, columns: Sequence[Column[Row]], parent: QWidget | None = None) -> None:
        super().__init__(columns, parent)
        self._rows: tuple[Row, ...] = ()

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def renew_rows(self, rows: Sequence[Row]) -> None:
        """Show the same rows with other values; choice and place in the list stay."""
        self._rows = tuple(rows)
        if rows:
            last = self.index(len(rows) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def set_row(self, number: int, value: Row) -> None:
        """Show one row anew."""
        self._rows = (*self._rows[:number], value, *self._rows[number + 1 :])
        self.dataChanged.emit(self.index(number, 0), self.index(number, len(self.columns) - 1))

    @property
    def rows(self) -> tuple[Row, ...]:
        """All rows."""
        return self._rows

    @override
    def rowCount(self, parent: AnyIndex = NO_PARENT) -> int:
        """How many rows; a cell has no children."""
        return 0 if parent.isValid() else len(self._rows)

    @override
    def row(self, number: int) -> Row | None:
        """The value of a row."""
        return self._rows[number]

    @override
    def held_rows(self) -> Sequence[Row]:
        """All of them."""
        return self._rows


class TableView(SearchedTable):
    """A calm table.

    Whole rows, one height for all, Tab goes on to the next field, Enter opens the row.
    """

    row_opened = Signal(int)
    row_chosen = Signal(int)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._highest_px = 0
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAlternatingRowColors(True)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionsClickable(False)
        self.doubleClicked.connect(self._on_double_clicked)

    @override
    def setModel(self, model: QAbstractItemModel | None) -> None:
        """Show a model and tell of the row that the keyboard is on."""
        super().setModel(model)
        if model is not None:
            self.selectionModel().currentRowChanged.connect(self._on_current_row_changed)
            model.modelReset.connect(self.fit_columns)
            model.dataChanged.connect(self._on_data_changed)
        self.fit_columns()

    def chosen_row(self) -> int | None:
        """The number of the chosen row, or None."""
        index = self.currentIndex()
        return index.row() if index.isValid() else None

    def choose_row(self, number: int) -> None:
        """Choose a row and bring it into view."""
        model = self.model()
        if 0 <= number < model.rowCount():
            self.setCurrentIndex(model.index(number, 0))

    def choose_nobody(self) -> None:
        """Choose no row; the list chooses its first one itself when the keyboard comes to it."""
        self.setCurrentIndex(QModelIndex())
        self.clearSelection()

    def fit_columns(self) -> None:
        """Set row height and widths for the current text; hide spare columns in need."""
        model = self.model()
        if not isinstance(model, ColumnsModel):
            return
        self._fit_rows(wraps=any(column.wraps for column in model.columns))
        char = self.fontMetrics().averageCharWidth()
        header = self.horizontalHeader()
        # A heading is never cut, however few letters its column holds.
        widths = [
            max((column.chars + _PADDING_CHARS) * char, header.sectionSizeHint(number))
            for number, column in enumerate(model.columns)
        ]
        room = self.viewport().width()
        widths = self._widened(model, widths, room)
        shown = _shown_columns(model.columns, widths, room)
        # Where even the columns that must be seen have no room, the table scrolls sideways.
        has_room = sum(widths[number] for number in shown) <= room
        for number, column in enumerate(model.columns):
            self.setColumnHidden(number, number not in shown)
            takes_rest = column.stretches and has_room
            header.setSectionResizeMode(
                number, QHeaderView.ResizeMode.Stretch if takes_rest else _FIXED
            )
            if not takes_rest:
                self.setColumnWidth(number, widths[number])

    def _widened(self, model: ColumnsModel[Any], widths: list[int], room_px: int) -> list[int]:
        """Wider where texts are longer than usual and there is room: not even a spare one is cut.

        The columns that must be seen come first; with less room for them all stays as it was.
        """
        rows = model.held_rows()[:_MEASURED_ROWS]
        letters, padding = (
            self.fontMetrics(),
            _PADDING_CHARS * self.fontMetrics().averageCharWidth(),
        )
        needed = [
            least
            if column.stretches or column.wraps
            else max(
                least,
                max((letters.horizontalAdvance(column.text(row)) for row in rows), default=0)
                + padding,
            )
            for least, column in zip(widths, model.columns, strict=True)
        ]
        must = sum(
            width
            for width, column in zip(needed, model.columns, strict=True)
            if not column.is_spare
        )
        return needed if must <= room_px else widths

    def _fit_rows(self, *, wraps: bool) -> None:
        """One height for all rows, or their own where a column wraps."""
        height = round(self.fontMetrics().height() * _ROW_HEIGHT_LINES)
        rows = self.verticalHeader()
        rows.setMinimumSectionSize(height)
        rows.setDefaultSectionSize(height)
        self.setWordWrap(wraps)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents if wraps else _FIXED)
        self.setVerticalScrollMode(_BY_PIXEL if wraps else _BY_ROW)
        self.updateGeometry()

    @override
    def minimumSizeHint(self) -> QSize:
        """Room for three rows under the heading; never so wide that it forces the window wider."""
        line = self.fontMetrics().height()
        rows = _LEAST_ROWS * self.verticalHeader().defaultSectionSize()
        if self.wordWrap():
            rows = max(rows, self._highest_row(line * _MOST_LINES))
        heading = self.horizontalHeader().sizeHint().height()
        bar = self.horizontalScrollBar().sizeHint().height()
        return QSize(line * 8, heading + rows + bar + 2 * self.frameWidth())

    @override
    def sizeHint(self) -> QSize:
        """No higher than that is asked for: a table takes what its page has left."""
        return QSize(super().sizeHint().width(), self.minimumSizeHint().height())

    def _highest_row(self, most_px: int) -> int:
        """A row is read in whole; once high, the table does not jump when it is lower again."""
        heights = (self.rowHeight(number) for number in range(self.model().rowCount()))
        self._highest_px = max(self._highest_px, min(most_px, max(heights, default=0)))
        return self._highest_px

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, other columns."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._highest_px = 0
        self.fit_columns()

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Another text size, other heights."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._highest_px = 0
            self.fit_columns()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the chosen row; Home and End go to the first and the last one."""
        row = self.chosen_row()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not self.isSignalConnected(QMetaMethod.fromSignal(self.row_opened)):
                # A list that is only read leaves Enter to its dialog.
                event.ignore()
            elif row is not None:
                self.row_opened.emit(row)
            return
        if event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and not _is_held(event):
            # Whole rows are chosen: the ends of a row are nowhere to go.
            self.choose_row(0 if event.key() == Qt.Key.Key_Home else self.model().rowCount() - 1)
            return
        super().keyPressEvent(event)

    def _on_data_changed(self, *_: object) -> None:
        self.fit_columns()

    def _on_double_clicked(self, index: QModelIndex) -> None:
        self.row_opened.emit(index.row())

    def _on_current_row_changed(self, current: QModelIndex, _before: QModelIndex) -> None:
        if current.isValid():
            self.row_chosen.emit(current.row())


def _is_held(event: QKeyEvent) -> bool:
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return held != Qt.KeyboardModifier.NoModifier


def _shown_columns(
    columns: Sequence[Column[Row]], widths: Sequence[int], room_px: int
) -> frozenset[int]:
    """The columns that fit: spare ones give way from the right."""
    shown = set(range(len(columns)))
    for number in reversed(range(len(columns))):
        if sum(widths[i] for i in shown) <= room_px:
            break
        if columns[number].is_spare:
            shown.discard(number)
    return frozenset(shown)
