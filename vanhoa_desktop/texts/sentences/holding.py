"""Why sheets wait and whose they are, in words."""

from collections.abc import Sequence

from vanhoa_desktop.domain.enums import LearningModel, Presence
from vanhoa_desktop.texts.words.numbers import count_text
from vanhoa_desktop.texts.words.terms import model_title

SHOWN_NAMES = 5
_NOT_RETURNED = {
    "NOT_SUBMITTED": "thôn đang giữ phiếu, sửa được ngay mà không cần trả lại",
    "DECIDED": "đã có quyết định công nhận nên phiếu không trả lại được; công nhận sai thì xã phải "
    "ra quyết định khác trên giấy, hãy hỏi người phụ trách",
}
GONE = "Không còn trong danh sách dù phiếu đã gửi xã, hãy hỏi lại thôn"

_NO_NEW_TITLE = {
    Presence.DECEASED: "đã ghi là đã mất",
    Presence.DEPARTED: "đã ghi là chuyển đi",
    Presence.EXEMPT: "đã ghi là không thuộc diện đánh giá",
}
MENDING_PRESENCE = "Không gửi, không thẩm định, không công nhận; ghi nhầm thì sửa biến động."


def no_new_title_text(presence: Presence) -> str:
    """Why somebody gets no new title: «đã ghi là đã mất»."""
    return _NO_NEW_TITLE[presence]


def names_text(names: Sequence[str], most: int = SHOWN_NAMES, what: str = "") -> str:
    """«An, Bình, Cúc và 4 nữa»; with `what` «… và 4 người nữa»."""
    shown = ", ".join(names[:most])
    rest = len(names) - most
    more = f"{count_text(rest)} {what}".rstrip()
    return f"{shown} và {more} nữa" if rest > 0 else shown


def recognised_text(titles: Sequence[tuple[LearningModel, str]]) -> str:
    """«Xã đã công nhận 6 người: An, …; 1 gia đình học tập: …»; empty for none."""
    told = []
    for model in LearningModel:
        names = [name or "Hồ sơ" for of_model, name in titles if of_model is model]
        if names:
            what = "người" if model is LearningModel.CITIZEN else model_title(model).lower()
            told.append(f"{count_text(len(names))} {what}: {names_text(names, what=what)}")
    return f"Xã đã công nhận {'; '.join(told)}." if told else ""


def unscored_text(names: Sequence[str]) -> str:
    """«3 người đã đăng ký mà chưa có điểm nào: An, Bình, Cúc»; empty for nobody."""
    if not names:
        return ""
    number = count_text(len(names))
    return f"{number} người đã đăng ký mà chưa có điểm nào: {names_text(names, what='người')}"


def returned_text(names_and_reasons: Sequence[tuple[str, str]]) -> str:
    """«Xã trả lại 2 phiếu để bổ sung: An – lý do: thiếu ảnh; Bình – lý do: …»; empty for none."""
    if not names_and_reasons:
        return ""
    told = [
        f"{name or 'Hồ sơ'} – lý do: {reason.rstrip('. ') or 'không ghi'}"
        for name, reason in names_and_reasons[:SHOWN_NAMES]
    ]
    rest = len(names_and_reasons) - len(told)
    more = f"; và {count_text(rest)} phiếu nữa" if rest else ""
    number = count_text(len(names_and_reasons))
    return f"Xã trả lại {number} phiếu để bổ sung: {'; '.join(told)}{more}."


def open_text(contradictions: int, late: int) -> str:
    """«10 chỗ chưa khớp, 1 chỗ sửa muộn»."""
    parts = [
        f"{count_text(contradictions)} chỗ chưa khớp" if contradictions else "",
        f"{count_text(late)} chỗ sửa muộn" if late else "",
    ]
    return ", ".join(part for part in parts if part)


def not_returned_text(code: str) -> str:
    """Why a sheet could not be given back, and what to do, by the code of the reason."""
    return _NOT_RETURNED.get(code, code)
