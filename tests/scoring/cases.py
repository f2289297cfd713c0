"""Reads the tables of named boundary cases, which people without programming can check."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from vanhoa_desktop.domain.enums import Assessor, TargetGroup
from vanhoa_desktop.scoring.criteria import CriteriaSet
from vanhoa_desktop.scoring.criteria_file import parse_criteria, shipped_sets
from vanhoa_desktop.scoring.expressions import Value
from vanhoa_desktop.scoring.facts import KnownFacts, Tally
from vanhoa_desktop.scoring.results import Reason

FOLDER = Path(__file__).parent / "cases"
UNANSWERED = "-"


@dataclass(frozen=True)
class Case:
    """One named case: what is given, what is expected, and why."""

    name: str
    given: Mapping[str, object]

    def __str__(self) -> str:
        return self.name

    @property
    def criteria(self) -> CriteriaSet:
        """The set named by the case: a shipped one, or a made-up one beside the cases."""
        name = str(self.given["criteria"])
        shipped = {criteria.id: criteria for criteria in shipped_sets()}
        if name in shipped:
            return shipped[name]
        return parse_criteria((FOLDER / "sets" / name).read_text(encoding="utf-8"), name)

    @property
    def group(self) -> TargetGroup | None:
        """The target group, if the case names one."""
        return TargetGroup(str(self.given["group"])) if "group" in self.given else None

    @property
    def points(self) -> dict[Assessor, dict[str, Decimal]]:
        """Points by assessor; `points` alone are the village's."""
        codes = [indicator.code for indicator in self.criteria.indicators]
        rows = {Assessor.VILLAGE: self.given.get("points")}
        rows |= {who: self.given[who.value] for who in Assessor if who.value in self.given}
        return {who: _points(codes, str(row)) for who, row in rows.items() if row is not None}

    @property
    def standing(self) -> KnownFacts:
        """What is known beside the points."""
        tallies = _table(self.given.get("tallies"))
        entered = _table(self.given.get("facts"))
        months = _table(self.given.get("months"))
        return KnownFacts(
            tallies={name: _tally(str(text)) for name, text in tallies.items()},
            entered={name: _fact(value) for name, value in entered.items()},
            months_since={name: int(str(value)) for name, value in months.items()},
        )


def cases(file_name: str, list_name: str = "case") -> Iterator[Case]:
    """All cases of a file; what stands at its top holds for each of them."""
    content = tomllib.loads((FOLDER / file_name).read_text(encoding="utf-8"), parse_float=Decimal)
    listed = content.pop(list_name)
    for item in listed:
        yield Case(item["name"], {**content, **item})


def written(reasons: tuple[Reason, ...]) -> list[str]:
    """Reasons as the case files write them: the code, and the indicator or prerequisite."""
    found = []
    for reason in reasons:
        about = reason.indicator or reason.facts.get("prerequisite")
        found.append(reason.code if about is None else f"{reason.code} {about}")
    return found


def _points(codes: list[str], row: str) -> dict[str, Decimal]:
    given = row.split()
    return {c: Decimal(p) for c, p in zip(codes, given, strict=True) if p != UNANSWERED}


def _tally(text: str) -> Tally:
    titled, count = text.split("/")
    return Tally(count=int(count), titled=int(titled))


def _fact(value: object) -> Value:
    return value if isinstance(value, bool) else Fraction(str(value))


def _table(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}
