"""Which changes of a record stand: not revoked, not of a former office, forked and so on.

The rules: bundle.md §2.1, docs/bundle-format.md §7.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress

from vanhoa_desktop.canonical import Json
from vanhoa_desktop.domain.enums import NotStanding
from vanhoa_desktop.domain.sheet_lifecycle import NOT_JUDGED
from vanhoa_desktop.journal.causes import Causes
from vanhoa_desktop.journal.change import CONTROL, Change, ChangeId, Op
from vanhoa_desktop.journal.claims import Claims, Places, subject_of
from vanhoa_desktop.journal.identity import is_made_by
from vanhoa_desktop.journal.kinds import is_of_office


@dataclass(frozen=True, slots=True)
class Authority:
    """What the trust statements tell the fold, and where people belong.

    The commune's chains, the first bad seq of each revoked chain, the unit of each chain that a
    unit's device writes, the places of people (None: not known here, then nobody is judged by
    them), and of each chain of a former office the first seq past its term.
    """

    commune_chains: frozenset[str] = frozenset()
    cut_offs: Mapping[str, int] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    places: Places | None = field(default=None, compare=False)
    terms: Mapping[str, int] = field(default_factory=dict)


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
    if said is None or said["deleted"] or said["status"] not in NOT_JUDGED:
        return True
    bases = () if change.body is None else change.body.bases.get(CONTROL, ())
    before = [_control_of(held[base]) for base in bases if base in held]
    place = (said["unit"], said["deleted"])
    return any(old is not None and (old["unit"], old["deleted"]) != place for old in before)


def _control_of(change: Change) -> Mapping[str, Json] | None:
    value = change.body.values.get(CONTROL) if change.body is not None else None
    return value if isinstance(value, Mapping) else None


def _unit_of(control: Change) -> str:
    said = _control_of(control)
    return "" if said is None else str(said["unit"])


def _bits(truths: Iterable[bool]) -> int:
    """A number whose bit n is the truth at place n."""
    return sum(1 << place for place, truth in enumerate(truths) if truth)


def judge(order: Sequence[Change], authority: Authority) -> dict[ChangeId, NotStanding]:
    """The changes of one record that do not stand, and why.

    `order` is by (clock, chain, seq, id).
    """
    out = set_aside(order, authority)
    has_voids = any(change.header.op is Op.VOID for change in order)
    commune = authority.commune_chains
    has_commune_control = any(c.header.chain in commune and sets_values(c, CONTROL) for c in order)
    if has_voids or has_commune_control or _may_be_claimed(order, authority):
        _Judgement(order, authority, out).complete()
    return out


def _may_be_claimed(order: Sequence[Change], authority: Authority) -> bool:
    """Whether somebody may call the record his own who had no right to begin it."""
    writers = {authority.units.get(change.header.chain) for change in order} - {None}
    return bool(writers) and (
        any(is_made_by(order[0].header.record, unit) is False for unit in writers if unit)
        or (authority.places is not None and subject_of(order) is not None)
    )


def set_aside(order: Sequence[Change], authority: Authority) -> dict[ChangeId, NotStanding]:
    """The changes of one record that do not stand anywhere, whatever else is held.

    Past a cut-off, on a forked chain, or the word of an office that was none any more: what an
    older copy of its folder says that was put back, or whoever left the office with its keys.
    """
    forks = _forks(order, authority)
    out: dict[ChangeId, NotStanding] = {}
    if not forks and not authority.cut_offs and not authority.terms:
        return out
    for change in order:
        chain, seq = change.header.chain, change.header.seq
        if seq >= authority.cut_offs.get(chain, seq + 1):
            out[change.id] = NotStanding.REVOKED
        elif _is_past_term(change, authority.terms):
            out[change.id] = NotStanding.FORMER_OFFICE
        elif seq >= forks.get(chain, seq + 1):
            out[change.id] = NotStanding.FORKED
    return out


def _forks(order: Sequence[Change], authority: Authority) -> dict[str, int]:
    """The first place of each chain at which two changes of the record lie.

    What the commune took back makes no fork: else whoever wrote twins of what others built on would
    have emptied it for good, though his file was undone.
    """
    forks = _twins(order)
    if not forks:
        return forks
    taken_back: set[ChangeId] = set()
    for change in reversed(order):
        header = change.header
        is_communes_void = header.op is Op.VOID and header.chain in authority.commune_chains
        is_good = header.seq < authority.cut_offs.get(header.chain, header.seq + 1)
        if is_communes_void and is_good and header.chain not in forks:
            taken_back.update(() if change.id in taken_back else header.names)
    return _twins(change for change in order if change.id not in taken_back)


def _twins(changes: Iterable[Change]) -> dict[str, int]:
    places: dict[tuple[str, int], set[ChangeId]] = defaultdict(set)
    for change in changes:
        places[change.header.chain, change.header.seq].add(change.id)
    first: dict[str, int] = {}
    for (chain, seq), ids in places.items():
        if len(ids) > 1:
            first[chain] = min(seq, first.get(chain, seq))
    return first


def _is_past_term(change: Change, terms: Mapping[str, int]) -> bool:
    """Whether a former office wrote this when it was none any more, and only the office may."""
    header = change.header
    return header.seq >= terms.get(header.chain, header.seq + 1) and _is_offices(change)


def _is_offices(change: Change) -> bool:
    """Whether only the office may write such a change."""
    return change.header.op is Op.ERASE or is_of_office(change.header.kind)


class _Judgement:
    """Voids, claims and lateness, which need the causes of the changes."""

    def __init__(
        self, order: Sequence[Change], authority: Authority, out: dict[ChangeId, NotStanding]
    ) -> None:
        self._order = order
        self._authority = authority
        self._commune = authority.commune_chains
        self._out = out
        self._held = {change.id: change for change in order}
        self._causes = Causes(order)
        self._voided: set[ChangeId] = set()

    def complete(self) -> None:
        """The commune's voids, claims, lateness, then the units' voids: a late void is none."""
        self._apply_voids(by_commune=True)
        # What the commune took back asks nobody, though it was forked or a stopped laptop's.
        self._out |= dict.fromkeys(self._voided, NotStanding.VOIDED)
        controls = [change for change in self._counting() if self._is_control_of_commune(change)]
        self._keep_taken_in(controls)
        self._mark_claims(controls)
        self._mark_late(controls)
        self._apply_voids(by_commune=False)
        for change_id in self._voided:
            self._out.setdefault(change_id, NotStanding.VOIDED)

    def _keep_taken_in(self, controls: Iterable[Change]) -> None:
        """What the commune judged or moved stays as it was, though its writer forked it since.

        A laptop could else empty what is another unit's by now, or was recognised: it would only
        have to write its own old changes once more, at the places where they lie.
        """
        if NotStanding.FORKED not in self._out.values():
            return
        for change_id in self._causes.before(i for c in controls for i in c.header.covers):
            is_units = self._held[change_id].header.chain not in self._commune
            if is_units and self._out.get(change_id) is NotStanding.FORKED:
                del self._out[change_id]

    def _counting(self) -> list[Change]:
        return [c for c in self._order if c.id not in self._out and c.id not in self._voided]

    def _judged(self, controls: Iterable[Change]) -> list[Change]:
        """What units wrote and these controls of the commune have not taken in."""
        covered = self._causes.before(i for control in controls for i in control.header.covers)
        return [
            change
            for change in self._counting()
            if change.header.chain not in self._commune and change.id not in covered
        ]

    def _is_control_of_commune(self, change: Change) -> bool:
        return change.header.chain in self._commune and sets_values(change, CONTROL)

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

    def _mark_late(self, controls: Sequence[Change]) -> None:
        """What was written without knowing of a control that closes, or that names another unit."""
        if not controls:
            return
        seen = self._causes.seen([control.id for control in controls])
        closes = [is_closing(control, self._held) for control in controls]
        needed_by_all = _bits(closes)
        closing = list(compress(controls, closes))
        needed: dict[str, int] = {}
        for change in self._judged(closing):
            unit = self._authority.units.get(change.header.chain, "")
            if unit not in needed:
                others = _bits(bool(unit) and _unit_of(control) != unit for control in controls)
                needed[unit] = needed_by_all | others
            if needed[unit] & ~seen[change.id]:
                self._out[change.id] = NotStanding.LATE

    def _mark_claims(self, controls: Sequence[Change]) -> None:
        """What a unit calls its own on no word but its own, and had no right to begin."""
        said = {change.id for change in self._order if self._is_control_of_commune(change)}
        vouched = self._causes.after(said)
        units = self._authority.units
        alone = [
            (change, units[change.header.chain])
            for change in self._judged(controls)
            if change.header.chain in units and change.id not in vouched
        ]
        if not alone:
            return
        claims = Claims(self._order, self._authority.places)
        foreign = {unit: claims.is_foreign(unit) for _, unit in alone}
        late = {unit: not foreign[unit] and claims.is_late(unit) for unit in foreign}
        for change, unit in alone:
            if foreign[unit]:
                self._out[change.id] = NotStanding.FOREIGN
            elif late[unit]:
                self._out[change.id] = NotStanding.LATE
