"""The five states of a screen: empty, loading, normal, refused, and read-only (a bar above)."""

import re
from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from vanhoa_desktop.errors import VanHoaError
from vanhoa_desktop.texts.errors.catalogue import sentence
from vanhoa_desktop.ui.style.appearance import mark
from vanhoa_desktop.ui.style.sizes import EDGE, GAP
from vanhoa_desktop.ui.widgets.buttons import plain_button, primary_button
from vanhoa_desktop.ui.widgets.labels import label
from vanhoa_desktop.ui.widgets.pages import Pages

LOADING_SHOWN_AFTER_MS = 150
# In the place of figures that were counted before something changed.
COUNTING = "Đang đếm lại…"
# Longer than any word of a sentence: the path of a file, which must break at its folders.
_PATH = re.compile(r"\S{30,}")
_FOLDER_MARK = re.compile(r"(?<=[/\\_-])")
_BREAK = "\u200b"


def breakable(text: str) -> str:
    """The same text, in which long paths of files can go over more than one line."""
    return _PATH.sub(lambda path: _FOLDER_MARK.sub(_BREAK, path.group()), text)


class _Notice(QWidget):
    """A sentence in the middle, with at most one next step."""

    def __init__(self, role: str, button: QPushButton) -> None:
        super().__init__()
        self.sentence_label = label("", role)
        self.sentence_label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.detail_label = label("", "quiet")
        self.detail_label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.button = button
        self._action: Callable[[], None] | None = None
        self.button.clicked.connect(self._on_clicked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
        layout.setSpacing(GAP)
        layout.addStretch(1)
        layout.addWidget(self.sentence_label)
        layout.addWidget(self.detail_label)
        layout.addWidget(self.button, alignment=Qt.AlignmentFlag.AlignCenter)
        layout.addStretch(2)

    def show_text(
        self, text: str, detail: str, action_text: str, action: Callable[[], None] | None
    ) -> None:
        """Show a sentence, a remark and the next step, if there is one."""
        self.sentence_label.setText(breakable(text))
        self.detail_label.setText(detail)
        self.detail_label.setVisible(bool(detail))
        self._action = action
        self.button.setText(action_text)
        self.button.setVisible(action is not None)

    def _on_clicked(self) -> None:
        if self._action is not None:
            self._action()


class StatePanel(Pages):
    """Shows the content of a screen, or why there is none and what to do."""

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self.content = content
        self._loading = _Notice("quiet", plain_button(""))
        self._empty = _Notice("heading", primary_button(""))
        self._refused = _Notice("bad", plain_button(""))
        for page in (content, self._loading, self._empty, self._refused):
            self.addWidget(page)
        self._loading.show_text("Đang đọc…", "", "", None)
        # A quick read must not flicker: «Đang đọc…» appears only when it lasts.
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(LOADING_SHOWN_AFTER_MS)
        self._patience.timeout.connect(self._on_patience_over)

    @property
    def state(self) -> str:
        """Which state is drawn: normal, loading, empty or refused."""
        return ("normal", "loading", "empty", "refused")[self.currentIndex()]

    @property
    def notice_button(self) -> QPushButton:
        """The next step that the empty or refused state offers."""
        page = self._refused if self.currentWidget() is self._refused else self._empty
        return page.button

    @property
    def notice_label(self) -> QLabel:
        """The sentence of the empty or refused state."""
        page = self._refused if self.currentWidget() is self._refused else self._empty
        return page.sentence_label

    def show_loading(self) -> None:
        """Reading has begun."""
        self._patience.start()

    def show_content(self) -> None:
        """There is something to show."""
        self._show(self.content)

    def show_empty(
        self,
        text: str,
        detail: str = "",
        action_text: str = "",
        action: Callable[[], None] | None = None,
    ) -> None:
        """There is nothing yet, and what to do about it."""
        self._empty.show_text(text, detail, action_text, action)
        self._show(self._empty)

    def show_refused(self, error: VanHoaError, retry: Callable[[], None] | None = None) -> None:
        """It could not be read: what happened and what to do."""
        self._refused.show_text(sentence(error), "", "Thử lại", retry)
        self._show(self._refused)

    def _show(self, page: QWidget) -> None:
        self._patience.stop()
        self.setCurrentWidget(page)

    def _on_patience_over(self) -> None:
        self.setCurrentWidget(self._loading)


class NoticeBar(QLabel):
    """One line above the content: why nothing can be changed, or what was refused; else hidden.

    A notice speaks of what was just done: it goes when the screen is entered again, or when records
    change after it. One that `lasts` tells how things stand, and its owner keeps it true.
    """

    def __init__(self, *, lasts: bool = False) -> None:
        super().__init__()
        self.lasts = lasts
        self._is_of_chosen = False
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.hide()

    def show_notice(self, text: str, role: str = "warn") -> None:
        """Show a sentence as a warning («warn»), a refusal («bad») or good news («good»)."""
        self._is_of_chosen = False
        mark(self, role)
        self.setText(breakable(text))
        self.setVisible(bool(text))

    def show_refusal(self, error: VanHoaError) -> None:
        """Show why something was refused, and what to do; until something else is chosen."""
        self.show_notice(sentence(error), "bad")
        self._is_of_chosen = True

    def show_wish(self, text: str) -> None:
        """Ask for what must be chosen or written first; `hear` takes it away when that is done."""
        self.show_notice(text)
        self._is_of_chosen = True

    def hear(self, *_: object) -> None:
        """Something was chosen or written: what was asked for, or refused before, is past."""
        if self._is_of_chosen:
            self.clear_notice()

    def clear_notice(self) -> None:
        """Nothing to say."""
        self.setText("")
        self.hide()


def clear_passed_notices(screen: QWidget) -> None:
    """Take away what a screen said of something that has changed since, or is long done."""
    for notice in screen.findChildren(NoticeBar):
        if not notice.lasts:
            notice.clear_notice()
