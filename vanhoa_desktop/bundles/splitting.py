"""Cutting one bundle into several that each stay under a size: changes first, files after.

Every part is a bundle of its own. Changes are cut in the order of their clocks, so that each part
stands on those before it; with changes of others go the witnesses that vouch for them. An answer to
a restored office that is cut ends with a part that holds all witnesses: by them the office sees
whether everything came. All sizes are upper bounds of what the writer will make.
"""

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from vanhoa_desktop.bundles.change_counts import ChangeCounts
from vanhoa_desktop.bundles.limits import (
    MAX_CHAINS_PER_PART,
    MAX_CHANGES_OF_RECORD_PER_PART,
    MAX_CHANGES_PER_PART,
    MAX_FIELDS_OF_RECORD_PER_PART,
    MAX_FILES_PER_PART,
    MAX_VALUES_OF_RECORD_PER_PART,
    MAX_VALUES_PER_PART,
)
from vanhoa_desktop.bundles.witness import Witness, encode_witnesses, ids_in
from vanhoa_desktop.bundles.writer import BundleContents, chain_runs
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.journal.change import Change
from vanhoa_desktop.journal.wire import encode_lines

# age: the header, a stanza for each reader, and 16 bytes for every 64 KiB.
_FRAME_BYTES = 2_048
_RECIPIENT_BYTES = 256
_AGE_CHUNK = 4_096
# ZIP headers, twice the name, and the line in the manifest.
_ENTRY_BYTES = 512


@dataclass(frozen=True, slots=True)
class Part:
    """One bundle of several: changes, files (SHA-256), and who vouches for changes of others."""

    changes: tuple[Change, ...]
    files: tuple[str, ...] = ()
    witnesses: tuple[Witness, ...] = ()


class Splitter:
    """Plans the parts of one bundle under a limit in bytes."""

    def __init__(self, contents: BundleContents, recipients: int, limit_bytes: int) -> None:
        self._contents = contents
        self._vouching = {
            change_id: place
            for place, witness in enumerate(contents.witnesses)
            for change_id in ids_in(witness.ids)
        }
        self._limit = limit_bytes
        self._fixed = (
            _FRAME_BYTES
            + _RECIPIENT_BYTES * recipients
            + len(replace(contents.manifest, chains={}, entries=()).encode())
            + sum(len(line) + 1 for line in contents.statements)
        )

    def parts(self, files: Mapping[str, int]) -> list[Part]:
        """At least one part; `files`: SHA-256 → size in bytes.

        Raises BUNDLE_PARTS_TOO_SMALL if a single change or file does not fit.
        """
        order = sorted(
            self._contents.changes,
            key=lambda c: (c.header.clock, c.header.chain, c.header.seq, c.id),
        )
        everything = tuple(self._contents.witnesses)
        if _are_few(order) and self._fits(self._changes_bytes(order, everything)):
            parts = [Part(tuple(order), witnesses=everything)]
        else:
            slices = self._slices(order)
            parts = [Part(tuple(c), witnesses=self._vouching_for(c)) for c in slices]
        used = self._changes_bytes(parts[-1].changes, parts[-1].witnesses)
        chosen: list[str] = []
        for sha256, size in sorted(files.items()):
            cost = size + _ENTRY_BYTES
            self._check(cost)
            if not self._fits(used + cost) or len(chosen) >= MAX_FILES_PER_PART:
                parts[-1] = replace(parts[-1], files=tuple(chosen))
                parts.append(Part(()))
                used, chosen = 0, []
            used += cost
            chosen.append(sha256)
        parts[-1] = replace(parts[-1], files=tuple(chosen))
        if everything and len(parts) > 1:
            self._check(self._changes_bytes((), everything))
            parts.append(Part((), witnesses=everything))
        return parts

    def _slices(self, changes: Sequence[Change]) -> list[Sequence[Change]]:
        cost = self._changes_bytes(changes, self._vouching_for(changes))
        if _are_few(changes) and self._fits(cost):
            return [changes]
        if len(changes) <= 1:
            self._check(cost)
        middle = len(changes) // 2
        return [*self._slices(changes[:middle]), *self._slices(changes[middle:])]

    def _vouching_for(self, changes: Sequence[Change]) -> tuple[Witness, ...]:
        vouching = self._vouching
        places = {vouching[change.id] for change in changes if change.id in vouching}
        return tuple(self._contents.witnesses[place] for place in sorted(places))

    def _changes_bytes(self, changes: Sequence[Change], witnesses: Sequence[Witness]) -> int:
        runs = chain_runs(changes, self._contents.owners)
        said = encode_witnesses(witnesses) if witnesses else b""
        packed = len(zlib.compress(encode_lines(changes))) + len(zlib.compress(said))
        return packed + _ENTRY_BYTES * (len(runs) + 2)

    def _fits(self, content_bytes: int) -> bool:
        return self._sealed(content_bytes) <= self._limit

    def _sealed(self, content_bytes: int) -> int:
        total = self._fixed + content_bytes
        return total + total // _AGE_CHUNK + 1

    def _check(self, content_bytes: int) -> None:
        if not self._fits(content_bytes):
            needed = self._sealed(content_bytes)
            raise VanHoaError(ErrorCode.BUNDLE_PARTS_TOO_SMALL, needed=needed, most=self._limit)


def _are_few(changes: Sequence[Change]) -> bool:
    """Whether so many changes, in all, of one record and by chains, may come in one file.

    And whether they say little enough; one change alone always does.
    """
    chains = {change.header.chain for change in changes}
    if len(changes) > MAX_CHANGES_PER_PART or len(chains) > MAX_CHAINS_PER_PART:
        return False
    counts = ChangeCounts()
    for change in changes:
        counts.add(change)
    return (
        max(counts.changes.values(), default=0) <= MAX_CHANGES_OF_RECORD_PER_PART
        and counts.all_values <= MAX_VALUES_PER_PART
        and max(counts.values.values(), default=0) <= MAX_VALUES_OF_RECORD_PER_PART
        and max(map(len, counts.fields.values()), default=0) <= MAX_FIELDS_OF_RECORD_PER_PART
    )
