"""Receipts: the office's signed word that it has written up to a place of its chain.

It goes with every file down, and comes back with every file up. So an office whose store went back
to an older state sees its own signature under a place that it does not hold, and nobody else can
make it believe that.
"""

from vanhoa_desktop import canonical
from vanhoa_desktop.bundles.manifest import Receipt
from vanhoa_desktop.trust.keys import SIGNATURE_BYTES, SigningKey, verifies

RECEIPT_TYPE = "vanhoa/receipt/1"


def make_receipt(commune: str, chain: str, seq: int, change: str, key: SigningKey) -> Receipt:
    """The receipt for a place: the last change that the office wrote; `change` in hex."""
    return Receipt(chain, seq, change, key.sign(_signed(commune, chain, seq, change)).hex())


def is_signed_by(receipt: Receipt, commune: str, public: bytes) -> bool:
    """Whether a receipt of this commune was signed with this key."""
    signature = bytes.fromhex(receipt.signature)
    encoded = _signed(commune, receipt.chain, receipt.seq, receipt.id)
    return len(signature) == SIGNATURE_BYTES and verifies(public, signature, encoded)


def _signed(commune: str, chain: str, seq: int, change: str) -> bytes:
    return canonical.encode(
        {"chain": chain, "commune": commune, "id": change, "seq": seq, "type": RECEIPT_TYPE}
    )
