"""Refusals of passphrases: what is wrong with one, and what to do."""

from vanhoa_desktop.errors import ErrorCode
from vanhoa_desktop.texts.errors.error_sentence import KEPT, Sentence

PASSPHRASE_SENTENCES: dict[ErrorCode, Sentence] = {
    ErrorCode.PASSPHRASE_REQUIRED: Sentence(
        "Chưa có mật khẩu.",
        "Hãy nhập mật khẩu của máy này.",
    ),
    ErrorCode.PASSPHRASE_WRONG: Sentence(
        "Mật khẩu không đúng.",
        "Hãy gõ lại (xem phím Caps Lock và bộ gõ tiếng Việt). Quên mật khẩu: thôn gọi xã, xã "
        "dùng tệp khôi phục.",
    ),
    ErrorCode.PASSPHRASE_TOO_SHORT: Sentence(
        "Mật khẩu quá ngắn.", "Hãy đặt mật khẩu có ít nhất {least} ký tự."
    ),
    ErrorCode.PASSPHRASE_COMMON: Sentence(
        "Mật khẩu này ai cũng đoán được.",
        "Hãy chọn vài tiếng không liền nhau mà chỉ ông/bà nghĩ ra, ví dụ tên ba đồ vật trong nhà.",
    ),
    ErrorCode.PASSPHRASE_SAME: Sentence(
        "Mật khẩu mới giống mật khẩu đang dùng.", "Hãy chọn mật khẩu khác. " + KEPT
    ),
}
