"""Sheets of families, clans, villages, units and the commune: points, answers and facts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from vanhoa_desktop.canonical import Json
from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.db.unit_of_work import UnitOfWork
from vanhoa_desktop.domain.assessments import CriteriaReference
from vanhoa_desktop.domain.enums import Assessor, LearningModel
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.journal.fold import RecordState
from vanhoa_desktop.journal.identity import assessment_id
from vanhoa_desktop.journal.kinds import FACT
from vanhoa_desktop.scoring.criteria import CriteriaSet
from vanhoa_desktop.scoring.engine import check_points
from vanhoa_desktop.scoring.expressions import Value, ValueKind
from vanhoa_desktop.scoring.facts import ENTERED_FACTS
from vanhoa_desktop.services.office.control import control
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.setup.cycles import criteria_of_year, open_cycle
from vanhoa_desktop.services.sheets.assessments import PointsWish, check_open
from vanhoa_desktop.services.sheets.bodies import AssessedBody, find_body
from vanhoa_desktop.texts.words.numbers import stored_decimal

FactsWish = Mapping[str, Value]
_MOST_DECIMALS = 10_000  # facts have at most four decimals
_LEAST, _MOST = 0, 10**9


@dataclass(frozen=True, slots=True)
class BodyEntry:
    """What is written on a body's sheet; None clears a point or a fact."""

    body: AssessedBody
    year: int
    assessor: Assessor
    points: PointsWish = field(default_factory=dict)
    facts: FactsWish = field(default_factory=dict)
    reason: str | None = None

    @property
    def record(self) -> str:
        """The id of the sheet."""
        return assessment_id(self.body.key.id, self.year, self.body.key.model)


class BodySheetService:
    """Writes the sheets of bodies."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def find(self, model: LearningModel, text: str, unit_text: str | None = None) -> AssessedBody:
        """The body meant by an id or a name (`find_body`); raises NOT_FOUND or AMBIGUOUS."""
        with self._session.database.reading() as reading:
            return find_body(reading, model, text, unit_text)

    def set(self, entry: BodyEntry) -> bool:
        """Save points and facts; one value that the rules refuse sets none. True if any differs.

        Raises POINTS_NOT_ALLOWED, VALUE_INVALID for a fact, CYCLE_NOT_OPEN, CRITERIA_INVALID where
        the year has no set for the model, ASSESSMENT_CLOSED, RECORD_OF_OTHERS, ROLE_NOT_ALLOWED.
        """
        self._session.require_unit()
        if entry.assessor is Assessor.COMMUNE:
            self._session.require_commune()
        with self._session.database.reading() as reading:
            reference, criteria = _criteria(reading, entry)
        for indicator, points in entry.points.items():
            check_points(criteria, indicator, points)
        facts = {
            name: _checked_fact(entry.body.key.model, name, value)
            for name, value in entry.facts.items()
        }
        with self._session.work() as work:
            is_changed = self._write(work, entry, reference, facts)
            work.commit()
        return is_changed

    def _write(
        self,
        work: UnitOfWork,
        entry: BodyEntry,
        reference: CriteriaReference,
        facts: Mapping[str, Json],
    ) -> bool:
        state = work.state(entry.record)
        check_open(state, entry.body.label.name, is_commune=self._session.identity.is_commune)
        values: dict[str, Json] = {
            f"{entry.assessor.value}.{indicator}": {
                "points": None if points is None else stored_decimal(points),
                "reason": entry.reason,
            }
            for indicator, points in sorted(entry.points.items())
        }
        values |= {f"{FACT}{name}": value for name, value in sorted(facts.items())}
        values = {name: value for name, value in values.items() if _says_more(state, name, value)}
        if not values:
            return False
        if state is None:
            values |= control(entry.body.unit) | {
                "person": entry.body.key.id,
                "year": entry.year,
                "model": entry.body.key.model.value,
                "criteria": reference.sha256,
            }
        return work.put_changed("assessment", entry.record, values) is not None


def _criteria(reading: Reading, entry: BodyEntry) -> tuple[CriteriaReference, CriteriaSet]:
    model = entry.body.key.model
    reference, criteria = criteria_of_year(reading, open_cycle(reading, entry.year), model)
    held = reading.assessments.by_id(entry.record)
    if held is not None:
        criteria = reading.criteria.of(held.criteria_sha256) or criteria
    return reference, criteria


def _says_more(state: RecordState | None, name: str, value: Json) -> bool:
    """Whether a value is not just the clearing of what was never given."""
    is_cleared = value is None or (isinstance(value, dict) and value["points"] is None)
    return not is_cleared or (state is not None and name in state.fields)


def _checked_fact(model: LearningModel, name: str, value: Value) -> Json:
    """A fact as the journal keeps it; raises VALUE_INVALID where the model has none such."""
    kind = ENTERED_FACTS[model].get(name)
    if value is None and kind is not None:
        return None
    if isinstance(value, bool):
        if kind is ValueKind.TRUTH:
            return value
    elif isinstance(value, Fraction) and kind is ValueKind.NUMBER and _LEAST <= value < _MOST:
        scaled = value * _MOST_DECIMALS
        if scaled.denominator == 1:
            whole, rest = divmod(scaled.numerator, _MOST_DECIMALS)
            return f"{whole}.{rest:04}".rstrip("0").rstrip(".")
    raise VanHoaError(ErrorCode.VALUE_INVALID, field=name, value=str(value))
