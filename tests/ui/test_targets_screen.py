"""Targets and hints on screen: what is reached and missing, parts, frozen figures, people."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester

from tests.builders.communes import CommuneBook
from tests.builders.disputes import dispute
from tests.builders.offices import CAM_BAO, INDICATORS, NGOC_BAN, YEAR, Office, Offices
from tests.builders.sent_year import PASSING, appraise, sent_year
from tests.builders.ui import Driver
from vanhoa_desktop.domain.enums import LearningModel
from vanhoa_desktop.scoring.hints import HintCode
from vanhoa_desktop.scoring.target_counts import Dimension
from vanhoa_desktop.services.appraisal.sheet_warnings import Warned
from vanhoa_desktop.services.appraisal.workflow import WorkflowReport
from vanhoa_desktop.services.reporting.snapshots import SnapshotService
from vanhoa_desktop.ui.conflicts.conflicts_screen import ConflictsScreen
from vanhoa_desktop.ui.exchange.summary import warnings_sentence
from vanhoa_desktop.ui.hints.hints_screen import HintsScreen
from vanhoa_desktop.ui.home.home_screen import HomeScreen
from vanhoa_desktop.ui.papers.papers_screen import PapersScreen
from vanhoa_desktop.ui.scoring.scoring_screen import ScoringScreen
from vanhoa_desktop.ui.targets.targets_screen import TargetsScreen

Opener = Callable[[Office], Driver]


@pytest.fixture
def office(offices: Offices, opened: Opener) -> Driver:
    """Twelve straight sheets in one village, which is recognised, and one holder."""
    book = CommuneBook.of(offices.commune)
    people = [book.add_person(NGOC_BAN, f"Lê Thị Mẫu {number:02d}") for number in range(12)]
    for person in people:
        book.add_sheet(person, NGOC_BAN, dict.fromkeys(INDICATORS, "8"), status="received")
    book.add_person(CAM_BAO, "Trần Thị Mẫu")
    book.give_title(people[0])
    book.give_title(book.units[NGOC_BAN], LearningModel.COMMUNITY)
    book.session.close()
    return opened(offices.commune)


def cells(screen: TargetsScreen, name: str) -> list[str]:
    number = next(n for n, row in enumerate(screen.model.rows) if row.id == name)
    return [
        str(screen.model.data(screen.model.index(number, column)))
        for column in range(screen.model.columnCount())
    ]


def parts(screen: TargetsScreen) -> dict[str, str]:
    model = screen.part_model
    return {
        str(model.data(model.index(n, 0))): str(model.data(model.index(n, 1)))
        for n in range(model.rowCount())
    }


def test_each_target_says_how_many_the_goal_and_what_is_missing(office: Driver) -> None:
    screen = office.go("targets", TargetsScreen)
    assert screen.panel.state == "normal"
    assert cells(screen, "T2")[1:] == ["1 / 12", "8,3%", "70% (2030)", "! Thiếu 8 người"]
    assert cells(screen, "T1")[1:] == ["0 / 0", "Chưa có", "100% (2030)", "–"]
    assert cells(screen, "T2-all")[3:] == ["–", "–"]
    assert cells(screen, "CDHT-thon")[1:] == ["1 / 2", "50,0%", "75% (2030)", "! Thiếu 1 thôn"]
    assert "người lớn tính từ 18 tuổi" in screen.counted_label.text()


def test_enter_turns_to_the_parts_of_a_target_and_escape_back(office: Driver) -> None:
    screen = office.go("targets", TargetsScreen)
    screen.table.setFocus()
    screen.table.choose_row(1)
    office.press(Qt.Key.Key_Return, screen.table)
    assert screen.pages.heading_label.text() == screen.model.rows[1].wording
    assert parts(screen) == {NGOC_BAN: "1 / 12"}
    assert screen.part_table.isVisible()
    office.press(Qt.Key.Key_Escape)
    assert not screen.part_table.isVisible()
    assert screen.table.chosen_row() == 1
    office.press(Qt.Key.Key_Down, screen.table)
    office.click(screen.pages.open_button)
    assert parts(screen) == {CAM_BAO: "0 / 1", NGOC_BAN: "1 / 12"}
    screen.dimension_box.setCurrentIndex(screen.dimension_box.findData(Dimension.AGE))
    assert parts(screen) == {"Dưới 60 tuổi": "1 / 13"}


def test_figures_are_frozen_after_a_question_and_the_screen_says_so(office: Driver) -> None:
    screen = office.go("targets", TargetsScreen)
    assert screen.frozen_label.text() == "Chưa chốt số liệu năm này."
    office.ask.agrees = False
    office.click(screen.final_button)
    assert screen.frozen_label.text() == "Chưa chốt số liệu năm này."
    office.ask.agrees = True
    office.click(screen.provisional_button)
    office.click(screen.final_button)
    assert screen.notice.text() == "Đã chốt số liệu, bản số 2."
    assert "Đã chốt 2 lần; gần nhất: số 2, chính thức" in screen.frozen_label.text()
    assert len(office.ask.asked) == 3
    with_session = SnapshotService(office.window.workspace.session)
    assert [one.number for one in with_session.snapshots(YEAR)] == [1, 2]


def test_what_is_not_settled_is_named_before_figures_are_frozen(
    offices: Offices, opened: Opener, tmp_path: Path
) -> None:
    dispute(offices, tmp_path)
    sent_year(offices, tmp_path)
    appraise(offices.commune, PASSING[0])
    driver = opened(offices.commune)
    home = driver.go("home", HomeScreen)
    # The commune and the village differ in one figure of the sheet, and in the occupation.
    assert home.conflicts_notice.text() == "Số liệu chưa khớp: 2 chỗ cần xem và chọn."
    driver.click(home.conflicts_button)
    assert isinstance(driver.workbench.screen_shown, ConflictsScreen)
    screen = driver.go("targets", TargetsScreen)
    driver.ask.agrees = False
    driver.click(screen.final_button)
    told = driver.ask.details[-1].splitlines()
    assert told[:3] == [
        "Năm đánh giá chưa hết (31/12): số liệu chính thức thường chốt sau ngày này.",
        "Chưa xong:",
        "2 chỗ số liệu chưa khớp: Lê Thị Khác (xem ở «Số liệu chưa khớp»).",
    ]
    assert told[-1] == f"1 người đã thẩm định, đạt mà chưa công nhận: {PASSING[0]}."
    assert any(line.endswith("phiếu chờ thẩm định.") for line in told)
    assert screen.frozen_label.text() == "Chưa chốt số liệu năm này."


def test_the_report_leads_to_where_figures_are_frozen_and_from_there_back(office: Driver) -> None:
    papers = office.go("papers", PapersScreen)
    assert papers.report_box.count() == 1
    office.click(papers.freeze_button)
    screen = office.workbench.screen_shown
    assert isinstance(screen, TargetsScreen)
    assert not screen.report_button.isVisible()
    office.click(screen.final_button)
    assert office.focused is screen.report_button
    office.press(Qt.Key.Key_Return, screen.report_button)
    assert office.workbench.screen_shown is papers
    assert papers.report_box.currentText().startswith("Bản chốt số 1: chính thức")


def test_without_a_year_targets_and_hints_lead_to_where_one_is_opened(office: Driver) -> None:
    for screen_id, kind in (("targets", TargetsScreen), ("hints", HintsScreen)):
        office.window.workspace.choose_year(None)
        screen = office.go(screen_id, kind)
        assert screen.panel.state == "empty"  # type: ignore[attr-defined]  # both have one
        assert screen.panel.notice_label.text() == "Chưa mở năm đánh giá."  # type: ignore[attr-defined]  # see above


def test_targets_in_settings_that_cannot_be_read_are_refused_with_a_way_back(
    offices: Offices, opened: Opener
) -> None:
    book = CommuneBook.of(offices.commune)
    book.set("targets.content", "không phải TOML")
    book.session.close()
    screen = opened(offices.commune).go("targets", TargetsScreen)
    assert screen.panel.state == "refused"
    assert "dòng 1" in screen.panel.notice_label.text()


def test_hints_are_told_in_words_and_lead_to_the_sheets(office: Driver) -> None:
    screen = office.go("hints", HintsScreen)
    said = [
        str(screen.model.data(screen.model.index(n, 0))) for n in range(screen.model.rowCount())
    ]
    assert any("12/12 phiếu cho mọi chỉ số cùng một điểm" in sentence for sentence in said)
    office.click(screen.pages.open_button)
    assert screen.people_model.rowCount() == 12
    assert screen.count_label.text() == "12 người; Enter mở phiếu."
    screen.people_table.setFocus()
    screen.people_table.choose_row(3)
    office.press(Qt.Key.Key_Return, screen.people_table)
    assert isinstance(office.workbench.screen_shown, ScoringScreen)
    again = office.go("hints", HintsScreen)
    assert again.pages.is_detail
    office.click(again.pages.back_button)
    assert again.table.chosen_row() == 0


def test_a_year_without_anything_unusual_says_so(offices: Offices, opened: Opener) -> None:
    screen = opened(offices.commune).go("hints", HintsScreen)
    assert screen.panel.state == "empty"
    assert screen.panel.notice_label.text() == "Không thấy điểm gì khác thường."
    assert not screen.people_table.isVisible()


def test_the_models_keep_qt_s_rules(office: Driver, qtmodeltester: ModelTester) -> None:
    screen = office.go("targets", TargetsScreen)
    qtmodeltester.check(screen.model)  # type: ignore[no-untyped-call]  # pytest-qt has no types here
    qtmodeltester.check(screen.part_model)  # type: ignore[no-untyped-call]  # pytest-qt has no types here


@pytest.mark.parametrize("code", HintCode)
def test_a_warning_of_each_hint_is_told_in_words(code: HintCode) -> None:
    warned = Warned(f"OUTLIER_{code.value}", 12)
    said = warnings_sentence(WorkflowReport(12, (), (warned,)))
    assert said.startswith("Lưu ý: 12 người cần xem lại (")
    assert "OUTLIER" not in said
