"""A laptop undoes its list of people on whom others went on meanwhile: told, or refused."""

from pathlib import Path

import pytest

from tests.builders.offices import NGOC_BAN, YEAR
from tests.builders.spreadsheets import write_xlsx
from tests.cli.carrying import Carrier, carrier
from tests.cli.conftest import HEADINGS, PEOPLE, Machines
from tests.cli.driver import Machine
from tests.cli.test_models import SETS

BINH, CUC = "Nguyễn Văn Bình", "Lê Thị Cúc"
OF_YEAR = ("--cycle", YEAR)

BEGUN = {
    "registered": ([("register", CUC, *OF_YEAR)], "đã đăng ký năm 2026"),
    "scored": (
        [
            ("register", CUC, *OF_YEAR),
            ("assess", "set", CUC, "CS1=8", *OF_YEAR, "--by", "commune"),
        ],
        "đã đăng ký năm 2026, phiếu năm 2026 đang chấm",
    ),
    "evidence": (
        [("evidence", "add", "--person", CUC, *OF_YEAR, "--note", "Sổ lưu ở xã")],
        "có minh chứng năm 2026",
    ),
    "skills": (
        [("digital", "set", CUC, *OF_YEAR, "--fluency", "yes", "--basis", "observation")],
        "có xác nhận kỹ năng số năm 2026",
    ),
    "title elsewhere": (
        [("title", "outside", CUC, *OF_YEAR, "--issuer", "UBND xã khác")],
        "có danh hiệu do nơi khác công nhận năm 2026",
    ),
}


@pytest.fixture
def post(machines: Machines, tmp_path: Path) -> Carrier:
    """The commune with two villages, and who carries files between them."""
    return carrier(machines, tmp_path)


@pytest.fixture
def village(machines: Machines, post: Carrier, tmp_path: Path) -> Machine:
    """The first village with three people of one household, whom the commune knows too."""
    rows = [(*row, "H01") for row in PEOPLE[:3]]
    table = write_xlsx(tmp_path / "people.xlsx", [(*HEADINGS, "Mã hộ"), *rows])
    machines.village.do("roster", "import", table)
    post.exchange()
    return machines.village


def undo_list(machine: Machine) -> None:
    machine.do("import", "undo", list_of_people(machine))


def list_of_people(machine: Machine) -> str:
    (act,) = machine.do("import", "list")["imports"]
    return str(act["id"])


def test_the_commune_is_told_of_the_sheet_of_a_household_that_a_village_took_back(
    post: Carrier, machines: Machines, village: Machine
) -> None:
    commune = machines.commune
    commune.do("criteria", "publish", SETS / "family-blocking.toml", *OF_YEAR)
    of_family = (*OF_YEAR, "--by", "commune", "--model", "family")
    commune.do("assess", "set", "H01", "CS1=10", *of_family)
    undo_list(village)
    merged = post.take(commune, post.saved_up(village))
    assert merged["overruled"] == ["Hộ H01: phiếu năm 2026 đang chấm"]


@pytest.mark.parametrize(("begun", "told"), BEGUN.values(), ids=BEGUN)
def test_the_commune_is_told_what_it_began_about_people_whom_a_village_took_back(
    post: Carrier,
    machines: Machines,
    village: Machine,
    begun: list[tuple[object, ...]],
    told: str,
) -> None:
    commune = machines.commune
    for words in begun:
        commune.do(*words)
    undo_list(village)
    file = post.saved_up(village)
    assert f"({CUC}: {told})" in commune.tell("bundle", "inspect", file).out
    assert post.take(commune, file)["overruled"] == [f"{CUC}: {told}"]
    # What the sentence offers: the village brings its list back, and nothing was lost.
    village.do("import", "redo", list_of_people(village))
    assert post.take(commune, post.saved_up(village))["overruled"] == []
    post.exchange()
    post.agree()
    assert village.refuse("import", "undo", list_of_people(village)) == "UNDO_IN_USE"
    said = village.tell("import", "undo", list_of_people(village)).err
    whose = ", ".join(f"{what} (xã ghi)" for what in told.split(", "))
    assert f"({CUC}: {whose})" in said
    assert "«Chuyển đi»" in said


def test_the_commune_is_told_whom_it_linked_with_somebody_taken_back(
    post: Carrier, machines: Machines, village: Machine
) -> None:
    commune = machines.commune
    machines.other.do("person", "add", CUC, "--birth", "05/03/1965")
    post.exchange()
    one, two = (person["id"] for person in commune.do("roster", "search", CUC)["people"])
    commune.do("person", "merge", one, two)
    undo_list(village)
    merged = post.take(commune, post.saved_up(village))
    assert merged["overruled"] == [f"{CUC}: đã ghép hồ sơ trùng"]


def test_what_goes_with_the_same_file_is_not_told(
    post: Carrier, machines: Machines, village: Machine
) -> None:
    """The village registered them, withdrew that, and took its list back: all its own."""
    village.do("register", CUC, *OF_YEAR)
    post.exchange()
    (act,) = village.do("registration", "list")["registrations"]
    village.do("registration", "undo", act["id"])
    undo_list(village)
    assert post.take(machines.commune, post.saved_up(village))["overruled"] == []


def test_work_of_the_villages_other_laptop_is_told_to_the_commune_and_to_that_laptop(
    post: Carrier, machines: Machines, village: Machine
) -> None:
    commune = machines.commune
    second = post.enrolled(NGOC_BAN)
    post.exchange()
    second.do("register", CUC, *OF_YEAR)
    second.do("person", "set", BINH, "--phone", "0988888888")
    post.up(second)
    undo_list(village)
    file = post.saved_up(village)
    told = [f"{CUC}: đã đăng ký năm 2026", f"{BINH}: điện thoại"]
    assert post.take(commune, file)["overruled"] == told
    down = post.saved_down(NGOC_BAN)
    assert post.take(second, down)["overruled"] == told
    # The laptop that took it back did so by itself.
    assert post.take(village, down)["overruled"] == []


def test_a_village_is_told_what_it_began_about_people_whom_the_commune_took_back(
    post: Carrier, machines: Machines, tmp_path: Path
) -> None:
    """The commune had brought in the list itself, and undid it knowing nothing of the village."""
    head = (*HEADINGS, "Thôn")
    rows = [(*row, NGOC_BAN) for row in PEOPLE[:2]]
    machines.commune.do("roster", "import", write_xlsx(tmp_path / "xa.xlsx", [head, *rows]))
    post.exchange()
    machines.village.do("register", CUC, *OF_YEAR)
    undo_list(machines.commune)
    down = post.saved_down(NGOC_BAN)
    told = f"{CUC}: đã đăng ký năm 2026"
    assert f"({told})" in machines.village.tell("bundle", "inspect", down).out
    assert post.take(machines.village, down)["overruled"] == [told]
    # The commune hears of the registration, and of whom it is about.
    machines.commune.do("import", "redo", list_of_people(machines.commune))
    post.exchange()
    post.exchange()
    post.agree()
