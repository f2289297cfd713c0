"""`vanhoa criteria …`."""

from pathlib import Path

import pytest

from tests.cli.driver import PASSPHRASE, Machine
from tests.scoring.cases import FOLDER
from vanhoa_desktop.cli.main import main

FAMILY_FILE = FOLDER / "sets" / "family-blocking.toml"


@pytest.fixture
def machine(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Machine:
    monkeypatch.setenv("VANHOA_PASSPHRASE", PASSPHRASE)
    return Machine(tmp_path / "xã", capsys)


def test_a_file_can_be_checked_before_there_is_any_installation(machine: Machine) -> None:
    found = machine.do("criteria", "check", FAMILY_FILE)
    assert (found["id"], found["version"], found["ok"]) == ("THU-GIA-DINH", "1", True)
    assert len(found["sha256"]) == 64
    assert [item["code"] for item in found["problems"]] == ["PERIODS_OVERLAP"]


def test_a_faulty_file_gives_every_problem_with_line_and_exit_code_one(
    machine: Machine, tmp_path: Path
) -> None:
    file = tmp_path / "sai.toml"
    text = FAMILY_FILE.read_text(encoding="utf-8")
    file.write_text(text.replace("sum = 100", "sum = 90"), encoding="utf-8")
    answer = machine.run("criteria", "check", file)
    assert answer.code == 1
    assert answer.json["sha256"] is None
    errors = [item for item in answer.json["problems"] if item["severity"] == "error"]
    assert [(item["line"], item["code"]) for item in errors] == [(12, "POINTS_DO_NOT_ADD_UP")]
    assert errors[0]["message"] == "Ghi tổng là 90 điểm, nhưng các chỉ số cộng lại được 100."


def test_a_set_is_published_used_listed_and_exported(machine: Machine, tmp_path: Path) -> None:
    machine.do("init", "--role", "commune", "--unit", "Xã Thử")
    machine.do("cycle", "open", 2026)
    published = machine.do("criteria", "publish", FAMILY_FILE, "--cycle", 2026)
    assert published["new"] is True
    assert machine.do("criteria", "publish", FAMILY_FILE)["new"] is False
    assert machine.do("criteria", "check", FAMILY_FILE)["sha256"] == published["sha256"]
    listed = {item["id"]: item for item in machine.do("criteria", "list")["criteria"]}
    assert listed["THU-GIA-DINH"]["in_use"]
    assert listed["GDHT-2022"]["rule_known"] is False
    assert not listed["GDHT-2022"]["in_use"]
    assert listed["CDHT-324-2023"]["gaps"]
    out = tmp_path / "ra.toml"
    assert (
        machine.do("criteria", "export", "THU-GIA-DINH", "-o", out)["sha256"]
        == (published["sha256"])
    )
    assert out.read_text(encoding="utf-8") == FAMILY_FILE.read_text(encoding="utf-8")
    assert machine.refuse("criteria", "export", "KHONG", "-o", out) == "NOT_FOUND"


def _said(machine: Machine, *words: object) -> str:
    machine.capture.readouterr()
    assert main(["--data", str(machine.folder), *map(str, words)]) == 0
    return machine.capture.readouterr().out


def test_people_read_lines(machine: Machine, tmp_path: Path) -> None:
    machine.do("init", "--role", "commune", "--unit", "Xã Thử")
    listed = _said(machine, "criteria", "list").splitlines()
    assert listed[:2] == ["CDHT-244-2022 1", "CDHT-324-2023 1"]
    assert "GDHT-2022 1 – chưa có quy tắc đạt" in listed
    checked = _said(machine, "criteria", "check", FAMILY_FILE).splitlines()
    assert checked[0].startswith("Dòng 8: Có thời gian cùng hiệu lực với bộ «GDHT-2022»")
    assert checked[-1].startswith("THU-GIA-DINH phiên bản 1: không có chỗ sai")
    assert "Đã công bố THU-GIA-DINH" in _said(machine, "criteria", "publish", FAMILY_FILE)
    assert "Đã có từ trước" in _said(machine, "criteria", "publish", FAMILY_FILE)
    assert "Đã lưu" in _said(machine, "criteria", "export", "GDHT-2022", "-o", tmp_path / "g.toml")


def test_a_faulty_file_tells_people_what_to_do(machine: Machine, tmp_path: Path) -> None:
    file = tmp_path / "sai.toml"
    file.write_text("id = 5", encoding="utf-8")
    assert main(["--data", str(machine.folder), "criteria", "check", str(file)]) == 1
    assert "hãy sửa những chỗ sai" in machine.capture.readouterr().out
