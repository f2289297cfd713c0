"""Rights of every change in a bundle, judged from its causal past.

Held changes and those in the bundle.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import NoReturn

from vanhoa_desktop.bundles.held_state import HeldState
from vanhoa_desktop.canonical import Json
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.journal.causes import Causes
from vanhoa_desktop.journal.change import CONTROL, Change, ChangeId, Op
from vanhoa_desktop.journal.identity import is_made_by
from vanhoa_desktop.journal.rights import (
    Past,
    WriterRole,
    check_aside,
    check_change,
    check_erased,
    check_stripped,
)
from vanhoa_desktop.journal.standing import Authority, set_aside, sets_values
from vanhoa_desktop.trust.trust_view import TrustView


def check_rights(
    changes: Sequence[Change], owners: Mapping[str, str], view: TrustView, held: HeldState
) -> None:
    """Raise BUNDLE_OUT_OF_SCOPE or BUNDLE_INVALID_CHANGE for the first change.

    That was not its author's to write. BUNDLE_GAP where one was erased and nobody here heard of it.
    """
    by_record: dict[str, list[Change]] = defaultdict(list)
    for change in changes:
        by_record[change.header.record].append(change)
    earlier = held.changes_of(by_record.keys())
    commune = view.commune_devices()
    chains = {c.header.chain for known in (changes, *earlier.values()) for c in known}
    all_owners = {chain: owners.get(chain) or held.owner_of(chain) for chain in chains}
    commune_chains = {chain for chain, device in all_owners.items() if device in commune}
    authority = Authority(
        frozenset(commune_chains), view.cut_offs(all_owners), terms=view.terms(all_owners)
    )
    for record, fresh in by_record.items():
        known = _as_told(earlier.get(record, ()), fresh)
        _check_kind(record, known)
        past = _past_of(known, authority)
        roles = {change.id: _role(owners[change.header.chain], view) for change in fresh}
        if record not in earlier:
            _check_maker(record, roles.values())
        for change in fresh:
            _check_one(change, roles[change.id], past)


@dataclass(frozen=True)
class _RecordPast:
    """All that is known of a record, of which one change after the other is judged.

    `aside`: what does not stand whatever else is held; `unknowable`: changes of which nobody can
    tell any more what their authors saw, and `units` whose the record was by all that is left.
    """

    known: Mapping[ChangeId, Change]
    commune_chains: AbstractSet[str]
    aside: AbstractSet[ChangeId]
    erasing: AbstractSet[ChangeId]
    unknowable: AbstractSet[ChangeId]
    units: AbstractSet[str]
    controls: Mapping[ChangeId, Sequence[Mapping[str, Json]]]


def _past_of(known: Mapping[ChangeId, Change], authority: Authority) -> _RecordPast:
    commune_chains = authority.commune_chains
    aside = set_aside(_in_order(known), authority).keys()
    erasing = {c.id for c in known.values() if _is_erasing(c, commune_chains)}
    unknowable = _unknowable(known, erasing)
    units = {str(said["unit"]) for said in _controls(known, aside)} if unknowable else set()
    controls = _past_controls(known, commune_chains, aside)
    return _RecordPast(known, commune_chains, aside, erasing, unknowable, units, controls)


def _as_told(earlier: Iterable[Change], fresh: Iterable[Change]) -> dict[ChangeId, Change]:
    """The changes of a record, each as whoever still holds what it said tells it."""
    known = {change.id: change for change in earlier}
    for change in fresh:
        if change.id not in known or change.body is not None:
            known[change.id] = change
    return known


def _check_one(change: Change, role: WriterRole, past: _RecordPast) -> None:
    if past.erasing - past.aside and not role.is_commune:
        check_erased(change)
        return
    if change.body is None and not past.erasing:
        _wait_for_erasing(change)
    named = [past.known[i] for i in change.header.names]
    if any(item.header.op is Op.ERASE for item in named):
        _refuse(change.header.record, "erasing cannot be set aside")
    is_communes = any(item.header.chain in past.commune_chains for item in named)
    if change.id in past.unknowable and not role.is_commune:
        check_stripped(change, role, past.units, names_commune=is_communes)
        return
    check = check_aside if change.id in past.aside else check_change
    check(past.known[change.id], role, Past(past.controls[change.id], is_communes))


def _wait_for_erasing(change: Change) -> NoReturn:
    """Nobody but the commune drops bodies: its word on it is still to come."""
    header = change.header
    raise VanHoaError(
        ErrorCode.BUNDLE_GAP,
        chain=header.chain,
        expected=0,
        found=header.seq,
        erased=header.record,
    )


def _check_maker(record: str, writers: Collection[WriterRole]) -> None:
    """Refuse a record that is not held, of units alone that did not make its id.

    As another kind it would bar what belongs there. Where it is held or comes with its maker's or
    the commune's word, such a claim is kept and counts for nothing (docs/decisions/0024).
    """
    if all(not role.is_commune and is_made_by(record, role.unit) is False for role in writers):
        why = "id of another unit"
        raise VanHoaError(ErrorCode.BUNDLE_INVALID_CHANGE, record=record, field="", why=why)


def _is_erasing(change: Change, commune_chains: AbstractSet[str]) -> bool:
    return change.header.op is Op.ERASE and change.header.chain in commune_chains


def _unknowable(
    known: Mapping[ChangeId, Change], erasing: AbstractSet[ChangeId]
) -> AbstractSet[ChangeId]:
    """The changes of which nobody can tell any more what their authors saw.

    Somebody erased the record who was the office no more, or on a chain that forked: whoever heard
    it of him dropped what was said, and cannot bring it back.
    """
    stripped = {c.id for c in known.values() if c.body is None} if erasing else set()
    return stripped | Causes(_in_order(known)).after(stripped) if stripped else stripped


def _controls(
    known: Mapping[ChangeId, Change], aside: AbstractSet[ChangeId]
) -> list[Mapping[str, Json]]:
    """All controls of a record that are not set aside and still say something."""
    found = [c for c in known.values() if sets_values(c, CONTROL) and c.id not in aside]
    return [value for value in map(_control_value, found) if value]


def _refuse(record: str, why: str) -> NoReturn:
    raise VanHoaError(ErrorCode.BUNDLE_INVALID_CHANGE, record=record, field="", why=why)


def _check_kind(record: str, known: Mapping[ChangeId, Change]) -> None:
    if len({change.header.kind for change in known.values()}) > 1:
        _refuse(record, "kind differs")
    for change in known.values():
        if not change.parents <= known.keys():
            _refuse(record, "names a change of another record")


def _in_order(known: Mapping[ChangeId, Change]) -> list[Change]:
    return sorted(
        known.values(), key=lambda c: (c.header.clock, c.header.chain, c.header.seq, c.id)
    )


def _past_controls(
    known: Mapping[ChangeId, Change],
    commune_chains: AbstractSet[str],
    aside: AbstractSet[ChangeId],
) -> dict[ChangeId, list[Mapping[str, Json]]]:
    """For each change the controls that were last before it; first the one that was shown.

    That is the commune's, then the greatest (clock, chain, id), as in the fold. What is set aside
    is none: who records it again begins anew.
    """
    if len(known) == 1:
        return {change: [] for change in known}  # nothing is before it
    order = _in_order(known)
    controls = {c.id: c for c in order if sets_values(c, CONTROL) and c.id not in aside}
    latest = Causes(order).latest(controls)
    sorted_fronts: dict[tuple[ChangeId, ...], list[Mapping[str, Json]]] = {}
    for front in latest.values():
        if front not in sorted_fronts:
            shown_first = sorted(
                (controls[change] for change in front),
                key=lambda c: (
                    c.header.chain in commune_chains,
                    c.header.clock,
                    c.header.chain,
                    c.id,
                ),
                reverse=True,
            )
            values = [_control_value(control) for control in shown_first]
            sorted_fronts[front] = [value for value in values if value]
    return {change: sorted_fronts[front] for change, front in latest.items()}


def _control_value(change: Change) -> Mapping[str, Json]:
    """The control that a change sets, empty for one that has not its form: its rules refuse it."""
    value = None if change.body is None else change.body.values[CONTROL]
    if not isinstance(value, Mapping):
        return {}
    is_formed = all(isinstance(value.get(part), str) for part in ("unit", "status"))
    return value if is_formed else {}


def _role(device: str, view: TrustView) -> WriterRole:
    """A former office writes as one: what it wrote past its term is set aside, not refused.

    Its folder may have gone back to when it was the office, and its file is an honest one.
    """
    trusted = view.devices[device]
    return WriterRole(device, trusted.unit, trusted.is_commune, device in view.offices)
