"""`vanhoa assess …`, `score`, `submit`, `return`, `appraise`: points and the way to the commune."""

from pathlib import Path
from typing import Any

import pytest

from tests.builders.offices import NGOC_BAN
from tests.builders.spreadsheets import write_xlsx
from tests.cli.conftest import YEAR, Machines

CODES = [f"CS{number}" for number in range(1, 11)]
BINH, CUC, YEN, DUNG = "038061001234", "Lê Thị Cúc", "Nguyễn Thị Yến", "Trần Văn Dũng"
BY_VILLAGE = ("--cycle", YEAR, "--by", "village")
SHEET_KEYS = {"total", "result", "reasons", "missing", "state"}
RESULTS = {"passed", "not_passed", "not_assessed"}


def shown(machines: Machines, person: str) -> dict[str, Any]:
    answer: dict[str, Any] = machines.village.do("assess", "show", person, "--cycle", YEAR)
    return answer


def sent_up(peopled: Machines, folder: Path) -> None:
    peopled.village.do("submit", "--cycle", YEAR)
    up = folder / "len.vhb"
    peopled.village.do("bundle", "export", "-o", up)
    peopled.commune.do("bundle", "merge", up)


def test_points_that_are_asked_offer_no_new_person(peopled: Machines, tmp_path: Path) -> None:
    rows = [("Họ và tên", "CS1"), ("Đỗ Thị Hòa", 9)]
    told = peopled.village.tell(
        "assess", "import", write_xlsx(tmp_path / "d.xlsx", rows), *BY_VILLAGE
    )
    assert "Trả lời bằng --decide DÒNG=skip | DÒNG=<mã người>:" in told.out


# --- one sheet ---


@pytest.mark.parametrize(
    ("person", "total", "result", "missing"),
    [
        (BINH, "80", "passed", []),
        (CUC, "79.5", "not_passed", []),
        (YEN, "94.5", "not_passed", []),
        (DUNG, "81", "not_assessed", ["CS10"]),
        ("Nguyễn Văn Bình Minh", None, "not_assessed", CODES),
    ],
)
def test_a_sheet_is_shown_with_the_explanation_of_its_result(
    peopled: Machines, person: str, total: str | None, result: str, missing: list[str]
) -> None:
    sheet = shown(peopled, person)
    assert set(sheet) >= SHEET_KEYS
    assert (sheet["total"], sheet["result"], sheet["missing"]) == (total, result, missing)
    assert sheet["reasons"]
    for reason in sheet["reasons"]:
        assert set(reason) == {"code", "indicator", "message"}
        assert reason["message"].endswith(".")


def test_what_lacks_is_named(peopled: Machines) -> None:
    (total,) = shown(peopled, CUC)["reasons"]
    assert (total["indicator"], "79,5" in total["message"]) == (None, True)
    (least,) = shown(peopled, YEN)["reasons"]
    assert least["indicator"] == "CS10"


def test_points_are_set_with_dot_or_comma_and_cleared(peopled: Machines) -> None:
    village = peopled.village
    set_points = ("assess", "set", CUC, *BY_VILLAGE)
    assert village.do(*set_points, "CS10=8,0")["total"] == "80"
    assert village.do(*set_points, "CS10=7.5", "CS9=8,5")["total"] == "80"
    cleared = village.do(*set_points, "CS10=none")
    assert (cleared["total"], cleared["result"], cleared["missing"]) == (
        *("72.5", "not_assessed"),
        ["CS10"],
    )
    assert shown(peopled, CUC)["total"] == "72.5"
    again = village.do(*set_points, "CS10=none")
    assert (again["changed"], again["total"]) == (False, "72.5")


@pytest.mark.parametrize(
    "pair", ["CS1=11", "CS1=-1", "CS1=NaN", "CS1=7.25", "CS1=7,3", "CS99=5", "XX=5", "CS1=inf"]
)
def test_a_value_that_the_rules_refuse_sets_none(peopled: Machines, pair: str) -> None:
    before = peopled.village.do("state-hash")
    words = ("assess", "set", CUC, *BY_VILLAGE, "CS10=8", pair)
    assert peopled.village.refuse(*words) == "POINTS_NOT_ALLOWED"
    assert peopled.village.do("state-hash") == before


@pytest.mark.parametrize("pair", ["CS1=", "CS1=tám", "CS1", "=8", "CS1=8=9", "CS1=8 điểm"])
def test_a_malformed_pair_is_wrong_usage(peopled: Machines, pair: str) -> None:
    before = peopled.village.do("state-hash")
    assert peopled.village.misused("assess", "set", CUC, *BY_VILLAGE, "CS10=8", pair)
    assert peopled.village.do("state-hash") == before


