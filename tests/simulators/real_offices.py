"""Real installations of one commune, opened side by side for a state machine.

Three villages (one with two laptops), a school whose staff live in the villages, and the commune.
They are enrolled once; every run works on copies, with the keys at hand (unsealing keys takes a
third of a second each on purpose) and a clock that may show anything.
"""

import shutil
from dataclasses import dataclass, field
from pathlib import Path

from tests.builders.offices import COMMUNE, PASSPHRASE, YEAR, Office, enrol
from tests.fakes.clocks import FixedClock
from vanhoa_desktop.db.database import Database
from vanhoa_desktop.db.unit_of_work import Ports
from vanhoa_desktop.domain.enums import UnitKind
from vanhoa_desktop.paths import InstallationPaths
from vanhoa_desktop.services.cycles import CycleService
from vanhoa_desktop.services.exchange import ExchangeService, MergeReport
from vanhoa_desktop.services.exporting import ExportService, ExportWish
from vanhoa_desktop.services.installation import (
    NewInstallation,
    create_installation,
    open_session,
)
from vanhoa_desktop.services.session import Identity, Session
from vanhoa_desktop.services.system_ports import SystemRandomness
from vanhoa_desktop.services.units import UnitService
from vanhoa_desktop.trust.keyring import DeviceSecrets

UNITS = {"Thôn Một": UnitKind.VILLAGE, "Thôn Hai": UnitKind.VILLAGE, "Thôn Ba": UnitKind.VILLAGE}
SCHOOL = "Trường THCS Vạn Hòa"
DESKS = {
    "xa": COMMUNE,
    "mot-a": "Thôn Một",
    "mot-b": "Thôn Một",
    "hai": "Thôn Hai",
    "ba": "Thôn Ba",
    "truong": SCHOOL,
}


@dataclass(frozen=True)
class EnrolledDesk:
    """An installation that was enrolled, and what its passphrase would open."""

    folder: Path
    identity: Identity
    secrets: DeviceSecrets


def enrol_all(folder: Path) -> dict[str, EnrolledDesk]:
    """Found the commune and enrol every desk; takes some seconds."""
    commune = Office(InstallationPaths(folder / "xa"), COMMUNE)
    wish = NewInstallation(UnitKind.COMMUNE, COMMUNE, "Lê Thị Thử")
    founded = create_installation(commune.paths, wish, PASSPHRASE)
    with commune.open() as session:
        CycleService(session).open(YEAR)
        for name, kind in {**UNITS, SCHOOL: UnitKind.SCHOOL}.items():
            UnitService(session).add(name, kind)
    for desk, unit in DESKS.items():
        if desk != "xa":
            kind = UnitKind.SCHOOL if unit == SCHOOL else UnitKind.VILLAGE
            office = Office(InstallationPaths(folder / desk), unit)
            enrol(office, commune, founded.fingerprint, kind=kind)
    return {desk: _enrolled(folder / desk) for desk in DESKS}


def _enrolled(folder: Path) -> EnrolledDesk:
    with open_session(InstallationPaths(folder), PASSPHRASE, writing=True) as session:
        return EnrolledDesk(folder, session.identity, session.secrets)


@dataclass
class RealOffices:
    """Open sessions on copies of the enrolled desks."""

    enrolled: dict[str, EnrolledDesk]
    folder: Path
    sessions: dict[str, Session] = field(default_factory=dict)
    clocks: dict[str, FixedClock] = field(default_factory=dict)
    files: list[Path] = field(default_factory=list)

    def __post_init__(self) -> None:
        for name, desk in self.enrolled.items():
            root = self.folder / name
            shutil.copytree(desk.folder, root)
            paths = InstallationPaths(root)
            database = Database.open(paths.store, desk.secrets.store_key, paths.lock, writing=True)
            self.clocks[name] = FixedClock()
            ports = Ports(self.clocks[name], SystemRandomness())
            self.sessions[name] = Session(
                paths, desk.identity, database, desk.secrets, ports, PASSPHRASE
            )

    def close(self) -> None:
        """Close every store."""
        for session in self.sessions.values():
            session.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def export(self, name: str, unit: str | None = None, *, is_full: bool = False) -> Path:
        """Save a bundle; it lies on somebody's stick from now on."""
        path = self.folder / f"{len(self.files):04d}-{name}.vhb"
        ExportService(self.sessions[name]).export(ExportWish(path, unit, is_full))
        self.files.append(path)
        return path

    def merge(self, name: str, path: Path) -> MergeReport:
        """Give a file to a desk."""
        return ExchangeService(self.sessions[name]).merge([path])
