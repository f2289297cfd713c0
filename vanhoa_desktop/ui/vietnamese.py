"""Vietnamese for the texts that Qt itself puts on screen: Qt ships no Vietnamese translation."""

from PySide6.QtCore import QCoreApplication, QObject, QTranslator
from typing_extensions import override

from vanhoa_desktop.ui.printing_words import PRINTING_WORDS

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
    "&Look in:": "Thư &mục:",
    "Go back": "Quay lại",
    "Go forward": "Đi tới",
    "Go to the parent directory": "Lên thư mục trên",
    "Create a New Folder": "Tạo thư mục mới",
    "Change to list view mode": "Xem dạng danh sách",
    "Change to detail view mode": "Xem dạng chi tiết",
    "List of places and bookmarks": "Các nơi hay dùng",
    "Files of &type:": "&Kiểu tệp:",
    "Scroll Left": "Cuộn trái",
    "Scroll Right": "Cuộn phải",
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
_TEXTS: dict[str, str] = {**_FILES, **PRINTING_WORDS, **_SCROLLING, **_EDITING, **_BUTTONS}


class VietnameseTranslator(QTranslator):
    """Translates Qt's own English; our texts are Vietnamese in the source and pass through."""

    @override
    def translate(
        self, context: str, sourceText: str, disambiguation: str | None = None, n: int = -1
    ) -> str:
        """The Vietnamese text; None, and not an empty one, leaves Qt's own text as it is."""
        del context, disambiguation, n
        return _TEXTS.get(sourceText)  # type: ignore[return-value]  # the stub forgets None

    @override
    def isEmpty(self) -> bool:
        """Never empty, or Qt would not ask."""
        return False


def install_vietnamese(owner: QObject) -> None:
    """Have Qt speak Vietnamese for as long as `owner` lives."""
    QCoreApplication.installTranslator(VietnameseTranslator(owner))
