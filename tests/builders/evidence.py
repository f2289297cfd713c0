"""Attaching evidence in tests, and looking at what a store holds of it."""

from pathlib import Path

from tests.builders.offices import YEAR
from vanhoa_desktop.domain.evidence import Evidence, EvidenceSearch
from vanhoa_desktop.domain.people import Person
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.sheets.evidence import AddedEvidence, EvidenceService, EvidenceWish


def saved(folder: Path, content: bytes, name: str = "anh.jpg") -> Path:
    """A file as the phone left it."""
    path = folder / name
    path.write_bytes(content)
    return path


def attach(session: Session, path: Path, *people: Person, indicator: str = "CS4") -> AddedEvidence:
    """Attach a file to people for one indicator of the year of all tests."""
    return EvidenceService(session).add(path, EvidenceWish(people, YEAR, indicator))


def evidence_of(session: Session, person: Person | None = None) -> list[Evidence]:
    """All live evidence, or that of a person."""
    wanted = EvidenceSearch(person=None if person is None else person.id)
    return EvidenceService(session).search(wanted)


def held_files(session: Session) -> int:
    """How many of the files that live evidence names are here."""
    with session.database.reading() as reading:
        return len(reading.files.sizes(reading.evidence.live_files()))
