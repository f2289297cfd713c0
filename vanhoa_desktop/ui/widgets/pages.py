"""Pages of which one is shown: only that one asks for room."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStackedLayout, QWidget
from typing_extensions import override


class _ShownPageLayout(QStackedLayout):
    """Qt asks for the room of the highest page; here one that is not shown asks for none."""

    @override
    def minimumSize(self) -> QSize:
        """The least room of the page that is shown."""
        page = self._page()
        return QSize() if page is None else page.minimumSizeHint().expandedTo(page.minimumSize())

    @override
    def sizeHint(self) -> QSize:
        """The room that the shown page likes."""
        page = self._page()
        return QSize() if page is None else page.sizeHint().expandedTo(page.minimumSize())

    @override
    def hasHeightForWidth(self) -> bool:
        """Whether sentences of the shown page go over more lines."""
        page = self._page()
        return page is not None and page.hasHeightForWidth()

    @override
    def heightForWidth(self, width: int) -> int:
        """The height that the shown page needs then."""
        page = self._page()
        return -1 if page is None else max(page.heightForWidth(width), page.minimumHeight())

    def _page(self) -> QWidget | None:
        page: QWidget | None = self.currentWidget()
        return page


class Pages(QWidget):
    """Shows one of its pages."""

    def __init__(self) -> None:
        super().__init__()
        self._pages = _ShownPageLayout(self)
        self._pages.setContentsMargins(0, 0, 0, 0)
        self._pages.currentChanged.connect(self._on_current_changed)

    def addWidget(self, page: QWidget) -> None:  # noqa: N802 - as Qt's stacks have it
        """Add a page; the first one is shown."""
        self._pages.addWidget(page)

    def currentWidget(self) -> QWidget | None:  # noqa: N802 - as Qt's stacks have it
        """The page that is shown."""
        page: QWidget | None = self._pages.currentWidget()
        return page

    def setCurrentWidget(self, page: QWidget) -> None:  # noqa: N802 - as Qt's stacks have it
        """Show a page."""
        self._pages.setCurrentWidget(page)

    def currentIndex(self) -> int:  # noqa: N802 - as Qt's stacks have it
        """The number of the page that is shown."""
        return self._pages.currentIndex()

    def setCurrentIndex(self, number: int) -> None:  # noqa: N802 - as Qt's stacks have it
        """Show a page by its number."""
        self._pages.setCurrentIndex(number)

    def _on_current_changed(self, _number: int) -> None:
        self._pages.invalidate()
        self.updateGeometry()
