"""The cyclic collector rests in a block, and only there."""

import gc

import pytest

from vanhoa_desktop.services.exchange.collector import collector_resting


def test_the_collector_rests_in_the_block_and_goes_on_after_it() -> None:
    with collector_resting():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_the_collector_goes_on_after_a_block_that_was_refused() -> None:
    with pytest.raises(ValueError, match="refused"), collector_resting():
        raise ValueError("refused")
    assert gc.isenabled()


def test_a_block_inside_another_does_not_wake_the_collector() -> None:
    with collector_resting():
        with collector_resting():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()
