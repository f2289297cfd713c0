"""A year on real stores: everybody works, files go astray, come twice, late and in any order.

Every rule is a thing that an officer does through the services. Afterwards all that was written
is exchanged, and everybody must agree: state, list of what does not agree, and nothing lost.
"""

import datetime as dt
from decimal import Decimal
from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from tests.builders.offices import YEAR
from tests.simulators.real_offices import DESKS, SCHOOL, EnrolledDesk, RealOffices, enrol_all
from vanhoa_desktop.domain.enums import ActKind, AssessmentStatus, Assessor
from vanhoa_desktop.domain.people import Person
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.services.assessments import AssessmentService, PointsEntry
from vanhoa_desktop.services.conflicts import ConflictService
from vanhoa_desktop.services.history import HistoryService
from vanhoa_desktop.services.integrity import IntegrityService
from vanhoa_desktop.services.moving import MoveService
from vanhoa_desktop.services.person_entry import PersonService
from vanhoa_desktop.services.receipts import ReceiptService
from vanhoa_desktop.services.recognition import RecognitionService, RecognitionWish
from vanhoa_desktop.services.roster import RosterImport, RosterService
from vanhoa_desktop.services.same_person import SamePersonService
from vanhoa_desktop.services.session import Session
from vanhoa_desktop.services.settling import SettlingService
from vanhoa_desktop.services.undo import UndoService
from vanhoa_desktop.services.units import UnitService
from vanhoa_desktop.services.workflow import WorkflowService

COMMUNE_DESK = "xa"
TWINS = ("mot-a", "mot-b")
INDICATORS = tuple(f"CS{number}" for number in range(1, 11))
UNIT_DESKS = tuple(name for name in DESKS if name != COMMUNE_DESK)
EVERY_UNIT = tuple(dict.fromkeys(DESKS[name] for name in UNIT_DESKS))
# What an officer may be told no to, whatever the order of things was.
_POLITE = frozenset(
    {
        ErrorCode.ASSESSED_ELSEWHERE,
        ErrorCode.ASSESSMENT_CLOSED,
        ErrorCode.CONFLICT_OF_COMMUNE,
        ErrorCode.RECORD_OF_OTHERS,
        ErrorCode.ROLE_NOT_ALLOWED,
        ErrorCode.UNDO_IN_USE,
        ErrorCode.UNDO_NOT_DONE,
        ErrorCode.UNDO_TOO_LATE,
        ErrorCode.VALUE_INVALID,
    }
)
_YEARS = (1970, 2026, 2099)
desks = st.sampled_from(tuple(DESKS))
unit_desks = st.sampled_from(UNIT_DESKS)
units = st.sampled_from(EVERY_UNIT)
chances = st.integers(0, 2**16)
STEPS = 40


class polite:  # noqa: N801 - a block, read as a word
    """A block in which somebody may be told no, in a sentence that says why."""

    def __enter__(self) -> None:
        """Nothing to prepare."""

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> bool:
        """Forget a polite refusal."""
        return isinstance(error, VanHoaError) and error.code in _POLITE


