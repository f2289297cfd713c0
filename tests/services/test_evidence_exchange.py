"""Pictures travel once, come in any order, are named while they are missing, and heal."""

from pathlib import Path

import pytest

from tests.builders.evidence import attach, evidence_of, held_files, saved
from tests.builders.offices import YEAR, Office, Offices, add_person, enrol
from tests.builders.pictures import noise, photo
from vanhoa_desktop.domain.enums import ActKind
from vanhoa_desktop.domain.evidence import EvidenceSearch
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.paths import InstallationPaths
from vanhoa_desktop.services.devices.enrolment import EnrolmentService
from vanhoa_desktop.services.exchange.exporting import ExportReport, ExportService, ExportWish
from vanhoa_desktop.services.office.control import control
from vanhoa_desktop.services.office.integrity import IntegrityService
from vanhoa_desktop.services.people.erasure import ErasureService
from vanhoa_desktop.services.people.moving import MoveService
from vanhoa_desktop.services.post.preview import PreviewService
from vanhoa_desktop.services.review.undo import UndoService
from vanhoa_desktop.services.rows.roster import RosterService
from vanhoa_desktop.services.sheets.evidence import EvidenceService, EvidenceWish

BINH = "Nguyễn Văn Bình"


def export(
    office: Office, output: Path, unit: str | None = None, most_bytes: int | None = None
) -> ExportReport:
    with office.open() as session:
        return ExportService(session).export(ExportWish(output, unit, most_bytes=most_bytes))


def missing(office: Office) -> int:
    with office.open(writing=False) as session:
        return len(EvidenceService(session).missing_files())


def held(office: Office) -> int:
    with office.open(writing=False) as session:
        return held_files(session)


def lose_files(office: Office) -> None:
    """A disk that lost the files, and a store that still names them."""
    with office.open() as session, session.work() as work:
        work.files._connection.exec_driver_sql("DELETE FROM evidence_file")
        work.commit()


@pytest.fixture
def filled(offices: Offices, tmp_path: Path) -> Offices:
    """A village with five large pictures of one person."""
    with offices.villages[0].open() as session:
        person = add_person(session, BINH)
        for number in range(5):
            source = saved(tmp_path, noise(700, 500, number), f"{number}.jpg")
            attach(session, source, person, indicator=f"CS{number + 1}")
    return offices


def test_a_picture_goes_up_once(filled: Offices, tmp_path: Path) -> None:
    village, commune = filled.villages[0], filled.commune
    first = export(village, tmp_path / "1.vhb")
    assert first.evidence == 5
    report = commune.merge(tmp_path / "1.vhb")
    assert (report.merged, report.evidence, report.refused) == (1, 5, [])
    assert (held(commune), missing(commune)) == (5, 0)
    # Not acknowledged yet: it goes again. Acknowledged: never.
    assert export(village, tmp_path / "2.vhb").evidence == 5
    village.merge(commune.export(tmp_path / "down.vhb", village.name))
    assert export(village, tmp_path / "3.vhb").evidence == 0
    assert commune.merge(tmp_path / "2.vhb", tmp_path / "3.vhb").evidence == 0


def test_what_came_from_the_village_does_not_come_back(filled: Offices, tmp_path: Path) -> None:
    village, commune = filled.villages[0], filled.commune
    commune.merge(village.export(tmp_path / "1.vhb"))
    assert export(commune, tmp_path / "down.vhb", village.name).evidence == 0


def test_another_person_on_a_known_picture_sends_no_file(filled: Offices, tmp_path: Path) -> None:
    village, commune = filled.villages[0], filled.commune
    commune.merge(village.export(tmp_path / "1.vhb"))
    village.merge(commune.export(tmp_path / "down.vhb", village.name))
    with village.open() as session:
        attach(session, tmp_path / "0.jpg", add_person(session, "Lê Thị Thêm"))
    assert export(village, tmp_path / "2.vhb").evidence == 0
    assert commune.merge(tmp_path / "2.vhb").changes == 2
    assert missing(commune) == 0


