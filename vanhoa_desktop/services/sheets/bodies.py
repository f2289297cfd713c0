"""Finding the family, clan, village, unit or commune that an officer means, to be assessed."""

from dataclasses import dataclass

from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.domain.enums import LearningModel, UnitKind
from vanhoa_desktop.domain.people import Household, Unit
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.scoring.subjects import SubjectKey
from vanhoa_desktop.services.office.lookup import find_unit, only_one
from vanhoa_desktop.services.people.clans import find_clan
from vanhoa_desktop.services.people.households import find_household
from vanhoa_desktop.services.sheets.subject_names import SubjectLabel, family_name
from vanhoa_desktop.texts.words.name_keys import nearest_names
from vanhoa_desktop.texts.words.names import fold_text


@dataclass(frozen=True, slots=True)
class AssessedBody:
    """Who is assessed in a model that is not a person's; `unit` keeps the sheet."""

    key: SubjectKey
    label: SubjectLabel
    unit: str


def find_body(
    reading: Reading, model: LearningModel, text: str, unit_text: str | None = None
) -> AssessedBody:
    """The body meant by an id, a name, a household's code or the name of its head.

    `unit_text` names the village of a household. Raises NOT_FOUND or AMBIGUOUS.
    """
    commune = reading.units.commune()
    home = "" if commune is None else commune.id
    if model is LearningModel.FAMILY:
        unit = None if unit_text is None else find_unit(reading, unit_text).id
        return _family(reading, _household(reading, text, unit))
    if model is LearningModel.CLAN:
        clan = find_clan(reading, text)
        return AssessedBody(SubjectKey(model, clan.id), SubjectLabel(clan.name, ""), home)
    found = find_unit(reading, text)
    if not _is_of(model, found):
        raise VanHoaError(ErrorCode.NOT_FOUND, what="unit", text=text)
    label = SubjectLabel(found.name, "" if model is LearningModel.COMMUNE else found.name)
    return AssessedBody(SubjectKey(model, found.id), label, found.id)


def _is_of(model: LearningModel, unit: Unit) -> bool:
    if model is LearningModel.COMMUNITY:
        return unit.kind is UnitKind.VILLAGE
    if model is LearningModel.COMMUNE:
        return unit.kind is UnitKind.COMMUNE
    return model is LearningModel.UNIT and unit.kind not in {UnitKind.VILLAGE, UnitKind.COMMUNE}


def _family(reading: Reading, household: Household) -> AssessedBody:
    unit = reading.units.unit(household.unit)
    label = SubjectLabel(family_name(household), "" if unit is None else unit.name)
    return AssessedBody(SubjectKey(LearningModel.FAMILY, household.id), label, household.unit)


def _household(reading: Reading, text: str, unit: str | None) -> Household:
    wanted = fold_text(text)
    named = [
        item
        for item in reading.people.households(unit)
        if item.head_name is not None and fold_text(item.head_name) == wanted
    ]
    near = nearest_names(text, [item.head_name or "" for item in named])
    named = [named[place] for place in near]
    if not named:
        return find_household(reading, text, unit)
    units = {item.id: item.name for item in reading.units.units()}
    names = {i.id: f"{i.head_name} ({i.code}, {units.get(i.unit, '')})" for i in named}
    return only_one(named, names, "household", text)
