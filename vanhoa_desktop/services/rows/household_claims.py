"""Codes of households that a list gives to strangers: one question for each such household."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from vanhoa_desktop.domain.import_account import AnswerKind, AskedRow, AskedWhy, RowAnswer
from vanhoa_desktop.domain.people import Household
from vanhoa_desktop.domain.problems import Problem, Severity
from vanhoa_desktop.imports.tables.table_remarks import rows_text
from vanhoa_desktop.journal.identity import household_id
from vanhoa_desktop.services.rows.choice_texts import row_person_text
from vanhoa_desktop.services.rows.matching import PersonMatcher
from vanhoa_desktop.services.rows.row_step import Place, RowStep
from vanhoa_desktop.texts.words.name_keys import name_key
from vanhoa_desktop.texts.words.names import clean_name, fold_text
from vanhoa_desktop.texts.words.numbers import count_text

# «1», «001», «H1», «h001», «Hộ 1»: one number of a household, written in many ways.
_NUMBERED = re.compile(r"(?:h|ho|hgd|so|ho so)?[-. ]*0*([0-9]+)")
_MOST_SHOWN = 5


@dataclass(frozen=True, slots=True)
class _Claim:
    """A household that is held, and the rows of the file that name its code."""

    house: Household
    people: int
    steps: tuple[RowStep, ...]

    @property
    def strangers(self) -> tuple[RowStep, ...]:
        """The rows of people who are not held."""
        return tuple(step for step in self.steps if step.person is None and step.joins is None)

    @property
    def is_familiar(self) -> bool:
        """Whether somebody of the household is, or may be, in the list too."""
        asked = [
            choice.person for step in self.steps if step.asked for choice in step.asked.choices
        ]
        return any(asked) or any(
            step.person is not None and step.person.household == self.house.id
            for step in self.steps
        )

    @property
    def other_head(self) -> str:
        """The head whom the list names for it and who is not the one that is held; '' for none."""
        heads = [step.row.head_name for step in self.steps if step.row.head_name]
        held = name_key(self.house.head_name or "")
        return next((head for head in heads if name_key(head) != held), "")

    @property
    def text(self) -> str:
        """The household as people know it."""
        head = self.house.head_name
        whose = f"hộ của {head}" if head else "một hộ"
        return f"Mã hộ «{self.house.code}» đang là {whose}, {count_text(self.people)} người"


def with_household_questions(
    steps: Sequence[RowStep], matcher: PersonMatcher, answers: Mapping[Place, RowAnswer]
) -> list[RowStep]:
    """The steps, where strangers under a code of others wait for one answer about it.

    It is asked in the first of their rows: «new» means that they are of that household, «skip»
    leaves all of them out.
    """
    changed: dict[Place, RowStep] = {}
    for claim in _claims(steps, matcher):
        if claim.strangers and claim.other_head and not claim.is_familiar:
            changed |= {step.row.place: step for step in _waiting(claim, answers)}
    return [changed.get(step.row.place, step) for step in steps]


def _claims(steps: Sequence[RowStep], matcher: PersonMatcher) -> list[_Claim]:
    by_house: dict[str, list[RowStep]] = defaultdict(list)
    for step in steps:
        if step.row.household_code:
            by_house[household_id(step.unit, step.row.household_code)].append(step)
    return [
        _Claim(house, matcher.household_counts[record], tuple(found))
        for record, found in by_house.items()
        if (house := matcher.households.get(record)) is not None
        and matcher.household_counts.get(record)
    ]


def _waiting(claim: _Claim, answers: Mapping[Place, RowAnswer]) -> list[RowStep]:
    first, *others = claim.strangers
    answer = answers.get(first.row.place)
    if answer is not None and answer.kind is not AnswerKind.SKIP:
        return []
    left = [step for step in others if step.row.place not in answers and step.asked is None]
    where = f"dòng {first.row.row}"
    if answer is not None:
        return [replace(step, skipped=f"Bỏ qua theo trả lời ở {where}.") for step in left]
    rows = sorted({step.row.row for step in claim.strangers})
    doubt = (
        f"{claim.text}, mà bảng ghi chủ hộ là {claim.other_head} ({rows_text(rows)}). Nếu là cùng "
        "một hộ thì chọn «là người mới»; nếu là hộ khác thì chọn «Bỏ qua», sửa mã hộ trong bảng "
        "rồi nhập lại. Trả lời này cho cả hộ."
    )
    waits = f"Chờ trả lời ở {where} về mã hộ «{claim.house.code}»."
    return [
        replace(first, asked=_asked(first, doubt)),
        *(replace(step, skipped=waits) for step in left),
    ]


def _asked(step: RowStep, doubt: str) -> AskedRow:
    if step.asked is not None:
        message = f"{step.asked.message} {doubt}"
        return replace(step.asked, message=message, is_doubtful=True)
    row, why = step.row, AskedWhy.DOUBTFUL
    return AskedRow(row.sheet, row.row, row_person_text(row), why, doubt, (), is_doubtful=True)


def household_remarks(steps: Sequence[RowStep], matcher: PersonMatcher) -> list[Problem]:
    """What is said of strangers put into a household that is held, and of codes that look alike."""
    problems = []
    for claim in _claims(steps, matcher):
        added = [step for step in claim.strangers if step.asked is None and not step.skipped]
        if added and not claim.is_familiar:
            first = added[0].row
            rows = rows_text(sorted({step.row.row for step in added}))
            message = f"{claim.text}; {rows} được xếp thêm vào hộ này. Nếu là hộ khác, hãy xem lại."
            code = "HOUSEHOLD_JOINED"
            problems.append(Problem(first.sheet, first.row, None, Severity.WARNING, code, message))
    return [*problems, *_codes_alike(steps, matcher)]


def _codes_alike(steps: Sequence[RowStep], matcher: PersonMatcher) -> list[Problem]:
    """One line about codes of the list that are, but for how they are written, one number."""
    spellings: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    first: dict[tuple[str, str], RowStep] = {}
    for step in steps:
        key = _number_of(step.unit, step.row.household_code)
        if key is not None:
            code = step.row.household_code or ""
            spellings[key][household_id(step.unit, code)] = code
            first.setdefault(key, step)
    for house in matcher.households.values():
        key = _number_of(house.unit, house.code)
        if key in first:
            spellings[key].setdefault(house.id, house.code)
    alike = [key for key, codes in spellings.items() if len(codes) > 1]
    if not alike:
        return []
    shown = "; ".join(
        ", ".join(f"«{code}»" for code in spellings[key].values()) for key in alike[:_MOST_SHOWN]
    )
    more = "…" if len(alike) > _MOST_SHOWN else ""
    message = (
        f"Mã hộ viết nhiều cách ({shown}{more}): mỗi cách viết là một hộ riêng. Nếu là cùng một "
        "hộ, hãy ghi một cách trong bảng rồi nhập lại."
    )
    row = first[alike[0]].row
    return [Problem(row.sheet, row.row, None, Severity.WARNING, "HOUSEHOLD_CODES_ALIKE", message)]


def _number_of(unit: str, code: str | None) -> tuple[str, str] | None:
    found = _NUMBERED.fullmatch(fold_text(clean_name(code or "")))
    return None if found is None else (unit, found[1])
