"""An import or a merged bundle is taken back as a whole, and brought in again, exactly."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.builders.offices import YEAR, Office, Offices, add_person, give_points
from tests.builders.refusals import refusal
from vanhoa_desktop.domain.enums import ActKind
from vanhoa_desktop.domain.people import Person
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.services.appraisal.workflow import WorkflowService
from vanhoa_desktop.services.office.integrity import IntegrityService
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.people.registrations import RegistrationService
from vanhoa_desktop.services.post.preview import PreviewService
from vanhoa_desktop.services.review.conflicts import ConflictService
from vanhoa_desktop.services.review.undo import UndoService
from vanhoa_desktop.services.rows.roster import RosterImport, RosterService
from vanhoa_desktop.texts.errors.catalogue import sentence

ROSTER = "STT,Họ và tên,Năm sinh,Mã hộ\n1,Lê Thị Nhập,1960,H1\n2,Hoàng Văn Nhập,1971,H1\n"


def seen(session: Session) -> tuple[object, ...]:
    """State hash and review list: what undo and redo must bring back exactly."""
    with session.database.reading() as reading:
        to_review = reading.states.to_review()
    conflicts = [conflict.id for conflict in ConflictService(session).listed().shown]
    assert IntegrityService(session).check().is_ok
    return IntegrityService(session).state_hash().sha256, to_review, conflicts


def import_roster(session: Session, folder: Path, text: str = ROSTER) -> str:
    path = folder / "danh sach.csv"
    path.write_text(text, encoding="utf-8")
    report = RosterService(session).import_file(RosterImport(path))
    assert report.import_id is not None
    return report.import_id


def sent(offices: Offices, folder: Path, *, submit: bool) -> Path:
    """A bundle of the first village: one person with points."""
    village = offices.villages[0]
    with village.open() as session:
        give_points(session, add_person(session, "Đỗ Thị Gửi"), ["8"] * 10)
        if submit:
            WorkflowService(session).submit(YEAR)
    return village.export(folder / "len.vhb")


def test_an_import_is_undone_and_redone_exactly(offices: Offices, tmp_path: Path) -> None:
    with offices.villages[0].open() as session:
        add_person(session, "Người Có Trước")
        before = seen(session)
        number = import_roster(session, tmp_path)
        after = seen(session)
        undo = UndoService(session)
        assert undo.undo(ActKind.IMPORT, number).records == 3
        assert seen(session) == before
        assert [person.full_name for person in RosterService(session).search("")] == [
            "Người Có Trước"
        ]
        undo.redo(ActKind.IMPORT, number[:8])
        assert seen(session) == after
        undo.undo(ActKind.IMPORT, number)
        assert seen(session) == before


def test_an_update_by_import_is_undone_to_what_was_there(offices: Offices, tmp_path: Path) -> None:
    with offices.villages[0].open() as session:
        import_roster(session, tmp_path)
        before = seen(session)
        again = import_roster(session, tmp_path, ROSTER.replace("Mã hộ", "Nghề nghiệp"))
        assert seen(session) != before
        UndoService(session).undo(ActKind.IMPORT, again)
        assert seen(session) == before


def test_an_import_that_changed_nothing_is_no_act(offices: Offices, tmp_path: Path) -> None:
    with offices.villages[0].open() as session:
        import_roster(session, tmp_path)
        request = RosterImport(tmp_path / "danh sach.csv")
        assert RosterService(session).import_file(request).import_id is None
        assert len(UndoService(session).acts()) == 1 + 1  # the invite's bundle and the import


@pytest.mark.parametrize("submit", [False, True], ids=["open sheet", "sent sheet with receipt"])
def test_a_merged_bundle_is_undone_and_redone_exactly(
    offices: Offices, tmp_path: Path, *, submit: bool
) -> None:
    file = sent(offices, tmp_path, submit=submit)
    with offices.commune.open() as session:
        before = seen(session)
    offices.commune.merge(file)
    with offices.commune.open() as session:
        after = seen(session)
        undo = UndoService(session)
        (act,) = undo.acts()
        assert not act.is_undone
        undo.undo(ActKind.BUNDLE, act.id)
        assert seen(session) == before
        assert PreviewService(session).inspect(file).is_undone
    assert offices.commune.merge(file).undone == [act.id]
    with offices.commune.open() as session:
        assert seen(session) == before
        UndoService(session).redo(ActKind.BUNDLE, act.id)
        assert seen(session) == after


def test_undoing_a_bundle_that_carried_a_settlement_brings_the_conflict_back(
    offices: Offices, tmp_path: Path
) -> None:
    village = offices.villages[0]
    offices.commune.merge(sent(offices, tmp_path, submit=False))
    with offices.commune.open() as session:
        with session.database.reading() as reading:
            (sheet,) = reading.assessments.assessments(YEAR)
        with session.work() as work:
            work.put("assessment", sheet.id, {"village.CS1": {"points": "5", "reason": None}})
            work.commit()
    with village.open() as session, session.work() as work:
        work.put("assessment", sheet.id, {"village.CS1": {"points": "6", "reason": None}})
        work.commit()
    offices.commune.merge(village.export(tmp_path / "2.vhb"))
    with offices.commune.open() as session:
        before = seen(session)
        assert len(ConflictService(session).listed().shown) == 1
    village.merge(offices.commune.export(tmp_path / "xuong.vhb", village.name))
    with village.open() as session, session.work() as work:
        settled = {"village.CS1": {"points": "6", "reason": None}}
        work.put("assessment", sheet.id, settled, settles=True)
        work.commit()
    offices.commune.merge(village.export(tmp_path / "3.vhb"))
    with offices.commune.open() as session:
        undo = UndoService(session)
        after = seen(session)
        assert ConflictService(session).listed().shown == []
        last = undo.acts()[0]
        undo.undo(ActKind.BUNDLE, last.id)
        assert seen(session) == before
        undo.redo(ActKind.BUNDLE, last.id)
        assert seen(session) == after


def test_work_goes_on_between_village_and_commune_after_an_undo(
    offices: Offices, tmp_path: Path
) -> None:
    village = offices.villages[0]
    offices.commune.merge(sent(offices, tmp_path, submit=True))
    with offices.commune.open() as session:
        UndoService(session).undo(ActKind.BUNDLE, UndoService(session).acts()[0].id)
    village.merge(offices.commune.export(tmp_path / "xuong.vhb", village.name))
    with village.open() as session:
        assert IntegrityService(session).check().is_ok
        assert RosterService(session).search("") == []
        give_points(session, add_person(session, "Đỗ Thị Gửi Lại"), ["9"] * 10)
        WorkflowService(session).submit(YEAR)
    report = offices.commune.merge(village.export(tmp_path / "2.vhb"))
    assert (report.merged, report.refused) == (1, [])
    assert hashes(offices.commune, village) == hashes(village, village)


def hashes(office: Office, village: Office) -> str:
    with village.open(writing=False) as session:
        unit = session.require_unit()
    with office.open(writing=False) as session:
        return IntegrityService(session).state_hash(unit).sha256


def test_what_was_decided_since_is_not_undone(offices: Offices, tmp_path: Path) -> None:
    offices.commune.merge(sent(offices, tmp_path, submit=True))
    with offices.commune.open() as session:
        assert WorkflowService(session).appraise(YEAR).moved == 1
        before = seen(session)
        undo = UndoService(session)
        act = undo.acts()[0].id
        assert refusal(lambda: undo.undo(ActKind.BUNDLE, act)) is ErrorCode.UNDO_TOO_LATE
        assert seen(session) == before


def imported(session: Session, folder: Path) -> tuple[str, Person]:
    """An import of two people, and one of them."""
    number = import_roster(session, folder)
    (person,) = RosterService(session).search("Lê Thị Nhập")
    return number, person


def register(session: Session, person: Person) -> None:
    RegistrationService(session).register([person], YEAR)


def score(session: Session, person: Person) -> None:
    give_points(session, person, ["8"])


@pytest.mark.parametrize(
    ("work_on", "told"),
    [
        (register, "Lê Thị Nhập: đã đăng ký năm 2026"),
        (score, "Lê Thị Nhập: đã đăng ký năm 2026, phiếu năm 2026 đang chấm"),
    ],
    ids=["registered", "scored"],
)
def test_an_import_is_not_undone_under_people_who_were_worked_on(
    offices: Offices, tmp_path: Path, work_on: Callable[[Session, Person], None], told: str
) -> None:
    with offices.villages[0].open() as session:
        number, person = imported(session, tmp_path)
        work_on(session, person)
        before = seen(session)
        with pytest.raises(VanHoaError) as caught:
            UndoService(session).undo(ActKind.IMPORT, number)
        assert seen(session) == before
    assert caught.value.code is ErrorCode.UNDO_IN_USE
    assert told in sentence(caught.value)
    assert caught.value.facts["count"] == 1


def test_an_import_is_undone_again_when_nothing_rests_on_its_people_any_more(
    offices: Offices, tmp_path: Path
) -> None:
    with offices.villages[0].open() as session:
        number, person = imported(session, tmp_path)
        register(session, person)
        RegistrationService(session).withdraw([person], YEAR)
        assert UndoService(session).undo(ActKind.IMPORT, number).records == 3


def test_a_correction_by_import_is_undone_until_the_sheets_of_its_people_are_sent(
    offices: Offices, tmp_path: Path
) -> None:
    corrected = ROSTER.replace("Mã hộ", "Giới tính").replace("H1", "Nữ")
    with offices.villages[0].open() as session:
        _, person = imported(session, tmp_path)
        give_points(session, person, ["8"] * 10)
        again = import_roster(session, tmp_path, corrected)
        undo = UndoService(session)
        undo.undo(ActKind.IMPORT, again)
        undo.redo(ActKind.IMPORT, again)
        WorkflowService(session).submit(YEAR)
        before = seen(session)
        assert refusal(lambda: undo.undo(ActKind.IMPORT, again)) is ErrorCode.UNDO_IN_USE
        assert seen(session) == before


def test_what_was_decided_before_an_import_does_not_hold_its_undoing(
    offices: Offices, tmp_path: Path
) -> None:
    """The sheets were sent under the name that comes back, so nothing rests on the import."""
    corrected = ROSTER.replace("Mã hộ", "Giới tính").replace("H1", "Nữ")
    with offices.villages[0].open() as session:
        _, person = imported(session, tmp_path)
        give_points(session, person, ["8"] * 10)
        WorkflowService(session).submit(YEAR)
        before = seen(session)
        again = import_roster(session, tmp_path, corrected)
        UndoService(session).undo(ActKind.IMPORT, again)
        assert seen(session) == before


def test_a_household_is_not_undone_under_somebody_who_joined_it(
    offices: Offices, tmp_path: Path
) -> None:
    joined = "Họ và tên,Năm sinh,Mã hộ\nVũ Văn Thêm,1980,H1\n"
    with offices.villages[0].open() as session:
        first = import_roster(session, tmp_path)
        second = import_roster(session, tmp_path, joined)
        undo = UndoService(session)
        assert refusal(lambda: undo.undo(ActKind.IMPORT, first)) is ErrorCode.UNDO_IN_USE
        undo.undo(ActKind.IMPORT, second)
        undo.undo(ActKind.IMPORT, first)
        assert RosterService(session).search("") == []


def test_a_file_with_people_is_not_undone_under_a_later_file_with_their_sheets(
    offices: Offices, tmp_path: Path
) -> None:
    village = offices.villages[0]
    with village.open() as session:
        person = add_person(session, "Đỗ Thị Sau")
    offices.commune.merge(village.export(tmp_path / "1.vhb"))
    with village.open() as session:
        give_points(session, person, ["8"] * 10)
        WorkflowService(session).submit(YEAR)
    offices.commune.merge(village.export(tmp_path / "2.vhb"))
    with offices.commune.open() as session:
        undo = UndoService(session)
        later, first = undo.acts()
        assert refusal(lambda: undo.undo(ActKind.BUNDLE, first.id)) is ErrorCode.UNDO_IN_USE
        undo.undo(ActKind.BUNDLE, later.id)
        undo.undo(ActKind.BUNDLE, first.id)
        assert RosterService(session).search("") == []
        assert IntegrityService(session).check().is_ok


def test_refusals_of_undo(offices: Offices, tmp_path: Path) -> None:
    with offices.villages[0].open() as session:
        undo = UndoService(session)
        number = import_roster(session, tmp_path)
        bundle = next(act.id for act in undo.acts() if act.kind is ActKind.BUNDLE)
        assert refusal(lambda: undo.redo(ActKind.IMPORT, number)) is ErrorCode.UNDO_NOT_DONE
        assert refusal(lambda: undo.undo(ActKind.IMPORT, "ffff")) is ErrorCode.NOT_FOUND
        assert refusal(lambda: undo.undo(ActKind.IMPORT, "")) is ErrorCode.NOT_FOUND
        assert refusal(lambda: undo.undo(ActKind.BUNDLE, bundle)) is ErrorCode.ROLE_NOT_ALLOWED
        undo.undo(ActKind.IMPORT, number)
        assert refusal(lambda: undo.undo(ActKind.IMPORT, number)) is ErrorCode.UNDO_DONE
