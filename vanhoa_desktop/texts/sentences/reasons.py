"""Why a sheet has the result it has, in the words of the form."""

from collections.abc import Mapping
from decimal import Decimal

from vanhoa_desktop.texts.words.numbers import decimal_text
from vanhoa_desktop.texts.words.terms import indicator_term

_SENTENCES = {
    "PASSED": "Đạt: tổng {total} điểm (cần {needed}), không có chỉ số nào dưới {minimum} điểm.",
    "TOTAL_TOO_LOW": "Tổng điểm: {total}, cần ít nhất {needed}.",
    "INDICATOR_TOO_LOW": "{indicator}: {points} điểm, cần ít nhất {needed}.",
    "INDICATOR_MISSING": "{indicator}: chưa chấm.",
    "POINTS_NOT_VALID": "{indicator}: điểm {points} không hợp lệ theo bộ tiêu chí nên không tính.",
    "ALL_MET": "Đạt mọi chỉ tiêu.",
    "TARGET_NOT_MET": "{indicator}: chưa đạt.",
    "RULE_UNKNOWN": "Chưa có quy định chấm của bộ tiêu chí này.",
    "PREREQUISITE_NOT_MET": "Chưa đủ điều kiện: {wording}.",
    "PREREQUISITE_UNKNOWN": "Chưa rõ điều kiện: {wording}.",
    "LEVEL_TOO_EARLY": "Chưa đủ {needed} tháng để xét mức {level}.",
    "LEVEL_BEFORE_MISSING": "Chưa được công nhận mức {before} nên chưa xét mức {level}.",
    "WRONG_GROUP": "Nhóm đối tượng không có trong bộ tiêu chí này.",
}
# Where more is known: said instead of the sentence above.
_WITH_LEVEL = {
    "PASSED": "Đạt mức {level} ({title}): tổng {total} điểm (cần {needed}), "
    "không có chỉ số nào dưới {minimum} điểm.",
    "ALL_MET": "Đạt mức {level} ({title}): đạt mọi chỉ tiêu.",
}
_WITH_COUNTS = {
    "PREREQUISITE_NOT_MET": "Chưa đủ điều kiện: {wording} "
    "(có {titled}/{count}, còn thiếu {lacking}).",
}
_OF_THE_LEVEL_ITSELF = frozenset({*_WITH_LEVEL, "LEVEL_TOO_EARLY", "LEVEL_BEFORE_MISSING"})


def _shown(value: object) -> str:
    return decimal_text(value) if isinstance(value, Decimal) else str(value)


def reason_sentence(code: str, facts: Mapping[str, object]) -> str:
    """The sentence of a scoring reason; an unknown code is shown as it is.

    A reason that stands only against a higher level says so: «Để đạt mức 2: …».
    """
    shown = {name: _shown(value) for name, value in facts.items()}
    if facts.get("indicator"):
        shown["indicator"] = indicator_term(str(facts["indicator"]))
    try:
        said = _template(code, facts).format_map(shown)
    except KeyError:
        return code
    if "level" in facts and code not in _OF_THE_LEVEL_ITSELF:
        return f"Để đạt mức {shown['level']}: {said[0].lower()}{said[1:]}"
    return said


def _template(code: str, facts: Mapping[str, object]) -> str:
    if "title" in facts and code in _WITH_LEVEL:
        return _WITH_LEVEL[code]
    if "lacking" in facts and code in _WITH_COUNTS:
        return _WITH_COUNTS[code]
    return _SENTENCES[code]
