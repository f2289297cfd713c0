"""Honest histories as cruel as they come, by command line: in the end all agree.

Clocks that show anything; files that come late, twice, in any order or never; computers that are
replaced, handed over and restored while files are on their way; and going back to a backup from
before keys were renewed, or from before the office was given away.
"""

import datetime as dt
from pathlib import Path

import pytest

from tests.builders.offices import CAM_BAO, COMMUNE, NGOC_BAN
from tests.cli.carrying import Carrier, carrier, device_of, names, phones
from tests.cli.conftest import YEAR, Machines
from tests.cli.driver import Machine
from tests.cli.test_healing import BY_VILLAGE, HOA, MAI, NAM, NINE, YEN, add, moved, rebuilt
from tests.fakes.clocks import FixedClock

SECOND_OFFICER = "Phạm Thị Thử"  # whom `Carrier.enrolled` names


@pytest.fixture
def post(machines: Machines, tmp_path: Path) -> Carrier:
    """The commune with two villages, and who carries files between them."""
    return carrier(machines, tmp_path)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> FixedClock:
    """What the clock of whichever computer is used shows from now on."""
    shown = FixedClock()
    now = "vanhoa_desktop.services.office.system_ports.SystemClock.now"
    monkeypatch.setattr(now, lambda _: shown.moment)
    return shown


def give_office_to(post: Carrier, second: Machine) -> None:
    """The office goes to the commune's other computer, which takes it at once."""
    former, given = post.office, post.path("vhg")
    former.do("recovery", "create", "-o", post.path("vhk"))
    listed = former.do("device", "list")["devices"]
    (wanted,) = (d["device_id"] for d in listed if d["officer"] == SECOND_OFFICER)
    former.do("device", "hand-over", wanted, "-o", given)
    second.do("device", "take-over", given)
    post.office, post.units[COMMUNE] = second, [former]


def renew_keys(post: Carrier, laptop: Machine, former: str | None) -> None:
    """A computer asks for new keys and gets them, in the place of `former` unless that ended."""
    request = post.path("vhr")
    asked = laptop.do("device", "rotate", "-o", request)
    unit = next(unit for unit, laptops in post.units.items() if laptop in laptops)
    approval = ("--unit", unit) if former is None else ("--replaces", former)
    post.answer_request(laptop, asked, request, *approval)


# --- what computers show, and what becomes of files ---


def test_clocks_that_show_anything_decide_nothing(
    post: Carrier, machines: Machines, clock: FixedClock
) -> None:
    """The office's battery is dead, one village lives in 2099; who wrote last is read all over."""
    commune, village, other = machines.commune, machines.village, machines.other

    def at(year: int) -> None:
        clock.moment = dt.datetime(year, 1, 1, tzinfo=dt.UTC)

    at(2099)
    mai = add(village, MAI)
    post.up(village)
    at(1970)
    commune.do("person", "set", mai, "--phone", "0911000111")
    post.down(NGOC_BAN)
    at(2026)
    village.do("person", "set", mai, "--phone", "0922000222")
    at(1970)
    post.up(village)
    moved(commune, mai, CAM_BAO)
    at(2099)
    post.down(CAM_BAO)
    at(1971)
    other.do("person", "set", mai, "--phone", "0933000333")
    other.do("assess", "set", mai, *BY_VILLAGE, *NINE)
    assert other.do("submit", "--cycle", YEAR)["submitted"] == 1
    at(2050)
    post.exchange()
    assert commune.do("appraise", "--cycle", YEAR)["appraised"] == 1
    at(1970)
    post.exchange()
    for machine in (commune, other):
        # What a person reads first is what was written last, whatever the moments beside it say.
        assert set(phones(machine, mai)) == {"0911000111", "0922000222", "0933000333"}
        assert not machine.do("person", "set", mai, "--phone", "0933000333")["changed"]
    assert (names(village), names(other)) == ([], [MAI])
    post.agree()


def test_files_that_come_late_twice_backwards_or_never_decide_nothing(
    post: Carrier, machines: Machines
) -> None:
    """Every second file is lost; the others arrive a month later, the newest first, then again."""
    commune, village = machines.commune, machines.village
    mai = add(village, MAI)
    ups, downs = [post.saved_up(village)], []
    post.take(commune, ups[0])
    for number in range(4):
        commune.do("person", "set", mai, "--phone", f"091100011{number}")
        downs.append(post.saved_down(NGOC_BAN))
        village.do("assess", "set", mai, *BY_VILLAGE, f"CS{number + 1}=9")
        add(village, f"{NAM} {'ABCD'[number]}")
        ups.append(post.saved_up(village))
    for _ in range(2):
        for file in ups[:0:-2]:
            assert commune.run("bundle", "merge", file).json["refused"] == []
        for file in downs[::-2]:
            village.run("bundle", "merge", file)
    post.exchange()
    post.exchange()
    for file in (*ups, *downs):
        machine = commune if file in ups else village
        done = machine.do("bundle", "merge", file)
        assert (done["merged"], done["skipped"], done["changes"]) in {(0, 1, 0), (1, 0, 0)}
    assert names(commune) == names(village) == sorted([MAI, *(f"{NAM} {c}" for c in "ABCD")])
    post.agree()


