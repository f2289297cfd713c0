"""Screens as full as in life: many questions, messages, the way back, a search in use, long names.

They are judged at every size of letters (tests/screens/test_large_letters.py).
"""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from tests.builders.offices import NGOC_BAN, Office
from tests.builders.spreadsheets import write_xlsx
from tests.builders.ui import Driver
from tests.screens.scenes.cards import write
from tests.screens.stage import Scene, Stage
from tests.screens.years import LONGEST_NAME, LONGEST_VILLAGE
from vanhoa_desktop.domain.enums import Assessor, UnitKind
from vanhoa_desktop.services.people.person_entry import PersonService
from vanhoa_desktop.services.rows.roster import RosterService
from vanhoa_desktop.services.setup.units import UnitService
from vanhoa_desktop.ui.papers.papers_screen import PapersScreen
from vanhoa_desktop.ui.people.people_screen import PeopleScreen
from vanhoa_desktop.ui.recognition.recognition_screen import RecognitionScreen
from vanhoa_desktop.ui.registration.registration_screen import RegistrationScreen
from vanhoa_desktop.ui.scoring.scoring_screen import ScoringScreen

QUESTIONS = 24


def _asking(stage: Stage) -> QWidget:
    """A list in which 24 rows may be people who are there already, two of them for each row."""
    office = stage.founded().commune
    names = [f"{LONGEST_NAME} {number}" for number in range(QUESTIONS)]
    names = [name.translate(str.maketrans("0123456789", "abcdeghikl")) for name in names]
    with office.open() as session:
        UnitService(session).add(LONGEST_VILLAGE, UnitKind.VILLAGE)
        for name in names:
            for household in ("H-001", "H-002"):
                typed = {"full_name": name, "birth": "1961", "household": household}
                PersonService(session).add(typed, NGOC_BAN)
    driver = stage.open(office)
    screen = driver.go("people", PeopleScreen)
    heads = ("STT", "Họ và tên", "Năm sinh", "Mã hộ", "Thôn", "Ghi chú riêng")
    rows = [(n, name, "1961", "H-900", "Thôn Ngọc Bản", "x") for n, name in enumerate(names, 1)]
    driver.ask.give(write_xlsx(stage.folder / "danh sach thon Ngoc Ban.xlsx", [heads, *rows]))
    driver.click(screen.import_button)
    assert len(screen.import_panel.view.talk.open_questions()) == QUESTIONS
    return driver.window


def _corrected(office: Office, stage: Stage) -> QWidget:
    """Somebody was searched for and corrected, and a button asks to choose first."""
    with office.open() as session:
        (person, *_) = RosterService(session).search(LONGEST_NAME)
    driver = stage.open(office)
    screen = driver.go("people", PeopleScreen)
    driver.write(screen.search_field, "cong tang")
    driver.bot.waitUntil(lambda: len(screen.model.ids) < 20)
    driver.rest()
    screen.table.choose_row(screen.model.number_of(person.id) or 0)
    driver.click(screen.edit_button)
    driver.rest()
    dialog = screen.cards.dialog
    assert dialog is not None
    write(dialog, {"phone": "0912 345 678"})
    driver.click(dialog.save_button)
    screen.table.choose_nobody()
    driver.click(screen.move_button)
    assert screen.notice.isVisible()
    assert screen.acts.undo_button.isVisible()
    return driver.window


def _village_list(stage: Stage) -> QWidget:
    return _corrected(stage.running().villages[0], stage)


def _commune_list(stage: Stage) -> QWidget:
    return _corrected(stage.running().commune, stage)


def _registered(stage: Stage) -> QWidget:
    driver = stage.open(stage.running().villages[0])
    screen = driver.go("registration", RegistrationScreen)
    driver.write(screen.search_field, "cong tang")
    driver.bot.waitUntil(lambda: len(screen.model.rows) < 20)
    driver.rest()
    screen.table.choose_row(0)
    driver.click(screen.withdraw_button)
    assert screen.acts.isVisible()
    screen.table.choose_row(0)
    return driver.window


def _papers(stage: Stage) -> QWidget:
    office = stage.ended().commune
    with office.open() as session:
        UnitService(session).add(LONGEST_VILLAGE, UnitKind.VILLAGE)
    driver = stage.open(office)
    screen = driver.go("papers", PapersScreen)
    screen.unit_box.setCurrentIndex(screen.unit_box.findText(LONGEST_VILLAGE))
    driver.click(screen.certificates_button)
    assert screen.notice.isVisible()
    return driver.window


def _sheet(stage: Stage) -> QWidget:
    """Points that cannot be, with the sentence that says so."""
    driver = stage.open(stage.running().villages[0])
    screen = driver.go("scoring", ScoringScreen)
    names = [row.person.full_name for row in screen.model.rows]
    screen.table.choose_row(names.index(LONGEST_NAME) if LONGEST_NAME in names else 0)
    driver.rest()
    screen.pages.show_sheet()
    field = screen.sheet_panel.fields[(Assessor.VILLAGE, "CS4")]
    field.setFocus()
    QTest.keyClicks(field, "11")
    driver.press(Qt.Key.Key_Return, field)
    return driver.window


def _deciding(stage: Stage) -> QWidget:
    """Sheets were appraised, and the next decision is typed with a number that is used."""
    driver: Driver = stage.open(stage.running().commune)
    screen = driver.go("recognition", RecognitionScreen)
    driver.click(screen.appraise_button)
    screen.number_field.setText("15/QĐ-UBND")
    screen.date_field.setText("40/13/2026")
    assert screen.undo_button.isVisible()
    return driver.window


def full_scenes() -> list[Scene]:
    """All scenes that are as full as life."""
    return [
        Scene("xa-people-24-cau-hoi", _asking),
        Scene("thon-people-day", _village_list),
        Scene("xa-people-day", _commune_list),
        Scene("thon-registration-day", _registered),
        Scene("xa-papers-day", _papers),
        Scene("thon-scoring-day", _sheet),
        Scene("xa-recognition-day", _deciding),
    ]
