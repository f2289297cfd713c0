"""An exported list in which one column no longer stands beside its codes corrects nobody."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.builders.spreadsheets import write_xlsx
from tests.cli.conftest import Machines
from tests.cli.driver import Machine
from vanhoa_desktop.services.demo.people import make_villages
from vanhoa_desktop.services.demo.spreadsheets import write_roster

NAME, BIRTH, SEX = "Họ và tên", "Ngày sinh", "Giới tính"
HEADINGS = (NAME, BIRTH, SEX, "Mã hộ")
# Twelve people: of the six sisters' names each is like the next one's, all others are far apart.
PEOPLE = (
    ("Lê Thị Hoa", "01/02/1951", "Nữ", "H01"),
    ("Lê Thị Hoan", "02/03/1952", "Nữ", "H02"),
    ("Lê Thị Hoàng", "03/04/1953", "Nữ", "H03"),
    ("Lê Thị Hồng", "04/05/1954", "Nữ", "H04"),
    ("Lê Thị Hương", "05/06/1955", "Nữ", "H05"),
    ("Lê Thị Hường", "06/07/1956", "Nữ", "H06"),
    ("Phạm Quang Vinh", "07/08/1957", "Nam", "H07"),
    ("Đỗ Xuân Kỷ", "08/09/1958", "Nam", "H08"),
    ("Trịnh Bá Sơn", "09/10/1959", "Nam", "H09"),
    ("Mai Ngọc Út", "1960", "Nam", "H10"),
    ("Bùi Công Tạo", "1961", "Nam", "H11"),
    ("Hoàng Đình Chiểu", "1962", "Nam", "H12"),
)
Edit = Callable[[list[str]], Sequence[str]]


def exported(village: Machine, folder: Path) -> Path:
    village.do("roster", "export", "-o", folder / "ds.xlsx")
    return folder / "ds.xlsx"


def held(village: Machine) -> dict[str, tuple[str, str, str]]:
    people = village.do("roster", "search", "", "--limit", "0")["people"]
    return {p["id"]: (p["full_name"], p["birth"], p["sex"]) for p in people}


def edited(path: Path, heading: str, edit: Edit) -> Path:
    """The list with one column of its people written anew, and its codes left where they are."""
    book = load_workbook(path)
    sheet = book.worksheets[0]
    rows = [[str(cell.value or "") for cell in row] for row in sheet.iter_rows()]
    head = next(number for number, row in enumerate(rows) if NAME in row)
    column = rows[head].index(heading)
    before = [row[column] for row in rows[head + 1 :]]
    after = edit(before)
    assert len(after) == len(before)
    for number, value in enumerate(after, head + 2):
        sheet.cell(number, column + 1).value = value or None
    book.save(path)
    return path


def codes(told: Any) -> dict[str, int]:
    said = [problem["code"] for problem in told["problems"]]
    return {code: said.count(code) for code in sorted(set(said))}


def up_from(number: int) -> Edit:
    """One cell deleted, those below it moved up."""
    return lambda cells: [*cells[:number], *cells[number + 1 :], ""]


def down_from(number: int, put: str) -> Edit:
    """One cell put in, those below it moved down."""
    return lambda cells: [*cells[:number], put, *cells[number:-1]]


@pytest.fixture
def village(machines: Machines, tmp_path: Path) -> Machine:
    """A village with the twelve people."""
    table = write_xlsx(tmp_path / "people.xlsx", [HEADINGS, *PEOPLE])
    assert machines.village.do("roster", "import", table)["created"] == 12
    return machines.village


def test_names_that_moved_up_rename_nobody(village: Machine, tmp_path: Path) -> None:
    """The first name is deleted: eleven rows have their neighbour's, the last one has none."""
    before = held(village)
    told = village.do("roster", "import", edited(exported(village, tmp_path), NAME, up_from(0)))
    assert (told["updated"], told["unchanged"], len(told["asked"])) == (0, 0, 11)
    assert {asked["why"] for asked in told["asked"]} == {"code_of_other_person"}
    assert codes(told)["CODES_MOVED"] == 1
    assert "PERSON_CORRECTED" not in codes(told)
    assert held(village) == before


