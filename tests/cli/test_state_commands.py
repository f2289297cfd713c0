"""`vanhoa state-hash` and `check`: the same on two machines, and what the journal says."""

from pathlib import Path

import pytest
from sqlalchemy import text

from tests.builders.offices import CAM_BAO, NGOC_BAN, YEAR
from tests.builders.offices import Offices as OfficesOnDisk
from tests.cli.conftest import Machines
from tests.cli.driver import Machine

KEYS = {"sha256", "changes", "ids_sha256"}


def alter(offices: OfficesOnDisk, statement: str) -> None:
    """Write past the program into the first village's store."""
    with offices.villages[0].open() as session:
        writer = session.database._writer
        assert writer is not None
        with writer.begin() as connection:
            assert connection.execute(text(statement)).rowcount


# --- state-hash ---


def test_the_state_is_told_in_exactly_three_keys(machines: Machines) -> None:
    for words in ((), ("--unit", NGOC_BAN)):
        found = machines.commune.do("state-hash", *words)
        assert set(found) == KEYS
        assert len(found["sha256"]) == len(found["ids_sha256"]) == 64
        assert isinstance(found["changes"], int)
        assert machines.commune.do("state-hash", *words) == found


def test_a_unit_without_records_is_the_same_everywhere(machines: Machines) -> None:
    (found, *others) = [
        machine.do("state-hash", "--unit", NGOC_BAN)
        for machine in (machines.commune, machines.village, machines.other)
    ]
    assert found["changes"] == 0
    assert others == [found, found]


def test_what_the_commune_sets_up_is_outside_a_units_state(
    peopled: Machines, tmp_path: Path
) -> None:
    before = peopled.village.do("state-hash", "--unit", NGOC_BAN)
    everything = peopled.village.do("state-hash")
    commune = peopled.commune
    commune.do("unit", "add", "Trường Mầm non", "--kind", "school")
    commune.do("unit", "rename", CAM_BAO, "Thôn Cẩm Bào Mới")
    commune.do("cycle", "open", 2027)
    commune.do("clan", "add", "Dòng họ Lê")
    commune.do("bundle", "export", "--to", NGOC_BAN, "-o", tmp_path / "xuong.vhb")
    peopled.village.do("bundle", "merge", tmp_path / "xuong.vhb")
    assert peopled.village.do("state-hash", "--unit", NGOC_BAN) == before
    assert peopled.village.do("state-hash") != everything


def test_village_and_commune_agree_once_all_has_arrived(decided: Machines, tmp_path: Path) -> None:
    before = decided.village.do("state-hash", "--unit", NGOC_BAN)
    at_the_commune = decided.commune.do("state-hash", "--unit", NGOC_BAN)
    assert before["sha256"] != at_the_commune["sha256"]
    decided.commune.do("bundle", "export", "--to", NGOC_BAN, "-o", tmp_path / "xuong.vhb")
    decided.village.do("bundle", "merge", tmp_path / "xuong.vhb")
    assert decided.village.do("state-hash", "--unit", NGOC_BAN) == at_the_commune
    assert decided.commune.do("state-hash", "--unit", NGOC_BAN) == at_the_commune


def test_an_open_contradiction_is_part_of_the_state(peopled: Machines, tmp_path: Path) -> None:
    village, commune = peopled.village, peopled.commune
    village.do("bundle", "export", "-o", tmp_path / "1.vhb")
    commune.do("bundle", "merge", tmp_path / "1.vhb")
    assert commune.do("state-hash", "--unit", NGOC_BAN) == (
        village.do("state-hash", "--unit", NGOC_BAN)
    )
    for machine, phone in ((village, "0911"), (commune, "0922")):
        machine.do("person", "set", "Lê Thị Cúc", "--phone", phone)
    village.do("bundle", "export", "-o", tmp_path / "2.vhb")
    commune.do("bundle", "merge", tmp_path / "2.vhb")
    disagreeing = commune.do("state-hash", "--unit", NGOC_BAN)
    commune.do("bundle", "export", "--to", NGOC_BAN, "-o", tmp_path / "3.vhb")
    village.do("bundle", "merge", tmp_path / "3.vhb")
    assert village.do("state-hash", "--unit", NGOC_BAN) == disagreeing
    (conflict,) = commune.do("conflicts", "list")["conflicts"]
    commune.do("conflicts", "resolve", conflict["id"], "--keep", conflict["values"][0]["change"])
    assert commune.do("state-hash", "--unit", NGOC_BAN)["sha256"] != disagreeing["sha256"]


