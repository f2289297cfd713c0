"""What scrolls where its parts need more room than there is; what has the keyboard is in view."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from shiboken6 import isValid
from typing_extensions import override

from vanhoa_desktop.ui.style.sizes import GAP

_LEAST_LINES = 8


class PageArea(QScrollArea):
    """A whole screen: as high as the window, or scrolling where its parts need more."""

    def __init__(self, page: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._page = page
        self.setWidget(page)
        page.installEventFilter(self)
        # The parts of a page that was just turned to have no place yet.
        self._showing = QTimer(self)
        self._showing.setSingleShot(True)
        self._showing.setInterval(0)
        self._showing.timeout.connect(self._show_focused)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Another size of the page or of its letters: the same widget has the keyboard."""
        if watched is self._page and event.type() == QEvent.Type.Resize:
            self._showing.start()
        return super().eventFilter(watched, event)

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        """Go where Tab leads; coming into view is seen to here, not by Qt, which shows a part."""
        return QWidget.focusNextPrevChild(self, next)

    def begin_again(self) -> None:
        """Scroll to the top, and show what has the keyboard once everything has its place."""
        self.verticalScrollBar().setValue(0)
        self._showing.start()

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and isValid(self._page) and self._page.isAncestorOf(new):
            self._show_focused()
            self._showing.start()

    def _show_focused(self) -> None:
        if QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            # A click is in sight already; moving a button under it would lose the click.
            return
        focused: QWidget | None = self.window().focusWidget()
        if focused is not None and focused.isVisible() and self._page.isAncestorOf(focused):
            self._show(QRect(focused.mapTo(self._page, QPoint(0, 0)), focused.size()))

    def _show(self, place: QRect) -> None:
        """Scroll as little as brings a place into view, its beginning if it is too high."""
        bar, height = self.verticalScrollBar(), self.viewport().height()
        lowest = place.bottom() + GAP - height
        highest = max(0, place.top() - GAP)
        if bar.value() < lowest:
            bar.setValue(min(lowest, highest))
        elif bar.value() > highest:
            bar.setValue(highest)


def begin_at_the_top(widget: QWidget) -> None:
    """Show the beginning of everything that scrolls around a widget, as far as the keyboard lets.

    What has the keyboard comes into view again with as little scrolling as it takes.
    """
    around = widget.parentWidget()
    while around is not None:
        if isinstance(around, PageArea):
            around.begin_again()
        around = around.parentWidget()


class ScrollingPart(PageArea):
    """A part of a page that scrolls by itself, and is never pressed to less than a few lines."""

    @override
    def minimumSizeHint(self) -> QSize:
        """Room for a few lines; the rest is reached by scrolling."""
        line = self.fontMetrics().height()
        return QSize(super().minimumSizeHint().width(), line * _LEAST_LINES)

    @override
    def sizeHint(self) -> QSize:
        """No more than that is asked for: the part takes what its page has left."""
        return QSize(super().sizeHint().width(), self.minimumSizeHint().height())
