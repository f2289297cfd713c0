"""All sheets of the year at hand, with what was typed and is not saved yet on top (no Qt)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from vanhoa_desktop.domain.enums import Assessor
from vanhoa_desktop.domain.people import Person
from vanhoa_desktop.scoring.engine import assess
from vanhoa_desktop.services.sheets.sheets import PersonSheet, YearSheets
from vanhoa_desktop.texts.words.terms import status_term
from vanhoa_desktop.ui.scoring.edits import Cell, Dropped, Edit, Place, RefusedPoints
from vanhoa_desktop.ui.scoring.state import ScoringRow, is_editable, points_of


class SheetBook:
    """Knows every sheet without asking the store, so that no key has to wait for one."""

    def __init__(self) -> None:
        self._read: YearSheets | None = None
        self._people: Mapping[str, Person] = {}
        self._saved: dict[str, tuple[int, PersonSheet]] = {}
        self._answers = 0
        self._waiting: dict[Place, list[Edit]] = {}
        self._refusals: dict[Place, RefusedPoints] = {}

    @property
    def year(self) -> int | None:
        """The year that was read; None before anything was."""
        return None if self._read is None else self._read.cycle.year

    @property
    def refusals(self) -> Sequence[RefusedPoints]:
        """Points that could not be saved, the oldest first."""
        return list(self._refusals.values())

    @property
    def is_saving(self) -> bool:
        """Whether the store has yet to answer for something typed."""
        return bool(self._waiting)

    @property
    def answers(self) -> int:
        """How often the store has answered a save; tells what a reading may have missed."""
        return self._answers

    def take_in(self, read: YearSheets, since: int) -> None:
        """What was read anew, begun after so many answers.

        What was saved after that, or is not saved yet, stays on top.
        """
        self._read = read
        self._people = {person.id: person for person in read.people}
        self._saved = {
            person: (answer, sheet)
            for person, (answer, sheet) in self._saved.items()
            if answer > since and sheet.cycle.year == read.cycle.year
        }

    def drop_closed(self, *, is_commune: bool) -> list[Dropped]:
        """Take away refused points whose cell takes none any more; they are to be told."""
        found = [self._dropped(refusal, is_commune=is_commune) for refusal in self.refusals]
        dropped = [one for one in found if one is not None]
        for one in dropped:
            self.give_up(one.edit.place)
        return dropped

    def _dropped(self, refusal: RefusedPoints, *, is_commune: bool) -> Dropped | None:
        edit = refusal.edit
        why = self.why_closed(edit, is_commune=is_commune)
        if not why and refusal.is_of_closed:
            why = "lúc gõ phiếu đang đóng, nay đã sửa được: hãy gõ lại"
        if not why:
            return None
        if not self.has(edit.person.id, edit.year):
            return Dropped(edit, why, edit.before)
        return Dropped(edit, why, points_of(self.sheet(edit.person.id), *edit.cell))

    def why_closed(self, edit: Edit, *, is_commune: bool) -> str:
        """Why the cell of an edit takes no points now; "" where it does."""
        if edit.year != self.year:
            return f"đã sang năm {self.year}"
        if edit.person.id not in self._people:
            return "người này không còn trong danh sách chấm"
        sheet = self.sheet(edit.person.id)
        if is_editable(sheet, edit.assessor, is_commune=is_commune) or sheet.assessment is None:
            return ""
        return f"phiếu không sửa được nữa ({status_term(sheet.assessment.status)})"

    def has(self, person: str, year: int | None) -> bool:
        """Whether a person's sheet of a year is at hand."""
        return year == self.year and person in self._people

    def sheet(self, person: str) -> PersonSheet:
        """A sheet with the result that all that was typed gives; raises KeyError for nobody."""
        if self._read is None:
            raise KeyError(person)
        _, saved = self._saved.get(person, (0, None))
        sheet = saved or self._read.sheet(self._people[person])
        waiting = self.waiting_cells(sheet)
        if not waiting:
            return sheet
        points = _with(waiting, {} if sheet.assessment is None else sheet.assessment.points)
        return replace(sheet, result=assess(sheet.criteria, points, sheet.group))

    def waiting_cells(self, sheet: PersonSheet) -> dict[Cell, Decimal | None]:
        """What was typed into a sheet and is not saved yet."""
        return {
            edits[-1].cell: edits[-1].after
            for place, edits in self._waiting.items()
            if place[:2] == (sheet.cycle.year, sheet.person.id)
        }

    def is_waiting_for(self, sheet: PersonSheet) -> bool:
        """Whether something typed into a sheet is on its way to the store."""
        return bool(self.waiting_cells(sheet))

    def refused_cells(self, sheet: PersonSheet) -> dict[Cell, RefusedPoints]:
        """What was typed into a sheet and could not be saved."""
        return {
            refusal.edit.cell: refusal
            for place, refusal in self._refusals.items()
            if place[:2] == (sheet.cycle.year, sheet.person.id)
        }

    def points(self, sheet: PersonSheet, cell: Cell) -> Decimal | None:
        """The points of a cell, saved or on the way."""
        return self.waiting_cells(sheet).get(cell, points_of(sheet, *cell))

    def row_of(self, item: ScoringRow) -> ScoringRow:
        """A row of the list as the sheet stands now."""
        _, saved = self._saved.get(item.person.id, (0, None))
        assessment = item.assessment if saved is None else saved.assessment
        unsaved = sum(place[1] == item.person.id for place in self._refusals)
        return replace(item, assessment=assessment, unsaved=unsaved)

    # --- what becomes of an edit -----------------------------------------------------------------

    def begin(self, edit: Edit) -> None:
        """It was typed, and goes to the store."""
        self._refusals.pop(edit.place, None)
        self._waiting.setdefault(edit.place, []).append(edit)

    def settle(self, edit: Edit, sheet: PersonSheet | None) -> None:
        """The store has answered; with the sheet if it was saved."""
        left = [other for other in self._waiting.pop(edit.place, []) if other is not edit]
        if left:
            self._waiting[edit.place] = left
        self._answers += 1
        if sheet is not None and sheet.cycle.year == self.year:
            self._saved[sheet.person.id] = (self._answers, sheet)

    def refuse(self, refusal: RefusedPoints, *, is_newest: bool = False) -> None:
        """It cannot be saved as it is; something newer in its place makes that void.

        `is_newest`: nothing newer was typed; what waits in its place came before.
        """
        if is_newest or refusal.edit.place not in self._waiting:
            self._refusals[refusal.edit.place] = refusal

    def give_up(self, place: Place) -> bool:
        """The officer takes back what was refused; whether there was anything."""
        return self._refusals.pop(place, None) is not None


def _with(
    typed: Mapping[Cell, Decimal | None], points: Mapping[Assessor, Mapping[str, Decimal]]
) -> dict[Assessor, dict[str, Decimal]]:
    merged = {assessor: dict(given) for assessor, given in points.items()}
    for (assessor, code), value in typed.items():
        column = merged.setdefault(assessor, {})
        if value is None:
            column.pop(code, None)
        else:
            column[code] = value
    return merged
