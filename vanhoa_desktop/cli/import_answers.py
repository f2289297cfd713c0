"""What the importing commands take and answer: decisions about rows, the account of the file."""

import re
from collections.abc import Callable, Iterator, Sequence

import click

from vanhoa_desktop.domain.import_account import (
    PEOPLE_BINS,
    AnswerKind,
    AskedRow,
    RowAnswer,
    RowBin,
    RowChoice,
    SheetAccount,
    SheetBin,
)
from vanhoa_desktop.domain.problems import Problem
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.rows.import_report import Answers, ImportReport, answers_for_alike
from vanhoa_desktop.services.rows.roster import RosterService
from vanhoa_desktop.texts.sentences.imports import (
    column_bin_term,
    import_field_term,
    row_bin_term,
    sheet_bin_term,
)
from vanhoa_desktop.texts.words.numbers import count_text
from vanhoa_desktop.texts.words.terms import field_term

_DECISION = re.compile(r"(?:(?P<sheet>.+)!)?(?P<row>[1-9][0-9]{0,6}\+?|\*)=(?P<answer>.+)")
_MOST_CHANGES_SHOWN = 50
_KEEP = "keep:"
_ROW = re.compile(r"row:(?:(?P<sheet>.+)!)?(?P<row>[1-9][0-9]{0,6})")
_REST = {
    "new": AnswerKind.NEW,
    "skip": AnswerKind.SKIP,
    "same": AnswerKind.SUGGESTED,
}
_DECIDE_HELP = (
    "Trả lời dòng được hỏi: ROW=new (người mới), ROW=skip (bỏ qua), ROW=PERSON (là người này), "
    "ROW=keep:PERSON (là người này, giữ nguyên họ tên, ngày sinh, giới tính, số CCCD đang có), "
    "ROW=row:N, ROW=row:TRANG!N (cùng người với dòng N); TRANG!ROW khi có nhiều trang; "
    "*=new|skip|same cho mọi dòng còn lại; ROW+=… cho dòng đó và mọi dòng được hỏi cùng một câu."
)


def decide_option(command: Callable[..., None]) -> Callable[..., None]:
    """`--decide ROW=PERSON|new|skip`, as often as needed."""
    option = click.option(
        "--decide", "decisions", multiple=True, metavar="ROW=ANSWER", help=_DECIDE_HELP
    )
    return option(command)


def read_decisions(pairs: Sequence[str]) -> list[tuple[str | None, str, str]]:
    """Sheet, row and answer of each decision; raises a usage error for a malformed one."""
    decisions = []
    for pair in pairs:
        found = _DECISION.fullmatch(pair.strip())
        if found is None:
            message = f"--decide cần dạng DÒNG=new|skip|NGƯỜI, không phải «{pair}»."
            raise click.UsageError(message)
        is_rest = found["row"] == "*"
        if is_rest and (found["answer"] not in _REST or found["sheet"]):
            raise click.UsageError(f"--decide *= chỉ nhận new, skip, same, không phải «{pair}».")
        decisions.append((found["sheet"], found["row"], found["answer"].strip()))
    return decisions


def answers_of(
    session: Session,
    decisions: Sequence[tuple[str | None, str, str]],
    look: Callable[[], ImportReport],
) -> Answers:
    """The decisions as answers; `look` reads the file without any, to see which rows are alike.

    Raises NOT_FOUND or AMBIGUOUS for a person or a row that is not one.
    """
    alike: list[tuple[str | None, int]] = []
    rows: dict[tuple[str | None, int], RowAnswer] = {}
    rest: RowAnswer | None = None
    for sheet, row, text in decisions:
        if row == "*":
            rest = RowAnswer(_REST[text])
        else:
            place = sheet, int(row.rstrip("+"))
            rows[place] = _answer(session, text)
            alike += [place] if row.endswith("+") else []
    answers = Answers(rows, rest)
    return answers_for_alike(answers, alike, look().asked_rows) if alike else answers


def _answer(session: Session, text: str) -> RowAnswer:
    if text in {"new", "skip"}:
        return RowAnswer(_REST[text])
    other = _ROW.fullmatch(text)
    if other is not None:
        return RowAnswer(AnswerKind.ROW, row=int(other["row"]), sheet=other["sheet"])
    person = RosterService(session).person(text.removeprefix(_KEEP))
    return RowAnswer(AnswerKind.PERSON, person=person.id, corrects=not text.startswith(_KEEP))


def import_answer(report: ImportReport) -> dict[str, object]:
    """The JSON answer of an import of people, points or skills."""
    return {
        "rows": report.rows,
        "created": report.created,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "asked": [_asked_answer(asked) for asked in report.asked_rows],
        "left_out": report.left_out,
        "dry_run": report.is_dry_run,
        "import_id": report.import_id,
        "problems": [_problem_answer(problem) for problem in report.problems],
        "account": {"sheets": [_sheet_answer(sheet) for sheet in report.account.sheets]},
    }


