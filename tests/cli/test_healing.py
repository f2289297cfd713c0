"""Honest work is never shut out: what once ended in a refusal for ever, told by command line.

Row by row of what was found (docs/testing.md, «Healing»): A1 somebody erased after turns of
corrections, A2 parts of a chain of one's own, A3 a record that leaves, A4 a copied folder, A5 new
keys with unsent work, A6 an office rebuilt (and tests/cli/test_kept_files.py), A7 two laptops of
one unit. Cruel histories beyond these: tests/cli/test_healing_histories.py.
"""

import shutil
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.builders.offices import CAM_BAO, COMMUNE, NGOC_BAN, Offices
from tests.cli.carrying import Carrier, carrier, device_of, names, phones
from tests.cli.conftest import YEAR, Machines
from tests.cli.driver import Machine

HOA, MAI, NAM, YEN = "Đỗ Thị Hòa", "Nguyễn Thị Mai", "Lê Văn Nam", "Trần Thị Yến"
NINE = [f"CS{number}=9" for number in range(1, 11)]
BY_VILLAGE = ("--cycle", YEAR, "--by", "village")


@pytest.fixture
def post(machines: Machines, tmp_path: Path) -> Carrier:
    """The commune with two villages, and who carries files between them."""
    return carrier(machines, tmp_path)


def add(machine: Machine, name: str, *words: object) -> str:
    """A person is written down; the id."""
    return str(machine.do("person", "add", name, "--birth", 1961, *words)["id"])


def moved(machine: Machine, person: str, unit: str) -> None:
    """The commune moves a person."""
    machine.do("person", "move", person, "--to", unit)


# --- A1: the erasure of somebody whom both had corrected ---


@pytest.mark.parametrize("is_late", [False, True], ids=["in time", "on its way"])
def test_somebody_corrected_in_turns_and_erased_bars_no_later_file(
    post: Carrier, machines: Machines, *, is_late: bool
) -> None:
    """A1. The village corrects what the office corrected; then the office erases the person."""
    commune, village = machines.commune, machines.village
    mai, hoa = add(village, MAI), add(village, HOA)
    post.up(village)
    commune.do("person", "set", mai, "--phone", "0911000111")
    post.down(NGOC_BAN)
    village.do("person", "set", mai, "--phone", "0922000222")
    correction = post.saved_up(village)
    if not is_late:
        post.take(commune, correction)
    commune.do("person", "erase", mai, "--reason", "Đơn ngày 02/11/2026")
    post.take(commune, correction)
    # Every later file of the office is taken: what is new, and everything.
    for number, words in enumerate(((), (), ("--full",))):
        commune.do("person", "set", hoa, "--phone", f"093300033{number}")
        post.down(NGOC_BAN, *words)
    assert names(village) == names(commune) == [HOA]
    for machine in (village, commune):
        assert phones(machine, hoa) == ["0933000330", "0933000331", "0933000332"]
        told = str(machine.run("history", mai).out)
        assert MAI not in told
        assert "0911000111" not in told
        assert "0922000222" not in told
    # And a new laptop of the village is let in.
    new = post.enrolled(NGOC_BAN, "--unit", NGOC_BAN)
    assert names(new) == [HOA]
    post.exchange()
    post.exchange("--full")
    post.agree()


# --- A2: parts of a chain of one's own ---


def test_a_copied_folder_that_holds_parts_of_its_own_work_is_never_called_tampered(
    post: Carrier, machines: Machines
) -> None:
    """A2. A person moved meanwhile: of the first computer's chain the copy is told only parts."""
    commune, village = machines.commune, machines.village
    add(village, MAI)
    post.up(village)
    copied = post.copied(NGOC_BAN, village)
    hoa = add(village, HOA)
    post.up(village)
    moved(commune, hoa, CAM_BAO)
    # Written before the village hears of the move: it stays with the commune, for review.
    village.do("person", "set", hoa, "--phone", "0911000111")
    add(village, NAM)
    post.up(village)
    post.take(copied, post.saved_down(NGOC_BAN, "--full"))
    add(copied, YEN)
    for _ in range(2):
        post.up(copied, "--full")
    post.exchange("--full")
    assert names(commune) == sorted([MAI, HOA, NAM, YEN])
    assert names(village) == names(copied) == sorted([MAI, NAM, YEN])
    assert names(machines.other) == [HOA]
    post.exchange()
    post.agree()


