"""Questions and files with the real dialogs: the safe answer is the one that Enter and Esc give."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from tests.builders.ui import PATIENCE_MS
from vanhoa_desktop.ui.ask import EXCEL, SPREADSHEETS, DialogAsk, FileWish, Question

Dialog = TypeVar("Dialog", QMessageBox, QFileDialog)
QUESTION = Question("Gửi xã", "Chuyển phiếu?", "Chuyển", details="Sau đó không sửa nữa.")


@pytest.fixture
def parent(qtbot: QtBot) -> Iterator[QWidget]:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    yield widget
    QApplication.processEvents()


def front(kind: type[Dialog]) -> Dialog:
    (dialog,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]
    return dialog


def asked(parent: QWidget) -> tuple[QMessageBox, list[str]]:
    """The open question, and a list that says when somebody agreed."""
    agreed: list[str] = []
    DialogAsk().confirm(parent, QUESTION, lambda: agreed.append("yes"))
    return front(QMessageBox), agreed


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Escape])
def test_enter_and_escape_change_nothing(qtbot: QtBot, parent: QWidget, key: Qt.Key) -> None:
    box, agreed = asked(parent)
    QTest.keyClick(box, key)
    qtbot.waitUntil(lambda: not box.isVisible(), timeout=PATIENCE_MS)
    assert agreed == []


def test_only_the_button_that_names_the_deed_agrees(parent: QWidget) -> None:
    box, agreed = asked(parent)
    (deed,) = [button for button in box.buttons() if button.text() == "Chuyển"]
    QTest.mouseClick(deed, Qt.MouseButton.LeftButton)
    assert agreed == ["yes"]


def test_news_have_one_button(parent: QWidget) -> None:
    DialogAsk().tell(parent, "Máy", "Xã đã chấp nhận máy này.")
    box = front(QMessageBox)
    (button,) = box.buttons()
    assert button.text() == "Đã đọc"
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert not box.isVisible()


def test_the_buttons_of_a_long_question_stay_in_the_window(qtbot: QtBot, parent: QWidget) -> None:
    """Sixty lines on a small screen: the text scrolls, by keys too; the buttons are in sight."""
    parent.resize(1000, 600)
    lines = "\n".join(f"Dòng thứ {number} của câu hỏi" for number in range(60))
    DialogAsk().confirm(
        parent, Question("Gửi xã", "Chuyển phiếu?", "Chuyển", details=lines), lambda: None
    )
    box = front(QMessageBox)
    qtbot.waitUntil(lambda: box.height() > 0, timeout=PATIENCE_MS)
    assert box.height() <= 600
    assert box.width() <= 1000
    assert all(box.rect().contains(button.geometry()) for button in box.buttons())
    (area,) = box.findChildren(QScrollArea)
    bar = area.verticalScrollBar()
    assert bar.maximum() > 0
    for _ in range(20):
        QTest.keyClick(box, Qt.Key.Key_PageDown)
    assert bar.value() == bar.maximum()
    box.close()


def test_a_question_that_is_high_only_where_it_is_narrow_gets_the_width(
    qtbot: QtBot, parent: QWidget
) -> None:
    """The table of keys at the greatest letters: Qt made it narrow, and the button was cut."""
    parent.resize(780, 500)
    lines = "\n".join("Enter hoặc mũi tên xuống: khi chấm, ghi điểm, xuống" for _ in range(15))
    DialogAsk().tell(parent, "Phím", lines)
    box = front(QMessageBox)
    qtbot.waitUntil(lambda: box.height() > 0, timeout=PATIENCE_MS)
    assert box.height() <= 500
    assert all(box.rect().contains(button.geometry()) for button in box.buttons())
    box.close()


def test_a_short_question_does_not_scroll(parent: QWidget) -> None:
    parent.resize(1000, 600)
    box, _agreed = asked(parent)
    assert box.findChildren(QScrollArea) == []
    box.close()


def choose(path: Path) -> None:
    """What an officer does in a file dialog: name the file and press the button."""
    dialog = front(QFileDialog)
    dialog.setDirectory(str(path.parent))
    dialog.selectFile(path.name)
    QApplication.processEvents()
    dialog.accept()


def test_a_saved_file_gets_its_ending_if_it_was_left_out(parent: QWidget, tmp_path: Path) -> None:
    chosen: list[Path] = []
    wish = FileWish("Lưu", EXCEL, "danh-sach.xlsx", (".xlsx",))
    DialogAsk().save_file(parent, wish, chosen.append)
    choose(tmp_path / "hop thon")
    DialogAsk().save_file(parent, wish, chosen.append)
    choose(tmp_path / "hop.XLSX")
    assert chosen == [tmp_path / "hop thon.xlsx", tmp_path / "hop.XLSX"]


def test_one_or_more_existing_files_are_chosen(parent: QWidget, tmp_path: Path) -> None:
    table = tmp_path / "bang.xlsx"
    table.write_bytes(b"")
    one: list[Path] = []
    many: list[list[Path]] = []
    DialogAsk().open_file(parent, FileWish("Chọn", SPREADSHEETS), one.append)
    choose(table)
    DialogAsk().open_files(parent, FileWish("Chọn", SPREADSHEETS), many.append)
    choose(table)
    assert one == [table]
    assert many == [[table]]


def test_a_file_dialog_that_is_left_chooses_nothing(parent: QWidget) -> None:
    chosen: list[Path] = []
    take: Callable[[Path], None] = chosen.append
    DialogAsk().open_file(parent, FileWish("Chọn", SPREADSHEETS), take)
    QTest.keyClick(front(QFileDialog), Qt.Key.Key_Escape)
    QApplication.processEvents()
    assert chosen == []


TABLE = FileWish("Lưu", EXCEL, "danh-sach.xlsx", (".xlsx",))


def save_as(parent: QWidget, path: Path) -> list[Path]:
    """What is chosen in the end, when somebody types a name and presses the button."""
    chosen: list[Path] = []
    DialogAsk().save_file(parent, TABLE, chosen.append)
    choose(path)
    QApplication.processEvents()
    return chosen


def press(text: str) -> None:
    (button,) = [b for b in front(QMessageBox).buttons() if b.text() == text]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QApplication.processEvents()


@pytest.mark.parametrize("typed", ["hop thon", "hop thon.xlsx"])
def test_a_file_that_is_there_is_replaced_only_if_that_is_wished(
    parent: QWidget, tmp_path: Path, typed: str
) -> None:
    (tmp_path / "hop thon.xlsx").write_bytes(b"of last year")
    assert save_as(parent, tmp_path / typed) == []
    assert "«hop thon.xlsx»" in front(QMessageBox).text()
    press("Không, đặt tên khác")
    again = front(QFileDialog)
    assert [Path(name).name for name in again.selectedFiles()] == ["hop thon.xlsx"]
    QTest.keyClick(again, Qt.Key.Key_Escape)
    QApplication.processEvents()
    chosen = save_as(parent, tmp_path / typed)
    press("Thay tệp cũ")
    assert chosen == [tmp_path / "hop thon.xlsx"]


def test_a_date_in_a_name_is_not_its_ending(parent: QWidget, tmp_path: Path) -> None:
    assert save_as(parent, tmp_path / "Danh sach 20.11.2026") == [
        tmp_path / "Danh sach 20.11.2026.xlsx"
    ]


def test_a_name_that_is_too_long_is_asked_for_again(parent: QWidget, tmp_path: Path) -> None:
    assert save_as(parent, tmp_path / ("e" * 253)) == []
    assert front(QMessageBox).text() == "Tên tệp quá dài. Hãy đặt tên ngắn hơn."
    press("Đã đọc")
    assert front(QFileDialog).isVisible()
    QTest.keyClick(front(QFileDialog), Qt.Key.Key_Escape)


def test_a_name_with_another_ending_is_refused_and_asked_for_again(
    parent: QWidget, tmp_path: Path
) -> None:
    assert save_as(parent, tmp_path / "hop.docx") == []
    assert "chưa lưu «hop.docx»" in front(QMessageBox).text()
    press("Đã đọc")
    assert [Path(name).name for name in front(QFileDialog).selectedFiles()] == ["hop.xlsx"]
    QTest.keyClick(front(QFileDialog), Qt.Key.Key_Escape)
    assert list(tmp_path.iterdir()) == []
