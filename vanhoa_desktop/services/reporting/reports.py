"""The annual report and the targets of the plan, counted now or from frozen figures."""

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from vanhoa_desktop.documents.annual_report import (
    AnnualReportValues,
    TargetLine,
    UnitLine,
    render_annual_report,
)
from vanhoa_desktop.documents.office import template
from vanhoa_desktop.documents.preview import page_count
from vanhoa_desktop.domain.enums import TargetGroup
from vanhoa_desktop.domain.targets import SnapshotKind
from vanhoa_desktop.files import write_atomically
from vanhoa_desktop.services.office.paper_endings import PDF_ENDING, require_ending
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.recognition.certificate_values import issuing_office
from vanhoa_desktop.services.recognition.paper_checks import require_issuer
from vanhoa_desktop.services.reporting.report_figures import ReportFigures, count_report
from vanhoa_desktop.services.reporting.snapshots import (
    FrozenReport,
    SnapshotService,
    newest_snapshot,
)
from vanhoa_desktop.services.reporting.statistics import UnitFigures
from vanhoa_desktop.services.reporting.targets import TargetRow
from vanhoa_desktop.services.reporting.year_titles import CountingDay
from vanhoa_desktop.texts.sentences.targets import overstated_text, unknown_text
from vanhoa_desktop.texts.words.numbers import count_text
from vanhoa_desktop.texts.words.terms import presence_term

PAST_MILESTONE, LAST_MILESTONE = 2025, 2030


@dataclass(frozen=True, slots=True)
class ReportWish:
    """Which report of a year.

    That of a snapshot (its id or the beginning of its SHA-256); else the newest frozen figures of
    the kind, final or provisional on a day (ISO date); counted anew, or where none were frozen, it
    is a draft.
    """

    year: int
    provisional_on: str | None = None
    snapshot: str | None = None
    is_counted_anew: bool = False


@dataclass(frozen=True, slots=True)
class SavedReport:
    """A saved report: its pages, the targets it states, and the snapshot it was made from."""

    pages: int
    targets: tuple[TargetRow, ...]
    snapshot: str | None = None


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """The figures of one year's targets; frozen where the year's final figures were."""

    year: int
    is_frozen: bool
    targets: tuple[TargetRow, ...]


class ReportService:
    """Counts a year and writes its report."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def figures(self, year: int, *, provisional_on: str | None = None) -> ReportFigures:
        """All figures as they stand now; raises CYCLE_NOT_OPEN, TARGETS_INVALID, VALUE_INVALID."""
        return count_report(self._session, _day(year, provisional_on))

    def trend(self, until_year: int) -> list[TrendPoint]:
        """The targets of every opened year up to one: frozen final figures, else counted now.

        Raises what `figures` raises.
        """
        with self._session.database.reading() as reading:
            years = [cycle.year for cycle in reading.units.cycles() if cycle.year <= until_year]
        points = []
        for year in years:
            frozen = newest_snapshot(self._session, year, SnapshotKind.FINAL)
            figures = self.figures(year) if frozen is None else frozen.figures
            points.append(TrendPoint(year, frozen is not None, figures.targets))
        return points

    def annual(self, wish: ReportWish) -> bytes:
        """The report as PDF; a draft where its figures were not frozen.

        Raises what `figures` raises, ROLE_NOT_ALLOWED, NOT_FOUND, SNAPSHOT_ALTERED,
        PAPER_LETTERS_MISSING, PAPER_TEXT_TOO_LONG.
        """
        return _render(self._report(wish))

    def save_annual(self, wish: ReportWish, output: Path) -> SavedReport:
        """Save the report.

        Raises what `annual` raises, PAPER_ENDING, DISK_FULL, FOLDER_READ_ONLY.
        """
        require_ending(output, PDF_ENDING)
        report = self._report(wish)
        pdf = _render(report)
        write_atomically(output, pdf)
        self._session.log_access("print-annual-report", output.name)
        snapshot = None if report.snapshot is None else report.snapshot.id
        return SavedReport(page_count(pdf), report.figures.targets, snapshot)

    def _report(self, wish: ReportWish) -> FrozenReport:
        require_issuer(self._session)
        if wish.snapshot is not None:
            return SnapshotService(self._session).show(wish.snapshot)
        if not wish.is_counted_anew:
            kind = SnapshotKind.FINAL if wish.provisional_on is None else SnapshotKind.PROVISIONAL
            frozen = newest_snapshot(self._session, wish.year, kind, wish.provisional_on)
            if frozen is not None:
                return frozen
        return FrozenReport(None, self.figures(wish.year, provisional_on=wish.provisional_on))


def _render(report: FrozenReport) -> bytes:
    figures = report.figures
    commune, day = figures.commune, figures.day
    words = template("annual-report")
    values = AnnualReportValues(
        office=issuing_office(commune, words["signature"]),
        issuer=f"Ủy ban nhân dân {commune[:1].lower()}{commune[1:]}",
        year=day.year,
        made_on=figures.made_on,
        cut_off=day.cut_off if day.is_provisional else None,
        targets=[_target_line(row) for row in figures.targets],
        units=[_unit_line(unit) for unit in figures.rows.units],
        total=_unit_line(figures.rows.total),
        footnotes=_footnotes(figures),
        is_frozen=report.snapshot is not None,
    )
    return render_annual_report(values)


def _day(year: int, provisional_on: str | None) -> CountingDay:
    if provisional_on is None:
        return CountingDay.final(year)
    return CountingDay.provisional(year, provisional_on)


def _target_line(row: TargetRow) -> TargetLine:
    return TargetLine(
        content=row.wording,
        numerator=row.share.numerator,
        denominator=row.share.denominator,
        percent=row.share.percent(1),
        goal_2025_percent=_goal(row, PAST_MILESTONE),
        goal_2030_percent=_goal(row, LAST_MILESTONE),
        missing=row.missing,
    )


def _goal(row: TargetRow, year: int) -> Decimal | None:
    return row.goals.get(year)


def _unit_line(unit: UnitFigures) -> UnitLine:
    groups = unit.passed_by_group
    return UnitLine(
        name=unit.name,
        people=unit.people,
        adults=unit.adults,
        registered=unit.registered,
        assessed=unit.assessed,
        passed=unit.passed,
        adults_passed=unit.adults_passed,
        passed_by_group=(
            groups[TargetGroup.RESIDENT],
            groups[TargetGroup.WORKER],
            groups[TargetGroup.STAFF],
            groups[TargetGroup.STUDENT],
        ),
        women_passed=unit.women_passed,
        recognised=unit.recognised,
    )


def _footnotes(figures: ReportFigures) -> tuple[str, ...]:
    age, year = figures.rules.adult_age_years, figures.day.year
    notes = [f"Người lớn: từ {age} tuổi tính đến ngày 31/12/{year}."]
    listed = ", ".join(
        f"{presence_term(presence).lower()}: {count_text(number)}"
        for presence, number in sorted(figures.rows.not_counted.items())
    )
    if listed:
        notes.append(f"Không tính vào số người lớn: {listed}.")
    for place, row in enumerate(figures.targets, 1):
        said = "; ".join(
            filter(None, (unknown_text(row.count.unknown), overstated_text(row.count.overstated)))
        )
        if said:
            notes.append(f"Chỉ tiêu {place}: {said}.")
    return tuple(notes)
