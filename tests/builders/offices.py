"""A commune and its villages as enrolled installations on disk, made once and copied per test."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from vanhoa_desktop.domain.enums import Assessor, UnitKind
from vanhoa_desktop.domain.people import Person
from vanhoa_desktop.paths import InstallationPaths
from vanhoa_desktop.services.devices.enrolment import EnrolmentService
from vanhoa_desktop.services.exchange.exchange import ExchangeService, MergeReport
from vanhoa_desktop.services.exchange.exporting import ExportService, ExportWish
from vanhoa_desktop.services.office.control import control
from vanhoa_desktop.services.office.installation import (
    NewInstallation,
    create_installation,
    open_session,
)
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.setup.cycles import CycleService
from vanhoa_desktop.services.setup.units import UnitService
from vanhoa_desktop.services.sheets.assessments import AssessmentService, PointsEntry

PASSPHRASE = "mật khẩu thử"
YEAR = 2026
COMMUNE = "Xã Vạn Hòa"
NGOC_BAN, CAM_BAO = "Thôn Ngọc Bản", "Thôn Cẩm Bào"
INDICATORS = tuple(f"CS{number}" for number in range(1, 11))


@dataclass(frozen=True)
class Office:
    """One installation of a test."""

    paths: InstallationPaths
    name: str

    def open(self, *, writing: bool = True) -> Session:
        """The installation, opened with the passphrase of all tests."""
        return open_session(self.paths, PASSPHRASE, writing=writing)

    def export(self, output: Path, unit: str | None = None, *, is_full: bool = False) -> Path:
        """Save a bundle."""
        with self.open() as session:
            ExportService(session).export(ExportWish(output, unit, is_full))
        return output

    def merge(self, *files: Path) -> MergeReport:
        """Merge bundles."""
        with self.open() as session:
            return ExchangeService(session).merge(list(files))


@dataclass(frozen=True)
class Offices:
    """A commune with its villages."""

    folder: Path
    commune: Office
    villages: tuple[Office, ...]

    def copy(self, folder: Path) -> "Offices":
        """The same installations in another folder, to be worked on."""
        shutil.copytree(self.folder, folder, dirs_exist_ok=True)
        return Offices(
            folder,
            _moved(self.commune, self.folder, folder),
            tuple(_moved(village, self.folder, folder) for village in self.villages),
        )


def _moved(office: Office, before: Path, after: Path) -> Office:
    return Office(InstallationPaths(after / office.paths.root.relative_to(before)), office.name)


def found_offices(folder: Path, villages: Sequence[str] = (NGOC_BAN, CAM_BAO)) -> Offices:
    """A commune with an open year and enrolled villages."""
    commune = Office(InstallationPaths(folder / "commune"), COMMUNE)
    wish = NewInstallation(UnitKind.COMMUNE, COMMUNE, "Lê Thị Thử")
    founded = create_installation(commune.paths, wish, PASSPHRASE)
    with commune.open() as session:
        CycleService(session).open(YEAR)
        for name in villages:
            UnitService(session).add(name, UnitKind.VILLAGE)
    made = []
    for number, name in enumerate(villages, 1):
        village = Office(InstallationPaths(folder / f"village{number}"), name)
        enrol(village, commune, founded.fingerprint)
        made.append(village)
    return Offices(folder, commune, tuple(made))


def enrol(
    village: Office,
    commune: Office,
    commune_fingerprint: str,
    *,
    kind: UnitKind = UnitKind.VILLAGE,
) -> None:
    """Make a village's installation and enrol it."""
    wish = NewInstallation(kind, village.name, "Nguyễn Văn Thử")
    made = create_installation(village.paths, wish, PASSPHRASE)
    asked = village.paths.root.with_suffix(".vhr")
    invite = village.paths.root.with_suffix(".vhi")
    with village.open() as session:
        EnrolmentService(session).request(asked)
    with commune.open() as session:
        EnrolmentService(session).approve(
            asked, invite, unit_text=village.name, fingerprint=made.fingerprint
        )
    with village.open() as session:
        EnrolmentService(session).accept(invite, fingerprint=commune_fingerprint)


def add_person(session: Session, full_name: str, birth: str = "1961") -> Person:
    """A person of this installation's unit, written as one change."""
    unit = session.require_unit()
    record = session.new_record_id()
    with session.work() as work:
        values = control(unit) | {
            "full_name": full_name,
            "birth": {"precision": "year", "text": birth},
        }
        work.put("person", record, values)
        work.commit()
    with session.database.reading() as reading:
        return reading.people.people([record])[record]


def give_points(
    session: Session,
    person: Person,
    points: Sequence[str],
    assessor: Assessor = Assessor.VILLAGE,
) -> None:
    """Points for CS1, CS2 … in their order; '' leaves an indicator unanswered."""
    given: dict[str, Decimal | None] = {
        code: Decimal(text) for code, text in zip(INDICATORS, points, strict=False) if text
    }
    AssessmentService(session).set_points(PointsEntry(person, YEAR, assessor, given))
