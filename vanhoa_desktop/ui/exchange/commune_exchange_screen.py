"""The commune takes in the villages' files and saves each village its results."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QWidget

from vanhoa_desktop.errors import VanHoaError
from vanhoa_desktop.services.devices.enrolment import EnrolmentService
from vanhoa_desktop.services.exchange.exporting import ExportReport, ExportService, ExportWish
from vanhoa_desktop.services.exchange.waiting_list import WaitingList
from vanhoa_desktop.services.office.integrity import IntegrityService
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.people.wishes import AssessingWish, WishService
from vanhoa_desktop.services.sheets.overview import OverviewService, UnitYear
from vanhoa_desktop.texts.sentences.exchange import (
    ROOT_KEY_MISSING_TEXT,
    bundle_name,
    differing_units_text,
    unbelieved_text,
    wishes_text,
)
from vanhoa_desktop.texts.sentences.rebuilding import SENT_NEXT
from vanhoa_desktop.texts.words.moments import age_text
from vanhoa_desktop.texts.words.numbers import count_text
from vanhoa_desktop.ui.ask import BUNDLES, FileWish
from vanhoa_desktop.ui.exchange.file_drop import FileDrop
from vanhoa_desktop.ui.exchange.receive_panel import ReceivePanel
from vanhoa_desktop.ui.exchange.summary import saved_names
from vanhoa_desktop.ui.exchange.wishes_dialog import WishesDialog
from vanhoa_desktop.ui.no_year import show_no_year
from vanhoa_desktop.ui.rebuilding.rebuilding_bar import RebuildingBar
from vanhoa_desktop.ui.screens import Screen, ScreenEntry, at_commune
from vanhoa_desktop.ui.style.appearance import mark
from vanhoa_desktop.ui.widgets.buttons import link_button, plain_button, primary_button
from vanhoa_desktop.ui.widgets.labels import label, quiet, title
from vanhoa_desktop.ui.widgets.pages import Pages
from vanhoa_desktop.ui.widgets.panels import column, row, set_content
from vanhoa_desktop.ui.widgets.states import NoticeBar, StatePanel
from vanhoa_desktop.ui.widgets.tables import Column, RowsModel, TableView
from vanhoa_desktop.ui.workspace import Workspace


@dataclass(frozen=True, slots=True)
class UnitRow:
    """Where a unit stands, and how old its last file is."""

    standing: UnitYear
    age: str


@dataclass(frozen=True, slots=True)
class ExchangeOverview:
    """All units, how many files wait, which units hold something else, and no root key here."""

    units: tuple[UnitRow, ...]
    waiting: int
    differing: tuple[str, ...]
    unbelieved: tuple[str, ...]
    wishes: tuple[AssessingWish, ...]
    lacks_root: bool


class CommuneExchangeScreen(Screen):
    """Where every village stands; files in (looked at before they are taken), files out."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._saved: Path | None = None
        self._wishes: tuple[AssessingWish, ...] = ()
        self.dialog: WishesDialog | None = None
        self.notice = NoticeBar()
        self.rebuilding_bar = RebuildingBar(workspace, is_short=True)
        self.rebuilding_bar.shown.connect(self._on_rebuilding)
        self.merge_button = primary_button("Nhận tệp của thôn…")
        self.merge_button.clicked.connect(self._on_choose)
        self.received_button = link_button("Tệp đã nhận, những lần nhập")
        self.received_button.clicked.connect(self._on_received)
        self.full_box = QCheckBox("Gửi lại tất cả")
        self.full_box.setToolTip("Khi thôn báo thiếu tệp trước, hoặc máy thôn phải cài lại.")
        self.folder_button = link_button("Mở thư mục chứa tệp")
        self.folder_button.clicked.connect(self._on_folder)
        self.folder_button.hide()
        self.send_button = plain_button("Lưu tệp kết quả cho thôn đang chọn…")
        self.send_button.clicked.connect(self._on_send)
        self.send_button.setEnabled(False)
        self.differs_label = label("", "warn")
        self.differs_label.hide()
        self.wishes_button = plain_button("")
        self.wishes_button.clicked.connect(self._on_wishes)
        self.wishes_button.hide()
        self.root_label = label(ROOT_KEY_MISSING_TEXT, "warn")
        self.root_label.hide()
        self.model = RowsModel[UnitRow](_columns(), self)
        self.table = TableView("Các thôn, đơn vị")
        self.table.setModel(self.model)
        self.table.row_chosen.connect(self.notice.hear)
        self.panel = StatePanel(self.table)
        self.receive_panel = ReceivePanel(workspace)
        self.receive_panel.closed.connect(self._on_receive_closed)
        self.receive_panel.conflicts_wished.connect(self._on_conflicts_wished)
        self.drop = FileDrop(self)
        self.drop.files_dropped.connect(self._look)
        self._pages = Pages()
        self._pages.addWidget(self._units_page())
        self._pages.addWidget(self.receive_panel)
        set_content(self, column(self._pages), 0)

    def _units_page(self) -> QWidget:
        page = QWidget()
        set_content(
            page,
            column(
                title("Nhận tệp của thôn – Gửi kết quả"),
                self.rebuilding_bar,
                self.notice,
                self.differs_label,
                self.root_label,
                row(self.merge_button, self.wishes_button, 1, self.received_button),
                quiet("Chọn hoặc kéo thả nhiều tệp một lần. Xem trước, rồi mới nhận."),
                self.panel,
                row(self.folder_button, 1, self.full_box, self.send_button),
            ),
        )
        return page

    def enter(self, subject: object) -> None:
        """Show the units, the keyboard on the next step."""
        super().enter(subject)
        if not self._is_receiving:
            self.merge_button.setFocus()

    def leave(self) -> None:
        """What was taken in has been read; the next visit begins with the screen itself."""
        if self._is_receiving and self.receive_panel.is_taken:
            self._pages.setCurrentIndex(0)

    @property
    def _is_receiving(self) -> bool:
        return self._pages.currentWidget() is self.receive_panel

    def read_again(self) -> None:
        """Count every unit's sheets; what a file would do is looked at anew too."""
        if self._is_receiving:
            self.receive_panel.look_again()
        self.rebuilding_bar.read_again()
        year = self.workspace.year
        if year is None:
            # The bar tells whether it comes back with the files of the villages.
            return
        self.panel.show_loading()
        self.workspace.read(partial(_standing, year), self._on_units, self._on_refused)

    def _on_rebuilding(self, _is_awaiting: bool) -> None:
        if self.workspace.year is None:
            self._show_no_year()

    def _show_no_year(self) -> None:
        """Where the year comes back with the files that are awaited, nobody opens it anew."""
        is_awaiting = self.rebuilding_bar.is_awaiting
        mark(self.merge_button, "primary" if is_awaiting else "")
        if is_awaiting:
            self.panel.show_empty("Chưa có lại số liệu của thôn nào.", SENT_NEXT)
        else:
            show_no_year(self, self.panel)

    def _on_units(self, found: ExchangeOverview) -> None:
        chosen = self.table.chosen_row()
        self.model.set_rows(found.units)
        self.send_button.setEnabled(bool(found.units))
        waits = f" ({count_text(found.waiting)})" if found.waiting else ""
        self.received_button.setText(f"Tệp đã nhận, những lần nhập{waits}")
        said = (
            differing_units_text(found.differing),
            unbelieved_text(found.unbelieved),
            wishes_text([(w.full_name, w.home, w.elsewhere) for w in found.wishes]),
        )
        self._wishes = found.wishes
        self.wishes_button.setVisible(bool(found.wishes))
        self.wishes_button.setText(f"Trả lời {count_text(len(found.wishes))} người xin…")
        self.differs_label.setText("\n".join(filter(None, said)))
        self.differs_label.setVisible(any(said))
        self.root_label.setVisible(found.lacks_root)
        mark(self.merge_button, "primary" if found.units else "")
        if found.units:
            self.panel.show_content()
            self.table.choose_row(chosen or 0)
        else:
            self.panel.show_empty(
                "Chưa có thôn nào.",
                "Thêm thôn ở «Thôn và máy».",
                "Đến «Thôn và máy» ▶",
                partial(self.screen_requested.emit, "devices", None),
            )

    def _on_choose(self) -> None:
        wish = FileWish("Chọn tệp các thôn gửi lên", BUNDLES)
        self.workspace.ask.open_files(self, wish, self._look)

    def _look(self, paths: list[Path]) -> None:
        self.notice.clear_notice()
        self._pages.setCurrentWidget(self.receive_panel)
        self.receive_panel.look(paths)

    def _on_receive_closed(self) -> None:
        self._pages.setCurrentIndex(0)
        self.merge_button.setFocus()
        self.read_again()

    def _on_conflicts_wished(self) -> None:
        self._pages.setCurrentIndex(0)
        self.screen_requested.emit("conflicts", None)

    def _on_received(self) -> None:
        self.screen_requested.emit("received", None)

    def _on_wishes(self) -> None:
        self.dialog = WishesDialog(self.workspace, self, self._wishes)
        self.dialog.answered.connect(lambda said: self.notice.show_notice(said, "good"))
        self.dialog.open()

    def _on_send(self) -> None:
        number = self.table.chosen_row()
        if number is None:
            self.notice.show_wish("Hãy chọn một thôn trong bảng.")
            return
        unit = self.model.rows[number].standing.unit
        name = bundle_name("Kết quả", unit.name, self.workspace.session.now())
        wish = FileWish("Lưu tệp kết quả", BUNDLES, name, (".vhb",))
        self.workspace.ask.save_file(self, wish, partial(self._send, unit.id, unit.name))

    def _send(self, unit: str, name: str, path: Path) -> None:
        is_full = self.full_box.isChecked()

        def saved(report: ExportReport) -> None:
            self._saved = path
            said = f"Đã lưu {saved_names(report)} cho {name}. Hãy gửi cho thôn."
            self.notice.show_notice(said, "good")
            self.folder_button.show()
            self.full_box.setChecked(False)

        self.workspace.run(
            lambda session: ExportService(session).export(ExportWish(path, unit, is_full)),
            saved,
            self._on_refused,
            "Đang lưu tệp…",
        )

    def _on_folder(self) -> None:
        if self._saved is not None and not self.workspace.ask.show_folder(self._saved.parent):
            self.notice.show_notice(f"Tệp ở: {self._saved}", "good")

    def _on_refused(self, error: VanHoaError) -> None:
        self.notice.show_refusal(error)


