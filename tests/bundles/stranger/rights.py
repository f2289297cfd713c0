"""Who may write what: the rights of section 6 of the page, judged by causes alone."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NoReturn

from tests.bundles.stranger.aside import aside_of, in_order
from tests.bundles.stranger.fold import bound_unit, past_of
from tests.bundles.stranger.held import Held
from tests.bundles.stranger.lines import Change
from tests.bundles.stranger.page import Kind
from tests.bundles.stranger.plain import RefusedError
from tests.bundles.stranger.trust import Trust
from tests.bundles.stranger.values import KEYS, check_values, kind_of, natural_id

MOVES = {
    (None, "open"),
    ("open", "open"),
    ("open", "submitted"),
    ("returned", "submitted"),
    ("open", "withdrawn"),
    ("withdrawn", "open"),
}


def _foreign(why: str) -> NoReturn:
    raise RefusedError("BUNDLE_OUT_OF_SCOPE", why)


def _invalid(why: str) -> NoReturn:
    raise RefusedError("BUNDLE_INVALID_CHANGE", why)


def check_rights(fresh: Sequence[Change], owners: Mapping[str, str], held: Held, t: Trust) -> None:
    """Judge the changes of a file, record by record."""
    records: dict[str, list[Change]] = {}
    for change in fresh:
        records.setdefault(change.record, []).append(change)
    for record, of_it in records.items():
        known = {c.id: c for c in held.by_record.get(record, ())}
        known |= {c.id: c for c in of_it if c.id not in known or c.body is not None}
        is_held = bool(held.by_record.get(record))
        _Record(known, {**owners, **held.owners}, t).check(of_it, is_held=is_held)


class _Record:
    """All that is known of one record, with a file's changes."""

    def __init__(self, known: dict[str, Change], owners: Mapping[str, str], trust: Trust) -> None:
        self.known, self.owners, self.trust = known, owners, trust
        self.order = in_order(known.values())

    def check(self, fresh: Sequence[Change], *, is_held: bool) -> None:
        """Judge its new changes in the order of the file."""
        self._check_together()
        aside = aside_of(self.order, self.owners, self.trust).keys()
        past = past_of(self.order)
        erasing = {c.id for c in self.order if c.op == "erase" and self._is_communes(c)}
        stripped = {c.id for c in self.order if c.body is None} if erasing else set()
        if not is_held and all(map(self._is_of_no_maker, fresh)):
            _invalid("id of another unit")
        for change in fresh:
            if erasing - aside and not self._is_communes(change):
                self._check_into_erased(change)
                continue
            if change.body is None and not erasing:
                raise RefusedError("BUNDLE_GAP", "nobody said yet that it was erased")
            if any(self.known[name].op == "erase" for name in change.names):
                _invalid("sets an erasure aside")
            if stripped & (past[change.id] | {change.id}) and not self._is_communes(change):
                self._check_unknowable(change, aside)
            else:
                controls = self._controls(past[change.id] - aside)
                self._check_one(change, controls, is_aside=change.id in aside)

    def _check_together(self) -> None:
        if len({change.kind for change in self.order}) > 1:
            _invalid("two kinds")
        if any(not change.parents <= self.known.keys() for change in self.order):
            _invalid("names a change of another record")

    def _is_of_no_maker(self, change: Change) -> bool:
        unit = self.trust.devices[self.owners[change.chain]].unit
        return not self._is_communes(change) and bound_unit(change.record, unit) is False

    def _is_communes(self, change: Change) -> bool:
        return self.trust.is_commune(self.owners[change.chain])

    def _controls(self, before: set[str]) -> list[Mapping[str, Any]]:
        """The controls among these that none of them replaced in time; first the one shown."""
        said = [self.known[i] for i in before if "control" in self.known[i].values]
        past = past_of(self.order)
        last = [c for c in said if not any(c.id in past[other.id] for other in said)]
        last.sort(key=lambda c: (self._is_communes(c), c.clock, c.chain, c.id), reverse=True)
        values = [change.values["control"] for change in last]
        return [v for v in values if isinstance(v, dict) and _is_formed(v)]

    def _check_into_erased(self, change: Change) -> None:
        kind = kind_of(change.kind)
        check_values(kind, change.record, change.values)
        if kind.writers != "unit" or change.op == "erase" or change.covers:
            _foreign("the commune's")

    def _check_unknowable(self, change: Change, aside: Iterable[str]) -> None:
        """What its author saw was dropped for an erasure that does not stand."""
        kind, unit = kind_of(change.kind), self.trust.devices[self.owners[change.chain]].unit
        check_values(kind, change.record, change.values)
        self._check_units(change, kind, unit, ())
        values = [self.known[i].values.get("control") for i in self.known.keys() - set(aside)]
        said = {v["unit"] for v in values if isinstance(v, dict) and _is_formed(v)}
        named = {change.values["control"]["unit"]} if "control" in change.values else {unit}
        if (said and unit not in said) or named != {unit}:
            _foreign("of another unit")

    def _check_one(
        self, change: Change, controls: Sequence[Mapping[str, Any]], *, is_aside: bool
    ) -> None:
        kind = kind_of(change.kind)
        check_values(kind, change.record, change.values)
        device = self.owners[change.chain]
        if self.trust.is_commune(device):
            is_office = device in self.trust.offices
            is_offices = kind.writers == "office" and not is_aside
            if not is_office and (is_offices or change.op == "erase"):
                _foreign("the office's")
            return
        unit = self.trust.devices[device].unit
        self._check_units(change, kind, unit, controls)
        control = change.values.get("control")
        if control is not None and control["unit"] != unit:
            _foreign("to another unit")
        if is_aside and not change.parents:
            _check_begun(change, kind, unit)
        if not is_aside:
            _check_order(change, kind, unit, controls[0] if controls else None)

    def _check_units(
        self, change: Change, kind: Kind, unit: str, controls: Sequence[Mapping[str, Any]]
    ) -> None:
        if kind.writers != "unit" or change.op == "erase" or change.covers:
            _foreign("the commune's")
        if any(self._is_communes(self.known[name]) for name in change.names):
            _foreign("sets aside what the commune wrote")
        if any(control["unit"] != unit for control in controls):
            _foreign("of another unit")
        fields = change.values if kind.name == "assessment" else ()
        if any(name.startswith("commune.") or name == "return_reason" for name in fields):
            _foreign("field of the commune")


