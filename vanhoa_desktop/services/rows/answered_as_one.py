"""Rows of one list that were answered to be one person who is held.

Each of them would be written, and of what they say otherwise the last one would stay. So where they
differ none is written before one is answered otherwise; where they do not, it is said.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from vanhoa_desktop.domain.import_account import AnswerKind, FieldChange, RowAnswer
from vanhoa_desktop.domain.problems import Problem, Severity
from vanhoa_desktop.imports.lists.roster import PersonCandidate
from vanhoa_desktop.services.rows.choice_texts import person_text
from vanhoa_desktop.services.rows.person_values import changes_of, person_values
from vanhoa_desktop.services.rows.row_likeness import births_agree
from vanhoa_desktop.services.rows.row_step import Place, RowStep
from vanhoa_desktop.texts.sentences.imports import import_field_term
from vanhoa_desktop.texts.words.name_keys import name_key
from vanhoa_desktop.texts.words.names import masks_apart
from vanhoa_desktop.texts.words.terms import field_term, inside_a_sentence


def rows_that_differ(
    rows: Sequence[PersonCandidate], answers: Mapping[Place, RowAnswer]
) -> dict[Place, str]:
    """The place of each row that is answered to be somebody whom another, which differs, is too.

    With how the first such pair of rows differ, said from the row's side.
    """
    found: dict[Place, str] = {}
    for claimants in _by_person(rows, answers).values():
        for row, other in combinations(claimants, 2):
            if said := differences(row, other):
                found.setdefault(row.place, _doubt(row, other, said))
                turned = [FieldChange(c.field, c.after, c.before) for c in said]
                found.setdefault(other.place, _doubt(other, row, turned))
    return found


def rows_said_again(
    steps: Sequence[RowStep], answers: Mapping[Place, RowAnswer]
) -> Iterator[Problem]:
    """A line for each row that is answered to be whom a row above is, and says nothing else."""
    person_of = {step.row.place: step.person for step in steps}
    for claimants in _by_person([step.row for step in steps], answers).values():
        first, *others = claimants
        for row in others:
            person = person_of[row.place]
            if person is not None:
                message = (
                    f"{row.full_name}: dòng này và {_where(first, row)} cùng được trả lời là "
                    f"{person_text(person)}, ghi không khác nhau nên tính là một người."
                )
                code = "ROWS_ANSWERED_AS_ONE"
                yield Problem(row.sheet, row.row, None, Severity.WARNING, code, message)


def differences(row: PersonCandidate, other: PersonCandidate) -> list[FieldChange]:
    """What two rows say otherwise of their person, as people read it: this row's, the other's.

    What only one of them says is no difference.
    """
    said, other_said = _said(row), _said(other)
    numbers = [row.citizen_number or "", other.citizen_number or ""]
    if all(numbers) and numbers[0] != numbers[1]:
        said["citizen_number"], other_said["citizen_number"] = masks_apart(numbers)
    if births_agree(row.birth, other.birth):
        said.pop("birth", None)
    if name_key(row.full_name) == name_key(other.full_name):
        said.pop("full_name")
    return [
        FieldChange(name, text, other_said[name])
        for name, text in said.items()
        if name in other_said and text.casefold() != other_said[name].casefold()
    ]


def differences_text(said: Sequence[FieldChange], where: str) -> str:
    """The same in words; `where` is the other row."""
    return "; ".join(
        f"{inside_a_sentence(import_field_term(c.field) or field_term(c.field))} «{c.before}», "
        f"{where} «{c.after}»"
        for c in said
    )


def _said(row: PersonCandidate) -> dict[str, str]:
    changes = changes_of({}, person_values(row, None), {})
    texts = {c.field: c.after for c in changes if c.field not in {"membership", "citizen_number"}}
    texts |= {"household_code": row.household_code} if row.household_code else {}
    return texts | ({"relation": row.relation} if row.relation else {})


def _by_person(
    rows: Sequence[PersonCandidate], answers: Mapping[Place, RowAnswer]
) -> dict[str, list[PersonCandidate]]:
    found: dict[str, list[PersonCandidate]] = defaultdict(list)
    for row in rows:
        answer = answers.get(row.place)
        if answer is not None and answer.kind is AnswerKind.PERSON:
            found[answer.person or ""].append(row)
    return found


def _doubt(row: PersonCandidate, other: PersonCandidate, said: Sequence[FieldChange]) -> str:
    where = _where(other, row)
    return (
        f"{row.full_name}: dòng này và {where} cùng được trả lời là một người mà ghi khác nhau "
        f"({differences_text(said, where)}), nên chưa nhập dòng nào. Hãy chọn người đó ở một dòng "
        "thôi; dòng kia thì chọn người khác, «là người mới» hoặc «Bỏ qua»."
    )


def _where(row: PersonCandidate, seen_from: PersonCandidate) -> str:
    return f"dòng {row.row}" + ("" if row.sheet == seen_from.sheet else f" trang «{row.sheet}»")
