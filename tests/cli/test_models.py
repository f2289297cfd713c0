"""Families, clans, villages, units and the commune at the command line."""

from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from tests.builders.documents import plain_text
from tests.builders.offices import CAM_BAO, COMMUNE, NGOC_BAN
from tests.cli.conftest import YEAR, Machines
from tests.cli.driver import Machine
from tests.scoring.cases import FOLDER

SETS = FOLDER / "sets"
ON = ("--cycle", YEAR)
BY_VILLAGE = (*ON, "--by", "village")
BY_COMMUNE = (*ON, "--by", "commune")
EIGHTS = [f"CS{number}=8" for number in range(1, 11)]
FAMILY = ("--model", "family")
CLAN = ("--model", "clan")
COMMUNITY = ("--model", "community")
HOA, SON = "Đỗ Thị Hoa", "Lê Văn Sơn"
LE = "Dòng họ Lê Văn"
NOBODY = dict.fromkeys(("citizen", "family", "clan", "community", "unit", "commune"), 0)


@pytest.fixture
def commune(machines: Machines) -> Machine:
    """A commune with made-up sets whose prerequisites are blocking, and one household of a clan."""
    office = machines.commune
    for name in ("family", "clan", "community", "unit", "commune"):
        office.do("criteria", "publish", SETS / f"{name}-blocking.toml", *ON)
    office.do("household", "add", "01", "--head", SON, "--unit", NGOC_BAN)
    for name in (SON, HOA):
        office.do("person", "add", name, "--birth", "1961", "--household", "01", "--unit", NGOC_BAN)
    office.do("clan", "add", LE, "--head", SON)
    office.do("household", "set", "01", "--clan", LE, *ON)
    return office


def a_year(office: Machine) -> None:
    """Everything is in order but that one adult lacks 4 points."""
    office.do("assess", "set", SON, *EIGHTS, *BY_VILLAGE)
    office.do("assess", "set", HOA, *EIGHTS[:9], "CS10=4", *BY_VILLAGE)
    facts = ("children=1", "children_at_school=1", "has_fund=yes")
    office.do("assess", "set", "01", *FAMILY, "CS1=30", "CS2=30", "CS3=40", *facts, *BY_VILLAGE)
    clan_facts = ("has_fund=có", "children_dropped_out=0")
    office.do("assess", "set", LE, *CLAN, "CS1=8", "CS2=8", *clan_facts, *BY_VILLAGE)
    office.do("assess", "set", NGOC_BAN, *COMMUNITY, "CS1=8", *BY_VILLAGE)


def shown(office: Machine, subject: str, *model: str) -> Any:
    return office.do("assess", "show", subject, *model, *ON)


def passed(office: Machine) -> dict[str, int]:
    found = office.do("score", *ON)["by_model"]
    return {model: counts["passed"] for model, counts in found.items()}


def test_one_adult_short_is_named_with_her_points_and_her_score_lifts_family_clan_and_village(
    commune: Machine,
) -> None:
    """A family with one adult short of the title shows who and by how many points.

    Under a set whose prerequisite is blocking, fixing that one score changes family, clan and
    community at once, in store and report.
    """
    a_year(commune)
    family = shown(commune, "01", *FAMILY)
    assert (family["name"], family["result"]) == (f"Gia đình {SON}", "not_passed")
    assert family["reasons"][0]["code"] == "PREREQUISITE_NOT_MET"
    assert "còn thiếu 1" in family["reasons"][0]["message"]
    (lacking,) = family["lacking"]
    assert (lacking["name"], lacking["points"]) == (HOA, "4")
    assert shown(commune, LE, *CLAN)["result"] == "not_passed"
    assert shown(commune, NGOC_BAN, *COMMUNITY)["result"] == "not_passed"
    assert passed(commune) == {**NOBODY, "citizen": 1}

    commune.do("assess", "set", HOA, "CS10=8", *BY_VILLAGE)

    for subject, model in (("01", FAMILY), (LE, CLAN), (NGOC_BAN, COMMUNITY)):
        assert shown(commune, subject, *model)["result"] == "passed"
    assert passed(commune) == {**NOBODY, "citizen": 2, "family": 1, "clan": 1, "community": 1}
    assert shown(commune, "01", *FAMILY)["lacking"] == []


def test_people_read_who_lacks_and_how_much(commune: Machine) -> None:
    a_year(commune)
    told = commune.tell("assess", "show", SON, *FAMILY, *ON).out.splitlines()
    assert told[0] == f"Gia đình {SON}: Chưa đạt (100 điểm)"
    assert f"  Còn 01 người lớn chưa đạt: {HOA} (thiếu 4 điểm)." in told
    told = commune.tell("assess", "show", HOA, *ON).out.splitlines()
    assert "  Đường ngắn nhất để đạt danh hiệu: thêm 4 điểm." in told
    assert "  Chỉ số 10: từ 4 lên 8 điểm (thêm 4)." in told


