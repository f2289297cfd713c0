"""What the form of a decision says of what is typed into it."""

import pytest

from vanhoa_desktop.services.recognition.recognition import RecognitionReport
from vanhoa_desktop.services.sheets.disputes import HeldSheet
from vanhoa_desktop.ui.recognition.state import (
    DecisionForm,
    held_sentence,
    is_in_question,
    numbers_text,
)


@pytest.mark.parametrize("day", ["31/2/2026", "31-02-2026", "30.2.2026", "29/02/2026", "5/13/2026"])
def test_a_day_that_no_calendar_has_is_named(day: str) -> None:
    told = DecisionForm("07/QĐ-UBND", day).missing
    assert told == f"Không có ngày {day}. Hãy xem lại ngày quyết định."


@pytest.mark.parametrize("day", ["", "mai", "2026", "12/2026"])
def test_a_day_that_is_not_whole_is_asked_for(day: str) -> None:
    told = DecisionForm("07/QĐ-UBND", day).missing
    assert told == "Hãy ghi ngày quyết định, ví dụ 05/12/2026."


def test_a_day_of_the_calendar_is_taken() -> None:
    assert DecisionForm("07/QĐ-UBND", "28/2/2026").missing == ""


def test_one_number_is_not_told_as_a_range() -> None:
    one = RecognitionReport("d", 1, "0042/2026", "0042/2026")
    assert numbers_text(one) == "0042/2026"
    assert numbers_text(RecognitionReport("d", 2, "0042/2026", "0043/2026")) == (
        "0042/2026 đến 0043/2026"
    )


def test_a_day_before_the_year_is_told_before_anything_is_asked() -> None:
    form = DecisionForm("15", "31/12/2025")
    assert form.too_early(2026) == (
        "Ngày quyết định 31/12/2025 trước khi năm đánh giá 2026 bắt đầu."
    )
    assert DecisionForm("15", "01/01/2026").too_early(2026) == ""
    assert DecisionForm("15", "").too_early(2026) == ""


def test_only_what_does_not_agree_leads_to_where_that_is_listed() -> None:
    dead = HeldSheet("a", "PERSON_DECEASED", "Vũ Thu Dung")
    open_one = HeldSheet("b", "CONFLICT", "Lê Văn An")
    assert held_sentence([dead]) == (
        "1 người đã ghi là đã mất, phiếu dừng xét: Vũ Thu Dung. Ghi nhầm thì sửa biến động ở "
        "«Danh sách»."
    )
    assert not is_in_question([dead, HeldSheet("c", "LISTED_TWICE", "Hà Văn Tám")])
    assert is_in_question([dead, open_one])
    assert is_in_question([HeldSheet("d", "PERSON_GONE", "Tô Văn Chín")])
