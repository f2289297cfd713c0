"""Enrolment.

A device's self-signed request, and the commune's invite that answers exactly that request.
"""

import base64
import binascii
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vanhoa_desktop.canonical import Json
from vanhoa_desktop.domain.enums import UnitKind, has_value
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.trust.envelope import open_sealed, recipient_of, seal
from vanhoa_desktop.trust.keyring import DeviceSecrets
from vanhoa_desktop.trust.keys import SigningKey, device_id, fingerprint
from vanhoa_desktop.trust.recipients import check_recipient
from vanhoa_desktop.trust.signed import sign_object, verify_object

REQUEST_TYPE = "vanhoa/enrol-request/1"
INVITE_TYPE = "vanhoa/invite/1"
REPLACED_TYPE = "vanhoa/replaced/1"
MAX_REQUEST_BYTES = 16_384
_NONCE_BYTES = 16
MAX_NAME_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class ReplacedDevice:
    """The device in whose place new keys ask, which signed that itself.

    `enrolment` is the statement with which the commune enrolled it: an office whose folder went
    back to an older state may have lost it. `waymarks` show it that it did. Neither is checked
    here, for want of the keys.
    """

    device: str
    enrolment: bytes
    waymarks: Json = None


@dataclass(frozen=True, slots=True)
class FormerKeys:
    """What proves that new keys replace others: the others' signing key and their enrolment.

    `waymarks`: how far the office had signed that it wrote, as they stand in manifests.
    """

    signing_key: SigningKey
    enrolment: bytes
    waymarks: Sequence[Json] = ()


@dataclass(frozen=True, slots=True)
class EnrolmentRequest:
    """Who asks: keys, wished unit and kind, officer, first chain, and what it replaces, if it does.

    `id` is the SHA-256 of what was signed.
    """

    id: str
    public_key: bytes
    recipient: str
    unit_name: str
    role: UnitKind
    officer: str
    chain: str
    replaced: ReplacedDevice | None = None

    @property
    def device(self) -> str:
        """The asking device's id."""
        return device_id(self.public_key)

    @property
    def fingerprint(self) -> str:
        """24 digits of the request's hash, to be read out by another way than the file came."""
        return fingerprint(bytes.fromhex(self.id))


@dataclass(frozen=True, slots=True)
class Invite:
    """What the commune answers.

    The request it answers, its root, its statements, and the unit's first bundle.
    """

    request: str
    commune: str
    commune_name: str
    root: bytes
    statements: tuple[bytes, ...]
    bundle: bytes

    @property
    def fingerprint(self) -> str:
        """24 digits of the root key's hash."""
        return fingerprint(self.root)


def make_request(
    secrets: DeviceSecrets,
    unit_name: str,
    role: UnitKind,
    officer: str,
    chain: str,
    former: FormerKeys | None = None,
) -> bytes:
    """The bytes of a request file; `former`: the keys that those of `secrets` are to replace."""
    content: dict[str, Json] = {
        "chain": chain,
        "nonce": os.urandom(_NONCE_BYTES).hex(),
        "officer": officer,
        "recipient": recipient_of(secrets.age_identity),
        "role": role.value,
        "type": REQUEST_TYPE,
        "unit_name": unit_name,
    }
    if former is not None:
        said: dict[str, Json] = {
            "device": device_id(secrets.signing_key.public),
            "type": REPLACED_TYPE,
        }
        content["replaces"] = {
            "enrolment": former.enrolment.decode("utf-8"),
            "proof": sign_object(said, former.signing_key).decode("utf-8"),
            "waymarks": list(former.waymarks),
        }
    return sign_object(content, secrets.signing_key)


