"""The unit that rows belong to by what stands above them: a section, a title, the sheet's name."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from vanhoa_desktop.domain.import_account import RowBin
from vanhoa_desktop.imports.book.book import cell_text
from vanhoa_desktop.imports.cells.ditto import is_ditto
from vanhoa_desktop.imports.headings.headings import Headings
from vanhoa_desktop.imports.tables.table_rows import is_section_number, without_section_number
from vanhoa_desktop.imports.tables.title_rows import texts_of_row
from vanhoa_desktop.imports.words.heading_words import UNIT_NAME
from vanhoa_desktop.imports.words.place_words import is_sort_said, words_of_text
from vanhoa_desktop.imports.words.unit_names import UnitNames

_MOST_WORDS_OF_NAME = 3
# «Thôn Nam: 5 người»: how many there are is no part of the name.
_COUNT = re.compile(
    r"\s*[:,;(–-]\s*[0-9]+\s*(?:người|hộ|khẩu|nhân khẩu|công dân|phiếu)\b.*", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class UnitAbove:
    """A unit by its name, or a name that no unit has; and where it is named, in words.

    `doubt` is the question that a name raises which is struck out; without another one above,
    `name` and `where` are '' then.
    """

    name: str
    where: str
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class RowsBelow:
    """The rows of a table: those of people, the bins of others, what may be titles (`unclear`)."""

    people: Collection[int]
    bins: Mapping[int, RowBin]
    unclear: Mapping[int, str]


def units_above(headings: Headings, rows: RowsBelow, units: UnitNames) -> dict[int, UnitAbove]:
    """The unit above each row of people, where one is named.

    The nearest section that names a unit tells; then the titles above the table, then the sheet's
    name. A section that names none («Xóm Đình») is part of the one before. Where several are named,
    or one that the commune does not have, the rows have the name of no unit. Below a title that is
    not understood, or the signature of another unit, the rows are asked.
    """
    current = _of_whole(headings, units)
    found: dict[int, UnitAbove] = {}
    is_bare = False
    people = set(rows.people)
    sections = {row for row, row_bin in rows.bins.items() if row_bin is RowBin.SECTION}
    feet = {row for row, row_bin in rows.bins.items() if row_bin is RowBin.FOOT}
    for row in sorted(sections | people | feet | rows.unclear.keys()):
        if row in people and current is not None:
            found[row] = current
        if row in rows.unclear:
            current = _below_unclear(rows.unclear[row], row, current, units)
        elif row in feet:
            current = _below_foot(headings, row, current, units)
        elif row in sections:
            texts = _texts_of_section(headings, row)
            named = _said([(text, f"tên phần «{text}» ở dòng {row}") for text in texts], units)
            is_out = named is not None and _is_struck(headings, row)
            of_part = _of_part(texts, row, current, units) if named is None else None
            if of_part is not None:
                current = of_part
            elif named is None and is_bare and any(map(_is_bare_name, texts)):
                current = _of_strange_part(texts[0], row, current)
            else:
                current = _struck_out(named, current) if is_out else named or current
                is_bare = any(map(_is_bare_name, texts)) if named is not None else is_bare
    return found


def _of_part(
    texts: list[str], row: int, current: UnitAbove | None, units: UnitNames
) -> UnitAbove | None:
    """The question of the title above, asked with the name of the part that begins here."""
    if current is None or current.name or not current.doubt:
        return None
    places = [(text, f"tên phần «{text}» ở dòng {row}") for text in texts]
    return _of_other_sorts(places, units)


def _below_unclear(
    title: str, row: int, current: UnitAbove | None, units: UnitNames
) -> UnitAbove | None:
    """What is left of the unit above below a title that may be another one's."""
    is_unit_left = current is not None or bool(units.named_in(title).other_commune)
    return _of_strange_part(title, row, current) if is_unit_left else current


def _below_foot(
    headings: Headings, row: int, current: UnitAbove | None, units: UnitNames
) -> UnitAbove | None:
    """The same below a signature: «Trưởng thôn Nam» ends no list of another thôn."""
    # What stands behind the colon is who signs.
    texts = [text.partition(":")[0] for text in texts_of_row(headings, row)]
    named = _said([(text, "") for text in texts], units)
    if named is None or current is None or named.name == current.name:
        return current
    return _of_strange_part(texts_of_row(headings, row)[0], row, current)


def _texts_of_section(headings: Headings, row: int) -> list[str]:
    """What a section is called; its number may stand in a cell of its own."""
    texts = [text for text in texts_of_row(headings, row) if not is_section_number(text)]
    return [_COUNT.sub("", without_section_number(text)) for text in texts]


def _is_bare_name(text: str) -> bool:
    """Whether a text can be a place's name alone, without its sort: «Đông», «NGỌC BẢN»."""
    words = words_of_text(text).words
    is_called = all(word.text[0].isupper() and word.folded.isalpha() for word in words)
    return 0 < len(words) <= _MOST_WORDS_OF_NAME and is_called and not is_sort_said(text)


