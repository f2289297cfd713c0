"""Whoever holds an erased person hears of the erasure, also from an office that never saw why."""

from pathlib import Path

import pytest

from tests.builders.offices import CAM_BAO, COMMUNE
from tests.cli.carrying import Carrier, carrier, names
from tests.cli.conftest import Machines
from tests.cli.test_healing import MAI, NAM, add
from tests.cli.test_healing_histories import give_office_to


@pytest.fixture
def post(machines: Machines, tmp_path: Path) -> Carrier:
    """The commune with two villages, and who carries files between them."""
    return carrier(machines, tmp_path)


@pytest.mark.parametrize("is_full", [True, False], ids=["everything", "news alone"])
def test_an_office_that_got_move_and_erasure_at_once_erases_at_the_new_unit(
    post: Carrier, machines: Machines, is_full: bool
) -> None:
    """Of an erased move nobody can read whereto: the second computer sees it erased already."""
    second = post.enrolled(COMMUNE, "--unit", COMMUNE)
    person = add(machines.village, MAI)
    add(machines.village, NAM)
    post.exchange()
    machines.commune.do("person", "move", MAI, "--to", CAM_BAO)
    post.down(CAM_BAO)
    assert names(machines.other) == [MAI]
    machines.commune.do("person", "erase", MAI, "--reason", "theo đơn")
    give_office_to(post, second)
    words = ("--full",) if is_full else ()
    post.exchange(*words)
    post.exchange(*words)
    assert names(machines.other) == []
    assert MAI not in machines.other.tell("history", person).out
    post.agree()


def test_a_unit_that_never_had_somebody_hears_of_no_name(post: Carrier, machines: Machines) -> None:
    """It is told ids that were erased, and nothing about them."""
    add(machines.village, MAI)
    post.exchange()
    machines.commune.do("person", "erase", MAI, "--reason", "theo đơn")
    post.exchange()
    post.exchange("--full")
    told = machines.other.do("bundle", "list")["bundles"]
    assert told
    assert machines.other.do("conflicts", "list")["conflicts"] == []
    assert names(machines.other) == []
    post.agree()