def test_whose_points_must_be_said(peopled: Machines) -> None:
    village = peopled.village
    assert "--by" in village.misused("assess", "set", CUC, "--cycle", YEAR, "CS1=8")
    words = ("assess", "set", CUC, "--cycle", YEAR, "--by", "commune", "CS1=8")
    assert village.refuse(*words) == "ROLE_NOT_ALLOWED"


def test_no_registration_and_no_self_score_are_needed(peopled: Machines) -> None:
    village = peopled.village
    all_eight = [f"{code}=8" for code in CODES]
    done = village.do("assess", "set", "Nguyễn Văn Bình Minh", *BY_VILLAGE, *all_eight)
    assert done["warnings"] == ["NOT_REGISTERED"]
    assert (done["total"], done["result"], done["state"]) == ("80", "passed", "unit_assessed")
    again = village.do("assess", "set", "Nguyễn Văn Bình Minh", *BY_VILLAGE, "CS1=9")
    assert again["warnings"] == []


def test_the_self_score_never_counts(peopled: Machines) -> None:
    all_ten = [f"{code}=10" for code in CODES]
    words = ("--cycle", YEAR, "--by", "self")
    done = peopled.village.do("assess", "set", "Nguyễn Văn Bình Minh", *words, *all_ten)
    assert (done["total"], done["result"]) == (None, "not_assessed")
    assert (done["missing"], done["state"]) == (CODES, "self_assessed")
    assert peopled.village.do("assess", "set", CUC, *words, *all_ten)["total"] == "79.5"


def test_the_communes_points_count_before_the_villages(peopled: Machines, tmp_path: Path) -> None:
    sent_up(peopled, tmp_path)
    words = ("--cycle", YEAR, "--by", "commune")
    done = peopled.commune.do("assess", "set", CUC, *words, "CS10=8", "--reason", "có minh chứng")
    assert (done["total"], done["result"]) == ("80", "passed")
    assert done["points"]["village"]["CS10"] == "7.5"
    done = peopled.commune.do("assess", "set", CUC, *words, "CS10=none")
    assert done["total"] == "79.5"


# --- spreadsheets ---

POINT_HEADINGS = ("Họ và tên", "Ngày sinh", "Số CCCD", "Thôn")


def test_points_are_imported_under_every_heading_of_an_indicator(
    peopled: Machines, tmp_path: Path
) -> None:
    heads = ("CS1", "Chỉ số 2", "Tiêu chí 3", "4", "cs5", "CHỈ SỐ 6", "chi so 7", "CS 8", "9", 10)
    rows = [
        (*POINT_HEADINGS, *heads),
        ("Nguyễn Văn Bình", "", BINH, "", *["9"] * 9, "8,5"),
        ("Đỗ Thị Hòa", "1982", "", "", *[7.5] * 10),
    ]
    table = write_xlsx(tmp_path / "diem.xlsx", rows)
    done = peopled.village.do("assess", "import", table, *BY_VILLAGE)
    assert done["problems"] == []
    assert [done[name] for name in ("rows", "created", "updated", "unchanged")] == [2, 0, 2, 0]
    assert shown(peopled, BINH)["total"] == "89.5"
    again = peopled.village.do("assess", "import", table, *BY_VILLAGE)
    assert [again[name] for name in ("rows", "updated", "unchanged")] == [2, 0, 2]


def test_rows_with_errors_are_left_out_and_located(peopled: Machines, tmp_path: Path) -> None:
    rows = [
        (*POINT_HEADINGS, "CS1"),
        (CUC, "05/03/1965", "", "", 9),
        ("Đỗ Thị Hòa", "", "", "", 9),
        ("Mai Văn Lạ", "1950", "", "", 9),
        (YEN, "1999", "", "", 11),
        (DUNG, "1990", "", "", "chín"),
    ]
    table = write_xlsx(tmp_path / "diem.xlsx", rows)
    done = peopled.village.do("assess", "import", table, *BY_VILLAGE)
    found = [(p["row"], p["severity"], p["code"]) for p in done["problems"]]
    assert sorted(found)[:3] == [
        (3, "question", "ASKED_NO_BIRTH"),
        (4, "error", "PERSON_UNKNOWN"),
        (5, "error", "POINTS_NOT_ALLOWED"),
    ]
    assert [row for row, severity, _ in found if severity == "error"].count(6) == 1
    assert (done["rows"], done["updated"]) == (5, 1)
    assert shown(peopled, CUC)["points"]["village"]["CS1"] == "9"


