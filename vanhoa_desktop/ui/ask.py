"""The one gate for questions and file dialogs; tests put their own answers in its place.

Every question gets its answer through a callback: nothing here blocks (`open()`, never `exec()`).
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

SPREADSHEETS = "Bảng tính (*.xlsx *.xls *.ods *.csv)"
EXCEL = "Bảng tính Excel (*.xlsx)"
BUNDLES = "Tệp của chương trình (*.vhb)"
REQUESTS = "Tệp xin đăng ký máy (*.vhr)"
INVITES = "Tệp mời của xã (*.vhi)"
PDF = "Văn bản PDF (*.pdf)"


@dataclass(frozen=True, slots=True)
class Question:
    """A yes-or-no question whose buttons say what they do."""

    title: str
    text: str
    yes: str
    no: str = "Không, quay lại"
    details: str = ""


@dataclass(frozen=True, slots=True)
class FileWish:
    """What file is wanted: the title of the dialog, the kinds of file, a name to begin with."""

    title: str
    pattern: str
    name: str = ""
    suffixes: tuple[str, ...] = field(default=())


class Ask(Protocol):
    """What screens may ask of the officer."""

    def confirm(self, parent: QWidget, question: Question, yes: Callable[[], None]) -> None:
        """Ask; `yes` is called only after the officer agreed."""
        ...

    def tell(self, parent: QWidget, title: str, text: str) -> None:
        """Say something that must be read before going on."""
        ...

    def open_file(self, parent: QWidget, wish: FileWish, chosen: Callable[[Path], None]) -> None:
        """Let the officer choose one existing file."""
        ...

    def open_files(
        self, parent: QWidget, wish: FileWish, chosen: Callable[[list[Path]], None]
    ) -> None:
        """Let the officer choose one or more existing files."""
        ...

    def save_file(self, parent: QWidget, wish: FileWish, chosen: Callable[[Path], None]) -> None:
        """Let the officer name a file to be written."""
        ...

    def show_folder(self, folder: Path) -> bool:
        """Open a folder in the system's file window; False where that is not possible."""
        ...


class DialogAsk:
    """Asks with real dialogs."""

    def __init__(self) -> None:
        self._folder = ""

    def confirm(self, parent: QWidget, question: Question, yes: Callable[[], None]) -> None:
        """See `Ask.confirm`; the safe answer has the focus."""
        box = QMessageBox(QMessageBox.Icon.Question, question.title, question.text, parent=parent)
        box.setInformativeText(question.details)
        agree = box.addButton(question.yes, QMessageBox.ButtonRole.AcceptRole)
        refuse = box.addButton(question.no, QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(refuse)
        box.setEscapeButton(refuse)

        def on_finished() -> None:
            if box.clickedButton() is agree:
                yes()

        box.finished.connect(on_finished)
        _open(box)

    def tell(self, parent: QWidget, title: str, text: str) -> None:
        """See `Ask.tell`."""
        box = QMessageBox(QMessageBox.Icon.Information, title, text, parent=parent)
        box.addButton("Đã đọc", QMessageBox.ButtonRole.AcceptRole)
        _open(box)

    def open_file(self, parent: QWidget, wish: FileWish, chosen: Callable[[Path], None]) -> None:
        """See `Ask.open_file`."""
        self._choose(
            parent, wish, QFileDialog.FileMode.ExistingFile, lambda files: chosen(files[0])
        )

    def open_files(
        self, parent: QWidget, wish: FileWish, chosen: Callable[[list[Path]], None]
    ) -> None:
        """See `Ask.open_files`."""
        self._choose(parent, wish, QFileDialog.FileMode.ExistingFiles, chosen)

    def save_file(self, parent: QWidget, wish: FileWish, chosen: Callable[[Path], None]) -> None:
        """See `Ask.save_file`; the name gets its ending if the officer left it out."""

        def on_chosen(files: list[Path]) -> None:
            path = files[0]
            suffix = wish.suffixes[0] if wish.suffixes else ""
            chosen(path if path.suffix or not suffix else path.with_name(path.name + suffix))

        self._choose(parent, wish, QFileDialog.FileMode.AnyFile, on_chosen)

    def show_folder(self, folder: Path) -> bool:
        """See `Ask.show_folder`."""
        return QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    def _choose(
        self,
        parent: QWidget,
        wish: FileWish,
        mode: QFileDialog.FileMode,
        chosen: Callable[[list[Path]], None],
    ) -> None:
        dialog = QFileDialog(parent, wish.title, self._folder, f"{wish.pattern};;Mọi tệp (*)")
        dialog.setFileMode(mode)
        if mode is QFileDialog.FileMode.AnyFile:
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            dialog.selectFile(wish.name)

        def on_accepted() -> None:
            files = [Path(name) for name in dialog.selectedFiles()]
            if files:
                self._folder = str(files[0].parent)
                chosen(files)

        dialog.accepted.connect(on_accepted)
        _open(dialog)


def _open(dialog: QMessageBox | QFileDialog) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
