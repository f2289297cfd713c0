"""Contract of bundle waiting --drop and bundle quarantine: files that are kept and not merged."""

from pathlib import Path

from tests.builders.offices import NGOC_BAN, Offices
from tests.cli.conftest import YEAR, Machines
from tests.cli.driver import Machine

BINH, CUC = "Nguyễn Văn Bình", "Lê Thị Cúc"


def test_a_waiting_file_is_dropped_by_its_name(
    offices: Offices, machines: Machines, tmp_path: Path
) -> None:
    commune, village = machines.commune, machines.village
    commune.do("bundle", "export", "--to", NGOC_BAN, "-o", tmp_path / "1.vhb")
    copied = offices.copy(tmp_path / "elsewhere").villages[0]
    copied.merge(tmp_path / "1.vhb")
    commune.do("bundle", "merge", copied.export(tmp_path / "said.vhb"))
    commune.do("bundle", "export", "--to", NGOC_BAN, "-o", tmp_path / "2.vhb")
    assert village.run("bundle", "merge", tmp_path / "2.vhb").error == "BUNDLE_GAP"
    (waiting,) = village.do("bundle", "waiting")["waiting"]
    assert waiting["file"] in village.tell("bundle", "waiting").out
    assert village.refuse("bundle", "waiting", "--drop", "ffff") == "NOT_FOUND"
    assert village.refuse("bundle", "waiting", "--drop", "") == "NOT_FOUND"
    assert village.do("bundle", "waiting", "--drop", waiting["file"])["waiting"] == []
    assert village.do("bundle", "waiting")["waiting"] == []


def test_a_file_of_a_lost_laptop_is_looked_at_taken_in_and_recorded_again(
    machines: Machines, tmp_path: Path
) -> None:
    """The laptop was found: its last honest day is not lost, and counts when somebody says so."""
    commune, village = machines.commune, machines.village
    device = next(d for d in commune.do("device", "list")["devices"] if d["unit"] == NGOC_BAN)
    village.do("person", "add", BINH, "--birth", 1961)
    village.do("bundle", "export", "-o", tmp_path / "1.vhb")
    commune.do("bundle", "merge", tmp_path / "1.vhb")
    village.do("person", "add", CUC, "--birth", 1965)
    village.do("bundle", "export", "-o", tmp_path / "2.vhb")
    commune.do("device", "revoke", device["device_id"], "--reason", "mất máy")
    assert commune.run("bundle", "merge", tmp_path / "2.vhb").error == "BUNDLE_REVOKED_SENDER"
    (kept,) = commune.do("bundle", "quarantine")["quarantine"]
    assert (kept["unit_name"], kept["changes"]) == (NGOC_BAN, 2)
    assert kept["device_id"] == device["device_id"]
    assert NGOC_BAN in commune.tell("bundle", "quarantine").out
    assert commune.refuse("bundle", "quarantine", "--take", "ffff") == "NOT_FOUND"
    taken = commune.do("bundle", "quarantine", "--take", kept["file"])
    assert (taken["changes"], taken["quarantine"]) == (1, [])
    assert names(machines) == [BINH]
    (branch,) = commune.do("device", "branches")["branches"]
    assert branch["waiting"] == 1
    assert branch["id"][:12] in commune.tell("device", "branches").out
    assert commune.do("device", "rescue", branch["id"]) == {
        "rescued": 1,
        "skipped": 0,
        "disputed": 0,
    }
    assert names(machines) == sorted([BINH, CUC])
    assert commune.do("check")["ok"]


def test_what_lay_aside_does_not_stand_because_its_laptop_is_ended_once_more(
    offices: Offices, machines: Machines, tmp_path: Path
) -> None:
    """Replaced, then said to be stolen: its second chain came in for review between the two."""
    commune, village = machines.commune, machines.village
    device = next(d for d in commune.do("device", "list")["devices"] if d["unit"] == NGOC_BAN)
    village.do("person", "add", BINH, "--birth", 1961)
    village.do("bundle", "export", "-o", tmp_path / "1.vhb")
    commune.do("bundle", "merge", tmp_path / "1.vhb")
    copied = Machine(offices.copy(tmp_path / "elsewhere").villages[0].paths.root, commune.capture)
    copied.do("person", "add", CUC, "--birth", 1965)
    copied.do("bundle", "export", "-o", tmp_path / "2.vhb")
    commune.do("device", "retire", device["device_id"])
    commune.run("bundle", "merge", tmp_path / "2.vhb")
    (kept,) = commune.do("bundle", "quarantine")["quarantine"]
    assert commune.do("bundle", "quarantine", "--take", kept["file"])["changes"] > 0
    assert names(machines) == [BINH]
    commune.do("device", "revoke", device["device_id"], "--reason", "mất máy")
    assert names(machines) == [BINH]
    assert len(commune.do("device", "branches")["branches"]) == 1