def test_a_folder_restored_from_backup_is_never_called_tampered(
    post: Carrier, machines: Machines
) -> None:
    """A2. The laptop goes back to its backup; somebody whom it had written since was moved."""
    commune, village = machines.commune, machines.village
    add(village, MAI)
    post.up(village)
    backup = village.do("backup", "create", "-o", post.path("vhs"))["path"]
    hoa = add(village, HOA)
    village.do("assess", "set", hoa, *BY_VILLAGE, *NINE)
    post.up(village)
    moved(commune, hoa, CAM_BAO)
    village.do("person", "set", hoa, "--phone", "0911000111")
    add(village, NAM)
    post.up(village)
    village.do("backup", "restore", backup)
    assert names(village) == [MAI]
    add(village, YEN)
    for words in (("--full",), ("--full",), ()):
        post.exchange(*words)
    assert names(village) == sorted([MAI, NAM, YEN])
    assert names(machines.other) == [HOA]
    post.agree()


def test_both_copies_answer_a_restored_office_and_nothing_is_called_tampered(
    post: Carrier, machines: Machines
) -> None:
    """A2. The office goes back to before all of it, and asks everybody for what they hold."""
    commune, village = machines.commune, machines.village
    backup = commune.do("backup", "create", "-o", post.path("vhs"))["path"]
    add(village, MAI)
    post.up(village)
    copied = post.copied(NGOC_BAN, village)
    hoa = add(village, HOA)
    post.up(village)
    moved(commune, hoa, CAM_BAO)
    village.do("person", "set", hoa, "--phone", "0911000111")
    add(village, NAM)
    post.up(village)
    post.take(copied, post.saved_down(NGOC_BAN, "--full"))
    add(copied, YEN)
    post.exchange()
    commune.do("backup", "restore", backup)
    assert names(commune) == []
    for unit in (NGOC_BAN, CAM_BAO):
        post.down(unit)
    post.exchange("--full")
    post.exchange()
    assert names(commune) == sorted([MAI, HOA, NAM, YEN])
    assert names(village) == names(copied) == sorted([MAI, NAM, YEN])
    assert names(machines.other) == [HOA]
    status = commune.do("recovery", "status")
    assert (status["waiting"], status["lost"]) == ([], [])
    post.exchange()
    post.agree()


# --- A3: a record leaves a unit, and both sides compare ---


def test_a_unit_is_told_of_what_left_it_however_often_that_was_undone_and_redone(
    post: Carrier, machines: Machines
) -> None:
    """A3. Given away at the commune's other computer; the office takes that back, and redoes it."""
    commune, village = machines.commune, machines.village
    second = post.enrolled(COMMUNE, "--unit", COMMUNE)
    hoa = add(village, HOA)
    village.do("assess", "set", hoa, *BY_VILLAGE, *NINE)
    post.up(village)
    post.down(COMMUNE)
    second.do("person", "assess-at", hoa, "--cycle", YEAR, "--unit", CAM_BAO)
    gift = post.saved_up(second)
    post.take(commune, gift)
    post.down(NGOC_BAN)
    number = commune.do("bundle", "inspect", gift)["bundle_id"]
    for act in ("undo", "redo"):
        commune.do("bundle", act, number)
        post.exchange()
        post.agree()
    sheets = [m.run("assess", "show", hoa, "--cycle", YEAR).code for m in post.units[CAM_BAO]]
    assert sheets == [0]


def test_one_exchange_in_both_directions_is_enough_after_moves_to_and_fro(
    post: Carrier, machines: Machines
) -> None:
    """A3. Whatever both villages wrote meanwhile, unaware that the person had left."""
    commune, (village, other) = machines.commune, (machines.village, machines.other)
    hoa = add(village, HOA)
    village.do("assess", "set", hoa, *BY_VILLAGE, *NINE)
    post.exchange()
    post.agree()
    moved(commune, hoa, CAM_BAO)
    village.do("person", "set", hoa, "--phone", "0911000111")
    post.exchange()
    post.agree()
    other.do("person", "set", hoa, "--note", "Mới chuyển đến")
    moved(commune, hoa, NGOC_BAN)
    other.do("assess", "set", hoa, *BY_VILLAGE, "CS1=5")
    post.exchange()
    post.agree()
    assert (names(village), names(other)) == ([HOA], [])


def lose_last_change(offices: Offices, person: str) -> None:
    """A disk of the first village that forgot what it had taken in last, about one person."""
    with offices.villages[0].open() as session:
        writer = session.database._writer
        assert writer is not None
        last = 'SELECT max(position) FROM "change" WHERE record = :record'
        with writer.begin() as connection:
            done = connection.execute(
                text(f'DELETE FROM "change" WHERE position = ({last})'),
                {"record": bytes.fromhex(person.replace("-", ""))},
            )
            assert done.rowcount == 1


