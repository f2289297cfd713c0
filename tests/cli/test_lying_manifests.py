"""What a doctored laptop states about itself: nothing of it is believed that only it says.

Each test is by command line; docs/testing.md lists them. What its changes could do to others:
tests/cli/test_doctored_laptop.py; what a file costs: tests/cli/test_hostile_files.py.
"""

from pathlib import Path

import pytest

from tests.builders.doctored import doctor
from tests.builders.offices import CAM_BAO, NGOC_BAN, Offices
from tests.cli.conftest import Machines
from tests.cli.test_doctored_laptop import pass_up
from vanhoa_desktop.bundles.manifest import DownMerged

FORGED = "ab" * 32


@pytest.mark.parametrize("number", [2**53 - 1, 2**53 - 2, 10**15])
def test_an_impossible_number_stops_no_file_down_and_is_told_by_name(
    machines: Machines, offices: Offices, tmp_path: Path, number: int
) -> None:
    """2^53−1 ended every export to that village until its device was ended."""
    commune = machines.commune
    other = doctor(offices.villages[1])
    lie = DownMerged(number, FORGED)
    hostile = other.save(tmp_path / "x.vhb", down_merged=lie, installation=other.pen.chain)
    assert commune.do("bundle", "merge", hostile)["merged"] == 1
    assert commune.do("check")["unbelieved"] == [CAM_BAO]
    for name, village in ((CAM_BAO, machines.other), (NGOC_BAN, machines.village)):
        down = tmp_path / f"{name}.vhb"
        commune.do("bundle", "export", "--to", name, "-o", down)
        assert village.do("bundle", "merge", down)["refused"] == []
    commune.do("unit", "add", "Thôn Mới", "--kind", "village")
    pass_up(machines, offices, tmp_path)
    checked = commune.do("check")
    assert (checked["ok"], checked["unbelieved"]) == (True, [])
    commune.do("device", "revoke", other.device, "--reason", "mất")


def test_numbers_that_leap_as_far_as_is_believed_run_out_for_nobody(
    machines: Machines, offices: Offices, tmp_path: Path
) -> None:
    """A restored office goes on past what units tell; each lie takes a million of 2^53 numbers."""
    commune = machines.commune
    for turn in range(3):
        other = doctor(offices.villages[1])
        lie = DownMerged(1_000_000 * (turn + 1), FORGED)
        hostile = other.save(tmp_path / f"{turn}.vhb", down_merged=lie, created=str(turn))
        commune.do("bundle", "merge", hostile)
        commune.do("bundle", "export", "--to", CAM_BAO, "-o", tmp_path / "xuong.vhb")
    assert machines.other.do("bundle", "merge", tmp_path / "xuong.vhb")["refused"] == []
    assert commune.do("check")["unbelieved"] == []
