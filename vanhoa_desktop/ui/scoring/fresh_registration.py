"""Points registered somebody: that can be taken back together with them, after a question."""

from functools import partial

from vanhoa_desktop.services.sheets.sheets import PersonSheet
from vanhoa_desktop.ui.ask import Question
from vanhoa_desktop.ui.scoring.points_saver import PointsSaver
from vanhoa_desktop.ui.scoring.sheet_panel import SheetPanel
from vanhoa_desktop.ui.screens import Screen


def ask_withdrawal(screen: Screen, panel: SheetPanel, saver: PointsSaver) -> None:
    """Let the panel's button take a registration back, on a screen that scores."""

    def ask(sheet: PersonSheet) -> None:
        number = saver.typed_of(sheet.person.id, sheet.cycle.year)
        question = _question(sheet.person.full_name, number)
        screen.workspace.ask.confirm(screen, question, partial(withdraw, sheet), panel.focus_first)

    def withdraw(sheet: PersonSheet) -> None:
        saver.take_back_all(sheet.person.id, sheet.cycle.year)
        panel.focus_first()

    def show_registration(sheet: PersonSheet) -> None:
        screen.screen_requested.emit("registration", sheet.person.id)

    panel.withdrawal_wished.connect(ask)
    # At a later sitting nothing is known of what was typed: there the registration alone ends.
    panel.registration_wished.connect(show_registration)


def _question(name: str, number: int) -> Question:
    return Question(
        "Bỏ đăng ký",
        f"Bỏ đăng ký của {name} và {number} điểm vừa ghi?",
        "Bỏ đăng ký và điểm",
        details="Điểm đã bỏ không lấy lại được: muốn chấm thì gõ lại từ đầu.",
    )
