"""The verification sample: drawn by a published seed, findings on the spot, and what they say."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from vanhoa_desktop.canonical import Json
from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.db.unit_of_work import UnitOfWork
from vanhoa_desktop.domain.assessments import Assessment
from vanhoa_desktop.domain.enums import Assessor, Outcome, TargetGroup
from vanhoa_desktop.domain.people import Person
from vanhoa_desktop.domain.samples import Sample, SampledSheet
from vanhoa_desktop.domain.sheet_lifecycle import FINISHED_BY_UNIT
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.files import read_limited, write_atomically
from vanhoa_desktop.journal.identity import sampled_sheet_id
from vanhoa_desktop.scoring.engine import assess, check_points
from vanhoa_desktop.scoring.results import Result
from vanhoa_desktop.scoring.sampling import (
    Candidate,
    draw,
    population_sha256,
    population_text,
    read_population,
)
from vanhoa_desktop.services.office.control import control
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.setup.cycles import open_cycle
from vanhoa_desktop.texts.words.numbers import stored_decimal
from vanhoa_desktop.texts.words.plain import plain_line

MAX_LIST_BYTES = 64_000_000


@dataclass(frozen=True, slots=True)
class DrawWish:
    """A sample to draw: at least this share (in percent) of every unit's every group."""

    year: int
    share_percent: int
    seed: str


@dataclass(frozen=True, slots=True)
class DrawnSheet:
    """A drawn sheet with what people call its person and its unit."""

    sheet: SampledSheet
    full_name: str
    unit_name: str


@dataclass(frozen=True, slots=True)
class DrawnSample:
    """A sample and its sheets, by unit and then in Vietnamese order."""

    sample: Sample
    sheets: tuple[DrawnSheet, ...]


@dataclass(frozen=True, slots=True)
class FindingWish:
    """What was found on the spot: points that differ from the sheet's (none: all as written)."""

    person: Person
    year: int
    points: Mapping[str, Decimal]
    on: str | None = None
    note: str | None = None


class SampleService:
    """Draws samples and records what was found."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def draw(self, wish: DrawWish) -> DrawnSample:
        """Draw a sample and keep it; the same seed over the same sheets draws the same people.

        Raises ROLE_NOT_ALLOWED, CYCLE_NOT_OPEN, SAMPLE_EMPTY, VALUE_INVALID.
        """
        self._session.require_commune()
        seed = plain_line(wish.seed)
        if not seed:
            raise VanHoaError(ErrorCode.VALUE_INVALID, field="seed", value=wish.seed)
        with self._session.database.reading() as reading:
            open_cycle(reading, wish.year)
            sheets = {sheet.person: sheet for sheet in _verifiable(reading, wish.year)}
        if not sheets:
            raise VanHoaError(ErrorCode.SAMPLE_EMPTY, year=wish.year)
        candidates = [_candidate(sheet) for sheet in sheets.values()]
        sample = self._session.new_record_id()
        values: dict[str, Json] = control(self._session.require_unit()) | {
            "year": wish.year,
            "seed": seed,
            "share_percent": wish.share_percent,
            "drawn_on": self._session.today(),
            "population": {"sha256": population_sha256(candidates), "size": len(candidates)},
        }
        with self._session.work() as work:
            work.put("sample", sample, values)
            for people in draw(candidates, wish.share_percent, seed).values():
                for person in people:
                    self._keep_sheet(work, sample, sheets[person])
            work.commit()
        return self.sample(wish.year)

    def sample(self, year: int) -> DrawnSample:
        """The newest sample of a year; raises CYCLE_NOT_OPEN, SAMPLE_NOT_DRAWN."""
        with self._session.database.reading() as reading:
            open_cycle(reading, year)
            samples = reading.reporting.samples.samples(year)
            if not samples:
                raise VanHoaError(ErrorCode.SAMPLE_NOT_DRAWN, year=year)
            return _named(reading, samples[-1])

    def save_population(self, year: int, output: Path) -> int:
        """Save the list to draw from as it is published; returns the number of sheets.

        It holds ids of records and units and the groups, no names. Raises ROLE_NOT_ALLOWED,
        CYCLE_NOT_OPEN, SAMPLE_EMPTY, DISK_FULL, FOLDER_READ_ONLY.
        """
        self._session.require_commune()
        with self._session.database.reading() as reading:
            open_cycle(reading, year)
            candidates = population(reading, year)
        if not candidates:
            raise VanHoaError(ErrorCode.SAMPLE_EMPTY, year=year)
        write_atomically(output, population_text(candidates))
        self._session.log_access("export-sample-population", output.name)
        return len(candidates)

    def record(self, wish: FindingWish) -> DrawnSheet:
        """Record what was found with one drawn person; a later finding replaces an earlier one.

        Raises SAMPLE_NOT_DRAWN, NOT_IN_SAMPLE, POINTS_NOT_ALLOWED, ROLE_NOT_ALLOWED.
        """
        self._session.require_commune()
        drawn = self.sample(wish.year)
        found = {item.sheet.person: item for item in drawn.sheets}.get(wish.person.id)
        if found is None:
            raise VanHoaError(ErrorCode.NOT_IN_SAMPLE, person=wish.person.full_name, year=wish.year)
        result = self._result(wish)
        values: dict[str, Json] = {
            f"found.{code}": {"points": stored_decimal(points), "reason": None}
            for code, points in sorted(wish.points.items())
        }
        values["finding"] = {
            "by": self._session.identity.officer,
            "note": wish.note,
            "on": wish.on or self._session.today(),
            "result": _result_json(result.total, result.outcome),
        }
        with self._session.work() as work:
            state = work.state(found.sheet.id)
            earlier = {} if state is None else state.values
            cleared: dict[str, Json] = {
                name: {"points": None, "reason": None}
                for name in earlier
                if name.startswith("found.") and name not in values
            }
            work.put_changed("sampled_sheet", found.sheet.id, cleared | values)
            work.commit()
        by_person = {item.sheet.person: item for item in self.sample(wish.year).sheets}
        return by_person[wish.person.id]

    def _result(self, wish: FindingWish) -> Result:
        """The result by the sheet's points with those that were found instead."""
        with self._session.database.reading() as reading:
            sheet = reading.assessments.assessment(wish.person.id, wish.year)
            criteria = None if sheet is None else reading.criteria.of(sheet.criteria_sha256)
        if sheet is None or criteria is None:
            raise VanHoaError(ErrorCode.NOT_IN_SAMPLE, person=wish.person.full_name, year=wish.year)
        for code, points in wish.points.items():
            check_points(criteria, code, points)
        commune = dict(sheet.points.get(Assessor.COMMUNE, {})) | dict(wish.points)
        return assess(criteria, {**sheet.points, Assessor.COMMUNE: commune}, sheet.target_group)

    def _keep_sheet(self, work: UnitOfWork, sample: str, sheet: Assessment) -> None:
        group = sheet.target_group
        values: dict[str, Json] = control(self._session.require_unit()) | {
            "sample": sample,
            "person": sheet.person,
            "stratum": {"group": group.value if group else None, "unit": sheet.unit},
            "drawn": _result_json(sheet.total, sheet.outcome),
        }
        work.put("sampled_sheet", sampled_sheet_id(sample, sheet.person), values)


