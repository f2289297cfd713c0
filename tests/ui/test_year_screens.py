"""Registration, results, sending, recognition, papers and set-up by clicks."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QPushButton

from tests.builders.documents import plain_text
from tests.builders.exchanging import sent_bundle, take_in
from tests.builders.offices import NGOC_BAN, YEAR, Office, Offices, add_person, give_points
from tests.builders.sent_year import PASSING, appraise, decide, sent_year
from tests.builders.ui import Driver
from vanhoa_desktop.documents.preview import page_count
from vanhoa_desktop.domain.enums import Assessor
from vanhoa_desktop.services.appraisal.workflow import WorkflowService
from vanhoa_desktop.services.recognition.recognition import RecognitionService, RecognitionWish
from vanhoa_desktop.services.reporting.snapshots import SnapshotService
from vanhoa_desktop.services.reporting.year_titles import CountingDay
from vanhoa_desktop.services.rows.roster import RosterService
from vanhoa_desktop.ui.devices.devices_screen import DevicesScreen
from vanhoa_desktop.ui.exchange.commune_exchange_screen import CommuneExchangeScreen
from vanhoa_desktop.ui.exchange.unit_exchange_screen import UnitExchangeScreen
from vanhoa_desktop.ui.home.home_screen import HomeScreen
from vanhoa_desktop.ui.papers.papers_screen import ENTRY as PAPERS_ENTRY
from vanhoa_desktop.ui.papers.papers_screen import PapersScreen
from vanhoa_desktop.ui.recognition.recognition_screen import RecognitionScreen
from vanhoa_desktop.ui.registration.registration_screen import RegistrationScreen
from vanhoa_desktop.ui.results.results_screen import ResultsScreen


def test_people_are_registered_with_what_they_signed_and_nothing_more(village: Driver) -> None:
    screen = village.go("registration", RegistrationScreen)
    village.click(screen.register_button)
    assert "chọn ít nhất một người" in screen.notice.text()
    screen.table.choose_row(0)
    village.click(screen.use_box)
    village.click(screen.register_button)
    first, second = screen.model.rows[:2]
    assert first.registration is not None
    assert first.registration.use_consent_on is not None
    assert first.registration.post_consent_on is None
    assert second.registration is None
    village.click(screen.all_button)
    village.click(screen.register_button)
    assert screen.count_label.text() == "3 đã đăng ký / 3"


def test_results_are_filtered_and_saved_for_the_meeting(village: Driver, tmp_path: Path) -> None:
    session = village.window.workspace.session
    with session.database.reading() as reading:
        first, second, _ = reading.people.search("")
    give_points(session, first, ["9"] * 10)
    give_points(session, second, ["5"] * 10)
    village.rest()
    screen = village.go("results", ResultsScreen)
    assert len(screen.model.rows) == 2
    # What is written in the list is searched, as in every list of people.
    screen.table.setFocus()
    QTest.keyClicks(screen.table, "b")
    QTest.keyClicks(screen.search_field, "inh")
    village.press(Qt.Key.Key_Return, screen.search_field)
    assert [row.person.full_name for row in screen.model.rows] == ["Trần Thị Bình"]
    assert screen.count_label.text() == "1 trong 2 người"
    assert screen.table.hasFocus()
    village.press(Qt.Key.Key_Escape, screen.table)
    assert screen.search_field.text() == ""
    village.bot.waitUntil(lambda: len(screen.model.rows) == 2)
    screen.filter_box.setFocus()
    village.press(Qt.Key.Key_Down, screen.filter_box)
    assert [row.person.full_name for row in screen.model.rows] == ["Lê Văn An"]
    village.ask.give(tmp_path / "hop.xlsx")
    village.click(screen.save_button)
    assert "Đã lưu 1 người" in screen.notice.text()
    village.press(Qt.Key.Key_Return, screen.table)


def test_a_village_hands_over_and_saves_its_file(village: Driver, tmp_path: Path) -> None:
    session = village.window.workspace.session
    with session.database.reading() as reading:
        first, *_ = reading.people.search("")
    give_points(session, first, ["9"] * 10)
    village.rest()
    screen = village.go("unit-exchange", UnitExchangeScreen)
    assert screen.state_label.text().startswith("1 phiếu đã chấm đủ")
    village.ask.agrees = False
    village.click(screen.submit_button)
    assert screen.state_label.text().startswith("1 phiếu đã chấm đủ")
    village.ask.agrees = True
    village.ask.give(tmp_path / "gui.vhb")
    village.click(screen.submit_button)
    assert (tmp_path / "gui.vhb").is_file()
    assert "Đã chuyển 1 phiếu" in screen.notice.text()
    assert "Đã lưu gui.vhb" in screen.notice.text()
    assert "chưa có bản đồng ý" in screen.remark.text()
    village.click(screen.folder_button)
    assert village.ask.folders == [tmp_path]


def test_appraise_recognise_preview_print_and_send_down(
    offices: Offices, commune: Driver, tmp_path: Path
) -> None:
    up = sent_bundle(offices.villages[0], tmp_path / "up.vhb")
    exchange = commune.go("commune-exchange", CommuneExchangeScreen)
    take_in(commune, exchange, up)
    screen = commune.go("recognition", RecognitionScreen)
    commune.click(screen.appraise_button)
    assert "Đã thẩm định 1 phiếu" in screen.notice.text()
    assert screen.missing_label.text() == "Hãy ghi số quyết định."
    commune.write(screen.number_field, "15/QD-UBND")
    commune.write(screen.date_field, "05/12/2026")
    commune.write(screen.signer_field, "Nguyen Van Mau")
    commune.click(screen.recognise_button)
    assert "số vào sổ 0001/2026" in screen.notice.text()
    assert "ngày 05/12/2026" in screen.decisions_label.text()
    commune.click(screen.papers_button)
    papers = commune.workbench.screen_shown
    assert isinstance(papers, PapersScreen)
    commune.click(papers.certificates_button)
    preview = papers.preview
    assert preview is not None
    assert preview.place_label.text() == "Trang 1 / 1"
    whole = preview.picture.width()
    commune.click(preview.larger_button)
    assert preview.picture.width() > whole
    commune.ask.give(tmp_path / "giay.pdf")
    commune.click(preview.save_button)
    assert "Mai Thị Sen" in plain_text((tmp_path / "giay.pdf").read_bytes())
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "in.pdf"))
    preview.print_to(printer)
    commune.rest()
    assert page_count((tmp_path / "in.pdf").read_bytes()) == 1
    commune.click(preview.close_button)
    for button in (papers.decision_button, papers.report_button):
        commune.click(button)
        assert papers.preview is not None
        assert papers.preview.pages >= 1
        commune.press(Qt.Key.Key_PageDown, papers.preview)
        commune.click(papers.preview.close_button)
    exchange = commune.go("commune-exchange", CommuneExchangeScreen)
    names = [row.standing.unit.name for row in exchange.model.rows]
    exchange.table.choose_row(names.index(NGOC_BAN))
    commune.ask.give(tmp_path / "down.vhb")
    commune.click(exchange.send_button)
    assert offices.villages[0].merge(tmp_path / "down.vhb").merged == 1


def items(box: QComboBox) -> list[str]:
    return [box.itemText(number) for number in range(box.count())]


def shown_text(screen: PapersScreen, button: QPushButton, driver: Driver, folder: Path) -> str:
    """The paper that a button shows, saved and read."""
    driver.click(button)
    preview = screen.preview
    assert preview is not None, screen.notice.text()
    file = folder / f"{len(list(folder.glob('*.pdf')))}.pdf"
    driver.ask.give(file)
    driver.click(preview.save_button)
    driver.click(preview.close_button)
    return plain_text(file.read_bytes())


def test_every_decision_and_draft_of_the_year_is_chosen_from_a_list_and_printed(
    offices: Offices, commune: Driver, tmp_path: Path
) -> None:
    session = commune.window.workspace.session
    with offices.villages[0].open() as village:
        give_points(village, add_person(village, "Đỗ Thị Sau"), ["9"] * 10)
    up = sent_bundle(offices.villages[0], tmp_path / "up.vhb")
    take_in(commune, commune.go("commune-exchange", CommuneExchangeScreen), up)
    for name, wish in (
        ("Mai Thị Sen", RecognitionWish(YEAR, "15/QĐ-UBND", "2026-12-05")),
        ("Đỗ Thị Sau", RecognitionWish(YEAR)),
    ):
        person = RosterService(session).person(name).id
        WorkflowService(session).appraise(YEAR, people=[person])
        RecognitionService(session).recognise(wish)
    screen = commune.go("papers", PapersScreen)
    assert items(screen.decision_box) == [
        "Số 15/QĐ-UBND ngày 05/12/2026 (1) – Công dân học tập",
        "Dự thảo trình ký (1) – Công dân học tập",
    ]
    issued, draft = "Mai Thị Sen", "Đỗ Thị Sau"
    for number, there, absent in ((0, issued, draft), (1, draft, issued)):
        screen.decision_box.setCurrentIndex(number)
        text = shown_text(screen, screen.decision_button, commune, tmp_path)
        assert there in text
        assert absent not in text
        assert ("DỰ THẢO" in text) is (number == 1)
    assert items(screen.certificates_box) == [
        "Mọi quyết định – Công dân học tập",
        "Số 15/QĐ-UBND ngày 05/12/2026 (1) – Công dân học tập",
    ]
    text = shown_text(screen, screen.certificates_button, commune, tmp_path)
    assert issued in text
    assert draft not in text


def test_a_report_is_a_draft_until_figures_are_frozen(commune: Driver, tmp_path: Path) -> None:
    screen = commune.go("papers", PapersScreen)
    assert items(screen.report_box) == ["Bản thảo: đếm số liệu lúc này, chưa chốt"]
    assert "chưa chốt" in shown_text(screen, screen.report_button, commune, tmp_path)
    session = commune.window.workspace.session
    SnapshotService(session).create(CountingDay.provisional(YEAR, "2026-11-30"))
    SnapshotService(session).create(CountingDay.final(YEAR))
    commune.rest()
    assert items(screen.report_box) == [
        "Bản chốt số 2: chính thức, số liệu đến 31/12/2026",
        "Bản chốt số 1: tạm tính, số liệu đến 30/11/2026",
        "Bản thảo: đếm số liệu lúc này, chưa chốt",
    ]
    for number, words in ((0, "(Số liệu chính thức)"), (1, "tạm tính đến 30/11/2026)")):
        screen.report_box.setCurrentIndex(number)
        assert words in shown_text(screen, screen.report_button, commune, tmp_path)


def test_a_village_has_no_door_to_the_papers_of_the_commune(village: Driver) -> None:
    identity = village.window.workspace.session.identity
    assert not PAPERS_ENTRY.fits(identity)


def test_papers_of_a_year_without_recognitions_are_refused_in_words(commune: Driver) -> None:
    screen = commune.go("papers", PapersScreen)
    commune.click(screen.certificates_button)
    assert screen.preview is None
    assert "Năm 2026 chưa có quyết định" in screen.notice.text()


def test_villages_are_added_and_a_year_cannot_be_opened_twice(commune: Driver) -> None:
    screen = commune.go("devices", DevicesScreen)
    commune.write(screen.name_field, "Thon Moi")
    commune.press(Qt.Key.Key_Return, screen.name_field)
    assert "Thon Moi" in [unit.name for unit in screen.unit_model.rows]
    commune.write(screen.name_field, "Thon Moi")
    commune.click(screen.add_button)
    assert "Thon Moi" in screen.notice.text()
    screen.year_field.setValue(YEAR)
    commune.click(screen.open_year_button)
    assert str(YEAR) in screen.notice.text()
    assert len(screen.device_model.rows) == 3


def test_the_first_screen_lights_the_next_step(village: Driver) -> None:
    home = village.workbench.screen_shown
    assert isinstance(home, HomeScreen)
    assert home.doors["people"].state_label.text() == "3 người trong danh sách"
    assert home.doors["registration"].property("role") == "next-door"
    village.press(Qt.Key.Key_3, village.window, Qt.KeyboardModifier.AltModifier)
    assert village.workbench.screen_shown is not home
    session = village.window.workspace.session
    with session.database.reading() as reading:
        person, *_ = reading.people.search("")
    give_points(session, person, ["9"] * 10, Assessor.SELF)
    village.rest()
    village.press(Qt.Key.Key_0, village.window, Qt.KeyboardModifier.AltModifier)
    assert home.doors["scoring"].property("role") == "next-door"


def test_the_newest_decision_is_the_one_offered_for_printing(
    opened: Callable[[Office], Driver], offices: Offices, tmp_path: Path
) -> None:
    sent_year(offices, tmp_path)
    appraise(offices.commune, PASSING[0])
    decide(offices.commune, "9/QĐ")
    commune = opened(offices.commune)
    papers = commune.go("papers", PapersScreen)
    assert papers.decision_box.currentText().startswith("Số 9/QĐ")
    session = commune.window.workspace.session
    WorkflowService(session).appraise(YEAR)
    wish = RecognitionWish(YEAR, "10/QĐ", "2026-11-30")
    RecognitionService(session).recognise(wish)
    papers.read_again()
    commune.rest()
    assert papers.decision_box.currentText().startswith("Số 10/QĐ")
    assert papers.decision_box.currentIndex() == 1
    assert papers.certificates_box.currentText().startswith("Số 10/QĐ")
    # What the officer has chosen himself stays chosen.
    papers.certificates_box.setCurrentIndex(0)
    papers.decision_box.setCurrentIndex(0)
    papers.read_again()
    commune.rest()
    assert papers.decision_box.currentText().startswith("Số 9/QĐ")
    assert papers.certificates_box.currentText().startswith("Mọi quyết định")


def test_an_appraisal_of_many_is_taken_back_by_one_button_until_it_is_decided(
    opened: Callable[[Office], Driver], offices: Offices, tmp_path: Path
) -> None:
    sent_year(offices, tmp_path)
    commune = opened(offices.commune)
    screen = commune.go("recognition", RecognitionScreen)
    assert not screen.undo_button.isVisible()
    commune.click(screen.appraise_button)
    assert screen.waiting_label.text() == "0 phiếu chờ thẩm định, 3 đã thẩm định."
    commune.click(screen.undo_button)
    assert screen.notice.text() == "Đã hoàn tác: 3 phiếu lại chờ thẩm định."
    assert screen.waiting_label.text() == "3 phiếu chờ thẩm định, 0 đã thẩm định."
    assert not screen.undo_button.isVisible()
    commune.click(screen.appraise_button)
    commune.write(screen.number_field, "15/QD-UBND")
    commune.write(screen.date_field, "05/12/2026")
    commune.click(screen.recognise_button)
    assert "số vào sổ 0001/2026 đến 0002/2026" in screen.notice.text()
    # Two are decided; the third, who did not pass, can still be taken back.
    commune.click(screen.undo_button)
    assert screen.notice.text() == (
        "Đã hoàn tác: 1 phiếu lại chờ thẩm định. Giữ nguyên: 2 phiếu đã có quyết định."
    )


def test_closing_with_a_typed_number_of_a_decision_asks(
    opened: Callable[[Office], Driver], offices: Offices, tmp_path: Path
) -> None:
    sent_year(offices, tmp_path)
    appraise(offices.commune, PASSING[0])
    commune = opened(offices.commune)
    screen = commune.go("recognition", RecognitionScreen)
    commune.write(screen.number_field, "15/QD")
    commune.go("home", HomeScreen)
    commune.ask.agrees = False
    assert not commune.window.close()
    (asked,) = commune.ask.asked
    assert asked.startswith("Đã gõ số quyết định 15/QD mà chưa công nhận")
    assert commune.workbench.screen_shown is screen
    screen.number_field.clear()
    commune.window.close()
    assert not commune.window.isVisible()
