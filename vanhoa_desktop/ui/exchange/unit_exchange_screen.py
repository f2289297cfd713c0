"""«Gửi xã – Nhận kết quả» of a village: one file out, files in, and what became of the sheets."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QFrame, QWidget

from vanhoa_desktop.domain.enums import UnitKind
from vanhoa_desktop.errors import VanHoaError
from vanhoa_desktop.services.appraisal.receipts import Receipt, ReceiptService
from vanhoa_desktop.services.appraisal.returned import ReturnedSheet, returned_sheets
from vanhoa_desktop.services.appraisal.workflow import WorkflowReport, WorkflowService
from vanhoa_desktop.services.devices.enrolment import EnrolmentService
from vanhoa_desktop.services.exchange.exporting import ExportReport, ExportService, ExportWish
from vanhoa_desktop.services.exchange.waiting_list import WaitingList
from vanhoa_desktop.services.office.integrity import IntegrityService
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.post.submitting import SentSheets, SubmittingService
from vanhoa_desktop.services.sheets.overview import OverviewService, YearOverview
from vanhoa_desktop.services.sheets.unscored import unscored_people
from vanhoa_desktop.texts.sentences.exchange import DIFFERS_TEXT, bundle_name
from vanhoa_desktop.texts.words.moments import age_text
from vanhoa_desktop.texts.words.numbers import count_text
from vanhoa_desktop.ui.ask import BUNDLES, FileWish, Question
from vanhoa_desktop.ui.exchange.file_drop import FileDrop
from vanhoa_desktop.ui.exchange.receive_panel import ReceivePanel
from vanhoa_desktop.ui.exchange.state import unchanged_sentence
from vanhoa_desktop.ui.exchange.summary import (
    before_submitting,
    nothing_to_submit_sentence,
    saved_names,
    submitted_sentence,
    unscored_sentence,
    warnings_sentence,
)
from vanhoa_desktop.ui.receipts.state import receipt_sentence
from vanhoa_desktop.ui.screens import Screen, ScreenEntry, at_unit
from vanhoa_desktop.ui.unsaved import SAVING_FILE, SUBMITTING
from vanhoa_desktop.ui.widgets.buttons import link_button, plain_button, primary_button
from vanhoa_desktop.ui.widgets.labels import heading, label, quiet, title
from vanhoa_desktop.ui.widgets.pages import Pages
from vanhoa_desktop.ui.widgets.panels import column, framed, row, scrolling, set_content
from vanhoa_desktop.ui.widgets.states import NoticeBar
from vanhoa_desktop.ui.workspace import Workspace


@dataclass(frozen=True, slots=True)
class UnitStanding:
    """What can be sent, what became of what was sent, and how old the commune's last word is."""

    overview: YearOverview
    receipt: Receipt
    heard: str
    waiting: int
    returned: tuple[ReturnedSheet, ...]
    unscored: tuple[str, ...]
    differs: bool


