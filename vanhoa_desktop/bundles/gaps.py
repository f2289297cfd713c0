"""What a bundle that came too early waits for, so that it is opened again only when that came.

Opening a large file takes seconds. A laptop in bad hands can leave many that wait for what never
comes, and every later merge would open them all.
"""

from typing import Annotated, Self

import msgspec

from vanhoa_desktop.bundles.held_state import HeldState
from vanhoa_desktop.errors import VanHoaError
from vanhoa_desktop.journal.change import Op

_HexId = Annotated[str, msgspec.Meta(pattern="^([0-9a-f]{64})?$")]


class Gap(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What was missing, as BUNDLE_GAP said it.

    One of: the change `missing` (hex); word that the record `erased` was erased; a change at place
    `expected` of `chain`; or, with all of these empty, the numbered down-bundle `expected`.
    `statements`: how many trust statements were held then. A new one may change whom the file is
    from and who vouches for it, so then it is opened again whatever is missing.
    """

    statements: int
    chain: str
    expected: int
    missing: _HexId = ""
    erased: str = ""

    @classmethod
    def of(cls, error: VanHoaError, held: HeldState) -> Self:
        """The gap that a refusal with BUNDLE_GAP speaks of."""
        facts = {name: error.facts[name] for name in cls.__struct_fields__ if name in error.facts}
        return msgspec.convert({**facts, "statements": len(held.statements)}, cls)

    @classmethod
    def decoded(cls, encoded: bytes) -> Self | None:
        """What `encoded` made; None for anything else."""
        try:
            return msgspec.json.decode(encoded, type=cls)
        except msgspec.MsgspecError:
            return None

    def encoded(self) -> bytes:
        """As it is kept beside the file."""
        return msgspec.json.encode(self)

    def may_be_filled(self, held: HeldState) -> bool:
        """Whether what was missing is held now, so that the file is worth opening."""
        if len(held.statements) != self.statements:
            return True
        if self.missing:
            return bool(held.clocks([bytes.fromhex(self.missing)]))
        if self.erased:
            known = held.changes_of([self.erased]).get(self.erased, ())
            return any(change.header.op is Op.ERASE for change in known)
        if self.chain:
            return bool(held.ids_at(self.chain, self.expected))
        return held.last_down_merged() >= self.expected
