"""One name in two spellings: i and y, where a tone stands, a middle name left out."""

from pathlib import Path

import pytest

from tests.builders.spreadsheets import write_xlsx
from tests.cli.conftest import Machines

HEAD = ("STT", "Họ và tên", "Năm sinh", "Giới tính", "Mã hộ")
# Each name, the same one as the next list writes it.
PAIRS = (
    ("Phạm Thị Lý", "Phạm Thị Lí"),
    ("Nguyễn Văn Quí", "Nguyễn Văn Quý"),
    ("Trần Văn Sỹ", "Trần Văn Sĩ"),
    ("Lê Văn Kỳ", "Lê Văn Kì"),
    ("Đỗ Thị Mỹ", "Đỗ Thị Mĩ"),
    ("Hoàng Thị Thúy", "Hoàng Thị Thuí"),
    ("Lý Văn Tụy", "Lí Văn Tụi"),
    ("Vũ Như Ý", "Vũ Như Í"),
)


def write(folder: Path, name: str, *rows: tuple[object, ...]) -> Path:
    numbered = [(number, *row) for number, row in enumerate(rows, 1)]
    return write_xlsx(folder / name, [HEAD, *numbered])


@pytest.mark.parametrize("homes", [("", ""), ("H5", "H5")])
def test_a_name_in_other_spelling_is_asked_though_only_the_year_is_known(
    machines: Machines, tmp_path: Path, homes: tuple[str, str]
) -> None:
    first = [(name, 1975, "", homes[0]) for name, _ in PAIRS]
    again = [(name, 1975, "", homes[1]) for _, name in PAIRS]
    machines.village.do("roster", "import", write(tmp_path, "mot.xlsx", *first))
    answer = machines.village.do("roster", "import", write(tmp_path, "hai.xlsx", *again))
    assert (answer["created"], len(answer["asked"])) == (0, len(PAIRS))
    for (name, _), asked in zip(PAIRS, answer["asked"], strict=True):
        assert asked["why"] == "like_name"
        (candidate,) = asked["candidates"]
        assert candidate["text"].startswith(f"{name}, sinh 1975")


def test_the_place_of_the_tone_alone_is_no_question(machines: Machines, tmp_path: Path) -> None:
    machines.village.do(
        "roster", "import", write(tmp_path, "mot.xlsx", ("Hoàng Thị Thúy", 1980, "", ""))
    )
    answer = machines.village.do(
        "roster", "import", write(tmp_path, "hai.xlsx", ("Hoàng Thị Thuý", 1980, "", ""))
    )
    assert (answer["unchanged"], answer["asked"]) == (1, [])


@pytest.mark.parametrize("names", [("Lê Thị May", "Lê Thị Mai"), ("Lê Văn Hay", "Lê Văn Hai")])
def test_other_words_are_other_people(
    machines: Machines, tmp_path: Path, names: tuple[str, str]
) -> None:
    for number, name in enumerate(names):
        path = write(tmp_path, f"{number}.xlsx", (name, 1980, "", ""))
        assert machines.village.do("roster", "import", path)["created"] == 1


def test_both_spellings_in_one_household_of_one_list_are_told(
    machines: Machines, tmp_path: Path
) -> None:
    rows = [("Phạm Thị Lý", 1975, "Nữ", "H5"), ("Phạm Thị Lí", 1975, "Nữ", "H5")]
    answer = machines.village.do("roster", "import", write(tmp_path, "ds.xlsx", *rows))
    assert answer["created"] == 2
    (told,) = [p for p in answer["problems"] if p["code"] == "NAMESAKES"]
    assert told["row"] == 3
    assert "dòng 2" in told["message"]


def test_who_is_held_in_both_spellings_is_proposed_as_held_twice(
    machines: Machines, tmp_path: Path
) -> None:
    rows = [("Phạm Thị Lý", 1975, "", ""), ("Phạm Thị Lí", 1975, "", "")]
    machines.village.do("roster", "import", write(tmp_path, "ds.xlsx", *rows))
    (pair,) = machines.village.do("roster", "duplicates")["pairs"]
    # The same name 60, the same year 18.
    assert pair["score"] == 78
    assert "cùng họ tên, khác dấu hoặc i/y" in machines.village.tell("roster", "duplicates").out


@pytest.mark.parametrize(
    ("held", "row"),
    [
        (("Lê Văn Tý", "1/1/1960"), ("Lê Tý", 1960)),
        (("Lê Tý", 1960), ("Lê Văn Tý", "1/1/1960")),
        (("Lê Văn Quý", "1/1/1960"), ("Lê Quí", 1960)),
        (("Lê Văn Tý", 1960), ("Lê Tý", 1960)),
    ],
)
def test_a_middle_name_left_out_beside_the_same_year_is_asked(
    machines: Machines, tmp_path: Path, held: tuple[str, object], row: tuple[str, object]
) -> None:
    machines.village.do("roster", "import", write(tmp_path, "mot.xlsx", (*held, "", "")))
    answer = machines.village.do("roster", "import", write(tmp_path, "hai.xlsx", (*row, "", "")))
    assert (answer["created"], [q["why"] for q in answer["asked"]]) == (0, ["like_name"])


def test_somebody_typed_by_hand_in_other_spelling_is_a_warning(
    machines: Machines, tmp_path: Path
) -> None:
    path = write(tmp_path, "ds.xlsx", ("Phạm Thị Lý", 1975, "", ""))
    machines.village.do("roster", "import", path)
    added = machines.village.do("person", "add", "Phạm Thị Lí", "--birth", "1975")
    assert [warning["code"] for warning in added["warnings"]] == ["SAME_PERSON"]