def test_full_sends_every_file_again(filled: Offices, tmp_path: Path) -> None:
    village, commune = filled.villages[0], filled.commune
    commune.merge(village.export(tmp_path / "1.vhb"))
    village.merge(commune.export(tmp_path / "down.vhb", village.name))
    with village.open() as session:
        again = ExportService(session).export(ExportWish(tmp_path / "all.vhb", is_full=True))
    assert again.evidence == 5
    with commune.open() as session:
        down = ExportWish(tmp_path / "down2.vhb", village.name, is_full=True)
        assert ExportService(session).export(down).evidence == 5


def test_parts_stay_under_the_size_and_come_in_any_order(filled: Offices, tmp_path: Path) -> None:
    village, commune = filled.villages[0], filled.commune
    with village.open(writing=False) as session:
        largest = max(item.bytes or 0 for item in evidence_of(session))
    limit = 2 * largest + 40_000
    report = export(village, tmp_path / "gui.vhb", most_bytes=limit)
    assert len(report.files) == 3
    assert [file.path.name for file in report.files] == ["gui.vhb", "gui-2.vhb", "gui-3.vhb"]
    assert all(file.path.stat().st_size == file.size_bytes <= limit for file in report.files)
    assert [bool(file.changes) for file in report.files] == [True, False, False]
    last, *others = [file.path for file in reversed(report.files)]
    early = commune.merge(last)
    assert (early.merged, early.evidence, early.changes, early.refused) == (1, 1, 0, [])
    assert held(commune) == 0
    merged = commune.merge(others[1])
    assert (merged.merged, missing(commune), held(commune)) == (1, 2, 3)
    commune.merge(others[0])
    assert (missing(commune), held(commune)) == (0, 5)
    with village.open() as session:
        unit = session.require_unit()
        own = IntegrityService(session).state_hash(unit)
    with commune.open(writing=False) as session:
        assert IntegrityService(session).state_hash(unit) == own
        assert IntegrityService(session).check().is_ok


def test_a_part_that_was_lost_is_asked_for_and_comes(filled: Offices, tmp_path: Path) -> None:
    village, commune = filled.villages[0], filled.commune
    report = export(village, tmp_path / "gui.vhb", most_bytes=250_000)
    assert len(report.files) > 2
    commune.merge(report.files[0].path)
    lacking = missing(commune)
    assert lacking > 0
    with commune.open(writing=False) as session:
        named = EvidenceService(session).search(EvidenceSearch(is_missing=True))
    assert {item.person for item in named} == {
        item.person for item in named if item.bytes is None and item.is_missing
    }
    village.merge(commune.export(tmp_path / "down.vhb", village.name))
    assert export(village, tmp_path / "again.vhb").evidence == lacking
    commune.merge(tmp_path / "again.vhb")
    assert missing(commune) == 0


def test_what_a_village_lost_comes_down_again(filled: Offices, tmp_path: Path) -> None:
    village, commune = filled.villages[0], filled.commune
    commune.merge(village.export(tmp_path / "1.vhb"))
    lose_files(village)
    assert missing(village) == 5
    assert export(village, tmp_path / "2.vhb").evidence == 0
    commune.merge(tmp_path / "2.vhb")
    assert export(commune, tmp_path / "down.vhb", village.name).evidence == 5
    village.merge(tmp_path / "down.vhb")
    assert missing(village) == 0
    commune.merge(village.export(tmp_path / "3.vhb"))
    assert export(commune, tmp_path / "down2.vhb", village.name).evidence == 0


def test_a_village_gets_no_file_that_is_not_its_own(filled: Offices, tmp_path: Path) -> None:
    """A doctored laptop may ask for any hash; it is given what its own records name."""
    village, other = filled.villages
    filled.commune.merge(village.export(tmp_path / "1.vhb"))
    with village.open(writing=False) as session:
        sha256 = str(evidence_of(session)[0].sha256)
    with filled.commune.open() as session, session.work() as work:
        device = session.identity.device_id
        with session.database.reading() as reading:
            assert reading.trust is not None
            (device,) = reading.trust.active_devices(
                next(unit.id for unit in reading.units.units() if unit.name == other.name)
            )
        work.files.set_wanted(device, [sha256])
        work.commit()
    assert export(filled.commune, tmp_path / "down.vhb", other.name).evidence == 0


