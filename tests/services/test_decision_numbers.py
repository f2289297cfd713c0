"""Whether two numbers of decisions are one, however each was typed."""

import unicodedata

import pytest

from vanhoa_desktop.services.decision_numbers import UsedNumber, earlier_use, is_same_number

USED = "15/QĐ-UBND"


@pytest.mark.parametrize(
    "typed",
    [
        USED,
        "015/QĐ-UBND",
        "0015/QĐ-UBND",
        "15/qđ-ubnd",
        "15/Qđ-Ubnd",
        "15 /QĐ-UBND",
        "15/ QĐ - UBND",
        " 15/QĐ-UBND ",
        "15/QD-UBND",
        "15/QÐ-UBND",  # the stroked letter of another alphabet
        "15/QĐ\N{EN DASH}UBND",
        "15/QĐ\N{EM DASH}UBND",
        "15/QĐ\N{NON-BREAKING HYPHEN}UBND",
        "15/QĐ\N{MINUS SIGN}UBND",
        "15/QĐUBND",
        "15-QĐ-UBND",
        "15\N{FULLWIDTH SOLIDUS}QĐ-UBND",
        "\N{FULLWIDTH DIGIT ONE}\N{FULLWIDTH DIGIT FIVE}/QĐ-UBND",
        "15/QĐ-UBND.",
        "Số 15/QĐ-UBND",
        "số: 15/QĐ-UBND",
    ],
)
def test_one_number_stays_one_however_it_is_typed(typed: str) -> None:
    assert is_same_number(USED, typed)
    assert is_same_number(typed, USED)
    used = [UsedNumber(USED, "2026-12-05")]
    assert earlier_use(used, typed, "2026-12-30") == used[0]
    assert earlier_use(used, typed, "2027-01-02") is None


@pytest.mark.parametrize(
    "other",
    ["150/QĐ-UBND", "5/QĐ-UBND", "16/QĐ-UBND", "15/QĐ-HKH", "15", "1/5/QĐ-UBND", "15a/QĐ-UBND", ""],
)
def test_other_numbers_are_others(other: str) -> None:
    assert not is_same_number(USED, other)
    assert not is_same_number(other, USED)


def test_marks_written_apart_are_the_same_letters() -> None:
    assert is_same_number("7/NQ-HĐND Mỹ", unicodedata.normalize("NFD", "7/NQ-HĐND Mỹ"))


def test_nothing_is_no_number() -> None:
    assert not is_same_number("", "")
    assert not is_same_number("---", "/")
    assert earlier_use([UsedNumber("", "2026-12-05")], " ", "2026-12-30") is None
