"""`check` holds every chain against what others signed: an insider who rewrites it is found."""

from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from tests.builders.devices import chain_of, write_person
from tests.builders.offices import Office, Offices
from vanhoa_desktop.db.engine import Access, connect
from vanhoa_desktop.db.integrity import IntegrityProblem
from vanhoa_desktop.journal.change import Change, id_of
from vanhoa_desktop.services.office.integrity import IntegrityService

NAMES = ("Đinh Thị Đầu", "Hà Thị Giữa", "Lê Văn Cuối")


def problems_at(office: Office) -> list[IntegrityProblem]:
    """What `check` finds."""
    with office.open(writing=False) as session:
        return list(IntegrityService(session).check().problems)


def subjects(office: Office, code: str) -> list[str]:
    """What the problems of one code concern."""
    return [problem.subject for problem in problems_at(office) if problem.code == code]


def run_sql(office: Office, *statements: tuple[str, tuple[object, ...]]) -> None:
    """Somebody with the keys of the store writes into it past the program."""
    with office.open(writing=False) as session:
        key = session.secrets.store_key
    with closing(connect(office.paths.store, key, Access.WRITING)) as connection:
        for statement, values in statements:
            connection.execute(statement, values)


def changes_of(office: Office, chain: str) -> list[Change]:
    """The changes of a chain as an office holds them."""
    with office.open(writing=False) as session, session.database.reading() as reading:
        return [held.change for held in reading.journal.of_chain(chain, 0)]


def rewrite(office: Office, chain: str, place: int, name: str) -> None:
    """Alter what a change says, and hash it and all that follow it anew."""
    changes = changes_of(office, chain)
    body = changes[place].body
    assert body is not None
    said = [{**body.values, "full_name": name}, {}, body.at, body.actor]
    where = "chain_no = (SELECT no FROM chain WHERE chain = ?) AND seq = ?"
    packed = msgspec.msgpack.encode(said)
    run_sql(office, (f"UPDATE change SET body = ? WHERE {where}", (packed, chain, place + 1)))
    for number in range(place, len(changes)):
        header = changes_of(office, chain)[number].header
        new_id = id_of(header)
        run_sql(office, (f"UPDATE change SET id = ? WHERE {where}", (new_id, chain, header.seq)))


@pytest.fixture
def merged(offices: Offices, tmp_path: Path) -> tuple[Office, Office, str]:
    """A village, its commune that has merged three changes, and the village's chain."""
    village, commune = offices.villages[0], offices.commune
    for name in NAMES:
        write_person(village, name)
    assert commune.merge(village.export(tmp_path / "1.vhb")).refused == []
    assert problems_at(commune) == []
    return village, commune, chain_of(village)


def test_a_chain_that_an_insider_hashed_anew_is_named_with_its_checkpoint(
    merged: tuple[Office, Office, str],
) -> None:
    _, commune, chain = merged
    with commune.open(writing=False) as session, session.database.reading() as reading:
        (checkpoint,) = reading.ledger.all_merged()
    rewrite(commune, chain, 1, "Kẻ Giả Mạo")
    assert subjects(commune, "CHANGE_ALTERED") == []
    assert subjects(commune, "CHAIN_BROKEN") == []
    assert subjects(commune, "CHECKPOINT") == [f"{chain}:3 {checkpoint.bundle[:16]}"]


def test_a_change_altered_in_place_is_named(merged: tuple[Office, Office, str]) -> None:
    _, commune, chain = merged
    body = changes_of(commune, chain)[1].body
    assert body is not None
    packed = msgspec.msgpack.encode([dict(body.values), {}, body.at, "Người Khác"])
    where = "chain_no = (SELECT no FROM chain WHERE chain = ?) AND seq = 2"
    run_sql(commune, (f"UPDATE change SET body = ? WHERE {where}", (packed, chain)))
    assert subjects(commune, "CHANGE_ALTERED") == [f"{chain}:2"]


def test_villages_witness_what_the_commune_wrote(
    merged: tuple[Office, Office, str], tmp_path: Path
) -> None:
    """The office rewrites its own chain, which no manifest of its own proves."""
    village, commune, _ = merged
    own = chain_of(commune)
    record = write_unit_name(commune, village, "Thôn Ngọc Bản mới")
    assert village.merge(commune.export(tmp_path / "d.vhb", "Thôn Ngọc Bản mới")).refused == []
    echo = village.export(tmp_path / "2.vhb")
    assert commune.merge(echo).refused == []
    assert problems_at(commune) == []
    (change,) = changes_of(commune, own)
    assert change.header.record == record
    assert change.body is not None
    said = [{"name": "Thôn Khác"}, {}, change.body.at, change.body.actor]
    where = "chain_no = (SELECT no FROM chain WHERE chain = ?)"
    packed = msgspec.msgpack.encode(said)
    run_sql(commune, (f"UPDATE change SET body = ? WHERE {where}", (packed, own)))
    new_id = id_of(changes_of(commune, own)[0].header)
    run_sql(commune, (f"UPDATE change SET id = ? WHERE {where}", (new_id, own)))
    (witness,) = subjects(commune, "WITNESS")
    assert witness.startswith(f"{own}:1 ")


def write_unit_name(commune: Office, village: Office, name: str) -> str:
    """The office renames a village; the unit's record."""
    with village.open(writing=False) as session:
        unit = session.require_unit()
    with commune.open() as session, session.work() as work:
        work.put("unit", unit, {"name": name})
        work.commit()
    return unit


def test_a_checkpoint_that_was_altered_proves_nothing_and_is_named(
    merged: tuple[Office, Office, str],
) -> None:
    _, commune, _ = merged
    with commune.open(writing=False) as session, session.database.reading() as reading:
        (kept,) = reading.ledger.all_merged()
    altered = kept.manifest.replace(b'"created":"2', b'"created":"3')
    assert altered != kept.manifest
    run_sql(commune, ("UPDATE merged_bundle SET manifest = ?", (altered,)))
    assert subjects(commune, "MANIFEST_ALTERED") == [kept.bundle]


def test_a_chain_with_a_link_to_another_change_is_named(
    merged: tuple[Office, Office, str],
) -> None:
    _, commune, chain = merged
    where = "chain_no = (SELECT no FROM chain WHERE chain = ?) AND seq = 3"
    run_sql(commune, (f"UPDATE change SET prev = ? WHERE {where}", (b"x" * 32, chain)))
    assert subjects(commune, "CHAIN_BROKEN") == [f"{chain}:3"]
