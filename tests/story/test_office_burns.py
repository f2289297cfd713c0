"""The office burns down, and the commune goes on: by command line, on a computer out of the box."""

from pathlib import Path
from typing import Any

import pytest

from tests.builders.documents import plain_text
from tests.cli.driver import PASSPHRASE, Machine

YEAR = 2026
FIRST, SECOND = "Thôn Ngọc Bản", "Thôn Cẩm Bào"
NEW_PASSPHRASE = "mật khẩu mới của xã"
NINE = [f"CS{number}=9" for number in range(1, 11)]


@pytest.fixture
def machines(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> dict[str, Machine]:
    monkeypatch.setenv("VANHOA_PASSPHRASE", PASSPHRASE)
    names = ("old", "new", FIRST, SECOND)
    return {name: Machine(tmp_path / f"m{n}", capsys) for n, name in enumerate(names)}


class Commune:
    """What the story does again and again."""

    def __init__(self, machines: dict[str, Machine], folder: Path) -> None:
        self.machines, self.folder = machines, folder
        self.office = machines["old"]
        self.files = 0

    def new_file(self, suffix: str) -> Path:
        self.files += 1
        return self.folder / f"{self.files:02d}.{suffix}"

    def enrol(self, name: str, commune_fingerprint: str) -> None:
        village = self.machines[name]
        asked, invite = self.new_file("vhr"), self.new_file("vhi")
        made = village.do("init", "--role", "village", "--unit", name)
        village.do("device", "request", "-o", asked)
        approve = ("device", "approve", asked, "--unit", name, "-o", invite)
        self.office.do(*approve, "--fingerprint", made["fingerprint"])
        village.do("device", "accept", invite, "--fingerprint", commune_fingerprint)

    def submit_sheet(self, village: str, person: str) -> None:
        machine = self.machines[village]
        machine.do("person", "add", person, "--birth", "1961")
        machine.do("assess", "set", person, "--cycle", YEAR, "--by", "village", *NINE)
        machine.do("submit", "--cycle", YEAR)

    def up(self, village: str) -> Path:
        file = self.new_file("vhb")
        self.machines[village].do("bundle", "export", "-o", file)
        return file

    def down(self, village: str) -> None:
        file = self.new_file("vhb")
        self.office.do("bundle", "export", "--to", village, "-o", file)
        assert self.machines[village].do("bundle", "merge", file)["refused"] == []

    def recognise(self, number: str) -> Any:
        self.office.do("appraise", "--cycle", YEAR)
        decided = ("--decision", number, "--date", "2026-12-05")
        return self.office.do("recognise", "--cycle", YEAR, *decided)

    def names(self, machine: Machine) -> list[str]:
        return sorted(p["full_name"] for p in machine.do("roster", "search", "")["people"])


def test_a_commune_is_rebuilt_from_backup_and_recovery_file_and_goes_on(
    machines: dict[str, Machine], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    safe = tmp_path / "safe"
    safe.mkdir()
    story = Commune(machines, safe)
    old, new = machines["old"], machines["new"]
    (tmp_path / "drawer").mkdir()
    founded, made = before_the_backup(story, safe, tmp_path / "drawer" / "to-giay.pdf")
    on_the_stick = after_the_backup(story)
    state_of_second = old.do("state-hash", "--unit", SECOND)["sha256"]

    as_office(monkeypatch)
    restore = ("recovery", "restore", safe / "xa.vhk", "--backup", safe / "xa.vhs")
    assert new.refuse(*restore) == "RECOVERY_CODE_REQUIRED"
    other_digit = (int(made["code"][0]) + 1) % 10
    monkeypatch.setenv("VANHOA_RECOVERY_CODE", f"{other_digit}{made['code'][1:]}")
    assert new.refuse(*restore) == "RECOVERY_CODE_WRONG"
    monkeypatch.setenv("VANHOA_RECOVERY_CODE", made["code"])
    rebuilt = new.do(*restore, "--officer", "Phạm Thị Thử")
    assert rebuilt["fingerprint"] == founded["fingerprint"]
    assert rebuilt["device_id"] != founded["device_id"]
    story.office = new
    assert story.names(new) == ["Nguyễn Văn Bình"]

    # The file that was on its way waits: it follows on what burnt.
    waiting = new.run("bundle", "merge", on_the_stick)
    assert (waiting.code, waiting.json["error"]["code"]) == (1, "BUNDLE_GAP")
    assert [item["unit"] for item in new.do("recovery", "status")["waiting"]] == [SECOND, FIRST]
    answer_both(story, monkeypatch)
    everyone = ["Lê Thị Cúc", "Nguyễn Văn Bình", "Trần Văn Dũng", "Đỗ Văn Lâm"]
    assert story.names(new) == sorted(everyone)
    assert new.do("state-hash", "--unit", SECOND)["sha256"] == state_of_second
    status = new.do("recovery", "status")
    assert (status["restored"], status["waiting"], status["lost"]) == (True, [], [])
    assert new.do("check")["ok"]
    number_again(new)
    go_on_as_ever(story, monkeypatch)


def before_the_backup(story: Commune, safe: Path, sheet: Path) -> tuple[Any, Any]:
    """The commune is founded, its recovery file lies apart from the sheet, a title is given."""
    old = story.office
    founded = old.do("init", "--role", "commune", "--unit", "Xã Vạn Hòa", "--officer", "Lê Thử")
    old.do("cycle", "open", YEAR)
    for name in (FIRST, SECOND):
        old.do("unit", "add", name, "--kind", "village")
        story.enrol(name, founded["fingerprint"])
    made = old.do("recovery", "create", "-o", safe / "xa.vhk", "--sheet", sheet)
    assert made["code"] in " ".join(plain_text(sheet.read_bytes()).split())
    story.down(FIRST)
    story.down(SECOND)
    story.submit_sheet(FIRST, "Nguyễn Văn Bình")
    old.do("bundle", "merge", story.up(FIRST))
    assert story.recognise("15/QĐ-UBND")["last_number"] == "0001/2026"
    backup = old.do("backup", "create", "-o", safe / "xa.vhs")
    assert backup["changes"] == old.changes()
    return founded, made


def after_the_backup(story: Commune) -> Path:
    """Work that only the villages still hold when the house burns; a file is on its way then."""
    old = story.office
    story.submit_sheet(SECOND, "Đỗ Văn Lâm")
    old.do("bundle", "merge", story.up(SECOND))
    assert story.recognise("16/QĐ-UBND")["last_number"] == "0002/2026"
    story.down(SECOND)
    story.down(FIRST)
    story.submit_sheet(FIRST, "Lê Thị Cúc")
    old.do("bundle", "merge", story.up(FIRST))
    story.down(FIRST)
    story.submit_sheet(FIRST, "Trần Văn Dũng")
    return story.up(FIRST)


def number_again(office: Machine) -> None:
    """No certificate number is used twice: the secretary looks into the paper register."""
    office.do("appraise", "--cycle", YEAR)
    decide = ("recognise", "--cycle", YEAR, "--decision", "17/QĐ-UBND", "--date", "2026-12-09")
    assert office.refuse(*decide) == "NUMBERING_UNCONFIRMED"
    number = ("certificate", "numbering", "--cycle", YEAR)
    assert office.do(*number)["last"] == 2
    assert office.refuse(*number, "--next", 2) == "NUMBER_USED"
    assert office.do(*number, "--next", 5)["confirmed"]
    decided = office.do(*decide)
    assert (decided["first_number"], decided["last_number"]) == ("0005/2026", "0006/2026")


def as_office(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VANHOA_PASSPHRASE", NEW_PASSPHRASE)


def as_village(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VANHOA_PASSPHRASE", PASSPHRASE)


def answer_both(story: Commune, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each village hears of the new office, and answers once with everything it holds."""
    for name in (FIRST, SECOND):
        file = story.new_file("vhb")
        as_office(monkeypatch)
        story.office.do("bundle", "export", "--to", name, "-o", file)
        as_village(monkeypatch)
        assert story.machines[name].do("bundle", "merge", file)["refused"] == []
        answer = story.up(name)
        as_office(monkeypatch)
        merged = story.office.do("bundle", "merge", answer)
        assert merged["refused"] == []


def go_on_as_ever(story: Commune, monkeypatch: pytest.MonkeyPatch) -> None:
    """Down, up, and both sides see the same."""
    for name in (FIRST, SECOND):
        file = story.new_file("vhb")
        as_office(monkeypatch)
        story.office.do("bundle", "export", "--to", name, "-o", file)
        as_village(monkeypatch)
        village = story.machines[name]
        assert village.do("bundle", "merge", file)["refused"] == []
        village.do("person", "add", f"Mai Thị Sen {name}", "--birth", "1972")
        up = story.up(name)
        there = village.do("state-hash", "--unit", name)
        assert village.do("check")["ok"]
        as_office(monkeypatch)
        merged = story.office.do("bundle", "merge", up)
        assert (merged["merged"], merged["changes"]) == (1, 1)
        assert story.office.do("state-hash", "--unit", name) == there
    assert story.office.do("conflicts", "list")["conflicts"] == []
