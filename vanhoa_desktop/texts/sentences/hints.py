"""Hints for the appraiser in plain words: what was seen, what else it may mean, what to do."""

from collections.abc import Mapping
from fractions import Fraction

from vanhoa_desktop.texts.words.numbers import count_text

NO_VERDICT = "Đây chỉ là gợi ý xem lại, không phải kết luận: có thể có lý do chính đáng."
_SENTENCES = {
    "PASS_RATE_FAR": "{unit}: {passed}/{sheets} phiếu đạt ({rate}), trong khi người cùng nhóm đối "
    "tượng ở nơi khác đạt khoảng {usual}. Nên xem lại vài phiếu sát điểm cần đạt.",
    "PASS_RATE_CHANGED": "{unit}: {passed}/{sheets} phiếu đạt ({rate}), năm trước là {before}. "
    "Nên hỏi thôn, đơn vị vì sao thay đổi nhiều.",
    "PROFILE_FAR": "{unit}: điểm từng chỉ số lệch trung bình {distance} điểm so với phần lớn các "
    "thôn, đơn vị khác. Nên xem thôn, đơn vị có hiểu khác về tiêu chí không.",
    "STRAIGHT_LINE": "{unit}: {count}/{sheets} phiếu cho mọi chỉ số cùng một điểm. "
    "Nên hỏi đã xét từng chỉ số chưa.",
    "SELF_COPIED": "{unit}: {count}/{sheets} phiếu có điểm của thôn, đơn vị giống hệt điểm tự "
    "chấm. Nên xem biên bản họp bình xét.",
    "AT_THRESHOLD": "{unit}: {count} phiếu có tổng đúng {threshold} điểm, trong {near} phiếu sát "
    "điểm cần đạt. Nên xem lại minh chứng của những phiếu này.",
}
_SHARES = frozenset({"usual", "before"})


def hint_sentence(code: str, unit: str, facts: Mapping[str, int | Fraction]) -> str:
    """What was seen in a unit and what to do; an unknown code is shown as it is."""
    shown = {name: _shown(name, value) for name, value in facts.items()}
    if "passed" in facts and "sheets" in facts:
        shown["rate"] = _percent(Fraction(facts["passed"], facts["sheets"]))
    return _SENTENCES.get(code, code).format_map(shown | {"unit": unit})


def _shown(name: str, value: int | Fraction) -> str:
    if name in _SHARES:
        return _percent(Fraction(value))
    if isinstance(value, int):
        return count_text(value)
    return f"{float(value):.2f}".rstrip("0").rstrip(".").replace(".", ",")


def _percent(rate: Fraction) -> str:
    return f"{float(rate * 100):.0f}%"
