"""Results of a year in all six models: computed anew, explained, and compared with another rule."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.domain.assessments import Cycle
from vanhoa_desktop.domain.enums import LearningModel, Outcome
from vanhoa_desktop.scoring.criteria import CriteriaSet
from vanhoa_desktop.scoring.facts import POPULATIONS
from vanhoa_desktop.scoring.graph import ResultGraph
from vanhoa_desktop.scoring.results import Result
from vanhoa_desktop.scoring.shortfalls import lacking_members, way_of
from vanhoa_desktop.scoring.subjects import Membership, SubjectKey
from vanhoa_desktop.scoring.ways import Way
from vanhoa_desktop.scoring.what_if import Contrast, Counts, Turn, adjusted, contrasts, count_by
from vanhoa_desktop.services.criteria import find_set, known_sets
from vanhoa_desktop.services.cycles import citizen_criteria, open_cycle
from vanhoa_desktop.services.session import Session
from vanhoa_desktop.services.subject_names import UNKNOWN_GROUP, SubjectLabel, SubjectNames
from vanhoa_desktop.services.year_subjects import YearSubjects


@dataclass(frozen=True, slots=True)
class GroupCount:
    """How many are assessed, and how many of them pass."""

    assessed: int
    passed: int


@dataclass(frozen=True, slots=True)
class ScoreReport:
    """Citizens with a complete sheet and those that pass, in any state; by group and by model."""

    assessed: int
    passed: int
    by_group: Mapping[str, GroupCount]
    by_model: Mapping[str, GroupCount]


@dataclass(frozen=True, slots=True)
class WhatIfWish:
    """Another set (id, «id version» or hash), or another threshold or minimum, for a year.

    Without a set the citizens' set of the year is adjusted.
    """

    year: int
    criteria: str | None = None
    threshold: Decimal | None = None
    minimum: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Turned:
    """Somebody who would gain or lose the title (or a level)."""

    key: SubjectKey
    label: SubjectLabel
    turn: Turn


@dataclass(frozen=True, slots=True)
class WhatIfReport:
    """A year under another rule beside the year as it is; nothing was saved."""

    criteria: CriteriaSet
    by_model: Mapping[str, Counts]
    by_group: Mapping[str, Counts]
    by_unit: Mapping[str, Counts]
    turned: tuple[Turned, ...]


@dataclass(frozen=True, slots=True)
class Lacking:
    """A member of a body without the title, and the points that lack (None: points cannot help)."""

    population: str
    name: str
    points: Decimal | None


@dataclass(frozen=True, slots=True)
class Explained:
    """The result of one subject (None without a set), its way, and who of its members lacks."""

    label: SubjectLabel
    result: Result | None
    way: Way | None
    lacking: tuple[Lacking, ...]


class YearResultService:
    """Computes, explains and compares the results of a year; writes nothing."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def score(self, year: int) -> ScoreReport:
        """Compute every result of a year anew, each by its own criteria set, and count.

        Raises CYCLE_NOT_OPEN.
        """
        with self._session.database.reading() as reading:
            subjects = self._subjects(reading, open_cycle(reading, year), with_decisions=True)
            graph = ResultGraph(subjects.all())
        groups: dict[str, list[Result]] = {}
        models: dict[str, list[Result]] = {LearningModel.CITIZEN.value: []}
        for key, result in graph.results.items():
            models.setdefault(key.model.value, []).append(result)
            if key.model is LearningModel.CITIZEN:
                group = graph.subjects[key].group
                groups.setdefault(group.value if group else UNKNOWN_GROUP, []).append(result)
        by_model = {model: _count(results) for model, results in sorted(models.items())}
        citizens = by_model[LearningModel.CITIZEN.value]
        by_group = {group: _count(results) for group, results in sorted(groups.items())}
        return ScoreReport(citizens.assessed, citizens.passed, by_group, by_model)

    def what_if(self, wish: WhatIfWish) -> WhatIfReport:
        """All results of a year under another rule, side by side with today's; nothing is saved.

        Raises CYCLE_NOT_OPEN, NOT_FOUND for an unknown set, VALUE_INVALID for a threshold or
        minimum that the set could never reach.
        """
        with self._session.database.reading() as reading:
            cycle = open_cycle(reading, wish.year)
            other = _other_set(reading, cycle, wish)
            subjects = self._subjects(reading, cycle, with_decisions=False).all()
            names = SubjectNames(reading)
        found = contrasts(subjects, {other.model: other})
        of_model = [item for item in found if item.key.model is other.model]
        groups = {subject.key: subject.group for subject in subjects}
        return WhatIfReport(
            criteria=other,
            by_model=count_by(found, lambda key: key.model.value),
            by_group=count_by(
                [item for item in of_model if item.before is not None],
                lambda key: group.value if (group := groups[key]) else UNKNOWN_GROUP,
            ),
            by_unit=count_by(of_model, lambda key: names.label(key).unit_name),
            turned=tuple(_turned(item, names) for item in found if item.turn is not Turn.SAME),
        )

    def explain(self, key: SubjectKey, year: int) -> Explained:
        """Why one subject's result is what it is, and what lacks; raises CYCLE_NOT_OPEN."""
        with self._session.database.reading() as reading:
            subjects = self._subjects(reading, open_cycle(reading, year), with_decisions=True)
            graph = ResultGraph(subjects.all())
            names = SubjectNames(reading)
        lacking = tuple(
            Lacking(
                population,
                names.label(member.key).name,
                None if member.way is None else member.way.points,
            )
            for population in POPULATIONS[key.model]
            for member in lacking_members(graph, Membership(key, population))
        )
        return Explained(names.label(key), graph.results.get(key), way_of(graph, key), lacking)

    def _subjects(self, reading: Reading, cycle: Cycle, *, with_decisions: bool) -> YearSubjects:
        identity = self._session.identity
        own_unit = None if identity.is_commune else self._session.require_unit()
        return YearSubjects(reading, cycle, own_unit, with_decisions=with_decisions)


def _count(results: list[Result]) -> GroupCount:
    outcomes = Counter(result.outcome for result in results)
    passed = outcomes[Outcome.PASSED]
    return GroupCount(passed + outcomes[Outcome.NOT_PASSED], passed)


def _other_set(reading: Reading, cycle: Cycle, wish: WhatIfWish) -> CriteriaSet:
    if wish.criteria is None:
        _, found = citizen_criteria(reading, cycle)
    else:
        found = find_set(known_sets(reading), wish.criteria)
    return adjusted(found, threshold=wish.threshold, minimum=wish.minimum)


def _turned(item: Contrast, names: SubjectNames) -> Turned:
    return Turned(item.key, names.label(item.key), item.turn)
