"""What each kind of record looks like in the tables: a folded state to rows."""

from collections import defaultdict
from collections.abc import Callable
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import Table

from vanhoa_desktop.db import reporting_rows
from vanhoa_desktop.db.criteria_cache import CriteriaCache
from vanhoa_desktop.db.encoding import optional_key, record_key, to_milli
from vanhoa_desktop.db.evidence_rows import evidence_rows
from vanhoa_desktop.db.folded_values import number_of, part_of, text_of, unit_key, value_of
from vanhoa_desktop.db.tables import evidence as evidence_tables
from vanhoa_desktop.db.tables import projections as tables
from vanhoa_desktop.db.tables import reporting
from vanhoa_desktop.domain.enums import (
    Assessor,
    LearningModel,
    Outcome,
    Presence,
    TargetGroup,
    has_value,
)
from vanhoa_desktop.journal.fold import RecordState
from vanhoa_desktop.journal.kinds import ASSESSING, CLAN, COUNTS, FACT, POINTS_FIELD
from vanhoa_desktop.scoring.engine import assess
from vanhoa_desktop.texts.words.names import fold_text, sort_key
from vanhoa_desktop.texts.words.plain import plain_line

Row = dict[str, Any]
Rows = dict[Table, list[Row]]


def _unit(state: RecordState, _: CriteriaCache) -> Rows:
    name = text_of(state, "name") or ""
    row: Row = {
        "record": record_key(state.record),
        "name": name,
        "folded": fold_text(name),
        "sort_key": sort_key(name),
        "unit_kind": text_of(state, "unit_kind") or "",
        "parent": optional_key(text_of(state, "parent")),
    }
    return {tables.unit: [row]}


def _cycle(state: RecordState, _: CriteriaCache) -> Rows:
    prefix = "criteria."
    used = {
        n.removeprefix(prefix): v.value for n, v in state.fields.items() if n.startswith(prefix)
    }
    row: Row = {
        "record": record_key(state.record),
        "year": number_of(state, "year") or 0,
        "until": text_of(state, "until"),
        "criteria": used,
    }
    return {tables.cycle: [row]}


def _criteria(state: RecordState, _: CriteriaCache) -> Rows:
    fields = ("set_id", "version", "model", "sha256", "content")
    row: Row = {name: text_of(state, name) or "" for name in fields}
    return {tables.criteria: [row | {"record": record_key(state.record)}]}


def _setting(state: RecordState, _: CriteriaCache) -> Rows:
    row: Row = {
        "record": record_key(state.record),
        "key": text_of(state, "key") or "",
        "valid_from": text_of(state, "from") or "",
        "value": text_of(state, "value") or "",
    }
    return {tables.setting: [row]}


def _household(state: RecordState, _: CriteriaCache) -> Rows:
    row: Row = {
        "record": record_key(state.record),
        "unit": unit_key(state),
        "code": text_of(state, "code") or "",
        "head_name": text_of(state, "head_name"),
    }
    clans: list[Row] = [
        {"household": row["record"], "year": year, "clan": record_key(clan)}
        for year, clan in _by_year(state, CLAN)
    ]
    return {tables.household: [row], tables.clan_household: clans}


def _clan(state: RecordState, _: CriteriaCache) -> Rows:
    name = text_of(state, "name") or ""
    row: Row = {
        "record": record_key(state.record),
        "name": name,
        "sort_key": sort_key(name),
        "head_name": text_of(state, "head_name"),
    }
    return {tables.clan: [row]}


def _person(state: RecordState, _: CriteriaCache) -> Rows:
    name = text_of(state, "full_name") or ""
    birth = part_of(state, "birth", "text")
    row: Row = {
        "record": record_key(state.record),
        "unit": unit_key(state),
        "full_name": name,
        "folded": fold_text(name),
        "sort_key": sort_key(name),
        "birth": birth,
        "birth_precision": part_of(state, "birth", "precision"),
        "birth_year": int(birth[:4]) if birth else None,
        "household": optional_key(part_of(state, "membership", "household")),
        "relation": part_of(state, "membership", "relation"),
        "presence": part_of(state, "presence", "value") or Presence.PRESENT.value,
        "presence_on": part_of(state, "presence", "on"),
    }
    plain = ("sex", "citizen_number", "phone", "occupation", "target_group", "note")
    return {
        tables.person: [row | {field: text_of(state, field) for field in plain}],
        tables.person_assessing: _assessed(state, is_vouched=True),
        tables.assessing_wish: _assessed(state, is_vouched=False),
    }


