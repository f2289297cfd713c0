"""Rows of one file that may mean one person, and who keeps a person whom several rows mean."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from vanhoa_desktop.domain.import_account import AskedWhy
from vanhoa_desktop.imports.people.named_rows import NamedRow
from vanhoa_desktop.services.rows.matching import Ground, Meant, RowQuestion, Verdict
from vanhoa_desktop.services.rows.row_likeness import are_turned, births_agree
from vanhoa_desktop.texts.words.name_keys import name_key
from vanhoa_desktop.texts.words.names import clean_name, fold_spelling


class RowTwins:
    """New people of one file, so that a second row of one of them is seen."""

    def __init__(self) -> None:
        self._by_name: dict[tuple[str | None, str], list[NamedRow]] = {}
        self._by_number: dict[str, NamedRow] = {}

    def judge(self, row: NamedRow, unit: str | None) -> tuple[RowQuestion | None, list[NamedRow]]:
        """The question of a row that an earlier one may mean too, else the earlier namesakes."""
        namesakes = self._by_name.get((unit, fold_spelling(row.full_name)), [])
        for other in namesakes:
            if can_be_one(row, other):
                return RowQuestion(AskedWhy.ROW_REPEATED, rows=(other,)), []
            if _is_one_with_other_birth(row, other):
                return RowQuestion(AskedWhy.BIRTH_CORRECTED, rows=(other,)), []
        return None, [other for other in namesakes if births_agree(row.birth, other.birth)]

    def with_number(self, row: NamedRow) -> RowQuestion | None:
        """The question of a row whose identity number an earlier row gives to its person."""
        first = self._by_number.get(row.citizen_number or "")
        return None if first is None else RowQuestion(AskedWhy.NUMBER_REPEATED, rows=(first,))

    def add(self, row: NamedRow, unit: str | None) -> None:
        """Remember a row that is a new person."""
        self._by_name.setdefault((unit, fold_spelling(row.full_name)), []).append(row)
        self.add_number(row)

    def add_number(self, row: NamedRow) -> None:
        """Remember that a row gives its identity number to its person."""
        if row.citizen_number:
            self._by_number.setdefault(row.citizen_number, row)


def _is_one_with_other_birth(left: NamedRow, right: NamedRow) -> bool:
    """Whether two rows of one name differ in the birth, and are of one household, or only turned.

    As a row that differs so from somebody who is held (`_doubt`).
    """
    as_one = replace(left, birth=right.birth)
    codes = {_folded(left.household_code), _folded(right.household_code)}
    is_at_home = len(codes) == 1 and None not in codes
    return can_be_one(as_one, right) and (is_at_home or are_turned(left.birth, right.birth))


def can_be_one(left: NamedRow, right: NamedRow) -> bool:
    """Whether two rows can be one person: the same name, births that agree, no contradiction."""
    pairs: Iterable[tuple[object, object]] = (
        (left.sex, right.sex),
        (left.citizen_number, right.citizen_number),
        (_folded(left.household_code), _folded(right.household_code)),
    )
    return (
        name_key(left.full_name) == name_key(right.full_name)
        and births_agree(left.birth, right.birth)
        and not any(one and two and one != two for one, two in pairs)
    )


def _folded(code: str | None) -> str | None:
    return clean_name(code).casefold() if code else None


def keep_one_row_each(
    verdicts: Mapping[tuple[str, int], Verdict], rows: Sequence[NamedRow]
) -> dict[tuple[str, int], Verdict]:
    """Where several rows mean one person: the best founded keeps, all others are asked.

    If two with equal grounds contradict each other, nobody can say whose the person is: all are
    asked.
    """
    kept = dict(verdicts)
    claims: dict[str, list[NamedRow]] = {}
    for row in rows:
        verdict = kept[row.place]
        if isinstance(verdict, Meant):
            claims.setdefault(verdict.person.id, []).append(row)
    for claimants in claims.values():
        if len(claimants) == 1:
            continue
        grounds = {row.place: _ground(kept[row.place]) for row in claimants}
        best = [row for row in claimants if grounds[row.place] == max(grounds.values())]
        winner = best[0] if all(can_be_one(best[0], row) for row in best[1:]) else None
        for row in claimants:
            verdict = kept[row.place]
            is_answered = grounds[row.place] == Ground.ANSWER
            if row is winner or is_answered or not isinstance(verdict, Meant):
                continue
            others = (winner,) if winner else tuple(r for r in claimants if r is not row)
            kept[row.place] = RowQuestion(AskedWhy.ROW_REPEATED, (verdict.person,), others)
    return kept


def _ground(verdict: Verdict) -> int:
    return verdict.ground if isinstance(verdict, Meant) else 0
