"""What is wrong in a criteria file, in the words of the office; keys stay as the file has them."""

from collections.abc import Mapping
from decimal import Decimal

from vanhoa_desktop.texts.words.numbers import decimal_text

_EXPECTED = {
    "text": "chữ trong dấu ngoặc kép",
    "list": "danh sách trong ngoặc vuông",
    "number": "số",
    "date": "ngày viết dạng 2026-01-31, không có dấu ngoặc kép",
    "true/false": "true hoặc false",
    "table": "một bảng con",
    "tables": "các bảng con viết dạng [[…]]",
}
_WHY = {
    "TOO_LONG": "điều kiện quá dài",
    "TOO_DEEP": "quá nhiều ngoặc lồng nhau",
    "NOT_A_CONDITION": "chưa phải là điều kiện đúng hay sai",
    "SIGN_UNKNOWN": "có ký hiệu không dùng được",
    "UNEXPECTED": "thừa hoặc thiếu một phần",
    "BRACKET_OPEN": "thiếu dấu đóng ngoặc",
    "NUMBER_NEEDED": "chỗ này phải là số",
    "TRUTH_NEEDED": "chỗ này phải là đúng hay sai",
}
_SENTENCES = {
    "NOT_TOML": "Tệp không đúng cách viết TOML: {why}.",
    "TOO_LONG": "Tệp dài quá {limit} ký tự.",
    "FORMAT_UNKNOWN": 'Cần dòng format = "{expected}".',
    "KEY_UNKNOWN": "Không có mục tên «{key}» trong mẫu tệp; xem lại chính tả.",
    "VALUE_MISSING": "Thiếu mục «{key}».",
    "VALUE_WRONG_TYPE": "Mục «{key}» phải là {expected}.",
    "VALUE_NOT_KNOWN": "Mục «{key}» ghi «{value}»; chỉ được dùng: {allowed}.",
    "VALUE_OUT_OF_RANGE": "Mục «{key}» ghi «{value}», không dùng được.",
    "TEXT_EMPTY": "Mục «{key}» để trống.",
    "TEXT_TOO_LONG": "Mục «{key}» dài quá {limit} ký tự.",
    "TEXT_CONTROL_CHARACTER": "Mục «{key}» có ký tự ẩn; hãy gõ lại.",
    "CODE_MALFORMED": "Mã «{value}» ở mục «{key}» không đúng dạng.",
    "CODE_TWICE": "«{code}» được ghi hai lần.",
    "VERSION_TAKEN": "Phiên bản {version} đã công bố với nội dung khác; hãy đặt số phiên bản mới.",
    "STEPS_INVALID": "Mục «{key}»: các mức điểm phải tăng dần, "
    "kết thúc ở điểm tối đa, không quá nhiều.",
    "MAXIMUM_NOT_ON_STEP": "Điểm tối đa {maximum} không chia hết cho bước {step}.",
    "MINIMUM_UNREACHABLE": "{indicator}: cần ít nhất {minimum} nhưng tối đa chỉ có {maximum} điểm.",
    "POINTS_DO_NOT_ADD_UP": "Ghi tổng là {stated} điểm, nhưng các chỉ số cộng lại được {found}.",
    "THRESHOLD_UNREACHABLE": "Điểm cần đạt {threshold} cao hơn tổng điểm có thể có ({reachable}).",
    "THRESHOLD_MISSING": "{id}: chưa có điểm cần đạt. Nếu chưa biết, ghi rule_known = false.",
    "NOTHING_ASKED": "{id}: chưa có chỉ số nào. Nếu chưa có văn bản, ghi rule_known = false.",
    "LEVELS_NOT_RISING": "Mức «{level}» đòi thấp hơn mức trước nó.",
    "LEVELS_MISSING": "Mục «{key}» là mức độ, nhưng bộ tiêu chí không có mức nào.",
    "GROUP_WITHOUT_WORDING": "Nhóm «{group}» chưa có lời.",
    "GROUP_NOT_LISTED": "Nhóm «{group}» không có trong danh sách nhóm của bộ tiêu chí.",
    "PERIOD_BACKWARDS": "Ngày hết hiệu lực ({until}) trước ngày có hiệu lực.",
    "PERIODS_BEGIN_TOGETHER": "Có hiệu lực cùng ngày với bộ «{other}» ({begins}): "
    "không rõ dùng bộ nào.",
    "PERIODS_OVERLAP": "Có thời gian cùng hiệu lực với bộ «{other}» (từ {begins}): "
    "bộ có hiệu lực sau sẽ được dùng.",
    "PREREQUISITE_UNCLEAR": "Điều kiện phải có hoặc who_counts với share_required, hoặc condition.",
    "FACT_UNKNOWN": "Không có số liệu «{fact}»; chỉ được dùng: {allowed}.",
    "CONDITION_INVALID": "Điều kiện sai ở ký tự thứ {place}: {why}.",
    "GAP_DECLARED": "Còn thiếu: {gap}",
    "RULE_UNKNOWN": "{id}: chưa có quy tắc đạt, nên chưa kết luận được ai đạt.",
}


def criteria_problem_sentence(code: str, facts: Mapping[str, object]) -> str:
    """The sentence of a problem; an unknown code is shown as it is."""
    shown = {name: _shown(value) for name, value in facts.items()}
    if "expected" in shown:
        shown["expected"] = _EXPECTED.get(shown["expected"], shown["expected"])
    if code == "CONDITION_INVALID":
        shown["why"] = _WHY.get(shown.get("why", ""), shown.get("why", ""))
    try:
        return _SENTENCES[code].format_map(shown)
    except KeyError:
        return code


def _shown(value: object) -> str:
    return decimal_text(value) if isinstance(value, Decimal) else str(value)
