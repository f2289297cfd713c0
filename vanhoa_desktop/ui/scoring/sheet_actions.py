"""What can be done with the sheet that is shown beside scoring it: history, giving it back."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QWidget

from vanhoa_desktop.errors import VanHoaError
from vanhoa_desktop.services.sheets.sheets import PersonSheet
from vanhoa_desktop.ui.history.history_dialog import HistoryDialog, open_history
from vanhoa_desktop.ui.returns.return_sheet import return_sheet
from vanhoa_desktop.ui.returns.state import can_be_returned
from vanhoa_desktop.ui.widgets.buttons import plain_button
from vanhoa_desktop.ui.widgets.reason_dialog import ReasonDialog
from vanhoa_desktop.ui.workspace import Workspace


class SheetActions(QObject):
    """One button with a menu for the foot of a screen; `said`, `refused` carry what came of it."""

    said = Signal(str)
    refused = Signal(object)

    def __init__(self, workspace: Workspace, screen: QWidget) -> None:
        super().__init__(screen)
        self._workspace = workspace
        self._screen = screen
        self._sheet: PersonSheet | None = None
        self.history: HistoryDialog | None = None
        self.reason: ReasonDialog | None = None
        self.button = plain_button("Phiếu này ▾")
        self.button.setAccessibleName("Việc khác với phiếu này")
        menu = QMenu(self.button)
        self.history_action = menu.addAction("Ai đã sửa gì, khi nào…", self._on_history)
        self.return_action = menu.addAction("Trả lại thôn để bổ sung…", self._on_return)
        self.return_action.setVisible(workspace.session.identity.is_commune)
        self.button.setMenu(menu)
        self.show_sheet(None)

    def show_sheet(self, sheet: PersonSheet | None) -> None:
        """Another sheet is shown, or none."""
        self._sheet = sheet
        held = None if sheet is None else sheet.assessment
        self.button.setEnabled(sheet is not None)
        self.return_action.setEnabled(can_be_returned(None if held is None else held.status))

    def _on_history(self) -> None:
        if self._sheet is not None:
            person = self._sheet.person
            self.history = open_history(self._workspace, self._screen, person.id, person.full_name)

    def _on_return(self) -> None:
        if self._sheet is not None:
            self.reason = return_sheet(
                self._workspace, self._screen, self._sheet.person, self._on_said, self._on_refused
            )

    def _on_said(self, sentence: str) -> None:
        self.said.emit(sentence)

    def _on_refused(self, error: VanHoaError) -> None:
        self.refused.emit(error)
