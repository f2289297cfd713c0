"""Keys of a device that was ended, in bad hands: they say nothing about what is others'."""

import shutil
from pathlib import Path

from tests.builders.doctored import doctor
from tests.builders.offices import CAM_BAO, NGOC_BAN, YEAR, Office, Offices
from tests.bundles.hostile.pen import Pen
from tests.cli.carrying import device_of
from tests.cli.conftest import Machines
from vanhoa_desktop.journal.change import Op
from vanhoa_desktop.paths import InstallationPaths

VICTIM = "Nguyễn Văn Ba"


def exchanged(machines: Machines, folder: Path) -> None:
    """Both villages send, and the commune answers both."""
    for machine, name in ((machines.village, NGOC_BAN), (machines.other, CAM_BAO)):
        number = len(list(folder.glob("*.vhb")))
        machine.do("bundle", "export", "-o", folder / f"{number}.vhb")
        machines.commune.do("bundle", "merge", folder / f"{number}.vhb")
        machines.commune.do("bundle", "export", "--to", name, "-o", folder / f"{number + 1}.vhb")
        machine.do("bundle", "merge", folder / f"{number + 1}.vhb")


def forged_by_former_office(
    machines: Machines, offices: Offices, folder: Path, *, erases: bool
) -> Path:
    """The old office's keys vouch for words at old places; the laptop of Cẩm Bào carries them."""
    machines.village.do("person", "add", VICTIM, "--birth", 1970)
    exchanged(machines, folder)
    shutil.copytree(offices.commune.paths.root, folder / "old")
    machines.commune.do("device", "rotate")
    exchanged(machines, folder)
    thief, laptop = (
        doctor(Office(InstallationPaths(folder / "old"), "")),
        doctor(offices.villages[1]),
    )
    people = [change for change in thief.held if change.header.kind == "person"]
    units = [c for c in thief.held if c.header.kind == "unit" and c.body is not None]
    (theirs,) = [c for c in units if c.body is not None and c.body.values["name"] == NGOC_BAN]
    chain = theirs.header.chain
    forger = Pen(chain, thief.device, [c for c in thief.held if c.header.chain == chain][:3])
    if erases:
        forger.write("person", people[0].header.record, {}, people, op=Op.ERASE)
    named = {"full_name": (people[0].id,)}
    forger.write("person", people[0].header.record, {"full_name": "Bịa"}, people, bases=named)
    forger.write("unit", theirs.header.record, {"name": "Thôn Bị Chiếm"}, [theirs])
    del forger.changes[:3]
    witness = thief.vouch(laptop.unit, forger.changes)
    laptop.pen.changes.clear()
    return laptop.save_answer(folder / "forged.vhb", [witness], [forger])


def test_a_former_offices_keys_and_a_village_rename_nothing_of_another_village(
    machines: Machines, offices: Offices, tmp_path: Path
) -> None:
    """They lay at old places, in other records than what truly lies there: nobody saw a fork."""
    file = forged_by_former_office(machines, offices, tmp_path, erases=False)
    merged = machines.commune.do("bundle", "merge", file)
    assert (merged["merged"], merged["disproved"]) == (1, 2)
    exchanged(machines, tmp_path)
    for machine in (machines.commune, machines.village):
        (shown,) = machine.do("roster", "search", "")["people"]
        assert (shown["full_name"], shown["unit"]) == (VICTIM, NGOC_BAN)
        assert machine.do("check")["ok"]
    # Nothing of it is left to take back.
    newest = machines.commune.do("bundle", "list")["bundles"]
    (theirs,) = [one["id"] for one in newest if one["label"] == file.name]
    assert machines.commune.refuse("bundle", "undo", theirs) == "UNDONE_BY_COMMUNE"


def test_a_former_offices_keys_and_a_village_erase_nobody_of_another_village(
    machines: Machines, offices: Offices, tmp_path: Path
) -> None:
    file = forged_by_former_office(machines, offices, tmp_path, erases=True)
    (refused,) = machines.commune.run("bundle", "merge", file).json["refused"]
    assert refused["code"] == "BUNDLE_TAMPERED"
    (shown,) = machines.commune.do("roster", "search", "")["people"]
    assert shown["full_name"] == VICTIM


def test_what_a_stolen_laptop_dates_back_is_left_out_when_its_file_is_taken_for_review(
    machines: Machines, offices: Offices, tmp_path: Path
) -> None:
    """Points before the end of a laptop, in another record than the one that was sent there."""
    commune, village = machines.commune, machines.village
    for name, birth in ((VICTIM, 1970), ("Trần Văn Bình", 1981)):
        village.do("person", "add", name, "--birth", birth)
    village.do("assess", "set", VICTIM, "CS1=3", "--cycle", YEAR, "--by", "village")
    exchanged(machines, tmp_path)
    laptop = doctor(offices.villages[0])
    commune.do("device", "revoke", device_of(commune, NGOC_BAN), "--reason", "bị trộm")
    (sheet,) = {c.header.record for c in laptop.held if c.header.kind == "assessment"}
    known = laptop.of_record(sheet)
    second = laptop.pen.changes[1]
    forger = Pen(laptop.pen.chain, laptop.device, [laptop.pen.changes[0]])
    points = {"village.CS1": {"points": "9", "reason": None}}
    forger.write("assessment", sheet, points, known, bases={"village.CS1": (known[-1].id,)})
    assert forger.changes[-1].header.seq == second.header.seq
    laptop.pen = forger
    assert commune.run("bundle", "merge", laptop.save(tmp_path / "late.vhb")).error
    (kept,) = commune.do("bundle", "quarantine")["quarantine"]
    told = commune.tell("bundle", "quarantine", "--take", kept["file"])
    assert "Để ngoài 1 thay đổi" in told.out
    shown = commune.do("assess", "show", VICTIM, "--cycle", YEAR)
    assert shown["points"]["village"]["CS1"] == "3"
