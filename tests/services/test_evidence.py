"""Evidence: once in the store, clean, named by each person's record, gone when nothing names it."""

import hashlib
from pathlib import Path

import pytest

from tests.builders.evidence import attach, evidence_of, held_files, saved
from tests.builders.offices import YEAR, Office, Offices, add_person, give_points
from tests.builders.pictures import (
    GPS_IFD,
    decoded,
    encoded,
    exif,
    pdf,
    photo,
    two_halves,
)
from tests.builders.raw_store import plain_bytes
from vanhoa_desktop.canonical import Json
from vanhoa_desktop.domain.evidence import EvidenceForm, EvidenceSearch
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.services.appraisal.workflow import WorkflowService
from vanhoa_desktop.services.office.control import control
from vanhoa_desktop.services.office.integrity import IntegrityService
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.sheets.evidence import EvidenceService, EvidenceWish


@pytest.fixture
def village(offices: Offices) -> Office:
    """A village with an open year."""
    return offices.villages[0]


def code_of(session: Session, path: Path, wish: EvidenceWish) -> ErrorCode:
    with pytest.raises(VanHoaError) as caught:
        EvidenceService(session).add(path, wish)
    return caught.value.code


def test_a_picture_is_kept_clean_and_can_be_looked_at(village: Office, tmp_path: Path) -> None:
    source = encoded(two_halves(), exif=exif({}, with_place=True))
    with village.open() as session:
        person = add_person(session, "Đỗ Thị Mẫu")
        added = attach(session, saved(tmp_path, source), person)
        assert (added.form, added.added, len(added.records)) == (EvidenceForm.PICTURE, 1, 1)
        found = EvidenceService(session).export(added.records[0], tmp_path / "ra.jpg")
        (held,) = evidence_of(session, person)
    assert hashlib.sha256(found.content).hexdigest() == added.sha256 == held.sha256
    assert len(found.content) == added.bytes == held.bytes
    assert (held.year, held.indicator, held.is_missing) == (YEAR, "CS4", False)
    image = decoded((tmp_path / "ra.jpg").read_bytes())
    assert dict(image.getexif().get_ifd(GPS_IFD)) == {}


def test_no_byte_of_a_picture_lies_open_on_the_disk(village: Office, tmp_path: Path) -> None:
    source = saved(tmp_path, photo())
    with village.open() as session:
        attach(session, source, add_person(session, "Đỗ Thị Mẫu"))
        content = EvidenceService(session).file(evidence_of(session)[0].id).content
        assert content in plain_bytes(session.paths.store, session.secrets.store_key)
    files = [path for path in village.paths.root.rglob("*") if path.is_file()]
    assert files
    assert not any(content[20:80] in path.read_bytes() for path in files)


def test_one_sheet_for_many_people_is_kept_once(village: Office, tmp_path: Path) -> None:
    source = saved(tmp_path, photo())
    with village.open() as session:
        people = [add_person(session, f"Lê Thị Số {number}") for number in range(5)]
        added = attach(session, source, *people)
        assert added.added == 5
        assert {item.sha256 for item in evidence_of(session)} == {added.sha256}
        assert held_files(session) == 1


def test_attaching_the_same_again_adds_nothing(village: Office, tmp_path: Path) -> None:
    source = saved(tmp_path, photo())
    with village.open() as session:
        first, second = (add_person(session, name) for name in ("Lê Thị Một", "Lê Thị Hai"))
        before = attach(session, source, first)
        again = attach(session, source, first, second)
        assert (again.added, again.records[0]) == (1, before.records[0])
        assert attach(session, source, first, indicator="CS5").added == 1
        assert len(evidence_of(session)) == 3


def test_a_pdf_is_kept_byte_for_byte(village: Office, tmp_path: Path) -> None:
    content = pdf()
    with village.open() as session:
        added = attach(session, saved(tmp_path, content, "quet.jpg"), add_person(session, "Lê A"))
        assert (added.form, added.sha256) == (
            EvidenceForm.PDF,
            hashlib.sha256(content).hexdigest(),
        )
        assert EvidenceService(session).file(added.records[0]).content == content


def test_a_paper_in_the_cupboard_is_evidence_too(village: Office) -> None:
    with village.open() as session:
        person = add_person(session, "Lê Thị Giấy")
        service = EvidenceService(session)
        added = service.add_paper(EvidenceWish([person], YEAR, "CS1", "Cặp số 3"))
        assert service.add_paper(EvidenceWish([person], YEAR, "CS1", "Cặp số 3")).added == 0
        (held,) = evidence_of(session)
        assert (held.sha256, held.note, held.is_missing) == (None, "Cặp số 3", False)
        with pytest.raises(VanHoaError) as caught:
            service.file(added.records[0])
        assert caught.value.code is ErrorCode.EVIDENCE_NOT_HERE
        with pytest.raises(VanHoaError) as unsaid:
            service.add_paper(EvidenceWish([person], YEAR, "CS1", "  "))
        assert unsaid.value.code is ErrorCode.VALUE_INVALID


def test_what_is_refused_leaves_nothing_behind(village: Office, tmp_path: Path) -> None:
    good, bad = saved(tmp_path, photo()), saved(tmp_path, b"MZ chay duoc", "anh2.jpg")
    with village.open() as session:
        person = add_person(session, "Lê Thị Sai")
        wish = EvidenceWish([person], YEAR, "CS4")
        assert code_of(session, bad, wish) is ErrorCode.EVIDENCE_NOT_ACCEPTED
        assert code_of(session, tmp_path / "khong-co.jpg", wish) is ErrorCode.FILE_MISSING
        assert code_of(session, good, EvidenceWish([], YEAR)) is ErrorCode.VALUE_INVALID
        unknown = EvidenceWish([person], YEAR, "CS99")
        assert code_of(session, good, unknown) is ErrorCode.POINTS_NOT_ALLOWED
        closed = EvidenceWish([person], YEAR + 9, "CS4")
        assert code_of(session, good, closed) is ErrorCode.CYCLE_NOT_OPEN
        assert evidence_of(session) == []
        assert held_files(session) == 0


