"""What a doctored laptop states about itself: nothing of it is believed that only it says.

Each test is by command line; docs/testing.md lists them. What its changes could do to others:
tests/cli/test_doctored_laptop.py; what a file costs: tests/cli/test_hostile_files.py.
"""

from pathlib import Path

import pytest

from tests.builders.devices import AskingDevice
from tests.builders.doctored import DoctoredLaptop, doctor
from tests.builders.offices import CAM_BAO, NGOC_BAN, Offices
from tests.builders.pictures import photo
from tests.cli.conftest import YEAR, Machines
from tests.cli.driver import Machine
from tests.cli.test_doctored_laptop import criteria_of_year, pass_up
from tests.cli.test_hostile_files import sheet_with
from vanhoa_desktop.bundles.manifest import DownMerged
from vanhoa_desktop.canonical import Json
from vanhoa_desktop.journal.identity import new_record_id

FORGED = "ab" * 32


@pytest.mark.parametrize("number", [2**53 - 1, 2**53 - 2, 10**15])
def test_an_impossible_number_stops_no_file_down_and_is_told_by_name(
    machines: Machines, offices: Offices, tmp_path: Path, number: int
) -> None:
    """2^53−1 ended every export to that village until its device was ended."""
    commune = machines.commune
    other = doctor(offices.villages[1])
    lie = DownMerged(number, FORGED)
    hostile = other.save(tmp_path / "x.vhb", down_merged=lie, installation=other.pen.chain)
    assert commune.do("bundle", "merge", hostile)["merged"] == 1
    assert commune.do("check")["unbelieved"] == [CAM_BAO]
    for name, village in ((CAM_BAO, machines.other), (NGOC_BAN, machines.village)):
        down = tmp_path / f"{name}.vhb"
        commune.do("bundle", "export", "--to", name, "-o", down)
        assert village.do("bundle", "merge", down)["refused"] == []
    commune.do("unit", "add", "Thôn Mới", "--kind", "village")
    pass_up(machines, offices, tmp_path)
    checked = commune.do("check")
    assert (checked["ok"], checked["unbelieved"]) == (True, [])
    commune.do("device", "revoke", other.device, "--reason", "mất")


def test_numbers_that_leap_as_far_as_is_believed_run_out_for_nobody(
    machines: Machines, offices: Offices, tmp_path: Path
) -> None:
    """A restored office goes on past what units tell; each lie takes a million of 2^53 numbers."""
    commune = machines.commune
    for turn in range(3):
        other = doctor(offices.villages[1])
        lie = DownMerged(1_000_000 * (turn + 1), FORGED)
        hostile = other.save(tmp_path / f"{turn}.vhb", down_merged=lie, created=str(turn))
        commune.do("bundle", "merge", hostile)
        commune.do("bundle", "export", "--to", CAM_BAO, "-o", tmp_path / "xuong.vhb")
    assert machines.other.do("bundle", "merge", tmp_path / "xuong.vhb")["refused"] == []
    assert commune.do("check")["unbelieved"] == []


# --- evidence by its hash ---

MAI = "Nguyễn Thị Mai"


def proved(village: Machine, folder: Path) -> str:
    """Somebody of a village with a picture; the picture's SHA-256."""
    folder.mkdir(exist_ok=True)
    picture = folder / "anh.jpg"
    picture.write_bytes(photo(640, 480))
    village.do("person", "add", MAI, "--birth", "1961")
    added = village.do("evidence", "add", picture, "--person", MAI, "--cycle", YEAR)
    return str(added["sha256"])


def sent_up(machines: Machines, village: Machine, file: Path) -> None:
    """A village's file, taken in by the commune."""
    village.do("bundle", "export", "-o", file)
    assert machines.commune.do("bundle", "merge", file)["refused"] == []


def files_won(machines: Machines, name: str, village: Machine, file: Path) -> int:
    """How many files of evidence the commune's next file brings a village."""
    machines.commune.do("bundle", "export", "--to", name, "-o", file)
    answer = village.do("bundle", "merge", file)
    assert answer["refused"] == []
    return int(answer["evidence"])


