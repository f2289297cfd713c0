"""The rules of the fold in their plainest words: slow, small, and the judge of the real one."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from vanhoa_desktop import canonical
from vanhoa_desktop.canonical import Json
from vanhoa_desktop.journal.change import CONTROL, Change, ChangeId, Op

Ids = tuple[ChangeId, ...]
OF_OFFICE = ("unit", "cycle", "criteria", "setting", "clan", "decision", "recognition", "snapshot")
# The commune judges nothing by saying these of a record that stays where it is.
NO_JUDGEMENT = ("open", "submitted", "received")


@dataclass(frozen=True)
class NaiveState:
    """What one record amounts to."""

    values: Mapping[str, Json]
    heads: Mapping[str, Ids]
    review: Mapping[str, tuple[Ids, Ids]]
    out: Mapping[ChangeId, str]
    erased: bool


def values_of(change: Change) -> Mapping[str, Json]:
    """What a change sets; nothing once it is erased."""
    return {} if change.body is None else change.body.values


def meaning(name: str, value: Json) -> str:
    """A value as words: a receipt says no more than the submission that it answers.

    Who wrote a consent down is no part of it.
    """
    if name in ("use_consent", "post_consent") and isinstance(value, dict):
        value = {"form": value["form"], "on": value["on"]}
    words = canonical.encode(value).decode()
    if name == CONTROL:
        words = words.replace('"status":"received"', '"status":"submitted"')
    return words


@dataclass(frozen=True)
class NaivePlace:
    """Where the person of a record belongs in its year, and where it ever did."""

    now: frozenset[str]
    ever: frozenset[str]


class NaiveFold:
    """Folds all held changes of one record.

    `units`: the unit of each chain of a unit; `place`: where the record's person belongs; `terms`:
    of each chain of a former office the first place past its term.
    """

    def __init__(
        self,
        changes: Iterable[Change],
        commune: frozenset[str],
        cut_offs: Mapping[str, int],
        units: Mapping[str, str] | None = None,
        place: NaivePlace | None = None,
        terms: Mapping[str, int] | None = None,
    ) -> None:
        self.units, self.place, self.terms = units or {}, place, terms or {}
        self.held = {change.id: change for change in changes}
        self.order = sorted(
            self.held.values(),
            key=lambda c: (c.header.clock, c.header.chain, c.header.seq, c.id),
        )
        self.commune, self.cut_offs = commune, cut_offs
        self.past: dict[ChangeId, set[ChangeId]] = {}
        for change in self.order:
            parents = change.parents & self.held.keys()
            self.past[change.id] = {p for q in parents for p in {q} | self.past.get(q, set())}
        self.out: dict[ChangeId, str] = {}
        self.voided: set[ChangeId] = set()

    def state(self) -> NaiveState:
        """The whole state."""
        self._mark_revoked_and_forked()
        self._void(by_commune=True)
        for change_id in self.voided:
            self.out[change_id] = "voided"
        self._keep_what_was_taken_in()
        self._mark_claims()
        self._mark_late()
        self._void(by_commune=False)
        for change_id in self.voided:
            self.out.setdefault(change_id, "voided")
        erased = any(
            c.header.op is Op.ERASE and self._is_commune(c) and c.id not in self.out
            for c in self.order
        )
        if erased:
            return NaiveState({}, {}, {}, self.out, erased=True)
        return self._fields()

    def _is_commune(self, change: Change) -> bool:
        return change.header.chain in self.commune

    def _mark_revoked_and_forked(self) -> None:
        forks = self._first_twins(set())
        forks = self._first_twins(self._taken_back_beside(forks))
        for c in self.order:
            chain, seq = c.header.chain, c.header.seq
            if seq >= self.cut_offs.get(chain, seq + 1):
                self.out[c.id] = "revoked"
            elif seq >= self.terms.get(chain, seq + 1) and self._is_offices(c):
                self.out[c.id] = "former_office"
            elif seq >= forks.get(chain, seq + 1):
                self.out[c.id] = "forked"

    def _first_twins(self, without: set[ChangeId]) -> dict[str, int]:
        """The first place of each chain with two changes, some changes left out."""
        twins: dict[tuple[str, int], set[ChangeId]] = defaultdict(set)
        for c in self.order:
            if c.id not in without:
                twins[c.header.chain, c.header.seq].add(c.id)
        forks: dict[str, int] = {}
        for (chain, seq), ids in twins.items():
            if len(ids) > 1:
                forks[chain] = min(seq, forks.get(chain, seq))
        return forks

    def _taken_back_beside(self, forks: Mapping[str, int]) -> set[ChangeId]:
        """What voids of the commune name that are on no forked chain and past no cut-off."""
        found: set[ChangeId] = set()
        for c in reversed(self.order):
            is_good = c.header.seq < self.cut_offs.get(c.header.chain, c.header.seq + 1)
            if c.header.op is Op.VOID and self._is_commune(c) and c.header.chain not in forks:
                found.update(c.header.names if is_good and c.id not in found else ())
        return found

    def _keep_what_was_taken_in(self) -> None:
        """A fork takes nothing from what the commune had judged or moved before."""
        taken_in: set[ChangeId] = set()
        for c in self.order:
            if c.id not in self.out and self._is_commune(c) and CONTROL in values_of(c):
                for named in set(c.header.covers) & self.held.keys():
                    taken_in |= {named} | self.past[named]
        for i in taken_in:
            if self.out.get(i) == "forked" and not self._is_commune(self.held[i]):
                del self.out[i]

    def _is_offices(self, change: Change) -> bool:
        """Only the office may write it: an erasure, or a kind of its own."""
        return change.header.op is Op.ERASE or change.header.kind in OF_OFFICE

    def _void(self, *, by_commune: bool) -> None:
        for c in reversed(self.order):
            counts = c.id not in self.voided and c.id not in self.out
            if c.header.op is Op.VOID and self._is_commune(c) == by_commune and counts:
                self.voided.update(set(c.header.names) & self.held.keys())

    def _mark_late(self) -> None:
        counting = [c for c in self.order if c.id not in self.voided and c.id not in self.out]
        controls = [c for c in counting if self._is_commune(c) and self._judges(c)]
        covered = {
            i
            for control in controls
            for x in set(control.header.covers) & self.held.keys()
            for i in {x} | self.past[x]
        }
        for c in counting:
            saw_all = all(
                control.id in self.past[c.id]
                for control in counting
                if control in controls or self._names_another(control, c)
            )
            if not self._is_commune(c) and c.id not in covered and not saw_all:
                self.out[c.id] = "late"

    def _names_another(self, control: Change, change: Change) -> bool:
        """A control of the commune that says the record is not this author's unit's."""
        unit = self.units.get(change.header.chain)
        if unit is None or not self._is_commune(control) or CONTROL not in values_of(control):
            return False
        said: Any = values_of(control)[CONTROL]
        return bool(said["unit"] != unit)

    def _mark_claims(self) -> None:
        """Written by a unit that saw no control of the commune, where its person is elsewhere."""
        is_about_somebody = any("person" in values_of(c) for c in self.order)
        if self.place is None or not is_about_somebody:
            return
        words = [c for c in self.order if self._is_commune(c) and CONTROL in values_of(c)]
        taken_in = {
            i
            for word in words
            if word.id not in self.voided and word.id not in self.out
            for x in set(word.header.covers) & self.held.keys()
            for i in {x} | self.past[x]
        }
        for c in self.order:
            unit = self.units.get(c.header.chain)
            is_told = any(word.id in self.past[c.id] for word in words) or c.id in taken_in
            counts = c.id not in self.out and c.id not in self.voided
            if unit is None or is_told or not counts or unit in self.place.now:
                continue
            self.out[c.id] = "late" if unit in self.place.ever else "foreign"

    def _judges(self, change: Change) -> bool:
        """A control that closes the record: a verdict, a deletion, another unit, or its return."""
        if CONTROL not in values_of(change):
            return False
        now: Any = values_of(change)[CONTROL]
        if now["status"] not in NO_JUDGEMENT or now["deleted"]:
            return True
        named = change.body.bases.get(CONTROL, ()) if change.body else ()
        for other in self.held.values():
            if other.id in named and CONTROL in values_of(other):
                then: Any = values_of(other)[CONTROL]
                if then["unit"] != now["unit"] or then["deleted"]:
                    return True
        return False

    def _went_on(self, name: str, late: Change, shown: Change) -> bool:
        """«Begun» or «sent» that came late, of a record that was sent or judged since."""
        if name != CONTROL:
            return False
        old: Any = values_of(late)[name]
        now: Any = values_of(shown)[name]
        if old["unit"] != now["unit"] or old["deleted"] != now["deleted"]:
            return False
        since = self._is_commune(shown) or now["status"] in ("submitted", "received")
        return bool(old["status"] in NO_JUDGEMENT and since)

    def _fields(self) -> NaiveState:
        values: dict[str, Json] = {}
        heads: dict[str, Ids] = {}
        review: dict[str, tuple[Ids, Ids]] = {}
        for name in sorted({name for c in self.order for name in values_of(c)}):
            tops, waiting = self._tops_and_waiting(name)
            rivals: Ids = ()
            if tops:
                best = max(
                    tops,
                    key=lambda c: (self._is_commune(c), c.header.clock, c.header.chain, c.id),
                )
                values[name] = values_of(best)[name]
                heads[name] = tuple(sorted(c.id for c in tops))
                said = {meaning(name, values_of(c)[name]) for c in tops}
                rivals = heads[name] if len(said) > 1 else ()
            asked = {
                meaning(name, values_of(self.held[i])[name])
                for i in waiting
                if not (tops and self._went_on(name, self.held[i], best))
            }
            if name in values:
                asked.discard(meaning(name, values[name]))
            if rivals or asked:
                review[name] = (rivals, waiting)
        return NaiveState(values, heads, review, self.out, erased=False)

    def _tops_and_waiting(self, name: str) -> tuple[list[Change], Ids]:
        writers = [c for c in self.order if name in values_of(c)]
        ids = {c.id for c in writers}
        ancestors: dict[ChangeId, set[ChangeId]] = {}
        for c in writers:
            bases = set(c.body.bases.get(name, ()) if c.body else ()) & ids
            ancestors[c.id] = bases | {a for b in bases for a in ancestors.get(b, set())}
        standing = [c for c in writers if c.id not in self.out and c.header.op is Op.PUT]
        replaced = {a for c in standing for a in ancestors[c.id]}
        tops = [c for c in standing if c.id not in replaced]
        asking = {"late", "forked", "revoked", "former_office"}
        waiting = sorted(
            c.id for c in writers if self.out.get(c.id) in asking and c.id not in replaced
        )
        return tops, tuple(waiting)
