"""What the subjects of the six models are called, and the unit each belongs to."""

from collections.abc import Iterable
from dataclasses import dataclass

from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.domain.enums import LearningModel, TargetGroup
from vanhoa_desktop.domain.people import Household
from vanhoa_desktop.scoring.subjects import SubjectKey

UNKNOWN_GROUP = "unknown"


@dataclass(frozen=True, slots=True)
class SubjectLabel:
    """Name, unit (its name; empty for the commune and for clans) and target group of a subject."""

    name: str
    unit_name: str
    group: TargetGroup | None = None


def family_name(household: Household) -> str:
    """What a list calls a family: by the head of the household, else that none is written down."""
    if household.head_name:
        return f"Gia đình {household.head_name}"
    return f"Hộ {household.code} (chưa ghi chủ hộ)"


class SubjectNames:
    """Labels of the subjects named by `keys`, or of all, read once."""

    def __init__(self, reading: Reading, keys: Iterable[SubjectKey] | None = None) -> None:
        by_model: dict[LearningModel, list[str]] | None = None
        if keys is not None:
            by_model = {model: [] for model in LearningModel}
            for key in keys:
                by_model[key.model].append(key.id)
        self._units = {unit.id: unit.name for unit in reading.units.units()}
        self._labels = {
            **self._people(reading, by_model),
            **self._families(reading, by_model),
            **{
                SubjectKey(LearningModel.CLAN, clan.id): SubjectLabel(clan.name, "")
                for clan in reading.models.clans()
            },
        }
        for unit, name in self._units.items():
            for model in (LearningModel.COMMUNITY, LearningModel.UNIT):
                self._labels[SubjectKey(model, unit)] = SubjectLabel(name, name)
        commune = reading.units.commune()
        if commune is not None:
            key = SubjectKey(LearningModel.COMMUNE, commune.id)
            self._labels[key] = SubjectLabel(commune.name, "")

    def label(self, key: SubjectKey) -> SubjectLabel:
        """The label of a subject; one that is not held any more has an empty name."""
        return self._labels.get(key, SubjectLabel("", ""))

    def _people(
        self, reading: Reading, by_model: dict[LearningModel, list[str]] | None
    ) -> dict[SubjectKey, SubjectLabel]:
        if by_model is None:
            people = reading.people.search("")
        else:
            people = list(reading.people.people(by_model[LearningModel.CITIZEN]).values())
        return {
            SubjectKey(LearningModel.CITIZEN, person.id): SubjectLabel(
                person.full_name, self._units.get(person.home_unit, ""), person.target_group
            )
            for person in people
        }

    def _families(
        self, reading: Reading, by_model: dict[LearningModel, list[str]] | None
    ) -> dict[SubjectKey, SubjectLabel]:
        if by_model is None:
            households = reading.people.households()
        else:
            wanted = by_model[LearningModel.FAMILY]
            households = list(reading.people.households_by_id(wanted).values())
        return {
            SubjectKey(LearningModel.FAMILY, household.id): SubjectLabel(
                family_name(household), self._units.get(household.unit, "")
            )
            for household in households
        }
