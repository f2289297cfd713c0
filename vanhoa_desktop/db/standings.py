"""What results read beside points: populations counted in the store, and facts entered."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Protocol

from sqlalchemy import Connection, select

from vanhoa_desktop.db.batches import batches
from vanhoa_desktop.db.criteria_cache import CriteriaCache
from vanhoa_desktop.db.encoding import record_id, record_key
from vanhoa_desktop.db.populations import Populations
from vanhoa_desktop.db.tables.projections import decision, fact, recognition
from vanhoa_desktop.domain.assessments import Assessment
from vanhoa_desktop.domain.enums import LearningModel
from vanhoa_desktop.scoring.criteria import CriteriaSet
from vanhoa_desktop.scoring.engine import assess
from vanhoa_desktop.scoring.expressions import Value
from vanhoa_desktop.scoring.facts import POPULATIONS, KnownFacts, Tally
from vanhoa_desktop.scoring.prerequisites import populations_read
from vanhoa_desktop.scoring.results import Result

_TRUTHS = {"true": True, "false": False}
Judged = tuple[Assessment, CriteriaSet]


def fact_value(text: str) -> Value:
    """An entered fact as the store keeps it: a truth, or an exact number."""
    truth = _TRUTHS.get(text)
    return Fraction(Decimal(text)) if truth is None else truth


class Counting(Protocol):
    """Where the counts of populations come from: counted now, or kept."""

    def tallies(
        self, model: LearningModel, population: str, bodies: Iterable[bytes]
    ) -> dict[bytes, Tally]:
        """For every body how many members count, and how many of them hold their title."""
        ...


class Standings:
    """Reads what is known of bodies in one year; `own_unit` is None at the commune.

    `counting` gives the counts for `of_sheets`; without it they are counted anew.
    """

    def __init__(
        self,
        connection: Connection,
        year: int,
        own_unit: bytes | None,
        counting: Counting | None = None,
    ) -> None:
        self._connection = connection
        self._year = year
        self._populations = Populations(connection, year, own_unit)
        self._counting: Counting = counting or self._populations

    def of_sheets(self, model: LearningModel, sheets: Sequence[Judged]) -> dict[str, KnownFacts]:
        """By subject: the populations that its set reads, and the facts entered on its sheet."""
        entered = self._entered(sheet.id for sheet, _ in sheets)
        readers: defaultdict[str, list[str]] = defaultdict(list)
        for sheet, criteria in sheets:
            for population in populations_read(criteria):
                readers[population].append(sheet.person)
        tallies: defaultdict[str, dict[str, Tally]] = defaultdict(dict)
        for population, subjects in readers.items():
            counted = self._counting.tallies(model, population, map(record_key, subjects))
            for body, tally in counted.items():
                tallies[record_id(body)][population] = tally
        has_terms = any(level.after_months for _, c in sheets for level in c.levels)
        months = self._months_since(model, (s.person for s, _ in sheets)) if has_terms else {}
        return {
            sheet.person: KnownFacts(
                tallies[sheet.person],
                entered.get(sheet.id, {}),
                months.get(sheet.person, {}),
            )
            for sheet, _ in sheets
        }

    def of_body(self, model: LearningModel, subject: str, sheet: Assessment | None) -> KnownFacts:
        """All that is known of one body, whether its set reads it or not."""
        key = record_key(subject)
        return KnownFacts(
            {
                name: self._populations.tallies(model, name, [key])[key]
                for name in POPULATIONS[model]
            },
            {} if sheet is None else self._entered([sheet.id]).get(sheet.id, {}),
            self._months_since(model, [subject]).get(subject, {}),
        )

    def lacking(self, model: LearningModel, population: str, subject: str) -> list[str]:
        """The members of a body who do not hold their title."""
        found = self._populations.lacking(model, population, record_key(subject))
        return [record_id(key) for key in found]

    def members_among(
        self, model: LearningModel, population: str, members: Iterable[str]
    ) -> list[tuple[str, str]]:
        """(body, member) for each of these members in each body whose population counts it."""
        found = self._populations.pairs_of(model, population, map(record_key, members))
        return [(record_id(body), record_id(member)) for body, member in found]

    def _months_since(
        self, model: LearningModel, subjects: Iterable[str]
    ) -> dict[str, dict[str, int]]:
        """By subject and level: full months from its recognition to the end of the year."""
        found: defaultdict[str, dict[str, int]] = defaultdict(dict)
        for batch in batches(map(record_key, subjects)):
            joined = recognition.join(decision, decision.c.record == recognition.c.decision)
            query = select(recognition.c.person, recognition.c.level, decision.c.decided_on).where(
                recognition.c.person.in_(batch),
                recognition.c.model == model.value,
                recognition.c.level.is_not(None),
                decision.c.decided_on <= f"{self._year}-12-31",
            )
            for person, level, on in self._connection.execute(query.select_from(joined)):
                months = (self._year - int(on[:4])) * 12 + 12 - int(on[5:7])
                by_level = found[record_id(person)]
                by_level[level] = max(months, by_level.get(level, 0))
        return found

    def _entered(self, sheets: Iterable[str]) -> dict[str, dict[str, Value]]:
        found: defaultdict[str, dict[str, Value]] = defaultdict(dict)
        for batch in batches(map(record_key, sheets)):
            rows = self._connection.execute(select(fact).where(fact.c.assessment.in_(batch)))
            for row in rows:
                found[record_id(row.assessment)][row.name] = fact_value(row.value)
        return found


def judged_sheets(
    criteria: CriteriaCache, standings: Standings, sheets: Iterable[Assessment]
) -> dict[str, Result]:
    """The results of sheets of one year and model, by sheet; none where the set is not here."""
    judged: list[Judged] = [
        (sheet, used)
        for sheet in sheets
        if (used := criteria.of(sheet.criteria_sha256, sheet.model)) is not None
    ]
    if not judged:
        return {}
    known = standings.of_sheets(judged[0][0].model, judged)
    return {
        sheet.id: assess(used, sheet.points, sheet.target_group, known[sheet.person])
        for sheet, used in judged
    }
