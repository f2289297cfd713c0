"""From the tables of a criteria file to a criteria set.

Single values are checked here, their accord in `criteria_checks`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from vanhoa_desktop.domain.enums import LearningModel, TargetGroup
from vanhoa_desktop.scoring.criteria import (
    Answer,
    CriteriaSet,
    Criterion,
    Grade,
    Grounds,
    Indicator,
    Level,
    Prerequisite,
    PrerequisiteSeverity,
    RecognisedBy,
)
from vanhoa_desktop.scoring.expressions import Expression, ExpressionError, parse_expression
from vanhoa_desktop.scoring.facts import POPULATIONS, known_facts
from vanhoa_desktop.scoring.problems import ProblemCode
from vanhoa_desktop.scoring.toml_table import Table

FORMAT = "vanhoa/criteria/1"
MAX_STEPS = 2_001
_ZERO, _ONE, _TEN = Decimal(0), Decimal(1), Decimal(10)

_ID = re.compile(r"[A-Z0-9]{1,20}(-[A-Z0-9]{1,20}){0,4}")
_VERSION = re.compile(r"[1-9]\d{0,3}(\.\d{1,4}){0,2}")
_LEVEL = re.compile(r"[A-Za-z0-9]{1,10}")
_CRITERION = re.compile(r"TC[1-9]\d?")
_INDICATOR = re.compile(r"CS[1-9]\d?")
_TARGET = re.compile(r"CT[1-9]\d?(\.[1-9]\d?)?")
_PREREQUISITE = re.compile(r"DK[1-9]\d?")


@dataclass(frozen=True, slots=True)
class _Defaults:
    """What all indicators share unless they say otherwise."""

    maximum: Decimal
    step: Decimal
    minimum: Decimal
    groups: tuple[TargetGroup, ...]
    level_count: int


def read_set(document: Table, sha256: str) -> CriteriaSet:
    """The criteria set of a whole file; problems are in the table's findings."""
    if document.text("format") != FORMAT:
        document.report("format", ProblemCode.FORMAT_UNKNOWN, expected=FORMAT)
    model = document.member("model", LearningModel) or LearningModel.CITIZEN
    groups = document.members("groups", TargetGroup)
    points = document.table("points")
    threshold = points.number("threshold", is_required=False)
    is_rule_known = points.truth("rule_known", default=True)
    points.number("sum", is_required=False)  # compared with the indicators in criteria_checks
    minimum = points.number("minimum", _ZERO) or _ZERO
    levels = _levels(document.tables("levels"), threshold)
    defaults = _Defaults(
        maximum=points.number("maximum", _TEN) or _TEN,
        step=points.number("step", _ONE) or _ONE,
        minimum=minimum,
        groups=groups,
        level_count=len(levels),
    )
    points.finish()
    found = CriteriaSet(
        id=_code(document, "id", _ID),
        version=_code(document, "version", _VERSION),
        model=model,
        title=document.text("title"),
        legal_basis=document.text("legal_basis"),
        in_force_from=document.date("in_force_from", is_required=True) or "",
        in_force_to=document.date("in_force_to", is_required=False),
        groups=groups,
        criteria=tuple(_criterion(table, defaults) for table in document.tables("criteria")),
        threshold=threshold,
        validity_months=document.whole("validity_months", 12),
        sha256=sha256,
        levels=levels,
        prerequisites=tuple(
            _prerequisite(table, model, levels) for table in document.tables("prerequisites")
        ),
        recognised_by=document.members("recognised_by", RecognisedBy),
        is_rule_known=is_rule_known,
        gaps=document.texts("gaps"),
        grounds=_grounds(document),
    )
    document.finish()
    return found


def _code(table: Table, key: str, form: re.Pattern[str]) -> str:
    found = table.text(key)
    if found and form.fullmatch(found) is None:
        table.report(key, ProblemCode.CODE_MALFORMED, key=key, value=found[:40])
    return found


def _grounds(table: Table) -> Grounds:
    return Grounds(
        grade=table.member("grade", Grade, Grade.QUOTED) or Grade.QUOTED,
        note=table.text("certainty", is_required=False),
        source=table.text("source", is_required=False),
    )


def _levels(tables: Sequence[Table], threshold: Decimal | None) -> tuple[Level, ...]:
    found = []
    for rank, table in enumerate(tables, start=1):
        level = Level(
            code=_code(table, "code", _LEVEL),
            title=table.text("title"),
            rank=rank,
            threshold=table.number("threshold", threshold, is_required=False),
            minimum=table.number("minimum", _ZERO) or _ZERO,
            after_months=table.whole("after_months", 0),
        )
        table.finish()
        found.append(level)
    return tuple(found)


def _criterion(table: Table, defaults: _Defaults) -> Criterion:
    code = _code(table, "code", _CRITERION)
    scored = [_scored(item, code, defaults) for item in table.tables("indicators")]
    targets = [_target(item, code, defaults) for item in table.tables("targets")]
    found = Criterion(
        code=code,
        title=table.text("title"),
        indicators=(*scored, *targets),
        maximum=table.number("maximum", is_required=False),
        grounds=_grounds(table),
    )
    table.finish()
    return found


