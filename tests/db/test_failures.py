"""What the disk does to the store is told as what it is; a bug of ours passes as a bug."""

from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from tests.builders.stores import STORE_KEY, BareStore, person_values, record
from tests.db.table_contents import everything
from vanhoa_desktop.db import engine
from vanhoa_desktop.db.failures import known_code, sorted_failures
from vanhoa_desktop.errors import ErrorCode, VanHoaError

PAGE_BYTES = 4096
PEOPLE = 300


def write_people(store: BareStore, count: int = PEOPLE) -> None:
    with store.database.unit_of_work(store.author, store.ports) as work:
        for number in range(count):
            work.put("person", record(number), person_values(f"Lê Văn Mẫu {number % 7}"))
        work.commit()


def set_on_writer(store: BareStore, pragma: str) -> None:
    assert store.database._writer is not None
    with store.database._writer.connect() as connection:
        connection.exec_driver_sql(f"PRAGMA {pragma}")


def refusal(store: BareStore) -> VanHoaError:
    with pytest.raises(VanHoaError) as refused:
        write_people(store)
    return refused.value


def test_a_full_disk_is_told_and_nothing_is_written(commune: BareStore) -> None:
    before = everything(commune.database)
    set_on_writer(commune, "max_page_count = 60")
    assert refusal(commune).code is ErrorCode.DISK_FULL
    assert everything(commune.database) == before
    set_on_writer(commune, "max_page_count = 100000")
    write_people(commune)
    with commune.database.reading() as reading:
        assert reading.people.count() == PEOPLE


def test_a_write_protected_disk_is_told(commune: BareStore) -> None:
    set_on_writer(commune, "query_only = ON")
    refused = refusal(commune)
    assert refused.code is ErrorCode.FOLDER_READ_ONLY
    assert refused.facts["path"] == str(commune.path)


def test_a_store_that_another_program_writes_to_is_told_as_in_use(
    commune: BareStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "BUSY_TIMEOUT_MS", 1)
    commune.open_again()
    other = sqlcipher.connect(str(commune.path), isolation_level=None)
    other.execute(f"PRAGMA key = \"x'{STORE_KEY.hex()}'\"")
    other.execute("BEGIN IMMEDIATE")
    assert refusal(commune).code is ErrorCode.STORE_IN_USE
    other.execute("ROLLBACK")
    other.close()


def pages(path: Path) -> int:
    return path.stat().st_size // PAGE_BYTES


def damage_found(store: BareStore) -> bool:
    """Whether opening, reading or checking a store says that its file is damaged."""
    try:
        with store.open_again().reading() as reading:
            return bool(reading.file_problems())
    except VanHoaError as error:
        return error.code is ErrorCode.STORE_DAMAGED


def test_a_sound_store_has_no_damage(commune: BareStore) -> None:
    write_people(commune)
    assert not damage_found(commune)


@pytest.mark.parametrize("share", [0.0, 0.3, 0.6, 0.9])
def test_a_page_that_went_bad_is_told_as_damage(commune: BareStore, share: float) -> None:
    write_people(commune)
    commune.database.close()
    place = int(pages(commune.path) * share) * PAGE_BYTES + 100
    content = bytearray(commune.path.read_bytes())
    content[place] ^= 1
    commune.path.write_bytes(content)

    assert damage_found(commune)


def test_a_file_that_was_cut_short_is_told_as_damage(commune: BareStore) -> None:
    write_people(commune)
    commune.database.close()
    with commune.path.open("r+b") as stream:
        stream.truncate(5 * PAGE_BYTES)
    with pytest.raises(VanHoaError) as refused, commune.open_again().reading() as reading:
        reading.people.search("")
    assert refused.value.code is ErrorCode.STORE_DAMAGED


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("SQLITE_FULL", ErrorCode.DISK_FULL),
        ("SQLITE_READONLY_DIRECTORY", ErrorCode.FOLDER_READ_ONLY),
        ("SQLITE_CANTOPEN_ISDIR", ErrorCode.FOLDER_READ_ONLY),
        ("SQLITE_BUSY_SNAPSHOT", ErrorCode.STORE_IN_USE),
        ("SQLITE_LOCKED", ErrorCode.STORE_IN_USE),
        ("SQLITE_NOTADB", ErrorCode.STORE_DAMAGED),
        ("SQLITE_CORRUPT_VTAB", ErrorCode.STORE_DAMAGED),
        ("SQLITE_IOERR_READ", ErrorCode.DISK_FAILED),
        ("SQLITE_IOERR_SHORT_READ", ErrorCode.STORE_DAMAGED),
        ("SQLITE_CONSTRAINT_UNIQUE", None),
        ("SQLITE_ERROR", None),
        ("", None),
    ],
)
def test_failures_that_people_can_act_on_are_known(name: str, code: ErrorCode | None) -> None:
    original = sqlcipher.OperationalError("what SQLite says")
    original.sqlite_errorname = name
    assert known_code(DBAPIError("SELECT 1", None, original)) is code


def test_a_driver_that_names_no_error_leaves_it_a_bug() -> None:
    assert known_code(OperationalError("SELECT 1", None, ValueError("odd"))) is None


def test_a_bug_passes_through_unchanged(commune: BareStore) -> None:
    assert commune.database._writer is not None
    twice = "INSERT INTO kind (no, name) VALUES (1, 'person'), (1, 'person')"
    with (
        pytest.raises(IntegrityError),
        sorted_failures(commune.path),
        commune.database._writer.connect() as connection,
    ):
        connection.exec_driver_sql(twice)


def test_a_refusal_inside_passes_as_itself(commune: BareStore) -> None:
    with pytest.raises(VanHoaError) as refused, sorted_failures(commune.path):
        raise VanHoaError(ErrorCode.NOT_FOUND, text="x")
    assert refused.value.code is ErrorCode.NOT_FOUND
