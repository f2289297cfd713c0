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


# How far the clock of an erased change may be ahead of all that is known. No commune writes so many
# changes; and whoever leaps on and on needs thousands of files before the numbers end.
MAX_CLOCK_LEAP = 100_000_000
NOTHING_HELD = HeldPlace(0, GENESIS)


def check_run(
    run: list[Change], held_id_at: Callable[[int], ChangeId | None], held: HeldPlace
) -> bool:
    """Check that `run` is one chain's unbroken run that joins what is held.

    True if it forks: from what is held, or within itself (a device that was cloned hands on both
    branches once it has heard of the other).

    Raises BUNDLE_GAP if changes are missing in between, BUNDLE_TAMPERED if the run does not hang
    together.
    """
    first = run[0].header
    if first.seq > held.seq + 1:
        raise VanHoaError(
            ErrorCode.BUNDLE_GAP, chain=first.chain, expected=held.seq + 1, found=first.seq
        )
    _check_links(run)
    before = {change.header.prev for change in run if change.header.seq == first.seq}
    joins = first.seq == 1 or before == {held_id_at(first.seq - 1)}
    has_twins = len({change.header.seq for change in run}) < len(run)
    known = [change for change in run if change.header.seq <= held.seq]
    # Each change names the one before: where the last known one is ours, all before it are.
    differs = any(held_id_at(c.header.seq) not in {None, c.id} for c in known[-1:])
    return not joins or has_twins or differs


def _check_links(run: list[Change]) -> None:
    """Each change follows one at the place before it; only the first place follows what is held."""
    first = run[0].header
    here: set[ChangeId] = set()
    earlier: set[ChangeId] = set()
    seq = first.seq
    for change in run:
        header = change.header
        if header.seq == seq + 1:
            earlier, here, seq = here, set(), header.seq
        follows = (header.prev == GENESIS) if seq == 1 else (header.prev != GENESIS)
        is_linked = seq == first.seq or header.prev in earlier
        if header.chain != first.chain or header.seq != seq or not (follows and is_linked):
            raise VanHoaError(ErrorCode.BUNDLE_TAMPERED, part=f"chain {first.chain}:{seq}")
        here.add(change.id)


def check_clocks(changes: Iterable[Change], clock_of: Mapping[ChangeId, int]) -> None:
    """Raise BUNDLE_INVALID_CHANGE unless each clock is exactly 1 + the greatest of those named.

    And the one before.

    `clock_of` knows the changes held and those in the bundle. What names any other is no fault of
    its author's: the receiver lacks something (it was rebuilt, perhaps), so BUNDLE_GAP. The
    change before is not always here (a down-bundle carries parts of chains), and a change that was
    erased does not say any more what it replaced: then the clock must only be greater than all
    that is known, and not so great that soon nobody could write a greater one.
    """
    for change in changes:
        header = change.header
        for parent in change.parents:
            if parent not in clock_of:
                raise VanHoaError(
                    ErrorCode.BUNDLE_GAP,
                    chain=header.chain,
                    expected=0,
                    found=header.seq,
                    missing=parent.hex(),
                )
        named = max((clock_of[i] for i in change.parents), default=0)
        previous = 0 if header.prev == GENESIS else clock_of.get(header.prev)
        least = 1 + max(named, previous or 0)
        is_all_known = previous is not None and change.body is not None
        is_leap = header.clock > least + MAX_CLOCK_LEAP
        if header.clock < least or is_leap or (is_all_known and header.clock != least):
            raise VanHoaError(
                ErrorCode.BUNDLE_INVALID_CHANGE, record=header.record, field="", why="clock"
            )
