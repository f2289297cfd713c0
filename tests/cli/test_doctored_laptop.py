"""One enrolled laptop in bad hands, at the command line: it harms nobody but its own unit."""

from pathlib import Path

import pytest

from tests.builders.doctored import doctor
from tests.builders.devices import write_person
from tests.builders.offices import CAM_BAO, NGOC_BAN, Offices
from tests.cli.conftest import Machines, at_the_command_line
from vanhoa_desktop.journal.identity import household_id

YEAR = 2026
RECORD = "01a20e61-26b0-7c11-97b7-2583d1c43848"


@pytest.fixture
def laptops(offices: Offices, capsys: pytest.CaptureFixture[str]) -> Machines:
    """The commune, the honest village of Ngọc Bản, and Cẩm Bào, whose laptop is doctored."""
    return at_the_command_line(offices, capsys)


def pass_up(machines: Machines, offices: Offices, folder: Path) -> None:
    """Both villages send, and the commune answers both."""
    for number, name in enumerate((NGOC_BAN, CAM_BAO)):
        office = offices.villages[number]
        up = office.export(folder / f"up{number}.vhb")
        assert offices.commune.merge(up).refused == []
        down = folder / f"down{number}.vhb"
        machines.commune.do("bundle", "export", "--to", name, "-o", down)
        assert office.merge(down).refused == []


def test_a_village_takes_no_file_of_another_village(
    laptops: Machines, offices: Offices, tmp_path: Path
) -> None:
    """One small file made a household vanish there: what the writer calls its own is nobody's."""
    honest, doctored = offices.villages
    write_person(honest, "Nguyễn Thị Mai")
    laptops.village.do("household", "add", "M1")
    other, target = doctor(doctored), doctor(honest)
    other.second_pen("x").write("household", household_id(target.unit, "M1"), other.own_control())
    hostile = other.save(tmp_path / "la.vhb", addressee=target.unit)
    before = laptops.village.do("state-hash")
    refused = laptops.village.run("bundle", "merge", hostile)
    assert refused.json["refused"][0]["code"] == "BUNDLE_OUT_OF_SCOPE"
    assert laptops.village.do("state-hash") == before
    laptops.village.do("bundle", "export", "-o", tmp_path / "len.vhb")
    assert laptops.commune.do("bundle", "merge", tmp_path / "len.vhb")["merged"] == 1
