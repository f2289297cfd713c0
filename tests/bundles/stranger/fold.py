"""What the changes amount to: section 7 of the page, in small and slow steps."""

import hashlib
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tests.bundles.stranger.aside import aside_of, in_order
from tests.bundles.stranger.held import Held
from tests.bundles.stranger.lines import Change
from tests.bundles.stranger.plain import canonical

_LEAVES_OPEN = {"open", "submitted", "received"}
_SENT = {"submitted", "received"}
_ABOUT = {"registration", "assessment", "digital", "outside_title"}
OF_A_UNIT = _ABOUT | {"person", "household", "recognition", "minutes", "evidence", "training"}


def past_of(order: Sequence[Change]) -> dict[str, set[str]]:
    """Change → all its causes among these."""
    past: dict[str, set[str]] = {}
    for change in order:
        named = set(change.parents & past.keys())
        past[change.id] = named.union(*(past[i] for i in named))
    return past


def bound_unit(record: str, unit: str) -> bool | None:
    """Whether an id was made by this unit; None for one that does not tell."""
    raw = uuid.UUID(record).bytes
    if raw[6] >> 4 != 8:
        return None
    free = raw[:12] + bytes(4)
    return hashlib.sha256(free + unit.encode()).digest()[:4] == raw[12:]


@dataclass
class Field:
    """A field: the shown change, its heads, whether they contradict, and what waits."""

    shown: Change
    value: Any
    heads: list[str]
    rivals: bool
    waiting: list[str]
    echoes: list[str]


