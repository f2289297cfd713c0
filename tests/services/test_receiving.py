"""Several files at once: each is looked at and taken in for itself."""

from pathlib import Path

import pytest

from tests.builders.offices import NGOC_BAN, YEAR, Offices, add_person, give_points
from vanhoa_desktop.domain.enums import ActKind, UnitKind
from vanhoa_desktop.errors import ErrorCode
from vanhoa_desktop.services.appraisal.workflow import WorkflowService
from vanhoa_desktop.services.exchange.exchange import ExchangeService
from vanhoa_desktop.services.exchange.waiting_list import WaitingList
from vanhoa_desktop.services.post.receiving import Fate, ReceivingService
from vanhoa_desktop.services.review.undo import UndoService
from vanhoa_desktop.services.setup.units import UnitService


@pytest.fixture
def files(offices: Offices, tmp_path: Path) -> tuple[Path, Path, Path]:
    """Two files of a village that build on one another, and a damaged one."""
    village, other = offices.villages[0], offices.copy(tmp_path / "other").commune
    with village.open() as session:
        give_points(session, add_person(session, "Lê Thị Một"), ["9"] * 10)
        WorkflowService(session).submit(YEAR)
    first = village.export(tmp_path / "b-first.vhb")
    other.merge(first)
    village.merge(other.export(tmp_path / "down.vhb", NGOC_BAN))
    with village.open() as session:
        add_person(session, "Lê Thị Hai")
    second = village.export(tmp_path / "a-second.vhb")
    damaged = tmp_path / "damaged.vhb"
    damaged.write_bytes(first.read_bytes()[:-9])
    return first, second, damaged


def test_looking_says_what_each_file_is_and_writes_nothing(
    offices: Offices, files: tuple[Path, Path, Path]
) -> None:
    steps: list[tuple[int, int]] = []
    with offices.commune.open() as session:
        looked = ReceivingService(session).look(
            list(reversed(files)), lambda done, total: steps.append((done, total))
        )
        assert UndoService(session).acts() == []
    assert [item.path for item in looked] == list(files)
    new, early, refused = looked
    assert (new.fate, early.fate, refused.fate) == (Fate.NEW, Fate.WAITING, Fate.REFUSED)
    assert new.preview is not None
    assert (new.preview.sender_name, new.officer) == (NGOC_BAN, "Nguyễn Văn Thử")
    assert new.preview.effect.submitted == 1
    assert early.early is not None
    assert (early.early.unit_name, early.early.missing_files) == (NGOC_BAN, 0)
    assert early.early.missing_changes > 0
    assert refused.error is not None
    assert steps == [(1, 3), (2, 3), (3, 3)]


def test_a_file_that_came_before_its_predecessor_is_merged_behind_it(
    offices: Offices, files: tuple[Path, Path, Path]
) -> None:
    first, second, damaged = files
    with offices.commune.open() as session:
        taken = ReceivingService(session).take([second, first, damaged])
        assert [item.fate for item in taken] == [Fate.NEW, Fate.NEW, Fate.REFUSED]
        assert taken[2].error is not None
        again = ReceivingService(session).take([first])
        assert [item.fate for item in again] == [Fate.HELD]


def test_a_list_of_refusals_keeps_no_file_in_memory(
    offices: Offices, files: tuple[Path, Path, Path]
) -> None:
    """A refusal as it was raised holds its raisers' variables: ten heavy files took a gigabyte."""
    _, early, damaged = files
    with offices.commune.open() as session:
        merged = ExchangeService(session).merge([early, damaged]).refused
        assert merged[0].error.code is ErrorCode.BUNDLE_GAP
        looked = [item.error for item in ReceivingService(session).look([damaged])]
    for error in (*(item.error for item in merged), *looked):
        assert error is not None
        assert (error.__traceback__, error.__context__, error.__cause__) == (None, None, None)


def test_a_file_that_came_early_waits_and_says_what_is_missing(
    offices: Offices, files: tuple[Path, Path, Path]
) -> None:
    _, second, _ = files
    with offices.commune.open() as session:
        (taken,) = ReceivingService(session).take([second])
        assert taken.fate is Fate.WAITING
        assert taken.error is not None
        assert taken.error.code is ErrorCode.BUNDLE_GAP
        (waiting,) = WaitingList(session).bundles()
        assert waiting.unit_name == NGOC_BAN
        assert waiting.missing_changes > 0
        WaitingList(session).drop(waiting.path)
        assert WaitingList(session).bundles() == []


def test_a_file_that_was_taken_back_is_offered_to_be_redone(
    offices: Offices, files: tuple[Path, Path, Path]
) -> None:
    first, _, _ = files
    with offices.commune.open() as session:
        service = ReceivingService(session)
        service.take([first])
        (act,) = UndoService(session).acts()
        UndoService(session).undo(ActKind.BUNDLE, act.id)
        assert [item.fate for item in service.look([first])] == [Fate.UNDONE]
        (taken,) = service.take([first])
        assert (taken.fate, taken.bundle) == (Fate.UNDONE, act.id)


def test_a_file_of_the_commune_that_skips_others_says_how_many(
    offices: Offices, tmp_path: Path
) -> None:
    village = offices.villages[0]
    with offices.commune.open() as session:
        UnitService(session).add("Thôn Mới", UnitKind.VILLAGE)
    offices.commune.export(tmp_path / "1.vhb", NGOC_BAN)
    offices.commune.export(tmp_path / "2.vhb", NGOC_BAN)
    behind = offices.copy(tmp_path / "behind").villages[0]
    village.merge(tmp_path / "2.vhb")
    offices.commune.merge(village.export(tmp_path / "up.vhb"))
    offices.commune.export(tmp_path / "3.vhb", NGOC_BAN)
    with behind.open() as session:
        (looked,) = ReceivingService(session).look([tmp_path / "3.vhb"])
    assert looked.fate is Fate.WAITING
    assert looked.early is not None
    assert (looked.early.missing_files, looked.early.missing_changes) == (2, 0)