def _asked_answer(asked: AskedRow) -> dict[str, object]:
    return {
        "sheet": asked.sheet,
        "row": asked.row,
        "text": asked.text,
        "why": asked.why.value,
        "message": asked.message,
        "candidates": [
            {
                "id": choice.person,
                "row": choice.row,
                "sheet": choice.sheet,
                "text": choice.text,
                "corrections": choice.corrections,
            }
            for choice in asked.choices
        ],
    }


def _problem_answer(problem: Problem) -> dict[str, object]:
    return {
        "sheet": problem.sheet,
        "row": problem.row,
        "column": problem.column,
        "severity": problem.severity.value,
        "code": problem.code,
        "message": problem.message,
    }


def _sheet_answer(sheet: SheetAccount) -> dict[str, object]:
    return {
        "name": sheet.name,
        "bin": sheet.bin.value,
        "counts": {row_bin.value: sheet.count(row_bin) for row_bin in RowBin},
        "columns": [
            {
                "column": column.column,
                "heading": column.heading,
                "bin": column.bin.value,
                "field": column.field,
                "note": column.note,
            }
            for column in sheet.columns
        ],
        "rows": [
            {
                "row": row.row,
                "bin": row.bin.value,
                "text": row.text,
                "note": row.note,
                "person": row.person,
                "changes": [
                    {"field": change.field, "before": change.before, "after": change.after}
                    for change in row.changes
                ],
            }
            for row in sheet.rows
        ],
    }


def import_lines(report: ImportReport) -> list[str]:
    """The same for people."""
    would = "Sẽ" if report.is_dry_run else "Đã"
    first = (
        f"{would} thêm {report.created}, sửa {report.updated}; giữ nguyên {report.unchanged} "
        f"người. Chờ trả lời {report.asked}, không nhập {report.left_out} "
        f"(cộng {report.rows} dòng)."
    )
    lines = [first]
    for sheet in report.account.sheets:
        lines += _sheet_lines(sheet)
    lines += _change_lines(report)
    for problem in report.problems:
        place = f"dòng {problem.row}" + (f", cột {problem.column}" if problem.column else "")
        lines.append(f"  {problem.sheet}, {place}: {problem.message}")
    if report.asked_rows:
        can_be_new = any(asked.can_be_new for asked in report.asked_rows)
        lines.append(
            "Trả lời bằng --decide DÒNG=new | DÒNG=skip | DÒNG=<mã người> (sửa theo bảng) | "
            "DÒNG=keep:<mã người> (giữ nguyên họ tên, ngày sinh đang có):"
            if can_be_new
            else "Trả lời bằng --decide DÒNG=skip | DÒNG=<mã người>:"
        )
        lines += [_asked_line(asked) for asked in report.asked_rows]
    return lines


def _change_lines(report: ImportReport) -> Iterator[str]:
    """The fields that change of people who are held, a line each."""
    changed = [(sheet, row) for sheet, row in report.account.rows() if row.changes]
    for sheet, row in changed[:_MOST_CHANGES_SHOWN]:
        fields = "; ".join(
            f"{import_field_term(c.field) or field_term(c.field)} «{c.before}» → «{c.after}»"
            for c in row.changes
        )
        yield f"  {sheet}, dòng {row.row}: {row.text}: {fields}."
    if len(changed) > _MOST_CHANGES_SHOWN:
        more = count_text(len(changed) - _MOST_CHANGES_SHOWN)
        yield f"  … và {more} dòng nữa có thay đổi (xem đủ bằng --json)."


def _sheet_lines(sheet: SheetAccount) -> Iterator[str]:
    if sheet.bin is not SheetBin.READ:
        yield f"Trang «{sheet.name}»: {sheet_bin_term(sheet.bin)}."
        return
    people = sum(sheet.count(row_bin) for row_bin in PEOPLE_BINS)
    others = [
        f"{row_bin_term(row_bin)} {count}"
        for row_bin in RowBin
        if row_bin not in PEOPLE_BINS and (count := sheet.count(row_bin))
    ]
    said = f"; {', '.join(others)}" if others else ""
    yield (f"Trang «{sheet.name}»: {len(sheet.rows)} dòng có chữ = {people} dòng người{said}.")
    for column in sheet.columns:
        heading = column.heading or "(không có tiêu đề)"
        note = f", {column.note}" if column.note else ""
        yield f"  Cột {column.column} «{heading}»: {column_bin_term(column.bin)}{note}."


def _row_answer(choice: RowChoice) -> str:
    """What to type for another row."""
    return f"row:{choice.sheet}!{choice.row}" if choice.sheet else f"row:{choice.row}"


def _asked_line(asked: AskedRow) -> str:
    choices = ", ".join(
        f"{choice.text} ({choice.person or _row_answer(choice)}"
        + (f"; bảng ghi khác: {choice.corrections})" if choice.corrections else ")")
        for choice in asked.choices
    )
    return f"  {asked.sheet}, dòng {asked.row}: {asked.text}" + (f" – {choices}" if choices else "")
