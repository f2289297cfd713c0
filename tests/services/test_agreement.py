"""Unit and commune make the same of the unit's records, and say so when they do not."""

from pathlib import Path

import pytest
from sqlalchemy import delete

from tests.builders.devices import AskingDevice, names_at, refusals, write_person
from tests.builders.offices import CAM_BAO, COMMUNE, NGOC_BAN, YEAR, Office, Offices, give_points
from vanhoa_desktop.db.encoding import record_key
from vanhoa_desktop.db.tables.journal import change
from vanhoa_desktop.domain.enums import ActKind, Assessor, UnitKind
from vanhoa_desktop.domain.people import Person
from vanhoa_desktop.services.appraisal.workflow import WorkflowService
from vanhoa_desktop.services.exchange.given_away import GivenAway
from vanhoa_desktop.services.office.integrity import STATE_DIFFERS, IntegrityService, StateHash
from vanhoa_desktop.services.people.moving import MoveService
from vanhoa_desktop.services.post.preview import PreviewService
from vanhoa_desktop.services.review.conflicts import ConflictService
from vanhoa_desktop.services.review.undo import UndoService
from vanhoa_desktop.services.rows.roster import RosterService
from vanhoa_desktop.services.setup.units import UnitService

HOA = "Đỗ Thị Hòa"


class Post:
    """Files between the commune and its other computers, one after the other."""

    def __init__(self, commune: Office, folder: Path) -> None:
        self.commune, self.folder, self.number = commune, folder, 0

    def _file(self) -> Path:
        self.number += 1
        return self.folder / f"{self.number:02d}.vhb"

    def up(self, office: Office) -> None:
        """A computer's file to the office."""
        assert refusals(self.commune.merge(office.export(self._file()))) == []

    def down(self, office: Office) -> int:
        """The office's file to a unit; how many changes it brought."""
        report = office.merge(self.commune.export(self._file(), office.name))
        assert refusals(report) == []
        return report.changes


def state(office: Office, unit_name: str) -> StateHash:
    """What a unit's records amount to at an office."""
    with office.open(writing=False) as session:
        return IntegrityService(session).state_hash(UnitService(session).find(unit_name).id)


def problems(office: Office) -> set[str]:
    """The codes of what a check finds."""
    with office.open(writing=False) as session:
        return {problem.code for problem in IntegrityService(session).check().problems}


def person_at(office: Office, name: str) -> Person:
    with office.open(writing=False) as session:
        return RosterService(session).person(name)


def test_a_unit_is_told_that_a_sheet_left_it_however_often_that_was_undone_and_redone(
    offices: Offices, tmp_path: Path
) -> None:
    """Another computer of the commune gave it away; the office took that back, and back again."""
    commune, village = offices.commune, offices.villages[0]
    second = AskingDevice(tmp_path, COMMUNE, UnitKind.COMMUNE, "second").join(commune)
    post = Post(commune, tmp_path)
    write_person(village, HOA)
    with village.open() as session:
        give_points(session, RosterService(session).person(HOA), ["9"] * 10)
    post.up(village)
    post.down(second)
    with second.open() as session:
        MoveService(session).assess_at(HOA, YEAR, CAM_BAO)
    post.up(second)
    post.down(village)
    for is_redo in (False, True):
        with commune.open() as session:
            service = UndoService(session)
            act = next(a for a in service.acts() if a.unit == session.identity.commune_id)
            (service.redo if is_redo else service.undo)(ActKind.BUNDLE, act.id)
        post.down(village)
        assert state(village, NGOC_BAN) == state(commune, NGOC_BAN)
    assert problems(village) == problems(commune) == set()


def test_what_was_written_elsewhere_is_not_told_to_the_unit_that_a_person_left(
    offices: Offices, tmp_path: Path
) -> None:
    commune, (first, other) = offices.commune, offices.villages
    post = Post(commune, tmp_path)
    person = write_person(first, HOA)
    post.up(first)
    post.down(first)
    with commune.open() as session:
        MoveService(session).move(person, CAM_BAO)
    post.down(other)
    with other.open() as session, session.work() as work:
        work.put("person", person, {"phone": "0911222333"})
        work.commit()
    post.up(other)
    assert post.down(first) == 1  # the move, and no telephone number
    with first.open(writing=False) as session, session.database.reading() as reading:
        (held,) = reading.journal.of_records([person]).values()
        assert len(held) == 2
    assert names_at(first) == []
    assert state(first, NGOC_BAN) == state(commune, NGOC_BAN)


