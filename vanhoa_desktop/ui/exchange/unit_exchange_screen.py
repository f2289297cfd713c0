"""«Gửi xã – Nhận kết quả» of a village: one file out, one file in."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from vanhoa_desktop.errors import VanHoaError
from vanhoa_desktop.services.exchange import ExchangeService, MergeReport
from vanhoa_desktop.services.exporting import ExportReport, ExportService, ExportWish
from vanhoa_desktop.services.overview import OverviewService, YearOverview
from vanhoa_desktop.services.session import Session
from vanhoa_desktop.services.workflow import WorkflowReport, WorkflowService
from vanhoa_desktop.texts.numbers import count_text
from vanhoa_desktop.ui.ask import BUNDLES, FileWish, Question
from vanhoa_desktop.ui.exchange.summary import (
    merged_sentence,
    refused_lines,
    submitted_sentence,
    warnings_sentence,
)
from vanhoa_desktop.ui.screens import Screen, ScreenEntry, at_unit
from vanhoa_desktop.ui.widgets.buttons import link_button, plain_button, primary_button
from vanhoa_desktop.ui.widgets.labels import heading, label, quiet, title
from vanhoa_desktop.ui.widgets.panels import centred, column, framed, row, set_content
from vanhoa_desktop.ui.widgets.states import NoticeBar
from vanhoa_desktop.ui.workspace import Workspace

_WIDTH_CHARS = 110


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
        self.folder_button = link_button("Mở thư mục chứa tệp")
        self.folder_button.clicked.connect(self._on_folder)
        self.folder_button.hide()
        self.merge_button = plain_button("Nhận tệp của xã…")
        self.merge_button.clicked.connect(self._on_merge)
        content = QWidget()
        up = column(
            heading("Gửi xã"),
            self.state_label,
            quiet(
                "Phiếu đã chuyển thì thôn không sửa nữa, trừ khi xã trả lại. "
                "Tệp đã ký và khóa, chỉ máy của xã mở được; gửi bằng USB, Zalo hay email."
            ),
            row(self.submit_button, self.save_button, 1, self.folder_button),
        )
        down = column(
            heading("Nhận kết quả của xã"),
            quiet("Chọn tệp xã gửi về (.vhb) để biết ai đã được công nhận."),
            row(self.merge_button, 1),
        )
        body = column(
            title("Gửi xã – Nhận kết quả"), self.notice, self.remark, framed(up), framed(down), 1
        )
        set_content(content, body, 0)
        width = self.fontMetrics().averageCharWidth() * _WIDTH_CHARS
        set_content(self, column(centred(content, width)), 0)

    def read_again(self) -> None:
        """Count what can be sent."""
        year = self.workspace.year
        self.submit_button.setEnabled(year is not None)
        if year is None:
            self.state_label.setText("Xã chưa mở năm đánh giá.")
            return
        self.workspace.run(partial(_overview, year), self._on_overview, self._on_refused)

    def _on_overview(self, overview: YearOverview) -> None:
        ready, sent = count_text(overview.ready), count_text(overview.with_commune)
        line = f"{ready} phiếu đã chấm đủ, sẵn sàng chuyển; {sent} phiếu đã gửi"
        if overview.recognised:
            line += f"; {count_text(overview.recognised)} người đã được công nhận"
        self.state_label.setText(line + ".")

    def _on_submit(self) -> None:
        question = Question(
            "Gửi xã",
            "Chuyển mọi phiếu đã chấm đủ sang «Đã gửi xã» và lưu tệp?",
            "Chuyển và lưu tệp",
            details="Sau đó thôn không sửa các phiếu này nữa, trừ khi xã trả lại.",
        )
        self.workspace.ask.confirm(self, question, self._submit)

    def _submit(self) -> None:
        year = self.workspace.year
        if year is not None:
            self.workspace.run(
                lambda session: WorkflowService(session).submit(year),
                self._on_submitted,
                self._on_refused,
                "Đang chuyển phiếu…",
            )

    def _on_submitted(self, report: WorkflowReport) -> None:
        self.notice.show_notice(submitted_sentence(report), "good")
        self.remark.show_notice(warnings_sentence(report))
        self._on_save_only()

    def _on_save_only(self) -> None:
        name = f"{self.workspace.session.identity.unit_name} gui xa.vhb"
        wish = FileWish("Lưu tệp gửi xã", BUNDLES, name, (".vhb",))
        self.workspace.ask.save_file(self, wish, self._save)

    def _save(self, path: Path) -> None:
        self.workspace.run(
            lambda session: ExportService(session).export(ExportWish(path)),
            partial(self._on_saved, path),
            self._on_refused,
            "Đang lưu tệp…",
        )

    def _on_saved(self, path: Path, report: ExportReport) -> None:
        self._saved = path
        said = (
            f"Đã lưu {path.name} ({count_text(report.changes)} thay đổi). Hãy gửi tệp này cho xã."
        )
        before = self.notice.text()
        is_after_submit = before.startswith("Đã chuyển")
        self.notice.show_notice(f"{before} {said}" if is_after_submit else said, "good")
        self.folder_button.show()

    def _on_folder(self) -> None:
        if self._saved is not None and not self.workspace.ask.show_folder(self._saved.parent):
            self.notice.show_notice(f"Tệp ở: {self._saved}", "good")

    def _on_merge(self) -> None:
        wish = FileWish("Chọn tệp kết quả của xã", BUNDLES)
        self.workspace.ask.open_files(self, wish, self._merge)

    def _merge(self, paths: list[Path]) -> None:
        self.workspace.run_with_progress(
            lambda session, progress: ExchangeService(session).merge(paths, progress),
            self._on_merged,
            self._on_refused,
            "Đang nhận tệp…",
        )

    def _on_merged(self, report: MergeReport) -> None:
        said = merged_sentence(report)
        if said:
            self.notice.show_notice(said, "good")
        else:
            self.notice.clear_notice()
        self.remark.show_notice("\n".join(refused_lines(report)), "bad")
        self.read_again()

    def _on_refused(self, error: VanHoaError) -> None:
        self.notice.show_refusal(error)


def _overview(year: int, session: Session) -> YearOverview:
    return OverviewService(session).year(year)


ENTRY = ScreenEntry(
    "unit-exchange", "Gửi xã", 5, at_unit, UnitExchangeScreen, "Lưu tệp gửi xã, nhận tệp kết quả"
)
