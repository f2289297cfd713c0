"""Numbers of households that say less than they seem to: told or asked, and never guessed.

Some begin anew in each part of a list: «Tổ 1», «Tổ 2» as titles, in a column, one sheet each. A
number is taken for one household of its unit, so strangers of two parts would live together. A list
may as well be parted by something else, and its households go over several parts: nobody but the
officer knows.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from vanhoa_desktop.domain.import_account import RowBin, SheetAccount
from vanhoa_desktop.domain.problems import Problem, Severity
from vanhoa_desktop.imports.headings.hamlets import Hamlet
from vanhoa_desktop.imports.lists.roster import PersonCandidate
from vanhoa_desktop.services.rows.household_codes import number_of_household
from vanhoa_desktop.texts.sentences.holding import names_text
from vanhoa_desktop.texts.words.name_keys import name_key
from vanhoa_desktop.texts.words.names import clean_name


@dataclass(frozen=True, slots=True)
class _Part:
    """Where a row stands: its sheet, the row of the last title above (0 for none), its hamlet."""

    sheet: str
    title: int
    hamlet: Hamlet = field(compare=False)
    key: tuple[tuple[str, ...], ...] = ()


def numbers_in_parts(
    placed: Iterable[tuple[PersonCandidate, str]], sheets: Sequence[SheetAccount]
) -> list[Problem]:
    """One line for the bare numbers of households that stand in several parts of a list.

    `placed`: the rows with their units; `sheets`: the account of the file, which knows the titles
    of parts.
    """
    placed = list(placed)
    titles = _titles_of_parts(placed, sheets)
    found = _rows_by_number(placed, titles)
    parted = {number.number: parts for number, parts in found.items() if len(parts) > 1}
    if not parted:
        return []
    number, parts = min(parted.items())
    first, second = list(parts.items())[:2]
    where = " và ".join(_names(first[0], second[0], titles))
    numbers = names_text([str(found) for found in sorted(parted)])
    message = (
        f"Số hộ {numbers} có ở nhiều phần của bảng (số {number} ở {where}): mỗi số được tính là "
        "một hộ. Nếu mỗi phần đánh số hộ riêng thì hãy ghi thêm tên phần vào số hộ, ví dụ T1-1, "
        "rồi nhập lại."
    )
    row = second[1][0]
    return [Problem(row.sheet, row.row, None, Severity.WARNING, "HOUSEHOLD_IN_PARTS", message)]


@dataclass(frozen=True, slots=True)
class ContestedNumbers:
    """Bare numbers of which two parts of a list name different heads: each part has its own.

    `rows` are the places of all rows with a bare number in such units, `second` those of the part
    whose head contradicts the one above, `text` says it of the first such number.
    """

    rows: frozenset[tuple[str, int]] = frozenset()
    second: tuple[tuple[str, int], ...] = ()
    text: str = ""


NOT_CONTESTED = ContestedNumbers()


def contested_numbers(
    placed: Iterable[tuple[PersonCandidate, str]], sheets: Sequence[SheetAccount]
) -> ContestedNumbers:
    """The numbers that two families of one list have, by their heads; as for `numbers_in_parts`."""
    placed = list(placed)
    titles = _titles_of_parts(placed, sheets)
    found = _rows_by_number(placed, titles)
    units, second, text = set(), [], ""
    for number, parts in found.items():
        heads = {part: _heads(rows) for part, rows in parts.items()}
        named = [part for part, names in heads.items() if names]
        others = [part for part in named[1:] if not heads[part].keys() & heads[named[0]].keys()]
        if not others:
            continue
        units.add(number.unit)
        second += [row.place for part in others for row in parts[part]]
        if not text:
            one, other = named[0], others[0]
            names = _names(one, other, titles)
            text = (
                f"Số hộ {number.number} ở {names[0]} ghi chủ hộ là {_first(heads[one])}, ở "
                f"{names[1]} là {_first(heads[other])}"
            )
    rows = {
        row.place
        for number, parts in found.items()
        if number.unit in units
        for part_rows in parts.values()
        for row in part_rows
    }
    return ContestedNumbers(frozenset(rows), tuple(second), text)


def _heads(rows: Iterable[PersonCandidate]) -> dict[str, str]:
    return {name_key(row.head_name): row.head_name for row in rows if row.head_name}


def _first(heads: Mapping[str, str]) -> str:
    return next(iter(heads.values()))


class _Number(NamedTuple):
    """A bare number of a unit, apart for each way of spelling that makes a household of its own."""

    unit: str
    spelt: str
    number: int


def _rows_by_number(
    placed: Iterable[tuple[PersonCandidate, str]], titles: Mapping[str, dict[int, str]]
) -> dict[_Number, dict[_Part, list[PersonCandidate]]]:
    rows: dict[_Number, dict[_Part, list[PersonCandidate]]] = {}
    for row, unit in placed:
        code = clean_name(row.household_code or "")
        number = _bare_number(code)
        if number is not None:
            key = _Number(unit, "" if code.isdecimal() else code, number)
            part = _part_of(row, titles.get(row.sheet, {}))
            rows.setdefault(key, {}).setdefault(part, []).append(row)
    return rows


def _titles_of_parts(
    placed: Iterable[tuple[PersonCandidate, str]], sheets: Sequence[SheetAccount]
) -> dict[str, dict[int, str]]:
    titles = {sheet.name: _titles(sheet) for sheet in sheets}
    for row, _ in placed:
        if row.is_name_alone:
            titles.setdefault(row.sheet, {})[row.row] = row.full_name
    return titles


def _titles(sheet: SheetAccount) -> dict[int, str]:
    return {row.row: row.text for row in sheet.rows if row.bin is RowBin.SECTION}


def _bare_number(code: str) -> int | None:
    """The number of a code that says nothing else, or only that it is a household's: «Hộ 1»."""
    said = number_of_household(code)
    return int(said[0]) if len(said) == 1 and said[0].isdecimal() else None


def _part_of(row: PersonCandidate, titles: dict[int, str]) -> _Part:
    above = sorted(titles)
    place = bisect_right(above, row.row)
    return _Part(row.sheet, above[place - 1] if place else 0, row.hamlet, row.hamlet.key)


def _names(one: _Part, other: _Part, titles: dict[str, dict[int, str]]) -> tuple[str, str]:
    """What two parts are called, by what tells them apart."""
    if (one.sheet, one.title) == (other.sheet, other.title):
        return _called(one.hamlet), _called(other.hamlet)
    return _name(one, titles), _name(other, titles)


def _called(hamlet: Hamlet) -> str:
    return f"«{hamlet.name}»" if hamlet.name else "phần chưa ghi tên"


def _name(part: _Part, titles: dict[str, dict[int, str]]) -> str:
    return f"«{titles[part.sheet][part.title]}»" if part.title else f"trang «{part.sheet}»"
