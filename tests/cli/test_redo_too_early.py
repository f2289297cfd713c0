"""A second list, or a second table of points, done again while the first stays undone."""

from pathlib import Path

import pytest

from tests.builders.spreadsheets import write_xlsx
from tests.cli.conftest import Machines
from tests.cli.driver import Machine
from tests.cli.test_undo_keeps_later_work import (
    BINH,
    BY_SELF,
    BY_VILLAGE,
    imported,
    of_people,
    people_table,
    points_of,
    points_table,
)


@pytest.fixture
def village(machines: Machines, tmp_path: Path) -> Machine:
    """The first village with three people of one household."""
    machines.village.do("roster", "import", people_table(tmp_path))
    return machines.village


def test_a_second_list_is_not_done_again_before_the_first_that_began_its_people(
    village: Machine, tmp_path: Path
) -> None:
    """It said «2 hồ sơ», and the trade of one came back to a record that nobody sees."""
    first = of_people(village)
    head = ("STT", "Họ và tên", "Ngày sinh", "Nghề nghiệp")
    rows = [(1, BINH, "1961", "Thợ mộc"), (2, "Phạm Văn Mới", "1980", "Thợ nề")]
    table = write_xlsx(tmp_path / "nghe.xlsx", [head, *rows])
    second = imported(village, "roster", "import", table)
    for number in (second, first):
        village.do("import", "undo", number)
    before = village.do("state-hash")["sha256"]
    assert village.refuse("import", "redo", second) == "REDO_TOO_EARLY"
    said = village.tell("import", "redo", second).err
    assert f"do «people.xlsx» lập, nay vẫn đang hoàn tác ({BINH}: nghề nghiệp)" in said
    assert "Trước hết hãy làm lại «people.xlsx»" in said
    assert village.do("state-hash")["sha256"] == before
    for number in (first, second):
        village.do("import", "redo", number)
    listed = village.do("roster", "search", "")["people"]
    assert [p["full_name"] for p in listed].count(BINH) == 1
    assert len(listed) == 4
    # The trade is there again: it holds the first list.
    assert f"{BINH}: nghề nghiệp" in village.tell("import", "undo", first).err


def test_a_second_list_that_was_brought_in_instead_of_the_first_is_done_again_alone(
    village: Machine, tmp_path: Path
) -> None:
    first = of_people(village)
    village.do("import", "undo", first)
    second = imported(village, "roster", "import", people_table(tmp_path, "lai.xlsx"))
    village.do("import", "undo", second)
    village.do("import", "redo", second)
    assert len(village.do("roster", "search", "")["people"]) == 3
    assert village.refuse("import", "redo", first) == "REDO_DOUBLES"


def test_points_are_not_done_again_before_the_points_that_opened_their_sheet(
    village: Machine, tmp_path: Path
) -> None:
    """«Đã làm lại: 1 hồ sơ», and no points were seen."""
    own = points_table(tmp_path, "tu.xlsx", (BINH, "1961", "5"))
    first = imported(village, "assess", "import", own, *BY_SELF)
    theirs = points_table(tmp_path, "thon.xlsx", (BINH, "1961", "8"))
    second = imported(village, "assess", "import", theirs, *BY_VILLAGE)
    for number in (second, first):
        village.do("import", "undo", number)
    assert village.refuse("import", "redo", second) == "REDO_TOO_EARLY"
    said = village.tell("import", "redo", second).err
    assert f"do «tu.xlsx» lập, nay vẫn đang hoàn tác ({BINH}: điểm thôn chấm)" in said
    # Both ways that the sentence names are ways.
    village.do("assess", "import", theirs, *BY_VILLAGE)
    eights, fives = (dict.fromkeys(("CS1", "CS2", "CS3"), points) for points in "85")
    assert points_of(village, BINH) == {"village": eights}
    last = village.do("import", "list")["imports"][0]["id"]
    village.do("import", "undo", last)
    for number in (first, second):
        village.do("import", "redo", number)
    assert points_of(village, BINH) == {"self": fives, "village": eights}
    assert village.do("check")["ok"] is True
