"""Copies of a disk that write under the same numbers: seen, led out, and nothing is lost."""

from pathlib import Path

from tests.builders.devices import (
    AskingDevice,
    chain_of,
    device_of,
    merged_from,
    names_at,
    refusals,
    revoke,
    unnoticed_copy,
    write_person,
)
from tests.builders.offices import CAM_BAO, NGOC_BAN, YEAR, Office, Offices, add_person
from vanhoa_desktop.services.office.integrity import IntegrityService
from vanhoa_desktop.services.office.rescue import Branch, RescueReport, RescueService
from vanhoa_desktop.services.recognition.numbering import NumberingService
from vanhoa_desktop.services.review.conflicts import ConflictService
from vanhoa_desktop.services.review.settling import SettlingService
from vanhoa_desktop.services.safekeeping.recovery_status import RecoveryStatusService

SHARED, MINE, THEIRS = "Đinh Thị Chung", "Hà Thị Nhà", "Lê Văn Bản"


def set_phone(office: Office, record: str, phone: str) -> None:
    """An office writes a person's telephone number."""
    with office.open() as session, session.work() as work:
        work.put("person", record, {"phone": phone})
        work.commit()


def phone_at(office: Office, record: str) -> str | None:
    """The telephone number that an office shows."""
    with office.open(writing=False) as session, session.database.reading() as reading:
        return reading.people.people([record])[record].phone


def branches_at(office: Office) -> list[Branch]:
    """What does not stand at an office."""
    with office.open(writing=False) as session:
        return RescueService(session).branches()


def keep(office: Office, branch: Branch) -> RescueReport:
    """An office takes a branch over."""
    with office.open() as session:
        return RescueService(session).keep(branch.id[:16])


def open_items(office: Office) -> int:
    """How many figures do not agree."""
    with office.open(writing=False) as session:
        return len(ConflictService(session).listed().shown)


def fork(offices: Offices, folder: Path) -> tuple[Office, str]:
    """A village and its unnoticed copy write different numbers; the commune merges both."""
    village, commune = offices.villages[0], offices.commune
    record = write_person(village, SHARED)
    assert refusals(commune.merge(village.export(folder / "1.vhb"))) == []
    village.merge(commune.export(folder / "d1.vhb", village.name))
    copied = unnoticed_copy(village, folder / "copy")
    set_phone(village, record, "0911")
    set_phone(copied, record, "0922")
    write_person(copied, THEIRS)
    files = (village.export(folder / "2.vhb"), copied.export(folder / "3.vhb"))
    assert refusals(commune.merge(*files)) == []
    return copied, record


def exchange(commune: Office, village: Office, folder: Path) -> None:
    """Up and down once, without a refusal."""
    number = len(list(folder.glob("x*.vhb")))
    assert refusals(commune.merge(village.export(folder / f"x{number}u.vhb"))) == []
    down = commune.export(folder / f"x{number}d.vhb", village.name)
    assert refusals(village.merge(down)) == []


def test_both_branches_are_kept_for_review_and_the_village_goes_on(
    offices: Offices, tmp_path: Path
) -> None:
    village, commune = offices.villages[0], offices.commune
    copied, record = fork(offices, tmp_path)
    assert phone_at(commune, record) is None
    assert open_items(commune) == 1
    before = chain_of(village)
    exchange(commune, village, tmp_path)
    assert chain_of(village) != before
    write_person(village, MINE)
    exchange(commune, village, tmp_path)
    exchange(commune, copied, tmp_path)
    assert chain_of(copied) != before
    write_person(copied, "Mai Thị Thêm")
    for _ in range(2):
        exchange(commune, village, tmp_path)
        exchange(commune, copied, tmp_path)
    everyone = sorted([SHARED, MINE, THEIRS, "Mai Thị Thêm"])
    assert [sorted(names_at(at)) for at in (commune, village, copied)] == [everyone] * 3
    for office in (commune, village, copied):
        with office.open(writing=False) as session:
            assert IntegrityService(session).check().is_ok


