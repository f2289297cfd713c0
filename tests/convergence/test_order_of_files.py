"""Files of one unit's laptops, merged in every order: one state, one list for people, one report.

The commune and a village with two laptops that do not hear of each other. Every order runs on a
copy of the same commune; what it then holds, lists and answers must be the same.
"""

import shutil
from dataclasses import replace
from decimal import Decimal
from itertools import permutations
from pathlib import Path

import pytest

from tests.builders.offices import (
    COMMUNE,
    NGOC_BAN,
    PASSPHRASE,
    YEAR,
    Office,
    add_person,
    enrol,
    give_points,
)
from vanhoa_desktop.domain.enums import AssessmentStatus, Outcome, UnitKind
from vanhoa_desktop.domain.people import Person
from vanhoa_desktop.paths import InstallationPaths
from vanhoa_desktop.services.appraisal.receipts import ReceiptService
from vanhoa_desktop.services.appraisal.workflow import WorkflowService
from vanhoa_desktop.services.exchange.exchange import ExchangeService
from vanhoa_desktop.services.office.installation import NewInstallation, create_installation
from vanhoa_desktop.services.office.integrity import IntegrityService
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.people.duplicates import DuplicateService
from vanhoa_desktop.services.people.person_entry import PersonService
from vanhoa_desktop.services.post.receiving import Fate, ReceivingService
from vanhoa_desktop.services.recognition.recognition import RecognitionService, RecognitionWish
from vanhoa_desktop.services.results.results import ResultService
from vanhoa_desktop.services.results.year_results import YearResultService
from vanhoa_desktop.services.review.conflicts import ConflictService
from vanhoa_desktop.services.review.settling import SettlingService
from vanhoa_desktop.services.rows.roster import RosterService
from vanhoa_desktop.services.setup.cycles import CycleService
from vanhoa_desktop.services.setup.units import UnitService
from vanhoa_desktop.services.sheets.disputes import CONFLICT, DisputeService

RIVALS, EQUALS, ALONE, EDITED = "Lê Thị Hai", "Mai Văn Một", "Đỗ Văn Riêng", "Trần Thị Sửa"
NINE, SIX, EIGHT = ["9"] * 10, ["6"] * 10, ["8"] * 10


@pytest.fixture(scope="module")
def village(tmp_path_factory: pytest.TempPathFactory) -> tuple[Office, Office, Office]:
    """The commune and both laptops of a village; both know the same four people."""
    folder = tmp_path_factory.mktemp("two-laptops")
    commune = Office(InstallationPaths(folder / "xa"), COMMUNE)
    wish = NewInstallation(UnitKind.COMMUNE, COMMUNE, "Lê Thị Thử")
    founded = create_installation(commune.paths, wish, PASSPHRASE)
    with commune.open() as session:
        CycleService(session).open(YEAR)
        UnitService(session).add(NGOC_BAN, UnitKind.VILLAGE)
    laptops = tuple(Office(InstallationPaths(folder / name), NGOC_BAN) for name in ("a", "b"))
    for laptop in laptops:
        enrol(laptop, commune, founded.fingerprint)
    first, second = laptops
    with first.open() as session:
        for name in (RIVALS, EQUALS, ALONE, EDITED):
            person = add_person(session, name)
            if name == EDITED:
                give_points(session, person, EIGHT)
    commune.merge(first.export(folder / "people.vhb"))
    second.merge(commune.export(folder / "down.vhb", NGOC_BAN))
    return commune, first, second


def person(session: Session, name: str) -> Person:
    return RosterService(session).person(name)


def score(office: Office, given: dict[str, list[str]], file: Path) -> Path:
    """Score people and send; the file lies on a stick from now on."""
    with office.open() as session:
        for name, points in given.items():
            give_points(session, person(session, name), points)
        WorkflowService(session).submit(YEAR)
    return office.export(file)


@pytest.fixture(scope="module")
def sticks(
    village: tuple[Office, Office, Office], tmp_path_factory: pytest.TempPathFactory
) -> list[Path]:
    """Three files: one of the first laptop, two of the second, each sent by itself."""
    _, first, second = village
    folder = tmp_path_factory.mktemp("sticks")
    of_first = {RIVALS: NINE, EQUALS: EIGHT, ALONE: EIGHT}
    of_second = {RIVALS: SIX, EQUALS: EIGHT, EDITED: [*EIGHT[:9], "5"]}
    call(first, "0911111111")
    files = [
        score(first, of_first, folder / "a1.vhb"),
        score(second, of_second, folder / "b1.vhb"),
    ]
    call(second, "0922222222")
    return [*files, second.export(folder / "b2.vhb")]


def call(office: Office, number: str) -> None:
    """Each laptop heard of another telephone number of one person."""
    with office.open() as session:
        PersonService(session).set(person(session, EQUALS), {"phone": number})


def answers(session: Session) -> dict[str, object]:
    """Everything that an order of merging must not decide."""
    integrity = IntegrityService(session)
    return {
        "everything": integrity.state_hash(),
        "village": integrity.state_hash(UnitService(session).find(NGOC_BAN).id),
        "for people": sorted(
            (item.id, item.field, tuple(value.change for value in item.values))
            for item in ConflictService(session).listed().shown
        ),
        "results": [
            (row.person.full_name, row.status, row.outcome, row.total)
            for row in ResultService(session).rows(YEAR)
        ],
        "held": DisputeService(session).held(YEAR),
        "counts": YearResultService(session).score(YEAR),
        "doubles": DuplicateService(session).pairs(),
        "receipts": ReceiptService(session).receipt(YEAR),
    }