def test_parts_to_a_village_wait_for_the_changes(filled: Offices, tmp_path: Path) -> None:
    village, commune = filled.villages[0], filled.commune
    commune.merge(village.export(tmp_path / "1.vhb"))
    with commune.open() as session:
        person = RosterService(session).person(BINH)
        for number in range(5, 8):
            source = saved(tmp_path, noise(700, 500, number), f"{number}.jpg")
            attach(session, source, person, indicator="CS9")
    report = export(commune, tmp_path / "ve.vhb", village.name, most_bytes=250_000)
    first, *later = [file.path for file in report.files]
    assert len(later) >= 1
    early = village.merge(*later)
    assert [refused.error.code for refused in early.refused] == [ErrorCode.BUNDLE_GAP] * len(later)
    merged = village.merge(first)
    assert (merged.merged, merged.evidence) == (len(report.files), 3)
    assert (missing(village), held(village)) == (0, 8)
    commune.merge(village.export(tmp_path / "2.vhb"))
    assert export(commune, tmp_path / "ve2.vhb", village.name).evidence == 0


def test_changes_alone_are_cut_too(offices: Offices, tmp_path: Path) -> None:
    village, commune = offices.villages[0], offices.commune
    with village.open() as session:
        for number in range(120):
            add_person(session, f"Lê Thị Số {number}")
    report = export(village, tmp_path / "gui.vhb", most_bytes=12_000)
    assert len(report.files) > 1
    assert all(0 < file.size_bytes <= 12_000 for file in report.files)
    assert report.changes == 120
    first, *later = [file.path for file in report.files]
    assert commune.merge(later[-1]).waiting
    commune.merge(first, *later[:-1])
    with commune.open(writing=False) as session:
        assert len(RosterService(session).search("", 0)) == 120


def test_changes_to_a_village_are_cut_too(offices: Offices, tmp_path: Path) -> None:
    village, commune = offices.villages[0], offices.commune
    commune.merge(village.export(tmp_path / "0.vhb"))
    with village.open(writing=False) as session:
        unit = session.require_unit()
    with commune.open() as session, session.work() as work:
        for number in range(120):
            values = control(unit) | {"full_name": f"Lê Thị Số {number}"}
            work.put("person", session.new_record_id(), values)
        work.commit()
    report = export(commune, tmp_path / "ve.vhb", village.name, most_bytes=12_000)
    paths = [file.path for file in report.files]
    assert len(paths) > 1
    village.merge(paths[0])
    # Only the first came and was acknowledged: the rest is sent once more.
    commune.merge(village.export(tmp_path / "1.vhb"))
    village.merge(commune.export(tmp_path / "ve2.vhb", village.name))
    with village.open(writing=False) as session:
        assert len(RosterService(session).search("", 0)) == 120
    assert village.merge(*paths[1:]).refused == []


@pytest.mark.parametrize("most_bytes", [0, 3_000, 60_000])
def test_a_size_that_nothing_fits_in_is_refused_before_anything_is_saved(
    filled: Offices, tmp_path: Path, most_bytes: int
) -> None:
    folder = tmp_path / "usb"
    with pytest.raises(VanHoaError) as caught:
        export(filled.villages[0], folder / "gui.vhb", most_bytes=most_bytes)
    assert caught.value.code is ErrorCode.BUNDLE_PARTS_TOO_SMALL
    assert not folder.exists()


def test_a_new_laptop_gets_its_pictures_when_it_asks(filled: Offices, tmp_path: Path) -> None:
    village, commune = filled.villages[0], filled.commune
    commune.merge(village.export(tmp_path / "1.vhb"))
    with commune.open(writing=False) as session:
        fingerprint = EnrolmentService(session).commune_fingerprint()
    second = Office(InstallationPaths(tmp_path / "second"), village.name)
    enrol(second, commune, fingerprint)
    assert (missing(second), held(second)) == (5, 0)
    commune.merge(second.export(tmp_path / "2.vhb"))
    second.merge(commune.export(tmp_path / "down.vhb", village.name))
    assert (missing(second), held(second)) == (0, 5)


