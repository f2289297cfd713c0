"""The card of one person: new, held, refused, like somebody who is there; and the way back."""

from collections.abc import Mapping

from PySide6.QtWidgets import QComboBox, QWidget

from tests.builders.offices import YEAR, Office
from tests.builders.sheets import sheets_of
from tests.builders.ui import Driver
from tests.screens.stage import Scene, Stage
from tests.screens.years import LONGEST_NAME
from vanhoa_desktop.domain.enums import AssessmentStatus
from vanhoa_desktop.services.people.person_entry import PersonService
from vanhoa_desktop.services.rows.roster import RosterService
from vanhoa_desktop.ui.people.people_screen import PeopleScreen
from vanhoa_desktop.ui.people.person_dialog import PersonDialog

_ALL = {
    "birth": "05/03/1961",
    "sex": "female",
    "citizen_number": "038161000111",
    "household": "H-012",
    "relation": "Mẹ vợ của chủ hộ",
    "occupation": "Nông dân",
    "target_group": "staff",
    "phone": "0912 345 678",
    "presence": "working_away",
    "presence_on": "01/03/2026",
    "note": "Về quê dịp Tết",
}


def _list(stage: Stage, office: Office) -> tuple[Driver, PeopleScreen]:
    driver = stage.open(office)
    return driver, driver.go("people", PeopleScreen)


def _opened(driver: Driver, screen: PeopleScreen) -> PersonDialog:
    driver.rest()
    assert screen.cards.dialog is not None
    return screen.cards.dialog


def write(dialog: PersonDialog, texts: Mapping[str, str]) -> None:
    """Write into the fields of a card, and choose."""
    for name, text in texts.items():
        field = dialog.form.fields[name]
        if isinstance(field, QComboBox):
            field.setCurrentIndex(field.findData(text))
        else:
            field.setText(text)


def _new(stage: Stage) -> QWidget:
    driver, screen = _list(stage, stage.running().villages[0])
    driver.click(screen.add_button)
    return _opened(driver, screen)


def _new_at_commune(stage: Stage) -> QWidget:
    driver, screen = _list(stage, stage.running().commune)
    driver.click(screen.add_button)
    return _opened(driver, screen)


def _held(stage: Stage) -> tuple[Driver, PeopleScreen]:
    office = stage.running().villages[0]
    with office.open() as session:
        person = RosterService(session).person(LONGEST_NAME)
        PersonService(session).set(person, _ALL)
    driver, screen = _list(stage, office)
    screen.table.choose_row(screen.model.number_of(person.id) or 0)
    driver.click(screen.edit_button)
    return driver, screen


def _correcting(stage: Stage) -> QWidget:
    return _opened(*_held(stage))


def _refused(stage: Stage) -> QWidget:
    driver, screen = _held(stage)
    dialog = _opened(driver, screen)
    write(dialog, {"birth": "31/02/1961", "phone": "0987 654 321"})
    driver.click(dialog.save_button)
    return dialog


def _with_result(stage: Stage) -> QWidget:
    office = stage.ended().commune
    with office.open() as session:
        sheets = sheets_of(session, YEAR)
        person = next(p for p, s in sheets.items() if s.status is AssessmentStatus.RECOGNISED)
    driver, screen = _list(stage, office)
    screen.table.choose_row(screen.model.number_of(person) or 0)
    driver.click(screen.edit_button)
    return _opened(driver, screen)


def _alike(stage: Stage) -> QWidget:
    office = stage.running().villages[0]
    with office.open() as session:
        PersonService(session).add(_ALL | {"full_name": LONGEST_NAME, "presence": "departed"})
    driver, screen = _list(stage, office)
    driver.click(screen.add_button)
    dialog = _opened(driver, screen)
    write(dialog, {"full_name": LONGEST_NAME, "birth": "1961"})
    driver.click(dialog.save_button)
    return dialog


def _corrected(stage: Stage) -> QWidget:
    driver, screen = _held(stage)
    dialog = _opened(driver, screen)
    write(dialog, {"household": "H-900", "note": ""})
    driver.click(dialog.save_button)
    return driver.window


def card_scenes() -> list[Scene]:
    """All scenes of the card."""
    return [
        Scene("thon-people-them", _new),
        Scene("thon-people-them-giong", _alike),
        Scene("thon-people-sua", _correcting),
        Scene("thon-people-sua-sai", _refused),
        Scene("thon-people-sua-xong", _corrected),
        Scene("xa-people-them", _new_at_commune),
        Scene("xa-people-sua", _with_result),
    ]
