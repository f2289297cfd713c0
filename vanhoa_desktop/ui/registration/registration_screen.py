"""Registering people for the year, with the two consents of the form; neither is ever assumed."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QAbstractItemView, QCheckBox, QFrame

from vanhoa_desktop.domain.assessments import Registration
from vanhoa_desktop.domain.enums import ConsentKind
from vanhoa_desktop.domain.people import Person
from vanhoa_desktop.errors import VanHoaError
from vanhoa_desktop.services.overview import OverviewService
from vanhoa_desktop.services.registrations import Consent, RegistrationService
from vanhoa_desktop.services.roster import RosterService
from vanhoa_desktop.services.session import Session
from vanhoa_desktop.texts.dates import birth_text, date_text
from vanhoa_desktop.texts.numbers import count_text
from vanhoa_desktop.ui.no_year import show_no_year
from vanhoa_desktop.ui.screens import Screen, ScreenEntry, at_unit
from vanhoa_desktop.ui.widgets.buttons import plain_button, primary_button
from vanhoa_desktop.ui.widgets.labels import quiet, title
from vanhoa_desktop.ui.widgets.panels import column, framed, row, set_content
from vanhoa_desktop.ui.widgets.search_field import SearchField
from vanhoa_desktop.ui.widgets.states import NoticeBar, StatePanel
from vanhoa_desktop.ui.widgets.tables import Column, RowsModel, TableView
from vanhoa_desktop.ui.workspace import Workspace


@dataclass(frozen=True, slots=True)
class RegistrationRow:
    """A person and the registration of the year, if there is one."""

    person: Person
    registration: Registration | None


class RegistrationScreen(Screen):
    """Choose people, tick what they agreed to on paper, register."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.notice = NoticeBar()
        self.count_label = quiet(wraps=False)
        self.search_field = SearchField("Tìm tên (không cần dấu)")
        self.search_field.search_changed.connect(self._on_search)
        self.model = RowsModel[RegistrationRow](_columns(), self)
        self.table = TableView("Đăng ký của từng người")
        self.table.setModel(self.model)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.panel = StatePanel(self.table)
        self.use_box = QCheckBox("Đã ký đồng ý cho đánh giá")
        self.post_box = QCheckBox("Đã ký đồng ý niêm yết tên")
        self.all_button = plain_button("Chọn tất cả")
        self.all_button.clicked.connect(self.table.selectAll)
        self.register_button = primary_button("Đăng ký những người đang chọn")
        self.register_button.clicked.connect(self._on_register)
        self.search_field.leads_to(self.table)
        consents = self._consents()
        set_content(
            self,
            column(
                title("Đăng ký trong năm"),
                self.notice,
                row(self.search_field, self.count_label, 1),
                self.panel,
                consents,
            ),
        )

    def _consents(self) -> QFrame:
        hint = quiet("Chọn thêm người: Shift+↓ hoặc Ctrl+bấm chuột.")
        buttons = row(self.all_button, hint, self.register_button)
        buttons.setStretch(1, 1)
        return framed(column(row(self.use_box, self.post_box, 1), buttons))

    def enter(self, subject: object) -> None:
        """The list, with the search field ready."""
        super().enter(subject)
        self.search_field.setFocus()

    def read_again(self) -> None:
        """Read people and registrations."""
        self._on_search(self.search_field.text())

    def _on_search(self, text: str) -> None:
        year = self.workspace.year
        self.register_button.setEnabled(year is not None)
        if year is None:
            show_no_year(self, self.panel)
            return
        self.panel.show_loading()
        self.workspace.run(partial(_rows, text, year), self._on_rows, self._on_unreadable)

    def _on_rows(self, rows: list[RegistrationRow]) -> None:
        self.model.set_rows(rows)
        registered = sum(row.registration is not None for row in rows)
        people = count_text(len(rows))
        self.count_label.setText(f"{count_text(registered)} đã đăng ký / {people}")
        self.register_button.setEnabled(bool(rows))
        if rows:
            self.panel.show_content()
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

    def _on_register(self) -> None:
        chosen = sorted({index.row() for index in self.table.selectedIndexes()})
        people = [self.model.rows[number].person for number in chosen]
        year = self.workspace.year
        if not people or year is None:
            self.notice.show_notice("Hãy chọn ít nhất một người trong danh sách.")
            return
        ticked = ((ConsentKind.USE, self.use_box), (ConsentKind.POST, self.post_box))
        consent = Consent(frozenset(kind for kind, box in ticked if box.isChecked()))
        self.workspace.run(
            lambda session: RegistrationService(session).register(people, year, consent),
            self._on_registered,
            self._on_refused,
            "Đang đăng ký…",
        )

    def _on_registered(self, registered: int) -> None:
        self.notice.show_notice(f"Đã đăng ký hoặc cập nhật {count_text(registered)} người.", "good")
        self.workspace.say_saved()

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
