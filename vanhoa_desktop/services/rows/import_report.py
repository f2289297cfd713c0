"""What an import did, or would do: the account of the whole file, its questions and problems."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from vanhoa_desktop.domain.import_account import (
    AnswerKind,
    AskedRow,
    AskedWhy,
    ImportAccount,
    RowAccount,
    RowAnswer,
    RowBin,
    RowChoice,
)
from vanhoa_desktop.domain.people import Person
from vanhoa_desktop.domain.problems import Problem, Severity
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.imports.lists.roster import PersonCandidate
from vanhoa_desktop.imports.people.named_rows import NamedRow, RowReadings
from vanhoa_desktop.services.rows.choice_texts import (
    Homes,
    best_fitting_first,
    corrections_text,
    differing_particulars,
    moved_households,
    people_texts,
    row_particulars,
    row_person_text,
)
from vanhoa_desktop.services.rows.matching import RowQuestion, keeps_identity
from vanhoa_desktop.texts.sentences.imports import asked_message, moved_household_text

Place = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Answers:
    """What the officer said of rows that are asked.

    `rows` by sheet and row; a sheet of None means the only sheet that was read. `rest` is for all
    that are still asked.
    """

    rows: Mapping[tuple[str | None, int], RowAnswer] = field(default_factory=dict)
    rest: RowAnswer | None = None

    def located(self, sheets: Sequence[str], known: Iterable[Place]) -> dict[Place, RowAnswer]:
        """The answers by their places.

        Raises NOT_FOUND for a row that is no person's, AMBIGUOUS for a row number without its
        sheet where several were read.
        """
        places = set(known)
        located: dict[Place, RowAnswer] = {}
        for (sheet, row), answer in self.rows.items():
            meant = [name for name in sheets if sheet in (None, name) and (name, row) in places]
            if not meant:
                raise VanHoaError(ErrorCode.NOT_FOUND, what="row", text=str(row))
            if len(meant) > 1:
                raise VanHoaError(
                    ErrorCode.AMBIGUOUS, text=str(row), count=len(meant), candidates=meant
                )
            located[meant[0], row] = answer
        return located


NO_ANSWERS = Answers()


def answers_for_alike(
    answers: Answers, alike: Iterable[tuple[str | None, int]], asked_rows: Sequence[AskedRow]
) -> Answers:
    """The answers, those at `alike` given to all rows of their sheets that are asked the same.

    `asked_rows` are all that is asked before any answer. Raises NOT_FOUND for a row at `alike` that
    nothing is asked of, AMBIGUOUS for one without its sheet where several have its number.
    """
    places = {asked.place: asked for asked in asked_rows}
    sheets = list(dict.fromkeys(asked.sheet for asked in asked_rows))
    rows: dict[tuple[str | None, int], RowAnswer] = {}
    for place in alike:
        ((found, answer),) = Answers({place: answers.rows[place]}).located(sheets, places).items()
        asked = places[found]
        for other in asked_rows:
            same = answer if other is asked else asked.answer_for(other, answer)
            if same is not None and (other is asked or asked.is_alike(other)):
                rows[other.place] = same
    # What is said of a row itself goes before what is said of many.
    own = {place: answer for place, answer in answers.rows.items() if place not in set(alike)}
    kept = {p: a for p, a in rows.items() if p not in own and (None, p[1]) not in own}
    return Answers({**kept, **own}, answers.rest)


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, or would do.

    `rows` are those meant as people: created + updated + unchanged + asked + left out. `import_id`
    names the import for undoing; None if it changed nothing.
    """

    account: ImportAccount
    asked_rows: tuple[AskedRow, ...]
    problems: tuple[Problem, ...]
    is_dry_run: bool
    import_id: str | None = None

    @property
    def rows(self) -> int:
        """How many rows are meant as people."""
        return self.account.people

    @property
    def created(self) -> int:
        """How many people are new."""
        return self.account.counts()[RowBin.CREATED]

    @property
    def updated(self) -> int:
        """How many people change."""
        return self.account.counts()[RowBin.UPDATED]

    @property
    def unchanged(self) -> int:
        """How many people stay as they are."""
        return self.account.counts()[RowBin.UNCHANGED]

    @property
    def asked(self) -> int:
        """How many rows wait for an answer."""
        return self.account.counts()[RowBin.ASKED]

    @property
    def left_out(self) -> int:
        """How many rows are left out, each with its reason."""
        return self.account.counts()[RowBin.LEFT_OUT]


# Where household, sex or number are what stands against somebody.
_TOLD_MORE = frozenset({AskedWhy.OTHER_PARTICULARS})
_OF_NUMBERS = frozenset({AskedWhy.NUMBER_OF_OTHER_NAME, AskedWhy.NUMBER_OF_OTHER_BIRTH})


