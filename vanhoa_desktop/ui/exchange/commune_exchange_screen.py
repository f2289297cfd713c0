"""The commune takes in the villages' files and saves each village its results."""

from functools import partial
from pathlib import Path

from vanhoa_desktop.errors import VanHoaError
from vanhoa_desktop.services.exchange import ExchangeService, MergeReport
from vanhoa_desktop.services.exporting import ExportReport, ExportService, ExportWish
from vanhoa_desktop.services.overview import OverviewService, UnitYear
from vanhoa_desktop.services.session import Session
from vanhoa_desktop.texts.numbers import count_text
from vanhoa_desktop.ui.ask import BUNDLES, FileWish
from vanhoa_desktop.ui.exchange.summary import merged_sentence, refused_lines
from vanhoa_desktop.ui.screens import Screen, ScreenEntry, at_commune
from vanhoa_desktop.ui.widgets.buttons import plain_button, primary_button
from vanhoa_desktop.ui.widgets.labels import quiet, title
from vanhoa_desktop.ui.widgets.panels import column, row, set_content
from vanhoa_desktop.ui.widgets.states import NoticeBar, StatePanel
from vanhoa_desktop.ui.widgets.tables import Column, RowsModel, TableView
from vanhoa_desktop.ui.workspace import Workspace


class CommuneExchangeScreen(Screen):
    """Where every village stands; files in, files out."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.notice = NoticeBar()
        self.remark = NoticeBar()
        self.merge_button = primary_button("Nhận tệp của thôn…")
        self.merge_button.clicked.connect(self._on_merge)
        self.send_button = plain_button("Lưu tệp kết quả cho thôn đang chọn…")
        self.send_button.clicked.connect(self._on_send)
        self.model = RowsModel[UnitYear](_columns(), self)
        self.table = TableView("Các thôn, đơn vị")
        self.table.setModel(self.model)
        self.panel = StatePanel(self.table)
        hint = quiet("Chọn được nhiều tệp một lần; tệp hỏng, tệp lạ bị từ chối.", wraps=False)
        set_content(
            self,
            column(
                title("Nhận tệp của thôn – Gửi kết quả"),
                self.notice,
                self.remark,
                row(self.merge_button, hint, 1),
                self.panel,
                row(1, self.send_button),
            ),
        )

    def read_again(self) -> None:
        """Count every unit's sheets."""
        year = self.workspace.year
        if year is None:
            self.panel.show_empty("Chưa mở năm đánh giá.", "Hãy vào «Thôn và máy» để mở năm.")
            return
        self.panel.show_loading()
        self.workspace.run(partial(_units, year), self._on_units, self._on_refused)

    def _on_units(self, units: list[UnitYear]) -> None:
        chosen = self.table.chosen_row()
        self.model.set_rows(units)
        self.send_button.setEnabled(bool(units))
        if units:
            self.panel.show_content()
            self.table.choose_row(chosen or 0)
        else:
            self.panel.show_empty("Chưa có thôn nào.", "Hãy vào «Thôn và máy» để thêm thôn.")

    def _on_merge(self) -> None:
        wish = FileWish("Chọn tệp các thôn gửi lên", BUNDLES)
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

    def _on_send(self) -> None:
        number = self.table.chosen_row()
        if number is None:
            self.notice.show_notice("Hãy chọn một thôn trong bảng.")
            return
        unit = self.model.rows[number].unit
        wish = FileWish("Lưu tệp kết quả", BUNDLES, f"Ket qua {unit.name}.vhb", (".vhb",))
        self.workspace.ask.save_file(self, wish, partial(self._send, unit.id, unit.name))

    def _send(self, unit: str, name: str, path: Path) -> None:
        def saved(report: ExportReport) -> None:
            changes = count_text(report.changes)
            said = f"Đã lưu {path.name} cho {name} ({changes} thay đổi). Hãy gửi cho thôn."
            self.notice.show_notice(said, "good")

        self.workspace.run(
            lambda session: ExportService(session).export(ExportWish(path, unit)),
            saved,
            self._on_refused,
            "Đang lưu tệp…",
        )

    def _on_refused(self, error: VanHoaError) -> None:
        self.notice.show_refusal(error)


def _units(year: int, session: Session) -> list[UnitYear]:
    return OverviewService(session).units(year)


def _columns() -> tuple[Column[UnitYear], ...]:
    def count(title_text: str, number: str) -> Column[UnitYear]:
        return Column(
            title_text,
            lambda row: count_text(int(getattr(row, number))),
            max(8, len(title_text)),
            is_number=True,
        )

    return (
        Column("Thôn, đơn vị", lambda row: row.unit.name, 20, stretches=True),
        count("Nhân khẩu", "people"),
        count("Thôn đang giữ", "with_unit"),
        count("Chờ thẩm định", "waiting"),
        count("Đã thẩm định", "appraised"),
        count("Đã công nhận", "recognised"),
    )


ENTRY = ScreenEntry(
    "commune-exchange",
    "Nhận tệp",
    3,
    at_commune,
    CommuneExchangeScreen,
    "Gộp tệp các thôn, gửi kết quả về thôn",
)
