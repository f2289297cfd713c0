"""The store on the disk: encrypted, durable, one writer, readers beside it."""

import threading
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from tests.builders.stores import STORE_KEY, BareStore, person_values, record
from vanhoa_desktop.db.database import Database
from vanhoa_desktop.db.engine import Access, open_engine
from vanhoa_desktop.db.lock import WriterLock
from vanhoa_desktop.errors import ErrorCode, VanHoaError

NAME = "Lê Thị Tìm Không Thấy"
FULL, WAL = 2, "wal"


def pragma(store: BareStore, name: str, access: Access) -> Any:
    engine = open_engine(store.path, STORE_KEY, access)
    with engine.connect() as connection:
        found = connection.exec_driver_sql(f"PRAGMA {name}").scalar_one_or_none()
    engine.dispose()
    return found


def test_the_writer_flushes_every_commit_and_readers_need_not_wait(commune: BareStore) -> None:
    assert pragma(commune, "journal_mode", Access.WRITING) == WAL
    assert pragma(commune, "synchronous", Access.WRITING) == FULL
    assert pragma(commune, "secure_delete", Access.WRITING) == 1
    assert pragma(commune, "query_only", Access.READING) == 1
    assert pragma(commune, "query_only", Access.WRITING) == 0
    assert pragma(commune, "busy_timeout", Access.WRITING) == 5_000


def test_no_file_of_the_store_holds_plain_text_or_says_what_it_is(commune: BareStore) -> None:
    commune.put("person", record(1), person_values(NAME))
    commune.open_again()
    commune.put("person", record(2), person_values(NAME, "1971"))
    beside = {path.name: path.read_bytes() for path in commune.folder.iterdir()}
    assert {"store.db", "store.db-wal"} <= beside.keys()
    for content in beside.values():
        assert b"SQLite format 3" not in content
        for spelling in (NAME, "Nguyễn Văn Thử", "person", "CREATE TABLE"):
            assert spelling.encode() not in content
            assert spelling.encode("utf-16-le") not in content


def test_two_stores_of_the_same_content_share_no_page(tmp_path: Path) -> None:
    pages = []
    for name in ("one", "two"):
        engine = open_engine(tmp_path / name, STORE_KEY, Access.WRITING)
        with engine.begin() as connection:
            connection.exec_driver_sql("CREATE TABLE t (x)")
            connection.exec_driver_sql("INSERT INTO t VALUES ('y')")
        engine.dispose()
        pages.append((tmp_path / name).read_bytes()[:4096])
    assert pages[0] != pages[1]


def test_without_the_key_the_file_is_noise(commune: BareStore) -> None:
    commune.database.close()
    connection = sqlcipher.connect(str(commune.path))
    with pytest.raises(sqlcipher.DatabaseError, match="not a database"):
        connection.execute("SELECT count(*) FROM sqlite_master")
    connection.close()


@pytest.mark.parametrize("writing", [False, True])
def test_another_key_is_told_as_a_store_that_cannot_be_read(
    commune: BareStore, writing: bool
) -> None:
    commune.database.close()
    with pytest.raises(VanHoaError) as refused:
        Database.open(commune.path, bytes(32), commune.lock_path, writing=writing)
    assert refused.value.code is ErrorCode.STORE_DAMAGED
    commune.open_again()


def test_the_reading_connection_cannot_write(commune: BareStore) -> None:
    engine = open_engine(commune.path, STORE_KEY, Access.READING)
    with engine.connect() as connection, pytest.raises(Exception, match="readonly database"):
        connection.exec_driver_sql("DELETE FROM person")
    engine.dispose()


def test_a_reader_sees_what_was_committed_and_nothing_of_what_is_being_written(
    commune: BareStore,
) -> None:
    commune.put("person", record(1), person_values(NAME))
    with commune.database.unit_of_work(commune.author, commune.ports) as work:
        work.put("person", record(2), person_values("Lê Văn Mẫu"))
        work.commit()
        with commune.database.reading() as reading:
            assert reading.people.count() == 1
    with commune.database.reading() as reading:
        assert reading.people.count() == 2


def test_a_reading_block_keeps_its_view_while_others_write(commune: BareStore) -> None:
    commune.put("person", record(1), person_values(NAME))
    with commune.database.reading() as reading:
        assert reading.people.count() == 1
        commune.put("person", record(2), person_values("Lê Văn Mẫu"))
        assert reading.people.count() == 1
        with commune.database.reading() as inner:
            assert inner.people.count() == 2


def test_a_second_writer_is_refused_and_a_reader_is_not(commune: BareStore) -> None:
    with pytest.raises(VanHoaError) as refused:
        Database.open(commune.path, STORE_KEY, commune.lock_path, writing=True)
    assert refused.value.code is ErrorCode.STORE_IN_USE
    beside = Database.open(commune.path, STORE_KEY, commune.lock_path, writing=False)
    assert not beside.is_writable
    with (
        pytest.raises(VanHoaError) as refused,
        beside.unit_of_work(commune.author, commune.ports),
    ):
        pytest.fail("a store opened for reading must not be written to")
    assert refused.value.code is ErrorCode.STORE_IN_USE
    beside.close()


def test_the_lock_is_given_back_on_closing_and_after_a_failed_opening(commune: BareStore) -> None:
    commune.database.close()
    with pytest.raises(VanHoaError):
        Database.open(commune.path, bytes(32), commune.lock_path, writing=True)
    commune.open_again()
    assert commune.database.is_writable


def test_a_lock_taken_on_one_thread_is_given_back_on_another(tmp_path: Path) -> None:
    """The window opens the store on its worker and closes it from wherever it ends."""
    path = tmp_path / "store.lock"
    lock = WriterLock(path)
    opening = threading.Thread(target=lock.acquire)
    opening.start()
    opening.join()
    lock.release()
    again = WriterLock(path)
    again.acquire()
    again.release()


def test_giving_back_a_lock_that_is_not_held_does_nothing(tmp_path: Path) -> None:
    lock = WriterLock(tmp_path / "store.lock")
    lock.release()
    lock.acquire()
    lock.release()
    lock.release()


def test_a_lock_that_cannot_be_made_is_told_as_such(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(VanHoaError) as refused:
        WriterLock(tmp_path / "file" / "store.lock").acquire()
    assert refused.value.code is ErrorCode.FOLDER_UNREACHABLE


def test_a_store_is_made_once_and_opened_where_it_is(tmp_path: Path, commune: BareStore) -> None:
    with pytest.raises(VanHoaError) as refused:
        Database.create(commune.path, STORE_KEY, commune.lock_path)
    assert refused.value.code is ErrorCode.STORE_EXISTS
    with pytest.raises(VanHoaError) as refused:
        Database.open(tmp_path / "none.db", STORE_KEY, tmp_path / "none.lock", writing=True)
    assert refused.value.code is ErrorCode.STORE_MISSING
    assert not (tmp_path / "none.db").exists()
