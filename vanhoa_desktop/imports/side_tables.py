"""Two tables side by side in one sheet: each is read as a sheet of its own."""

from dataclasses import replace

from vanhoa_desktop.imports.book import Sheet, cell_text
from vanhoa_desktop.imports.heading_words import FAMILY_NAME, FULL_NAME, fold_heading
from vanhoa_desktop.imports.headings import Headings

_NAMES = frozenset({FULL_NAME, FAMILY_NAME})
_LEAST_FIELDS = 2


def side_by_side(headings: Headings) -> list[Sheet]:
    """The tables of a sheet from left to right, as sheets; [] where there is one alone.

    The first keeps the sheet's name. Columns keep their numbers: the cells of the others are empty.
    """
    starts = _starts(headings)
    if not starts:
        return []
    sheet = headings.sheet
    ends = [*starts, max(len(row) for row in sheet.rows) + 1]
    parts = [_part(sheet, 1, starts[0], sheet.name)]
    for number, start in enumerate(starts, 2):
        name = f"{sheet.name} – bảng {number}"
        parts.append(_part(sheet, start, ends[number - 1], name))
    return parts


def rows_with_second_names(headings: Headings, people: list[int]) -> list[int]:
    """Rows of people in which another name stands under a second heading of names."""
    columns = [column for column, name in headings.seconds.items() if name in _NAMES]
    return [row for row in people if any(cell_text(headings.sheet.cell(row, c)) for c in columns)]


def _starts(headings: Headings) -> list[int]:
    """Where the headings begin anew: the same first heading, and none that the first table lacks.

    Fewer may stand there (no «Ghi chú»), in the same order, a name among them.
    """
    columns = sorted(column for column, text in headings.texts.items() if text)
    texts = {column: fold_heading(headings.texts[column]) for column in columns}
    if not columns:
        return []
    again = [c for c in columns[1:] if texts[c] == texts[columns[0]] and c in headings.seconds]
    if not again:
        return []
    first = [texts[c] for c in columns if c < again[0]]
    for start, end in zip(again, [*again[1:], columns[-1] + 1], strict=True):
        group = [c for c in columns if start <= c < end]
        fields = {headings.seconds[c] for c in group if c in headings.seconds}
        if not (fields & _NAMES and len(fields) >= _LEAST_FIELDS):
            return []
        if not _is_within([texts[c] for c in group], first):
            return []
    return again


def _is_within(texts: list[str], whole: list[str]) -> bool:
    left = iter(whole)
    return all(text in left for text in texts)


def _part(sheet: Sheet, start: int, end: int, name: str) -> Sheet:
    """A sheet with the columns from `start` to before `end`, all others empty."""

    def is_in(place: tuple[int, int]) -> bool:
        return start <= place[1] < end

    return replace(
        sheet,
        name=name,
        whole=sheet.name,
        rows=tuple(
            ("",) * min(start - 1, len(row)) + row[start - 1 : end - 1] for row in sheet.rows
        ),
        struck_cells=frozenset(filter(is_in, sheet.struck_cells)),
        faults={place: fault for place, fault in sheet.faults.items() if is_in(place)},
        fault_texts={place: text for place, text in sheet.fault_texts.items() if is_in(place)},
        converted={place: found for place, found in sheet.converted.items() if is_in(place)},
    )