def test_a_persons_sheet_tells_the_shortest_way_to_the_title(commune: Machine) -> None:
    a_year(commune)
    way = shown(commune, HOA)["way"]
    assert (way["points"], way["prerequisites"]) == ("4", [])
    assert [(s["indicator"], s["from"], s["to"]) for s in way["raises"]] == [("CS10", "4", "8")]
    assert shown(commune, SON)["way"]["raises"] == []


def test_answers_without_points_and_levels_are_set_for_the_commune(commune: Machine) -> None:
    model = ("--model", "commune")
    found = commune.do(
        "assess", "set", COMMUNE, *model, "CT1.1=1", "CT1.2=2", "literate_share=0,95", *BY_COMMUNE
    )
    assert (found["result"], found["facts"]) == ("not_passed", {"literate_share": "0.95"})
    assert found["populations"]["communities"] == {"count": 2, "titled": 0}
    assert {item["name"] for item in found["lacking"]} == {NGOC_BAN, CAM_BAO}


@pytest.mark.parametrize(
    "pair", ["CS1=31", "CS9=1", "CS1=5", "children=1.00005", "has_fund=1", "children=yes"]
)
def test_a_value_that_the_rules_refuse_sets_none(commune: Machine, pair: str) -> None:
    words = ("assess", "set", "01", *FAMILY, "CS2=30", pair, *BY_VILLAGE)
    answer = commune.run(*words)
    assert answer.code in {1, 2}
    assert shown(commune, "01", *FAMILY)["points"] == {}


@pytest.mark.parametrize("pair", ["has_fund=maybe", "children=", "has_fund", "CS1=nhiều"])
def test_a_malformed_pair_is_wrong_usage(commune: Machine, pair: str) -> None:
    commune.misused("assess", "set", "01", *FAMILY, pair, *BY_VILLAGE)


def test_facts_are_cleared_and_unknown_ones_stand_against_the_title(commune: Machine) -> None:
    a_year(commune)
    commune.do("assess", "set", HOA, "CS10=8", *BY_VILLAGE)
    found = commune.do("assess", "set", LE, *CLAN, "has_fund=none", *BY_VILLAGE)
    assert (found["result"], found["reasons"][0]["code"]) == (
        "not_assessed",
        "PREREQUISITE_UNKNOWN",
    )
    assert passed(commune)["community"] == 0


@pytest.mark.parametrize(
    ("model", "subject"),
    [("family", "99"), ("clan", "Dòng họ Trần"), ("community", COMMUNE), ("unit", NGOC_BAN)],
)
def test_a_subject_that_is_none_of_the_model_is_not_found(
    commune: Machine, model: str, subject: str
) -> None:
    assert commune.refuse("assess", "show", subject, "--model", model, *ON) == "NOT_FOUND"


def test_the_same_code_in_two_villages_is_told_apart_by_the_village(commune: Machine) -> None:
    commune.do("household", "add", "01", "--head", "Trần Văn Tư", "--unit", CAM_BAO)
    assert commune.refuse("assess", "show", "01", *FAMILY, *ON) == "AMBIGUOUS"
    found = shown(commune, "01", *FAMILY, "--unit", CAM_BAO)
    assert (found["name"], found["unit"]) == ("Gia đình Trần Văn Tư", CAM_BAO)


def test_a_village_writes_its_own_bodies_and_not_the_clans(
    machines: Machines, commune: Machine, tmp_path: Path
) -> None:
    down = tmp_path / "down.vhb"
    commune.do("bundle", "export", "--to", NGOC_BAN, "-o", down)
    machines.village.do("bundle", "merge", down)
    found = machines.village.do("assess", "set", NGOC_BAN, *COMMUNITY, "CS1=8", *BY_VILLAGE)
    assert found["total"] == "8"
    refused = machines.village.refuse("assess", "set", LE, *CLAN, "CS1=8", *BY_VILLAGE)
    assert refused == "RECORD_OF_OTHERS"
    refused = machines.village.refuse("assess", "set", CAM_BAO, *COMMUNITY, "CS1=8", *BY_VILLAGE)
    assert refused == "RECORD_OF_OTHERS"


