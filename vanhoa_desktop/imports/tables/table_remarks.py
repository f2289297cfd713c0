"""What people are told of an opened table: what is read otherwise than it looks, or not at all."""

from collections.abc import Collection, Iterator, Mapping

from vanhoa_desktop.domain.import_account import ColumnAccount, ColumnBin, RowBin, SheetBin
from vanhoa_desktop.domain.problems import Problem, Severity
from vanhoa_desktop.imports.book.book import Sheet, cell_text
from vanhoa_desktop.imports.headings.headings import Headings
from vanhoa_desktop.imports.headings.headings_again import HeadingsAgain
from vanhoa_desktop.imports.headings.indicator_headings import NOT_ONLY_INDICATOR, indicator_of
from vanhoa_desktop.imports.headings.people_beside import PeopleBeside, people_beside
from vanhoa_desktop.imports.headings.unit_columns import unit_column_problems
from vanhoa_desktop.imports.tables.nameless_rows import values_text
from vanhoa_desktop.imports.tables.opened_tables import TableSheet, TableWish
from vanhoa_desktop.imports.tables.side_tables import rows_with_second_names
from vanhoa_desktop.imports.tables.table_rows import (
    is_numbered_name,
    names_a_section,
    word_of_address,
    written_name,
)
from vanhoa_desktop.imports.words.heading_words import (
    CITIZEN_NUMBER,
    HAMLET,
    HEAD_NAME,
    HOUSEHOLD_CODE,
    PERSON_FIELDS,
    PERSON_ID,
    SEX,
    is_age_heading,
    is_known_heading,
    unread_words,
)
from vanhoa_desktop.imports.words.known_headings import mended_heading
from vanhoa_desktop.texts.words.numbers import count_text

_SHEET_MESSAGES = {
    SheetBin.NO_HEADINGS: "Trang «{name}» không có dòng tiêu đề cột nên không đọc. "
    "Nếu trang này cũng là danh sách, hãy thêm dòng tiêu đề (Họ và tên, Năm sinh …).",
    SheetBin.HIDDEN: "Trang «{name}» đang bị ẩn nên không đọc. Muốn nhập, hãy cho hiện trang đó.",
    SheetBin.TOO_LARGE: "Trang «{name}» quá lớn nên không đọc. Hãy chép phần danh sách ra tệp mới.",
    SheetBin.DAMAGED: "Trang «{name}» bị hỏng nên không đọc. Hãy mở và lưu lại tệp bằng Excel.",
    SheetBin.OTHER_YEAR: "Trang «{name}» là của năm khác ({other_year}) nên không đọc.",
    SheetBin.OTHER_ASSESSOR: "Trang «{name}» ghi là điểm của người chấm khác nên không đọc. Nếu "
    "chỉ ghi nhầm, hãy sửa tên trang, tiêu đề bảng và tiêu đề cột rồi nhập lại.",
    SheetBin.OTHER_CONTEST: "Trang «{name}» ghi «{other_contest}», không phải điểm «Công dân học "
    "tập», nên không đọc. Nếu chỉ ghi nhầm, hãy sửa tên trang và tiêu đề rồi nhập lại.",
}
_MOST_NUMBERS_SHOWN = 12


def column_problems(table: TableSheet, headings: Headings, wish: TableWish) -> Iterator[Problem]:
    """Columns that are read in a way that people must know of, or not at all."""
    if HAMLET not in wish.unused:
        yield from unit_column_problems(headings)
    yield from _hidden_columns(table, headings)
    yield from _columns_read_as(table, headings, wish)
    yield from _household_columns(headings, wish)
    yield from _sexes_by_number(table, headings)
    beside = people_beside(headings, sorted({*table.people, *table.rows} - {*_above(headings)}))
    if beside.rows:
        yield _people_beside(headings, beside)
    for account in table.columns:
        if account.column in beside.columns:
            continue
        found = _of_column(table, headings, wish, account)
        if found is not None:
            yield _column_problem(headings, account, *found)


def _above(headings: Headings) -> range:
    return range(1, headings.last_row + 1)


def _people_beside(headings: Headings, beside: PeopleBeside) -> Problem:
    """That people beside the list are not read, and what to do."""
    first, last = column_letters(beside.columns[0]), column_letters(beside.columns[-1])
    columns = first if first == last else f"{first}–{last}"
    rows = list(beside.rows)
    message = (
        f"Cột {columns} không có tiêu đề mà ghi {count_text(len(rows))} người ({rows_text(rows)}) "
        "nên những người đó không nhập. Hãy chép họ xuống dưới danh sách, hoặc ghi tiêu đề cho các "
        "cột đó như ở danh sách bên trái, rồi nhập lại."
    )
    name = headings.sheet.name
    return Problem(name, rows[0], None, Severity.ERROR, "PEOPLE_BESIDE", message)


