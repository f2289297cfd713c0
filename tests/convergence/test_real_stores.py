"""A year on real stores: everybody works, files go astray, come twice, late and in any order.

Every rule is a thing that an officer does through the services. Afterwards all that was written
is exchanged, and everybody must agree: state, list of what does not agree, and nothing lost.
"""

import datetime as dt
import os
from decimal import Decimal
from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import rule, run_state_machine_as_test
from typing_extensions import override

from tests.builders.evidence import attach, saved
from tests.builders.offices import COMMUNE, YEAR
from tests.builders.pictures import pdf
from tests.convergence.agreement import differing, disputed, listed, statuses, years
from tests.convergence.device_rules import every_desk, unit_desks
from tests.convergence.doctored_rules import DoctoredRules
from tests.convergence.refusals import TURNED_AWAY, polite
from tests.simulators.real_offices import (
    BAD,
    DESKS,
    HONEST,
    OFFICE,
    SCHOOL,
    SECOND,
    RealOffices,
    enrol_all,
)
from vanhoa_desktop.domain.enums import ActKind, Assessor
from vanhoa_desktop.domain.people import Person
from vanhoa_desktop.services.appraisal.receipts import ReceiptService
from vanhoa_desktop.services.appraisal.workflow import WorkflowService
from vanhoa_desktop.services.exchange.exchange import RefusedFile
from vanhoa_desktop.services.office.integrity import IntegrityService
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.people.erasure import ErasureService
from vanhoa_desktop.services.people.moving import MoveService
from vanhoa_desktop.services.people.person_entry import PersonService
from vanhoa_desktop.services.people.same_person import SamePersonService
from vanhoa_desktop.services.recognition.recognition import RecognitionService, RecognitionWish
from vanhoa_desktop.services.review.conflicts import ConflictService
from vanhoa_desktop.services.review.history import HistoryService
from vanhoa_desktop.services.review.settling import SettlingService
from vanhoa_desktop.services.review.undo import UndoService
from vanhoa_desktop.services.rows.roster import RosterImport, RosterService
from vanhoa_desktop.services.setup.cycles import CycleService
from vanhoa_desktop.services.setup.units import UnitService
from vanhoa_desktop.services.sheets.assessments import AssessmentService, PointsEntry

TWINS = ("mot-a", "mot-b")
INDICATORS = tuple(f"CS{number}" for number in range(1, 11))
UNIT_DESKS = tuple(name for name in HONEST if name not in (OFFICE, SECOND))
EVERY_UNIT = tuple(dict.fromkeys(DESKS[name] for name in UNIT_DESKS))
_YEARS = (1970, 2026, 2099)
units = st.sampled_from(EVERY_UNIT)
chances = st.integers(0, 2**16)
PROFILE = os.environ.get("VANHOA_HYPOTHESIS", "quick")
RUNS = {"quick": 2, "full": 5, "night": 1_000}
STEPS = {"quick": 40, "full": 40, "night": 60}
# One full exchange is enough. Of what is new alone, one tells everybody of everything; a restored
# office is answered in the next, and hears of what was recorded again.
EXCHANGES = 4


