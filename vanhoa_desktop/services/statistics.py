"""The figures of the annual report: target T2 and one row per unit, every person counted once."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.domain.assessments import Assessment
from vanhoa_desktop.domain.counting import NOT_COUNTED, is_counted_adult
from vanhoa_desktop.domain.enums import (
    DecisionStatus,
    LearningModel,
    Outcome,
    Presence,
    Sex,
    TargetGroup,
)
from vanhoa_desktop.domain.people import Person

COMMUNITY_MODELS = frozenset({LearningModel.FAMILY, LearningModel.CLAN, LearningModel.COMMUNITY})


@dataclass
class UnitFigures:
    """Counts of one unit, or of the whole commune."""

    name: str
    people: int = 0
    adults: int = 0
    registered: int = 0
    assessed: int = 0
    passed: int = 0
    adults_passed: int = 0
    women_passed: int = 0
    recognised: int = 0
    passed_by_group: dict[TargetGroup, int] = field(
        default_factory=lambda: dict.fromkeys(TargetGroup, 0)
    )


@dataclass(frozen=True, slots=True)
class Share:
    """A numerator and denominator of distinct people; `percent` is None without a denominator."""

    numerator: int
    denominator: int

    @property
    def percent(self) -> float | None:
        """The share in percent, None if there is nothing to count."""
        return None if self.denominator == 0 else 100 * self.numerator / self.denominator


@dataclass(frozen=True, slots=True)
class YearFigures:
    """All figures of one year's report."""

    year: int
    units: tuple[UnitFigures, ...]
    total: UnitFigures
    adults_in_models: Share
    adults_of_all: Share
    not_counted: dict[Presence, int]


class FiguresReader:
    """Counts one year from one reading."""

    def __init__(self, reading: Reading, year: int, cut_off: str | None = None) -> None:
        self._reading = reading
        self._year = year
        self._cut_off = cut_off

    def figures(self, *, is_provisional: bool) -> YearFigures:
        """The year's figures.

        Provisional ones count holders as appraised-or-recognised and passing.
        """
        people = self._reading.people.search("")
        sheets = {
            sheet.person: sheet for sheet in self._reading.assessments.assessments(self._year)
        }
        registered = {item.person for item in self._reading.assessments.registrations(self._year)}
        titles = self._titles()
        holders = {person for person, model in titles if model is LearningModel.CITIZEN}
        in_models = self._members_of_models(people, titles)
        if is_provisional:
            holders |= {
                p
                for p, s in sheets.items()
                if s.outcome is Outcome.PASSED and s.status.value == "appraised"
            }
        counted = {person.id for person in people if self._is_counted_adult(person)}
        units, total = self._units(people, sheets, registered, holders)
        return YearFigures(
            year=self._year,
            units=units,
            total=total,
            adults_in_models=Share(len(counted & in_models & holders), len(counted & in_models)),
            adults_of_all=Share(len(counted & holders), len(counted)),
            not_counted=_count(
                people, lambda person: person.presence if person.presence in NOT_COUNTED else None
            ),
        )

    def _titles(self) -> set[tuple[str, LearningModel]]:
        issued = {
            decision.id
            for decision in self._reading.recognitions.decisions(self._year)
            if decision.status is DecisionStatus.ISSUED
            and (self._cut_off is None or (decision.decided_on or "") <= self._cut_off)
        }
        found = self._reading.recognitions.recognitions(self._year)
        return {(title.person, title.model) for title in found if title.decision in issued}

    def _members_of_models(
        self, people: list[Person], titles: set[tuple[str, LearningModel]]
    ) -> set[str]:
        """People of recognised learning households and villages.

        `person` of such a title names the household or unit.
        """
        bodies = {subject for subject, model in titles if model in COMMUNITY_MODELS}
        return {
            person.id
            for person in people
            if person.household in bodies or person.home_unit in bodies
        }

    def _is_counted_adult(self, person: Person) -> bool:
        return is_counted_adult(person, self._year)

    def _units(
        self,
        people: list[Person],
        sheets: dict[str, Assessment],
        registered: set[str],
        holders: set[str],
    ) -> tuple[tuple[UnitFigures, ...], UnitFigures]:
        by_unit = {unit.id: UnitFigures(unit.name) for unit in self._reading.units.units()}
        total = UnitFigures("Tổng cộng")
        for person in people:
            rows = [total, *([by_unit[person.home_unit]] if person.home_unit in by_unit else [])]
            for row in rows:
                self._add(row, person, sheets.get(person.id), registered, holders)
        return tuple(by_unit.values()), total

    def _add(
        self,
        row: UnitFigures,
        person: Person,
        sheet: Assessment | None,
        registered: set[str],
        holders: set[str],
    ) -> None:
        row.people += 1
        row.adults += self._is_counted_adult(person)
        row.registered += person.id in registered
        row.recognised += person.id in holders
        if sheet is None or sheet.outcome is Outcome.NOT_ASSESSED:
            return
        row.assessed += 1
        if sheet.outcome is Outcome.PASSED:
            row.passed += 1
            row.adults_passed += self._is_counted_adult(person)
            row.women_passed += person.sex is Sex.FEMALE
            if sheet.target_group is not None:
                row.passed_by_group[sheet.target_group] += 1


def _count(
    people: Iterable[Person], key: Callable[[Person], Presence | None]
) -> dict[Presence, int]:
    found: dict[Presence, int] = {}
    for person in people:
        presence = key(person)
        if presence is not None:
            found[presence] = found.get(presence, 0) + 1
    return found
