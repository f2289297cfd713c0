"""Scoring: the list on the left, the sheet of one person on the right, saved as typed."""

from dataclasses import replace
from decimal import Decimal
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from vanhoa_desktop.domain.enums import Assessor
from vanhoa_desktop.domain.people import Person
from vanhoa_desktop.errors import VanHoaError
from vanhoa_desktop.services.assessments import AssessmentService, PointsEntry, SavedPoints
from vanhoa_desktop.services.overview import OverviewService
from vanhoa_desktop.services.roster import RosterService
from vanhoa_desktop.services.session import Session
from vanhoa_desktop.services.sheets import Sheet
from vanhoa_desktop.texts.errors import sentence
from vanhoa_desktop.ui.no_year import show_no_year
from vanhoa_desktop.ui.scoring.list_and_sheet import ListAndSheetWidget
from vanhoa_desktop.ui.scoring.sheet_actions import SheetActions
from vanhoa_desktop.ui.scoring.sheet_panel import SheetPanel
from vanhoa_desktop.ui.scoring.state import (
    Edit,
    EditHistory,
    ScoringRow,
    points_of,
    scoring_rows,
)
from vanhoa_desktop.ui.screens import Screen, ScreenEntry, at_commune, at_unit
from vanhoa_desktop.ui.style.sizes import GAP, GAP_SMALL
from vanhoa_desktop.ui.widgets.buttons import plain_button, primary_button
from vanhoa_desktop.ui.widgets.panels import column, row, set_content
from vanhoa_desktop.ui.widgets.search_field import SearchField
from vanhoa_desktop.ui.widgets.states import StatePanel
from vanhoa_desktop.ui.widgets.tables import Column, RowsModel, TableView
from vanhoa_desktop.ui.workspace import Workspace


