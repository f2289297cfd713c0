"""`vanhoa bundle …`, `import undo|redo`, `conflicts …`, `history`: files up and down."""

from pathlib import Path
from typing import Any

import pytest

from tests.builders.offices import CAM_BAO, NGOC_BAN, add_person, give_points
from tests.builders.offices import Offices as OfficesOnDisk
from tests.builders.spreadsheets import write_xlsx
from tests.cli.conftest import HEADINGS, PEOPLE, YEAR, Machines
from tests.cli.driver import Machine

BY_VILLAGE = ("--cycle", YEAR, "--by", "village")
MERGE_KEYS = {"merged", "skipped", "waiting", "refused", "conflicts", "changes"}
CUC = "Lê Thị Cúc"


def exported(machine: Machine, output: Path, *words: object) -> dict[str, Any]:
    answer: dict[str, Any] = machine.do("bundle", "export", "-o", output, *words)
    return answer


@pytest.fixture
def up(peopled: Machines, tmp_path: Path) -> Path:
    """The village's file to the commune: its people, four sheets, three of them sent."""
    peopled.village.do("submit", "--cycle", YEAR)
    exported(peopled.village, tmp_path / "len.vhb")
    return tmp_path / "len.vhb"


# --- export and inspect ---


def test_a_saved_file_says_what_is_in_it(peopled: Machines, tmp_path: Path) -> None:
    saved = exported(peopled.village, tmp_path / "len.vhb")
    assert set(saved) >= {"bundle_id", "changes", "evidence"}
    assert len(saved["bundle_id"]) == 64
    assert saved["changes"] == peopled.village.changes() - peopled.other.changes()
    assert (saved["evidence"], saved["path"]) == (0, str(tmp_path / "len.vhb"))
    assert saved["bytes"] == (tmp_path / "len.vhb").stat().st_size


def test_looking_saving_and_printing_add_nothing_to_the_journal(
    decided: Machines, tmp_path: Path
) -> None:
    before = decided.commune.do("state-hash")
    down = tmp_path / "xuong.vhb"
    exported(decided.commune, down, "--to", NGOC_BAN)
    decided.commune.do("certificate", "print", "--cycle", YEAR, "-o", tmp_path / "giay.pdf")
    decided.commune.do("document", "decision", "--cycle", YEAR, "-o", tmp_path / "qd.pdf")
    decided.commune.do("report", "annual", "--cycle", YEAR, "-o", tmp_path / "bc.pdf")
    decided.commune.do("roster", "export", "-o", tmp_path / "ds.xlsx")
    assert decided.commune.do("state-hash") == before
    here = decided.village.do("state-hash")
    decided.village.do("bundle", "inspect", down)
    exported(decided.village, tmp_path / "len.vhb", "--full")
    assert decided.village.do("state-hash") == here


def test_a_village_sends_to_the_commune_and_the_commune_names_the_unit(
    peopled: Machines, tmp_path: Path
) -> None:
    to = ("bundle", "export", "-o", tmp_path / "x.vhb")
    assert peopled.commune.refuse(*to) == "VALUE_INVALID"
    assert peopled.commune.refuse(*to, "--to", "Xã Vạn Hòa") == "VALUE_INVALID"
    assert peopled.commune.refuse(*to, "--to", "Thôn Xa") == "NOT_FOUND"
    assert peopled.village.refuse(*to, "--to", CAM_BAO) == "ROLE_NOT_ALLOWED"
    assert not (tmp_path / "x.vhb").exists()
    assert peopled.village.do(*to, "--to", "Xã Vạn Hòa")["changes"] > 0


def test_an_inspected_file_tells_sender_size_and_effect(peopled: Machines, up: Path) -> None:
    before = peopled.commune.do("state-hash")
    seen = peopled.commune.do("bundle", "inspect", up)
    assert set(seen) >= {"bundle_id", "changes", "evidence"}
    assert seen["sender"]["unit_name"] == NGOC_BAN
    assert (seen["new"], seen["already_merged"]) == (seen["changes"], False)
    assert (seen["asks"], seen["answers"]) == (False, False)
    assert seen["effect"]["created"] == {"assessment": 4, "person": 7, "registration": 4}
    assert seen["effect"]["submitted"] == 3
    assert peopled.commune.do("state-hash") == before
    peopled.commune.do("bundle", "merge", up)
    again = peopled.commune.do("bundle", "inspect", up)
    assert (again["new"], again["already_merged"]) == (0, True)


# --- merge ---


