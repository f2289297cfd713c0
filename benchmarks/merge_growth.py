"""Does a merge cost more in a larger store? One village's year, merged into stores that grow.

`python -m benchmarks.merge_growth [PEOPLE [ROUNDS]]`. The commune enters the years of 1, 10 and 100
villages of PEOPLE each on their behalf (800 people: some 5,000, 50,000 and 500,000 changes), and
merges the same bundle of one more village at each size. Ratios are to the smallest store. Also:
what a change takes in the store, and what 16 million of them would (bundle.md §1).
"""

import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from benchmarks._offices import Founded, Office, enrol, export, found_commune, live_a_year
from benchmarks._rounds import Side, Stopwatch, alternate, count, expect, ratio, seconds, title
from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.domain.enums import UnitKind
from vanhoa_desktop.services.demo.people import make_villages
from vanhoa_desktop.services.exchange.exchange import ExchangeService
from vanhoa_desktop.services.office.integrity import IntegrityService
from vanhoa_desktop.services.setup.units import UnitService

PEOPLE, ROUNDS, SEED = 800, 3, 1
SIZES = (1, 10, 100)
# With a dozen people, to see that it works, three villages are enough.
FEW_PEOPLE, FEW_VILLAGES = 100, (1, 2, 3)
FORESEEN_CHANGES = 16_000_000
_GIB = 1024**3


@dataclass(frozen=True)
class Grown:
    """A store of some size and the number of changes in it."""

    office: Office
    changes: int
    bytes: int


def main(arguments: list[str]) -> int:
    """Measure and print; the arguments are people of a village and rounds."""
    people, rounds = (*map(int, arguments), *(PEOPLE, ROUNDS)[len(arguments) :])[:2]
    title(f"the same merge into stores that grow: villages of {people} people")
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        founded = found_commune(root, 1, people, SEED)
        bundle = _bundle(founded, root)
        sizes = SIZES if people >= FEW_PEOPLE else FEW_VILLAGES
        grown = _grow(founded, root, people, sizes)
        sides: dict[str, Side] = {
            _name(item): lambda watch, item=item: _merge(item, bundle, root, watch)  # type: ignore[misc]  # a side with its store
            for item in grown
        }
        spent = alternate(sides, rounds)
    for name in sides:
        seconds(f"merge into {name}", spent[name])
    for item in grown[1:]:
        ratio(f"{_name(item)} : {_name(grown[0])}", spent[_name(item)], spent[_name(grown[0])])
    first, last = grown[0], grown[-1]
    each = (last.bytes - first.bytes) / (last.changes - first.changes)
    count("bytes a change with its rows and indexes", each, "bytes")
    count("16 million changes", each * FORESEEN_CHANGES / _GIB, "GiB")
    return 0


def _name(item: Grown) -> str:
    return f"{item.changes:,} changes"


def _bundle(founded: Founded, root: Path) -> Path:
    village = enrol(founded, founded.villages[0], root / "village")
    with village.open() as session:
        live_a_year(session, founded, founded.villages[0], root)
        export(session, root / "year.vhb")
    return root / "year.vhb"


def _grow(founded: Founded, root: Path, people: int, sizes: tuple[int, ...]) -> list[Grown]:
    """Copies of the commune after the years of so many villages."""
    made_up = make_villages(max(sizes) + 1, people * (max(sizes) + 1), SEED + 1, 2026)
    # The first of any made-up commune has the bundle's village's name.
    others = [village for village in made_up if village.name != founded.villages[0].name]
    grown = []
    with founded.office.open() as session:
        for number, village in enumerate(others[: max(sizes)], 1):
            UnitService(session).add(village.name, UnitKind.VILLAGE)
            live_a_year(session, founded, village, root)
            if number in sizes:
                with session.database.reading() as reading:
                    changes = _changes(reading)
                copy = founded.office.copy(root / f"grown-{number}")
                grown.append(Grown(copy, changes, copy.paths.store.stat().st_size))
    return grown


def _changes(reading: Reading) -> int:
    return reading.journal.last_position()


def _merge(item: Grown, bundle: Path, root: Path, watch: Stopwatch) -> None:
    with item.office.copy(root / "copy").open() as session:
        service = ExchangeService(session)
        with watch.running():
            report = service.merge([bundle])
        expect(report.merged, 1)
        expect(IntegrityService(session).state_hash().changes > item.changes, wanted=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
