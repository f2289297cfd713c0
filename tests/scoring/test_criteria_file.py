"""Criteria files: every fault is found at its line, and the hash is of the content alone."""

import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.scoring.cases import FOLDER
from vanhoa_desktop.domain.enums import LearningModel, TargetGroup
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.scoring.criteria import Answer, Grade, RecognisedBy
from vanhoa_desktop.scoring.criteria_file import (
    check_criteria_file,
    in_force,
    parse_criteria,
    shipped_contents,
    shipped_sets,
    version_key,
)
from vanhoa_desktop.scoring.problems import ProblemCode
from vanhoa_desktop.scoring.toml_lines import locate
from vanhoa_desktop.scoring.toml_table import MAX_PROBLEMS, load

VALID = """\
format = "vanhoa/criteria/1"
id = "THU-1"
version = "1"
model = "family"
title = "Bộ thử"
legal_basis = "Không có"
in_force_from = 2026-01-01
groups = ["resident", "worker"]

[points]
sum = 30
threshold = 20

[[levels]]
code = "1"
title = "Khá"

[[levels]]
code = "2"
title = "Tốt"
threshold = 25

[[criteria]]
code = "TC1"
title = "Một"
maximum = 30

[[criteria.indicators]]
code = "CS1"
wording = "Chung"

[[criteria.indicators]]
code = "CS2"
steps = [0, 2, 5, 10]
[criteria.indicators.wording_by_group]
resident = "Cho người dân"
worker = "Cho người lao động"

[[criteria.indicators]]
code = "CS3"
wording = "Ba"
minimum = 5

[[criteria.targets]]
code = "CT1.1"
wording = "Có hay không"

[[prerequisites]]
code = "DK1"
wording = "Người lớn đạt"
severity = "blocking"
who_counts = "adults"
share_required = "50%"

[[prerequisites]]
code = "DK2"
wording = "Có quỹ"
severity = "warning"
condition = "has_fund"
from_level = "2"
"""


def _found(content: str) -> list[tuple[int, str]]:
    return [(problem.line, problem.code.value) for problem in check_criteria_file(content)]


def _line_of(content: str, text: str) -> int:
    return content[: content.index(text)].count("\n") + 1


def test_a_valid_file_has_no_problem_and_gives_the_set_as_written() -> None:
    assert _found(VALID) == []
    criteria = parse_criteria(VALID, "thử")
    assert criteria.model is LearningModel.FAMILY
    second = criteria.by_code["CS2"]
    assert second.wording_for(TargetGroup.WORKER) == "Cho người lao động"
    assert second.wording_for(None) == ""
    assert second.maximum == 10
    assert not second.allows(Decimal(3))
    assert criteria.by_code["CS1"].wording_for(TargetGroup.WORKER) == "Chung"
    assert criteria.by_code["CT1.1"].answer is Answer.YES_NO
    assert criteria.levels[0].threshold == 20
    assert criteria.prerequisites[1].from_rank == 2