def _of_column(
    table: TableSheet, headings: Headings, wish: TableWish, account: ColumnAccount
) -> tuple[str, str] | None:
    """Code and sentence of why a column is not read, where people must know of it."""
    name = column_name(account)
    if account.field == HAMLET:
        return None
    if account.bin is ColumnBin.SECOND:
        first = headings.titles[account.field or ""]
        return "COLUMN_SECOND", f"Cột {name} cùng nghĩa với cột «{first}» bên trái nên không dùng."
    if account.note == NOT_ONLY_INDICATOR:
        code = indicator_of(wish.field_of(account.heading) or "")
        return "COLUMN_UNCLEAR", (
            f"Cột {name} không dùng: {NOT_ONLY_INDICATOR}. Nếu đúng là điểm của chỉ số này, hãy "
            f"sửa tiêu đề thành «{code}» rồi nhập lại."
        )
    lacking = set() if wish.points is None else wish.points.lacking(headings.columns)
    if account.bin is ColumnBin.OTHER_ASSESSOR and account.field in lacking:
        return "COLUMN_OTHER_ASSESSOR", (
            f"Cột {name} ghi là điểm của người chấm khác nên không dùng; bảng không có cột nào "
            "khác cho chỉ số này."
        )
    # A column without a heading holds nothing that could have been meant, if no person has
    # anything in it.
    is_nothing = not account.heading and not _is_beside_people(table, account.column)
    if account.bin is ColumnBin.UNUSED and is_age_heading(account.heading):
        return "COLUMN_UNUSED", f"Cột {name} không nhập, chỉ dùng để so với ngày sinh."
    if account.bin is ColumnBin.UNUSED and account.field not in wish.unused and not is_nothing:
        return "COLUMN_UNUSED", f"Cột {name} không dùng: chương trình không có mục này."
    return None


def _columns_read_as(table: TableSheet, headings: Headings, wish: TableWish) -> Iterator[Problem]:
    """Columns whose headings do not say alone what they were taken for."""
    for account in table.columns:
        if account.bin is not ColumnBin.FIELD or account.field in wish.unused:
            continue
        meaning = headings.read_as.get(account.column)
        if meaning is None:
            mended = mended_heading(account.heading, PERSON_FIELDS)
            meaning = None if mended is None else f"«{mended}»"
            meaning = meaning or _partly_read(account, wish)
        if meaning is not None:
            name = column_name(account)
            message = f"Cột {name} được đọc là {meaning}. Nếu không đúng, hãy sửa tiêu đề cột."
            yield _column_problem(headings, account, "COLUMN_READ_AS", message)


def _partly_read(account: ColumnAccount, wish: TableWish) -> str | None:
    """What a column was taken for though its heading has words that are not understood."""
    is_numbers = account.field == CITIZEN_NUMBER and not is_known_heading(account.heading)
    own = {*wish.by_hand, PERSON_ID}
    is_persons = account.field in PERSON_FIELDS.values() and account.field not in own
    if not is_persons or not (is_numbers or unread_words(account.heading)):
        return None
    known = next(text for text, name in PERSON_FIELDS.items() if name == account.field)
    return f"«{known}»"


def _household_columns(headings: Headings, wish: TableWish) -> Iterator[Problem]:
    """Heads of households without any code: nobody is put into a household."""
    column = headings.columns.get(HEAD_NAME)
    if column is None or wish.needed or HOUSEHOLD_CODE in headings.columns:
        return
    heading, sheet = headings.texts[column], headings.sheet.name
    message = (
        f"Cột «{heading}» ghi tên chủ hộ, bảng không có cột «Mã hộ» («Số hộ») nên không xếp ai vào "
        "hộ. Muốn xếp hộ, hãy thêm cột «Mã hộ» rồi nhập lại."
    )
    row = headings.last_row
    yield Problem(sheet, row, heading, Severity.WARNING, "HOUSEHOLDS_WITHOUT_CODE", message)


def _sexes_by_number(table: TableSheet, headings: Headings) -> Iterator[Problem]:
    """What 1 and 0 were taken for in a column of sexes."""
    column = headings.columns.get(SEX)
    numbered = [row for row in table.people if headings.text(row, SEX) in {"0", "1"}]
    if column is None or not numbered:
        return
    heading = headings.texts[column]
    message = (
        f"Cột «{heading}» ghi số: 1 được hiểu là nam, 0 là nữ. Nếu không phải, hãy ghi Nam, Nữ vào "
        "cột này rồi nhập lại."
    )
    sheet = headings.sheet.name
    yield Problem(sheet, numbered[0], heading, Severity.WARNING, "SEX_BY_NUMBER", message)


