"""Checks the store against itself.

File structure, ids and chains of the journal, tables against the fold.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from vanhoa_desktop.db.batches import batches
from vanhoa_desktop.db.projector import digest
from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.journal.change import id_of
from vanhoa_desktop.journal.fold import fold

RECORDS_PER_BATCH = 2_000


@dataclass(frozen=True, slots=True)
class IntegrityProblem:
    """One thing that is not as it should be: a code and what it concerns."""

    code: str
    subject: str


class IntegrityChecker:
    """Finds problems over one reading; changes nothing."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    def problems(self) -> Iterator[IntegrityProblem]:
        """All problems found, file first."""
        for line in self._reading.file_problems():
            yield IntegrityProblem("FILE", line)
        yield from self._checkpoints()
        digests = self._reading.states.all_digests()
        authority = self._reading.authority
        records = self._reading.journal.all_records()
        for batch in batches(records, RECORDS_PER_BATCH):
            for record, held in self._reading.journal.of_records(batch).items():
                for item in held:
                    change = item.change
                    # The commitment was derived from the stored body, so the id proves body and
                    # header at once.
                    if id_of(change.header) != change.id:
                        yield IntegrityProblem(
                            "CHANGE_ALTERED", f"{change.header.chain}:{change.header.seq}"
                        )
                state = fold([item.change for item in held], authority)
                if digests.pop(record, None) != digest(state):
                    yield IntegrityProblem("TABLES_DIFFER", record)
        for record in digests:
            yield IntegrityProblem("RECORD_WITHOUT_CHANGES", record)

    def _checkpoints(self) -> Iterator[IntegrityProblem]:
        """Every merged bundle's signed manifest names the last change of each chain inside.

        It must still be held.
        """
        for chain, seq, change_id in self._reading.ledger.checkpoints():
            if self._reading.journal.id_at(chain, seq) != change_id:
                yield IntegrityProblem("CHECKPOINT", f"{chain}:{seq}")