def test_a_name_put_in_renames_nobody(village: Machine, tmp_path: Path) -> None:
    before = held(village)
    path = edited(exported(village, tmp_path), NAME, down_from(0, "Lê Thị Ho"))
    told = village.do("roster", "import", path)
    assert (told["updated"], len(told["asked"])) == (0, 12)
    assert held(village) == before


def test_a_column_of_names_sorted_alone_renames_nobody(village: Machine, tmp_path: Path) -> None:
    before = held(village)
    path = edited(exported(village, tmp_path), NAME, lambda cells: sorted(cells, reverse=True))
    told = village.do("roster", "import", path)
    assert "PERSON_CORRECTED" not in codes(told)
    assert held(village) == before


def test_an_answer_to_one_row_lets_no_other_row_rename(village: Machine, tmp_path: Path) -> None:
    """Whichever rows are left out, those that would pass alone stay asked."""
    before = held(village)
    path = edited(exported(village, tmp_path), NAME, up_from(0))
    rows = [asked["row"] for asked in village.do("roster", "import", path)["asked"]]
    for answered in (rows[:-1], rows[1:], rows[::2]):
        words = [word for row in answered for word in ("--decide", f"{row}=skip")]
        told = village.do("roster", "import", path, *words)
        # The row that lost its name is left out too.
        assert (told["updated"], told["left_out"]) == (0, len(answered) + 1)
        assert len(told["asked"]) == 11 - len(answered)
        assert held(village) == before
    assert village.do("roster", "import", path, "--decide", "*=same")["updated"] == 0
    assert held(village) == before


@pytest.mark.parametrize(
    ("edit", "asked"),
    [(up_from(0), 11), (down_from(0, "09/09/1949"), 12)],
    ids=["up", "down"],
)
def test_births_that_moved_are_given_to_nobody(
    village: Machine, tmp_path: Path, edit: Edit, asked: int
) -> None:
    before = held(village)
    told = village.do("roster", "import", edited(exported(village, tmp_path), BIRTH, edit))
    assert (told["updated"], len(told["asked"])) == (0, asked)
    assert "PERSON_CORRECTED" not in codes(told)
    (said,) = [p["message"] for p in told["problems"] if p["code"] == "COLUMN_MOVED"]
    assert "cột ngày sinh có vẻ bị xê dịch so với cột mã" in said
    assert "CODES_MOVED" not in codes(told)
    assert held(village) == before


def test_the_last_births_of_a_list_that_moved_are_given_to_nobody(
    village: Machine, tmp_path: Path
) -> None:
    """Of the last four cells one is deleted: three rows differ, two of them as the next one's."""
    before = held(village)
    told = village.do("roster", "import", edited(exported(village, tmp_path), BIRTH, up_from(8)))
    assert (told["updated"], told["unchanged"], len(told["asked"])) == (0, 9, 3)
    assert held(village) == before


def test_sexes_that_moved_are_given_to_nobody(village: Machine, tmp_path: Path) -> None:
    """Every other one turned: six of twelve."""
    before = held(village)
    turned = {"Nam": "Nữ", "Nữ": "Nam"}
    path = edited(
        exported(village, tmp_path),
        SEX,
        lambda cells: [turned[c] if n % 2 else c for n, c in enumerate(cells)],
    )
    told = village.do("roster", "import", path)
    assert (told["updated"], told["unchanged"], len(told["asked"])) == (0, 6, 6)
    assert codes(told)["COLUMN_MOVED"] == 1
    assert held(village) == before


def test_a_row_that_says_another_one_who_is_held_is_asked(village: Machine, tmp_path: Path) -> None:
    """Of two sisters of one year the first one gets the name of the second."""
    table = write_xlsx(
        tmp_path / "twins.xlsx",
        [HEADINGS, *[(f"Vũ Thị {name}", "1970", "Nữ", name) for name in ("Ngà", "Nga")]],
    )
    assert village.do("roster", "import", table)["created"] == 2
    before = held(village)
    path = edited(
        exported(village, tmp_path),
        NAME,
        lambda cells: ["Vũ Thị Nga" if cell == "Vũ Thị Ngà" else cell for cell in cells],
    )
    told = village.do("roster", "import", path)
    assert (told["updated"], told["unchanged"]) == (0, 13)
    assert len(told["asked"]) == 1
    assert held(village) == before


