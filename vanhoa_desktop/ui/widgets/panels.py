"""Frames and layouts with the gaps of the style."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QSizePolicy,
    QSpacerItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from vanhoa_desktop.ui.style.appearance import mark
from vanhoa_desktop.ui.style.sizes import EDGE, GAP
from vanhoa_desktop.ui.widgets.scrolling import ScrollingPart
from vanhoa_desktop.ui.widgets.wrapping_row import WrappingRow

Item = QWidget | QLayout | int


def fill(layout: QBoxLayout, *items: Item, gap: int = GAP) -> QBoxLayout:
    """Put widgets and layouts in a row or column; a number is a stretch of that weight."""
    layout.setSpacing(gap)
    for item in items:
        if isinstance(item, int):
            layout.addStretch(item)
        elif isinstance(item, QWidget):
            layout.addWidget(item)
        else:
            layout.addLayout(item)
    return layout


def column(*items: Item, gap: int = GAP) -> QVBoxLayout:
    """Items one under the other."""
    layout = QVBoxLayout()
    layout.setContentsMargins(0, 0, 0, 0)
    fill(layout, *items, gap=gap)
    return layout


def row(*items: Item, gap: int = GAP) -> QHBoxLayout:
    """Items side by side; on more lines where they have no room."""
    return _filled_row(WrappingRow(), *items, gap=gap)


def one_line(*items: Item, gap: int = GAP) -> QHBoxLayout:
    """Items side by side whatever happens: for bars that see to their room themselves."""
    return _filled_row(QHBoxLayout(), *items, gap=gap)


def _filled_row(layout: QHBoxLayout, *items: Item, gap: int) -> QHBoxLayout:
    layout.setContentsMargins(0, 0, 0, 0)
    fill(layout, *items, gap=gap)
    return layout


def framed(layout: QLayout, role: str = "card", edge: int = EDGE) -> QFrame:
    """A frame around a layout."""
    frame = QFrame()
    mark(frame, role)
    layout.setContentsMargins(edge, edge, edge, edge)
    frame.setLayout(layout)
    return frame


def set_content(widget: QWidget, layout: QLayout, edge: int = EDGE) -> None:
    """Lay out a widget with the usual edge."""
    layout.setContentsMargins(edge, edge, edge, edge)
    widget.setLayout(layout)


def scrolling(content: QWidget) -> QScrollArea:
    """Content that may be higher than the window; never wider."""
    return ScrollingPart(content)


class _Centred(QWidget):
    """Keeps its content as wide as so many letters, however large those are now."""

    def __init__(self, content: QWidget, width_chars: int) -> None:
        super().__init__()
        self._content = content
        self._width_chars = width_chars
        self._fit()

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Other letters, another width."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        self._content.setMaximumWidth(self.fontMetrics().averageCharWidth() * self._width_chars)


def centred(content: QWidget, width_chars: int) -> QWidget:
    """Content in the middle, not wider than people like to read."""
    content.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    outer = _Centred(content, width_chars)
    layout = QHBoxLayout(outer)
    layout.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
    layout.addSpacerItem(QSpacerItem(0, 0, QSizePolicy.Policy.Expanding))
    layout.addWidget(content, 100)
    layout.addSpacerItem(QSpacerItem(0, 0, QSizePolicy.Policy.Expanding))
    return outer
