"""Record and chain ids.

Random ones (UUIDv8, bound to the unit that makes them), and natural ones (UUIDv5) where a record
exists once per key. A chain's id is bound to the device that writes it.
"""

import hashlib
import unicodedata
from collections.abc import Mapping
from uuid import UUID, uuid5

from vanhoa_desktop import canonical
from vanhoa_desktop.domain.enums import LearningModel

_FROM_KEYS = 5  # the version of such UUIDs
_NAMESPACE = UUID("6f0d8d5e-3c1b-5b7e-9a55-35c0de2022ff")
_TIMESTAMP_BITS = 48
RECORD_RANDOM_BYTES = 10
CHAIN_RANDOM_BYTES = 5
_CHAIN_MARK = b"vh1"
_CHAIN_FREE_BYTES = len(_CHAIN_MARK) + CHAIN_RANDOM_BYTES
_CHAIN_SEAL_BYTES = 8
_BOUND_VERSION = 8
_SEAL_MASK = 0xFFFFFFFF


def new_record_id(timestamp_ms: int, random: bytes, maker: str) -> str:
    """A UUIDv8 from milliseconds since 1970 (any clock will do), 10 random bytes and a unit.

    Its last 32 bits are bound to the unit that makes it: a record that was begun by any other unit
    is told by its id alone.
    """
    stamp = timestamp_ms & ((1 << _TIMESTAMP_BITS) - 1)
    noise = int.from_bytes(random[:RECORD_RANDOM_BYTES], "big")
    number = (
        (stamp << 80)
        | (_BOUND_VERSION << 76)
        | (((noise >> 62) & 0xFFF) << 64)
        | (0b10 << 62)
        | (noise & ((1 << 62) - 1))
    )
    return str(UUID(int=number & ~_SEAL_MASK | _seal_of(number, maker)))


def is_made_by(record: str, unit: str) -> bool | None:
    """Whether a random id was made by this unit; None for ids that do not tell."""
    number = UUID(record).int
    if number >> 76 & 0xF != _BOUND_VERSION:
        return None
    return number & _SEAL_MASK == _seal_of(number, unit)


def _seal_of(number: int, unit: str) -> int:
    free = (number & ~_SEAL_MASK).to_bytes(16, "big")
    return int.from_bytes(hashlib.sha256(free + unit.encode()).digest()[:4], "big")


def new_chain_id(random: bytes, device: str) -> str:
    """A chain id: «vh1», 5 random bytes, and 8 by which the device (hex) is bound to them.

    Who does not hold a chain, as a restored office, would else have to believe whoever calls it his
    own first, and refuse the device that wrote it.
    """
    free = _CHAIN_MARK + random[:CHAIN_RANDOM_BYTES]
    return (free + _chain_seal(free, device)).hex()


def is_chain_of(chain: str, device: str) -> bool | None:
    """Whether a chain (32 hex digits) is this device's; None for ids that do not tell."""
    raw = bytes.fromhex(chain)
    if not raw.startswith(_CHAIN_MARK):
        return None
    return raw[_CHAIN_FREE_BYTES:] == _chain_seal(raw[:_CHAIN_FREE_BYTES], device)


def _chain_seal(free: bytes, device: str) -> bytes:
    return hashlib.sha256(free + bytes.fromhex(device)).digest()[:_CHAIN_SEAL_BYTES]


# The fields of a record that give its id, in their order (`natural_id`). Households are named by
# the unit that first wrote them, which is no field; the keys of what the office alone writes are
# its own affair.
NATURAL_KEYS: Mapping[str, tuple[str, ...]] = {
    "registration": ("person", "year"),
    "assessment": ("person", "year", "model"),
    "recognition": ("person", "year", "model"),
    "digital": ("person", "year"),
    "outside_title": ("person", "year"),
    "same_person": ("a", "b"),
}


def natural_id(kind: str, *parts: str | int) -> str:
    """The id of the one record of `kind` with this key.

    Parts are NFC and cannot run into each other.
    """
    key = [unicodedata.normalize("NFC", part) if isinstance(part, str) else part for part in parts]
    return str(uuid5(_NAMESPACE, canonical.encode([kind, *key]).decode("utf-8")))


def is_natural(record: str) -> bool:
    """Whether an id is made from a key."""
    return UUID(record).version == _FROM_KEYS


def cycle_id(year: int) -> str:
    """The cycle of a year."""
    return natural_id("cycle", year)


def criteria_id(sha256: str) -> str:
    """The criteria set with this content hash."""
    return natural_id("criteria", sha256)


def setting_id(key: str, valid_from: str) -> str:
    """The setting `key` as of a date."""
    return natural_id("setting", key, valid_from)


def household_id(unit: str, code: str) -> str:
    """The household with this code in a unit's register."""
    return natural_id("household", unit, code)


def registration_id(person: str, year: int) -> str:
    """A person's registration for a year."""
    return natural_id("registration", person, year)


def assessment_id(person: str, year: int, model: LearningModel) -> str:
    """A person's assessment in a year under a model."""
    return natural_id("assessment", person, year, model.value)


def recognition_id(person: str, year: int, model: LearningModel) -> str:
    """A person's title of a year under a model."""
    return natural_id("recognition", person, year, model.value)


def same_person_id(left: str, right: str) -> str:
    """The link of two records of one person, whichever is named first."""
    return natural_id("same_person", *sorted((left, right)))


def digital_id(person: str, year: int) -> str:
    """What is known of a person's digital skills in a year."""
    return natural_id("digital", person, year)


def training_id(unit: str, year: int) -> str:
    """The attendance of a unit's branch in a year."""
    return natural_id("training", unit, year)


def outside_title_id(person: str, year: int) -> str:
    """A person's title of a year from elsewhere."""
    return natural_id("outside_title", person, year)


def snapshot_id(sha256: str) -> str:
    """The snapshot with this content hash."""
    return natural_id("snapshot", sha256)


def sampled_sheet_id(sample: str, person: str) -> str:
    """A person's place in a drawn sample."""
    return natural_id("sampled_sheet", sample, person)
