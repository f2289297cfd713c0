"""Errors of keys that survive: recovery, forgotten passphrases, backups, restored numbering."""

from vanhoa_desktop.errors import ErrorCode
from vanhoa_desktop.texts.errors.error_sentence import KEPT, Sentence

RECOVERY_SENTENCES: dict[ErrorCode, Sentence] = {
    ErrorCode.ROOT_KEY_MISSING: Sentence(
        "Máy này không có khóa gốc của xã.",
        "Hãy khôi phục bằng tệp khôi phục và mã trên tờ giấy khôi phục. " + KEPT,
    ),
    ErrorCode.ROOT_PASSPHRASE_REQUIRED: Sentence(
        "Việc này cần mật khẩu riêng của khóa gốc.",
        "Hãy gõ mật khẩu của khóa gốc. Chưa đặt mật khẩu riêng mà vừa khôi phục bản sao lưu thì đó "
        "là mật khẩu mở máy mới nhất, đặt sau bản sao lưu ấy. " + KEPT,
    ),
    ErrorCode.ROOT_PASSPHRASE_WRONG: Sentence(
        "Mật khẩu của khóa gốc không đúng.",
        "Hãy gõ lại. Không ai còn nhớ thì đặt lại bằng tệp khôi phục và mã khôi phục. " + KEPT,
    ),
    ErrorCode.RECOVERY_MISSING: Sentence(
        "Xã chưa lập tệp khôi phục.",
        "Hãy lập tệp khôi phục trên máy chính của xã, in mã ra giấy và cất riêng.",
    ),
    ErrorCode.RECOVERY_FILE_INVALID: Sentence(
        "Tệp này không phải tệp khôi phục của xã, hoặc đã hỏng.",
        "Hãy dùng bản khác của tệp khôi phục. " + KEPT,
    ),
    ErrorCode.RECOVERY_CODE_REQUIRED: Sentence(
        "Cần mã khôi phục trên tờ giấy khôi phục.",
        "Hãy gõ đủ bảy nhóm sáu chữ số.",
    ),
    ErrorCode.RECOVERY_CODE_WRONG: Sentence(
        "Mã khôi phục gõ chưa đúng, hoặc là mã của tệp khôi phục khác.",
        "Hãy so từng nhóm sáu chữ số với tờ giấy khôi phục rồi gõ lại. " + KEPT,
    ),
    ErrorCode.RECOVERY_SLOT_MISSING: Sentence(
        "Khóa của máy này chưa được niêm phong cho khóa khôi phục của xã.",
        "Không đặt lại mật khẩu hay mở bản sao này qua xã được. Hãy dùng mật khẩu cũ, hoặc dùng "
        "bản sao lưu lập sau khi xã đã có tệp khôi phục. " + KEPT,
    ),
    ErrorCode.RESET_REQUEST_INVALID: Sentence(
        "Tệp này không phải tệp xin đặt lại mật khẩu, hoặc đã hỏng.",
        "Hãy xin thôn, đơn vị lưu lại tệp. " + KEPT,
    ),
    ErrorCode.RESET_NOT_ASKED: Sentence(
        "Máy này không chờ đặt lại mật khẩu.",
        "Hãy lưu tệp xin đặt lại mật khẩu trên máy này trước, rồi gửi xã. " + KEPT,
    ),
    ErrorCode.RESET_AT_OFFICE: Sentence(
        "Đây là máy chính của xã: không máy nào khác đặt lại mật khẩu cho máy này được.",
        "Hãy tìm tờ giấy ghi mật khẩu. Không còn thì dựng lại máy trong một thư mục trống, từ tệp "
        "khôi phục, mã trên tờ giấy khôi phục và bản sao lưu mới nhất; giữ nguyên thư mục này. "
        + KEPT,
    ),
    ErrorCode.RESET_ANSWER_INVALID: Sentence(
        "Tệp này không trả lời đúng tệp xin đặt lại mật khẩu của máy này.",
        "Hãy xin xã trả lời tệp xin mới nhất của máy này. " + KEPT,
    ),
    ErrorCode.DEVICE_ENDED: Sentence(
        "Máy {device} đã ngừng sử dụng.",
        "Hãy kiểm tra máy đó; máy mới thì đăng ký mới. " + KEPT,
    ),
    ErrorCode.ENROLLED_AND_USED: Sentence(
        "Máy này đã ghi số liệu cho {unit}, nên không đăng ký lại cho nơi khác được.",
        "Hãy lưu tệp gửi xã rồi báo xã ngừng máy này. Sau đó cài đặt vào một thư mục trống và xin "
        "đăng ký như máy mới. " + KEPT,
    ),
    ErrorCode.BACKUP_INVALID: Sentence(
        "Tệp này không phải bản sao lưu, hoặc đã hỏng.",
        "Hãy dùng bản sao lưu khác. " + KEPT,
    ),
    ErrorCode.BACKUP_OF_ANOTHER: Sentence(
        "Bản sao lưu này là của {unit} ({officer} dùng máy), lưu lúc {saved}, không phải của máy "
        "này.",
        "Hãy dùng bản sao lưu của chính máy này. Muốn mở bản này thì khôi phục nó vào một thư mục "
        "trống. " + KEPT,
    ),
    ErrorCode.ANSWERS_AWAITED: Sentence(
        "Máy xã vừa khôi phục, còn chờ tệp trả lời của {count} nơi: {units}.",
        "Hãy gửi tệp kết quả cho các nơi đó và nhận tệp họ gửi lên rồi mới làm việc này; máy nào "
        "đã mất, đã hỏng thì cho máy đó ngừng sử dụng. Chưa có gì thay đổi.",
    ),
    ErrorCode.NUMBERING_UNCONFIRMED: Sentence(
        "Số liệu đã khôi phục từ bản sao lưu nên chưa chắc số giấy công nhận cuối cùng của năm "
        "{year} (ở đây: {last}).",
        "Hãy xem sổ giấy công nhận trên giấy rồi xác nhận số tiếp theo. Chưa có gì được ghi.",
    ),
    ErrorCode.HAND_OVER_INVALID: Sentence(
        "Tệp này không phải tệp bàn giao máy chính cho máy này.",
        "Hãy xin máy chính của xã lưu lại tệp bàn giao cho đúng máy này. " + KEPT,
    ),
    ErrorCode.BUNDLE_FOR_OFFICE: Sentence(
        "Tệp của thôn, đơn vị chỉ nhận được ở máy chính của xã.",
        "Hãy nhận tệp ở máy chính, rồi xin tệp kết quả từ máy đó. " + KEPT,
    ),
    ErrorCode.NUMBER_USED: Sentence(
        "Số {number} của năm {year} đã dùng.",
        "Hãy ghi số lớn hơn số cuối cùng trong sổ giấy công nhận (ở đây: {last}).",
    ),
}

RECOVERY_VARIANTS: dict[ErrorCode, tuple[str, dict[str, Sentence]]] = {
    ErrorCode.BACKUP_INVALID: (
        "why",
        {
            "keys of another device": Sentence(
                "Bản sao lưu này là của máy khác.",
                "Hãy dùng bản sao lưu của chính máy này. " + KEPT,
            ),
            "not a backup of this commune": Sentence(
                "Bản sao lưu này không phải của xã có tệp khôi phục đã chọn.",
                "Hãy dùng bản sao lưu của máy xã. " + KEPT,
            ),
        },
    ),
    ErrorCode.HAND_OVER_INVALID: (
        "why",
        {
            "stale": Sentence(
                "Tệp bàn giao này đã cũ: sau đó xã đã giao việc của máy chính cho máy khác.",
                "Không dùng tệp này nữa. Muốn máy này làm máy chính thì xin máy chính hiện nay "
                "của xã lưu tệp bàn giao mới. " + KEPT,
            ),
        },
    ),
}
