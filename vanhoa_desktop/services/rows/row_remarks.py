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
from vanhoa_desktop.services.rows.moved_codes import LEAST_MOVED, MovedCodes
from vanhoa_desktop.services.rows.row_step import Place, RowStep
from vanhoa_desktop.texts.words.numbers import count_text


def unknown_code(row: PersonCandidate) -> Problem:
    """A row with the code of somebody who is not held any more."""
    message = (
        f"{row.full_name}: mã trong máy ở dòng này không còn trong danh sách "
        "(người đã bị xóa, hoặc bảng của nơi khác); xét theo họ tên, ngày sinh."
    )
    return _warning(row, "CODE_UNKNOWN", message)


def plan_remarks(
    steps: Sequence[RowStep],
    matcher: PersonMatcher,
    answers: Mapping[Place, RowAnswer],
    codes: MovedCodes,
) -> list[Problem]:
    """Codes that do not belong to their names, doubles by an answer, households of others."""
    return [
        *_moved_codes(steps, codes),
        *_doubled_by_answer(steps, matcher, answers),
        *rows_said_again([step for step in steps if step.asked is None], answers),
        *household_remarks(steps, matcher),
    ]


def _moved_codes(steps: Sequence[RowStep], codes: MovedCodes) -> list[Problem]:
    asked: dict[str, dict[int, PersonCandidate]] = defaultdict(dict)
    for step in steps:
        if step.asked is not None and step.asked.why is AskedWhy.CODE_OF_OTHER_PERSON:
            asked[step.row.sheet][step.row.row] = step.row
    problems = []
    for (sheet, column), numbers in codes.columns.items():
        # Those that were answered since are told no more, and no row is told twice.
        rows = [row for number in numbers if (row := asked[sheet].pop(number, None))]
        if rows:
            message = (
                f"{_counted(rows)}: cột {column} có vẻ bị xê dịch so với cột mã (xóa hay chèn một "
                f"ô, hoặc chỉ xếp lại một cột), nên chưa sửa {column} của ai. {_WAYS_OUT}"
            )
            problems.append(_warning(rows[0], "COLUMN_MOVED", message))
    for left in asked.values():
        rows = list(left.values())
        if len(rows) >= LEAST_MOVED:
            message = (
                f"{_counted(rows)}: cột mã không khớp với họ tên. Có lẽ bảng đã được xếp lại mà "
                f"không kèm cột mã. {_WAYS_OUT}"
            )
            problems.append(_warning(rows[0], "CODES_MOVED", message))
    return problems


_WAYS_OUT = "Hãy xuất lại danh sách rồi sửa, hoặc chọn đúng người ở từng dòng."


def _counted(rows: Sequence[PersonCandidate]) -> str:
    numbers = sorted(row.row for row in rows)
    return f"{count_text(len(rows))} dòng ({rows_text(numbers)})"


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
