"""The commune puts an official text in, without a programmer (docs/criteria-format.md)."""

from pathlib import Path
from typing import Any

from tests.builders.offices import NGOC_BAN
from tests.cli.conftest import YEAR, Machines
from tests.cli.driver import Machine

SET = "CDHT-324-2023"
ON = ("--cycle", YEAR)
OFFICIAL = "Lời chính thức của chỉ số 1 theo toàn văn quyết định"
CUC, MINH = "Lê Thị Cúc", "Nguyễn Văn Bình Minh"
NINES = [f"CS{number}=9" for number in range(1, 11)]


def edited(office: Machine, file: Path, **changes: str) -> Path:
    """The shipped set exported and edited as in a text editor: old text → new text."""
    office.do("criteria", "export", SET, "-o", file)
    text = file.read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if line.startswith('wording = "Đọc, tìm kiếm'))
    text = text.replace(line, f'wording = "{OFFICIAL}"')
    text = text.replace('version = "1"', f'version = "{changes.get("version", "2")}"')
    file.write_text(text.replace("threshold = 80", changes.get("rule", "threshold = 80")), "utf-8")
    return file


def version_of(office: Machine, person: str) -> Any:
    sheet = office.do("assess", "show", person, *ON)
    return sheet["criteria"], sheet["version"]


def test_official_wording_is_published_as_a_new_version_and_old_sheets_keep_theirs(
    peopled: Machines, tmp_path: Path
) -> None:
    """Export, edit, check, publish: new sheets follow it, what was assessed before does not."""
    commune, village = peopled.commune, peopled.village
    file = edited(commune, tmp_path / "cdht.toml")
    checked = commune.do("criteria", "check", file)
    assert (checked["ok"], checked["version"]) == (True, "2")
    published = commune.do("criteria", "publish", file, *ON)
    assert published["new"] is True
    assert published["sha256"] == checked["sha256"]

    down = tmp_path / "down.vhb"
    commune.do("bundle", "export", "--to", NGOC_BAN, "-o", down)
    village.do("bundle", "merge", down)
    village.do("assess", "set", MINH, *NINES, *ON, "--by", "village")
    village.do("assess", "set", CUC, "CS1=9", *ON, "--by", "village")
    assert version_of(village, CUC) == (SET, "1")
    assert version_of(village, MINH) == (SET, "2")
    again = tmp_path / "lại.toml"
    village.do("criteria", "export", f"{SET} 2", "-o", again)
    assert OFFICIAL in again.read_text(encoding="utf-8")
    village.do("criteria", "export", f"{SET} 1", "-o", again)
    assert OFFICIAL not in again.read_text(encoding="utf-8")


def test_a_stricter_version_leaves_what_was_assessed_and_can_be_looked_at_beforehand(
    peopled: Machines, tmp_path: Path
) -> None:
    commune, village = peopled.commune, peopled.village
    up = tmp_path / "up.vhb"
    village.do("bundle", "export", "-o", up)
    commune.do("bundle", "merge", up)
    before = commune.do("score", *ON)
    file = edited(commune, tmp_path / "cdht.toml", rule="threshold = 85")
    commune.do("criteria", "publish", file)
    seen = commune.do("score", *ON, "--criteria", f"{SET} 2", "--what-if")
    assert [(item["name"], item["turn"]) for item in seen["turned"]] == [
        ("Nguyễn Văn Bình", "loses")
    ]
    commune.do("criteria", "publish", file, *ON)
    assert commune.do("score", *ON) == before


def test_a_published_version_cannot_be_edited_and_a_fault_is_told_by_its_line(
    peopled: Machines, tmp_path: Path
) -> None:
    commune = peopled.commune
    file = edited(commune, tmp_path / "cdht.toml", version="1")
    answer = commune.run("criteria", "check", file)
    (taken,) = [item for item in answer.json["problems"] if item["severity"] == "error"]
    assert (answer.code, taken["code"], taken["line"]) == (1, "VERSION_TAKEN", 4)
    assert commune.refuse("criteria", "publish", file) == "CRITERIA_INVALID"