@pytest.mark.parametrize("words", [(), ("--full",)], ids=["next file", "full file"])
def test_where_both_sides_differ_check_says_so_until_they_agree(
    post: Carrier, machines: Machines, offices: Offices, words: tuple[str, ...]
) -> None:
    """A3. No honest act makes them differ: a disk forgets the number that the office had sent."""
    commune, village = machines.commune, machines.village
    mai = add(village, MAI)
    post.up(village)
    commune.do("person", "set", mai, "--phone", "0911000111")
    post.down(NGOC_BAN)
    post.up(village)
    assert commune.do("check")["ok"]
    lose_last_change(offices, mai)
    noticed = village.run("check", "--repair").json
    assert [problem["code"] for problem in noticed["problems"]] == ["CHECKPOINT"]
    assert phones(village, mai) == []
    post.up(village)
    found = commune.run("check")
    assert (found.code, found.json["ok"]) == (1, False)
    device = device_of(commune, NGOC_BAN)
    assert found.json["problems"] == [{"code": "STATE_DIFFERS", "subject": device}]
    post.down(NGOC_BAN, *words)
    # Nobody has to send once more only for `check` to be content.
    assert commune.do("check")["ok"]
    post.up(village)
    assert phones(village, mai) == ["0911000111"]
    post.agree()


# --- A4: a copied folder converges by itself ---


@pytest.mark.parametrize("is_original_first", [True, False], ids=["original first", "copy first"])
def test_a_copied_folder_converges_without_a_full_file(
    post: Carrier, machines: Machines, *, is_original_first: bool
) -> None:
    """A4. The original went on and was answered; the copy slept, then both work in turns."""
    commune, village = machines.commune, machines.village
    mai = add(village, MAI)
    post.exchange()
    copied = post.copied(NGOC_BAN, village)
    for number in range(3):
        commune.do("person", "set", mai, "--phone", f"091100011{number}")
        add(village, f"{NAM} {'ABC'[number]}")
        # The copy lies in a drawer: its unit's files reach the original alone.
        post.up(village)
        post.take(village, post.saved_down(NGOC_BAN))
    add(copied, YEN)
    if not is_original_first:
        post.units[NGOC_BAN].reverse()
    post.exchange()
    assert names(village) == names(copied) == names(commune)
    assert len(names(copied)) == 5
    post.agree()
    add(copied, HOA)
    commune.do("person", "set", mai, "--phone", "0999000999")
    post.exchange()
    post.agree()


# --- A5: new keys with unsent work ---


def test_new_keys_take_unsent_work_along_and_nobody_vanishes(
    post: Carrier, machines: Machines
) -> None:
    """A5. Written before the request, and while the answer is on its way; sheets were sent too."""
    commune, village = machines.commune, machines.village
    mai = add(village, MAI)
    village.do("assess", "set", mai, *BY_VILLAGE, *NINE)
    post.exchange()
    former = device_of(commune, NGOC_BAN)
    hoa = add(village, HOA)
    village.do("assess", "set", hoa, *BY_VILLAGE, *NINE)
    request = post.path("vhr")
    asked = village.do("device", "rotate", "-o", request)
    add(village, NAM)
    village.do("person", "set", mai, "--phone", "0911000111")
    assert village.do("submit", "--cycle", YEAR)["submitted"] == 2
    post.answer_request(village, asked, request, "--replaces", former)
    assert names(village) == sorted([MAI, HOA, NAM])
    file = post.saved_up(village)
    assert commune.do("bundle", "inspect", file)["changes"] > 0
    post.take(commune, file)
    assert names(commune) == sorted([MAI, HOA, NAM])
    assert phones(commune, mai)[-1] == "0911000111"
    for person in (mai, hoa):
        assert commune.do("assess", "show", person, "--cycle", YEAR)["state"] == "submitted"
    assert commune.do("appraise", "--cycle", YEAR)["appraised"] == 2
    post.exchange()
    assert device_of(commune, NGOC_BAN) == asked["device_id"] != former
    assert village.do("device", "branches")["branches"] == []
    assert commune.do("device", "branches")["branches"] == []
    post.agree()


def test_the_office_gets_new_keys_with_files_under_way_in_both_directions(
    post: Carrier, machines: Machines
) -> None:
    """A5. A file down of before and a file up to the old keys arrive afterwards."""
    commune, village = machines.commune, machines.village
    mai = add(village, MAI)
    post.exchange()
    commune.do("person", "set", mai, "--phone", "0911000111")
    down = post.saved_down(NGOC_BAN)
    add(village, HOA)
    up = post.saved_up(village)
    commune.do("person", "set", mai, "--phone", "0922000222")
    former = device_of(commune, COMMUNE)
    assert commune.do("device", "rotate")["device_id"] == device_of(commune, COMMUNE) != former
    post.take(commune, up)
    post.take(village, down)
    post.exchange()
    assert names(village) == names(commune) == sorted([HOA, MAI])
    assert phones(village, mai) == ["0911000111", "0922000222"]
    post.agree()


