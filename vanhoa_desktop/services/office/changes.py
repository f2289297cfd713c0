"""What a unit of work changed, for those who show it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Changes:
    """Ids of the records that were written; screens that show one of them read again."""

    records: frozenset[str]
