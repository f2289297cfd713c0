"""Which files of evidence may go down to a unit: to name a file is no right to see it.

A hash can be known to whoever never had the file. So a file goes to a unit that supplied it, or
with a record of the unit's in which the commune named it, or another unit that supplied it
(docs/decisions/0030).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from functools import cached_property
from typing import NamedTuple

from vanhoa_desktop.bundles.evidence_entries import EVIDENCE as PATH
from vanhoa_desktop.bundles.manifest import decode_manifest
from vanhoa_desktop.db.evidence_names import EVIDENCE, named_files
from vanhoa_desktop.db.reading import Reading

# Who named a file: a unit, or None for the commune.
Writers = set[str | None]


class _Named(NamedTuple):
    """Who named a file anywhere, and in each record of the unit's that names it."""

    anywhere: Writers
    in_records: list[Writers]


class RightfulFiles:
    """Judges files over one reading of the office's store."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    def of(self, unit: str, files: Iterable[str]) -> set[str]:
        """Those of these files (SHA-256) that a unit may have."""
        wanted = set(files)
        supplied = {sha256 for sha256 in wanted if unit in self._suppliers.get(sha256, ())}
        return supplied | {
            sha256
            for sha256, named in self._naming(unit, wanted - supplied).items()
            if any(self._is_rightful(sha256, said, named.anywhere) for said in named.in_records)
        }

    @cached_property
    def _suppliers(self) -> Mapping[str, set[str]]:
        """File → the units in whose files to the commune it came."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for unit, manifest in self._reading.ledger.manifests_from_below():
            for entry in decode_manifest(manifest).entries:
                if entry.path.startswith(PATH):
                    found[entry.sha256].add(unit)
        return found

    def _naming(self, unit: str, files: Collection[str]) -> Mapping[str, _Named]:
        if not files:
            return {}
        scoped = self._reading.states.in_scope(unit, frozenset({EVIDENCE}))
        its = {item.record for item in scoped if item.is_current}
        units = self._reading.authority.units
        found = {sha256: _Named(set(), []) for sha256 in files}
        records = self._reading.evidence.records_naming(files)
        for record, held in self._reading.journal.of_records(records).items():
            said: defaultdict[str, Writers] = defaultdict(set)
            for item in held:
                for sha256 in named_files([item.change]) & found.keys():
                    said[sha256].add(units.get(item.change.header.chain))
            for sha256, writers in said.items():
                found[sha256].anywhere.update(writers)
                if record in its:
                    found[sha256].in_records.append(writers)
        return found

    def _is_rightful(self, sha256: str, writers: Writers, anywhere: Writers) -> bool:
        """Whether who named a file in a record had it: the commune has all.

        Where nothing tells whose it was (another computer was the office then) nobody but one unit
        may have named it.
        """
        units = writers - {None}
        if not units:
            return True
        suppliers = self._suppliers.get(sha256)
        if suppliers is None:
            return len(anywhere - {None}) == 1
        return bool(units & suppliers)
