"""Whose name, birth or household is disputed gets no title, as one whose sheet is."""

from pathlib import Path

import pytest

from tests.builders.disputes import write
from tests.builders.offices import YEAR, Office, Offices
from tests.builders.sent_year import PASSING, appraise, decide, person_named, send_up
from vanhoa_desktop.canonical import Json
from vanhoa_desktop.services.appraisal.workflow import WorkflowReport
from vanhoa_desktop.services.office.control import control
from vanhoa_desktop.services.review.conflicts import ConflictService
from vanhoa_desktop.services.review.settling import SettlingService
from vanhoa_desktop.services.sheets.disputes import DisputeService

DAT, GIOI = PASSING
RIVALS: dict[str, tuple[Json, Json]] = {
    "full_name": ("Lê Thị Sâu", "Lê Thị Sáo"),
    "birth": ({"text": "1998", "precision": "year"}, {"text": "1999", "precision": "year"}),
    "sex": ("male", "female"),
    "membership": (
        {"household": None, "relation": "Con"},
        {"household": None, "relation": "Cháu"},
    ),
    "presence": ({"on": None, "value": "working_away"}, {"on": None, "value": "present"}),
}


def dispute_field(offices: Offices, field: str, rivals: tuple[Json, Json], folder: Path) -> str:
    """The first village and the commune say different things of one who passes; the person's id."""
    village = offices.villages[0]
    person = person_named(village, DAT).id
    for office, value in zip((village, offices.commune), rivals, strict=True):
        with office.open() as session:
            write(session, "person", person, {field: value})
    send_up(offices, folder)
    return person


def open_fields(office: Office) -> list[str]:
    with office.open(writing=False) as session:
        return [item.field for item in ConflictService(session).listed().shown]


def codes(report: WorkflowReport) -> dict[str, str]:
    return {item.person: item.code for item in report.held}


def settle_all(office: Office) -> None:
    with office.open() as session:
        for item in ConflictService(session).listed().shown:
            SettlingService(session).keep(item.id, item.values[0].change)


@pytest.mark.parametrize("field", RIVALS)
def test_a_sheet_of_somebody_disputed_is_not_appraised_until_it_is_settled(
    sent: Offices, tmp_path: Path, field: str
) -> None:
    person = dispute_field(sent, field, RIVALS[field], tmp_path)
    assert open_fields(sent.commune) == [field]
    report = appraise(sent.commune)
    # Of the three that were sent the two others are taken.
    assert (report.moved, codes(report)[person]) == (2, "CONFLICT")
    settle_all(sent.commune)
    assert open_fields(sent.commune) == []
    later = appraise(sent.commune)
    assert (later.moved, person in codes(later)) == (1, False)


def test_a_disputed_name_is_neither_numbered_nor_kept_in_a_draft(
    appraised: Offices, tmp_path: Path
) -> None:
    assert decide(appraised.commune, None).recognised == 2
    person = dispute_field(appraised, "full_name", RIVALS["full_name"], tmp_path)
    report = decide(appraised.commune)
    assert (report.recognised, report.first_number, report.last_number) == (
        *(1, f"0001/{YEAR}", f"0001/{YEAR}"),
    )
    (held,) = report.held
    assert (held.person, held.code) == (person, "CONFLICT")
    assert held.name in RIVALS["full_name"]
    with (
        appraised.commune.open(writing=False) as session,
        session.database.reading() as reading,
    ):
        titles = [title.full_name for title in reading.recognitions.recognitions(YEAR)]
    assert titles == [GIOI]
    settle_all(appraised.commune)
    assert decide(appraised.commune, "16/QĐ-UBND").first_number == f"0002/{YEAR}"


def test_a_disputed_occupation_holds_nobody_back(sent: Offices, tmp_path: Path) -> None:
    dispute_field(sent, "occupation", ("Thợ mộc", "Nông dân"), tmp_path)
    assert open_fields(sent.commune) == ["occupation"]
    assert appraise(sent.commune).moved == 3


def test_whoever_vanished_from_the_list_after_the_sheet_was_sent_is_held_by_name(
    appraised: Offices, tmp_path: Path
) -> None:
    """As a second laptop of the village may do, which has not heard of the sheets yet."""
    village = appraised.villages[0]
    gone = person_named(village, DAT)
    with village.open() as session:
        write(session, "person", gone.id, control(gone.home_unit, deleted=True))
    send_up(appraised, tmp_path)
    report = decide(appraised.commune)
    assert report.recognised == 1
    (held,) = report.held
    assert (held.person, held.code, held.name) == (gone.id, "PERSON_GONE", DAT)


def test_a_title_whose_holder_vanished_from_the_list_is_told_at_the_commune(
    appraised: Offices, tmp_path: Path
) -> None:
    village = appraised.villages[0]
    assert decide(appraised.commune).recognised == 2
    gone = person_named(village, DAT)
    with village.open() as session:
        write(session, "person", gone.id, control(gone.home_unit, deleted=True))
    file = village.export(tmp_path / "gone.vhb")
    (unsettled,) = appraised.commune.merge(file).unsettled
    assert (unsettled.subject, unsettled.is_gone) == (DAT, True)
    assert appraised.commune.merge(village.export(tmp_path / "next.vhb")).unsettled == ()
    with appraised.commune.open(writing=False) as session:
        told = {item.name: item.code for item in DisputeService(session).held(YEAR)}
    assert told == {DAT: "PERSON_GONE"}
