"""What one enrolled laptop in bad hands can cost the office with one file.

`python -m benchmarks.hostile [CHANGES [ROUNDS]]`. Each file is merged, or refused, in a process of
its own. Bounds, checked: no file of an allowed size takes more than 512 MB in all; twice the
changes take at most three times the time; what is refused for its size takes less than an honest
village's file of 400 people.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks._hostile_files import Attack, BadHands
from benchmarks._offices import _PASSPHRASE, Founded, Office, enrol, export, found_commune
from benchmarks._rounds import COUNT_WIDTH, MeasuredWrongError, count, expect, title
from vanhoa_desktop.bundles.limits import (
    MAX_CHANGES_OF_RECORD_BY_DEVICE,
    MEGABYTE,
    OF_A_UNIT,
)
from vanhoa_desktop.services.demo.spreadsheets import write_roster
from vanhoa_desktop.services.exchange.exchange import ExchangeService
from vanhoa_desktop.services.rows.roster import RosterImport, RosterService

CHANGES, ROUNDS, SEED = OF_A_UNIT.of_record, 1, 1
MOST_BYTES = 512 * MEGABYTE
MOST_GROWTH = 3.0
# To refuse a file it must be opened, and lines are read up to the first that is too many: that
# costs about what the honest file does, and two runs on a busy machine differ by some tenths. A
# refusal that begins to fold or write what it refuses takes ten times as much.
MOST_TO_REFUSE = 1.5
# Where a file is so small that starting a process outweighs it, growth is not measured.
LEAST_CHANGES = 1_000
# A file that waits for what never comes is not opened again by later merges: some of its cost once
# would be all of an honest file's.
WAITING_FILES, MOST_BESIDE = 3, 2.0
PEOPLE = 400
TOO_LARGE = "BUNDLE_TOO_LARGE"


@dataclass(frozen=True)
class Cost:
    """What merging or refusing one file took."""

    code: str
    seconds: float
    peak_bytes: int


@dataclass(frozen=True)
class Ground:
    """The office, the laptop in bad hands, and a folder for files."""

    office: Office
    hands: BadHands
    folder: Path

    def cost(self, file: Path) -> Cost:
        """Merge a file into a copy of the office."""
        copy = self.office.copy(self.folder / "copy")
        command = ["-m", "benchmarks._merge_alone", str(copy.paths.root), _PASSPHRASE, str(file)]
        done = subprocess.run(  # noqa: S603 - this program itself
            [sys.executable, *command], capture_output=True, encoding="utf-8", check=True
        )
        said = json.loads(done.stdout)
        return Cost(said["code"], said["seconds"], said["peak_bytes"])


def main(arguments: list[str]) -> int:
    """Measure, print and check; the arguments are changes of the largest file and rounds."""
    changes, _ = (*map(int, arguments), *(CHANGES, ROUNDS)[len(arguments) :])[:2]
    title(f"one file of one laptop in bad hands: up to {changes:,} changes of one record")
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        founded = found_commune(root, 2, min(2 * PEOPLE, 40 * changes), SEED)
        honest = _honest(founded, root)
        with enrol(founded, founded.villages[1], root / "bad").open() as session:
            hands = BadHands(session)
        ground = Ground(founded.office, hands, root)
        usual = ground.cost(honest)
        _say("an honest file", usual)
        for name, attack in _attacks(hands).items():
            _measure(ground, name, attack, changes)
        _measure(ground, "tiny changes", hands.tiny, 10 * changes)
        file = hands.heaviest(root / "heaviest.vhb", 10 * changes - 1)
        spent = ground.cost(file)
        expect(spent.code, "")
        count("every limit at once: size of the file", file.stat().st_size / 1024, "KB")
        _say("every limit at once", spent)
        _file_after_file(ground, changes)
        _beside_waiting(ground, usual, honest, 10 * changes)
        _beside_questions(ground, honest, changes)
        _refused(ground, hands, usual, changes)
    return 0


def _attacks(hands: BadHands) -> dict[str, Attack]:
    return {
        "edits of one record": hands.edits,
        "controls side by side": hands.controls,
        "rival values": hands.rivals,
        "figures that disagree": hands.figures,
        "people of one name": hands.namesakes,
    }


def _honest(founded: Founded, root: Path) -> Path:
    with enrol(founded, founded.villages[0], root / "honest").open() as session:
        write_roster(root / "roster.xlsx", founded.villages[0])
        RosterService(session).import_file(RosterImport(root / "roster.xlsx"))
        export(session, root / "honest.vhb")
    return root / "honest.vhb"


def _measure(ground: Ground, name: str, attack: Attack, changes: int) -> None:
    """Half as many, and as many: time must not grow with the square."""
    found = []
    for number in (changes // 2, changes - 1):
        file = ground.hands.file(ground.folder / "hostile.vhb", attack(number))
        found.append(ground.cost(file))
        expect(found[-1].code, "")
        count(f"{name}: size of the file", file.stat().st_size / 1024, "KB")
        _say(f"{name}: {number:,}", found[-1])
    growth = found[1].seconds / found[0].seconds
    print(
        f"   {name + ': twice as many':<{COUNT_WIDTH}}{growth:>12.2f} ×  (at most {MOST_GROWTH} ×)"
    )
    if changes >= LEAST_CHANGES and growth > MOST_GROWTH:
        raise MeasuredWrongError(f"{name}: {growth:.2f} times as long")


def _file_after_file(ground: Ground, changes: int) -> None:
    """One record in file after file, each within its limits: the last one that is taken in."""
    most = MAX_CHANGES_OF_RECORD_BY_DEVICE if changes >= LEAST_CHANGES else 2 * changes
    told = ground.hands.edits(most - 1)
    parts = [told[at : at + changes - 1] for at in range(0, most, changes - 1)]
    office = ground.office.copy(ground.folder / "told")
    files = [ground.hands.file(ground.folder / f"{n}.vhb", part) for n, part in enumerate(parts)]
    with office.open() as session:
        expect(len(ExchangeService(session).merge(files[:-1]).refused), 0)
    spent = Ground(office, ground.hands, ground.folder).cost(files[-1])
    expect(spent.code, "")
    _say(f"one record, file after file, up to {most:,} edits", spent)


def _refused(ground: Ground, hands: BadHands, usual: Cost, changes: int) -> None:
    """What no office sends is refused before it costs anything."""
    is_whole = changes >= LEAST_CHANGES
    file = ground.folder / "refused.vhb"
    files: dict[str, Callable[[], Path]] = {"line ends": lambda: hands.line_ends(file)}
    if is_whole:
        many, chains = OF_A_UNIT.changes + 1, OF_A_UNIT.chains + 1
        files |= {
            "too many edits": lambda: hands.file(file, hands.edits(OF_A_UNIT.of_record + 1)),
            "too many changes": lambda: hands.file(file, hands.tiny(many)),
            "too many chains": lambda: hands.file(file, hands.chains(chains)),
        }
    for name, make in files.items():
        spent = ground.cost(make())
        _say(f"refused: {name}", spent)
        expect(spent.code, TOO_LARGE)
        if is_whole and spent.seconds > MOST_TO_REFUSE * usual.seconds:
            raise MeasuredWrongError(f"{name}: {spent.seconds:.2f} s to refuse")


def _beside_waiting(ground: Ground, usual: Cost, honest: Path, changes: int) -> None:
    """An honest file costs the same whatever waits for a change that never comes."""
    office = ground.office.copy(ground.folder / "waited")
    for number in range(WAITING_FILES):
        run = ground.hands.run(changes - number)[1:]
        file = ground.hands.file(ground.folder / "waits.vhb", run)
        with office.open() as session:
            report = ExchangeService(session).merge([file])
            expect(len(report.waiting), 1)
    beside = Ground(office, ground.hands, ground.folder).cost(honest)
    expect(beside.code, "")
    _say(f"an honest file beside {WAITING_FILES} that wait", beside)
    is_whole = changes >= LEAST_CHANGES
    if is_whole and beside.seconds > MOST_BESIDE * usual.seconds:
        raise MeasuredWrongError(f"beside waiting files: {beside.seconds:.2f} s")


def _beside_questions(ground: Ground, honest: Path, changes: int) -> None:
    """Merging an honest file costs the same beside thousands of people about whom somebody asks.

    To list them all costs what there is; nobody has to who takes in another village's file.
    """
    file = ground.hands.file(ground.folder / "asks.vhb", ground.hands.figures(changes))
    asked = ground.office.copy(ground.folder / "asked")
    with asked.open() as session:
        expect(len(ExchangeService(session).merge([file]).refused), 0)
    usual = _merge_seconds(ground.office.copy(ground.folder / "not-asked"), honest)
    beside = _merge_seconds(asked, honest)
    count("merging alone: processor", usual * 1000, "ms")
    count(f"merging beside {changes // 2:,} people in question: processor", beside * 1000, "ms")
    if changes >= LEAST_CHANGES and beside > MOST_BESIDE * usual:
        raise MeasuredWrongError(f"beside open questions: {beside:.2f} s")


def _merge_seconds(office: Office, file: Path) -> float:
    with office.open() as session:
        started = time.process_time()
        expect(len(ExchangeService(session).merge([file]).refused), 0)
        return time.process_time() - started


def _say(what: str, cost: Cost) -> None:
    count(f"{what}: memory in all", cost.peak_bytes / MEGABYTE, "MB")
    count(f"{what}: processor", cost.seconds * 1000, "ms")
    if cost.peak_bytes > MOST_BYTES:
        raise MeasuredWrongError(f"{what}: {cost.peak_bytes / MEGABYTE:.0f} MB")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
