"""Whether the prerequisites of a set are met by what is known of a subject."""

from collections.abc import Mapping
from fractions import Fraction
from math import ceil

from vanhoa_desktop.scoring.criteria import CriteriaSet, Level, Prerequisite, PrerequisiteSeverity
from vanhoa_desktop.scoring.expressions import Value
from vanhoa_desktop.scoring.facts import POPULATIONS, KnownFacts
from vanhoa_desktop.scoring.results import Reason, ReasonCode


def objections(
    criteria: CriteriaSet, standing: KnownFacts, severity: PrerequisiteSeverity, rank: int
) -> tuple[Reason, ...]:
    """The prerequisites of a severity that begin at this rank and are not known to be met."""
    facts: Mapping[str, Value] | None = None
    found: list[Reason] = []
    for item in criteria.prerequisites:
        if item.severity is not severity or item.from_rank != rank:
            continue
        facts = standing.facts() if facts is None else facts
        is_met = _is_met(item, standing, facts)
        if not is_met:
            code = (
                ReasonCode.PREREQUISITE_UNKNOWN
                if is_met is None
                else ReasonCode.PREREQUISITE_NOT_MET
            )
            found.append(Reason(code, None, _facts_of(item, standing)))
    return tuple(found)


def populations_read(criteria: CriteriaSet) -> frozenset[str]:
    """The populations that the prerequisites of a set read."""
    possible = POPULATIONS[criteria.model]
    read: set[str] = set()
    for item in criteria.prerequisites:
        names = frozenset() if item.condition is None else item.condition.names
        read |= {item.who_counts, *(name.partition(".")[0] for name in names)}
    return frozenset(name for name in possible if name in read)


def too_early(level: Level, before: Level, standing: KnownFacts) -> tuple[Reason, ...]:
    """What stands against a level because of when the level before was recognised."""
    if level.after_months == 0:
        return ()
    months = standing.months_since.get(before.code)
    if months is None:
        return (Reason(ReasonCode.LEVEL_BEFORE_MISSING, None, {"before": before.code}),)
    if months < level.after_months:
        facts: dict[str, object] = {"months": months, "needed": level.after_months}
        return (Reason(ReasonCode.LEVEL_TOO_EARLY, None, facts),)
    return ()


def needed_titled(item: Prerequisite, count: int) -> int:
    """The least number of `count` members that must hold their title."""
    return ceil(Fraction(item.share_required) * count)


def _is_met(item: Prerequisite, standing: KnownFacts, facts: Mapping[str, Value]) -> bool | None:
    if item.condition is not None:
        return item.condition.value(facts)
    tally = standing.tallies.get(item.who_counts)
    if tally is None or tally.count == 0:
        return None  # «chưa có căn cứ tính»: a share of nobody is neither met nor failed
    return tally.titled >= needed_titled(item, tally.count)


def _facts_of(item: Prerequisite, standing: KnownFacts) -> dict[str, object]:
    facts: dict[str, object] = {"prerequisite": item.code, "wording": item.wording}
    tally = standing.tallies.get(item.who_counts)
    if tally is not None and item.condition is None:
        facts |= {
            "who": item.who_counts,
            "titled": tally.titled,
            "count": tally.count,
            "lacking": max(0, needed_titled(item, tally.count) - tally.titled),
            "share": item.share_required,
        }
    return facts
