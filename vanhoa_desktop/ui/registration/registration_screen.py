"""Registering people for the year, with the two consents of the form; neither is ever assumed."""

from functools import partial

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QAbstractItemView, QCheckBox, QFrame

from vanhoa_desktop.domain.enums import ConsentKind
from vanhoa_desktop.errors import VanHoaError
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.people.registrations import (
    Registered,
    RegistrationPlan,
    RegistrationService,
    Withdrawn,
)
from vanhoa_desktop.services.review.undo import UndoReport
from vanhoa_desktop.services.rows.roster import RosterService
from vanhoa_desktop.services.sheets.overview import OverviewService
from vanhoa_desktop.texts.sentences.effects import registered_text
from vanhoa_desktop.texts.words.dates import birth_text, date_text
from vanhoa_desktop.texts.words.numbers import count_text
from vanhoa_desktop.ui.ask import Question
from vanhoa_desktop.ui.no_year import show_no_year
from vanhoa_desktop.ui.received.act_bar import ActBar
from vanhoa_desktop.ui.received.state import DoneAct, answered_sentence
from vanhoa_desktop.ui.registration.state import (
    NOBODY_CHOSEN,
    WITHDRAWING_DETAILS,
    RegistrationRequest,
    RegistrationRow,
    nothing_to_write,
    registered_act,
    registering_details,
    registering_question,
    withdrawing_question,
    withdrawn_act,
)
from vanhoa_desktop.ui.screens import Screen, ScreenEntry, at_unit
from vanhoa_desktop.ui.style.sizes import GAP_SMALL
from vanhoa_desktop.ui.unsaved import WITHDRAWING
from vanhoa_desktop.ui.widgets.buttons import keep_arrows, plain_button, primary_button
from vanhoa_desktop.ui.widgets.labels import quiet, title
from vanhoa_desktop.ui.widgets.panels import column, framed, row, set_content
from vanhoa_desktop.ui.widgets.search_field import SearchField
from vanhoa_desktop.ui.widgets.shortcuts import add_shortcut
from vanhoa_desktop.ui.widgets.states import NoticeBar, StatePanel
from vanhoa_desktop.ui.widgets.tables import Column, RowsModel, TableView
from vanhoa_desktop.ui.workspace import Workspace


