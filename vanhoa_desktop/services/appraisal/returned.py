"""Sheets that the commune gave back to this unit, each told by name with its reason."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.domain.assessments import Assessment
from vanhoa_desktop.domain.enums import AssessmentStatus, Assessor, LearningModel, Outcome
from vanhoa_desktop.journal.change import CONTROL
from vanhoa_desktop.journal.fold import fold
from vanhoa_desktop.scoring.subjects import SubjectKey
from vanhoa_desktop.services.office.gone_people import names_last_written
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.sheets.subject_names import SubjectNames

_POINTS = tuple(f"{assessor.value}." for assessor in Assessor)


@dataclass(frozen=True, slots=True)
class ReturnedSheet:
    """A sheet that waits at the unit to be completed: whose, of which year, and why.

    `change` is the change that gave it back, so the same sheet given back again is another.
    `person` is the id of its subject. `is_ready`: it is complete and can be sent; `has_new_points`:
    somebody other than the commune wrote points in it since.
    """

    record: str
    change: str
    person: str
    model: LearningModel
    year: int
    subject: str
    unit_name: str
    reason: str
    is_ready: bool
    has_new_points: bool


def returned_sheets(session: Session, year: int | None = None) -> tuple[ReturnedSheet, ...]:
    """The returned sheets of a year, or of all, by model and name; none at the commune."""
    if session.identity.is_commune:
        return ()
    with session.database.reading() as reading:
        years = [cycle.year for cycle in reading.units.cycles()] if year is None else [year]
        sheets = [
            sheet
            for of_year in years
            for model in LearningModel
            for sheet in reading.assessments.assessments(
                of_year, statuses=[AssessmentStatus.RETURNED], model=model
            )
        ]
        return _told(reading, sheets)


def newly_returned(
    before: Iterable[ReturnedSheet], after: Iterable[ReturnedSheet]
) -> tuple[ReturnedSheet, ...]:
    """Those that were given back since, again or for the first time."""
    known = {sheet.change for sheet in before}
    return tuple(sheet for sheet in after if sheet.change not in known)


def unchanged_to_send(sheets: Iterable[ReturnedSheet]) -> list[ReturnedSheet]:
    """Those that would be sent as they came back: complete, with no point written since."""
    return [sheet for sheet in sheets if sheet.is_ready and not sheet.has_new_points]


def _told(reading: Reading, sheets: Collection[Assessment]) -> tuple[ReturnedSheet, ...]:
    if not sheets:
        return ()
    held = reading.journal.of_records([sheet.id for sheet in sheets])
    keys = {sheet.id: SubjectKey(sheet.model, sheet.person) for sheet in sheets}
    names = SubjectNames(reading, keys.values())
    nameless = [key.id for key in keys.values() if not names.label(key).name]
    gone = names_last_written(reading, nameless)
    found = []
    for sheet in sheets:
        changes = {item.change.id: item.change for item in held[sheet.id]}
        control = fold(changes.values(), reading.authority).fields.get(CONTROL)
        if control is None or control.shown is None:
            continue
        given_back = changes[control.shown]
        label = names.label(keys[sheet.id])
        has_new_points = any(
            change.header.clock > given_back.header.clock
            and change.header.chain not in reading.authority.commune_chains
            and change.body is not None
            and any(name.startswith(_POINTS) for name in change.body.values)
            for change in changes.values()
        )
        is_complete = sheet.outcome is not Outcome.NOT_ASSESSED
        found.append(
            ReturnedSheet(
                record=sheet.id,
                change=given_back.id.hex(),
                person=sheet.person,
                model=sheet.model,
                year=sheet.year,
                subject=label.name or gone.get(sheet.person, ""),
                unit_name=label.unit_name,
                reason=sheet.return_reason or "",
                is_ready=is_complete and not sheet.has_conflict,
                has_new_points=has_new_points,
            )
        )
    return tuple(found)