@pytest.mark.parametrize("is_first", [True, False], ids=["named first", "named later"])
@pytest.mark.parametrize("is_wanted", [True, False], ids=["asked for", "only named"])
def test_nobody_gets_a_file_of_another_village_by_naming_its_hash(
    machines: Machines, offices: Offices, tmp_path: Path, *, is_first: bool, is_wanted: bool
) -> None:
    """A record of one's own with the hash, and the wish to have it, brought the picture."""
    sha256 = proved(machines.village, tmp_path / "m")
    if not is_first:
        sent_up(machines, machines.village, tmp_path / "1.vhb")
    other = doctor(offices.villages[1])
    about: dict[str, Json] = {"year": YEAR, "sha256": sha256}
    record = "01a20e61-26b0-7c11-97b7-2583d1c43849"
    other.second_pen().write("evidence", record, other.own_control() | about)
    wanted = (sha256,) if is_wanted else ()
    hostile = other.save(tmp_path / "x.vhb", evidence_wanted=wanted)
    assert machines.commune.do("bundle", "merge", hostile)["refused"] == []
    sent_up(machines, machines.village, tmp_path / "2.vhb")
    assert files_won(machines, CAM_BAO, machines.other, tmp_path / "3.vhb") == 0
    machines.commune.do("bundle", "export", "--to", CAM_BAO, "-o", tmp_path / "4.vhb", "--full")
    assert machines.other.do("bundle", "merge", tmp_path / "4.vhb")["evidence"] == 0


def test_a_second_laptop_of_the_village_gets_its_picture(
    machines: Machines, offices: Offices, tmp_path: Path
) -> None:
    """Its own unit supplied the file; so it does where another village supplied it as well."""
    second = AskingDevice(tmp_path, NGOC_BAN).join(offices.commune)
    proved(machines.other, tmp_path / "o")
    sent_up(machines, machines.other, tmp_path / "0.vhb")
    proved(machines.village, tmp_path / "m")
    sent_up(machines, machines.village, tmp_path / "1.vhb")
    laptop = Machine(second.paths.root, machines.commune.capture)
    assert files_won(machines, NGOC_BAN, laptop, tmp_path / "2.vhb") == 1


def test_a_picture_goes_with_who_moves_and_to_whom_the_commune_gives_it(
    machines: Machines, tmp_path: Path
) -> None:
    proved(machines.village, tmp_path / "m")
    sent_up(machines, machines.village, tmp_path / "1.vhb")
    machines.commune.do("person", "move", MAI, "--to", CAM_BAO)
    assert files_won(machines, CAM_BAO, machines.other, tmp_path / "2.vhb") == 1
    own = tmp_path / "xa.jpg"
    own.write_bytes(photo(320, 240))
    machines.commune.do("evidence", "add", own, "--person", MAI, "--cycle", YEAR)
    assert files_won(machines, CAM_BAO, machines.other, tmp_path / "3.vhb") == 1


# --- twins of another village's person ---

NUMBER = "038161001234"
EIGHTS = [f"CS{number}=8" for number in range(1, 11)]


def twins_of(other: DoctoredLaptop, criteria: str, count: int, turn: int = 0) -> None:
    """Records of the same name, birth and number, each with a sheet that passes, handed over."""
    for number in range(count):
        record = new_record_id(1_000_000 * (turn + 1) + number, bytes(10), other.unit)
        about: dict[str, Json] = {"full_name": MAI, "citizen_number": NUMBER}
        birth: dict[str, Json] = {"birth": {"precision": "year", "text": "1961"}}
        other.pen.write("person", record, other.own_control() | about | birth)
        sheet_with(other, record, "8", criteria)


def recognised(machines: Machines, offices: Offices, number: int) -> tuple[list[str], list[str]]:
    """The villages of those who got the title by a decision, and of those who wait."""
    decision = ("--decision", f"{number}/QĐ-UBND", "--date", "2026-12-05")
    commune = machines.commune
    commune.do("appraise", "--cycle", YEAR)
    answer = commune.do("recognise", "--cycle", YEAR, *decision)
    held = [item["unit_name"] for item in answer["disputed"] if item["code"] == "LISTED_TWICE"]
    with offices.commune.open(writing=False) as session, session.database.reading() as reading:
        titles = reading.recognitions.recognitions(YEAR)
    return sorted(title.unit_name for title in titles), sorted(held)


def honest_sheet(machines: Machines, file: Path) -> str:
    """Mai of the honest village, scored and sent; her record."""
    village = machines.village
    added = village.do("person", "add", MAI, "--birth", "1961", "--cccd", NUMBER)
    village.do("assess", "set", MAI, "--cycle", YEAR, "--by", "village", *EIGHTS)
    village.do("submit", "--cycle", YEAR)
    sent_up(machines, village, file)
    return str(added["id"])


