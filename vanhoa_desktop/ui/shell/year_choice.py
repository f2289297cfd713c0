"""Which year is on screen, said above every screen, and the way to another one."""

from functools import partial

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QMenu, QPushButton, QSizePolicy, QWidget
from typing_extensions import override

from vanhoa_desktop.ui.style.appearance import mark
from vanhoa_desktop.ui.style.sizes import GAP
from vanhoa_desktop.ui.widgets.buttons import plain_button
from vanhoa_desktop.ui.widgets.labels import label
from vanhoa_desktop.ui.widgets.panels import row, set_content
from vanhoa_desktop.ui.workspace import Workspace


class YearButton(QPushButton):
    """«Năm 2026 ▾» at the end of the doors; its menu lists every year that was opened."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.setAutoDefault(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.year_menu = QMenu(self)
        self.year_menu.aboutToShow.connect(self._on_about_to_show)
        self.setMenu(self.year_menu)
        workspace.year_changed.connect(self._on_year_changed)
        workspace.years_changed.connect(self._on_year_changed)
        self._on_year_changed()

    def open_menu(self) -> None:
        """Show the years below the button, without waiting for the answer as `showMenu` does."""
        self.year_menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    @override
    def sizeHint(self) -> QSize:
        """Room for the whole words."""
        return self._hint_of(self._words())

    @override
    def minimumSizeHint(self) -> QSize:
        """Room for the bare number, where letters are large and doors many."""
        return self._hint_of(self._number())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """The whole words where they fit."""
        super().resizeEvent(event)
        self._write()

    def _words(self) -> str:
        return f"Năm {self._number()}"

    def _number(self) -> str:
        return f"{self._workspace.year} ▾"

    def _hint_of(self, text: str) -> QSize:
        hint = super().sizeHint()
        metrics = self.fontMetrics()
        drawn = metrics.horizontalAdvance(self.text())
        return QSize(hint.width() - drawn + metrics.horizontalAdvance(text), hint.height())

    def _write(self) -> None:
        fits = self.width() >= self.sizeHint().width()
        self.setText(self._words() if fits else self._number())

    def _on_year_changed(self) -> None:
        year = self._workspace.year
        _show_inside(self, is_shown=year is not None)
        self.setAccessibleName(f"Năm đánh giá {year}. Chọn năm khác")
        self._write()
        self.updateGeometry()

    def _on_about_to_show(self) -> None:
        self.year_menu.clear()
        newest = max(self._workspace.years, default=None)
        for year in sorted(self._workspace.years, reverse=True):
            remark = " (mới nhất)" if year == newest else ""
            action = self.year_menu.addAction(f"Năm {year}{remark}")
            action.setCheckable(True)
            action.setChecked(year == self._workspace.year)
            action.triggered.connect(partial(self._workspace.wish_year, year))


class YearStrip(QFrame):
    """Said above every screen while an earlier year is shown: which one, and the way back."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        mark(self, "year-strip")
        self.words_label = label("")
        self.newest_button = plain_button("")
        self.newest_button.clicked.connect(self._on_newest)
        line = row(self.words_label, self.newest_button, gap=GAP)
        line.setStretch(0, 1)
        set_content(self, line, GAP)
        workspace.year_changed.connect(self._on_year_changed)
        workspace.years_changed.connect(self._on_year_changed)
        self._on_year_changed()

    def _on_year_changed(self) -> None:
        year, newest = self._workspace.year, max(self._workspace.years, default=None)
        is_earlier = year is not None and newest is not None and year < newest
        _show_inside(self, is_shown=is_earlier)
        self.words_label.setText(
            f"Đang làm việc với năm {year}: ghi gì ở đây là ghi cho năm {year}."
        )
        self.newest_button.setText(f"Sang năm {newest} ▶")

    def _on_newest(self) -> None:
        self._workspace.wish_year(max(self._workspace.years))


def _show_inside(widget: QWidget, *, is_shown: bool) -> None:
    """Show or hide a part of the window; shown before it lies in one, it would be a window."""
    if widget.parentWidget() is not None or not is_shown:
        widget.setVisible(is_shown)
