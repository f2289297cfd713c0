"""Receipts: what became of each sheet that a unit sent."""

from pathlib import Path

from tests.builders.offices import CAM_BAO, NGOC_BAN, YEAR, Office, Offices, give_points
from tests.builders.refusals import refusal
from tests.builders.sent_year import (
    FAILING,
    NINE,
    PASSING,
    UNFINISHED,
    appraise,
    decide,
    give_back,
    person_named,
    score_people,
    send_down,
    send_up,
    submit,
)
from vanhoa_desktop.domain.enums import AssessmentStatus, Assessor, ReceiptState
from vanhoa_desktop.errors import ErrorCode
from vanhoa_desktop.services.appraisal.receipts import ReceiptService, SheetReceipt
from vanhoa_desktop.services.office.control import control
from vanhoa_desktop.services.setup.units import UnitService


def receipts(office: Office) -> dict[str, SheetReceipt]:
    with office.open(writing=False) as session:
        found = ReceiptService(session).receipt(YEAR)
    return {sheet.full_name: sheet for sheet in found.sheets}


def test_a_sheet_is_followed_from_the_village_to_the_decision(
    offices: Offices, tmp_path: Path
) -> None:
    village = offices.villages[0]
    score_people(village)
    assert {item.state for item in receipts(village).values()} == {ReceiptState.NOT_SENT}
    submit(village)
    assert receipts(village)[PASSING[0]].state is ReceiptState.ON_ITS_WAY
    assert receipts(village)[UNFINISHED].state is ReceiptState.NOT_SENT
    send_up(offices, tmp_path)
    send_down(offices, tmp_path)
    assert receipts(village)[PASSING[0]].state is ReceiptState.RECEIVED
    appraise(offices.commune)
    send_down(offices, tmp_path)
    assert receipts(village)[FAILING].state is ReceiptState.APPRAISED
    decide(offices.commune)
    send_down(offices, tmp_path)
    found = receipts(village)
    assert found[PASSING[0]].state is ReceiptState.RECOGNISED
    assert found[FAILING].state is ReceiptState.APPRAISED
    with village.open(writing=False) as session:
        counts = ReceiptService(session).receipt(YEAR).counts
    assert counts == {
        ReceiptState.RECOGNISED: 2,
        ReceiptState.APPRAISED: 1,
        ReceiptState.NOT_SENT: 1,
    }


def test_a_returned_sheet_tells_its_reason(sent: Offices, tmp_path: Path) -> None:
    give_back(sent.commune, FAILING, reason="Thiếu giấy xác nhận")
    send_down(sent, tmp_path)
    found = receipts(sent.villages[0])
    assert (found[FAILING].state, found[FAILING].return_reason) == (
        *(ReceiptState.RETURNED,),
        "Thiếu giấy xác nhận",
    )
    assert found[PASSING[0]].return_reason is None


def test_what_the_commune_changed_is_named_by_indicator(sent: Offices, tmp_path: Path) -> None:
    with sent.commune.open() as session:
        person = person_named(sent.commune, FAILING)
        give_points(session, person, ["", "", "9", *[""] * 6, "8"], Assessor.COMMUNE)
    send_down(sent, tmp_path)
    found = receipts(sent.villages[0])
    assert found[FAILING].changed == ("Chỉ số 3", "Chỉ số 10")
    assert found[PASSING[0]].changed == ()


def test_what_came_after_the_commune_took_the_sheet_in_is_late(
    offices: Offices, tmp_path: Path
) -> None:
    """The commune takes an open sheet in, from paper; the village goes on writing it meanwhile."""
    village = offices.villages[0]
    score_people(village)
    send_up(offices, tmp_path)
    person = person_named(village, FAILING)
    with offices.commune.open() as session:
        with session.database.reading() as reading:
            sheet = reading.assessments.assessment(person.id, YEAR)
        assert sheet is not None
        with session.work() as work:
            appraised = control(sheet.unit, AssessmentStatus.APPRAISED.value)
            work.put("assessment", sheet.id, appraised, covers=True)
            work.commit()
    with village.open() as session:
        give_points(session, person, NINE)
    send_up(offices, tmp_path)
    send_down(offices, tmp_path)
    found = receipts(village)
    assert (found[FAILING].state, found[FAILING].late) == (ReceiptState.APPRAISED, 1)
    assert found[PASSING[0]].late == 0
    assert receipts(offices.commune)[FAILING].late == 1


def test_the_commune_reads_the_receipts_of_one_unit_or_of_all(sent: Offices) -> None:
    with sent.commune.open(writing=False) as session:
        service, units = ReceiptService(session), UnitService(session)
        assert len(service.receipt(YEAR).sheets) == 4
        assert len(service.receipt(YEAR, units.find(NGOC_BAN).id).sheets) == 4
        assert service.receipt(YEAR, units.find(CAM_BAO).id).sheets == ()
        assert refusal(lambda: service.receipt(2030)) is ErrorCode.CYCLE_NOT_OPEN
