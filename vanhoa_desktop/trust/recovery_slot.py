"""The recovery slot of a device's keys: the same master key, sealed for the commune.

The commune can open it with its recovery identity, which lies with the root key and in the recovery
file: that is how a backup is opened when the officer's passphrase is lost or unknown, and how the
forgotten passphrase of a village is replaced (office-practice.md F27).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from vanhoa_desktop import canonical
from vanhoa_desktop.canonical import Json
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.files import write_atomically
from vanhoa_desktop.trust.envelope import open_sealed, seal
from vanhoa_desktop.trust.keyring import DEVICE_FILE, DeviceSecrets, device_secrets_in
from vanhoa_desktop.trust.sealed_file import (
    MASTER_BYTES,
    load_sealed,
    open_secrets,
    open_slot,
    read_sealed,
    to_raw,
    to_text,
)

SLOT_TYPE = "vanhoa/recovery-slot/1"
_RECOVERY = "recovery"


@dataclass(frozen=True, slots=True)
class RecoveryRecipient:
    """For whom a slot is sealed: the recovery key of a commune, as a root statement numbers it."""

    commune: str
    recipient: str
    number: int


@dataclass(frozen=True, slots=True)
class RecoveredMaster:
    """What a recovery slot holds: of which device of which commune, and its master key."""

    commune: str
    device: str
    master: bytes = field(repr=False)


def sealed_for(path: Path) -> int:
    """The number of the recovery key that the keys at `path` are sealed for; 0 for none."""
    slot = load_sealed(path, DEVICE_FILE).get(_RECOVERY)
    number = slot.get("number") if isinstance(slot, Mapping) else 0
    return number if isinstance(number, int) else 0


def seal_for_recovery(
    path: Path, passphrase: str, device: str, recipient: RecoveryRecipient
) -> None:
    """Add or replace the recovery slot of the keys at `path`; raises PASSPHRASE_WRONG."""
    content = load_sealed(path, DEVICE_FILE)
    master, _ = open_slot(content, DEVICE_FILE, passphrase)
    inside: Json = {
        "commune": recipient.commune,
        "device": device,
        "master": to_text(master),
        "type": SLOT_TYPE,
    }
    box = seal(canonical.encode(inside), [recipient.recipient])
    slot: Json = {"box": to_text(box), "number": recipient.number}
    write_atomically(path, canonical.encode({**content, _RECOVERY: slot}), is_own=True)


def recovery_box(path: Path) -> bytes:
    """The sealed slot of the keys at `path`; raises RECOVERY_SLOT_MISSING."""
    return _box_in(load_sealed(path, DEVICE_FILE))


def open_recovery_box(box: bytes, identities: Sequence[str]) -> RecoveredMaster:
    """What a slot holds; raises RECOVERY_SLOT_MISSING if it was sealed for another key."""
    try:
        inside = canonical.decode(open_sealed(box, identities))
    except VanHoaError as error:
        raise VanHoaError(ErrorCode.RECOVERY_SLOT_MISSING) from error
    if not isinstance(inside, Mapping) or inside.get("type") != SLOT_TYPE:
        raise VanHoaError(ErrorCode.RECOVERY_SLOT_MISSING)
    master = to_raw(inside.get("master"))
    if len(master) != MASTER_BYTES:
        raise VanHoaError(ErrorCode.RECOVERY_SLOT_MISSING)
    return RecoveredMaster(str(inside.get("commune")), str(inside.get("device")), master)


def recover_device_secrets(keys: bytes, identities: Sequence[str]) -> DeviceSecrets:
    """The secrets in the bytes of a keys file, by its recovery slot.

    Raises RECOVERY_SLOT_MISSING or STORE_DAMAGED.
    """
    content = read_sealed(keys, DEVICE_FILE, "keys")
    opened = open_recovery_box(_box_in(content), identities)
    return device_secrets_in(open_secrets(content, DEVICE_FILE, opened.master))


def _box_in(content: Mapping[str, Json]) -> bytes:
    slot = content.get(_RECOVERY)
    if not isinstance(slot, Mapping):
        raise VanHoaError(ErrorCode.RECOVERY_SLOT_MISSING)
    return to_raw(slot.get("box"))
