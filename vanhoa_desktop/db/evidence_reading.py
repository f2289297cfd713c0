"""The part of a reading that is about evidence: its records and its files."""

from functools import cached_property

from sqlalchemy import Connection

from vanhoa_desktop.db.evidence_store import EvidenceStore
from vanhoa_desktop.db.readers.evidence import EvidenceReader


class EvidenceReading:
    """Readers of evidence over one read-only connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @cached_property
    def evidence(self) -> EvidenceReader:
        """Live records of evidence."""
        return EvidenceReader(self._connection)

    @cached_property
    def files(self) -> EvidenceStore:
        """The files that they name."""
        return EvidenceStore(self._connection)