# What is replaced by what, the problem, and the text in whose line it must be shown.
FAULTS = [
    ('id = "THU-1"', 'id = "thử"', "CODE_MALFORMED", 'id = "thử"'),
    ('version = "1"', 'version = "1.0.0.0"', "CODE_MALFORMED", "version ="),
    ('version = "1"\n', "", "VALUE_MISSING", "format ="),
    ('model = "family"', 'model = "families"', "VALUE_NOT_KNOWN", "model ="),
    ('model = "family"', "model = 5", "VALUE_NOT_KNOWN", "model ="),
    ("vanhoa/criteria/1", "vanhoa/criteria/2", "FORMAT_UNKNOWN", "format ="),
    ('title = "Bộ thử"', "title = 1", "VALUE_WRONG_TYPE", "title = 1"),
    ('title = "Bộ thử"', 'title = "  "', "TEXT_EMPTY", "title ="),
    ('title = "Bộ thử"', 'title = "Bộ\\u0007"', "TEXT_CONTROL_CHARACTER", "title ="),
    ('title = "Bộ thử"', f'title = "{"a" * 4001}"', "TEXT_TOO_LONG", "title ="),
    ("2026-01-01", '"2026-01-01"', "VALUE_WRONG_TYPE", "in_force_from ="),
    ("2026-01-01", "2026-01-01T00:00:00", "VALUE_WRONG_TYPE", "in_force_from ="),
    ("2026-01-01", "2026-01-01\nin_force_to = 2025-12-31", "PERIOD_BACKWARDS", "in_force_to ="),
    ('"worker"]', '"nobody"]', "VALUE_NOT_KNOWN", "groups ="),
    ('"worker"]', '"resident"]', "CODE_TWICE", "groups ="),
    ('groups = ["resident", "worker"]', 'groups = "resident"', "VALUE_WRONG_TYPE", "groups ="),
    ("sum = 30", "sum = 31", "POINTS_DO_NOT_ADD_UP", "sum ="),
    ("maximum = 30", "maximum = 20", "POINTS_DO_NOT_ADD_UP", "maximum = 20"),
    ("threshold = 20", "threshold = 31", "THRESHOLD_UNREACHABLE", "threshold = 31"),
    ("threshold = 25", "threshold = 30.5", "THRESHOLD_UNREACHABLE", "[[levels]]"),
    ("threshold = 20\n", "", "THRESHOLD_MISSING", "[points]"),
    ("threshold = 20", "threshold = 20.0001", "VALUE_OUT_OF_RANGE", "threshold = 20.0001"),
    ("threshold = 20", "threshold = -1", "VALUE_OUT_OF_RANGE", "threshold = -1"),
    ("threshold = 20", "threshold = nan", "VALUE_OUT_OF_RANGE", "threshold = nan"),
    ("threshold = 20", "threshold = true", "VALUE_WRONG_TYPE", "threshold = true"),
    ("threshold = 20", 'threshold = 20\nrule_known = "no"', "VALUE_WRONG_TYPE", "rule_known"),
    ("threshold = 25", "threshold = 19", "LEVELS_NOT_RISING", 'code = "2"'),
    ("threshold = 25", "after_months = 1.5", "VALUE_OUT_OF_RANGE", "after_months"),
    ("threshold = 25", "minimum = 11", "MINIMUM_UNREACHABLE", 'code = "CS1"'),
    ('code = "2"', 'code = "1"', "CODE_TWICE", 'code = "1"\ntitle = "Tốt"'),
    ('code = "TC1"', 'code = "X1"', "CODE_MALFORMED", 'code = "X1"'),
    ('code = "CS3"', 'code = "CS1"', "CODE_TWICE", 'code = "CS1"\nwording = "Ba"'),
    ('code = "CT1.1"', 'code = "CS4"', "CODE_MALFORMED", 'code = "CS4"'),
    ("minimum = 5", "minimum = 10.5", "MINIMUM_UNREACHABLE", "minimum = 10.5"),
    ("minimum = 5", "step = 0", "STEPS_INVALID", "step = 0"),
    ("minimum = 5", "step = 3", "MAXIMUM_NOT_ON_STEP", "step = 3"),
    ("minimum = 5", "step = 0.001", "STEPS_INVALID", "step = 0.001"),
    ("[0, 2, 5, 10]", "[0, 5, 2, 10]", "STEPS_INVALID", "steps ="),
    ("[0, 2, 5, 10]", "[0, 2, 5]\nmaximum = 10", "STEPS_INVALID", "steps ="),
    ("[0, 2, 5, 10]", "[0, 10]\nstep = 10", "STEPS_INVALID", "steps ="),
    ("[0, 2, 5, 10]", "5", "VALUE_WRONG_TYPE", "steps ="),
    ("[0, 2, 5, 10]", '[0, "10"]', "VALUE_WRONG_TYPE", "steps ="),
    ('worker = "Cho người lao động"\n', "", "GROUP_WITHOUT_WORDING", "[criteria.indicators.wor"),
    ("worker = ", "staff = ", "GROUP_NOT_LISTED", "staff ="),
    ("worker = ", "nobody = ", "KEY_UNKNOWN", "nobody ="),
    ('wording = "Ba"\n', "", "VALUE_MISSING", 'code = "CS3"'),
    ('wording = "Ba"', 'wording = "Ba"\nwordin = "x"', "KEY_UNKNOWN", "wordin ="),
    ('wording = "Ba"', 'wording = "Ba"\ngrade = "sure"', "VALUE_NOT_KNOWN", "grade ="),
    ('wording = "Ba"', 'wording = "Ba"\nevidence = [1]', "VALUE_WRONG_TYPE", "evidence ="),
    ('wording = "Có hay không"', 'wording = "x"\nanswer = "points"', "VALUE_NOT_KNOWN", "answer ="),
    ('"adults"', '"families"', "FACT_UNKNOWN", "who_counts ="),
    ('"50%"', '"150%"', "VALUE_OUT_OF_RANGE", "share_required ="),
    ('"50%"', '"một nửa"', "VALUE_OUT_OF_RANGE", "share_required ="),
    ('"50%"', "50", "VALUE_WRONG_TYPE", "share_required ="),
    ('share_required = "50%"', 'condition = "has_fund"', "PREREQUISITE_UNCLEAR", 'code = "DK1"'),
    ('condition = "has_fund"\n', "", "PREREQUISITE_UNCLEAR", 'code = "DK2"'),
    ('"has_fund"', '"has_car"', "FACT_UNKNOWN", "condition ="),
    ('"has_fund"', '"has_fund and"', "CONDITION_INVALID", "condition ="),
    ('from_level = "2"', 'from_level = "3"', "VALUE_NOT_KNOWN", "from_level ="),
    ('severity = "warning"', 'severity = "fatal"', "VALUE_NOT_KNOWN", 'severity = "fatal"'),
    ('code = "DK2"', 'code = "DK1"', "CODE_TWICE", 'code = "DK1"\nwording = "Có quỹ"'),
]


