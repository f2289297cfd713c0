"""What records of targets, snapshots and samples look like in the tables."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from sqlalchemy import Table

from vanhoa_desktop.db.encoding import optional_key, record_key, to_milli
from vanhoa_desktop.db.folded_values import number_of, part_of, text_of, unit_key, value_of
from vanhoa_desktop.db.tables import reporting as tables
from vanhoa_desktop.domain.enums import Outcome
from vanhoa_desktop.journal.fold import RecordState
from vanhoa_desktop.journal.identity import training_id

Row = dict[str, Any]
Rows = dict[Table, list[Row]]


def digital_rows(state: RecordState) -> Rows:
    """Somebody's digital skills in a year."""
    row = _of_person(state)
    for name in ("skills", "fluency"):
        value = value_of(state, name)
        held = value if isinstance(value, dict) else {}
        row |= {
            name: held.get("value"),
            f"{name}_basis": held.get("basis"),
            f"{name}_on": held.get("on"),
        }
    return {tables.digital: [row]}


def training_rows(state: RecordState) -> Rows:
    """A branch's attendance: one for its unit and year, whatever else calls itself so."""
    control, year = state.control, number_of(state, "year") or 0
    if control is None or state.record != training_id(control.unit, year):
        return {}
    value = value_of(state, "attendance")
    held = value if isinstance(value, dict) else {}
    row: Row = {
        "record": record_key(state.record),
        "unit": unit_key(state),
        "year": year,
        "attended": held.get("attended", 0),
        "members": held.get("members", 0),
    }
    return {tables.training: [row]}


def outside_title_rows(state: RecordState) -> Rows:
    """A title from elsewhere."""
    row = _of_person(state) | {
        "issuer": text_of(state, "issuer") or "",
        "decided_on": text_of(state, "decided_on"),
        "checked_on": part_of(state, "checked", "on"),
    }
    return {tables.outside_title: [row]}


def snapshot_rows(state: RecordState) -> Rows:
    """Frozen figures."""
    texts = ("snapshot_kind", "cut_off", "made_on", "sha256", "content")
    row: Row = {name: text_of(state, name) or "" for name in texts}
    row |= {
        "record": record_key(state.record),
        "year": number_of(state, "year") or 0,
        "number": number_of(state, "number") or 0,
    }
    return {tables.snapshot: [row]}


def sample_rows(state: RecordState) -> Rows:
    """A drawn sample."""
    value = value_of(state, "population")
    population = value if isinstance(value, dict) else {}
    row: Row = {
        "record": record_key(state.record),
        "year": number_of(state, "year") or 0,
        "seed": text_of(state, "seed") or "",
        "share_percent": number_of(state, "share_percent") or 0,
        "drawn_on": text_of(state, "drawn_on") or "",
        "population": population.get("size", 0),
        "population_sha256": population.get("sha256", ""),
    }
    return {tables.sample: [row]}


def sampled_sheet_rows(state: RecordState) -> Rows:
    """A drawn sheet with what was found on the spot."""
    value = value_of(state, "finding")
    finding = value if isinstance(value, dict) else {}
    found = _result(finding.get("result"))
    drawn = _result(value_of(state, "drawn"))
    row: Row = {
        "record": record_key(state.record),
        "sample": optional_key(text_of(state, "sample")) or b"",
        "person": optional_key(text_of(state, "person")) or b"",
        "unit": part_of(state, "stratum", "unit") or "",
        "target_group": part_of(state, "stratum", "group"),
        "total_milli": drawn[0],
        "outcome": drawn[1] or Outcome.NOT_ASSESSED.value,
        "found_on": finding.get("on"),
        "found_by": finding.get("by"),
        "found_total_milli": found[0],
        "found_outcome": found[1],
        "note": finding.get("note"),
    }
    return {tables.sampled_sheet: [row]}


def _result(value: object) -> tuple[int | None, str | None]:
    if not isinstance(value, Mapping):
        return None, None
    total = value.get("total")
    return (None if total is None else to_milli(Decimal(str(total)))), value.get("outcome")


def _of_person(state: RecordState) -> Row:
    return {
        "record": record_key(state.record),
        "person": optional_key(text_of(state, "person")) or b"",
        "year": number_of(state, "year") or 0,
    }
