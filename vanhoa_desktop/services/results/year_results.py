"""Results of a year in all six models: computed anew, and compared with another rule."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.domain.assessments import Cycle
from vanhoa_desktop.domain.enums import LearningModel, Outcome
from vanhoa_desktop.scoring.criteria import CriteriaSet
from vanhoa_desktop.scoring.quick_rule import QuickRule
from vanhoa_desktop.scoring.results import Result
from vanhoa_desktop.scoring.subjects import SubjectKey
from vanhoa_desktop.scoring.what_if import Contrast, Counts, Turn, adjusted, contrasts, count_by
from vanhoa_desktop.services.office.gone_people import gone_labels
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.results.year_subjects import YearSubjects
from vanhoa_desktop.services.setup.criteria import find_set, known_sets
from vanhoa_desktop.services.setup.cycles import criteria_of_year, open_cycle
from vanhoa_desktop.services.sheets.subject_names import UNKNOWN_GROUP, SubjectLabel, SubjectNames


@dataclass(frozen=True, slots=True)
class GroupCount:
    """How many are assessed, and how many of them pass."""

    assessed: int
    passed: int


@dataclass(frozen=True, slots=True)
class ScoreReport:
    """Citizens with a complete sheet and those that pass, in any state; by group and by model.

    `gone` names those with a sheet who are in no list any more: they are not counted.
    """

    assessed: int
    passed: int
    by_group: Mapping[str, GroupCount]
    by_model: Mapping[str, GroupCount]
    gone: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WhatIfWish:
    """Another set (id, «id version» or hash), or another threshold or minimum, for a year.

    Without a set the year's set of `model` is adjusted.
    """

    year: int
    criteria: str | None = None
    threshold: Decimal | None = None
    minimum: Decimal | None = None
    model: LearningModel = LearningModel.CITIZEN


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


class YearResultService:
    """Computes and compares the results of a year; writes nothing."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def score(self, year: int) -> ScoreReport:
        """Compute every result of a year anew, each by its own criteria set, and count.

        Raises CYCLE_NOT_OPEN.
        """
        own_unit = self._own_unit()
        with self._session.database.reading() as reading:
            open_cycle(reading, year)
            citizens = _count_citizens(reading, year)
            gone = gone_labels(reading, reading.assessments.of_nobody(year))
            by_model = {
                model.value: _count(reading.models.results(year, model, own_unit))
                for model in LearningModel
                if model is not LearningModel.CITIZEN
            }
        total = GroupCount(
            sum(group.assessed for group in citizens.values()),
            sum(group.passed for group in citizens.values()),
        )
        by_model[LearningModel.CITIZEN.value] = total
        ordered = dict(sorted(by_model.items()))
        return ScoreReport(total.assessed, total.passed, citizens, ordered, gone)

    def what_if(self, wish: WhatIfWish) -> WhatIfReport:
        """All results of a year under another rule, side by side with today's; nothing is saved.

        Raises CYCLE_NOT_OPEN, NOT_FOUND for an unknown set, VALUE_INVALID for a threshold or
        minimum that the set could never reach.
        """
        with self._session.database.reading() as reading:
            cycle = open_cycle(reading, wish.year)
            other = _other_set(reading, cycle, wish)
            subjects = YearSubjects(reading, cycle, self._own_unit()).all()
            names = SubjectNames(reading)
            nobody = {
                SubjectKey(LearningModel.CITIZEN, person)
                for person in reading.assessments.of_nobody(wish.year)
            }
        all_found = contrasts(subjects, {other.model: other})
        found = [item for item in all_found if item.key not in nobody]
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

    def _own_unit(self) -> str | None:
        is_commune = self._session.identity.is_commune
        return None if is_commune else self._session.require_unit()


def _count_citizens(reading: Reading, year: int) -> dict[str, GroupCount]:
    """Citizens by target group, in one pass over their points."""
    rules: dict[str, QuickRule | None] = {}
    groups: dict[str, Counter[Outcome]] = {}
    for sheet in reading.assessments.answered(year):
        if sheet.criteria_sha256 not in rules:
            criteria = reading.criteria.of(sheet.criteria_sha256)
            rules[sheet.criteria_sha256] = None if criteria is None else QuickRule(criteria)
        rule = rules[sheet.criteria_sha256]
        if rule is not None:
            counter = groups.setdefault(sheet.group or UNKNOWN_GROUP, Counter())
            counter[rule.outcome(sheet.answers, sheet.group)] += 1
    return {group: _group_count(groups[group]) for group in sorted(groups)}


def _count(results: Iterable[Result]) -> GroupCount:
    return _group_count(Counter(result.outcome for result in results))


def _group_count(outcomes: Counter[Outcome]) -> GroupCount:
    passed = outcomes[Outcome.PASSED]
    return GroupCount(passed + outcomes[Outcome.NOT_PASSED], passed)


def _other_set(reading: Reading, cycle: Cycle, wish: WhatIfWish) -> CriteriaSet:
    if wish.criteria is None:
        _, found = criteria_of_year(reading, cycle, wish.model)
    else:
        found = find_set(known_sets(reading), wish.criteria)
    return adjusted(found, threshold=wish.threshold, minimum=wish.minimum)


def _turned(item: Contrast, names: SubjectNames) -> Turned:
    return Turned(item.key, names.label(item.key), item.turn)
