"""A screen of sheets: what was refused in them is asked about, mended, given up, or dropped."""

from typing_extensions import override

from vanhoa_desktop.ui.scoring.edits import Edit, lost_sentence, refused_sentence
from vanhoa_desktop.ui.scoring.sheet_book import SheetBook
from vanhoa_desktop.ui.scoring.unsaved_bar import UnsavedBar
from vanhoa_desktop.ui.screens import Screen
from vanhoa_desktop.ui.workspace import Workspace


class RefusalScreen(Screen):
    """Holds the book of sheets, and the bar that tells of points that could not be saved."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.book = SheetBook()
        self.unsaved_bar = UnsavedBar()
        self.unsaved_bar.wished.connect(self.show_edit)

    def show_edit(self, edit: Edit) -> None:
        """Show the person and the cell of an edit."""
        raise NotImplementedError

    @override
    def unsaved(self) -> str:
        """Points that were refused, and whose they are."""
        return lost_sentence(self.book.refusals)

    @override
    def unsaved_points(self) -> str:
        """The same points; of what becomes of them the asker speaks."""
        return refused_sentence(self.book.refusals)

    @override
    def show_unsaved_points(self) -> None:
        """The person and the cell of the first."""
        if self.book.refusals:
            self.show_edit(self.book.refusals[0].edit)

    def drop_closed(self) -> None:
        """What was refused in a sheet that is closed since can be mended no more: it is told."""
        is_commune = self.workspace.session.identity.is_commune
        dropped = self.book.drop_closed(is_commune=is_commune)
        if dropped:
            self.unsaved_bar.tell_dropped(dropped)
            self.workspace.say(dropped[0].sentence)