def redraw(path: Path, share_percent: int, seed: str) -> tuple[list[str], str]:
    """Draw again from a published list, with no store at hand: the people, and the list's SHA-256.

    Raises FILE_MISSING, FILE_TOO_LARGE, FILE_UNREADABLE.
    """
    try:
        candidates = read_population(read_limited(path, MAX_LIST_BYTES).decode("utf-8"))
    except (UnicodeDecodeError, ValueError) as error:
        raise VanHoaError(ErrorCode.FILE_UNREADABLE, path=str(path)) from error
    drawn = draw(candidates, share_percent, plain_line(seed))
    people = [person for stratum in drawn.values() for person in stratum]
    return people, population_sha256(candidates)


def population(reading: Reading, year: int) -> list[Candidate]:
    """The sheets from which a sample of a year is drawn."""
    return [_candidate(sheet) for sheet in _verifiable(reading, year)]


def _verifiable(reading: Reading, year: int) -> list[Assessment]:
    # What a unit may still alter is not verified yet.
    sheets = reading.assessments.assessments(year, statuses=sorted(FINISHED_BY_UNIT))
    return [sheet for sheet in sheets if sheet.outcome is not Outcome.NOT_ASSESSED]


def _candidate(sheet: Assessment) -> Candidate:
    return Candidate(sheet.person, sheet.unit, _group_text(sheet.target_group))


def _group_text(group: TargetGroup | None) -> str:
    return "" if group is None else group.value


def _result_json(total: Decimal | None, outcome: Outcome) -> Json:
    return {
        "outcome": outcome.value,
        "total": None if total is None else stored_decimal(total),
    }


def _named(reading: Reading, sample: Sample) -> DrawnSample:
    sheets = reading.reporting.samples.sheets(sample.id)
    people = reading.people.search("") if sheets else []
    order = {person.id: place for place, person in enumerate(people)}
    names = {person.id: person.full_name for person in people}
    units = {unit.id: unit.name for unit in reading.units.units()}
    places = {unit: place for place, unit in enumerate(units)}
    ordered = sorted(
        sheets,
        key=lambda sheet: (
            places.get(sheet.unit, len(places)),
            order.get(sheet.person, len(order)),
            sheet.person,
        ),
    )
    return DrawnSample(
        sample,
        tuple(
            DrawnSheet(sheet, names.get(sheet.person, ""), units.get(sheet.unit, ""))
            for sheet in ordered
        ),
    )


def by_stratum(sheets: Sequence[SampledSheet]) -> dict[tuple[str, str], list[SampledSheet]]:
    """Drawn sheets by stratum (unit, group)."""
    found: dict[tuple[str, str], list[SampledSheet]] = defaultdict(list)
    for sheet in sheets:
        found[sheet.unit, _group_text(sheet.group)].append(sheet)
    return dict(found)
