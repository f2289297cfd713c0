"""What became of a foreign spreadsheet: every sheet, column and row in exactly one named bin."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum


class SheetBin(StrEnum):
    """Whether a sheet was read, or why not."""

    READ = "read"
    NO_HEADINGS = "no_headings"
    HIDDEN = "hidden"
    CHART = "chart"
    EMPTY = "empty"
    OTHER_YEAR = "other_year"
    OTHER_ASSESSOR = "other_assessor"
    OTHER_CONTEST = "other_contest"
    NOT_CHOSEN = "not_chosen"
    TOO_LARGE = "too_large"
    DAMAGED = "damaged"


class ColumnBin(StrEnum):
    """What a filled column under the headings was taken for."""

    FIELD = "field"
    UNUSED = "unused"
    SECOND = "second"
    OTHER_ASSESSOR = "other_assessor"


class RowBin(StrEnum):
    """What became of a filled row; the first five are rows that are meant as people."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    ASKED = "asked"
    LEFT_OUT = "left_out"
    HEADING = "heading"
    SECTION = "section"
    TOTAL = "total"
    FOOT = "foot"
    UNFILLED = "unfilled"
    HIDDEN = "hidden"
    STRUCK = "struck"


PEOPLE_BINS = (
    RowBin.CREATED,
    RowBin.UPDATED,
    RowBin.UNCHANGED,
    RowBin.ASKED,
    RowBin.LEFT_OUT,
)


class AskedWhy(StrEnum):
    """Why nobody but the officer can say who a row means."""

    NUMBER_OF_OTHER_NAME = "number_of_other_name"
    NUMBER_OF_OTHER_BIRTH = "number_of_other_birth"
    NUMBER_REPEATED = "number_repeated"
    ROW_REPEATED = "row_repeated"
    NO_BIRTH = "no_birth"
    SEVERAL_FIT = "several_fit"
    LIKE_NAME = "like_name"
    OTHER_PARTICULARS = "other_particulars"
    BIRTH_CORRECTED = "birth_corrected"
    IN_OTHER_UNIT = "in_other_unit"
    CODE_OF_OTHER_PERSON = "code_of_other_person"
    DOUBTFUL = "doubtful"


class AnswerKind(StrEnum):
    """What an officer says of a row that is asked."""

    NEW = "new"
    SKIP = "skip"
    PERSON = "person"
    ROW = "row"
    SUGGESTED = "same"


@dataclass(frozen=True, slots=True)
class RowAnswer:
    """One such answer: `person` is the id for PERSON, `row` the number in the sheet for ROW.

    `sheet` is where that row stands, None for the sheet of the row that is answered.
    `corrects`: the row corrects this person's name, birth, sex and identity number. Otherwise they
    stay as they are where they are known: who says whom a row means has renamed nobody.
    """

    kind: AnswerKind
    person: str | None = None
    row: int | None = None
    corrects: bool = False
    sheet: str | None = None


@dataclass(frozen=True, slots=True)
class RowChoice:
    """Somebody whom an asked row may mean: one who is held (`person`), or another row.

    `sheet` is where that row stands, None for the sheet of the row that is asked.
    `keeps_identity` is false for a person whose name, birth or sex is another in the row.
    `corrections`: what would change of a person whom the row corrects, for people to read; '' for
    nothing.
    """

    text: str
    person: str | None = None
    row: int | None = None
    keeps_identity: bool = True
    corrections: str = ""
    sheet: str | None = None

    @property
    def answer(self) -> RowAnswer:
        """The answer that chooses this."""
        if self.person is not None:
            return RowAnswer(AnswerKind.PERSON, person=self.person)
        return RowAnswer(AnswerKind.ROW, row=self.row, sheet=self.sheet)

    @property
    def correcting(self) -> RowAnswer:
        """The answer that chooses this and corrects it by the row."""
        return replace(self.answer, corrects=True)


@dataclass(frozen=True, slots=True)
class AskedRow:
    """A row that waits for an answer: what it says, why it is asked, whom it may mean.

    `can_be_new` is false where only people who are held can be meant (points, skills);
    `is_doubtful` tells that something in the row is to be asked whoever it means, `is_shared` that
    the question is not about this person alone: rows with the same one may be answered at once.
    """

    sheet: str
    row: int
    text: str
    why: AskedWhy
    message: str
    choices: tuple[RowChoice, ...]
    can_be_new: bool = True
    is_doubtful: bool = False
    is_shared: bool = False

    @property
    def place(self) -> tuple[str, int]:
        """The sheet and the number in it."""
        return self.sheet, self.row

    def is_alike(self, other: "AskedRow") -> bool:
        """Whether the same is asked of another row: all under one title, all of one spelling."""
        is_shared = self.is_shared and other.is_shared
        return is_shared and (self.sheet, self.message) == (other.sheet, other.message)

    def answer_for(self, other: "AskedRow", answer: RowAnswer) -> RowAnswer | None:
        """What an answer to this row means for another one of the same question; None for nothing.

        A row that somebody who is held may be meant by is no new person by another row's answer.
        """
        is_new = answer.kind is AnswerKind.NEW and other.can_be_new and not other.choices
        if answer.kind is AnswerKind.SKIP or is_new:
            return answer
        chosen = [choice.answer for choice in self.choices]
        is_only = len(other.choices) == 1 and other.choices[0].keeps_identity
        return other.choices[0].answer if chosen == [answer] and is_only else None

    @property
    def suggestion(self) -> RowAnswer | None:
        """The one choice that may be taken for many rows at once: it renames nobody.

        None where the row itself is doubtful, or where more than one can be meant.
        """
        is_moved_code = self.why is AskedWhy.CODE_OF_OTHER_PERSON
        clear = [choice for choice in self.choices if choice.keeps_identity or not is_moved_code]
        if self.is_doubtful or len(clear) != 1 or not clear[0].keeps_identity:
            return None
        return clear[0].answer


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field of a person that a row changes; texts as people read them, '' for nothing."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ColumnAccount:
    """A filled column: its number from 1, its heading ('' without one), what it was taken for."""

    column: int
    heading: str
    bin: ColumnBin
    field: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class RowAccount:
    """A filled row: its number from 1, its bin, what it says, and why or what changes.

    `person` is the id of the person it means, None for a new one and for nobody.
    """

    row: int
    bin: RowBin
    text: str = ""
    note: str = ""
    changes: tuple[FieldChange, ...] = ()
    person: str | None = None


@dataclass(frozen=True, slots=True)
class SheetAccount:
    """A sheet; columns and rows are told where it was read."""

    name: str
    bin: SheetBin
    columns: tuple[ColumnAccount, ...] = ()
    rows: tuple[RowAccount, ...] = ()

    def count(self, row_bin: RowBin) -> int:
        """How many of its rows ended in a bin."""
        return sum(row.bin is row_bin for row in self.rows)


@dataclass(frozen=True, slots=True)
class ImportAccount:
    """The whole file: the sheets in their order."""

    sheets: tuple[SheetAccount, ...] = field(default=())

    def rows(self) -> Iterator[tuple[str, RowAccount]]:
        """All rows with the names of their sheets."""
        return ((sheet.name, row) for sheet in self.sheets for row in sheet.rows)

    def counts(self) -> Counter[RowBin]:
        """How many rows ended in each bin."""
        return Counter(row.bin for _, row in self.rows())

    @property
    def people(self) -> int:
        """How many rows are meant as people."""
        counts = self.counts()
        return sum(counts[row_bin] for row_bin in PEOPLE_BINS)
