"""`sample draw`, `record`, `report`: drawn by a seed, found on the spot, summed up."""

import hashlib
from pathlib import Path

from tests.cli.conftest import YEAR, Machines
from tests.cli.driver import Machine

SEED = "Xổ số 24/11/2026: 07142"


def draw(machine: Machine, share: int = 100, seed: str = SEED) -> dict[str, object]:
    return dict(machine.do("sample", "draw", "--cycle", YEAR, "--share", share, "--seed", seed))


def names(drawn: dict[str, object]) -> set[str]:
    return {person["full_name"] for person in drawn["people"]}  # type: ignore[attr-defined]  # a list of objects


def test_a_sample_is_drawn_from_complete_sheets_and_drawn_again_the_same(
    decided: Machines,
) -> None:
    drawn = draw(decided.commune)
    assert names(drawn) == {"Nguyễn Văn Bình", "Lê Thị Cúc", "Nguyễn Thị Yến"}
    assert (drawn["population"], drawn["drawn"], drawn["algorithm"]) == (3, 3, "vanhoa/sample/1")
    few = draw(decided.commune, 10)
    again = draw(decided.commune, 10)
    assert few["people"] == again["people"]
    assert few["population_sha256"] == drawn["population_sha256"]
    assert decided.commune.do("sample", "show", "--cycle", YEAR) == again


def test_findings_give_total_and_outcome_and_can_be_mended(decided: Machines) -> None:
    commune = decided.commune
    draw(commune)
    told = commune.do(
        *("sample", "record", "Nguyễn Văn Bình", "CS1=4.5", "--cycle", YEAR),
        *("--on", "2026-12-10", "--note", "không có thẻ thư viện"),
    )
    found = told["found"]
    assert (found["total"], found["result"], found["on"]) == ("76.5", "not_passed", "2026-12-10")
    assert (told["total"], told["result"]) == ("80", "passed")
    mended = commune.do("sample", "record", "Nguyễn Văn Bình", "CS2=7.5", "--cycle", YEAR)
    assert mended["found"]["total"] == "79.5"


def test_the_report_counts_turns_and_gives_intervals(decided: Machines) -> None:
    commune = decided.commune
    draw(commune)
    commune.do("sample", "record", "Nguyễn Văn Bình", "CS1=7.5", "--cycle", YEAR)
    part = commune.do("sample", "report", "--cycle", YEAR)
    assert (part["checked"], part["pending"], part["altered"]) == (1, 2, 1)
    commune.do("sample", "record", "Lê Thị Cúc", "CS10=8", "--cycle", YEAR)
    commune.do("sample", "record", "Nguyễn Thị Yến", "--cycle", YEAR)
    told = commune.do("sample", "report", "--cycle", YEAR)
    assert [one["full_name"] for one in told["lost"]] == ["Nguyễn Văn Bình"]
    assert [one["full_name"] for one in told["gained"]] == ["Lê Thị Cúc"]
    assert told["lost_in_all"] == {"low": 1, "high": 1}
    assert told["difference"] == {"mean": 0.0, "low": 0.0, "high": 0.0}
    assert told["population_same"] is True
    said = commune.tell("sample", "report", "--cycle", YEAR).out
    assert "Đã phúc tra 3/3 phiếu: 1 phiếu đạt nhưng phúc tra không đạt; 1 phiếu ngược lại." in said


def test_what_cannot_be_drawn_or_recorded_is_refused(peopled: Machines, decided: Machines) -> None:
    words = ("--cycle", YEAR, "--share", 10, "--seed", SEED)
    assert peopled.commune.refuse("sample", "draw", *words) == "SAMPLE_EMPTY"
    assert peopled.commune.refuse("sample", "report", "--cycle", YEAR) == "SAMPLE_NOT_DRAWN"
    assert peopled.village.refuse("sample", "draw", *words) == "ROLE_NOT_ALLOWED"
    commune = decided.commune
    assert commune.refuse("sample", "draw", *words[:-1], "  ") == "VALUE_INVALID"
    draw(commune)
    refused = commune.refuse("sample", "record", "Trần Văn Dũng", "--cycle", YEAR)
    assert refused == "NOT_IN_SAMPLE"
    record = ("sample", "record", "Nguyễn Văn Bình", "--cycle", YEAR)
    assert commune.refuse(*record, "CS1=11") == "POINTS_NOT_ALLOWED"
    commune.misused(*record, "CS1=")


def test_an_erased_person_leaves_the_sample(decided: Machines) -> None:
    commune = decided.commune
    draw(commune)
    commune.do("person", "erase", "Lê Thị Cúc", "--reason", "theo yêu cầu")
    shown = commune.do("sample", "show", "--cycle", YEAR)
    assert names(shown) == {"Nguyễn Văn Bình", "Nguyễn Thị Yến"}


def test_people_are_told_who_was_drawn_and_what_was_found(decided: Machines) -> None:
    commune = decided.commune
    words = ("--cycle", YEAR, "--share", 100, "--seed", SEED)
    said = commune.tell("sample", "draw", *words).out.splitlines()
    assert said[0] == (f"Mẫu phúc tra năm {YEAR}: 3 trong 3 phiếu, hạt giống «{SEED}», tỷ lệ 100%.")
    assert "  Lê Thị Cúc (Thôn Ngọc Bản): chưa phúc tra" in said
    nothing = commune.tell("sample", "report", "--cycle", YEAR).out.splitlines()
    assert nothing == ["Đã phúc tra 0/3 phiếu: không phiếu nào đổi kết quả."]
    assert commune.do("sample", "report", "--cycle", YEAR)["lost_in_all"] is None


def test_anyone_draws_the_same_sample_again_from_the_published_list(
    decided: Machines, tmp_path: Path
) -> None:
    commune = decided.commune
    listed = tmp_path / "population.txt"
    assert commune.do("sample", "population", "--cycle", YEAR, "-o", listed) == {"sheets": 3}
    drawn = draw(commune, 40)
    stranger = Machine(tmp_path / "nowhere", commune.capture)
    again = stranger.do("sample", "redraw", listed, "--share", 40, "--seed", SEED)
    assert set(again["people"]) == {one["person"] for one in drawn["people"]}  # type: ignore[attr-defined]  # a list of objects
    assert again["population_sha256"] == drawn["population_sha256"]
    sha256 = hashlib.sha256(listed.read_bytes()).hexdigest()
    assert sha256 == drawn["population_sha256"]
    assert "Bình" not in listed.read_text(encoding="utf-8")
    told = stranger.tell("sample", "redraw", listed, "--share", 40, "--seed", SEED).out
    assert told.split() == again["people"]


def test_a_list_that_is_none_is_refused(machines: Machines, tmp_path: Path) -> None:
    for number, content in enumerate((b"a\tb\n", b"\tb\tc\n", b"\xff\n")):
        file = tmp_path / f"{number}.txt"
        file.write_bytes(content)
        words = ("sample", "redraw", file, "--share", 10, "--seed", SEED)
        assert machines.commune.refuse(*words) == "FILE_UNREADABLE"
    output = tmp_path / "list.txt"
    refused = machines.commune.refuse("sample", "population", "--cycle", YEAR, "-o", output)
    assert refused == "SAMPLE_EMPTY"
