"""Stores that programs of the past made are opened by this one, and say what they said then."""

import importlib
import json
import pkgutil
import shutil
from pathlib import Path
from typing import Any

import pytest

import vanhoa_desktop.db
from tests.cli.driver import Machine
from tests.db.table_contents import everything
from vanhoa_desktop.db.database import Database
from vanhoa_desktop.db.engine import Access, connect
from vanhoa_desktop.db.migrations.layout import columns, definitions
from vanhoa_desktop.db.schema import FOLDED, KEPT, SCHEMA_VERSION
from vanhoa_desktop.db.tables.journal import metadata
from vanhoa_desktop.domain.ports import no_progress
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.paths import InstallationPaths
from vanhoa_desktop.services.office.installation import open_session
from vanhoa_desktop.services.office.integrity import IntegrityService
from vanhoa_desktop.services.people.person_entry import PersonService
from vanhoa_desktop.services.rows.roster import RosterService
from vanhoa_desktop.trust.keyring import open_keyring

GOLDEN = Path(__file__).parents[1] / "golden" / "stores"
PASSPHRASE = "demo"
STORES = sorted(keys.parent for keys in GOLDEN.glob("*/*/keys.json"))
VILLAGE = "Thôn Ngọc Bản"
OLDEST, NEWEST = GOLDEN / "1-first" / "commune", GOLDEN / str(SCHEMA_VERSION) / "commune"


def named(store: Path) -> str:
    return f"{store.parent.name}-{store.name}"


def copied(store: Path, folder: Path) -> InstallationPaths:
    """A working copy of an installation of the past."""
    target = folder / "data"
    target.mkdir(mode=0o700)
    for name in {"keys.json", "root-key.json", "store.db"} & {
        file.name for file in store.iterdir()
    }:
        shutil.copyfile(store / name, target / name)
    return InstallationPaths(target)


def said_then(store: Path, name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((store / name).read_text("utf-8"))
    return found


def version_of(paths: InstallationPaths) -> int:
    """The format's number in the file, read past the program."""
    secrets, _ = open_keyring(paths.keys, PASSPHRASE)
    connection = connect(paths.store, secrets.store_key, Access.READING)
    try:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])
    finally:
        connection.close()


@pytest.mark.parametrize("store", STORES, ids=named)
def test_a_store_of_the_past_holds_what_it_held(store: Path, tmp_path: Path) -> None:
    paths = copied(store, tmp_path)
    with open_session(paths, PASSPHRASE, writing=True) as session:
        service = IntegrityService(session)
        found = service.state_hash()
        then = said_then(store, "state-hash.json")
        assert {
            "sha256": found.sha256,
            "changes": found.changes,
            "ids_sha256": found.ids_sha256,
        } == then
        assert service.check().is_ok
        assert service.repair() == ()
    assert version_of(paths) == SCHEMA_VERSION


@pytest.mark.parametrize("store", STORES, ids=named)
def test_it_is_read_first_and_written_after(store: Path, tmp_path: Path) -> None:
    """The kind of fault that there was: reading went, and the first command that writes broke."""
    paths = copied(store, tmp_path)
    with open_session(paths, PASSPHRASE, writing=False) as session:
        people = len(RosterService(session).search(""))
        assert people > 0
    with open_session(paths, PASSPHRASE, writing=True) as session:
        PersonService(session).add({"full_name": "Mai Thị Mẫu"}, VILLAGE)
        assert len(RosterService(session).search("")) == people + 1
        assert IntegrityService(session).check().is_ok


@pytest.mark.parametrize("number", ["3", "4"])
def test_the_report_of_a_format_with_a_way_up_says_what_it_said(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    number: str,
) -> None:
    monkeypatch.setenv("VANHOA_PASSPHRASE", PASSPHRASE)
    store = GOLDEN / number / "commune"
    answer = Machine(copied(store, tmp_path).root, capsys).do("report", "targets", "--cycle", 2026)
    assert answer == said_then(store, "targets.json")


def test_the_command_line_says_why_it_takes_longer_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("VANHOA_PASSPHRASE", PASSPHRASE)
    machine = Machine(copied(OLDEST, tmp_path).root, capsys)
    first, second = machine.run("check"), machine.run("check")
    assert first.json["ok"]
    assert first.err.count("do bản cũ của chương trình lập") == 1
    assert second.err == ""


