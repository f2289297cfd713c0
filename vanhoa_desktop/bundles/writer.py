"""Making a bundle.

Manifest, signature, statements, changes and evidence into a ZIP inside an age file.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from vanhoa_desktop.bundles.evidence_entries import EVIDENCE
from vanhoa_desktop.bundles.manifest import ChainRun, Entry, Manifest, bundle_id, ids_digest
from vanhoa_desktop.bundles.witness import Witness, encode_witnesses
from vanhoa_desktop.bundles.zip_structure import write_zip
from vanhoa_desktop.journal.change import Change
from vanhoa_desktop.journal.wire import encode_lines
from vanhoa_desktop.trust.envelope import seal
from vanhoa_desktop.trust.keys import SigningKey

MANIFEST, SIGNATURE, TRUST, CHANGES, WITNESS = (
    "manifest.json",
    "manifest.sig",
    "trust.jsonl",
    "changes.jsonl",
    "witness.jsonl",
)


@dataclass(frozen=True, slots=True)
class BundleContents:
    """What goes in.

    A manifest without chains, ids and entries (they are filled here), statements, changes,
    evidence, and for the changes of others the down-bundles that vouch for them.
    """

    manifest: Manifest
    statements: Sequence[bytes] = ()
    changes: Sequence[Change] = ()
    owners: Mapping[str, str] = field(default_factory=dict)
    evidence: Mapping[str, bytes] = field(default_factory=dict)
    witnesses: Sequence[Witness] = ()


@dataclass(frozen=True, slots=True)
class MadeBundle:
    """A finished bundle.

    Its id, the manifest, the bytes of the file, and how many changes are inside. `witness`: by
    which whoever holds these changes may hand them back later.
    """

    id: str
    manifest: Manifest
    file: bytes
    changes: int
    witness: Witness


def chain_runs(changes: Sequence[Change], owners: Mapping[str, str]) -> dict[str, ChainRun]:
    """Per chain inside.

    Device, first and last seq, the id before the first and the id of the last.
    """
    runs: dict[str, ChainRun] = {}
    for change in changes:
        header = change.header
        run = runs.get(header.chain)
        if run is None:
            first = ChainRun(
                owners[header.chain], header.seq, header.seq, header.prev.hex(), change.id.hex()
            )
            runs[header.chain] = first
        else:
            runs[header.chain] = replace(run, last=header.seq, after=change.id.hex())
    return runs


def write_bundle(
    contents: BundleContents, key: SigningKey, recipients: Sequence[str]
) -> MadeBundle:
    """Sign and seal; changes are put in the order of chain and seq."""
    ordered = sorted(
        contents.changes, key=lambda change: (change.header.chain, change.header.seq, change.id)
    )
    files = [
        (TRUST, b"".join(line + b"\n" for line in sorted(contents.statements))),
        (CHANGES, encode_lines(ordered)),
        *([(WITNESS, encode_witnesses(contents.witnesses))] if contents.witnesses else []),
        *((EVIDENCE + sha256, content) for sha256, content in sorted(contents.evidence.items())),
    ]
    manifest = replace(
        contents.manifest,
        chains=chain_runs(ordered, contents.owners),
        ids=ids_digest(change.id for change in ordered),
        entries=tuple(
            Entry(path, len(content), hashlib.sha256(content).hexdigest())
            for path, content in files
        ),
    )
    encoded = manifest.encode()
    signature = key.sign(encoded)
    archive = write_zip([(MANIFEST, encoded), (SIGNATURE, signature), *files])
    witness = Witness(encoded, signature, b"".join(change.id for change in ordered))
    sealed = seal(archive, recipients)
    return MadeBundle(bundle_id(encoded), manifest, sealed, len(ordered), witness)
