"""Opening a bundle.

Ordered stages, each a value that only the stage before can make (bundle.md §5).

A bundle is refused only for what its own bytes, the trust statements and the causal past of its
changes show, so that every receiver decides alike. What is late, forked or revoked is kept, and the
fold says what counts.
"""

import hashlib
from collections import defaultdict
from collections.abc import Container, Mapping, Sequence
from functools import partial
from typing import NoReturn

from vanhoa_desktop.bundles.bounded_changes import changes_within, check_sizes, limits_of
from vanhoa_desktop.bundles.evidence_entries import EVIDENCE, read_evidence
from vanhoa_desktop.bundles.held_state import HeldState
from vanhoa_desktop.bundles.limits import (
    MAX_CHAINS_OF_DEVICE,
    MAX_CHANGES_OF_RECORD_BY_DEVICE,
    MAX_FILE_BYTES,
    MAX_MANIFEST_BYTES,
    MAX_STATEMENTS,
    MAX_TRUST_BYTES,
)
from vanhoa_desktop.bundles.manifest import (
    Direction,
    Manifest,
    bundle_id,
    decode_manifest,
    ids_digest,
)
from vanhoa_desktop.bundles.rights_check import check_rights
from vanhoa_desktop.bundles.stages import (
    Admissible,
    Chained,
    Decrypted,
    Intact,
    TrustRead,
    Unpacked,
    Verified,
)
from vanhoa_desktop.bundles.witness import vouched_for
from vanhoa_desktop.bundles.writer import (
    CHANGES,
    MANIFEST,
    SIGNATURE,
    TRUST,
    WITNESS,
    chain_runs,
)
from vanhoa_desktop.bundles.zip_structure import ending_of_archive, open_zip
from vanhoa_desktop.domain.ports import Pulse, no_pulse
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.journal.chains import check_clocks, check_run
from vanhoa_desktop.journal.change import GENESIS, Change, ChangeId
from vanhoa_desktop.journal.identity import is_chain_of
from vanhoa_desktop.journal.wire import lines_of
from vanhoa_desktop.trust.envelope import open_sealed
from vanhoa_desktop.trust.keys import verifies
from vanhoa_desktop.trust.statements import LastGood
from vanhoa_desktop.trust.trust_view import TrustedDevice, TrustView, trust_view


def decrypt(file: bytes, held: HeldState) -> Decrypted:
    """Open the age envelope.

    Raises BUNDLE_TOO_LARGE, BUNDLE_NOT_A_BUNDLE, BUNDLE_TRUNCATED, BUNDLE_NOT_FOR_US and others.
    """
    if len(file) > MAX_FILE_BYTES:
        raise VanHoaError(ErrorCode.BUNDLE_TOO_LARGE)
    return Decrypted(open_sealed(file, held.identities, ending_of_archive))


def unpack(stage: Decrypted) -> Unpacked:
    """Read the archive strictly; the first four entries are fixed."""
    entries = open_zip(stage.archive)
    names = list(entries)
    files = names[5:] if names[4:5] == [WITNESS] else names[4:]
    if names[:4] != [MANIFEST, SIGNATURE, TRUST, CHANGES] or not all(
        name.startswith(EVIDENCE) for name in files
    ):
        raise VanHoaError(ErrorCode.BUNDLE_TAMPERED, part="zip names")
    limits = {MANIFEST: MAX_MANIFEST_BYTES, SIGNATURE: MAX_MANIFEST_BYTES, TRUST: MAX_TRUST_BYTES}
    if any(entries[name].size > limit for name, limit in limits.items()):
        raise VanHoaError(ErrorCode.BUNDLE_TOO_LARGE)
    manifest, signature, trust = (entries[name].read() for name in limits)
    return Unpacked(manifest, signature, trust, entries)


def read_trust(stage: Unpacked, held: HeldState) -> TrustRead:
    """Check the statements that came along against the pinned root.

    They are kept only if all else passes.
    """
    encoded = stage.trust
    if encoded.count(b"\n") > MAX_STATEMENTS:
        raise VanHoaError(ErrorCode.BUNDLE_TOO_LARGE)
    lines = tuple(dict.fromkeys(lines_of(encoded)))
    if encoded and not encoded.endswith(b"\n"):
        raise VanHoaError(ErrorCode.BUNDLE_TAMPERED, part=TRUST)
    try:
        view = trust_view([*held.statements, *lines], held.commune, held.root)
    except VanHoaError as error:
        raise VanHoaError(ErrorCode.BUNDLE_TAMPERED, part=TRUST) from error
    return TrustRead(stage, lines, view)


