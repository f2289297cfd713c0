"""Does everything have room: nothing cut, nothing outside the window, nothing over another."""

import re
from collections.abc import Iterator
from itertools import combinations

from PySide6.QtCore import QModelIndex, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QStyle,
    QStyleOptionComboBox,
    QStyleOptionFrame,
    QWidget,
)

from tests.screens.judges.seen import (
    interactive_widgets,
    named,
    place_in,
    scrolling_area_of,
    seen_widgets,
    text_of,
)
from vanhoa_desktop.ui.widgets.tables import ColumnsModel, TableView

LEAST_TEXT_PX = 15
"""11 pt at 96 dots to the inch."""
LEAST_TARGET_PX = 32
LEAST_ROWS = 3
LEAST_SHARE_OF_A_LINE = 0.9
# Fractions of pixels in font measures are no fault that anybody sees.
SLACK_PX = 2
# Room for a usual name; what is longer may be cut where the pointer shows all of it.
LEAST_CHARS_BEFORE_A_CUT = 18
LEAST_CHARS_IN_A_LINE = 16
# Spaces, and what the program puts into paths of files to let them break.
_ONE_LINE = (QPushButton, QCheckBox, QRadioButton, QLineEdit, QComboBox)
_BREAKS = re.compile("[\\s\u200b]+")


def judge_room(window: QWidget) -> list[str]:
    """All faults of room in a window."""
    judges = (
        *(_cut_texts, _pressed_flat, _squeezed_texts, _cut_cells),
        *(_few_rows, _outside, _overlapping, _small_targets, _small_texts),
    )
    return [fault for judge in judges for fault in judge(window)]


def _cut_texts(window: QWidget) -> Iterator[str]:
    for widget in seen_widgets(window):
        needed, given = 0, 0
        if isinstance(widget, QLabel):
            needed, given = _label_need(widget)
        elif isinstance(widget, (QPushButton, QCheckBox, QRadioButton)) and widget.text():
            # A plain button asks for the same; one with shorter words for narrow bars for less.
            needed, given = widget.minimumSizeHint().width(), widget.width()
        elif isinstance(widget, QLineEdit):
            needed, given = _field_need(widget)
        elif isinstance(widget, QComboBox):
            needed, given = (0, 0) if _is_told_whole(widget) else _box_need(widget)
        elif isinstance(widget, QProgressBar):
            needed = widget.fontMetrics().horizontalAdvance(widget.text())
            given = widget.width()
        if needed > given + SLACK_PX:
            yield f"cut: {named(widget)} needs {needed} px and has {given}"


def _pressed_flat(window: QWidget) -> Iterator[str]:
    """Buttons and fields lower than their letters."""
    for widget in seen_widgets(window):
        needed = widget.minimumSizeHint().height()
        if isinstance(widget, _ONE_LINE) and needed > widget.height() + SLACK_PX:
            yield f"pressed flat: {named(widget)} needs {needed} px and has {widget.height()}"


def _squeezed_texts(window: QWidget) -> Iterator[str]:
    """Sentences in columns so narrow that a line holds a word or two."""
    for widget in seen_widgets(window):
        if not isinstance(widget, QLabel) or not widget.wordWrap():
            continue
        line = widget.fontMetrics().averageCharWidth() * LEAST_CHARS_IN_A_LINE
        needed = widget.fontMetrics().horizontalAdvance(widget.text())
        if widget.contentsRect().width() < min(line, needed - SLACK_PX):
            yield f"squeezed: {named(widget)} into {widget.width()} px"


def _label_need(widget: QLabel) -> tuple[int, int]:
    """What a label needs and has: in width, or in height where it wraps."""
    if not widget.text() or not widget.pixmap().isNull():
        return 0, 0
    margins = widget.width() - widget.contentsRect().width()
    if not widget.wordWrap():
        return widget.sizeHint().width(), widget.width()
    words = _BREAKS.split(widget.text())
    longest = max(map(widget.fontMetrics().horizontalAdvance, words), default=0)
    if longest + margins > widget.width() + SLACK_PX:
        return longest + margins, widget.width()
    return widget.heightForWidth(widget.width()), widget.height()


def _field_need(widget: QLineEdit) -> tuple[int, int]:
    """The width that a field needs; what is being typed may be longer than its field."""
    if widget.text() and not widget.isReadOnly():
        return 0, 0
    option = QStyleOptionFrame()
    widget.initStyleOption(option)
    contents = widget.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, widget)
    return widget.fontMetrics().horizontalAdvance(text_of(widget)) + 4, contents.width()


def _is_told_whole(widget: QComboBox) -> bool:
    """Longer than a line of the window can be; the pointer shows all of it."""
    is_line = widget.width() >= widget.window().width() * LEAST_SHARE_OF_A_LINE
    return is_line and widget.toolTip() == widget.currentText()


def _box_need(widget: QComboBox) -> tuple[int, int]:
    option = QStyleOptionComboBox()
    widget.initStyleOption(option)
    room = widget.style().subControlRect(
        QStyle.ComplexControl.CC_ComboBox,
        option,
        QStyle.SubControl.SC_ComboBoxEditField,
        widget,
    )
    return widget.fontMetrics().horizontalAdvance(widget.currentText()), room.width()


