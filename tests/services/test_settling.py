"""Figures that do not agree are shown with their authors, and settled by choosing or typing."""

from pathlib import Path

import pytest

from tests.builders.offices import YEAR, Offices, add_person, give_points
from tests.builders.refusals import refusal
from vanhoa_desktop.canonical import Json
from vanhoa_desktop.domain.enums import AssessmentStatus, NotStanding, ReceiptState
from vanhoa_desktop.errors import ErrorCode
from vanhoa_desktop.services.appraisal.receipts import ReceiptService
from vanhoa_desktop.services.appraisal.workflow import WorkflowService
from vanhoa_desktop.services.office.control import control
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.review.conflicts import ConflictService, ListedConflict
from vanhoa_desktop.services.review.history import HistoryService
from vanhoa_desktop.services.review.settling import SettlingService

FIELD = "village.CS6"


def points(text: str) -> dict[str, Json]:
    return {"points": text, "reason": None}


def write(session: Session, record: str, value: Json, field: str = FIELD) -> None:
    with session.work() as work:
        work.put("assessment", record, {field: value})
        work.commit()


def the_sheet(session: Session) -> str:
    with session.database.reading() as reading:
        (sheet,) = reading.assessments.assessments(YEAR)
    return sheet.id


@pytest.fixture
def disputed(offices: Offices, tmp_path: Path) -> Offices:
    """Commune and village gave different points for indicator 6 without knowing of each other."""
    village = offices.villages[0]
    with village.open() as session:
        give_points(session, add_person(session, "Lê Thị Khác"), ["8"] * 10)
        sheet = the_sheet(session)
    offices.commune.merge(village.export(tmp_path / "1.vhb"))
    with offices.commune.open() as session:
        write(session, sheet, points("6"))
    with village.open() as session:
        write(session, sheet, points("7.5"))
    offices.commune.merge(village.export(tmp_path / "2.vhb"))
    return offices


def only(session: Session) -> ListedConflict:
    (conflict,) = ConflictService(session).listed().shown
    return conflict


def test_a_conflict_is_told_in_the_words_of_the_form(disputed: Offices) -> None:
    with disputed.commune.open(writing=False) as session:
        conflict = only(session)
    assert conflict.field_label == "Điểm chỉ số 6 (thôn chấm)"
    assert conflict.subject == "Lê Thị Khác"
    said = {(value.text, value.by, value.unit_name) for value in conflict.values}
    assert said == {
        ("6", "Lê Thị Thử", "Xã Vạn Hòa"),
        ("7,5", "Nguyễn Văn Thử", disputed.villages[0].name),
    }
    (shown,) = [value.text for value in conflict.values if value.is_shown]
    assert shown == "6"


@pytest.mark.parametrize("kept", ["6", "7,5"])
def test_keeping_one_value_settles_it_everywhere(
    disputed: Offices, tmp_path: Path, kept: str
) -> None:
    village = disputed.villages[0]
    with disputed.commune.open() as session:
        conflict = only(session)
        (chosen,) = [value for value in conflict.values if value.text == kept]
        SettlingService(session).keep(conflict.id, chosen.change[:12])
        assert ConflictService(session).listed().shown == []
    village.merge(disputed.commune.export(tmp_path / "down.vhb", village.name))
    with village.open() as session:
        assert ConflictService(session).listed().shown == []
        with session.database.reading() as reading:
            (sheet,) = reading.assessments.assessments(YEAR)
        assert str(next(iter(sheet.points.values()))["CS6"]).replace(".", ",") == kept


def test_typing_the_right_value_settles_it(disputed: Offices) -> None:
    with disputed.commune.open() as session:
        service = SettlingService(session)
        assert service.type(only(session).id[:16], " 7,0 ").value == points("7")
        assert ConflictService(session).listed().shown == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("tám", ErrorCode.VALUE_INVALID),
        ("11", ErrorCode.POINTS_NOT_ALLOWED),
        ("-1", ErrorCode.POINTS_NOT_ALLOWED),
        ("7,3", ErrorCode.POINTS_NOT_ALLOWED),
        ("NaN", ErrorCode.POINTS_NOT_ALLOWED),
    ],
)
def test_a_wrong_value_settles_nothing(disputed: Offices, text: str, code: ErrorCode) -> None:
    with disputed.commune.open() as session:
        conflict = only(session)
        assert refusal(lambda: SettlingService(session).type(conflict.id, text)) is code
        assert only(session) == conflict


def test_a_stale_conflict_is_refused(disputed: Offices, tmp_path: Path) -> None:
    village = disputed.villages[0]
    with disputed.commune.open() as session:
        seen = only(session)
    with village.open() as session:
        write(session, the_sheet(session), points("9"))
    disputed.commune.merge(village.export(tmp_path / "3.vhb"))
    with disputed.commune.open() as session:
        service = SettlingService(session)
        change = seen.values[0].change
        assert refusal(lambda: service.keep(seen.id, change)) is ErrorCode.CONFLICT_STALE
        assert {value.text for value in only(session).values} == {"6", "9"}
        assert refusal(lambda: service.keep(only(session).id, "00ff")) is ErrorCode.NOT_FOUND