class UnitExchangeScreen(Screen):
    """Hand over what is complete and save the file; take in the commune's file."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._saved: Path | None = None
        self.notice = NoticeBar()
        self.remark = NoticeBar()
        self.state_label = label("", "strong")
        self.submit_button = primary_button("Chuyển phiếu đã chấm đủ và lưu tệp gửi xã…")
        self.submit_button.clicked.connect(self._on_submit)
        self.save_button = plain_button("Chỉ lưu tệp, chưa chuyển phiếu…")
        self.save_button.clicked.connect(self._on_save_only)
        self.full_box = QCheckBox("Gửi lại tất cả")
        self.full_box.setToolTip("Khi xã báo thiếu tệp trước của thôn.")
        self.folder_button = link_button("Mở thư mục chứa tệp")
        self.folder_button.clicked.connect(self._on_folder)
        self.folder_button.hide()
        self.merge_button = plain_button("Nhận tệp của xã…")
        self.merge_button.clicked.connect(self._on_choose)
        self.heard_label = quiet()
        self.received_button = link_button("Tệp đã nhận, những lần nhập")
        self.received_button.clicked.connect(self._on_received)
        self.receipt_label = label("", "strong")
        self.receipt_button = plain_button("Xem từng người")
        self.receipt_button.clicked.connect(self._on_receipt)
        self.receive_panel = ReceivePanel(workspace)
        self.receive_panel.closed.connect(self._on_receive_closed)
        self.receive_panel.conflicts_wished.connect(self._on_conflicts_wished)
        self.receive_panel.people_wished.connect(self._on_receipt)
        self.drop = FileDrop(self)
        self.drop.files_dropped.connect(self._look)
        self._pages = Pages()
        self._pages.addWidget(self._sending_page())
        self._pages.addWidget(self.receive_panel)
        set_content(self, column(self._pages), 0)

    def _sending_page(self) -> QWidget:
        page, cards = QWidget(), QWidget()
        set_content(cards, column(self._up_card(), self._down_card(), self._receipt_card(), 1), 0)
        head = (title("Gửi xã – Nhận kết quả"), self.notice, self.remark)
        body = column(*head, scrolling(cards))
        body.setStretch(3, 1)
        set_content(page, body)
        return page

    def _up_card(self) -> QFrame:
        return framed(
            column(
                heading("Gửi xã"),
                self.state_label,
                quiet(
                    "Phiếu đã chuyển thì thôn không sửa nữa, trừ khi xã trả lại. "
                    "Tệp đã khóa, chỉ máy của xã mở được; gửi bằng USB, Zalo hay email."
                ),
                row(self.submit_button, 1, self.folder_button),
                row(self.save_button, self.full_box, 1),
            )
        )

    def _down_card(self) -> QFrame:
        head = row(heading("Nhận tệp của xã"), self.heard_label)
        head.setStretch(1, 1)
        hint = quiet("Chọn hoặc kéo thả tệp (.vhb). Xem trước, rồi mới nhận.")
        choosing = row(self.merge_button, hint, self.received_button)
        choosing.setStretch(1, 1)
        return framed(column(head, choosing))

    def _receipt_card(self) -> QFrame:
        reading = row(self.receipt_label, self.receipt_button)
        reading.setStretch(0, 1)
        return framed(column(heading("Xã đã làm gì với phiếu của thôn"), reading))

    def enter(self, subject: object) -> None:
        """Show what can be sent, the keyboard on the next step."""
        super().enter(subject)
        if not self._is_receiving:
            can_submit = self.workspace.year is not None
            (self.submit_button if can_submit else self.merge_button).setFocus()

    def leave(self) -> None:
        """What was taken in has been read; the next visit begins with the screen itself."""
        if self._is_receiving and self.receive_panel.is_taken:
            self._pages.setCurrentIndex(0)

    @property
    def _is_receiving(self) -> bool:
        return self._pages.currentWidget() is self.receive_panel

    def read_again(self) -> None:
        """Count what can be sent; what a file would do is looked at anew too."""
        if self._is_receiving:
            self.receive_panel.look_again()
        year = self.workspace.year
        self.submit_button.setEnabled(year is not None)
        self.receipt_button.setEnabled(year is not None)
        if year is None:
            self.state_label.setText("Xã chưa mở năm đánh giá. Hãy nhận tệp của xã trước.")
            self.receipt_label.setText(receipt_sentence(None))
            return
        self.workspace.read(partial(_standing, year), self._on_standing, self._on_refused)

    def _on_standing(self, found: UnitStanding) -> None:
        overview = found.overview
        ready, sent = count_text(overview.ready), count_text(overview.with_commune)
        line = f"{ready} phiếu đã chấm đủ, sẵn sàng chuyển; {sent} phiếu đã gửi"
        if overview.recognised:
            line += f"; {count_text(overview.recognised)} người đã được công nhận"
        unchanged = unchanged_sentence(found.returned)
        told = (f"{line}.", unscored_sentence(found.unscored), unchanged)
        self.state_label.setText(" ".join(filter(None, told)))
        self.heard_label.setText(f"Tệp gần nhất của xã: {found.heard}.")
        waits = f" ({count_text(found.waiting)})" if found.waiting else ""
        self.received_button.setText(f"Tệp đã nhận, những lần nhập{waits}")
        self.receipt_label.setText(receipt_sentence(found.receipt))
        if found.differs:
            self.remark.show_notice(DIFFERS_TEXT)

    def _on_submit(self) -> None:
        """Say what goes and what is missing, then ask where to; only then anything is done."""
        year = self.workspace.year
        if year is not None:
            self.workspace.run(
                partial(_look_at_submission, year),
                self._on_looked,
                self._on_refused,
            )

    def _on_looked(self, looked: tuple[WorkflowReport, tuple[ReturnedSheet, ...]]) -> None:
        """What was typed last has been answered by now: whether it is saved is known."""
        report, returned = looked
        if not report.moved:
            self.notice.show_notice(nothing_to_submit_sentence(report))
            self.remark.clear_notice()
            return
        ask = partial(self._ask_submit, report, returned)
        self.workspace.ask_if_unsaved(self, SUBMITTING, ask)

    def _ask_submit(self, report: WorkflowReport, returned: tuple[ReturnedSheet, ...]) -> None:
        said = (unchanged_sentence(returned), before_submitting(report))
        question = Question(
            "Gửi xã",
            f"Chuyển {count_text(report.moved)} phiếu đã chấm đủ sang «Đã gửi xã» và lưu tệp?",
            "Chuyển và lưu tệp…",
            details="\n".join(part for part in said if part),
        )
        choose = partial(self._choose_submitted_file, report)
        self.workspace.ask.confirm(self, question, choose)

    def _choose_submitted_file(self, agreed: WorkflowReport) -> None:
        self.workspace.ask.save_file(self, self._file_wish(), partial(self._submit, agreed))

    def _submit(self, agreed: WorkflowReport, path: Path) -> None:
        year = self.workspace.year
        wish = ExportWish(path, is_full=self.full_box.isChecked())
        if year is not None:
            self.workspace.run(
                lambda session: SubmittingService(session).submit_to_file(
                    year, wish, agreed.sheets
                ),
                partial(self._on_submitted, path),
                self._on_refused,
                "Đang lưu tệp và chuyển phiếu…",
            )

    def _on_submitted(self, path: Path, sent: SentSheets) -> None:
        self.notice.show_notice(submitted_sentence(sent.workflow), "good")
        self.remark.show_notice(warnings_sentence(sent.workflow))
        self._on_saved(path, sent.export)

    def _file_wish(self) -> FileWish:
        session = self.workspace.session
        name = bundle_name("Gửi xã", session.identity.unit_name, session.now())
        return FileWish("Lưu tệp gửi xã", BUNDLES, name, (".vhb",))

    def _on_save_only(self) -> None:
        self.notice.clear_notice()
        self.remark.clear_notice()
        self.workspace.ask_if_unsaved(self, SAVING_FILE, self._choose_saved_file)

    def _choose_saved_file(self) -> None:
        self.workspace.ask.save_file(self, self._file_wish(), self._save)

    def _save(self, path: Path) -> None:
        is_full = self.full_box.isChecked()
        self.workspace.run(
            lambda session: ExportService(session).export(ExportWish(path, is_full=is_full)),
            partial(self._on_saved, path),
            self._on_refused,
            "Đang lưu tệp…",
        )

    def _on_saved(self, path: Path, report: ExportReport) -> None:
        self._saved = path
        self.full_box.setChecked(False)
        said = f"Đã lưu {saved_names(report)}. Hãy gửi cho xã."
        before = self.notice.text()
        is_after_submit = before.startswith("Đã chuyển")
        self.notice.show_notice(f"{before} {said}" if is_after_submit else said, "good")
        self.folder_button.show()

    def _on_folder(self) -> None:
        if self._saved is not None and not self.workspace.ask.show_folder(self._saved.parent):
            self.notice.show_notice(f"Tệp ở: {self._saved}", "good")

    def _on_choose(self) -> None:
        wish = FileWish("Chọn tệp kết quả của xã", BUNDLES)
        self.workspace.ask.open_files(self, wish, self._look)

    def _look(self, paths: list[Path]) -> None:
        self.notice.clear_notice()
        self.remark.clear_notice()
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

    def _on_receipt(self) -> None:
        self._pages.setCurrentIndex(0)
        self.screen_requested.emit("receipt", None)

    def _on_refused(self, error: VanHoaError) -> None:
        self.notice.show_refusal(error)


def _standing(year: int, session: Session) -> UnitStanding:
    with session.database.reading() as reading:
        unscored = unscored_people(reading, year, session.identity.unit_id)
    of_commune = [
        device.heard_at
        for device in EnrolmentService(session).devices()
        if device.role is UnitKind.COMMUNE and device.heard_at is not None
    ]
    return UnitStanding(
        overview=OverviewService(session).year(year),
        receipt=ReceiptService(session).receipt(year),
        heard=age_text(max(of_commune, default=None), session.now()),
        waiting=len(WaitingList(session).files()),
        returned=returned_sheets(session, year),
        unscored=unscored,
        differs=IntegrityService(session).differs(),
    )


def _look_at_submission(
    year: int, session: Session
) -> tuple[WorkflowReport, tuple[ReturnedSheet, ...]]:
    return WorkflowService(session).look_at_submission(year), returned_sheets(session, year)


ENTRY = ScreenEntry(
    "unit-exchange", "Gửi xã", 5, at_unit, UnitExchangeScreen, "Lưu tệp gửi xã, nhận tệp kết quả"
)
