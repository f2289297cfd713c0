"""What is fuzzed: every stage of the opener behind age. Anything but a refusal is a find."""

from dataclasses import dataclass
from random import Random

from tests.bundles.hostile.forging import Draft
from tests.fuzz.mutations import mutated_archive
from vanhoa_desktop.bundles.held_state import HeldState
from vanhoa_desktop.bundles.opening import (
    check_all_rights,
    check_chains,
    check_hashes,
    read_trust,
    unpack,
    verify_manifest,
)
from vanhoa_desktop.bundles.stages import Decrypted
from vanhoa_desktop.errors import VanHoaError
from vanhoa_desktop.texts.errors.catalogue import sentence

LET_IN = "let in"


@dataclass(frozen=True)
class Target:
    """A receiver, and the honest bundles that mutations start from."""

    held: HeldState
    drafts: tuple[Draft, ...]

    def open(self, archive: bytes) -> str:
        """The code of the refusal, or LET_IN; any other exception passes through."""
        try:
            verified = verify_manifest(read_trust(unpack(Decrypted(archive)), self.held), self.held)
            check_all_rights(check_chains(check_hashes(verified), self.held), self.held)
        except VanHoaError as refused:
            sentence(refused)
            return refused.code.value
        return LET_IN

    def try_one(self, chance: Random) -> tuple[bytes, str]:
        """One mutated archive and what became of it."""
        archive = mutated_archive(chance.choice(self.drafts), chance)
        return archive, self.open(archive)
