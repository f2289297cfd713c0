"""A forgotten passphrase: the village's request, and the commune's answer (F27).

The request carries the device's recovery slot and a fresh reading key, whose secret waits on the
village's disk under the new passphrase. The answer carries the device's master key for that reading
key alone. Neither file tells anything to whoever finds it.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.exceptions import InvalidTag

from vanhoa_desktop.canonical import Json
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.files import write_atomically
from vanhoa_desktop.trust.envelope import new_age_identity, open_sealed, recipient_of, seal
from vanhoa_desktop.trust.keyring import DEVICE_FILE
from vanhoa_desktop.trust.keys import SigningKey, fingerprint
from vanhoa_desktop.trust.passphrases import check_passphrase
from vanhoa_desktop.trust.recipients import check_recipient
from vanhoa_desktop.trust.recovery_slot import RecoveredMaster, recovery_box
from vanhoa_desktop.trust.sealed_file import (
    load_sealed,
    officers_of,
    open_secrets,
    replace_slot,
    sealed_file,
    to_raw,
    to_text,
    unseal_file,
)
from vanhoa_desktop.trust.signed import object_id, sign_object, verify_object

REQUEST_TYPE = "vanhoa/reset-request/1"
ANSWER_TYPE = "vanhoa/reset-answer/1"
WAITING_FILE = "vanhoa/reset-waiting/1"
MAX_RESET_BYTES = 262_144
_SEED_BYTES = 32


@dataclass(frozen=True, slots=True)
class ResetRequest:
    """What a village asks: its slot, for whom to seal the answer, and who sits there."""

    id: str
    box: bytes = field(repr=False)
    recipient: str
    officer: str

    @property
    def fingerprint(self) -> str:
        """24 digits of the request's hash, to be read out by another way than the file came."""
        return fingerprint(bytes.fromhex(self.id))


def reset_request(keys: Path, passphrase: str, officer: str | None = None) -> tuple[bytes, bytes]:
    """The bytes of a request, and of what opens its answer and waits under the new passphrase.

    Without an officer it is the first whose passphrase the keys know. Raises PASSPHRASE_TOO_SHORT,
    PASSPHRASE_COMMON, RECOVERY_SLOT_MISSING.
    """
    check_passphrase(passphrase)
    box = recovery_box(keys)
    officer = officer or next(iter(officers_of(load_sealed(keys, DEVICE_FILE))), "")
    identity = new_age_identity()
    content: dict[str, Json] = {
        "box": to_text(box),
        "officer": officer,
        "recipient": recipient_of(identity),
        "type": REQUEST_TYPE,
    }
    # The device's own key is locked away: a key made for this one request holds the form together.
    request = sign_object(content, SigningKey(os.urandom(_SEED_BYTES)))
    secrets: dict[str, Json] = {"age_identity": identity, "request": object_id(request)}
    return request, sealed_file(WAITING_FILE, secrets, passphrase, officer)


def read_reset_request(encoded: bytes) -> ResetRequest:
    """The request in a file; raises RESET_REQUEST_INVALID or KEY_INVALID."""
    signed = verify_object(encoded, REQUEST_TYPE, ErrorCode.RESET_REQUEST_INVALID)
    texts = [signed.content.get(name) for name in ("box", "officer", "recipient")]
    if not all(isinstance(text, str) for text in texts):
        raise VanHoaError(ErrorCode.RESET_REQUEST_INVALID, why="texts")
    box, officer, recipient = map(str, texts)
    check_recipient(recipient)
    try:
        raw = to_raw(box)
    except VanHoaError as error:
        raise VanHoaError(ErrorCode.RESET_REQUEST_INVALID, why="box") from error
    return ResetRequest(signed.id, raw, recipient, officer)


def answer_reset(request: ResetRequest, opened: RecoveredMaster, root: SigningKey) -> bytes:
    """The bytes of the commune's answer, readable by the asking computer alone."""
    content: dict[str, Json] = {
        "commune": opened.commune,
        "device": opened.device,
        "master": to_text(opened.master),
        "request": request.id,
        "type": ANSWER_TYPE,
    }
    return seal(sign_object(content, root), [request.recipient])


def take_reset(keys: Path, waiting: Path, answer: bytes, passphrase: str) -> bytes:
    """Give the asking officer the new passphrase; returns the root key that signed the answer.

    Raises RESET_NOT_ASKED, RESET_ANSWER_INVALID, BUNDLE_TRUNCATED, and PASSPHRASE_WRONG if it is
    not the new one that was chosen when asking.
    """
    if not waiting.exists():
        raise VanHoaError(ErrorCode.RESET_NOT_ASKED)
    asked, officer = unseal_file(waiting, WAITING_FILE, passphrase)
    content, signer = _opened(answer, asked)
    master = to_raw(content.get("master"))
    outside = load_sealed(keys, DEVICE_FILE)
    try:
        open_secrets(outside, DEVICE_FILE, master)
    except (InvalidTag, ValueError, VanHoaError) as error:
        raise VanHoaError(ErrorCode.RESET_ANSWER_INVALID, why="master") from error
    write_atomically(
        keys, replace_slot(outside, DEVICE_FILE, master, passphrase, officer), is_own=True
    )
    waiting.unlink(missing_ok=True)
    return signer


def _opened(answer: bytes, asked: Mapping[str, Json]) -> tuple[Mapping[str, Json], bytes]:
    try:
        line = open_sealed(answer, [str(asked.get("age_identity"))])
    except VanHoaError as error:
        if error.code is ErrorCode.BUNDLE_TRUNCATED:
            raise
        raise VanHoaError(ErrorCode.RESET_ANSWER_INVALID, why="sealed for another") from error
    signed = verify_object(line, ANSWER_TYPE, ErrorCode.RESET_ANSWER_INVALID)
    if signed.content.get("request") != asked.get("request"):
        raise VanHoaError(ErrorCode.RESET_ANSWER_INVALID, why="another request")
    return signed.content, signed.signer
