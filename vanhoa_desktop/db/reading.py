"""One consistent view of the store, with all readers over it."""

from functools import cached_property

from sqlalchemy.exc import DBAPIError

from vanhoa_desktop.db.act_ledger import ActLedger
from vanhoa_desktop.db.authority import current_authority, current_trust
from vanhoa_desktop.db.bundle_ledger import BundleLedger
from vanhoa_desktop.db.chain_reader import ChainReader
from vanhoa_desktop.db.evidence_reading import EvidenceReading
from vanhoa_desktop.db.journal_reader import JournalReader
from vanhoa_desktop.db.local_store import LocalStore
from vanhoa_desktop.db.readers.assessments import AssessmentReader
from vanhoa_desktop.db.readers.counting import CountingReader
from vanhoa_desktop.db.readers.criteria import CriteriaReader
from vanhoa_desktop.db.readers.models import ModelReader
from vanhoa_desktop.db.readers.people import PeopleReader
from vanhoa_desktop.db.readers.recognitions import RecognitionReader
from vanhoa_desktop.db.readers.reporting import ReportingReader
from vanhoa_desktop.db.readers.resting import RestingReader
from vanhoa_desktop.db.readers.states import StateReader
from vanhoa_desktop.db.readers.units import UnitReader
from vanhoa_desktop.domain.ports import Progress
from vanhoa_desktop.journal.fold import Authority
from vanhoa_desktop.trust.trust_view import TrustView

_STEPS_BETWEEN_QUESTIONS = 1_000


class StoreReading(EvidenceReading):
    """Readers of the journal, of trust and of this installation's own book-keeping."""

    @cached_property
    def states(self) -> StateReader:
        """Records as such: digests, reviews, scopes."""
        return StateReader(self._connection)

    @cached_property
    def journal(self) -> JournalReader:
        """The journal itself."""
        return JournalReader(self._connection)

    @cached_property
    def chains(self) -> ChainReader:
        """Chains as such: gaps and forks."""
        return ChainReader(self._connection)

    @cached_property
    def local(self) -> LocalStore:
        """Local settings, statements, requests."""
        return LocalStore(self._connection)

    @cached_property
    def ledger(self) -> BundleLedger:
        """Merged and sent bundles."""
        return BundleLedger(self._connection)

    @cached_property
    def acts(self) -> ActLedger:
        """What was brought in as a whole."""
        return ActLedger(self._connection)

    @cached_property
    def trust(self) -> TrustView | None:
        """Who may do what, by the statements held; None before enrolment."""
        return current_trust(self._connection)

    @cached_property
    def authority(self) -> Authority:
        """What the fold needs to know of trust."""
        return current_authority(self._connection)

    def file_problems(self) -> list[str]:
        """What SQLite itself finds wrong with the file."""
        rows = [str(row[0]) for row in self._connection.exec_driver_sql("PRAGMA integrity_check")]
        damaged = [
            str(row[0]) for row in self._connection.exec_driver_sql("PRAGMA cipher_integrity_check")
        ]
        return [*damaged, *(row for row in rows if row != "ok")]

    def is_file_whole(self, progress: Progress) -> bool:
        """Whether every page of the file is as it was written; asks `progress` whether to stop.

        Reads all of it, evidence too: about 100 MB a second. Raises what `progress` raises.
        """
        raw = self._connection.connection.driver_connection
        stops = 0

        def ask() -> int:
            nonlocal stops
            # SQLite stops of whatever is raised here, and keeps it to itself.
            stops += 1
            progress(0, 0)
            stops -= 1
            return 0

        if raw is None:
            return True
        raw.set_progress_handler(ask, _STEPS_BETWEEN_QUESTIONS)
        try:
            found = self._connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
        except DBAPIError:
            if stops:
                progress(0, 0)
            raise
        finally:
            raw.set_progress_handler(None, 0)
        return found == "ok"


class Reading(StoreReading):
    """Readers that share one read-only connection.

    Valid inside the `Database.reading` block only.
    """

    @cached_property
    def people(self) -> PeopleReader:
        """People and households."""
        return PeopleReader(self._connection)

    @cached_property
    def units(self) -> UnitReader:
        """Units and cycles."""
        return UnitReader(self._connection)

    @cached_property
    def criteria(self) -> CriteriaReader:
        """Criteria sets held in the store."""
        return CriteriaReader(self._connection)

    @cached_property
    def assessments(self) -> AssessmentReader:
        """Registrations and assessments."""
        return AssessmentReader(self._connection)

    @cached_property
    def models(self) -> ModelReader:
        """Clans, who counts in them, and facts entered beside points."""
        return ModelReader(self._connection)

    @cached_property
    def counting(self) -> CountingReader:
        """Who counts, and who holds a title."""
        return CountingReader(self._connection)

    @cached_property
    def recognitions(self) -> RecognitionReader:
        """Decisions and recognitions."""
        return RecognitionReader(self._connection)

    @cached_property
    def resting(self) -> RestingReader:
        """What rests on people and households."""
        return RestingReader(self._connection)

    @cached_property
    def reporting(self) -> ReportingReader:
        """What targets and reports count beside people and titles."""
        return ReportingReader(self._connection)
