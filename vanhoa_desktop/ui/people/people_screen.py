"""The list of people: searched, added to, corrected, imported from a spreadsheet, saved as one."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QPushButton, QWidget
from typing_extensions import override

from vanhoa_desktop.domain.enums import ActKind
from vanhoa_desktop.domain.people import Person, Unit
from vanhoa_desktop.errors import VanHoaError
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.review.undo import UndoReport
from vanhoa_desktop.services.rows.roster import RosterImport, RosterService
from vanhoa_desktop.services.setup.units import UnitService
from vanhoa_desktop.texts.words.numbers import count_text
from vanhoa_desktop.ui.ask import SPREADSHEETS, FileWish
from vanhoa_desktop.ui.history.history_dialog import HistoryDialog, open_history
from vanhoa_desktop.ui.people.card_opener import CardOpener
from vanhoa_desktop.ui.people.import_panel import ImportPanel
from vanhoa_desktop.ui.people.list_export import ListExport
from vanhoa_desktop.ui.people.list_place import ListPlace
from vanhoa_desktop.ui.people.move_dialog import MoveDialog, Placing
from vanhoa_desktop.ui.people.people_table import PersonRow, people_columns, person_rows
from vanhoa_desktop.ui.people.person_state import WrittenPerson
from vanhoa_desktop.ui.received.act_bar import ActBar
from vanhoa_desktop.ui.received.state import DoneAct, answered_sentence, short_name
from vanhoa_desktop.ui.screens import Screen, ScreenEntry, at_commune, at_unit
from vanhoa_desktop.ui.widgets.buttons import link_button, plain_button, primary_button
from vanhoa_desktop.ui.widgets.labels import quiet, title
from vanhoa_desktop.ui.widgets.paged_model import PagedModel
from vanhoa_desktop.ui.widgets.pages import Pages
from vanhoa_desktop.ui.widgets.panels import column, row, set_content
from vanhoa_desktop.ui.widgets.search_field import SearchField
from vanhoa_desktop.ui.widgets.shortcuts import add_shortcut
from vanhoa_desktop.ui.widgets.states import NoticeBar, StatePanel
from vanhoa_desktop.ui.widgets.tables import TableView
from vanhoa_desktop.ui.workspace import Workspace


class PeopleScreen(Screen):
    """List and search in front, the import behind."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.notice = NoticeBar()
        self.count_label = quiet(wraps=False)
        self.search_field = SearchField("Tìm tên (không cần dấu) hoặc số CCCD")
        columns = people_columns(with_unit=workspace.session.identity.is_commune)
        self.model = PagedModel[PersonRow](columns, self)
        self.table = TableView("Danh sách nhân khẩu")
        self.table.setModel(self.model)
        self.place = ListPlace(self.table, self.model)
        self.panel = StatePanel(self.table)
        self.import_button = primary_button("Nhập từ bảng tính…")
        self.export = ListExport(self)
        self.export_button = self.export.button
        self.add_button = plain_button("Thêm người… (Insert)")
        self.edit_button = plain_button("Sửa… (F2)")
        self.move_button = plain_button("Chuyển đơn vị…")
        self.dialog: MoveDialog | None = None
        self.history_button = plain_button("Ai đã sửa")
        self.history: HistoryDialog | None = None
        self.imports_button = link_button("Những lần nhập trước")
        self.acts = ActBar(workspace)
        self.cards = CardOpener(workspace, self, self.place)
        self._import_name = ""
        self.import_panel = ImportPanel(workspace)
        self._of_somebody = (self.edit_button, self.move_button, self.history_button)
        for button in (self.export_button, *self._of_somebody):
            # Until the list is read there is nobody to do it with.
            button.hide()
        self._is_nobody_held = False
        self._pages = Pages()
        self._pages.addWidget(self._list_page())
        self._pages.addWidget(self.import_panel)
        set_content(self, column(self._pages), 0)
        self._connect()

    def _connect(self) -> None:
        self.search_field.search_changed.connect(self._on_search)
        self.search_field.leads_to(self.table)
        self.model.page_wanted.connect(self._on_page_wanted)
        self.table.row_chosen.connect(self.notice.hear)
        self.table.row_opened.connect(self._on_row_opened)
        self.import_button.clicked.connect(self._on_import)
        self.export.saved.connect(lambda said: self.notice.show_notice(said, "good"))
        self.export.refused.connect(self._on_refused)
        self.move_button.clicked.connect(self._on_move)
        self.history_button.clicked.connect(self._on_history)
        self.imports_button.clicked.connect(partial(self.screen_requested.emit, "received", None))
        self.add_button.clicked.connect(self.cards.open_new)
        self.edit_button.clicked.connect(self._on_edit)
        self.acts.answered.connect(self._on_answered)
        self.acts.refused.connect(self._on_refused)
        self.cards.opening.connect(self.notice.clear_notice)
        self.cards.written.connect(self._on_written)
        self.cards.turned_to.connect(self._show_person)
        self.cards.refused.connect(self._on_refused)
        self.import_panel.closed.connect(self._on_import_closed)
        self.import_panel.imported.connect(self._on_imported)

    def _add_keys(self, page: QWidget) -> None:
        """The keys of the list; they do nothing over the preview of an import."""
        add_shortcut(page, "Insert", self.cards.open_new)
        add_shortcut(page, "F2", self._on_edit)
        add_shortcut(page, "Ctrl+Z", self.acts.undo)
        for keys in ("Ctrl+Shift+Z", "Ctrl+Y"):
            add_shortcut(page, keys, self.acts.redo)

    def _list_page(self) -> QWidget:
        page = QWidget()
        found = (self.search_field, self.count_label, 1)
        buttons = row(*found, self.export_button, self.import_button)
        of_chosen = row(self.add_button, *self._of_somebody, 1)
        top = row(title("Danh sách nhân khẩu"), 1, self.imports_button)
        head = (top, self.notice, self.acts, buttons)
        set_content(page, column(*head, self.panel, of_chosen))
        self._add_keys(page)
        return page

    def enter(self, subject: object) -> None:
        """The list, with the search field ready; a preview that was left stays as it was.

        Who comes back from somebody's sheet (the subject) goes on in the list.
        """
        super().enter(subject)
        is_back = subject is not None and self.table.isVisible() and bool(self.place.chosen)
        (self.table if is_back else self.main_widget()).setFocus()

    @override
    def main_widget(self) -> QWidget:
        """The preview while there is one; the search; without anybody, the way to get a list."""
        if self._pages.currentWidget() is self.import_panel:
            return self.import_panel.main_widget()
        if self._is_nobody_held:
            return self.panel.notice_button
        return self.search_field

    @override
    def unsaved(self) -> str:
        """The answers that were given to an import which has not been done yet."""
        is_importing = self._pages.currentWidget() is self.import_panel
        return self.import_panel.unsaved_sentence if is_importing else ""

    def read_again(self) -> None:
        """Search anew."""
        self.acts.refresh()
        self._on_search(self.search_field.text())

    def _on_search(self, text: str) -> None:
        self.panel.show_loading()
        self.workspace.read(
            partial(_found_ids, text), partial(self._on_ids, text), self._on_unreadable
        )

    def _on_ids(self, text: str, ids: list[str]) -> None:
        if text.strip() and self.place.misses(ids):
            # Whoever was just written does not fit what is searched for: look at everybody.
            self.search_field.clear()
            return
        if ids:
            # Before somebody in it is given the keyboard.
            self.panel.show_content()
        self.place.show(text, ids)
        self._is_nobody_held = not ids and not text.strip()
        self.count_label.setText(f"{count_text(len(ids))} người")
        self.export.follow(text, len(ids))
        # An empty list has one next step, and it stands in the middle.
        for button in (self.import_button, self.export_button):
            button.setVisible(bool(ids or text.strip()))
        for button in self._of_somebody:
            button.setVisible(bool(ids))
        if text.strip() and not ids:
            self.panel.show_empty(
                f"Không tìm thấy ai có tên «{text.strip()}».",
                "Gõ ít chữ hơn, hoặc nhấn Esc để xem cả danh sách.",
            )
        elif not ids:
            self.panel.show_empty(
                "Chưa có ai trong danh sách.",
                "Nhập từ bảng Excel thôn đang có: chương trình tự tìm cột, chỉ rõ chỗ cần sửa. "
                f"Hoặc gõ từng người: bấm «{self.add_button.text()}».",
                "Nhập từ bảng tính…",
                self._on_import,
            )
            if self.search_field.hasFocus():
                self.panel.notice_button.setFocus()

    def _on_page_wanted(self, page: int) -> None:
        ids = self.model.ids_of_page(page)
        self.workspace.read(
            partial(_page, ids), partial(self._on_page, page, ids), self._on_refused
        )

    def _on_page(self, page: int, ids: tuple[str, ...], rows: dict[str, PersonRow]) -> None:
        if self.model.ids_of_page(page) == ids:
            self.model.set_page(page, rows)

    def _on_row_opened(self, number: int) -> None:
        self.screen_requested.emit("scoring", self.model.ids[number])

    def _on_edit(self) -> None:
        if len(self.model.ids) == 1:
            self.table.choose_row(0)
        if self.place.chosen:
            self.cards.open_chosen()
        else:
            self._wish_choice(self.edit_button)

    def _wish_choice(self, button: QPushButton) -> None:
        self.notice.show_notice(f"Hãy chọn một người trong danh sách rồi bấm «{button.text()}».")
        self.table.setFocus()

    def _on_written(self, written: WrittenPerson) -> None:
        self.acts.remember(written.act)
        self.notice.show_notice(written.said, "good")
        self.workspace.say_saved()
        self._show_person(written.person)

    def _show_person(self, record: str) -> None:
        self.place.want(record)
        self.read_again()

    def _on_move(self) -> None:
        chosen = self.place.chosen
        if not chosen:
            self._wish_choice(self.move_button)
            return
        placing = partial(_placing, chosen, self.workspace.year)
        self.workspace.run(placing, self._show_placing, self._on_refused)

    def _show_placing(self, placing: Placing) -> None:
        self.notice.clear_notice()
        self.dialog = MoveDialog(self.workspace, self, placing)
        self.dialog.moved.connect(lambda said: self.notice.show_notice(said, "good"))
        self.dialog.open()

    def _on_history(self) -> None:
        number = self.table.chosen_row()
        chosen = None if number is None else self.model.row(number)
        if chosen is None:
            self._wish_choice(self.history_button)
            return
        self.notice.clear_notice()
        name = chosen.person.full_name
        self.history = open_history(self.workspace, self, chosen.person.id, name)

    def _on_import(self) -> None:
        wish = FileWish("Chọn bảng danh sách", SPREADSHEETS)
        self.workspace.ask.open_file(self, wish, self._import)

    def _import(self, path: Path) -> None:
        is_commune = self.workspace.session.identity.is_commune
        self._import_name = path.name

        def show(units: list[Unit]) -> None:
            self._pages.setCurrentWidget(self.import_panel)
            self.import_panel.rehearse(RosterImport(path), units if is_commune else [])

        self.workspace.read(_units, show, self._on_refused)

    def _on_import_closed(self, said: str) -> None:
        self._pages.setCurrentIndex(0)
        if said:
            self.notice.show_notice(said, "good")
            self.workspace.say_saved()
        self.read_again()

    def _on_imported(self, act: str) -> None:
        name = f"nhập {short_name(self._import_name)}"
        self.acts.remember(DoneAct(ActKind.IMPORT, act, name))

    def _on_answered(self, report: UndoReport) -> None:
        self.notice.show_notice(answered_sentence(report), "good")
        self.read_again()

    def _on_unreadable(self, error: VanHoaError) -> None:
        self.panel.show_refused(error, self.read_again)

    def _on_refused(self, error: VanHoaError) -> None:
        self.notice.show_refusal(error)


def _found_ids(text: str, session: Session) -> list[str]:
    return RosterService(session).ids(text)


def _page(ids: tuple[str, ...], session: Session) -> dict[str, PersonRow]:
    people: dict[str, Person] = RosterService(session).people(ids)
    return person_rows(people, {unit.id: unit.name for unit in _units(session)})


def _placing(record: str, year: int | None, session: Session) -> Placing:
    return Placing(RosterService(session).person(record), _units(session), year)


def _units(session: Session) -> list[Unit]:
    return UnitService(session).units()


_HINT = "Nhập từ Excel, thêm, tìm, sửa từng người"
UNIT_ENTRY = ScreenEntry("people", "Danh sách", 1, at_unit, PeopleScreen, _HINT)
COMMUNE_ENTRY = ScreenEntry("people", "Danh sách", 2, at_commune, PeopleScreen, _HINT)
