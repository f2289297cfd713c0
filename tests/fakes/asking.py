"""Somebody who answers the questions and file dialogs of the window."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from vanhoa_desktop.ui.ask import FileWish, Question


class PreparedAsk:
    """Answers every question with what the test prepared; remembers what was asked and told."""

    def __init__(self) -> None:
        self.files: list[list[Path]] = []
        self.agrees = True
        # What happens while a question is open, once.
        self.meanwhile: Callable[[], None] | None = None
        self.asked: list[str] = []
        self.details: list[str] = []
        self.told: list[str] = []
        self.folders: list[Path] = []

    def give(self, *paths: Path) -> None:
        """Prepare the answer to the next file dialog; no file closes it without one."""
        self.files.append(list(paths))

    def confirm(
        self,
        parent: QWidget,
        question: Question,
        yes: Callable[[], None],
        no: Callable[[], None] | None = None,
    ) -> None:
        del parent
        self.asked.append(question.text)
        self.details.append(question.details)
        happens, self.meanwhile = self.meanwhile, None
        if happens is not None:
            happens()
        if self.agrees:
            yes()
        elif no is not None:
            no()

    def tell(self, parent: QWidget, title: str, text: str) -> None:
        del parent, title
        self.told.append(text)

    def open_file(self, parent: QWidget, wish: FileWish, chosen: Callable[[Path], None]) -> None:
        del parent, wish
        chosen(self.files.pop(0)[0])

    def open_files(
        self, parent: QWidget, wish: FileWish, chosen: Callable[[list[Path]], None]
    ) -> None:
        del parent, wish
        chosen(self.files.pop(0))

    def save_file(self, parent: QWidget, wish: FileWish, chosen: Callable[[Path], None]) -> None:
        del parent, wish
        for path in self.files.pop(0):
            chosen(path)

    def choose_folder(self, parent: QWidget, title: str, chosen: Callable[[Path], None]) -> None:
        del parent, title
        for folder in self.files.pop(0):
            chosen(folder)

    def show_folder(self, folder: Path) -> bool:
        self.folders.append(folder)
        return True
