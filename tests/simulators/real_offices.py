"""Real installations of one commune, opened side by side for a state machine.

Three villages (one with two laptops), a school whose staff live in the villages, the commune's
office, a second computer of the commune, and a fourth village whose laptop is in bad hands. They
are enrolled once; every run works on copies, with a clock that may show anything. Folders may be
copied, go back to what they were, and be lost.
"""

import shutil
from dataclasses import dataclass, field
from pathlib import Path

from tests.builders.devices import AskingDevice
from tests.builders.offices import COMMUNE, PASSPHRASE, YEAR, Office, enrol
from tests.fakes.clocks import FixedClock
from vanhoa_desktop.db.unit_of_work import Ports
from vanhoa_desktop.domain.enums import UnitKind
from vanhoa_desktop.paths import InstallationPaths
from vanhoa_desktop.services.devices.device_ending import DeviceEndingService, RevocationWish
from vanhoa_desktop.services.devices.enrolment import EnrolmentService
from vanhoa_desktop.services.exchange.exchange import ExchangeService, MergeReport, RefusedFile
from vanhoa_desktop.services.exchange.exporting import ExportService, ExportWish
from vanhoa_desktop.services.office.awaited import awaited_devices
from vanhoa_desktop.services.office.installation import (
    NewInstallation,
    create_installation,
    open_session,
)
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.office.system_ports import SystemRandomness
from vanhoa_desktop.services.safekeeping.backups import BackupService
from vanhoa_desktop.services.safekeeping.recovery import RecoveryService
from vanhoa_desktop.services.safekeeping.restoring import restore_backup
from vanhoa_desktop.services.setup.cycles import CycleService
from vanhoa_desktop.services.setup.units import UnitService

BAD_UNIT = "Thôn Tư"
UNITS = dict.fromkeys(("Thôn Một", "Thôn Hai", "Thôn Ba", BAD_UNIT), UnitKind.VILLAGE)
SCHOOL = "Trường THCS Vạn Hòa"
# The laptop of the fourth village is in bad hands; all others are honest.
OFFICE, SECOND, BAD = "xa", "xa-hai", "tu"
DESKS = {
    OFFICE: COMMUNE,
    SECOND: COMMUNE,
    "mot-a": "Thôn Một",
    "mot-b": "Thôn Một",
    "hai": "Thôn Hai",
    "ba": "Thôn Ba",
    "truong": SCHOOL,
    BAD: BAD_UNIT,
}
HONEST = tuple(name for name in DESKS if name != BAD)
_KINDS = {**UNITS, SCHOOL: UnitKind.SCHOOL, COMMUNE: UnitKind.COMMUNE}


def enrol_all(folder: Path) -> Path:
    """Found the commune and enrol every desk; takes some seconds."""
    commune = Office(InstallationPaths(folder / OFFICE), COMMUNE)
    wish = NewInstallation(UnitKind.COMMUNE, COMMUNE, "Lê Thị Thử")
    founded = create_installation(commune.paths, wish, PASSPHRASE)
    with commune.open() as session:
        CycleService(session).open(YEAR)
        for name, kind in {**UNITS, SCHOOL: UnitKind.SCHOOL}.items():
            UnitService(session).add(name, kind)
        RecoveryService(session).create(folder / "xa.vhk")
    for desk, unit in DESKS.items():
        if desk == SECOND:
            AskingDevice(folder, unit, UnitKind.COMMUNE, desk).join(commune)
        elif desk != OFFICE:
            office = Office(InstallationPaths(folder / desk), unit)
            enrol(office, commune, founded.fingerprint, kind=_KINDS[unit])
    return folder


