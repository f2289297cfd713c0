"""Questions to the store do not grow with the changes at hand: they are asked in batches."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from tests.builders.offices import Office, Offices
from vanhoa_desktop.services.office.control import control

FEW, MANY = 20, 200


@contextmanager
def counted() -> Iterator[list[str]]:
    """The SQL statements that go to any store while the block runs."""
    statements: list[str] = []

    def note(*details: object) -> None:
        statements.append(str(details[2]))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def write_people(village: Office, count: int) -> list[str]:
    """New people of a village, a change each; their ids."""
    with village.open() as session, session.work() as work:
        unit = session.require_unit()
        records = [session.new_record_id() for _ in range(count)]
        for number, record in enumerate(records):
            work.put("person", record, control(unit) | {"full_name": f"Bùi Thị Mẫu {number}"})
        work.commit()
    return records


def rename(village: Office, records: list[str]) -> None:
    """Another name for each of them, a change each."""
    with village.open() as session, session.work() as work:
        for record in records:
            work.put("person", record, {"full_name": "Bùi Thị Thử"})
        work.commit()


def acknowledge(offices: Offices, village: Office, folder: Path) -> None:
    """The village sends what it has, and hears that the commune holds it."""
    offices.commune.merge(village.export(folder / "up.vhb"))
    village.merge(offices.commune.export(folder / "down.vhb", village.name))


@pytest.fixture
def pair(offices: Offices, tmp_path: Path) -> list[Offices]:
    """The same offices twice."""
    return [offices, offices.copy(tmp_path / "again")]


def test_merging_many_new_people_asks_no_more_than_merging_few(
    pair: list[Offices], tmp_path: Path
) -> None:
    asked = []
    for offices, count in zip(pair, (FEW, MANY), strict=True):
        write_people(offices.villages[0], count)
        bundle = offices.villages[0].export(tmp_path / f"{count}.vhb")
        with counted() as statements:
            assert offices.commune.merge(bundle).changes == count
        asked.append(len(statements))
    assert asked[0] == asked[1]


def test_saving_and_merging_many_edits_asks_no_more_than_few(
    pair: list[Offices], tmp_path: Path
) -> None:
    saved, merged = [], []
    for offices, count in zip(pair, (FEW, MANY), strict=True):
        village = offices.villages[0]
        records = write_people(village, count)
        acknowledge(offices, village, tmp_path)
        rename(village, records)
        bundle = tmp_path / f"{count}.vhb"
        with counted() as statements:
            village.export(bundle)
        saved.append(len(statements))
        with counted() as statements:
            assert offices.commune.merge(bundle).changes == count
        merged.append(len(statements))
    assert (saved[0], merged[0]) == (saved[1], merged[1])
