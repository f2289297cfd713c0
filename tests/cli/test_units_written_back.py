"""A unit with people or a laptop never disappears, whatever an office that went back had removed.

A removal of a past that was lost comes home with any village's file; the office writes the unit
back and says so, in every order of files.
"""

from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.builders.offices import CAM_BAO, COMMUNE, NGOC_BAN
from tests.cli.carrying import Carrier, carrier, device_of, names
from tests.cli.conftest import Machines
from tests.cli.driver import Machine
from tests.cli.test_healing import MAI, NAM, add, rebuilt

TU = "Thôn Tư"
WRITES = "vanhoa_desktop.services.exchange.exchange.write_units_back"
OPENS = "vanhoa_desktop.services.office.installation.write_back_lost_units"


@pytest.fixture
def post(machines: Machines, tmp_path: Path) -> Carrier:
    """The commune with two villages, and who carries files between them."""
    return carrier(machines, tmp_path)


def listed(machine: Machine) -> list[str]:
    """The units that a machine lists, by name."""
    return [unit["name"] for unit in machine.do("unit", "list")["units"]]


class WentBack(NamedTuple):
    """The backup to which an office went, and its recovery file with what is on the paper."""

    backup: str
    recovery: Path
    made: Any

    def again(self, post: Carrier) -> None:
        """The office goes back once more, on a new computer."""
        post.office = rebuilt(post, self.backup, self.made, self.recovery)


def gone_back_past_a_removal(post: Carrier) -> WentBack:
    """A unit was removed, all villages heard of it, and the office went back to before that."""
    recovery = post.path("vhk")
    made = post.office.do("recovery", "create", "-o", recovery)
    post.office.do("unit", "add", TU, "--kind", "village")
    post.exchange()
    backup = str(post.office.do("backup", "create", "-o", post.path("vhs"))["path"])
    post.office.do("unit", "remove", TU)
    post.exchange()
    post.office.do("backup", "restore", backup)
    return WentBack(backup, recovery, made)


def all_list_it(post: Carrier) -> None:
    """The unit stands in every list, has its people, and gets files by its name."""
    units = sorted([CAM_BAO, NGOC_BAN, TU])
    machines = [post.office, *(m for laptops in post.units.values() for m in laptops)]
    assert [sorted(listed(machine)) for machine in machines] == [units] * len(machines)
    assert [p["unit"] for p in post.office.do("roster", "search", MAI)["people"]] == [TU]
    post.agree()


@pytest.mark.parametrize("is_removal_first", [False, True])
def test_a_removal_of_a_lost_past_takes_no_unit_at_work_away(
    post: Carrier, machines: Machines, *, is_removal_first: bool
) -> None:
    gone_back_past_a_removal(post)
    laptop = post.enrolled(TU, "--unit", TU)
    post.enrolled(COMMUNE, "--unit", COMMUNE)
    add(laptop, MAI)
    files = [post.saved_up(laptop), post.saved_up(machines.village, "--full")]
    for file in reversed(files) if is_removal_first else files:
        answer = post.take(post.office, file)
        # The laptop was let in by the office itself: the unit comes back with the removal.
        assert answer["units_back"] == ([TU] if file == files[1] else [])
    assert TU in listed(post.office)
    post.exchange()
    post.exchange()
    all_list_it(post)
    post.exchange("--full")
    all_list_it(post)


@pytest.mark.parametrize("is_removal_first", [False, True])
def test_nor_one_whose_laptop_the_office_does_not_know_any_more(
    post: Carrier, machines: Machines, *, is_removal_first: bool
) -> None:
    past = gone_back_past_a_removal(post)
    laptop = post.enrolled(TU, "--unit", TU)
    add(laptop, MAI)
    post.up(laptop)
    past.again(post)
    files = [post.saved_up(laptop), post.saved_up(machines.village, "--full")]
    order = files[::-1] if is_removal_first else files
    assert post.take(post.office, order[0])["units_back"] == []
    told = post.office.tell("bundle", "merge", order[1]).out
    assert f"«{TU}»" in told
    assert "ghi lại" in told
    post.exchange()
    post.exchange()
    all_list_it(post)


def test_the_file_of_a_unit_that_was_taken_back_leaves_the_unit_in_the_list(
    post: Carrier, machines: Machines
) -> None:
    past = gone_back_past_a_removal(post)
    laptop = post.enrolled(TU, "--unit", TU)
    add(laptop, MAI)
    post.up(laptop)
    past.again(post)
    post.up(machines.village, "--full")
    assert TU not in listed(post.office)
    file = post.saved_up(laptop)
    assert post.take(post.office, file)["units_back"] == [TU]
    bundle = post.office.do("bundle", "inspect", file)["bundle_id"]
    post.office.do("bundle", "undo", bundle)
    assert TU in listed(post.office)
    post.office.do("bundle", "redo", bundle)
    post.exchange()
    post.exchange()
    all_list_it(post)


