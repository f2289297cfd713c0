"""An answer to a restored office is cut like every other file, and counts when all of it came."""

from pathlib import Path

import pytest

from tests.builders.devices import names_at, refusals, write_person
from tests.builders.offices import Office, Offices
from tests.services.test_backups import back_up
from tests.services.test_restored_office import down, go_back, is_whole, set_phone, up
from vanhoa_desktop.bundles import splitting
from vanhoa_desktop.errors import ErrorCode
from vanhoa_desktop.services.exchange.exporting import ExportService, ExportWish
from vanhoa_desktop.services.office.awaited import silent_devices

PEOPLE, ROUNDS, MOST_CHANGES = 12, 4, 20


def answer_in_parts(commune: Office, village: Office, folder: Path) -> list[Path]:
    """The village's answer, after the office went back to before all that it wrote."""
    people = [write_person(village, f"Người Thứ {number}") for number in range(PEOPLE)]
    commune.merge(up(village, folder))
    backup = back_up(commune, folder / "old.vhs")
    for turn in range(ROUNDS):
        for number, person in enumerate(people):
            set_phone(commune, person, f"09{turn:04d}{number:04d}")
        village.merge(down(commune, village, folder))
    go_back(commune, backup)
    village.merge(down(commune, village, folder))
    with pytest.MonkeyPatch.context() as patch, village.open(writing=False) as session:
        patch.setattr(splitting, "MAX_CHANGES_PER_PART", MOST_CHANGES)
        parts = ExportService(session).export(ExportWish(folder / "part.vhb")).files
    assert max(part.changes for part in parts) <= MOST_CHANGES
    assert (len(parts) >= 4, parts[-1].changes) == (True, 0)
    return [part.path for part in parts]


def is_silent(commune: Office, village: Office) -> bool:
    """Whether the restored office still waits for the village."""
    with village.open(writing=False) as session:
        device = session.identity.device_id
    with commune.open(writing=False) as session, session.database.reading() as reading:
        return bool(silent_devices(reading, [device]))


def phones_at(office: Office) -> set[str | None]:
    """All telephone numbers that an office sees."""
    with office.open(writing=False) as session, session.database.reading() as reading:
        return {person.phone for person in reading.people.search("")}


def test_an_answer_in_parts_brings_everything_back(offices: Offices, tmp_path: Path) -> None:
    commune, village = offices.commune, offices.villages[0]
    parts = answer_in_parts(commune, village, tmp_path)
    for part in parts:
        assert is_silent(commune, village)
        assert refusals(commune.merge(part)) == []
    assert not is_silent(commune, village)
    assert phones_at(commune) == {f"09{ROUNDS - 1:04d}{number:04d}" for number in range(PEOPLE)}
    assert refusals(village.merge(down(commune, village, tmp_path))) == []
    assert names_at(village) == names_at(commune)
    assert is_whole(commune, village)


@pytest.mark.parametrize("lost", [0, 1, -2], ids=["first", "second", "last but one"])
def test_an_answer_of_which_a_part_is_lost_is_asked_for_again(
    offices: Offices, tmp_path: Path, lost: int
) -> None:
    commune, village = offices.commune, offices.villages[0]
    parts = answer_in_parts(commune, village, tmp_path)
    gone = parts[lost]
    for part in parts:
        if part != gone:
            assert set(refusals(commune.merge(part))) <= {ErrorCode.BUNDLE_GAP}
    assert is_silent(commune, village)
    village.merge(down(commune, village, tmp_path))
    assert refusals(commune.merge(up(village, tmp_path))) == []
    assert not is_silent(commune, village)
    assert phones_at(commune) == {f"09{ROUNDS - 1:04d}{number:04d}" for number in range(PEOPLE)}


def test_the_parts_of_an_answer_may_come_in_any_order(offices: Offices, tmp_path: Path) -> None:
    commune, village = offices.commune, offices.villages[0]
    for part in reversed(answer_in_parts(commune, village, tmp_path)):
        # Some wait until what lies before them in their chain has come.
        assert set(refusals(commune.merge(part))) <= {ErrorCode.BUNDLE_GAP}
    assert phones_at(commune) == {f"09{ROUNDS - 1:04d}{number:04d}" for number in range(PEOPLE)}
    village.merge(down(commune, village, tmp_path))
    assert refusals(commune.merge(up(village, tmp_path))) == []
    assert not is_silent(commune, village)
    assert phones_at(commune) == {f"09{ROUNDS - 1:04d}{number:04d}" for number in range(PEOPLE)}
    assert is_whole(commune, village)
