"""Offices with work to be interrupted in, made once; cheap locks on their keys."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders.devices import AskingDevice, device_of
from tests.builders.offices import (
    YEAR,
    Office,
    Offices,
    add_person,
    found_offices,
    give_points,
)
from tests.builders.pictures import pdf
from tests.builders.spreadsheets import write_xlsx
from tests.interrupted.scenes import GIVEN, JUDGED, PEOPLE, UNIT, Stage
from tests.interrupted.victims import Zygote
from vanhoa_desktop.domain.enums import UnitKind
from vanhoa_desktop.paths import InstallationPaths
from vanhoa_desktop.services.appraisal.workflow import WorkflowService
from vanhoa_desktop.services.devices.device_ending import DeviceEndingService
from vanhoa_desktop.services.devices.handing_over import HandOverService
from vanhoa_desktop.services.devices.rotation import ask_new_keys
from vanhoa_desktop.services.recognition.recognition import RecognitionService, RecognitionWish
from vanhoa_desktop.services.safekeeping.backups import BackupService
from vanhoa_desktop.services.safekeeping.recovery import RecoveryService


@pytest.fixture(scope="session")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    """A commune and a village with people, points, and files to merge."""
    folder = tmp_path_factory.mktemp("stage")
    offices = found_offices(folder / "offices", (UNIT,))
    handing = _handing(offices, folder)
    asking = AskingDevice(folder, UNIT, name="asking")
    judging = _judging(offices, folder)
    (village,) = offices.villages
    copy = folder / "copy.vhs"
    with village.open() as session:
        BackupService(session).create(copy)
        for number in range(PEOPLE):
            add_person(session, f"Đỗ Thị {GIVEN[number]}")
    up = village.export(folder / "up.vhb")
    down = offices.commune.export(folder / "down.vhb", village.name, is_full=True)
    roster = write_xlsx(
        folder / "roster.xlsx",
        [["STT", "Họ và tên", "Năm sinh"]]
        + [[number, f"Lê Văn {GIVEN[number]}", 1950 + number] for number in range(PEOPLE)],
    )
    points = write_xlsx(
        folder / "points.xlsx",
        [["STT", "Họ và tên", "Năm sinh", "CS1", "CS2"]]
        + [[number, f"Đỗ Thị {GIVEN[number]}", 1961, 8, 7.5] for number in range(PEOPLE)],
    )
    renewing, invite, fingerprint = _renewing(offices, folder)
    giver, taker, taking, given = handing
    paper = folder / "giay.pdf"
    paper.write_bytes(pdf())
    return Stage(
        *(offices.commune.paths.root, village.paths.root, up, down, roster, points),
        *(renewing, invite),
        fingerprint=fingerprint,
        giver=giver,
        taker=taker,
        taking=taking,
        given=given,
        copy=copy,
        **judging,
        device=device_of(village).device_id,
        asking=asking.office.paths.root,
        request=asking.file,
        asked=asking.fingerprint,
        paper=paper,
    )


def _judging(offices: Offices, folder: Path) -> dict[str, Path]:
    """A village with a whole sheet, and its commune when that was received, appraised, decided."""
    other = offices.copy(folder / "judging")
    commune, (village,) = other.commune, other.villages
    kept: dict[str, Path] = {}

    def keep(name: str, office: Office) -> None:
        kept[name] = folder / name
        shutil.copytree(office.paths.root, kept[name])

    with village.open() as session:
        give_points(session, add_person(session, JUDGED), ["9"] * 10)
    keep("sent", village)
    with village.open() as session:
        WorkflowService(session).submit(YEAR)
    commune.merge(village.export(folder / "judged.vhb"))
    keep("received", commune)
    with commune.open() as session:
        WorkflowService(session).appraise(YEAR)
    keep("appraised", commune)
    with commune.open() as session:
        wish = RecognitionWish(YEAR, "1/QĐ-UBND", f"{YEAR}-12-05")
        RecognitionService(session).recognise(wish)
    keep("decided", commune)
    return kept


def _handing(offices: Offices, folder: Path) -> tuple[Path, Path, str, Path]:
    """An office and another computer of its commune, that one's id, and the office given to it."""
    giver = offices.copy(folder / "handing").commune
    with giver.open() as session:
        RecoveryService(session).create(folder / "xa.vhk")
        name = session.identity.unit_name
    taker = AskingDevice(folder, name, UnitKind.COMMUNE, "taker").join(giver)
    device, given = device_of(taker).device_id, folder / "given.vhg"
    other = Office(InstallationPaths(folder / "gave"), name)
    shutil.copytree(giver.paths.root, other.paths.root)
    with other.open() as session:
        HandOverService(session).give(device, given)
    return giver.paths.root, taker.paths.root, device, given


def _renewing(offices: Offices, folder: Path) -> tuple[Path, Path, str]:
    """A village with unsent work that waits for the invite to its new keys, and the invite."""
    other = offices.copy(folder / "renewing")
    (village,) = other.villages
    request, invite = folder / "n.vhr", folder / "n.vhi"
    with village.open() as session:
        former = session.identity.device_id
        asked = ask_new_keys(session, request)
    with other.commune.open() as session:
        step = DeviceEndingService(session).replace(
            former, request, invite, fingerprint=asked.fingerprint
        )
    return village.paths.root, invite, step.commune_fingerprint


@pytest.fixture(scope="module")
def zygote(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Zygote]:
    """The process that commands are forked from."""
    folder = tmp_path_factory.mktemp("zygote")
    with Zygote(folder / "operations") as started:
        yield started
    shutil.rmtree(folder)


@pytest.fixture
def arena(tmp_path: Path) -> Path:
    """Where copies of the stage are put."""
    folder = tmp_path / "arena"
    folder.mkdir()
    return folder