def lost_as_an_older_program_lost_it(
    post: Carrier, machines: Machines, monkeypatch: pytest.MonkeyPatch
) -> Machine:
    """The store holds the removal, and the laptop of the unit is at work; the laptop."""
    gone_back_past_a_removal(post)
    laptop = post.enrolled(TU, "--unit", TU)
    add(laptop, MAI)
    with monkeypatch.context() as before:
        before.setattr(WRITES, lambda *_: ())
        before.setattr(OPENS, lambda *_: None)
        post.up(machines.village, "--full")
        post.up(laptop)
    assert TU not in listed(post.office)
    return laptop


def test_what_an_older_program_lost_comes_back_when_the_office_is_opened_to_write(
    post: Carrier, machines: Machines, monkeypatch: pytest.MonkeyPatch
) -> None:
    lost_as_an_older_program_lost_it(post, machines, monkeypatch)
    post.office.do("person", "add", NAM, "--birth", 1961, "--unit", NGOC_BAN)
    assert TU in listed(post.office)
    post.exchange()
    post.exchange()
    all_list_it(post)


def test_what_an_older_program_lost_comes_back_with_the_next_file(
    post: Carrier, machines: Machines, monkeypatch: pytest.MonkeyPatch
) -> None:
    lost_as_an_older_program_lost_it(post, machines, monkeypatch)
    add(machines.other, NAM)
    with monkeypatch.context() as before:
        before.setattr(OPENS, lambda *_: None)
        assert post.take(post.office, post.saved_up(machines.other))["units_back"] == [TU]
    post.exchange()
    post.exchange()
    all_list_it(post)


def test_whoever_takes_the_office_over_writes_it_back(
    post: Carrier, machines: Machines, monkeypatch: pytest.MonkeyPatch
) -> None:
    former = post.office
    laptop = lost_as_an_older_program_lost_it(post, machines, monkeypatch)
    second = post.enrolled(COMMUNE, "--unit", COMMUNE)
    with monkeypatch.context() as before:
        before.setattr(WRITES, lambda *_: ())
        before.setattr(OPENS, lambda *_: None)
        # Nothing goes to the unit by its name; the file that asks it does.
        asking = former.do("recovery", "ask", "-o", post.path("hoi"))["files"]
        answering = {CAM_BAO: machines.other, NGOC_BAN: machines.village, COMMUNE: second}
        for file in asking:
            machine = answering.get(file["unit"], laptop)
            post.take(machine, Path(file["path"]))
            post.up(machine)
        former.do("recovery", "create", "-o", post.path("vhk"))
        given = post.path("vhg")
        taker = next(
            d["device_id"]
            for d in second.do("device", "list")["devices"]
            if d["officer"] == "Phạm Thị Thử" and d["role"] == "commune"
        )
        former.do("device", "hand-over", taker, "-o", given)
        second.do("device", "take-over", given)
    assert TU in listed(second)
    post.units[COMMUNE], post.office = [former], second
    # They must hear of the new office before they can send it anything.
    for unit in post.units:
        post.down(unit)
    post.exchange()
    post.exchange()
    all_list_it(post)


def test_nothing_is_removed_before_all_have_answered(post: Carrier, machines: Machines) -> None:
    """The office went back to before a laptop was let in: nothing seems to hang on its unit."""
    recovery = post.path("vhk")
    made = post.office.do("recovery", "create", "-o", recovery)
    post.office.do("unit", "add", TU, "--kind", "village")
    post.exchange()
    backup = post.office.do("backup", "create", "-o", post.path("vhs"))["path"]
    laptop = post.enrolled(TU, "--unit", TU)
    add(laptop, MAI)
    post.up(laptop)
    post.office = rebuilt(post, backup, made, recovery)
    answer = post.office.run("unit", "remove", TU)
    assert (answer.code, answer.error) == (1, "ANSWERS_AWAITED")
    assert f"{CAM_BAO}, {NGOC_BAN}" in answer.err
    assert TU in listed(post.office)
    post.exchange()
    post.exchange()
    assert post.office.refuse("unit", "remove", TU) == "UNIT_IN_USE"
    # What nothing hangs on goes once everybody was heard.
    post.office.do("unit", "add", "Thôn Nhầm", "--kind", "village")
    post.office.do("unit", "remove", "Thôn Nhầm")
    assert device_of(post.office, TU)
    assert names(post.office) == [MAI]
    assert machines.village.do("check")["ok"]