def test_removing_drops_the_file_only_when_nobody_uses_it(village: Office, tmp_path: Path) -> None:
    source = saved(tmp_path, photo())
    with village.open() as session:
        first, second = (add_person(session, name) for name in ("Lê Thị Một", "Lê Thị Hai"))
        added = attach(session, source, first, second)
        content = EvidenceService(session).file(added.records[0]).content
        service = EvidenceService(session)
        assert [item.person for item in service.remove(str(added.sha256)[:12], first)] == [first.id]
        assert held_files(session) == 1
        service.remove(added.records[1])
        assert evidence_of(session) == []
        assert content not in plain_bytes(session.paths.store, session.secrets.store_key)
        with pytest.raises(VanHoaError) as caught:
            service.remove(added.records[1])
        assert caught.value.code is ErrorCode.NOT_FOUND


def test_a_village_does_not_remove_what_a_sent_sheet_was_scored_by(
    village: Office, tmp_path: Path
) -> None:
    with village.open() as session:
        person = add_person(session, "Đỗ Thị Mẫu")
        added = attach(session, saved(tmp_path, photo()), person)
        give_points(session, person, ["8"] * 10)
        WorkflowService(session).submit(YEAR)
        with pytest.raises(VanHoaError) as caught:
            EvidenceService(session).remove(added.records[0])
        assert len(evidence_of(session, person)) == 1
    assert caught.value.code is ErrorCode.ASSESSMENT_CLOSED
    assert caught.value.facts["person"] == "Đỗ Thị Mẫu"


def test_a_removed_picture_can_be_attached_anew(village: Office, tmp_path: Path) -> None:
    source = saved(tmp_path, photo())
    with village.open() as session:
        person = add_person(session, "Lê Thị Lại")
        EvidenceService(session).remove(attach(session, source, person).records[0])
        assert attach(session, source, person).added == 1
        assert held_files(session) == 1


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", ErrorCode.NOT_FOUND),
        ("zzzzzz", ErrorCode.NOT_FOUND),
        ("abc", ErrorCode.NOT_FOUND),
        ("00000000-0000-7000-8000-000000000001", ErrorCode.NOT_FOUND),
        ("abcdef", ErrorCode.AMBIGUOUS),
        ("ABCDEF1", ErrorCode.EVIDENCE_NOT_HERE),
    ],
)
def test_a_file_is_meant_by_a_beginning_that_no_other_shares(
    village: Office, text: str, code: ErrorCode
) -> None:
    with village.open() as session:
        with session.work() as work:
            for sha256 in ("abcdef1".ljust(64, "0"), "abcdef2".ljust(64, "0")):
                values: dict[str, Json] = {"year": YEAR, "sha256": sha256}
                own = control(session.require_unit())
                work.put("evidence", session.new_record_id(), own | values)
            work.commit()
        with pytest.raises(VanHoaError) as caught:
            EvidenceService(session).file(text)
        assert caught.value.code is code


def test_check_finds_a_file_that_was_altered(village: Office, tmp_path: Path) -> None:
    with village.open() as session:
        added = attach(session, saved(tmp_path, photo()), add_person(session, "Lê Thị Kiểm"))
        assert IntegrityService(session).check().is_ok
        with session.work() as work:
            work.files._connection.exec_driver_sql("UPDATE evidence_file SET content = x'ffd8ff00'")
            work.commit()
        report = IntegrityService(session).check()
        assert [(p.code, p.subject) for p in report.problems] == [
            ("EVIDENCE_ALTERED", added.sha256)
        ]
        with pytest.raises(VanHoaError) as caught:
            EvidenceService(session).file(added.records[0])
        assert caught.value.code is ErrorCode.EVIDENCE_DAMAGED


def test_a_file_that_was_lost_is_named(village: Office, tmp_path: Path) -> None:
    with village.open() as session:
        added = attach(session, saved(tmp_path, photo()), add_person(session, "Lê Thị Mất"))
        with session.work() as work:
            work.files._connection.exec_driver_sql("DELETE FROM evidence_file")
            work.commit()
        report = IntegrityService(session).check()
        assert (report.is_ok, report.missing_files) == (True, (added.sha256,))
        wanted = EvidenceSearch(is_missing=True)
        assert [item.sha256 for item in EvidenceService(session).search(wanted)] == [added.sha256]


def test_points_without_evidence_are_a_warning_and_no_hindrance(
    village: Office, tmp_path: Path
) -> None:
    with village.open() as session:
        bare, whole, single = (
            add_person(session, name) for name in ("Lê Thị Trống", "Lê Thị Đủ", "Lê Thị Một")
        )
        for person in (bare, whole, single):
            give_points(session, person, ["8"] * 10)
        source = saved(tmp_path, photo())
        EvidenceService(session).add(source, EvidenceWish([whole], YEAR))
        attach(session, source, single, indicator="CS1")
        report = WorkflowService(session).submit(YEAR)
    assert report.moved == 3
    warned = {warning.code: warning.count for warning in report.warnings}
    assert warned["EVIDENCE_MISSING"] == 2
    assert "EVIDENCE_NOT_ARRIVED" not in warned
