"""An office that burnt and was rebuilt from its recovery file alone."""

from pathlib import Path

from tests.builders.offices import PASSPHRASE, Office, Offices
from vanhoa_desktop.paths import InstallationPaths
from vanhoa_desktop.services.safekeeping.backups import BackupService
from vanhoa_desktop.services.safekeeping.office_rebuilding import RebuildWish, rebuild_office
from vanhoa_desktop.services.safekeeping.recovery import RecoveryService


def rebuilt_without_backup(offices: Offices, folder: Path) -> Office:
    """The office burnt after all villages had heard from it; only its recovery file is left."""
    with offices.commune.open() as session:
        made = RecoveryService(session).create(folder / "xa.vhk")
    for village in offices.villages:
        offices.commune.merge(village.export(folder / f"{village.name}.vhb"))
        village.merge(offices.commune.export(folder / f"xa {village.name}.vhb", village.name))
    paths = InstallationPaths(folder / "moi")
    rebuild_office(paths, RebuildWish(made.path, made.code), PASSPHRASE)
    return Office(paths, offices.commune.name)


def rebuilt_from_backup(offices: Offices, folder: Path) -> Office:
    """The office burnt the moment its backup was made, when all villages had sent everything."""
    for village in offices.villages:
        offices.commune.merge(village.export(folder / f"{village.name}.vhb"))
        village.merge(offices.commune.export(folder / f"xa {village.name}.vhb", village.name))
    with offices.commune.open() as session:
        made = RecoveryService(session).create(folder / "xa.vhk")
        backup = BackupService(session).create(folder / "xa.vhs").path
    paths = InstallationPaths(folder / "moi")
    rebuild_office(paths, RebuildWish(made.path, made.code, backup=backup), PASSPHRASE)
    return Office(paths, offices.commune.name)
