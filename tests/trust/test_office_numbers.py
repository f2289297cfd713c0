"""The later naming of an office holds, and a clock that stands wrong puts nobody ahead for ever."""

from datetime import UTC, datetime

import pytest

from vanhoa_desktop.trust.office_numbers import next_office_number, rebuilt_office_number

JUNE = datetime(2026, 6, 1, tzinfo=UTC)
JULY = datetime(2026, 7, 1, tzinfo=UTC)


def test_the_later_of_two_that_know_the_same_is_ahead() -> None:
    assert rebuilt_office_number(1, JUNE) < rebuilt_office_number(1, JULY)
    assert next_office_number(1, JUNE) < next_office_number(1, JULY)


@pytest.mark.parametrize("year", [1980, 2019, 2025, 2045, 2099])
def test_a_clock_of_no_day_of_the_programme_only_goes_past_what_is_known(year: int) -> None:
    now = datetime(year, 3, 1, tzinfo=UTC)
    assert next_office_number(7, now) == 8
    assert rebuilt_office_number(7, now) == 1_000
    assert rebuilt_office_number(1_000, now) == 2_000


def test_what_is_known_is_always_past() -> None:
    ahead = next_office_number(1, JULY)
    assert next_office_number(ahead, JUNE) == ahead + 1
    assert ahead < rebuilt_office_number(ahead, JUNE) <= ahead + 1_000
