"""A writer of bundles: one device with its keys, its chain and what it holds."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pyrage import x25519

from tests.bundles.stranger.archive import archive_of, sealed
from tests.bundles.stranger.fold import Record, state_of
from tests.bundles.stranger.held import Held
from tests.bundles.stranger.lines import Change, committed, lines_of
from tests.bundles.stranger.plain import canonical


@dataclass
class Writer:
    """A unit's device. `at` and `salts` are given from outside, to write the same twice."""

    held: Held
    seed: bytes
    chain: str
    actor: str
    at: str
    salts: list[str]
    app_version: str
    written: list[Change] = field(default_factory=list)

    @property
    def device(self) -> str:
        """The device's id."""
        key = Ed25519PrivateKey.from_private_bytes(self.seed).public_key().public_bytes_raw()
        return hashlib.sha256(key).hexdigest()

    def state(self, record: str) -> Record | None:
        """What a record amounts to here."""
        changes = self.held.by_record.get(record)
        return Record(changes, self.held) if changes else None

    def write(
        self, kind: str, record: str, values: Mapping[str, Any], op: str = "put", **parts: Any
    ) -> Change:
        """The next change of the chain, drafted against what is held."""
        state = self.state(record)
        bases = {} if state is None else _bases(state, values)
        body = {"actor": self.actor, "at": self.at, "bases": bases, "values": dict(values)}
        control = None if state is None else state.fields.get("control")
        under = [] if control is None else control.heads
        names = sorted(parts.get("names", []))
        seq, before = self.held.last(self.chain)
        named = {*under, *names, *(i for ids in bases.values() for i in ids)}
        clocks = [self.held.changes[i].clock for i in named | ({before} if before else set())]
        salt = self.salts.pop(0)
        header = {
            "chain": self.chain,
            "clock": 1 + max(clocks, default=0),
            "commitment": committed(body, salt),
            "covers": [],
            "kind": kind,
            "names": names,
            "op": op,
            "prev": before,
            "record": record,
            "seq": seq + 1,
            "type": "vanhoa/change/1",
            "under": under,
        }
        change = Change(header, body, salt)
        self.held.take([change], {self.chain: self.device}, [])
        self.written.append(change)
        return change

    def own(self) -> list[Change]:
        """All that this device wrote."""
        owners = self.held.owners
        mine = [c for c in self.held.changes.values() if owners[c.chain] == self.device]
        return sorted(mine, key=lambda c: (c.chain, c.seq, c.id))

    def entries(
        self, changes: Sequence[Change], evidence: Mapping[str, bytes] | None = None
    ) -> list[tuple[str, bytes]]:
        """What lies in the archive of an up-bundle with these changes."""
        statements = b"".join(line + b"\n" for line in sorted(self.held.statements))
        files = [("trust.jsonl", statements), ("changes.jsonl", lines_of(changes))]
        files += [(f"evidence/{name}", data) for name, data in sorted((evidence or {}).items())]
        manifest = canonical(self._manifest(changes, files))
        signature = Ed25519PrivateKey.from_private_bytes(self.seed).sign(manifest)
        return [("manifest.json", manifest), ("manifest.sig", signature), *files]

    def file(self, entries: Sequence[tuple[str, bytes]]) -> bytes:
        """The sealed file for the commune."""
        trust = self.held.trust
        own = [str(x25519.Identity.from_str(key).to_public()) for key in self.held.identities[:1]]
        recovery = [trust.recovery] if trust.recovery else []
        readers = [*trust.readers(self.held.commune), *recovery, *own]
        return sealed(archive_of(entries), readers)

    def _manifest(
        self, changes: Sequence[Change], files: Sequence[tuple[str, bytes]]
    ) -> dict[str, Any]:
        number, bundle = self.held.down_merged
        ids = b"".join(bytes.fromhex(change.id) for change in changes)
        return {
            "addressee": self.held.commune,
            "app_version": self.app_version,
            "asks": False,
            "chains": _runs(changes, self.held.owners),
            "commune": self.held.commune,
            "created": self.at,
            "criteria": self._criteria(),
            "direction": "up",
            "down": None,
            "down_merged": {"id": bundle, "number": number},
            "entries": [
                {"path": path, "sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}
                for path, data in files
            ],
            "evidence_wanted": [],
            "ids": hashlib.sha256(ids).hexdigest(),
            "installation": self.chain,
            "known": self._known(),
            "waymarks": [self.held.waymarks[chain] for chain in sorted(self.held.waymarks)],
            "sender": {"device": self.device, "unit": self.held.unit},
            "state": state_of(self.held, self.held.unit),
            "type": "vanhoa/bundle/1",
        }

    def _known(self) -> dict[str, Any]:
        found = {}
        for chain, device in self.held.owners.items():
            seq, name = self.held.last(chain)
            if device == self.device:
                seq = self.held.unbroken(chain)
                name = max(self.held.by_place.get((chain, seq), [""]))
            if seq:
                found[chain] = {"id": name, "seq": seq}
        return found

    def _criteria(self) -> list[str]:
        used = set()
        for changes in self.held.by_record.values():
            if changes[0].kind == "cycle":
                fields = Record(changes, self.held).fields
                used |= {f.value["sha256"] for n, f in fields.items() if n.startswith("criteria.")}
        return sorted(used)


def _bases(state: Record, values: Mapping[str, Any]) -> dict[str, list[str]]:
    found = {}
    for name in values:
        held = state.fields.get(name)
        if held is not None:
            heads = [held.shown.id] if held.rivals else held.heads
            found[name] = sorted({*heads, *held.echoes})
    return found


def _runs(changes: Sequence[Change], owners: Mapping[str, str]) -> dict[str, Any]:
    runs: dict[str, Any] = {}
    for c in changes:
        run = {"before": c.prev, "device": owners[c.chain], "first": c.seq}
        runs.setdefault(c.chain, run).update(after=c.id, last=c.seq)
    return runs
