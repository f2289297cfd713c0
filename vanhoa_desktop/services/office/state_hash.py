"""One hash of what a unit's records, or everything held here, amount to."""

import hashlib
from dataclasses import dataclass

from vanhoa_desktop.db.reading import Reading

# cli.md, state-hash: a unit's own records, without units, cycles, criteria, devices, settings and
# book-keeping.
UNIT_KINDS = frozenset(
    {
        *("person", "household", "registration", "assessment", "recognition", "minutes"),
        *("evidence", "digital", "training", "outside_title"),
    }
)


@dataclass(frozen=True, slots=True)
class StateHash:
    """SHA-256 of the canonical state, how many changes made it, and SHA-256 of their ids (hex)."""

    sha256: str
    changes: int
    ids_sha256: str


def state_of(reading: Reading, unit: str | None = None) -> StateHash:
    """Equal on two devices that hold the same changes (of a unit, or of everything)."""
    kinds = None if unit is None else UNIT_KINDS
    digests = reading.states.digests(unit=unit, kinds=kinds)
    ids = reading.journal.ids(None if unit is None else [item.record for item in digests])
    state = hashlib.sha256()
    for item in digests:
        state.update(item.record.encode("ascii"))
        state.update(item.digest)
    return StateHash(state.hexdigest(), len(ids), hashlib.sha256(b"".join(sorted(ids))).hexdigest())