class YearOnRealStores(DoctoredRules):
    """The office, another computer of the commune, three villages, four laptops, a school.

    And a fourth village, whose laptop is in bad hands (`DoctoredRules`).
    """

    begun: Path

    def __init__(self) -> None:
        super().__init__()
        self.offices = RealOffices(self.begun, Path(mkdtemp()) / "offices")
        self.tokens: dict[str, tuple[str, str]] = {}
        self.erased: set[str] = set()
        self.turn = self.numbers = 0
        # The laptop in bad hands writes what its own store knows nothing of: its state differs.
        self.bad_device = self.offices.sessions[BAD].identity.device_id
        self.bad_people = {p.id for p in RosterService(self.offices.sessions[BAD]).search("", 0)}

    def _session(self, name: str) -> Session:
        """The desk, or in turn the copies of its folder."""
        self.turn += 1
        likes = [known for known in self.offices.sessions if known.split("+")[0] == name]
        return self.offices.sessions[likes[self.turn % len(likes)]]

    @override
    def written_is_gone(self, name: str) -> None:
        self.tokens = {n: written for n, written in self.tokens.items() if written[0] != name}

    def _office(self) -> Session:
        return self.offices.sessions[self.offices.office]

    def _person(self, session: Session, chance: int) -> Person | None:
        people = RosterService(session).search("", 0)
        return people[chance % len(people)] if people else None

    @rule(name=unit_desks, chance=chances)
    def add_person(self, name: str, chance: int) -> None:
        full_name = f"Nguyễn Văn {'ABCDEFGH'[chance % 8]}"
        PersonService(self._session(name)).add({"full_name": full_name, "birth": "1961"})

    @rule(name=every_desk, chance=chances)
    def correct_person(self, name: str, chance: int) -> None:
        session = self._session(name)
        person = self._person(session, chance)
        if person is None:
            return
        self.numbers += 1
        number = f"09{self.numbers:08d}"
        with polite():
            PersonService(session).set(person, {"phone": number})
            self.tokens[number] = (session.paths.root.name, person.id)

    @rule(name=every_desk, chance=chances, points=st.integers(0, 20))
    def give_points(self, name: str, chance: int, points: int) -> None:
        session = self._session(name)
        person = self._person(session, chance)
        if person is None:
            return
        assessor = Assessor.COMMUNE if session.identity.is_commune else Assessor.VILLAGE
        codes = [f"CS{number}" for number in range(1, 11)]
        chosen = codes if chance % 3 else codes[: 1 + chance % 5]
        given: dict[str, Decimal | None] = dict.fromkeys(chosen, Decimal(points) / 2)
        with polite():
            entry = PointsEntry(person, YEAR, assessor, given)
            AssessmentService(session).set_points(entry)

    @rule(name=unit_desks)
    def submit(self, name: str) -> None:
        WorkflowService(self._session(name)).submit(YEAR)

    @rule(unit=units)
    def return_sheets(self, unit: str) -> None:
        session = self._office()
        found = {known.name: known.id for known in UnitService(session).units()}
        WorkflowService(session).return_sheets(YEAR, "thiếu minh chứng", unit=found[unit])

    @rule(chance=chances, ours=st.integers(10, 20), theirs=st.integers(0, 20))
    def score_and_submit_apart(self, chance: int, ours: int, theirs: int) -> None:
        """Both laptops of a village score whom both know, and send, unaware of each other."""
        twins = [self._session(name) for name in TWINS]
        known = {p.id for p in RosterService(twins[1]).search("", 0)}
        both = [p for p in RosterService(twins[0]).search("", 0) if p.id in known]
        if not both:
            return
        person = both[chance % len(both)]
        for session, points in zip(twins, (ours, theirs), strict=True):
            given: dict[str, Decimal | None] = dict.fromkeys(INDICATORS, Decimal(points) / 2)
            with polite():
                entry = PointsEntry(person, YEAR, Assessor.VILLAGE, given)
                AssessmentService(session).set_points(entry)
            WorkflowService(session).submit(YEAR)

    @rule()
    def appraise(self) -> None:
        session = self._office()
        open_figures, before = disputed(session), statuses(session)
        report = WorkflowService(session).appraise(YEAR)
        moved = {sheet for sheet, status in statuses(session).items() if status != before[sheet]}
        assert len(moved) == report.moved
        assert not moved & open_figures

    @rule(chance=chances)
    def recognise(self, chance: int) -> None:
        session = self._office()
        open_figures, before = disputed(session), statuses(session)
        number = f"{len(RecognitionService(session).decisions(YEAR)) + 1}/{chance}/QĐ-UBND"
        with polite():
            RecognitionService(session).recognise(RecognitionWish(YEAR, number, "2026-12-05"))
        moved = {sheet for sheet, status in statuses(session).items() if status != before[sheet]}
        assert not moved & open_figures

    @rule(more=st.integers(1, 3))
    def open_a_year(self, more: int) -> None:
        """Everybody is told of it, and only the office may."""
        session = self._office()
        if YEAR + more not in years(session):
            CycleService(session).open(YEAR + more)

    @rule(name=every_desk, chance=chances)
    def settle_a_whole_record(self, name: str, chance: int) -> None:
        session = self._session(name)
        known = ConflictService(session).listed().shown
        if known:
            conflict = known[chance % len(known)]
            value = conflict.values[chance % len(conflict.values)]
            with polite():
                change = value.change if chance % 3 else None
                SettlingService(session).keep_all(conflict.record, change)
                left = {item.record for item in ConflictService(session).listed().shown}
                assert conflict.record not in left

    @rule(chance=chances, unit=units)
    def move(self, chance: int, unit: str) -> None:
        session = self._office()
        person = self._person(session, chance)
        if person is not None:
            with polite():
                MoveService(session).move(person.id, unit)

    @rule(chance=chances)
    def erase(self, chance: int) -> None:
        session = self._office()
        person = self._person(session, chance)
        if person is not None and chance % 2:
            ErasureService(session).erase(person.id, "theo đơn")
            self.erased.add(person.id)

    @rule(name=every_desk, chance=chances)
    def attach_evidence(self, name: str, chance: int) -> None:
        session = self._session(name)
        person = self._person(session, chance)
        if person is not None:
            file = saved(self.offices.folder, pdf(f"Giấy {chance % 5}"), "giay.pdf")
            with polite():
                attach(session, file, person)

    @rule(chance=chances, is_home=st.booleans())
    def assess_at_school(self, chance: int, is_home: bool) -> None:
        session = self._office()
        person = self._person(session, chance)
        if person is not None:
            with polite():
                MoveService(session).assess_at(person.id, YEAR, None if is_home else SCHOOL)

    @rule(left=chances, right=chances, is_linked=st.booleans())
    def link(self, left: int, right: int, is_linked: bool) -> None:
        session = self._office()
        pair = [self._person(session, left), self._person(session, right)]
        if None not in pair and pair[0] != pair[1]:
            ids = [person.id for person in pair if person is not None]
            service = SamePersonService(session)
            with polite():
                _ = service.link(*ids) if is_linked else service.unlink(*ids)

    @rule(name=unit_desks, chance=chances)
    def import_list(self, name: str, chance: int) -> None:
        if chance % 3:
            return  # a spreadsheet is read by a process of its own, which takes its time
        table = self.offices.folder / f"{name}.csv"
        rows = [f"Trần Thị {letter},19{60 + chance % 9},H{chance % 3}" for letter in "KLM"]
        table.write_text("\n".join(["Họ và tên,Năm sinh,Mã hộ", *rows]), encoding="utf-8")
        with polite():
            RosterService(self._session(name)).import_file(RosterImport(table))

    @rule(name=every_desk, chance=chances, is_redo=st.booleans())
    def undo(self, name: str, chance: int, is_redo: bool) -> None:
        session = self._session(name)
        service = UndoService(session)
        kind = ActKind.BUNDLE if session.identity.is_office else ActKind.IMPORT
        acts = [act for act in service.acts() if act.kind is kind]
        if acts:
            chosen = acts[chance % len(acts)]
            with polite():
                answer = service.redo if is_redo else service.undo
                answer(kind, chosen.id)

    @rule(name=every_desk, chance=chances)
    def settle(self, name: str, chance: int) -> None:
        session = self._session(name)
        known = ConflictService(session).listed().shown
        if known:
            conflict = known[chance % len(known)]
            value = conflict.values[chance % len(conflict.values)]
            with polite():
                SettlingService(session).keep(conflict.id, value.change)

    @rule(chance=chances, is_full=st.booleans())
    def send_up(self, chance: int, is_full: bool) -> None:
        others = self.offices.others
        self.offices.export(others[chance % len(others)], is_full=is_full)

    @rule(unit=st.sampled_from((*EVERY_UNIT, COMMUNE)), is_full=st.booleans())
    def send_down(self, unit: str, is_full: bool) -> None:
        self.offices.export(self.offices.office, unit, is_full=is_full)

    @rule(chance=chances, number=chances)
    def deliver(self, chance: int, number: int) -> None:
        """Some file that lies about; most are not for this desk, and are turned away."""
        files, names = self.offices.files, list(self.offices.sessions)
        if files:
            self._take(names[number % len(names)], files[chance % len(files)])

    @rule(chance=chances)
    def deliver_the_newest(self, chance: int) -> None:
        for path in self.offices.files[-1 - chance % 3 :]:
            for name in list(self.offices.sessions):
                self._take(name, path)

    @rule(name=every_desk, year=st.sampled_from(_YEARS))
    def clock_goes_wrong(self, name: str, year: int) -> None:
        clock = self.offices.clocks[name]
        clock.moment = clock.moment.replace(year=year) - dt.timedelta(days=1)

    def _take(self, name: str, path: Path) -> None:
        """Merge; files are merged, held already, waiting, somebody else's, or of an ended key."""
        report = self.offices.merge(name, path)
        if name == BAD or path in self.bad_files:
            return
        for refused in report.refused:
            is_of_former_office = refused.error.facts.get("why") == "not from the office"
            assert is_of_former_office or refused.error.code in TURNED_AWAY, refused.error

    def _exchange(self, *, is_full: bool = False) -> list[RefusedFile]:
        return self.offices.exchange(is_full=is_full)

    def _exchange_all(self) -> list[RefusedFile]:
        """What must be enough: one full exchange, or in turn some of what is new alone.

        An office that went back may hear only by these files that it had ended a device: whoever
        works on a copy of its folder asks for new keys then, and exchanges once more.
        """
        is_full = bool(self.turn % 2)
        if not is_full:
            self._exchange()
        self.renew_what_ended()
        for _ in range(1 if is_full else EXCHANGES - 1):
            refused = self._exchange(is_full=is_full)
        if self.renew_what_ended():
            refused = self._exchange(is_full=is_full)
        return refused

    def teardown(self) -> None:
        """Exchange everything, and compare."""
        try:
            refused = self._exchange_all()
            told = [(item.path.name, item.error.code, item.error.facts) for item in refused]
            assert told == [], told
            self._check_agreement()
            for name in self._honest():
                found = IntegrityService(self.offices.sessions[name]).check().problems
                problems = [item for item in found if item.subject != self.bad_device]
                assert problems == [], (name, problems)
            self._check_nothing_is_lost()
            self.check_nobody_was_harmed(
                {number: person for number, (_, person) in self.tokens.items()}
            )
        finally:
            self.offices.close()

    def _honest(self) -> list[str]:
        """All desks but the one in bad hands."""
        return [name for name in self.offices.sessions if name != BAD]

    def _check_agreement(self) -> None:
        commune = self._office()
        ids = {unit.name: unit.id for unit in UnitService(commune).units()}
        asked: dict[str, set[str]] = {}
        for name in (name for name in self.offices.others if name != BAD):
            unit = ids.get(self.offices.units[name])
            session = self.offices.sessions[name]
            ours, theirs = (IntegrityService(each).state_hash(unit) for each in (session, commune))
            assert ours == theirs, (name, differing(session, commune, unit))
            found, expected = listed(session, unit), listed(commune, unit)
            assert found == expected, (name, found ^ expected)
            # Beside records of theirs: laptops of one unit are asked the same, whatever it is.
            everything = listed(session, None)
            known = asked.setdefault(self.offices.units[name], everything)
            assert everything == known, (name, everything ^ known)
            assert years(session) == years(commune), name
            ReceiptService(session).receipt(YEAR)

    def _check_nothing_is_lost(self) -> None:
        """Every telephone number that anybody wrote is told by the history of its person."""
        service = HistoryService(self._office())
        for number, (_, person) in self.tokens.items():
            if person not in self.erased:
                told = "\n".join(str(change) for change in service.of_record(person))
                assert number in told, (number, person)


def begin_year(folder: Path) -> Path:
    """Enrol every desk and tell the commune of one person at each; takes some seconds."""
    offices = RealOffices(enrol_all(folder / "enrolled"), folder / "begun")
    for name in (*UNIT_DESKS, BAD):
        person = {"full_name": f"Người Của {DESKS[name]}", "birth": "1961"}
        PersonService(offices.sessions[name]).add(person)
    offices.exchange()
    offices.files.clear()
    for session in offices.sessions.values():
        session.close()
    return offices.folder


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All desks, enrolled once."""
    return begin_year(tmp_path_factory.mktemp("year"))


def test_a_year_on_real_stores_ends_in_agreement(begun: Path) -> None:
    """A few runs here; many more by the night (docs/testing.md)."""
    YearOnRealStores.begun = begun
    run_state_machine_as_test(
        YearOnRealStores,
        settings=settings(
            max_examples=RUNS[PROFILE],
            stateful_step_count=STEPS[PROFILE],
            deadline=None,
            # Shrinking real stores takes hours; the steps that failed are printed as they were.
            phases=(Phase.explicit, Phase.reuse, Phase.generate),
            suppress_health_check=list(HealthCheck),
        ),
    )
