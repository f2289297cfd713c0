"""Points of somebody else that could not be saved: told until mended, with the way back."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from vanhoa_desktop.ui.scoring.edits import Dropped, Edit, RefusedPoints
from vanhoa_desktop.ui.style.sizes import GAP_SMALL
from vanhoa_desktop.ui.widgets.buttons import plain_button
from vanhoa_desktop.ui.widgets.panels import row, set_content
from vanhoa_desktop.ui.widgets.states import NoticeBar


class UnsavedBar(QWidget):
    """`wished` carries the edit that was refused, whose person and cell are to be shown."""

    wished = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._edit: Edit | None = None
        self._dropped = ""
        self.notice = NoticeBar(lasts=True)
        self.back_button = plain_button("Về ô đó")
        self.back_button.clicked.connect(self._on_back)
        line = row(self.notice, self.back_button, gap=GAP_SMALL)
        line.setStretch(0, 1)
        set_content(self, line, 0)
        self.hide()

    def show_refusals(self, refusals: Sequence[RefusedPoints], shown: str | None) -> None:
        """Tell of those that do not stand on the sheet of the person who is shown."""
        self.back_button.show()
        elsewhere = [refusal for refusal in refusals if refusal.edit.person.id != shown]
        if not elsewhere:
            self._edit = None
            self._show_dropped()
            return
        self.setVisible(True)
        first = elsewhere[0]
        self._edit = first.edit
        more = f" Và {len(elsewhere) - 1} ô khác." if len(elsewhere) > 1 else ""
        self.notice.show_notice(first.elsewhere_sentence + more, "bad")

    def tell_dropped(self, dropped: Sequence[Dropped]) -> None:
        """Tell of points that had to be dropped, until the screen is left."""
        more = f" Và {len(dropped) - 1} ô khác." if len(dropped) > 1 else ""
        self._dropped = dropped[0].sentence + more

    def forget_dropped(self) -> None:
        """It has been read."""
        self._dropped = ""
        if self._edit is None:
            self.hide()

    def _show_dropped(self) -> None:
        self.back_button.hide()
        self.notice.show_notice(self._dropped)
        self.setVisible(bool(self._dropped))

    def _on_back(self) -> None:
        if self._edit is not None:
            self.wished.emit(self._edit)