def _is_formed(control: Mapping[str, Any]) -> bool:
    return isinstance(control.get("unit"), str) and isinstance(control.get("status"), str)


def _check_order(change: Change, kind: Kind, unit: str, shown: Mapping[str, Any] | None) -> None:
    """The order of states, as the author saw them."""
    before = None if shown is None else shown["status"]
    control = change.values.get("control")
    if control is not None and (before, control["status"]) not in MOVES:
        _foreign("status")
    is_writing = bool(set(change.values) - {"control"}) or change.op == "void"
    if shown is None:
        _check_begun(change, kind, unit)
    elif kind.name == "assessment" and is_writing and before not in {"open", "returned"}:
        _foreign("closed")


def _check_begun(change: Change, kind: Kind, unit: str) -> None:
    if "control" not in change.values:
        _foreign("of no unit")
    if kind.name == "training" or (kind.name == "household" and not change.parents):
        part = change.values.get("year" if kind.name == "training" else "code")
        if part is None or natural_id(kind.name, unit, part) != change.record:
            _invalid("key of another unit")
    elif kind.name in KEYS:
        if not change.parents and not set(KEYS[kind.name]) <= change.values.keys():
            _invalid("without its key")
    elif not change.parents and uuid.UUID(change.record).version == 5:
        _invalid("key of another record")
