"""Refusals of undoing and redoing: why it cannot be done, and what to do instead."""

from vanhoa_desktop.errors import ErrorCode
from vanhoa_desktop.texts.errors.error_sentence import KEPT, Sentence

UNDO_SENTENCES: dict[ErrorCode, Sentence] = {
    ErrorCode.UNDO_DONE: Sentence(
        "«{label}» đã được hoàn tác rồi.", "Muốn có lại số liệu đó, hãy chọn «Làm lại»."
    ),
    ErrorCode.UNDO_NOT_DONE: Sentence(
        "«{label}» chưa bị hoàn tác, số liệu vẫn còn đủ.", "Không cần làm lại."
    ),
    ErrorCode.UNDO_TOO_LATE: Sentence(
        "Không {answer} được: {count} phiếu trong đó đã gửi xã hoặc đã được xã quyết định.",
        "Phiếu nào cần sửa thì xã trả lại thôn để bổ sung, rồi thôn sửa từng phiếu. " + KEPT,
    ),
    ErrorCode.UNDO_IN_USE: Sentence(
        "Không {answer} được: {count} người, hộ trong đó đã có việc làm tiếp ({people}).",
        "Hãy sửa từng người: chọn người đó ở «Danh sách», bấm «Sửa… (F2)»; ai không còn ở đây thì "
        "ghi «Chuyển đi» ở mục «Biến động». " + KEPT,
    ),
    ErrorCode.UNDO_SCORED: Sentence(
        "Không {answer} được: {count} người trong đó đã có phiếu chấm điểm ({people}).",
        "Ai không tham gia nữa: chọn người đó ở «Đăng ký», bấm «Rút đăng ký…»; điểm được giữ nhưng "
        "không tính. " + KEPT,
    ),
    ErrorCode.UNDO_LOSES: Sentence(
        "Không {answer} được: {count} hồ sơ trong đó đã được ghi thêm từ sau ({people}), {answer} "
        "thì mất những điều ấy.",
        "Muốn {answer} thì trước hết hãy bỏ điều ghi sau: hoàn tác lần ghi, lần nhập ấy; hoặc chọn "
        "người đó ở «Danh sách», bấm «Sửa… (F2)» rồi xóa mục ấy hay ghi lại như trước. " + KEPT,
    ),
    ErrorCode.UNDO_WITHDRAWN: Sentence(
        "Không {answer} được: {count} người trong đó đã rút đăng ký ({people}), điểm của họ đang "
        "được giữ nguyên.",
        "Trước hết hãy đăng ký lại những người đó ở «Đăng ký» (hoặc hoàn tác lần rút đăng ký), "
        "{answer}, rồi rút đăng ký lại nếu cần. " + KEPT,
    ),
    ErrorCode.UNDO_NOBODY: Sentence(
        "Không {answer} được: {count} người, hộ mà những điều ấy nói tới nay không còn trong danh "
        "sách ({people}).",
        "Nếu những người, hộ đó thuộc một lần nhập đã hoàn tác thì trước hết hãy làm lại lần nhập "
        "ấy; nếu họ đã được nhập mới thì hãy nhập lại tệp này cho họ. " + KEPT,
    ),
    ErrorCode.REDO_DOUBLES: Sentence(
        "Không làm lại được: {count} người trong đó đã được nhập lại từ sau khi hoàn tác "
        "({people}), làm lại thì mỗi người thành hai.",
        "Không cần làm lại nếu lần nhập sau đã đủ. Muốn dùng lần nhập này thì trước hết hãy hoàn "
        "tác lần nhập sau. " + KEPT,
    ),
    ErrorCode.REDO_TOO_EARLY: Sentence(
        "Không làm lại được: {count} hồ sơ ở đây do {first} lập, nay vẫn đang hoàn tác ({people}), "
        "nên làm lại thì những điều ấy không hiện ở đâu.",
        "Trước hết hãy làm lại {first}. Nếu không dùng lần ấy nữa thì nhập hay ghi lại những điều "
        "này từ đầu. " + KEPT,
    ),
    ErrorCode.UNDONE_BY_COMMUNE: Sentence(
        "Xã đã hoàn tác tệp có «{label}», nên {answer} ở đây không có tác dụng.",
        "Muốn tính lại thì hãy đề nghị xã làm lại; không phải nhập lại. " + KEPT,
    ),
    ErrorCode.APPRAISAL_NOT_UNDONE: Sentence(
        "Năm {year} không có lần thẩm định nào hoàn tác được ở máy này.",
        "Phiếu nào cần sửa thì trả lại thôn từng phiếu để bổ sung. " + KEPT,
    ),
}

UNDO_VARIANTS: dict[ErrorCode, tuple[str, dict[str, Sentence]]] = {
    ErrorCode.UNDONE_BY_COMMUNE: (
        "why",
        {
            "kept": Sentence(
                "Xã không nhận lần hoàn tác «{label}», nên số liệu đó vẫn đang tính.",
                "Muốn bỏ thì hãy đề nghị xã. " + KEPT,
            ),
        },
    ),
}
