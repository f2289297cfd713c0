"""Finding the heading rows of an office's table and what each of its columns holds.

Offices put titles above, write headings with or without marks and capitals, number their columns
underneath, and spread headings over two rows: «Năm sinh» over «Nam | Nữ», «CS1» over «Tự chấm |
Thôn chấm», «Ngày sinh» over «Ngày | Tháng | Năm».
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from vanhoa_desktop.imports.book.book import Cell, Sheet, cell_text
from vanhoa_desktop.imports.headings.split_names import REST_OF_NAME, split_name
from vanhoa_desktop.imports.words.family_or_household import with_told_apart
from vanhoa_desktop.imports.words.heading_words import (
    BIRTH,
    BIRTH_OF_MEN,
    BIRTH_OF_WOMEN,
    BIRTH_YEAR,
    DAY_OF_BIRTH,
    FAMILY_NAME,
    FULL_NAME,
    GIVEN_NAME,
    HAMLET,
    IS_FEMALE,
    IS_MALE,
    MIDDLE_NAME,
    MONTH_OF_BIRTH,
    NAME_FIELDS,
    SEX,
    UNIT_NAME,
    YEAR_OF_BIRTH,
    fold_heading,
    is_address_heading,
)
from vanhoa_desktop.imports.words.known_headings import FieldOf

HIGHEST_HEADING_ROW = 40
_LEAST_FOUND = 2
_BIRTH_HEADINGS = {BIRTH, BIRTH_YEAR}


@dataclass(frozen=True, slots=True)
class Headings:
    """Where a sheet's headings are and what they mean; rows and columns count from 1.

    `columns` and `titles` give column and heading of each field, `texts` the heading of every
    column, `seconds` the columns whose field another column already has. `table_above` is the
    heading row of a smaller table above this one. `hamlets` are columns of parts of a thôn;
    `has_hamlet_units` tells that the column of units is headed like one of those. `read_as` tells
    in words how columns were understood whose headings leave it open.
    """

    sheet: Sheet
    first_row: int
    last_row: int
    columns: Mapping[str, int]
    titles: Mapping[str, str]
    texts: Mapping[int, str] = field(default_factory=dict)
    seconds: Mapping[int, str] = field(default_factory=dict)
    table_above: int | None = None
    hamlets: tuple[int, ...] = ()
    has_hamlet_units: bool = False
    read_as: Mapping[int, str] = field(default_factory=dict)

    def cell(self, row: int, name: str) -> Cell:
        """The cell of a field in a row; '' where there is no such column."""
        column = self.columns.get(name)
        return "" if column is None else self.sheet.cell(row, column)

    def text(self, row: int, name: str) -> str:
        """The same as text."""
        return cell_text(self.cell(row, name))

    def address_columns(self) -> tuple[int, ...]:
        """The columns that say where people live, and that no field is read from."""
        used = self.columns.values()
        return tuple(c for c, t in self.texts.items() if c not in used and is_address_heading(t))

    def name_columns(self) -> tuple[int, ...]:
        """The columns in which names stand."""
        if FULL_NAME in self.columns:
            return (self.columns[FULL_NAME],)
        parts = (FAMILY_NAME, MIDDLE_NAME, GIVEN_NAME)
        return tuple(self.columns[name] for name in parts if name in self.columns)


def find_headings(sheet: Sheet, field_of: FieldOf) -> Headings | None:
    """The headings of a sheet, or None if no row has a name column and one more.

    Looked for in the first 40 rows; one heading row, or two.
    """
    first: Headings | None = None
    best: Headings | None = None
    for row in range(1, min(len(sheet.rows), HIGHEST_HEADING_ROW) + 1):
        for found in _readings_at(sheet, row, field_of):
            if not _has_name(found) or len(found.columns) < _LEAST_FOUND:
                continue
            if first is None or (first.first_row == row and _worth(found) > _worth(first)):
                first = found
            if best is None or _worth(found) > _worth(best):
                best = found
    if first is None or best is None:
        return None
    # A small table may stand above the list that is meant.
    if len(best.columns) < len(first.columns) + _MANY_MORE:
        return _with_parts_below(first)
    return replace(_with_parts_below(best), table_above=first.first_row)


_MANY_MORE = 2


def headings_at(sheet: Sheet, row: int, field_of: FieldOf) -> Headings | None:
    """What a row and those below it say as headings; None if no column of names is among them."""
    found = [reading for reading in _readings_at(sheet, row, field_of) if _has_name(reading)]
    best = max(found, key=_worth, default=None)
    return None if best is None else _with_parts_below(best)


def _with_parts_below(headings: Headings) -> Headings:
    """The headings with a row below that only tells apart columns which nobody reads.

    «Ngày vào Đảng» over «Dự bị | Chính thức»: the second of them has no other heading above.
    """
    row = headings.last_row + 1
    # Headings merged downwards stand in both rows, one merged over two columns in both of these.
    below, over = _texts(headings.sheet, row), headings.texts
    parts = {column: text for column, text in below.items() if text != over.get(column)}
    used = {*headings.columns.values(), *headings.seconds}
    spread = [
        c for c in parts if c - 1 in parts and over.get(c, over.get(c - 1)) == over.get(c - 1)
    ]
    is_worded = not any(char.isdigit() for text in parts.values() for char in text)
    if not spread or not is_worded or used & parts.keys():
        return headings
    texts, above = dict(headings.texts), ""
    for column, part in sorted(parts.items()):
        goes_on = above if column - 1 in parts else ""
        above = headings.texts.get(column) or goes_on
        texts[column] = _joined(above, part)
    return replace(headings, last_row=row, texts=texts)


def _worth(headings: Headings) -> tuple[int, int]:
    return len(headings.columns), headings.first_row - headings.last_row


def _readings_at(sheet: Sheet, row: int, field_of: FieldOf) -> list[Headings]:
    upper = _texts(sheet, row)
    if not any(upper.values()):
        return []
    plain = _resolved(sheet, (row, row), upper, {c: field_of(t) for c, t in upper.items()})
    lower = _texts(sheet, row + 1)
    if not _can_be_second(sheet, row + 1, upper, lower, field_of):
        return [plain]
    above = _spread(upper, lower, field_of)
    columns = sorted({*above, *lower})
    texts, fields = {}, {}
    for column in columns:
        first, second = above.get(column, ""), lower.get(column, "")
        texts[column] = _joined(first, second)
        fields[column] = _field_of_two(first, second, field_of)
    both = _resolved(sheet, (row, row + 1), texts, fields)
    alone = _resolved(sheet, (row + 1, row + 1), lower, {c: field_of(t) for c, t in lower.items()})
    # A title above the headings is no heading; merged downwards, all headings stand in both rows.
    is_title = len(alone.columns) >= len(both.columns) and not _has_name(plain)
    return [plain] if is_title else [plain, both, *_with_third_row(both, field_of)]


def _with_third_row(two: Headings, field_of: FieldOf) -> list[Headings]:
    """«CS1» over «Đọc sách» over «Tự chấm | Thôn chấm»: where the third row tells columns apart."""
    sheet, row = two.sheet, two.last_row + 1
    lower = _texts(sheet, row)
    if not _can_be_second(sheet, row, two.texts, lower, field_of):
        return []
    above = _spread(two.texts, lower, field_of)
    texts, fields = {}, {}
    for column in sorted({*above, *lower}):
        first, second = above.get(column, ""), lower.get(column, "")
        is_same = two.texts.get(column) == first and fold_heading(second) in _parts_of(first)
        texts[column] = first if is_same else _joined(first, second)
        fields[column] = _field_of_two(first, "" if is_same else second, field_of)
    three = _resolved(sheet, (two.first_row, row), texts, fields)
    return [three] if len(three.columns) > len(two.columns) else []


def _parts_of(joined: str) -> set[str]:
    return {fold_heading(part) for part in joined.split(_AND)}


def _texts(sheet: Sheet, row: int) -> dict[int, str]:
    cells: Sequence[Cell] = sheet.rows[row - 1] if row <= len(sheet.rows) else ()
    return {column: text for column, cell in enumerate(cells, 1) if (text := cell_text(cell))}


def _can_be_second(
    sheet: Sheet, row: int, upper: Mapping[int, str], lower: Mapping[int, str], field_of: FieldOf
) -> bool:
    """Whether a row goes on with the headings above: nothing in it is a value."""
    if not lower:
        return False
    differing = {c: text for c, text in lower.items() if upper.get(c) != text}
    cells = sheet.rows[row - 1]
    # Where the heading of the names goes on, merged downwards, bare numbers are headings too.
    is_merged = any(
        field_of(text) in NAME_FIELDS and upper.get(c) == text for c, text in lower.items()
    )
    are_worded = is_merged or all(isinstance(cells[c - 1], str) for c in differing)
    if not differing or not are_worded:
        return False
    is_known = [
        field_of(text) is not None or field_of(_joined(upper.get(c, ""), text)) is not None
        for c, text in differing.items()
    ]
    under_names = [
        text for c, text in differing.items() if field_of(upper.get(c, "")) in NAME_FIELDS
    ]
    return any(is_known) and all(field_of(text) in NAME_FIELDS for text in under_names)


def _spread(
    upper: Mapping[int, str], lower: Mapping[int, str], field_of: FieldOf
) -> dict[int, str]:
    """Headings of the upper row over the columns to their right that only the lower row heads."""
    spread = dict(upper)
    made: dict[str, set[str | None]] = {}
    for column in sorted(lower):
        left = spread.get(column - 1, "")
        is_part = column - 1 in lower and lower[column - 1] != left
        if column not in upper and left and is_part and lower[column] != left:
            whole = field_of(lower[column])
            together = field_of(f"{lower[column]} {left}")
            is_new = together not in made.get(left, set())
            if (
                whole is None
                or whole in _PARTS
                or _is_told_apart(left, lower[column], field_of)
                or (is_new and _is_part_of(field_of(left), together))
            ):
                spread[column] = left
        above = spread.get(column, "")
        made.setdefault(above, set()).add(field_of(f"{lower[column]} {above}"))
    return spread


def _is_part_of(whole: str | None, part: str | None) -> bool:
    """«Thôn» under «Chỉ số 2»: the points of one assessor, and no column of thôn."""
    return whole is not None and part is not None and part.startswith(f"{whole}@")


def _is_told_apart(above: str, below: str, field_of: FieldOf) -> bool:
    """«Tự chấm», «Thôn» over «CS1 | CS2»: it makes another field of each that stands below it."""
    together, own = field_of(f"{below} {above}"), field_of(below)
    if field_of(above) in {UNIT_NAME, HAMLET}:
        return _is_part_of(own, together)
    return field_of(above) is None and together is not None and together != own


_AND = " – "
_PARTS = {IS_MALE, IS_FEMALE, DAY_OF_BIRTH, MONTH_OF_BIRTH, YEAR_OF_BIRTH}


def _joined(first: str, second: str) -> str:
    if not first or not second or first == second:
        return first or second
    return f"{first}{_AND}{second}"


def _field_of_two(first: str, second: str, field_of: FieldOf) -> str | None:
    """What a column means under two headings; a part of a birth or sex is told by both."""
    if not first or not second or fold_heading(first) == fold_heading(second):
        return field_of(first or second)
    above, below = field_of(first), field_of(second)
    if above in _BIRTH_HEADINGS and below in _PARTS:
        return {IS_MALE: BIRTH_OF_MEN, IS_FEMALE: BIRTH_OF_WOMEN}.get(below, below)
    if above == SEX and below in {IS_MALE, IS_FEMALE}:
        return below
    together = field_of(f"{second} {first}") or field_of(f"{first} {second}")
    if together is not None:
        return together
    if below is not None and (above is None or below not in _PARTS):
        return below
    return above if fold_heading(second) in _WHOLE_WORDS else None


_WHOLE_WORDS = {"so", "ma", "diem", "noi dung", "ghi ro"}


def _resolved(
    sheet: Sheet, rows: tuple[int, int], texts: Mapping[int, str], fields: Mapping[int, str | None]
) -> Headings:
    columns: dict[str, int] = {}
    titles: dict[str, str] = {}
    seconds: dict[int, str] = {}
    told, read_as = with_told_apart(sheet, rows[1], _without_lone_parts(texts, fields))
    if FULL_NAME in told.values() or not {FAMILY_NAME, GIVEN_NAME} <= set(told.values()):
        told = {c: None if name == MIDDLE_NAME else name for c, name in told.items()}
    for column, name in sorted(told.items()):
        if name is None:
            continue
        if name in columns:
            seconds[column] = name
        else:
            columns[name] = column
            titles[name] = texts[column]
    given = split_name(sheet, rows, texts, columns, titles, seconds)
    if given is not None:
        read_as |= {given: REST_OF_NAME}
    used = {c: meaning for c, meaning in read_as.items() if c in columns.values()}
    return Headings(sheet, rows[0], rows[1], columns, titles, texts, seconds, read_as=used)


def _without_lone_parts(
    texts: Mapping[int, str], fields: Mapping[int, str | None]
) -> dict[int, str | None]:
    """«Ngày», «Tháng», «Năm» are parts of a birth only together; an unmarked «Nam» may be a year.

    A «Năm» that stands alone is no birth: it may be the year of anything.
    """
    found = {name for name in fields.values() if name}
    has_parts = {DAY_OF_BIRTH, MONTH_OF_BIRTH} <= found
    if has_parts and BIRTH_YEAR in found and YEAR_OF_BIRTH not in found:
        # «Ngày | Tháng | Năm sinh».
        return {c: YEAR_OF_BIRTH if name == BIRTH_YEAR else name for c, name in fields.items()}
    if has_parts and YEAR_OF_BIRTH not in found and IS_FEMALE not in found:
        return {c: YEAR_OF_BIRTH if name == IS_MALE else name for c, name in fields.items()}
    if {MONTH_OF_BIRTH, YEAR_OF_BIRTH} <= found:
        return dict(fields)
    is_under_birth = {c for c, text in texts.items() if "sinh" in fold_heading(text)}
    lone = {DAY_OF_BIRTH, MONTH_OF_BIRTH, YEAR_OF_BIRTH}
    return {c: None if n in lone and c not in is_under_birth else n for c, n in fields.items()}


def _has_name(headings: Headings) -> bool:
    return FULL_NAME in headings.columns or headings.columns.keys() >= {FAMILY_NAME, GIVEN_NAME}