def test_every_step_on_the_way_up_is_told(tmp_path: Path) -> None:
    heard: list[tuple[int, int]] = []
    paths = copied(OLDEST, tmp_path)
    open_session(paths, PASSPHRASE, writing=True, progress=lambda *step: heard.append(step)).close()
    total = heard[-1][1]
    assert heard[0] == (0, total)
    assert heard[-1] == (total, total)
    assert heard == sorted(heard)
    heard.clear()
    open_session(paths, PASSPHRASE, writing=True, progress=lambda *step: heard.append(step)).close()
    assert heard == []


class _StoppedError(Exception):
    pass


def test_stopped_on_the_way_it_is_as_it_was(tmp_path: Path) -> None:
    paths = copied(OLDEST, tmp_path)

    def stop(done: int, total: int) -> None:
        if done == total:
            raise _StoppedError

    with pytest.raises(_StoppedError):
        open_session(paths, PASSPHRASE, writing=True, progress=stop)
    assert version_of(paths) == 1
    with open_session(paths, PASSPHRASE, writing=True) as session:
        found = IntegrityService(session).state_hash()
        assert found.sha256 == said_then(OLDEST, "state-hash.json")["sha256"]


def test_every_table_is_either_kept_or_folded() -> None:
    """Whatever was imported: one that stands in neither list would be in no store."""
    for module in pkgutil.walk_packages(vanhoa_desktop.db.__path__, "vanhoa_desktop.db."):
        importlib.import_module(module.name)
    named = [table.name for table in (*KEPT, *FOLDED)]
    assert sorted(named) == sorted(metadata.tables)


def test_what_is_kept_changes_with_a_numbered_step_only(tmp_path: Path) -> None:
    """If this is red: the kept tables of stores that people have need a step in db/migrations."""
    paths = copied(NEWEST, tmp_path)
    secrets, _ = open_keyring(paths.keys, PASSPHRASE)
    fresh = Database.create(tmp_path / "new.db", bytes(32), tmp_path / "new.lock")
    old = Database.open(paths.store, secrets.store_key, paths.lock, writing=False)
    try:
        with old._reader.connect() as then, fresh._reader.connect() as now:
            for table in KEPT:
                assert columns(then, table.name) == columns(now, table.name), table.name
    finally:
        old.close()
        fresh.close()


ALTERED = {
    "a table is missing": "DROP TABLE points",
    "an index is missing": "DROP INDEX person_by_folded",
    "a column is missing": "ALTER TABLE recognition DROP COLUMN level",
    "a column is there that nobody knows": "ALTER TABLE person ADD COLUMN nickname TEXT",
}


@pytest.mark.parametrize("statement", ALTERED.values(), ids=ALTERED.keys())
def test_folded_tables_of_another_make_are_made_anew(statement: str, tmp_path: Path) -> None:
    paths = copied(NEWEST, tmp_path)
    with open_session(paths, PASSPHRASE, writing=True) as session:
        before = everything(session.database)
        writer = session.database._writer
        assert writer is not None
        with writer.begin() as connection:
            connection.exec_driver_sql(statement)
    with open_session(paths, PASSPHRASE, writing=True) as session:
        after = everything(session.database)
        for table in FOLDED:
            if table.name != "tally":
                assert after[table.name] == before[table.name], table.name


def test_tables_that_nobody_knows_go_when_the_store_is_folded(tmp_path: Path) -> None:
    """A renamed table of a former program would keep what was erased since."""
    paths = copied(NEWEST, tmp_path)
    with open_session(paths, PASSPHRASE, writing=True) as session:
        writer = session.database._writer
        assert writer is not None
        with writer.begin() as connection:
            connection.exec_driver_sql("CREATE TABLE former_people (full_name TEXT)")
        IntegrityService(session).repair()
        with session.database._reader.connect() as connection:
            assert "former_people" not in definitions(connection)


def test_kept_tables_that_no_program_made_are_told_as_damaged(tmp_path: Path) -> None:
    paths = copied(OLDEST, tmp_path)
    secrets, _ = open_keyring(paths.keys, PASSPHRASE)
    connection = connect(paths.store, secrets.store_key, Access.WRITING)
    connection.execute("ALTER TABLE access_log DROP COLUMN detail")
    connection.close()
    with pytest.raises(VanHoaError) as refused:
        Database.open(
            paths.store, secrets.store_key, paths.lock, writing=True, progress=no_progress
        )
    assert refused.value.code is ErrorCode.STORE_DAMAGED
    assert refused.value.facts["detail"] == "table access_log"
    assert version_of(paths) == 1