def verify_manifest(stage: TrustRead, held: HeldState, *, accepts_ended: bool = False) -> Verified:
    """Parse the manifest, find its sender, verify the signature.

    And check that it is meant for us. `accepts_ended`: also of a device that was ended, after
    people have looked at it; what it wrote past its end does not stand.
    """
    encoded, signature = stage.archive.manifest, stage.archive.signature
    manifest = decode_manifest(encoded)
    sender = stage.view.devices.get(manifest.sender_device)
    if sender is None:
        raise VanHoaError(ErrorCode.BUNDLE_UNKNOWN_SENDER, device=manifest.sender_device[:16])
    if not verifies(sender.public_key, signature, encoded):
        raise VanHoaError(ErrorCode.BUNDLE_SIGNATURE)
    if sender.is_revoked and not accepts_ended:
        raise VanHoaError(ErrorCode.BUNDLE_REVOKED_SENDER, device=sender.id[:16])
    if manifest.commune != held.commune or manifest.addressee != held.unit:
        raise VanHoaError(ErrorCode.BUNDLE_NOT_FOR_US)
    if manifest.sender_unit != sender.unit:
        raise VanHoaError(ErrorCode.BUNDLE_TAMPERED, part="manifest sender")
    _check_way(manifest, sender, stage.view)
    return Verified(stage, manifest, encoded, signature, sender)


def _check_way(manifest: Manifest, sender: TrustedDevice, view: TrustView) -> None:
    """Down from the office alone, up to the commune, or between the devices of one unit.

    What other units say of a unit's records it hears from the office, which judged it: a file of
    theirs would be believed on nobody's word.
    """
    if manifest.direction is Direction.DOWN and view.office != sender.id:
        raise VanHoaError(ErrorCode.BUNDLE_OUT_OF_SCOPE, record="", why="not from the office")
    may_read = {manifest.commune, sender.unit}
    if manifest.direction is Direction.UP and manifest.addressee not in may_read:
        raise VanHoaError(ErrorCode.BUNDLE_OUT_OF_SCOPE, record="", why="of another unit")


def verified(file: bytes, held: HeldState, *, accepts_ended: bool = False) -> Verified:
    """The first four stages: whose file it is and what its device signed.

    What is inside is not looked at. `accepts_ended` and what is raised: as `verify_manifest`.
    """
    trust = read_trust(unpack(decrypt(file, held)), held)
    return verify_manifest(trust, held, accepts_ended=accepts_ended)


def check_hashes(stage: Verified) -> Intact:
    """Compare every entry with the manifest's list: none more, none less, each as hashed."""
    entries = stage.stage.archive.entries
    listed = {entry.path: entry for entry in stage.manifest.entries}
    if len(listed) != len(stage.manifest.entries) or listed.keys() != entries.keys() - {
        MANIFEST,
        SIGNATURE,
    }:
        raise VanHoaError(ErrorCode.BUNDLE_TAMPERED, part="entries")
    if any(entries[path].size != entry.size for path, entry in listed.items()):
        raise VanHoaError(ErrorCode.BUNDLE_TAMPERED, part="sizes")
    witness_bytes = entries[WITNESS].size if WITNESS in entries else 0
    check_sizes(stage.manifest, entries[CHANGES].size, witness_bytes)
    contents = {path: entries[path].read() for path in listed}
    for path, content in contents.items():
        if hashlib.sha256(content).hexdigest() != listed[path].sha256:
            raise VanHoaError(ErrorCode.BUNDLE_TAMPERED, part=path)
    evidence = read_evidence(stage.manifest.entries, contents)
    return Intact(stage, contents[CHANGES], contents.get(WITNESS, b""), evidence)


def check_chains(stage: Intact, held: HeldState) -> Chained:
    """Compute every id and check chains, gaps and clocks.

    Raises BUNDLE_GAP if an earlier bundle is missing.
    """
    manifest = stage.stage.manifest
    limits = limits_of(manifest)
    changes = changes_within(stage.changes_file, limits)
    _check_runs_stated(changes, manifest)
    vouched = vouched_for(stage.witness_file, stage.stage.stage.view)
    _check_owners(changes, stage, held, vouched.owners)
    forked: frozenset[str] = frozenset()
    if manifest.direction is Direction.UP:
        forked = _check_up(changes, stage.stage, held, vouched.owners)
    elif manifest.down is not None and manifest.down.since > held.last_down_merged():
        expected = held.last_down_merged() + 1
        raise VanHoaError(
            ErrorCode.BUNDLE_GAP, chain="", expected=expected, found=manifest.down.number
        )
    _check_clocks(changes, held)
    if manifest.direction is Direction.UP:
        _check_number_of_changes(changes, manifest, held)
    is_answer = bool(stage.witness_file)
    return Chained(stage.stage, changes, stage.evidence, forked, is_answer, vouched)