def test_a_strict_import_of_points_is_all_or_none(peopled: Machines, tmp_path: Path) -> None:
    rows = [(*POINT_HEADINGS, "CS1"), (CUC, "", "", "", 9), ("Mai Văn Lạ", "", "", "", 9)]
    table = write_xlsx(tmp_path / "diem.xlsx", rows)
    before = peopled.village.do("state-hash")
    words = ("assess", "import", table, *BY_VILLAGE)
    assert peopled.village.refuse(*words, "--strict") == "IMPORT_HAS_ERRORS"
    assert peopled.village.do("state-hash") == before
    assert peopled.village.do(*words)["updated"] == 1


def test_a_dry_run_of_points_tells_what_would_change(peopled: Machines, tmp_path: Path) -> None:
    rows = [(*POINT_HEADINGS, "CS1"), (CUC, "", "", "", 8), (YEN, "", "", "", 9)]
    table = write_xlsx(tmp_path / "diem.xlsx", rows)
    before = peopled.village.do("state-hash")
    words = ("assess", "import", table, *BY_VILLAGE)
    rehearsed = peopled.village.do(*words, "--dry-run")
    assert (rehearsed["updated"], rehearsed["unchanged"], rehearsed["dry_run"]) == (1, 1, True)
    assert peopled.village.do("state-hash") == before
    done = peopled.village.do(*words)
    assert (done["updated"], done["unchanged"]) == (1, 1)


def test_points_of_a_sheet_that_was_sent_are_an_error_of_their_row(
    peopled: Machines, tmp_path: Path
) -> None:
    peopled.village.do("submit", "--cycle", YEAR)
    rows = [(*POINT_HEADINGS, "CS10"), (CUC, "", "", "", 9), (DUNG, "", "", "", 9)]
    table = write_xlsx(tmp_path / "diem.xlsx", rows)
    done = peopled.village.do("assess", "import", table, *BY_VILLAGE)
    (problem,) = done["problems"]
    assert (problem["row"], problem["severity"], problem["code"]) == (
        *(2, "error"),
        "ASSESSMENT_CLOSED",
    )
    assert (done["rows"], done["updated"]) == (2, 1)
    assert shown(peopled, DUNG)["total"] == "90"


# --- results ---


def test_citizens_are_counted_in_any_state(peopled: Machines, tmp_path: Path) -> None:
    expected = {"assessed": 3, "passed": 1}
    before = peopled.village.do("score", "--cycle", YEAR)
    assert {name: before[name] for name in expected} == expected
    assert before["by_group"] == {"unknown": expected}
    assert before["by_model"]["citizen"] == expected
    sent_up(peopled, tmp_path)
    peopled.commune.do("appraise", "--cycle", YEAR)
    for machine in (peopled.village, peopled.commune):
        counted = machine.do("score", "--cycle", YEAR)
        assert {name: counted[name] for name in expected} == expected


def test_other_models_are_counted_beside_the_citizens(peopled: Machines) -> None:
    by_model = peopled.commune.do("score", "--cycle", YEAR)["by_model"]
    assert set(by_model) >= {"citizen", "community", "commune"}
    for counts in by_model.values():
        assert set(counts) == {"assessed", "passed"}


def test_what_another_set_would_mean_is_shown_and_not_saved(peopled: Machines) -> None:
    village = peopled.village
    before = village.do("state-hash")
    now = village.do("score", "--cycle", YEAR)
    seen = village.do("score", "--cycle", YEAR, "--criteria", "CDHT-244-2022", "--what-if")
    assert set(seen) >= {"assessed", "passed", "by_group", "by_model", "turned", "criteria"}
    assert seen["criteria"]["id"] == "CDHT-244-2022"
    assert (seen["before"]["assessed"], seen["before"]["passed"]) == (
        *(now["assessed"],),
        now["passed"],
    )
    same = village.do("score", "--cycle", YEAR, "--what-if")
    assert (same["passed"], same["turned"]) == (now["passed"], [])
    lower = village.do("score", "--cycle", YEAR, "--what-if", "--threshold", "79,5")
    assert (lower["passed"], lower["before"]["passed"]) == (2, 1)
    (turned,) = lower["turned"]
    assert (turned["name"], turned["turn"], turned["model"]) == (CUC, "gains", "citizen")
    assert village.refuse("score", "--cycle", YEAR, "--criteria", "KHONG-CO") == "NOT_FOUND"
    assert village.refuse("score", "--cycle", YEAR, "--what-if", "--threshold", "101") == (
        "VALUE_INVALID"
    )
    assert village.do("score", "--cycle", YEAR, "--threshold", "79.5") == lower
    assert "ví dụ 79,5" in village.misused("score", "--cycle", YEAR, "--threshold", "cao")
    assert village.do("state-hash") == before


