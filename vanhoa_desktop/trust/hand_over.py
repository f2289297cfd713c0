"""Handing the office over: the root secrets, sealed for one other device of the commune."""

import base64
import binascii
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from vanhoa_desktop.canonical import Json
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.trust.envelope import open_sealed, seal
from vanhoa_desktop.trust.keyring import RootSecrets
from vanhoa_desktop.trust.keys import SigningKey
from vanhoa_desktop.trust.sealed_file import to_raw, to_text
from vanhoa_desktop.trust.signed import sign_object, verify_object

HAND_OVER_TYPE = "vanhoa/hand-over/1"


@dataclass(frozen=True, slots=True)
class HandOver:
    """What goes to the next office: to which device, the root secrets, statements, everything."""

    commune: str
    device: str
    secrets: RootSecrets = field(repr=False)
    statements: tuple[bytes, ...]
    bundle: bytes


def make_hand_over(given: HandOver, recipient: str) -> bytes:
    """The bytes of a hand-over file, signed by the root and readable by one device alone."""
    content: dict[str, Json] = {
        "bundle": base64.b64encode(given.bundle).decode("ascii"),
        "commune": given.commune,
        "device": given.device,
        "recovery_identity": given.secrets.recovery_identity,
        "root_seed": to_text(given.secrets.root.seed),
        "statements": [line.decode("utf-8") for line in given.statements],
        "type": HAND_OVER_TYPE,
    }
    return seal(sign_object(content, given.secrets.root), [recipient])


def read_hand_over(
    encoded: bytes, identities: Sequence[str], *, device: str, root: bytes
) -> HandOver:
    """The hand-over in a file.

    Raises HAND_OVER_INVALID unless the pinned root gave it to us, or BUNDLE_TRUNCATED.
    """
    try:
        opened = open_sealed(encoded, identities)
    except VanHoaError as error:
        if error.code is ErrorCode.BUNDLE_TRUNCATED:
            raise
        raise VanHoaError(ErrorCode.HAND_OVER_INVALID, why="sealed for another") from error
    signed = verify_object(opened, HAND_OVER_TYPE, ErrorCode.HAND_OVER_INVALID)
    if signed.signer != root or signed.content.get("device") != device:
        raise VanHoaError(ErrorCode.HAND_OVER_INVALID, why="of another root or for another device")
    return _given(signed.content)


def _given(content: Mapping[str, Json]) -> HandOver:
    statements, bundle = content.get("statements"), content.get("bundle")
    identity = content.get("recovery_identity")
    if not isinstance(statements, list) or not isinstance(bundle, str):
        raise VanHoaError(ErrorCode.HAND_OVER_INVALID, why="form")
    try:
        raw = base64.b64decode(bundle, validate=True)
    except binascii.Error as error:
        raise VanHoaError(ErrorCode.HAND_OVER_INVALID, why="bundle") from error
    return HandOver(
        commune=str(content.get("commune")),
        device=str(content.get("device")),
        secrets=RootSecrets(
            SigningKey(to_raw(content.get("root_seed"))),
            identity if isinstance(identity, str) else None,
        ),
        statements=tuple(str(line).encode("utf-8") for line in statements),
        bundle=raw,
    )
