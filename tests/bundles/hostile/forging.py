"""A bundle taken apart, so that a row can change any part of it and sign and seal it anew."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Self

from tests.bundles.hostile.forged_zip import ForgedArchive, ForgedEntry
from vanhoa_desktop.bundles.evidence_entries import EVIDENCE
from vanhoa_desktop.bundles.writer import CHANGES, MANIFEST, SIGNATURE, TRUST
from vanhoa_desktop.bundles.zip_structure import read_zip
from vanhoa_desktop.journal.change import Change
from vanhoa_desktop.journal.wire import decode_lines, encode_lines
from vanhoa_desktop.trust.envelope import seal
from vanhoa_desktop.trust.keys import SigningKey


def dumped(value: Any) -> bytes:
    """JSON in the canonical layout, of values that canonical JSON refuses too."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


@dataclass(frozen=True)
class Draft:
    """An unsealed bundle; every `with_…` gives another one."""

    manifest: Mapping[str, Any]
    trust: bytes
    changes: bytes
    key: SigningKey
    recipients: Sequence[str]
    evidence: Mapping[str, bytes] = field(default_factory=dict)

    def with_manifest(self, **parts: Any) -> Self:
        """Other parts of the manifest."""
        return replace(self, manifest={**self.manifest, **parts})

    def with_changes(self, changes: Sequence[Change], owners: Mapping[str, str]) -> Self:
        """Other changes, with the runs that the manifest states about them."""
        ordered = sorted(changes, key=lambda c: (c.header.chain, c.header.seq, c.id))
        runs: dict[str, dict[str, Any]] = {}
        for change in ordered:
            header = change.header
            first = {
                "before": header.prev.hex(),
                "device": owners[header.chain],
                "first": header.seq,
            }
            run = runs.setdefault(header.chain, first)
            run |= {"after": change.id.hex(), "last": header.seq}
        ids = hashlib.sha256(b"".join(change.id for change in ordered)).hexdigest()
        return replace(self, changes=encode_lines(ordered)).with_manifest(chains=runs, ids=ids)

    def with_raw_changes(self, changes: bytes) -> Self:
        """Any bytes as `changes.jsonl`; the manifest still states the runs of before."""
        return replace(self, changes=changes)

    def with_line(self, number: int, line: bytes) -> Self:
        """Another line of `changes.jsonl`, whatever it says."""
        lines = self.changes.split(b"\n")[:-1]
        lines[number] = line
        return replace(self, changes=b"".join(item + b"\n" for item in lines))

    def line(self, number: int) -> dict[str, Any]:
        """A line of `changes.jsonl`, parsed."""
        parsed: dict[str, Any] = json.loads(self.changes.split(b"\n")[number])
        return parsed

    @property
    def parsed_changes(self) -> list[Change]:
        """The changes inside."""
        return list(decode_lines(self.changes))

    @property
    def files(self) -> list[tuple[str, bytes]]:
        """The entries that the manifest lists."""
        pictures = [(EVIDENCE + sha256, content) for sha256, content in self.evidence.items()]
        return [(TRUST, self.trust), (CHANGES, self.changes), *pictures]

    def listed(self) -> list[dict[str, Any]]:
        """The manifest's list of the entries."""
        return [
            {"path": path, "sha256": hashlib.sha256(content).hexdigest(), "size": len(content)}
            for path, content in self.files
        ]

    def signed_entries(self, manifest: bytes | None = None) -> list[ForgedEntry]:
        """All entries, the manifest (or the bytes given for it) signed."""
        stated = {**self.manifest, "entries": self.manifest.get("entries") or self.listed()}
        encoded = dumped(stated) if manifest is None else manifest
        pairs = [(MANIFEST, encoded), (SIGNATURE, self.key.sign(encoded)), *self.files]
        return [ForgedEntry(name.encode(), content) for name, content in pairs]

    def file(self, manifest: bytes | None = None) -> bytes:
        """The sealed file."""
        return self.sealed(ForgedArchive(self.signed_entries(manifest)).encode())

    def sealed(self, archive: bytes) -> bytes:
        """Any bytes sealed for the addressee."""
        return seal(archive, list(self.recipients))


def taken_apart(archive: bytes, key: SigningKey, recipients: Sequence[str]) -> Draft:
    """The draft of an opened archive; its list of entries is made anew when it is signed."""
    entries = read_zip(archive)
    manifest = json.loads(entries[MANIFEST])
    manifest["entries"] = []
    evidence = {
        name.removeprefix(EVIDENCE): content
        for name, content in entries.items()
        if name.startswith(EVIDENCE)
    }
    return Draft(manifest, entries[TRUST], entries[CHANGES], key, recipients, evidence)