# --- the door by which people correct stays open ---


@pytest.mark.parametrize(
    ("heading", "changed"),
    [
        (NAME, {0: "Lê Thị Hoà"}),
        (NAME, {0: "Lê Thị Hoài", 6: "Phạm Quang Vĩnh", 11: "Hoàng Đình Chiêu"}),
        (BIRTH, {3: "04/05/1945"}),
        (BIRTH, {3: "04/05/1945", 6: "08/08/1957", 11: "1926"}),
    ],
)
def test_one_two_three_corrections_are_written(
    village: Machine, tmp_path: Path, heading: str, changed: dict[int, str]
) -> None:
    path = exported(village, tmp_path)
    new = {PEOPLE[number][HEADINGS.index(heading)]: value for number, value in changed.items()}
    told = village.do(
        *("roster", "import"),
        edited(path, heading, lambda cells: [new.get(cell, cell) for cell in cells]),
    )
    assert (told["updated"], told["asked"]) == (len(changed), [])
    assert set(codes(told)) == {"PERSON_CORRECTED"}


def test_three_corrected_sexes_are_written(village: Machine, tmp_path: Path) -> None:
    told = village.do(
        *("roster", "import"),
        edited(exported(village, tmp_path), SEX, lambda cells: ["Nam"] * 3 + cells[3:]),
    )
    assert told["asked"] == []
    assert 1 <= told["updated"] <= 3


def test_years_that_become_days_of_the_same_year_are_written(
    machines: Machines, tmp_path: Path
) -> None:
    village = machines.village
    rows = [(name, birth[-4:], sex, code) for name, birth, sex, code in PEOPLE]
    table = write_xlsx(tmp_path / "people.xlsx", [HEADINGS, *rows])
    assert village.do("roster", "import", table)["created"] == 12
    path = edited(
        exported(village, tmp_path), BIRTH, lambda cells: [f"03/04/{cell}" for cell in cells]
    )
    told = village.do("roster", "import", path)
    assert (told["updated"], told["asked"]) == (12, [])


def test_names_that_all_get_their_marks_are_written(machines: Machines, tmp_path: Path) -> None:
    village = machines.village
    plain = ("Hoang Van Dung", "Nguyen Van Binh", "Tran Thi Lan", "Le Van Tung", "Mai Thi Ve")
    marked = ("Hoàng Văn Dũng", "Nguyễn Văn Bình", "Trần Thị Lan", "Lê Văn Tùng", "Mai Thị Vẻ")
    rows = [(name, f"05/06/196{n}", "", f"H{n}") for n, name in enumerate(plain)]
    table = write_xlsx(tmp_path / "people.xlsx", [HEADINGS, *rows])
    assert village.do("roster", "import", table)["created"] == 5
    new = dict(zip(plain, marked, strict=True))
    path = edited(exported(village, tmp_path), NAME, lambda cells: [new[c] for c in cells])
    told = village.do("roster", "import", path)
    assert (told["updated"], told["asked"]) == (5, [])


@pytest.mark.parametrize("heading", [NAME, BIRTH])
@pytest.mark.parametrize("start", [0, 40, 112])
def test_a_made_up_village_keeps_everybody(
    machines: Machines, tmp_path: Path, heading: str, start: int
) -> None:
    """Whatever cell of a list of 120 is deleted, nobody becomes another."""
    (made,) = make_villages(1, 120, 7, 2026)
    write_roster(tmp_path / "people.xlsx", made)
    village = machines.village
    first = village.do("roster", "import", tmp_path / "people.xlsx", "--decide", "*=new")
    assert first["created"] == 120
    before = held(village)
    path = edited(exported(village, tmp_path), heading, up_from(start))
    told = village.do("roster", "import", path)
    assert "PERSON_CORRECTED" not in codes(told)
    assert held(village) == before