def copy_of(office: Office, folder: Path) -> Office:
    shutil.copytree(office.paths.root, folder)
    return replace(office, paths=InstallationPaths(folder))


def test_every_order_of_files_gives_the_same(
    village: tuple[Office, Office, Office], sticks: list[Path], tmp_path: Path
) -> None:
    """In one go or one after the other, each file also a second time at the end."""
    found = []
    for number, order in enumerate(permutations(sticks)):
        commune = copy_of(village[0], tmp_path / f"xa{number}")
        with commune.open() as session:
            service = ReceivingService(session)
            if number % 2:
                taken = service.take(order)
            else:
                taken = [item for file in order for item in service.take([file])]
            asked = {record.subject for item in taken for record in item.unsettled}
            assert asked == {RIVALS, EQUALS}
            assert {item.fate for item in service.take(sticks)} == {Fate.HELD}
            found.append(answers(session))
    assert len(found) == 6
    assert all(answer == found[0] for answer in found)


def test_neither_title_stands_until_a_person_has_chosen(
    village: tuple[Office, Office, Office], sticks: list[Path], tmp_path: Path
) -> None:
    """90 and 60 of the same person, both sent: held by name, from appraisal and from a decision."""
    commune = copy_of(village[0], tmp_path / "xa")
    with commune.open() as session:
        report = ExchangeService(session).merge(sticks)
        (unsettled,) = [item for item in report.unsettled if item.kind == "assessment"]
        # Ten figures; both laptops sent the sheet, and equal words are no contradiction.
        assert (unsettled.subject, unsettled.contradictions, unsettled.late) == (RIVALS, 10, 0)
        appraised = WorkflowService(session).appraise(YEAR)
        assert appraised.moved == 3
        (held,) = appraised.held
        assert (held.code, held.name, held.unit_name) == (CONFLICT, RIVALS, NGOC_BAN)
        wish = RecognitionWish(YEAR, "15/QĐ-UBND", "2026-12-05")
        # EQUALS and ALONE have 80 points; of EDITED one indicator was put to 5: 77.
        assert RecognitionService(session).recognise(wish).recognised == 2


@pytest.mark.parametrize(("kept", "total", "outcome"), [("9", 90, Outcome.PASSED), ("6", 60, None)])
def test_the_sheet_is_settled_as_one_and_goes_on(
    village: tuple[Office, Office, Office],
    sticks: list[Path],
    tmp_path: Path,
    kept: str,
    total: int,
    outcome: Outcome | None,
) -> None:
    commune = copy_of(village[0], tmp_path / "xa")
    with commune.open() as session:
        ExchangeService(session).merge(sticks)
        listed = ConflictService(session).listed().shown
        of_sheet = [item for item in listed if item.kind == "assessment"]
        (chosen,) = [value for value in of_sheet[0].values if value.text == kept]
        whole = SettlingService(session).keep_all(of_sheet[0].record, chosen.change)
        assert (whole.subject, len(whole.settled)) == (RIVALS, 10)
        (row,) = [r for r in ResultService(session).rows(YEAR) if r.person.full_name == RIVALS]
        assert row.total == Decimal(total)
        assert row.outcome is (outcome or Outcome.NOT_PASSED)
        assert row.status is AssessmentStatus.RECEIVED
        assert WorkflowService(session).appraise(YEAR).moved == 4
        left = ConflictService(session).listed().shown
        assert [item.field for item in left] == ["phone"]


def test_a_sheet_that_became_disputed_after_the_draft_is_not_issued(
    village: tuple[Office, Office, Office], sticks: list[Path], tmp_path: Path
) -> None:
    """90 points, appraised and drafted; then the other laptop's 60 come, too late: nobody knows."""
    commune = copy_of(village[0], tmp_path / "xa")
    with commune.open() as session:
        exchange, service = ExchangeService(session), RecognitionService(session)
        exchange.merge(sticks[:1])
        # RIVALS, EQUALS, ALONE and EDITED have 80 points or more by the first laptop.
        assert WorkflowService(session).appraise(YEAR).moved == 4
        assert service.recognise(RecognitionWish(YEAR)).recognised == 4
        report = exchange.merge(sticks[1:])
        late = {item.subject: item.late for item in report.unsettled if item.kind == "assessment"}
        # Ten figures each; of EDITED one figure. Of EQUALS nothing: the same words ask nobody.
        assert {name: number for name, number in late.items() if name != EQUALS} == late
        assert set(late) == {RIVALS, EDITED}
        issued = service.recognise(RecognitionWish(YEAR, "15/QĐ-UBND", "2026-12-05"))
        assert issued.recognised == 2
        assert {item.name for item in issued.held} == {RIVALS, EDITED}
        with session.database.reading() as reading:
            titles = reading.recognitions.recognitions(YEAR)
        assert {title.full_name for title in titles} == {EQUALS, ALONE}
