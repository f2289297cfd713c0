"""Two rows of one list with one identity number: the list comes again without doubling anybody."""

from pathlib import Path

from tests.builders.spreadsheets import write_xlsx
from tests.cli.conftest import Machines

HEAD = ("STT", "Họ và tên", "Ngày sinh", "Giới tính", "Số CCCD")
NUMBER = "038092001234"
CHIN = ("Hà Văn Chín", "1992", "Nam", NUMBER)
QUYNH = ("Phan Thị Quỳnh", "1999", "Nữ", NUMBER)


def write(folder: Path, name: str, *rows: tuple[str, ...]) -> Path:
    return write_xlsx(folder / name, [HEAD, *((n, *row) for n, row in enumerate(rows, 1))])


def names(machines: Machines) -> list[str]:
    return sorted(p["full_name"] for p in machines.village.do("roster", "search", "")["people"])


def test_the_same_list_again_asks_nothing_and_doubles_nobody(
    machines: Machines, tmp_path: Path
) -> None:
    path = write(tmp_path, "ds.xlsx", CHIN, QUYNH)
    (asked,) = machines.village.do("roster", "import", path, "--dry-run")["asked"]
    assert (asked["row"], asked["why"]) == (3, "number_repeated")
    assert [choice["text"] for choice in asked["candidates"]] == ["dòng 2: Hà Văn Chín, sinh 1992"]
    first = machines.village.do("roster", "import", path, "--decide", "3=new")
    assert (first["created"], first["asked"]) == (2, [])
    again = machines.village.do("roster", "import", path)
    assert (again["unchanged"], again["created"], again["asked"]) == (2, 0, [])
    assert names(machines) == ["Hà Văn Chín", "Phan Thị Quỳnh"]


def test_whoever_is_held_without_the_number_is_offered_beside_the_other_row(
    machines: Machines, tmp_path: Path
) -> None:
    held = write(tmp_path, "cu.xlsx", ("Phan Thị Quỳnh", "1999", "Nữ", ""))
    machines.village.do("roster", "import", held)
    path = write(tmp_path, "moi.xlsx", CHIN, QUYNH)
    (asked,) = machines.village.do("roster", "import", path, "--dry-run")["asked"]
    assert asked["why"] == "number_repeated"
    person, row = asked["candidates"]
    assert person["text"].startswith("Phan Thị Quỳnh, sinh 1999")
    assert row["text"] == "dòng 2: Hà Văn Chín, sinh 1992"
    machines.village.do("roster", "import", path, "--decide", f"3={person['id']}")
    assert names(machines) == ["Hà Văn Chín", "Phan Thị Quỳnh"]


def test_whoever_is_held_with_another_number_is_offered_beside_the_other_row(
    machines: Machines, tmp_path: Path
) -> None:
    held = write(tmp_path, "cu.xlsx", ("Phan Thị Quỳnh", "1999", "Nữ", "038199007777"))
    machines.village.do("roster", "import", held)
    path = write(tmp_path, "moi.xlsx", CHIN, QUYNH)
    (asked,) = machines.village.do("roster", "import", path, "--dry-run")["asked"]
    assert asked["why"] == "number_repeated"
    assert asked["candidates"][0]["text"].startswith("Phan Thị Quỳnh, sinh 1999")


def test_whoever_is_held_by_name_is_offered_beside_the_holder_of_the_number(
    machines: Machines, tmp_path: Path
) -> None:
    held = write(tmp_path, "cu.xlsx", CHIN, ("Phan Thị Quỳnh", "1999", "Nữ", ""))
    machines.village.do("roster", "import", held)
    path = write(tmp_path, "moi.xlsx", QUYNH)
    (asked,) = machines.village.do("roster", "import", path, "--dry-run")["asked"]
    assert asked["why"] == "number_of_other_name"
    texts = [choice["text"] for choice in asked["candidates"]]
    assert [text.split(",")[0] for text in texts] == ["Phan Thị Quỳnh", "Hà Văn Chín"]
    assert "CCCD" in texts[1]
    assert "CCCD" not in texts[0]


def test_of_two_rows_of_one_person_the_second_is_asked_of_all_of_that_name(
    machines: Machines, tmp_path: Path
) -> None:
    day, year = ("Lê Văn Sáu", "05/03/1980", "Nam", ""), ("Lê Văn Sáu", "1980", "Nam", "")
    held = write(tmp_path, "cu.xlsx", day, year)
    machines.village.do("roster", "import", held, "--decide", "3=new")
    path = write(tmp_path, "moi.xlsx", day, day)
    (asked,) = machines.village.do("roster", "import", path, "--dry-run")["asked"]
    assert asked["why"] == "row_repeated"
    texts = [choice["text"] for choice in asked["candidates"]]
    assert [",".join(text.split(",")[:2]) for text in texts] == [
        "Lê Văn Sáu, sinh 05/03/1980",
        "Lê Văn Sáu, sinh 1980",
    ]
