"""The quick rule says of every sheet what the explained result says."""

from collections.abc import Mapping
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders.subjects import SETS
from tests.scoring.cases import FOLDER, Case, cases
from tests.strategies.scoring import Sheet, sheets
from vanhoa_desktop.domain.enums import Assessor, TargetGroup
from vanhoa_desktop.scoring.criteria import CriteriaSet
from vanhoa_desktop.scoring.criteria_file import shipped_sets
from vanhoa_desktop.scoring.engine import assess, counted_points
from vanhoa_desktop.scoring.quick_rule import QuickRule

ALL = [case for path in sorted(FOLDER.glob("*.toml")) for case in cases(path.name)]
EVERY_SET = [*shipped_sets(), *SETS.values()]


def _agree(
    criteria: CriteriaSet, points: Mapping[Assessor, Mapping[str, Decimal]], group: str | None
) -> None:
    answers = {
        code: int(held.points * 1000) for code, held in counted_points(criteria, points).items()
    }
    meant = None if group is None else TargetGroup(group)
    assert QuickRule(criteria).outcome(answers, group) is assess(criteria, points, meant).outcome


@pytest.mark.parametrize("case", ALL, ids=str)
def test_the_quick_rule_agrees_on_every_boundary_case(case: Case) -> None:
    group = case.group
    _agree(case.criteria, case.points, None if group is None else group.value)


@pytest.mark.parametrize("criteria", EVERY_SET, ids=lambda criteria: str(criteria.id))
@given(data=st.data())
def test_the_quick_rule_agrees_on_any_sheet(criteria: CriteriaSet, data: st.DataObject) -> None:
    sheet: Sheet = data.draw(sheets(criteria))
    group = data.draw(st.sampled_from([None, *(group.value for group in TargetGroup)]))
    _agree(criteria, sheet, group)
