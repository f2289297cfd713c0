"""Two names of one person, or of one family's head: `appraise` and `recognise` wait."""

from pathlib import Path

from tests.builders.offices import CAM_BAO, NGOC_BAN
from tests.cli.conftest import YEAR, Machines

ON = ("--cycle", YEAR)
EIGHTS = [f"CS{number}=8" for number in range(1, 11)]
SAU, SAO, OLD = "Lê Thị Sâu", "Lê Thị Sáo", "Lê Thị Sau"
DECISION = ("--decision", "15/QĐ-UBND", "--date", "2026-12-05")


def test_a_person_of_two_names_is_neither_appraised_nor_numbered_until_one_is_kept(
    machines: Machines, tmp_path: Path
) -> None:
    village, commune = machines.village, machines.commune
    village.do("person", "add", OLD, "--birth", "1998")
    village.do("assess", "set", OLD, *ON, "--by", "village", *EIGHTS)
    village.do("submit", *ON)
    village.do("bundle", "export", "-o", tmp_path / "up.vhb")
    commune.do("bundle", "merge", tmp_path / "up.vhb")
    commune.do("person", "set", OLD, "--full-name", SAO)
    village.do("person", "set", OLD, "--full-name", SAU)
    village.do("bundle", "export", "-o", tmp_path / "up2.vhb")
    commune.do("bundle", "merge", tmp_path / "up2.vhb")
    (conflict,) = commune.do("conflicts", "list")["conflicts"]
    assert conflict["field"] == "full_name"
    held = commune.do("appraise", *ON)
    assert held["appraised"] == 0
    (disputed,) = held["disputed"]
    # The commune's name is shown for now.
    assert (disputed["code"], disputed["name"], disputed["unit_name"]) == (
        *("CONFLICT", SAO),
        NGOC_BAN,
    )
    assert commune.do("recognise", *ON, *DECISION)["recognised"] == 0
    commune.do("conflicts", "resolve", conflict["id"], "--value", SAU)
    assert commune.do("appraise", *ON)["appraised"] == 1
    commune.do("person", "set", SAU, "--full-name", SAO)
    village.do("person", "set", SAU, "--full-name", OLD)
    village.do("bundle", "export", "-o", tmp_path / "up3.vhb")
    commune.do("bundle", "merge", tmp_path / "up3.vhb")
    late = commune.do("recognise", *ON, *DECISION)
    assert (late["recognised"], late["disputed"][0]["code"]) == (0, "CONFLICT")


def test_who_is_listed_in_two_villages_gets_no_two_certificates(
    machines: Machines, tmp_path: Path
) -> None:
    """The same name, birth and identity number: a person says whether they are one or two."""
    commune = machines.commune
    ids = []
    for number, village in enumerate((machines.village, machines.other)):
        added = village.do("person", "add", SAU, "--birth", "1985", "--cccd", "038085000005")
        ids.append(added["id"])
        village.do("assess", "set", SAU, *ON, "--by", "village", *EIGHTS)
        village.do("submit", *ON)
        village.do("bundle", "export", "-o", tmp_path / f"{number}.vhb")
        commune.do("bundle", "merge", tmp_path / f"{number}.vhb")
    assert commune.do("appraise", *ON)["appraised"] == 2
    held = commune.do("recognise", *ON, *DECISION)
    # Who was there first gets the title: nobody else can hold it up.
    assert held["recognised"] == 1
    told = {(i["person"], i["code"], i["unit_name"], *i["because"]) for i in held["disputed"]}
    assert told == {(ids[1], "LISTED_TWICE", CAM_BAO, f"{SAU} ({NGOC_BAN})")}
    second = ("--decision", "16/QĐ-UBND", "--date", "2026-12-06")
    again = commune.do("recognise", *ON, *second)
    assert (again["recognised"], [i["person"] for i in again["disputed"]]) == (0, [ids[1]])
    commune.do("person", "merge", *ids)
    assert commune.do("recognise", *ON, *second)["recognised"] == 0
    # The other record of a person who has the title gets none; two people get two.
    commune.do("person", "unmerge", *ids)
    assert commune.do("recognise", *ON, *second)["recognised"] == 1
