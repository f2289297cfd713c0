"""What rests on a person or a household, in the words of the office."""

from vanhoa_desktop.domain.enums import AssessmentStatus
from vanhoa_desktop.texts.words.terms import status_term

_TEXTS = {
    "registration": "đã đăng ký",
    "evidence": "có minh chứng",
    "digital": "có xác nhận kỹ năng số",
    "outside_title": "có danh hiệu do nơi khác công nhận",
    "sampled_sheet": "có trong mẫu kiểm tra",
    "recognition": "có danh hiệu",
    "person": "có người trong hộ",
}
LINKED = "đã ghép hồ sơ trùng"


def resting_text(kind: str, year: int | None, status: str | None) -> str:
    """«đã đăng ký năm 2026», «phiếu năm 2026 đã công nhận»; `status` of sheets only."""
    of_year = "" if year is None else f" năm {year}"
    if status is None:
        return f"{_TEXTS.get(kind, kind)}{of_year}"
    return f"phiếu{of_year} {status_term(AssessmentStatus(status)).lower()}"
