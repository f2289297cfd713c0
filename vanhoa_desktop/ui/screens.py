"""Screens and the register in which features enter them.

The main window knows no screen by name.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QWidget
from typing_extensions import override

from vanhoa_desktop.services.office.session import Identity
from vanhoa_desktop.ui.style.appearance import mark
from vanhoa_desktop.ui.widgets.search_field import SearchField
from vanhoa_desktop.ui.widgets.searched_table import is_digit, writes
from vanhoa_desktop.ui.workspace import Workspace

HOME = "home"


class Screen(QWidget):
    """One screen.

    It reads when shown, saves what is being typed when left, and wishes to go elsewhere.
    """

    screen_requested = Signal(str, object)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace
        self.came_from = ""
        """The screen that asked for something of this one; "" when somebody came by a door."""
        mark(self, "canvas")

    def enter(self, subject: object) -> None:
        """Called each time the screen is shown.

        `subject` is what another screen asked for, or None.
        """
        del subject
        self.read_again()

    def read_again(self) -> None:
        """Read from the store what is shown; called on entry and when records changed."""

    def main_widget(self) -> QWidget | None:
        """Where the keyboard goes on entry, and when what had it went away.

        None: to the first list with rows, else to the first field, else to the first button.
        """
        return None

    def way_home(self) -> tuple[str, Callable[[], None]]:
        """The next step where a screen has nothing to do: its words, and what it does."""
        return "Về trang đầu", partial(self.screen_requested.emit, HOME, None)

    def leave(self) -> None:
        """Save what is being typed; called before another screen is shown and before closing."""

    def unsaved(self) -> str:
        """What would be lost if the program ended now, as a sentence; "" if nothing."""
        return ""

    def unsaved_points(self) -> str:
        """Which points could not be saved, so that a sheet would go out without; "" if none."""
        return ""

    def show_unsaved_points(self) -> None:
        """Put the keyboard on the first of them; called when the screen is shown."""

    def save(self) -> None:
        """What «Lưu» and Ctrl+S do: save what is being typed and say so."""
        self.leave()
        self.workspace.say_saved()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc begins a search anew, and so do letters on a button; else a key is nobody's.

        After an act its button has the keyboard, and the officer writes the next name.
        """
        searches = [field for field in self.findChildren(SearchField) if field.isVisible()]
        written = next((field for field in searches if field.text()), None)
        if event.key() == Qt.Key.Key_Escape and written is not None:
            written.clear()
            written.setFocus()
        elif searches and self._takes_no_letters() and writes(event) and not is_digit(event):
            searches[0].setFocus()
            searches[0].selectAll()
            searches[0].insert(event.text())
        else:
            super().keyPressEvent(event)

    def _takes_no_letters(self) -> bool:
        """Whether the keyboard is where letters mean nothing: on a button, or nowhere yet."""
        focused: QWidget | None = self.window().focusWidget()
        return focused is self or isinstance(focused, QAbstractButton)

    def records_changed(self, records: frozenset[str]) -> None:
        """Records were written while this screen is shown.

        Reads all again unless a screen knows better.
        """
        del records
        self.read_again()


@dataclass(frozen=True, slots=True)
class ScreenEntry:
    """A screen in the register.

    `order` is the number of its door; 0 puts it under «Việc khác». `fits` says on whose devices it
    is shown.
    """

    id: str
    title: str
    order: int
    fits: Callable[[Identity], bool]
    make: Callable[[Workspace], Screen]
    hint: str = ""


class ScreenRegister:
    """All screens of the program, entered once at start."""

    def __init__(self, entries: Iterable[ScreenEntry]) -> None:
        self._entries = tuple(entries)

    def doors(self, identity: Identity) -> list[ScreenEntry]:
        """The numbered doors for a device, in the order of the year."""
        fitting = [entry for entry in self._entries if entry.order and entry.fits(identity)]
        return sorted(fitting, key=lambda entry: entry.order)

    def others(self, identity: Identity) -> list[ScreenEntry]:
        """What stands under «Việc khác» for a device."""
        return [entry for entry in self._entries if not entry.order and entry.fits(identity)]


def at_commune(identity: Identity) -> bool:
    """Shown at the commune."""
    return identity.is_commune


def at_unit(identity: Identity) -> bool:
    """Shown in villages, schools, stations and agencies."""
    return not identity.is_commune


def everywhere(identity: Identity) -> bool:
    """Shown on every device."""
    del identity
    return True
