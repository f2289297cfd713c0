"""Hints for the appraiser: what looks unusual in a year, with its people; never a verdict."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vanhoa_desktop.db.readers.points import PlainSheet
from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.domain.assessments import Assessment
from vanhoa_desktop.domain.enums import Assessor
from vanhoa_desktop.scoring.criteria import CriteriaSet
from vanhoa_desktop.scoring.hints import POINT_MILLI, Hint, HintCode, HintSheet, find_hints
from vanhoa_desktop.services.appraisal.sheet_warnings import Warned
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.setup.cycles import open_cycle


@dataclass(frozen=True, slots=True)
class HintedPerson:
    """A person of a hint, as people call him or her."""

    id: str
    full_name: str


@dataclass(frozen=True, slots=True)
class NamedHint:
    """A hint with the names of its unit and people."""

    hint: Hint
    unit_name: str
    people: tuple[HintedPerson, ...]

    @property
    def code(self) -> HintCode:
        """What looks unusual."""
        return self.hint.code


class HintService:
    """Finds hints over the whole year that this installation holds."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def hints(self, year: int, unit: str | None = None) -> list[NamedHint]:
        """Hints by unit in Vietnamese order, of one unit or of all; raises CYCLE_NOT_OPEN."""
        with self._session.database.reading() as reading:
            open_cycle(reading, year)
            found = hints_of_year(reading, year)
            wanted = [hint for hint in found if unit in {None, hint.unit}]
            people = reading.people.people({name for hint in wanted for name in hint.people})
            units = {one.id: one.name for one in reading.units.units()}
        places = {name: place for place, name in enumerate(units)}
        named = [
            NamedHint(
                hint,
                units.get(hint.unit, ""),
                tuple(
                    HintedPerson(name, people[name].full_name)
                    for name in hint.people
                    if name in people
                ),
            )
            for hint in wanted
        ]
        return sorted(named, key=lambda item: places.get(item.hint.unit, len(places)))


def hints_of_year(reading: Reading, year: int) -> list[Hint]:
    """All hints of a year, compared with the year before where its results are held."""
    criteria: dict[str, CriteriaSet | None] = {}
    sheets = []
    for sheet in reading.reporting.points.complete_sheets(year):
        if sheet.criteria_sha256 not in criteria:
            criteria[sheet.criteria_sha256] = reading.criteria.of(sheet.criteria_sha256)
        used = criteria[sheet.criteria_sha256]
        if used is not None and used.threshold is not None:
            sheets.append(_hint_sheet(sheet, used))
    return find_hints(sheets, reading.reporting.points.pass_counts(year - 1))


def outlier_warnings(
    reading: Reading, year: int, sheets: Sequence[Assessment]
) -> tuple[Warned, ...]:
    """Hints over the whole year, as far as they name people of these sheets; they stop nothing."""
    moving = {sheet.person for sheet in sheets}
    named: dict[HintCode, set[str]] = defaultdict(set)
    for hint in hints_of_year(reading, year) if moving else ():
        named[hint.code].update(moving.intersection(hint.people))
    return tuple(
        Warned(f"OUTLIER_{code.value}", len(people))
        for code, people in sorted(named.items())
        if people
    )


def _hint_sheet(sheet: PlainSheet, criteria: CriteriaSet) -> HintSheet:
    threshold = criteria.threshold or 0
    return HintSheet(
        person=sheet.person,
        unit=sheet.unit,
        group=sheet.group,
        own=_row(sheet.points.get(Assessor.SELF.value, {}), criteria),
        given=_row(sheet.points.get(Assessor.VILLAGE.value, {}), criteria),
        total=sheet.total_milli,
        threshold=int(threshold * POINT_MILLI),
        is_passed=sheet.is_passed,
    )


def _row(points: Mapping[str, int], criteria: CriteriaSet) -> tuple[int | None, ...]:
    return tuple(points.get(indicator.code) for indicator in criteria.indicators)
