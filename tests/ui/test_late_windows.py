"""What comes late lands on nothing else: neither on another screen nor on another dialog."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from tests.builders.offices import Offices
from tests.builders.ui import Driver, open_window
from vanhoa_desktop.domain.ports import Progress
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.ui.ask import DialogAsk, Question
from vanhoa_desktop.ui.people.people_screen import PeopleScreen
from vanhoa_desktop.ui.registration.registration_screen import RegistrationScreen

QUESTION = Question("Hỏi", "Làm việc này?", "Làm")


def asked_late(driver: Driver, screen: PeopleScreen) -> list[str]:
    """Something is looked up that ends with a question; returns what came of it."""
    heard: list[str] = []

    def look(_session: Session, _progress: Progress) -> None:
        """Nothing takes long here; what happens before the answer comes is what counts."""

    def ask(_: object) -> None:
        heard.append("asked")
        DialogAsk().confirm(screen, QUESTION, lambda: heard.append("done"))

    driver.window.workspace.look(look, ask, lambda _: None, "Đang xem trước…")
    return heard


def questions() -> list[QMessageBox]:
    return [
        widget
        for widget in QApplication.topLevelWidgets()
        if isinstance(widget, QMessageBox) and widget.isVisible()
    ]


def test_a_question_comes_up_over_the_screen_that_asks(qtbot: QtBot, offices: Offices) -> None:
    driver = open_window(qtbot, offices.villages[0])
    screen = driver.go("people", PeopleScreen)
    heard = asked_late(driver, screen)
    driver.rest()
    (box,) = questions()
    box.close()
    assert heard == ["asked"]
    driver.close()


def test_a_screen_that_was_left_asks_nothing(qtbot: QtBot, offices: Offices) -> None:
    driver = open_window(qtbot, offices.villages[0])
    screen = driver.go("people", PeopleScreen)
    heard = asked_late(driver, screen)
    driver.workbench.show_screen("registration")
    driver.rest()
    assert heard == ["asked"]
    assert not questions()
    assert isinstance(driver.workbench.screen_shown, RegistrationScreen)
    driver.close()


def test_nothing_is_asked_on_top_of_another_question(qtbot: QtBot, offices: Offices) -> None:
    driver = open_window(qtbot, offices.villages[0])
    screen = driver.go("people", PeopleScreen)
    DialogAsk().confirm(screen, Question("Trước", "Việc trước?", "Làm"), lambda: None)
    asked_late(driver, screen)
    driver.rest()
    (box,) = questions()
    assert box.text() == "Việc trước?"
    box.close()
    driver.close()


def test_a_card_of_a_screen_that_was_left_does_not_open(qtbot: QtBot, offices: Offices) -> None:
    driver = open_window(qtbot, offices.villages[0])
    screen = driver.go("people", PeopleScreen)
    QTest.mouseClick(screen.add_button, Qt.MouseButton.LeftButton)
    driver.workbench.show_screen("registration")
    driver.rest()
    assert QApplication.activeModalWidget() is None
    driver.close()


def test_several_steps_of_the_letters_are_drawn_once(qtbot: QtBot, offices: Offices) -> None:
    driver = open_window(qtbot, offices.villages[0])
    appearance = driver.window.workspace.appearance
    drawn: list[int] = []
    appearance.look_changed.connect(lambda: drawn.append(appearance.choice.text_px))
    before = appearance.choice.text_px
    for _ in range(4):
        appearance.step_text(1)
    qtbot.waitUntil(lambda: bool(drawn))
    assert drawn == [before + 8]
    driver.close()
