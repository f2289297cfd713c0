"""Vietnamese for the texts that Qt itself puts on screen: Qt ships no Vietnamese translation."""

from PySide6.QtCore import QCoreApplication, QObject, QTranslator
from typing_extensions import override

_BUTTONS = {
    "OK": "Đồng ý",
    "Save": "Lưu",
    "Save All": "Lưu tất cả",
    "Open": "Mở",
    "&Yes": "&Có",
    "&No": "&Không",
    "Yes to &All": "Có, tất cả",
    "N&o to All": "Không, tất cả",
    "Abort": "Dừng",
    "Retry": "Thử lại",
    "Ignore": "Bỏ qua",
    "Close": "Đóng",
    "Cancel": "Thôi",
    "Discard": "Không lưu",
    "Help": "Trợ giúp",
    "Apply": "Áp dụng",
    "Reset": "Đặt lại",
    "Restore Defaults": "Về như ban đầu",
    "Don't Save": "Không lưu",
}
_EDITING = {
    "&Undo": "&Hoàn tác",
    "&Redo": "&Làm lại",
    "Cu&t": "Cắ&t",
    "&Copy": "&Chép",
    "Copy &Link Location": "Chép địa chỉ",
    "&Paste": "&Dán",
    "Delete": "Xóa",
    "Select All": "Chọn tất cả",
}
_SCROLLING = {
    "Scroll here": "Cuộn tới đây",
    "Top": "Đầu",
    "Bottom": "Cuối",
    "Page up": "Trang trước",
    "Page down": "Trang sau",
    "Scroll up": "Cuộn lên",
    "Scroll down": "Cuộn xuống",
    "Left edge": "Mép trái",
    "Right edge": "Mép phải",
    "Page left": "Trang bên trái",
    "Page right": "Trang bên phải",
    "Scroll left": "Cuộn trái",
    "Scroll right": "Cuộn phải",
}
_FILES = {
    "Look in:": "Thư mục:",
    "Back": "Quay lại",
    "Forward": "Đi tới",
    "Parent Directory": "Thư mục trên",
    "Create New Folder": "Tạo thư mục",
    "List View": "Dạng danh sách",
    "Detail View": "Dạng chi tiết",
    "Sidebar": "Thanh bên",
    "Files of type:": "Kiểu tệp:",
    "File &name:": "Tên &tệp:",
    "Directory:": "Thư mục:",
    "&Open": "&Mở",
    "&Choose": "&Chọn",
    "&Save": "&Lưu",
    "Open": "Mở",
    "Save As": "Lưu thành",
    "Find Directory": "Tìm thư mục",
    "Files": "Tệp",
    "Directories": "Thư mục",
    "All Files (*)": "Mọi tệp (*)",
    "All Files (*.*)": "Mọi tệp (*.*)",
    "New Folder": "Thư mục mới",
    "&New Folder": "&Tạo thư mục",
    "&Rename": "Đổ&i tên",
    "&Delete": "&Xóa",
    "Show &hidden files": "Hiện tệp ẩn",
    "Delete": "Xóa",
    "Recent Places": "Nơi vừa mở",
    "Remove": "Bỏ",
    "My Computer": "Máy tính này",
    "Drive": "Ổ đĩa",
    "File": "Tệp",
    "Folder": "Thư mục",
    "Show ": "Hiện ",
    "Name": "Tên",
    "Size": "Cỡ",
    "Kind": "Kiểu",
    "Type": "Kiểu",
    "Date Modified": "Ngày sửa",
    "Computer": "Máy tính",
    "%1\nFile not found.\nPlease verify the correct file name was given.": (
        "%1\nKhông có tệp này. Hãy kiểm tra lại tên tệp."
    ),
    "%1\nDirectory not found.\nPlease verify the correct directory name was given.": (
        "%1\nKhông có thư mục này. Hãy kiểm tra lại tên."
    ),
    "%1 already exists.\nDo you want to replace it?": "%1 đã có sẵn.\nThay bằng tệp mới?",
    "Are you sure you want to delete '%1'?": "Xóa '%1'?",
}
_PRINTING = {
    "Print": "In",
    "Printer": "Máy in",
    "Copies": "Số bản",
    "Cop&ies:": "Số &bản:",
    "&Name:": "&Tên:",
    "P&roperties": "Đặc &điểm",
    "Print all": "In tất cả",
    "Current Page": "Trang đang xem",
    "Selection": "Phần đã chọn",
    "Options": "Tùy chọn",
    "&Options >>": "Tùy chọn >>",
    "&Options <<": "Tùy chọn <<",
    "Print to File (PDF)": "In ra tệp PDF",
    "&Print": "&In",
    "Pages from": "Trang từ",
    "to": "đến",
    "Location:": "Nơi đặt:",
    "Preview": "Xem trước",
    "Type:": "Loại:",
    "Output &file:": "Tệp:",
}
_TEXTS: dict[str, str] = {**_FILES, **_PRINTING, **_SCROLLING, **_EDITING, **_BUTTONS}


class VietnameseTranslator(QTranslator):
    """Translates Qt's own English; our texts are Vietnamese in the source and pass through."""

    @override
    def translate(
        self, context: str, sourceText: str, disambiguation: str | None = None, n: int = -1
    ) -> str:
        """The Vietnamese text, or nothing where Qt's text is left as it is."""
        del context, disambiguation, n
        return _TEXTS.get(sourceText, "")

    @override
    def isEmpty(self) -> bool:
        """Never empty, or Qt would not ask."""
        return False


def install_vietnamese(owner: QObject) -> None:
    """Have Qt speak Vietnamese for as long as `owner` lives."""
    QCoreApplication.installTranslator(VietnameseTranslator(owner))
