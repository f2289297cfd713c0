"""«Gửi xã»: the file and the closed sheets, both or neither."""

import errno
import os
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.builders.offices import YEAR, Office, Offices
from tests.builders.sent_year import score_people
from vanhoa_desktop.db.unit_of_work import UnitOfWork
from vanhoa_desktop.domain.enums import AssessmentStatus
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.services.appraisal.workflow import WorkflowService
from vanhoa_desktop.services.exchange.exporting import ExportService, ExportWish
from vanhoa_desktop.services.office.integrity import IntegrityService
from vanhoa_desktop.services.post.submitting import SentSheets, SubmittingService

OPEN, SUBMITTED = AssessmentStatus.OPEN, AssessmentStatus.SUBMITTED


@pytest.fixture
def village(offices: Offices) -> Office:
    """Three sheets are complete, one lacks an indicator."""
    score_people(offices.villages[0])
    return offices.villages[0]


def submit(office: Office, path: Path) -> SentSheets:
    with office.open() as session:
        return SubmittingService(session).submit_to_file(YEAR, ExportWish(path))


def statuses(office: Office) -> list[AssessmentStatus]:
    with office.open(writing=False) as session, session.database.reading() as reading:
        return sorted(sheet.status for sheet in reading.assessments.assessments(YEAR))


def state(office: Office) -> str:
    with office.open(writing=False) as session:
        return str(IntegrityService(session).state_hash())


def test_the_file_carries_the_sheets_that_it_closes(
    offices: Offices, village: Office, tmp_path: Path
) -> None:
    sent = submit(village, tmp_path / "len.vhb")
    assert sent.workflow.moved == 3
    assert [held.code for held in sent.workflow.held] == ["INCOMPLETE"]
    assert [file.path for file in sent.export.files] == [tmp_path / "len.vhb"]
    assert statuses(village) == sorted([OPEN, *[SUBMITTED] * 3])
    assert not offices.commune.merge(tmp_path / "len.vhb").refused
    assert statuses(offices.commune).count(AssessmentStatus.RECEIVED) == 3
    assert [item.name for item in tmp_path.iterdir() if item.suffix != ""] == ["len.vhb"]


def test_looking_at_a_submission_changes_nothing(village: Office) -> None:
    before = state(village)
    with village.open() as session:
        report = WorkflowService(session).look_at_submission(YEAR)
    assert (report.moved, len(report.held)) == (3, 1)
    assert state(village) == before


def _full(*_: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize(
    ("output", "code"),
    [
        (lambda folder: folder, ErrorCode.FILE_IS_FOLDER),
        (lambda folder: folder / f"{'ệ' * 100}.vhb", ErrorCode.FILE_NAME_INVALID),
        (lambda folder: folder / "file" / "len.vhb", ErrorCode.FOLDER_UNREACHABLE),
    ],
    ids=["a folder", "a long name", "a file in the way"],
)
def test_a_file_that_cannot_be_saved_closes_no_sheet(
    village: Office, tmp_path: Path, output: Callable[[Path], Path], code: ErrorCode
) -> None:
    (tmp_path / "file").write_bytes(b"")
    before = state(village)
    with pytest.raises(VanHoaError) as refused:
        submit(village, output(tmp_path))
    assert refused.value.code is code
    assert state(village) == before
    assert statuses(village) == [OPEN] * 4


def test_a_full_stick_closes_no_sheet_and_holds_no_file(
    village: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    before = state(village)
    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", _full)
        with pytest.raises(VanHoaError) as refused:
            submit(village, stick / "len.vhb")
    assert refused.value.code is ErrorCode.DISK_FULL
    assert state(village) == before
    assert list(stick.iterdir()) == []
    assert submit(village, stick / "len.vhb").workflow.moved == 3


def test_a_submission_that_breaks_off_in_the_store_leaves_no_file(
    village: Office, tmp_path: Path
) -> None:
    """A file that says more than its store holds would make two histories of one chain."""
    path = tmp_path / "len.vhb"
    before = state(village)

    def break_off(work: UnitOfWork) -> None:
        with ExitStack() as files:
            ExportService(session).prepared_for_commune(work, ExportWish(path), files)
            raise VanHoaError(ErrorCode.DISK_FULL, path="store")

    with village.open() as session, pytest.raises(VanHoaError):
        WorkflowService(session).submit_with(YEAR, break_off)
    assert [item.name for item in tmp_path.iterdir() if item.is_file()] == []
    assert state(village) == before