def _of_strange_part(text: str, row: int, current: UnitAbove | None) -> UnitAbove:
    """The unit above kept, with the question where the rows below a strange name live."""
    name, where = ("", "") if current is None else (current.name, current.where)
    doubt = (
        f"Tên phần «{text}» ở dòng {row} không phải tên thôn, đơn vị nào của xã. Nếu dòng này ở "
        f"{name or 'đây'} thì chọn «là người mới» hoặc chọn người; nếu không, hãy chọn «Bỏ qua», "
        "sửa bảng rồi nhập lại."
    )
    return UnitAbove(name, where, doubt)


def units_over(
    headings: Headings, people: Iterable[int], bins: Mapping[int, RowBin]
) -> dict[int, str]:
    """What stands next above an empty cell in the column of units, by the rows of people.

    A section between them begins anew. Many write a village only into its first row.
    """
    over: dict[int, str] = {}
    rows = set(people)
    last = ""
    for row in sorted(rows | bins.keys()):
        if bins.get(row) is RowBin.SECTION:
            last = ""
            continue
        text = headings.text(row, UNIT_NAME)
        if row in rows and not text and last:
            over[row] = last
        is_below = row > headings.last_row and not is_ditto(text)
        last = text if text and is_below and bins.get(row) is not RowBin.HEADING else last
    return over


def other_commune_above(headings: Headings, units: UnitNames) -> str:
    """Where the titles of a table, or its sheet, name another commune; '' where they do not."""
    for text, where in _titles(headings):
        if units.named_in(text).other_commune:
            return where
    return ""


def _is_struck(headings: Headings, row: int) -> bool:
    """Whether all that stands in a row is struck out."""
    cells = headings.sheet.rows[row - 1]
    filled = [column for column, cell in enumerate(cells, 1) if cell_text(cell)]
    names = set(filled) & set(headings.name_columns()) or set(filled)
    return bool(names) and all((row, c) in headings.sheet.struck_cells for c in names)


def _struck_out(struck: UnitAbove | None, kept: UnitAbove | None) -> UnitAbove | None:
    """What is left of the unit above where a name below it is struck out: a question."""
    if struck is None or (kept is not None and kept.name == struck.name):
        return kept
    name, where = ("", "") if kept is None else (kept.name, kept.where)
    here = f"ở {name}" if name else "ở đây"
    where_struck = f"{struck.where[:1].upper()}{struck.where[1:]}"
    doubt = (
        f"{where_struck} bị gạch ngang nên không rõ dòng này ở thôn nào. Nếu người này {here} thì "
        "chọn «là người mới» hoặc chọn người; nếu không, hãy chọn «Bỏ qua», sửa bảng rồi nhập lại."
    )
    return UnitAbove(name, where, doubt)


def _of_whole(headings: Headings, units: UnitNames) -> UnitAbove | None:
    rows = range(1, headings.table_above or headings.first_row)
    struck = {row for row in rows if _is_struck(headings, row)}
    titles = _titles(headings, struck)
    found = _of_titles(titles, units) or _of_other_sorts(titles[:-1], units)
    out = [(text, where) for row in sorted(struck) for text, where in _titles_of(headings, row)]
    return _struck_out(_said(out, units), found) if out else found


def _of_other_sorts(titles: list[tuple[str, str]], units: UnitNames) -> UnitAbove | None:
    """The question about a title that names a place of a sort which no unit is: «Xóm 5»."""
    for text, where in titles:
        place = units.places_of_other_sorts(text)
        if place:
            doubt = (
                f"Theo {where}, các dòng ở dưới là của «{place}», không phải tên thôn, đơn vị nào "
                "của xã. Nếu dòng này ở đây thì chọn «là người mới» hoặc chọn người; nếu không thì "
                "chọn «Bỏ qua»."
            )
            return UnitAbove("", "", doubt)
    return None


def _of_titles(texts: list[tuple[str, str]], units: UnitNames) -> UnitAbove | None:
    *titles, sheet = texts
    of_titles, of_sheet = _said(titles, units), _said([sheet], units)
    if of_titles is None or of_sheet is None or of_titles.name == of_sheet.name:
        return of_titles or of_sheet
    # A sheet that is called after a strange place («Tổ 9») may be any part of the unit.
    is_known = units.find(of_sheet.name) is not None
    return _said([*titles, sheet], units) if is_known else of_titles


def _titles(headings: Headings, without: Collection[int] = ()) -> list[tuple[str, str]]:
    """The titles above a table and at last the sheet's name, each with where it stands."""
    first = headings.table_above or headings.first_row
    titles = [
        title
        for row in range(first - 1, 0, -1)
        if row not in without
        for title in _titles_of(headings, row)
    ]
    name = headings.sheet.whole or headings.sheet.name
    return [*titles, (name, f"tên trang «{name}»")]


def _titles_of(headings: Headings, row: int) -> list[tuple[str, str]]:
    return [(text, f"tiêu đề «{text}» ở dòng {row}") for text in texts_of_row(headings, row)]


def _said(texts: Iterable[tuple[str, str]], units: UnitNames) -> UnitAbove | None:
    """What some texts say of the unit below, each given with where it stands."""
    names: dict[str, None] = {}
    places: list[str] = []
    for text, where in texts:
        named = units.named_in(text)
        said = [*map(units.name, named.units), *named.strange]
        if said:
            names |= dict.fromkeys(said)
            places.append(where)
    if not names:
        return None
    # Two names joined so are the name of no unit.
    return UnitAbove(" và ".join(names), ", ".join(places))
