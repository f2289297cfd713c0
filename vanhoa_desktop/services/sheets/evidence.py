"""Evidence (minh chứng): pictures, PDFs and kept papers that speak for people in a year.

One paper often speaks for sixty people: its file is kept once, and each person has a record that
names it, so that erasing one person leaves the others theirs.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from vanhoa_desktop.canonical import Json
from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.db.unit_of_work import UnitOfWork
from vanhoa_desktop.documents.pdf_check import check_pdf
from vanhoa_desktop.domain.enums import LearningModel
from vanhoa_desktop.domain.evidence import (
    PDF_MARK,
    Evidence,
    EvidenceForm,
    EvidenceSearch,
    form_of,
)
from vanhoa_desktop.domain.people import Person
from vanhoa_desktop.domain.sheet_lifecycle import SheetHolder, holder_of
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.files import read_limited, write_atomically
from vanhoa_desktop.imports.book.pictures import MAX_SOURCE_BYTES, clean_picture
from vanhoa_desktop.journal.identity import assessment_id
from vanhoa_desktop.services.office.control import control
from vanhoa_desktop.services.office.lookup import as_record_id
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.people.assessing import AssessingUnits
from vanhoa_desktop.services.setup.cycles import citizen_criteria, open_cycle
from vanhoa_desktop.texts.words.plain import plain_text

_LEAST_DIGITS = 6
_HEX_DIGITS = frozenset("0123456789abcdef")


@dataclass(frozen=True, slots=True)
class EvidenceWish:
    """For whom, in which year, for which indicator (None: the whole year), with what note."""

    people: Sequence[Person]
    year: int
    indicator: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class AddedEvidence:
    """What was attached: the file as it is kept, and the record of each person.

    `added` counts new records: who had this evidence already keeps the one there is.
    """

    sha256: str | None
    bytes: int
    form: EvidenceForm
    records: tuple[str, ...]
    added: int


class EvidenceFile(NamedTuple):
    """A file to look at: its content, what it is, and the evidence that names it."""

    content: bytes
    form: EvidenceForm
    evidence: tuple[Evidence, ...]


class EvidenceService:
    """Attaches, lists, shows and removes evidence."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, path: Path, wish: EvidenceWish) -> AddedEvidence:
        """Attach a picture or PDF to people; a picture is made small and clean first.

        Raises FILE_MISSING, FILE_TOO_LARGE, EVIDENCE_NOT_ACCEPTED, EVIDENCE_DAMAGED,
        EVIDENCE_TOO_LARGE, CYCLE_NOT_OPEN, POINTS_NOT_ALLOWED (no such indicator), VALUE_INVALID,
        ASSESSED_ELSEWHERE.
        """
        self._check(wish)
        content = _prepared(read_limited(path, MAX_SOURCE_BYTES))
        sha256 = hashlib.sha256(content).hexdigest()
        records, added = self._write(wish, sha256, content)
        form = form_of(content) or EvidenceForm.PICTURE
        return AddedEvidence(sha256, len(content), form, records, added)

    def add_paper(self, wish: EvidenceWish) -> AddedEvidence:
        """Note evidence that exists on paper only; the note says where it is kept.

        Raises VALUE_INVALID without a note, and as `add`.
        """
        if not plain_text(wish.note or ""):
            raise VanHoaError(ErrorCode.VALUE_INVALID, field="paper_place", value="")
        self._check(wish)
        records, added = self._write(wish, None, b"")
        return AddedEvidence(None, 0, EvidenceForm.PAPER, records, added)

    def search(self, wanted: EvidenceSearch) -> list[Evidence]:
        """All evidence that fits; what is named but not here has no size."""
        with self._session.database.reading() as reading:
            return reading.evidence.search(wanted)

    def missing_files(self) -> list[str]:
        """SHA-256 of every file that is named but not here."""
        with self._session.database.reading() as reading:
            return reading.evidence.missing_files()

    def remove(self, text: str, person: Person | None = None) -> list[Evidence]:
        """Remove the evidence with this id, or all (of one person) that names this file.

        A file that nothing names any more goes with it. Raises NOT_FOUND, AMBIGUOUS,
        RECORD_OF_OTHERS for what another unit attached, and ASSESSMENT_CLOSED where the sheet that
        it was attached for has left this unit's hands: then none is removed.
        """
        self._session.require_unit()
        with self._session.database.reading() as reading:
            found = _named(reading, text, person)
        is_commune = self._session.identity.is_commune
        with self._session.work() as work:
            work.prefetch(item.id for item in found)
            for item in found:
                self._check_in_hand(work, item)
                removed = control(item.unit, deleted=True)
                work.put("evidence", item.id, removed, covers=is_commune)
            work.commit()
        return found

    def _check_in_hand(self, work: UnitOfWork, item: Evidence) -> None:
        """What a sent sheet was judged by is the commune's to remove."""
        if item.person is None or self._session.identity.is_commune:
            return
        sheet = work.state(assessment_id(item.person, item.year, LearningModel.CITIZEN))
        if sheet is None or sheet.control is None:
            return
        if holder_of(sheet.control.status) is SheetHolder.UNIT:
            return
        state = work.state(item.person)
        name = "" if state is None else str(state.values.get("full_name", ""))
        raise VanHoaError(ErrorCode.ASSESSMENT_CLOSED, person=name, status=sheet.control.status)

    def file(self, text: str) -> EvidenceFile:
        """The file of some evidence; raises NOT_FOUND, AMBIGUOUS, EVIDENCE_NOT_HERE."""
        with self._session.database.reading() as reading:
            found = _named(reading, text, None)
            sha256 = found[0].sha256
            content = None if sha256 is None else reading.files.content(sha256)
        if sha256 is None or content is None:
            raise VanHoaError(ErrorCode.EVIDENCE_NOT_HERE, text=text)
        form = form_of(content)
        if form is None or hashlib.sha256(content).hexdigest() != sha256:
            raise VanHoaError(ErrorCode.EVIDENCE_DAMAGED, detail=sha256)
        return EvidenceFile(content, form, tuple(found))

    def export(self, text: str, output: Path) -> EvidenceFile:
        """Save the file of some evidence to look at it; raises as `file` and as saving does."""
        found = self.file(text)
        write_atomically(output, found.content)
        self._session.log_access("evidence-export", found.evidence[0].id)
        return found

    def _check(self, wish: EvidenceWish) -> None:
        self._session.require_unit()
        if not wish.people:
            raise VanHoaError(ErrorCode.VALUE_INVALID, field="person", value="")
        with self._session.database.reading() as reading:
            _check_indicator(reading, wish)

    def _write(
        self, wish: EvidenceWish, sha256: str | None, content: bytes
    ) -> tuple[tuple[str, ...], int]:
        with self._session.database.reading() as reading:
            known = {person.id: _same(reading, wish, person, sha256) for person in wish.people}
            assessing = AssessingUnits(self._session, reading, wish.year)
            units = {person.id: assessing.of(person) for person in wish.people}
        fresh = [person for person, held in known.items() if held is None]
        records = {person: held or self._session.new_record_id() for person, held in known.items()}
        with self._session.work() as work:
            if sha256 is not None:
                work.files.keep({sha256: content})
            for person in fresh:
                values: dict[str, Json] = {
                    "person": person,
                    "year": wish.year,
                    "indicator": wish.indicator,
                    "sha256": sha256,
                    "note": wish.note,
                }
                work.put("evidence", records[person], control(units[person]) | values)
            work.commit()
        return tuple(records.values()), len(fresh)


