"""The same list a second time: who has no year of birth is asked only where something is new."""

from pathlib import Path

import pytest

from tests.builders.offices import Offices
from tests.services.test_who_a_row_means import Row, everybody, held_and_row, imported
from vanhoa_desktop.domain.import_account import AskedWhy


def test_the_same_list_without_births_is_not_asked_again(offices: Offices, tmp_path: Path) -> None:
    rows = [
        ("Bí Thị Thư", "", "", "", ""),
        ("Lập Thị Biểu", "", "Nữ", "", "H7"),
        ("Tổng Văn Hai", "", "Nam", "", ""),
    ]
    with offices.villages[0].open() as session:
        assert imported(session, tmp_path, *rows).created == 3
        before = everybody(session)
        again = imported(session, tmp_path, *rows)
        assert (again.unchanged, again.asked, again.created) == (3, 0, 0)
        assert everybody(session) == before


@pytest.mark.parametrize(
    "row",
    [
        ("Bí Thị Thư", "1960", "", "", ""),
        ("Bí Thị Thư", "", "Nữ", "", ""),
        ("Bí Thị Thư", "", "", "038160001234", ""),
        ("Bí Thị Thư", "", "", "", "H8"),
    ],
)
def test_something_new_of_somebody_without_a_birth_is_asked(
    offices: Offices, tmp_path: Path, row: Row
) -> None:
    held = ("Bí Thị Thư", "", "", "", "")
    report, people, before = held_and_row(offices, tmp_path, held, row)
    assert people == [before]
    assert [asked.why for asked in report.asked_rows] == [AskedWhy.NO_BIRTH]


def test_a_second_namesake_without_a_birth_is_still_asked(offices: Offices, tmp_path: Path) -> None:
    held = [("Bí Thị Thư", "", "", "", "H1"), ("Bí Thị Thư", "1960", "", "", "H2")]
    with offices.villages[0].open() as session:
        assert imported(session, tmp_path, *held).created == 2
        report = imported(session, tmp_path, ("Bí Thị Thư", "", "", "", ""))
        assert (report.asked, report.unchanged) == (1, 0)
