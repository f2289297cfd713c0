"""Who died, moved away or is exempt gets no new title, whenever that became known."""

from pathlib import Path

import pytest

from tests.builders.offices import YEAR
from tests.cli.carrying import Carrier, carrier
from tests.cli.conftest import Machines
from tests.cli.driver import Machine

OF_YEAR = ("--cycle", YEAR)
NINE = tuple(f"CS{number}=9" for number in range(1, 11))
AN, BINH, CUC, DUNG, EM = "Trần Văn An", "Lê Thị Bình", "Đỗ Thị Cúc", "Hà Văn Dũng", "Vũ Thị Em"
DECIDED = ("--decision", "9", "--date", "2026-11-28", "--signer", "Lê Xã")


@pytest.fixture
def post(machines: Machines, tmp_path: Path) -> Carrier:
    """The commune with two villages, and who carries files between them."""
    return carrier(machines, tmp_path)


@pytest.fixture
def village(machines: Machines) -> Machine:
    """Five people, each with ninety points."""
    for name in (AN, BINH, CUC, DUNG, EM):
        machines.village.do("person", "add", name)
        machines.village.do("assess", "set", name, *OF_YEAR, "--by", "village", *NINE)
    return machines.village


def said(machine: Machine, name: str, presence: str) -> None:
    """What an officer writes at «Biến động»."""
    machine.do("person", "set", name, "--presence", presence, "--on", "2026-10-01")


def held(answer: dict[str, list[dict[str, str]]]) -> dict[str, str]:
    """Name → code of those that were held."""
    return {item["name"]: item["code"] for item in answer["disputed"]}


def test_they_are_held_at_the_village_at_appraisal_and_from_a_draft(
    post: Carrier, machines: Machines, village: Machine
) -> None:
    commune = machines.commune
    said(village, AN, "deceased")
    told = village.tell("submit", *OF_YEAR).out
    assert f"{AN} (Thôn Ngọc Bản): đã ghi là đã mất" in told
    post.up(village)
    said(village, BINH, "departed")
    post.up(village)
    answer = commune.do("appraise", *OF_YEAR)
    assert (answer["appraised"], held(answer)) == (
        3,
        {AN: "PERSON_DECEASED", BINH: "PERSON_DEPARTED"},
    )
    said(commune, CUC, "exempt")
    draft = commune.do("recognise", *OF_YEAR, "--draft")
    assert (draft["recognised"], held(draft)) == (2, {CUC: "PERSON_EXEMPT"})
    said(commune, DUNG, "deceased")
    given = commune.do("recognise", *OF_YEAR, *DECIDED)
    assert (given["recognised"], held(given)) == (
        1,
        {CUC: "PERSON_EXEMPT", DUNG: "PERSON_DECEASED"},
    )


def test_who_was_written_down_by_mistake_goes_on_once_that_is_mended(
    post: Carrier, machines: Machines, village: Machine
) -> None:
    commune = machines.commune
    said(village, AN, "deceased")
    assert village.do("submit", *OF_YEAR)["submitted"] == 4
    said(village, AN, "present")
    assert village.do("submit", *OF_YEAR)["submitted"] == 1
    post.up(village)
    said(commune, EM, "departed")
    assert commune.do("appraise", *OF_YEAR)["appraised"] == 4
    said(commune, EM, "present")
    assert commune.do("appraise", *OF_YEAR)["appraised"] == 1
    assert commune.do("recognise", *OF_YEAR, *DECIDED)["recognised"] == 5


def test_a_title_that_was_given_stays(post: Carrier, machines: Machines, village: Machine) -> None:
    """Dying after recognition: the name stays in the register."""
    commune = machines.commune
    village.do("submit", *OF_YEAR)
    post.up(village)
    commune.do("appraise", *OF_YEAR)
    assert commune.do("recognise", *OF_YEAR, *DECIDED)["recognised"] == 5
    said(commune, AN, "deceased")
    shown = commune.do("assess", "show", AN, *OF_YEAR)
    assert shown["state"] == "recognised"


def test_whoever_is_the_same_person_as_one_who_died_gets_none_either(
    post: Carrier, machines: Machines, village: Machine
) -> None:
    commune = machines.commune
    village.do("submit", *OF_YEAR)
    post.up(village)
    twin = commune.do("person", "add", "Trần Văn An", "--unit", "Thôn Cẩm Bào", "--birth", "1950")
    one = next(
        p["id"] for p in commune.do("roster", "search", AN)["people"] if p["id"] != twin["id"]
    )
    commune.do("person", "merge", one, twin["id"])
    commune.do("person", "set", twin["id"], "--presence", "deceased", "--on", "2026-10-01")
    answer = commune.do("appraise", *OF_YEAR)
    assert (answer["appraised"], held(answer)) == (4, {AN: "PERSON_DECEASED"})
