"""«Việc khác»: screens without a door, the look of the window, and the keys."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QMenu, QWidget

from vanhoa_desktop.ui.screens import ScreenEntry
from vanhoa_desktop.ui.workspace import Workspace

KEYS_TITLE = "Phím dùng nhanh"
KEYS = (
    ("Alt+1 … Alt+5", "vào cửa số 1 … 5"),
    ("Alt+0", "về trang đầu"),
    ("Alt+N", "chọn năm đánh giá"),
    ("Tab, Shift+Tab", "sang ô sau, ô trước"),
    ("Enter hoặc ↓", "khi chấm: ghi điểm, xuống chỉ số sau; hết thì tới nút sang người tiếp"),
    ("Chữ, số gõ ở danh sách", "tìm; Enter mở phiếu, hồ sơ của người tìm thấy"),
    ("PgDn, PgUp", "khi chấm: người tiếp, người trước"),
    ("Insert, F2", "ở «Danh sách»: thêm người, sửa người đang chọn"),
    ("Ctrl+Z, Ctrl+Y", "hoàn tác điểm vừa ghi, hay việc vừa làm ở «Danh sách»; làm lại"),
    ("Ctrl+S", "lưu ngay"),
    ("Esc", "bỏ số, chữ vừa gõ ở ô này; nhấn lần nữa: quay lại danh sách"),
    ("F5", "đọc lại số liệu"),
    ("Ctrl và +, Ctrl và −", "chữ to hơn, nhỏ hơn"),
    ("F1", "xem bảng này"),
)


class OtherWorkMenu(QMenu):
    """The menu at the end of the doors."""

    def __init__(
        self,
        parent: QWidget,
        workspace: Workspace,
        entries: Sequence[ScreenEntry],
        show: Callable[[str], None],
    ) -> None:
        super().__init__(parent)
        self._owner = parent
        self._workspace = workspace
        appearance = workspace.appearance
        for entry in entries:
            self.addAction(entry.title, partial(show, entry.id))
        self.addSeparator()
        self.larger_action = self.addAction("Chữ to hơn (Ctrl và +)")
        self.larger_action.triggered.connect(partial(appearance.step_text, 1))
        self.smaller_action = self.addAction("Chữ nhỏ hơn (Ctrl và −)")
        self.smaller_action.triggered.connect(partial(appearance.step_text, -1))
        self.contrast_action = self.addAction("Nền trắng chữ đen, thật rõ nét")
        self.contrast_action.setCheckable(True)
        self.contrast_action.triggered.connect(self._on_contrast)
        self.addSeparator()
        self.keys_action = self.addAction(f"{KEYS_TITLE} (F1)")
        self.keys_action.triggered.connect(self.tell_keys)
        self.aboutToShow.connect(self._on_about_to_show)

    def tell_keys(self) -> None:
        """Show which keys there are."""
        lines = [f"{keys}: {what}" for keys, what in KEYS]
        self._workspace.ask.tell(self._owner.window(), KEYS_TITLE, "\n".join(lines))

    def _on_contrast(self, is_on: bool) -> None:
        self._workspace.appearance.choose_high_contrast(is_on=is_on)

    def _on_about_to_show(self) -> None:
        self.contrast_action.setChecked(self._workspace.appearance.choice.is_high_contrast)