def test_all_of_a_sheet_is_settled_as_it_was_asked_about_and_what_came_since_stays_open(
    disputed: Offices, tmp_path: Path
) -> None:
    village, seventh = disputed.villages[0], "village.CS7"
    with disputed.commune.open() as session:
        seen = only(session)
        write(session, seen.record, points("5"), seventh)
    with village.open() as session:
        write(session, the_sheet(session), points("9"), seventh)
    disputed.commune.merge(village.export(tmp_path / "3.vhb"))
    with disputed.commune.open() as session:
        service = SettlingService(session)
        agreed = frozenset({seen.id})
        settled = service.keep_all(seen.record, agreed=agreed)
        assert [item.conflict.field for item in settled.settled] == [FIELD]
        assert only(session).field == seventh
        refused = refusal(lambda: service.keep_all(seen.record, agreed=agreed))
        assert refused is ErrorCode.CONFLICT_STALE


def test_a_village_leaves_a_conflict_with_the_commune_to_the_commune(
    disputed: Offices, tmp_path: Path
) -> None:
    village = disputed.villages[0]
    village.merge(disputed.commune.export(tmp_path / "down.vhb", village.name))
    with village.open() as session:
        conflict = only(session)
        act = SettlingService(session)
        change = conflict.values[0].change
        assert refusal(lambda: act.keep(conflict.id, change)) is ErrorCode.CONFLICT_OF_COMMUNE


def test_a_late_edit_waits_for_the_commune_and_can_be_taken_in(
    offices: Offices, tmp_path: Path
) -> None:
    village = offices.villages[0]
    with village.open() as session:
        give_points(session, add_person(session, "Lê Thị Muộn"), ["8"] * 10)
        sheet = the_sheet(session)
        WorkflowService(session).submit(YEAR)
    offices.commune.merge(village.export(tmp_path / "1.vhb"))
    with offices.commune.open() as session:
        assert WorkflowService(session).return_sheets(YEAR, "Thiếu minh chứng").moved == 1
    village.merge(offices.commune.export(tmp_path / "down.vhb", village.name))
    with village.open() as session:
        (receipt,) = ReceiptService(session).receipt(YEAR).sheets
        assert (receipt.state, receipt.return_reason) == (
            ReceiptState.RETURNED,
            "Thiếu minh chứng",
        )
        write(session, sheet, points("9"))
    with offices.commune.open() as session:
        # The commune appraises it meanwhile after all: what the village wrote comes too late.
        returned = WorkflowService(session)
        assert returned.return_sheets(YEAR, "Thiếu nhiều").moved == 0
        with session.work() as work:
            appraised = control(unit_of(session), AssessmentStatus.APPRAISED.value)
            work.put("assessment", sheet, appraised, covers=True)
            work.commit()
    offices.commune.merge(village.export(tmp_path / "2.vhb"))
    with offices.commune.open() as session:
        conflict = only(session)
        assert not conflict.is_contradiction
        (late,) = [value for value in conflict.values if not value.stands]
        assert (late.text, late.reason) == ("9", NotStanding.LATE.value)
        SettlingService(session).keep(conflict.id, late.change)
        assert ConflictService(session).listed().shown == []
        history = HistoryService(session).of_record(sheet)
        assert [item.reason for item in history].count(NotStanding.LATE) == 1
        assert history[-1].lines == ("Điểm chỉ số 6 (thôn chấm): 8 / 9 → 9",)


def unit_of(session: Session) -> str:
    with session.database.reading() as reading:
        (sheet,) = reading.assessments.assessments(YEAR)
    return sheet.unit


def test_returning_needs_a_reason_and_a_sheet_that_was_sent(offices: Offices) -> None:
    with offices.commune.open() as session:
        service = WorkflowService(session)
        assert refusal(lambda: service.return_sheets(YEAR, "  ")) is ErrorCode.VALUE_INVALID
        assert service.return_sheets(YEAR, "Thiếu").moved == 0
    with offices.villages[0].open() as session:
        act = WorkflowService(session)
        assert refusal(lambda: act.return_sheets(YEAR, "x")) is ErrorCode.ROLE_NOT_ALLOWED


def test_the_village_reads_what_became_of_each_sheet(offices: Offices, tmp_path: Path) -> None:
    village = offices.villages[0]
    with village.open() as session:
        for name in ("An", "Bình", "Cúc"):
            give_points(session, add_person(session, f"Trần Thị {name}"), ["9"] * 10)
        unfinished = add_person(session, "Trần Thị Dở")
        give_points(session, unfinished, ["9"])
        WorkflowService(session).submit(YEAR)
        states = [sheet.state for sheet in ReceiptService(session).receipt(YEAR).sheets]
        assert states == [ReceiptState.ON_ITS_WAY] * 3 + [ReceiptState.NOT_SENT]
    offices.commune.merge(village.export(tmp_path / "1.vhb"))
    with offices.commune.open() as session:
        with session.database.reading() as reading:
            sheets = reading.assessments.assessments(YEAR, statuses=[AssessmentStatus.RECEIVED])
        write(session, sheets[0].id, points("7"), "commune.CS6")
        WorkflowService(session).appraise(YEAR, people=[sheets[0].person])
    village.merge(offices.commune.export(tmp_path / "down.vhb", village.name))
    with village.open() as session:
        receipt = ReceiptService(session).receipt(YEAR)
    assert receipt.counts == {
        ReceiptState.APPRAISED: 1,
        ReceiptState.RECEIVED: 2,
        ReceiptState.NOT_SENT: 1,
    }
    assert receipt.sheets[0].changed == ("Chỉ số 6",)


def test_history_of_something_unknown_is_refused(offices: Offices) -> None:
    with offices.commune.open(writing=False) as session:
        service = HistoryService(session)
        assert refusal(lambda: service.of_record("không phải mã")) is ErrorCode.NOT_FOUND
