"""Every named boundary case of the case files gives what a person wrote down."""

from decimal import Decimal

import pytest

from tests.scoring.cases import FOLDER, Case, cases, written
from vanhoa_desktop.scoring.engine import assess

FILES = sorted(path.name for path in FOLDER.glob("*.toml"))
ALL = [case for name in FILES for case in cases(name)]


@pytest.mark.parametrize("case", ALL, ids=str)
def test_the_case_gives_what_is_written_down(case: Case) -> None:
    result = assess(case.criteria, case.points, case.group, case.standing)
    assert result.outcome.value == case.given["expected"]
    assert result.total == (Decimal(str(case.given["total"])) if "total" in case.given else None)
    assert list(result.missing) == case.given.get("missing", [])
    assert result.level == case.given.get("level")
    assert written(result.warnings) == case.given.get("warnings", [])
    if "reasons" in case.given:
        assert written(result.reasons) == case.given["reasons"]


def test_every_case_says_why_and_no_name_is_used_twice() -> None:
    assert all(str(case.given["why"]) for case in ALL)
    assert len({case.name for case in ALL}) == len(ALL)