def _assessed(state: RecordState, *, is_vouched: bool) -> list[Row]:
    """Where a person is assessed by the word of the commune, or else only of a unit."""
    return [
        {"person": record_key(state.record), "year": year, "unit": record_key(unit)}
        for year, unit in _by_year(state, ASSESSING)
        if (f"{ASSESSING}{year}" in state.vouched) is is_vouched
    ]


def _by_year(state: RecordState, prefix: str) -> list[tuple[int, str]]:
    """(year, id) of the fields «prefixYYYY» that hold an id."""
    return [
        (int(name.removeprefix(prefix)), value)
        for name in state.fields
        if name.startswith(prefix) and (value := text_of(state, name)) is not None
    ]


def _same_person(state: RecordState, _: CriteriaCache) -> Rows:
    key = record_key(state.record)
    row: Row = {"record": key}
    for name in ("a", "b"):
        row[name] = optional_key(text_of(state, name)) or b""
    choices: list[Row] = [
        {"link": key, "year": year, "person": record_key(person)}
        for year, person in _by_year(state, COUNTS)
    ]
    return {tables.same_person: [row], tables.same_person_choice: choices}


def _registration(state: RecordState, _: CriteriaCache) -> Rows:
    row: Row = {
        "record": record_key(state.record),
        "person": optional_key(text_of(state, "person")) or b"",
        "year": number_of(state, "year") or 0,
        "unit": unit_key(state),
        "use_consent_on": part_of(state, "use_consent", "on"),
        "post_consent_on": part_of(state, "post_consent", "on"),
    }
    return {tables.registration: [row]}


class _Given(NamedTuple):
    """Points of one assessor for one indicator, as a sheet has them."""

    assessor: Assessor
    indicator: str
    points: Decimal
    reason: str | None


def _given_points(state: RecordState) -> list[_Given]:
    """The points standing side by side on an assessment; cleared ones are left out.

    A field that only looks like points (a newer program may know it) is none of ours.
    """
    found: list[_Given] = []
    for name, held in state.fields.items():
        value = held.value
        matched = POINTS_FIELD.fullmatch(name) if isinstance(value, dict) else None
        if matched is not None and isinstance(value, dict) and value["points"] is not None:
            assessor, indicator = matched.groups()
            points = Decimal(value["points"])
            reason = value["reason"]
            shown = None if reason is None else plain_line(str(reason))
            found.append(_Given(Assessor(assessor), indicator, points, shown))
    return found


def _by_assessor(given: list[_Given]) -> dict[Assessor, dict[str, Decimal]]:
    found: dict[Assessor, dict[str, Decimal]] = defaultdict(dict)
    for item in given:
        found[item.assessor][item.indicator] = item.points
    return found


def _group(state: RecordState) -> TargetGroup | None:
    text = text_of(state, "target_group")
    return TargetGroup(text) if text is not None and has_value(TargetGroup, text) else None


def _assessment(state: RecordState, criteria: CriteriaCache) -> Rows:
    key = record_key(state.record)
    given = _given_points(state)
    sha256 = text_of(state, "criteria") or ""
    model = text_of(state, "model") or ""
    used = criteria.of(sha256, LearningModel(model)) if has_value(LearningModel, model) else None
    result = None if used is None else assess(used, _by_assessor(given), _group(state))
    total = None if result is None else result.total
    control = state.control
    row: Row = {
        "record": key,
        "person": optional_key(text_of(state, "person")) or b"",
        "year": number_of(state, "year") or 0,
        "model": model,
        "unit": unit_key(state),
        "status": "" if control is None else control.status,
        "criteria": sha256,
        "target_group": text_of(state, "target_group"),
        "total_milli": None if total is None else to_milli(total),
        "outcome": (Outcome.NOT_ASSESSED if result is None else result.outcome).value,
        "return_reason": text_of(state, "return_reason"),
        "in_conflict": bool(state.review),
    }
    point_rows: list[Row] = [
        {
            "assessment": key,
            "assessor": item.assessor.value,
            "indicator": item.indicator,
            "points_milli": to_milli(item.points),
            "reason": item.reason,
        }
        for item in given
    ]
    return {
        tables.assessment: [row],
        tables.points: point_rows,
        tables.fact: _fact_rows(state, key),
    }


