"""What was saved, and what became of sheets handed over or appraised, in words (no Qt)."""

from collections.abc import Sequence

from vanhoa_desktop.services.appraisal.workflow import WorkflowReport
from vanhoa_desktop.services.exchange.exporting import ExportReport
from vanhoa_desktop.services.sheets.disputes import NO_NEW_TITLE
from vanhoa_desktop.texts.sentences.holding import names_text, no_new_title_text, unscored_text
from vanhoa_desktop.texts.words.numbers import count_text

_HELD = {
    "INCOMPLETE": "chưa chấm đủ",
    "CONFLICT": "số liệu chưa khớp",
    "RESTS_ON_CONFLICT": "dựa trên số liệu chưa khớp",
    "PERSON_GONE": "không còn trong danh sách",
    "NOT_SUBMITTED": "thôn chưa gửi",
    **{code: no_new_title_text(presence) for presence, code in NO_NEW_TITLE.items()},
}
_WARNINGS = {
    "CONSENT_MISSING": "chưa có bản đồng ý cho đánh giá",
    "EVIDENCE_MISSING": "chưa có minh chứng",
    "EVIDENCE_NOT_ARRIVED": "có ảnh chưa về máy này",
    "OUTLIER_PASS_RATE_FAR": "cần xem lại (tỷ lệ đạt khác nơi khác)",
    "OUTLIER_PASS_RATE_CHANGED": "cần xem lại (tỷ lệ đạt khác năm trước)",
    "OUTLIER_PROFILE_FAR": "cần xem lại (điểm chỉ số lệch nơi khác)",
    "OUTLIER_STRAIGHT_LINE": "cần xem lại (mọi chỉ số cùng một điểm)",
    "OUTLIER_SELF_COPIED": "cần xem lại (giống hệt điểm tự chấm)",
    "OUTLIER_AT_THRESHOLD": "cần xem lại (tổng đúng bằng điểm cần đạt)",
}


def saved_names(report: ExportReport) -> str:
    """The saved files by name, and what is in them."""
    first, *others = [file.path.name for file in report.files]
    names = f"{first}, {', '.join(others)}" if others else first
    inside = f"{count_text(report.changes)} thay đổi"
    if report.evidence:
        inside += f", {count_text(report.evidence)} tệp minh chứng"
    return f"{names} ({inside})"


def submitted_sentence(report: WorkflowReport, conflicts: int = 0) -> str:
    """How many sheets were handed over, and why others were not."""
    line = f"Đã chuyển {count_text(report.moved)} phiếu sang «Đã gửi xã»."
    reasons = held_counts(report)
    if reasons:
        line += f" Còn lại: {reasons}."
    return line if not conflicts else f"{line} {conflicts} số liệu chưa khớp."


def before_submitting(report: WorkflowReport) -> str:
    """What stays here and what is missing, said before anything is handed over."""
    lines = []
    reasons = held_counts(report)
    if reasons:
        lines.append(f"Ở lại thôn: {reasons}.")
    if unscored := unscored_sentence(report.unscored):
        lines.append(unscored)
    missing = warnings_sentence(report)
    if missing:
        lines.append(missing)
    lines.append("Sau đó thôn không sửa các phiếu này nữa, trừ khi xã trả lại.")
    return "\n".join(lines)


def nothing_to_submit_sentence(report: WorkflowReport) -> str:
    """Why no sheet can be handed over, and what to do."""
    reasons = ", ".join(filter(None, (held_counts(report), unscored_text(report.unscored))))
    if not reasons:
        return (
            "Không còn phiếu nào để chuyển. Muốn gửi lại tệp, hãy bấm "
            "«Chỉ lưu tệp, chưa chuyển phiếu…»."
        )
    return f"Chưa có phiếu nào chuyển được: {reasons}. Hãy chấm đủ rồi gửi."


def unscored_sentence(names: Sequence[str]) -> str:
    """Who is registered and has no points at all; empty for nobody."""
    told = unscored_text(names)
    return f"{told[:1].upper()}{told[1:]}." if told else ""


def held_counts(report: WorkflowReport) -> str:
    """Why sheets were left where they are, by reason: «1 phiếu chưa chấm đủ (An)»."""
    names: dict[str, list[str]] = {}
    for held in report.held:
        names.setdefault(held.code, []).append(held.name or "Hồ sơ")
    said = []
    for code, of_code in names.items():
        reason = _HELD.get(code, code)
        said.append(f"{count_text(len(of_code))} phiếu {reason} ({names_text(of_code)})")
    return ", ".join(said)


def held_names(report: WorkflowReport) -> str:
    """Whose sheets stay where they are, by reason: «2 phiếu số liệu chưa khớp: An, Bình»."""
    names: dict[str, list[str]] = {}
    for held in report.held:
        names.setdefault(held.code, []).append(held.name or "Hồ sơ")
    return "; ".join(
        f"{count_text(len(of_code))} phiếu {_HELD.get(code, code)}: {names_text(of_code)}"
        for code, of_code in names.items()
    )


def warnings_sentence(report: WorkflowReport) -> str:
    """What is missing beside the sheets without stopping anything.

    The window has no place to record evidence: whoever records none is not told that it is missing.
    """
    counted = [
        (warned.code, warned.count if warned.expected is None else warned.expected)
        for warned in report.warnings
    ]
    listed = [
        f"{count_text(count)} người {_WARNINGS.get(code, code)}" for code, count in counted if count
    ]
    return f"Lưu ý: {', '.join(listed)}." if listed else ""
