"""`vanhoa evidence …` as people and scripts use it."""

from pathlib import Path

from tests.builders.offices import NGOC_BAN
from tests.builders.pictures import BLUE, decoded, photo
from tests.cli.conftest import YEAR, Machines

BINH, CUC = "Nguyễn Văn Bình", "Lê Thị Cúc"


def picture(folder: Path, name: str = "anh.jpg") -> Path:
    path = folder / name
    path.write_bytes(photo(2000, 1500, BLUE))
    return path


def test_a_picture_is_attached_listed_looked_at_and_removed(
    peopled: Machines, tmp_path: Path
) -> None:
    village, file = peopled.village, picture(tmp_path)
    added = village.do(
        "evidence", "add", file, "--person", CUC, "--person", "Nguyễn Thị Yến", "--cycle", YEAR,
        "--indicator", "CS4", "--note", "Sổ ký tên",
    )  # fmt: skip
    assert (added["added"], added["form"], len(added["ids"])) == (2, "picture", 2)
    assert len(added["sha256"]) == 64
    assert 0 < added["bytes"] < file.stat().st_size + 20_000
    listed = village.do("evidence", "list", "--person", CUC)
    assert listed["missing"] == 0
    (item,) = listed["evidence"]
    assert (item["full_name"], item["cycle"], item["indicator"]) == (CUC, YEAR, "CS4")
    assert (item["sha256"], item["bytes"]) == (added["sha256"], added["bytes"])
    assert (item["missing"], item["note"]) == (False, "Sổ ký tên")
    output = tmp_path / "ra.jpg"
    shown = village.do("evidence", "export", added["ids"][0], "-o", output)
    assert (shown["bytes"], shown["form"]) == (added["bytes"], "picture")
    assert decoded(output.read_bytes()).size == (1600, 1200)
    assert village.do("evidence", "remove", added["sha256"], "--person", CUC)["removed"] == 1
    assert village.do("evidence", "remove", added["sha256"])["removed"] == 1
    assert village.do("evidence", "list") == {"evidence": [], "missing": 0}


def test_without_a_cycle_it_is_the_newest_open_year(peopled: Machines, tmp_path: Path) -> None:
    added = peopled.village.do("evidence", "add", picture(tmp_path), "--person", CUC)
    assert added["cycle"] == YEAR
    (item,) = peopled.village.do("evidence", "list", "--cycle", YEAR)["evidence"]
    assert item["indicator"] is None
    assert peopled.village.do("evidence", "list", "--cycle", YEAR - 1)["evidence"] == []


def test_a_paper_needs_no_file(peopled: Machines) -> None:
    added = peopled.village.do("evidence", "add", "--person", CUC, "--note", "Cặp số 3")
    assert (added["sha256"], added["bytes"], added["form"]) == (None, 0, "paper")
    assert "Cặp số 3" in peopled.village.tell("evidence", "list").out
    assert peopled.village.run("evidence", "add", "--person", CUC).error == "VALUE_INVALID"


def test_people_are_told_what_to_do(peopled: Machines, tmp_path: Path) -> None:
    heic = tmp_path / "anh.heic"
    heic.write_bytes(b"\x00\x00\x00\x18ftypheic" + bytes(40))
    answer = peopled.village.tell("evidence", "add", heic, "--person", CUC)
    assert answer.code == 1
    assert "Tương thích nhất" in answer.err
    assert peopled.village.run("evidence", "add", heic, "--person", CUC).error == (
        "EVIDENCE_NOT_ACCEPTED"
    )
    assert peopled.village.run("evidence", "add", heic).code == 2
    assert peopled.village.run("evidence", "remove", "abcdef12").error == "NOT_FOUND"
    assert peopled.village.tell("evidence", "list").out.strip() == "Không có."


def test_lines_for_people_name_size_and_person(peopled: Machines, tmp_path: Path) -> None:
    village = peopled.village
    told = village.tell("evidence", "add", picture(tmp_path), "--person", CUC)
    assert told.out.startswith("Đã đính kèm cho 1 người (")
    assert CUC in village.tell("evidence", "list").out
    digits = village.do("evidence", "list")["evidence"][0]["sha256"]
    saved = village.tell("evidence", "export", digits[:10], "-o", tmp_path / "ra.jpg")
    assert saved.out.startswith("Đã lưu")
    assert village.tell("evidence", "remove", digits[:10]).out.strip() == "Đã bỏ 1 minh chứng."
    assert village.do("check")["missing_evidence"] == []


def test_the_commune_attaches_on_behalf_of_a_unit(peopled: Machines, tmp_path: Path) -> None:
    village, commune = peopled.village, peopled.commune
    village.do("bundle", "export", "-o", tmp_path / "len.vhb")
    commune.do("bundle", "merge", tmp_path / "len.vhb")
    commune.do("evidence", "add", picture(tmp_path), "--person", CUC, "--indicator", "CS1")
    (item,) = commune.do("evidence", "list")["evidence"]
    units = {unit["name"]: unit["id"] for unit in commune.do("unit", "list")["units"]}
    assert item["unit_id"] == units[NGOC_BAN]
