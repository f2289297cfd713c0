"""Waymarks: the office's signed word that it has written up to a place of its chain.

It goes with every file down, and comes back with every file up. So an office whose store went back
to an older state sees its own signature under a place that it does not hold, and nobody else can
make it believe that.
"""

from vanhoa_desktop import canonical
from vanhoa_desktop.bundles.manifest import Waymark
from vanhoa_desktop.trust.keys import SIGNATURE_BYTES, SigningKey, verifies

WAYMARK_TYPE = "vanhoa/waymark/1"


def make_waymark(commune: str, chain: str, seq: int, change: str, key: SigningKey) -> Waymark:
    """The waymark for a place: the last change that the office wrote; `change` in hex."""
    return Waymark(chain, seq, change, key.sign(_signed(commune, chain, seq, change)).hex())


def is_signed_by(waymark: Waymark, commune: str, public: bytes) -> bool:
    """Whether a waymark of this commune was signed with this key."""
    signature = bytes.fromhex(waymark.signature)
    encoded = _signed(commune, waymark.chain, waymark.seq, waymark.id)
    return len(signature) == SIGNATURE_BYTES and verifies(public, signature, encoded)


def _signed(commune: str, chain: str, seq: int, change: str) -> bytes:
    return canonical.encode(
        {"chain": chain, "commune": commune, "id": change, "seq": seq, "type": WAYMARK_TYPE}
    )
