"""The commune's screens in the states that are not the usual one, and its dialogs."""

from functools import partial

from PySide6.QtWidgets import QWidget

from tests.builders.offices import CAM_BAO, NGOC_BAN, YEAR
from tests.builders.ui import Driver
from tests.screens.stage import Scene, Stage
from vanhoa_desktop.services.people.person_entry import PersonService
from vanhoa_desktop.services.recognition.numbering import Numbering
from vanhoa_desktop.ui.devices.devices_screen import DevicesScreen
from vanhoa_desktop.ui.devices.root_dialog import RootDialog
from vanhoa_desktop.ui.duplicates.duplicates_screen import DuplicatesScreen
from vanhoa_desktop.ui.exchange.commune_exchange_screen import CommuneExchangeScreen
from vanhoa_desktop.ui.papers.papers_screen import PapersScreen
from vanhoa_desktop.ui.people.people_screen import PeopleScreen
from vanhoa_desktop.ui.recognition.numbering_dialog import NumberingDialog
from vanhoa_desktop.ui.recognition.recognition_screen import RecognitionScreen


def _commune(stage: Stage) -> Driver:
    return stage.open(stage.running().commune)


def _nobody_in(screen_id: str, stage: Stage) -> QWidget:
    driver = stage.open(stage.founded().commune)
    driver.workbench.show_screen(screen_id)
    driver.rest()
    return driver.window


def _no_year(screen_id: str, stage: Stage) -> QWidget:
    driver = _commune(stage)
    driver.window.workspace.choose_year(None)
    driver.workbench.show_screen(screen_id)
    driver.rest()
    return driver.window


def _merged(stage: Stage) -> QWidget:
    driver = _commune(stage)
    screen = driver.go("commune-exchange", CommuneExchangeScreen)
    damaged = stage.folder / "Thôn Ngọc Bản gui xa (2).vhb"
    damaged.write_bytes(stage.years.sent.read_bytes()[:-7])
    driver.ask.give(stage.years.sent, damaged)
    driver.click(screen.merge_button)
    return driver.window


def _approving(stage: Stage) -> QWidget:
    driver = _commune(stage)
    screen = driver.go("devices", DevicesScreen)
    driver.ask.give(stage.years.request)
    driver.click(screen.approve_button)
    assert screen.dialog is not None
    return screen.dialog


def _approval_refused(stage: Stage) -> QWidget:
    driver = _commune(stage)
    screen = driver.go("devices", DevicesScreen)
    driver.ask.give(stage.years.request)
    driver.click(screen.approve_button)
    dialog = screen.dialog
    assert dialog is not None
    dialog.fingerprint_field.setText("1234 5678 9012 3456 7890 1234")
    driver.ask.give(stage.folder / "moi.vhi")
    driver.click(dialog.approve_button)
    return dialog


def _deciding(stage: Stage) -> QWidget:
    driver = _commune(stage)
    screen = driver.go("recognition", RecognitionScreen)
    driver.click(screen.appraise_button)
    screen.number_field.setText("15/QĐ-UBND")
    return driver.window


def _number_used(stage: Stage) -> QWidget:
    """The number that is typed for another decision is used already."""
    driver = stage.open(stage.ended().commune)
    session = driver.window.workspace.session
    with session.database.reading() as reading:
        (decision, *_) = reading.recognitions.decisions(YEAR)
    screen = driver.go("recognition", RecognitionScreen)
    screen.number_field.setText(decision.number or "")
    return driver.window


def _counting(stage: Stage) -> QWidget:
    """The page while it is counted anew: nothing of what was counted before is shown."""
    driver = _commune(stage)
    screen = driver.go("recognition", RecognitionScreen)
    driver.click(screen.appraise_button)
    stage.keep_reading(driver)
    screen.read_again()
    return driver.window


def _decided(stage: Stage) -> QWidget:
    driver = stage.open(stage.ended().commune)
    driver.go("recognition", RecognitionScreen)
    return driver.window


def _root_key(stage: Stage) -> QWidget:
    driver = stage.open(stage.running().commune)
    dialog = RootDialog(driver.window.workspace, driver.window)
    dialog.open()
    driver.rest()
    driver.click(dialog.open_button)
    return dialog


