"""The one table of record kinds.

Who writes, who receives, and what each field may hold (docs/architecture.md).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NoReturn

from vanhoa_desktop.canonical import Json
from vanhoa_desktop.domain.enums import (
    AssessmentStatus,
    DecisionStatus,
    LearningModel,
    Outcome,
    Presence,
    Sex,
    TargetGroup,
    UnitKind,
)
from vanhoa_desktop.domain.targets import DigitalBasis, SnapshotKind
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.journal import value_rules as rules
from vanhoa_desktop.journal.change import CONTROL
from vanhoa_desktop.journal.identity import NATURAL_KEYS, natural_id
from vanhoa_desktop.journal.value_rules import Rule

MAX_UNKNOWN_VALUE_BYTES = 4_096
MAX_CRITERIA_CHARACTERS = 200_000
MAX_SETTING_CHARACTERS = 20_000  # a whole plan with its targets (docs/targets-format.md)
MAX_SNAPSHOT_CHARACTERS = 1_000_000
MAX_BRANCH_MEMBERS = 1_000_000


class Writers(StrEnum):
    """Who may write a kind.

    The record's unit and the commune, any commune device, or the office alone.
    """

    UNIT = "unit"
    COMMUNE = "commune"
    OFFICE = "office"


class Receivers(StrEnum):
    """Who holds a kind.

    Everyone, the record's unit (and the unit it names), or the commune alone.
    """

    ALL = "all"
    UNIT = "unit"
    COMMUNE = "commune"


@dataclass(frozen=True, slots=True)
class Kind:
    """One row of the table.

    `for_commune` matches fields that a unit may not write though it writes the kind.
    """

    name: str
    writers: Writers
    receivers: Receivers
    fields: Mapping[str, Rule]
    statuses: frozenset[str] = frozenset({"open"})
    patterns: tuple[tuple[re.Pattern[str], Rule], ...] = ()
    for_commune: re.Pattern[str] | None = None

    @property
    def key(self) -> frozenset[str]:
        """The fields that name the one record of this kind; empty where ids are random."""
        return frozenset(NATURAL_KEYS.get(self.name, ()))


# A person's unit of assessment in a year where it is not the home unit (office-practice.md A2).
ASSESSING = "assessing."
# The unit that a title's holder lives in: it hears of the title too.
HOME_UNIT = "home_unit"
# Which of two linked records of a person counts in a year.
COUNTS = "counts."
# The clan in which a household counts in a year: at most one (office-practice.md A6).
CLAN = "clan."
# What is entered beside the points of a model that is not a person's (docs/criteria-format.md).
FACT = "fact."
_ID = rules.matching(rules.UUID_FORM)
_SHA = rules.matching(rules.SHA256_FORM)
_NAME = rules.nonempty(rules.text(200))
_YEAR = rules.whole(2000, 2200)
_CONSENT = rules.optional(rules.parts(by=rules.text(200), form=rules.text(40), on=rules.date))
CONSENT_FIELDS = frozenset({"use_consent", "post_consent"})
_CONFIRMED = rules.optional(
    rules.parts(
        basis=rules.member_of(DigitalBasis), on=rules.optional(rules.date), value=rules.truth
    )
)
_RESULT = rules.parts(
    outcome=rules.member_of(Outcome), total=rules.optional(rules.canonical_decimal)
)
_INDICATOR = r"[A-Z]{1,4}[0-9]{1,3}(?:\.[0-9]{1,3})?"
POINTS_FIELD = re.compile(rf"(self|village|commune)[.]({_INDICATOR})")
FOUND_FIELD = re.compile(rf"found[.]({_INDICATOR})")
_FIELD_NAME = re.compile(rf"[a-z][a-z0-9_]{{0,40}}(\.([a-z0-9_]{{1,40}}|{_INDICATOR}))?")

_TABLE = (
    Kind(
        "unit",
        Writers.OFFICE,
        Receivers.ALL,
        {"name": _NAME, "unit_kind": rules.member_of(UnitKind), "parent": rules.optional(_ID)},
    ),
    Kind(
        "cycle",
        Writers.OFFICE,
        Receivers.ALL,
        {"year": _YEAR, "until": rules.optional(rules.date)},
        patterns=(
            (
                re.compile("criteria[.](" + "|".join(model.value for model in LearningModel) + ")"),
                rules.parts(id=rules.text(80), sha256=_SHA, version=rules.text(40)),
            ),
        ),
    ),
    Kind(
        "criteria",
        Writers.OFFICE,
        Receivers.ALL,
        {
            "set_id": rules.text(80),
            "version": rules.text(40),
            "model": rules.member_of(LearningModel),
            "sha256": _SHA,
            "content": rules.text(MAX_CRITERIA_CHARACTERS, lines=True, exact=True),
        },
    ),
    Kind(
        "setting",
        Writers.OFFICE,
        Receivers.ALL,
        {
            "key": rules.text(80),
            "from": rules.date,
            "value": rules.text(MAX_SETTING_CHARACTERS, lines=True, exact=True),
        },
    ),
    Kind(
        "clan",
        Writers.OFFICE,
        Receivers.ALL,
        {"name": _NAME, "head_name": rules.optional(rules.text(120))},
    ),
    Kind(
        "person",
        Writers.UNIT,
        Receivers.UNIT,
        {
            "full_name": rules.nonempty(rules.text(120)),
            "birth": rules.optional(rules.birth),
            "sex": rules.optional(rules.member_of(Sex)),
            "citizen_number": rules.optional(rules.matching(re.compile(r"[0-9]{9}|[0-9]{12}"))),
            "phone": rules.optional(rules.text(40)),
            "membership": rules.optional(
                rules.parts(household=rules.optional(_ID), relation=rules.optional(rules.text(60)))
            ),
            "occupation": rules.optional(rules.text(120)),
            "target_group": rules.optional(rules.member_of(TargetGroup)),
            "presence": rules.parts(on=rules.optional(rules.date), value=rules.member_of(Presence)),
            "note": rules.optional(rules.text(2_000, lines=True)),
        },
        patterns=((re.compile(rf"{re.escape(ASSESSING)}[0-9]{{4}}"), rules.optional(_ID)),),
    ),
    Kind(
        "household",
        Writers.UNIT,
        Receivers.UNIT,
        {"code": rules.nonempty(rules.text(120)), "head_name": rules.optional(rules.text(120))},
        patterns=((re.compile(rf"{re.escape(CLAN)}[0-9]{{4}}"), rules.optional(_ID)),),
    ),
    Kind(
        "registration",
        Writers.UNIT,
        Receivers.UNIT,
        {"person": _ID, "year": _YEAR, "use_consent": _CONSENT, "post_consent": _CONSENT},
    ),
    Kind(
        "assessment",
        Writers.UNIT,
        Receivers.UNIT,
        {
            "person": _ID,
            "year": _YEAR,
            "model": rules.member_of(LearningModel),
            "criteria": _SHA,
            "target_group": rules.optional(rules.member_of(TargetGroup)),
            "return_reason": rules.optional(rules.text(1_000, lines=True)),
        },
        statuses=frozenset(status.value for status in AssessmentStatus),
        patterns=(
            (POINTS_FIELD, rules.points),
            (re.compile(rf"{re.escape(FACT)}[a-z_]{{1,40}}"), rules.fact),
        ),
        for_commune=re.compile(r"commune[.].*|return_reason"),
    ),
    Kind(
        "decision",
        Writers.OFFICE,
        Receivers.ALL,
        {
            "year": _YEAR,
            "model": rules.member_of(LearningModel),
            "number": rules.optional(rules.nonempty(rules.text(60))),
            "decided_on": rules.optional(rules.date),
            "signer": rules.optional(rules.text(120)),
        },
        statuses=frozenset(status.value for status in DecisionStatus),
    ),
    Kind(
        "recognition",
        Writers.OFFICE,
        Receivers.UNIT,
        {
            "person": _ID,
            "year": _YEAR,
            "model": rules.member_of(LearningModel),
            "decision": _ID,
            "certificate_number": rules.optional(rules.nonempty(rules.text(60))),
            "full_name": _NAME,
            "birth_year": rules.optional(rules.whole(1850, 2200)),
            "sex": rules.optional(rules.member_of(Sex)),
            "unit_name": rules.text(200),
            "home_unit": _ID,
            "level": rules.optional(rules.text(40)),
        },
    ),
    Kind(
        "same_person",
        Writers.COMMUNE,
        Receivers.COMMUNE,
        {"a": _ID, "b": _ID},
        patterns=((re.compile(rf"{re.escape(COUNTS)}[0-9]{{4}}"), rules.optional(_ID)),),
    ),
    Kind(
        "minutes",
        Writers.UNIT,
        Receivers.UNIT,
        {
            "year": _YEAR,
            "held_on": rules.optional(rules.date),
            "text": rules.text(20_000, lines=True),
        },
    ),
    Kind(
        "evidence",
        Writers.UNIT,
        Receivers.UNIT,
        {
            "person": rules.optional(_ID),
            "year": _YEAR,
            "indicator": rules.optional(rules.matching(re.compile(_INDICATOR))),
            "sha256": rules.optional(_SHA),
            "note": rules.optional(rules.text(2_000, lines=True)),
        },
    ),
    Kind(
        "digital",
        Writers.UNIT,
        Receivers.UNIT,
        {"person": _ID, "year": _YEAR, "skills": _CONFIRMED, "fluency": _CONFIRMED},
    ),
    Kind(
        "training",
        Writers.UNIT,
        Receivers.UNIT,
        {
            "year": _YEAR,
            "attendance": rules.parts(
                attended=rules.whole(0, MAX_BRANCH_MEMBERS),
                members=rules.whole(0, MAX_BRANCH_MEMBERS),
            ),
        },
    ),
    Kind(
        "outside_title",
        Writers.UNIT,
        Receivers.UNIT,
        {
            "person": _ID,
            "year": _YEAR,
            "issuer": _NAME,
            "decided_on": rules.optional(rules.date),
            "checked": rules.optional(rules.parts(by=rules.text(200), on=rules.date)),
        },
    ),
    # Counts only, so every device may hold them: what was sent upwards has many witnesses.
    Kind(
        "snapshot",
        Writers.OFFICE,
        Receivers.ALL,
        {
            "year": _YEAR,
            "number": rules.whole(1, 10_000),
            "snapshot_kind": rules.member_of(SnapshotKind),
            "cut_off": rules.date,
            "made_on": rules.date,
            "sha256": _SHA,
            "content": rules.text(MAX_SNAPSHOT_CHARACTERS, exact=True),
        },
    ),
    Kind(
        "sample",
        Writers.COMMUNE,
        Receivers.COMMUNE,
        {
            "year": _YEAR,
            "seed": rules.nonempty(rules.text(80)),
            "share_percent": rules.whole(1, 100),
            "drawn_on": rules.date,
            "population": rules.parts(sha256=_SHA, size=rules.whole(0, 10_000_000)),
        },
    ),
    Kind(
        "sampled_sheet",
        Writers.COMMUNE,
        Receivers.COMMUNE,
        {
            "sample": _ID,
            "person": _ID,
            "stratum": rules.parts(
                group=rules.optional(rules.member_of(TargetGroup)), unit=rules.text(60)
            ),
            "drawn": _RESULT,
            "finding": rules.optional(
                rules.parts(
                    by=rules.text(200),
                    note=rules.optional(rules.text(1_000, lines=True)),
                    on=rules.date,
                    result=_RESULT,
                )
            ),
        },
        patterns=((FOUND_FIELD, rules.points),),
    ),
)

KINDS: Mapping[str, Kind] = {kind.name: kind for kind in _TABLE}


def is_scoping(name: str) -> bool:
    """Whether a field, beside control, names a unit that the record concerns."""
    return name == HOME_UNIT or name.startswith(ASSESSING)


def kinds_received_by(receivers: Receivers) -> frozenset[str]:
    """The names of all kinds with these receivers."""
    return frozenset(kind.name for kind in _TABLE if kind.receivers is receivers)


def _refuse(record: str, field: str, why: str) -> NoReturn:
    raise VanHoaError(ErrorCode.BUNDLE_INVALID_CHANGE, record=record, field=field, why=why)


def kind_named(name: str, record: str) -> Kind:
    """The row of a kind; raises BUNDLE_INVALID_CHANGE for an unknown one."""
    found = KINDS.get(name)
    if found is None:
        _refuse(record, "", "unknown kind")
    return found


def is_of_office(name: str) -> bool:
    """Whether a kind is the office's alone to write."""
    found = KINDS.get(name)
    return found is not None and found.writers is Writers.OFFICE


