"""Settling a figure that does not agree: choosing one of its values, or typing the right one."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from vanhoa_desktop.canonical import Json
from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.domain.enums import Assessor, has_value
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.journal.change import CONTROL
from vanhoa_desktop.journal.kinds import KINDS, check_values
from vanhoa_desktop.scoring.engine import check_points
from vanhoa_desktop.services.assessments import decimal_text
from vanhoa_desktop.services.conflicts import ConflictService, ListedConflict, is_with_commune
from vanhoa_desktop.services.session import Session
from vanhoa_desktop.texts.dates import parse_birth
from vanhoa_desktop.texts.plain import plain_text

_TYPED_AS_TEXT = frozenset(
    {"full_name", "phone", "occupation", "note", "code", "head_name", "citizen_number"}
)


@dataclass(frozen=True, slots=True)
class Settlement:
    """What was decided: whose figure, which field, the value that counts from now on."""

    conflict: ListedConflict
    value: Json


def can_be_typed(field: str) -> bool:
    """Whether the right value of a field can be typed: points, birth dates, names and other texts.

    Closed vocabularies and states are chosen among the values.
    """
    prefix, dot, _ = field.partition(".")
    is_points = bool(dot) and has_value(Assessor, prefix)
    return is_points or field == "birth" or field in _TYPED_AS_TEXT


class SettlingService:
    """Answers all open values of a field with one."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def keep(self, conflict_text: str, change_text: str) -> Settlement:
        """Settle by keeping the value that one of the changes gave.

        Raises CONFLICT_STALE (the figure was settled or changed since it was listed), NOT_FOUND,
        AMBIGUOUS, and CONFLICT_OF_COMMUNE.
        """
        conflict = self._find(conflict_text)
        wanted = change_text.strip().lower()
        chosen = [v for v in conflict.values if wanted and v.change.startswith(wanted)]
        if not chosen:
            raise VanHoaError(ErrorCode.NOT_FOUND, what="change", text=change_text)
        if len(chosen) > 1:
            candidates = ", ".join(value.text for value in chosen)
            raise VanHoaError(
                ErrorCode.AMBIGUOUS,
                what="change",
                text=change_text,
                count=len(chosen),
                candidates=candidates,
            )
        return self._settle(conflict, chosen[0].value)

    def type(self, conflict_text: str, text: str) -> Settlement:
        """Settle by typing the right value; raises also VALUE_INVALID and POINTS_NOT_ALLOWED."""
        conflict = self._find(conflict_text)
        with self._session.database.reading() as reading:
            value = _typed(reading, conflict, text)
        return self._settle(conflict, value)

    def _find(self, text: str) -> ListedConflict:
        self._session.require_unit()
        wanted = text.strip().lower()
        found = [
            conflict
            for conflict in ConflictService(self._session).conflicts()
            if wanted and conflict.id.startswith(wanted)
        ]
        if not found:
            raise VanHoaError(ErrorCode.CONFLICT_STALE, text=text)
        if len(found) > 1:
            candidates = ", ".join(f"{c.subject}: {c.field_label}" for c in found)
            raise VanHoaError(
                ErrorCode.AMBIGUOUS,
                what="conflict",
                text=text,
                count=len(found),
                candidates=candidates,
            )
        return found[0]

    def _settle(self, conflict: ListedConflict, value: Json) -> Settlement:
        identity = self._session.identity
        with self._session.work() as work:
            state = work.state(conflict.record)
            if state is None or all(item.id != conflict.id for item in state.review):
                raise VanHoaError(ErrorCode.CONFLICT_STALE, text=conflict.id)
            is_communes = conflict.is_for_commune or is_with_commune(state, conflict.field)
            if is_communes and not identity.is_commune:
                raise VanHoaError(ErrorCode.CONFLICT_OF_COMMUNE, field=conflict.field_label)
            covers = identity.is_commune and conflict.field == CONTROL
            work.put(
                conflict.kind, conflict.record, {conflict.field: value}, covers=covers, settles=True
            )
            work.commit()
        return Settlement(conflict, value)


def _typed(reading: Reading, conflict: ListedConflict, text: str) -> Json:
    """A value typed by a person; raises VALUE_INVALID or POINTS_NOT_ALLOWED."""
    prefix, _, indicator = conflict.field.partition(".")
    stripped = plain_text(text)
    value: Json
    if has_value(Assessor, prefix):
        value = {"points": _points(reading, conflict, indicator, stripped), "reason": None}
    elif conflict.field == "birth":
        birth = parse_birth(stripped)
        if birth is None:
            raise VanHoaError(ErrorCode.VALUE_INVALID, field=conflict.field, value=text)
        value = {"precision": birth.precision.value, "text": birth.text}
    elif conflict.field in _TYPED_AS_TEXT:
        value = stripped or None
    else:
        # Closed vocabularies and states are chosen among the values, not typed.
        raise VanHoaError(ErrorCode.VALUE_INVALID, field=conflict.field, value=text)
    try:
        check_values(KINDS[conflict.kind], conflict.record, {conflict.field: value})
    except VanHoaError as error:
        raise VanHoaError(ErrorCode.VALUE_INVALID, field=conflict.field, value=text) from error
    return value


def _points(reading: Reading, conflict: ListedConflict, indicator: str, text: str) -> str | None:
    if not text:
        return None
    sheet = reading.assessments.by_id(conflict.record)
    criteria = None if sheet is None else reading.criteria.of(sheet.criteria_sha256)
    try:
        points = Decimal(text.replace(",", "."))
    except InvalidOperation as error:
        raise VanHoaError(ErrorCode.VALUE_INVALID, field=conflict.field, value=text) from error
    if criteria is not None:
        check_points(criteria, indicator, points)
    return decimal_text(points)