def _check_runs_stated(changes: Sequence[Change], manifest: Manifest) -> None:
    places = [(change.header.chain, change.header.seq, change.id) for change in changes]
    owners = {chain: run.device for chain, run in manifest.chains.items()}
    if (
        places != sorted(places)
        or len(set(places)) != len(places)
        or {p[0] for p in places} != owners.keys()
    ):
        raise VanHoaError(ErrorCode.BUNDLE_TAMPERED, part=CHANGES)
    is_as_vouched = ids_digest(change.id for change in changes) == manifest.ids
    if not is_as_vouched or chain_runs(changes, owners) != dict(manifest.chains):
        raise VanHoaError(ErrorCode.BUNDLE_TAMPERED, part="chains")


def _check_owners(
    changes: Sequence[Change],
    stage: Intact,
    held: HeldState,
    vouched: Mapping[ChangeId, Mapping[str, str]],
) -> None:
    """Each chain belongs to the device that is said to have written it.

    A unit sends its own chains; of others' what an office once sent it (an answer to a restored
    office), and what devices of the unit wrote that were replaced.
    """
    verified = stage.stage
    manifest, view = verified.manifest, verified.stage.view
    for chain, run in manifest.chains.items():
        known = {held.owner_of(chain), view.bound.get(chain)} - {None}
        if known - {run.device} or is_chain_of(chain, run.device) is False:
            _refuse_chain()
        if run.device not in view.devices:
            raise VanHoaError(ErrorCode.BUNDLE_UNKNOWN_SENDER, device=run.device[:16])
    _check_number_of_chains(manifest, held)
    former = _of_former_devices(changes, verified)
    for change in changes:
        chain = change.header.chain
        owner = manifest.chains[chain].device
        is_foreign = manifest.direction is Direction.UP and owner != verified.sender.id
        is_vouched = change.id in former or vouched.get(change.id, {}).get(chain) == owner
        if is_foreign and not is_vouched:
            _refuse_chain()


def _check_number_of_chains(manifest: Manifest, held: HeldState) -> None:
    """Of every device: whoever was replaced still has the keys of the laptop that ended."""
    by_device: dict[str, set[str]] = defaultdict(set)
    for chain, run in manifest.chains.items():
        by_device[run.device].add(chain)
    for device, chains in by_device.items():
        if len(chains.union(held.chains_of(device))) > MAX_CHAINS_OF_DEVICE:
            raise VanHoaError(ErrorCode.BUNDLE_TOO_LARGE)


def _check_number_of_changes(
    changes: Sequence[Change], manifest: Manifest, held: HeldState
) -> None:
    """Raise BUNDLE_TOO_LARGE for what one device says of one record, over all its files.

    Each file alone may be small: a record is folded as a whole with every one that comes.
    """
    told: dict[str, dict[str, set[ChangeId]]] = defaultdict(lambda: defaultdict(set))
    for change in changes:
        header = change.header
        told[manifest.chains[header.chain].device][header.record].add(change.id)
    for device, by_record in told.items():
        before = held.written_by(device, by_record.keys())
        for record, ids in by_record.items():
            most = MAX_CHANGES_OF_RECORD_BY_DEVICE - before.get(record, 0)
            # What is held already comes again with everything.
            if len(ids) > most and len(ids - held.clocks(ids).keys()) > most:
                raise VanHoaError(ErrorCode.BUNDLE_TOO_LARGE)


def _of_former_devices(changes: Sequence[Change], stage: Verified) -> frozenset[ChangeId]:
    """Changes of ended devices of the sender's own unit, which it may hand on.

    Up to the last good one its id, which the root signed, proves them all: each names the one
    before. What lies past it proves nothing and does not stand; it is kept for review.
    """
    chains: dict[str, dict[ChangeId, Change]] = defaultdict(dict)
    for change in changes:
        device = stage.stage.view.devices[stage.manifest.chains[change.header.chain].device]
        if device.is_revoked and device.unit == stage.sender.unit:
            chains[change.header.chain][change.id] = change
    found: set[ChangeId] = set()
    for chain, held in chains.items():
        last = stage.stage.view.last_good.get(chain, LastGood(0))
        found.update(c.id for c in held.values() if c.header.seq > last.seq)
        proven = bytes.fromhex(last.id)
        while proven in held:
            found.add(proven)
            proven = held[proven].header.prev
    return frozenset(found)


