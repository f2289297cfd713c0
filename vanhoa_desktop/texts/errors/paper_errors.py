"""Refusals of papers: what would be printed falsely, and what to do so that it is printed right."""

from vanhoa_desktop.errors import ErrorCode
from vanhoa_desktop.texts.errors.error_sentence import KEPT, Sentence

_NO_NUMBER = "Chưa số nào được cấp, chưa giấy nào được in."

PAPER_SENTENCES: dict[ErrorCode, Sentence] = {
    ErrorCode.PAPER_ENDING: Sentence(
        "Giấy này chỉ lưu được thành tệp {allowed}; chưa lưu «{name}».",
        "Hãy đặt tên tệp có đuôi {allowed} rồi lưu lại. " + KEPT,
    ),
    ErrorCode.PAPER_LETTERS_MISSING: Sentence(
        "Chữ in của giấy không có «{letters}» trong «{text}».",
        "Hãy ghi lại bằng chữ có trong bộ gõ tiếng Việt rồi làm lại. " + _NO_NUMBER,
    ),
    ErrorCode.PAPER_TEXT_TOO_LONG: Sentence(
        "«{text}» dài quá, không in trọn được trên giấy.",
        "Hãy ghi gọn lại rồi làm lại. " + _NO_NUMBER,
    ),
    ErrorCode.PAPER_OF_UPPER_LEVEL: Sentence(
        "Danh hiệu của xã do cấp trên công nhận.",
        "Quyết định và giấy công nhận do cấp trên in; xã chỉ ghi số và ngày.",
    ),
    ErrorCode.HEAD_UNKNOWN: Sentence(
        "Chưa ghi chủ hộ nên chưa biết gọi gia đình là gì: hộ {households}.",
        "Hãy ghi tên chủ hộ của các hộ đó rồi làm lại. " + _NO_NUMBER,
    ),
}

ISSUER_ALONE = Sentence(
    "Giấy công nhận, quyết định và báo cáo năm do xã ban hành, chỉ in trên máy của xã.",
    "Hãy nhờ xã in; ở đây in được danh sách và phiếu của thôn, đơn vị mình. " + KEPT,
)

NO_SUCH_DECISION = Sentence(
    "Trong năm không có quyết định hay dự thảo nào là «{text}».",
    "Hãy ghi đúng số quyết định, ví dụ «15/QĐ-UBND», hoặc chọn trong các quyết định đã có.",
)
