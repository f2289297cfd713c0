"""What people call an act: the name of a file, of a person, or how many were registered.

Whoever an act is about is kept by id, so that no name outlives an erasure.
"""

from collections.abc import Sequence
from typing import NamedTuple

from vanhoa_desktop.db.act_ledger import Act
from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.domain.enums import ActKind
from vanhoa_desktop.services.office.gone_people import names_last_written
from vanhoa_desktop.texts.words.numbers import count_text
from vanhoa_desktop.texts.words.plain import is_number

BY_HAND = frozenset({ActKind.ADDITION, ActKind.CORRECTION})
REGISTERING = frozenset({ActKind.REGISTRATION, ActKind.CONSENT, ActKind.WITHDRAWAL})
_NAMELESS = "người đã xóa"


class _Whom(NamedTuple):
    """Of what year somebody, or how many, were registered or withdrawn."""

    year: str
    who: str

    @property
    def person(self) -> str | None:
        """The id of the one person; None where there were more."""
        return None if is_number(self.who) else self.who


def registering_label(year: int, people: Sequence[str]) -> str:
    """The label that is kept of an act of registering: its year, and the one person or how many."""
    return f"{year}:{people[0] if len(people) == 1 else len(people)}"


def act_labels(reading: Reading, acts: Sequence[Act]) -> dict[str, str]:
    """What people call each act, by its id."""
    names = names_last_written(reading, {person for act in acts if (person := _person(act))})
    return {act.id: _label(act, names.get(_person(act) or "", _NAMELESS)) for act in acts}


def _person(act: Act) -> str | None:
    """The id of the one person whom an act is about."""
    if act.kind in REGISTERING:
        return _whom(act).person
    return act.label if act.kind in BY_HAND else None


def _label(act: Act, name: str) -> str:
    if act.kind in BY_HAND:
        return name
    if act.kind in REGISTERING:
        whom = _whom(act)
        who = f"{count_text(int(whom.who))} người" if whom.person is None else name
        return f"{who}, năm {whom.year}"
    return act.label


def _whom(act: Act) -> _Whom:
    year, _, who = act.label.partition(":")
    return _Whom(year, who)
