"""What the subjects of the six models are called, and the unit each belongs to."""

from dataclasses import dataclass

from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.domain.enums import LearningModel, TargetGroup
from vanhoa_desktop.scoring.subjects import SubjectKey

UNKNOWN_GROUP = "unknown"


@dataclass(frozen=True, slots=True)
class SubjectLabel:
    """Name, unit (its name; empty for the commune and for clans) and target group of a subject."""

    name: str
    unit_name: str
    group: TargetGroup | None = None


class SubjectNames:
    """Labels of all subjects, read once."""

    def __init__(self, reading: Reading) -> None:
        units = {unit.id: unit.name for unit in reading.units.units()}
        commune = reading.units.commune()
        labels = {
            SubjectKey(LearningModel.CITIZEN, person.id): SubjectLabel(
                person.full_name, units.get(person.home_unit, ""), person.target_group
            )
            for person in reading.people.search("")
        }
        for household in reading.people.households():
            name = household.head_name or household.code
            label = SubjectLabel(f"Gia đình {name}", units.get(household.unit, ""))
            labels[SubjectKey(LearningModel.FAMILY, household.id)] = label
        for clan in reading.models.clans():
            labels[SubjectKey(LearningModel.CLAN, clan.id)] = SubjectLabel(clan.name, "")
        for unit, name in units.items():
            for model in (LearningModel.COMMUNITY, LearningModel.UNIT):
                labels[SubjectKey(model, unit)] = SubjectLabel(name, name)
        if commune is not None:
            key = SubjectKey(LearningModel.COMMUNE, commune.id)
            labels[key] = SubjectLabel(commune.name, "")
        self._labels = labels

    def label(self, key: SubjectKey) -> SubjectLabel:
        """The label of a subject; one that is not held any more has an empty name."""
        return self._labels.get(key, SubjectLabel("", ""))
