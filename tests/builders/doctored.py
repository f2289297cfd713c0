"""A doctored laptop: enrolled like any other, and it signs and seals whatever it likes.

It reads its own store, goes on with its own chain (or begins another one), states what it pleases
about it, and seals the file for whom it pleases. Nothing that a program checks stands in its way.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from tests.builders.offices import Office
from tests.bundles.hostile.pen import Pen
from vanhoa_desktop.bundles.manifest import Direction, DownNumber, Entry, Manifest, ids_digest
from vanhoa_desktop.bundles.witness import Witness
from vanhoa_desktop.bundles.writer import BundleContents, write_bundle
from vanhoa_desktop.bundles.zip_structure import write_zip
from vanhoa_desktop.canonical import Json
from vanhoa_desktop.journal.change import Change
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.trust.envelope import seal
from vanhoa_desktop.trust.keys import SigningKey

POINTS: Json = {"points": "10", "reason": None}


@dataclass
class DoctoredLaptop:
    """One device with its keys, its own changes so far, and the pens that it writes with."""

    key: SigningKey
    device: str
    unit: str
    commune: str
    statements: Sequence[bytes]
    readers: Mapping[str, Sequence[str]]
    held: Sequence[Change]
    pen: Pen
    pens: list[Pen] = field(default_factory=list)

    def own_control(self, status: str = "open", *, deleted: bool = False) -> dict[str, Json]:
        """The control by which it calls a record its own."""
        return {"control": {"deleted": deleted, "status": status, "unit": self.unit}}

    def second_pen(self, name: str = "two") -> Pen:
        """Another chain of the same device, from its first change on."""
        made = Pen(hashlib.sha256(name.encode()).hexdigest()[:32], self.device)
        self.pens.append(made)
        return made

    def of_record(self, record: str) -> list[Change]:
        """What it holds of a record, oldest first."""
        return [change for change in self.held if change.header.record == record]

    def save(
        self,
        output: Path,
        addressee: str | None = None,
        evidence: Mapping[str, bytes] | None = None,
        **manifest: Any,
    ) -> Path:
        """Sign and seal all that its pens wrote, for the commune or whom it wishes."""
        wanted = addressee or self.commune
        pens = [self.pen, *self.pens]
        contents = BundleContents(
            manifest=self._manifest(wanted, **manifest),
            statements=self.statements,
            changes=[change for pen in pens for change in pen.changes],
            owners={pen.chain: pen.device for pen in pens},
            evidence=evidence or {},
        )
        output.write_bytes(write_bundle(contents, self.key, self.readers[wanted]).file)
        return output

    def save_answer(
        self, output: Path, witnesses: Sequence[Witness], of_others: Sequence[Pen] = ()
    ) -> Path:
        """Sign and seal what its pens and others wrote, with what is to vouch for it."""
        pens = [self.pen, *self.pens, *of_others]
        contents = BundleContents(
            manifest=self._manifest(self.commune),
            statements=self.statements,
            changes=[change for pen in pens for change in pen.changes],
            owners={pen.chain: pen.device for pen in pens},
            witnesses=witnesses,
        )
        output.write_bytes(write_bundle(contents, self.key, self.readers[self.commune]).file)
        return output

    def vouch(self, unit: str, changes: Sequence[Change]) -> Witness:
        """What it signs as if it were the office: a file down to a unit with changes of its own."""
        down = DownNumber(90, 89)
        contents = BundleContents(
            manifest=self._manifest(unit, direction=Direction.DOWN, down=down),
            changes=changes,
            owners={change.header.chain: self.device for change in changes},
        )
        manifest = write_bundle(contents, self.key, self.readers[unit]).manifest.encode()
        ordered = sorted(changes, key=lambda c: (c.header.chain, c.header.seq, c.id))
        return Witness(manifest, self.key.sign(manifest), b"".join(c.id for c in ordered))

    def save_lines(self, output: Path, changes: bytes) -> Path:
        """Sign and seal a file whose `changes.jsonl` is these bytes, whatever they are."""
        files = [("trust.jsonl", b""), ("changes.jsonl", changes)]
        entries = tuple(
            Entry(path, len(content), hashlib.sha256(content).hexdigest())
            for path, content in files
        )
        encoded = self._manifest(self.commune, entries=entries, ids=ids_digest([])).encode()
        signature = self.key.sign(encoded)
        archive = write_zip([("manifest.json", encoded), ("manifest.sig", signature), *files])
        output.write_bytes(seal(archive, self.readers[self.commune]))
        return output

    def _manifest(self, addressee: str, **parts: Any) -> Manifest:
        """What a file of it states unless `parts` say otherwise."""
        stated = Manifest(
            commune=self.commune,
            addressee=addressee,
            sender_device=self.device,
            sender_unit=self.unit,
            direction=Direction.UP,
            chains={},
            known={},
            criteria=(),
            created="2026-11-25T07:00:00Z",
            app_version="1.0.0",
            entries=(),
        )
        return replace(stated, **parts)


def doctor(office: Office) -> DoctoredLaptop:
    """The laptop of an enrolled office in the hands of somebody who rewrote the program."""
    with office.open(writing=False) as session:
        return doctored(session)


def doctored(session: Session) -> DoctoredLaptop:
    """The same of a laptop that is open already."""
    identity, key = session.identity, session.secrets.signing_key
    with session.database.reading() as reading:
        trust = reading.trust
        assert trust is not None
        assert identity.commune_id is not None
        held = reading.journal.in_range(1, reading.journal.last_position())
        statements = list(reading.local.statements())
    own = [item.change for item in held if item.change.header.chain == identity.chain]
    units = {device.unit for device in trust.devices.values()}
    return DoctoredLaptop(
        key,
        identity.device_id,
        session.require_unit(),
        identity.commune_id,
        statements,
        {unit: trust.recipients_of(unit) for unit in units},
        [item.change for item in held],
        Pen(identity.chain, identity.device_id, own),
    )
