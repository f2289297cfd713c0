"""What a computer wrote as the office when it was the office no more, by command line.

An older copy of its folder was put back by hand; before any file came in it was handed over, or its
keys were renewed. No file is refused, all agree after one full exchange, what only the office may
write waits for people, and whom it erased stays erased. A dismissed officer's laptop, alone or with
a village's in bad hands, wins nothing so.
"""

from pathlib import Path

import pytest

from tests.builders.doctored import DoctoredLaptop, doctor
from tests.builders.offices import COMMUNE, NGOC_BAN, Offices
from tests.cli.carrying import Carrier, carrier, names, phones, questions
from tests.cli.conftest import YEAR, Machines
from tests.cli.driver import Machine
from tests.cli.test_healing import HOA, MAI, NAM, YEN, add
from tests.cli.test_healing_histories import SECOND_OFFICER, give_office_to
from tests.cli.test_rolled_back import kept_copy, over_the_present_one
from vanhoa_desktop.journal.change import Change, Op

NEW_YEAR, NEW_VILLAGE = YEAR + 1, "Thôn Mới"
# What is new alone: who has not heard that the office asks answers in the next.
EXCHANGES = pytest.mark.parametrize(
    "words", [pytest.param((), id="what is new"), pytest.param(("--full",), id="everything")]
)
HEARS = pytest.mark.parametrize("hears", [False, True], ids=["had not heard", "had heard"])


@pytest.fixture
def post(machines: Machines, tmp_path: Path) -> Carrier:
    """The commune with two villages, and who carries files between them."""
    return carrier(machines, tmp_path)


def exchanged(post: Carrier, words: tuple[str, ...]) -> None:
    """One full exchange, or three of what is new; then all agree."""
    for _ in range(1 if words else 3):
        post.exchange(*words)
    post.agree()


def told(post: Carrier, *, hears: bool) -> None:
    """The villages hear from the office, and its other computer where it does."""
    for unit in post.units:
        if unit != COMMUNE or hears:
            post.down(unit)


def years(machine: Machine) -> list[int]:
    """The years that a machine lists."""
    return [cycle["year"] for cycle in machine.do("cycle", "list")["cycles"]]


def units(machine: Machine) -> set[str]:
    """The names of the units that a machine lists."""
    return {unit["name"] for unit in machine.do("unit", "list")["units"]}


@EXCHANGES
@HEARS
def test_what_the_office_wrote_before_it_was_put_back_and_handed_over_waits_for_people(
    post: Carrier, machines: Machines, words: tuple[str, ...], hears: bool
) -> None:
    """A year and a new unit are known in the villages, and lie past the end that is stated."""
    commune, village, other = machines.commune, machines.village, machines.other
    second = post.enrolled(COMMUNE, "--unit", COMMUNE)
    mai = add(village, MAI)
    post.exchange()
    older = kept_copy(post, commune)
    before = units(commune)
    commune.do("cycle", "open", NEW_YEAR)
    commune.do("unit", "add", NEW_VILLAGE, "--kind", "village")
    commune.do("person", "set", mai, "--phone", "0911000111")
    told(post, hears=hears)
    assert years(village) == [YEAR, NEW_YEAR]
    over_the_present_one(commune.folder, older)
    give_office_to(post, second)
    exchanged(post, words)
    everybody = (commune, second, village, other)
    assert [years(machine) for machine in everybody] == [[YEAR]] * 4
    assert all(units(machine) <= before for machine in everybody)
    # Its ordinary work needs no office: it stands.
    assert phones(second, mai) == phones(village, mai) == ["0911000111"]
    assert questions(second)
    branches = second.do("device", "branches")["branches"]
    (lost,) = (item for item in branches if item["waiting"] == 2)
    done = second.do("device", "rescue", lost["id"])
    assert (done["rescued"], done["skipped"]) == (2, 0)
    assert not questions(second)
    exchanged(post, ())
    assert [years(machine) for machine in everybody] == [[YEAR, NEW_YEAR]] * 4
    assert units(second) == units(commune) == before | {NEW_VILLAGE}
    assert not questions(second)


@EXCHANGES
@HEARS
def test_whom_an_office_erased_before_it_was_put_back_and_handed_over_stays_erased(
    post: Carrier, machines: Machines, words: tuple[str, ...], hears: bool
) -> None:
    commune, village = machines.commune, machines.village
    second = post.enrolled(COMMUNE, "--unit", COMMUNE)
    mai, _ = add(village, MAI), add(village, HOA)
    post.exchange()
    older = kept_copy(post, commune)
    commune.do("person", "erase", mai, "--reason", "theo đơn")
    told(post, hears=hears)
    over_the_present_one(commune.folder, older)
    give_office_to(post, second)
    exchanged(post, words)
    assert names(second) == names(commune) == names(village) == [HOA]