def _numbering(stage: Stage) -> QWidget:
    """After a restore: what was typed is less than what is known here."""
    driver = _commune(stage)
    known = (("0057/2026", "Nguyễn Thị Hồng Hạnh"), ("0056/2026", "Trần Văn Bình"))
    numbers = Numbering(2026, 57, 58, is_confirmed=False, latest=known)
    dialog = NumberingDialog(driver.window.workspace, driver.window, numbers)
    dialog.open()
    dialog.number_field.setText("12")
    driver.click(dialog.confirm_button)
    return dialog


def _moving(stage: Stage) -> QWidget:
    driver = _commune(stage)
    screen = driver.go("people", PeopleScreen)
    screen.table.choose_row(0)
    driver.click(screen.move_button)
    assert screen.dialog is not None
    return screen.dialog


def _papers(stage: Stage) -> tuple[Driver, PapersScreen]:
    driver = stage.open(stage.ended().commune)
    return driver, driver.go("papers", PapersScreen)


def _paper_refused(stage: Stage) -> QWidget:
    driver = _commune(stage)
    screen = driver.go("papers", PapersScreen)
    driver.click(screen.certificates_button)
    return driver.window


def _preview(button: str, stage: Stage) -> QWidget:
    driver, screen = _papers(stage)
    driver.click(getattr(screen, button))
    assert screen.preview is not None
    return screen.preview


def _enlarged_page(stage: Stage) -> QWidget:
    driver, screen = _papers(stage)
    driver.click(screen.report_button)
    assert screen.preview is not None
    driver.click(screen.preview.larger_button)
    return screen.preview


def _twice(stage: Stage, *, is_answered: bool) -> QWidget:
    """Two people who are listed in two thôn each; of one it was said that they are two."""
    office = stage.founded().commune
    with office.open() as session:
        for name in ("Lê Văn Sơn", "Công Tằng Tôn Nữ Thị Nguyệt Thanh Huyền"):
            for unit in (NGOC_BAN, CAM_BAO):
                typed = {"full_name": name, "birth": "12/3/1961", "occupation": "Nông dân"}
                PersonService(session).add(typed, unit)
        for unit in (NGOC_BAN, CAM_BAO):
            typed = {"full_name": "Hà Thị Sáu", "birth": "1960", "citizen_number": "038160000017"}
            PersonService(session).add(typed, unit)
    driver = stage.open(office)
    screen = driver.go("duplicates", DuplicatesScreen)
    screen.table.choose_row(1)
    driver.click(screen.other_button)
    driver.click(screen.exact_button)
    if is_answered:
        driver.click(screen.answered_button)
    return driver.window


def commune_scenes() -> list[Scene]:
    """All scenes of the commune but the usual ones."""
    empty = (
        *("home", "devices", "people", "commune-exchange", "recognition", "scoring", "results"),
        "duplicates",
    )
    yearless = ("home", "devices", "commune-exchange", "recognition", "papers", "results")
    return [
        *(Scene(f"xa-trong-{name}", partial(_nobody_in, name)) for name in empty),
        *(Scene(f"xa-chua-mo-nam-{name}", partial(_no_year, name)) for name in yearless),
        Scene("xa-commune-exchange-da-nhan", _merged),
        Scene("xa-devices-chap-nhan", _approving),
        Scene("xa-devices-ma-sai", _approval_refused),
        Scene("xa-people-chuyen", _moving),
        Scene("xa-duplicates-con-nghi", partial(_twice, is_answered=False)),
        Scene("xa-duplicates-da-tra-loi", partial(_twice, is_answered=True)),
        Scene("xa-recognition-san-sang", _deciding),
        Scene("xa-recognition-so-da-dung", _number_used),
        Scene("xa-recognition-dem-lai", _counting),
        Scene("xa-recognition-cuoi-nam", _decided),
        Scene("xa-recognition-so-giay", _numbering),
        Scene("xa-khoa-goc", _root_key),
        Scene("xa-papers-chua-co", _paper_refused),
        Scene("xa-papers-giay-cong-nhan", partial(_preview, "certificates_button")),
        Scene("xa-papers-quyet-dinh", partial(_preview, "decision_button")),
        Scene("xa-papers-bao-cao", partial(_preview, "report_button")),
        Scene("xa-papers-bao-cao-to", _enlarged_page),
    ]
