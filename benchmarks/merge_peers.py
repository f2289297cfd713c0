"""Merging the same edits with geodiff and with SQLite's session extension.

`python -m benchmarks.merge_peers [PEOPLE [ROUNDS]]`. A village and the commune both correct
telephone numbers; some people are corrected by both, some of these to the same number. Ours takes
in a signed, encrypted file and keeps both values of each contradiction for a person to settle.
geodiff rebases one changeset over the other (last writer wins, what lost goes to a file); the
session extension applies a changeset and asks per row. Neither of them decrypts, checks rights or
keeps a history.
"""

import json
import sqlite3
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import apsw
import pygeodiff  # type: ignore[import-untyped]  # it has no types

from benchmarks._edits import Edits, make_edits
from benchmarks._offices import Office, enrol, export, found_commune
from benchmarks._rounds import Side, Stopwatch, alternate, count, expect, ratio, seconds, title
from vanhoa_desktop.domain.people import Person
from vanhoa_desktop.services.demo.spreadsheets import write_roster
from vanhoa_desktop.services.exchange.exchange import ExchangeService
from vanhoa_desktop.services.exchange.exporting import ExportService, ExportWish
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.review.conflicts import ConflictService
from vanhoa_desktop.services.rows.roster import RosterImport, RosterService

PEOPLE, ROUNDS, SEED = 2_000, 5, 1
OURS, GEODIFF, SESSION = "ours", "geodiff", "session extension"
_COLUMNS = ("full_name", "birth", "citizen_number", "phone", "occupation")


@dataclass(frozen=True)
class Ground:
    """The commune with its own edits, the village's file, and the same in plain SQLite files."""

    commune: Office
    bundle: Path
    edits: Edits
    folder: Path
    rows: Mapping[str, int]

    @property
    def base(self) -> Path:
        """The plain table before anybody edited it."""
        return self.folder / "base.db"

    def plain(self, name: str) -> Path:
        """The plain table as one side edited it."""
        return self.folder / f"{name}.db"


def main(arguments: list[str]) -> int:
    """Measure and print; the arguments are people and rounds."""
    people, rounds = (*map(int, arguments), *(PEOPLE, ROUNDS)[len(arguments) :])[:2]
    title(f"the same edits merged by others: {people} people")
    with tempfile.TemporaryDirectory() as folder:
        ground = _prepare(Path(folder), people)
        count("edits of the village", len(ground.edits.village))
        count("edits of the commune", len(ground.edits.commune))
        count("true contradictions", len(ground.edits.conflicts))
        sides: dict[str, Side] = {
            OURS: lambda watch: _ours(ground, watch),
            GEODIFF: lambda watch: _geodiff(ground, watch),
            SESSION: lambda watch: _session(ground, watch),
        }
        spent = alternate(sides, rounds)
        _print_found(ground)
    for name in sides:
        seconds(name, spent[name])
    ratio("ours : geodiff", spent[OURS], spent[GEODIFF])
    ratio("ours : session extension", spent[OURS], spent[SESSION])
    return 0


def _prepare(folder: Path, people: int) -> Ground:
    founded = found_commune(folder, 1, people, SEED)
    made_up = founded.villages[0]
    village = enrol(founded, made_up, folder / "village")
    with village.open() as session:
        write_roster(folder / "roster.xlsx", made_up)
        RosterService(session).import_file(RosterImport(folder / "roster.xlsx"))
        export(session, folder / "first.vhb")
    with founded.office.open() as session:
        ExchangeService(session).merge([folder / "first.vhb"])
        # The village hears that this much has arrived, and sends only its edits afterwards.
        ExportService(session).export(ExportWish(folder / "down.vhb", made_up.name))
        held = RosterService(session).search("", 0)
        edits = make_edits([person.id for person in held])
        _edit(session, edits.commune)
    with village.open() as session:
        ExchangeService(session).merge([folder / "down.vhb"])
        _edit(session, edits.village)
        export(session, folder / "second.vhb")
    rows = {person.id: number for number, person in enumerate(held, 1)}
    ground = Ground(founded.office, folder / "second.vhb", edits, folder, rows)
    _make_plain(ground, held)
    return ground