def test_later_twins_hold_up_nobody_and_get_no_title(
    machines: Machines, offices: Offices, tmp_path: Path
) -> None:
    """Each new twin held the honest record again, without end."""
    honest_sheet(machines, tmp_path / "1.vhb")
    other = doctor(offices.villages[1])
    twins_of(other, criteria_of_year(offices), 5)
    machines.commune.do("bundle", "merge", other.save(tmp_path / "x.vhb"))
    assert recognised(machines, offices, 1) == ([NGOC_BAN], [CAM_BAO] * 5)


def test_earlier_twins_are_answered_once_for_their_whole_village(
    machines: Machines, offices: Offices, tmp_path: Path
) -> None:
    """Two people, says the commune of one pair: no other twin of that village holds her again."""
    other = doctor(offices.villages[1])
    criteria = criteria_of_year(offices)
    twins_of(other, criteria, 3)
    machines.commune.do("bundle", "merge", other.save(tmp_path / "x.vhb"))
    (first, *_) = machines.commune.do("roster", "search", "")["people"]
    mai = honest_sheet(machines, tmp_path / "1.vhb")
    assert recognised(machines, offices, 1) == ([CAM_BAO], [CAM_BAO, CAM_BAO, NGOC_BAN])
    machines.commune.do("person", "unmerge", mai, first["id"])
    twins_of(other, criteria, 2, turn=1)
    machines.commune.do("bundle", "merge", other.save(tmp_path / "y.vhb"))
    assert recognised(machines, offices, 2) == ([CAM_BAO, NGOC_BAN], [CAM_BAO] * 4)


def test_a_record_that_became_a_twin_later_is_the_later_one(
    machines: Machines, offices: Offices, tmp_path: Path
) -> None:
    """Somebody made up in time, who is given the name and number of another one afterwards."""
    other = doctor(offices.villages[1])
    record = new_record_id(5, bytes(10), other.unit)
    birth: dict[str, Json] = {"birth": {"precision": "year", "text": "1961"}}
    begun = other.pen.write("person", record, other.own_control() | birth | {"full_name": "Ai"})
    sheet_with(other, record, "8", criteria_of_year(offices))
    machines.commune.do("bundle", "merge", other.save(tmp_path / "x.vhb"))
    honest_sheet(machines, tmp_path / "1.vhb")
    theirs: dict[str, Json] = {"full_name": MAI, "citizen_number": NUMBER}
    other.pen.write("person", record, theirs, bases={"full_name": (begun.id,)})
    machines.commune.do("bundle", "merge", other.save(tmp_path / "y.vhb"))
    assert recognised(machines, offices, 1) == ([NGOC_BAN], [CAM_BAO])


# --- people of one's own who are said to be assessed elsewhere ---


def seen_of_others(machines: Machines) -> list[object]:
    """What the honest village's lists, questions and counts say."""
    village = machines.village
    year = ("--cycle", YEAR)
    return [
        village.do("roster", "search", "")["people"],
        village.do("conflicts", "list")["conflicts"],
        village.do("score", *year),
        village.do("report", "targets", *year)["targets"],
    ]


def test_nobody_puts_his_people_upon_another_village(
    machines: Machines, offices: Offices, tmp_path: Path
) -> None:
    """People with rivals, «assessed there», flooded its list, its questions and its counts."""
    honest_sheet(machines, tmp_path / "1.vhb")
    pass_up(machines, offices, tmp_path)
    before = seen_of_others(machines)
    there = doctor(offices.villages[0]).unit
    other = doctor(offices.villages[1])
    second = other.second_pen()
    for number in range(20):
        record = new_record_id(1_000_000 + number, bytes(10), other.unit)
        for pen, name in ((other.pen, "Kẻ Gian"), (second, "Kẻ Giản")):
            said: dict[str, Json] = {"full_name": f"{name} {number}", "assessing.2026": there}
            pen.write("person", record, other.own_control() | said)
    machines.commune.do("bundle", "merge", other.save(tmp_path / "x.vhb"))
    pass_up(machines, offices, tmp_path)
    assert seen_of_others(machines) == before
    wishes = machines.commune.do("person", "assess-wishes")["wishes"]
    assert (len(wishes), {item["home"] for item in wishes}) == (20, {CAM_BAO})
    # One that the commune grants is there, and no other.
    granted = wishes[0]
    machines.commune.do(
        *("person", "assess-at", granted["id"], "--cycle", YEAR, "--unit", granted["unit"])
    )
    pass_up(machines, offices, tmp_path)
    listed = machines.village.do("roster", "search", "")["people"]
    assert {item["id"] for item in listed} >= {granted["id"]}
    assert len(listed) == 2
    assert len(machines.commune.do("person", "assess-wishes")["wishes"]) == 19
    assert machines.commune.do("check")["ok"]
