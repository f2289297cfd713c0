"""Points that were typed: for whom, over what, what Ctrl+Z takes back, what was refused (no Qt)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from vanhoa_desktop.domain.enums import Assessor
from vanhoa_desktop.domain.people import Person
from vanhoa_desktop.services.sheets.assessments import PointsEntry
from vanhoa_desktop.texts.words.numbers import decimal_text
from vanhoa_desktop.texts.words.terms import assessor_term, indicator_term

Cell = tuple[Assessor, str]
Place = tuple[int, str, Assessor, str]
"""A cell of a sheet: year, id of the person, assessor, indicator."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Points typed over others. It names whose they are, whoever is on the screen by then.

    `registers`: the person was not registered before; taken back, it `unregisters`.
    """

    person: Person
    year: int
    assessor: Assessor
    indicator: str
    before: Decimal | None
    after: Decimal | None
    registers: bool = False
    unregisters: bool = False

    @property
    def cell(self) -> Cell:
        """Where on the sheet."""
        return self.assessor, self.indicator

    @property
    def place(self) -> Place:
        """Where, of all sheets."""
        return self.year, self.person.id, self.assessor, self.indicator

    @property
    def entry(self) -> PointsEntry:
        """What is to be saved."""
        points = {self.indicator: self.after}
        return PointsEntry(
            self.person, self.year, self.assessor, points, unregisters=self.unregisters
        )

    @property
    def taken_back(self) -> "Edit":
        """The edit that undoes this one."""
        return replace(
            self,
            before=self.after,
            after=self.before,
            registers=False,
            unregisters=self.registers,
        )

    @property
    def where_text(self) -> str:
        """«chỉ số 4 (thôn chấm) của Nguyễn Thị Hoa»."""
        number = indicator_term(self.indicator)
        number = number[:1].lower() + number[1:]
        return f"{number} ({assessor_term(self.assessor).lower()}) của {self.person.full_name}"

    def not_undone_sentence(self, why: str) -> str:
        """That Ctrl+Z took nothing back of this edit, and why."""
        return f"Không hoàn tác được {self.where_text}: {why}. Không có gì thay đổi."

    @property
    def undone_sentence(self) -> str:
        """What this edit, made by Ctrl+Z, did."""
        return f"Hoàn tác: {self.where_text}, {_shown(self.before)} → {_shown(self.after)}."

    @property
    def redone_sentence(self) -> str:
        """What this edit, made once more by Ctrl+Y, did."""
        return f"Làm lại: {self.where_text}, {_shown(self.before)} → {_shown(self.after)}."


@dataclass(frozen=True, slots=True)
class RefusedPoints:
    """Points that could not be saved, and why; kept until they are mended or given up.

    `is_of_closed`: the sheet took none just then; what is typed when it does is another number.
    """

    edit: Edit
    sentence: str
    is_of_closed: bool = False

    @property
    def elsewhere_sentence(self) -> str:
        """The same, for a screen that shows somebody else."""
        return f"Chưa ghi được {self.edit.where_text}: {_shown(self.edit.after)}. {self.sentence}"


def lost_sentence(refusals: Sequence[RefusedPoints]) -> str:
    """What closing the program would lose of points that could not be saved; "" for none."""
    if not refusals:
        return ""
    return f"{refused_sentence(refusals)} Đóng bây giờ thì số đã gõ bị bỏ, phiếu giữ số cũ."


def refused_sentence(refusals: Sequence[RefusedPoints]) -> str:
    """Whose points could not be saved, and what was typed; "" for none."""
    if not refusals:
        return ""
    edit = refusals[0].edit
    more = f" Và {len(refusals) - 1} ô khác." if len(refusals) > 1 else ""
    return f"Chưa ghi được {edit.where_text}: đã gõ {_shown(edit.after)}.{more}"


@dataclass(frozen=True, slots=True)
class Dropped:
    """Refused points that had to be dropped, why, and what the sheet keeps instead."""

    edit: Edit
    why: str
    kept: Decimal | None

    @property
    def sentence(self) -> str:
        """«Đã bỏ 12 gõ ở chỉ số 4 (thôn chấm) của Nguyễn Thị Hoa, phiếu giữ 9: …»."""
        typed, kept = _shown(self.edit.after), _shown(self.kept)
        return f"Đã bỏ số {typed} gõ ở {self.edit.where_text}, phiếu giữ {kept}: {self.why}."


class EditHistory:
    """The edits of this sitting; what Ctrl+Z takes back, newest first, and Ctrl+Y does again.

    Refused ones have their place among the others: who takes back what he typed last wants them
    gone in that order, and no good number before them.
    """

    def __init__(self) -> None:
        self._edits: list[Edit] = []
        self._refused: list[tuple[int, Edit]] = []
        self._taken_back: list[Edit] = []

    def add(self, edit: Edit, *, continues: bool = False) -> None:
        """Remember an edit that changed something.

        One that continues the one before (the «0» after the «1» of a «10») becomes one with it.
        """
        if continues and self._edits and self._edits[-1].place == edit.place:
            begun = self._edits.pop()
            edit = replace(edit, before=begun.before, registers=begun.registers)
        if edit.before != edit.after:
            self._edits.append(edit)

    def note_refused(self, edit: Edit) -> None:
        """Remember what was refused just now."""
        self._refused.append((self._count(edit.year), edit))

    def take_refused(self, year: int) -> Edit | None:
        """The newest refused edit of a year, if no other came after it; it is then forgotten."""
        for place in range(len(self._refused) - 1, -1, -1):
            count, edit = self._refused[place]
            if edit.year == year:
                return self._refused.pop(place)[1] if count >= self._count(year) else None
        return None

    def note_taken_back(self, edit: Edit) -> None:
        """Remember what Ctrl+Z took back."""
        self._taken_back.append(edit)

    def take_again(self, year: int) -> Edit | None:
        """What was taken back last in a year, to be done again; it is then forgotten."""
        for place in range(len(self._taken_back) - 1, -1, -1):
            if self._taken_back[place].year == year:
                return self._taken_back.pop(place)
        return None

    def forget_taken_back(self, edit: Edit | None = None) -> None:
        """Nothing is done again, or not this: something else was typed, or it was not undone."""
        self._taken_back = [kept for kept in self._taken_back if edit not in {None, kept}]

    def _count(self, year: int) -> int:
        return sum(edit.year == year for edit in self._edits)

    def take(self, year: int) -> Edit | None:
        """The newest edit of a year, which is then forgotten; None if there is none."""
        for number in range(len(self._edits) - 1, -1, -1):
            if self._edits[number].year == year:
                return self._edits.pop(number)
        return None

    def take_at(self, place: Place) -> Edit | None:
        """The newest edit of all, if it is of this place; it is then forgotten."""
        is_there = bool(self._edits) and self._edits[-1].place == place
        return self._edits.pop() if is_there else None

    def of_person(self, person: str, year: int) -> list[Edit]:
        """The edits of a person's sheet, newest first."""
        return [e for e in reversed(self._edits) if e.place[:2] == (year, person)]

    def take_of_person(self, person: str, year: int) -> list[Edit]:
        """The same, which are then forgotten."""
        taken = self.of_person(person, year)
        self._edits = [kept for kept in self._edits if kept.place[:2] != (year, person)]
        return taken

    def forget(self, edit: Edit) -> None:
        """An edit that was refused is nothing to take back."""
        if self._edits and self._edits[-1].place == edit.place:
            last = self._edits.pop()
            # Of a «10» made of two, the «1» may have been saved.
            self.add(replace(last, after=edit.before))
        else:
            self._edits = [kept for kept in self._edits if kept != edit]


def _shown(points: Decimal | None) -> str:
    return "chưa chấm" if points is None else decimal_text(points)