@dataclass
class RealOffices:
    """Open sessions on copies of the enrolled desks; `units` says whose each desk is."""

    enrolled: Path
    folder: Path
    sessions: dict[str, Session] = field(default_factory=dict)
    clocks: dict[str, FixedClock] = field(default_factory=dict)
    files: list[Path] = field(default_factory=list)
    units: dict[str, str] = field(default_factory=lambda: dict(DESKS))
    backups: dict[str, Path] = field(default_factory=dict)
    snapshots: dict[str, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name in DESKS:
            shutil.copytree(self.enrolled / name, self.paths(name).root)
            self.clocks[name] = FixedClock()
            self.open(name)

    @property
    def office(self) -> str:
        """The desk that is the commune's office now, and was not left behind by a copy."""
        return next(name for name, held in self.sessions.items() if held.identity.is_office)

    @property
    def others(self) -> list[str]:
        """All desks but the office's."""
        return [name for name in self.sessions if name != self.office]

    def paths(self, name: str) -> InstallationPaths:
        """Where a desk lies."""
        return InstallationPaths(self.folder / name)

    def open(self, name: str) -> Session:
        """Open a desk that is closed."""
        ports = Ports(self.clocks[name], SystemRandomness())
        self.sessions[name] = open_session(self.paths(name), PASSPHRASE, writing=True, ports=ports)
        return self.sessions[name]

    def close(self) -> None:
        """Close every store."""
        for session in self.sessions.values():
            session.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def export(self, name: str, unit: str | None = None, *, is_full: bool = False) -> Path:
        """Save a bundle; it lies on somebody's stick from now on."""
        path = self.new_file(f"{name}.vhb")
        ExportService(self.sessions[name]).export(ExportWish(path, unit, is_full))
        self.files.append(path)
        return path

    def new_file(self, ending: str) -> Path:
        """A name that no file has yet."""
        return self.folder / f"{len(list(self.folder.iterdir())):04d}-{ending}"

    def merge(self, name: str, path: Path) -> MergeReport:
        """Give a file to a desk."""
        return ExchangeService(self.sessions[name]).merge([path])

    def exchange(self, *, is_full: bool = False) -> list[RefusedFile]:
        """Everybody sends, the office answers every unit once, and every computer takes that.

        What honest desks were refused.
        """
        refused: list[RefusedFile] = []
        office = self.office
        for name in self.others:
            sent = self.export(name, is_full=is_full)
            refused += self.merge(office, sent).refused
        for unit in sorted(set(DESKS.values())):
            sent = self.export(office, unit, is_full=is_full)
            for name in self.others:
                if self.units[name] == unit:
                    report = self.merge(name, sent)
                    refused += report.refused if name != BAD else ()
        return refused

    def copy(self, name: str) -> str:
        """Carry a desk's folder to another computer, where it is opened as well."""
        copied = f"{name}+{sum(known.startswith(name) for known in self.units)}"
        self.sessions[name].close()
        shutil.copytree(self.paths(name).root, self.paths(copied).root)
        self.units[copied] = self.units[name]
        self.clocks[copied] = FixedClock()
        self.open(name)
        self.open(copied)
        return copied

    def back_up(self, name: str) -> None:
        """Save a backup of a desk."""
        path = self.new_file(f"{name}.vhs")
        BackupService(self.sessions[name]).create(path)
        self.backups[name] = path

    def restore(self, name: str) -> None:
        """Go back to the last backup of a desk."""
        self.sessions[name].close()
        ports = Ports(self.clocks[name], SystemRandomness())
        restore_backup(self.paths(name), self.backups[name], PASSPHRASE, ports)
        self.open(name)

    def replace(self, name: str) -> None:
        """A desk's computer is lost, with what it never sent; a new one takes its place.

        A restored office that still awaits it stops it first: it will never be heard.
        """
        lost = self.sessions[name]
        former, unit = lost.identity.device_id, self.units[name]
        lost.close()
        shutil.rmtree(self.paths(name).root)
        folder = self.new_file("thay")
        folder.mkdir()
        asking = AskingDevice(folder, unit, _KINDS[unit], name)
        office = self.sessions[self.office]
        ending, told = DeviceEndingService(office), asking.fingerprint
        if self.is_awaited(former):
            ending.revoke(RevocationWish(former, "mất máy"))
            step = EnrolmentService(office).approve(
                asking.file, asking.invite, unit_text=unit, fingerprint=told
            )
        else:
            step = ending.replace(former, asking.file, asking.invite, fingerprint=told)
        asking.accept(step.commune_fingerprint)
        shutil.move(asking.office.paths.root, self.paths(name).root)
        self.open(name)

    def is_awaited(self, device: str) -> bool:
        """Whether the office went back, and has not heard from a device since."""
        with self.sessions[self.office].database.reading() as reading:
            return any(awaited.id == device for awaited in awaited_devices(reading))

    def keep_image(self, name: str) -> None:
        """An image of a desk's disk."""
        self.sessions[name].close()
        self.snapshots[name] = self.paths(name).store.read_bytes()
        self.open(name)

    def roll_back(self, name: str, *, is_other_file: bool) -> None:
        """Put the image back in place: no look at the computer shows it.

        Or as another file, which is what a copied folder looks like too.
        """
        self.sessions[name].close()
        path = self.paths(name).store
        if is_other_file:
            copied = path.with_name("copied")
            copied.write_bytes(self.snapshots[name])
            copied.replace(path)
        else:
            with path.open("r+b") as store:
                store.write(self.snapshots[name])
                store.truncate()
        self.open(name)
