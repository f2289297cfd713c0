"""Rows that name a person: by what he or she can be found, in every kind of table."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from vanhoa_desktop.domain.enums import Sex
from vanhoa_desktop.domain.import_account import RowAccount, RowBin, SheetAccount
from vanhoa_desktop.domain.people import BirthDate
from vanhoa_desktop.domain.problems import Problem, Severity
from vanhoa_desktop.imports.book.book import cell_text
from vanhoa_desktop.imports.book.book_notes import WIDE_ROW
from vanhoa_desktop.imports.cells.day_order import ColumnDays
from vanhoa_desktop.imports.cells.name_cells import without_number, without_title
from vanhoa_desktop.imports.cells.none_words import says_none
from vanhoa_desktop.imports.headings.headings import Headings
from vanhoa_desktop.imports.people.ages import birth_doubt, years_of_list
from vanhoa_desktop.imports.people.birth_cells import (
    UNCERTAIN,
    day_problems,
    days_of_columns,
    read_birth,
)
from vanhoa_desktop.imports.people.gone_rows import gone_in_row
from vanhoa_desktop.imports.people.household_cells import household_code_in
from vanhoa_desktop.imports.people.person_cells import (
    NO_TICKS,
    TICKS,
    RowReading,
    read_citizen_number,
    read_name,
    read_sex,
)
from vanhoa_desktop.imports.tables.gone_titles import doubts_of_titles
from vanhoa_desktop.imports.tables.merged_cells import merged_doubts
from vanhoa_desktop.imports.tables.names_alone import names_alone, names_below
from vanhoa_desktop.imports.tables.opened_tables import Tables, TableSheet
from vanhoa_desktop.imports.tables.rows_above import RowsAbove
from vanhoa_desktop.imports.tables.table_rows import written_name
from vanhoa_desktop.imports.tables.title_rows import texts_of_row
from vanhoa_desktop.imports.tables.told_once import told_once
from vanhoa_desktop.imports.tables.units_above import units_over
from vanhoa_desktop.imports.tables.wrapped_names import doubts_of_wrapped
from vanhoa_desktop.imports.words.heading_words import (
    HAMLET,
    HEAD_NAME,
    HOUSEHOLD_CODE,
    NAME_FIELDS,
    NUMBER,
    PERSON_ID,
    PRESENCE,
    UNIT_NAME,
)

Made = TypeVar("Made")
_ID_LENGTH = 36


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedRow:
    """Who a row is about; None where it says nothing. `row` counts from 1.

    `number_mask` stands where an exported list shows a number masked, `person_id` where it carries
    the id, `unit_heading` how the column of `unit_name` is headed; `unit_where` tells what above
    the row names its unit, where its own cells do not; `unit_over` is the cell next above in the
    column of units, where the row's own one is empty. `doubts` are questions about the row that
    only the officer can answer, `name_doubt` the one among them about the name, `birth_doubt`
    about the year of birth, `gone_doubt` the one about a remark that somebody died or moved away
    (`gone_remark`), `gone_of_titles` those that a title above or a note of the table raises.
    `addresses` are headings and cells that say where somebody lives. `is_name_alone`: it may be a
    title.
    """

    sheet: str
    row: int
    full_name: str
    birth: BirthDate | None = None
    sex: Sex | None = None
    citizen_number: str | None = None
    number_mask: str | None = None
    unit_name: str | None = None
    unit_heading: str = ""
    unit_where: str = ""
    household_code: str | None = None
    head_name: str | None = None
    person_id: str | None = None
    unit_over: str = ""
    doubts: tuple[str, ...] = ()
    name_doubt: str = ""
    birth_doubt: str = ""
    gone_doubt: str = ""
    gone_remark: str = ""
    gone_of_titles: tuple[str, ...] = ()
    addresses: tuple[tuple[str, str], ...] = ()
    is_name_alone: bool = False

    @property
    def place(self) -> tuple[str, int]:
        """The sheet and the number in it."""
        return self.sheet, self.row


@dataclass(frozen=True, slots=True)
class RowReadings:
    """What a file's rows say: the readable ones, problems, and the account as far as it is known.

    `left_out` are the texts of the rows that hold an error, by their places, `reasons` the first
    error of each.
    """

    sheets: tuple[SheetAccount, ...]
    problems: tuple[Problem, ...]
    left_out: dict[tuple[str, int], str] = field(default_factory=dict)
    reasons: dict[tuple[str, int], str] = field(default_factory=dict)


def read_person(reading: RowReading) -> dict[str, object]:
    """The values of a NamedRow, without its household."""
    name, birth, sex = read_name(reading), read_birth(reading), read_sex(reading)
    number = read_citizen_number(reading, birth, sex)
    doubt_of_birth = birth_doubt(reading, birth)
    reading.doubts += [doubt_of_birth] if doubt_of_birth else []
    # Read before the doubts are taken together: a ditto mark may raise one.
    unit_name = reading.text(UNIT_NAME) or None
    above = reading.unit_above if unit_name is None else None
    reading.doubts += [above.doubt] if above is not None and above.doubt else []
    gone_doubt, gone_remark = gone_in_row(reading)
    reading.doubts += [gone_doubt] if gone_doubt else []
    reading.doubts += _doubts_of_seconds(reading)
    return {
        "sheet": reading.headings.sheet.name,
        "row": reading.number,
        "full_name": name,
        "birth": birth,
        "sex": sex,
        "citizen_number": number.number,
        "number_mask": number.mask,
        "unit_name": unit_name if above is None else above.name or None,
        "unit_where": "" if above is None else above.where,
        "unit_over": reading.unit_over,
        "unit_heading": reading.headings.titles.get(UNIT_NAME, ""),
        "person_id": _person_id(reading),
        "doubts": tuple(reading.doubts),
        "name_doubt": reading.name_doubt,
        "birth_doubt": doubt_of_birth,
        "gone_doubt": gone_doubt,
        "gone_remark": gone_remark,
        "gone_of_titles": reading.gone_of_titles,
        "addresses": tuple(_addresses(reading)),
        "is_name_alone": reading.is_name_alone,
    }


def read_named_person(reading: RowReading) -> dict[str, object]:
    """The values of a NamedRow in a table that only finds people, with the household it names.

    What cannot be read in that cell tells of nobody: the row is found by all else that it says.
    """
    person = read_person(reading)
    home = {
        "household_code": household_code_in(reading.cell(HOUSEHOLD_CODE)).code,
        "head_name": _head_name(reading),
    }
    return {**person, **home, "doubts": tuple(reading.doubts)}


def _head_name(reading: RowReading) -> str | None:
    """The head of the household; a tick in that column names nobody."""
    name = without_title(without_number(cell_text(reading.cell(HEAD_NAME))))
    is_nobody = name.casefold() in TICKS | NO_TICKS or says_none(name)
    return None if is_nobody else name or None


# Where two columns of one meaning may say other things: a second phone is no contradiction.
_MAY_DIFFER = NAME_FIELDS | {
    NUMBER,
    UNIT_NAME,
    HAMLET,
    PERSON_ID,
    "note",
    "phone",
    "occupation",
    PRESENCE,
}


def _doubts_of_seconds(reading: RowReading) -> Iterator[str]:
    """The doubt about each column that says otherwise than the one of its meaning that is read."""
    headings = reading.headings
    for column, name in headings.seconds.items():
        if name in reading.asked_of_table:
            continue
        first = headings.text(reading.number, name)
        second = cell_text(headings.sheet.cell(reading.number, column))
        is_same = first.casefold() == second.casefold()
        if name in _MAY_DIFFER or not first or not second or is_same:
            continue
        yield (
            f"Cột «{headings.titles[name]}» ghi «{first}», cột «{headings.texts[column]}» cùng "
            f"nghĩa ghi «{second}». Nếu «{second}» mới đúng, hãy sửa bảng rồi nhập lại; nếu không "
            "phải người này thì chọn «Bỏ qua»."
        )


def _addresses(reading: RowReading) -> Iterator[tuple[str, str]]:
    headings = reading.headings
    for column in headings.address_columns():
        text = cell_text(headings.sheet.cell(reading.number, column))
        if text:
            yield headings.texts[column], text


def _person_id(reading: RowReading) -> str | None:
    text = reading.text(PERSON_ID).strip().lower()
    return text if len(text) == _ID_LENGTH else None


def read_rows(
    tables: Tables,
    this_year: int | None,
    read_row: Callable[[RowReading], Made | None],
    pass_row: Callable[[RowReading], None] | None = None,
) -> tuple[list[Made], RowReadings]:
    """Read every row that is meant as a person; `read_row` gives None for one that says nothing.

    A row with an error is left out whatever was read from it. `pass_row` sees the rows of people
    who are not read, hidden or struck out: those below may go on from them.
    """
    made: list[Made] = []
    problems: list[Problem] = []
    sheets: list[SheetAccount] = []
    left_out: dict[tuple[str, int], str] = {}
    unreadable = {(p.sheet, p.row) for p in tables.problems if p.code == WIDE_ROW}
    for table in tables.sheets:
        bins = dict(table.rows)
        headings = table.headings
        if headings is not None:
            sheet_name = headings.sheet.whole or headings.sheet.name
            days = days_of_columns(headings, table.people)
            problems += _told_days(headings, table.people, days)
            for reading in _readings(table, headings, RowReading(headings, 0, this_year, days)):
                number = reading.number
                if number in table.unseen and pass_row is not None:
                    pass_row(reading)
                if number in table.unseen:
                    continue
                row = read_row(reading)
                problems += reading.problems
                if reading.has_error or (sheet_name, number) in unreadable:
                    left_out[headings.sheet.name, number] = row_text(headings, number)
                elif row is None:
                    bins[number] = RowBin.UNFILLED
                else:
                    made.append(row)
        rows = tuple(_accounts(headings, bins))
        sheets.append(SheetAccount(table.sheet.name, table.bin, table.columns, rows))
    every = [*tables.problems, *problems]
    ordered = sorted(told_once(every), key=lambda problem: problem.row)
    order = {table.sheet.name: number for number, table in enumerate(tables.sheets)}
    ordered.sort(key=lambda problem: order.get(problem.sheet, 0))
    return made, RowReadings(tuple(sheets), tuple(ordered), left_out, _reasons(every))


def _reasons(problems: Iterable[Problem]) -> dict[tuple[str, int], str]:
    """The first error of each row."""
    reasons: dict[tuple[str, int], str] = {}
    for problem in problems:
        if problem.severity is Severity.ERROR:
            reasons.setdefault((problem.sheet, problem.row), problem.message)
    return reasons


def _readings(table: TableSheet, headings: Headings, like: RowReading) -> Iterator[RowReading]:
    """The rows of people from above to below, those among them who are not read; none is kept."""
    above = RowsAbove(headings)
    over = units_over(headings, table.people, table.rows)
    merged = merged_doubts(table, headings)
    wrapped = doubts_of_wrapped(headings, table.people)
    alone = {**names_alone(table, headings), **names_below(table, headings)}
    gone = doubts_of_titles(table, headings)
    unseen = set(table.unseen)
    age = years_of_list(headings, table.people, like.this_year, lambda row: _birth_at(like, row))
    like = replace(like, years_of_list=age)
    block = 0
    for number in sorted({*table.people, *table.rows}):
        row_bin = table.rows.get(number)
        if row_bin in {RowBin.SECTION, RowBin.LEFT_OUT}:
            above.begin_anew()
            block += row_bin is RowBin.LEFT_OUT
            if headings.text(number, UNIT_NAME) and len(texts_of_row(headings, number)) == 1:
                above.note(number, only_filled=True)
        elif row_bin is None or number in unseen:
            reading = replace(
                like, headings=above.headings_of(number), number=number, problems=[], doubts=[]
            )
            reading.above, reading.block = above.cells, block
            reading.texts_above = above.texts
            reading.unit_above = table.units.get(number)
            reading.unit_over = over.get(number, "")
            reading.is_name_alone = number in alone
            reading.doubts += [*_doubts_of_table(table), *merged.get(number, ())]
            # A half name is asked with what may be its other half.
            own = wrapped.get(number) or alone.get(number)
            reading.doubts += [own] if own else []
            reading.gone_of_titles = tuple(filter(None, (gone.get(number), table.gone_question)))
            reading.doubts += reading.gone_of_titles
            yield reading
            above.note(number)
        elif row_bin is RowBin.UNFILLED:
            above.note(number, only_filled=True)


def _birth_at(like: RowReading, row: int) -> BirthDate | None:
    return read_birth(replace(like, number=row, problems=[], doubts=[]))


def _doubts_of_table(table: TableSheet) -> list[str]:
    """What has to be asked of every row of a table."""
    if not table.other_commune:
        return []
    doubt = (
        f"Bảng này ghi tên xã khác ({table.other_commune}). Nếu người này không ở xã mình thì chọn "
        "«Bỏ qua»; nếu bảng chỉ ghi nhầm tên xã, hãy sửa tên đó rồi nhập lại."
    )
    return [doubt]


def _told_days(
    headings: Headings, people: list[int], days: Mapping[str, ColumnDays]
) -> list[Problem]:
    """What has to be said of the columns of births; rows from here were written day first."""
    foreign = [row for row in people if not headings.text(row, PERSON_ID)]
    told = day_problems(headings, days)
    if len(foreign) == len(people):
        return told
    doubtful = {
        (p.column, p.code) for p in day_problems(headings, days_of_columns(headings, foreign))
    }
    return [p for p in told if p.code != UNCERTAIN or (p.column, p.code) in doubtful]


def _accounts(headings: Headings | None, bins: dict[int, RowBin]) -> Iterator[RowAccount]:
    if headings is not None:
        for number, row_bin in sorted(bins.items()):
            yield RowAccount(number, row_bin, row_text(headings, number))


def row_text(headings: Headings, row: int) -> str:
    """What a row is known by in the account: its name, else what stands in it first."""
    name = written_name(headings, row)
    if name:
        return name
    cells = headings.sheet.rows[row - 1] if row <= len(headings.sheet.rows) else ()
    return next((text for cell in cells if (text := cell_text(cell))), "")[:80]
