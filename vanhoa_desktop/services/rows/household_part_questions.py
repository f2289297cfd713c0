"""Households that are numbered anew in each part of a list: one question for the whole list."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from vanhoa_desktop.domain.import_account import (
    AnswerKind,
    AskedRow,
    AskedWhy,
    RowAnswer,
    RowChoice,
)
from vanhoa_desktop.journal.identity import household_id
from vanhoa_desktop.services.rows.choice_texts import row_person_text
from vanhoa_desktop.services.rows.household_parts import ContestedNumbers
from vanhoa_desktop.services.rows.row_step import Place, RowStep

_BY_ANSWER = "Bỏ qua theo trả lời ở {where} về số hộ."
_WAITS = "Chờ trả lời ở {where} về số hộ của từng phần."


def with_part_question(
    steps: Sequence[RowStep], contested: ContestedNumbers, answers: Mapping[Place, RowAnswer]
) -> list[RowStep]:
    """The steps, where two families would come into one household because of its number.

    It is asked in the first row of the second family. «Skip» leaves out everybody who has such a
    number, any other answer says that one number is one household all over the list. Whoever is in
    that household already is not asked about.
    """
    waiting = [step for step in steps if step.row.place in contested.rows and _comes_in(step)]
    asked = _row_of_question(steps, contested, answers)
    answer = None if asked is None else answers.get(asked.row.place)
    if asked is None or (answer is not None and answer.kind is not AnswerKind.SKIP):
        return list(steps)
    where = f"dòng {asked.row.row} trang «{asked.row.sheet}»"
    note = (_WAITS if answer is None else _BY_ANSWER).format(where=where)
    changed = {s.row.place: replace(s, skipped=note) for s in waiting if s.asked is None}
    if answer is None:
        changed[asked.row.place] = replace(asked, asked=_asked(asked, contested.text))
    return [changed.get(step.row.place, step) for step in steps]


def _comes_in(step: RowStep) -> bool:
    """Whether a step puts somebody into a household who is not in it."""
    if step.skipped or step.joins is not None:
        return False
    record = household_id(step.unit, step.row.household_code or "")
    return step.person is None or step.person.household != record


def _row_of_question(
    steps: Sequence[RowStep], contested: ContestedNumbers, answers: Mapping[Place, RowAnswer]
) -> RowStep | None:
    """The first row of a second family that comes in, or is answered to be left out.

    One that has no question of its own, where there is any: leaving out somebody who died says
    nothing of how households are numbered.
    """
    second = set(contested.second)
    found = [
        step
        for step in steps
        if step.row.place in second and (_comes_in(step) or _is_left_out(step, answers))
    ]
    return next((step for step in found if not step.row.doubts), next(iter(found), None))


def _is_left_out(step: RowStep, answers: Mapping[Place, RowAnswer]) -> bool:
    answer = answers.get(step.row.place)
    return answer is not None and answer.kind is AnswerKind.SKIP


def _asked(step: RowStep, text: str) -> AskedRow:
    doubt = (
        f"{text}. Nếu mỗi phần đánh số hộ riêng thì chọn «Bỏ qua», ghi thêm tên phần vào số hộ (ví "
        "dụ T1-1, T2-1) rồi nhập lại; nếu cùng số là cùng một hộ thì chọn «là người mới» (hoặc "
        "chọn người). Trả lời này cho cả bảng."
    )
    if step.asked is not None:
        message = f"{step.asked.message} {doubt}"
        return replace(step.asked, message=message, is_doubtful=True)
    row, text_of_row = step.row, row_person_text(step.row)
    choices = () if step.person is None else (RowChoice(text_of_row, person=step.person.id),)
    return AskedRow(
        sheet=row.sheet,
        row=row.row,
        text=text_of_row,
        why=AskedWhy.DOUBTFUL,
        message=doubt,
        choices=choices,
        can_be_new=step.person is None,
        is_doubtful=True,
    )