def _scored(table: Table, criterion: str, defaults: _Defaults) -> Indicator:
    steps = _steps(table, defaults)
    wording, by_group = _wordings(table, defaults.groups)
    minimum = table.number("minimum", defaults.minimum)
    found = Indicator(
        code=_code(table, "code", _INDICATOR),
        criterion=criterion,
        maximum=steps[-1],
        step=min((b - a for a, b in pairwise(steps)), default=steps[-1]),
        minimum=defaults.minimum if minimum is None else minimum,
        wording=wording,
        wording_by_group=by_group,
        steps=steps,
        evidence=table.texts("evidence"),
        help_text=table.text("help", is_required=False),
        grounds=_grounds(table),
    )
    table.finish()
    return found


def _steps(table: Table, defaults: _Defaults) -> tuple[Decimal, ...]:
    """All allowed points: the list `steps`, or every multiple of `step` up to `maximum`."""
    listed = table.numbers("steps")
    maximum = table.number("maximum", listed[-1] if listed else defaults.maximum) or _ONE
    step = table.number("step", defaults.step) or _ZERO
    if listed:
        if list(listed) != sorted(set(listed)) or listed[-1] != maximum or table.has("step"):
            table.report("steps", ProblemCode.STEPS_INVALID, key="steps")
        return tuple(sorted(set(listed)))
    if step <= 0 or maximum / step > MAX_STEPS:
        table.report("step", ProblemCode.STEPS_INVALID, key="step")
        return (_ZERO, maximum)
    if maximum % step:
        place = "maximum" if table.has("maximum") else "step"
        table.report(place, ProblemCode.MAXIMUM_NOT_ON_STEP, maximum=maximum, step=step)
        return (_ZERO, maximum)
    return tuple(step * place for place in range(int(maximum / step) + 1))


def _wordings(table: Table, groups: Sequence[TargetGroup]) -> tuple[str, dict[TargetGroup, str]]:
    """The common wording and those per group; without a common one every group needs its own."""
    own = table.table("wording_by_group")
    by_group = {item: own.text(item.value) for item in TargetGroup if own.has(item.value)}
    own.finish()
    for group in by_group:
        if group not in groups:
            own.report(group.value, ProblemCode.GROUP_NOT_LISTED, group=group.value)
    lacking = [item.value for item in groups if item not in by_group]
    if not table.has("wording") and by_group:
        for name in lacking:
            table.report("wording_by_group", ProblemCode.GROUP_WITHOUT_WORDING, group=name)
        return "", by_group
    return table.text("wording"), by_group


def _target(table: Table, criterion: str, defaults: _Defaults) -> Indicator:
    answer = table.member("answer", Answer, Answer.YES_NO) or Answer.YES_NO
    if answer is Answer.POINTS:
        table.report(
            "answer",
            ProblemCode.VALUE_NOT_KNOWN,
            key="answer",
            value=answer.value,
            allowed="yes_no, level",
        )
    if answer is Answer.LEVEL and not defaults.level_count:
        table.report("answer", ProblemCode.LEVELS_MISSING, key="answer")
    highest = max(1, defaults.level_count) if answer is Answer.LEVEL else 1
    wording, by_group = _wordings(table, defaults.groups)
    found = Indicator(
        code=_code(table, "code", _TARGET),
        criterion=criterion,
        maximum=Decimal(highest),
        step=_ONE,
        minimum=_ONE,
        wording=wording,
        wording_by_group=by_group,
        answer=answer,
        steps=tuple(Decimal(place) for place in range(highest + 1)),
        evidence=table.texts("evidence"),
        help_text=table.text("help", is_required=False),
        grounds=_grounds(table),
    )
    table.finish()
    return found


def _prerequisite(table: Table, model: LearningModel, levels: Sequence[Level]) -> Prerequisite:
    is_share = table.has("who_counts") or table.has("share_required")
    if is_share == table.has("condition"):
        table.report("code", ProblemCode.PREREQUISITE_UNCLEAR, model=model.value)
    who = table.text("who_counts", is_required=is_share)
    if who and who not in POPULATIONS[model]:
        allowed = ", ".join(POPULATIONS[model])
        table.report(
            "who_counts",
            ProblemCode.FACT_UNKNOWN,
            fact=who[:40],
            model=model.value,
            allowed=allowed,
        )
    found = Prerequisite(
        code=_code(table, "code", _PREREQUISITE),
        wording=table.text("wording"),
        severity=table.member("severity", PrerequisiteSeverity) or PrerequisiteSeverity.BLOCKING,
        who_counts=who,
        share_required=table.share("share_required") if is_share else _ZERO,
        condition=_condition(table, model) if table.has("condition") else None,
        from_rank=_rank(table, levels),
        grounds=_grounds(table),
    )
    table.finish()
    return found


def _rank(table: Table, levels: Sequence[Level]) -> int:
    code = table.text("from_level", is_required=False)
    ranks = {level.code: level.rank for level in levels}
    if code and code not in ranks:
        table.report(
            "from_level",
            ProblemCode.VALUE_NOT_KNOWN,
            key="from_level",
            value=code,
            allowed=", ".join(ranks),
        )
    return ranks.get(code, 1)


def _condition(table: Table, model: LearningModel) -> Expression | None:
    facts = known_facts(model)
    try:
        return parse_expression(table.text("condition"), facts)
    except ExpressionError as error:
        if error.why == "UNKNOWN_FACT":
            allowed = ", ".join(sorted(facts))
            table.report(
                "condition",
                ProblemCode.FACT_UNKNOWN,
                fact=error.found,
                model=model.value,
                allowed=allowed,
            )
        else:
            table.report(
                "condition",
                ProblemCode.CONDITION_INVALID,
                why=error.why,
                place=error.at,
                found=error.found,
            )
        return None