@pytest.mark.parametrize(
    ("old", "new", "code", "place"), FAULTS, ids=[f"{fault[2]} {fault[1]}"[:60] for fault in FAULTS]
)
def test_a_fault_is_found_at_its_line(old: str, new: str, code: str, place: str) -> None:
    content = VALID.replace(old, new, 1)
    found = check_criteria_file(content)
    near = _line_of(content, place)
    lines = {problem.line for problem in found if problem.code.value == code}
    assert any(near - 1 <= line <= near + 1 for line in lines), (near, _found(content))
    with pytest.raises(VanHoaError) as refusal:
        parse_criteria(content, "thử.toml")
    assert refusal.value.code is ErrorCode.CRITERIA_INVALID
    assert code in str(refusal.value.facts["problems"])


def test_level_answers_need_levels_and_a_set_that_asks_nothing_is_refused() -> None:
    content = VALID[: VALID.index("[points]")] + (
        '[[criteria]]\ncode = "TC1"\ntitle = "x"\n'
        '[[criteria.targets]]\ncode = "CT1"\nwording = "x"\nanswer = "level"\n'
    )
    assert [code for _, code in _found(content)] == ["LEVELS_MISSING"]
    nothing = VALID[: VALID.index("[points]")]
    assert [code for _, code in _found(nothing)] == ["NOTHING_ASKED"]


def test_all_problems_are_told_at_once_in_the_order_of_the_file() -> None:
    content = VALID.replace("sum = 30", "sum = 3").replace('"50%"', '"5"').replace('"2"', '"!"')
    codes = [code for _, code in _found(content)]
    assert set(codes) == {"POINTS_DO_NOT_ADD_UP", "VALUE_OUT_OF_RANGE", "CODE_MALFORMED"}
    assert [line for line, _ in _found(content)] == sorted(line for line, _ in _found(content))


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("id = ", 1),
        ("id = 1\nid = 2", 2),
        ("x = [", 1),
        ("a = 1\n\nb = 'x", 3),
        ("x = 1e9999999999999999999", 1),
        ("x = " + "[" * 5000, 1),
        ("x = " + "9" * 10_000, 1),
    ],
)
def test_a_text_that_is_no_toml_is_one_problem(content: str, line: int) -> None:
    assert _found(content)[0][1] in {"NOT_TOML", "FORMAT_UNKNOWN", "KEY_UNKNOWN", "VALUE_MISSING"}
    (found, *_) = check_criteria_file(content)
    assert found.line == line
    with pytest.raises(VanHoaError):
        parse_criteria(content, "x")


def test_a_text_that_is_too_long_is_not_even_read() -> None:
    assert _found("#" * 200_001) == [(1, "TOO_LONG")]


