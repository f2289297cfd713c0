"""All that the six models are assessed by in a year, read from the store for the result graph.

Who counts where: an adult in the family, clan, village and commune where he or she lives; staff and
pupils in the school or agency that assesses them, wherever they live; a household in its clan,
village and commune while somebody of it counts.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.domain.assessments import Assessment, Cycle
from vanhoa_desktop.domain.counting import is_counted, is_counted_adult
from vanhoa_desktop.domain.enums import (
    DecisionStatus,
    LearningModel,
    TargetGroup,
    UnitKind,
)
from vanhoa_desktop.domain.people import Person, home_of
from vanhoa_desktop.domain.sheet_lifecycle import WITHOUT_TITLE
from vanhoa_desktop.scoring.criteria import CriteriaSet
from vanhoa_desktop.scoring.subjects import Membership, Subject, SubjectKey

Links = dict[SubjectKey, set[Membership]]


class YearSubjects:
    """Subjects of one year, for one reading of the store.

    `own_unit` is None at the commune; a unit's own device knows neither clans nor the commune as a
    whole, so they are left out there. `with_decisions`: titles given by an issued decision stand
    whatever the points say; without it the points alone decide, as a what-if needs it.
    """

    def __init__(
        self, reading: Reading, cycle: Cycle, own_unit: str | None, *, with_decisions: bool = True
    ) -> None:
        self._reading = reading
        self._cycle = cycle
        self._year = cycle.year
        is_commune = own_unit is None
        self._units = [u for u in reading.units.units() if is_commune or u.id == own_unit]
        self._villages = {u.id for u in self._units if u.kind is UnitKind.VILLAGE}
        self._staff_units = {u.id for u in self._units if u.kind is not UnitKind.VILLAGE}
        commune = reading.units.commune() if is_commune else None
        self._communes = [] if commune is None else [SubjectKey(LearningModel.COMMUNE, commune.id)]
        self._clans = reading.models.clan_of_households(cycle.year) if is_commune else {}
        doubles = reading.people.links.not_counting(cycle.year)
        self._people = [p for p in reading.people.search("") if p.id not in doubles]
        self._households = {house.id: house for house in reading.people.households()}
        self._basis = reading.models.counting_basis(cycle.year)
        self._facts = reading.models.facts(cycle.year)
        self._titled: frozenset[SubjectKey] = self._decided() if with_decisions else frozenset()

    def all(self) -> list[Subject]:
        """Every subject of the six models that this store knows."""
        links = self._links()
        sheets = {
            SubjectKey(model, sheet.person): sheet
            for model in LearningModel
            for sheet in self._reading.assessments.assessments(self._year, model=model)
        }
        keys = [*links, *(key for key in sheets if key not in links)]
        return [self._subject(key, sheets.get(key), links.get(key, set())) for key in keys]

    def _subject(
        self, key: SubjectKey, sheet: Assessment | None, memberships: Iterable[Membership]
    ) -> Subject:
        belongs_to = frozenset(memberships)
        if sheet is None:
            return Subject(
                key, self._set_of_body(key.model), title=self._title(key), belongs_to=belongs_to
            )
        return Subject(
            key,
            self._reading.criteria.of(sheet.criteria_sha256),
            sheet.points,
            sheet.target_group,
            entered=self._facts.get(sheet.id, {}),
            months_since=self._months_since(key),
            title=False if sheet.status in WITHOUT_TITLE else self._title(key),
            belongs_to=belongs_to,
        )

    def _months_since(self, key: SubjectKey) -> Mapping[str, int]:
        """Only the commune's set knows terms between levels, and there is one commune."""
        if key not in self._communes:
            return {}
        standings = self._reading.models.standings(self._year, None)
        return standings.of_body(key.model, key.id, None).months_since

    def _set_of_body(self, model: LearningModel) -> CriteriaSet | None:
        """The set that a body without a sheet is shown by; people without one have no result."""
        reference = self._cycle.criteria.get(model)
        if model is LearningModel.CITIZEN or reference is None:
            return None
        return self._reading.criteria.of(reference.sha256)

    def _title(self, key: SubjectKey) -> bool | None:
        return True if key in self._titled else None

    def _decided(self) -> frozenset[SubjectKey]:
        issued = {
            decision.id
            for decision in self._reading.recognitions.decisions(self._year)
            if decision.status is DecisionStatus.ISSUED
        }
        found = self._reading.recognitions.recognitions(self._year)
        elsewhere = {
            SubjectKey(LearningModel.CITIZEN, title.person)
            for title in self._reading.reporting.outside_titles(self._year)
            if title.checked_on is not None
        }
        here = {SubjectKey(t.model, t.person) for t in found if t.decision in issued}
        return frozenset(here | elsewhere)

    def _links(self) -> Links:
        """Every subject that the registers know, with the populations in which it counts."""
        links: Links = defaultdict(set)
        self._link_households(links)
        self._link_clans_and_units(links)
        registered = self._reading.assessments.registrations(self._year)
        assessing = {item.person: item.assessing_unit for item in registered}
        for person in self._people:
            memberships = links[SubjectKey(LearningModel.CITIZEN, person.id)]
            if person.home_unit in self._villages and is_counted_adult(
                person, self._year, self._basis
            ):
                self._link_adult(memberships, person, is_registered=person.id in assessing)
            if not is_counted(person, self._basis):
                continue
            population = "learners" if person.target_group is TargetGroup.STUDENT else "staff"
            for unit in {person.home_unit, assessing.get(person.id, "")} & self._staff_units:
                memberships.add(Membership(SubjectKey(LearningModel.UNIT, unit), population))
        return links

    def _link_adult(
        self, memberships: set[Membership], person: Person, *, is_registered: bool
    ) -> None:
        bodies = [SubjectKey(LearningModel.COMMUNITY, person.home_unit), *self._communes]
        household = self._home_of(person)
        if household is not None:
            family = SubjectKey(LearningModel.FAMILY, household)
            bodies += [family, *self._clan_of(household)]
            if is_registered:
                memberships.add(Membership(family, "registered_adults"))
        memberships.update(Membership(body, "adults") for body in bodies)

    def _home_of(self, person: Person) -> str | None:
        home = home_of(person, self._households)
        return None if home is None else home.id

    def _clan_of(self, household: str) -> list[SubjectKey]:
        found = self._clans.get(household)
        return [] if found is None else [SubjectKey(LearningModel.CLAN, found)]

    def _link_households(self, links: Links) -> None:
        inhabited = {self._home_of(p) for p in self._people if is_counted(p, self._basis)}
        for household in self._households.values():
            memberships = links[SubjectKey(LearningModel.FAMILY, household.id)]
            if household.id not in inhabited or household.unit not in self._villages:
                continue
            village = SubjectKey(LearningModel.COMMUNITY, household.unit)
            bodies = [village, *self._communes, *self._clan_of(household.id)]
            memberships.update(Membership(body, "families") for body in bodies)
            for clan in self._clan_of(household.id):
                links[clan].add(Membership(village, "clans"))

    def _link_clans_and_units(self, links: Links) -> None:
        clans = self._reading.models.clans() if self._communes else []
        for clan in clans:
            memberships = links[SubjectKey(LearningModel.CLAN, clan.id)]
            memberships.update(Membership(body, "clans") for body in self._communes)
        for unit in self._units:
            is_village = unit.kind is UnitKind.VILLAGE
            model = LearningModel.COMMUNITY if is_village else LearningModel.UNIT
            population = "communities" if is_village else "units"
            memberships = links[SubjectKey(model, unit.id)]
            memberships.update(Membership(body, population) for body in self._communes)
        for key in self._communes:
            links[key] = set()
