"""A correction that was refused is never left out without a word when sheets are sent or closed."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.builders.exchanging import look_at, sent_bundle
from tests.builders.offices import PASSPHRASE, YEAR, Office, Offices, add_person, give_points
from tests.builders.ui import Driver
from vanhoa_desktop.domain.enums import AssessmentStatus, Assessor
from vanhoa_desktop.services.appraisal.workflow import WorkflowService
from vanhoa_desktop.services.setup.cycles import CycleService
from vanhoa_desktop.services.sheets.assessments import AssessmentService
from vanhoa_desktop.ui.exchange.commune_exchange_screen import CommuneExchangeScreen
from vanhoa_desktop.ui.exchange.unit_exchange_screen import UnitExchangeScreen
from vanhoa_desktop.ui.passphrase.passphrase_screen import PassphraseScreen
from vanhoa_desktop.ui.recognition.recognition_screen import RecognitionScreen
from vanhoa_desktop.ui.scoring.scoring_screen import ScoringScreen
from vanhoa_desktop.ui.widgets.points_field import PointsField

NAME = "Lê Văn An"
REFUSED = "Chưa ghi được chỉ số 1 (thôn chấm) của Lê Văn An: đã gõ 12."
BY_COMMUNE = "Chưa ghi được chỉ số 1 (xã chấm) của Mai Thị Sen: đã gõ 12."


def field(screen: ScoringScreen, assessor: Assessor = Assessor.VILLAGE) -> PointsField:
    return screen.sheet_panel.fields[(assessor, "CS1")]


def give_nines(village: Driver) -> None:
    """All ten indicators of the first person, 9 each; as many for nobody else."""
    session = village.window.workspace.session
    with session.database.reading() as reading:
        (person,) = reading.people.search(NAME)
    give_points(session, person, ["9"] * 10)


def correct(village: Driver, assessor: Assessor = Assessor.VILLAGE) -> ScoringScreen:
    """Type 12 over the 9: more than the ten that there are."""
    screen = village.go("scoring", ScoringScreen)
    field(screen, assessor).setFocus()
    QTest.keyClicks(field(screen, assessor), "12")
    village.press(Qt.Key.Key_Return)
    return screen


def held(village: Driver) -> tuple[AssessmentStatus, Decimal]:
    """How the sheet stands in the store, and its first points."""
    session = village.window.workspace.session
    with session.database.reading() as reading:
        (person,) = reading.people.search(NAME)
    sheet = AssessmentService(session).sheet(person, YEAR).assessment
    assert sheet is not None
    return sheet.status, sheet.points[Assessor.VILLAGE]["CS1"]


def test_a_sheet_with_a_refused_correction_is_not_sent_without_asking(
    village: Driver, tmp_path: Path
) -> None:
    give_nines(village)
    scoring = correct(village)
    screen = village.go("unit-exchange", UnitExchangeScreen)
    village.ask.agrees = False
    village.click(screen.submit_button)
    assert village.ask.asked == [REFUSED]
    assert held(village) == (AssessmentStatus.OPEN, Decimal(9))
    # Back in the cell, where the next digit mends it.
    assert village.workbench.screen_shown is scoring
    assert village.focused is field(scoring)
    QTest.keyClicks(field(scoring), "8")
    village.press(Qt.Key.Key_Return)
    screen = village.go("unit-exchange", UnitExchangeScreen)
    village.ask.agrees = True
    village.ask.asked.clear()
    village.ask.give(tmp_path / "gui.vhb")
    village.click(screen.submit_button)
    assert village.ask.asked == ["Chuyển 1 phiếu đã chấm đủ sang «Đã gửi xã» và lưu tệp?"]
    assert held(village) == (AssessmentStatus.SUBMITTED, Decimal(8))


def test_a_correction_given_up_by_esc_asks_nothing_more(village: Driver, tmp_path: Path) -> None:
    give_nines(village)
    scoring = correct(village)
    field(scoring).setFocus()
    village.press(Qt.Key.Key_Escape)
    assert field(scoring).text() == "9"
    screen = village.go("unit-exchange", UnitExchangeScreen)
    village.ask.give(tmp_path / "gui.vhb")
    village.click(screen.submit_button)
    assert [text for text in village.ask.asked if "12" in text] == []
    assert held(village)[0] is AssessmentStatus.SUBMITTED


def test_of_a_sheet_that_was_sent_with_the_old_points_the_refused_ones_are_dropped_and_told(
    village: Driver, tmp_path: Path
) -> None:
    give_nines(village)
    scoring = correct(village)
    screen = village.go("unit-exchange", UnitExchangeScreen)
    village.ask.give(tmp_path / "gui.vhb")
    village.click(screen.submit_button)
    assert village.ask.asked[0] == REFUSED
    assert held(village) == (AssessmentStatus.SUBMITTED, Decimal(9))
    assert scoring.unsaved() == ""
    village.go("scoring", ScoringScreen)
    assert field(scoring).text() == "9"
    assert scoring.unsaved_bar.isVisible()
    assert scoring.unsaved_bar.notice.text() == (
        "Đã bỏ số 12 gõ ở chỉ số 1 (thôn chấm) của Lê Văn An, phiếu giữ 9: "
        "phiếu không sửa được nữa (Đã gửi xã)."
    )
    assert not scoring.unsaved_bar.back_button.isVisible()
    assert scoring.sheet_panel.notice.text() == "Phiếu này: Đã gửi xã. Không sửa được nữa."
    village.go("unit-exchange", UnitExchangeScreen)
    village.go("scoring", ScoringScreen)
    assert not scoring.unsaved_bar.isVisible()


def test_a_file_is_not_saved_with_the_old_points_without_asking(
    village: Driver, tmp_path: Path
) -> None:
    give_nines(village)
    correct(village)
    screen = village.go("unit-exchange", UnitExchangeScreen)
    village.ask.agrees = False
    village.ask.give(tmp_path / "gui.vhb")
    village.click(screen.save_button)
    assert village.ask.asked == [REFUSED]
    assert not (tmp_path / "gui.vhb").exists()


def test_a_sheet_that_closes_while_it_is_shown_drops_what_was_refused(village: Driver) -> None:
    give_nines(village)
    screen = correct(village)
    WorkflowService(village.window.workspace.session).submit(YEAR)
    village.rest()
    assert field(screen).text() == "9"
    assert screen.model.rows[0].unsaved == 0
    assert "Đã bỏ số 12" in screen.unsaved_bar.notice.text()


def test_another_year_is_not_shown_before_the_refused_points_are_settled(
    opened: Callable[[Office], Driver], offices: Offices
) -> None:
    with offices.villages[0].open() as session:
        add_person(session, NAME)
    with offices.commune.open() as session:
        CycleService(session).open(YEAR + 1)
    offices.villages[0].merge(
        offices.commune.export(offices.commune.paths.root / "n.vhb", "Thôn Ngọc Bản")
    )
    village = opened(offices.villages[0])
    village.window.workspace.choose_year(YEAR)
    village.rest()
    give_nines(village)
    screen = correct(village)
    village.ask.agrees = False
    village.window.workspace.wish_year(YEAR + 1)
    village.rest()
    assert village.ask.asked == [REFUSED]
    assert village.window.workspace.year == YEAR
    assert village.focused is field(screen)
    village.ask.agrees = True
    village.window.workspace.wish_year(YEAR + 1)
    village.rest()
    assert village.window.workspace.year == YEAR + 1
    assert f"đã sang năm {YEAR + 1}" in screen.unsaved_bar.notice.text()
    assert screen.unsaved() == ""


def test_the_commune_appraises_nothing_while_its_own_correction_is_refused(
    offices: Offices, opened: Callable[[Office], Driver], tmp_path: Path
) -> None:
    offices.commune.merge(sent_bundle(offices.villages[0], tmp_path / "len.vhb"))
    commune = opened(offices.commune)
    scoring = correct(commune, Assessor.COMMUNE)
    screen = commune.go("recognition", RecognitionScreen)
    commune.ask.agrees = False
    commune.click(screen.appraise_button)
    assert commune.ask.asked == [BY_COMMUNE]
    assert commune.workbench.screen_shown is scoring
    again = commune.go("recognition", RecognitionScreen)
    assert again.appraise_button.isEnabled()


def test_files_are_taken_in_only_after_the_refused_points_are_settled(
    offices: Offices, opened: Callable[[Office], Driver], tmp_path: Path
) -> None:
    offices.commune.merge(sent_bundle(offices.villages[0], tmp_path / "len.vhb"))
    second = sent_bundle(offices.villages[1], tmp_path / "hai.vhb")
    commune = opened(offices.commune)
    scoring = correct(commune, Assessor.COMMUNE)
    screen = commune.go("commune-exchange", CommuneExchangeScreen)
    look_at(commune, screen, second)
    commune.ask.agrees = False
    commune.click(screen.receive_panel.take_button)
    assert commune.ask.asked == [BY_COMMUNE]
    assert commune.workbench.screen_shown is scoring
    assert not screen.receive_panel.is_taken
    commune.go("commune-exchange", CommuneExchangeScreen)
    commune.ask.agrees = True
    commune.click(screen.receive_panel.take_button)
    assert screen.receive_panel.notice.text() == "1 tệp đã nhận."


def test_a_passphrase_is_not_changed_over_a_number_that_could_not_be_saved(
    village: Driver,
) -> None:
    """The store is closed for it, and with it all that is typed."""
    give_nines(village)
    scoring = correct(village)
    screen = village.go("passphrase", PassphraseScreen)
    for box, text in (
        (screen.daily_form.known_field, PASSPHRASE),
        (screen.daily_form.new_field, "cai non la co"),
        (screen.daily_form.repeated_field, "cai non la co"),
    ):
        box.setText(text)
    village.click(screen.daily_form.change_button)
    (told,) = village.ask.told
    assert told.startswith(REFUSED)
    assert "Đóng bây giờ" not in told
    assert village.workbench.screen_shown is scoring
    assert field(scoring).text() == "12"
