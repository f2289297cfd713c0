"""Figures that do not agree, made as offices make them: by not knowing of each other."""

from dataclasses import dataclass
from pathlib import Path

from tests.builders.exchanging import sent_bundle
from tests.builders.offices import NGOC_BAN, YEAR, Offices, add_person, give_points
from vanhoa_desktop.canonical import Json
from vanhoa_desktop.domain.enums import AssessmentStatus
from vanhoa_desktop.domain.people import Person
from vanhoa_desktop.services.appraisal.workflow import WorkflowService
from vanhoa_desktop.services.devices.device_ending import DeviceEndingService, RevocationWish
from vanhoa_desktop.services.exchange.exchange import ExchangeService
from vanhoa_desktop.services.exchange.quarantine import QuarantineList
from vanhoa_desktop.services.office.control import control
from vanhoa_desktop.services.office.session import Session


def points(text: str) -> dict[str, Json]:
    """Points as the journal has them."""
    return {"points": text, "reason": None}


def write(session: Session, kind: str, record: str, values: dict[str, Json]) -> None:
    """Write a record past the rules of the services."""
    with session.work() as work:
        work.put(kind, record, values)
        work.commit()


def sheet_of(session: Session, person: Person) -> str:
    """The id of a person's sheet."""
    with session.database.reading() as reading:
        sheets = reading.assessments.assessments(YEAR)
    return next(sheet.id for sheet in sheets if sheet.person == person.id)


@dataclass(frozen=True)
class Dispute:
    """A village and the commune wrote different things; the commune has heard of both.

    Points of indicator 6 are 7,5 (village) and 6 (commune), the occupation «Nông dân» and
    «Thợ mộc».
    """

    person: Person
    sheet: str


def dispute(offices: Offices, folder: Path, name: str = "Lê Thị Khác") -> Dispute:
    """Make a dispute between the first village and the commune."""
    village = offices.villages[0]
    with village.open() as session:
        person = add_person(session, name)
        give_points(session, person, ["8"] * 10)
        sheet = sheet_of(session, person)
    offices.commune.merge(village.export(folder / "dispute-1.vhb"))
    for office, given, occupation in (
        (offices.commune, "6", "Thợ mộc"),
        (village, "7.5", "Nông dân"),
    ):
        with office.open() as session:
            write(session, "assessment", sheet, {"village.CS6": points(given)})
            write(session, "person", person.id, {"occupation": occupation})
    offices.commune.merge(village.export(folder / "dispute-2.vhb"))
    return Dispute(person, sheet)


def tell_village(offices: Offices, folder: Path) -> None:
    """The first village hears of what the commune holds."""
    down = offices.commune.export(folder / "dispute-down.vhb", NGOC_BAN)
    offices.villages[0].merge(down)


def late_edit(offices: Offices, folder: Path, name: str = "Lê Thị Muộn") -> Person:
    """The commune appraises a returned sheet while the village writes 9 on indicator 6."""
    village = offices.villages[0]
    with village.open() as session:
        person = add_person(session, name)
        give_points(session, person, ["8"] * 10)
        sheet = sheet_of(session, person)
        WorkflowService(session).submit(YEAR)
    offices.commune.merge(village.export(folder / "late-1.vhb"))
    with offices.commune.open() as session:
        WorkflowService(session).return_sheets(YEAR, "Thiếu minh chứng")
    village.merge(offices.commune.export(folder / "late-down.vhb", NGOC_BAN))
    with village.open() as session:
        unit = session.require_unit()
        write(session, "assessment", sheet, {"village.CS6": points("9")})
    with offices.commune.open() as session, session.work() as work:
        appraised = control(unit, AssessmentStatus.APPRAISED.value)
        work.put("assessment", sheet, appraised, covers=True)
        work.commit()
    offices.commune.merge(village.export(folder / "late-2.vhb"))
    return person


def of_stopped_laptop(offices: Offices, folder: Path, name: str) -> None:
    """A stolen laptop's file, sent after its end, with somebody nobody else knows; taken in."""
    village, commune = offices.villages[0], offices.commune
    with village.open(writing=False) as session:
        device = session.identity.device_id
    with village.open() as session:
        add_person(session, "Mai Thị Trước")
    commune.merge(village.export(folder / "before.vhb"))
    sent_bundle(village, folder / "after.vhb", name=name)
    with commune.open() as session:
        DeviceEndingService(session).revoke(RevocationWish(device, "bị trộm"))
    commune.merge(folder / "after.vhb")
    with commune.open() as session:
        (kept,) = QuarantineList(session).bundles()
        ExchangeService(session).take_for_review(kept.path)