def _prepared(source: bytes) -> bytes:
    """What is kept of a file: a PDF as it is, a picture made small and clean."""
    if source.startswith(PDF_MARK):
        check_pdf(source)
        return source
    return clean_picture(source).content


def _check_indicator(reading: Reading, wish: EvidenceWish) -> None:
    cycle = open_cycle(reading, wish.year)
    if wish.indicator is None:
        return
    _, criteria = citizen_criteria(reading, cycle)
    if wish.indicator not in {indicator.code for indicator in criteria.indicators}:
        raise VanHoaError(
            ErrorCode.POINTS_NOT_ALLOWED,
            indicator=wish.indicator,
            value="",
            max="",
            step="",
            why="INDICATOR_UNKNOWN",
        )


def _same(reading: Reading, wish: EvidenceWish, person: Person, sha256: str | None) -> str | None:
    """The record that says the same already."""
    wanted = EvidenceSearch(person=person.id, year=wish.year)
    for item in reading.evidence.search(wanted):
        if (item.indicator, item.sha256) == (wish.indicator, sha256) and (
            sha256 is not None or item.note == wish.note
        ):
            return item.id
    return None


def _named(reading: Reading, text: str, person: Person | None) -> list[Evidence]:
    """The evidence with this id, or all (of one person) that names the one file meant."""
    record = as_record_id(text)
    wanted = text.strip().lower()
    if record is not None:
        single = reading.evidence.evidence(record)
        found = [] if single is None else [single]
    elif len(wanted) >= _LEAST_DIGITS and set(wanted) <= _HEX_DIGITS:
        found = reading.evidence.with_file(wanted)
    else:
        found = []
    if person is not None:
        found = [item for item in found if item.person == person.id]
    if not found:
        raise VanHoaError(ErrorCode.NOT_FOUND, what="evidence", text=text)
    files = sorted({item.sha256 or "" for item in found})
    if len(files) > 1:
        raise VanHoaError(
            ErrorCode.AMBIGUOUS,
            what="evidence",
            text=text,
            count=len(files),
            candidates=", ".join(sha256[:12] for sha256 in files),
        )
    return found
