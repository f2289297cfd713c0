"""Saving what is typed, one edit after the other, and taking it back."""

from decimal import Decimal
from functools import partial

from PySide6.QtCore import QObject, Signal

from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.scoring.engine import check_points
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.sheets.assessments import AssessmentService, SavedPoints
from vanhoa_desktop.services.sheets.sheets import PersonSheet
from vanhoa_desktop.texts.errors.catalogue import sentence
from vanhoa_desktop.ui.scoring.edits import Cell, Edit, EditHistory, Place, RefusedPoints
from vanhoa_desktop.ui.scoring.sheet_book import SheetBook
from vanhoa_desktop.ui.workspace import Workspace

_NOT_WRITTEN = "Máy chưa ghi được điểm này. Hãy gõ lại; nếu vẫn vậy, hãy báo người phụ trách."


class PointsSaver(QObject):
    """`changed` carries the person whose sheet or cell stands differently now.

    `others_changed` comes when records were changed that were not ours, and nothing is under way;
    `not_undone` says why nothing was taken back.
    """

    changed = Signal(str)
    not_undone = Signal(str)
    others_changed = Signal()

    def __init__(self, workspace: Workspace, book: SheetBook, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._book = book
        self._history = EditHistory()
        self._heard: set[str] = set()
        self._registered: set[tuple[int, str]] = set()
        self._is_behind = False

    def give(self, sheet: PersonSheet, cell: Cell, points: Decimal | None, continues: bool) -> None:
        """Save points typed into a cell of a sheet; what the rules refuse is kept and told."""
        before = self._book.points(sheet, cell)
        is_first = sheet.registration is None and not self._book.is_waiting_for(sheet)
        edit = Edit(sheet.person, sheet.cycle.year, *cell, before, points, registers=is_first)
        try:
            check_points(sheet.criteria, edit.indicator, points)
        except VanHoaError as error:
            if continues:
                self._take_back_the_beginning(edit)
            self._refuse(RefusedPoints(edit, _of_one_cell(sentence(error))), is_newest=True)
            return
        self._history.forget_taken_back()
        self._history.add(edit, continues=continues)
        self._save(edit)

    def undo(self, year: int | None) -> Edit | None:
        """Take back the newest edit of a year; returns what that does, or None if it does nothing.

        What was refused is taken back in its turn, before what was typed earlier.
        """
        while year is not None and (refused := self._history.take_refused(year)) is not None:
            if self._book.give_up(refused.place):
                self._workspace.say(refused.taken_back.undone_sentence)
                self.changed.emit(refused.person.id)
                return refused.taken_back
        edit = None if year is None else self._history.take(year)
        if edit is None:
            self._workspace.say("Không còn gì để hoàn tác.")
            return None
        is_commune = self._workspace.session.identity.is_commune
        if why := self._book.why_closed(edit, is_commune=is_commune):
            if self._book.has(edit.person.id, year):
                # A sheet that is given back takes it again.
                self._history.add(edit)
            self._tell_not_undone(edit, why)
            return None
        self._book.give_up(edit.place)
        self._history.note_taken_back(edit)
        self._save(edit.taken_back, undoes=edit)
        return edit.taken_back

    def redo(self, year: int | None) -> Edit | None:
        """Do again what was taken back last in a year; returns what that does, or None."""
        edit = None if year is None else self._history.take_again(year)
        if edit is None:
            self._workspace.say("Không còn gì để làm lại.")
            return None
        is_commune = self._workspace.session.identity.is_commune
        if why := self._book.why_closed(edit, is_commune=is_commune):
            self._tell_not_undone(edit, why)
            return None
        self._history.add(edit)
        self._save(edit, is_redo=True)
        return edit

    def drop_newest(self, place: Place) -> Edit | None:
        """Take back what was saved last, if it stands at this place; returns what that does."""
        edit = self._history.take_at(place)
        if edit is None:
            return None
        self._save(edit.taken_back, undoes=edit)
        return edit.taken_back

    def has_registered(self, person: str, year: int) -> bool:
        """Whether points typed in this sitting registered somebody."""
        return (year, person) in self._registered

    def typed_of(self, person: str, year: int) -> int:
        """How many cells of a sheet were typed into in this sitting."""
        return len({edit.cell for edit in self._history.of_person(person, year)})

    def take_back_all(self, person: str, year: int) -> None:
        """Take back all that was typed into a sheet, and the registration that came with it."""
        edits = self._history.take_of_person(person, year)
        # Done again, points would register whom the officer just said is not.
        self._history.forget_taken_back()
        for edit in edits:
            self._book.give_up(edit.place)
            self._save(edit.taken_back, undoes=edit)

    def _tell_not_undone(self, edit: Edit, why: str) -> None:
        told = edit.not_undone_sentence(why)
        self._workspace.say(told)
        self.not_undone.emit(told)

    def hear(self, records: frozenset[str]) -> None:
        """Records were changed; while saving it is not known yet whether by ourselves."""
        self._heard |= records
        self._tell_of_others()

    def _take_back_the_beginning(self, edit: Edit) -> None:
        """Of an «85» typed slowly the «8» was saved already, and nobody meant it.

        Kept, it would count under a number that the screen says was not written.
        """
        half = self._history.take(edit.year)
        if half is None:
            return
        if half.place == edit.place:
            self._save(half.taken_back)
        else:
            self._history.add(half)

    def _save(self, edit: Edit, undoes: Edit | None = None, *, is_redo: bool = False) -> None:
        """Write an edit: typed, the one that takes another back, or one that is done again."""
        self._book.begin(edit)
        task = self._workspace.save(
            partial(_write, edit),
            partial(self._on_saved, edit, is_undo=undoes is not None, is_redo=is_redo),
            partial(self._on_refused, edit, undoes),
        )
        task.failed.connect(partial(self._on_failed, edit, undoes))
        self.changed.emit(edit.person.id)

    def _on_saved(self, edit: Edit, saved: SavedPoints, *, is_undo: bool, is_redo: bool) -> None:
        self._book.settle(edit, saved.sheet)
        whose = (edit.year, edit.person.id)
        if edit.registers:
            self._registered.add(whose)
        if saved.sheet.registration is None:
            self._registered.discard(whose)
        written = (saved.sheet.assessment, saved.sheet.registration)
        self._heard -= {record.id for record in written if record is not None}
        if is_undo:
            self._workspace.say(edit.undone_sentence)
        elif is_redo:
            self._workspace.say(edit.redone_sentence)
        else:
            self.say_saved()
        self.changed.emit(edit.person.id)
        self._tell_of_others()

    def say_saved(self) -> None:
        """«Đã lưu lúc …», «Đang lưu…», or what is not saved."""
        unsaved = len(self._book.refusals)
        if self._book.is_saving:
            self._workspace.say("Đang lưu…")
        else:
            self._workspace.say_saved(f", trừ {unsaved} ô chưa ghi được" if unsaved else "")

    def _on_refused(self, edit: Edit, undoes: Edit | None, error: VanHoaError) -> None:
        is_closed = error.code is ErrorCode.ASSESSMENT_CLOSED
        # Somebody else closed the sheet, and what is shown here is older.
        self._is_behind = self._is_behind or is_closed
        self._not_saved(RefusedPoints(edit, sentence(error), is_of_closed=is_closed), undoes)

    def _on_failed(self, edit: Edit, undoes: Edit | None, _failure: object) -> None:
        self._not_saved(RefusedPoints(edit, _NOT_WRITTEN), undoes)

    def _not_saved(self, refusal: RefusedPoints, undoes: Edit | None) -> None:
        self._book.settle(refusal.edit, None)
        if undoes is None:
            self._history.forget(refusal.edit)
            self._refuse(refusal)
        else:
            # Nobody typed it: the cell shows what is saved, and it can be tried again.
            self._history.add(undoes)
            self._history.forget_taken_back(undoes)
            self.changed.emit(undoes.person.id)
            self._tell_not_undone(undoes, refusal.sentence.rstrip("."))
        self._tell_of_others()

    def _refuse(self, refusal: RefusedPoints, *, is_newest: bool = False) -> None:
        self._book.refuse(refusal, is_newest=is_newest)
        self._history.note_refused(refusal.edit)
        self.changed.emit(refusal.edit.person.id)

    def _tell_of_others(self) -> None:
        if (self._heard or self._is_behind) and not self._book.is_saving:
            self._heard.clear()
            self._is_behind = False
            self.others_changed.emit()


def _of_one_cell(why: str) -> str:
    """A refusal as it holds on this screen, where every cell is saved by itself."""
    return why.replace("Chưa điểm nào được ghi.", "Số này chưa được ghi.")


def _write(edit: Edit, session: Session) -> SavedPoints:
    return AssessmentService(session).set_points(edit.entry)
