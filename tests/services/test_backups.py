"""Backups: consistent while others write, checked, thinned, and gone back to on a new chain."""

import datetime as dt
import shutil
from pathlib import Path

import pytest

from tests.builders.devices import device_of, names_at, write_person
from tests.builders.offices import PASSPHRASE, Office, Offices, add_person
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.paths import InstallationPaths
from vanhoa_desktop.services.office.integrity import IntegrityService
from vanhoa_desktop.services.safekeeping.backups import BackupService
from vanhoa_desktop.services.safekeeping.restoring import restore_backup
from vanhoa_desktop.services.safekeeping.thinning import (
    DatedBackup,
    ThinningPolicy,
    numbers_to_keep,
)

EARLY, LATER = "Đinh Thị Sớm", "Hà Thị Muộn"


def back_up(office: Office, output: Path | None = None) -> Path:
    """A backup of an office."""
    with office.open(writing=False) as session:
        return BackupService(session).create(output).path


def chain_at(office: Office) -> str:
    """The chain that an office writes to."""
    with office.open() as session:
        return session.identity.chain


def code_of_restore(paths: InstallationPaths, file: Path, passphrase: str = PASSPHRASE) -> str:
    """The code with which a restore is refused."""
    with pytest.raises(VanHoaError) as refused:
        restore_backup(paths, file, passphrase)
    return refused.value.code.value


def test_a_backup_is_made_while_the_window_has_the_store_open(
    offices: Offices, tmp_path: Path
) -> None:
    village = offices.villages[0]
    write_person(village, EARLY)
    with village.open() as window:
        add_person(window, LATER)
        (tmp_path / "usb").mkdir()
        made = back_up(village, tmp_path / "usb" / "a.vhs")
        add_person(window, "Lê Thị Sau")
    restored = Office(InstallationPaths(tmp_path / "new"), village.name)
    restored.paths.root.mkdir()
    restored.paths.founding.touch()
    restore_backup(restored.paths, made, PASSPHRASE)
    assert sorted(names_at(restored)) == sorted([EARLY, LATER])
    with restored.open(writing=False) as session:
        assert IntegrityService(session).check().is_ok
    assert sorted(path.name for path in made.parent.iterdir()) == ["a.vhs"]


def test_going_back_starts_a_new_chain_and_keeps_what_was_there_aside(offices: Offices) -> None:
    village = offices.villages[0]
    write_person(village, EARLY)
    before, made = chain_at(village), back_up(village)
    write_person(village, LATER)
    device = device_of(village).device_id
    restored = restore_backup(village.paths, made, PASSPHRASE)
    assert names_at(village) == [EARLY]
    assert device_of(village).device_id == device == restored.device_id
    assert chain_at(village) == restored.chain != before
    aside = Office(InstallationPaths(village.paths.replaced / "001"), village.name)
    assert sorted(names_at(aside)) == sorted([EARLY, LATER])


def test_what_was_written_after_the_backup_comes_back_from_the_commune(
    offices: Offices, tmp_path: Path
) -> None:
    village, commune = offices.villages[0], offices.commune
    write_person(village, EARLY)
    commune.merge(village.export(tmp_path / "1.vhb"))
    village.merge(commune.export(tmp_path / "down1.vhb", village.name))
    made = back_up(village)
    write_person(village, LATER)
    commune.merge(village.export(tmp_path / "2.vhb"))
    restore_backup(village.paths, made, PASSPHRASE)
    write_person(village, "Lê Thị Sau")
    assert commune.merge(village.export(tmp_path / "3.vhb")).refused == []
    village.merge(commune.export(tmp_path / "down2.vhb", village.name))
    assert sorted(names_at(village)) == sorted([EARLY, LATER, "Lê Thị Sau"])
    assert sorted(names_at(commune)) == sorted(names_at(village))


def test_a_backup_opens_with_the_passphrase_of_its_time_and_no_other(
    offices: Offices, tmp_path: Path
) -> None:
    made = back_up(offices.villages[0])
    paths = InstallationPaths(tmp_path / "new")
    assert code_of_restore(paths, made, "mật khẩu khác") == ErrorCode.PASSPHRASE_WRONG
    assert not paths.store.exists()
    assert [path.name for path in paths.root.iterdir() if path.name != "store.lock"] == []


@pytest.mark.parametrize("place", [0.0, 0.02, 0.5, 0.999])
def test_an_altered_backup_is_refused_and_what_is_there_stays(
    offices: Offices, tmp_path: Path, place: float
) -> None:
    village = offices.villages[0]
    write_person(village, EARLY)
    content = bytearray(back_up(village).read_bytes())
    content[int(len(content) * place)] ^= 1
    altered = tmp_path / "altered.vhs"
    altered.write_bytes(content)
    assert code_of_restore(village.paths, altered) == ErrorCode.BACKUP_INVALID
    assert names_at(village) == [EARLY]


