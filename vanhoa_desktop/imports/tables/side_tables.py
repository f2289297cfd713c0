"""Two tables side by side in one sheet: each is read as a sheet of its own."""

import re
from dataclasses import replace

from vanhoa_desktop.imports.book.book import Sheet, cell_text
from vanhoa_desktop.imports.cells.name_cells import name_doubt, name_refusal
from vanhoa_desktop.imports.headings.headings import Headings
from vanhoa_desktop.imports.tables.table_rows import names_a_section
from vanhoa_desktop.imports.words.heading_words import FAMILY_NAME, FULL_NAME, fold_heading
from vanhoa_desktop.imports.words.name_words import begins_like_name

_NAMES = frozenset({FULL_NAME, FAMILY_NAME})
_LEAST_FIELDS = 2
_YEAR = re.compile(r"20[0-9]{2}")


def side_by_side(headings: Headings) -> list[Sheet]:
    """The tables of a sheet from left to right, as sheets; [] where there is one alone.

    The first keeps the sheet's name. Columns keep their numbers: the cells of the others are empty.
    """
    starts = _starts(headings)
    if not starts:
        return []
    sheet = _with_titles_over_all(headings, starts)
    ends = [*starts, max(len(row) for row in sheet.rows) + 1]
    parts = [_part(sheet, 1, starts[0], sheet.name)]
    for number, start in enumerate(starts, 2):
        name = f"{sheet.name} – bảng {number}"
        parts.append(_part(sheet, start, ends[number - 1], name))
    return parts


def _with_titles_over_all(headings: Headings, starts: list[int]) -> Sheet:
    """The sheet with each title that stands alone in its row over all the tables."""
    sheet = headings.sheet
    fields = {c: name for name, c in headings.columns.items()} | dict(headings.seconds)
    rows = list(sheet.rows)
    for number, row in enumerate(rows):
        filled = {column: text for column, cell in enumerate(row, 1) if (text := cell_text(cell))}
        column, text = next(iter(filled.items()), (0, ""))
        is_title = any(map(str.isalpha, text)) or bool(_YEAR.fullmatch(text))
        is_person = fields.get(column) in _NAMES and _is_name(text)
        if len(set(filled.values())) == 1 and is_title and not is_person:
            cells = [*row, *[""] * (starts[-1] - len(row))]
            for start in (1, *starts):
                cells[start - 1] = cells[start - 1] or row[column - 1]
            rows[number] = tuple(cells)
    return replace(sheet, rows=tuple(rows))


def _is_name(text: str) -> bool:
    """Whether a text is a person's name as it stands, and no title."""
    is_whole = name_refusal(text, []) is None and name_doubt(text) is None
    return is_whole and begins_like_name(text) and not names_a_section(text)


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
        doubtful={place: other for place, other in sheet.doubtful.items() if is_in(place)},
        comments={place: text for place, text in sheet.comments.items() if is_in(place)},
    )
