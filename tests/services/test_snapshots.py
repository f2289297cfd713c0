"""Frozen figures stay what they were, to the digit, whatever changes afterwards."""

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders.communes import CommuneBook
from tests.builders.offices import CAM_BAO, NGOC_BAN, YEAR, Offices
from vanhoa_desktop.domain.counting import ADULT_AGE_KEY
from vanhoa_desktop.domain.targets import SnapshotKind
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.services.reporting.reports import ReportService, ReportWish
from vanhoa_desktop.services.reporting.snapshots import (
    SnapshotService,
    newest_snapshot,
    read_frozen,
)
from vanhoa_desktop.services.reporting.year_titles import CountingDay
from vanhoa_desktop.services.setup.target_sets import PLAN_KEY

CUT_OFF = f"{YEAR}-12-05"


@pytest.fixture
def book(offices: Offices) -> Iterator[CommuneBook]:
    made = CommuneBook.of(offices.commune)
    made.give_title(made.add_person(NGOC_BAN, "Lê Thị Mẫu"))
    made.add_person(CAM_BAO, "Trần Thị Mẫu", presence={"on": None, "value": "working_away"})
    yield made
    made.session.close()


def upset(book: CommuneBook) -> None:
    """People, titles, names, rules and goals change."""
    book.give_title(book.add_person(NGOC_BAN, "Đỗ Thị Mẫu"))
    book.write("unit", book.units[NGOC_BAN], book.own, {"name": "Thôn Ngọc Bản mới"})
    book.set(ADULT_AGE_KEY, "30")
    book.set(PLAN_KEY, "QD-677-2022")


def test_a_snapshot_holds_the_figures_as_they_were_counted(book: CommuneBook) -> None:
    day = CountingDay.provisional(YEAR, CUT_OFF)
    counted = ReportService(book.session).figures(YEAR, provisional_on=CUT_OFF)
    frozen = SnapshotService(book.session).create(day)
    assert frozen.figures == counted
    assert SnapshotService(book.session).show(frozen.snapshot.sha256[:8]).figures == counted  # type: ignore[union-attr]  # it was just made


def test_the_report_of_a_snapshot_is_the_same_file_years_later(book: CommuneBook) -> None:
    SnapshotService(book.session).create(CountingDay.provisional(YEAR, CUT_OFF))
    service = ReportService(book.session)
    before = service.annual(ReportWish(YEAR, provisional_on=CUT_OFF))
    targets = service.figures(YEAR, provisional_on=CUT_OFF).targets
    upset(book)
    assert service.annual(ReportWish(YEAR, provisional_on=CUT_OFF)) == before
    assert service.figures(YEAR, provisional_on=CUT_OFF).targets != targets


def test_a_report_of_another_day_is_counted_now(book: CommuneBook, tmp_path: Path) -> None:
    frozen = SnapshotService(book.session).create(CountingDay.provisional(YEAR, CUT_OFF))
    service = ReportService(book.session)
    same = service.save_annual(ReportWish(YEAR, provisional_on=CUT_OFF), tmp_path / "a.pdf")
    other = service.save_annual(ReportWish(YEAR, f"{YEAR}-12-06"), tmp_path / "b.pdf")
    wish = ReportWish(YEAR, CUT_OFF, is_counted_anew=True)
    anew = service.save_annual(wish, tmp_path / "c.pdf")
    assert frozen.snapshot is not None
    assert (same.snapshot, other.snapshot, anew.snapshot) == (frozen.snapshot.id, None, None)


def test_the_newest_snapshot_of_a_kind_counts_and_the_older_one_stays(book: CommuneBook) -> None:
    service = SnapshotService(book.session)
    first = service.create(CountingDay.final(YEAR))
    service.create(CountingDay.provisional(YEAR, CUT_OFF))
    book.add_person(NGOC_BAN, "Đỗ Thị Mẫu")
    last = service.create(CountingDay.final(YEAR))
    assert newest_snapshot(book.session, YEAR, SnapshotKind.FINAL) == last
    assert [one.number for one in service.snapshots(YEAR)] == [1, 2, 3]
    assert first.snapshot is not None
    assert service.show(first.snapshot.id) == first


def test_the_trend_takes_frozen_final_figures_where_there_are_any(book: CommuneBook) -> None:
    frozen = SnapshotService(book.session).create(CountingDay.final(YEAR))
    upset(book)
    (point,) = ReportService(book.session).trend(YEAR)
    assert point.is_frozen
    assert point.targets == frozen.figures.targets


def test_a_snapshot_that_was_rewritten_is_refused(book: CommuneBook) -> None:
    frozen = SnapshotService(book.session).create(CountingDay.final(YEAR))
    assert frozen.snapshot is not None
    better = frozen.snapshot.content.replace('"people":2', '"people":9')
    assert better != frozen.snapshot.content
    with pytest.raises(VanHoaError) as refusal:
        read_frozen(dataclasses.replace(frozen.snapshot, content=better))
    assert refusal.value.code is ErrorCode.SNAPSHOT_ALTERED


def test_villages_hold_the_snapshots_as_witnesses(
    book: CommuneBook, offices: Offices, tmp_path: Path
) -> None:
    frozen = SnapshotService(book.session).create(CountingDay.final(YEAR))
    book.session.close()
    down = offices.commune.export(tmp_path / "down.vhb", unit=NGOC_BAN)
    village = offices.villages[0]
    village.merge(down)
    with village.open(writing=False) as session:
        held = newest_snapshot(session, YEAR, SnapshotKind.FINAL)
    assert held == frozen


def test_only_the_office_freezes_figures(offices: Offices) -> None:
    with offices.villages[0].open() as session, pytest.raises(VanHoaError) as refusal:
        SnapshotService(session).create(CountingDay.final(YEAR))
    assert refusal.value.code is ErrorCode.ROLE_NOT_ALLOWED
