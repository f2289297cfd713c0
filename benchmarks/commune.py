"""A whole commune: the years of all its units, merged in one go.

`python -m benchmarks.commune [PEOPLE [UNITS]]`. Each unit is an installation of its own with its
own keys and bundle, as in real life; making them is not measured. Ours is one call that merges all
files. Theirs is the bare driver inserting exactly the rows that this wrote.
"""

import sys
import tempfile
import time
from pathlib import Path

from benchmarks._offices import Founded, enrol, export, found_commune, live_a_year
from benchmarks._rounds import Spent, Stopwatch, count, expect, ratio, seconds, title
from benchmarks._rows import insert_by_driver, new_rows
from vanhoa_desktop.db.engine import Access, open_engine
from vanhoa_desktop.services.exchange.exchange import ExchangeService

PEOPLE, UNITS, SEED = 50_000, 60, 1
# A dozen people, to see that it works, live in few villages.
PEOPLE_A_UNIT = 4


def main(arguments: list[str]) -> int:
    """Measure and print; the arguments are people and units."""
    people, units = (*map(int, arguments), *(PEOPLE, UNITS)[len(arguments) :])[:2]
    units = min(units, max(1, people // PEOPLE_A_UNIT))
    title(f"a commune of {units} units and {people} people: every file merged in one go")
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        founded = found_commune(root, units, people, SEED)
        started = time.perf_counter()
        bundles = [_bundle(founded, number, root) for number in range(units)]
        count("seconds to live all these years (not measured)", time.perf_counter() - started)
        count("files", sum(path.stat().st_size for path in bundles), "bytes")
        before = founded.office.copy(root / "before")
        whole = Stopwatch()
        with founded.office.open() as session:
            key = session.secrets.store_key
            with whole.running():
                report = ExchangeService(session).merge(bundles)
        expect(report.merged, units)
        count("changes merged", report.changes)
        store = founded.office.paths.store
        count("store", store.stat().st_size, "bytes")
        bare = _insert(before.paths.store, store, key)
    seconds("merge of all", whole.spent)
    seconds("the driver's inserts", bare)
    ratio("merge of all : the driver's inserts", whole.spent, bare)
    return 0


def _bundle(founded: Founded, number: int, root: Path) -> Path:
    made_up = founded.villages[number]
    folder = root / f"unit-{number}"
    folder.mkdir()
    village = enrol(founded, made_up, folder / "village")
    with village.open() as session:
        live_a_year(session, founded, made_up, folder)
        export(session, folder / "year.vhb")
    return folder / "year.vhb"


def _insert(before: Path, after: Path, key: bytes) -> Spent:
    """What the bare driver takes for the rows that came in."""
    rows = new_rows(before, after, key)
    engine = open_engine(before, key, Access.WRITING)
    watch = Stopwatch()
    with engine.connect():
        pass  # the connection is pooled: opening it is not measured
    with watch.running():
        insert_by_driver(engine, rows)
    engine.dispose()
    return watch.spent


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