def test_a_family_goes_all_the_way_from_the_village_to_its_certificate(
    machines: Machines, commune: Machine, tmp_path: Path
) -> None:
    """Points by the village, sent, appraised, recognised by model, printed; it goes down again."""
    village, down = machines.village, tmp_path / "down.vhb"
    a_family_to_recognise(machines, commune, tmp_path)
    assert village.refuse("assess", "set", "01", *FAMILY, "CS1=10", *BY_VILLAGE) == (
        "ASSESSMENT_CLOSED"
    )
    made = commune.do("recognise", *ON, *FAMILY, *ISSUE)
    assert (made["recognised"], made["first_number"]) == (1, "0001/2026")
    assert commune.do("recognise", *ON, *FAMILY, *ISSUE)["recognised"] == 0
    assert commune.do("recognise", *ON, "--draft")["recognised"] == 0  # people are not appraised
    pdf = tmp_path / "giay.pdf"
    assert commune.do("certificate", "print", *ON, *FAMILY, "-o", pdf)["pages"] == 1
    text = "".join(page.extract_text() for page in PdfReader(pdf).pages)
    for part in (
        f"Gia đình ông/bà {SON}",
        f"{NGOC_BAN}, xã Vạn Hòa",
        "GIA ĐÌNH HỌC TẬP",
        "0001/2026",
    ):
        assert part in text
    assert "Nơi ở" not in text
    assert commune.refuse("certificate", "print", *ON, *CLAN, "-o", pdf) == "NOTHING_DECIDED"
    commune.do("bundle", "export", "--to", NGOC_BAN, "-o", down)
    village.do("bundle", "merge", down)
    assert shown(village, "01", *FAMILY)["state"] == "recognised"


def a_family_to_recognise(machines: Machines, commune: Machine, folder: Path) -> None:
    """Points by the village, sent and appraised."""
    village, down, up = machines.village, folder / "d.vhb", folder / "u.vhb"
    commune.do("bundle", "export", "--to", NGOC_BAN, "-o", down)
    village.do("bundle", "merge", down)
    for name in (SON, HOA):
        village.do("assess", "set", name, *EIGHTS, *BY_VILLAGE)
    facts = ("children=0", "children_at_school=0")
    village.do("assess", "set", "01", *FAMILY, "CS1=30", "CS2=30", "CS3=40", *facts, *BY_VILLAGE)
    assert village.do("submit", *ON)["submitted"] == 3
    village.do("bundle", "export", "-o", up)
    commune.do("bundle", "merge", up)
    assert commune.do("appraise", *ON, *FAMILY)["appraised"] == 1


ISSUE = ("--decision", "16/QĐ-UBND", "--date", "2026-12-05")


@pytest.mark.parametrize(("sex", "address"), [("male", "ông"), ("female", "bà")])
def test_a_family_is_named_by_its_head_with_his_or_her_address(
    machines: Machines, commune: Machine, tmp_path: Path, sex: str, address: str
) -> None:
    a_family_to_recognise(machines, commune, tmp_path)
    commune.do("person", "set", SON, "--sex", sex)
    commune.do("recognise", *ON, *FAMILY, *ISSUE)
    for words in (("certificate", "print"), ("document", "decision")):
        pdf = tmp_path / "x.pdf"
        commune.do(*words, *ON, *FAMILY, "-o", pdf)
        assert f"Gia đình {address} {SON}" in plain_text(pdf.read_bytes())


def test_a_household_without_a_head_gets_no_number_and_is_named(
    machines: Machines, commune: Machine, tmp_path: Path
) -> None:
    a_family_to_recognise(machines, commune, tmp_path)
    commune.do("household", "set", "01", "--head", "")
    before = commune.do("state-hash")
    for words in (ISSUE, ("--draft",)):
        answer = commune.run("recognise", *ON, *FAMILY, *words)
        assert (answer.code, answer.error) == (1, "HEAD_UNKNOWN")
        assert f"hộ 01, {NGOC_BAN}" in answer.err
    assert commune.do("state-hash") == before
    commune.do("household", "set", "01", "--head", SON)
    assert commune.do("recognise", *ON, *FAMILY, *ISSUE)["first_number"] == "0001/2026"


def test_a_returned_sheet_of_a_family_is_open_to_its_village_again(
    machines: Machines, commune: Machine
) -> None:
    a_year(commune)
    commune.do("assess", "set", HOA, "CS10=8", *BY_VILLAGE)
    assert commune.do("submit", *ON)["submitted"] == 1  # the clan: the village has a laptop
    assert commune.do("appraise", *ON, *CLAN, LE)["appraised"] == 1
    returned = commune.do("return", *ON, *CLAN, LE, "--reason", "Thiếu sổ quỹ")
    assert returned["returned"] == 1
    assert shown(commune, LE, *CLAN)["state"] == "returned"


