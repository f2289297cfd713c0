"""What is missing beside sheets when they move on: told, and no reason to stop the work."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.domain.assessments import Assessment
from vanhoa_desktop.domain.enums import Assessor
from vanhoa_desktop.domain.evidence import EvidenceSearch

WHOLE_YEAR = None


@dataclass(frozen=True, slots=True)
class Warned:
    """Something missing that does not stop the work: a code and how many sheets it concerns.

    `expected`: how many of those are of units where it is recorded at all; all, unless said.
    """

    code: str
    count: int
    expected: int | None = None


def sheet_warnings(reading: Reading, year: int, sheets: Sequence[Assessment]) -> tuple[Warned, ...]:
    """Consents and evidence that are missing, and evidence that is named but has not arrived.

    The minutes are a paper in this release and are asked for on paper.
    """
    consented = {r.person for r in reading.assessments.registrations(year) if r.use_consent_on}
    wanted = EvidenceSearch(year=year)
    given: dict[str, set[str | None]] = {}
    awaited: set[str | None] = set()
    recording: set[str] = set()
    for item in reading.evidence.search(wanted):
        recording.add(item.unit)
        given.setdefault(item.person or "", set()).add(item.indicator)
        if item.is_missing:
            awaited.add(item.person)
    asked = {sha256: _asked(reading, sha256) for sha256 in {s.criteria_sha256 for s in sheets}}
    lacking = [
        sheet
        for sheet in sheets
        if _lacks(sheet, asked[sheet.criteria_sha256], given.get(sheet.person, set()))
    ]
    expected = sum(sheet.unit in recording for sheet in lacking)
    found = (
        Warned("CONSENT_MISSING", sum(sheet.person not in consented for sheet in sheets)),
        Warned("EVIDENCE_MISSING", len(lacking), expected),
        Warned("EVIDENCE_NOT_ARRIVED", sum(sheet.person in awaited for sheet in sheets)),
    )
    return tuple(warned for warned in found if warned.count)


def _asked(reading: Reading, sha256: str) -> frozenset[str]:
    """The indicators for which a criteria set asks for evidence."""
    criteria = reading.criteria.of(sha256)
    indicators = () if criteria is None else criteria.indicators
    return frozenset(indicator.code for indicator in indicators if indicator.evidence)


def _lacks(sheet: Assessment, asked: frozenset[str], given: set[str | None]) -> bool:
    """Whether the unit or commune gave points for an indicator that asks for evidence, without any.

    Evidence for the whole year speaks for every indicator.
    """
    if WHOLE_YEAR in given:
        return False
    scored: set[str] = set()
    for assessor in (Assessor.VILLAGE, Assessor.COMMUNE):
        points: Mapping[str, object] = sheet.points.get(assessor, {})
        scored |= {indicator for indicator, value in points.items() if value}
    return bool((scored & asked) - given)
