"""Results and titles kept right change by change: what hangs on a change, and nothing else.

A person's result is computed where the sheet is projected, from its points alone. A family's reads
from its adults, a clan's from its families and so on (scoring/graph.py says the same in memory), so
after every commit this follows the changed titles upwards, model by model (docs/decisions/0013).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, exists, select, update

from vanhoa_desktop.db.belonging import Bodies, add_villages_of_clans, bodies_of
from vanhoa_desktop.db.counting_settings import rules_for_results
from vanhoa_desktop.db.criteria_cache import CriteriaCache
from vanhoa_desktop.db.encoding import optional_key, record_id, record_key, to_milli
from vanhoa_desktop.db.kept_tallies import KeptTallies
from vanhoa_desktop.db.readers.assessments import AssessmentReader
from vanhoa_desktop.db.same_persons import linked_pairs
from vanhoa_desktop.db.standings import Standings, judged_sheets
from vanhoa_desktop.db.tables.projections import assessment, cycle, registration
from vanhoa_desktop.db.titles import (
    SubjectsByYear,
    named_subjects,
    no_subjects,
    settle_titles,
    subjects_under,
)
from vanhoa_desktop.domain.assessments import Assessment
from vanhoa_desktop.domain.counting import COUNTING_KEYS
from vanhoa_desktop.domain.enums import LearningModel
from vanhoa_desktop.journal.fold import RecordState
from vanhoa_desktop.journal.identity import assessment_id
from vanhoa_desktop.scoring.results import Result
from vanhoa_desktop.scoring.subjects import MODEL_ORDER

_BODIES = MODEL_ORDER[1:]
_AS_MEMBERS = {
    "person": LearningModel.CITIZEN,
    "household": LearningModel.FAMILY,
    "clan": LearningModel.CLAN,
    "unit": LearningModel.COMMUNITY,
}
States = Mapping[str, RecordState | None]


class ResultUpkeep:
    """Follows one commit: `look` before and after the tables change, then `settle`."""

    def __init__(
        self, connection: Connection, criteria: CriteriaCache, own_unit: str | None
    ) -> None:
        self._connection = connection
        self._criteria = criteria
        self._own_unit = optional_key(own_unit)
        self._touched: SubjectsByYear = no_subjects()
        self._judged_anew: SubjectsByYear = no_subjects()
        self._due: defaultdict[int, Bodies] = defaultdict(lambda: defaultdict(set))

    def look(self, states: States) -> None:
        """Note whose titles these records bear on, and where those they are about belong now."""
        named_subjects(self._connection, states, self._touched)
        subjects_under(self._connection, states, self._judged_anew)
        if any(map(_says_who_counts, states.values())) or self._bears_on_doubles(states):
            self._count_all_anew()
        members = self._members(states)
        if any(members.values()):
            for year in self._years_with_bodies():
                kept = self._kept(year)
                # One household more or less may make a clan one that counts, wherever it lives.
                asks_size = rules_for_results(self._connection, year).least_clan_households > 0
                for model, keys in members.items():
                    bodies = bodies_of(self._connection, year, model, keys)
                    if asks_size:
                        add_villages_of_clans(self._connection, year, bodies)
                    if model is LearningModel.FAMILY:
                        # Whose a household is says which of those who name it live there.
                        bodies[model] |= keys
                    kept.forget(bodies)
                    self._add_due(year, bodies)
                if members[LearningModel.COMMUNITY]:
                    kept.forget_all()  # another unit, or another kind of unit: who knows who counts

    def _bears_on_doubles(self, states: States) -> bool:
        """Whether a link changes, or whether the record of a linked person that counts may."""
        if any(state is not None and state.kind == "same_person" for state in states.values()):
            return True
        linked = {person for pair in linked_pairs(self._connection) for person in pair}
        if not linked.isdisjoint(states):
            return True
        years = self._years_with_bodies() if linked else []
        return any(
            assessment_id(person, year, LearningModel.CITIZEN) in states
            for person in linked
            for year in years
        )

    def _count_all_anew(self) -> None:
        for year in self._years_with_bodies():
            self._kept(year).forget_all()
            columns = (assessment.c.model, assessment.c.person)
            of_bodies = assessment.c.model.in_([model.value for model in _BODIES])
            query = select(*columns).where(assessment.c.year == year, of_bodies)
            for model, subject in self._connection.execute(query):
                self._due[year][LearningModel(model)].add(subject)

    def settle(self) -> None:
        """Compute what hangs on all that was seen, and bring titles up to date."""
        for year in sorted(self._touched.keys() | self._due.keys() | self._judged_anew.keys()):
            self._settle_year(year)

    def _settle_year(self, year: int) -> None:
        has_bodies = self._has_bodies(year)
        kept = self._kept(year)
        if not has_bodies:
            kept.forget_all()
        for model in MODEL_ORDER:
            anew = self._judged_anew[year][model]
            hanging = anew | self._touched[year][model] | self._due[year][model]
            # A person's sheet was computed where it was projected.
            is_body = has_bodies and model is not LearningModel.CITIZEN
            self._compute(year, model, hanging if is_body else anew, kept)
            gained, lost = settle_titles(self._connection, year, model, hanging)
            if has_bodies and (gained or lost):
                kept.shift(model, gained, lost)
                self._add_due(year, bodies_of(self._connection, year, model, gained | lost))

    def _kept(self, year: int) -> KeptTallies:
        return KeptTallies(self._connection, year, self._own_unit)

    def _add_due(self, year: int, bodies: Bodies) -> None:
        for model, keys in bodies.items():
            self._due[year][model] |= keys

    def _members(self, states: States) -> dict[LearningModel, set[bytes]]:
        """Those who may count elsewhere than before, because their record was touched."""
        found: dict[LearningModel, set[bytes]] = {model: set() for model in MODEL_ORDER}
        registrations: list[bytes] = []
        for record, state in states.items():
            if state is None:
                continue
            if state.kind == "registration":
                registrations.append(record_key(record))
            elif state.kind in _AS_MEMBERS:
                found[_AS_MEMBERS[state.kind]].add(record_key(record))
        if registrations:
            people = select(registration.c.person).where(registration.c.record.in_(registrations))
            found[LearningModel.CITIZEN].update(self._connection.scalars(people))
        return found

    def _years_with_bodies(self) -> list[int]:
        years = self._connection.scalars(select(cycle.c.year).distinct())
        return [year for year in years if self._has_bodies(year)]

    def _has_bodies(self, year: int) -> bool:
        models = [model.value for model in _BODIES]
        of_bodies = exists().where(assessment.c.year == year, assessment.c.model.in_(models))
        return bool(self._connection.scalar(select(of_bodies)))

    def _compute(
        self, year: int, model: LearningModel, subjects: Iterable[bytes], kept: KeptTallies
    ) -> None:
        """Compute the sheets of these bodies anew and keep what differs."""
        reader = AssessmentReader(self._connection)
        sheets = reader.of_subjects(year, model, [record_id(key) for key in subjects])
        standings = Standings(self._connection, year, self._own_unit, kept)
        results = judged_sheets(self._criteria, standings, sheets)
        for sheet in sheets:
            result = results.get(sheet.id)
            if result is not None and _differs(sheet, result):
                total = None if result.total is None else to_milli(result.total)
                self._connection.execute(
                    update(assessment)
                    .where(assessment.c.record == record_key(sheet.id))
                    .values(outcome=result.outcome.value, total_milli=total)
                )


def _says_who_counts(state: RecordState | None) -> bool:
    if state is None or state.kind != "setting":
        return False
    return state.values.get("key") in COUNTING_KEYS


def _differs(sheet: Assessment, result: Result) -> bool:
    return (sheet.outcome, sheet.total) != (result.outcome, result.total)
