"""Errors of the store, of disks, files and printers: what happened, and what to do next."""

from vanhoa_desktop.errors import ErrorCode
from vanhoa_desktop.texts.errors.error_sentence import KEPT, Sentence

FILE_SENTENCES: dict[ErrorCode, Sentence] = {
    ErrorCode.STORE_EXISTS: Sentence(
        "Thư mục {path} đã có số liệu.",
        "Hãy mở số liệu đó, hoặc chọn thư mục khác. Không có gì bị ghi đè.",
    ),
    ErrorCode.STORE_MISSING: Sentence(
        "Thư mục {path} chưa có số liệu.", "Hãy cài đặt mới trên máy này, hoặc chọn đúng thư mục."
    ),
    ErrorCode.STORE_INCOMPLETE: Sentence(
        "Thiếu tệp {missing} trong thư mục {path} nên không mở được số liệu.",
        "Hãy tìm lại tệp đó và chép vào đúng thư mục này; nếu không còn, hãy khôi phục từ bản sao "
        "lưu. Không có gì bị xóa.",
    ),
    ErrorCode.STORE_IN_USE: Sentence(
        "Số liệu đang được mở ở cửa sổ khác.", "Hãy đóng cửa sổ kia rồi làm lại. " + KEPT
    ),
    ErrorCode.STORE_DAMAGED: Sentence(
        "Kho số liệu bị hỏng nên không đọc được.",
        "Hãy đóng chương trình, giữ nguyên thư mục rồi khôi phục từ bản sao lưu mới nhất; chưa "
        "quen thì nhờ người phụ trách làm cùng.",
    ),
    ErrorCode.STORE_NEWER: Sentence(
        "Số liệu này do bản chương trình mới hơn ghi.",
        "Hãy cài bản mới của chương trình rồi mở lại.",
    ),
    ErrorCode.DISK_FULL: Sentence(
        "Ổ đĩa đã đầy nên chưa lưu được.", "Hãy xóa bớt tệp không cần rồi làm lại. " + KEPT
    ),
    ErrorCode.DISK_FAILED: Sentence(
        "Ổ đĩa hoặc USB không trả lời khi mở {path}.",
        "Hãy cắm lại USB, chờ đèn tắt rồi làm lại; nếu vẫn lỗi, dùng ổ khác. " + KEPT,
    ),
    ErrorCode.FOLDER_READ_ONLY: Sentence(
        "Không ghi được vào {path}.",
        "Hãy chọn thư mục khác, hoặc gỡ khóa chống ghi của ổ đĩa, USB. " + KEPT,
    ),
    ErrorCode.FOLDER_UNREACHABLE: Sentence(
        "Không có hoặc không tới được thư mục của {path}.",
        "Hãy xem USB còn cắm không, thư mục còn đó không, rồi chọn lại nơi lưu. " + KEPT,
    ),
    ErrorCode.SYSTEM_EXHAUSTED: Sentence(
        "Máy đang mở quá nhiều tệp hoặc hết bộ nhớ.",
        "Hãy đóng bớt chương trình khác rồi làm lại. " + KEPT,
    ),
    ErrorCode.FILE_IN_USE: Sentence(
        "Tệp {path} đang mở ở chương trình khác.",
        "Hãy đóng tệp đó (trong Excel, trình xem PDF …), hoặc lưu với tên khác. " + KEPT,
    ),
    ErrorCode.FILE_IS_FOLDER: Sentence(
        "{path} là một thư mục, không phải tệp.", "Hãy ghi thêm tên tệp. " + KEPT
    ),
    ErrorCode.FILE_NAME_INVALID: Sentence(
        "Tên tệp quá dài hoặc có ký tự không dùng được: {path}.",
        'Hãy đặt tên ngắn hơn, trên một dòng, không có các dấu \\ / : * ? " < > |. ' + KEPT,
    ),
    ErrorCode.FILE_NOT_ORDINARY: Sentence(
        "{path} là thiết bị hoặc ống dẫn của máy, không phải tệp, nên không lưu vào đó.",
        "Hãy ghi tên một tệp trong thư mục. " + KEPT,
    ),
    ErrorCode.FILE_OF_INSTALLATION: Sentence(
        "{path} là tệp hoặc thư mục mà chương trình giữ số liệu và khóa của máy, "
        "nên không lưu đè lên đó.",
        "Hãy chọn nơi khác để lưu, ví dụ thư mục Tài liệu hoặc USB. " + KEPT,
    ),
    ErrorCode.FILE_MISSING: Sentence(
        "Không có tệp {path}.", "Hãy kiểm tra tên tệp và cắm lại USB nếu tệp ở đó."
    ),
    ErrorCode.FILE_UNREADABLE: Sentence(
        "Không đọc được tệp {path}.", "Hãy chép lại tệp, hoặc xin người gửi gửi lại. " + KEPT
    ),
    ErrorCode.FILE_TOO_LARGE: Sentence(
        "Tệp {path} quá lớn.", "Hãy chia tệp thành nhiều phần rồi làm lại."
    ),
    ErrorCode.PRINTING_FAILED: Sentence(
        "Không in được: máy in {printer} không nhận trang in.",
        "Hãy xem máy in đã bật, còn giấy và đang nối với máy tính chưa, rồi in lại.",
    ),
}

FILE_VARIANTS: dict[ErrorCode, tuple[str, dict[str, Sentence]]] = {
    ErrorCode.PRINTING_FAILED: (
        "why",
        {
            "gone": Sentence(
                "Không in được: không còn thấy máy in {printer}.",
                "Hãy nối lại máy in, hoặc chọn máy in khác rồi in lại.",
            ),
            "paper": Sentence(
                "Không in được: khổ giấy của máy in {printer} nhỏ hơn trang cần in.",
                "Hãy chọn máy in khác, hoặc lưu tệp PDF rồi in ở máy có khổ giấy đó.",
            ),
        },
    ),
}