class ScoringScreen(Screen):
    """One person after the other; the keyboard is enough."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.history = EditHistory()
        self._wanted: str | None = None
        self._goes_to_points = False
        self._saving = 0
        self.search_field = SearchField("Tìm tên (không cần dấu)")
        self.model = RowsModel[ScoringRow](_columns(), self)
        self.table = TableView("Người cần chấm")
        self.table.setModel(self.model)
        self.sheet_panel = SheetPanel(is_commune=workspace.session.identity.is_commune)
        self.panel = StatePanel(self.sheet_panel)
        self.open_button = primary_button("Mở phiếu người này ▶")
        self.list_button = plain_button("◀ Danh sách (Esc)")
        self.before_button = plain_button("◀ Người trước (PgUp)")
        self.save_button = plain_button("Lưu (Ctrl+S)")
        self.sheet_actions = SheetActions(workspace, self)
        self.next_button = primary_button("Người tiếp ▶ (PgDn)")
        self.pages = self._pages()
        set_content(self, column(self.pages), GAP)
        self._offer_buttons()
        self._connect()

    def _pages(self) -> ListAndSheetWidget:
        people, sheet = QWidget(), QWidget()
        opening = row(1, self.open_button)
        set_content(people, column(self.search_field, self.table, opening, gap=GAP_SMALL), 0)
        self.sheet_panel.add_to_foot(self.sheet_actions.button)
        buttons = row(
            *(self.list_button, self.before_button, 1, self.save_button, self.next_button)
        )
        set_content(sheet, column(self.panel, buttons, gap=GAP_SMALL), 0)
        return ListAndSheetWidget(people, sheet)

    def _connect(self) -> None:
        self.search_field.search_changed.connect(self._on_search)
        self.search_field.list_wished.connect(self.table.setFocus)
        self.table.row_chosen.connect(self._on_row_chosen)
        self.table.row_opened.connect(self._on_row_opened)
        self.sheet_actions.said.connect(self._on_action_said)
        self.sheet_actions.refused.connect(self.sheet_panel.notice.show_refusal)
        self.sheet_panel.points_wished.connect(self._on_points_wished)
        self.sheet_panel.undo_wished.connect(self._on_undo)
        self.pages.paging_changed.connect(self._offer_buttons)
        self.list_button.clicked.connect(self._show_list)
        self.open_button.clicked.connect(self._show_sheet)
        self.before_button.clicked.connect(partial(self._step, -1))
        self.next_button.clicked.connect(partial(self._step, 1))
        self.save_button.clicked.connect(self.save)
        for keys, action in (
            ("PgUp", partial(self._step, -1)),
            ("PgDown", partial(self._step, 1)),
            ("Ctrl+Return", partial(self._step, 1)),
            ("Ctrl+Z", self._on_undo),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(action)

    def enter(self, subject: object) -> None:
        """Show the list, and the sheet of the person that another screen asked for."""
        self._wanted = subject if isinstance(subject, str) else self._shown_person()
        self._goes_to_points = isinstance(subject, str)
        if isinstance(subject, str):
            self.search_field.clear()
            self.pages.show_sheet()
        super().enter(subject)

    def read_again(self) -> None:
        """Read the list; the person shown stays shown."""
        year = self.workspace.year
        if year is None:
            self.model.set_rows(())
            self._offer_buttons()
            show_no_year(self, self.panel)
            return
        text = self.search_field.text()
        self.workspace.run(partial(_rows, text, year), self._on_rows, self._on_refused)

    def records_changed(self, records: frozenset[str]) -> None:
        """Own saves refresh their row alone; anything else reads the list anew."""
        del records
        if not self._saving:
            self._wanted = self._shown_person()
            self.read_again()

    def leave(self) -> None:
        """Save what is being typed."""
        self.sheet_panel.give_all()

    def _shown_person(self) -> str | None:
        return None if self.sheet_panel.sheet is None else self.sheet_panel.sheet.person.id

    def _on_search(self, _text: str) -> None:
        self._wanted = None
        self.read_again()

    def _on_rows(self, rows: list[ScoringRow]) -> None:
        self.model.set_rows(rows)
        self._offer_buttons()
        if not rows:
            self.sheet_actions.show_sheet(None)
            self._show_nobody()
            return
        ids = [item.person.id for item in rows]
        self.table.choose_row(ids.index(self._wanted) if self._wanted in ids else 0)

    def _show_nobody(self) -> None:
        if self.search_field.text():
            self.panel.show_empty(
                "Không tìm thấy ai có tên này.",
                "Gõ ít chữ hơn, hoặc nhấn Esc để xem cả danh sách.",
            )
        else:
            self.panel.show_empty(
                "Chưa có ai để chấm.",
                "Hãy nhập danh sách trước.",
                "Đến «Danh sách» ▶",
                partial(self.screen_requested.emit, "people", None),
            )

    def _offer_buttons(self) -> None:
        """The buttons under list and sheet serve only where there is somebody."""
        is_somebody = self.model.rowCount() > 0
        self.pages.set_nobody_there(is_so=not is_somebody)
        for button in (self.before_button, self.save_button, self.next_button):
            button.setVisible(is_somebody)
        for button in (self.list_button, self.open_button):
            button.setVisible(is_somebody and self.pages.is_paged)

    def _show_list(self) -> None:
        self.pages.show_list()
        self.table.setFocus()

    def _show_sheet(self) -> None:
        self.pages.show_sheet()
        self.sheet_panel.focus_first()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the list, from a cell in which nothing is half typed."""
        if event.key() == Qt.Key.Key_Escape and not self.search_field.hasFocus():
            self.sheet_panel.give_all()
            self._show_list()
            return
        super().keyPressEvent(event)

    def _on_row_chosen(self, number: int) -> None:
        self.sheet_panel.give_all()
        person, year = self.model.rows[number].person, self.workspace.year
        if year is not None:
            self.panel.show_loading()
            self.workspace.run(partial(_sheet, person, year), self._on_sheet, self._on_refused)

    def _on_row_opened(self, _number: int) -> None:
        self._show_sheet()

    def _on_sheet(self, sheet: Sheet) -> None:
        number = self.table.chosen_row()
        if number is None or self.model.rows[number].person.id != sheet.person.id:
            return
        is_other = self._shown_person() != sheet.person.id
        self.panel.show_content()
        self.sheet_panel.show_sheet(sheet)
        self.sheet_actions.show_sheet(sheet)
        if self._goes_to_points or (is_other and not self._is_in_list()):
            self._goes_to_points = False
            self.sheet_panel.focus_first()

    def _is_in_list(self) -> bool:
        return self.search_field.hasFocus() or self.table.hasFocus()

    def _step(self, step: int) -> None:
        """The person before or after, with the cursor in the first empty cell."""
        self.sheet_panel.give_all()
        number = self.table.chosen_row()
        place = 0 if number is None else number + step
        if 0 <= place < self.model.rowCount():
            if self.pages.is_sheet_shown:
                self.setFocus()
            self.table.choose_row(place)
        else:
            self.workspace.say("Đã đến cuối danh sách." if step > 0 else "Đây là người đầu tiên.")

    def _on_points_wished(self, assessor: Assessor, code: str, points: Decimal | None) -> None:
        sheet = self.sheet_panel.sheet
        if sheet is not None:
            before = points_of(sheet, assessor, code)
            self._save(Edit(sheet.person, assessor, code, before, points), is_undo=False)

    def _save(self, edit: Edit, *, is_undo: bool) -> None:
        year = self.workspace.year
        if year is None:
            return
        self._saving += 1
        entry = PointsEntry(edit.person, year, edit.assessor, {edit.indicator: edit.after})
        self.workspace.save(
            lambda session: AssessmentService(session).set_points(entry),
            partial(self._on_saved, edit, is_undo=is_undo),
            partial(self._on_points_refused, edit),
        )

    def _on_saved(self, edit: Edit, saved: SavedPoints, *, is_undo: bool) -> None:
        self._saving -= 1
        if is_undo:
            self.workspace.say(edit.undone_sentence)
        else:
            self.history.add(edit)
            self.workspace.say_saved()
        if self._shown_person() != edit.person.id:
            return
        cell = (edit.assessor, edit.indicator)
        if is_undo:
            self.sheet_panel.fields[cell].set_points(edit.after)
        self.sheet_panel.show_sheet(saved.sheet)
        self.sheet_actions.show_sheet(saved.sheet)
        self.sheet_panel.accept(cell)
        self._refresh_row(saved.sheet)

    def _refresh_row(self, sheet: Sheet) -> None:
        for number, item in enumerate(self.model.rows):
            if item.person.id == sheet.person.id:
                self.model.set_row(number, replace(item, assessment=sheet.assessment))

    def _on_points_refused(self, edit: Edit, error: VanHoaError) -> None:
        self._saving -= 1
        if self._shown_person() == edit.person.id:
            self.sheet_panel.refuse((edit.assessor, edit.indicator), sentence(error))

    def _on_action_said(self, sentence_: str) -> None:
        self.workspace.say(sentence_)

    def _on_undo(self) -> None:
        edit = self.history.take()
        if edit is None:
            self.workspace.say("Không còn gì để hoàn tác.")
            return
        back = Edit(edit.person, edit.assessor, edit.indicator, edit.before, edit.before)
        self._save(back, is_undo=True)

    def _on_refused(self, error: VanHoaError) -> None:
        self.panel.show_refused(error, self.read_again)


def _rows(text: str, year: int, session: Session) -> list[ScoringRow]:
    people = RosterService(session).search(text, limit=0)
    sheets = OverviewService(session).sheets(year)
    return scoring_rows(people, sheets)


def _sheet(person: Person, year: int, session: Session) -> Sheet:
    return AssessmentService(session).sheet(person, year)


def _columns() -> tuple[Column[ScoringRow], ...]:
    return (
        Column("Họ và tên", lambda row: row.name_text, 16, stretches=True),
        Column("Điểm", lambda row: row.total_text, 4, is_number=True),
        Column("Kết quả", lambda row: row.outcome_text, 10, is_spare=True),
    )


UNIT_ENTRY = ScreenEntry(
    "scoring", "Chấm điểm", 3, at_unit, ScoringScreen, "Tự chấm và thôn chấm 10 chỉ số"
)
COMMUNE_ENTRY = ScreenEntry("scoring", "Xem và chấm phiếu", 0, at_commune, ScoringScreen)