# --- submit, return, appraise ---


def test_complete_sheets_are_sent_and_the_others_named(peopled: Machines) -> None:
    village = peopled.village
    (dung,) = village.do("roster", "search", DUNG)["people"]
    done = village.do("submit", "--cycle", YEAR)
    assert done["submitted"] == 3
    assert done["skipped"] == [{"person": dung["id"], "code": "INCOMPLETE"}]
    assert {"code": "CONSENT_MISSING", "count": 3} in done["warnings"]
    assert shown(peopled, BINH)["state"] == "submitted"
    again = village.do("submit", "--cycle", YEAR)
    assert (again["submitted"], len(again["skipped"])) == (0, 1)
    words = ("assess", "set", CUC, *BY_VILLAGE, "CS1=9")
    assert village.refuse(*words) == "ASSESSMENT_CLOSED"


def test_only_what_stands_in_the_way_is_held_back(peopled: Machines, tmp_path: Path) -> None:
    sent_up(peopled, tmp_path)
    (dung,) = peopled.commune.do("roster", "search", DUNG)["people"]
    done = peopled.commune.do("appraise", "--cycle", YEAR)
    assert done["appraised"] == 3
    assert done["held"] == [{"person": dung["id"], "code": "NOT_SUBMITTED"}]
    assert {"code": "CONSENT_MISSING", "count": 3} in done["warnings"]
    assert peopled.commune.do("assess", "show", BINH, "--cycle", YEAR)["state"] == "appraised"
    assert peopled.commune.do("appraise", "--cycle", YEAR)["appraised"] == 0


def test_some_people_or_one_unit_are_appraised(peopled: Machines, tmp_path: Path) -> None:
    sent_up(peopled, tmp_path)
    commune = peopled.commune
    assert commune.do("appraise", "--cycle", YEAR, "--unit", "Thôn Cẩm Bào")["appraised"] == 0
    assert commune.do("appraise", "--cycle", YEAR, CUC)["appraised"] == 1
    assert commune.do("appraise", "--cycle", YEAR, "--unit", NGOC_BAN)["appraised"] == 2
    assert commune.refuse("appraise", "--cycle", YEAR, "Không Ai") == "NOT_FOUND"
    assert peopled.village.refuse("appraise", "--cycle", YEAR) == "ROLE_NOT_ALLOWED"


def test_a_sheet_is_returned_with_its_reason_and_can_be_sent_again(
    peopled: Machines, tmp_path: Path
) -> None:
    sent_up(peopled, tmp_path)
    commune, village = peopled.commune, peopled.village
    done = commune.do("return", CUC, "--cycle", YEAR, "--reason", "Thiếu minh chứng")
    assert (done["returned"], done["held"]) == (1, [])
    down = tmp_path / "xuong.vhb"
    commune.do("bundle", "export", "--to", NGOC_BAN, "-o", down)
    (told,) = village.do("bundle", "merge", down)["returned"]
    assert (told["subject"], told["reason"], told["year"]) == (CUC, "Thiếu minh chứng", YEAR)
    assert village.do("bundle", "merge", down)["returned"] == []
    assert shown(peopled, CUC)["state"] == "returned"
    assert village.do("assess", "set", CUC, *BY_VILLAGE, "CS10=8")["total"] == "80"
    assert village.do("submit", "--cycle", YEAR)["submitted"] == 1


def test_sheets_that_were_never_sent_are_not_returned(peopled: Machines, tmp_path: Path) -> None:
    sent_up(peopled, tmp_path)
    commune = peopled.commune
    (dung,) = commune.do("roster", "search", DUNG)["people"]
    done = commune.do("return", "--unit", NGOC_BAN, "--cycle", YEAR, "--reason", "xem lại")
    assert (done["returned"], done["held"]) == (
        *(3,),
        [{"person": dung["id"], "code": "NOT_SUBMITTED"}],
    )
    assert commune.refuse("return", CUC, "--cycle", YEAR, "--reason", " ") == "VALUE_INVALID"
    assert "--reason" in commune.misused("return", CUC, "--cycle", YEAR)
    assert "--unit" in commune.misused("return", "--cycle", YEAR, "--reason", "x")
    words = ("return", CUC, "--cycle", YEAR, "--reason", "x")
    assert peopled.village.refuse(*words) == "ROLE_NOT_ALLOWED"