def check_values(kind: Kind, record: str, values: Mapping[str, Json]) -> None:
    """Raise BUNDLE_INVALID_CHANGE for a value that the kind's rules refuse.

    A field that this version does not know is kept if its name and value are modest: a newer minor
    schema may know it.
    """
    for name, value in values.items():
        if name == CONTROL:
            _check_control(kind, record, value)
        elif not rule_of(kind, record, name)(value):
            _refuse(record, name, "value")
    if kind.key:
        _check_key(kind, record, values)


def _check_key(kind: Kind, record: str, values: Mapping[str, Json]) -> None:
    """Refuse a key that is not this record's: there is one sheet of a person, year and model."""
    if kind.key.isdisjoint(values):
        return
    parts = [values.get(name) for name in NATURAL_KEYS[kind.name]]
    if kind.name == "same_person" and parts != sorted(set(map(str, parts))):
        _refuse(record, "b", "one person linked with itself, or the later named first")
    is_whole = all(isinstance(part, str | int) for part in parts)
    if not is_whole or natural_id(kind.name, *parts) != record:  # type: ignore[arg-type]  # looked at
        _refuse(record, NATURAL_KEYS[kind.name][0], "key of another record")


def rule_of(kind: Kind, record: str, name: str) -> Rule:
    """The rule of a field; raises BUNDLE_INVALID_CHANGE for what can be no field's name.

    A field that this version does not know may be anything small.
    """
    rule = kind.fields.get(name)
    if rule is not None:
        return rule
    for pattern, pattern_rule in kind.patterns:
        if pattern.fullmatch(name):
            return pattern_rule
    if not _FIELD_NAME.fullmatch(name):
        _refuse(record, name[:60], "field name")
    return rules.small(MAX_UNKNOWN_VALUE_BYTES)


def _check_control(kind: Kind, record: str, value: Json) -> None:
    rule = rules.parts(
        deleted=lambda deleted: isinstance(deleted, bool),
        status=rules.one_of(kind.statuses),
        unit=_ID,
    )
    if not rule(value):
        _refuse(record, CONTROL, "control")
