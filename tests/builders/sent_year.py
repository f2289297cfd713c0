"""A first village whose sheets have reached the commune: two pass, one fails, one is unfinished."""

from collections.abc import Sequence
from pathlib import Path

from tests.builders.offices import YEAR, Office, Offices, add_person, give_points
from vanhoa_desktop.domain.people import Person
from vanhoa_desktop.services.appraisal.workflow import WorkflowReport, WorkflowService
from vanhoa_desktop.services.recognition.recognition import (
    RecognitionReport,
    RecognitionService,
    RecognitionWish,
)
from vanhoa_desktop.services.rows.roster import RosterService
from vanhoa_desktop.services.sheets.assessments import AssessmentService

EIGHT, NINE = ["8"] * 10, ["9"] * 10
PASSING = ("Lê Thị Đạt", "Mai Văn Giỏi")
FAILING, UNFINISHED = "Đỗ Văn Thiếu", "Trần Thị Dở"
POINTS: dict[str, Sequence[str]] = {
    PASSING[0]: EIGHT,
    PASSING[1]: NINE,
    FAILING: [*["8"] * 9, "7.5"],
    UNFINISHED: ["9"] * 9,
}


def score_people(office: Office) -> None:
    """Add the four people of `POINTS` with their points."""
    with office.open() as session:
        for name, points in POINTS.items():
            give_points(session, add_person(session, name), points)


def submit(office: Office) -> WorkflowReport:
    """The unit sends its complete sheets."""
    with office.open() as session:
        return WorkflowService(session).submit(YEAR)


def send_up(offices: Offices, folder: Path, number: int = 0) -> None:
    """A village's file reaches the commune."""
    file = folder / f"up{len(list(folder.glob('up*.vhb')))}.vhb"
    report = offices.commune.merge(offices.villages[number].export(file))
    assert not report.refused


def send_down(offices: Offices, folder: Path, number: int = 0) -> None:
    """The commune's file reaches a village."""
    file = folder / f"down{len(list(folder.glob('down*.vhb')))}.vhb"
    village = offices.villages[number]
    report = village.merge(offices.commune.export(file, village.name))
    assert not report.refused


def sent_year(offices: Offices, folder: Path) -> Offices:
    """The first village scored, submitted and merged at the commune."""
    score_people(offices.villages[0])
    submit(offices.villages[0])
    send_up(offices, folder)
    return offices


def appraise(office: Office, *names: str, unit: str | None = None) -> WorkflowReport:
    """The commune accepts sheets: of some people, of a unit, or all."""
    with office.open() as session:
        people = [RosterService(session).person(name).id for name in names]
        return WorkflowService(session).appraise(YEAR, unit, people)


def give_back(office: Office, *names: str, reason: str = "Thiếu minh chứng") -> WorkflowReport:
    """The commune returns sheets of some people."""
    with office.open() as session:
        people = [RosterService(session).person(name).id for name in names]
        return WorkflowService(session).return_sheets(YEAR, reason, people=people)


def decide(office: Office, number: str | None = "15/QĐ-UBND") -> RecognitionReport:
    """A decision of 5 December, or a draft (no number)."""
    on = None if number is None else "2026-12-05"
    with office.open() as session:
        return RecognitionService(session).recognise(
            RecognitionWish(YEAR, number, on, "Nguyễn Văn Mẫu")
        )


def person_named(office: Office, name: str) -> Person:
    """Somebody by name."""
    with office.open(writing=False) as session:
        return RosterService(session).person(name)


def state_of(office: Office, name: str) -> str:
    """Where somebody's sheet stands in the year's workflow."""
    person = person_named(office, name)
    with office.open(writing=False) as session:
        return AssessmentService(session).sheet(person, YEAR).state
