"""Scoring a commune's year from its store, against a bare aggregation of the same points.

`python -m benchmarks.scoring [PEOPLE [ROUNDS]]`. Ours is the real service: every citizen's result
by the rule of the sheet's own set, counted by group, and the results of all bodies by theirs. Bare
is one SELECT with SUM and MIN of the same points, grouped by sheet, on the same SQLCipher engine.

Then one score is changed, on which a family, its clan, its village and the commune hang: the whole
service call with check, journal, projection and all results above it, to the end of the transaction
(which waits for the disk: what counts as work is the processor's time).
"""

import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Engine

from benchmarks._crowd import Crowd, make_crowd, set_last_point
from benchmarks._offices import YEAR
from benchmarks._rounds import Side, Stopwatch, alternate, count, expect, ratio, seconds, title
from vanhoa_desktop.db.engine import Access, open_engine
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.results.year_results import YearResultService

PEOPLE, ROUNDS, VILLAGES, SEED = 50_000, 5, 60, 1
AIM, AIM_MS = 5.0, 50
PASS, BARE, YEAR_BARE = "whole year scored", "bare sums of all points", "bare sums of the year's"
TITLE, SAME = "a score that turns four titles", "a score that turns none"
CHANGES_A_ROUND = 10
_ADULTS, _WITH_POINTS = 2, 2 + 4  # two real adults, and the sheets of their four bodies
_ALL = """
    SELECT assessment, SUM(points_milli), MIN(points_milli) FROM points
    WHERE assessor = 'village' GROUP BY assessment
"""
_OF_YEAR = """
    SELECT assessment, SUM(points_milli), MIN(points_milli) FROM points
    WHERE assessment IN (SELECT record FROM assessment WHERE year = 2026 AND model = 'citizen')
        AND assessor = 'village' GROUP BY assessment
"""


@dataclass
class Measured:
    """An open session over a crowd, and how often each change was made."""

    session: Session
    crowd: Crowd
    people: int
    engine: Engine
    seen: dict[str, int] = field(default_factory=dict)

    def score(self, watch: Stopwatch) -> None:
        """The whole year by the service."""
        with watch.running():
            report = YearResultService(self.session).score(YEAR)
        expect(report.assessed, self.people + _ADULTS)
        self.seen |= {f"passed: {model}": c.passed for model, c in report.by_model.items()}

    def bare(self, query: str, watch: Stopwatch, sheets: int) -> None:
        """The bare aggregation."""
        with self.engine.connect() as connection, watch.running():
            rows = connection.exec_driver_sql(query).fetchall()
        expect(len(rows), sheets)

    def change(self, before: int, after: int, watch: Stopwatch) -> None:
        """One score there and back, several times."""
        for _ in range(CHANGES_A_ROUND // 2):
            for points in (after, before):
                with watch.running():
                    set_last_point(self.session, self.crowd.adult, points)


def main(arguments: list[str]) -> int:
    """Measure and print; the arguments are people and rounds."""
    people, rounds = (*map(int, arguments), *(PEOPLE, ROUNDS)[len(arguments) :])[:2]
    title(f"scoring: a commune of {people:,} people, ten indicators each")
    with tempfile.TemporaryDirectory() as folder:
        crowd = make_crowd(Path(folder), people, VILLAGES, SEED)
        with crowd.office.open() as session:
            store, key = crowd.office.paths.store, session.secrets.store_key
            engine = open_engine(store, key, Access.READING)
            measured = Measured(session, crowd, people, engine)
            _check_titles(measured)
            sides: dict[str, Side] = {
                PASS: measured.score,
                BARE: lambda watch: measured.bare(_ALL, watch, people + _WITH_POINTS),
                YEAR_BARE: lambda watch: measured.bare(_OF_YEAR, watch, people + _ADULTS),
                TITLE: lambda watch: measured.change(8, 4, watch),
                SAME: lambda watch: measured.change(8, 9, watch),
            }
            spent = alternate(sides, rounds)
            engine.dispose()
    for name, number in measured.seen.items():
        count(name, number)
    for name in (PASS, BARE, YEAR_BARE):
        seconds(name, spent[name])
    ratio("whole year : bare sums of all points", spent[PASS], spent[BARE], AIM)
    ratio("whole year : bare sums of the year's", spent[PASS], spent[YEAR_BARE], AIM)
    for name in (TITLE, SAME):
        work = spent[name].processor * 1000 / CHANGES_A_ROUND
        waited = spent[name].wall * 1000 / CHANGES_A_ROUND
        count(f"{name} (aim {AIM_MS} ms of work)", work, f"ms of work, {waited:.1f} ms in all")
    return 0


def _check_titles(measured: Measured) -> None:
    """One score takes the titles of adult, family, clan and village, and gives them back."""
    models = ("citizen", "family", "clan", "community")
    service = YearResultService(measured.session)
    with_all = [service.score(YEAR).by_model[model].passed for model in models]
    set_last_point(measured.session, measured.crowd.adult, 4)
    without = [service.score(YEAR).by_model[model].passed for model in models]
    expect(without, [number - 1 for number in with_all])
    set_last_point(measured.session, measured.crowd.adult, 8)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
