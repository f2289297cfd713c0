"""What does not stand whatever else is held: section 7 of the page, its first step."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from tests.bundles.stranger.lines import Change
from tests.bundles.stranger.trust import Trust
from tests.bundles.stranger.values import kind_of


def in_order(changes: Iterable[Change]) -> list[Change]:
    """By clock, chain, seq and id."""
    return sorted(changes, key=lambda c: (c.clock, c.chain, c.seq, c.id))


def aside_of(order: Sequence[Change], owners: Mapping[str, str], trust: Trust) -> dict[str, str]:
    """What is past a cut-off or a term, or on a chain from where it forks."""
    forks = first_twins(order)
    taken_back: set[str] = set()
    for c in reversed(order):
        good = trust.cut_off(c.chain, owners.get(c.chain))
        counts = c.chain not in forks and not (good is not None and c.seq > good)
        if c.op == "void" and counts and trust.is_commune(owners[c.chain]):
            taken_back.update(() if c.id in taken_back else c.names)
    forks = first_twins([c for c in order if c.id not in taken_back])
    out = {}
    for c in order:
        good = trust.cut_off(c.chain, owners.get(c.chain))
        if good is not None and c.seq > good:
            out[c.id] = "revoked"
        elif is_offices(c) and trust.is_past_term(owners.get(c.chain), c.chain, c.seq):
            out[c.id] = "former_office"
        elif c.seq >= forks.get(c.chain, c.seq + 1):
            out[c.id] = "forked"
    return out


def first_twins(order: Sequence[Change]) -> dict[str, int]:
    """Of each chain the first place where two changes lie."""
    places: dict[tuple[str, int], set[str]] = defaultdict(set)
    for c in order:
        places[c.chain, c.seq].add(c.id)
    forks: dict[str, int] = {}
    for (chain, seq), ids in places.items():
        if len(ids) > 1:
            forks[chain] = min(seq, forks.get(chain, seq))
    return forks


def is_offices(change: Change) -> bool:
    """Whether only the office may write it."""
    return change.op == "erase" or kind_of(change.kind).writers == "office"


def is_erased(known: Sequence[Change], owners: Mapping[str, str], trust: Trust) -> bool:
    """Whether an erasure of the commune stands among all that is held of a record."""
    erasing = [c for c in known if c.op == "erase" and trust.is_commune(owners[c.chain])]
    if not erasing:
        return False
    aside = aside_of(in_order(known), owners, trust)
    return any(change.id not in aside for change in erasing)
