"""New people of whom a list leaves something empty: counted and told, and never guessed."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from vanhoa_desktop.domain.import_account import RowAccount, RowBin
from vanhoa_desktop.domain.problems import Problem, Severity
from vanhoa_desktop.imports.lists.roster import PersonCandidate
from vanhoa_desktop.imports.tables.table_remarks import rows_text
from vanhoa_desktop.imports.words.heading_words import BIRTH, HOUSEHOLD_CODE
from vanhoa_desktop.texts.words.numbers import count_text


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


def rows_without_birth(
    rows: Sequence[PersonCandidate], accounts: Mapping[tuple[str, int], RowAccount]
) -> list[Problem]:
    """One line a sheet for new people whose cells of the birth are all empty."""
    blank: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        if BIRTH in row.empty and accounts[row.place].bin is RowBin.CREATED:
            blank[row.sheet].append(row.row)
    return [
        Problem(
            *(sheet, numbers[0], None, Severity.WARNING, "BIRTH_BLANK"),
            f"{count_text(len(numbers))} người mới ({rows_text(numbers)}) để trống ngày sinh nên "
            "chưa có ngày sinh. Hãy ghi thêm rồi nhập lại, hoặc sửa ở «Danh sách».",
        )
        for sheet, numbers in blank.items()
    ]


def _is_blank(row: PersonCandidate, sheets: set[str]) -> bool:
    """Whether the cell is empty, in a sheet with households; what is none is told by itself."""
    return row.sheet in sheets and HOUSEHOLD_CODE in row.empty
