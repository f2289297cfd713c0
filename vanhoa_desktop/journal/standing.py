"""Which changes of a record stand: not revoked, forked, voided or late (bundle.md §2.1)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from vanhoa_desktop.canonical import Json
from vanhoa_desktop.domain.enums import AssessmentStatus, NotStanding
from vanhoa_desktop.journal.change import CONTROL, Change, ChangeId, Op

# What the commune may say of where a record stands without judging it: that it is begun, sent, or
# taken in. None of these is news that an edit made elsewhere should have waited for.
_LEAVES_OPEN = frozenset(
    {
        AssessmentStatus.OPEN.value,
        AssessmentStatus.SUBMITTED.value,
        AssessmentStatus.RECEIVED.value,
    }
)


@dataclass(frozen=True, slots=True)
class Authority:
    """What the trust statements tell the fold.

    The commune's chains, and first bad seq of each revoked chain.
    """

    commune_chains: frozenset[str] = frozenset()
    cut_offs: Mapping[str, int] = field(default_factory=dict)


Past = Mapping[ChangeId, frozenset[ChangeId]]


def sets_values(change: Change, name: str) -> bool:
    """Whether a change sets this field (an erased one sets none)."""
    return change.body is not None and name in change.body.values


def is_closing(change: Change, held: Mapping[ChangeId, Change]) -> bool:
    """Whether a control of the commune makes what was written without knowing of it late.

    Judging does (returned, appraised, recognised, stopped …), moving to another unit, deleting and
    bringing back. Receiving a submission, or beginning a sheet for a unit, does not: the order in
    which the files of one unit's laptops are merged must decide nothing.
    """
    said = _control_of(change)
    if said is None or said["deleted"] or said["status"] not in _LEAVES_OPEN:
        return True
    bases = () if change.body is None else change.body.bases.get(CONTROL, ())
    before = [_control_of(held[base]) for base in bases if base in held]
    place = (said["unit"], said["deleted"])
    return any(old is not None and (old["unit"], old["deleted"]) != place for old in before)


def _control_of(change: Change) -> Mapping[str, Json] | None:
    value = change.body.values.get(CONTROL) if change.body is not None else None
    return value if isinstance(value, Mapping) else None


def causal_past(order: Sequence[Change]) -> dict[ChangeId, frozenset[ChangeId]]:
    """The causal past of each change within the held ones.

    `order` is by clock, so parents come first.
    """
    past: dict[ChangeId, frozenset[ChangeId]] = {}
    for change in order:
        seen: set[ChangeId] = set()
        for parent in change.parents:
            if parent in past:
                seen.add(parent)
                seen |= past[parent]
        past[change.id] = frozenset(seen)
    return past


def judge(order: Sequence[Change], authority: Authority) -> dict[ChangeId, NotStanding]:
    """The changes of one record that do not stand, and why.

    `order` is by (clock, chain, seq, id).
    """
    out = revoked_and_forked(order, authority)
    has_voids = any(change.header.op is Op.VOID for change in order)
    commune = authority.commune_chains
    has_commune_control = any(c.header.chain in commune and sets_values(c, CONTROL) for c in order)
    if has_voids or has_commune_control:
        _Judgement(order, authority, out).complete()
    return out


def revoked_and_forked(
    order: Sequence[Change], authority: Authority
) -> dict[ChangeId, NotStanding]:
    """The changes of one record past a cut-off or on a forked chain: they do not stand anywhere."""
    places: dict[tuple[str, int], set[ChangeId]] = defaultdict(set)
    for change in order:
        places[change.header.chain, change.header.seq].add(change.id)
    forks: dict[str, int] = {}
    for (chain, seq), ids in places.items():
        if len(ids) > 1:
            forks[chain] = min(seq, forks.get(chain, seq))
    out: dict[ChangeId, NotStanding] = {}
    if not forks and not authority.cut_offs:
        return out
    for change in order:
        chain, seq = change.header.chain, change.header.seq
        if seq >= authority.cut_offs.get(chain, seq + 1):
            out[change.id] = NotStanding.REVOKED
        elif seq >= forks.get(chain, seq + 1):
            out[change.id] = NotStanding.FORKED
    return out


class _Judgement:
    """Voids and lateness, which need the causal past."""

    def __init__(
        self, order: Sequence[Change], authority: Authority, out: dict[ChangeId, NotStanding]
    ) -> None:
        self._order = order
        self._commune = authority.commune_chains
        self._out = out
        self._held = {change.id: change for change in order}
        self._voided: set[ChangeId] = set()

    def complete(self) -> None:
        """The commune's voids, then lateness, then the units' voids: a late void has no effect."""
        self._apply_voids(by_commune=True)
        self._mark_late()
        self._apply_voids(by_commune=False)
        for change_id in self._voided:
            self._out.setdefault(change_id, NotStanding.VOIDED)

    def _apply_voids(self, *, by_commune: bool) -> None:
        """Newest first: a void that is itself voided has no effect."""
        for change in reversed(self._order):
            if (
                change.header.op is Op.VOID
                and (change.header.chain in self._commune) == by_commune
                and change.id not in self._voided
                and change.id not in self._out
            ):
                self._voided |= self._held.keys() & change.header.names

    def _mark_late(self) -> None:
        controls = [
            change
            for change in self._order
            if change.header.chain in self._commune
            and sets_values(change, CONTROL)
            and change.id not in self._voided
            and change.id not in self._out
            and is_closing(change, self._held)
        ]
        if not controls:
            return
        past = causal_past(self._order)
        covered: set[ChangeId] = set()
        for control in controls:
            for change_id in self._held.keys() & control.header.covers:
                covered |= {change_id} | past[change_id]
        control_ids = {control.id for control in controls}
        for change in self._order:
            is_judged = change.id in self._out or change.id in self._voided or change.id in covered
            if (
                change.header.chain not in self._commune
                and not is_judged
                and not control_ids <= past[change.id]
            ):
                self._out[change.id] = NotStanding.LATE
