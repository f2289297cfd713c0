"""Errors of bundle files: what is wrong with a file that came, and what to do next."""

from vanhoa_desktop.errors import ErrorCode
from vanhoa_desktop.texts.errors.error_sentence import KEPT, Sentence

BUNDLE_SENTENCES: dict[ErrorCode, Sentence] = {
    ErrorCode.BUNDLE_NOT_A_BUNDLE: Sentence(
        "Trong tệp này không có số liệu của chương trình: chọn nhầm tệp, hoặc tệp đã hỏng.",
        "Hãy chọn lại tệp; nếu đúng là tệp nơi gửi đã đưa, xin nơi gửi lưu lại và gửi lại. " + KEPT,
    ),
    ErrorCode.BUNDLE_TRUNCATED: Sentence(
        "Tệp bị cụt: chép chưa hết.",
        "Hãy chép lại từ máy gửi, chờ chép xong mới rút USB; nếu vẫn vậy, xin máy gửi lưu lại và "
        "gửi lại. " + KEPT,
    ),
    ErrorCode.BUNDLE_TOO_LARGE: Sentence(
        "Tệp quá lớn, không mở.", "Hãy xin máy gửi lưu thành nhiều tệp nhỏ. " + KEPT
    ),
    ErrorCode.BUNDLE_NOT_FOR_US: Sentence(
        "Tệp này gửi cho đơn vị khác.", "Hãy chuyển tệp cho đúng nơi nhận. " + KEPT
    ),
    ErrorCode.BUNDLE_TAMPERED: Sentence(
        "Tệp không còn như khi lưu: đã bị sửa hoặc chép hỏng.",
        "Không nhận tệp này. Hãy chép lại từ máy gửi; nếu vẫn vậy, xin máy gửi lưu lại và gửi tệp "
        "mới. " + KEPT,
    ),
    ErrorCode.BUNDLE_SIGNATURE: Sentence(
        "Chữ ký của tệp không đúng.",
        "Không nhận tệp này. Hãy xin máy gửi lưu lại và gửi tệp mới. " + KEPT,
    ),
    ErrorCode.BUNDLE_UNKNOWN_SENDER: Sentence(
        "Không biết máy nào đã lưu tệp này.", "Máy gửi cần đăng ký với xã trước. " + KEPT
    ),
    ErrorCode.BUNDLE_REVOKED_SENDER: Sentence(
        "Máy gửi tệp này đã ngừng sử dụng.",
        "Tệp được giữ riêng, chưa tính gì: xem xét ở «Tệp đã nhận, những lần nhập».",
    ),
    ErrorCode.BUNDLE_OUT_OF_SCOPE: Sentence(
        "Tệp sửa hồ sơ không thuộc quyền của máy gửi.",
        "Không nhận tệp này. Hãy giữ tệp và báo người phụ trách máy tính của xã. " + KEPT,
    ),
    ErrorCode.BUNDLE_INVALID_CHANGE: Sentence(
        "Trong tệp có thay đổi không hợp lệ.",
        "Không nhận tệp này. Hãy xin máy gửi cài bản mới rồi lưu lại tệp. " + KEPT,
    ),
    ErrorCode.BUNDLE_GAP: Sentence(
        "Còn thiếu tệp trước của nơi gửi; tệp này được giữ chờ.",
        "Hãy nhận tệp trước, hoặc xin nơi gửi lưu lại với lựa chọn «Gửi lại tất cả».",
    ),
    ErrorCode.BUNDLE_TOO_MANY_WAITING: Sentence(
        "Nơi gửi đã có {count} tệp chờ tệp trước; tệp này không được giữ lại.",
        "Hãy tìm tệp còn thiếu, hoặc xin nơi gửi lưu lại với lựa chọn «Gửi lại tất cả». " + KEPT,
    ),
    ErrorCode.BUNDLE_NEWER_FORMAT: Sentence(
        "Tệp do bản chương trình mới hơn lưu.",
        "Hãy cài bản mới của chương trình rồi nhận lại tệp. " + KEPT,
    ),
    ErrorCode.BUNDLE_PARTS_TOO_SMALL: Sentence(
        "Không chia được thành các tệp nhỏ như vậy: có phần cần {needed} byte.",
        "Hãy chọn cỡ lớn hơn. Chưa tệp nào được lưu.",
    ),
}

BUNDLE_VARIANTS: dict[ErrorCode, tuple[str, dict[str, Sentence]]] = {
    ErrorCode.BUNDLE_OUT_OF_SCOPE: (
        "why",
        {
            "not from the office": Sentence(
                "Tệp này do một máy lưu mà không phải, hoặc không còn là, máy chính của xã.",
                "Hãy xin tệp kết quả mới từ máy chính của xã. " + KEPT,
            ),
            "of another unit": Sentence(
                "Tệp này do thôn, đơn vị khác lưu; máy ở đây chỉ nhận tệp của xã.",
                "Hãy gửi tệp này cho xã. " + KEPT,
            ),
        },
    ),
    ErrorCode.BUNDLE_NOT_FOR_US: (
        "how",
        {
            "sealed": Sentence(
                "Máy này không mở được tệp: tệp gửi cho nơi khác, hoặc lưu từ trước khi máy này "
                "được đăng ký hay thay khóa, hoặc máy này đã bị xã ngừng sử dụng.",
                "Đúng là tệp gửi cho nơi này thì xin nơi gửi lưu tệp mới. Tệp mới vẫn không mở "
                "được thì hỏi xã xem máy này còn được dùng không. " + KEPT,
            ),
            "sealed at the office": Sentence(
                "Máy của xã không mở được tệp này: tệp gửi cho xã khác hay nơi khác, hoặc lưu từ "
                "trước khi máy chính của xã được dựng lại hay thay khóa.",
                "Hãy hỏi nơi gửi xem tệp có phải gửi cho xã mình không. Nếu phải thì lưu tệp kết "
                "quả mới gửi thôn, thôn nhận rồi lưu lại tệp gửi xã. " + KEPT,
            ),
            "sealed at another device of the commune": Sentence(
                "Máy này không mở được tệp: tệp gửi cho nơi khác, hoặc lưu từ trước khi máy này "
                "được đăng ký hay thay khóa, hoặc máy này đã ngừng sử dụng.",
                "Tệp của thôn thì nhận ở máy chính của xã. Đúng là tệp máy chính lưu cho máy này "
                "thì xin người giữ máy chính lưu tệp mới, và hỏi máy này còn được dùng không. "
                + KEPT,
            ),
        },
    ),
    ErrorCode.BUNDLE_TRUNCATED: (
        "why",
        {
            "blank": Sentence(
                "Tệp có chỗ trống chưa được ghi: USB bị rút ra, hoặc máy tắt, khi chưa chép xong.",
                "Hãy chép lại từ máy gửi, chờ chép xong mới rút USB. " + KEPT,
            ),
        },
    ),
}
