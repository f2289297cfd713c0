"""The first screen: five numbered doors in the order of the year, the next step lit."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget
from typing_extensions import override

from vanhoa_desktop.domain.enums import LearningModel
from vanhoa_desktop.errors import VanHoaError
from vanhoa_desktop.services.appraisal.returned import ReturnedSheet, returned_sheets
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.review.conflicts import ConflictService
from vanhoa_desktop.services.sheets.overview import OverviewService
from vanhoa_desktop.texts.sentences.holding import returned_text
from vanhoa_desktop.ui.home.doors_text import (
    commune_doors,
    conflicts_sentence,
    gone_sentence,
    greeting,
    next_commune_door,
    next_unit_door,
    unit_doors,
)
from vanhoa_desktop.ui.rebuilding.rebuilding_bar import RebuildingBar
from vanhoa_desktop.ui.screens import Screen, ScreenEntry
from vanhoa_desktop.ui.style.appearance import mark
from vanhoa_desktop.ui.style.sizes import EDGE, GAP, GAP_LARGE
from vanhoa_desktop.ui.widgets.buttons import plain_button
from vanhoa_desktop.ui.widgets.labels import label, title
from vanhoa_desktop.ui.widgets.panels import centred, column, row, scrolling, set_content
from vanhoa_desktop.ui.widgets.states import NoticeBar
from vanhoa_desktop.ui.workspace import Workspace

_WIDTH_CHARS = 110


@dataclass(frozen=True, slots=True)
class HomeFigures:
    """A line for each door, the door of the next step, and what is told above the doors."""

    lines: dict[str, str]
    next_door: str
    returned: tuple[ReturnedSheet, ...]
    gone: str
    conflicts: str


class Door(QPushButton):
    """A big button: number, title, hint, and where the work behind it stands."""

    def __init__(self, entry: ScreenEntry) -> None:
        super().__init__()
        self.entry = entry
        self.setAccessibleName(f"{entry.order}. {entry.title}")
        # Without this, Qt lets Enter pass by a button that has the keyboard.
        self.setAutoDefault(True)
        self.number_label = label(str(entry.order), "door-number", wraps=False)
        self.state_label = label("", "quiet")
        words = column(
            label(entry.title, "heading", wraps=False), label(entry.hint, "small"), gap=2
        )
        layout = QHBoxLayout(self)
        layout.setContentsMargins(EDGE, GAP, EDGE, GAP)
        layout.setSpacing(GAP_LARGE)
        layout.addWidget(self.number_label)
        said = row(words, self.state_label, gap=GAP_LARGE)
        said.setStretch(0, 1)
        layout.addLayout(said, 1)
        for child in (self.number_label, self.state_label):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        room = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        room.setHeightForWidth(True)
        self.setSizePolicy(room)
        self._fit()
        self.show_state("", is_next=False)

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Other letters, another height."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    @override
    def hasHeightForWidth(self) -> bool:
        """A button of Qt has one line; this one has words that go over more."""
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        """What its words need."""
        layout = self.layout()
        needed = 0 if layout is None else layout.totalHeightForWidth(width)
        return max(needed, self.minimumHeight())

    def _fit(self) -> None:
        self.setMinimumHeight(self.fontMetrics().height() * 3)

    def show_state(self, line: str, *, is_next: bool) -> None:
        """Where the work stands, and whether this is the next step."""
        self.state_label.setText(line)
        self.updateGeometry()
        mark(self, "next-door" if is_next else "door")


class HomeScreen(Screen):
    """Doors with their state."""

    def __init__(self, workspace: Workspace, entries: Sequence[ScreenEntry]) -> None:
        super().__init__(workspace)
        self.title_label = title("")
        self.notice = NoticeBar()
        self.returned_notice = NoticeBar(lasts=True)
        self.gone_notice = NoticeBar(lasts=True)
        self.rebuilding_bar = RebuildingBar(workspace)
        self.rebuilding_bar.shown.connect(self._on_rebuilding)
        self.returned_button = plain_button("Mở phiếu xã trả lại")
        self.returned_button.clicked.connect(self._on_returned)
        self.returned_button.hide()
        self.conflicts_notice = NoticeBar(lasts=True)
        self.conflicts_button = plain_button("Xem số liệu chưa khớp ▶")
        self.conflicts_button.clicked.connect(
            partial(self.screen_requested.emit, "conflicts", None)
        )
        self.conflicts_button.hide()
        self._returned: tuple[ReturnedSheet, ...] = ()
        self.doors = {entry.id: Door(entry) for entry in entries}
        for screen_id, door in self.doors.items():
            door.clicked.connect(partial(self.screen_requested.emit, screen_id, None))
        content = QWidget()
        notices = (self.notice, self.returned_notice, row(self.returned_button, 1))
        conflicts = (self.conflicts_notice, row(self.conflicts_button, 1))
        head = (self.title_label, self.rebuilding_bar, *notices, *conflicts, self.gone_notice)
        set_content(content, column(*head, *self.doors.values(), 1), 0)
        self.area = scrolling(centred(content, _WIDTH_CHARS))
        set_content(self, column(self.area), 0)

    def read_again(self) -> None:
        """Count anew."""
        identity = self.workspace.session.identity
        year = self.workspace.year
        is_second = identity.is_commune and not identity.is_office
        said = greeting(identity.officer, identity.unit_name, year, is_second=is_second)
        self.title_label.setText(said)
        self.rebuilding_bar.read_again()
        if year is None:
            self._returned = ()
            self._show_returned()
            self.gone_notice.clear_notice()
            self._show_conflicts("")
            self._show_no_year(is_commune=identity.is_commune)
            return
        self.workspace.read(partial(_counted, year), self._on_counted, self._on_refused)

    def _on_rebuilding(self, is_awaiting: bool) -> None:
        """Year and units come back with the files that are awaited: nothing is made anew."""
        if is_awaiting and self.workspace.year is None:
            self._show_no_year(is_commune=True)

    def _show_no_year(self, *, is_commune: bool) -> None:
        if is_commune and self.rebuilding_bar.is_awaiting:
            self.notice.clear_notice()
            self._light("commune-exchange", {})
        elif is_commune:
            self.notice.show_notice("Chưa mở năm đánh giá. Hãy vào «Thôn và máy» để mở năm.")
            self._light("devices", {})
        else:
            self.notice.show_notice("Xã chưa mở năm đánh giá. Hãy nhận tệp của xã khi có.")
            self._light("unit-exchange", {})

    def _on_counted(self, counted: HomeFigures) -> None:
        self._returned = counted.returned
        self._show_returned()
        self._show_conflicts(counted.conflicts)
        self.gone_notice.show_notice(counted.gone)
        self.notice.clear_notice()
        self._light(counted.next_door, counted.lines)

    def _show_returned(self) -> None:
        told = [(sheet.subject, sheet.reason) for sheet in self._returned]
        self.returned_notice.show_notice(returned_text(told))
        self.returned_button.setVisible(bool(told))

    def _show_conflicts(self, said: str) -> None:
        self.conflicts_notice.show_notice(said)
        self.conflicts_button.setVisible(bool(said))

    def _on_returned(self) -> None:
        """To the first sheet of a person; those of families and others are in their own list."""
        for sheet in self._returned:
            if sheet.model is LearningModel.CITIZEN:
                self.screen_requested.emit("scoring", sheet.person)
                return
        self.screen_requested.emit("models", None)

    def _on_refused(self, error: VanHoaError) -> None:
        self.notice.show_refusal(error)

    def _light(self, next_door: str, lines: dict[str, str]) -> None:
        for screen_id, door in self.doors.items():
            door.show_state(lines.get(screen_id, ""), is_next=screen_id == next_door)
        if next_door in self.doors:
            self.doors[next_door].setFocus()


def _counted(year: int, session: Session) -> HomeFigures:
    service = OverviewService(session)
    overview = service.year(year)
    gone = gone_sentence(overview)
    conflicts = conflicts_sentence(ConflictService(session).count())
    if not session.identity.is_commune:
        returned = returned_sheets(session, year)
        return HomeFigures(
            unit_doors(overview), next_unit_door(overview), returned, gone, conflicts
        )
    units = service.units(year)
    lines, next_door = commune_doors(overview, units), next_commune_door(overview, units)
    return HomeFigures(lines, next_door, (), gone, conflicts)