def _hidden_columns(table: TableSheet, headings: Headings) -> Iterator[Problem]:
    """Columns that nobody sees in the file and that are read all the same."""
    hidden = headings.sheet.hidden_columns
    for account in table.columns:
        is_read = account.bin is ColumnBin.FIELD and account.field != PERSON_ID
        if is_read and account.column in hidden:
            message = (
                f"Cột {column_name(account)} đang bị ẩn trong bảng nhưng vẫn được đọc. Nếu không "
                "muốn nhập cột này, hãy xóa cột đó trong bảng rồi nhập lại."
            )
            yield _column_problem(headings, account, "COLUMN_HIDDEN", message)


def _is_beside_people(table: TableSheet, column: int) -> bool:
    return any(cell_text(table.sheet.cell(row, column)) for row in table.people)


def column_name(account: ColumnAccount) -> str:
    """A column as people find it: its heading, or its letter where it has none."""
    return f"«{account.heading}»" if account.heading else f"{column_letters(account.column)}"


def column_letters(column: int) -> str:
    """A, B … Z, AA … as spreadsheets name their columns, from 1."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _column_problem(headings: Headings, account: ColumnAccount, code: str, message: str) -> Problem:
    heading = account.heading or column_letters(account.column)
    sheet = headings.sheet.name
    return Problem(sheet, headings.last_row, heading, Severity.WARNING, code, message)


def sheet_problems(table: TableSheet) -> Iterator[Problem]:
    """Why a sheet is not read; nothing for one that is."""
    message = _SHEET_MESSAGES.get(table.bin)
    if message is not None:
        text = message.format(
            name=table.sheet.name, other_year=table.other_year, other_contest=table.other_contest
        )
        code = f"SHEET_{table.bin.value.upper()}"
        yield Problem(table.sheet.name, 1, None, Severity.WARNING, code, text)


def second_table(sheet: Sheet, row: int, again: HeadingsAgain) -> Problem:
    """Another table below, with other columns."""
    letters = column_letters(again.column)
    said = f"cột {letters} ghi «{again.said}»" if again.said else f"cột {letters} để trống"
    before = f"bảng trên ghi «{again.before}»" if again.before else "bảng trên để trống"
    message = (
        f"Từ dòng này là một bảng khác, xếp cột khác bảng trên ({said}, {before}), nên không nhập. "
        "Hãy chép bảng này sang một trang khác rồi nhập lại."
    )
    return Problem(sheet.name, row, None, Severity.ERROR, "SECOND_TABLE", message)


def other_points(sheet: Sheet, row: int, title: str) -> Problem:
    """Rows below a title that names indicators, without headings of their own."""
    message = (
        f"«{title}»: các dòng dưới đó không có dòng tiêu đề cột riêng nên không rõ là điểm của "
        "chỉ số nào, không nhập. Hãy thêm dòng tiêu đề cột ở trên chúng rồi nhập lại."
    )
    return Problem(sheet.name, row, None, Severity.ERROR, "POINTS_WITHOUT_HEADINGS", message)


def tables_side_by_side(tables: list[Headings]) -> Problem:
    """Several tables in one sheet, and what each is called."""
    first = tables[0]
    names = ", ".join(
        f"«{table.sheet.name}» (từ cột {column_letters(min(table.texts))})" for table in tables[1:]
    )
    message = f"Trang này có {len(tables)} bảng cạnh nhau, đọc cả; bảng bên phải gọi là {names}."
    name = first.sheet.name
    return Problem(name, first.first_row, None, Severity.WARNING, "TABLES_SIDE_BY_SIDE", message)


def table_above(sheet: Sheet, row: int) -> Problem:
    """A smaller table above the list."""
    message = (
        "Từ dòng này là một bảng khác, ít cột hơn, ở phía trên danh sách, nên không nhập. "
        "Nếu cũng cần nhập, hãy chép bảng này sang một trang khác rồi nhập lại."
    )
    return Problem(sheet.name, row, None, Severity.ERROR, "TABLE_ABOVE", message)


def table_of_year(headings: Headings, text: str) -> Problem:
    """A list whose title is of another year than this one."""
    message = (
        f"«{text}» ghi năm khác. Danh sách vẫn được nhập; nếu là danh sách cũ thì người đã mất, đã "
        "chuyển đi có thể còn trong đó, hãy xem lại."
    )
    row = headings.first_row
    return Problem(headings.sheet.name, row, None, Severity.WARNING, "LIST_OF_OTHER_YEAR", message)


def row_problems(table: TableSheet, headings: Headings) -> Iterator[Problem]:
    """Rows that are left out, or read with something taken away."""
    by_bin: Mapping[RowBin, tuple[str, str]] = {
        RowBin.HIDDEN: (
            "ROWS_HIDDEN",
            "đang bị ẩn (thường do lọc) nên không nhập. Muốn nhập, hãy bỏ lọc rồi nhập lại.",
        ),
        RowBin.STRUCK: (
            "ROWS_STRUCK",
            "có họ tên bị gạch ngang nên không nhập. Muốn nhập, hãy bỏ gạch ngang trong bảng.",
        ),
    }
    for row_bin, (code, why) in by_bin.items():
        rows = [row for row, found in table.rows.items() if found is row_bin]
        if rows:
            message = f"{count_text(len(rows))} dòng ({rows_text(rows)}) {why}"
            name = table.sheet.name
            yield Problem(name, rows[0], None, Severity.WARNING, code, message)
    doubled = rows_with_second_names(headings, table.people)
    if doubled:
        message = (
            f"{count_text(len(doubled))} dòng ({rows_text(doubled)}) còn một họ tên nữa ở cột họ "
            "tên thứ hai; người đó không nhập. Nếu cũng cần nhập, hãy chép sang một trang khác."
        )
        name = table.sheet.name
        yield Problem(name, doubled[0], None, Severity.WARNING, "SECOND_NAMES", message)
    numbered = [row for row in table.people if is_numbered_name(headings, row)]
    if numbered:
        message = (
            f"{count_text(len(numbered))} dòng ({rows_text(numbered)}) có số thứ tự hoặc dấu đứng "
            "cạnh họ tên trong cùng ô: số, dấu đó được bỏ, chỉ lấy họ tên."
        )
        name = table.sheet.name
        yield Problem(name, numbered[0], None, Severity.WARNING, "NAMES_NUMBERED", message)
    addressed = {row: word for row in table.people if (word := word_of_address(headings, row))}
    if addressed:
        words = ", ".join(f"«{word}»" for word in dict.fromkeys(addressed.values()))
        message = (
            f"{count_text(len(addressed))} dòng ({rows_text(list(addressed))}) có lời xưng hô "
            f"({words}) trước họ tên: lời đó được bỏ, chỉ lấy họ tên."
        )
        first, name = next(iter(addressed)), table.sheet.name
        yield Problem(name, first, None, Severity.WARNING, "NAMES_ADDRESSED", message)
    for row, found in table.rows.items():
        name = written_name(headings, row)
        if found is RowBin.SECTION and name and not names_a_section(name):
            message = (
                f"«{name}» được coi là tên một phần của danh sách, không phải người. "
                "Nếu là người, hãy ghi số thứ tự bằng số."
            )
            sheet = table.sheet.name
            yield Problem(sheet, row, None, Severity.WARNING, "ROW_TAKEN_AS_SECTION", message)


def titles_with_values(
    table: TableSheet, headings: Headings, needed: Collection[str]
) -> Iterator[Problem]:
    """A line for each title without a name beside which stands what the table is read for."""
    columns = [column for name, column in headings.columns.items() if name in needed]
    for row, found in table.rows.items():
        texts = [cell_text(headings.sheet.cell(row, column)) for column in columns]
        is_title = found is RowBin.SECTION and row > headings.last_row
        # A title merged over the row stands in these columns too.
        has_values = any(char.isdigit() for text in texts for char in text[:1])
        if is_title and has_values and not written_name(headings, row):
            message = (
                f"Dòng này không có họ tên nên được coi là tên một phần, không nhập: "
                f"{values_text(headings, row)}. Nếu là của một người, hãy ghi họ tên rồi nhập lại."
            )
            name, code = table.sheet.name, "TITLE_WITH_VALUES"
            yield Problem(name, row, None, Severity.WARNING, code, message)


def rows_text(rows: list[int]) -> str:
    """Numbers of rows as people list them: «3, 5–8, 12»; the tail of a long list is cut."""
    parts: list[str] = []
    start = previous = rows[0]
    for row in [*rows[1:], -1]:
        if row == previous + 1:
            previous = row
            continue
        parts.append(str(start) if start == previous else f"{start}–{previous}")
        start = previous = row
    shown = parts[:_MOST_NUMBERS_SHOWN]
    return "dòng " + ", ".join(shown) + ("…" if len(parts) > len(shown) else "")