def test_a_preview_counts_files_and_knows_a_part_that_is_new(
    filled: Offices, tmp_path: Path
) -> None:
    village, commune = filled.villages[0], filled.commune
    report = export(village, tmp_path / "gui.vhb", most_bytes=250_000)
    commune.merge(report.files[0].path)
    part = report.files[1].path
    with commune.open() as session:
        seen = PreviewService(session).inspect(part)
        assert (seen.changes, seen.evidence, seen.is_already_merged) == (
            0,
            report.files[1].evidence,
            False,
        )
    commune.merge(part)
    with commune.open(writing=False) as session:
        assert PreviewService(session).inspect(part).is_already_merged
    assert commune.merge(part).skipped == 1


def test_undoing_a_bundle_keeps_its_files_for_redoing(filled: Offices, tmp_path: Path) -> None:
    village, commune = filled.villages[0], filled.commune
    commune.merge(village.export(tmp_path / "1.vhb"))
    with commune.open() as session:
        service = UndoService(session)
        (act,) = [act for act in service.acts() if act.kind is ActKind.BUNDLE]
        service.undo(ActKind.BUNDLE, act.id)
        assert evidence_of(session) == []
        service.redo(ActKind.BUNDLE, act.id)
        assert len(evidence_of(session)) == held_files(session) == 5


def test_what_the_village_removes_goes_at_the_commune(filled: Offices, tmp_path: Path) -> None:
    village, commune = filled.villages[0], filled.commune
    commune.merge(village.export(tmp_path / "1.vhb"))
    with village.open() as session:
        sha256 = str(evidence_of(session)[0].sha256)
        EvidenceService(session).remove(sha256)
    commune.merge(village.export(tmp_path / "2.vhb"))
    assert (held(commune), missing(commune)) == (4, 0)
    with commune.open(writing=False) as session, session.database.reading() as reading:
        assert reading.files.content(sha256) is None


@pytest.mark.parametrize("is_in_order", [True, False])
def test_late_pictures_of_the_erased_do_not_stay(
    offices: Offices, tmp_path: Path, is_in_order: bool
) -> None:
    village, commune = offices.villages[0], offices.commune
    with village.open() as session:
        person = add_person(session, BINH)
    commune.merge(village.export(tmp_path / "1.vhb"))
    with commune.open() as session:
        ErasureService(session).erase(BINH, "Đơn")
    with village.open() as session:
        source = saved(tmp_path, noise(700, 500))
        added = EvidenceService(session).add(source, EvidenceWish([person], YEAR, "CS1"))
        padding = saved(tmp_path, noise(700, 500, 1), "2.jpg")
        attach(session, padding, add_person(session, "Lê Thị Khác"))
    report = export(village, tmp_path / "gui.vhb", most_bytes=added.bytes + 60_000)
    paths = [file.path for file in report.files]
    commune.merge(*(paths if is_in_order else reversed(paths)))
    assert held(commune) == 1
    with commune.open(writing=False) as session, session.database.reading() as reading:
        # The record of the erased stays stripped; the file it named is gone.
        assert reading.files.content(str(added.sha256)) is None
        assert IntegrityService(session).check().is_ok


def test_files_that_nothing_names_do_not_fill_the_store(offices: Offices, tmp_path: Path) -> None:
    """A doctored laptop sends what no change of it names."""
    village, commune = offices.villages[0], offices.commune
    with village.open() as session:
        person = add_person(session, BINH)
        added = attach(session, saved(tmp_path, photo()), person)
    full = export(village, tmp_path / "1.vhb")
    assert full.evidence == 1
    with village.open() as session:
        EvidenceService(session).remove(added.records[0])
    village.export(tmp_path / "2.vhb")
    commune.merge(tmp_path / "2.vhb")
    # The old part comes after all: the record it belongs to is deleted.
    commune.merge(tmp_path / "1.vhb")
    with commune.open(writing=False) as session, session.database.reading() as reading:
        assert reading.files.content(str(added.sha256)) is None


def test_evidence_of_somebody_who_moved_stays_with_whom_it_was_shown(
    filled: Offices, tmp_path: Path
) -> None:
    village, other = filled.villages
    commune = filled.commune
    commune.merge(village.export(tmp_path / "1.vhb"))
    with commune.open() as session:
        MoveService(session).move(BINH, other.name)
    village.merge(commune.export(tmp_path / "down.vhb", village.name))
    other.merge(commune.export(tmp_path / "other.vhb", other.name))
    assert (missing(village), missing(other), held(commune)) == (0, 0, 5)
