"""Sets of targets as TOML files: read, checked at their lines; and the shipped ones."""

import re
from decimal import Decimal
from functools import cache
from itertools import pairwise

from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.paths import resource
from vanhoa_desktop.scoring.criteria import Grade, Grounds
from vanhoa_desktop.scoring.problems import LineProblem, ProblemCode, summary
from vanhoa_desktop.scoring.targets import Measure, Role, Target, TargetSet
from vanhoa_desktop.scoring.toml_table import Table, load

FORMAT = "vanhoa/targets/1"
SHIPPED_FOLDER = "targets"
FIRST_MILESTONE, LAST_MILESTONE = 2021, 2099
_ID = re.compile(r"[A-Z0-9]{1,20}(-[A-Z0-9]{1,20}){0,4}")
_TARGET_ID = re.compile(r"[A-Z0-9]{1,12}(-[a-z0-9]{1,20}){0,3}")
_VERSION = re.compile(r"[1-9]\d{0,3}(\.\d{1,4}){0,2}")


def parse_targets(content: str, source_name: str) -> TargetSet:
    """The set in a TOML text; raises TARGETS_INVALID with every error found and its line."""
    found, problems = _read(content)
    errors = [problem for problem in problems if problem.is_error]
    if errors:
        raise VanHoaError(
            ErrorCode.TARGETS_INVALID,
            name=source_name,
            problems=summary(errors),
            line=errors[0].line,
        )
    return found


def check_targets_file(content: str) -> list[LineProblem]:
    """Everything that is wrong in a file, by line."""
    return sorted(_read(content)[1], key=lambda problem: problem.line)


@cache
def shipped_targets() -> tuple[TargetSet, ...]:
    """The sets that the program brings along, by id."""
    folder = resource(SHIPPED_FOLDER)
    found = [
        parse_targets(path.read_text(encoding="utf-8"), path.name)
        for path in sorted(folder.glob("*.toml"))
    ]
    return tuple(sorted(found, key=lambda one: one.id))


def _read(content: str) -> tuple[TargetSet, list[LineProblem]]:
    document, findings = load(content)
    table = Table(document, (), findings)
    if not findings.problems:
        found = _read_set(table)
        table.finish()
        return found, findings.problems
    return _read_set(Table({}, (), load("")[1])), findings.problems


def _read_set(table: Table) -> TargetSet:
    if table.text("format") != FORMAT:
        table.report("format", ProblemCode.FORMAT_UNKNOWN, expected=FORMAT)
    milestones = _milestones(table)
    targets = tuple(_read_target(item, milestones) for item in table.tables("targets"))
    if not targets:
        table.report("targets", ProblemCode.VALUE_MISSING, key="targets")
    _check_once(table, targets)
    begins, ends = table.date("in_force_from", is_required=True), _end(table)
    if begins and ends and ends < begins:
        table.report("in_force_until", ProblemCode.PERIOD_BACKWARDS, until=ends)
    return TargetSet(
        id=_code(table, "id", _ID),
        version=_code(table, "version", _VERSION),
        title=table.text("title"),
        area=table.text("area"),
        role=table.member("role", Role) or Role.PLAN,
        legal_basis=table.text("legal_basis"),
        in_force_from=begins or "",
        in_force_until=ends,
        grounds=_grounds(table, Grade.QUOTED),
        targets=targets,
    )


def _end(table: Table) -> str | None:
    return table.date("in_force_until", is_required=False)


def _milestones(table: Table) -> tuple[int, ...]:
    found = tuple(int(year) for year in table.numbers("milestones"))
    is_rising = all(left < right for left, right in pairwise(found))
    if not is_rising or any(not FIRST_MILESTONE <= year <= LAST_MILESTONE for year in found):
        table.report("milestones", ProblemCode.VALUE_OUT_OF_RANGE, key="milestones", value=found)
    return found


def _read_target(table: Table, milestones: tuple[int, ...]) -> Target:
    goals: dict[int, Decimal] = {
        year: table.share(f"goal_{year}") * 100 for year in milestones if table.has(f"goal_{year}")
    }
    found = Target(
        id=_code(table, "id", _TARGET_ID),
        measure=table.member("measure", Measure) or Measure.TRAINED,
        wording=table.text("wording"),
        goals=goals,
        grounds=_grounds(table, Grade.QUOTED),
    )
    table.finish()
    return found


def _grounds(table: Table, default: Grade) -> Grounds:
    return Grounds(
        table.member("grade", Grade, default) or default,
        table.text("certainty", is_required=False),
        table.text("source", is_required=False),
    )


def _code(table: Table, key: str, form: re.Pattern[str]) -> str:
    text = table.text(key)
    if text and not form.fullmatch(text):
        table.report(key, ProblemCode.CODE_MALFORMED, key=key, value=text[:40])
    return text


def _check_once(table: Table, targets: tuple[Target, ...]) -> None:
    seen: set[str] = set()
    for place, target in enumerate(targets):
        measured = () if target.measure is Measure.STATED else (target.measure.value,)
        for code in (target.id, *measured):
            if code in seen:
                table.findings.report(("targets", place), ProblemCode.CODE_TWICE, code=code)
            seen.add(code)
