"""Hints in plain words, with every number that they need."""

from fractions import Fraction

import pytest

from vanhoa_desktop.scoring.hints import HintCode
from vanhoa_desktop.texts.sentences.hints import NO_VERDICT, hint_sentence

FACTS: dict[HintCode, dict[str, int | Fraction]] = {
    HintCode.PASS_RATE_FAR: {"passed": 45, "sheets": 50, "usual": Fraction(62, 100)},
    HintCode.PASS_RATE_CHANGED: {"passed": 45, "sheets": 50, "before": Fraction(1, 3)},
    HintCode.PROFILE_FAR: {"sheets": 50, "distance": Fraction(175, 100)},
    HintCode.STRAIGHT_LINE: {"count": 30, "sheets": 50},
    HintCode.SELF_COPIED: {"count": 1200, "sheets": 1214},
    HintCode.AT_THRESHOLD: {"count": 12, "near": 15, "threshold": Fraction(80)},
}
NUMBERS = {
    HintCode.PASS_RATE_FAR: ("45/50", "90%", "62%"),
    HintCode.PASS_RATE_CHANGED: ("45/50", "90%", "33%"),
    HintCode.PROFILE_FAR: ("1,75 điểm",),
    HintCode.STRAIGHT_LINE: ("30/50",),
    HintCode.SELF_COPIED: ("1.200/1.214",),
    HintCode.AT_THRESHOLD: ("12 phiếu", "đúng 80 điểm", "15 phiếu"),
}


@pytest.mark.parametrize("code", HintCode)
def test_every_hint_says_its_unit_and_its_numbers_and_what_to_do(code: HintCode) -> None:
    said = hint_sentence(code.value, "Thôn Cẩm Bào", FACTS[code])
    assert said.startswith("Thôn Cẩm Bào: ")
    assert "Nên " in said
    for number in NUMBERS[code]:
        assert number in said


def test_no_hint_accuses_anybody() -> None:
    said = [NO_VERDICT, *(hint_sentence(code.value, "", FACTS[code]) for code in HintCode)]
    for word in ("gian", "sai phạm", "bịa", "vi phạm"):
        assert all(word not in sentence for sentence in said)
    assert "không phải kết luận" in NO_VERDICT
