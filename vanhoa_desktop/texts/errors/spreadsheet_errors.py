"""Refusals of spreadsheets: what is wrong with the file or the sheet, and which one to choose."""

from vanhoa_desktop.errors import ErrorCode
from vanhoa_desktop.texts.errors.error_sentence import KEPT, Sentence

SPREADSHEET_SENTENCES: dict[ErrorCode, Sentence] = {
    ErrorCode.SPREADSHEET_UNREADABLE: Sentence(
        "Không mở được bảng tính {path}.",
        "Hãy mở bằng Excel hoặc LibreOffice, bỏ mật khẩu nếu có, "
        "lưu lại dạng .xlsx rồi nhập lần nữa. " + KEPT,
    ),
    ErrorCode.SPREADSHEET_ENCODING_UNKNOWN: Sentence(
        "Không rõ tệp {path} dùng bảng mã chữ nào.",
        "Hãy mở bằng Excel hoặc LibreOffice, xem chữ có dấu hiện đúng rồi lưu lại dạng .xlsx; "
        "hoặc chọn bảng mã (TCVN3, VNI) khi nhập. " + KEPT,
    ),
    ErrorCode.SPREADSHEET_TOO_HEAVY: Sentence(
        "Bảng tính {path} quá lớn, hoặc bị hỏng, nên chương trình không đọc được.",
        "Hãy mở bằng Excel hoặc LibreOffice, chép riêng bảng danh sách sang một tệp mới, "
        "lưu lại dạng .xlsx rồi nhập tệp mới. " + KEPT,
    ),
    ErrorCode.SPREADSHEET_EMPTY: Sentence(
        "Bảng tính {path} không có dòng nào.", "Hãy chọn đúng tệp, đúng trang tính. " + KEPT
    ),
    ErrorCode.SPREADSHEET_NO_HEADINGS: Sentence(
        "Không tìm thấy dòng tiêu đề trong {path}.",
        "Bảng cần có cột «Họ và tên» và các cột: {looked_for}. " + KEPT,
    ),
    ErrorCode.SPREADSHEET_OTHER_YEAR: Sentence(
        "Trang «{sheet}» trong {path} ghi là của năm khác: {where}.",
        "Hãy chọn đúng bảng của năm đang nhập. Nếu bảng có điểm nhiều năm cạnh nhau, hãy chép ra "
        "một bảng chỉ có các cột của năm đang nhập; nếu chỉ ghi nhầm năm, hãy sửa năm ở tên trang "
        "và tiêu đề rồi nhập lại. " + KEPT,
    ),
    ErrorCode.SPREADSHEET_OTHER_ASSESSOR: Sentence(
        "Trang «{sheet}» trong {path} ghi là điểm của người chấm khác (tự chấm, thôn chấm hay xã "
        "thẩm định), không phải điểm đang nhập.",
        "Hãy chọn đúng bảng, đúng người chấm; nếu chỉ ghi nhầm, hãy sửa tên trang, "
        "tiêu đề bảng và tiêu đề cột rồi nhập lại. " + KEPT,
    ),
    ErrorCode.SPREADSHEET_OTHER_CONTEST: Sentence(
        "Trang «{sheet}» trong {path} ghi «{where}»: không phải điểm «Công dân học tập».",
        "Hãy chọn đúng bảng điểm «Công dân học tập». Điểm của gia đình, dòng họ, cộng đồng, đơn vị "
        "học tập thì ghi ở phiếu của mô hình đó; nếu bảng chỉ ghi nhầm, hãy sửa tên trang và tiêu "
        "đề rồi nhập lại. " + KEPT,
    ),
}
