"""What the commune took back of a village's work is told where the village sees its own acts."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from tests.builders.offices import NGOC_BAN, Office, Offices
from tests.builders.refusals import refusal
from tests.builders.spreadsheets import write_xlsx
from tests.builders.ui import Driver
from vanhoa_desktop.domain.enums import ActKind
from vanhoa_desktop.errors import ErrorCode
from vanhoa_desktop.services.exchange.exchange import ExchangeService
from vanhoa_desktop.services.exchange.exporting import ExportService, ExportWish
from vanhoa_desktop.services.people.person_entry import PersonService
from vanhoa_desktop.services.review.acts_taken_back import TakenBackShare
from vanhoa_desktop.services.review.undo import ListedAct, UndoService
from vanhoa_desktop.services.rows.roster import RosterImport, RosterService
from vanhoa_desktop.ui.devices.devices_screen import DevicesScreen
from vanhoa_desktop.ui.exchange.commune_exchange_screen import CommuneExchangeScreen
from vanhoa_desktop.ui.people.people_screen import PeopleScreen
from vanhoa_desktop.ui.received.received_screen import ReceivedScreen

Open = Callable[[Office], Driver]
ROWS = [("STT", "Họ và tên", "Năm sinh"), (1, "Vũ Thị Mới", 1970), (2, "Lê Văn Tư", 1961)]


class Post:
    """Carries files between a village and the commune."""

    def __init__(self, offices: Offices, folder: Path) -> None:
        self.village, self.commune = offices.villages[0], offices.commune
        self._folder = folder
        self._number = 0

    def up(self) -> None:
        """The village's file is merged at the commune."""
        self._number += 1
        file = self.village.export(self._folder / f"up{self._number}.vhb")
        assert not self.commune.merge(file).refused

    def down(self) -> None:
        """The commune's file is merged at the village."""
        self._number += 1
        file = self.commune.export(self._folder / f"down{self._number}.vhb", NGOC_BAN)
        assert not self.village.merge(file).refused


@pytest.fixture
def post(offices: Offices, tmp_path: Path) -> Post:
    """The village brought in a list and added somebody by hand, and sent both."""
    carrier = Post(offices, tmp_path)
    with carrier.village.open() as session:
        RosterService(session).import_file(RosterImport(write_xlsx(tmp_path / "ds.xlsx", ROWS)))
        PersonService(session).add({"full_name": "Đỗ Thị Thêm", "birth": "1955"})
    carrier.up()
    return carrier


def acts(office: Office) -> list[ListedAct]:
    with office.open(writing=False) as session:
        return UndoService(session).acts()


def act_of(office: Office, kind: ActKind) -> ListedAct:
    return next(act for act in acts(office) if act.kind is kind)


def answer(office: Office, kind: ActKind, *, is_redo: bool = False, number: int = 0) -> None:
    """Undo or redo the act of a kind, the newest first."""
    act = [act for act in acts(office) if act.kind is kind][number]
    with office.open() as session:
        service = UndoService(session)
        (service.redo if is_redo else service.undo)(kind, act.id)


def names(office: Office) -> set[str]:
    with office.open(writing=False) as session:
        return {person.full_name for person in RosterService(session).search("")}


def test_an_import_that_the_commune_undid_is_not_said_to_count(post: Post, opened: Open) -> None:
    answer(post.commune, ActKind.BUNDLE)
    post.down()
    assert names(post.village) == set()
    village = opened(post.village)
    screen = village.go("received", ReceivedScreen)
    rows = {row.what: row for row in screen.model.rows}
    assert {rows[what].status for what in ("Bảng tính", "Thêm người")} == {"○ Xã đã hoàn tác"}
    assert rows["Tệp của xã"].status == "✔ Đã nhận"
    for number in (n for n, row in enumerate(screen.model.rows) if row.what != "Tệp của xã"):
        screen.table.choose_row(number)
        assert "Xã đã hoàn tác tệp có lần này, nên không còn tính." in screen.story_label.text()
        assert "hãy đề nghị xã làm lại" in screen.story_label.text()
        assert not screen.undo_button.isEnabled()
        village.press(Qt.Key.Key_Z, screen.table, Qt.KeyboardModifier.ControlModifier)
        assert village.ask.asked == []


def test_when_the_commune_brings_it_in_again_it_counts_and_can_be_undone(post: Post) -> None:
    answer(post.commune, ActKind.BUNDLE)
    post.down()
    answer(post.commune, ActKind.BUNDLE, is_redo=True)
    post.down()
    assert len(names(post.village)) == 3
    assert {act.taken_back for act in acts(post.village)} == {TakenBackShare.NONE}
    answer(post.village, ActKind.IMPORT)
    assert names(post.village) == {"Đỗ Thị Thêm"}


