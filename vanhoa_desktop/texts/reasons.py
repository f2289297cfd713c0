"""Why a sheet has the result it has, in the words of the form."""

from collections.abc import Mapping
from decimal import Decimal

from vanhoa_desktop.texts.numbers import decimal_text
from vanhoa_desktop.texts.terms import indicator_term

_SENTENCES = {
    "PASSED": "Đạt: tổng {total} điểm (cần {needed}), không có chỉ số nào dưới {minimum} điểm.",
    "TOTAL_TOO_LOW": "Tổng điểm: {total}, cần ít nhất {needed}.",
    "INDICATOR_TOO_LOW": "{indicator}: {points} điểm, cần ít nhất {needed}.",
    "INDICATOR_MISSING": "{indicator}: chưa chấm.",
    "ALL_MET": "Đạt mọi chỉ tiêu.",
    "TARGET_NOT_MET": "{indicator}: chưa đạt.",
    "RULE_UNKNOWN": "Chưa có quy định chấm của bộ tiêu chí này.",
    "PREREQUISITE_NOT_MET": "Chưa đủ điều kiện: {wording}.",
    "PREREQUISITE_UNKNOWN": "Chưa rõ điều kiện: {wording}.",
    "LEVEL_TOO_EARLY": "Chưa đủ {needed} tháng để xét mức {level}.",
    "LEVEL_BEFORE_MISSING": "Chưa được công nhận mức {before} nên chưa xét mức {level}.",
    "WRONG_GROUP": "Nhóm đối tượng không có trong bộ tiêu chí này.",
}


def _shown(value: object) -> str:
    return decimal_text(value) if isinstance(value, Decimal) else str(value)


def reason_sentence(code: str, facts: Mapping[str, object]) -> str:
    """The sentence of a scoring reason; an unknown code is shown as it is."""
    shown = {name: _shown(value) for name, value in facts.items()}
    if facts.get("indicator"):
        shown["indicator"] = indicator_term(str(facts["indicator"]))
    try:
        return _SENTENCES[code].format_map(shown)
    except KeyError:
        return code