def asked_row(
    row: NamedRow,
    question: RowQuestion,
    *,
    choosable: Sequence[Person],
    homes: Homes,
    can_be_new: bool = True,
) -> AskedRow:
    """A question as people answer it; `choosable` are those of its people who may be chosen.

    Whoever fits the row best stands first; people of one name and birth are told apart, and where
    it is a household or a number that the row says otherwise, what is held is told.
    """
    # Of several the number that is held tells who has it.
    is_told_more = question.why in _TOLD_MORE or (
        question.why in _OF_NUMBERS and len(question.people) > 1
    )
    texts = people_texts(
        question.people,
        homes,
        names_units=question.why is AskedWhy.IN_OTHER_UNIT,
        is_told_more=is_told_more,
    )
    allowed = {person.id for person in choosable}
    # Of moved codes the row's own person stands first already.
    is_by_code = question.why is AskedWhy.CODE_OF_OTHER_PERSON
    ordered = (
        list(question.people) if is_by_code else best_fitting_first(row, question.people, homes)
    )
    rows = [_row_choice(row, other) for other in question.rows]
    people = [_choice(row, p, texts[p.id]) for p in ordered if p.id in allowed]
    # A row that is like this one means the same person; one with the same number may be another.
    are_rows_meant = not choosable or question.why is AskedWhy.NUMBER_REPEATED
    choices = [*people, *(rows if are_rows_meant else [])]
    shown = [*(texts[person.id] for person in ordered), *(choice.text for choice in rows)]
    message = _message(row, question, shown, homes)
    if len(choices) == 1 and choices[0].corrections:
        # Of several each is named with what tells them apart.
        message += f" Bảng ghi khác: {choices[0].corrections}."
    moved = moved_households(row, ordered[0], homes) if len(choices) == len(ordered) == 1 else None
    if moved is not None and isinstance(row, PersonCandidate):
        message += f" {moved_household_text(*moved)}"
    return AskedRow(
        sheet=row.sheet,
        row=row.row,
        text=row_person_text(row),
        why=question.why,
        message=message,
        choices=tuple(choices),
        can_be_new=can_be_new,
        is_doubtful=question.why is AskedWhy.DOUBTFUL or bool(row.doubts),
        is_shared=question.why is AskedWhy.DOUBTFUL and not (row.name_doubt or row.gone_doubt),
    )


def _message(row: NamedRow, question: RowQuestion, shown: Sequence[str], homes: Homes) -> str:
    is_told_more = question.why in _TOLD_MORE or len(question.people) > 1
    text = row_person_text(row)
    particulars = row_particulars(row) if is_told_more else ""
    said = f"{text}, {particulars}" if particulars else text
    only = question.people[0] if len(question.people) == 1 else None
    differing = [] if only is None else differing_particulars(row, only, homes)
    return asked_message(said, question.why, shown, row.doubts, differing=differing)


def _choice(row: NamedRow, person: Person, text: str) -> RowChoice:
    return RowChoice(
        text,
        person=person.id,
        keeps_identity=keeps_identity(row, person),
        corrections=corrections_text(row, person) if isinstance(row, PersonCandidate) else "",
    )


def _row_choice(row: NamedRow, other: NamedRow) -> RowChoice:
    """Another row and who it speaks of, with its sheet where that is not the asked row's."""
    sheet = None if other.sheet == row.sheet else other.sheet
    where = f"dòng {other.row}" + (f" trang «{sheet}»" if sheet else "")
    return RowChoice(f"{where}: {row_person_text(other)}", row=other.row, sheet=sheet)


def question_problem(asked: AskedRow) -> Problem:
    """The same as a located problem."""
    code = f"ASKED_{asked.why.value.upper()}"
    return Problem(asked.sheet, asked.row, None, Severity.QUESTION, code, asked.message)


def account_of(readings: RowReadings, outcomes: Mapping[Place, RowAccount]) -> ImportAccount:
    """The account of the file with what became of the rows that are people."""
    every = dict(outcomes)
    for place, text in readings.left_out.items():
        note = readings.reasons.get(place, "")
        every[place] = RowAccount(place[1], RowBin.LEFT_OUT, text, note)
    sheets = []
    for sheet in readings.sheets:
        own = {row.row: row for row in sheet.rows}
        own |= {number: row for (name, number), row in every.items() if name == sheet.name}
        sheets.append(replace(sheet, rows=tuple(own[number] for number in sorted(own))))
    return ImportAccount(tuple(sheets))


def suggested(asked: AskedRow, rest: RowAnswer) -> RowAnswer | None:
    """What the answer for all the rest means for one row; None where it leaves it asked."""
    if rest.kind is AnswerKind.SUGGESTED:
        return asked.suggestion
    return None if rest.kind is AnswerKind.NEW and not asked.can_be_new else rest


def check_strict(problems: Iterable[Problem], *, is_strict: bool) -> None:
    """Raises IMPORT_HAS_ERRORS when strict and a row has an error or waits for an answer."""
    stopping = [p for p in problems if p.severity in {Severity.ERROR, Severity.QUESTION}]
    if is_strict and stopping:
        raise VanHoaError(
            ErrorCode.IMPORT_HAS_ERRORS, count=len(stopping), first=stopping[0].message
        )


def in_file_order(readings: RowReadings, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems in the order of the file: sheet by sheet, row by row."""
    order = {sheet.name: number for number, sheet in enumerate(readings.sheets)}
    return tuple(sorted(problems, key=lambda p: (order.get(p.sheet, 0), p.row)))
