"""The unit that rows belong to by what stands above them: a section, a title, the sheet's name."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from vanhoa_desktop.domain.import_account import RowBin
from vanhoa_desktop.imports.book import cell_text
from vanhoa_desktop.imports.headings import Headings
from vanhoa_desktop.imports.table_rows import without_section_number
from vanhoa_desktop.imports.unit_names import UnitNames


@dataclass(frozen=True, slots=True)
class UnitAbove:
    """A unit by its name, or a name that no unit has; and where it is named, in words."""

    name: str
    where: str


def units_above(
    headings: Headings, people: Iterable[int], bins: Mapping[int, RowBin], units: UnitNames
) -> dict[int, UnitAbove]:
    """The unit above each row of people, where one is named.

    The nearest section that names a unit tells; then the title nearest to the table, then the
    sheet's name. A section that names none («Xóm Đình») is part of the one before.
    """
    current = _of_whole(headings, units)
    found: dict[int, UnitAbove] = {}
    sections = {row for row, row_bin in bins.items() if row_bin is RowBin.SECTION}
    for row in sorted(sections | set(people)):
        if row in sections:
            named = _named_in(headings, row, units, "tên phần")
            current = named or _strange_in(headings, row, units) or current
        elif current is not None:
            found[row] = current
    return found


def _of_whole(headings: Headings, units: UnitNames) -> UnitAbove | None:
    for row in range(headings.first_row - 1, 0, -1):
        title = _named_in(headings, row, units, "tiêu đề")
        if title is not None:
            return title
    name = headings.sheet.whole or headings.sheet.name
    unit = units.mentioned(name)
    if unit is None and not units.is_strange(name):
        return None
    return UnitAbove(name if unit is None else units.name(unit), f"tên trang «{name}»")


def _strange_in(headings: Headings, row: int, units: UnitNames) -> UnitAbove | None:
    """«II. Thôn Lạ»: the people below are of no unit that is known."""
    for cell in headings.sheet.rows[row - 1]:
        text = without_section_number(cell_text(cell))
        if units.is_strange(text):
            return UnitAbove(text, f"tên phần «{text}» ở dòng {row}")
    return None


def _named_in(headings: Headings, row: int, units: UnitNames, what: str) -> UnitAbove | None:
    texts = dict.fromkeys(cell_text(cell) for cell in headings.sheet.rows[row - 1])
    named = {text: unit for text in texts if text and (unit := units.mentioned(text))}
    if len(set(named.values())) != 1:
        return None
    text, unit = next(iter(named.items()))
    return UnitAbove(units.name(unit), f"{what} «{text}» ở dòng {row}")