def _fact_rows(state: RecordState, key: bytes) -> list[Row]:
    given = {name: value_of(state, name) for name in state.fields if name.startswith(FACT)}
    return [
        {
            "assessment": key,
            "name": name.removeprefix(FACT),
            "value": str(value).lower(),
        }
        for name, value in given.items()
        if value is not None
    ]


def _decision(state: RecordState, _: CriteriaCache) -> Rows:
    control = state.control
    row: Row = {
        "record": record_key(state.record),
        "year": number_of(state, "year") or 0,
        "model": text_of(state, "model") or "",
        "status": "" if control is None else control.status,
        "number": text_of(state, "number"),
        "decided_on": text_of(state, "decided_on"),
        "signer": text_of(state, "signer"),
    }
    return {tables.decision: [row]}


def _recognition(state: RecordState, _: CriteriaCache) -> Rows:
    name = text_of(state, "full_name") or ""
    row: Row = {
        "record": record_key(state.record),
        "person": optional_key(text_of(state, "person")) or b"",
        "year": number_of(state, "year") or 0,
        "model": text_of(state, "model") or "",
        "decision": optional_key(text_of(state, "decision")) or b"",
        "certificate_number": text_of(state, "certificate_number"),
        "full_name": name,
        "sort_key": sort_key(name),
        "birth_year": number_of(state, "birth_year"),
        "unit": unit_key(state),
        "unit_name": text_of(state, "unit_name") or "",
        "level": text_of(state, "level"),
    }
    return {tables.recognition: [row]}


_ROW_MAKERS: dict[str, Callable[[RecordState, CriteriaCache], Rows]] = {
    "unit": _unit,
    "cycle": _cycle,
    "criteria": _criteria,
    "setting": _setting,
    "household": _household,
    "clan": _clan,
    "person": _person,
    "same_person": _same_person,
    "registration": _registration,
    "assessment": _assessment,
    "decision": _decision,
    "recognition": _recognition,
    "evidence": evidence_rows,
}

# Kinds whose rows ask for no criteria set.
_REPORTING_ROW_MAKERS: dict[str, Callable[[RecordState], Rows]] = {
    "digital": reporting_rows.digital_rows,
    "training": reporting_rows.training_rows,
    "outside_title": reporting_rows.outside_title_rows,
    "snapshot": reporting_rows.snapshot_rows,
    "sample": reporting_rows.sample_rows,
    "sampled_sheet": reporting_rows.sampled_sheet_rows,
}

TABLES_OF_KIND: dict[str, tuple[Table, ...]] = {
    "unit": (tables.unit,),
    "cycle": (tables.cycle,),
    "criteria": (tables.criteria,),
    "setting": (tables.setting,),
    "household": (tables.household, tables.clan_household),
    "clan": (tables.clan,),
    "person": (tables.person, tables.person_assessing, tables.assessing_wish),
    "same_person": (tables.same_person, tables.same_person_choice),
    "registration": (tables.registration,),
    "assessment": (tables.assessment, tables.points, tables.fact),
    "decision": (tables.decision,),
    "recognition": (tables.recognition,),
    **{table.name: (table,) for table in reporting.REPORTING},
    "evidence": (evidence_tables.evidence,),
}


_ABOUT = ("person", "year")
# Without these a record is no such thing, and no list could show it: what a fork or a void leaves
# over waits for people, and stops nobody who reads.
_NEEDED: dict[str, tuple[str, ...]] = {
    "unit": ("name", "unit_kind"),
    "cycle": ("year",),
    "criteria": ("set_id", "version", "model", "sha256", "content"),
    "setting": ("key", "from", "value"),
    "same_person": ("a", "b"),
    "registration": _ABOUT,
    "assessment": (*_ABOUT, "model"),
    "decision": ("year", "model"),
    "recognition": (*_ABOUT, "model", "decision"),
    "digital": _ABOUT,
    "training": ("year",),
    "outside_title": _ABOUT,
    "snapshot": ("year", "number", "sha256", "content"),
    "sample": ("year", "seed"),
    "sampled_sheet": ("sample", "person"),
}


def rows_of(state: RecordState, criteria: CriteriaCache) -> Rows:
    """The rows of one live record; kinds without tables (kept for later releases) have none.

    Nor has a record of which nothing stands that it cannot do without.
    """
    if not state.fields.keys() >= set(_NEEDED.get(state.kind, ())):
        return {}
    make = _ROW_MAKERS.get(state.kind)
    if make is not None:
        return make(state, criteria)
    make_reporting = _REPORTING_ROW_MAKERS.get(state.kind)
    return {} if make_reporting is None else make_reporting(state)
