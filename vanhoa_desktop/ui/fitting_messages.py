"""Questions and messages whose buttons are always in sight, however much they say."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QMessageBox, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

_MOST_OF_WINDOW = 0.9
_LEAST_LINES = 3
_WIDTH_BY_ITSELF = 400
_EDGE = 12
_SPACES = 3
_TEXT_NAMES = ("qt_msgbox_label", "qt_msgbox_informativelabel")


def fit_message(box: QMessageBox, behind: QWidget) -> None:
    """Let the text scroll where the window behind is not high enough for it; call before `open`.

    Qt's own box grows with its text, past the end of the screen.
    """
    layout = box.layout()
    labels = [found for name in _TEXT_NAMES if (found := box.findChild(QLabel, name))]
    if not isinstance(layout, QGridLayout) or not labels:
        return
    seen = behind.window().size().boundedTo(box.screen().availableSize())
    room = QSize(seen * _MOST_OF_WINDOW) - _around(layout, labels)
    for label in labels:
        label.setWordWrap(True)
    # So wide Qt makes the box by itself, whatever room there is.
    if _height(labels, min(_WIDTH_BY_ITSELF, room.width())) > room.height():
        area = _scrolling(labels, layout)
        least = box.fontMetrics().height() * _LEAST_LINES
        needed = _height(labels, room.width()) + _EDGE
        area.setFixedSize(room.width(), max(least, min(room.height(), needed)))
        box.installEventFilter(_Pages(box, area))


def _height(labels: list[QLabel], width: int) -> int:
    return sum(label.heightForWidth(width) for label in labels)


class _Pages(QObject):
    """PgUp and PgDn turn the pages of the text while a button has the keyboard."""

    def __init__(self, box: QMessageBox, area: QScrollArea) -> None:
        super().__init__(box)
        self._bar = area.verticalScrollBar()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Takes these two keys, nothing else."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        steps = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            return super().eventFilter(watched, event)
        self._bar.setValue(self._bar.value() + step * self._bar.pageStep())
        return True


def _around(layout: QGridLayout, labels: list[QLabel]) -> QSize:
    """The room of what is no text: the picture beside it, the buttons below, the edges."""
    margins = layout.contentsMargins()
    width = margins.left() + margins.right() + layout.horizontalSpacing() * _SPACES
    height = margins.top() + margins.bottom() + layout.verticalSpacing() * _SPACES
    for number in range(layout.count()):
        item = layout.itemAt(number)
        part = None if item is None else item.widget()
        if part is None or part in labels:
            continue
        if isinstance(part, QLabel):
            width += part.sizeHint().width()
        else:
            height += part.sizeHint().height()
    return QSize(width, height)


def _scrolling(labels: list[QLabel], layout: QGridLayout) -> QScrollArea:
    """The labels of a message in a part that scrolls, in their place."""
    held = QWidget()
    lines = QVBoxLayout(held)
    lines.setContentsMargins(0, 0, 0, 0)
    for label in labels:
        layout.removeWidget(label)
        lines.addWidget(label)
    lines.addStretch(1)
    area = QScrollArea()
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(held)
    layout.addWidget(area, 0, 2, 2, 1)
    return area
