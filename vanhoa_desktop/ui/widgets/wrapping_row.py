"""A row that goes over more lines where its items have no room side by side."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLayoutItem
from typing_extensions import override

Line = list[tuple[QLayoutItem, int]]
"""The items of a line, stretches among them, each with its share of the room that is left."""


class WrappingRow(QHBoxLayout):
    """Any row of Qt as long as all fits; else nothing is cut, and what has no room goes below.

    A stretch takes the room that is left in the line in which it stands.
    """

    @override
    def minimumSize(self) -> QSize:
        """No narrower than its widest item, no lower than its highest one."""
        items = self._shown()
        width = max((item.minimumSize().width() for item in items), default=0)
        height = max((item.minimumSize().height() for item in items), default=0)
        return QSize(width, height).grownBy(self.contentsMargins())

    @override
    def hasHeightForWidth(self) -> bool:
        """The narrower, the more lines."""
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        """The height of all lines that this width makes."""
        if not self._fits(width):
            return self._place(QRect(0, 0, width, 0), is_tried=True)
        wrapped = super().heightForWidth(width) if super().hasHeightForWidth() else -1
        return wrapped if wrapped >= 0 else super().sizeHint().height()

    @override
    def minimumHeightForWidth(self, width: int) -> int:
        """The same: lines are never pressed flat."""
        return self.heightForWidth(width)

    @override
    def setGeometry(self, rect: QRect) -> None:
        """Lay out the items, on one line where they fit."""
        super().setGeometry(rect)
        if not self._fits(rect.width()):
            self._place(rect, is_tried=False)

    def _shown(self) -> list[QLayoutItem]:
        items = (self.itemAt(number) for number in range(self.count()))
        return [item for item in items if item is not None and not item.isEmpty()]

    def _fits(self, width: int) -> bool:
        margins = self.contentsMargins()
        items = self._shown()
        needed = sum(item.minimumSize().width() for item in items)
        gaps = self.spacing() * max(0, len(items) - 1)
        return needed + gaps + margins.left() + margins.right() <= width

    def _lines(self, width: int) -> list[Line]:
        lines: list[Line] = [[]]
        used = 0
        for number in range(self.count()):
            item = self.itemAt(number)
            if item is None:
                continue
            is_stretch = item.spacerItem() is not None
            if item.isEmpty() and not is_stretch:
                continue
            needed = 0 if is_stretch else item.minimumSize().width() + self.spacing()
            if used and used + needed - self.spacing() > width:
                lines.append([])
                used = 0
            lines[-1].append((item, self.stretch(number)))
            used += needed
        return lines

    def _place(self, rect: QRect, *, is_tried: bool) -> int:
        """Put the lines one under the other; returns how high they are together."""
        inner = rect.marginsRemoved(self.contentsMargins())
        top = inner.top()
        for line in self._lines(inner.width()):
            widths = _widths(line, inner.width(), self.spacing())
            sizes = zip(line, widths, strict=True)
            height = max((_height(item, width) for (item, _), width in sizes), default=0)
            left = inner.left()
            for (item, _), width in zip(line, widths, strict=True):
                if not item.isEmpty():
                    if not is_tried:
                        item.setGeometry(QRect(left, top, width, height))
                    left += self.spacing()
                left += width
            top += height + self.spacing()
        return top - self.spacing() - inner.top() + rect.height() - inner.height()


def _widths(line: Line, width: int, gap: int) -> list[int]:
    """How wide each item of a line is: as it likes, less where that is too much."""
    items = [item for item, _ in line]
    shown = sum(not item.isEmpty() for item in items)
    room = width - gap * max(0, shown - 1)
    least = [0 if item.isEmpty() else item.minimumSize().width() for item in items]
    liked = [max(own, _liked(item)) for own, item in zip(least, items, strict=True)]
    too_much = sum(liked) - room
    for place, item in enumerate(items):
        given_up = min(max(0, too_much), liked[place] - least[place])
        liked[place] = min(room, liked[place] - given_up)
        too_much -= given_up
        del item
    growing = [place for place, (_, share) in enumerate(line) if share]
    growing = growing or [place for place, item in enumerate(items) if _expands(item)]
    left = room - sum(liked)
    for place in growing if left > 0 else ():
        liked[place] += left // len(growing)
    return liked


def _liked(item: QLayoutItem) -> int:
    return 0 if item.isEmpty() else item.sizeHint().width()


def _expands(item: QLayoutItem) -> bool:
    is_wide = bool(item.expandingDirections() & Qt.Orientation.Horizontal)
    return is_wide or item.hasHeightForWidth()


def _height(item: QLayoutItem, width: int) -> int:
    if item.isEmpty():
        return 0
    wrapped = item.heightForWidth(width) if item.hasHeightForWidth() else -1
    return wrapped if wrapped >= 0 else item.sizeHint().height()
