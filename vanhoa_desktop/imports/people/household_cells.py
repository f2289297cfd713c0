"""The code of a household as it stands in a cell; what is none puts nobody into a household."""

import datetime as dt
import re
from dataclasses import dataclass

from vanhoa_desktop.domain.problems import Severity
from vanhoa_desktop.imports.book.book import Cell, cell_text
from vanhoa_desktop.imports.cells.none_words import is_cross, says_none
from vanhoa_desktop.imports.people.person_cells import RowReading
from vanhoa_desktop.imports.words.gone_remarks import is_only_gone
from vanhoa_desktop.imports.words.heading_words import HOUSEHOLD_CODE
from vanhoa_desktop.texts.words.names import fold_text

_NONE_OF_HOUSEHOLDS = re.compile(r"(?:khong|ko|k|chua)(?: co| thuoc)?(?: so| ma)? ho(?: nao)?")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# «1.0» is what a number becomes that is kept as text.
_WHOLE = re.compile(r"([0-9]{1,4})[.,]0")
_ISO_DAY = re.compile(r"[0-9]{4}-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})(?:[ t][0-9:.]+)?")
_WHOLE_DAY = re.compile(r"(?P<day>[0-9]{1,2})[/.\-](?P<month>[0-9]{1,2})[/.\-](?:19|20)[0-9]{2}")
# «1-Feb», «1-thg 2», as Excel shows a day without its year.
_SHORT_DAY = re.compile(
    rf"(?P<day>[0-9]{{1,2}})-(?:(?P<name>{'|'.join(_MONTHS)})|thg ?(?P<month>[0-9]{{1,2}}))"
)


@dataclass(frozen=True, slots=True)
class WrittenCode:
    """What a cell says: a code; that there is none; or the day and month of a date."""

    code: str | None = None
    is_none: bool = False
    day: tuple[int, int] | None = None

    @property
    def is_no_code(self) -> bool:
        """Whether something stands in the cell that names no household."""
        return self.is_none or self.day is not None


def household_code_in(cell: Cell) -> WrittenCode:
    """The code of a household in a cell. Excel turns «1/2» and «2-1» into days: those are none."""
    if isinstance(cell, dt.date):
        return WrittenCode(day=(cell.day, cell.month))
    text = cell_text(cell)
    if not text:
        return WrittenCode()
    folded = fold_text(text)
    is_word = says_none(text) or is_cross(text) or bool(_NONE_OF_HOUSEHOLDS.fullmatch(folded))
    is_none = is_word or is_only_gone(text) or not any(map(str.isalnum, text))
    if is_none or isinstance(cell, bool | dt.time | dt.timedelta):
        return WrittenCode(is_none=True)
    day = _day_in(folded)
    if day is not None:
        return WrittenCode(day=day)
    whole = _WHOLE.fullmatch(text)
    return WrittenCode(text if whole is None else whole[1])


def _day_in(folded: str) -> tuple[int, int] | None:
    for pattern in (_ISO_DAY, _WHOLE_DAY, _SHORT_DAY):
        found = pattern.fullmatch(folded)
        if found is not None:
            parts = found.groupdict()
            name = parts.get("name")
            month = _MONTHS.index(name) + 1 if name else int(parts["month"])
            return int(parts["day"]), month
    return None


def read_household_code(reading: RowReading) -> WrittenCode:
    """The code of a row's household; what stands there and is none is told."""
    text = reading.text(HOUSEHOLD_CODE)
    written = household_code_in(reading.cell(HOUSEHOLD_CODE))
    if written.is_none:
        message = (
            f"«{text}» không phải số hộ nên không xếp ai vào hộ theo ô này. Muốn xếp hộ, hãy ghi "
            "số hộ rồi nhập lại."
        )
        reading.add(HOUSEHOLD_CODE, Severity.WARNING, "HOUSEHOLD_NONE", message)
    if written.day is not None:
        day, month = written.day
        cell = reading.cell(HOUSEHOLD_CODE)
        shown = f"{cell:%d/%m/%Y}" if isinstance(cell, dt.date) else text
        message = (
            f"Ô số hộ ghi ngày «{shown}»: có lẽ số hộ «{day}/{month}» hoặc «{month}-{day}» bị "
            "Excel đổi thành ngày, nên không xếp ai vào hộ theo ô này. Hãy đặt cả cột thành kiểu "
            "chữ (Text), ghi lại số hộ rồi nhập lại."
        )
        reading.add(HOUSEHOLD_CODE, Severity.WARNING, "HOUSEHOLD_AS_DAY", message)
    return written
