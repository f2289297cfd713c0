"""Figures that do not agree: who said what, and when."""

from vanhoa_desktop.canonical import Json
from vanhoa_desktop.errors import VanHoaError
from vanhoa_desktop.services.conflicts import ConflictService, ListedConflict
from vanhoa_desktop.services.session import Session
from vanhoa_desktop.texts.numbers import count_text
from vanhoa_desktop.ui.screens import Screen, ScreenEntry, everywhere
from vanhoa_desktop.ui.widgets.labels import quiet, title
from vanhoa_desktop.ui.widgets.panels import column, set_content
from vanhoa_desktop.ui.widgets.states import StatePanel
from vanhoa_desktop.ui.widgets.tables import Column, RowsModel, TableView
from vanhoa_desktop.ui.workspace import Workspace


class ConflictsScreen(Screen):
    """A list to read; typing the right value over it settles a figure."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.count_label = quiet()
        self.model = RowsModel[ListedConflict](_columns(), self)
        self.table = TableView("Số liệu chưa khớp")
        self.table.setModel(self.model)
        self.panel = StatePanel(self.table)
        set_content(self, column(title("Số liệu chưa khớp"), self.count_label, self.panel))

    def read_again(self) -> None:
        """Read the open ones."""
        self.panel.show_loading()
        self.workspace.run(_conflicts, self._on_conflicts, self._on_refused)

    def _on_conflicts(self, conflicts: list[ListedConflict]) -> None:
        self.model.set_rows(conflicts)
        self.count_label.setText(f"{count_text(len(conflicts))} chỗ" if conflicts else "")
        if conflicts:
            self.panel.show_content()
        else:
            self.panel.show_empty("Mọi số liệu đều khớp.")

    def _on_refused(self, error: VanHoaError) -> None:
        self.panel.show_refused(error, self.read_again)


def _conflicts(session: Session) -> list[ListedConflict]:
    return ConflictService(session).conflicts()


def value_text(value: Json) -> str:
    """A rival value for people: points, a date, or the text itself."""
    if isinstance(value, dict):
        for part in ("points", "text", "value", "status"):
            if value.get(part) is not None:
                return str(value[part])
        return "trống"
    return "trống" if value is None else str(value)


def _rivals(conflict: ListedConflict) -> str:
    return " / ".join(f"{value_text(rival.value)} ({rival.by})" for rival in conflict.values)


def _columns() -> tuple[Column[ListedConflict], ...]:
    return (
        Column("Của ai", lambda conflict: conflict.subject, 22),
        Column("Mục", lambda conflict: conflict.field_label, 26),
        Column("Các giá trị (ai ghi)", _rivals, 30, stretches=True),
    )


ENTRY = ScreenEntry("conflicts", "Số liệu chưa khớp", 0, everywhere, ConflictsScreen)
