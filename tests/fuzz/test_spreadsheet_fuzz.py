"""A short run of the fuzzer of spreadsheets; the long one is run by hand (docs/testing.md)."""

from collections.abc import Iterator
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.spreadsheets import READ, SpreadsheetTarget
from vanhoa_desktop.imports.tables.reading_room import ReadingRoom


@pytest.fixture(scope="module")
def target(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SpreadsheetTarget]:
    with ReadingRoom() as room:
        yield SpreadsheetTarget(tmp_path_factory.mktemp("fuzz"), room)


def test_the_originals_are_read(target: SpreadsheetTarget) -> None:
    assert {target.read(original) for original in target.originals} == {READ}


@given(seed=st.integers(0, 2**63))
@settings(
    max_examples=200,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_a_mutated_spreadsheet_is_read_or_refused_with_a_code(
    target: SpreadsheetTarget, seed: int
) -> None:
    tried, became = target.try_one(Random(seed))
    assert became == READ or became.startswith("SPREADSHEET_"), (tried.suffix, became)
