"""What is asked of a whole table of points: of which year it is, which of two blocks counts."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from vanhoa_desktop.imports.book.book import Cell, cell_text
from vanhoa_desktop.imports.headings.headings import Headings
from vanhoa_desktop.imports.headings.indicator_headings import ASSESSOR, TOTAL, WantedPoints
from vanhoa_desktop.imports.tables.contest_titles import (
    doubts_of_contest_parts,
    question_of_contest,
)
from vanhoa_desktop.imports.tables.opened_tables import Tables
from vanhoa_desktop.imports.tables.table_remarks import column_letters
from vanhoa_desktop.imports.tables.year_lines import question_of_year
from vanhoa_desktop.imports.words.heading_words import PERSON_FIELDS
from vanhoa_desktop.imports.words.title_years import OtherYear

_SEPARATORS = re.compile(r"[\W_]+")
# A single column that stands there twice is asked row by row.
_LEAST_OF_BLOCK = 2
_MOST_NAMED = 3
_NO_POINTS = frozenset({*PERSON_FIELDS.values(), ASSESSOR})


@dataclass(frozen=True, slots=True)
class AskedOfTable:
    """The questions, the same for every row, and the `fields` that they ask about.

    `of_rows` are those of some rows only.
    """

    doubts: tuple[str, ...] = ()
    fields: frozenset[str] = frozenset()
    of_rows: Mapping[int, tuple[str, ...]] = field(default_factory=dict)


def asked_of_tables(
    tables: Tables,
    stem: str,
    year: int | None,
    points: WantedPoints | None = None,
    *,
    of_citizens: bool = False,
) -> Mapping[str, AskedOfTable]:
    """What is asked of each sheet that is read, by its name; `stem` is what the file is called.

    `of_citizens`: what is read becomes citizens' points, so other contests are asked.
    """
    asked: dict[str, AskedOfTable] = {}
    for table, headings in tables.read():
        of_blocks = _of_blocks(headings)
        of_year = "" if year is None else _of_file(headings, stem, OtherYear(year))
        of_year = of_year or ("" if year is None else question_of_year(table, OtherYear(year)))
        of_assessor = [] if points is None else _of_assessor(headings, stem, points)
        of_parts = [] if points is None else _of_unheaded_parts(headings)
        of_contest = question_of_contest(headings, stem) if of_citizens else ""
        of_all = [question for question in (of_year, of_contest) if question]
        parts = doubts_of_contest_parts(table, headings) if of_citizens else {}
        of_rows = {row: (doubt,) for row, doubt in parts.items()}
        doubts = (*of_blocks.doubts, *of_all, *of_parts, *of_assessor)
        asked[table.sheet.name] = AskedOfTable(doubts, of_blocks.fields, of_rows)
    return asked


def _of_file(headings: Headings, stem: str, wanted: OtherYear) -> str:
    """The question about a file that is called after another year, and says none itself; or ''."""
    said = wanted.of_file(stem)
    above = headings.sheet.rows[: headings.first_row - 1]
    texts = [cell_text(cell) for row in above for cell in row]
    named = (headings.sheet.whole or headings.sheet.name, *headings.texts.values(), *texts)
    if any(map(wanted.is_named, named)) or wanted.is_named(stem):
        return ""
    day = wanted.day_of_file(stem)
    if not said and not day:
        return ""
    called = f"năm {said}" if said else f"ngày {day}, trước năm {wanted.year}"
    return (
        f"Tên tệp ghi {called}, trong bảng không ghi năm {wanted.year}. Nếu đây là số liệu năm "
        f"{wanted.year} thì chọn người; nếu không thì chọn «Bỏ qua»."
    )


def _of_assessor(headings: Headings, stem: str, points: WantedPoints) -> Iterator[str]:
    """The questions whose points these are, where only the file or other columns say somebody's."""
    called = _SEPARATORS.sub(" ", stem)
    above = headings.sheet.rows[: headings.first_row - 1]
    texts = [cell_text(cell) for row in above for cell in row]
    named = (headings.sheet.whole or headings.sheet.name, *headings.texts.values(), *texts)
    is_named = headings.columns.keys() & points.own or any(map(points.is_named, named))
    if points.is_other(called) and not is_named:
        yield (
            f"Tên tệp «{stem}» ghi là điểm của người chấm khác, trong bảng không ghi là điểm của "
            "ai. Nếu đây đúng là điểm cần nhập thì chọn người; nếu không thì chọn «Bỏ qua»."
        )
    if points.is_other(headings.sheet.name) and points.may_be_of_all(headings):
        yield (
            f"Trang tên «{headings.sheet.name}»: không rõ là điểm của xã chấm hay danh sách của "
            "toàn xã. Nếu đây đúng là điểm cần nhập thì chọn người; nếu không thì chọn «Bỏ qua»."
        )
    columns = [headings.columns[name] for name in points.doubtful(headings)]
    if columns:
        names = ", ".join(f"«{headings.texts[column]}»" for column in sorted(columns))
        yield (
            f"Cột {names} không ghi là điểm của ai, cột bên cạnh ghi điểm của người chấm khác. Nếu "
            f"{names} đúng là điểm cần nhập thì chọn người; nếu không thì chọn «Bỏ qua»."
        )