def read_request(encoded: bytes) -> EnrolmentRequest:
    """The request in a file, its own signature checked; raises REQUEST_INVALID or KEY_INVALID."""
    if len(encoded) > MAX_REQUEST_BYTES:
        raise VanHoaError(ErrorCode.REQUEST_INVALID, why="size")
    signed = verify_object(encoded, REQUEST_TYPE, ErrorCode.REQUEST_INVALID)
    texts = {
        name: signed.content.get(name)
        for name in ("chain", "officer", "recipient", "role", "unit_name")
    }
    if not all(
        isinstance(text, str) and len(text) <= MAX_NAME_CHARACTERS for text in texts.values()
    ):
        raise VanHoaError(ErrorCode.REQUEST_INVALID, why="texts")
    if not has_value(UnitKind, texts["role"]):
        raise VanHoaError(ErrorCode.REQUEST_INVALID, why="role")
    check_recipient(str(texts["recipient"]))
    return EnrolmentRequest(
        id=signed.id,
        public_key=signed.signer,
        recipient=str(texts["recipient"]),
        unit_name=str(texts["unit_name"]),
        role=UnitKind(str(texts["role"])),
        officer=str(texts["officer"]),
        chain=str(texts["chain"]),
        replaced=_replaced_in(signed.content, device_id(signed.signer)),
    )


def _replaced_in(content: Mapping[str, Json], asking: str) -> ReplacedDevice | None:
    said = content.get("replaces")
    if said is None:
        return None
    enrolment = said.get("enrolment") if isinstance(said, Mapping) else None
    proof = said.get("proof") if isinstance(said, Mapping) else None
    if not isinstance(enrolment, str) or not isinstance(proof, str):
        raise VanHoaError(ErrorCode.REQUEST_INVALID, why="replaced")
    signed = verify_object(proof.encode("utf-8"), REPLACED_TYPE, ErrorCode.REQUEST_INVALID)
    if signed.content.get("device") != asking:
        raise VanHoaError(ErrorCode.REQUEST_INVALID, why="replaced")
    waymarks = said.get("waymarks") if isinstance(said, Mapping) else None
    return ReplacedDevice(device_id(signed.signer), enrolment.encode("utf-8"), waymarks)


def make_invite(invite: Invite, request: EnrolmentRequest, root: SigningKey) -> bytes:
    """The bytes of an invite file, readable by the asking device alone."""
    content: dict[str, Json] = {
        "bundle": base64.b64encode(invite.bundle).decode("ascii"),
        "commune": invite.commune,
        "commune_name": invite.commune_name,
        "request": invite.request,
        "statements": [line.decode("utf-8") for line in invite.statements],
        "type": INVITE_TYPE,
    }
    return seal(sign_object(content, root), [request.recipient])


def read_invite(encoded: bytes, age_identity: str, request_id: str) -> Invite:
    """The invite in a file.

    Raises INVITE_INVALID, INVITE_NOT_FOR_US if it answers another request, or BUNDLE_TRUNCATED.
    """
    try:
        opened = open_sealed(encoded, [age_identity])
    except VanHoaError as error:
        if error.code is ErrorCode.BUNDLE_TRUNCATED:
            raise
        is_others = error.code is ErrorCode.BUNDLE_NOT_FOR_US
        raise VanHoaError(
            ErrorCode.INVITE_NOT_FOR_US if is_others else ErrorCode.INVITE_INVALID
        ) from error
    signed = verify_object(opened, INVITE_TYPE, ErrorCode.INVITE_INVALID)
    if signed.content.get("request") != request_id:
        raise VanHoaError(ErrorCode.INVITE_NOT_FOR_US)
    return _invite_in(signed.content, signed.signer)


def _invite_in(content: Mapping[str, Json], root: bytes) -> Invite:
    statements, bundle = content.get("statements"), content.get("bundle")
    if not isinstance(statements, list) or not isinstance(bundle, str):
        raise VanHoaError(ErrorCode.INVITE_INVALID, why="form")
    try:
        raw = base64.b64decode(bundle, validate=True)
    except binascii.Error as error:
        raise VanHoaError(ErrorCode.INVITE_INVALID, why="bundle") from error
    return Invite(
        request=str(content.get("request")),
        commune=str(content.get("commune")),
        commune_name=str(content.get("commune_name")),
        root=root,
        statements=tuple(str(line).encode("utf-8") for line in statements),
        bundle=raw,
    )
