"""The buttons under a sheet: back to the list, the person before, save, the person after."""

from PySide6.QtWidgets import QWidget

from vanhoa_desktop.ui.widgets.buttons import plain_button, primary_button
from vanhoa_desktop.ui.widgets.panels import row, set_content


class StepButtons(QWidget):
    """They serve only where there is somebody; the list only where it has a page of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.list = plain_button("◀ Danh sách (Esc)")
        self.before = plain_button("◀ Người trước (PgUp)")
        self.save = plain_button("Lưu (Ctrl+S)")
        self.next = primary_button("Người tiếp ▶ (PgDn)")
        set_content(self, row(self.list, self.before, 1, self.save, self.next), 0)

    def offer(self, *, is_somebody: bool, is_paged: bool) -> None:
        """Show the buttons that serve now."""
        for button in (self.before, self.save, self.next):
            button.setVisible(is_somebody)
        self.list.setVisible(is_somebody and is_paged)
