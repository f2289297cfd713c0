"""Is the store what its journal says: state hash and check."""

from dataclasses import dataclass

from vanhoa_desktop.db.integrity import IntegrityChecker, IntegrityProblem
from vanhoa_desktop.domain.ports import Progress, no_progress
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.services.office.agreement import differing, differing_units
from vanhoa_desktop.services.office.beliefs import unbelieved_units
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.office.state_hash import UNIT_KINDS, StateHash, state_of

__all__ = ["UNIT_KINDS", "CheckReport", "IntegrityService", "StateHash"]

EVIDENCE_ALTERED = "EVIDENCE_ALTERED"
STATE_DIFFERS = "STATE_DIFFERS"
ROOT_KEY_MISSING = "ROOT_KEY_MISSING"


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What `check` found; ok when there is nothing.

    `missing_files`: SHA-256 of evidence that is named but has not arrived. It may be on its way, so
    it is told and is no fault of the store. Nor is what units say that nothing shows:
    `unbelieved_units` are the names of those whose last file told of what this office never sent.
    """

    problems: tuple[IntegrityProblem, ...]
    missing_files: tuple[str, ...] = ()
    unbelieved_units: tuple[str, ...] = ()

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
            return state_of(reading, unit)

    def check(self) -> CheckReport:
        """Check the file, every change's id and chain.

        And that the tables are the fold of the journal, evidence files what their names say, and
        that whoever we exchanged everything with said that he holds the same; at the office also
        that the commune's root key is there, without which nobody is let in or ended.
        """
        with self._session.database.reading() as reading:
            problems = list(IntegrityChecker(reading).problems())
            altered = reading.files.altered()
            problems += [IntegrityProblem(EVIDENCE_ALTERED, sha256) for sha256 in altered]
            problems += [IntegrityProblem(STATE_DIFFERS, device) for device in differing(reading)]
            if self.lacks_root_key():
                root_key = self._session.paths.root_key.name
                problems.append(IntegrityProblem(ROOT_KEY_MISSING, root_key))
            missing = tuple(reading.evidence.missing_files())
            return CheckReport(tuple(problems), missing, tuple(unbelieved_units(reading)))

    def lacks_root_key(self) -> bool:
        """Whether this is the office and the commune's root key is not here: after a restore."""
        return self._session.identity.is_office and not self._session.paths.root_key.exists()

    def differs(self) -> bool:
        """Whether whoever we exchanged everything with holds something else."""
        with self._session.database.reading() as reading:
            return bool(differing(reading))

    def differing_units(self) -> list[str]:
        """The names of the units that hold something else, at the commune."""
        with self._session.database.reading() as reading:
            return differing_units(reading)

    def unbelieved_units(self) -> list[str]:
        """The names of the units that told of what this office never sent, at the commune."""
        with self._session.database.reading() as reading:
            return unbelieved_units(reading)

    def is_file_whole(self, progress: Progress = no_progress) -> bool:
        """Whether the store's file is undamaged, as far as can be told without reading the journal.

        For the start of the program; `check` finds more. Raises what `progress` raises to stop it.
        """
        try:
            with self._session.database.reading() as reading:
                return reading.is_file_whole(progress)
        except VanHoaError as error:
            if error.code is not ErrorCode.STORE_DAMAGED:
                raise
            return False

    def repair(self) -> tuple[str, ...]:
        """Build every table anew from the journal; returns the names of those that were wrong.

        What is wrong in the journal itself no repair invents anew: restore a backup.
        """
        with self._session.work() as work:
            repaired = work.refold()
            work.commit()
        return repaired