def _standing(year: int, session: Session) -> ExchangeOverview:
    heard: dict[str, str] = {}
    for device in EnrolmentService(session).devices():
        if device.unit_id is not None and device.heard_at is not None:
            heard[device.unit_id] = max(device.heard_at, heard.get(device.unit_id, ""))
    now = session.now()
    units = tuple(
        UnitRow(standing, age_text(heard.get(standing.unit.id), now))
        for standing in OverviewService(session).units(year)
    )
    integrity = IntegrityService(session)
    differing = tuple(integrity.differing_units())
    unbelieved = tuple(integrity.unbelieved_units())
    waiting = len(WaitingList(session).files())
    wishes = tuple(WishService(session).wishes())
    return ExchangeOverview(
        units, waiting, differing, unbelieved, wishes, integrity.lacks_root_key()
    )


def _columns() -> tuple[Column[UnitRow], ...]:
    def count(title_text: str, number: str) -> Column[UnitRow]:
        # A heading of two lines is narrow: where letters are large, every count has its place.
        return Column(
            title_text,
            lambda item: count_text(int(getattr(item.standing, number))),
            4,
            is_number=True,
        )

    return (
        Column("Thôn, đơn vị", lambda item: item.standing.unit.name, 14, stretches=True),
        Column("Tệp gần nhất", lambda item: item.age, 16, is_spare=True),
        count("Thôn\nđang giữ", "with_unit"),
        count("Chờ\nthẩm định", "waiting"),
        count("Đã\nthẩm định", "appraised"),
        count("Đã\ncông nhận", "recognised"),
    )


ENTRY = ScreenEntry(
    "commune-exchange",
    "Nhận tệp",
    3,
    at_commune,
    CommuneExchangeScreen,
    "Gộp tệp các thôn, gửi kết quả về thôn",
)