class YearOnRealStores(RuleBasedStateMachine):
    """The commune, three villages, four laptops, a school."""

    enrolled: dict[str, EnrolledDesk]

    def __init__(self) -> None:
        super().__init__()
        self.offices = RealOffices(self.enrolled, Path(mkdtemp()) / "offices")
        self.tokens: dict[str, tuple[str, str]] = {}
        for name in UNIT_DESKS:
            self._add(self.offices.sessions[name], f"Người Của {DESKS[name]}")
        self._exchange(is_full=False)

    def _session(self, name: str) -> Session:
        return self.offices.sessions[name]

    def _add(self, session: Session, full_name: str) -> None:
        PersonService(session).add({"full_name": full_name, "birth": "1961"})

    def _person(self, session: Session, chance: int) -> Person | None:
        people = RosterService(session).search("", 0)
        return people[chance % len(people)] if people else None

    @rule(name=unit_desks, chance=chances)
    def add_person(self, name: str, chance: int) -> None:
        self._add(self._session(name), f"Nguyễn Văn {'ABCDEFGH'[chance % 8]}")

    @rule(name=desks, chance=chances)
    def correct_person(self, name: str, chance: int) -> None:
        person = self._person(self._session(name), chance)
        if person is None:
            return
        number = f"09{len(self.tokens):08d}"
        with polite():
            PersonService(self._session(name)).set(person, {"phone": number})
            self.tokens[number] = (name, person.id)

    @rule(name=desks, chance=chances, points=st.integers(0, 20))
    def give_points(self, name: str, chance: int, points: int) -> None:
        person = self._person(self._session(name), chance)
        if person is None:
            return
        assessor = Assessor.COMMUNE if name == COMMUNE_DESK else Assessor.VILLAGE
        codes = [f"CS{number}" for number in range(1, 11)]
        chosen = codes if chance % 3 else codes[: 1 + chance % 5]
        given: dict[str, Decimal | None] = dict.fromkeys(chosen, Decimal(points) / 2)
        with polite():
            entry = PointsEntry(person, YEAR, assessor, given)
            AssessmentService(self._session(name)).set_points(entry)

    @rule(name=unit_desks)
    def submit(self, name: str) -> None:
        WorkflowService(self._session(name)).submit(YEAR)

    @rule(unit=units)
    def return_sheets(self, unit: str) -> None:
        session = self._session(COMMUNE_DESK)
        found = {known.name: known.id for known in UnitService(session).units()}
        WorkflowService(session).return_sheets(YEAR, "thiếu minh chứng", unit=found[unit])

    @rule(chance=chances, ours=st.integers(10, 20), theirs=st.integers(0, 20))
    def score_and_submit_apart(self, chance: int, ours: int, theirs: int) -> None:
        """Both laptops of a village score whom both know, and send, unaware of each other."""
        known = {p.id for p in RosterService(self._session(TWINS[1])).search("", 0)}
        both = [p for p in RosterService(self._session(TWINS[0])).search("", 0) if p.id in known]
        if not both:
            return
        person = both[chance % len(both)]
        for name, points in zip(TWINS, (ours, theirs), strict=True):
            given: dict[str, Decimal | None] = dict.fromkeys(INDICATORS, Decimal(points) / 2)
            with polite():
                entry = PointsEntry(person, YEAR, Assessor.VILLAGE, given)
                AssessmentService(self._session(name)).set_points(entry)
            WorkflowService(self._session(name)).submit(YEAR)

    @rule()
    def appraise(self) -> None:
        session = self._session(COMMUNE_DESK)
        disputed, before = _disputed(session), _statuses(session)
        report = WorkflowService(session).appraise(YEAR)
        moved = {sheet for sheet, status in _statuses(session).items() if status != before[sheet]}
        assert len(moved) == report.moved
        assert not moved & disputed

    @rule(chance=chances)
    def recognise(self, chance: int) -> None:
        session = self._session(COMMUNE_DESK)
        disputed, before = _disputed(session), _statuses(session)
        number = f"{len(RecognitionService(session).decisions(YEAR)) + 1}/{chance}/QĐ-UBND"
        RecognitionService(session).recognise(RecognitionWish(YEAR, number, "2026-12-05"))
        moved = {sheet for sheet, status in _statuses(session).items() if status != before[sheet]}
        assert not moved & disputed

    @rule(name=desks, chance=chances)
    def settle_a_whole_record(self, name: str, chance: int) -> None:
        session = self._session(name)
        listed = ConflictService(session).conflicts()
        if listed:
            conflict = listed[chance % len(listed)]
            value = conflict.values[chance % len(conflict.values)]
            with polite():
                change = value.change if chance % 3 else None
                SettlingService(session).keep_all(conflict.record, change)
                left = {item.record for item in ConflictService(session).conflicts()}
                assert conflict.record not in left

    @rule(chance=chances, unit=units)
    def move(self, chance: int, unit: str) -> None:
        session = self._session(COMMUNE_DESK)
        person = self._person(session, chance)
        if person is not None:
            MoveService(session).move(person.id, unit)

    @rule(chance=chances, is_home=st.booleans())
    def assess_at_school(self, chance: int, is_home: bool) -> None:
        session = self._session(COMMUNE_DESK)
        person = self._person(session, chance)
        if person is not None:
            with polite():
                MoveService(session).assess_at(person.id, YEAR, None if is_home else SCHOOL)

    @rule(left=chances, right=chances, is_linked=st.booleans())
    def link(self, left: int, right: int, is_linked: bool) -> None:
        session = self._session(COMMUNE_DESK)
        pair = [self._person(session, left), self._person(session, right)]
        if None not in pair and pair[0] != pair[1]:
            ids = [person.id for person in pair if person is not None]
            service = SamePersonService(session)
            _ = service.link(*ids) if is_linked else service.unlink(*ids)

    @rule(name=unit_desks, chance=chances)
    def import_list(self, name: str, chance: int) -> None:
        table = self.offices.folder / f"{name}.csv"
        rows = [f"Trần Thị {letter},19{60 + chance % 9},H{chance % 3}" for letter in "KLM"]
        table.write_text("\n".join(["Họ và tên,Năm sinh,Mã hộ", *rows]), encoding="utf-8")
        RosterService(self._session(name)).import_file(RosterImport(table))

    @rule(name=desks, chance=chances, is_redo=st.booleans())
    def undo(self, name: str, chance: int, is_redo: bool) -> None:
        service = UndoService(self._session(name))
        kind = ActKind.BUNDLE if name == COMMUNE_DESK else ActKind.IMPORT
        acts = [act for act in service.acts() if act.kind is kind]
        if acts:
            chosen = acts[chance % len(acts)]
            with polite():
                answer = service.redo if is_redo else service.undo
                answer(kind, chosen.id)

    @rule(name=desks, chance=chances)
    def settle(self, name: str, chance: int) -> None:
        session = self._session(name)
        listed = ConflictService(session).conflicts()
        if listed:
            conflict = listed[chance % len(listed)]
            value = conflict.values[chance % len(conflict.values)]
            with polite():
                SettlingService(session).keep(conflict.id, value.change)

    @rule(name=unit_desks, is_full=st.booleans())
    def send_up(self, name: str, is_full: bool) -> None:
        self.offices.export(name, is_full=is_full)

    @rule(unit=units, is_full=st.booleans())
    def send_down(self, unit: str, is_full: bool) -> None:
        self.offices.export(COMMUNE_DESK, unit, is_full=is_full)

    @rule(name=desks, chance=chances)
    def deliver(self, name: str, chance: int) -> None:
        """Some file that lies about; most are not for this desk, and are turned away."""
        files = self.offices.files
        if files:
            self._take(name, files[chance % len(files)])

    @rule(chance=chances)
    def deliver_the_newest(self, chance: int) -> None:
        for path in self.offices.files[-1 - chance % 3 :]:
            is_up = not path.stem.endswith(f"-{COMMUNE_DESK}")
            for name in [COMMUNE_DESK] if is_up else UNIT_DESKS:
                self._take(name, path)

    @rule(name=desks, year=st.sampled_from(_YEARS))
    def clock_goes_wrong(self, name: str, year: int) -> None:
        clock = self.offices.clocks[name]
        clock.moment = clock.moment.replace(year=year) - dt.timedelta(days=1)

    def _take(self, name: str, path: Path) -> None:
        """Merge; honest files are merged, held already, waiting, or somebody else's."""
        report = self.offices.merge(name, path)
        for refused in report.refused:
            not_for_us = (ErrorCode.BUNDLE_NOT_FOR_US, ErrorCode.BUNDLE_GAP)
            assert refused.error.code in not_for_us, refused.error

    def _exchange(self, *, is_full: bool) -> None:
        for name in UNIT_DESKS:
            self._take(COMMUNE_DESK, self.offices.export(name, is_full=is_full))
        for unit in EVERY_UNIT:
            path = self.offices.export(COMMUNE_DESK, unit, is_full=is_full)
            for name in UNIT_DESKS:
                if DESKS[name] == unit:
                    self._take(name, path)

    def teardown(self) -> None:
        """Exchange everything, and compare."""
        try:
            for is_full in (False, True, True):
                self._exchange(is_full=is_full)
            for name in DESKS:
                assert IntegrityService(self._session(name)).check().problems == ()
            self._check_agreement()
            self._check_nothing_is_lost()
        finally:
            self.offices.close()

    def _check_agreement(self) -> None:
        commune = self._session(COMMUNE_DESK)
        ids = {unit.name: unit.id for unit in UnitService(commune).units()}
        for name in UNIT_DESKS:
            unit = ids[DESKS[name]]
            ours, theirs = (
                IntegrityService(session).state_hash(unit)
                for session in (self._session(name), commune)
            )
            assert ours == theirs, name
            assert _listed(self._session(name), unit) == _listed(commune, unit), name
            ReceiptService(self._session(name)).receipt(YEAR)

    def _check_nothing_is_lost(self) -> None:
        """Every telephone number that anybody wrote is told by the history of its person."""
        service = HistoryService(self._session(COMMUNE_DESK))
        for number, (_, person) in self.tokens.items():
            told = "\n".join(str(change) for change in service.of_record(person))
            assert number in told


