"""Criteria sets as TOML files: read, checked, hashed; and the shipped ones.

The format is in docs/criteria-format.md.
"""

import hashlib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import NoReturn

from vanhoa_desktop import canonical
from vanhoa_desktop.canonical import Json
from vanhoa_desktop.domain.enums import LearningModel
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.paths import resource
from vanhoa_desktop.scoring.criteria import CriteriaSet
from vanhoa_desktop.scoring.criteria_checks import check_beside, check_set
from vanhoa_desktop.scoring.criteria_reading import read_set
from vanhoa_desktop.scoring.problems import LineProblem, summary
from vanhoa_desktop.scoring.toml_table import Findings, Table, load

SHIPPED_FOLDER = "criteria"
_TARGETS_PREFIX = "targets-"


def parse_criteria(content: str, source_name: str) -> CriteriaSet:
    """The set in a TOML text; raises CRITERIA_INVALID with every error found and its line."""
    criteria, findings = _read(content)
    errors = [problem for problem in findings.problems if problem.is_error]
    if errors or criteria is None:
        _refuse(source_name, errors)
    return criteria


def check_criteria_file(content: str, others: Sequence[CriteriaSet] = ()) -> list[LineProblem]:
    """Everything that is wrong or missing in a file, by line.

    `others` are the sets that were published: those of one model may not contradict each other.
    """
    criteria, findings = _read(content)
    if criteria is not None:
        check_beside(Table({}, (), findings), criteria, others)
    return sorted(findings.problems, key=lambda problem: problem.line)


def content_hash(document: Mapping[str, object]) -> str:
    """SHA-256 over the canonical content: layout, comments and the order of keys do not count."""
    return hashlib.sha256(canonical.encode(_as_json(document))).hexdigest()


def in_force(sets: Sequence[CriteriaSet], model: LearningModel, year: int) -> CriteriaSet | None:
    """The newest set of a model in force in a year, or None."""
    fitting = [
        criteria for criteria in sets if criteria.model is model and criteria.is_in_force(year)
    ]
    return max(
        fitting, key=lambda found: (found.in_force_from, version_key(found.version)), default=None
    )


def version_key(version: str) -> tuple[int, ...]:
    """Orders versions by number: 1 < 1.2 < 1.10 < 2."""
    return tuple(int(part) for part in version.split("."))


@cache
def shipped_contents() -> Mapping[str, str]:
    """The text of every shipped set by its content hash."""
    folder = resource(SHIPPED_FOLDER)
    names = sorted(
        path.name for path in folder.glob("*.toml") if not path.name.startswith(_TARGETS_PREFIX)
    )
    contents = {name: (folder / name).read_text(encoding="utf-8") for name in names}
    return {parse_criteria(content, name).sha256: content for name, content in contents.items()}


@cache
def shipped_sets() -> tuple[CriteriaSet, ...]:
    """All sets that come with the program."""
    return tuple(parse_criteria(content, sha256) for sha256, content in shipped_contents().items())


def _refuse(source_name: str, errors: list[LineProblem]) -> NoReturn:
    raise VanHoaError(ErrorCode.CRITERIA_INVALID, name=source_name, problems=summary(errors))


def _read(content: str) -> tuple[CriteriaSet | None, Findings]:
    """The set as far as it can be read (None if the text is not even TOML) and its problems."""
    document, findings = load(content)
    if findings.problems:
        return None, findings
    table = Table(document, (), findings)
    criteria = read_set(table, "")
    check_set(table, criteria)
    if any(problem.is_error for problem in findings.problems):
        return criteria, findings
    return replace(criteria, sha256=content_hash(document)), findings


def _as_json(value: object) -> Json:
    """TOML values as canonical JSON: numbers and dates become text, so 5 and 5.0 are the same."""
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, int | Decimal):
        return format(Decimal(value).normalize(), "f")
    if isinstance(value, Mapping):
        return {str(name): _as_json(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_as_json(item) for item in value]
    return str(value)
