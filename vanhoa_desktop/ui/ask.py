"""The one gate for questions and file dialogs; tests put their own answers in its place.

Every question gets its answer through a callback: nothing here blocks (`open()`, never `exec()`).
Nobody is asked who left the screen that asks, or who is answering something else (`in_front`).
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QStandardPaths, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from vanhoa_desktop.ui.file_names import renamed, suggested_name, why_not_saved, with_ending
from vanhoa_desktop.ui.fitting_messages import fit_message
from vanhoa_desktop.ui.in_front import is_in_front
from vanhoa_desktop.ui.key_guard import KeyGuard
from vanhoa_desktop.ui.window_guards import guard_window

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

    def confirm(
        self,
        parent: QWidget,
        question: Question,
        yes: Callable[[], None],
        no: Callable[[], None] | None = None,
    ) -> None:
        """Ask; `yes` is called only after the officer agreed, `no` after any other answer."""
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

    def choose_folder(self, parent: QWidget, title: str, chosen: Callable[[Path], None]) -> None:
        """Let the officer choose a folder that several files are saved into."""
        ...

    def show_folder(self, folder: Path) -> bool:
        """Open a folder in the system's file window; False where that is not possible."""
        ...


class DialogAsk:
    """Asks with real dialogs; file dialogs begin in `folder`, where the last file was chosen."""

    def __init__(self) -> None:
        self.folder = _first_folder()

    def confirm(
        self,
        parent: QWidget,
        question: Question,
        yes: Callable[[], None],
        no: Callable[[], None] | None = None,
    ) -> None:
        """See `Ask.confirm`; the safe answer has the focus."""
        if not is_in_front(parent):
            return
        box = QMessageBox(QMessageBox.Icon.Question, question.title, question.text, parent=parent)
        box.setInformativeText(question.details)
        agree = box.addButton(question.yes, QMessageBox.ButtonRole.AcceptRole)
        refuse = box.addButton(question.no, QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(refuse)
        box.setEscapeButton(refuse)

        def on_finished() -> None:
            (yes if box.clickedButton() is agree else no or _nothing)()

        box.finished.connect(on_finished)
        fit_message(box, parent)
        _open(box)

    def tell(self, parent: QWidget, title: str, text: str) -> None:
        """See `Ask.tell`."""
        self._tell_then(parent, title, text, _nothing)

    def _tell_then(self, parent: QWidget, title: str, text: str, then: Callable[[], None]) -> None:
        if not is_in_front(parent):
            return
        box = QMessageBox(QMessageBox.Icon.Information, title, text, parent=parent)
        box.addButton("Đã đọc", QMessageBox.ButtonRole.AcceptRole)
        box.finished.connect(lambda _result: then())
        fit_message(box, parent)
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
        """See `Ask.save_file`; the name gets its ending before it is looked whether it is taken.

        A name that promises another kind of file is refused, as on the command line.
        """
        suffix = wish.suffixes[0] if wish.suffixes else ""

        def on_chosen(files: list[Path]) -> None:
            path = with_ending(files[0], suffix)
            named = replace(wish, name=renamed(path, suffix))
            again = partial(self.save_file, parent, named, chosen)
            reason = why_not_saved(path, suffix)
            if reason:
                self._tell_then(parent, wish.title, reason, again)
            elif path.exists():
                self.confirm(parent, _overwriting(path), partial(chosen, path), again)
            else:
                chosen(path)

        named = replace(wish, name=suggested_name(wish.name, suffix))
        self._choose(parent, named, QFileDialog.FileMode.AnyFile, on_chosen)

    def choose_folder(self, parent: QWidget, title: str, chosen: Callable[[Path], None]) -> None:
        """See `Ask.choose_folder`."""
        if not is_in_front(parent):
            return
        dialog = QFileDialog(parent, title, self.folder)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)

        def on_accepted() -> None:
            folders = dialog.selectedFiles()
            if folders:
                KeyGuard.note_choice()
                self.folder = folders[0]
                chosen(Path(folders[0]))

        dialog.accepted.connect(on_accepted)
        _open(dialog)

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
        if not is_in_front(parent):
            return
        dialog = QFileDialog(parent, wish.title, self.folder, f"{wish.pattern};;Mọi tệp (*)")
        dialog.setFileMode(mode)
        if mode is QFileDialog.FileMode.AnyFile:
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            # Qt would look for the name as it was typed, before it has its ending.
            dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
            dialog.selectFile(wish.name)

        def on_accepted() -> None:
            files = [Path(name) for name in dialog.selectedFiles()]
            if files:
                KeyGuard.note_choice()
                self.folder = str(files[0].parent)
                chosen(files)

        dialog.accepted.connect(on_accepted)
        _open(dialog)


def _first_folder() -> str:
    """Where people keep their files, until a file was chosen; never where the program lies."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return documents if documents and Path(documents).is_dir() else str(Path.home())


def _overwriting(path: Path) -> Question:
    return Question(
        "Tệp đã có sẵn",
        f"Trong thư mục này đã có tệp «{path.name}». Thay bằng tệp mới?",
        "Thay tệp cũ",
        "Không, đặt tên khác",
        "Tệp cũ sẽ không còn.",
    )


def _nothing() -> None:
    """Nobody waits for this answer."""


def _open(dialog: QMessageBox | QFileDialog) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    guard_window(dialog)