def test_a_branch_is_recorded_again_as_a_whole_after_review(
    offices: Offices, tmp_path: Path
) -> None:
    village, commune = offices.villages[0], offices.commune
    _, record = fork(offices, tmp_path)
    exchange(commune, village, tmp_path)
    first, second = branches_at(village)
    assert {first.waiting, second.waiting} == {1}
    wanted = next(b for b in (first, second) if b.changes == 2)
    assert keep(village, wanted) == RescueReport(rescued=1, skipped=0)
    assert branches_at(village) == []
    exchange(commune, village, tmp_path)
    assert (phone_at(commune, record), open_items(commune)) == ("0922", 0)
    assert branches_at(commune) == []


def test_one_figure_of_a_branch_is_settled_by_the_commune_alone(
    offices: Offices, tmp_path: Path
) -> None:
    village, commune = offices.villages[0], offices.commune
    _, record = fork(offices, tmp_path)
    with commune.open() as session:
        (conflict,) = ConflictService(session).listed().shown
        chosen = next(value for value in conflict.values if value.value == "0911")
        SettlingService(session).keep(conflict.id, chosen.change)
    exchange(commune, village, tmp_path)
    assert phone_at(village, record) == "0911"
    assert branches_at(village) == branches_at(commune) == []


def test_a_copy_that_fed_another_office_first_meets_the_original_in_peace(
    offices: Offices, tmp_path: Path
) -> None:
    """Two offices (one restored from an image) each took one branch; then files cross."""
    village, commune = offices.villages[0], offices.commune
    record = write_person(village, SHARED)
    commune.merge(village.export(tmp_path / "1.vhb"))
    village.merge(commune.export(tmp_path / "d1.vhb", village.name))
    other = Offices(offices.folder, commune, offices.villages).copy(tmp_path / "other").commune
    copied = unnoticed_copy(village, tmp_path / "copy")
    set_phone(village, record, "0911")
    set_phone(copied, record, "0922")
    mine, theirs = village.export(tmp_path / "2.vhb"), copied.export(tmp_path / "3.vhb")
    assert refusals(commune.merge(mine)) == refusals(other.merge(theirs)) == []
    assert refusals(commune.merge(theirs)) == refusals(other.merge(mine)) == []
    with commune.open(writing=False) as one, other.open(writing=False) as two:
        assert IntegrityService(one).state_hash() == IntegrityService(two).state_hash()
    assert open_items(commune) == open_items(other) == 1


def test_a_folder_overwritten_by_an_older_copy_notices_it_with_the_next_file(
    offices: Offices, tmp_path: Path
) -> None:
    village, commune = offices.villages[0], offices.commune
    write_person(village, SHARED)
    commune.merge(village.export(tmp_path / "1.vhb"))
    older = unnoticed_copy(village, tmp_path / "older")
    write_person(village, MINE)
    commune.merge(village.export(tmp_path / "2.vhb"))
    before = chain_of(older)
    assert refusals(older.merge(commune.export(tmp_path / "d.vhb", village.name))) == []
    assert chain_of(older) != before
    write_person(older, THEIRS)
    exchange(commune, older, tmp_path)
    everyone = sorted([SHARED, MINE, THEIRS])
    assert [sorted(names_at(office)) for office in (older, commune)] == [everyone] * 2
    assert branches_at(commune) == []


def rename_unit(office: Office, unit: str, name: str) -> None:
    """An office names a unit anew."""
    with office.open() as session, session.work() as work:
        work.put("unit", unit, {"name": name})
        work.commit()