def test_a_file_is_merged_once_and_then_skipped(peopled: Machines, up: Path) -> None:
    saved = peopled.commune.do("bundle", "inspect", up)
    done = peopled.commune.do("bundle", "merge", up)
    assert set(done) >= MERGE_KEYS
    assert (done["merged"], done["skipped"], done["waiting"]) == (1, 0, [])
    assert (done["refused"], done["conflicts"], done["changes"]) == ([], 0, saved["changes"])
    before = peopled.commune.do("state-hash")
    again = peopled.commune.run("bundle", "merge", up)
    assert (again.code, again.json["merged"], again.json["skipped"]) == (0, 0, 1)
    assert peopled.commune.do("state-hash") == before


def test_a_refused_file_is_told_with_code_and_leaves_all_as_it_was(
    peopled: Machines, up: Path, tmp_path: Path
) -> None:
    before = peopled.commune.do("state-hash")
    cut = tmp_path / "cụt.vhb"
    cut.write_bytes(up.read_bytes()[:100])
    answer = peopled.commune.run("bundle", "merge", cut)
    assert answer.code == 1
    assert answer.json["merged"] == 0
    (refused,) = answer.json["refused"]
    assert set(refused) == {"file", "code", "message"}
    assert (refused["file"], refused["code"]) == (str(cut), "BUNDLE_TRUNCATED")
    assert set(answer.json["error"]) == {"code", "message", "details"}
    assert answer.json["error"]["code"] == "BUNDLE_TRUNCATED"
    assert answer.json["error"]["message"] == refused["message"]
    assert refused["message"] in answer.err
    assert peopled.commune.do("state-hash") == before
    assert peopled.commune.do("bundle", "waiting")["waiting"] == []


def test_good_files_stay_merged_beside_a_refused_one(
    peopled: Machines, up: Path, tmp_path: Path
) -> None:
    bad = tmp_path / "khác.vhb"
    bad.write_bytes(b"something else")
    other = tmp_path / "len2.vhb"
    peopled.other.do("person", "add", "Mai Văn Mẫu")
    exported(peopled.other, other)
    answer = peopled.commune.run("bundle", "merge", up, bad, other)
    assert answer.code == 1
    assert (answer.json["merged"], answer.json["skipped"]) == (2, 0)
    assert [item["code"] for item in answer.json["refused"]] == ["BUNDLE_NOT_A_BUNDLE"]
    assert "error" not in answer.json
    assert len(peopled.commune.do("roster", "search", "")["people"]) == len(PEOPLE) + 1
    told = peopled.commune.tell("bundle", "merge", up, bad)
    assert (told.code, told.out.count("\n")) == (1, 1)
    assert told.err.startswith("khác.vhb: ")


def test_files_that_are_no_bundle_or_missing_are_refused(peopled: Machines, tmp_path: Path) -> None:
    commune = peopled.commune
    assert commune.refuse("bundle", "merge", tmp_path / "không có.vhb") == "FILE_MISSING"
    assert commune.refuse("bundle", "inspect", tmp_path / "không có.vhb") == "FILE_MISSING"
    empty = tmp_path / "trống.vhb"
    empty.write_bytes(b"")
    for command in ("merge", "inspect"):
        assert commune.refuse("bundle", command, empty) in {
            *("BUNDLE_NOT_A_BUNDLE", "BUNDLE_TRUNCATED")
        }
        assert commune.refuse("bundle", command, tmp_path).startswith("FILE_")
    assert commune.misused("bundle", "merge")


def test_a_file_for_another_unit_is_refused(peopled: Machines, up: Path) -> None:
    for command in ("merge", "inspect"):
        assert peopled.other.refuse("bundle", command, up) == "BUNDLE_NOT_FOR_US"


def test_a_gap_exits_with_one_and_is_kept_waiting(
    offices: OfficesOnDisk, machines: Machines, tmp_path: Path
) -> None:
    """Two files down: the second builds on the first, which is still on its way."""
    commune, village = machines.commune, machines.village
    for number in (1, 2):
        commune.do("unit", "add", f"Thôn {number}", "--kind", "village")
        exported(commune, tmp_path / f"{number}.vhb", "--to", NGOC_BAN)
        if number == 1:
            other = offices.copy(tmp_path / "elsewhere").villages[0]
            other.merge(tmp_path / "1.vhb")
            commune.do("bundle", "merge", other.export(tmp_path / "tin.vhb"))
    before = village.do("state-hash")
    early = village.run("bundle", "merge", tmp_path / "2.vhb")
    assert (early.code, early.json["error"]["code"]) == (1, "BUNDLE_GAP")
    assert (early.json["merged"], len(early.json["waiting"])) == (0, 1)
    assert village.do("state-hash") == before
    (waiting,) = village.do("bundle", "waiting")["waiting"]
    assert waiting["file"] == early.json["waiting"][0]
    assert village.run("bundle", "merge", tmp_path / "2.vhb").json["waiting"] == [waiting["file"]]
    assert len(village.do("bundle", "waiting")["waiting"]) == 1
    done = village.do("bundle", "merge", tmp_path / "1.vhb")
    assert (done["merged"], done["waiting"]) == (2, [])
    assert village.do("bundle", "waiting")["waiting"] == []
    assert {unit["name"] for unit in village.do("unit", "list")["units"]} >= {"Thôn 1", "Thôn 2"}


