"""A year of a made-up commune, lived through the same services and files as a real one."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

from vanhoa_desktop.domain.enums import Assessor, ConsentKind, UnitKind
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.files import make_folder
from vanhoa_desktop.paths import InstallationPaths
from vanhoa_desktop.services.appraisal.workflow import WorkflowService
from vanhoa_desktop.services.demo.people import MadeUpPerson, MadeUpVillage, make_villages
from vanhoa_desktop.services.demo.points import MadeUpPoints, Points, make_points
from vanhoa_desktop.services.demo.spreadsheets import write_points, write_roster
from vanhoa_desktop.services.demo.words import demo_words
from vanhoa_desktop.services.devices.enrolment import EnrolmentService
from vanhoa_desktop.services.exchange.exchange import ExchangeService
from vanhoa_desktop.services.exchange.exporting import ExportService, ExportWish
from vanhoa_desktop.services.office.installation import (
    CreatedInstallation,
    NewInstallation,
    create_installation,
    open_session,
)
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.papers.papers import PaperChoice, PaperService
from vanhoa_desktop.services.people.registrations import Consent, RegistrationService
from vanhoa_desktop.services.recognition.recognition import RecognitionService, RecognitionWish
from vanhoa_desktop.services.reporting.reports import ReportService, ReportWish
from vanhoa_desktop.services.rows.roster import RosterImport, RosterService
from vanhoa_desktop.services.setup.cycles import CycleService, citizen_criteria, open_cycle
from vanhoa_desktop.services.setup.units import UnitService
from vanhoa_desktop.services.sheets.scores import ScoreImport, ScoreService

DEMO_YEAR = 2026
DEMO_COMMUNE = "Xã Vạn Hòa"
_DECIDED_ON = f"{DEMO_YEAR}-12-05"
_CONSENT_ON = f"{DEMO_YEAR}-03-15"
_LEAST_AGE = 16
_SHARE_REGISTERED = 0.92

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class DemoReport:
    """What was made."""

    villages: int
    people: int
    bundles: int


@dataclass(frozen=True, slots=True)
class _Village:
    """A made-up village with its installation, folder number and points (None: not registered)."""

    number: int
    made_up: MadeUpVillage
    paths: InstallationPaths
    points: tuple[MadeUpPoints | None, ...]

    @property
    def tag(self) -> str:
        """The number in names of files and folders."""
        return f"{self.number:02d}"


def make_demo(
    folder: Path,
    *,
    villages: int,
    people: int,
    seed: int,
    passphrase: str,
    progress: Say | None = None,
) -> DemoReport:
    """Make `folder` with commune/, villages/01 …, spreadsheets/, bundles/ and documents/.

    Raises STORE_EXISTS if there is a demo already, and whatever the services raise.
    """
    if (folder / "commune").exists():
        raise VanHoaError(ErrorCode.STORE_EXISTS, path=str(folder))
    year = _DemoYear(folder, passphrase, progress or (lambda _: None))
    lived = year.live(make_villages(villages, people, seed, DEMO_YEAR), seed)
    return DemoReport(villages, people, lived)


class _DemoYear:
    """The year step by step; each step opens the installation as an office would."""

    def __init__(self, folder: Path, passphrase: str, say: Say) -> None:
        self._folder = folder
        self._passphrase = passphrase
        self._say = say
        self._commune = InstallationPaths(folder / "commune")
        self._indicators: list[str] = []

    def live(self, made_up: tuple[MadeUpVillage, ...], seed: int) -> int:
        """The whole year; returns the number of bundles saved."""
        for name in ("villages", "spreadsheets", "bundles", "documents"):
            make_folder(self._folder / name)
        founded = self._found(made_up)
        villages = [
            _Village(
                number,
                village,
                InstallationPaths(self._folder / "villages" / f"{number:02d}"),
                _points(village, self._indicators, Random(f"{seed}/points/{number}")),
            )
            for number, village in enumerate(made_up, 1)
        ]
        for village in villages:
            self._say(f"{village.made_up.name}: đăng ký máy, nhập danh sách, chấm điểm")
            self._enrol(village, founded)
            self._live_in_village(village)
        self._say("Xã gộp tệp, thẩm định, công nhận, in")
        with self._open(self._commune) as session:
            self._decide(session, villages)
            self._print(session)
            downs = [self._send_down(session, village) for village in villages]
        for village, down in zip(villages, downs, strict=True):
            with self._open(village.paths) as session:
                _merge(session, [down])
        return len(villages) + len(downs)

    def _open(self, paths: InstallationPaths) -> Session:
        return open_session(paths, self._passphrase, writing=True)

    def _found(self, villages: tuple[MadeUpVillage, ...]) -> CreatedInstallation:
        officer = demo_words().decision["officer"]
        wish = NewInstallation(UnitKind.COMMUNE, DEMO_COMMUNE, officer, is_made_up=True)
        founded = create_installation(self._commune, wish, self._passphrase)
        with self._open(self._commune) as session:
            CycleService(session).open(DEMO_YEAR)
            for village in villages:
                UnitService(session).add(village.name, UnitKind.VILLAGE)
            with session.database.reading() as reading:
                _, criteria = citizen_criteria(reading, open_cycle(reading, DEMO_YEAR))
            self._indicators = [indicator.code for indicator in criteria.indicators]
        return founded

    def _enrol(self, village: _Village, founded: CreatedInstallation) -> None:
        """Request, approve and accept, with the fingerprints each side reads out."""
        files = self._folder / "villages" / village.tag
        asked, invite = files / "xin-dang-ky.vhr", files / "moi.vhi"
        made_up = village.made_up
        wish = NewInstallation(UnitKind.VILLAGE, made_up.name, made_up.officer, is_made_up=True)
        made = create_installation(village.paths, wish, self._passphrase)
        with self._open(village.paths) as session:
            EnrolmentService(session).request(asked)
        with self._open(self._commune) as session:
            EnrolmentService(session).approve(
                asked, invite, unit_text=village.made_up.name, fingerprint=made.fingerprint
            )
        with self._open(village.paths) as session:
            EnrolmentService(session).accept(invite, fingerprint=founded.fingerprint)

    def _live_in_village(self, village: _Village) -> None:
        sheets = self._folder / "spreadsheets"
        roster = sheets / f"danh-sach-{village.tag}.xlsx"
        write_roster(roster, village.made_up)
        with self._open(village.paths) as session:
            RosterService(session).import_file(RosterImport(roster))
            self._register(session, village)
            for assessor, name in ((Assessor.SELF, "tu-cham"), (Assessor.VILLAGE, "thon-cham")):
                table = sheets / f"{name}-{village.tag}.xlsx"
                given = [_given(points, assessor) for points in village.points]
                write_points(table, village.made_up, self._indicators, given)
                ScoreService(session).import_file(ScoreImport(table, DEMO_YEAR, assessor))
            WorkflowService(session).submit(DEMO_YEAR)
            ExportService(session).export(ExportWish(self._bundle(village, "gui-xa")))

    def _register(self, session: Session, village: _Village) -> None:
        wanted = {
            (person.full_name, person.birth_year)
            for person, points in zip(village.made_up.people, village.points, strict=True)
            if points is not None
        }
        registered = [
            person
            for person in RosterService(session).search("", limit=0)
            if person.birth and (person.full_name, person.birth.year) in wanted
        ]
        consent = Consent(frozenset(ConsentKind), _CONSENT_ON)
        RegistrationService(session).register(registered, DEMO_YEAR, consent)

    def _bundle(self, village: _Village, way: str) -> Path:
        return self._folder / "bundles" / f"{way}-{village.tag}.vhb"

    def _decide(self, session: Session, villages: list[_Village]) -> None:
        _merge(session, [self._bundle(village, "gui-xa") for village in villages])
        WorkflowService(session).appraise(DEMO_YEAR)
        words = demo_words().decision
        RecognitionService(session).recognise(
            RecognitionWish(DEMO_YEAR, words["number"], _DECIDED_ON, words["signer"])
        )

    def _print(self, session: Session) -> None:
        documents = self._folder / "documents"
        papers = PaperService(session)
        papers.save_certificates(PaperChoice(DEMO_YEAR), documents / "giay-cong-nhan.pdf")
        papers.save_decision(PaperChoice(DEMO_YEAR), documents / "quyet-dinh.pdf")
        ReportService(session).save_annual(ReportWish(DEMO_YEAR), documents / "bao-cao-nam.pdf")

    def _send_down(self, session: Session, village: _Village) -> Path:
        down = self._bundle(village, "gui-thon")
        ExportService(session).export(ExportWish(down, unit_text=village.made_up.name))
        return down


def _points(
    village: MadeUpVillage, indicators: list[str], chance: Random
) -> tuple[MadeUpPoints | None, ...]:
    def of(person: MadeUpPerson) -> MadeUpPoints | None:
        points = make_points(person, indicators, chance)
        is_registered = chance.random() < _SHARE_REGISTERED
        return points if is_registered and person.age(DEMO_YEAR) >= _LEAST_AGE else None

    found = [of(person) for person in village.people]
    if not any(found) and village.people:
        # Even the smallest demo has somebody to recognise.
        found[0] = make_points(village.people[0], indicators, chance)
    return tuple(found)


def _given(points: MadeUpPoints | None, assessor: Assessor) -> Points | None:
    if points is None:
        return None
    return points.own if assessor is Assessor.SELF else points.village


def _merge(session: Session, files: list[Path]) -> None:
    """Merge; the first refusal of a file we made ourselves ends the demo."""
    report = ExchangeService(session).merge(files)
    for refused in report.refused:
        raise refused.error
