"""People beside a list, in columns that nobody headed: the second half of a list on one page."""

from collections.abc import Sequence
from dataclasses import dataclass

from vanhoa_desktop.imports.book.book import cell_text
from vanhoa_desktop.imports.cells.name_cells import looks_like_name
from vanhoa_desktop.imports.headings.headings import Headings


@dataclass(frozen=True, slots=True)
class PeopleBeside:
    """The columns without headings beside a list, and the rows in which they name somebody."""

    columns: tuple[int, ...] = ()
    rows: tuple[int, ...] = ()


def people_beside(headings: Headings, rows: Sequence[int]) -> PeopleBeside:
    """Such columns, where most of what one of them holds are names, and one beside it has numbers.

    A name alone may be anybody's: who signed for the row, whose child somebody is.
    """
    sheet = headings.sheet
    width = max((len(sheet.rows[row - 1]) for row in rows if row <= len(sheet.rows)), default=0)
    known = {column for column, text in headings.texts.items() if text}
    free = [c for c in range(1, width + 1) if c not in known | set(headings.columns.values())]
    filled = {c: {r: t for r in rows if (t := cell_text(sheet.cell(r, c)))} for c in free}
    filled = {column: texts for column, texts in filled.items() if texts}
    for column, texts in filled.items():
        named = [row for row, text in texts.items() if looks_like_name(text)]
        others = [filled[c] for c in filled if c != column]
        is_told_more = any(
            row in told and _has_digit(told[row]) for row in named for told in others
        )
        if len(named) * 2 > len(texts) and is_told_more:
            return PeopleBeside(tuple(filled), tuple(sorted(named)))
    return PeopleBeside()


def _has_digit(text: str) -> bool:
    return any(map(str.isdecimal, text))
