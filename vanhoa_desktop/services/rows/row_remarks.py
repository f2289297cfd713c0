"""What is said of a planned list of people before it is written: codes, doubles, households."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from vanhoa_desktop.domain.import_account import AnswerKind, AskedWhy, RowAnswer
from vanhoa_desktop.domain.problems import Problem, Severity
from vanhoa_desktop.imports.lists.roster import PersonCandidate
from vanhoa_desktop.imports.tables.table_remarks import rows_text
from vanhoa_desktop.services.rows.answered_as_one import rows_said_again
from vanhoa_desktop.services.rows.choice_texts import row_person_text
from vanhoa_desktop.services.rows.household_claims import household_remarks
from vanhoa_desktop.services.rows.matching import PersonMatcher
from vanhoa_desktop.services.rows.row_step import Place, RowStep
from vanhoa_desktop.texts.words.numbers import count_text

# One code that fits nobody is a slip; from two on the sheet was sorted without its codes.
_LEAST_MOVED = 2


def unknown_code(row: PersonCandidate) -> Problem:
    """A row with the code of somebody who is not held any more."""
    message = (
        f"{row.full_name}: mã trong máy ở dòng này không còn trong danh sách "
        "(người đã bị xóa, hoặc bảng của nơi khác); xét theo họ tên, ngày sinh."
    )
    return _warning(row, "CODE_UNKNOWN", message)


def plan_remarks(
    steps: Sequence[RowStep], matcher: PersonMatcher, answers: Mapping[Place, RowAnswer]
) -> list[Problem]:
    """Codes that do not belong to their names, doubles by an answer, households of others."""
    return [
        *_moved_codes(steps),
        *_doubled_by_answer(steps, matcher, answers),
        *rows_said_again([step for step in steps if step.asked is None], answers),
        *household_remarks(steps, matcher),
    ]


def _moved_codes(steps: Sequence[RowStep]) -> list[Problem]:
    moved: dict[str, list[PersonCandidate]] = defaultdict(list)
    for step in steps:
        if step.asked is not None and step.asked.why is AskedWhy.CODE_OF_OTHER_PERSON:
            moved[step.row.sheet].append(step.row)
    problems = []
    for rows in moved.values():
        if len(rows) >= _LEAST_MOVED:
            numbers = rows_text(sorted(row.row for row in rows))
            message = (
                f"{count_text(len(rows))} dòng ({numbers}): cột mã không khớp với họ tên. Có lẽ "
                "bảng đã được xếp lại mà không kèm cột mã. Hãy xuất lại danh sách rồi sửa, hoặc "
                "chọn đúng người ở từng dòng."
            )
            problems.append(_warning(rows[0], "CODES_MOVED", message))
    return problems


def _doubled_by_answer(
    steps: Sequence[RowStep], matcher: PersonMatcher, answers: Mapping[Place, RowAnswer]
) -> list[Problem]:
    """Rows that were answered to be somebody new, of exactly a held name and birth."""
    problems = []
    for step in steps:
        answer = answers.get(step.row.place)
        is_new = answer is not None and answer.kind is AnswerKind.NEW and step.person is None
        if is_new and matcher.of_name_and_birth(step.row, step.unit):
            message = (
                f"{row_person_text(step.row)}: trong danh sách đã có người đúng họ tên, ngày sinh "
                "này. Theo trả lời «là người mới» thì có hai người; nếu là một người, hãy chọn "
                "người đó."
            )
            problems.append(_warning(step.row, "DOUBLED_BY_ANSWER", message))
    return problems


def _warning(row: PersonCandidate, code: str, message: str) -> Problem:
    return Problem(row.sheet, row.row, None, Severity.WARNING, code, message)