def test_of_endless_problems_the_first_are_told() -> None:
    keys = "\n".join(f"unknown_{number} = 1" for number in range(5_000))
    assert len(check_criteria_file(keys)) == MAX_PROBLEMS


def test_lists_of_something_else_than_tables_are_refused() -> None:
    head = VALID[: VALID.index("[points]")]
    found = _found(f"criteria = [1]\nlevels = 5\npoints = 3\nprerequisites = [[]]\n{head}")
    assert [item for item in found if item[1] == "VALUE_WRONG_TYPE"] == [
        (1, "VALUE_WRONG_TYPE"),
        (2, "VALUE_WRONG_TYPE"),
        (3, "VALUE_WRONG_TYPE"),
        (4, "VALUE_WRONG_TYPE"),
    ]


# --- periods --------------------------------------------------------------------------------------


def _periods(content: str) -> list[str]:
    others = [parse_criteria(VALID.replace("THU-1", "THU-2"), "khác"), *shipped_sets()]
    earlier = parse_criteria(VALID.replace('version = "1"', 'version = "1.1"'), "bản khác")
    found = check_criteria_file(content, [*others, earlier])
    return [problem.code.value for problem in found]


def test_sets_of_one_model_in_force_on_one_day_are_told() -> None:
    later = VALID.replace("2026-01-01", "2026-07-01")
    assert _periods(later) == ["PERIODS_OVERLAP", "PERIODS_OVERLAP"]  # and the shipped one of 2022
    assert "PERIODS_BEGIN_TOGETHER" in _periods(VALID)


def test_versions_of_one_id_and_sets_whose_time_is_over_are_not_told() -> None:
    ended = VALID.replace("2026-01-01", "2014-01-01\nin_force_to = 2015-11-30")
    assert _periods(ended) == []
    others = [parse_criteria(VALID, "cũ")]
    assert check_criteria_file(VALID.replace('version = "1"', 'version = "2"'), others) == []


def test_other_content_under_a_published_version_is_an_error() -> None:
    published = [parse_criteria(VALID, "đã công bố")]
    assert check_criteria_file(VALID, published) == []
    (found,) = check_criteria_file(VALID.replace("sum = 30\n", ""), published)
    assert (found.code, found.line, found.is_error) == (ProblemCode.VERSION_TAKEN, 3, True)


# --- hash -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "same",
    [
        "# ghi chú\n" + VALID,
        VALID.replace("\n", "\r\n"),
        "\ufeff" + VALID,
        unicodedata.normalize("NFD", VALID),
        VALID.replace("threshold = 20", "threshold = 20.0"),
        VALID.replace("sum = 30\nthreshold = 20", "threshold = 20\nsum   =   30"),
    ],
)
def test_layout_does_not_change_the_hash(same: str) -> None:
    assert parse_criteria(same, "x").sha256 == parse_criteria(VALID, "x").sha256


@pytest.mark.parametrize(
    ("old", "new"),
    [("threshold = 20", "threshold = 21"), ('"Ba"', '"Bốn"'), ('"50%"', '"51%"')],
)
def test_content_changes_the_hash(old: str, new: str) -> None:
    changed = parse_criteria(VALID.replace(old, new), "x")
    assert changed.sha256 != parse_criteria(VALID, "x").sha256


# --- what the program ships -----------------------------------------------------------------------

# A published version never changes: a new wording is a new version.
PUBLISHED = {
    "CDHT-244-2022 1": "80296bdc",
    "CDHT-324-2023 1": "493c3726",
    "CDONGHT-THON-2022 1": "3bd0f891",
    "CDONGHT-XA-TT25 1": "c2ee6afb",
    "DHHT-2022 1": "0f8961df",
    "DHHT-448-2015 1": "011541b7",
    "DVHT-XA-2022 1": "b4ed45d5",
    "GDHT-2022 1": "3bf771f4",
    "GDHT-448-2015 1": "d4f57f5e",
}


def test_a_shipped_version_keeps_its_content_for_ever() -> None:
    found = {f"{item.id} {item.version}": item.sha256[:8] for item in shipped_sets()}
    assert found == PUBLISHED


