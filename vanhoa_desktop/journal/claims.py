"""Whose a record may be called: what a unit says of it without the commune's word.

A unit begins records by calling them its own. The ids of some are known to others: they are made
from keys, or whoever held the record once has seen them. So the right to begin a record is bound to
its id, or to where its person lives and is assessed; what anybody else calls his own is kept, and
counts for nothing (docs/decisions/0024).
"""

from collections.abc import Sequence
from typing import Protocol

from vanhoa_desktop.canonical import Json
from vanhoa_desktop.journal.change import Change
from vanhoa_desktop.journal.identity import is_made_by

# Records about somebody: the fields «person» and «year» say about whom, and when.
ABOUT_SUBJECTS = frozenset({"registration", "assessment", "digital", "outside_title"})
_EVIDENCE = "evidence"


class Place(Protocol):
    """The units that may write about somebody in a year."""

    def now(self) -> frozenset[str]:
        """Where the person lives, and where it is assessed in that year."""
        ...

    def ever(self) -> frozenset[str]:
        """All units that the person ever belonged to or was assessed at."""
        ...


class Places(Protocol):
    """Where people, households and bodies belong, as far as an installation knows."""

    def of(self, subject: str, year: int) -> Place | None:
        """The place of a subject in a year; None for one that is not held here."""
        ...


def subject_of(order: Sequence[Change]) -> tuple[str, int] | None:
    """About whom the changes of a record are, and in which year; None where they do not say."""
    if order[0].header.kind not in ABOUT_SUBJECTS | {_EVIDENCE}:
        return None
    person: Json = None
    year: Json = None
    for change in order:
        if change.body is not None:
            person = change.body.values.get("person", person)
            year = change.body.values.get("year", year)
    if not isinstance(person, str) or not isinstance(year, int):
        return None
    return person, year


class Claims:
    """What may be said of one record on no word but the writer's own."""

    def __init__(self, order: Sequence[Change], places: Places | None) -> None:
        header = order[0].header
        self._kind, self._record = header.kind, header.record
        subject = None if places is None else subject_of(order)
        self._place = None if places is None or subject is None else places.of(*subject)

    def is_foreign(self, unit: str) -> bool:
        """Whether no honest device of this unit could have begun the record."""
        if is_made_by(self._record, unit) is False:
            return True
        return (
            not self._is_here(unit) and self._place is not None and (unit not in self._place.ever())
        )

    def is_late(self, unit: str) -> bool:
        """Whether the unit had the right once, and the record's person has gone since."""
        return self._kind in ABOUT_SUBJECTS and not self._is_here(unit)

    def _is_here(self, unit: str) -> bool:
        return self._place is None or unit in self._place.now()