class Record:
    """What one record amounts to for somebody who holds what `held` holds."""

    def __init__(
        self, changes: Iterable[Change], held: Held, *, judges_places: bool = True
    ) -> None:
        self.held, self.trust = held, held.trust
        self.order = in_order(changes)
        self.kind, self.id = self.order[0].kind, self.order[0].record
        self.known = {c.id: c for c in self.order}
        self.past = past_of(self.order)
        self.out = aside_of(self.order, held.owners, self.trust)
        self.voided: set[str] = set()
        self._judge(judges_places=judges_places)
        self.is_erased = any(
            c.op == "erase" and self._is_communes(c) and c.id not in self.out for c in self.order
        )
        names = sorted({name for c in self.order for name in c.values})
        found = {} if self.is_erased else {name: self._field(name) for name in names}
        self.fields = {name: field for name, field in found.items() if field is not None}

    @property
    def control(self) -> Mapping[str, Any] | None:
        """The control that is shown."""
        held = self.fields.get("control")
        return None if held is None else dict(held.value)

    @property
    def units(self) -> set[str]:
        """Every unit that it ever concerned."""
        found = set()
        for c in self.order:
            if self.out.get(c.id) not in {"late", "foreign"}:
                found |= {c.values["control"]["unit"]} if "control" in c.values else set()
                if self._is_communes(c):
                    found |= {v for n, v in c.values.items() if is_scoping(n) and v is not None}
        return found

    @property
    def vouched(self) -> dict[str, Any]:
        """Fields beside control that name units by the shown word of the commune."""
        return {
            name: field.value
            for name, field in self.fields.items()
            if is_scoping(name) and self._is_communes(field.shown)
        }

    def digest(self) -> bytes:
        """The 32 bytes that the state hash takes of it; empty where nothing stands."""
        if not self.fields:
            return b""
        values = {name: field.value for name, field in self.fields.items()}
        if "control" in values:
            values["control"] = _plain(values["control"])
        conflicts = {
            name: sorted(canonical(self.known[i].values[name]).decode() for i in field.heads)
            for name, field in self.fields.items()
            if field.rivals
        }
        seen = {"conflicts": conflicts, "kind": self.kind, "record": self.id, "values": values}
        return hashlib.sha256(canonical(seen)).digest()

    def _is_communes(self, change: Change) -> bool:
        return self.trust.is_commune(self.held.owners[change.chain])

    def _unit(self, change: Change) -> str | None:
        device = self.trust.devices.get(self.held.owners[change.chain])
        return None if device is None or device.role == "commune" else device.unit

    def _stands(self, change: Change) -> bool:
        return change.id not in self.out and change.id not in self.voided

    def _judge(self, *, judges_places: bool) -> None:
        self._void(by_commune=True)
        self.out |= dict.fromkeys(self.voided, "voided")
        controls = [
            c
            for c in self.order
            if self._is_communes(c) and "control" in c.values and self._stands(c)
        ]
        for taken in self._taken_in(controls):
            if self.out.get(taken) == "forked" and not self._is_communes(self.known[taken]):
                del self.out[taken]
        self._mark_claims(controls, judges_places=judges_places)
        self._mark_late(controls)
        self._void(by_commune=False)
        for change in self.voided:
            self.out.setdefault(change, "voided")

    def _void(self, *, by_commune: bool) -> None:
        for c in reversed(self.order):
            if c.op == "void" and self._is_communes(c) == by_commune and self._stands(c):
                self.voided |= set(c.names) & self.known.keys()

    def _taken_in(self, controls: Iterable[Change]) -> set[str]:
        named = {i for control in controls for i in control.covers if i in self.known}
        return named.union(*(self.past[i] for i in named))

    def _mark_late(self, controls: Sequence[Change]) -> None:
        closing = [control for control in controls if self._closes(control)]
        taken_in = self._taken_in(closing)
        for c in [c for c in self.order if self._stands(c) and not self._is_communes(c)]:
            unit = self._unit(c)
            needed = {k.id for k in closing}
            needed |= {k.id for k in controls if unit and k.values["control"]["unit"] != unit}
            if c.id not in taken_in and not needed <= self.past[c.id]:
                self.out[c.id] = "late"

    def _closes(self, control: Change) -> bool:
        now = control.values["control"]
        if now["deleted"] or now["status"] not in _LEAVES_OPEN:
            return True
        before = [self.known[i] for i in control.bases.get("control", []) if i in self.known]
        olds = [old.values["control"] for old in before if "control" in old.values]
        return any((o["unit"], o["deleted"]) != (now["unit"], now["deleted"]) for o in olds)

    def _mark_claims(self, controls: Sequence[Change], *, judges_places: bool) -> None:
        words = {c.id for c in self.order if self._is_communes(c) and "control" in c.values}
        taken_in = self._taken_in(controls)
        alone = [
            c
            for c in self.order
            if self._stands(c)
            and self._unit(c) is not None
            and c.id not in taken_in
            and not words & self.past[c.id]
        ]
        place = self._place() if judges_places else None
        for c in alone:
            unit = self._unit(c) or ""
            if bound_unit(self.id, unit) is False:
                self.out[c.id] = "foreign"
            elif place is not None and unit not in place[0]:
                is_foreign = unit not in place[1]
                if is_foreign or self.kind in _ABOUT:
                    self.out[c.id] = "foreign" if is_foreign else "late"

    def _place(self) -> tuple[set[str], set[str]] | None:
        """Where its person belongs in its year, and where it ever did."""
        if self.kind not in _ABOUT | {"evidence"}:
            return None
        said: dict[str, Any] = {}
        for c in self.order:
            said |= {name: c.values[name] for name in ("person", "year") if name in c.values}
        subject, year = said.get("person"), said.get("year")
        changes = self.held.by_record.get(subject, []) if isinstance(subject, str) else []
        if not changes or not isinstance(year, int):
            return None
        found = Record(changes, self.held, judges_places=False)
        if found.control is None:
            return None
        if found.kind == "unit":
            return {found.id}, {found.id}
        now = {found.control["unit"]}
        assessing = found.vouched.get(f"assessing.{year}")
        if assessing is not None:
            now.add(assessing)
        return now, now | found.units

    def _field(self, name: str) -> Field | None:
        writers = [c for c in self.order if name in c.values]
        ancestors: dict[str, set[str]] = {}
        for c in writers:
            bases = set(c.bases.get(name, [])) & ancestors.keys()
            ancestors[c.id] = bases.union(*(ancestors[i] for i in bases))
        standing = [c for c in writers if c.id not in self.out and c.op == "put"]
        replaced = set().union(*(ancestors[c.id] for c in standing))
        tops = [c for c in standing if c.id not in replaced]
        if not tops:
            return None
        shown = max(tops, key=lambda c: (self._is_communes(c), c.clock, c.chain, c.id))
        word = _word(shown, name)
        asking = {"late", "forked", "revoked", "former_office"}
        waiting = [c for c in writers if self.out.get(c.id) in asking and c.id not in replaced]
        echoes = [c.id for c in waiting if _word(c, name) == word or self._went_on(name, c, shown)]
        return Field(
            shown,
            shown.values[name],
            sorted(c.id for c in tops),
            any(_word(c, name) != word for c in tops),
            sorted(c.id for c in waiting),
            sorted(echoes),
        )

    def _went_on(self, name: str, late: Change, shown: Change) -> bool:
        if name != "control":
            return False
        old, now = late.values[name], shown.values[name]
        if (old["unit"], old["deleted"]) != (now["unit"], now["deleted"]):
            return False
        return old["status"] in _LEAVES_OPEN and (
            self._is_communes(shown) or now["status"] in _SENT
        )


def is_scoping(name: str) -> bool:
    """Whether a field beside control says whom a record concerns."""
    return name == "home_unit" or name.startswith("assessing.")


def _plain(control: Mapping[str, Any]) -> dict[str, Any]:
    is_received = control["status"] == "received"
    return {**control, "status": "submitted"} if is_received else dict(control)


def _word(change: Change, name: str) -> bytes:
    value = change.values[name]
    if name in ("use_consent", "post_consent") and value is not None:
        value = {part: said for part, said in value.items() if part != "by"}
    return canonical(_plain(value) if name == "control" else value)


def state_of(held: Held, unit: str | None = None) -> dict[str, Any]:
    """The manifest's `state` of a unit's records, or of everything held."""
    whole = hashlib.sha256()
    ids: set[str] = set()
    for record, changes in sorted(held.by_record.items()):
        found = Record(changes, held)
        digest = found.digest()
        if not digest:
            continue
        if unit is not None:
            is_its = found.control is not None and found.control["unit"] == unit
            if not is_its or found.kind not in OF_A_UNIT:
                continue
        whole.update(record.encode() + digest)
        ids.update(change.id for change in changes)
    if unit is None:
        ids = set(held.changes)
    raw = b"".join(bytes.fromhex(i) for i in sorted(ids))
    return {
        "changes": len(ids),
        "ids": hashlib.sha256(raw).hexdigest(),
        "sha256": whole.hexdigest(),
    }
