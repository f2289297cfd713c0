"""Names with what is put before those of the dead: asked, never a living person of that name."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders.spreadsheets import write_xlsx
from tests.strategies.names import full_names
from vanhoa_desktop.imports.cells.name_cells import name_doubt
from vanhoa_desktop.imports.lists.roster import RosterOptions, read_roster

PUT_BEFORE = (
    *("cố", "Cố", "CỐ", "Cố ông", "cố bà", "Cố cụ", "Kỵ", "Lsỹ", "LS.", "LS", "Ls", "L.s", "LSĩ"),
    *("AHLS", "Tử sĩ", "Hương linh", "Vong linh", "Quá cố", "Người quá cố"),
)


@pytest.mark.parametrize("written", [f"{word} Nguyễn Văn An" for word in PUT_BEFORE])
def test_whoever_is_named_like_the_dead_is_asked(written: str) -> None:
    doubt = name_doubt(written)
    assert doubt is not None
    assert "ghi người đã mất, hay là một phần của họ tên?" in doubt
    assert "«Bỏ qua»" in doubt


@pytest.mark.parametrize(
    "name", ["Nguyễn Cố An", "Cố Văn Sơn", "Cố Thị Hoa", "Lê Cố", "Nguyễn Kỵ", "Lý Sĩ An"]
)
def test_families_and_given_names_that_look_alike_are_not(name: str) -> None:
    assert "ghi người đã mất" not in (name_doubt(name) or "")


def test_the_row_is_asked_also_behind_a_word_of_address_and_without_marks(tmp_path: Path) -> None:
    rows = [
        ("STT", "Họ và tên", "Năm sinh"),
        (1, "cố Nguyễn Văn An", 1930),
        (2, "Cụ cố Lê Thị Cúc", 1931),
        (3, "LS. Trần Văn Bình", 1950),
        (4, "co Nguyen Van Son", 1951),
        (5, "Phạm Văn Dũng", 1960),
    ]
    found = read_roster(write_xlsx(tmp_path / "ds.xlsx", rows), RosterOptions(this_year=2026))
    asked = {row.row: row.name_doubt for row in found.candidates if row.doubts}
    assert [row for row, doubt in asked.items() if "ghi người đã mất" in doubt] == [2, 3, 4, 5]


@given(st.sampled_from(PUT_BEFORE), full_names())
def test_no_such_word_before_any_name_is_taken_for_a_part_of_it(word: str, name: str) -> None:
    """Of «Cố» in a capital letter only a usual family behind it tells; so one stands there."""
    assert name_doubt(f"{word} Nguyễn Văn {name}") is not None
    if word not in {"Cố", "CỐ", "Kỵ"}:
        assert name_doubt(f"{word} {name}") is not None