class RegistrationScreen(Screen):
    """Choose people, tick what they agreed to on paper, register."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.notice = NoticeBar()
        self.count_label = quiet(wraps=False)
        self.search_field = SearchField("Tìm tên (không cần dấu)")
        self.search_field.search_changed.connect(self._on_search)
        self._wanted = ""
        self.model = RowsModel[RegistrationRow](_columns(), self)
        self.table = TableView("Đăng ký của từng người")
        self.table.setModel(self.model)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.panel = StatePanel(self.table)
        self.use_box = QCheckBox("Đã ký đồng ý cho đánh giá")
        self.post_box = QCheckBox("Đã ký đồng ý niêm yết tên")
        self.all_button = plain_button("Chọn tất cả")
        self.all_button.clicked.connect(self.table.selectAll)
        self.withdraw_button = plain_button("Rút đăng ký…")
        self.withdraw_button.clicked.connect(self._on_withdraw)
        self.acts = ActBar(workspace)
        self.acts.answered.connect(self._on_answered)
        self.acts.refused.connect(self._on_refused)
        self.register_button = primary_button(NOBODY_CHOSEN)
        self.register_button.clicked.connect(self._on_register)
        keep_arrows(self.register_button)
        self.table.selectionModel().selectionChanged.connect(self._on_selection_changed)
        self.table.selectionModel().selectionChanged.connect(self.notice.hear)
        self.search_field.leads_to(self.table)
        add_shortcut(self, "Ctrl+Z", self.acts.undo)
        for keys in ("Ctrl+Shift+Z", "Ctrl+Y"):
            add_shortcut(self, keys, self.acts.redo)
        consents = self._consents()
        set_content(
            self,
            column(
                title("Đăng ký trong năm"),
                self.notice,
                row(self.search_field, self.count_label, 1, self.withdraw_button, self.all_button),
                self.panel,
                consents,
            ),
        )

    def _consents(self) -> QFrame:
        hint = quiet(
            "Chọn người (thêm: Shift+↓ hoặc Ctrl+bấm chuột), rồi đánh dấu những gì họ đã ký:"
        )
        return framed(
            column(
                hint,
                row(self.use_box, self.post_box, 1),
                row(self.acts, 1, self.register_button),
                gap=GAP_SMALL,
            )
        )

    def enter(self, subject: object) -> None:
        """The list, with the search field ready, and nothing ticked.

        Where somebody was asked for (the subject), he or she is chosen in the list of all.
        """
        self._forget()
        self._wanted = subject if isinstance(subject, str) else ""
        if self._wanted:
            with QSignalBlocker(self.search_field):
                self.search_field.begin_anew()
        super().enter(subject)
        self.search_field.setFocus()

    def read_again(self) -> None:
        """Read people and registrations."""
        self.acts.refresh()
        self._on_search(self.search_field.text())

    def _on_search(self, text: str) -> None:
        year = self.workspace.year
        self.register_button.setEnabled(year is not None)
        if year is None:
            show_no_year(self, self.panel)
            return
        self.panel.show_loading()
        # Whom the list showed before is chosen no more: it may be gone from the screen already.
        self.table.clearSelection()
        self.workspace.run(partial(_rows, text, year), self._on_rows, self._on_unreadable)

    def _on_rows(self, rows: list[RegistrationRow]) -> None:
        self.model.set_rows(rows)
        # Other rows: nobody is chosen any more, and Qt tells nobody of that.
        self._on_selection_changed()
        registered = sum(row.registration is not None for row in rows)
        people = count_text(len(rows))
        self.count_label.setText(f"{count_text(registered)} đã đăng ký / {people}")
        self.register_button.setEnabled(bool(rows))
        if rows:
            self.panel.show_content()
            self._choose_wanted()
        elif self.search_field.text().strip():
            self.panel.show_empty(
                "Không tìm thấy ai có tên này.",
                "Gõ ít chữ hơn, hoặc nhấn Esc để xem cả danh sách.",
            )
        else:
            self.panel.show_empty(
                "Chưa có ai trong danh sách.",
                "Hãy nhập danh sách trước.",
                "Đến «Danh sách» ▶",
                partial(self.screen_requested.emit, "people", None),
            )

    def _choose_wanted(self) -> None:
        """Choose whom another screen asked for, once."""
        wanted, self._wanted = self._wanted, ""
        ids = [row.person.id for row in self.model.rows]
        if wanted in ids:
            self.table.choose_row(ids.index(wanted))
            self.table.setFocus()

    def _chosen(self) -> list[RegistrationRow]:
        """The chosen rows; says so where there are none."""
        numbers = sorted({index.row() for index in self.table.selectedIndexes()})
        if not numbers:
            self.notice.show_wish("Hãy chọn ít nhất một người trong danh sách.")
        return [self.model.rows[number] for number in numbers]

    def _on_selection_changed(self) -> None:
        # What one person signed is nothing that the next one signed.
        self.use_box.setChecked(False)
        self.post_box.setChecked(False)
        many = len({index.row() for index in self.table.selectedIndexes()})
        who = f"{count_text(many)} người" if many > 1 else "người"
        self.register_button.setText(f"Đăng ký {who} đang chọn…" if many else NOBODY_CHOSEN)

    def _forget(self) -> None:
        self.table.clearSelection()
        self._on_selection_changed()

    def _on_register(self) -> None:
        chosen, year = self._chosen(), self.workspace.year
        if not chosen or year is None:
            return
        ticked = ((ConsentKind.USE, self.use_box), (ConsentKind.POST, self.post_box))
        kinds = frozenset(kind for kind, box in ticked if box.isChecked())
        people = [row.person for row in chosen]
        self.workspace.run(
            lambda session: RegistrationService(session).plan(people, year, kinds),
            partial(self._ask_to_register, RegistrationRequest(tuple(chosen), year, kinds)),
            self._on_refused,
        )

    def _ask_to_register(self, act: RegistrationRequest, plan: RegistrationPlan) -> None:
        if nothing := nothing_to_write(act, plan):
            self.notice.show_notice(nothing)
            return
        if plan.people == 1 and not (plan.children or plan.ageless):
            self._register(act)
            return
        question = Question(
            f"Đăng ký năm {act.year}",
            registering_question(act, plan),
            "Đăng ký",
            details=registering_details(act, plan),
        )
        self.workspace.ask.confirm(self, question, partial(self._register, act))

    def _register(self, act: RegistrationRequest) -> None:
        people = [row.person for row in act.rows]
        self.workspace.run(
            lambda session: RegistrationService(session).register(people, act.year, act.consent),
            self._on_registered,
            self._on_refused,
            "Đang đăng ký…",
        )

    def _on_withdraw(self) -> None:
        chosen, year = self._chosen(), self.workspace.year
        registered = tuple(row for row in chosen if row.registration is not None)
        if not chosen or year is None:
            return
        if not registered:
            self.notice.show_notice("Không ai trong những người đang chọn đã đăng ký.")
            return
        people = [row.person for row in registered]
        self.workspace.run(
            lambda session: RegistrationService(session).check_withdrawal(people, year),
            lambda _: self._ask_to_withdraw(RegistrationRequest(registered, year)),
            self._on_refused,
        )

    def _ask_to_withdraw(self, act: RegistrationRequest) -> None:
        question = Question(
            f"Rút đăng ký năm {act.year}",
            withdrawing_question(act),
            "Rút đăng ký",
            details=WITHDRAWING_DETAILS,
        )
        withdraw = partial(self._withdraw, act)
        ask = partial(self.workspace.ask.confirm, self, question, withdraw)
        self.workspace.ask_if_unsaved(self, WITHDRAWING, ask)

    def _withdraw(self, act: RegistrationRequest) -> None:
        people = [row.person for row in act.rows]
        self.workspace.run(
            lambda session: RegistrationService(session).withdraw(people, act.year),
            self._on_withdrawn,
            self._on_refused,
            "Đang rút đăng ký…",
        )

    def _on_registered(self, done: Registered) -> None:
        told = f"Đã ghi: {registered_text(done.fresh, done.added, done.kept)}"
        self._on_done(told, registered_act(done))

    def _on_withdrawn(self, done: Withdrawn) -> None:
        told = f"Đã rút đăng ký của {count_text(done.people)} người."
        self._on_done(told, withdrawn_act(done))

    def _on_done(self, told: str, act: DoneAct | None) -> None:
        self.acts.remember(act)
        self.notice.show_notice(told, "good")
        self.use_box.setChecked(False)
        self.post_box.setChecked(False)
        self.workspace.say_saved()

    def _on_answered(self, report: UndoReport) -> None:
        self.notice.show_notice(answered_sentence(report), "good")
        self.table.setFocus()
        self.workspace.say_saved()
        self.read_again()

    def _on_unreadable(self, error: VanHoaError) -> None:
        self.panel.show_refused(error, self.read_again)

    def _on_refused(self, error: VanHoaError) -> None:
        self.notice.show_refusal(error)


def _rows(text: str, year: int, session: Session) -> list[RegistrationRow]:
    people = RosterService(session).search(text, limit=0)
    registrations = OverviewService(session).registrations(year)
    return [RegistrationRow(person, registrations.get(person.id)) for person in people]


def _consent(on: str | None) -> str:
    return date_text(on) if on else ""


def _columns() -> tuple[Column[RegistrationRow], ...]:
    return (
        Column("Họ và tên", lambda row: row.person.full_name, 20, stretches=True),
        Column(
            "Ngày sinh",
            lambda row: birth_text(row.person.birth) if row.person.birth else "",
            10,
            is_spare=True,
        ),
        Column("Đăng ký", lambda row: "Đã đăng ký" if row.registration else "", 10),
        Column(
            "Đồng ý đánh giá",
            lambda row: _consent(row.registration.use_consent_on if row.registration else None),
            14,
        ),
        Column(
            "Đồng ý niêm yết",
            lambda row: _consent(row.registration.post_consent_on if row.registration else None),
            14,
        ),
    )


ENTRY = ScreenEntry(
    "registration", "Đăng ký", 2, at_unit, RegistrationScreen, "Ghi ai tham gia, ai đồng ý niêm yết"
)
