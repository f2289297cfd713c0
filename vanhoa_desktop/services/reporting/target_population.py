"""All that the targets of a year count, read from the store (office-practice.md A and C)."""

from collections import Counter, defaultdict
from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

from vanhoa_desktop.db.readers.reporting import Standing
from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.domain.enums import (
    AssessmentStatus,
    LearningModel,
    Presence,
    TargetGroup,
    UnitKind,
)
from vanhoa_desktop.domain.people import Person, home_of, is_adult
from vanhoa_desktop.domain.targets import DigitalSkills
from vanhoa_desktop.scoring.target_counts import Attendance, CountedBody, Head, Population
from vanhoa_desktop.services.reporting.year_titles import CountingDay, Titles, titles_of_year
from vanhoa_desktop.services.setup.counting_rules import (
    ELDERLY_AGE_YEARS,
    CountingRules,
    counting_rules,
)

_LEFT_AFTERWARDS = Presence.PRESENT


@dataclass(frozen=True, slots=True)
class CountedYear:
    """The population of a year on its day, with the rules and who was left out (for footnotes).

    `records`: the person records behind each head, in the same order, the one that counts first.
    """

    day: CountingDay
    rules: CountingRules
    population: Population
    records: tuple[tuple[Person, ...], ...]
    not_counted: Mapping[Presence, int]