def test_the_number_of_changes_counts_every_change_once(machines: Machines) -> None:
    village = machines.village
    before = village.do("state-hash")["changes"]
    village.do("person", "add", "Lê Thị Mẫu")
    village.do("person", "set", "Lê Thị Mẫu", "--phone", "0911")
    assert village.do("state-hash")["changes"] == before + 2
    assert village.do("state-hash", "--unit", NGOC_BAN)["changes"] == 2


# --- check ---


def test_a_sound_store_has_no_problems(peopled: Machines) -> None:
    answer = peopled.village.run("check")
    assert answer.code == 0
    assert answer.json["ok"] is True
    assert answer.json["problems"] == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE record_state SET digest = zeroblob(32) WHERE rowid = 5",
        "DELETE FROM record_state WHERE rowid = 5",
        'UPDATE "change" SET clock = clock + 1',
        'UPDATE "change" SET body = NULL WHERE seq = 2',
    ],
)
def test_what_the_journal_does_not_say_is_found(
    peopled_offices: OfficesOnDisk,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    statement: str,
) -> None:
    offices = peopled_offices.copy(tmp_path / "altered")
    alter(offices, statement)
    village = Machine(offices.villages[0].paths.root, capsys)
    answer = village.run("check")
    assert (answer.code, answer.json["ok"]) == (1, False)
    assert answer.json["problems"]
    for problem in answer.json["problems"]:
        assert isinstance(problem["code"], str)
    assert "error" not in answer.json
    told = village.tell("check")
    assert (told.code, told.out.startswith("Có ")) == (1, True)


def test_repairing_builds_the_tables_anew(
    peopled_offices: OfficesOnDisk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    offices = peopled_offices.copy(tmp_path / "altered")
    village = Machine(offices.villages[0].paths.root, capsys)
    before = village.do("state-hash")
    assert village.do("check", "--repair")["repaired"] == []
    alter(offices, "UPDATE person SET full_name = 'Ai' WHERE full_name = 'Trần Văn Dũng'")
    alter(offices, "UPDATE record_state SET digest = zeroblob(32)")
    assert village.run("check").code == 1
    mended = village.do("check", "--repair")
    assert (mended["ok"], set(mended["repaired"])) == (True, {"person", "record_state"})
    assert village.do("state-hash") == before
    assert village.do("check")["repaired"] == []
    (found,) = village.do("roster", "search", "dung")["people"]
    assert found["full_name"] == "Trần Văn Dũng"
    alter(offices, "DELETE FROM points")
    told = village.tell("check", "--repair").out.splitlines()
    assert told == ["Đã lập lại 1 bảng từ nhật ký: points.", "Không có vấn đề."]


def test_what_is_wrong_in_the_journal_stays_wrong(
    peopled_offices: OfficesOnDisk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    offices = peopled_offices.copy(tmp_path / "altered")
    alter(offices, 'UPDATE "change" SET clock = clock + 1')
    village = Machine(offices.villages[0].paths.root, capsys)
    answer = village.run("check", "--repair")
    assert (answer.code, answer.json["ok"]) == (1, False)


def test_a_store_that_cannot_be_read_is_told_as_damaged(
    machines: Machines, offices: OfficesOnDisk
) -> None:
    store = offices.villages[0].paths.store
    for beside in store.parent.glob(store.name + "-*"):
        beside.unlink()
    store.write_bytes(b"\0" * 8192)
    for words in (("check",), ("unit", "list"), ("submit", "--cycle", YEAR)):
        assert machines.village.refuse(*words) == "STORE_DAMAGED"