@pytest.mark.parametrize("by_full_file", [True, False])
def test_a_store_that_lost_a_record_is_told_by_check_and_made_whole_by_the_next_files(
    offices: Offices, tmp_path: Path, *, by_full_file: bool
) -> None:
    """Nothing that two sides hold differently stays so, and nobody has to think of «tất cả»."""
    commune, village = offices.commune, offices.villages[0]
    post = Post(commune, tmp_path)
    person = write_person(village, HOA)
    post.up(village)
    with commune.open() as session, session.work() as work:
        work.put("person", person, {"phone": "0911222333"})
        work.commit()
    post.down(village)
    post.up(village)
    assert problems(commune) == set()
    lose_last_change_of(village, person)
    assert state(village, NGOC_BAN) != state(commune, NGOC_BAN)
    post.up(village)
    assert STATE_DIFFERS in problems(commune)
    if by_full_file:
        village.merge(commune.export(tmp_path / "full.vhb", NGOC_BAN, is_full=True))
    else:
        post.down(village)
    assert person_at(village, HOA).phone == "0911222333"
    post.up(village)
    assert problems(commune) == problems(village) == set()
    assert state(village, NGOC_BAN) == state(commune, NGOC_BAN)


def lose_last_change_of(office: Office, record: str) -> None:
    """A disk that forgot what it had taken in last; the tables are as the journal says now."""
    with office.open() as session:
        with session.work() as work:
            last = max(work.journal.of_records([record])[record], key=lambda item: item.position)
            connection = work._connection
            connection.execute(
                delete(change).where(
                    change.c.record == record_key(record), change.c.position == last.position
                )
            )
            work.commit()
        IntegrityService(session).repair()


def test_a_village_hears_that_the_school_has_whom_it_began_to_assess_itself(
    offices: Offices, tmp_path: Path
) -> None:
    """The commune had sent the person to be assessed elsewhere, and given points of its own."""
    commune, village = offices.commune, offices.villages[0]
    post = Post(commune, tmp_path)
    write_person(village, HOA)
    post.up(village)
    with commune.open() as session:
        MoveService(session).assess_at(HOA, YEAR, CAM_BAO)
        person = RosterService(session).person(HOA)
        give_points(session, person, ["6"] * 3, Assessor.COMMUNE)
    with village.open() as session:
        give_points(session, RosterService(session).person(HOA), ["9"] * 10)
        WorkflowService(session).submit(YEAR)
    post.up(village)
    sent = commune.export(tmp_path / "xuong.vhb", NGOC_BAN)
    told = GivenAway(assessed=(HOA,))
    with village.open(writing=False) as session:
        assert PreviewService(session).inspect(sent).effect.given_away == told
    assert village.merge(sent).given_away == [told]
    assert state(village, NGOC_BAN) == state(commune, NGOC_BAN)
    assert state(village, CAM_BAO) == state(commune, CAM_BAO)
    assert problems(village) == problems(commune) == set()
    with village.open(writing=False) as session:
        assert ConflictService(session).listed().shown == []
    with commune.open(writing=False) as session:
        waiting = {item.field for item in ConflictService(session).listed().shown}
    assert {"village.CS1", "village.CS10"} <= waiting


def test_a_village_is_told_by_name_who_was_moved_away_and_the_others_are_not(
    offices: Offices, tmp_path: Path
) -> None:
    commune, (village, other) = offices.commune, offices.villages
    post = Post(commune, tmp_path)
    write_person(village, HOA)
    write_person(village, "Lê Thị Cúc")
    with village.open() as session:
        give_points(session, RosterService(session).person(HOA), ["9"] * 10)
    post.up(village)
    with commune.open() as session:
        MoveService(session).move(HOA, CAM_BAO)
    there = other.merge(commune.export(tmp_path / "a.vhb", CAM_BAO))
    here = village.merge(commune.export(tmp_path / "b.vhb", NGOC_BAN))
    again = village.merge(commune.export(tmp_path / "c.vhb", NGOC_BAN, is_full=True))
    assert (there.given_away, here.given_away, again.given_away) == (
        [],
        [GivenAway(people=(HOA,))],
        [],
    )
