"""Every fault of a criteria file has a sentence with its figures."""

import re

import pytest

from tests.scoring.test_criteria_file import FAULTS, VALID
from vanhoa_desktop.scoring.criteria_file import check_criteria_file, parse_criteria, shipped_sets
from vanhoa_desktop.scoring.problems import LineProblem, ProblemCode
from vanhoa_desktop.texts.sentences.criteria_problems import criteria_problem_sentence

_HEAD = VALID[: VALID.index("[points]")]
_OTHERS = [
    parse_criteria(VALID.replace("THU-1", "THU-2"), "cùng ngày"),
    parse_criteria(VALID.replace("THU-1", "THU-3").replace("2026-01-01", "2025-01-01"), "trước"),
    parse_criteria(VALID.replace("Ba", "Bốn"), "cùng phiên bản"),
]
_TEXTS = [
    "id = ",
    "#" * 200_001,
    VALID,
    _HEAD,
    _HEAD + "[points]\nrule_known = false\n",
    _HEAD.replace("title =", 'gaps = ["Thiếu văn bản."]\ntitle ='),
    _HEAD + '[[criteria]]\ncode = "TC1"\ntitle = "x"\n'
    '[[criteria.targets]]\ncode = "CT1"\nwording = "x"\nanswer = "level"\n',
    *(VALID.replace(old, new, 1) for old, new, _, _ in FAULTS),
]


def _problems() -> list[LineProblem]:
    return [problem for text in _TEXTS for problem in check_criteria_file(text, _OTHERS)]


def test_every_fault_that_a_file_can_have_is_said_in_a_whole_sentence() -> None:
    found = _problems()
    assert {problem.code for problem in found} == set(ProblemCode)
    for problem in found:
        said = criteria_problem_sentence(problem.code.value, problem.facts)
        assert said.endswith("."), problem
        assert not re.search(r"[{}]", said.replace("{…}", "")), said


@pytest.mark.parametrize(
    ("code", "facts", "sentence"),
    [
        ("CODE_TWICE", {"code": "CS3"}, "«CS3» được ghi hai lần."),
        (
            "VALUE_WRONG_TYPE",
            {"key": "title", "expected": "text"},
            "Mục «title» phải là chữ trong dấu ngoặc kép.",
        ),
        (
            "CONDITION_INVALID",
            {"place": 4, "why": "BRACKET_OPEN", "found": ""},
            "Điều kiện sai ở ký tự thứ 4: thiếu dấu đóng ngoặc.",
        ),
        ("CODE_TWICE", {}, "CODE_TWICE"),
        ("OF_A_LATER_VERSION", {}, "OF_A_LATER_VERSION"),
    ],
)
def test_a_fault_is_said_in_plain_words(code: str, facts: dict[str, object], sentence: str) -> None:
    assert criteria_problem_sentence(code, facts) == sentence


def test_shipped_sets_say_their_gaps() -> None:
    assert all(item.gaps for item in shipped_sets())
