"""The files of evidence: each once, by its SHA-256, inside the encrypted store.

A file is kept while a record names it or can name it again, or while changes that may name it are
still on their way (docs/decisions/0012).
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping

from sqlalchemy import Connection, ScalarSelect, delete, func, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from vanhoa_desktop.db.batches import batches
from vanhoa_desktop.db.tables.evidence import (
    early_evidence,
    evidence_file,
    evidence_name,
    wanted_evidence,
)
from vanhoa_desktop.db.tables.journal import chain, change


class EvidenceStore:
    """Reads and writes over one open connection; the caller owns the transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._arrived: set[str] = set()

    def keep(self, files: Mapping[str, bytes]) -> int:
        """Keep files by SHA-256 (hex); those held already stay. Returns how many are new."""
        held = self.sizes(files)
        fresh = {sha256: content for sha256, content in files.items() if sha256 not in held}
        for sha256, content in fresh.items():
            self._connection.execute(
                insert(evidence_file).values(
                    sha256=bytes.fromhex(sha256), size=len(content), content=content
                )
            )
        self._arrived |= fresh.keys()
        return len(fresh)

    def expect_names(self, files: Iterable[str], places: Mapping[str, int]) -> None:
        """These files came before what names them: keep them until chain → seq is held."""
        for sha256 in files:
            for chain_id, seq in places.items():
                row = {"sha256": bytes.fromhex(sha256), "chain": chain_id, "seq": seq}
                wish = upsert(early_evidence).values(**row)
                self._connection.execute(
                    wish.on_conflict_do_update(
                        index_elements=["sha256", "chain"], set_={"seq": seq}
                    )
                )

    def content(self, sha256: str) -> bytes | None:
        """A file, or None if it is not here."""
        table = evidence_file
        found: bytes | None = self._connection.scalar(
            select(table.c.content).where(table.c.sha256 == bytes.fromhex(sha256))
        )
        return found

    def sizes(self, files: Iterable[str]) -> dict[str, int]:
        """The sizes in bytes of those of these files that are here."""
        table, found = evidence_file, dict[str, int]()
        for batch in batches(bytes.fromhex(sha256) for sha256 in files):
            query = select(table.c.sha256, table.c.size).where(table.c.sha256.in_(batch))
            found.update((row.sha256.hex(), row.size) for row in self._connection.execute(query))
        return found

    def altered(self) -> Iterator[str]:
        """SHA-256 of every file whose content is not what its name says."""
        table = evidence_file
        for number in list(self._connection.scalars(select(table.c.no))):
            row = self._connection.execute(select(table).where(table.c.no == number)).one()
            if hashlib.sha256(row.content).digest() != row.sha256 or len(row.content) != row.size:
                yield row.sha256.hex()

    def set_wanted(self, device: str, files: Iterable[str]) -> None:
        """Replace what a device last said it lacks: the latest word counts."""
        table = wanted_evidence
        self._connection.execute(delete(table).where(table.c.device == device))
        rows = [{"device": device, "sha256": bytes.fromhex(sha256)} for sha256 in files]
        if rows:
            self._connection.execute(insert(table), rows)

    def wanted_by(self, devices: Iterable[str]) -> frozenset[str]:
        """What any of these devices said it lacks."""
        table = wanted_evidence
        query = select(table.c.sha256).where(table.c.device.in_(list(devices)))
        return frozenset(sha256.hex() for sha256 in self._connection.scalars(query))

    def collect(self, unnamed: Iterable[str]) -> int:
        """Drop those of these files, and of what arrived here, that nothing names or waits for.

        Returns how many were dropped.
        """
        candidates = {*unnamed, *self._arrived, *self._no_longer_early()}
        self._arrived.clear()
        table, dropped = evidence_file, 0
        for batch in batches(bytes.fromhex(sha256) for sha256 in sorted(candidates)):
            result = self._connection.execute(
                delete(table).where(
                    table.c.sha256.in_(batch),
                    table.c.sha256.not_in(select(evidence_name.c.sha256)),
                    table.c.sha256.not_in(select(early_evidence.c.sha256)),
                )
            )
            dropped += result.rowcount
        return dropped

    def _no_longer_early(self) -> set[str]:
        """Files whose names should have come by now, as far as the journal has grown."""
        table = early_evidence
        due = self._connection.execute(
            select(table.c.sha256, table.c.chain).where(table.c.seq <= _held_seq())
        ).all()
        for row in due:
            self._connection.execute(
                delete(table).where(table.c.sha256 == row.sha256, table.c.chain == row.chain)
            )
        return {row.sha256.hex() for row in due}


def _held_seq() -> ScalarSelect[int]:
    """The last held seq of the chain that an early file waits for."""
    return (
        select(func.max(change.c.seq))
        .join(chain, chain.c.no == change.c.chain_no)
        .where(chain.c.chain == early_evidence.c.chain)
        .scalar_subquery()
    )
