"""All that the six models are assessed by in a year, read from the store for the result graph.

The points alone say who passes, as a what-if needs it: no decision is asked. Who counts where is
what `db/members.py` says.
"""

from collections.abc import Iterable, Mapping

from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.domain.assessments import Assessment, Cycle
from vanhoa_desktop.domain.enums import LearningModel, UnitKind
from vanhoa_desktop.domain.sheet_lifecycle import WITHOUT_TITLE
from vanhoa_desktop.scoring.criteria import CriteriaSet
from vanhoa_desktop.scoring.facts import POPULATIONS
from vanhoa_desktop.scoring.subjects import Membership, Subject, SubjectKey

Links = dict[SubjectKey, set[Membership]]


class YearSubjects:
    """Subjects of one year, for one reading of the store.

    `own_unit` is None at the commune; a unit's own device knows neither clans nor the commune as a
    whole, so they are left out there.
    """

    def __init__(self, reading: Reading, cycle: Cycle, own_unit: str | None) -> None:
        self._reading = reading
        self._cycle = cycle
        self._year = cycle.year
        self._own_unit = own_unit
        self._facts = reading.models.facts(cycle.year)

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
            return Subject(key, self._set_of_body(key.model), belongs_to=belongs_to)
        return Subject(
            key,
            self._reading.criteria.of(sheet.criteria_sha256),
            sheet.points,
            sheet.target_group,
            entered=self._facts.get(sheet.id, {}),
            months_since=self._months_since(key),
            title=False if sheet.status in WITHOUT_TITLE else None,
            belongs_to=belongs_to,
        )

    def _months_since(self, key: SubjectKey) -> Mapping[str, int]:
        """Only the commune's set knows terms between levels, and there is one commune."""
        if key.model is not LearningModel.COMMUNE or self._own_unit is not None:
            return {}
        standings = self._reading.models.standings(self._year, None)
        return standings.of_body(key.model, key.id, None).months_since

    def _set_of_body(self, model: LearningModel) -> CriteriaSet | None:
        """The set that a body without a sheet is shown by; people without one have no result."""
        reference = self._cycle.criteria.get(model)
        if model is LearningModel.CITIZEN or reference is None:
            return None
        return self._reading.criteria.of(reference.sha256)

    def _links(self) -> Links:
        """Every subject that the registers know, with the populations in which it counts."""
        links: Links = {key: set() for key in self._known()}
        members = self._reading.counting.for_results(self._year, self._own_unit)
        for model, populations in POPULATIONS.items():
            for population, of_model in populations.items():
                bodies: dict[str, Membership] = {}
                for body, member in members.pairs(model, population):
                    if body not in bodies:
                        bodies[body] = Membership(SubjectKey(model, body), population)
                    links.setdefault(SubjectKey(of_model, member), set()).add(bodies[body])
        return links

    def _known(self) -> Iterable[SubjectKey]:
        reading = self._reading
        doubles = reading.people.links.not_counting(self._year)
        for person in reading.people.ids():
            if person not in doubles:
                yield SubjectKey(LearningModel.CITIZEN, person)
        for household in reading.people.households():
            yield SubjectKey(LearningModel.FAMILY, household.id)
        for unit in reading.units.units():
            if self._own_unit in {None, unit.id}:
                is_village = unit.kind is UnitKind.VILLAGE
                model = LearningModel.COMMUNITY if is_village else LearningModel.UNIT
                yield SubjectKey(model, unit.id)
        commune = reading.units.commune() if self._own_unit is None else None
        if commune is not None:
            yield SubjectKey(LearningModel.COMMUNE, commune.id)
            for clan in reading.models.clans():
                yield SubjectKey(LearningModel.CLAN, clan.id)
