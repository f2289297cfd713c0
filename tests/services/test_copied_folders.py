"""A folder that is carried to a second computer: two computers of one key, and nobody shut out."""

from pathlib import Path

from tests.builders.devices import names_at, refusals, write_person
from tests.builders.offices import CAM_BAO, PASSPHRASE, Office, Offices
from tests.services.test_backups import back_up
from vanhoa_desktop.services.moving import MoveService
from vanhoa_desktop.services.restoring import restore_backup
from vanhoa_desktop.services.units import UnitService


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
