"""Results of all six models at once, where each reads from the titles of others.

A family reads from its adults, a clan from its families, a community from its families, clans and
adults, a unit from its staff, the commune from all of them. `ResultGraph` keeps the counts that
they read, so a changed score computes anew what hangs on it and nothing else, and gives the same
as a graph made from scratch.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from vanhoa_desktop.domain.enums import LearningModel, Outcome
from vanhoa_desktop.scoring.engine import assess
from vanhoa_desktop.scoring.facts import NOTHING_KNOWN, POPULATIONS, KnownFacts, Tally
from vanhoa_desktop.scoring.results import Result
from vanhoa_desktop.scoring.subjects import MODEL_ORDER, Membership, Subject, SubjectKey


@dataclass(frozen=True, slots=True)
class Update:
    """What a change did: the subjects computed anew, in order, and those whose result differs."""

    recomputed: tuple[SubjectKey, ...]
    changed: tuple[SubjectKey, ...]


@dataclass
class _Population:
    """The members of one population, and which of them hold their title."""

    members: set[SubjectKey] = field(default_factory=set)
    titled: set[SubjectKey] = field(default_factory=set)


class ResultGraph:
    """Subjects with their results; `put` and `remove` keep all of them up to date."""

    def __init__(self, subjects: Iterable[Subject] = ()) -> None:
        self._subjects: dict[SubjectKey, Subject] = {}
        self._results: dict[SubjectKey, Result] = {}
        self._populations: defaultdict[Membership, _Population] = defaultdict(_Population)
        self.put(subjects)

    @property
    def subjects(self) -> Mapping[SubjectKey, Subject]:
        """All subjects."""
        return MappingProxyType(self._subjects)

    @property
    def results(self) -> Mapping[SubjectKey, Result]:
        """The results of all subjects that have a criteria set."""
        return MappingProxyType(self._results)

    def put(self, subjects: Iterable[Subject]) -> Update:
        """Add subjects, or replace those with the same key.

        Raises ValueError for a membership in a population that the body's model does not have.
        """
        arriving = tuple(subjects)
        for subject in arriving:
            _check_memberships(subject)
        waiting = _Waiting()
        for subject in arriving:
            before = self._subjects.get(subject.key)
            if before == subject:
                continue
            self._subjects[subject.key] = subject
            waiting.add(subject.key)
            self._leave(before, subject.belongs_to, waiting)
            self._join(subject, waiting)
        return self._settle(waiting)

    def remove(self, keys: Iterable[SubjectKey]) -> Update:
        """Take subjects out, and out of every population they were in."""
        waiting = _Waiting()
        for key in keys:
            self._leave(self._subjects.pop(key, None), frozenset(), waiting)
            waiting.add(key)
        return self._settle(waiting)

    def standing(self, key: SubjectKey) -> KnownFacts:
        """What the result of a subject reads beside its points."""
        subject = self._subjects.get(key)
        populations = POPULATIONS[key.model]
        if not populations:
            return NOTHING_KNOWN
        return KnownFacts(
            tallies={name: self.tally(Membership(key, name)) for name in populations},
            entered={} if subject is None else subject.entered,
            months_since={} if subject is None else subject.months_since,
        )

    def tally(self, population: Membership) -> Tally:
        """How many a population counts, and how many of them hold their title."""
        found = self._populations.get(population)
        return Tally(0, 0) if found is None else Tally(len(found.members), len(found.titled))

    def lacking(self, population: Membership) -> frozenset[SubjectKey]:
        """The members of a population that do not hold their title."""
        found = self._populations.get(population)
        return frozenset() if found is None else frozenset(found.members - found.titled)

    def holds_title(self, key: SubjectKey) -> bool:
        """Whether a subject holds its title as things stand."""
        subject = self._subjects.get(key)
        if subject is None:
            return False
        if subject.title is not None:
            return subject.title
        result = self._results.get(key)
        return result is not None and result.outcome is Outcome.PASSED

    def _leave(
        self, before: Subject | None, kept: frozenset[Membership], waiting: "_Waiting"
    ) -> None:
        if before is None:
            return
        for membership in before.belongs_to - kept:
            population = self._populations[membership]
            population.members.discard(before.key)
            population.titled.discard(before.key)
            waiting.add(membership.body)

    def _join(self, subject: Subject, waiting: "_Waiting") -> None:
        for membership in subject.belongs_to:
            members = self._populations[membership].members
            if subject.key not in members:
                members.add(subject.key)
                waiting.add(membership.body)

    def _settle(self, waiting: "_Waiting") -> Update:
        """Compute what waits, model by model; a title that comes or goes makes its bodies wait."""
        recomputed: list[SubjectKey] = []
        changed: list[SubjectKey] = []
        for model in MODEL_ORDER:
            for key in sorted(waiting.of(model)):
                before = self._results.get(key)
                after = self._compute(key)
                if after is not None:
                    recomputed.append(key)
                if after != before:
                    changed.append(key)
                self._announce(key, waiting)
        return Update(tuple(recomputed), tuple(changed))

    def _compute(self, key: SubjectKey) -> Result | None:
        subject = self._subjects.get(key)
        if subject is None or subject.criteria is None:
            self._results.pop(key, None)
            return None
        standing = self.standing(key)
        result = assess(subject.criteria, subject.points, subject.group, standing)
        self._results[key] = result
        return result

    def _announce(self, key: SubjectKey, waiting: "_Waiting") -> None:
        subject = self._subjects.get(key)
        if subject is None:
            return
        is_titled = self.holds_title(key)
        for membership in subject.belongs_to:
            titled = self._populations[membership].titled
            if (key in titled) == is_titled:
                continue
            (titled.add if is_titled else titled.discard)(key)
            waiting.add(membership.body)


class _Waiting:
    """Subjects to be computed, by model."""

    def __init__(self) -> None:
        self._by_model: defaultdict[LearningModel, set[SubjectKey]] = defaultdict(set)

    def add(self, key: SubjectKey) -> None:
        """Have a subject computed when its model's turn comes."""
        self._by_model[key.model].add(key)

    def of(self, model: LearningModel) -> frozenset[SubjectKey]:
        """All that wait in a model."""
        return frozenset(self._by_model[model])


def _check_memberships(subject: Subject) -> None:
    for membership in subject.belongs_to:
        if POPULATIONS[membership.body.model].get(membership.population) is not subject.key.model:
            raise ValueError(membership)
