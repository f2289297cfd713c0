"""Merging a village's year into the commune's store, against bare inserts of the same rows.

`python -m benchmarks.merge [PEOPLE [ROUNDS]]`. Ours is the real service: read the file, decrypt,
unpack, check signature, hashes, chains, clocks and rights, fold, write journal and tables, receipts
and ledger. Theirs is SQLAlchemy Core on the same SQLCipher engine with the same pragmas, inserting
exactly the rows that the merge wrote, by executemany in one transaction; and the bare driver doing
the same without SQLAlchemy.
"""

import hashlib
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine

from benchmarks._offices import Founded, Office, enrol, export, found_commune, live_a_year
from benchmarks._rounds import Side, Stopwatch, alternate, count, expect, ratio, seconds, title
from benchmarks._rows import RowsOfTable, insert_by_core, insert_by_driver, new_rows
from vanhoa_desktop.bundles.opening import open_bundle
from vanhoa_desktop.bundles.zip_structure import read_zip
from vanhoa_desktop.db.engine import Access, open_engine
from vanhoa_desktop.services.exchange.exchange import ExchangeService
from vanhoa_desktop.services.exchange.held_view import StoreHeldState
from vanhoa_desktop.trust.envelope import open_sealed

PEOPLE, ROUNDS, SEED = 800, 5, 1
AIM = 2.5
WHOLE, BARE, DRIVER = "merge", "bare inserts", "the driver's inserts"
OPENING, PIECES = "opening", "bounded pieces"


@dataclass(frozen=True)
class Prepared:
    """A commune that never saw the bundle, the bundle, and the rows that merging it writes."""

    commune: Office
    bundle: Path
    rows: RowsOfTable
    unpacked: Mapping[str, bytes]
    key: bytes
    identity: str
    folder: Path

    def fresh_copy(self) -> Office:
        """The commune again as it was before the merge."""
        return self.commune.copy(self.folder / "copy")


def main(arguments: list[str]) -> int:
    """Measure and print; the arguments are people and rounds."""
    people, rounds = (*map(int, arguments), *(PEOPLE, ROUNDS)[len(arguments) :])[:2]
    title(f"merge: a village of {people} people and its year, into the commune's store")
    with tempfile.TemporaryDirectory() as folder:
        founded = found_commune(Path(folder), 1, people, SEED)
        prepared = prepare(founded, Path(folder))
        _print_sizes(prepared)
        sides: dict[str, Side] = {
            WHOLE: lambda watch: _merge(prepared, watch),
            BARE: lambda watch: _insert(prepared, watch, insert_by_core),
            DRIVER: lambda watch: _insert(prepared, watch, insert_by_driver),
            OPENING: lambda watch: _open(prepared, watch),
            PIECES: lambda watch: _decrypt_and_hash(prepared, watch),
        }
        spent = alternate(sides, rounds)
    for name in sides:
        seconds(name, spent[name])
    ratio("merge : bare inserts of its rows", spent[WHOLE], spent[BARE], AIM)
    ratio("merge : the driver's inserts", spent[WHOLE], spent[DRIVER])
    ratio("opening : age and SHA-256 of its bytes", spent[OPENING], spent[PIECES])
    return 0


def prepare(founded: Founded, folder: Path) -> Prepared:
    """The village's year and its bundle, and what merging it into a copy of the commune writes."""
    village = enrol(founded, founded.villages[0], folder / "village")
    bundle = folder / "year.vhb"
    watch = Stopwatch()
    with village.open() as session:
        live_a_year(session, founded, founded.villages[0], folder)
        with watch.running():
            export(session, bundle)
    seconds("export (once)", watch.spent)
    merged = founded.office.copy(folder / "merged")
    with merged.open() as session:
        ExchangeService(session).merge([bundle])
        key, identity = session.secrets.store_key, session.secrets.age_identity
    rows = new_rows(founded.office.paths.store, merged.paths.store, key)
    unpacked = read_zip(open_sealed(bundle.read_bytes(), [identity]))
    return Prepared(founded.office, bundle, rows, unpacked, key, identity, folder)


def _print_sizes(prepared: Prepared) -> None:
    unpacked = prepared.unpacked
    count("bundle", prepared.bundle.stat().st_size, "bytes")
    count("unpacked", sum(map(len, unpacked.values())), "bytes")
    count("changes inside", unpacked["changes.jsonl"].count(b"\n"))
    for table, rows in prepared.rows.items():
        count(f"rows written to {table.name}", len(rows))


def _merge(prepared: Prepared, watch: Stopwatch) -> None:
    with prepared.fresh_copy().open() as session:
        service = ExchangeService(session)
        with watch.running():
            report = service.merge([prepared.bundle])
    expect(report.merged, 1)


def _insert(
    prepared: Prepared, watch: Stopwatch, insert_rows: Callable[[Engine, RowsOfTable], None]
) -> None:
    engine = open_engine(prepared.fresh_copy().paths.store, prepared.key, Access.WRITING)
    with engine.connect():
        pass  # the connection is pooled: opening it is not part of either side
    with watch.running():
        insert_rows(engine, prepared.rows)
    engine.dispose()


def _open(prepared: Prepared, watch: Stopwatch) -> None:
    with (
        prepared.fresh_copy().open() as session,
        watch.running(),
        session.database.reading() as reading,
    ):
        open_bundle(prepared.bundle.read_bytes(), StoreHeldState(session, reading))


def _decrypt_and_hash(prepared: Prepared, watch: Stopwatch) -> None:
    with watch.running():
        archive = open_sealed(prepared.bundle.read_bytes(), [prepared.identity])
        for content in prepared.unpacked.values():
            hashlib.sha256(content).digest()
    expect(archive[:2], b"PK")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