def test_a_cut_backup_and_other_files_are_refused(offices: Offices, tmp_path: Path) -> None:
    village = offices.villages[0]
    made = back_up(village)
    cut = tmp_path / "cut.vhs"
    cut.write_bytes(made.read_bytes()[:-1000])
    assert code_of_restore(village.paths, cut) == ErrorCode.BACKUP_INVALID
    assert code_of_restore(village.paths, tmp_path / "none.vhs") == ErrorCode.FILE_MISSING
    bundle = village.export(tmp_path / "1.vhb")
    assert code_of_restore(village.paths, bundle) == ErrorCode.BACKUP_INVALID


def test_nobody_goes_back_under_an_open_window(offices: Offices) -> None:
    village = offices.villages[0]
    made = back_up(village)
    with village.open():
        assert code_of_restore(village.paths, made) == ErrorCode.STORE_IN_USE


def test_a_damaged_store_gives_no_backup(offices: Offices, tmp_path: Path) -> None:
    village = offices.villages[0]
    for number in range(40):
        write_person(village, f"{EARLY} {number}")
    with village.paths.store.open("r+b") as stream:
        stream.seek(4096 * 20)
        stream.write(b"\0" * 4096)
    with pytest.raises(VanHoaError) as refused:
        back_up(village, tmp_path / "a.vhs")
    assert refused.value.code is ErrorCode.STORE_DAMAGED
    assert list(tmp_path.glob("*.vhs")) == []


def test_a_copied_folder_writes_to_a_chain_of_its_own(offices: Offices, tmp_path: Path) -> None:
    village, commune = offices.villages[0], offices.commune
    write_person(village, EARLY)
    copied = Office(InstallationPaths(tmp_path / "copy"), village.name)
    shutil.copytree(village.paths.root, copied.paths.root)
    write_person(copied, LATER)
    write_person(village, "Lê Thị Sau")
    assert chain_at(copied) != chain_at(village)
    report = commune.merge(village.export(tmp_path / "1.vhb"), copied.export(tmp_path / "2.vhb"))
    assert report.refused == []
    assert sorted(names_at(commune)) == sorted([EARLY, LATER, "Lê Thị Sau"])


def test_a_folder_that_stays_where_it_is_keeps_its_chain(offices: Offices) -> None:
    village = offices.villages[0]
    first = chain_at(village)
    write_person(village, EARLY)
    assert chain_at(village) == first


def test_backups_of_a_year_are_thinned_by_days_weeks_and_months(offices: Offices) -> None:
    day, first = dt.timedelta(days=1), dt.date(2026, 1, 1)
    daily = [DatedBackup(number, first + number * day) for number in range(365)]
    kept = numbers_to_keep(daily, ThinningPolicy(days=7, weeks=4, months=12))
    assert set(range(358, 365)) <= kept
    assert len(kept) < 7 + 4 + 12
    assert {(first + number * day).month for number in kept} == set(range(1, 13))
    folder = offices.villages[0].paths.backups
    folder.mkdir()
    for number in range(1, 40):
        (folder / f"{number:05d}-2020-01-{number % 28 + 1:02d}.vhs").touch()
    made = back_up(offices.villages[0])
    left = sorted(path.name for path in folder.iterdir())
    assert made.name.startswith("00040-")
    assert made.name in left
    assert len(left) < 25


def test_a_clock_that_was_wrong_for_a_day_costs_one_place() -> None:
    daily = [DatedBackup(n, dt.date(2026, 3, 1) + dt.timedelta(days=n)) for n in range(20)]
    mistaken = [*daily[:10], DatedBackup(10, dt.date(2099, 1, 1)), *daily[11:]]
    policy = ThinningPolicy(days=14, weeks=9, months=12)
    kept = numbers_to_keep(mistaken, policy)
    assert set(range(6, 20)) <= kept


@pytest.mark.parametrize("step", [1, 2])
@pytest.mark.parametrize(
    ("failure", "code"),
    [
        (PermissionError("in use"), ErrorCode.STORE_IN_USE),
        (OSError("pulled out"), ErrorCode.DISK_FAILED),
    ],
)
def test_a_restore_that_breaks_off_leaves_the_one_state_or_the_other(
    offices: Offices,
    monkeypatch: pytest.MonkeyPatch,
    step: int,
    failure: OSError,
    code: ErrorCode,
) -> None:
    """First the store is put in place, then the keys: either may be where it ends."""
    village = offices.villages[0]
    write_person(village, EARLY)
    made = back_up(village)
    write_person(village, LATER)
    names = {"store.db", "keys.json"}
    calls = 0
    genuine = Path.replace

    def replace(self: Path, target: Path) -> Path:
        nonlocal calls
        calls += target.parent == village.paths.root and target.name in names
        if calls == step and target.name in names:
            raise failure
        return genuine(self, target)

    with monkeypatch.context() as broken:
        broken.setattr(Path, "replace", replace)
        assert code_of_restore(village.paths, made) == code
    shown = names_at(village)
    assert shown in ([EARLY], sorted([EARLY, LATER], key=[LATER, EARLY].index))
    restore_backup(village.paths, made, PASSPHRASE)
    assert names_at(village) == [EARLY]
