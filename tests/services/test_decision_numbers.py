"""Whether two numbers of decisions are one, however each was typed."""

import unicodedata

import pytest

from vanhoa_desktop.domain.enums import LearningModel
from vanhoa_desktop.services.recognition.decision_numbers import (
    UsedNumber,
    completed_number,
    earlier_use,
    is_same_number,
    usual_ending,
)

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
        "15",
        "015",
        "15/",
        "Số 15",
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
    [
        "150/QĐ-UBND",
        "5/QĐ-UBND",
        "16/QĐ-UBND",
        "15/QĐ-HKH",
        "16",
        "15/2026",
        "1/5/QĐ-UBND",
        "15a/QĐ-UBND",
        "",
    ],
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


@pytest.mark.parametrize("typed", ["15", " 15 ", "15/", "Số 15", "số: 15", "15."])
def test_figures_alone_are_completed_and_what_has_an_ending_stays_as_typed(typed: str) -> None:
    assert completed_number(typed, "/QĐ-UBND") == "15/QĐ-UBND"
    assert completed_number("015", "/QĐ-HKH") == "015/QĐ-HKH"
    assert completed_number("\N{FULLWIDTH DIGIT ONE}5", "/QĐ-UBND") == "15/QĐ-UBND"
    for whole in ("15/QĐ-HKH", "15a", "15/2026", ""):
        assert completed_number(whole, "/QĐ-UBND") == whole


def test_the_usual_ending_is_that_of_the_last_decision_on_the_same_model() -> None:
    used = [
        UsedNumber("12/QĐ-HKH", "2026-12-01"),
        UsedNumber("15", "2026-12-09"),  # of before: it says nothing of an ending
        UsedNumber("16/QĐ-UBND-2", "2026-12-09"),  # told apart from another, once
        UsedNumber("14/QĐ-VX", "2026-12-08", LearningModel.FAMILY),
    ]
    assert usual_ending(used, LearningModel.CITIZEN) == "/QĐ-HKH"
    assert usual_ending(used, LearningModel.FAMILY) == "/QĐ-VX"
    assert usual_ending(used, LearningModel.CLAN) == "/QĐ-VX"
    assert usual_ending(used[1:3], LearningModel.CITIZEN) == "/QĐ-UBND"


def test_a_bare_number_of_before_bars_it_with_the_usual_and_with_the_common_ending() -> None:
    used = [UsedNumber("15", "2026-11-30")]
    assert earlier_use(used, "15/QĐ-UBND", "2026-12-02", "/QĐ-VX") == used[0]
    assert earlier_use(used, "15/QĐ-VX", "2026-12-02", "/QĐ-VX") == used[0]
    assert earlier_use(used, "15/QĐ-HKH", "2026-12-02", "/QĐ-VX") is None
