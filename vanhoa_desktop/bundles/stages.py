"""The stages of opening a bundle (bundle.md §5), each a value that only the stage before can make.

`opening` makes them; whoever takes what was opened needs the last one alone, `Admissible`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from vanhoa_desktop.bundles.manifest import Manifest
from vanhoa_desktop.bundles.witness import Vouched
from vanhoa_desktop.bundles.zip_structure import ZipEntry
from vanhoa_desktop.journal.change import Change, ChangeId
from vanhoa_desktop.trust.trust_view import TrustedDevice, TrustView


@dataclass(frozen=True, slots=True)
class Decrypted:
    """Stage 1: the archive, in memory."""

    archive: bytes


@dataclass(frozen=True, slots=True)
class Unpacked:
    """Stage 2: a well-formed archive.

    Only what is needed to know the sender is unpacked; the rest when the signature was found true.
    """

    manifest: bytes
    signature: bytes
    trust: bytes
    entries: Mapping[str, ZipEntry]


@dataclass(frozen=True, slots=True)
class TrustRead:
    """Stage 3: the statements that came along, and the view that they and the held ones give."""

    archive: Unpacked
    statements: tuple[bytes, ...]
    view: TrustView


@dataclass(frozen=True, slots=True)
class Verified:
    """Stage 4.

    A manifest of a known, current sender, with a signature that holds, addressed to us.
    """

    stage: TrustRead
    manifest: Manifest
    manifest_bytes: bytes
    signature: bytes
    sender: TrustedDevice


@dataclass(frozen=True, slots=True)
class Intact:
    """Stage 5: every entry is as the manifest says."""

    stage: Verified
    changes_file: bytes
    witness_file: bytes
    evidence: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Chained:
    """Stage 6: changes whose ids, chains and clocks hold together."""

    stage: Verified
    changes: tuple[Change, ...]
    evidence: Mapping[str, bytes]
    forked_chains: frozenset[str]
    is_answer: bool
    vouched: Vouched


@dataclass(frozen=True, slots=True)
class Admissible:
    """Stage 7: what may be merged.

    `is_answer`: a unit's answer to a restored office, or a part of one. `vouched`: the changes that
    an office vouches for in it; in the last part all that the unit ever got from one.
    `told_by_author`: those changes inside that the unit got from the very device that wrote them.
    """

    id: str
    manifest: Manifest
    manifest_bytes: bytes
    signature: bytes
    statements: tuple[bytes, ...]
    view: TrustView
    changes: tuple[Change, ...]
    evidence: Mapping[str, bytes]
    forked_chains: frozenset[str]
    is_answer: bool
    vouched: frozenset[ChangeId]
    told_by_author: frozenset[ChangeId]

    @property
    def owners(self) -> dict[str, str]:
        """The device of each chain inside."""
        return {chain: run.device for chain, run in self.manifest.chains.items()}
