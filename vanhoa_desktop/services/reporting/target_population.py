"""All that the targets of a year count, read from the store (office-practice.md A and C).

Who counts where is what `db/members.py` says, who holds a title what `db/titles.py` does; here the
records of one person become one head.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

from vanhoa_desktop.db.readers.counting import ListedPerson
from vanhoa_desktop.db.readers.reporting import Standing
from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.domain.counting import CountingRules
from vanhoa_desktop.domain.enums import AssessmentStatus, LearningModel, Presence
from vanhoa_desktop.domain.targets import DigitalSkills
from vanhoa_desktop.scoring.target_counts import Attendance, CountedBody, Head, Population
from vanhoa_desktop.services.reporting.year_titles import CountingDay, Titles, titles_of_year

ELDERLY_AGE_YEARS = 60


@dataclass(frozen=True, slots=True)
class CountedYear:
    """The population of a year on its day, with the rules and who was left out (for footnotes).

    `records`: the person records behind each head, in the same order, the one that counts first.
    """

    day: CountingDay
    rules: CountingRules
    population: Population
    records: tuple[tuple[ListedPerson, ...], ...]
    not_counted: Mapping[Presence, int]


class PopulationReader:
    """Reads one year for the targets; `area` names the units that count (None: all of them)."""

    def __init__(
        self, reading: Reading, day: CountingDay, area: Collection[str] | None = None
    ) -> None:
        self._reading = reading
        self._day = day
        self._area = area
        self._rules = reading.counting.rules(day.cut_off)
        self._members = reading.counting.for_targets(day.year, day.cut_off, area)
        self._standings = reading.reporting.standings(day.year)
        self._titles: Titles = titles_of_year(reading, day)
        self._skills = reading.reporting.skills(day.year)

    @property
    def standings(self) -> Mapping[str, Standing]:
        """Citizens' sheets by person."""
        return {one.subject: one for one in self._standings if one.model is LearningModel.CITIZEN}

    def counted(self) -> CountedYear:
        """Everybody and everything that counts."""
        records = self._records_by_person()
        branches = [
            Attendance(one.unit, one.attended, one.members)
            for one in self._reading.reporting.trainings(self._day.year)
            if self._area is None or one.unit in self._area
        ]
        adults, staffs = self._adults(), self._staffs()
        heads = [self._head(group, adults, staffs) for group in records]
        return CountedYear(
            self._day,
            self._rules,
            Population(heads, self._bodies(), branches),
            tuple(records),
            self._left_out(group[0] for group in records),
        )

    def _records_by_person(self) -> list[tuple[ListedPerson, ...]]:
        """Each person's records, first the one that counts: the commune's choice, else assessed."""
        classes = self._reading.people.links.classes(self._day.year)
        by_class: dict[str, list[ListedPerson]] = defaultdict(list)
        for person in self._members.people():
            by_class[classes.name_of(person.id)].append(person)
        assessed = self.standings
        counting = set(
            classes.counting(
                person.id
                for group in by_class.values()
                for person in _assessed_first(group, assessed)
            ).values()
        )
        return [
            tuple(sorted(group, key=lambda person: person.id not in counting))
            for group in by_class.values()
        ]

    def _adults(self) -> "_Adults":
        lives_in = {
            model: self._members.pairs(model, "adults")
            for model in (LearningModel.COMMUNITY, LearningModel.FAMILY, LearningModel.CLAN)
        }
        registered = self._registered_families()
        return _Adults(
            counted={person for _, person in lives_in[LearningModel.COMMUNITY]},
            in_models={
                person
                for model, pairs in lives_in.items()
                for body, person in pairs
                if self._has(model, body)
            },
            in_registered_families={
                person for family, person in lives_in[LearningModel.FAMILY] if family in registered
            },
        )

    def _staffs(self) -> Mapping[str, str]:
        """Person → the recognised learning unit whose staff he or she is; of several the first."""
        found: dict[str, str] = {}
        for unit, person in sorted(self._members.pairs(LearningModel.UNIT, "staff")):
            if self._has(LearningModel.UNIT, unit):
                found.setdefault(person, unit)
        return found

    def _head(
        self, records: Sequence[ListedPerson], adults: "_Adults", staffs: Mapping[str, str]
    ) -> Head:
        """One person, of whom the record that counts comes first."""
        first = records[0]
        adult = next((person for person in records if person.id in adults.counted), None)
        home = adult or first
        skills = next((s for p in records if (s := self._skills.get(p.id))), None)
        born = next((p.birth_year for p in records if p.birth_year), None)
        return Head(
            unit=home.unit,
            group=next((p.group for p in records if p.group), None),
            sex=next((p.sex for p in records if p.sex), None),
            is_elderly=None if born is None else self._day.year - born >= ELDERLY_AGE_YEARS,
            is_adult=adult is not None,
            in_models=adult is not None and adult.id in adults.in_models,
            in_registered_family=adult is not None and adult.id in adults.in_registered_families,
            staffs=min((staffs[p.id] for p in records if p.id in staffs), default=None),
            is_holder=any(self._has(LearningModel.CITIZEN, p.id) for p in records),
            skills=_said(skills, "skills"),
            fluency=_said(skills, "fluency"),
        )

    def _registered_families(self) -> frozenset[str]:
        """Households that have a sheet of the year, unless they withdrew."""
        return frozenset(
            standing.subject
            for standing in self._standings
            if standing.model is LearningModel.FAMILY
            and standing.status is not AssessmentStatus.WITHDRAWN
        )

    def _bodies(self) -> list[CountedBody]:
        family, clan = LearningModel.FAMILY, LearningModel.CLAN
        families = self._members.pairs(LearningModel.COMMUNITY, "families")
        clans = self._members.pairs(LearningModel.COMMUNE, "clans")
        return [
            *(
                CountedBody(family, village, self._has(family, house))
                for village, house in families
            ),
            *(CountedBody(clan, "", self._has(clan, found)) for _, found in clans),
            *self._units(LearningModel.COMMUNITY, "communities"),
            *self._units(LearningModel.UNIT, "units"),
        ]

    def _units(self, model: LearningModel, population: str) -> list[CountedBody]:
        found = self._members.pairs(LearningModel.COMMUNE, population)
        return [CountedBody(model, unit, self._has(model, unit)) for _, unit in found]

    def _has(self, model: LearningModel, subject: str) -> bool:
        return subject in self._titles[model]

    def _left_out(self, people: Iterable[ListedPerson]) -> dict[Presence, int]:
        found = self._members.left_out()
        return dict(Counter(found[person.id] for person in people if person.id in found))


@dataclass(frozen=True, slots=True)
class _Adults:
    """Who of the records counts as an adult of a village, and in which bodies that matter."""

    counted: Container[str]
    in_models: Container[str]
    in_registered_families: Container[str]


def _assessed_first(
    group: Sequence[ListedPerson], assessed: Container[str]
) -> Sequence[ListedPerson]:
    """Of several records only those with a sheet can count; without any, all of them can."""
    found = [person for person in group if person.id in assessed]
    return found or group


def _said(skills: DigitalSkills | None, name: str) -> bool | None:
    confirmation = None if skills is None else getattr(skills, name)
    return None if confirmation is None else bool(confirmation.value)