# --- undo and redo ---


def test_a_merged_file_is_undone_and_redone_by_its_id(peopled: Machines, up: Path) -> None:
    commune = peopled.commune
    before = commune.do("state-hash")["sha256"]
    number = commune.do("bundle", "inspect", up)["bundle_id"]
    commune.do("bundle", "merge", up)
    after = commune.do("state-hash")["sha256"]
    undone = commune.do("bundle", "undo", number)
    assert (undone["bundle_id"], undone["id"], undone["undone"]) == (number, number, True)
    assert commune.do("state-hash")["sha256"] == before
    assert commune.do("roster", "search", "")["people"] == []
    assert commune.refuse("bundle", "undo", number) == "UNDO_DONE"
    assert commune.do("bundle", "merge", up)["undone"] == [number]
    assert commune.do("bundle", "redo", number)["undone"] is False
    assert commune.do("state-hash")["sha256"] == after
    assert commune.refuse("bundle", "redo", number) == "UNDO_NOT_DONE"
    assert commune.refuse("bundle", "undo", "ffff") == "NOT_FOUND"
    assert peopled.village.refuse("bundle", "undo", number) == "ROLE_NOT_ALLOWED"


def test_an_import_is_undone_and_redone_by_its_id(machines: Machines, tmp_path: Path) -> None:
    village = machines.village
    before = village.do("state-hash")["sha256"]
    table = write_xlsx(tmp_path / "people.xlsx", [HEADINGS, *PEOPLE])
    number = village.do("roster", "import", table)["import_id"]
    after = village.do("state-hash")["sha256"]
    (listed,) = village.do("import", "list")["imports"]
    assert (listed["id"], listed["label"], listed["undone"]) == (number, "people.xlsx", False)
    undone = village.do("import", "undo", number)
    assert (undone["import_id"], undone["records"]) == (number, len(PEOPLE))
    assert village.do("state-hash")["sha256"] == before
    assert village.refuse("import", "undo", number) == "UNDO_DONE"
    village.do("import", "redo", number[:10])
    assert village.do("state-hash")["sha256"] == after
    assert village.refuse("import", "redo", number) == "UNDO_NOT_DONE"
    assert village.refuse("import", "undo", "ffff") == "NOT_FOUND"


def test_a_redo_that_would_double_people_is_refused_with_their_names(
    machines: Machines, tmp_path: Path
) -> None:
    """The list was imported, undone, imported again: redoing the first one doubled everybody."""
    village = machines.village
    table = write_xlsx(tmp_path / "people.xlsx", [HEADINGS, *PEOPLE[:2]])
    first = village.do("roster", "import", table)["import_id"]
    village.do("import", "undo", first)
    second = village.do("roster", "import", table)["import_id"]
    before = village.do("state-hash")["sha256"]
    assert village.refuse("import", "redo", first) == "REDO_DOUBLES"
    told = village.tell("import", "redo", first).err
    assert "2 người" in told
    assert "Nguyễn Văn Bình, sinh 1961; Lê Thị Cúc, sinh 05/03/1965" in told
    assert "hoàn tác lần nhập sau" in told
    assert village.do("state-hash")["sha256"] == before
    # What is said helps: the later import undone, the first one comes back, and the later not.
    village.do("import", "undo", second)
    village.do("import", "redo", first)
    assert village.refuse("import", "redo", second) == "REDO_DOUBLES"
    assert len(village.do("roster", "search", "")["people"]) == 2


def test_a_namesake_who_was_there_before_bars_no_redo(machines: Machines, tmp_path: Path) -> None:
    village = machines.village
    village.do("person", "add", "Nguyễn Văn Bình", "--birth", "1961")
    table = write_xlsx(tmp_path / "people.xlsx", [HEADINGS, (1, "Nguyễn Văn Bình", "1961", "", "")])
    number = village.do("roster", "import", table, "--decide", "2=new")["import_id"]
    village.do("import", "undo", number)
    village.do("import", "redo", number)
    assert len(village.do("roster", "search", "")["people"]) == 2


# --- conflicts and history ---


@pytest.fixture
def contradicting(
    offices: OfficesOnDisk, machines: Machines, tmp_path: Path
) -> tuple[Machines, str]:
    """Village and commune gave one person different points; the person's id."""
    with offices.villages[0].open() as session:
        person = add_person(session, CUC)
        give_points(session, person, ["8"] * 10)
    exported(machines.village, tmp_path / "len.vhb")
    machines.commune.do("bundle", "merge", tmp_path / "len.vhb")
    for machine, points in ((machines.village, "CS1=5"), (machines.commune, "CS1=9")):
        machine.do("assess", "set", CUC, *BY_VILLAGE, points)
    exported(machines.village, tmp_path / "len2.vhb")
    return machines, person.id


