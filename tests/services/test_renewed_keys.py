"""Keys renewed more than once, with work that the commune never got under the former ones."""

from pathlib import Path

from tests.builders.devices import names_at, refusals
from tests.builders.offices import YEAR, Office, Offices, add_person, give_points
from vanhoa_desktop.domain.enums import AssessmentStatus
from vanhoa_desktop.services.appraisal.workflow import WorkflowService
from vanhoa_desktop.services.devices.device_ending import DeviceEndingService
from vanhoa_desktop.services.devices.enrolment import EnrolmentService
from vanhoa_desktop.services.devices.rotation import ask_new_keys
from vanhoa_desktop.services.office.integrity import IntegrityService
from vanhoa_desktop.services.rows.roster import RosterService

HOA, CUC, NINE = "Đỗ Thị Hòa", "Lê Thị Cúc", ["9"] * 10


def renew(commune: Office, village: Office, folder: Path, turn: int) -> None:
    """New keys in the place of the old ones."""
    request, invite = folder / f"{turn}.vhr", folder / f"{turn}.vhi"
    with village.open() as session:
        former = session.identity.device_id
        asked = ask_new_keys(session, request)
    with commune.open() as session:
        step = DeviceEndingService(session).replace(
            former, request, invite, fingerprint=asked.fingerprint
        )
    with village.open() as session:
        EnrolmentService(session).accept(invite, fingerprint=step.commune_fingerprint)


def sheets(office: Office) -> dict[str, AssessmentStatus]:
    """Where each person's sheet stands."""
    with office.open(writing=False) as session, session.database.reading() as reading:
        people = RosterService(session).search("", 0)
        names = {person.id: person.full_name for person in people}
        return {names[s.person]: s.status for s in reading.assessments.assessments(YEAR)}


def test_a_sheet_handed_over_under_former_keys_and_never_sent_comes_under_the_newest(
    offices: Offices, tmp_path: Path
) -> None:
    commune, village = offices.commune, offices.villages[0]
    with village.open() as session:
        give_points(session, add_person(session, HOA), NINE)
        WorkflowService(session).submit(YEAR)
    renew(commune, village, tmp_path, 1)
    assert sheets(village) == {HOA: AssessmentStatus.SUBMITTED}
    with village.open() as session:
        give_points(session, add_person(session, CUC), NINE)
    renew(commune, village, tmp_path, 2)
    assert sheets(village) == {HOA: AssessmentStatus.SUBMITTED, CUC: AssessmentStatus.OPEN}
    assert refusals(commune.merge(village.export(tmp_path / "up.vhb"))) == []
    assert sheets(commune) == {HOA: AssessmentStatus.RECEIVED, CUC: AssessmentStatus.OPEN}
    assert refusals(village.merge(commune.export(tmp_path / "down.vhb", village.name))) == []
    assert names_at(village) == names_at(commune)
    for office in (commune, village):
        with office.open(writing=False) as session:
            assert IntegrityService(session).check().is_ok
