"""Moments are shown in Viet Nam's time, with their age in words."""

import pytest

from vanhoa_desktop.texts.words.moments import age_text, file_day, moment_text

NOW = "2026-11-25T03:00:00Z"


def test_a_moment_is_shown_in_the_time_of_viet_nam() -> None:
    assert moment_text("2026-11-24T18:05:00Z") == "01:05 ngày 25/11/2026"
    assert moment_text("2026-11-25T09:41:00+07:00") == "09:41 ngày 25/11/2026"
    assert moment_text("2026-11-25T02:41:00") == "09:41 ngày 25/11/2026"


def test_what_is_no_moment_is_shown_as_it_is_written() -> None:
    assert moment_text("hôm nọ") == "hôm nọ"
    assert moment_text("") == ""


@pytest.mark.parametrize(
    ("iso", "said"),
    [
        ("2026-11-24T18:05:00Z", "hôm nay lúc 01:05"),
        ("2026-11-24T16:59:00Z", "hôm qua"),
        ("2026-11-20T03:00:00Z", "5 ngày trước"),
        ("2026-09-26T03:00:00Z", "60 ngày trước"),
        ("2026-09-25T03:00:00Z", "ngày 25/09/2026"),
        ("2099-01-01T00:00:00Z", "ngày 01/01/2099"),
        ("", "chưa có"),
        (None, "chưa có"),
        ("lạ", "chưa có"),
    ],
)
def test_an_age_is_said_in_words(iso: str | None, said: str) -> None:
    assert age_text(iso, NOW) == said


def test_a_day_stands_in_names_of_files() -> None:
    assert file_day("2026-11-24T18:05:00Z") == "25-11-2026"
    assert file_day("") == ""