# --- A6: an office rebuilt while files lie on sticks ---


def rebuilt(post: Carrier, backup: str | None, made: dict[str, str], file: Path) -> Machine:
    """The office on a new computer: recovery file, the code from the sheet, the last backup."""
    new = Machine(post.path("may"), post.office.capture)
    code = post.path("txt")
    code.write_text(made["code"] + "\n", encoding="utf-8")
    words = () if backup is None else ("--backup", backup)
    new.do("recovery", "restore", file, *words, "--code-file", code, "--officer", "Phạm Thị Thử")
    return new


def test_files_on_sticks_wait_for_the_rebuilt_office_until_it_holds_what_they_rest_on(
    post: Carrier, machines: Machines
) -> None:
    """A6. The office burned with what the village had built upon; its sticks were packed before."""
    commune, village, other = machines.commune, machines.village, machines.other
    recovery = post.path("vhk")
    made = commune.do("recovery", "create", "-o", recovery)
    post.exchange()
    mai, nam = add(village, MAI), add(other, NAM)
    post.exchange()
    backup = commune.do("backup", "create", "-o", post.path("vhs"))["path"]
    commune.do("person", "set", mai, "--phone", "0911000111")
    post.down(NGOC_BAN)
    village.do("person", "set", mai, "--phone", "0922000222")
    hoa = add(village, HOA)
    early = post.saved_up(village)
    post.take(commune, early)
    commune.do("person", "erase", hoa, "--reason", "Theo đơn")
    post.down(NGOC_BAN)
    add(village, YEN)
    stick, plain = post.saved_up(village, "--full"), post.saved_up(other)
    shutil.rmtree(commune.folder)
    post.office = rebuilt(post, backup, made, recovery)
    waits = post.office.run("bundle", "merge", early)
    assert (waits.code, waits.error) == (1, "BUNDLE_GAP"), waits
    assert len(post.office.do("bundle", "waiting")["waiting"]) == 1
    # What holds everything brings along what the office itself once wrote, and the file that waits
    # rests on nothing else.
    assert post.office.do("bundle", "merge", stick)["merged"] == 1
    assert post.office.do("bundle", "waiting")["waiting"] == []
    post.office.run("bundle", "merge", plain)
    for unit in post.units:
        post.down(unit)
    post.exchange()
    assert names(post.office) == sorted([MAI, NAM, YEN])
    assert names(village) == sorted([MAI, YEN])
    assert phones(post.office, mai) == ["0911000111", "0922000222"]
    assert phones(other, nam) == []
    post.exchange()
    post.agree()


# --- A7: two laptops of one unit ---


def test_two_laptops_that_submit_apart_are_the_same_in_either_order(
    post: Carrier, machines: Machines, tmp_path: Path
) -> None:
    """A7. Each scores and sends whom the other scored too; the commune decides, and all agree."""
    commune, village = machines.commune, machines.village
    second = post.enrolled(NGOC_BAN, "--unit", NGOC_BAN)
    mai = add(village, MAI)
    post.exchange()
    sticks = []
    for laptop, points in ((village, "9"), (second, "6")):
        given = [f"CS{number}={points}" for number in range(1, 11)]
        laptop.do("assess", "set", mai, *BY_VILLAGE, *given)
        assert laptop.do("submit", "--cycle", YEAR)["submitted"] == 1
        sticks.append(post.saved_up(laptop))
    twin = Machine(tmp_path / "xa-hai", commune.capture)
    shutil.copytree(commune.folder, twin.folder)
    for office, files in ((commune, sticks), (twin, sticks[::-1])):
        for file in files:
            post.take(office, file)
    assert twin.do("state-hash") == commune.do("state-hash")
    listed = commune.do("conflicts", "list")["conflicts"]
    assert twin.do("conflicts", "list")["conflicts"] == listed
    assert {item["field"] for item in listed} == {f"village.{code[:-2]}" for code in NINE}
    held = commune.do("appraise", "--cycle", YEAR)
    assert held == twin.do("appraise", "--cycle", YEAR)
    assert (held["appraised"], held["held"]) == (0, [{"person": mai, "code": "CONFLICT"}])
    (sheet,) = {item["entity"] for item in listed}
    nine = next(v["change"] for v in listed[0]["values"] if v["value"]["points"] == "9")
    commune.do("conflicts", "settle", sheet, "--as", nine)
    assert commune.do("appraise", "--cycle", YEAR)["appraised"] == 1
    for laptop in reversed(post.units[NGOC_BAN]):
        post.up(laptop)
    post.down(NGOC_BAN)
    for machine in (commune, village, second):
        shown = machine.do("assess", "show", mai, "--cycle", YEAR)
        assert (shown["total"], shown["result"]) == ("90", "passed")
    post.exchange()
    post.agree()
