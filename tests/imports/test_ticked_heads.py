"""A column «Chủ hộ» that is ticked instead of naming the head."""

from pathlib import Path

import pytest

from tests.builders.spreadsheets import write_xlsx
from vanhoa_desktop.imports.lists.roster import RosterOptions, read_roster


@pytest.mark.parametrize("tick", ["x", "X", "✓", 1, "có"])
def test_a_tick_says_that_this_person_is_the_head(tmp_path: Path, tick: object) -> None:
    rows = [
        ("Họ và tên", "Năm sinh", "Mã hộ", "Chủ hộ"),
        ("Lò Văn An", "1960", "H301", tick),
        ("Lò Thị Bình", "1962", "H301", ""),
        ("Lò Văn Cả", "1990", "H302", "Lò Văn Dần"),
        ("Lò Văn Em", "1991", "H303", "không"),
    ]
    path = write_xlsx(tmp_path / "d.xlsx", rows)
    found = read_roster(path, RosterOptions(this_year=2026)).candidates
    assert [(row.head_name, row.relation) for row in found] == [
        ("Lò Văn An", "Chủ hộ"),
        ("Lò Văn An", None),
        ("Lò Văn Dần", None),
        (None, None),
    ]
