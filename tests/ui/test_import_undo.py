"""An import is taken back where it was made, by a click or Ctrl+Z, and from the list of imports."""

from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import Qt

from tests.builders.offices import YEAR, give_points
from tests.builders.sheets import sheets_of
from tests.builders.spreadsheets import write_xlsx
from tests.builders.ui import Driver
from vanhoa_desktop.domain.enums import Assessor
from vanhoa_desktop.services.appraisal.workflow import WorkflowService
from vanhoa_desktop.services.people.person_entry import PersonService
from vanhoa_desktop.services.rows.roster import RosterService
from vanhoa_desktop.services.sheets.assessments import AssessmentService
from vanhoa_desktop.services.sheets.scores import ScoreImport, ScoreService
from vanhoa_desktop.ui.people.people_screen import PeopleScreen
from vanhoa_desktop.ui.received.received_screen import ReceivedScreen

HEAD = ("STT", "Họ và tên", "Năm sinh", "Nghề nghiệp")
ROWS = [HEAD, (1, "Vũ Thị Mới", 1970, ""), (2, "Trần Thị Bình", 1961, "Thợ may")]


def names(driver: Driver) -> list[str]:
    session = driver.window.workspace.session
    return [person.full_name for person in RosterService(session).search("")]


def imported(village: Driver, folder: Path) -> PeopleScreen:
    screen = village.go("people", PeopleScreen)
    assert not screen.acts.undo_button.isVisible()
    village.ask.give(write_xlsx(folder / "them.xlsx", ROWS))
    village.click(screen.import_button)
    village.click(screen.import_panel.import_button)
    assert screen.notice.text().startswith("Đã nhập: thêm 1 người, sửa 1 người.")
    return screen


def test_ctrl_z_after_an_import_asks_with_names_and_takes_it_back(
    village: Driver, tmp_path: Path
) -> None:
    screen = imported(village, tmp_path)
    assert screen.acts.undo_button.isVisible()
    village.ask.agrees = False
    village.press(Qt.Key.Key_Z, screen.search_field, Qt.KeyboardModifier.ControlModifier)
    assert village.ask.asked[-1].startswith("Hoàn tác lần nhập bảng tính «them.xlsx» nhập lúc")
    assert village.ask.details[-1].splitlines() == [
        "1 người ra khỏi danh sách: Vũ Thị Mới.",
        "1 người lại như trước lần đó: Trần Thị Bình.",
        "Không mất gì: ở «Tệp đã nhận, những lần nhập» bấm «Làm lại» là có lại đúng như cũ.",
    ]
    assert "Vũ Thị Mới" in names(village)
    village.ask.agrees = True
    village.click(screen.acts.undo_button)
    assert "Vũ Thị Mới" not in names(village)
    assert screen.notice.text().startswith("Đã hoàn tác «them.xlsx»: 2 hồ sơ. 1 người ra khỏi")
    assert not screen.acts.undo_button.isVisible()
    village.click(screen.imports_button)
    received = village.workbench.screen_shown
    assert isinstance(received, ReceivedScreen)
    assert received.model.rows[0].status == "○ Đã hoàn tác"
    received.table.choose_row(0)
    village.press(Qt.Key.Key_Y, received.table, Qt.KeyboardModifier.ControlModifier)
    assert village.ask.asked[-1].startswith("Làm lại bảng tính «them.xlsx» nhập lúc")
    assert "1 người trở lại danh sách: Vũ Thị Mới." in village.ask.details[-1]
    assert "Vũ Thị Mới" in names(village)


def test_what_cannot_be_taken_back_is_refused_by_name_before_it_is_asked(
    village: Driver, tmp_path: Path
) -> None:
    screen = imported(village, tmp_path)
    session = village.window.workspace.session
    person = RosterService(session).person("Vũ Thị Mới")
    give_points(session, person, ["9"] * 10)
    WorkflowService(session).submit(YEAR)
    village.rest()
    asked = len(village.ask.asked)
    screen.acts.undo()
    village.rest()
    assert len(village.ask.asked) == asked
    assert "Vũ Thị Mới" in screen.notice.text()
    assert "Vũ Thị Mới" in names(village)


def test_what_was_corrected_by_hand_since_is_named_before_it_is_asked(
    village: Driver, tmp_path: Path
) -> None:
    screen = imported(village, tmp_path)
    session = village.window.workspace.session
    person = RosterService(session).person("Vũ Thị Mới")
    PersonService(session).set(person, {"presence": "deceased"})
    village.rest()
    asked = len(village.ask.asked)
    screen.acts.undo()
    village.rest()
    assert len(village.ask.asked) == asked
    assert "Vũ Thị Mới: biến động (" in screen.notice.text()
    assert "Vũ Thị Mới" in names(village)


def test_points_typed_since_stay_and_the_question_says_so(village: Driver, tmp_path: Path) -> None:
    """It said «Không mất gì» and took them."""
    session = village.window.workspace.session
    PersonService(session).add({"full_name": "Vũ Thị Chấm", "birth": "1970"})
    PersonService(session).add({"full_name": "Vũ Văn Khác", "birth": "1971"})
    head = ("STT", "Họ và tên", "Năm sinh", "CS1", "CS2")
    rows = [head, (1, "Vũ Thị Chấm", 1970, 8, 8), (2, "Vũ Văn Khác", 1971, 7, 7)]
    table = write_xlsx(tmp_path / "diem.xlsx", rows)
    ScoreService(session).import_file(ScoreImport(table, YEAR, Assessor.VILLAGE))
    person = RosterService(session).person("Vũ Thị Chấm")
    give_points(session, person, ["10"])
    village.rest()
    received = village.go("received", ReceivedScreen)
    received.table.choose_row(0)
    village.press(Qt.Key.Key_Z, received.table, Qt.KeyboardModifier.ControlModifier)
    assert village.ask.asked[-1].startswith("Hoàn tác bảng tính «diem.xlsx» nhập lúc")
    kept = "1 người vẫn giữ phiếu, đăng ký với những gì được ghi ở lần khác: Vũ Thị Chấm."
    assert kept in village.ask.details[-1]
    assert "Không mất gì" in village.ask.details[-1]
    sheets = sheets_of(session, YEAR)
    assert person.id in sheets
    service = AssessmentService(session)
    given = service.sheet(person, YEAR).assessment
    assert given is not None
    assert given.points[Assessor.VILLAGE] == {"CS1": Decimal(10)}


def test_the_list_stays_at_what_was_chosen_though_something_newer_comes(
    village: Driver, tmp_path: Path
) -> None:
    imported(village, tmp_path)
    received = village.go("received", ReceivedScreen)
    assert received.table.chosen_row() == 0
    PersonService(village.window.workspace.session).add({"full_name": "Mai Thị Sen"})
    village.rest()
    assert "Mai Thị Sen" in received.model.rows[0].listed
    for key in (Qt.Key.Key_Z, Qt.Key.Key_Y):
        number = received.table.chosen_row()
        assert number is not None
        assert "them.xlsx" in received.model.rows[number].listed
        village.press(key, received.table, Qt.KeyboardModifier.ControlModifier)
