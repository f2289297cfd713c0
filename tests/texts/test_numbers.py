"""Numbers: exact, with the point and the comma where Vietnamese papers have them."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanhoa_desktop.texts.words.numbers import (
    count_text,
    decimal_text,
    parse_decimal,
    percent_text,
    stored_decimal,
)


@pytest.mark.parametrize(
    ("number", "written"), [(0, "0"), (999, "999"), (1_214, "1.214"), (1_000_000, "1.000.000")]
)
def test_thousands_are_parted_by_points(number: int, written: str) -> None:
    assert count_text(number) == written


@pytest.mark.parametrize(
    ("number", "written"),
    [
        ("79.5", "79,5"),
        ("80", "80"),
        ("80.0", "80"),
        ("100", "100"),
        ("1E+2", "100"),
        ("0.125", "0,125"),
        ("0", "0"),
        ("-0", "0"),
    ],
)
def test_points_are_written_without_needless_zeros(number: str, written: str) -> None:
    assert decimal_text(Decimal(number)) == written
    assert stored_decimal(Decimal(number)) == written.replace(",", ".")


@pytest.mark.parametrize(
    ("text", "number"),
    [("7.5", "7.5"), ("7,5", "7.5"), (" 8 ", "8"), ("-1", "-1"), ("+3", "3"), ("0,50", "0.50")],
)
def test_points_are_read_with_comma_or_point(text: str, number: str) -> None:
    assert parse_decimal(text) == Decimal(number)


@pytest.mark.parametrize(
    "text", ["", "tám", "7,5,1", "1.214,5", "1e3", "NaN", "inf", "7.", ".5", "9" * 13, "7 5", "--1"]
)
def test_what_is_no_plain_number_is_none(text: str) -> None:
    assert parse_decimal(text) is None


@given(st.decimals(-9999, 9999, places=3))
def test_a_written_decimal_reads_back_exactly(number: Decimal) -> None:
    assert parse_decimal(decimal_text(number)) == number


@given(st.text(max_size=20))
def test_any_text_is_a_finite_number_or_none(text: str) -> None:
    number = parse_decimal(text)
    assert number is None or number.is_finite()


@pytest.mark.parametrize(
    ("share", "written"),
    [(0.0, "0,0%"), (100.0, "100,0%"), (12.25, "12,3%"), (12.35, "12,4%"), (72.04, "72,0%")],
)
def test_a_share_is_rounded_as_a_spreadsheet_rounds_it(share: float, written: str) -> None:
    assert percent_text(share) == written


@given(st.integers(0, 20_000), st.integers(1, 20_000))
def test_a_share_of_people_is_rounded_half_up(part: int, whole: int) -> None:
    exact = Fraction(100 * part, whole)
    tenths = (Decimal((exact * 10).numerator) / Decimal((exact * 10).denominator)).quantize(
        Decimal(1), ROUND_HALF_UP
    )
    assert percent_text(100 * part / whole) == f"{tenths / 10:.1f}".replace(".", ",") + "%"


def test_a_share_of_nobody_has_words_and_no_number() -> None:
    assert percent_text(None) == "Chưa có căn cứ tính"