class PopulationReader:
    """Reads one year for the targets; `area` names the units that count (None: all of them)."""

    def __init__(
        self, reading: Reading, day: CountingDay, area: Collection[str] | None = None
    ) -> None:
        self._reading = reading
        self._day = day
        self._rules = counting_rules(reading, day.cut_off)
        self._is_whole = area is None
        units = reading.units.units()
        self._units = [unit for unit in units if area is None or unit.id in area]
        self._unit_ids = {unit.id for unit in self._units}
        self._villages = {u.id for u in self._units if u.kind is UnitKind.VILLAGE}
        self._workplaces = {u.id for u in self._units if u.kind in self._rules.unit_kinds}
        self._standings = reading.reporting.standings(day.year)
        self._titles: Titles = titles_of_year(reading, day, self._standings)
        self._clans = reading.models.clan_of_households(day.year)
        self._households = {house.id: house for house in reading.people.households()}
        self._since = reading.reporting.presence_days()
        self._skills = reading.reporting.skills(day.year)
        self._staffed = self._assessing_workplaces()

    @property
    def standings(self) -> Mapping[str, Standing]:
        """Citizens' sheets by person."""
        return {one.subject: one for one in self._standings if one.model is LearningModel.CITIZEN}

    def counted(self) -> CountedYear:
        """Everybody and everything that counts."""
        people = [p for p in self._reading.people.search("") if self._is_of_area(p)]
        records = self._records_by_person(people)
        registered = self._registered_families()
        branches = [
            Attendance(one.unit, one.attended, one.members)
            for one in self._reading.reporting.trainings(self._day.year)
            if one.unit in self._unit_ids or self._is_whole
        ]
        heads = [self._head(group, registered) for group in records]
        return CountedYear(
            self._day,
            self._rules,
            Population(heads, self._bodies(people), branches),
            tuple(records),
            self._left_out(group[0] for group in records),
        )

    def _records_by_person(self, people: Sequence[Person]) -> list[tuple[Person, ...]]:
        """Each person's records, first the one that counts: the commune's choice, else assessed."""
        classes = self._reading.people.links.classes(self._day.year)
        by_class: dict[str, list[Person]] = defaultdict(list)
        for person in people:
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

    def presence(self, person: Person) -> Presence:
        """Where a person was on the cut-off day: a later move does not count yet."""
        since = self._since.get(person.id)
        if since is None or since <= self._day.cut_off:
            return person.presence
        return Presence.DEPARTED if person.presence is Presence.ARRIVED else _LEFT_AFTERWARDS

    def _is_of_area(self, person: Person) -> bool:
        return person.home_unit in self._unit_ids or bool(self._staffed_by(person))

    def _is_counted(self, person: Person) -> bool:
        return self.presence(person) not in self._rules.not_counted

    def _is_village_adult(self, person: Person) -> bool:
        return (
            person.home_unit in self._villages
            and person.birth is not None
            and is_adult(person.birth.year, self._day.year, self._rules.adult_age_years)
            and self._is_counted(person)
        )

    def _head(self, records: Sequence[Person], registered: Collection[str]) -> Head:
        """One person, of whom the record that counts comes first."""
        first = records[0]
        adult = next((person for person in records if self._is_village_adult(person)), None)
        home = adult or first
        skills = next((s for p in records if (s := self._skills.get(p.id))), None)
        birth = next((p.birth for p in records if p.birth), None)
        return Head(
            unit=home.home_unit,
            group=next((p.target_group for p in records if p.target_group), None),
            sex=next((p.sex for p in records if p.sex), None),
            is_elderly=None if birth is None else self._day.year - birth.year >= ELDERLY_AGE_YEARS,
            is_adult=adult is not None,
            in_models=adult is not None and self._is_in_models(adult),
            in_registered_family=adult is not None and self._home_of(adult) in registered,
            staffs=self._staff_of(records),
            is_holder=any(p.id in self._titles[LearningModel.CITIZEN] for p in records),
            skills=_said(skills, "skills"),
            fluency=_said(skills, "fluency"),
        )

    def _home_of(self, person: Person) -> str | None:
        home = home_of(person, self._households)
        return None if home is None else home.id

    def _is_in_models(self, person: Person) -> bool:
        household = self._home_of(person)
        return (
            person.home_unit in self._titles[LearningModel.COMMUNITY]
            or household in self._titles[LearningModel.FAMILY]
            or self._clans.get(household or "") in self._titles[LearningModel.CLAN]
        )

    def _registered_families(self) -> frozenset[str]:
        """Households that have a sheet of the year, unless they withdrew."""
        return frozenset(
            standing.subject
            for standing in self._standings
            if standing.model is LearningModel.FAMILY
            and standing.status is not AssessmentStatus.WITHDRAWN
        )

    def _assessing_workplaces(self) -> dict[str, set[str]]:
        """Person → the schools and agencies that assess him or her this year."""
        found: dict[str, set[str]] = defaultdict(set)
        for registration in self._reading.assessments.registrations(self._day.year):
            found[registration.person].add(registration.assessing_unit)
        for person, unit in self._reading.people.links.assessing_units(self._day.year).items():
            found[person].add(unit)
        return {person: places & self._workplaces for person, places in found.items()}

    def _staffed_by(self, person: Person) -> set[str]:
        return self._staffed.get(person.id, set()) | ({person.home_unit} & self._workplaces)

    def _staff_of(self, records: Iterable[Person]) -> str | None:
        """The recognised learning unit whose staff a person is; pupils are no staff."""
        titled = self._titles[LearningModel.UNIT]
        found = {
            unit
            for person in records
            if person.target_group is not TargetGroup.STUDENT and self._is_counted(person)
            for unit in self._staffed_by(person) & titled
        }
        return min(found, default=None)

    def _bodies(self, people: Iterable[Person]) -> list[CountedBody]:
        inhabited = {self._home_of(person) for person in people if self._is_counted(person)}
        families = [
            CountedBody(
                LearningModel.FAMILY, household.unit, self._has(LearningModel.FAMILY, household.id)
            )
            for household in self._households.values()
            if household.unit in self._villages and household.id in inhabited
        ]
        sizes = Counter(self._clans.get(household) for household in inhabited if household)
        clans = [
            CountedBody(LearningModel.CLAN, "", self._has(LearningModel.CLAN, clan.id))
            for clan in self._reading.models.clans()
            if sizes[clan.id] >= self._rules.least_clan_households
        ]
        models = {True: LearningModel.COMMUNITY, False: LearningModel.UNIT}
        units = [
            CountedBody(model, unit.id, self._has(model, unit.id))
            for unit in self._units
            if (model := models[unit.id in self._villages])
        ]
        return [*families, *clans, *units]

    def _has(self, model: LearningModel, subject: str) -> bool:
        return subject in self._titles[model]

    def _left_out(self, people: Iterable[Person]) -> dict[Presence, int]:
        found = Counter(
            presence
            for person in people
            if (presence := self.presence(person)) in self._rules.not_counted
        )
        return dict(found)


def _assessed_first(group: Sequence[Person], assessed: Container[str]) -> Sequence[Person]:
    """Of several records only those with a sheet can count; without any, all of them can."""
    found = [person for person in group if person.id in assessed]
    return found or group


def _said(skills: DigitalSkills | None, name: str) -> bool | None:
    confirmation = None if skills is None else getattr(skills, name)
    return None if confirmation is None else bool(confirmation.value)
