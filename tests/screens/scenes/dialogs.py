"""The small windows of the frame: questions, news, faults."""

from PySide6.QtWidgets import QApplication, QWidget

from tests.builders.ui import Driver
from tests.screens.stage import Scene, Stage
from vanhoa_desktop.ui.ask import DialogAsk, Question
from vanhoa_desktop.ui.crash import show_crash


def _front(kind: str, driver: Driver) -> QWidget:
    """The dialog that has come up over a window."""
    driver.rest()
    shown = [
        widget
        for widget in QApplication.topLevelWidgets()
        if widget.isVisible() and widget is not driver.window and widget.isModal()
    ]
    assert len(shown) == 1, kind
    return shown[0]


def _question(stage: Stage) -> QWidget:
    driver = stage.open(stage.running().villages[0])
    question = Question(
        "Gửi xã",
        "Chuyển mọi phiếu đã chấm đủ sang «Đã gửi xã» và lưu tệp?",
        "Chuyển và lưu tệp",
        details="Sau đó thôn không sửa các phiếu này nữa, trừ khi xã trả lại.",
    )
    DialogAsk().confirm(driver.window, question, lambda: None)
    return _front("question", driver)


def _news(stage: Stage) -> QWidget:
    driver = stage.open(stage.running().villages[0])
    DialogAsk().tell(driver.window, "Máy đã đăng ký", "Xã đã chấp nhận máy này.")
    return _front("news", driver)


def _crash(stage: Stage) -> QWidget:
    driver = stage.open(stage.running().villages[0])
    show_crash(RuntimeError("no such column"))
    return _front("crash", driver)


def dialog_scenes() -> list[Scene]:
    """All dialogs of the frame."""
    return [
        Scene("hop-hoi", _question),
        Scene("hop-bao", _news),
        Scene("hop-loi", _crash),
    ]