@EXCHANGES
def test_whom_an_office_erased_before_it_was_put_back_and_got_new_keys_stays_erased(
    post: Carrier, machines: Machines, words: tuple[str, ...]
) -> None:
    commune, village = machines.commune, machines.village
    mai, _ = add(village, MAI), add(village, HOA)
    post.exchange()
    older = kept_copy(post, commune)
    commune.do("person", "erase", mai, "--reason", "theo đơn")
    post.exchange()
    over_the_present_one(commune.folder, older)
    commune.do("device", "rotate")
    exchanged(post, words)
    assert names(commune) == names(village) == [HOA]


def test_whom_an_office_erased_before_it_was_put_back_stays_erased_though_it_wrote_on(
    post: Carrier, machines: Machines
) -> None:
    """The erasing and a correction of the same person lie at one place of its chain."""
    commune, village = machines.commune, machines.village
    mai, _ = add(village, MAI), add(village, HOA)
    post.exchange()
    older = kept_copy(post, commune)
    commune.do("person", "erase", mai, "--reason", "theo đơn")
    post.exchange()
    over_the_present_one(commune.folder, older)
    commune.do("person", "set", mai, "--phone", "0911000111")
    post.down(NGOC_BAN)
    exchanged(post, ())
    assert names(commune) == names(village) == [HOA]


@pytest.mark.parametrize("is_heard", [True, False], ids=["by a village", "by nobody"])
def test_a_former_office_that_went_back_and_took_itself_for_the_office_harms_no_file(
    post: Carrier, machines: Machines, is_heard: bool
) -> None:
    """It hears of the hand-over later; whom it erased a village has dropped, or it alone."""
    commune, village, other = machines.commune, machines.village, machines.other
    second = post.enrolled(COMMUNE, "--unit", COMMUNE)
    mai, nam = add(village, MAI), add(other, NAM)
    post.exchange()
    older = kept_copy(post, commune)
    give_office_to(post, second)
    over_the_present_one(commune.folder, older)
    commune.do("cycle", "open", NEW_YEAR)
    commune.do("person", "set", nam, "--phone", "0911000111")
    commune.do("person", "erase", mai, "--reason", "theo đơn")
    if is_heard:
        down = post.path()
        commune.do("bundle", "export", "--to", NGOC_BAN, "-o", down)
        post.take(village, down)
    post.down(COMMUNE)
    for _ in range(2):
        post.exchange("--full")
    post.agree()
    erased = [MAI] if not is_heard else []
    assert names(second) == names(commune) == sorted([NAM, *erased])
    assert names(village) == erased
    assert phones(second, nam) == ["0911000111"]
    assert [years(machine) for machine in (commune, second, village)] == [[YEAR]] * 3
    add(village, YEN)
    exchanged(post, ())
    assert YEN in names(second)


def test_a_thief_of_the_office_reaches_nobody_where_a_village_had_not_heard(
    post: Carrier, machines: Machines
) -> None:
    """The village dropped what was said, and gets it again from the office."""
    commune, village = machines.commune, machines.village
    second = post.enrolled(COMMUNE, "--unit", COMMUNE)
    mai = add(village, MAI)
    post.exchange()
    older = kept_copy(post, commune)
    give_office_to(post, second)
    stolen = second.do("device", "list")["devices"]
    (device,) = (d for d in stolen if d["unit"] == COMMUNE and d["officer"] != SECOND_OFFICER)
    over_the_present_one(commune.folder, older)
    commune.do("person", "erase", mai, "--reason", "phá")
    down = post.path()
    commune.do("bundle", "export", "--to", NGOC_BAN, "-o", down)
    post.take(village, down)
    assert names(village) == []
    second.do("device", "revoke", device["device_id"], "--reason", "mất máy")
    del post.units[COMMUNE]
    for _ in range(2):
        post.exchange("--full")
    assert names(second) == names(village) == [MAI]
    post.agree()


def dismissed(post: Carrier, machines: Machines, offices: Offices) -> DoctoredLaptop:
    """The office was handed over; the former one is in the hands of who must give it up."""
    second = post.enrolled(COMMUNE, "--unit", COMMUNE)
    add(machines.village, MAI)
    add(machines.other, NAM)
    post.exchange()
    give_office_to(post, second)
    post.exchange()
    return doctor(offices.commune)


