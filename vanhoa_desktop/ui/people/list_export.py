"""The list of people saved as a spreadsheet: what it shows, which the button says before."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.rows.roster import RosterService
from vanhoa_desktop.texts.words.numbers import count_text
from vanhoa_desktop.ui.ask import EXCEL, FileWish
from vanhoa_desktop.ui.screens import Screen
from vanhoa_desktop.ui.widgets.buttons import plain_button

_SAVE_ALL = "Lưu ra Excel…"


class ListExport(QObject):
    """A button and what follows; `saved` carries a sentence, `refused` why it failed."""

    saved = Signal(str)
    refused = Signal(object)

    def __init__(self, screen: Screen) -> None:
        super().__init__(screen)
        self._screen = screen
        # What was searched for when the list that is shown was found: that is what is saved.
        self._text = ""
        self.button = plain_button(_SAVE_ALL)
        self.button.clicked.connect(self._on_clicked)

    def follow(self, text: str, found: int) -> None:
        """The list shows whom a search for `text` found, or everybody."""
        is_some = bool(text.strip() and found)
        self._text = text if is_some else ""
        saves = f"Lưu {count_text(found)} người này ra Excel…" if is_some else _SAVE_ALL
        self.button.setText(saves)

    def _on_clicked(self) -> None:
        wish = FileWish("Lưu danh sách ra Excel", EXCEL, "danh-sach.xlsx", (".xlsx",))
        self._screen.workspace.ask.save_file(self._screen, wish, self._export)

    def _export(self, path: Path) -> None:
        def done(people: int) -> None:
            self.saved.emit(f"Đã lưu {count_text(people)} người vào {path.name}.")

        self._screen.workspace.run(
            partial(_exported, path, self._text), done, self.refused.emit, "Đang lưu ra Excel…"
        )


def _exported(path: Path, text: str, session: Session) -> int:
    return RosterService(session).export_file(path, text)
