"""Dates: read as offices write them, written as the decree asks."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies.dates import births, days
from vanhoa_desktop.domain.enums import DatePrecision
from vanhoa_desktop.domain.people import BirthDate
from vanhoa_desktop.journal import value_rules
from vanhoa_desktop.texts.words.dates import (
    birth_of_day,
    birth_of_number,
    birth_text,
    date_text,
    official_date,
    parse_birth,
)

DAY, MONTH, YEAR = DatePrecision.DAY, DatePrecision.MONTH, DatePrecision.YEAR


@pytest.mark.parametrize(
    ("written", "text", "precision"),
    [
        ("1961", "1961", YEAR),
        (" 1961 ", "1961", YEAR),
        ("3/1961", "1961-03", MONTH),
        ("03-1961", "1961-03", MONTH),
        ("5/3/1961", "1961-03-05", DAY),
        ("05.03.1961", "1961-03-05", DAY),
        ("05 - 03 - 1961", "1961-03-05", DAY),
        ("1961-03-05", "1961-03-05", DAY),
        ("1961-03-05 00:00:00", "1961-03-05", DAY),
        *(("1960/02/01", "1960-02-01", DAY), ("1960.2.1", "1960-02-01", DAY)),
        *(("01/02/1960 00:00:00", "1960-02-01", DAY), ("01.02.1960.", "1960-02-01", DAY)),
        *(("1/2/1960 0:00", "1960-02-01", DAY), ("1960.", "1960", YEAR)),
        ("29/02/1960", "1960-02-29", DAY),
        ("ngày 14 tháng 02 năm 1972", "1972-02-14", DAY),
        ("Ngày 14 Tháng 2, 1972", "1972-02-14", DAY),
        ("14 thang 2 nam 1972", "1972-02-14", DAY),
        ("ngày 14/2/1972", "1972-02-14", DAY),
        ("tháng 8 năm 1985", "1985-08", MONTH),
        ("tháng 8/1985", "1985-08", MONTH),
        ("năm 1985", "1985", YEAR),
    ],
)
def test_a_birth_date_is_read_as_far_as_it_is_known(
    written: str, text: str, precision: DatePrecision
) -> None:
    assert parse_birth(written) == BirthDate(text, precision)


@pytest.mark.parametrize(
    "written",
    [
        *("", "hôm qua", "31/02/1990", "29/02/1961", "13/1961", "0/1961", "00/00/1961"),
        *("1899", "2101", "01/01/1899", "12/1899", "1961-13-01", "5/3", "19611", "961", "1/2/3/4"),
    ],
)
def test_what_is_no_birth_date_is_none(written: str) -> None:
    assert parse_birth(written) is None


@pytest.mark.parametrize(
    ("written", "this_year", "text"),
    [
        ("05/03/61", 2026, "1961-03-05"),
        ("05/03/27", 2026, "1927-03-05"),
        ("05/03/26", 2026, "2026-03-05"),
        ("05/03/00", 2026, "2000-03-05"),
    ],
)
def test_two_digits_of_a_year_mean_the_last_such_year(
    written: str, this_year: int, text: str
) -> None:
    assert parse_birth(written, this_year) == BirthDate(text, DAY)


def test_two_digits_mean_nothing_to_somebody_who_does_not_know_the_year() -> None:
    assert parse_birth("05/03/61") is None


@pytest.mark.parametrize("written", ["\uff11\uff19\uff16\uff11", "\u0661\u0669\u0666\u0661"])
def test_digits_of_other_scripts_are_no_digits(written: str) -> None:
    assert parse_birth(written) is None


@given(births())
def test_a_written_birth_date_reads_back(birth: BirthDate) -> None:
    assert parse_birth(birth_text(birth)) == birth
    assert birth.year == int(birth_text(birth)[-4:])


@given(st.text("0123456789/.- T\uff11\u0661", max_size=14), st.integers(1990, 2100))
def test_whatever_is_read_the_journal_takes(written: str, this_year: int) -> None:
    birth = parse_birth(written, this_year)
    if birth is not None:
        value = {"precision": birth.precision.value, "text": birth.text}
        assert value_rules.birth(value)


@given(days())
def test_a_day_of_a_spreadsheet_and_its_serial_number_are_the_same_birth(day: dt.date) -> None:
    serial = (day - dt.date(1899, 12, 30)).days
    expected = BirthDate(day.isoformat(), DAY)
    assert birth_of_day(day) == expected
    # Small and large serials could as well be years or plain numbers; those are not taken.
    assert birth_of_number(float(serial)) in {expected, None, BirthDate(str(serial), YEAR)}
    if 3_000 < serial < 73_000:
        assert birth_of_number(float(serial)) == expected


@pytest.mark.parametrize(
    ("number", "birth"),
    [
        (1961.0, BirthDate("1961", YEAR)),
        (22345.0, BirthDate("1961-03-05", DAY)),
        (1961.5, None),
        (12.0, None),
        (-1961.0, None),
        (99_999_999.0, None),
        (float("nan"), None),
        (float("inf"), None),
    ],
)
def test_a_number_is_a_year_or_a_day_or_nothing(number: float, birth: BirthDate | None) -> None:
    assert birth_of_number(number) == birth


@pytest.mark.parametrize("day", [dt.date(1899, 12, 31), dt.date(2101, 1, 1)])
def test_a_day_outside_living_memory_is_none(day: dt.date) -> None:
    assert birth_of_day(day) is None


@pytest.mark.parametrize(
    ("iso", "written"),
    [
        ("2026-01-05", "ngày 05 tháng 01 năm 2026"),
        ("2026-02-28", "ngày 28 tháng 02 năm 2026"),
        ("2026-03-09", "ngày 09 tháng 3 năm 2026"),
        ("2026-12-10", "ngày 10 tháng 12 năm 2026"),
    ],
)
def test_a_paper_writes_its_day_as_the_decree_asks(iso: str, written: str) -> None:
    assert official_date(iso) == written


@pytest.mark.parametrize("iso", ["2026-03-05", "2026-03-05T07:08:09Z"])
def test_a_moment_is_shown_by_its_day(iso: str) -> None:
    assert date_text(iso) == "05/03/2026"
