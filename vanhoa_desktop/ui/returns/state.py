"""Which sheets can be given back to their unit, and what is said about it (no Qt)."""

from vanhoa_desktop.domain.enums import AssessmentStatus
from vanhoa_desktop.domain.sheet_lifecycle import MAY_BE_RETURNED
from vanhoa_desktop.services.appraisal.workflow import WorkflowReport
from vanhoa_desktop.texts.sentences.holding import not_returned_text

# None about evidence: the window has no place to record any.
USUAL_REASONS = ("Chấm chưa đúng hướng dẫn", "Chấm chưa đủ căn cứ", "Sai thông tin người")
CONSEQUENCE = (
    "Phiếu về lại thôn để sửa; thôn thấy lý do này khi nhận tệp kết quả của xã. "
    "Điểm đã chấm không mất. Trả lại rồi thì xã không hoàn tác được: phải chờ thôn gửi lại."
)


def can_be_returned(status: AssessmentStatus | None) -> bool:
    """Whether the commune holds a sheet that it may give back."""
    return status in MAY_BE_RETURNED


def return_report_sentence(report: WorkflowReport, full_name: str) -> str:
    """What was given back, or why not, and what to do next."""
    if report.moved:
        return f"Đã trả lại phiếu của {full_name}. Hãy lưu tệp kết quả gửi thôn ở mục «Nhận tệp»."
    held = "; ".join(sorted({not_returned_text(item.code) for item in report.held}))
    return f"Không trả lại được phiếu của {full_name}: {held or 'không có phiếu'}."
