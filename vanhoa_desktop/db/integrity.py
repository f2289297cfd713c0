"""Checks the store against itself.

File structure, ids and chains of the journal, tables against the fold.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from vanhoa_desktop.db.batches import batches
from vanhoa_desktop.db.checkpoints import CheckpointReader
from vanhoa_desktop.db.journal_reader import HeldChange
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
        yield from self.journal_problems(ids=False)
        digests = self._reading.states.all_digests()
        authority = self._reading.authority
        records = self._reading.journal.all_records()
        for batch in batches(records, RECORDS_PER_BATCH):
            for record, held in self._reading.journal.of_records(batch).items():
                yield from _altered(held)
                state = fold([item.change for item in held], authority)
                if digests.pop(record, None) != digest(state):
                    yield IntegrityProblem("TABLES_DIFFER", record)
        for record in digests:
            yield IntegrityProblem("RECORD_WITHOUT_CHANGES", record)

    def journal_problems(self, *, ids: bool = True) -> Iterator[IntegrityProblem]:
        """What is wrong with the file, the chains and (with `ids`) the changes.

        Without folding anything: what must hold for a copy of the store to count as a backup.
        """
        for line in self._reading.file_problems():
            yield IntegrityProblem("FILE", line)
        yield from self._chains()
        records = self._reading.journal.all_records() if ids else []
        for batch in batches(records, RECORDS_PER_BATCH):
            for held in self._reading.journal.of_records(batch).values():
                yield from _altered(held)

    def _chains(self) -> Iterator[IntegrityProblem]:
        """Chains against themselves, and against what others signed of them."""
        for chain, seq in self._reading.chains.broken():
            if not self._is_of_another_branch(chain, seq):
                yield IntegrityProblem("CHAIN_BROKEN", f"{chain}:{seq}")
        signed = CheckpointReader(self._reading)
        for bundle in signed.forged_manifests():
            yield IntegrityProblem("MANIFEST_ALTERED", bundle)
        for place in signed.rewritten():
            yield IntegrityProblem("CHECKPOINT", place.subject)
        for place in signed.contradicted(frozenset(self._reading.journal.devices())):
            yield IntegrityProblem("WITNESS", place.subject)

    def _is_of_another_branch(self, chain: str, seq: int) -> bool:
        """Whether a change follows another than the held one because its chain forked there.

        Its id proves whom it follows. Who gets a chain in parts (a unit the office's, after the
        office's folder was put back) may hold one branch up to there and the other from there on.
        """
        held = self._reading.journal.of_chain(chain, seq - 1)
        here = [item.change for item in held if item.change.header.seq == seq]
        return all(id_of(change.header) == change.id for change in here)


def _altered(held: Iterable[HeldChange]) -> Iterator[IntegrityProblem]:
    """Changes whose id is not that of their header.

    The commitment was derived from the stored body, so the id proves body and header at once.
    """
    for item in held:
        header = item.change.header
        if id_of(header) != item.change.id:
            yield IntegrityProblem("CHANGE_ALTERED", f"{header.chain}:{header.seq}")