def _edit(session: Session, numbers: Mapping[str, str]) -> None:
    with session.work() as work:
        work.prefetch(numbers)
        for person, number in numbers.items():
            work.put_changed("person", person, {"phone": number})
        work.commit()


def _make_plain(ground: Ground, people: list[Person]) -> None:
    columns = ", ".join(f"{name} TEXT" for name in _COLUMNS)
    with sqlite3.connect(ground.base) as base:
        base.execute(f"CREATE TABLE person (id INTEGER PRIMARY KEY, {columns})")
        base.executemany(
            "INSERT INTO person VALUES (?, ?, ?, ?, ?, ?)",
            [
                (
                    ground.rows[person.id],
                    person.full_name,
                    person.birth.text if person.birth else None,
                    person.citizen_number,
                    person.phone,
                    person.occupation,
                )
                for person in people
            ],
        )
    base.close()
    for name, numbers in (("village", ground.edits.village), ("commune", ground.edits.commune)):
        copy = ground.plain(name)
        copy.write_bytes(ground.base.read_bytes())
        with sqlite3.connect(copy) as edited:
            edited.executemany(
                "UPDATE person SET phone = ? WHERE id = ?",
                [(number, ground.rows[person]) for person, number in numbers.items()],
            )
        edited.close()


def _ours(ground: Ground, watch: Stopwatch) -> None:
    copy = ground.commune.copy(ground.folder / "copy")
    with copy.open() as session:
        service = ExchangeService(session)
        with watch.running():
            report = service.merge([ground.bundle])
    expect(report.merged, 1)


def _geodiff(ground: Ground, watch: Stopwatch) -> None:
    """The commune's file, and what geodiff says that lost, afterwards in `geodiff.json`."""
    merged, lost = ground.plain("geodiff"), ground.folder / "geodiff.json"
    merged.write_bytes(ground.plain("village").read_bytes())
    lost.unlink(missing_ok=True)
    with watch.running():
        pygeodiff.GeoDiff().rebase(
            str(ground.base), str(ground.plain("commune")), str(merged), str(lost)
        )
    expect(merged.exists(), wanted=True)


def _session(ground: Ground, watch: Stopwatch) -> None:
    """The village's changeset on the commune's file; contradictions are kept as rows."""
    _apply_session(ground, watch)


def _apply_session(ground: Ground, watch: Stopwatch) -> set[int]:
    merged = ground.plain("session")
    merged.write_bytes(ground.plain("commune").read_bytes())
    asked: set[int] = set()

    def on_conflict(_kind: int, change: apsw.TableChange) -> int:
        row = change.old or change.new or ()
        asked.add(int(str(row[0])))
        return apsw.SQLITE_CHANGESET_OMIT

    with watch.running():
        village = apsw.Connection(str(ground.plain("village")))
        village.execute("ATTACH ? AS base", (str(ground.base),))
        session = apsw.Session(village, "main")
        session.attach("person")
        session.diff("base", "person")
        changes = session.changeset()
        session.close()
        village.close()
        commune = apsw.Connection(str(merged))
        apsw.Changeset.apply(changes, commune, conflict=on_conflict)
        commune.close()
    return asked


def _print_found(ground: Ground) -> None:
    """Which contradictions each side found, held against the truth."""
    truth = {ground.rows[person] for person in ground.edits.conflicts}
    copy = ground.commune.copy(ground.folder / "found")
    with copy.open() as session:
        ExchangeService(session).merge([ground.bundle])
        listed = {ground.rows[item.record] for item in ConflictService(session).listed().shown}
    expect(listed, truth)
    lost = ground.folder / "geodiff.json"
    found = json.loads(lost.read_text("utf-8")) if lost.exists() else {"geodiff": []}
    theirs = {int(entry["fid"]) for entry in found["geodiff"]}
    for name, rows in (
        (OURS, listed),
        (GEODIFF, theirs),
        (SESSION, _apply_session(ground, Stopwatch())),
    ):
        count(f"{name}: found of the true ones", len(rows & truth))
        count(f"{name}: asked without need", len(rows - truth))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
