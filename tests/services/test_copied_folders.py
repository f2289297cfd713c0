"""A folder that is carried to a second computer: two computers of one key, and nobody shut out."""

from pathlib import Path

import pytest

from tests.builders.devices import names_at, refusals, write_person
from tests.builders.offices import CAM_BAO, PASSPHRASE, Office, Offices
from tests.services.test_backups import back_up
from vanhoa_desktop.errors import ErrorCode
from vanhoa_desktop.services.office.integrity import IntegrityService, StateHash
from vanhoa_desktop.services.people.moving import MoveService
from vanhoa_desktop.services.safekeeping.restoring import restore_backup
from vanhoa_desktop.services.setup.units import UnitService


def move(commune: Office, person: str, unit: str) -> None:
    """The commune moves a person to another unit."""
    with commune.open() as session:
        units = {known.name: known.id for known in UnitService(session).units()}
        MoveService(session).move(person, units[unit])


def set_phone(office: Office, record: str, phone: str) -> None:
    """An office writes a person's telephone number."""
    with office.open() as session, session.work() as work:
        work.put("person", record, {"phone": phone})
        work.commit()


def test_a_copy_that_holds_parts_of_its_own_first_chain_sends_everything_it_may(
    offices: Offices, tmp_path: Path
) -> None:
    commune = offices.commune
    copied = broken_copy(offices, tmp_path)
    write_person(copied, "Trần Thị Mới")
    for number in range(2):
        full = copied.export(tmp_path / f"full{number}.vhb", is_full=True)
        assert refusals(commune.merge(full)) == []


def test_both_copies_answer_a_restored_office_with_all_they_hold_of_each_other(
    offices: Offices, tmp_path: Path
) -> None:
    commune, village = offices.commune, offices.villages[0]
    backup = back_up(commune, tmp_path / "old.vhs")
    copied = broken_copy(offices, tmp_path)
    write_person(copied, "Trần Thị Mới")
    assert refusals(commune.merge(copied.export(tmp_path / "c.vhb", is_full=True))) == []
    news = commune.export(tmp_path / "n.vhb", village.name, is_full=True)
    for office in (village, copied):
        assert refusals(office.merge(news)) == []
    restore_backup(commune.paths, backup, PASSPHRASE)
    for turn in range(3):
        for name, office in (("first", village), ("second", copied)):
            asked = commune.export(tmp_path / f"{turn}{name}d.vhb", village.name, is_full=True)
            assert refusals(office.merge(asked)) == []
            answer = office.export(tmp_path / f"{turn}{name}u.vhb", is_full=True)
            assert refusals(commune.merge(answer)) == []
    everyone = {"Trần Thị Trước", "Trần Thị Đi", "Trần Thị Ở", "Trần Thị Mới"}
    assert set(names_at(commune)) == everyone
    assert set(names_at(village)) == set(names_at(copied)) >= everyone - {"Trần Thị Đi"}


def broken_copy(offices: Offices, tmp_path: Path) -> Office:
    """A copy of a village's folder to which the commune told only parts of what came later."""
    village, commune = offices.villages[0], offices.commune
    write_person(village, "Trần Thị Trước")
    assert refusals(commune.merge(village.export(tmp_path / "1.vhb"))) == []
    copied = Offices(offices.folder, commune, offices.villages).copy(tmp_path / "other").villages[0]
    leaving = write_person(village, "Trần Thị Đi")
    assert refusals(commune.merge(village.export(tmp_path / "2.vhb"))) == []
    move(commune, leaving, CAM_BAO)
    # Written before the village hears of the move: it stays with the commune, for review.
    set_phone(village, leaving, "0911")
    write_person(village, "Trần Thị Ở")
    assert refusals(commune.merge(village.export(tmp_path / "3.vhb"))) == []
    down = commune.export(tmp_path / "d.vhb", village.name, is_full=True)
    assert refusals(copied.merge(down)) == []
    return copied


def exchange(offices: Offices, laptops: list[Office], folder: Path, turn: int) -> None:
    """Every computer of the village sends, the commune answers once, and every one takes that."""
    commune = offices.commune
    for number, laptop in enumerate(laptops):
        up = laptop.export(folder / f"{turn}-{number}u.vhb")
        assert refusals(commune.merge(up)) == []
    down = commune.export(folder / f"{turn}d.vhb", laptops[0].name)
    for laptop in laptops:
        assert refusals(laptop.merge(down)) == []


def states(offices: Offices, laptops: list[Office]) -> set[StateHash]:
    """What the commune and each computer make of the village."""
    found = set()
    for office in (offices.commune, *laptops):
        with office.open(writing=False) as session:
            unit = UnitService(session).find(laptops[0].name).id
            found.add(IntegrityService(session).state_hash(unit))
    return found


@pytest.mark.parametrize("copy_speaks_last", [True, False])
def test_one_exchange_makes_both_computers_of_one_key_hold_the_same(
    offices: Offices, tmp_path: Path, *, copy_speaks_last: bool
) -> None:
    """The first one went on, and took in what the second never saw; nobody sends all again."""
    commune, first = offices.commune, offices.villages[0]
    write_person(first, "Trần Thị Trước")
    exchange(offices, [first], tmp_path, 0)
    second = offices.copy(tmp_path / "other").villages[0]
    for turn in (1, 2):
        theirs = write_person(first, f"Trần Thị Mười {['Một', 'Hai'][turn - 1]}")
        exchange(offices, [first], tmp_path, turn)
        with commune.open() as session, session.work() as work:
            work.put("person", theirs, {"phone": f"09{turn}"})
            work.commit()
    exchange(offices, [first], tmp_path, 3)
    write_person(second, "Trần Thị Sao")
    write_person(first, "Trần Thị Gốc")
    laptops = [first, second] if copy_speaks_last else [second, first]
    exchange(offices, laptops, tmp_path, 4)
    exchange(offices, laptops, tmp_path, 5)
    assert len(states(offices, laptops)) == 1
    people = ["Trần Thị Trước", "Trần Thị Mười Một", "Trần Thị Mười Hai"]
    assert sorted(names_at(second)) == sorted([*people, "Trần Thị Sao", "Trần Thị Gốc"])


def test_a_copy_that_only_listens_hears_everything_from_its_first_word_on(
    offices: Offices, tmp_path: Path
) -> None:
    """A file that presumes what it never got waits; once it has spoken, it is thought of."""
    commune, first = offices.commune, offices.villages[0]
    exchange(offices, [first], tmp_path, 0)
    second = offices.copy(tmp_path / "other").villages[0]
    for turn in (1, 2):
        write_person(first, "Trần Thị Một" if turn == 1 else "Trần Thị Hai")
        exchange(offices, [first], tmp_path, turn)
    early = commune.export(tmp_path / "early.vhb", first.name)
    assert refusals(second.merge(early)) == [ErrorCode.BUNDLE_GAP]
    assert refusals(commune.merge(second.export(tmp_path / "s.vhb"))) == []
    for turn in (3, 4, 5):
        exchange(offices, [first], tmp_path, turn)
        down = commune.export(tmp_path / f"{turn}s.vhb", first.name)
        assert refusals(second.merge(down)) == []
    assert sorted(names_at(second)) == ["Trần Thị Hai", "Trần Thị Một"]
