"""Machines at the command line: a commune and two villages, bare, peopled, or with a year decided.

Each state is made once and copied per test.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.builders.offices import Offices, give_points
from tests.builders.spreadsheets import write_xlsx
from tests.cli.driver import PASSPHRASE, Machine
from tests.fakes.scrypt import RememberedScrypt
from vanhoa_desktop.services.appraisal.workflow import WorkflowService
from vanhoa_desktop.services.recognition.recognition import RecognitionService, RecognitionWish
from vanhoa_desktop.services.rows.roster import RosterImport, RosterService

YEAR = 2026
HEADINGS = ("STT", "Họ và tên", "Ngày sinh", "Giới tính", "Số CCCD")
PEOPLE = (
    (1, "Nguyễn Văn Bình", "1961", "Nam", "038061001234"),
    (2, "Lê Thị Cúc", "05/03/1965", "Nữ", "038165001235"),
    (3, "Nguyễn Thị Yến", "1999", "Nữ", ""),
    (4, "Trần Văn Dũng", "1990", "Nam", ""),
    (5, "Đỗ Thị Hòa", "1970", "Nữ", ""),
    (6, "Đỗ Thị Hòa", "1982", "Nữ", ""),
    (7, "Nguyễn Văn Bình Minh", "1950", "Nam", ""),
)
# 80 passes; 79.5 does not; 94.5 with one 4.5 does not; one unanswered is not assessed.
POINTS: dict[str, Sequence[str]] = {
    "Nguyễn Văn Bình": ["8"] * 10,
    "Lê Thị Cúc": [*["8"] * 9, "7.5"],
    "Nguyễn Thị Yến": [*["10"] * 9, "4.5"],
    "Trần Văn Dũng": ["9"] * 9,
}


@dataclass(frozen=True)
class Machines:
    """The commune and its two villages at the command line."""

    commune: Machine
    village: Machine
    other: Machine


def at_the_command_line(offices: Offices, capture: pytest.CaptureFixture[str]) -> Machines:
    """The offices of a test as machines."""
    village, other = (Machine(office.paths.root, capture) for office in offices.villages)
    return Machines(Machine(offices.commune.paths.root, capture), village, other)


@pytest.fixture(autouse=True)
def passphrase(own_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every installation of these tests opens with the same passphrase.

    Its key is derived once: nine tenths of a short command are scrypt, on purpose.
    """
    monkeypatch.setenv("VANHOA_PASSPHRASE", PASSPHRASE)
    monkeypatch.setattr("vanhoa_desktop.trust.sealed_file.Scrypt", RememberedScrypt)


@pytest.fixture
def machines(offices: Offices, capsys: pytest.CaptureFixture[str]) -> Machines:
    """A commune with an open year and two enrolled villages without people."""
    return at_the_command_line(offices, capsys)


@pytest.fixture(scope="session")
def peopled_offices(founded_offices: Offices, tmp_path_factory: pytest.TempPathFactory) -> Offices:
    """The first village with seven people, four of them with points; made once."""
    offices = founded_offices.copy(tmp_path_factory.mktemp("peopled"))
    table = write_xlsx(offices.folder / "people.xlsx", [HEADINGS, *PEOPLE])
    with offices.villages[0].open() as session:
        roster = RosterService(session)
        roster.import_file(RosterImport(table))
        for name, points in POINTS.items():
            give_points(session, roster.person(name), points)
    return offices


@pytest.fixture
def peopled(
    peopled_offices: Offices, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> Machines:
    """The machines of the peopled village and its commune, of this test alone."""
    return at_the_command_line(peopled_offices.copy(tmp_path / "peopled"), capsys)


@pytest.fixture(scope="session")
def decided_offices(peopled_offices: Offices, tmp_path_factory: pytest.TempPathFactory) -> Offices:
    """The year of the peopled village submitted, appraised and decided; made once."""
    offices = peopled_offices.copy(tmp_path_factory.mktemp("decided"))
    village, commune = offices.villages[0], offices.commune
    with village.open() as session:
        WorkflowService(session).submit(YEAR)
    commune.merge(village.export(offices.folder / "up.vhb"))
    with commune.open() as session:
        WorkflowService(session).appraise(YEAR)
        wish = RecognitionWish(YEAR, "15/QĐ-UBND", "2026-12-05", "Nguyễn Văn Mẫu")
        RecognitionService(session).recognise(wish)
    return offices


@pytest.fixture
def decided(
    decided_offices: Offices, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> Machines:
    """The machines after the decision, of this test alone."""
    return at_the_command_line(decided_offices.copy(tmp_path / "decided"), capsys)
