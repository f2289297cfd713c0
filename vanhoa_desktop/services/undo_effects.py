"""Whom an undo or a redo takes out of the lists, brings back or changes, told before it is done."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from vanhoa_desktop.db.unit_of_work import UnitOfWork
from vanhoa_desktop.services.control import is_standing
from vanhoa_desktop.texts.names import sort_key


@dataclass(frozen=True, slots=True)
class UndoEffects:
    """People by name, in Vietnamese order, who leave the lists or come back to them.

    `changed`: people who stay, and are as before. `others`: other records by kind.
    """

    gone: tuple[str, ...]
    back: tuple[str, ...]
    changed: tuple[str, ...]
    others: Mapping[str, int]


class EffectWatch:
    """Looks at the records of an act before its voids were recorded, and after."""

    def __init__(self, work: UnitOfWork, named: Iterable[tuple[str, str]]) -> None:
        self._work = work
        records = list(named)
        self._people = [record for record, kind in records if kind == "person"]
        self._others = Counter(kind for _, kind in records if kind != "person")
        self._before = {record: self._name(record) for record in self._people}

    def effects(self) -> UndoEffects:
        """What has become of them."""
        gone, back, changed = [], [], []
        for record in self._people:
            before, after = self._before[record], self._name(record)
            if after is None and before is not None:
                gone.append(before)
            elif before is None and after is not None:
                back.append(after)
            elif after is not None:
                changed.append(after)
        return UndoEffects(_sorted(gone), _sorted(back), _sorted(changed), dict(self._others))

    def _name(self, record: str) -> str | None:
        """What somebody of the lists is called; None for who is in none."""
        if not is_standing(self._work, record):
            return None
        state = self._work.state(record)
        return None if state is None else str(state.values.get("full_name") or "")


def _sorted(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(names, key=sort_key))
