"""Criteria sets as TOML files: reading, hashing, and the shipped ones (docs/criteria-format.md)."""

import hashlib
import tomllib
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path

from vanhoa_desktop import canonical
from vanhoa_desktop.canonical import Json
from vanhoa_desktop.domain.enums import LearningModel, TargetGroup, has_value
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.paths import resource
from vanhoa_desktop.scoring.criteria import CriteriaSet, Indicator

FORMAT = "vanhoa/criteria/1"
SHIPPED_FOLDER = "criteria"


class _Problems(list[str]):
    """What is wrong with a file, gathered."""


def _as_json(value: object) -> Json:
    """TOML values as canonical JSON: numbers become decimal strings, so that 5 and 5.0 differ from nothing."""
    if isinstance(value, bool | str) or value is None:
        return value
    if isinstance(value, int | Decimal):
        return format(Decimal(value).normalize(), "f")
    if isinstance(value, Mapping):
        return {str(name): _as_json(item) for name, item in value.items()}
    if isinstance(value, Sequence):
        return [_as_json(item) for item in value]
    return str(value)


def content_hash(document: Mapping[str, object]) -> str:
    """SHA-256 over the canonical content of a parsed file: layout and comments do not count."""
    return hashlib.sha256(canonical.encode(_as_json(document))).hexdigest()


def _text(table: Mapping[str, object], name: str, problems: _Problems, *, default: str | None = None) -> str:
    value = table.get(name, default)
    if not isinstance(value, str):
        problems.append(f"thiếu «{name}»")
        return ""
    return value


def _decimal(table: Mapping[str, object], name: str, problems: _Problems) -> Decimal:
    value = table.get(name)
    try:
        if isinstance(value, bool) or not isinstance(value, int | str | Decimal):
            raise InvalidOperation
        number = Decimal(value)
    except InvalidOperation:
        problems.append(f"«{name}» phải là số")
        return Decimal(1)
    return number


def _groups(table: Mapping[str, object], problems: _Problems) -> tuple[TargetGroup, ...]:
    listed = table.get("groups", [])
    if not isinstance(listed, list) or not all(has_value(TargetGroup, group) for group in listed):
        problems.append("«groups» có nhóm không biết")
        return ()
    return tuple(TargetGroup(group) for group in listed)


def _tables(value: object) -> list[Mapping[str, object]]:
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []


def _indicator(table: Mapping[str, object], criterion: str, rules: Mapping[str, object], problems: _Problems) -> Indicator:
    merged = {**rules, **table}
    by_group = table.get("wording_by_group", {})
    wordings = by_group if isinstance(by_group, Mapping) else {}
    return Indicator(
        code=_text(table, "code", problems),
        criterion=criterion,
        maximum=_decimal(merged, "maximum", problems),
        step=_decimal(merged, "step", problems),
        minimum=_decimal(merged, "minimum", problems),
        wording=_text(table, "wording", problems),
        wording_by_group={TargetGroup(g): str(w) for g, w in wordings.items() if has_value(TargetGroup, g)},
        certainty=_text(table, "certainty", problems, default=""),
    )


def parse_criteria(content: str, source_name: str) -> CriteriaSet:
    """The set in a TOML text; raises CRITERIA_INVALID with every problem found."""
    problems = _Problems()
    try:
        document = tomllib.loads(content, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise VanHoaError(ErrorCode.CRITERIA_INVALID, name=source_name, problems=str(error)) from error
    if document.get("format") != FORMAT:
        problems.append(f"«format» phải là {FORMAT}")
    found = _set_of(document, problems)
    codes = [indicator.code for indicator in found.indicators]
    if len(set(codes)) != len(codes):
        problems.append("có hai chỉ số cùng mã")
    if sum((indicator.maximum for indicator in found.indicators), Decimal(0)) < found.threshold:
        problems.append("điểm cần đạt lớn hơn tổng điểm tối đa")
    if any(indicator.step <= 0 for indicator in found.indicators):
        problems.append("bước điểm phải lớn hơn 0")
    if problems:
        raise VanHoaError(ErrorCode.CRITERIA_INVALID, name=source_name, problems="; ".join(problems))
    return found


def _set_of(document: Mapping[str, object], problems: _Problems) -> CriteriaSet:
    rules = document.get("points", {})
    shared = rules if isinstance(rules, Mapping) else {}
    indicators = tuple(
        _indicator(table, _text(criterion, "title", problems), shared, problems)
        for criterion in _tables(document.get("criteria"))
        for table in _tables(criterion.get("indicators"))
    )
    model = document.get("model")
    if not has_value(LearningModel, model):
        problems.append("«model» không biết")
    until = document.get("in_force_to")
    validity = document.get("validity_months", 12)
    return CriteriaSet(
        id=_text(document, "id", problems),
        version=_text(document, "version", problems),
        model=LearningModel(str(model)) if has_value(LearningModel, model) else LearningModel.CITIZEN,
        title=_text(document, "title", problems),
        legal_basis=_text(document, "legal_basis", problems),
        certainty=_text(document, "certainty", problems, default=""),
        in_force_from=_text(document, "in_force_from", problems),
        in_force_to=until if isinstance(until, str) else None,
        groups=_groups(document, problems),
        indicators=indicators,
        threshold=_decimal(shared, "threshold", problems),
        validity_months=validity if isinstance(validity, int) else 12,
        sha256=content_hash(document),
    )


def _shipped_files() -> list[Path]:
    return sorted(resource(SHIPPED_FOLDER).glob("*.toml"))


@cache
def shipped_contents() -> dict[str, str]:
    """The text of every shipped set by its content hash."""
    contents = {path.name: path.read_text(encoding="utf-8") for path in _shipped_files()}
    return {parse_criteria(content, name).sha256: content for name, content in contents.items()}


@cache
def shipped_sets() -> tuple[CriteriaSet, ...]:
    """All sets that come with the program."""
    return tuple(parse_criteria(content, sha256) for sha256, content in shipped_contents().items())


def in_force(sets: Sequence[CriteriaSet], model: LearningModel, year: int) -> CriteriaSet | None:
    """The newest set of a model in force in a year, or None."""
    fitting = [criteria for criteria in sets if criteria.model is model and criteria.is_in_force(year)]
    return max(fitting, key=lambda criteria: (criteria.in_force_from, criteria.version), default=None)