def test_a_redo_that_would_bring_nothing_back_is_refused_and_cannot_be_pressed(
    post: Post, opened: Open
) -> None:
    """Undone by the village, and then the file it came with by the commune too."""
    answer(post.village, ActKind.IMPORT)
    answer(post.commune, ActKind.BUNDLE)
    post.down()
    with post.village.open() as session:
        service = UndoService(session)
        act = act_of(post.village, ActKind.IMPORT)
        refused = refusal(lambda: service.redo(ActKind.IMPORT, act.id))
        assert refused is ErrorCode.UNDONE_BY_COMMUNE
        refused = refusal(lambda: service.look(ActKind.IMPORT, act.id, is_redo=True))
        assert refused is ErrorCode.UNDONE_BY_COMMUNE
    village = opened(post.village)
    screen = village.go("received", ReceivedScreen)
    number = next(n for n, row in enumerate(screen.model.rows) if row.what == "Bảng tính")
    screen.table.choose_row(number)
    assert screen.model.rows[number].status == "○ Đã hoàn tác"
    assert "Xã cũng đã hoàn tác tệp có lần này" in screen.story_label.text()
    assert screen.redo_button.isVisible()
    assert not screen.redo_button.isEnabled()


def test_an_undo_that_the_commune_took_back_says_that_the_list_counts(
    post: Post, opened: Open
) -> None:
    """The village undid its list and sent that; the commune undid this second file."""
    answer(post.village, ActKind.IMPORT)
    post.up()
    answer(post.commune, ActKind.BUNDLE)
    post.down()
    assert "Vũ Thị Mới" in names(post.village)
    village = opened(post.village)
    screen = village.go("received", ReceivedScreen)
    number = next(n for n, row in enumerate(screen.model.rows) if row.what == "Bảng tính")
    screen.table.choose_row(number)
    assert screen.model.rows[number].status == "✔ Đang tính"
    assert "Xã không nhận lần hoàn tác này" in screen.story_label.text()
    assert not screen.redo_button.isEnabled()
    service = UndoService(village.window.workspace.session)
    act = act_of_shown(village)
    assert refusal(lambda: service.redo(ActKind.IMPORT, act)) is ErrorCode.UNDONE_BY_COMMUNE


def act_of_shown(village: Driver) -> str:
    acts_shown = UndoService(village.window.workspace.session).acts()
    return next(act.id for act in acts_shown if act.kind is ActKind.IMPORT)


def test_what_the_commune_undid_itself_is_redone_at_the_commune(post: Post) -> None:
    answer(post.commune, ActKind.BUNDLE)
    assert act_of(post.commune, ActKind.BUNDLE).taken_back is TakenBackShare.NONE
    answer(post.commune, ActKind.BUNDLE, is_redo=True)
    assert len(names(post.commune)) == 3


def test_the_newest_file_of_a_unit_is_the_newest_that_counts(post: Post, opened: Open) -> None:
    answer(post.commune, ActKind.BUNDLE)
    commune = opened(post.commune)
    screen = commune.go("commune-exchange", CommuneExchangeScreen)
    ages = {row.standing.unit.name: row.age for row in screen.model.rows}
    assert ages[NGOC_BAN] == "chưa có"
    devices = commune.go("devices", DevicesScreen)
    (device,) = [row for row in devices.device_model.rows if NGOC_BAN in row.owner]
    assert device.age == "chưa có"


def test_what_the_commune_took_back_is_offered_no_more_where_it_was_done(
    offices: Offices, village: Driver, tmp_path: Path
) -> None:
    screen = village.go("people", PeopleScreen)
    village.ask.give(write_xlsx(tmp_path / "ds.xlsx", ROWS))
    village.click(screen.import_button)
    village.click(screen.import_panel.import_button)
    assert screen.acts.undo_button.isVisible()
    session = village.window.workspace.session
    ExportService(session).export(ExportWish(tmp_path / "up.vhb"))
    assert not offices.commune.merge(tmp_path / "up.vhb").refused
    answer(offices.commune, ActKind.BUNDLE)
    ExchangeService(session).merge([offices.commune.export(tmp_path / "down.vhb", NGOC_BAN)])
    village.rest()
    village.click(screen.acts.undo_button)
    told = "Xã đã hoàn tác tệp có «ds.xlsx», nên hoàn tác ở đây không có tác dụng."
    assert screen.notice.text().startswith(told)
    assert not screen.acts.undo_button.isVisible()
