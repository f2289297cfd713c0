"""Waymarks: the office's signed word that it has written up to a place of its chain.

It goes with every file down, and comes back with every file up. So an office whose store went back
to an older state sees its own signature under a place that it does not hold, and nobody else can
make it believe that.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from vanhoa_desktop import canonical
from vanhoa_desktop.bundles.manifest_fields import (
    CHAIN,
    SHA,
    SIGNATURE,
    count_in,
    list_in,
    object_in,
    refuse,
    text_in,
)
from vanhoa_desktop.canonical import Json
from vanhoa_desktop.trust.keys import SIGNATURE_BYTES, SigningKey, verifies

WAYMARK_TYPE = "vanhoa/waymark/1"
MAX_WAYMARKS = 100
_PART = "waymarks"


@dataclass(frozen=True, slots=True)
class Waymark:
    """A place in a chain of the office, its last when it signed this; id and signature in hex."""

    chain: str
    seq: int
    id: str
    signature: str


def make_waymark(commune: str, chain: str, seq: int, change: str, key: SigningKey) -> Waymark:
    """The waymark for a place: the last change that the office wrote; `change` in hex."""
    return Waymark(chain, seq, change, key.sign(_signed(commune, chain, seq, change)).hex())


def is_signed_by(waymark: Waymark, commune: str, public: bytes) -> bool:
    """Whether a waymark of this commune was signed with this key."""
    signature = bytes.fromhex(waymark.signature)
    encoded = _signed(commune, waymark.chain, waymark.seq, waymark.id)
    return len(signature) == SIGNATURE_BYTES and verifies(public, signature, encoded)


def encode_waymarks(waymarks: Iterable[Waymark]) -> list[Json]:
    """As they stand in a manifest, and in a request for new keys."""
    return [
        {"chain": r.chain, "id": r.id, "seq": r.seq, "signature": r.signature} for r in waymarks
    ]


def decode_waymarks(value: Json) -> tuple[Waymark, ...]:
    """Waymarks as `encode_waymarks` wrote them, sorted by chain; raises BUNDLE_TAMPERED."""
    found = tuple(_waymark(item) for item in list_in(value, _PART))
    chains = [waymark.chain for waymark in found]
    if chains != sorted(set(chains)) or len(found) > MAX_WAYMARKS:
        refuse(_PART)
    return found


def _waymark(value: Json) -> Waymark:
    table = object_in(value, {"chain", "id", "seq", "signature"}, _PART)
    return Waymark(
        text_in(table["chain"], CHAIN, _PART),
        count_in(table["seq"], 1, _PART),
        text_in(table["id"], SHA, _PART),
        text_in(table["signature"], SIGNATURE, _PART),
    )


def _signed(commune: str, chain: str, seq: int, change: str) -> bytes:
    return canonical.encode(
        {"chain": chain, "commune": commune, "id": change, "seq": seq, "type": WAYMARK_TYPE}
    )
