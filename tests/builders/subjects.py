"""Subjects of the six models under made-up sets whose prerequisites are blocking."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from tests.scoring.cases import FOLDER
from vanhoa_desktop.domain.enums import Assessor, LearningModel
from vanhoa_desktop.scoring.criteria import CriteriaSet
from vanhoa_desktop.scoring.criteria_file import (
    in_force,
    parse_criteria,
    shipped_contents,
    shipped_sets,
)
from vanhoa_desktop.scoring.expressions import Value
from vanhoa_desktop.scoring.subjects import Membership, Subject, SubjectKey

FILES = {
    LearningModel.FAMILY: "family-blocking.toml",
    LearningModel.CLAN: "clan-blocking.toml",
    LearningModel.COMMUNITY: "community-blocking.toml",
    LearningModel.UNIT: "unit-blocking.toml",
    LearningModel.COMMUNE: "commune-blocking.toml",
}


def made_up_set(file_name: str) -> CriteriaSet:
    """A set beside the boundary cases."""
    return parse_criteria((FOLDER / "sets" / file_name).read_text(encoding="utf-8"), file_name)


def _sets() -> dict[LearningModel, CriteriaSet]:
    citizen = in_force(shipped_sets(), LearningModel.CITIZEN, 2026)
    assert citizen is not None
    return {LearningModel.CITIZEN: citizen} | {m: made_up_set(f) for m, f in FILES.items()}


SETS: Mapping[LearningModel, CriteriaSet] = _sets()
# The text of each set's file.
CONTENTS: Mapping[LearningModel, str] = {
    LearningModel.CITIZEN: shipped_contents()[SETS[LearningModel.CITIZEN].sha256],
    **{m: (FOLDER / "sets" / f).read_text(encoding="utf-8") for m, f in FILES.items()},
}
# What is entered beside the points so that no fact stands against the title.
GOOD_FACTS: Mapping[LearningModel, Mapping[str, Value]] = {
    LearningModel.FAMILY: {
        "children": Fraction(1),
        "children_at_school": Fraction(1),
        "has_fund": True,
    },
    LearningModel.CLAN: {"has_fund": True, "children_dropped_out": Fraction(0)},
}
VILLAGE = SubjectKey(LearningModel.COMMUNITY, "thôn 1")
COMMUNE = SubjectKey(LearningModel.COMMUNE, "xã")


def person_key(name: str) -> SubjectKey:
    return SubjectKey(LearningModel.CITIZEN, name)


def points(criteria: CriteriaSet, row: str) -> dict[Assessor, dict[str, Decimal]]:
    """The village's points in the order of the form, «-» for unanswered."""
    given = zip(criteria.indicators, row.split(), strict=True)
    return {Assessor.VILLAGE: {i.code: Decimal(text) for i, text in given if text != "-"}}


def citizen(name: str, row: str, *memberships: Membership) -> Subject:
    """A citizen with these points."""
    criteria = SETS[LearningModel.CITIZEN]
    key = person_key(name)
    return Subject(key, criteria, points(criteria, row), belongs_to=frozenset(memberships))


def body(key: SubjectKey, row: str, *memberships: Membership) -> Subject:
    """A family, clan, community, unit or commune with these points and good facts."""
    criteria = SETS[key.model]
    return Subject(
        key,
        criteria,
        points(criteria, row),
        entered=GOOD_FACTS.get(key.model, {}),
        belongs_to=frozenset(memberships),
    )


def family(name: str, *memberships: Membership) -> Subject:
    """A family with full points."""
    return body(SubjectKey(LearningModel.FAMILY, name), "30 30 40", *memberships)


def with_points(subject: Subject, row: str) -> Subject:
    """The same subject with other points."""
    assert subject.criteria is not None
    return replace(subject, points=points(subject.criteria, row))
