"""The annual report and the targets of the plan."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vanhoa_desktop.documents.annual_report import (
    AnnualReportValues,
    TargetLine,
    UnitLine,
    render_annual_report,
)
from vanhoa_desktop.documents.office import template
from vanhoa_desktop.documents.preview import page_count
from vanhoa_desktop.domain.enums import TargetGroup
from vanhoa_desktop.files import write_atomically
from vanhoa_desktop.services.cycles import open_cycle
from vanhoa_desktop.services.papers import issuing_office
from vanhoa_desktop.services.session import Session
from vanhoa_desktop.services.statistics import FiguresReader, Share, UnitFigures, YearFigures
from vanhoa_desktop.texts.numbers import count_text, percent_text
from vanhoa_desktop.texts.terms import presence_term


@dataclass(frozen=True, slots=True)
class TargetRow:
    """A target of the plan with its figures.

    `goal_percent` is the goal of 2030 (None where the plan sets none), `missing` how many more
    people it needs if all else stays as it is (None without goal or without anybody to count).
    """

    id: str
    content: str
    share: Share
    goal_2025_percent: int | None
    goal_percent: int | None

    @property
    def missing(self) -> int | None:
        """max(0, ⌈goal · D⌉ − N) (office-practice.md C)."""
        if self.goal_percent is None or self.share.denominator == 0:
            return None
        needed = math.ceil(self.goal_percent * self.share.denominator / 100)
        return max(0, needed - self.share.numerator)

    @property
    def line(self) -> str:
        """The target in one line for people."""
        shown = f"{self.id}: {self.content}: {percent_text(self.share.percent)}"
        counted = f"{count_text(self.share.numerator)}/{count_text(self.share.denominator)}"
        missing = "" if self.missing is None else f", còn thiếu {count_text(self.missing)} người"
        return f"{shown} ({counted}){missing}"


@dataclass(frozen=True, slots=True)
class SavedReport:
    """A saved report: its pages and the targets it states."""

    pages: int
    targets: tuple[TargetRow, ...]


class ReportService:
    """Counts a year and writes its report."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def targets(self, year: int, *, provisional_on: str | None = None) -> tuple[TargetRow, ...]:
        """The targets of the plan; raises CYCLE_NOT_OPEN."""
        return _targets(self._figures(year, provisional_on))

    def annual(self, year: int, *, provisional_on: str | None = None) -> bytes:
        """The report as PDF; `provisional_on` (ISO date) labels and counts it as provisional.

        Raises CYCLE_NOT_OPEN.
        """
        return self._render(year, self._figures(year, provisional_on), provisional_on)

    def save_annual(
        self, year: int, output: Path, *, provisional_on: str | None = None
    ) -> SavedReport:
        """Save the report.

        Raises CYCLE_NOT_OPEN, DISK_FULL, FOLDER_READ_ONLY.
        """
        figures = self._figures(year, provisional_on)
        pdf = self._render(year, figures, provisional_on)
        write_atomically(output, pdf)
        self._session.log_access("print-annual-report", output.name)
        return SavedReport(page_count(pdf), _targets(figures))

    def _figures(self, year: int, provisional_on: str | None) -> YearFigures:
        with self._session.database.reading() as reading:
            open_cycle(reading, year)
            counting = FiguresReader(reading, year, provisional_on)
            return counting.figures(is_provisional=provisional_on is not None)

    def _render(self, year: int, figures: YearFigures, provisional_on: str | None) -> bytes:
        commune = self._session.identity.unit_name
        words = template("annual-report")
        values = AnnualReportValues(
            office=issuing_office(commune, words["signature"]),
            issuer=f"Ủy ban nhân dân {commune[:1].lower()}{commune[1:]}",
            year=year,
            made_on=provisional_on or self._session.today(),
            cut_off=provisional_on,
            targets=[_target_line(row) for row in _targets(figures)],
            units=[_unit_line(unit) for unit in figures.units],
            total=_unit_line(figures.total),
            footnotes=_footnotes(figures),
        )
        return render_annual_report(values)


def _targets(figures: YearFigures) -> tuple[TargetRow, ...]:
    shares = {"T2": figures.adults_in_models, "T2-all": figures.adults_of_all}
    stated: list[Mapping[str, Any]] = template("annual-report")["targets"]
    return tuple(
        TargetRow(
            id=target["id"],
            content=target["content"],
            share=shares[target["id"]],
            goal_2025_percent=target.get("goal_2025_percent"),
            goal_percent=target.get("goal_2030_percent"),
        )
        for target in stated
    )


def _target_line(row: TargetRow) -> TargetLine:
    return TargetLine(
        content=row.content,
        numerator=row.share.numerator,
        denominator=row.share.denominator,
        percent=row.share.percent,
        goal_2025_percent=row.goal_2025_percent,
        goal_2030_percent=row.goal_percent,
        missing=row.missing,
    )


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


def _footnotes(figures: YearFigures) -> tuple[str, ...]:
    if not figures.not_counted:
        return ()
    listed = ", ".join(
        f"{presence_term(presence).lower()}: {count_text(number)}"
        for presence, number in sorted(figures.not_counted.items())
    )
    return (f"Không tính vào số người lớn: {listed}.",)