def test_an_office_that_was_doubled_asks_everyone_and_has_its_numbers_confirmed(
    offices: Offices, tmp_path: Path
) -> None:
    village, commune = offices.villages[0], offices.commune
    before = chain_of(commune)
    doubled = unnoticed_copy(commune, tmp_path / "doubled")
    with village.open(writing=False) as session:
        unit = session.require_unit()
    rename_unit(commune, unit, "Thôn Ngọc Bản Một")
    rename_unit(doubled, unit, "Thôn Ngọc Bản Hai")
    assert refusals(village.merge(doubled.export(tmp_path / "d.vhb", unit))) == []
    assert refusals(commune.merge(village.export(tmp_path / "u.vhb"))) == []
    assert chain_of(commune) != before
    with commune.open() as session:
        assert [d.unit_name for d in RecoveryStatusService(session).status().waiting] == [
            CAM_BAO,
            "Thôn Ngọc Bản Một",
        ]
        assert not NumberingService(session).numbering(YEAR).is_confirmed
    assert refusals(village.merge(commune.export(tmp_path / "d2.vhb", unit))) == []
    assert refusals(commune.merge(village.export(tmp_path / "u2.vhb"))) == []
    assert open_items(commune) == 1
    rename_unit(commune, unit, NGOC_BAN)
    assert refusals(village.merge(commune.export(tmp_path / "d3.vhb", unit))) == []
    with village.open(writing=False) as session:
        assert session.identity.unit_name == NGOC_BAN


def test_late_work_of_a_replaced_laptop_is_taken_over_by_the_new_one(
    offices: Offices, tmp_path: Path
) -> None:
    """A cut-off with descendants: what others built on the changes past it still stands."""
    old, commune = offices.villages[0], offices.commune
    record = write_person(old, SHARED)
    commune.merge(old.export(tmp_path / "1.vhb"))
    (good,) = merged_from(commune, device_of(old).device_id)
    set_phone(old, record, "0911")
    write_person(old, THEIRS)
    commune.merge(old.export(tmp_path / "2.vhb"))
    laptop = AskingDevice(tmp_path, NGOC_BAN).join(commune)
    with laptop.open() as session:
        add_person(session, MINE)
        with session.work() as work:
            work.put("person", record, {"note": "đã gặp"})
            work.commit()
    commune.merge(laptop.export(tmp_path / "3.vhb"))
    revoke(commune, device_of(old).device_id, last_bundle=good)
    assert sorted(names_at(commune)) == sorted([SHARED, MINE])
    assert phone_at(commune, record) is None
    laptop.merge(commune.export(tmp_path / "d.vhb", NGOC_BAN))
    (tail,) = branches_at(laptop)
    assert (tail.changes, tail.waiting) == (2, 2)
    assert keep(laptop, tail) == RescueReport(rescued=2, skipped=0)
    commune.merge(laptop.export(tmp_path / "4.vhb"))
    assert sorted(names_at(commune)) == sorted([SHARED, MINE, THEIRS])
    assert (phone_at(commune, record), open_items(commune)) == ("0911", 0)


def test_a_branch_taken_over_decides_no_figure_that_somebody_else_wrote_meanwhile(
    offices: Offices, tmp_path: Path
) -> None:
    """Ten later points of the new laptop went over to the stolen one's, and nobody was asked."""
    commune, old = offices.commune, offices.villages[0]
    record = write_person(old, SHARED)
    commune.merge(old.export(tmp_path / "1.vhb"))
    (good,) = merged_from(commune, device_of(old).device_id)
    set_phone(old, record, "0911")
    write_person(old, THEIRS)
    commune.merge(old.export(tmp_path / "2.vhb"))
    laptop = AskingDevice(tmp_path, NGOC_BAN).join(commune)
    revoke(commune, device_of(old).device_id, last_bundle=good)
    laptop.merge(commune.export(tmp_path / "d.vhb", NGOC_BAN))
    set_phone(laptop, record, "0922")
    commune.merge(laptop.export(tmp_path / "3.vhb"))
    (tail,) = branches_at(commune)
    assert keep(commune, tail) == RescueReport(rescued=1, skipped=0, disputed=1)
    # The new person is there; the telephone alone still asks.
    assert (phone_at(commune, record), open_items(commune)) == ("0922", 1)
    assert sorted(names_at(commune)) == sorted([SHARED, THEIRS])
