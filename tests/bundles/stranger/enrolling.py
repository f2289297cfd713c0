"""How a device comes in: its request, and the commune's invite (section 5 of the page)."""

import base64
import hashlib
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pyrage import x25519

from tests.bundles.stranger.archive import opened
from tests.bundles.stranger.held import Held
from tests.bundles.stranger.plain import canonical, parsed
from tests.bundles.stranger.reader import take_file
from tests.bundles.stranger.trust import verified


@dataclass(frozen=True)
class Applicant:
    """A device with keys of its own that asks to be enrolled."""

    seed: bytes
    identity: str
    chain: str
    nonce: str
    officer: str
    role: str
    unit_name: str

    @property
    def recipient(self) -> str:
        """The key that files for it are sealed for."""
        return str(x25519.Identity.from_str(self.identity).to_public())

    def request(self) -> bytes:
        """Its request."""
        key = Ed25519PrivateKey.from_private_bytes(self.seed)
        said = self._said()
        line = {
            "key": key.public_key().public_bytes_raw().hex(),
            "object": said,
            "sig": key.sign(canonical(said)).hex(),
        }
        return canonical(line)

    def request_id(self) -> str:
        """The id of its request."""
        return hashlib.sha256(canonical(self._said())).hexdigest()

    def fingerprint(self) -> str:
        """What is read out of its request."""
        return fingerprint(bytes.fromhex(self.request_id()))

    def accept(self, invite: bytes, read_out: str) -> Held:
        """What it holds when it has taken the invite in; `read_out`: the commune's fingerprint."""
        line = parsed(opened(invite, [self.identity]))
        root, said = bytes.fromhex(line["key"]), line["object"]
        assert verified(root, bytes.fromhex(line["sig"]), canonical(said))
        assert fingerprint(root) == "".join(read_out.split())
        assert (said["type"], said["request"]) == ("vanhoa/invite/1", self.request_id())
        bundle = base64.b64decode(said["bundle"], validate=True)
        statements = {text.encode() for text in said["statements"]}
        held = Held(said["commune"], "", root, [self.identity], statements)
        key = Ed25519PrivateKey.from_private_bytes(self.seed).public_key().public_bytes_raw()
        held.unit = held.trust.devices[hashlib.sha256(key).hexdigest()].unit
        take_file(bundle, held)
        return held

    def _said(self) -> dict[str, Any]:
        return {
            "chain": self.chain,
            "nonce": self.nonce,
            "officer": self.officer,
            "recipient": self.recipient,
            "role": self.role,
            "type": "vanhoa/enrol-request/1",
            "unit_name": self.unit_name,
        }


def fingerprint(raw: bytes) -> str:
    """24 digits of 32 bytes."""
    number = int.from_bytes(hashlib.sha256(raw).digest()[:10], "big") % 10**24
    return f"{number:024d}"
