"""Births: one column or several, the order of day and month judged by the whole column."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from vanhoa_desktop.domain.enums import DatePrecision
from vanhoa_desktop.domain.people import BirthDate
from vanhoa_desktop.domain.problems import Problem, Severity
from vanhoa_desktop.imports.book.book import Cell, cell_text
from vanhoa_desktop.imports.cells.birth_words import says_no_birth, year_in_words
from vanhoa_desktop.imports.cells.day_order import (
    ColumnDays,
    DayOrder,
    day_first,
    judge_days,
    year_meant,
)
from vanhoa_desktop.imports.cells.ditto import is_ditto
from vanhoa_desktop.imports.headings.headings import Headings
from vanhoa_desktop.imports.people.person_cells import RowReading
from vanhoa_desktop.imports.words.heading_words import (
    BIRTH,
    BIRTH_OF_MEN,
    BIRTH_OF_WOMEN,
    BIRTH_PARTS,
    BIRTH_YEAR,
)
from vanhoa_desktop.texts.words.dates import birth_of_day, birth_of_number, birth_text, parse_birth
from vanhoa_desktop.texts.words.names import fold_text

UNCERTAIN = "BIRTHS_UNCERTAIN"
_DAYS_1904 = 1462
# A smaller number without the look of a day (1070, 2970) may be a mistyped year.
_FIRST_SURE_SERIAL = 3000
_WHOLE = (BIRTH, BIRTH_OF_MEN, BIRTH_OF_WOMEN)
_IN_COLUMNS = (*_WHOLE, BIRTH_YEAR)


_MONTH_FIRST = (
    "Cột này ghi tháng trước, ngày sau (có số lớn hơn 12 đứng sau), nên 03/05/1961 được đọc là "
    "ngày 05 tháng 3. Hãy xem lại vài người."
)
_MIXED = (
    "Không rõ cột này ghi ngày trước hay tháng trước: {where} ghi tháng đứng trước. Những ô không "
    "rõ chỉ được lấy năm sinh. Hãy sửa dòng đó rồi nhập lại thì có đủ ngày tháng."
)
_UNCERTAIN = (
    "Cả cột không có số nào lớn hơn 12 nên không chắc ngày hay tháng đứng trước; đã đọc là ngày "
    "trước, tháng sau. Hãy xem lại vài người."
)
_TURNED_CELLS = (
    "Cột này vừa có ô kiểu ngày (ngày nào cũng không quá 12), vừa có ô kiểu chữ: có thể Excel đã "
    "đổi chỗ ngày và tháng trong các ô kiểu ngày. Các ô đó chỉ được lấy năm sinh. Muốn có đủ ngày "
    "tháng, hãy ghi cả cột thành chữ ngày/tháng/năm."
)
_ORDERS = {
    DayOrder.MONTH_FIRST: ("BIRTHS_MONTH_FIRST", _MONTH_FIRST),
    DayOrder.MIXED: ("BIRTHS_MIXED", _MIXED),
    DayOrder.UNCERTAIN: (UNCERTAIN, _UNCERTAIN),
}
_TURNED = ("BIRTHS_TURNED", _TURNED_CELLS)


def days_of_columns(headings: Headings, rows: Iterable[int]) -> dict[str, ColumnDays]:
    """What the cells of each column of births say together of the order of day and month."""
    people = list(rows)
    return {
        name: _with_row(judge_days(headings.cell(row, name) for row in people), people)
        for name in _IN_COLUMNS
        if name in headings.columns
    }


def _with_row(column: ColumnDays, rows: Sequence[int]) -> ColumnDays:
    """The same, with the row of the odd cell in place of its place."""
    if column.odd is None:
        return column
    place, text = column.odd
    return replace(column, odd=(rows[place], text))


def _where(column: ColumnDays) -> str:
    """«dòng 5 («12/25/1991»)»; where no row is odd, some row."""
    return "có dòng" if column.odd is None else f"dòng {column.odd[0]} («{column.odd[1]}»)"


def day_problems(headings: Headings, days: Mapping[str, ColumnDays]) -> list[Problem]:
    """What has to be said of whole columns: month first, both orders, nothing decides."""
    found: list[Problem] = []
    for name, column in days.items():
        said = [_ORDERS[column.order]] if column.order in _ORDERS else []
        said += [_TURNED] if column.has_turned_cells else []
        for code, message in said:
            title = headings.titles[name]
            sheet, row = headings.sheet.name, headings.last_row
            told = message.format(where=_where(column))
            found.append(Problem(sheet, row, title, Severity.WARNING, code, told))
    return found


def read_birth(reading: RowReading) -> BirthDate | None:
    """The birth date as far as it is written; an error is noted for one that cannot be."""
    name = next((name for name in _WHOLE if reading.text(name)), None)
    year = _birth_in(reading, BIRTH_YEAR)
    if name is None:
        return _checked(reading, _of_parts(reading) or year)
    partial = _without_year(reading, name, year)
    birth = partial or _birth_in(reading, name)
    by_sex = next((n for n in _WHOLE[1:] if reading.text(n)), None)
    if name == BIRTH and by_sex is not None:
        _compare_births(reading, birth, name, by_sex)
    if birth is not None and year is not None and birth.year != year.year:
        message = (
            f"«{reading.text(name)}» và «{reading.text(BIRTH_YEAR)}» là hai năm sinh khác nhau. "
            "Hãy sửa một trong hai ô."
        )
        reading.add(BIRTH_YEAR, Severity.ERROR, "BIRTHS_DISAGREE", message)
    return _checked(reading, birth)


def _compare_births(reading: RowReading, birth: BirthDate | None, name: str, by_sex: str) -> None:
    """Refuse a row whose columns «Nam», «Nữ» hold another birth than its column of births."""
    other = _birth_in(reading, by_sex)
    if birth is not None and other is not None and birth.year != other.year:
        message = (
            f"«{reading.text(name)}» và «{reading.text(by_sex)}» là hai năm sinh khác nhau. "
            "Hãy sửa một trong hai ô."
        )
        reading.add(by_sex, Severity.ERROR, "BIRTHS_DISAGREE", message)


def _without_year(reading: RowReading, name: str, year: BirthDate | None) -> BirthDate | None:
    """«05/03» beside a year in its own column."""
    if year is None:
        return None
    text = reading.text(name).rstrip("/.- ")
    return parse_birth(f"{text}/{year.year}") if text.count("/") == 1 else None


def _birth_in(reading: RowReading, name: str) -> BirthDate | None:
    text = reading.text(name)
    if not text:
        return None
    cell = reading.cell(name)
    days = reading.days.get(name, ColumnDays())
    typed = _typed_year(reading, name, cell, days)
    birth = typed or _birth_of(cell, days, reading, name)
    if birth is None:
        return _of_words(reading, name, cell, text)
    if typed is None and days.is_doubtful(cell):
        why = "" if days.odd is None else f" (vì {_where(days)} ghi tháng đứng trước)"
        message = (
            f"«{_shown(cell)}»: không rõ ngày hay tháng đứng trước{why} nên chỉ lấy năm "
            f"{birth.year}."
        )
        reading.add(name, Severity.WARNING, "BIRTH_DAY_DOUBTFUL", message)
        return BirthDate(str(birth.year), DatePrecision.YEAR)
    return birth


def _of_words(reading: RowReading, name: str, cell: Cell, text: str) -> BirthDate | None:
    """The birth year among other words of a cell; None where it says none, which is told."""
    if is_ditto(cell):
        reading.doubts.append(
            f"Cột «{reading.headings.titles.get(name, name)}» ghi «{text}» (như trên): không rõ có "
            "phải cùng ngày sinh với dòng trên không. Hãy ghi rõ rồi nhập lại; nếu chưa biết ngày "
            "sinh thì chọn «là người mới» hoặc chọn người."
        )
        return None
    if isinstance(cell, str) and says_no_birth(text):
        message = f"«{text}»: không rõ ngày sinh nên người này được đọc không có ngày sinh."
        reading.add(name, Severity.WARNING, "BIRTH_UNKNOWN", message)
        return None
    birth = year_in_words(text, reading.this_year) if isinstance(cell, str) else None
    if birth is None:
        reading.add(name, Severity.ERROR, "BIRTH_INVALID", _unlike_a_birth(cell, text))
    else:
        message = f"«{text}»: chỉ lấy năm sinh {birth.year}. Hãy xem lại."
        reading.add(name, Severity.WARNING, "BIRTH_BY_YEAR", message)
    return birth


def _unlike_a_birth(cell: Cell, text: str) -> str:
    """Why a cell is no birth, and what to do; a number may be a day that lost its format."""
    day = birth_of_number(float(cell)) if isinstance(cell, float | int) else None
    if day is None or day.precision is not DatePrecision.DAY or float(cell) < _FIRST_SURE_SERIAL:  # type: ignore[arg-type]  # a number, as `day` tells
        return f"«{text}» không phải ngày sinh có thật. Hãy ghi ngày/tháng/năm, hoặc chỉ ghi năm."
    return (
        f"«{text}» là một con số, có thể là ngày {birth_text(day)} mất định dạng. Hãy chọn cả cột "
        "trong Excel, đặt định dạng Ngày (Date), xem lại rồi lưu và nhập lại; hoặc ghi năm sinh."
    )


def _typed_year(reading: RowReading, name: str, cell: Cell, days: ColumnDays) -> BirthDate | None:
    """The year that somebody typed into a cell shown as a day; None where the day may be true."""
    if not isinstance(cell, dt.date) or days.has_early_years:
        return None
    year = year_meant(cell, is_1904=reading.headings.sheet.is_1904)
    if year is None or (reading.this_year is not None and year > reading.this_year):
        return None
    message = (
        f"Ô này kiểu ngày nên số {year} hiện thành {_shown(cell)}; được đọc là năm sinh {year}. "
        "Hãy xem lại."
    )
    reading.add(name, Severity.WARNING, "BIRTH_YEAR_AS_DAY", message)
    return BirthDate(str(year), DatePrecision.YEAR)


def _shown(cell: Cell) -> str:
    return f"{cell:%d/%m/%Y}" if isinstance(cell, dt.date) else cell_text(cell)


def _birth_of(cell: Cell, days: ColumnDays, reading: RowReading, name: str) -> BirthDate | None:
    if isinstance(cell, dt.datetime):
        return birth_of_day(cell.date())
    if isinstance(cell, dt.date):
        return birth_of_day(cell)
    if isinstance(cell, bool | dt.time | dt.timedelta):
        return None
    if isinstance(cell, float | int):
        birth = birth_of_number(float(cell))
        is_serial = birth is not None and birth.precision is DatePrecision.DAY
        if is_serial and (cell < _FIRST_SURE_SERIAL or _holds_years(reading, name)):
            # 1070, 19775: a year that was mistyped, no day that Excel counts.
            return None
        if is_serial and reading.headings.sheet.is_1904:
            birth = birth_of_number(float(cell) + _DAYS_1904)
        return birth
    return parse_birth(day_first(cell_text(cell), days.order), reading.this_year)


def _holds_years(reading: RowReading, name: str) -> bool:
    """Whether a column is headed as one of years alone: «Năm sinh», «Nam | Nữ» under it."""
    heading = fold_text(reading.headings.titles.get(name, ""))
    return "ngay" not in heading and (name != BIRTH or "nam sinh" in heading)


def _of_parts(reading: RowReading) -> BirthDate | None:
    """Day, month and year in three columns; the year alone is enough, the day alone is not."""
    day, month, year = (reading.text(name) for name in BIRTH_PARTS)
    if not year and not day and not month:
        return None
    written = "/".join(part for part in (day, month, year) if part)
    text = written if (year and (month or not day)) else ""
    birth = parse_birth(text, reading.this_year) if text else None
    if birth is None:
        message = f"«{written}» không phải ngày sinh có thật. Hãy sửa ngày, tháng hoặc năm."
        reading.add(BIRTH_PARTS[2], Severity.ERROR, "BIRTH_INVALID", message)
    return birth


def _checked(reading: RowReading, birth: BirthDate | None) -> BirthDate | None:
    if birth is not None and reading.this_year is not None and birth.year > reading.this_year:
        message = (
            f"Sinh {birth_text(birth)}: sau năm nay ({reading.this_year}). Hãy sửa ô ngày sinh; "
            "nếu đồng hồ của máy sai thì chọn «là người mới»."
        )
        reading.doubts.append(message)
    return birth
