"""The results of a year in one of the models that are not a person's, as a list."""

from dataclasses import dataclass
from decimal import Decimal

from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.domain.enums import AssessmentStatus, LearningModel, Outcome, UnitKind
from vanhoa_desktop.scoring.subjects import SubjectKey
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.setup.cycles import open_cycle
from vanhoa_desktop.services.sheets.subject_names import SubjectLabel, SubjectNames
from vanhoa_desktop.texts.words.names import place_key, sort_key


@dataclass(frozen=True, slots=True)
class ModelRow:
    """One body with its result; `status` is None while no sheet of it is begun."""

    key: SubjectKey
    label: SubjectLabel
    total: Decimal | None
    outcome: Outcome
    status: AssessmentStatus | None


class ModelResultService:
    """Lists the bodies that this installation knows, with their results."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def models(self) -> tuple[LearningModel, ...]:
        """The models whose bodies this installation assesses or keeps."""
        identity = self._session.identity
        if identity.is_commune:
            return tuple(model for model in LearningModel if model is not LearningModel.CITIZEN)
        if identity.role is UnitKind.VILLAGE:
            return (LearningModel.FAMILY, LearningModel.COMMUNITY)
        return (LearningModel.UNIT,)

    def rows(self, year: int, model: LearningModel) -> list[ModelRow]:
        """All bodies of a model, by unit and name in Vietnamese order; raises CYCLE_NOT_OPEN."""
        identity = self._session.identity
        own_unit = None if identity.is_commune else self._session.require_unit()
        with self._session.database.reading() as reading:
            open_cycle(reading, year)
            subjects = _subjects(reading, model, own_unit)
            keys = [SubjectKey(model, subject) for subject in subjects]
            names = SubjectNames(reading, keys)
            sheets = {
                sheet.person: sheet for sheet in reading.assessments.assessments(year, model=model)
            }
        found = []
        for key in keys:
            sheet = sheets.get(key.id)
            found.append(
                ModelRow(
                    key,
                    names.label(key),
                    None if sheet is None else sheet.total,
                    Outcome.NOT_ASSESSED if sheet is None else sheet.outcome,
                    None if sheet is None else sheet.status,
                )
            )
        return sorted(found, key=lambda row: (place_key(row.label.unit_name), _name_key(row)))


def _name_key(row: ModelRow) -> tuple[str, str]:
    is_place = row.key.model in {LearningModel.COMMUNITY, LearningModel.UNIT}
    by = place_key if is_place else sort_key
    return by(row.label.name), row.key.id


def _subjects(reading: Reading, model: LearningModel, own_unit: str | None) -> list[str]:
    """The ids of all bodies of a model that the registers know."""
    if model is LearningModel.FAMILY:
        return [household.id for household in reading.people.households(own_unit)]
    if model is LearningModel.CLAN:
        return [clan.id for clan in reading.models.clans()]
    if model is LearningModel.COMMUNE:
        commune = reading.units.commune()
        return [] if commune is None else [commune.id]
    return [
        unit.id
        for unit in reading.units.units()
        if (unit.kind is UnitKind.VILLAGE) == (model is LearningModel.COMMUNITY)
        and own_unit in {None, unit.id}
    ]
