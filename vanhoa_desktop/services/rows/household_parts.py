"""Numbers of households that say less than they seem to: told, and never guessed.

Some begin anew in each part of a list: «Tổ 1», «Tổ 2» as titles, in a column, one sheet each. A
number is taken for one household of its unit, so strangers of two parts would live together. A list
may as well be parted by something else, and its households go over several parts: nobody but the
officer knows.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from vanhoa_desktop.domain.import_account import RowBin, SheetAccount
from vanhoa_desktop.domain.problems import Problem, Severity
from vanhoa_desktop.imports.headings.hamlets import Hamlet
from vanhoa_desktop.imports.lists.roster import PersonCandidate
from vanhoa_desktop.services.rows.household_codes import number_of_household
from vanhoa_desktop.texts.sentences.holding import names_text
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
    titles = {sheet.name: _titles(sheet) for sheet in sheets}
    for row, _ in placed:
        if row.is_name_alone:
            titles.setdefault(row.sheet, {})[row.row] = row.full_name
    rows: dict[tuple[str, str, int], dict[_Part, PersonCandidate]] = defaultdict(dict)
    for row, unit in placed:
        code = clean_name(row.household_code or "")
        number = _bare_number(code)
        if number is not None:
            spelt = "" if code.isdecimal() else code
            rows[unit, spelt, number].setdefault(_part_of(row, titles.get(row.sheet, {})), row)
    parted = {number: parts for (_, _, number), parts in rows.items() if len(parts) > 1}
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
    row = second[1]
    return [Problem(row.sheet, row.row, None, Severity.WARNING, "HOUSEHOLD_IN_PARTS", message)]


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