def _refuse_chain() -> NoReturn:
    raise VanHoaError(ErrorCode.BUNDLE_OUT_OF_SCOPE, record="", why="chain of another device")


def _check_up(
    changes: Sequence[Change],
    stage: Verified,
    held: HeldState,
    vouched: Container[ChangeId],
) -> frozenset[str]:
    """The chains that fork; of others' chains only parts come, so their runs are not judged.

    Nor are the parts of an own chain that an office vouched for: a copied folder knows of what the
    first one wrote later only what the office told it.
    """
    runs: dict[str, list[Change]] = defaultdict(list)
    former = _of_former_devices(changes, stage)
    broken: set[str] = set()
    for change in changes:
        chain = change.header.chain
        is_own = stage.manifest.chains[chain].device == stage.sender.id
        if change.id in vouched and (chain in broken or not _joins(change, runs, held)):
            broken.add(chain)
        elif is_own or change.id in former:
            runs[chain].append(change)
    _check_predecessors(runs, held)
    forked = set()
    for chain, run in runs.items():
        if check_run(run, partial(held.id_at, chain), held.place(chain)):
            forked.add(chain)
    return frozenset(forked)


def _joins(change: Change, runs: Mapping[str, Sequence[Change]], held: HeldState) -> bool:
    """Whether a change goes on a run of its chain in the file, or what is held of the chain."""
    header = change.header
    run = runs.get(header.chain)
    if run:
        return header.seq <= run[-1].header.seq + 1
    return header.prev == GENESIS or header.prev in held.ids_at(header.chain, header.seq - 1)


def _check_predecessors(runs: Mapping[str, Sequence[Change]], held: HeldState) -> None:
    """Raise BUNDLE_GAP for a run that hangs on a change of its chain that is not held.

    Nobody could check its clock, which might then say anything and win every conflict.
    """
    heads = [
        change.header
        for run in runs.values()
        for change in run
        if change.header.seq == run[0].header.seq and change.header.prev != GENESIS
    ]
    for head in heads:
        if head.prev not in held.ids_at(head.chain, head.seq - 1):
            raise VanHoaError(
                ErrorCode.BUNDLE_GAP, chain=head.chain, expected=head.seq - 1, found=head.seq
            )


def _check_clocks(changes: Sequence[Change], held: HeldState) -> None:
    own = {change.id: change.header.clock for change in changes}
    named = (
        {i for change in changes for i in (*change.parents, change.header.prev)}
        - own.keys()
        - {GENESIS}
    )
    check_clocks(changes, {**held.clocks(named), **own})


def check_all_rights(stage: Chained, held: HeldState) -> Admissible:
    """Check that every change was its author's to write.

    Raises BUNDLE_OUT_OF_SCOPE naming the record.
    """
    verified = stage.stage
    owners = {chain: run.device for chain, run in verified.manifest.chains.items()}
    check_rights(stage.changes, owners, verified.stage.view, held)
    return Admissible(
        id=bundle_id(verified.manifest_bytes),
        manifest=verified.manifest,
        manifest_bytes=verified.manifest_bytes,
        signature=verified.signature,
        statements=verified.stage.statements,
        view=verified.stage.view,
        changes=stage.changes,
        evidence=stage.evidence,
        forked_chains=stage.forked_chains,
        is_answer=stage.is_answer,
        vouched=frozenset(stage.vouched.owners),
        told_by_author=stage.vouched.by_author(stage.changes, owners),
    )


def open_bundle(
    file: bytes, held: HeldState, *, accepts_ended: bool = False, pulse: Pulse = no_pulse
) -> Admissible:
    """All stages in order; raises the first refusal. `accepts_ended`: as `verify_manifest`.

    `pulse` is called between the stages.
    """
    trust = read_trust(unpack(decrypt(file, held)), held)
    pulse()
    verified = verify_manifest(trust, held, accepts_ended=accepts_ended)
    intact = check_hashes(verified)
    pulse()
    chained = check_chains(intact, held)
    pulse()
    return check_all_rights(chained, held)
