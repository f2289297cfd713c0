"""Numbers of households that say less than they seem to: told, and never guessed.

Some begin anew in each part of a list: «Tổ 1», «Tổ 2», one sheet each. A number is taken for one
household of its unit, so strangers of two parts would live together. A list may as well be parted
by something else, and its households go over several parts: nobody but the officer knows.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from vanhoa_desktop.domain.import_account import RowAccount, RowBin, SheetAccount
from vanhoa_desktop.domain.problems import Problem, Severity
from vanhoa_desktop.imports.heading_words import HOUSEHOLD_CODE
from vanhoa_desktop.imports.roster import PersonCandidate
from vanhoa_desktop.imports.table_remarks import rows_text
from vanhoa_desktop.texts.holding import names_text
from vanhoa_desktop.texts.numbers import count_text

_Part = tuple[str, int]


def numbers_in_parts(
    placed: Iterable[tuple[PersonCandidate, str]], sheets: Sequence[SheetAccount]
) -> list[Problem]:
    """One line for the bare numbers of households that stand in several parts of a list.

    `placed`: the rows with their units; `sheets`: the account of the file, which knows the titles
    of parts.
    """
    titles = {sheet.name: _titles(sheet) for sheet in sheets}
    rows: dict[tuple[str, int], dict[_Part, PersonCandidate]] = defaultdict(dict)
    for row, unit in placed:
        code = (row.household_code or "").strip()
        if code.isdecimal():
            part = _part_of(row, titles.get(row.sheet, {}))
            rows[unit, int(code)].setdefault(part, row)
    parted = {number: parts for (_, number), parts in rows.items() if len(parts) > 1}
    if not parted:
        return []
    number, parts = min(parted.items())
    first, second = list(parts.items())[:2]
    where = " và ".join(_name(part, titles) for part, _ in (first, second))
    numbers = names_text([str(found) for found in sorted(parted)])
    message = (
        f"Số hộ {numbers} có ở nhiều phần của bảng (số {number} ở {where}): mỗi số được tính là "
        "một hộ. Nếu mỗi phần đánh số hộ riêng thì hãy ghi thêm tên phần vào số hộ, ví dụ T1-1, "
        "rồi nhập lại."
    )
    row = second[1]
    return [Problem(row.sheet, row.row, None, Severity.WARNING, "HOUSEHOLD_IN_PARTS", message)]


def rows_without_household(
    rows: Sequence[PersonCandidate], accounts: Mapping[tuple[str, int], RowAccount]
) -> list[Problem]:
    """One line a sheet for new people whose cell of the household is empty below somebody's.

    Many write the number in the first row of a household alone; others leave empty what they do
    not know. Without a relation to the head nobody can tell, so they live in no household.
    """
    blank: dict[str, list[int]] = defaultdict(list)
    has_household: set[str] = set()
    for row in rows:
        if row.household_code:
            has_household.add(row.sheet)
        elif _is_blank(row, has_household) and accounts[row.place].bin is RowBin.CREATED:
            blank[row.sheet].append(row.row)
    return [
        Problem(
            *(sheet, numbers[0], None, Severity.WARNING, "HOUSEHOLD_BLANK"),
            f"{count_text(len(numbers))} người mới ({rows_text(numbers)}) để trống số hộ nên chưa "
            "ở hộ nào. Nếu cùng hộ với người ở dòng trên thì ghi lại số hộ (hoặc ghi nt) rồi nhập "
            "lại.",
        )
        for sheet, numbers in blank.items()
    ]


def _is_blank(row: PersonCandidate, sheets: set[str]) -> bool:
    """Whether the cell is empty, in a sheet with households; what is none is told by itself."""
    return row.sheet in sheets and HOUSEHOLD_CODE in row.empty


def _titles(sheet: SheetAccount) -> dict[int, str]:
    return {row.row: row.text for row in sheet.rows if row.bin is RowBin.SECTION}


def _part_of(row: PersonCandidate, titles: dict[int, str]) -> _Part:
    """The sheet, and the row of the last title above; 0 where there is none."""
    above = sorted(titles)
    place = bisect_right(above, row.row)
    return row.sheet, above[place - 1] if place else 0


def _name(part: _Part, titles: dict[str, dict[int, str]]) -> str:
    sheet, row = part
    return f"«{titles[sheet][row]}»" if row else f"trang «{sheet}»"
