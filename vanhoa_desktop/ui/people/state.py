"""What the preview of an import shows and what was answered in it; knows no Qt."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from vanhoa_desktop.domain.import_account import (
    PEOPLE_BINS,
    AnswerKind,
    AskedRow,
    ColumnBin,
    RowAccount,
    RowAnswer,
    RowBin,
    SheetAccount,
    SheetBin,
)
from vanhoa_desktop.domain.problems import Problem, Severity
from vanhoa_desktop.services.rows.import_report import Answers, ImportReport
from vanhoa_desktop.texts.sentences.imports import row_bin_term, sheet_bin_term
from vanhoa_desktop.texts.words.numbers import count_text
from vanhoa_desktop.texts.words.terms import field_term

Place = tuple[str, int]
_KINDS = {Severity.ERROR: "Sai", Severity.QUESTION: "Hỏi", Severity.WARNING: "Xem lại"}
_ANSWERS = {AnswerKind.NEW: "là người mới", AnswerKind.SKIP: "bỏ qua"}


@dataclass(frozen=True, slots=True)
class PreviewLine:
    """A line of the preview: a question with its answer, or a problem."""

    sheet: str
    row: int
    column: str
    kind: str
    text: str
    question: AskedRow | None = None
    answer: str = ""
    names_sheet: bool = False
    name: str = ""

    @property
    def place(self) -> str:
        """The number of the row, with its sheet where several were read."""
        return f"{self.row} {self.sheet}" if self.names_sheet else str(self.row)

    @property
    def said(self) -> str:
        """What has to be known, with whom and the column it is about."""
        is_named = not self.column or self.column in self.text
        said = self.text if is_named else f"Cột «{self.column}»: {self.text}"
        return said if not self.name or self.name in said else f"{self.name}. {said}"


@dataclass(frozen=True, slots=True)
class AccountLine:
    """A filled row of the file and what becomes of it."""

    sheet: str
    row: int
    text: str
    outcome: str
    detail: str


@dataclass
class ImportTalk:
    """The questions of one file and their answers, through as many rehearsals as it takes."""

    questions: dict[Place, AskedRow] = field(default_factory=dict)
    given: dict[Place, RowAnswer] = field(default_factory=dict)
    # Of whom rows speak that are left out.
    names: dict[Place, str] = field(default_factory=dict)

    def hear(self, report: ImportReport, heard: Mapping[Place, RowAnswer]) -> None:
        """Take in the questions of a rehearsal; answered ones stay, to be answered anew.

        An answer that the rehearsal heard and that did not settle its row is given no longer.
        """
        self.names = {
            (sheet, row.row): row.text
            for sheet, row in report.account.rows()
            if row.bin is RowBin.LEFT_OUT and any(char.isalpha() for char in row.text)
        }
        for asked in report.asked_rows:
            self.questions[asked.place] = asked
            if asked.place in heard and self.given.get(asked.place) == heard[asked.place]:
                del self.given[asked.place]

    def answer(self, asked: AskedRow, answer: RowAnswer) -> None:
        """Remember what was answered, for the open rows with the same question too."""
        self.given[asked.sheet, asked.row] = answer
        for other in self.alike(asked):
            same = asked.answer_for(other, answer)
            if same is not None:
                self.given.setdefault((other.sheet, other.row), same)

    def take_back(self, asked: AskedRow) -> None:
        """The question is open again."""
        self.given.pop(asked.place, None)

    def alike(self, asked: AskedRow) -> list[AskedRow]:
        """The other rows of which the same is asked: all under one title, all of one spelling."""
        return [
            other
            for other in self.questions.values()
            if asked.is_alike(other) and other.row != asked.row
        ]

    def answer_all(self, kind: AnswerKind) -> int:
        """Answer every open question alike; returns how many that answered.

        SUGGESTED answers those that have exactly one suggestion.
        """
        answered = 0
        for asked in self.open_questions():
            if kind is AnswerKind.SUGGESTED:
                if asked.suggestion is not None:
                    self.answer(asked, asked.suggestion)
                    answered += 1
            elif kind is AnswerKind.SKIP or asked.can_be_new:
                self.answer(asked, RowAnswer(kind))
                answered += 1
        return answered

    def open_questions(self) -> list[AskedRow]:
        """The questions without an answer."""
        return [asked for place, asked in self.questions.items() if place not in self.given]

    @property
    def answers(self) -> Answers:
        """The answers as the import takes them."""
        return Answers({(sheet, row): answer for (sheet, row), answer in self.given.items()})

    def lines(
        self, problems: Sequence[Problem], *, names_sheets: bool = False
    ) -> list[PreviewLine]:
        """Questions first, then errors, then what wants to be read."""
        counts = Counter((q.sheet, q.message) for q in self.questions.values() if q.is_shared)
        asked = [
            PreviewLine(
                *(q.sheet, q.row, "", _KINDS[Severity.QUESTION]),
                q.message + _shared_text(counts[q.sheet, q.message] if q.is_shared else 1),
                *(q, self.answer_text(q)),
                name=q.text,
            )
            for q in self.questions.values()
        ]
        order = list(Severity)
        others = [p for p in problems if p.severity is not Severity.QUESTION]
        others.sort(key=lambda problem: order.index(problem.severity))
        told = [
            PreviewLine(
                *(p.sheet, p.row, p.column or "", _KINDS[p.severity], p.message),
                name=self.names.get((p.sheet, p.row), "") if p.severity is Severity.ERROR else "",
            )
            for p in others
        ]
        return [replace(line, names_sheet=names_sheets) for line in (*asked, *told)]

    def answer_text(self, asked: AskedRow) -> str:
        """What was answered, in a few words; '' for nothing yet."""
        given = self.given.get((asked.sheet, asked.row))
        if given is None:
            return ""
        texts = {choice.answer: choice.text for choice in asked.choices}
        texts |= {c.correcting: f"{c.text.partition(',')[0]}, sửa theo bảng" for c in asked.choices}
        return _ANSWERS.get(given.kind) or f"là {texts.get(given, '')}"


def _shared_text(rows: int) -> str:
    """How many rows an answer is for."""
    if rows == 1:
        return ""
    return f" (Cùng câu hỏi ở {count_text(rows)} dòng: trả lời một dòng là cho cả.)"


def counts_line(report: ImportReport) -> str:
    """What an import would do, in one line whose parts add up to the rows."""
    counts = report.account.counts()
    parts = [
        f"{row_bin_term(row_bin)} {count_text(counts[row_bin])}"
        for row_bin in PEOPLE_BINS
        if counts[row_bin] or row_bin in {RowBin.CREATED, RowBin.UPDATED}
    ]
    return f"{count_text(report.rows)} dòng người: {', '.join(parts)}."


def sheets_text(report: ImportReport) -> str:
    """A line for each sheet: its rows add up, its unused columns are named."""
    return "\n".join(_sheet_line(sheet) for sheet in report.account.sheets)


def _sheet_line(sheet: SheetAccount) -> str:
    if sheet.bin is not SheetBin.READ:
        return f"Trang «{sheet.name}»: {sheet_bin_term(sheet.bin)}."
    people = sum(sheet.count(row_bin) for row_bin in PEOPLE_BINS)
    parts = [f"{count_text(people)} dòng người"]
    parts += [
        f"{count_text(count)} {row_bin_term(row_bin)}"
        for row_bin in RowBin
        if row_bin not in PEOPLE_BINS and (count := sheet.count(row_bin))
    ]
    rows, used = count_text(len(sheet.rows)), len(sheet.columns)
    unused = [column for column in sheet.columns if column.bin is not ColumnBin.FIELD]
    names = ", ".join(f"«{column.heading or '(không tiêu đề)'}»" for column in unused)
    columns = f"{used} cột, dùng cả" if not unused else f"{used} cột, không dùng {names}"
    return f"Trang «{sheet.name}»: {rows} dòng có chữ = {' + '.join(parts)}; {columns}."


def account_lines(report: ImportReport) -> list[AccountLine]:
    """Every filled row of the sheets that were read."""
    return [
        AccountLine(sheet, row.row, row.text, row_bin_term(row.bin), _detail(row))
        for sheet, row in report.account.rows()
    ]


def _detail(row: RowAccount) -> str:
    changes = [
        f"{field_term(change.field)}: {change.before or '(trống)'} → {change.after}"
        for change in row.changes
    ]
    return "; ".join([*([row.note] if row.note else []), *changes])
