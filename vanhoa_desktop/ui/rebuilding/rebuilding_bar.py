"""Above a screen of the office that went back: whom it awaits, and the one next step."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from vanhoa_desktop.errors import VanHoaError
from vanhoa_desktop.services.safekeeping.rebuilding import AskingFile, Rebuilding, RebuildingService
from vanhoa_desktop.texts.sentences.rebuilding import (
    BACK_SHORT,
    SENT_NEXT,
    awaited_text,
    back_text,
    short_awaited_text,
)
from vanhoa_desktop.texts.words.numbers import count_text
from vanhoa_desktop.ui.widgets.buttons import plain_button
from vanhoa_desktop.ui.widgets.panels import column, row, set_content
from vanhoa_desktop.ui.widgets.states import NoticeBar
from vanhoa_desktop.ui.workspace import Workspace

READ = "Đã đọc, không nhắc nữa"


class RebuildingBar(QWidget):
    """Hidden where nothing went back, or where all came and people have read what did not.

    `shown` tells after each reading whether somebody is awaited. `is_short`: where there is little
    room; the first screen tells all.
    """

    shown = Signal(bool)

    def __init__(self, workspace: Workspace, *, is_short: bool = False) -> None:
        super().__init__()
        self._is_short = is_short
        self.workspace = workspace
        self._found: Rebuilding | None = None
        self.notice = NoticeBar(lasts=True)
        self.said = NoticeBar()
        self.button = plain_button("")
        self.button.clicked.connect(self._on_clicked)
        set_content(self, column(self.notice, row(self.button, 1), self.said), 0)
        self.hide()

    @property
    def is_awaiting(self) -> bool:
        """Whether somebody is awaited, as far as was read."""
        return self._found is not None and bool(self._found.awaited)

    def read_again(self) -> None:
        """Read where the rebuilding stands; nothing is asked at units."""
        if not self.workspace.session.identity.is_office:
            self.shown.emit(False)
            return
        self.workspace.read(
            lambda session: RebuildingService(session).rebuilding(), self._show, self._on_refused
        )

    def _show(self, found: Rebuilding | None) -> None:
        self._found = found
        if found is None or found.is_told:
            self.notice.clear_notice()
        elif found.awaited:
            names = [unit.whose for unit in found.awaited]
            whole = awaited_text(found.source, found.at, names)
            self.notice.show_notice(short_awaited_text(names) if self._is_short else whole)
            self.button.setText(f"Lưu tệp hỏi lại cho {count_text(len(names))} nơi…")
        else:
            whole = back_text(found.source, found.at)
            self.notice.show_notice(BACK_SHORT if self._is_short else whole)
            self.button.setText(READ)
        self.button.setVisible(self.is_awaiting or not self._is_short)
        self.setVisible(found is not None and not found.is_told)
        self.shown.emit(self.is_awaiting)

    def _on_clicked(self) -> None:
        if self.is_awaiting:
            title = "Chọn thư mục để lưu tệp hỏi lại"
            self.workspace.ask.choose_folder(self, title, self._save)
        else:
            self.workspace.run(
                lambda session: RebuildingService(session).note_told(),
                lambda _: self.read_again(),
                self._on_refused,
            )

    def _save(self, folder: Path) -> None:
        self.workspace.run(
            lambda session: RebuildingService(session).save_asking_files(folder),
            partial(self._on_saved, folder),
            self._on_refused,
            "Đang lưu tệp…",
        )

    def _on_saved(self, folder: Path, saved: list[AskingFile]) -> None:
        number = count_text(len(saved))
        self.said.show_notice(f"Đã lưu {number} tệp vào {folder}. {SENT_NEXT}", "good")

    def _on_refused(self, error: VanHoaError) -> None:
        self.said.show_refusal(error)
        self.show()
