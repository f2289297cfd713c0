"""Titles over tables that stand side by side in one sheet."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders.offices import YEAR
from tests.builders.three_thon import EAST, WEST, commune_of_three, given
from vanhoa_desktop.services.office.session import Session


@pytest.fixture(scope="module")
def commune(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """A commune of three thôn; only rehearsals are done in it."""
    with commune_of_three(tmp_path_factory.mktemp("three")) as session:
        yield session


def test_a_title_that_stands_alone_is_said_of_all_tables_side_by_side(
    commune: Session, tmp_path: Path
) -> None:
    rows = [
        *[(EAST,), ("Họ và tên", "Năm sinh", "CS1") * 2],
        *[("Nguyễn Văn Cường", 1998, 9, "Nguyễn Văn An", 1970, 8)],
        *[(WEST,), ("Lê Thị Oanh", 1973, 7, "Nguyễn Văn An", 1970, 6)],
        *[(f"ĐIỂM NĂM {YEAR - 1}",), ("Lê Thị Oanh", 1973, 5, "Nguyễn Thị Mai", 1962, 4)],
    ]
    report = given(commune, tmp_path, rows)
    found = {
        (sheet, row.row): [change.after for change in row.changes]
        for sheet, row in report.account.rows()
        if row.changes
    }
    right = "Sheet – bảng 2"
    assert found == {
        ("Sheet", 3): ["9"],
        (right, 3): ["8"],
        ("Sheet", 5): ["7"],
        (right, 5): ["6"],
    }
    with commune.database.reading() as reading:
        units = {unit.id: unit.name for unit in reading.units.units()}
        people = {p.id: units[p.home_unit] for p in reading.people.search("", limit=0)}
    homes = {
        row.row: people[row.person]
        for sheet, row in report.account.rows()
        if sheet == right and row.person
    }
    assert homes == {3: EAST, 5: WEST}