# --- computers that are replaced or handed over while files are on their way ---


def test_a_laptop_is_replaced_while_its_files_are_on_the_way(
    post: Carrier, machines: Machines
) -> None:
    """What the old one had sent lies aside, is looked at, and is recorded again by the new one."""
    commune, village = machines.commune, machines.village
    mai = add(village, MAI)
    village.do("assess", "set", mai, *BY_VILLAGE, *NINE)
    post.exchange()
    former = device_of(commune, NGOC_BAN)
    add(village, HOA)
    village.do("person", "set", mai, "--phone", "0911000111")
    late = post.saved_up(village)
    down = post.saved_down(NGOC_BAN)
    post.units[NGOC_BAN] = []
    new = post.enrolled(NGOC_BAN, "--replaces", former)
    assert names(new) == [MAI]
    assert commune.run("bundle", "merge", late).error == "BUNDLE_REVOKED_SENDER"
    (aside,) = commune.do("bundle", "quarantine")["quarantine"]
    assert commune.do("bundle", "quarantine", "--take", aside["file"])["changes"] > 0
    # The file of before was not sealed for the new one: it is told so, and nothing has happened.
    assert new.run("bundle", "merge", down).error == "BUNDLE_NOT_FOR_US"
    for branch in commune.do("device", "branches")["branches"]:
        commune.do("device", "rescue", branch["id"])
    post.exchange()
    assert names(new) == names(commune) == sorted([HOA, MAI])
    assert phones(new, mai)[-1] == "0911000111"
    post.exchange()
    post.agree()


def test_the_office_is_handed_over_while_files_to_the_former_one_are_on_the_way(
    post: Carrier, machines: Machines
) -> None:
    """Sealed for whom it was then: the new office takes them; the former one says so."""
    commune, village, other = machines.commune, machines.village, machines.other
    second = post.enrolled(COMMUNE, "--unit", COMMUNE)
    mai = add(village, MAI)
    post.exchange()
    commune.do("person", "set", mai, "--phone", "0911000111")
    down = post.saved_down(NGOC_BAN)
    add(village, HOA)
    up = post.saved_up(village)
    add(second, NAM, "--unit", CAM_BAO)
    own = post.saved_up(second)
    give_office_to(post, second)
    for file in (up, own):
        assert commune.run("bundle", "merge", file).error == "BUNDLE_FOR_OFFICE"
    post.take(second, up)
    post.take(village, down)
    post.exchange()
    assert names(second) == names(commune) == sorted([HOA, MAI, NAM])
    assert names(other) == [NAM]
    commune.do("person", "set", mai, "--phone", "0922000222")
    post.exchange()
    assert phones(village, mai) == ["0911000111", "0922000222"]
    post.agree()


# --- going back to before ---


def test_a_laptop_goes_back_to_before_its_keys_were_renewed(
    post: Carrier, machines: Machines
) -> None:
    """The figures of then come back, and not the keys that ended: what follows comes by file."""
    commune, village = machines.commune, machines.village
    add(village, MAI)
    post.exchange()
    nam = add(village, NAM)
    backup = village.do("backup", "create", "-o", post.path("vhs"))["path"]
    renew_keys(post, village, device_of(commune, NGOC_BAN))
    renewed = device_of(commune, NGOC_BAN)
    add(village, HOA)
    post.exchange()
    village.do("person", "set", nam, "--phone", "0911000111")
    assert village.do("backup", "restore", backup)["device_id"] == renewed
    assert names(village) == sorted([MAI, NAM])
    add(village, YEN)
    post.exchange()
    assert names(village) == names(commune) == sorted([HOA, MAI, NAM, YEN])
    post.exchange()
    post.agree()