def test_what_does_not_agree_is_listed_with_all_values(
    contradicting: tuple[Machines, str], tmp_path: Path
) -> None:
    machines, person = contradicting
    done = machines.commune.do("bundle", "merge", tmp_path / "len2.vhb")
    assert done["conflicts"] == 1
    (conflict,) = machines.commune.do("conflicts", "list")["conflicts"]
    assert set(conflict) >= {"id", "entity", "field", "values"}
    assert conflict["field"] == "village.CS1"
    assert conflict["subject"] == CUC
    assert {value["value"]["points"] for value in conflict["values"]} == {"5", "9"}
    assert {value["unit_name"] for value in conflict["values"]} == {NGOC_BAN, "Xã Vạn Hòa"}
    for value in conflict["values"]:
        assert len(value["change"]) == 64
    history = machines.commune.do("history", conflict["entity"])["changes"]
    assert {value["change"] for value in conflict["values"]} <= {c["change"] for c in history}
    assert machines.commune.do("history", person)["changes"][0]["values"]["full_name"] == CUC


def test_a_conflict_is_settled_by_keeping_a_value(
    contradicting: tuple[Machines, str], tmp_path: Path
) -> None:
    machines, _ = contradicting
    commune = machines.commune
    commune.do("bundle", "merge", tmp_path / "len2.vhb")
    (conflict,) = commune.do("conflicts", "list")["conflicts"]
    (kept,) = [v["change"] for v in conflict["values"] if v["value"]["points"] == "5"]
    settled = commune.do("conflicts", "resolve", conflict["id"], "--keep", kept)
    assert (settled["id"], settled["entity"]) == (conflict["id"], conflict["entity"])
    assert (settled["value"]["points"], settled["conflicts"]) == ("5", 0)
    assert commune.do("conflicts", "list")["conflicts"] == []
    assert commune.do("assess", "show", CUC, "--cycle", YEAR)["total"] == "77"
    stale = ("conflicts", "resolve", conflict["id"], "--keep", kept)
    assert commune.refuse(*stale) == "CONFLICT_STALE"


def test_a_conflict_is_settled_by_typing_the_value(
    contradicting: tuple[Machines, str], tmp_path: Path
) -> None:
    machines, _ = contradicting
    commune = machines.commune
    commune.do("bundle", "merge", tmp_path / "len2.vhb")
    (conflict,) = commune.do("conflicts", "list")["conflicts"]
    resolve = ("conflicts", "resolve", conflict["id"])
    before = commune.do("state-hash")
    assert commune.refuse(*resolve, "--value", "11") == "POINTS_NOT_ALLOWED"
    assert commune.refuse(*resolve, "--value", "tám") == "VALUE_INVALID"
    assert commune.refuse(*resolve, "--keep", "0" * 64) == "NOT_FOUND"
    assert "--keep" in commune.misused(*resolve)
    assert "--keep" in commune.misused(*resolve, "--keep", "00", "--value", "8")
    assert commune.do("state-hash") == before
    assert commune.do(*resolve, "--value", "8,5")["value"]["points"] == "8.5"


def test_a_conflict_holds_its_sheet_back(
    contradicting: tuple[Machines, str], tmp_path: Path
) -> None:
    machines, person = contradicting
    commune = machines.commune
    machines.village.do("submit", "--cycle", YEAR)
    exported(machines.village, tmp_path / "len3.vhb")
    assert commune.do("bundle", "merge", tmp_path / "len3.vhb")["conflicts"] == 1
    done = commune.do("appraise", "--cycle", YEAR)
    assert (done["appraised"], done["held"]) == (0, [{"person": person, "code": "CONFLICT"}])


def test_the_history_tells_who_changed_what_when(machines: Machines) -> None:
    village = machines.village
    person = village.do("person", "add", CUC, "--birth", "1965")["id"]
    village.do("person", "set", person, "--birth", "05/03/1965")
    first, second = village.do("history", person)["changes"]
    for change in (first, second):
        assert {"change", "values", "by", "unit_name", "device", "at", "stands"} <= set(change)
        assert (change["by"], change["unit_name"]) == ("Nguyễn Văn Thử", NGOC_BAN)
        assert change["stands"] is True
    assert second["values"] == {"birth": {"precision": "day", "text": "1965-03-05"}}
    assert village.refuse("history", "không") == "NOT_FOUND"
    assert village.refuse("history", "01900000-0000-7000-8000-000000000000") == "NOT_FOUND"