def test_shipped_files_have_no_errors_and_say_what_is_missing() -> None:
    for content in shipped_contents().values():
        found = check_criteria_file(content, shipped_sets())
        assert {problem.code for problem in found} <= {
            ProblemCode.GAP_DECLARED,
            ProblemCode.RULE_UNKNOWN,
        }
        assert ProblemCode.GAP_DECLARED in {problem.code for problem in found}


def test_every_text_that_is_not_quoted_says_so_in_words() -> None:
    for criteria in shipped_sets():
        grounds = [criteria.grounds, *(item.grounds for item in criteria.criteria)]
        grounds += [item.grounds for item in criteria.indicators]
        grounds += [item.grounds for item in criteria.prerequisites]
        assert all(item.note for item in grounds if item.grade is not Grade.QUOTED)
        assert all(item.certainty == item.grounds.note for item in criteria.indicators)
        assert criteria.certainty


@pytest.mark.parametrize(
    ("year", "ids"),
    [
        (2021, "GDHT-448-2015 DHHT-448-2015"),
        (2022, "CDHT-244-2022 GDHT-2022 DHHT-2022 CDONGHT-THON-2022 DVHT-XA-2022"),
        (2023, "CDHT-324-2023 GDHT-2022 DHHT-2022 CDONGHT-THON-2022 DVHT-XA-2022"),
        (2026, "CDHT-324-2023 GDHT-2022 DHHT-2022 CDONGHT-THON-2022 DVHT-XA-2022 CDONGHT-XA-TT25"),
    ],
)
def test_each_year_has_the_sets_that_were_in_force(year: int, ids: str) -> None:
    found = [in_force(shipped_sets(), model, year) for model in LearningModel]
    assert " ".join(item.id for item in found if item is not None) == ids


def test_versions_are_compared_by_number() -> None:
    assert sorted(["1.10", "2", "1.2", "1"], key=version_key) == ["1", "1.2", "1.10", "2"]


def test_the_commune_community_has_five_criteria_fifteen_targets_and_two_levels() -> None:
    commune = in_force(shipped_sets(), LearningModel.COMMUNE, 2026)
    assert commune is not None
    assert (len(commune.criteria), len(commune.indicators), len(commune.levels)) == (5, 15, 2)
    assert commune.validity_months == 36
    assert commune.levels[1].after_months == 12
    assert commune.recognised_by == (RecognisedBy.UPPER_LEVEL,)


# --- places and hostile texts ---------------------------------------------------------------------


def test_places_are_known_through_long_strings_open_brackets_and_comments() -> None:
    content = (
        'a = """\nb = 1\n"""\n'
        'c = [ # ]\n \'x]\', "\\"]",\n]\n'
        "'d e' = 1\n[f]\ng.h = '''x'''\n[[i]]\nj = {k = 1}\n[[i]]\nj = 2\n[i.l] # x\nm = 3\n"
    )
    lines = locate(content)
    assert load(content)[1].problems == []
    wanted = {("a",): 1, ("c",): 4, ("d e",): 7, ("f", "g", "h"): 9, ("i", 0, "j", "k"): 11}
    wanted |= {("i", 1, "j"): 13, ("i", 1, "l", "m"): 15, ("i",): 10, ("nowhere",): 1}
    assert {path: lines.line(path) for path in wanted} == wanted


def test_a_hostile_key_does_not_hold_the_reader_up() -> None:
    content = '"x\\"' + "a" * 5_000 + '\\"" = 1\n'
    assert ProblemCode.KEY_UNKNOWN in {problem.code for problem in check_criteria_file(content)}


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused_but_never_breaks_the_reader(text: str) -> None:
    assert check_criteria_file(text)


@given(st.integers(0, len(VALID)), st.integers(0, len(VALID)), st.text(max_size=8))
def test_any_part_of_a_file_replaced_is_read_or_refused(start: int, end: int, new: str) -> None:
    content = VALID[: min(start, end)] + new + VALID[max(start, end) :]
    errors = [problem for problem in check_criteria_file(content) if problem.is_error]
    if errors:
        with pytest.raises(VanHoaError):
            parse_criteria(content, "x")
    else:
        assert parse_criteria(content, "x").sha256


def test_the_made_up_sets_of_the_cases_have_no_problem() -> None:
    for path in sorted((FOLDER / "sets").glob("*.toml")):
        assert check_criteria_file(path.read_text(encoding="utf-8")) == []