def test_a_laptop_rebuilt_from_a_backup_with_ended_keys_asks_for_new_ones(
    post: Carrier, machines: Machines
) -> None:
    """The disk failed, and nothing there knows of the new keys: its file lies aside until then."""
    commune, village = machines.commune, machines.village
    add(village, MAI)
    post.exchange()
    backup = village.do("backup", "create", "-o", post.path("vhs"))["path"]
    lost = device_of(commune, NGOC_BAN)
    renew_keys(post, village, lost)
    add(village, HOA)
    post.exchange()
    dead = device_of(commune, NGOC_BAN)
    new = Machine(post.path("may"), village.capture)
    assert new.do("backup", "restore", backup)["device_id"] == lost
    post.units[NGOC_BAN] = [new]
    add(new, YEN)
    assert commune.run("bundle", "merge", post.saved_up(new)).error == "BUNDLE_REVOKED_SENDER"
    assert new.run("bundle", "merge", post.saved_down(NGOC_BAN)).error == "BUNDLE_NOT_FOR_US"
    renew_keys(post, new, dead)
    assert names(new) == sorted([MAI, HOA, YEN])
    post.exchange()
    assert names(commune) == sorted([MAI, HOA, YEN])
    post.exchange()
    post.agree()


def test_the_office_goes_back_to_before_its_keys_were_renewed(
    post: Carrier, machines: Machines
) -> None:
    """It stays the office under the keys that the villages know, and hears what it lost."""
    commune, village = machines.commune, machines.village
    mai = add(village, MAI)
    post.exchange()
    backup = commune.do("backup", "create", "-o", post.path("vhs"))["path"]
    renewed = commune.do("device", "rotate")["device_id"]
    commune.do("person", "set", mai, "--phone", "0911000111")
    add(village, HOA)
    post.exchange()
    assert commune.do("backup", "restore", backup)["device_id"] == renewed
    assert names(commune) == [MAI]
    commune.do("unit", "add", "Thôn Mới", "--kind", "village")
    for unit in post.units:
        post.down(unit)
    post.exchange()
    assert names(commune) == names(village) == sorted([HOA, MAI])
    assert phones(commune, mai) == ["0911000111"]
    assert len(village.do("unit", "list")["units"]) == len(commune.do("unit", "list")["units"])
    post.exchange()
    post.agree()


@pytest.mark.parametrize("is_two_steps", [False, True], ids=["at once", "backup, then root"])
def test_the_office_rebuilt_from_a_backup_with_ended_keys_has_keys_of_its_own(
    post: Carrier, machines: Machines, *, is_two_steps: bool
) -> None:
    """The disk failed after the keys were renewed, and the backup is of before that."""
    commune, village = machines.commune, machines.village
    recovery = post.path("vhk")
    made = commune.do("recovery", "create", "-o", recovery)
    mai = add(village, MAI)
    post.exchange()
    backup = commune.do("backup", "create", "-o", post.path("vhs"))["path"]
    commune.do("device", "rotate")
    commune.do("person", "set", mai, "--phone", "0911000111")
    add(village, HOA)
    post.exchange()
    if is_two_steps:
        new = Machine(post.path("may"), commune.capture)
        new.do("backup", "restore", backup)
        code = post.path("txt")
        code.write_text(made["code"], encoding="utf-8")
        new.do("recovery", "restore", recovery, "--code-file", code)
        post.office = new
    else:
        post.office = rebuilt(post, backup, made, recovery)
    for unit in post.units:
        post.down(unit)
    post.exchange()
    assert names(post.office) == names(village) == sorted([HOA, MAI])
    assert phones(post.office, mai) == ["0911000111"]
    post.exchange()
    post.agree()


def test_a_former_office_that_goes_back_knows_that_it_gave_the_office_away(
    post: Carrier, machines: Machines
) -> None:
    """It would write as the office what nobody takes from it any more."""
    commune, village = machines.commune, machines.village
    second = post.enrolled(COMMUNE, "--unit", COMMUNE)
    mai = add(village, MAI)
    post.exchange()
    backup = commune.do("backup", "create", "-o", post.path("vhs"))["path"]
    give_office_to(post, second)
    post.exchange()
    commune.do("backup", "restore", backup)
    assert commune.refuse("unit", "add", "Thôn Mới", "--kind", "village") == "ROLE_NOT_ALLOWED"
    commune.do("person", "set", mai, "--phone", "0911000111")
    post.exchange()
    post.exchange()
    assert phones(village, mai) == ["0911000111"]
    post.agree()


