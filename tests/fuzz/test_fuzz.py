"""A short run of the fuzzer, and everything it ever found."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.bundles.hostile.conftest import ground
from tests.bundles.hostile.ground import Ground
from tests.fuzz.target import LET_IN, Target
from vanhoa_desktop.services.exchange.held_view import StoreHeldState

__all__ = ["ground"]

CORPUS = sorted((Path(__file__).resolve().parent / "corpus").glob("*.zip"))


@pytest.fixture(scope="module")
def target(ground: Ground) -> Iterator[Target]:
    """The commune's office as it stands on the ground."""
    with (
        ground.offices.commune.open(writing=False) as session,
        session.database.reading() as reading,
    ):
        yield Target(StoreHeldState(session, reading), ground.drafts)


@given(seed=st.integers(0, 2**63))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_a_mutated_bundle_is_let_in_or_refused_with_a_code(target: Target, seed: int) -> None:
    archive, became = target.try_one(Random(seed))
    assert became == LET_IN or became.isupper()
    assert archive is not None


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_what_was_found_once_is_refused_with_a_code(target: Target, path: Path) -> None:
    assert target.open(path.read_bytes()).startswith("BUNDLE_")
