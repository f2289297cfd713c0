"""A commune and one village with a whole year of made-up work, lived through the real services."""

import shutil
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from random import Random

from vanhoa_desktop.domain.enums import Assessor, ConsentKind, UnitKind
from vanhoa_desktop.paths import InstallationPaths
from vanhoa_desktop.services.appraisal.workflow import WorkflowService
from vanhoa_desktop.services.demo.people import MadeUpVillage, make_villages
from vanhoa_desktop.services.demo.points import MadeUpPoints, make_points
from vanhoa_desktop.services.demo.spreadsheets import write_points, write_roster
from vanhoa_desktop.services.devices.enrolment import EnrolmentService
from vanhoa_desktop.services.exchange.exporting import ExportReport, ExportService, ExportWish
from vanhoa_desktop.services.office.installation import (
    CreatedInstallation,
    NewInstallation,
    create_installation,
    open_session,
)
from vanhoa_desktop.services.office.lookup import find_unit
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.people.registrations import Consent, RegistrationService
from vanhoa_desktop.services.rows.roster import RosterImport, RosterService
from vanhoa_desktop.services.setup.cycles import CycleService, citizen_criteria, open_cycle
from vanhoa_desktop.services.setup.units import UnitService
from vanhoa_desktop.services.sheets.scores import ScoreImport, ScoreService

YEAR = 2026
COMMUNE = "Xã Vạn Hòa"
_OFFICER = "Lê Thị Mẫu"
_CONSENT_ON = f"{YEAR}-03-15"
_PASSPHRASE = "mật khẩu mẫu"  # noqa: S105 - made up, for stores that live for minutes


@dataclass(frozen=True)
class Office:
    """One installation on disk."""

    paths: InstallationPaths

    def open(self) -> Session:
        """Open it for writing."""
        return open_session(self.paths, _PASSPHRASE, writing=True)

    def copy(self, folder: Path) -> "Office":
        """The same installation in another folder, which is emptied first."""
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.paths.root, folder)
        return Office(InstallationPaths(folder))


@dataclass(frozen=True)
class Founded:
    """The office of a commune with an open year, and the villages it knows by name."""

    office: Office
    created: CreatedInstallation
    villages: tuple[MadeUpVillage, ...]
    indicators: tuple[str, ...]


def found_commune(folder: Path, villages: int, people: int, seed: int) -> Founded:
    """A commune's office with an open year and `villages` of `people` in all; none enrolled yet."""
    made_up = make_villages(villages, people, seed, YEAR)
    office = Office(InstallationPaths(folder / "commune"))
    wish = NewInstallation(UnitKind.COMMUNE, COMMUNE, _OFFICER)
    created = create_installation(office.paths, wish, _PASSPHRASE)
    with office.open() as session:
        CycleService(session).open(YEAR)
        for village in made_up:
            UnitService(session).add(village.name, UnitKind.VILLAGE)
        with session.database.reading() as reading:
            _, criteria = citizen_criteria(reading, open_cycle(reading, YEAR))
    codes = tuple(indicator.code for indicator in criteria.indicators)
    return Founded(office, created, made_up, codes)


def enrol(founded: Founded, made_up: MadeUpVillage, folder: Path) -> Office:
    """A village's installation, enrolled with the commune."""
    village = Office(InstallationPaths(folder))
    asked, invite = folder.with_suffix(".vhr"), folder.with_suffix(".vhi")
    wish = NewInstallation(UnitKind.VILLAGE, made_up.name, made_up.officer)
    made = create_installation(village.paths, wish, _PASSPHRASE)
    with village.open() as session:
        EnrolmentService(session).request(asked)
    with founded.office.open() as session:
        EnrolmentService(session).approve(
            asked, invite, unit_text=made_up.name, fingerprint=made.fingerprint
        )
    with village.open() as session:
        EnrolmentService(session).accept(invite, fingerprint=founded.created.fingerprint)
    return village


def live_a_year(session: Session, founded: Founded, made_up: MadeUpVillage, folder: Path) -> None:
    """The village's year: list of people, registrations, self and village points, submission.

    Everybody of the list is registered and assessed on every indicator (a few are left open). At
    the commune it is entered on behalf of the village.
    """
    roster = folder / "danh-sach.xlsx"
    write_roster(roster, made_up)
    unit = made_up.name if session.identity.is_commune else None
    RosterService(session).import_file(RosterImport(roster, unit=unit))
    consent = Consent(frozenset(ConsentKind), _CONSENT_ON)
    with session.database.reading() as reading:
        people = reading.people.search("", unit=find_unit(reading, made_up.name).id)
    RegistrationService(session).register(people, YEAR, consent)
    chance = Random(f"points/{made_up.name}")
    points = [make_points(person, founded.indicators, chance) for person in made_up.people]
    for assessor in (Assessor.SELF, Assessor.VILLAGE):
        table = folder / f"{assessor.value}.xlsx"
        given = [_given(sheet, assessor) for sheet in points]
        write_points(table, made_up, founded.indicators, given)
        ScoreService(session).import_file(ScoreImport(table, YEAR, assessor))
    WorkflowService(session).submit(YEAR)


def _given(sheet: MadeUpPoints, assessor: Assessor) -> dict[str, Decimal]:
    return dict(sheet.own if assessor is Assessor.SELF else sheet.village)


def export(session: Session, bundle: Path) -> ExportReport:
    """Save everything that the commune has not acknowledged."""
    return ExportService(session).export(ExportWish(bundle))
