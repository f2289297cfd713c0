"""Points of a unit that the commune wrote: whose they are."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from vanhoa_desktop.canonical import Json
from vanhoa_desktop.domain.enums import Assessor
from vanhoa_desktop.journal.change import Change, ChangeId
from vanhoa_desktop.journal.fold import RecordState

_PREFIX = f"{Assessor.VILLAGE.value}."


@dataclass(frozen=True, slots=True)
class Chains:
    """Which chains are this laptop's, and which are the commune's."""

    own: frozenset[str]
    of_commune: frozenset[str]


@dataclass(frozen=True, slots=True)
class SettledPoints:
    """Codes of indicators where the commune wrote what stands of the unit's points.

    `kept`: what this laptop had said, against another; `chosen`: what another laptop of a unit had
    said; `rewritten`: what no laptop of a unit had said. Where all had said the same, nothing.
    """

    kept: list[str] = field(default_factory=list)
    chosen: list[str] = field(default_factory=list)
    rewritten: list[str] = field(default_factory=list)


def told_of_points(
    state: RecordState, changes: Mapping[ChangeId, Change], chains: Chains
) -> SettledPoints:
    """What became of the unit's points that the commune settled or wrote over, on one sheet."""
    found = SettledPoints()
    for name, held in state.fields.items():
        shown = None if held.shown is None else changes[held.shown]
        if shown is None or not name.startswith(_PREFIX):
            continue
        if shown.header.chain not in chains.of_commune:
            continue
        code, standing = name.removeprefix(_PREFIX), _points(held.value)
        own, others = _said(name, changes.values(), chains)
        if own and own[-1] == standing:
            if any(points != standing for points in others):
                found.kept.append(code)
        elif standing in others:
            found.chosen.append(code)
        else:
            found.rewritten.append(code)
    return found


def _said(
    name: str, changes: Iterable[Change], chains: Chains
) -> tuple[list[Decimal | None], list[Decimal | None]]:
    """What this laptop said of a field, oldest first, and other laptops of units.

    Of another laptop only its last word, as of this one: what it had corrected itself was no rival.
    """
    own: list[Decimal | None] = []
    last: dict[str, Decimal | None] = {}
    for change in sorted(changes, key=lambda c: (c.header.clock, c.header.seq)):
        chain = change.header.chain
        if change.body is None or name not in change.body.values or chain in chains.of_commune:
            continue
        points = _points(change.body.values[name])
        if chain in chains.own:
            own.append(points)
        else:
            last[chain] = points
    return own, list(last.values())


def _points(value: Json) -> Decimal | None:
    """The points that a value of a field says; None where they were cleared."""
    points = value.get("points") if isinstance(value, Mapping) else None
    return None if points is None else Decimal(str(points))
