"""Three offices for pictures: one just founded, one in the middle of its year, one at its end."""

from dataclasses import dataclass
from pathlib import Path

from tests.builders.offices import (
    PASSPHRASE,
    YEAR,
    Office,
    Offices,
    add_person,
    give_points,
)
from vanhoa_desktop.domain.enums import Assessor, ConsentKind, UnitKind
from vanhoa_desktop.domain.people import Person
from vanhoa_desktop.paths import InstallationPaths
from vanhoa_desktop.services.appraisal.workflow import WorkflowService
from vanhoa_desktop.services.demo.year import DEMO_COMMUNE, make_demo
from vanhoa_desktop.services.devices.enrolment import EnrolmentService
from vanhoa_desktop.services.office.installation import NewInstallation, create_installation
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.people.registrations import Consent, RegistrationService
from vanhoa_desktop.services.rows.roster import RosterImport, RosterService
from vanhoa_desktop.services.setup.units import UnitService
from vanhoa_desktop.services.sheets.scores import ScoreImport, ScoreService

LONGEST_NAME = "Công Tằng Tôn Nữ Thị Nguyệt Thanh Huyền"
LONGEST_VILLAGE = "Thôn Thiện Na – khu dân cư Đồng Quan Thượng"
PEOPLE, VILLAGES = 120, 2
BOTH = Consent(frozenset(ConsentKind))


@dataclass(frozen=True)
class Years:
    """The offices of all pictures; scenes work on copies."""

    folder: Path
    founded: Offices
    running: Offices
    ended: Offices

    @property
    def spreadsheets(self) -> Path:
        """The lists that made-up villages keep."""
        return self.folder / "demo" / "spreadsheets"

    @property
    def documents(self) -> Path:
        """The papers of the year that ended."""
        return self.folder / "demo" / "documents"

    @property
    def request(self) -> Path:
        """What a new laptop sent, to be approved."""
        return self.folder / "xin-dang-ky.vhr"

    @property
    def sent(self) -> Path:
        """A village's file that was taken in already."""
        return self.folder / "cam-bao.vhb"


def make_years(folder: Path, founded: Offices) -> Years:
    """Live one year to its end, and half of another."""
    make_demo(folder / "demo", villages=VILLAGES, people=PEOPLE, seed=1, passphrase=PASSPHRASE)
    commune = Office(InstallationPaths(folder / "demo" / "commune"), DEMO_COMMUNE)
    villages = tuple(
        Office(InstallationPaths(folder / "demo" / "villages" / f"{number:02d}"), "")
        for number in range(1, VILLAGES + 1)
    )
    ended = Offices(folder / "demo", commune, villages)
    years = Years(folder, founded, founded.copy(folder / "running"), ended)
    _live_half_a_year(years)
    return years


def _live_half_a_year(years: Years) -> None:
    busy, ready = years.running.villages
    with ready.open() as session:
        _import(session, years.spreadsheets / "danh-sach-02.xlsx")
        people = RosterService(session).search("", limit=0)
        add_person(session, LONGEST_NAME)
        RegistrationService(session).register(people, YEAR, BOTH)
        table = years.spreadsheets / "thon-cham-02.xlsx"
        ScoreService(session).import_file(ScoreImport(table, YEAR, Assessor.VILLAGE))
        WorkflowService(session).submit(YEAR)
    with busy.open() as session:
        _import(session, years.spreadsheets / "danh-sach-01.xlsx")
        add_person(session, LONGEST_NAME)
        people = RosterService(session).search("", limit=0)
        _score_some(session, people)
    years.running.commune.merge(ready.export(years.sent), busy.export(years.folder / "first.vhb"))
    _disagree(years, people[0])
    _ask_to_be_enrolled(years)


def _import(session: Session, table: Path) -> None:
    RosterService(session).import_file(RosterImport(table))


def _score_some(session: Session, people: list[Person]) -> None:
    """Most have both columns, one misses the total, one a single indicator, the rest nothing."""
    RegistrationService(session).register(people[:40], YEAR, BOTH)
    for number, person in enumerate(people[:14]):
        give_points(session, person, ["9", "8", "8.5", "9", "8", "10"], Assessor.SELF)
        village = ["9", "8", "8.5", "9", "8", "9", "10", "8", "9", "8"]
        if number % 5 == 1:
            village = ["7", "6", "7.5", "8", "4.5", "7", "8", "7", "6", "7"]
        if number % 5 == 2:
            village[3:] = [""] * 7
        give_points(session, person, village)


def _disagree(years: Years, person: Person) -> None:
    """Commune and village write another occupation each, not knowing of each other."""
    for office, occupation in (
        (years.running.commune, "Thợ mộc"),
        (years.running.villages[0], "Nông dân"),
    ):
        with office.open() as session, session.work() as work:
            work.put("person", person.id, {"occupation": occupation})
            work.commit()
    second = years.running.villages[0].export(years.folder / "second.vhb")
    years.running.commune.merge(second)


def _ask_to_be_enrolled(years: Years) -> None:
    with years.running.commune.open() as session:
        UnitService(session).add(LONGEST_VILLAGE, UnitKind.VILLAGE)
    laptop = Office(InstallationPaths(years.folder / "new"), LONGEST_VILLAGE)
    wish = NewInstallation(UnitKind.VILLAGE, LONGEST_VILLAGE, "Đỗ Thị Thử")
    create_installation(laptop.paths, wish, PASSPHRASE)
    with laptop.open() as session:
        EnrolmentService(session).request(years.request)
