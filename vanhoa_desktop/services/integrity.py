"""Is the store what its journal says: state hash and check."""

import hashlib
from dataclasses import dataclass

from vanhoa_desktop.db.integrity import IntegrityChecker, IntegrityProblem
from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.journal.change import ChangeId
from vanhoa_desktop.services.session import Session

# cli.md, state-hash: a unit's own records, without units, cycles, criteria, devices, settings and
# book-keeping.
UNIT_KINDS = frozenset(
    {
        *("person", "household", "registration", "assessment", "recognition", "minutes"),
        *("evidence", "digital", "training", "outside_title"),
    }
)


EVIDENCE_ALTERED = "EVIDENCE_ALTERED"


@dataclass(frozen=True, slots=True)
class StateHash:
    """SHA-256 of the canonical state, how many changes made it, and SHA-256 of their ids (hex)."""

    sha256: str
    changes: int
    ids_sha256: str


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What `check` found; ok when there is nothing.

    `missing_files`: SHA-256 of evidence that is named but has not arrived. It may be on its way, so
    it is told and is no fault of the store.
    """

    problems: tuple[IntegrityProblem, ...]
    missing_files: tuple[str, ...] = ()

    @property
    def is_ok(self) -> bool:
        """Whether nothing was found."""
        return not self.problems


class IntegrityService:
    """Hashes and checks the store."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def state_hash(self, unit: str | None = None) -> StateHash:
        """Equal on two devices that hold the same changes (of a unit, or of everything)."""
        with self._session.database.reading() as reading:
            kinds = None if unit is None else UNIT_KINDS
            digests = reading.states.digests(unit=unit, kinds=kinds)
            ids = self._ids(reading, None if unit is None else [item.record for item in digests])
        state = hashlib.sha256()
        for item in digests:
            state.update(item.record.encode("ascii"))
            state.update(item.digest)
        return StateHash(
            state.hexdigest(), len(ids), hashlib.sha256(b"".join(sorted(ids))).hexdigest()
        )

    def check(self) -> CheckReport:
        """Check the file, every change's id and chain.

        And that the tables are the fold of the journal, and evidence files what their names say.
        """
        with self._session.database.reading() as reading:
            problems = list(IntegrityChecker(reading).problems())
            altered = reading.files.altered()
            problems += [IntegrityProblem(EVIDENCE_ALTERED, sha256) for sha256 in altered]
            return CheckReport(tuple(problems), tuple(reading.evidence.missing_files()))

    def repair(self) -> tuple[str, ...]:
        """Build every table anew from the journal; returns the names of those that were wrong.

        What is wrong in the journal itself no repair invents anew: restore a backup.
        """
        with self._session.work() as work:
            repaired = work.refold()
            work.commit()
        return repaired

    @staticmethod
    def _ids(reading: Reading, records: list[str] | None) -> list[ChangeId]:
        return reading.journal.ids(records)