def _cut_cells(window: QWidget) -> Iterator[str]:
    """Headings and cells in view that are wider than their columns."""
    for table in window.findChildren(TableView):
        model = table.model()
        if not table.isVisible() or not isinstance(model, ColumnsModel):
            continue
        header = table.horizontalHeader()
        for number, column in enumerate(model.columns):
            if table.isColumnHidden(number):
                continue
            width = table.columnWidth(number)
            if header.sectionSizeHint(number) > width + SLACK_PX:
                hint = header.sectionSizeHint(number)
                yield f"cut heading: «{column.title}» needs {hint} px and has {width}"
            yield from _cut_in_column(table, number, column.title)


def _cut_in_column(table: TableView, number: int, title: str) -> Iterator[str]:
    model = table.model()
    first = max(0, table.rowAt(0))
    last = table.rowAt(table.viewport().height() - 1)
    rows = range(first, (model.rowCount() if last < 0 else last) or 0)
    for row in rows:
        index = model.index(row, number)
        needed = table.sizeHintForIndex(index).width()
        if needed <= table.columnWidth(number) + SLACK_PX:
            continue
        if _is_cut_on_purpose(table, index) or _is_wrapped(table, index):
            continue
        shown = str(index.data())
        yield f"cut cell: «{shown[:60]}» under «{title}» needs {needed} px"


def _is_cut_on_purpose(table: TableView, index: QModelIndex) -> bool:
    """A text longer than usual, of which the pointer shows all."""
    room = table.fontMetrics().averageCharWidth() * LEAST_CHARS_BEFORE_A_CUT
    is_told = index.data(Qt.ItemDataRole.ToolTipRole) == index.data()
    return is_told and table.columnWidth(index.column()) >= room


def _is_wrapped(table: TableView, index: QModelIndex) -> bool:
    """A text that goes over more lines, with room for all of them."""
    if not table.wordWrap():
        return False
    width = table.columnWidth(index.column()) - table.fontMetrics().averageCharWidth()
    needed = table.fontMetrics().boundingRect(
        QRect(0, 0, width, 0), Qt.TextFlag.TextWordWrap, str(index.data())
    )
    return needed.height() <= table.rowHeight(index.row()) + SLACK_PX


def _few_rows(window: QWidget) -> Iterator[str]:
    """Tables in which fewer than three rows are seen, though there are as many."""
    for table in window.findChildren(TableView):
        if not table.isVisible() or not table.model().rowCount():
            continue
        row = table.verticalHeader().defaultSectionSize()
        wanted = min(LEAST_ROWS, table.model().rowCount()) * row
        if table.viewport().height() < wanted - SLACK_PX:
            height = table.viewport().height()
            yield f"fewer than {LEAST_ROWS} rows: {named(table)} has {height} of {wanted} px"


def _outside(window: QWidget) -> Iterator[str]:
    """Widgets that stick out of the window, or out of the sides of what they scroll in."""
    for widget in seen_widgets(window):
        place = place_in(window, widget)
        area = scrolling_area_of(widget)
        if area is None:
            if not window.rect().contains(place):
                yield f"outside the window: {named(widget)} at {_shown(place)}"
            continue
        view = place_in(window, area.viewport())
        is_content = widget.parentWidget() is not area and widget is not area.viewport()
        if is_content and (place.left() < view.left() or place.right() > view.right()):
            yield f"outside its scrolling area: {named(widget)} at {_shown(place)}"


def _overlapping(window: QWidget) -> Iterator[str]:
    """Two texts or buttons over one another."""
    kinds = (QLabel, QAbstractButton, QLineEdit, QComboBox)
    by_parent: dict[QWidget | None, list[QWidget]] = {}
    for widget in seen_widgets(window):
        if isinstance(widget, kinds):
            by_parent.setdefault(widget.parentWidget(), []).append(widget)
    for parent, siblings in by_parent.items():
        if isinstance(parent, (QLineEdit, QComboBox)):
            continue
        for one, other in combinations(siblings, 2):
            if one.geometry().intersects(other.geometry()):
                yield f"over one another: {named(one)} and {named(other)}"


def _small_targets(window: QWidget) -> Iterator[str]:
    for widget in interactive_widgets(window):
        if min(widget.width(), widget.height()) < LEAST_TARGET_PX:
            size = f"{widget.width()}×{widget.height()}"
            yield f"target under {LEAST_TARGET_PX} px: {named(widget)} is {size}"


def _small_texts(window: QWidget) -> Iterator[str]:
    for widget in seen_widgets(window):
        size = widget.fontInfo().pixelSize()
        if text_of(widget) and size < LEAST_TEXT_PX:
            yield f"letters under {LEAST_TEXT_PX} px: {named(widget)} has {size}"


def _shown(place: QRect) -> str:
    return f"{place.left()},{place.top()} {place.width()}×{place.height()}"


def is_focus_wanted(widget: QWidget) -> bool:
    """Whether a widget takes the focus from the Tab key."""
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
