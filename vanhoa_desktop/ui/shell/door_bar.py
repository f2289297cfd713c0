"""The bar of doors above every screen; on a narrow window its words are drawn smaller, not cut."""

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QPushButton
from typing_extensions import override

from vanhoa_desktop.ui.style.appearance import mark, set_mark
from vanhoa_desktop.ui.style.sizes import GAP_SMALL
from vanhoa_desktop.ui.widgets.panels import one_line, set_content


class DoorBar(QFrame):
    """`doors` stand on the left, `menus` on the right."""

    def __init__(self, doors: Sequence[QPushButton], menus: Sequence[QPushButton]) -> None:
        super().__init__()
        mark(self, "top-bar")
        self._buttons = (*doors, *menus)
        set_content(self, one_line(*doors, 1, *menus, gap=GAP_SMALL), GAP_SMALL)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """The usual words where they fit."""
        super().resizeEvent(event)
        self._mark(is_narrow=False)
        gaps = GAP_SMALL * (len(self._buttons) + 2)
        needed = sum(button.minimumSizeHint().width() for button in self._buttons)
        self._mark(is_narrow=needed + gaps > self.width())

    def _mark(self, *, is_narrow: bool) -> None:
        for button in self._buttons:
            set_mark(button, "narrow", "true" if is_narrow else "false")