def person_named(laptop: DoctoredLaptop, name: str) -> str:
    """The id of somebody whom a laptop holds."""
    bodies = ((c.header.record, c.body) for c in laptop.held if c.body is not None)
    return next(record for record, body in bodies if body.values.get("full_name") == name)


def as_office(laptop: DoctoredLaptop) -> list[Change]:
    """It erases both people and prolongs the year, past its end."""
    people = [person_named(laptop, name) for name in (MAI, NAM)]
    cycle = next(c.header.record for c in laptop.held if c.header.kind == "cycle")
    write = laptop.pen.write
    return [
        *(write("person", p, {}, laptop.of_record(p), op=Op.ERASE) for p in people),
        write("cycle", cycle, {"until": "2030-01-01"}, laptop.of_record(cycle)),
    ]


def without_it(post: Carrier) -> None:
    """The others exchange what is new, and hold the same of each village's records."""
    del post.units[COMMUNE]
    for _ in range(3):
        post.exchange()
    for unit, (laptop,) in post.units.items():
        whose = ("state-hash", "--unit", unit)
        assert laptop.do(*whose) == post.office.do(*whose)
        assert laptop.do("check")["problems"] == []
    assert post.office.do("check")["problems"] == []


def ends(machine: Machine) -> list[str]:
    """The last days of the years that a machine lists."""
    return [cycle["until"] for cycle in machine.do("cycle", "list")["cycles"]]


def test_a_dismissed_officers_laptop_does_not_get_the_office_back_by_its_own_file(
    post: Carrier, machines: Machines, offices: Offices
) -> None:
    """Nor by vouching for itself."""
    laptop = dismissed(post, machines, offices)
    second, before = post.office, ends(machines.village)
    with offices.villages[0].open(writing=False) as session:
        unit = session.require_unit()
    vouched = laptop.vouch(unit, as_office(laptop))
    post.take(second, laptop.save(post.path()))
    post.take(second, laptop.save_answer(post.path(), [vouched]))
    without_it(post)
    assert names(second) == [NAM, MAI]
    assert (names(machines.village), names(machines.other)) == ([MAI], [NAM])
    assert ends(second) == ends(machines.village) == before


def test_with_a_villages_laptop_in_bad_hands_it_reaches_that_villages_people_alone(
    post: Carrier, machines: Machines, offices: Offices
) -> None:
    laptop = dismissed(post, machines, offices)
    second, before = post.office, ends(machines.village)
    helper = doctor(offices.villages[0])
    vouched = laptop.vouch(helper.unit, as_office(laptop))
    post.take(second, helper.save_answer(post.path(), [vouched], [laptop.pen]))
    without_it(post)
    assert names(second) == names(machines.other) == [NAM]
    assert names(machines.village) == []
    assert ends(second) == ends(machines.other) == before


@EXCHANGES
def test_what_only_the_giver_of_the_office_holds_comes_to_a_taker_that_was_put_back(
    post: Carrier, machines: Machines, words: tuple[str, ...]
) -> None:
    """The laptop that wrote it is lost, and the taker's backup of before it was the office is used.

    The former office has all that it gave with the office, and nobody else has it.
    """
    commune, village = machines.commune, machines.village
    second = post.enrolled(COMMUNE, "--unit", COMMUNE)
    post.exchange()
    older = post.path("vhs")
    second.do("backup", "create", "-o", older)
    mai = add(village, MAI)
    post.up(village)
    commune.do("person", "set", mai, "--phone", "0911000111")
    give_office_to(post, second)
    second.do("backup", "restore", older)
    del post.units[NGOC_BAN]
    # A file of what is new alone rests on what the taker lost: it waits until its sender hears so.
    second.run("bundle", "merge", post.saved_up(commune, *words))
    post.down(COMMUNE)
    exchanged(post, words)
    assert names(second) == names(commune) == [MAI]
    assert phones(second, mai) == phones(commune, mai) == ["0911000111"]


def test_who_gave_the_office_away_is_told_where_the_work_of_the_office_is_done(
    post: Carrier, machines: Machines
) -> None:
    commune, village = machines.commune, machines.village
    second = post.enrolled(COMMUNE, "--unit", COMMUNE)
    add(village, MAI)
    post.exchange()
    give_office_to(post, second)
    for act in (
        ("recognise", "--cycle", YEAR, "--decision", "1/QĐ-UBND", "--date", f"{YEAR}-12-05"),
        ("bundle", "export", "--to", NGOC_BAN, "-o", post.path()),
    ):
        refused = commune.tell(*act)
        assert refused.code == 1
        assert "chỉ làm được ở máy chính của xã" in refused.err