def _disputed(session: Session) -> set[str]:
    """Ids of the records with something that waits for a person."""
    return {item.record for item in ConflictService(session).conflicts()}


def _statuses(session: Session) -> dict[str, AssessmentStatus]:
    """Where each citizen's sheet stands."""
    with session.database.reading() as reading:
        return {sheet.id: sheet.status for sheet in reading.assessments.assessments(YEAR)}


def _listed(session: Session, unit: str) -> set[str]:
    """Ids of what waits for a person, in the records of a unit."""
    return {item.id for item in ConflictService(session).conflicts() if item.unit == unit}


@pytest.fixture(scope="module")
def enrolled(tmp_path_factory: pytest.TempPathFactory) -> dict[str, EnrolledDesk]:
    """Six desks, enrolled once."""
    return enrol_all(tmp_path_factory.mktemp("enrolled"))


def test_a_year_on_real_stores_ends_in_agreement(enrolled: dict[str, EnrolledDesk]) -> None:
    """A few runs here; many more by the night (docs/testing.md)."""
    YearOnRealStores.enrolled = enrolled
    many = settings.default.max_examples if settings.default else 25
    run_state_machine_as_test(
        YearOnRealStores,
        settings=settings(
            max_examples=max(2, many // 20),
            stateful_step_count=STEPS,
            deadline=None,
            # Shrinking real stores takes hours; the steps that failed are printed as they were.
            phases=(Phase.explicit, Phase.reuse, Phase.generate),
            suppress_health_check=list(HealthCheck),
        ),
    )
