"""What a whole sheet would come to, were everything open of it settled as one laptop has it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from vanhoa_desktop.canonical import Json
from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.domain.enums import Assessor, Outcome, TargetGroup, has_value
from vanhoa_desktop.journal.change import CONTROL
from vanhoa_desktop.journal.fold import fold
from vanhoa_desktop.journal.kinds import POINTS_FIELD
from vanhoa_desktop.scoring.engine import assess
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.review.conflicts import ASSESSMENT, ConflictService, ListedConflict
from vanhoa_desktop.services.review.settling import side_answer

LEAST_WHOLE = 2
# (record, chain of the laptop whose values are taken; None: what all tables show now stays)
SideKey = tuple[str, str | None]


@dataclass(frozen=True, slots=True)
class SideOutcome:
    """The total of all indicators of a sheet, undisputed ones included, and what it comes to."""

    total: Decimal
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class OpenFigures:
    """Everything that waits for a person, and what whole sheets would come to.

    A side is absent from `outcomes` where its total cannot be told: the sheet would not be complete
    or not be there, its set is not held here, or nothing is summed by it.
    """

    conflicts: list[ListedConflict]
    outcomes: Mapping[SideKey, SideOutcome]
    further: int = 0


def open_figures(session: Session) -> OpenFigures:
    """Everything that waits for a person on this installation."""
    listed = ConflictService(session).listed()
    conflicts = listed.shown
    by_record: dict[str, list[ListedConflict]] = defaultdict(list)
    for conflict in conflicts:
        if conflict.kind == ASSESSMENT:
            by_record[conflict.record].append(conflict)
    wholes = {record: found for record, found in by_record.items() if len(found) >= LEAST_WHOLE}
    with session.database.reading() as reading:
        return OpenFigures(conflicts, _outcomes(reading, wholes), listed.further)


def _outcomes(
    reading: Reading, wholes: Mapping[str, Sequence[ListedConflict]]
) -> dict[SideKey, SideOutcome]:
    held = reading.journal.of_records(list(wholes))
    found: dict[SideKey, SideOutcome] = {}
    for record, conflicts in wholes.items():
        values = fold([item.change for item in held[record]], reading.authority).values
        chains = {value.chain for conflict in conflicts for value in conflict.values}
        for chain in (*chains, None):
            answers = {conflict.field: side_answer(conflict, chain) for conflict in conflicts}
            outcome = _outcome(reading, values | answers)
            if outcome is not None:
                found[record, chain] = outcome
    return found


def _outcome(reading: Reading, values: Mapping[str, Json]) -> SideOutcome | None:
    """What the values of a sheet come to by its own set; None where that cannot be told."""
    control, sha256, group = (values.get(name) for name in (CONTROL, "criteria", "target_group"))
    criteria = reading.criteria.of(sha256) if isinstance(sha256, str) else None
    if criteria is None or (isinstance(control, Mapping) and control["deleted"]):
        return None
    is_group = isinstance(group, str) and has_value(TargetGroup, group)
    result = assess(criteria, _points(values), TargetGroup(str(group)) if is_group else None)
    if result.total is None or result.outcome is Outcome.NOT_ASSESSED:
        return None
    return SideOutcome(result.total, result.outcome)


def _points(values: Mapping[str, Json]) -> Mapping[Assessor, Mapping[str, Decimal]]:
    found: dict[Assessor, dict[str, Decimal]] = defaultdict(dict)
    for name, value in values.items():
        matched = POINTS_FIELD.fullmatch(name)
        if matched is not None and isinstance(value, Mapping) and value["points"] is not None:
            assessor, indicator = matched.groups()
            found[Assessor(assessor)][indicator] = Decimal(str(value["points"]))
    return found
