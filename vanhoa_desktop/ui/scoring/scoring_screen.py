"""Scoring: the list on the left, the sheet of one person on the right, saved as typed.

All sheets of the year are at hand (`SheetBook`): going to another person waits for nothing, so that
keys typed ahead come to the right sheet. Only before the first list is read are keys held.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from typing_extensions import override

from vanhoa_desktop.errors import VanHoaError
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.sheets.assessments import AssessmentService
from vanhoa_desktop.services.sheets.sheets import PersonSheet, YearSheets
from vanhoa_desktop.ui.no_year import show_no_year
from vanhoa_desktop.ui.scoring.column_end import lead_to_next
from vanhoa_desktop.ui.scoring.edits import Cell, Edit
from vanhoa_desktop.ui.scoring.fresh_registration import ask_withdrawal
from vanhoa_desktop.ui.scoring.list_and_sheet import ListAndSheetWidget
from vanhoa_desktop.ui.scoring.missing import MISSING, show_missing
from vanhoa_desktop.ui.scoring.people_list import PeopleList
from vanhoa_desktop.ui.scoring.points_saver import PointsSaver
from vanhoa_desktop.ui.scoring.refusal_screen import RefusalScreen
from vanhoa_desktop.ui.scoring.sheet_actions import SheetActions
from vanhoa_desktop.ui.scoring.sheet_panel import SheetPanel
from vanhoa_desktop.ui.scoring.state import ScoringRow, scoring_rows
from vanhoa_desktop.ui.scoring.step_buttons import StepButtons
from vanhoa_desktop.ui.scoring.way_out import lead_out
from vanhoa_desktop.ui.screens import ScreenEntry, at_commune, at_unit
from vanhoa_desktop.ui.style.sizes import GAP, GAP_SMALL
from vanhoa_desktop.ui.widgets.held_keys import HeldKeys
from vanhoa_desktop.ui.widgets.panels import column, set_content
from vanhoa_desktop.ui.widgets.shortcuts import add_shortcut
from vanhoa_desktop.ui.widgets.states import StatePanel
from vanhoa_desktop.ui.workspace import Workspace

Read = tuple[YearSheets, list[ScoringRow]]


class ScoringScreen(RefusalScreen):
    """One person after the other; the keyboard is enough."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.saver = PointsSaver(workspace, self.book, self)
        self.keys = HeldKeys(self)
        self._asked: str | None = None
        self._missing: str | None = None
        self._reads = 0
        self.people = PeopleList(self.book)
        self.search_field, self.table = self.people.search_field, self.people.table
        self.model, self.open_button = self.people.model, self.people.open_button
        session = workspace.session
        self.sheet_panel = SheetPanel(session.today(), is_commune=session.identity.is_commune)
        self.panel = StatePanel(self.sheet_panel)
        self.buttons = StepButtons()
        self.sheet_actions = SheetActions(workspace, self)
        self.pages = self._pages()
        set_content(self, column(self.pages), GAP)
        self._offer_buttons()
        self._connect()

    def _pages(self) -> ListAndSheetWidget:
        sheet = QWidget()
        self.sheet_panel.add_to_foot(self.sheet_actions.button)
        set_content(sheet, column(self.unsaved_bar, self.panel, self.buttons, gap=GAP_SMALL), 0)
        return ListAndSheetWidget(self.people, sheet)

    def _connect(self) -> None:
        self.people.person_chosen.connect(self._show_person)
        self.people.rows_shown.connect(self._on_rows_shown)
        self.table.row_opened.connect(self._show_sheet)
        self.people.sheet_wished.connect(self._show_sheet)
        self.people.said.connect(self.workspace.say)
        self.sheet_actions.said.connect(self.workspace.say)
        self.sheet_actions.refused.connect(self.sheet_panel.notice.show_refusal)
        self.sheet_panel.points_wished.connect(self.saver.give)
        self.sheet_panel.refused_dropped.connect(self._on_refused_dropped)
        self.sheet_panel.closed_typed.connect(self.workspace.say)
        self.sheet_panel.typing_dropped.connect(self._on_typing_dropped)
        ask_withdrawal(self, self.sheet_panel, self.saver)
        lead_to_next(self.sheet_panel, self.buttons, self.people)
        self.saver.changed.connect(self._on_changed)
        self.saver.not_undone.connect(self.sheet_panel.notice.show_notice)
        self.saver.others_changed.connect(self.read_again)
        self.pages.paging_changed.connect(self._offer_buttons)
        args = (self.people, self.buttons, self._show_list, self._offer_buttons)
        self._go_back = lead_out(self, *args)
        self.open_button.clicked.connect(self._show_sheet)
        self.buttons.save.clicked.connect(self.save)
        _join_steps(self)
        _join_going_back(self)

    # --- coming and going ------------------------------------------------------------------------

    def enter(self, subject: object) -> None:
        """Show the list, and the sheet of the person that another screen asked for."""
        self._asked = subject if isinstance(subject, str) else self._shown_person()
        self._offer_buttons()
        if isinstance(subject, str):
            self.people.search_nothing()
            self.pages.show_sheet()
        if self._asked is not None and self.book.has(self._asked, self.workspace.year):
            self.people.show_person(self._asked)
            self._asked = None
            self._go_to_work()
        elif self.workspace.year is not None:
            self.panel.show_loading()
            self.setFocus()
            self.keys.hold()
        self.read_again()

    def read_again(self) -> None:
        """Read the list; the person shown stays shown."""
        year = self.workspace.year
        if self.book.year != year:
            # Typed under another year's heading, it belongs there; what comes now waits.
            self.sheet_panel.give_all()
        if year is None:
            self.people.show_everybody([], None)
            self._stop_holding()
            show_no_year(self, self.panel)
            return
        if self.book.year not in (None, year):
            self.keys.hold()
        self._reads += 1
        on_read = partial(self._on_read, self.book.answers)
        task = self.workspace.read(partial(_read, year), on_read, self._on_unread)
        task.ended.connect(self._on_read_ended)

    def records_changed(self, records: frozenset[str]) -> None:
        """Own saves refresh their row alone; anything else reads the list anew."""
        self.saver.hear(records)

    def leave(self) -> None:
        """Save what is being typed; keys that nobody could take are told."""
        self.sheet_panel.give_all()
        self._stop_holding()
        self.unsaved_bar.forget_dropped()
        if self.book.refusals:
            self.saver.say_saved()

    def save(self) -> None:
        """Save what is being typed, and say how far that is."""
        self.sheet_panel.give_all()
        self.saver.say_saved()

    def _on_read(self, since: int, read: Read) -> None:
        sheets, rows = read
        if sheets.cycle.year != self.workspace.year:
            return
        self.book.take_in(sheets, since)
        self.drop_closed()
        wanted, self._asked = self._asked or self._missing or self._shown_person(), None
        self.people.show_everybody(rows, wanted)
        if wanted is not None and not self.book.has(wanted, sheets.cycle.year):
            self._on_missing(wanted)
        elif self.keys.is_holding:
            self._go_to_work()
        self.keys.release()

    def _on_missing(self, person: str) -> None:
        """Whoever was asked for is not here: nobody else is opened instead."""
        self._stop_holding()
        if self.model.rows:
            self._missing = person
            self.sheet_actions.show_sheet(None)
            show_missing(self.panel, self.people, self._show_list)
            self.workspace.say(MISSING)

    def _on_unread(self, error: VanHoaError) -> None:
        self._stop_holding()
        self.panel.show_refused(error, self.read_again)

    def _on_read_ended(self) -> None:
        self._reads -= 1
        if not self._reads and self.keys.is_holding:
            # Stopped, or failed as nobody foresaw: the keyboard must not stay held for ever.
            self._stop_holding()

    def _stop_holding(self) -> None:
        # Keys that are being pressed already lead elsewhere by themselves.
        if self.keys.is_holding and self.keys.drop():
            QApplication.beep()
            self.workspace.say("Phím gõ trong lúc đọc danh sách đã bị bỏ. Hãy gõ lại.")

    @override
    def main_widget(self) -> QWidget | None:
        """The keyboard goes where the work is: into the sheet, or to the list before it."""
        if not self.model.rows:
            return self.search_field
        if self._missing is not None:
            return self.panel.notice_button
        return self.sheet_panel.first_field() if self.pages.is_sheet_shown else self.table

    def _go_to_work(self) -> None:
        if (main := self.main_widget()) is not None and self.isVisible():
            main.setFocus()

    def _shown_person(self) -> str | None:
        return None if self.sheet_panel.sheet is None else self.sheet_panel.sheet.person.id

    def _on_rows_shown(self) -> None:
        self._offer_buttons()
        if not self.model.rows:
            self.sheet_actions.show_sheet(None)
            _show_nobody(self)

    def _offer_buttons(self) -> None:
        """The buttons under list and sheet serve only where there is somebody."""
        is_somebody = self.model.rowCount() > 0
        self.pages.set_nobody_there(is_so=not is_somebody)
        is_paged, leads_back = self.pages.is_paged, bool(self.came_from)
        self.buttons.offer(is_somebody=is_somebody, is_paged=is_paged, leads_back=leads_back)
        self.open_button.setVisible(is_somebody and self.pages.is_paged)

    def _show_person(self, person: str) -> None:
        """The one way by which a sheet comes on the screen; what was typed goes with its own."""
        self._missing = None
        if person != self._shown_person():
            self.sheet_panel.give_all()
        sheet = self.book.sheet(person)
        self.panel.show_content()
        waiting, refused = self.book.waiting_cells(sheet), self.book.refused_cells(sheet)
        is_fresh = self.saver.has_registered(person, sheet.cycle.year)
        self.sheet_panel.show_sheet(sheet, waiting, refused, is_fresh=is_fresh)
        self.sheet_actions.show_sheet(sheet)
        self.unsaved_bar.show_refusals(self.book.refusals, person)

    def _show_list(self) -> None:
        self.pages.show_list()
        self.table.setFocus()

    def _show_sheet(self) -> None:
        self.pages.show_sheet()
        self.sheet_panel.focus_first()

    @override
    def show_edit(self, edit: Edit) -> None:
        """Show the person and the cell of an edit."""
        self.people.show_person(edit.person.id)
        self.pages.show_sheet()
        self.sheet_panel.focus_cell(edit.cell)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back, from a cell in which nothing is half typed."""
        is_at_work = self.model.rows and not self.search_field.hasFocus()
        if event.key() == Qt.Key.Key_Escape and is_at_work:
            self.sheet_panel.give_all()
            self._go_back()
        else:
            super().keyPressEvent(event)

    def step(self, step: int) -> None:
        """The person before or after, also from the search; the cursor in the first empty cell."""
        self.sheet_panel.give_all()
        is_at_sheet = self.pages.is_sheet_shown and not self.table.hasFocus()
        if self.people.step(step):
            if is_at_sheet:
                self.sheet_panel.focus_first()
            return
        self.workspace.say("Đã đến cuối danh sách." if step > 0 else "Đây là người đầu tiên.")
        if is_at_sheet:
            # Digits meant for the next person must not come to this one.
            (self.buttons.next if step > 0 else self.buttons.before).setFocus()

    def _on_typing_dropped(self, sheet: PersonSheet, cell: Cell) -> None:
        if edit := self.saver.drop_newest((sheet.cycle.year, sheet.person.id, *cell)):
            self.show_edit(edit)

    def _on_refused_dropped(self, sheet: PersonSheet, cell: Cell) -> None:
        self.book.give_up((sheet.cycle.year, sheet.person.id, *cell))
        self._on_changed(sheet.person.id)

    def _on_changed(self, person: str) -> None:
        """The sheet of a person stands differently, on the screen or not."""
        self.people.refresh(person)
        shown = self._shown_person()
        if shown == person and self.book.has(person, self.workspace.year):
            self._show_person(person)
        else:
            self.unsaved_bar.show_refusals(self.book.refusals, shown)


def _join_going_back(screen: ScoringScreen) -> None:
    """Ctrl+Z and Ctrl+Y, in a cell and elsewhere: back and forth in what was typed."""

    def go(step: Callable[[int | None], Edit | None]) -> None:
        screen.sheet_panel.give_all()
        if edit := step(screen.workspace.year):
            screen.show_edit(edit)

    def undo() -> None:
        go(screen.saver.undo)

    def redo() -> None:
        go(screen.saver.redo)

    screen.sheet_panel.undo_wished.connect(undo)
    screen.sheet_panel.redo_wished.connect(redo)
    for keys, act in {"Ctrl+Z": undo, "Ctrl+Y": redo, "Ctrl+Shift+Z": redo}.items():
        add_shortcut(screen, keys, act)


def _join_steps(screen: ScoringScreen) -> None:
    """Buttons and keys that lead to the person before and to the one after."""
    screen.buttons.before.clicked.connect(lambda: screen.step(-1))
    screen.buttons.next.clicked.connect(lambda: screen.step(1))
    for keys, step in {"PgUp": -1, "PgDown": 1, "Ctrl+Return": 1}.items():
        add_shortcut(screen, keys, partial(screen.step, step))


def _show_nobody(screen: ScoringScreen) -> None:
    """Say why the list is empty, and what to do about it."""
    if screen.search_field.text():
        screen.panel.show_empty(
            "Không tìm thấy ai có tên này.",
            "Gõ ít chữ hơn, hoặc nhấn Esc để xem cả danh sách.",
        )
    else:
        screen.panel.show_empty(
            "Chưa có ai để chấm.",
            "Hãy nhập danh sách trước.",
            "Đến «Danh sách» ▶",
            partial(screen.screen_requested.emit, "people", None),
        )


def _read(year: int, session: Session) -> Read:
    sheets = AssessmentService(session).year_sheets(year)
    return sheets, scoring_rows(sheets.people, sheets.assessments)


UNIT_ENTRY = ScreenEntry(
    "scoring", "Chấm điểm", 3, at_unit, ScoringScreen, "Tự chấm và thôn chấm 10 chỉ số"
)
COMMUNE_ENTRY = ScreenEntry("scoring", "Xem và chấm phiếu", 0, at_commune, ScoringScreen)
