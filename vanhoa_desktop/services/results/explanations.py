"""Why a result is what it is, the shortest way to the title, and who of a body's members lacks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.db.standings import Standings
from vanhoa_desktop.domain.assessments import Assessment, Cycle
from vanhoa_desktop.domain.enums import LearningModel
from vanhoa_desktop.errors import VanHoaError
from vanhoa_desktop.scoring.criteria import CriteriaSet
from vanhoa_desktop.scoring.engine import PointsSideBySide, assess
from vanhoa_desktop.scoring.facts import NOTHING_KNOWN, POPULATIONS, KnownFacts
from vanhoa_desktop.scoring.prerequisites import populations_read
from vanhoa_desktop.scoring.results import Result
from vanhoa_desktop.scoring.subjects import SubjectKey
from vanhoa_desktop.scoring.ways import Way, way_to_title
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.setup.cycles import criteria_of_year, open_cycle
from vanhoa_desktop.services.sheets.subject_names import SubjectLabel, SubjectNames
from vanhoa_desktop.texts.words.names import sort_key

# Of a big body those are named who are nearest; how many lack is said beside it.
NAMED_MEMBERS = 20
_LOOKED_AT = 400
_NO_POINTS: PointsSideBySide = {}


@dataclass(frozen=True, slots=True)
class Lacking:
    """A member of a body without the title, and the points that lack (None: points cannot help)."""

    population: str
    key: SubjectKey
    name: str
    points: Decimal | None


@dataclass(frozen=True, slots=True)
class Explained:
    """One subject's sheet of a year with its result, its way and its members without the title.

    `criteria`, `result` and `way` are None where the year has no set for the model. `lacking` names
    the nearest of each population that the set reads; `standing` tells how many there are.
    """

    key: SubjectKey
    label: SubjectLabel
    criteria: CriteriaSet | None
    sheet: Assessment | None
    standing: KnownFacts
    result: Result | None
    way: Way | None
    lacking: tuple[Lacking, ...]


class ExplanationService:
    """Explains results as the store has them now; writes nothing."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def explain(self, key: SubjectKey, year: int) -> Explained:
        """Why one subject's result is what it is, and what lacks; raises CYCLE_NOT_OPEN."""
        identity = self._session.identity
        own_unit = None if identity.is_commune else self._session.require_unit()
        with self._session.database.reading() as reading:
            cycle = open_cycle(reading, year)
            standings = reading.models.standings(year, own_unit)
            found = reading.assessments.of_subjects(year, key.model, [key.id])
            return _explained(reading, cycle, standings, key, found[0] if found else None)


def _explained(
    reading: Reading, cycle: Cycle, standings: Standings, key: SubjectKey, sheet: Assessment | None
) -> Explained:
    criteria = _set_of(reading, cycle, key.model, sheet)
    standing = standings.of_body(key.model, key.id, sheet)
    names = SubjectNames(reading, [key])
    if criteria is None:
        return Explained(key, names.label(key), None, sheet, standing, None, None, ())
    points = _NO_POINTS if sheet is None else sheet.points
    group = None if sheet is None else sheet.target_group
    lacking = [
        member
        for population in POPULATIONS[key.model]
        if population in populations_read(criteria)
        for member in _lacking(reading, standings, key, population, cycle)
    ]
    return Explained(
        key,
        names.label(key),
        criteria,
        sheet,
        standing,
        assess(criteria, points, group, standing),
        way_to_title(criteria, points, group, standing),
        tuple(lacking),
    )


def _set_of(
    reading: Reading, cycle: Cycle, model: LearningModel, sheet: Assessment | None
) -> CriteriaSet | None:
    if sheet is not None:
        return reading.criteria.of(sheet.criteria_sha256)
    try:
        return criteria_of_year(reading, cycle, model)[1]
    except VanHoaError:
        return None


def _lacking(
    reading: Reading, standings: Standings, body: SubjectKey, population: str, cycle: Cycle
) -> list[Lacking]:
    model = POPULATIONS[body.model][population]
    members = standings.lacking(body.model, population, body.id)[:_LOOKED_AT]
    sheets = {
        sheet.person: sheet for sheet in reading.assessments.of_subjects(cycle.year, model, members)
    }
    by_total = sorted(members, key=lambda item: _total(sheets.get(item)), reverse=True)
    named = by_total[:NAMED_MEMBERS]
    ways = _ways(reading, standings, model, [sheets[item] for item in named if item in sheets])
    keys = [SubjectKey(model, item) for item in named]
    names = SubjectNames(reading, keys)
    found = [Lacking(population, key, names.label(key).name, ways.get(key.id)) for key in keys]
    return sorted(found, key=_nearest_first)


def _ways(
    reading: Reading, standings: Standings, model: LearningModel, sheets: Sequence[Assessment]
) -> Mapping[str, Decimal]:
    """The points that lack, by subject; absent where points cannot help."""
    judged = [(s, c) for s in sheets if (c := reading.criteria.of(s.criteria_sha256)) is not None]
    known = standings.of_sheets(model, judged)
    ways = {
        sheet.person: way_to_title(
            criteria, sheet.points, sheet.target_group, known.get(sheet.person, NOTHING_KNOWN)
        )
        for sheet, criteria in judged
    }
    return {person: way.points for person, way in ways.items() if way is not None}


def _total(sheet: Assessment | None) -> Decimal:
    return Decimal(-1) if sheet is None or sheet.total is None else sheet.total


def _nearest_first(member: Lacking) -> tuple[bool, Decimal, str]:
    return member.points is None, member.points or Decimal(0), sort_key(member.name)