def test_a_title_once_decided_stands_whatever_becomes_of_its_members(commune: Machine) -> None:
    a_year(commune)
    commune.do("assess", "set", HOA, "CS10=8", *BY_VILLAGE)
    commune.do("submit", *ON)
    commune.do("appraise", *ON, *CLAN)
    issue = ("--decision", "17/QĐ-UBND", "--date", "2026-12-05")
    assert commune.do("recognise", *ON, *CLAN, *issue)["recognised"] == 1
    commune.do("assess", "set", HOA, "CS10=4", *BY_VILLAGE)
    village = shown(commune, NGOC_BAN, *COMMUNITY)
    assert village["populations"]["clans"] == {"count": 1, "titled": 1}
    assert village["populations"]["families"] == {"count": 1, "titled": 0}


def test_what_a_lower_threshold_of_families_would_mean_is_seen_and_not_saved(
    commune: Machine,
) -> None:
    a_year(commune)
    commune.do("assess", "set", HOA, "CS10=8", *BY_VILLAGE)
    commune.do("assess", "set", "01", *FAMILY, "CS1=10", *BY_VILLAGE)
    before = commune.do("score", *ON)
    higher = commune.do("score", *ON, *FAMILY, "--threshold", "85")
    assert [(item["name"], item["model"], item["turn"]) for item in higher["turned"]] == [
        (f"Gia đình {SON}", "family", "loses"),
        (LE, "clan", "loses"),
        (NGOC_BAN, "community", "loses"),
    ]
    assert higher["by_unit"][NGOC_BAN]["loses"] == 1
    assert commune.do("score", *ON) == before


def test_a_family_does_not_rest_on_a_member_whose_points_do_not_agree(
    machines: Machines, commune: Machine, tmp_path: Path
) -> None:
    """Commune and village gave one adult other points; the family waits too, and it is said why."""
    village, down, up = machines.village, tmp_path / "down.vhb", tmp_path / "up.vhb"
    commune.do("bundle", "export", "--to", NGOC_BAN, "-o", down)
    village.do("bundle", "merge", down)
    for name in (SON, HOA):
        village.do("assess", "set", name, *EIGHTS, *BY_VILLAGE)
    village.do("bundle", "export", "-o", up)
    commune.do("bundle", "merge", up)
    commune.do("assess", "set", SON, "CS1=9", *BY_VILLAGE)
    village.do("assess", "set", SON, "CS1=7", *BY_VILLAGE)
    facts = ("children=0", "children_at_school=0")
    village.do("assess", "set", "01", *FAMILY, "CS1=30", "CS2=30", "CS3=40", *facts, *BY_VILLAGE)
    village.do("submit", *ON)
    village.do("bundle", "export", "-o", tmp_path / "up2.vhb")
    merged = commune.do("bundle", "merge", tmp_path / "up2.vhb")
    (asked,) = merged["needs_person"]
    assert (asked["subject"], asked["contradictions"], asked["late"]) == (SON, 1, 0)
    held = commune.do("appraise", *ON, *FAMILY)
    assert held["appraised"] == 0
    (family,) = held["disputed"]
    assert (family["code"], family["name"], family["because"]) == (
        *("RESTS_ON_CONFLICT", f"Gia đình {SON}"),
        [SON],
    )
    commune.do("conflicts", "settle", asked["entity"], "--as-shown")
    assert commune.do("appraise", *ON, *FAMILY)["appraised"] == 1


def test_a_family_with_two_names_of_its_head_waits(
    machines: Machines, commune: Machine, tmp_path: Path
) -> None:
    village, down, up = machines.village, tmp_path / "down.vhb", tmp_path / "up.vhb"
    commune.do("bundle", "export", "--to", NGOC_BAN, "-o", down)
    village.do("bundle", "merge", down)
    for name in (SON, HOA):
        village.do("assess", "set", name, *EIGHTS, *BY_VILLAGE)
    facts = ("children=0", "children_at_school=0")
    village.do("assess", "set", "01", *FAMILY, "CS1=30", "CS2=30", "CS3=40", *facts, *BY_VILLAGE)
    village.do("submit", *ON)
    commune.do("household", "set", "01", "--head", HOA)
    village.do("household", "set", "01", "--head", "Lê Văn Sơn Hà")
    village.do("bundle", "export", "-o", up)
    commune.do("bundle", "merge", up)
    (conflict,) = commune.do("conflicts", "list")["conflicts"]
    assert conflict["field"] == "head_name"
    held = commune.do("appraise", *ON, *FAMILY)
    assert (held["appraised"], [item["code"] for item in held["disputed"]]) == (0, ["CONFLICT"])
    assert commune.do("appraise", *ON)["appraised"] == 2
    commune.do("conflicts", "resolve", conflict["id"], "--value", HOA)
    assert commune.do("appraise", *ON, *FAMILY)["appraised"] == 1
