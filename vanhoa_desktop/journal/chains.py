"""Checks on runs of changes: continuity of chains, and clocks that cannot be inflated."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.journal.change import GENESIS, Change, ChangeId


@dataclass(frozen=True, slots=True)
class HeldPlace:
    """What the receiver holds of a chain: its last seq and that change's id."""

    seq: int
    id: ChangeId


NOTHING_HELD = HeldPlace(0, GENESIS)


def check_run(
    run: list[Change], held_id_at: Callable[[int], ChangeId | None], held: HeldPlace
) -> bool:
    """Check that `run` is one chain's unbroken run that joins what is held.

    True if it forks from what is held.

    Raises BUNDLE_GAP if changes are missing in between, BUNDLE_TAMPERED if the run does not hang
    together.
    """
    first = run[0].header
    if first.seq > held.seq + 1:
        raise VanHoaError(
            ErrorCode.BUNDLE_GAP, chain=first.chain, expected=held.seq + 1, found=first.seq
        )
    before, seq = first.prev, first.seq
    if (seq == 1) != (before == GENESIS):
        raise VanHoaError(ErrorCode.BUNDLE_TAMPERED, part=f"chain {first.chain}:{seq}")
    for change in run:
        if (
            change.header.seq != seq
            or change.header.prev != before
            or change.header.chain != first.chain
        ):
            raise VanHoaError(ErrorCode.BUNDLE_TAMPERED, part=f"chain {first.chain}:{seq}")
        before, seq = change.id, seq + 1
    joins = first.seq == 1 or held_id_at(first.seq - 1) == first.prev
    return not joins or any(
        held_id_at(c.header.seq) not in {None, c.id} for c in run if c.header.seq <= held.seq
    )


def check_clocks(changes: Iterable[Change], clock_of: Mapping[ChangeId, int]) -> None:
    """Raise BUNDLE_INVALID_CHANGE unless each clock is exactly 1 + the greatest of those named.

    And the one before.

    `clock_of` knows the changes held and those in the bundle; naming any other is refused. The
    change before is not always here (a down-bundle carries parts of chains): then the clock must
    only be greater than those named.
    """
    for change in changes:
        header = change.header
        try:
            named = max((clock_of[i] for i in change.parents), default=0)
        except KeyError as error:
            raise VanHoaError(
                ErrorCode.BUNDLE_INVALID_CHANGE,
                record=header.record,
                field="",
                why="names an unknown change",
            ) from error
        previous = 0 if header.prev == GENESIS else clock_of.get(header.prev)
        is_right = (
            header.clock > named if previous is None else header.clock == 1 + max(named, previous)
        )
        if not is_right:
            raise VanHoaError(
                ErrorCode.BUNDLE_INVALID_CHANGE, record=header.record, field="", why="clock"
            )