def test_a_file_of_a_lost_laptop_is_dropped_and_only_the_office_takes_one_in(
    machines: Machines, tmp_path: Path
) -> None:
    commune, village = machines.commune, machines.village
    device = next(d for d in commune.do("device", "list")["devices"] if d["unit"] == NGOC_BAN)
    village.do("person", "add", BINH, "--birth", 1961)
    village.do("bundle", "export", "-o", tmp_path / "1.vhb")
    commune.do("device", "revoke", device["device_id"], "--reason", "mất máy")
    assert commune.run("bundle", "merge", tmp_path / "1.vhb").error == "BUNDLE_REVOKED_SENDER"
    (kept,) = commune.do("bundle", "quarantine")["quarantine"]
    folder = machines.other.folder / "quarantine"
    folder.mkdir()
    (folder / "abc.vhb").write_bytes((tmp_path / "1.vhb").read_bytes())
    (unreadable,) = machines.other.do("bundle", "quarantine")["quarantine"]
    assert (unreadable["unit_name"], unreadable["changes"]) == ("", 0)
    assert machines.other.refuse("bundle", "quarantine", "--take", "abc") == "ROLE_NOT_ALLOWED"
    assert machines.other.do("bundle", "quarantine", "--drop", "abc")["quarantine"] == []
    assert commune.do("bundle", "quarantine", "--drop", kept["file"])["quarantine"] == []
    assert commune.tell("bundle", "quarantine").out.strip() == "Không có."
    assert names(machines) == []


def names(machines: Machines) -> list[str]:
    """Who is listed at the commune."""
    people = machines.commune.do("roster", "search", "")["people"]
    return sorted(person["full_name"] for person in people)


def test_check_says_in_words_that_the_other_side_holds_something_else(
    offices: Offices, machines: Machines
) -> None:
    with offices.villages[0].open(writing=False) as session:
        device = session.identity.device_id
    with offices.commune.open() as session, session.work() as work:
        work.local.set_settings({f"differs.{device}": "yes"})
        work.commit()
    found = machines.commune.run("check")
    assert found.code == 1
    assert found.json["problems"] == [{"code": "STATE_DIFFERS", "subject": device}]
    assert "Hãy gửi cho nhau mỗi bên một tệp" in machines.commune.tell("check").out


def taken_in_from_a_stolen_laptop(machines: Machines, folder: Path, *, scored: bool) -> None:
    """BINH is known at the commune; the thief's file with CUC lay aside and was taken in."""
    commune, village = machines.commune, machines.village
    device = next(d for d in commune.do("device", "list")["devices"] if d["unit"] == NGOC_BAN)
    village.do("person", "add", BINH, "--birth", 1961)
    village.do("bundle", "export", "-o", folder / "1.vhb")
    commune.do("bundle", "merge", folder / "1.vhb")
    village.do("person", "add", CUC, "--birth", 1965)
    if scored:
        points = [f"CS{number}=9" for number in range(1, 11)]
        village.do("assess", "set", CUC, *points, "--cycle", YEAR, "--by", "village")
        village.do("submit", "--cycle", YEAR)
    village.do("bundle", "export", "-o", folder / "2.vhb")
    commune.do("device", "revoke", device["device_id"], "--reason", "bị trộm")
    assert commune.run("bundle", "merge", folder / "2.vhb").error == "BUNDLE_REVOKED_SENDER"
    (kept,) = commune.do("bundle", "quarantine")["quarantine"]
    commune.do("bundle", "quarantine", "--take", kept["file"])


def test_what_a_stolen_laptop_made_up_stays_out_when_all_is_kept_as_shown(
    machines: Machines, tmp_path: Path
) -> None:
    """Nothing of it is in any list: to keep what is shown is to leave it out, for good."""
    commune = machines.commune
    taken_in_from_a_stolen_laptop(machines, tmp_path, scored=True)
    (made_up,) = machines.village.do("roster", "search", CUC)["people"]
    asked = commune.do("conflicts", "list")["conflicts"]
    # The person, her registration and her sheet.
    records = {item["entity"] for item in asked}
    assert len(records) == 3
    assert all(item["subject"] == CUC for item in asked)
    for record in records:
        commune.do("conflicts", "settle", record, "--as-shown")
    assert names(machines) == [BINH]
    assert commune.do("conflicts", "list")["conflicts"] == []
    assert commune.do("appraise", "--cycle", YEAR)["appraised"] == 0
    assert commune.do("score", "--cycle", YEAR)["passed"] == 0
    assert commune.do("check")["ok"]
    history = commune.do("history", made_up["id"])["changes"]
    assert CUC in {change["values"].get("full_name") for change in history}


def test_the_file_of_a_stolen_laptop_is_taken_back_as_a_whole_and_asks_nothing_more(
    machines: Machines, tmp_path: Path
) -> None:
    commune = machines.commune
    taken_in_from_a_stolen_laptop(machines, tmp_path, scored=False)
    assert commune.do("conflicts", "list")["conflicts"] != []
    newest = commune.do("bundle", "list")["bundles"][0]
    commune.do("bundle", "undo", newest["id"])
    assert commune.do("conflicts", "list")["conflicts"] == []
    assert names(machines) == [BINH]
    commune.do("bundle", "redo", newest["id"])
    assert commune.do("conflicts", "list")["conflicts"] != []
    assert names(machines) == [BINH]
    assert commune.do("check")["ok"]
