"""Answers to a restored office: changes of others, vouched for by the office that sent them once.

A unit may hand back what it received: with the signed manifest of each down-bundle and the ids of
the changes that were inside. The manifest commits to the ids, and each id to its change; so a unit
can hand back the commune's words, and can put no words into its mouth.
"""

import base64
import binascii
from collections import defaultdict
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import NamedTuple, NoReturn

from vanhoa_desktop import canonical
from vanhoa_desktop.bundles.manifest import Direction, Manifest, decode_manifest, ids_digest
from vanhoa_desktop.canonical import Json
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.journal.change import Change, ChangeId
from vanhoa_desktop.journal.wire import lines_of
from vanhoa_desktop.trust.keys import verifies
from vanhoa_desktop.trust.trust_view import TrustView

_ID_BYTES = 32


@dataclass(frozen=True, slots=True)
class Witness:
    """A down-bundle that was merged: its manifest as signed, and the ids inside, in their order."""

    manifest: bytes
    signature: bytes
    ids: bytes


def ids_in(joined: bytes) -> list[ChangeId]:
    """The change ids that stand one after the other."""
    return [joined[start : start + _ID_BYTES] for start in range(0, len(joined), _ID_BYTES)]


def encode_witnesses(witnesses: Iterable[Witness]) -> bytes:
    """The lines of `witness.jsonl`."""
    return b"".join(
        canonical.encode(
            {
                "ids": _text(witness.ids),
                "manifest": _text(witness.manifest),
                "signature": witness.signature.hex(),
            }
        )
        + b"\n"
        for witness in witnesses
    )


class Vouched(NamedTuple):
    """What offices vouched for: for each change the device of each chain of such a bundle.

    `told_by`: the changes that each device sent down while it was the office.
    """

    owners: Mapping[ChangeId, Mapping[str, str]]
    told_by: Mapping[str, AbstractSet[ChangeId]]

    def by_author(
        self, changes: Iterable[Change], owners: Mapping[str, str]
    ) -> frozenset[ChangeId]:
        """Those of some changes that the device of their chain sent down itself."""
        told = ((c.id, self.told_by.get(owners[c.header.chain], ())) for c in changes)
        return frozenset(change_id for change_id, ids in told if change_id in ids)


def vouched_for(encoded: bytes, view: TrustView) -> Vouched:
    """What the lines vouch for.

    Raises BUNDLE_TAMPERED unless every line was signed by a device that was this commune's office.
    """
    found: dict[ChangeId, Mapping[str, str]] = {}
    told_by: dict[str, set[ChangeId]] = defaultdict(set)
    if encoded and not encoded.endswith(b"\n"):
        _refuse()
    for line in lines_of(encoded):
        witness = _decode(line)
        manifest = _verified(witness, view)
        owners = {chain: run.device for chain, run in manifest.chains.items()}
        ids = ids_in(witness.ids)
        found.update(dict.fromkeys(ids, owners))
        told_by[manifest.sender_device].update(ids)
    return Vouched(found, told_by)


def _verified(witness: Witness, view: TrustView) -> Manifest:
    manifest = decode_manifest(witness.manifest)
    sender = view.devices.get(manifest.sender_device)
    is_offices = (
        sender is not None
        and sender.id in view.offices
        and manifest.direction is Direction.DOWN
        and manifest.commune == view.commune
        and verifies(sender.public_key, witness.signature, witness.manifest)
    )
    if not is_offices or ids_digest(ids_in(witness.ids)) != manifest.ids:
        _refuse()
    return manifest


def _decode(line: bytes) -> Witness:
    try:
        parsed = canonical.decode(line)
    except VanHoaError as error:
        raise VanHoaError(ErrorCode.BUNDLE_TAMPERED, part="witness") from error
    if not isinstance(parsed, Mapping) or parsed.keys() != {"ids", "manifest", "signature"}:
        _refuse()
    signature = parsed["signature"]
    try:
        signed = bytes.fromhex(signature if isinstance(signature, str) else "")
    except ValueError as error:
        raise VanHoaError(ErrorCode.BUNDLE_TAMPERED, part="witness") from error
    return Witness(_raw(parsed["manifest"]), signed, _raw(parsed["ids"]))


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii")


def _raw(value: Json) -> bytes:
    try:
        return base64.b64decode(value if isinstance(value, str) else "!", validate=True)
    except binascii.Error as error:
        raise VanHoaError(ErrorCode.BUNDLE_TAMPERED, part="witness") from error


def _refuse() -> NoReturn:
    raise VanHoaError(ErrorCode.BUNDLE_TAMPERED, part="witness")
