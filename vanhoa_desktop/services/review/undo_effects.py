"""Whom an undo or a redo takes out of the lists, brings back or changes, told before it is done.

Only what becomes different is told: what was written otherwise since stays as it is.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from vanhoa_desktop.canonical import Json
from vanhoa_desktop.db.unit_of_work import UnitOfWork
from vanhoa_desktop.domain.enums import ConsentKind
from vanhoa_desktop.journal.change import CONTROL
from vanhoa_desktop.services.office.control import is_standing
from vanhoa_desktop.texts.words.names import sort_key

_CONSENTS = tuple(f"{kind.value}_consent" for kind in ConsentKind)


@dataclass(frozen=True, slots=True)
class PartlyBack:
    """Somebody of whom some fields stay as they were written since."""

    name: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UndoEffects:
    """People by name, in Vietnamese order, who leave the lists or come back to them.

    `changed`: people who stay, and are as before; `partly`: those of whom something written since
    stays; `unchanged`: those of whom everything does. `others`: other records that change, by kind.
    `unregistered`, `registered`, `consents`: people who are registered no more, are again, or of
    whom only the consents change. `kept`: people whose sheet, registration or skills stay, with
    what somebody wrote there beside the act. `elsewhere`: people of whom nothing is touched, as the
    commune has given them another place since.
    """

    gone: tuple[str, ...] = ()
    back: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    partly: tuple[PartlyBack, ...] = ()
    unchanged: tuple[str, ...] = ()
    unregistered: tuple[str, ...] = ()
    registered: tuple[str, ...] = ()
    consents: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    others: Mapping[str, int] = field(default_factory=dict)


class _Look(NamedTuple):
    """A record as people see it at one moment."""

    is_there: bool
    values: Mapping[str, Json]


class EffectWatch:
    """Looks at the records of an act before its voids were recorded, and after.

    `said`: what the act wrote of each record, by field.
    """

    def __init__(
        self,
        work: UnitOfWork,
        named: Iterable[tuple[str, str]],
        said: Mapping[str, Mapping[str, Json]],
    ) -> None:
        self._work = work
        self._kinds = dict(list(named))
        self._said = said
        self._before = {record: self._look(record) for record in self._kinds}

    def effects(self) -> UndoEffects:
        """What has become of them."""
        after = {record: self._look(record) for record in self._kinds}
        people = _People()
        for record, kind in self._kinds.items():
            if kind == "person":
                people.add(self._before[record], after[record], self._said.get(record, {}))
        registrations = self._registrations(after)
        others = Counter(
            kind
            for record, kind in self._kinds.items()
            if kind != "person" and after[record] != self._before[record]
        )
        return UndoEffects(
            gone=_sorted(people.gone),
            back=_sorted(people.back),
            changed=_sorted(people.changed),
            partly=tuple(sorted(people.partly, key=lambda item: sort_key(item.name))),
            unchanged=_sorted(people.unchanged),
            unregistered=_sorted(registrations["unregistered"]),
            registered=_sorted(registrations["registered"]),
            consents=_sorted(registrations["consents"]),
            others=dict(others),
        )

    def _registrations(self, after: Mapping[str, _Look]) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {"unregistered": [], "registered": [], "consents": []}
        records = [record for record, kind in self._kinds.items() if kind == "registration"]
        people = {record: self._person_of(record, after) for record in records}
        self._work.prefetch(person for person in people.values() if person)
        for record in records:
            was, now = self._before[record], after[record]
            if was.is_there != now.is_there:
                which = "registered" if now.is_there else "unregistered"
            elif now.is_there and _consents(was) != _consents(now):
                which = "consents"
            else:
                continue
            state = self._work.state(people[record])
            name = "" if state is None else str(state.values.get("full_name") or "")
            found[which].append(name)
        return found

    def _person_of(self, record: str, after: Mapping[str, _Look]) -> str:
        values = {**self._before[record].values, **after[record].values}
        return str(values.get("person") or "")

    def _look(self, record: str) -> _Look:
        """What of a record is in the lists; of one that is in none, what it said."""
        state = self._work.state(record)
        return _Look(is_standing(self._work, record), {} if state is None else state.values)


class _People:
    """What becomes of people, one by one."""

    def __init__(self) -> None:
        self.gone: list[str] = []
        self.back: list[str] = []
        self.changed: list[str] = []
        self.unchanged: list[str] = []
        self.partly: list[PartlyBack] = []

    def add(self, was: _Look, now: _Look, said: Mapping[str, Json]) -> None:
        """Put somebody where they belong."""
        if was.is_there and not now.is_there:
            self.gone.append(_name(was))
        elif now.is_there and not was.is_there:
            self.back.append(_name(now))
        elif now.is_there:
            kept = [name for name in sorted(said) if _stays(was, now, name, said[name])]
            if was == now:
                self.unchanged.append(_name(now))
            elif kept:
                self.partly.append(PartlyBack(_name(now), tuple(kept)))
            else:
                self.changed.append(_name(now))


def _stays(was: _Look, now: _Look, name: str, said: Json) -> bool:
    """Whether a field that the act wrote is the same before and after, as others wrote it."""
    value = now.values.get(name)
    is_nothing = said is None and value is None
    return name != CONTROL and was.values.get(name) == value and not is_nothing


def _name(look: _Look) -> str:
    return str(look.values.get("full_name") or "")


def _consents(look: _Look) -> list[Json]:
    return [look.values.get(name) for name in _CONSENTS]


def _sorted(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(names, key=sort_key))