def test_a_former_office_rebuilt_from_an_old_backup_gets_out_of_it_with_new_keys(
    post: Carrier, machines: Machines
) -> None:
    """Nothing there knows of the hand-over: it writes as the office until it hears of it."""
    commune, village = machines.commune, machines.village
    second = post.enrolled(COMMUNE, "--unit", COMMUNE)
    mai = add(village, MAI)
    post.exchange()
    backup = commune.do("backup", "create", "-o", post.path("vhs"))["path"]
    give_office_to(post, second)
    post.exchange()
    new = Machine(post.path("may"), commune.capture)
    former = new.do("backup", "restore", backup)["device_id"]
    post.units[COMMUNE] = [new]
    new.do("unit", "add", "Thôn Ma", "--kind", "village")
    new.do("person", "set", mai, "--phone", "0911000111")
    down = post.path()
    new.do("bundle", "export", "--to", NGOC_BAN, "-o", down)
    assert village.run("bundle", "merge", down).error == "BUNDLE_OUT_OF_SCOPE"
    post.down(COMMUNE)
    assert new.refuse("unit", "add", "Thôn Mới", "--kind", "village") == "ROLE_NOT_ALLOWED"
    renew_keys(post, new, former)
    post.exchange()
    post.exchange()
    units = [unit["name"] for unit in second.do("unit", "list")["units"]]
    assert "Thôn Ma" not in units
    assert [unit["name"] for unit in new.do("unit", "list")["units"]] == units
    # Told twice, as written by the former office and as recorded again under its new keys.
    assert set(phones(village, mai)) == {"0911000111"}
    assert not village.do("person", "set", mai, "--phone", "0911000111")["changed"]
    post.agree()


def test_laptops_enrolled_after_the_offices_last_backup_are_known_again(
    post: Carrier, machines: Machines
) -> None:
    """The commune's word on them burned with the office, and comes back with their own files."""
    commune = machines.commune
    recovery = post.path("vhk")
    made = commune.do("recovery", "create", "-o", recovery)
    post.exchange()
    backup = commune.do("backup", "create", "-o", post.path("vhs"))["path"]
    new = post.enrolled(NGOC_BAN, "--unit", NGOC_BAN)
    mai = add(new, MAI)
    post.exchange()
    renew_keys(post, machines.other, device_of(commune, CAM_BAO))
    add(machines.other, NAM)
    post.up(machines.other)
    moved(commune, mai, CAM_BAO)
    post.down(CAM_BAO)
    post.office = rebuilt(post, backup, made, recovery)
    for unit in post.units:
        down = post.saved_down(unit)
        for laptop in post.units[unit]:
            # Sealed for whom the backup knew: the new laptop and the new keys are not among them.
            told = laptop.run("bundle", "merge", down).json["refused"]
            assert {item["code"] for item in told} <= {"BUNDLE_NOT_FOR_US"}
    post.exchange()
    post.exchange()
    assert names(post.office) == sorted([MAI, NAM])
    assert names(machines.other) == sorted([MAI, NAM])
    post.agree()


def test_an_office_that_takes_a_file_back_and_redoes_it_while_the_village_goes_on(
    post: Carrier, machines: Machines
) -> None:
    """Taken back for a week; meanwhile the village built upon what the office did not count."""
    commune, village = machines.commune, machines.village
    mai = add(village, MAI)
    village.do("assess", "set", mai, *BY_VILLAGE, *NINE)
    village.do("submit", "--cycle", YEAR)
    first = post.saved_up(village)
    post.take(commune, first)
    number = commune.do("bundle", "inspect", first)["bundle_id"]
    commune.do("bundle", "undo", number)
    down = post.saved_down(NGOC_BAN)
    village.do("person", "set", mai, "--phone", "0911000111")
    add(village, HOA)
    post.up(village)
    post.take(village, down)
    village.do("person", "set", HOA, "--phone", "0922000222")
    post.exchange()
    commune.do("bundle", "redo", number)
    post.exchange()
    assert names(commune) == names(village) == sorted([HOA, MAI])
    assert commune.do("assess", "show", mai, "--cycle", YEAR)["total"] == "90"
    post.agree()


def test_somebody_is_erased_who_was_moved_and_whom_his_former_village_still_writes(
    post: Carrier, machines: Machines
) -> None:
    """Both of its computers, and the new village too; all three files come after the erasure."""
    commune, village, other = machines.commune, machines.village, machines.other
    mai = add(village, MAI)
    village.do("assess", "set", mai, *BY_VILLAGE, *NINE)
    post.exchange()
    copied = post.copied(NGOC_BAN, village)
    moved(commune, mai, CAM_BAO)
    post.down(CAM_BAO)
    other.do("person", "set", mai, "--phone", "0911000111")
    village.do("person", "set", mai, "--phone", "0922000222")
    copied.do("assess", "set", mai, *BY_VILLAGE, "CS1=5")
    late = [post.saved_up(laptop) for laptop in (village, copied, other)]
    commune.do("person", "erase", mai, "--reason", "Theo đơn")
    for file in late:
        post.take(commune, file)
    post.exchange()
    post.exchange("--full")
    for machine in (commune, village, copied, other):
        assert names(machine) == []
        told = str(machine.run("history", mai).out)
        assert "0911000111" not in told
        assert "0922000222" not in told
    post.agree()
