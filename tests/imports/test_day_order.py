"""In which order a column of births writes day and month is judged by all its cells together."""

import datetime as dt
from pathlib import Path

import pytest

from tests.builders.spreadsheets import write_xlsx
from vanhoa_desktop.imports.cells.day_order import ColumnDays, DayOrder, day_first, judge_days
from vanhoa_desktop.imports.lists.roster import RosterOptions, RosterReading, read_roster


def roster(folder: Path, *rows: tuple[object, ...]) -> RosterReading:
    return read_roster(write_xlsx(folder / "r.xlsx", list(rows)), RosterOptions(this_year=2026))


def births(reading: RosterReading) -> list[str | None]:
    return [person.birth.text if person.birth else None for person in reading.candidates]


@pytest.mark.parametrize(
    ("cells", "order", "has_turned_cells"),
    [
        (["17/08/1958", "03/05/1961"], DayOrder.DAY_FIRST, False),
        (["08/17/1958", "03/05/1961"], DayOrder.MONTH_FIRST, False),
        (["08/17/1958", "17/08/1958"], DayOrder.MIXED, False),
        (["03/05/1961"], DayOrder.DAY_FIRST, False),
        ([f"0{n}/05/1961" for n in range(1, 8)], DayOrder.UNCERTAIN, False),
        ([dt.date(1961, 5, 3), "17/08/1958"], DayOrder.DAY_FIRST, True),
        ([dt.date(1961, 5, 13), "17/08/1958"], DayOrder.DAY_FIRST, False),
        ([dt.date(1961, 5, 3), dt.date(1961, 6, 3)], DayOrder.DAY_FIRST, False),
        (["12/25/1991", "17/08/1958", "14-2-72"], DayOrder.DAY_FIRST, False),
        (["12/25/1991", "17/08/1958", "ngày 3 tháng 4 năm 1961"], DayOrder.DAY_FIRST, False),
        (["12/25/1991", "12/3/1961", "03/04/1988"], DayOrder.MIXED, False),
        (["12/25/1991", "08/17/1958", "12/3/1961", "03/04/1988"], DayOrder.MONTH_FIRST, False),
        (["08/17/1958", "12/25/1991", "01/31/1990", "17/8/58"], DayOrder.MONTH_FIRST, False),
        # A text that Excel would have turned says that it turned nothing.
        ([dt.date(1963, 7, 5), "17/08/1958", "03/04/1988"], DayOrder.DAY_FIRST, False),
        # Excel turns two of five: one day cell among many texts is no sign of it.
        (
            [dt.date(1963, 7, 5), *[f"{n}/08/1958" for n in range(13, 19)]],
            DayOrder.DAY_FIRST,
            False,
        ),
    ],
)
def test_the_whole_column_says_the_order(
    cells: list[str | dt.date], order: DayOrder, has_turned_cells: bool
) -> None:
    assert judge_days(cells) == ColumnDays(order, has_turned_cells)


def test_a_date_of_a_column_with_the_month_first_is_turned() -> None:
    assert day_first("03/05/1961", DayOrder.MONTH_FIRST) == "05/03/1961"
    assert day_first("03/05/1961", DayOrder.DAY_FIRST) == "03/05/1961"


def test_where_day_and_month_cannot_be_told_only_the_year_is_taken_and_told(tmp_path: Path) -> None:
    found = roster(
        tmp_path,
        ("Họ và tên", "Ngày sinh"),
        ("Lê Văn Một", "08/17/1958"),
        ("Lê Văn Hai", "17/08/1959"),
        ("Lê Văn Ba", "03/05/1961"),
    )
    assert births(found) == ["1959-08-17", "1961"]
    assert [(p.row, p.code) for p in found.problems] == [
        (1, "BIRTHS_MIXED"),
        (2, "BIRTH_INVALID"),
        (4, "BIRTH_DAY_DOUBTFUL"),
    ]


def test_one_american_date_costs_no_other_row_its_day_and_month(tmp_path: Path) -> None:
    found = roster(
        tmp_path,
        ("Họ và tên", "Ngày sinh"),
        ("Lê Văn Một", "12/25/1991"),
        ("Lê Văn Hai", "12/3/1961"),
        ("Lê Văn Ba", "03/04/1988"),
        ("Lê Văn Tư", "5-9-2012"),
        ("Lê Văn Năm", dt.date(1963, 7, 5)),
        ("Lê Văn Sáu", "14-2-72"),
        ("Lê Văn Bảy", "ngày 14 tháng 02 năm 1972"),
        ("Lê Văn Tám", "14 tháng 2 năm 1972"),
        ("Lê Văn Chín", "Tháng 8 năm 1985"),
    )
    assert births(found) == [
        *("1961-03-12", "1988-04-03", "2012-09-05", "1963-07-05"),
        *("1972-02-14", "1972-02-14", "1972-02-14", "1985-08"),
    ]
    told = [(2, "BIRTH_INVALID"), (7, "BIRTH_OF_TWO_DIGITS")]
    assert [(p.row, p.code) for p in found.problems] == told


def test_where_the_order_is_doubtful_the_row_that_caused_it_is_named(tmp_path: Path) -> None:
    found = roster(
        tmp_path,
        ("Họ và tên", "Ngày sinh"),
        ("Lê Văn Hai", "12/3/1961"),
        ("Lê Văn Ba", "03/04/1988"),
        ("Lê Văn Một", "12/25/1991"),
    )
    told = {p.code: p.message for p in found.problems}
    assert "dòng 4 («12/25/1991»)" in told["BIRTHS_MIXED"]
    assert "dòng 4 («12/25/1991»)" in told["BIRTH_DAY_DOUBTFUL"]


@pytest.mark.parametrize("last", ["ngày 14 tháng 02 năm 1972", "14 tháng 2 năm 1972"])
def test_somebody_at_the_end_whose_birth_is_in_words_is_no_signature(
    tmp_path: Path, last: str
) -> None:
    found = roster(
        tmp_path,
        ("Họ và tên", "Ngày sinh"),
        ("Lê Văn Một", "17/08/1958"),
        ("Lê Văn Cuối", last),
        ("", "Ngày 05 tháng 12 năm 2026"),
        ("Người lập biểu", "Ngày 05 tháng 12 năm 2026"),
        ("Mai Thị Ký", ""),
    )
    assert births(found) == ["1958-08-17", "1972-02-14"]