def _of_unheaded_parts(headings: Headings) -> Iterator[str]:
    """The question about indicators beside whose columns stand others with points, unheaded.

    «CS1» over «Thành viên 1», «Thành viên 2», «TB», where nothing is merged: any may be meant.
    """
    rows = range(headings.last_row + 1, len(headings.sheet.rows) + 1)
    points = {c for name, c in headings.columns.items() if name not in _NO_POINTS}
    beside = [c for c in sorted(points) if c + 1 not in headings.texts and _is_filled(headings, c)]
    if len(beside) < _LEAST_OF_BLOCK:
        return
    first = next((row for row in rows if _letters(headings, row, beside[0] + 1)), None)
    over = f" (dòng {first} ghi tên từng cột)" if first else ""
    names = ", ".join(f"«{headings.texts[c]}»" for c in beside[:_MOST_NAMED])
    yield (
        f"Bên phải cột {names} còn cột có điểm mà không có tiêu đề{over}: không rõ cột nào là điểm "
        f"cần nhập. Nếu đúng là cột {column_letters(beside[0])} và các cột có tiêu đề thì chọn "
        "người; nếu không thì chọn «Bỏ qua», ghi tiêu đề trên đúng cột điểm rồi nhập lại."
    )


def _is_filled(headings: Headings, column: int) -> bool:
    """Whether the column behind this one has numbers in as many rows as it has."""
    rows = range(headings.last_row + 1, len(headings.sheet.rows) + 1)
    own, next_to = (
        sum(cell_text(headings.sheet.cell(row, c))[:1].isdigit() for row in rows)
        for c in (column, column + 1)
    )
    return 0 < own <= next_to


def _letters(headings: Headings, row: int, column: int) -> bool:
    return any(map(str.isalpha, cell_text(headings.sheet.cell(row, column))))


def _of_blocks(headings: Headings) -> AskedOfTable:
    """The question which block of points counts, where the same headings stand there twice."""
    rows = headings.sheet.rows[headings.last_row :]
    again = {
        name: column
        for column, name in sorted(headings.seconds.items(), reverse=True)
        if name not in _NO_POINTS and not name.startswith(TOTAL)
    }
    differing = [
        name
        for name, column in again.items()
        if any(_differ(row, headings.columns[name], column) for row in rows)
    ]
    if len(again) < _LEAST_OF_BLOCK or not differing:
        return AskedOfTable()
    left = column_letters(min(headings.columns[name] for name in again))
    right = column_letters(min(again.values()))
    doubt = (
        f"Bảng có hai khối điểm cùng tên cột (từ cột {left} và từ cột {right}) ghi khác nhau, "
        f"không ghi khối nào của ai. Nếu khối từ cột {left} đúng là điểm cần nhập thì chọn người; "
        "nếu không thì chọn «Bỏ qua», xóa khối đó rồi nhập lại."
    )
    return AskedOfTable((doubt,), frozenset(headings.seconds.values()))


def _differ(row: Sequence[Cell], one: int, other: int) -> bool:
    """Whether two cells of a row do not say the same; what only one says is no contradiction."""
    texts = [cell_text(row[column - 1]) if column <= len(row) else "" for column in (one, other)]
    return all(texts) and texts[0] != texts[1]
