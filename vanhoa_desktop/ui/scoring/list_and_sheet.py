"""List and sheet side by side, or as two pages where the letters are too large for both."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget
from typing_extensions import override

from vanhoa_desktop.ui.style.sizes import GAP

LEAST_CHARS_FOR_BOTH = 95
"""So many letters must fit side by side, or a name is cut in the list."""
_LIST_SHARE, _SHEET_SHARE = 35, 65


class ListAndSheetWidget(QSplitter):
    """`paging_changed` comes when two become pages or pages become two.

    Where there are pages, an empty list stands above the sentence that says why: beside it there is
    no room.
    """

    paging_changed = Signal()

    def __init__(self, people: QWidget, sheet: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._people = people
        self._sheet = sheet
        self._is_list_wanted = True
        self._is_nobody_there = False
        self.is_paged = False
        self.addWidget(people)
        self.addWidget(sheet)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(GAP)

    @property
    def is_sheet_shown(self) -> bool:
        """Whether points can be typed now."""
        return self._sheet.isVisibleTo(self)

    def show_list(self) -> None:
        """Turn to the list, where there are pages."""
        self._is_list_wanted = True
        self._turn()

    def show_sheet(self) -> None:
        """Turn to the sheet, where there are pages."""
        self._is_list_wanted = False
        self._turn()

    def set_nobody_there(self, *, is_so: bool) -> None:
        """An empty list stands beside the sentence that says why."""
        self._is_nobody_there = is_so
        self._turn()

    @override
    def hasHeightForWidth(self) -> bool:
        """Qt's splitter forgets that sentences go over more lines."""
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        """The height that the parts which are shown need side by side, or the one page."""
        parts = [part for part in (self._people, self._sheet) if part.isVisibleTo(self)]
        if self.orientation() is Qt.Orientation.Vertical:
            return sum(_height(part, width) for part in parts) + self.handleWidth()
        shares = {self._people: _LIST_SHARE, self._sheet: _SHEET_SHARE}
        is_alone = len(parts) == 1
        return max(
            (_height(part, width if is_alone else width * shares[part] // 100) for part in parts),
            default=0,
        )

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may be one for pages."""
        super().resizeEvent(event)
        self._share()
        self._fit()

    @override
    def changeEvent(self, event: QEvent) -> None:
        """So may another text size."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        is_paged = self.width() < self.fontMetrics().averageCharWidth() * LEAST_CHARS_FOR_BOTH
        if is_paged != self.is_paged:
            self.is_paged = is_paged
            # The page with the keyboard stays.
            keyboard: QWidget | None = self.window().focusWidget()
            if keyboard is not None and self._sheet.isAncestorOf(keyboard):
                self._is_list_wanted = False
            self._turn()
            self.paging_changed.emit()

    def _turn(self) -> None:
        is_both = not self.is_paged or self._is_nobody_there
        is_stacked = self.is_paged and self._is_nobody_there
        self.setOrientation(Qt.Orientation.Vertical if is_stacked else Qt.Orientation.Horizontal)
        self._people.setVisible(is_both or self._is_list_wanted)
        self._sheet.setVisible(is_both or not self._is_list_wanted)
        self._share()

    def _share(self) -> None:
        is_stacked = self.orientation() is Qt.Orientation.Vertical
        room = self.height() if is_stacked else self.width()
        self.setSizes([room * _LIST_SHARE // 100, room * _SHEET_SHARE // 100])


def _height(part: QWidget, width: int) -> int:
    wrapped = part.heightForWidth(width) if part.hasHeightForWidth() else -1
    return max(wrapped, part.minimumSizeHint().height())
