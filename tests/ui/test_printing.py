"""«In…» by real keys in Qt's own print dialog, through a real print server, measured on paper."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QSpinBox,
)
from reportlab.lib.pagesizes import A4, A5, landscape
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from tests.builders.documents import OFFICE, certificate, decision, plain_text
from tests.builders.ink import assert_same_ink, pages
from tests.builders.print_server import PRINTER, PrintServer, print_server, printing_at
from tests.builders.ui import PATIENCE_MS, Driver
from vanhoa_desktop.documents.certificate import render_certificates
from vanhoa_desktop.documents.decision import render_decision
from vanhoa_desktop.ui.papers.preview_dialog import PreviewDialog

pytestmark = pytest.mark.outside


@pytest.fixture(scope="module")
def running() -> Iterator[PrintServer]:
    """One server for the module."""
    with print_server() as server:
        yield server


@pytest.fixture
def server(running: PrintServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[PrintServer]:
    """The server, at which this process prints."""
    with printing_at(running, monkeypatch):
        yield running


@pytest.fixture
def show(commune: Driver) -> Callable[[bytes], PreviewDialog]:
    """Opens the preview of a paper over the commune's window."""

    def show_one(pdf: bytes) -> PreviewDialog:
        preview = PreviewDialog(commune.window.workspace, commune.window, "Giấy của xã", pdf)
        preview.open()
        commune.rest()
        return preview

    return show_one


def ruler(*sizes: tuple[float, float]) -> bytes:
    """Pages with a line of 100 mm and a dark square 10 mm from each corner, numbered."""
    stream = io.BytesIO()
    canvas = Canvas(stream, invariant=1)
    for number, (width, height) in enumerate(sizes, 1):
        canvas.setPageSize((width, height))
        canvas.line(20 * mm, 50 * mm, 120 * mm, 50 * mm)
        canvas.drawString(30 * mm, 60 * mm, f"Trang {number}")
        for x in (10 * mm, width - 12 * mm):
            for y in (10 * mm, height - 12 * mm):
                canvas.rect(x, y, 2 * mm, 2 * mm, fill=1, stroke=0)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def print_dialog(preview: PreviewDialog) -> QPrintDialog:
    """The print dialog that «In…» opens."""
    QTest.mouseClick(preview.print_button, Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    (dialog,) = preview.findChildren(QPrintDialog)
    assert dialog.isVisible()
    return dialog


def press_print(dialog: QPrintDialog) -> None:
    """What an officer does: Enter."""
    QTest.keyClick(dialog, Qt.Key.Key_Return)


def await_end(commune: Driver, preview: PreviewDialog) -> None:
    commune.bot.waitUntil(lambda: not preview.printing.is_printing, timeout=PATIENCE_MS)
    commune.rest()


def test_enter_in_the_print_dialog_prints_every_page_at_its_own_size(
    server: PrintServer, commune: Driver, show: Callable[[bytes], PreviewDialog]
) -> None:
    pdf = ruler(A4, landscape(A4), A4)
    preview = show(pdf)
    press_print(print_dialog(preview))
    await_end(commune, preview)
    assert preview.notice.text() == f"Đã gửi 3 trang tới máy in {PRINTER}."
    assert preview.focusWidget() is preview.print_button
    upright, wide, last = pages(server.paper())
    assert upright.size_mm == wide.size_mm == (210, 297)
    # 10 mm from every edge of the sheet, not of what the printer can reach.
    assert upright.ink_box_mm() == pytest.approx((10, 10, 200, 287), abs=0.3)
    drawn = pages(pdf)
    assert_same_ink(upright, drawn[0])
    assert_same_ink(wide, drawn[1].turned())
    assert_same_ink(last, drawn[2])


def test_a_hundred_millimetres_in_the_file_are_a_hundred_on_paper(
    server: PrintServer, commune: Driver, show: Callable[[bytes], PreviewDialog]
) -> None:
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4, invariant=1)
    canvas.line(50 * mm, 100 * mm, 150 * mm, 100 * mm)
    canvas.save()
    preview = show(stream.getvalue())
    press_print(print_dialog(preview))
    await_end(commune, preview)
    (sheet,) = pages(server.paper())
    left, _, right, bottom = sheet.ink_box_mm()
    assert right - left == pytest.approx(100, abs=0.3)
    assert (left, bottom) == pytest.approx((50, 197), abs=0.3)


@pytest.mark.parametrize(
    ("pdf", "sheet_mm", "is_turned"),
    [
        (render_certificates([certificate("Đỗ Thị Nguyệt Hường")], OFFICE), (210, 297), True),
        (ruler(landscape(A5)), (148, 210), True),
        (render_decision(decision(12)), (210, 297), False),
    ],
    ids=["a certificate", "A5 across", "a decision with its list"],
)
def test_a_paper_comes_out_of_the_printer_as_it_is_in_its_file(
    server: PrintServer,
    commune: Driver,
    show: Callable[[bytes], PreviewDialog],
    pdf: bytes,
    sheet_mm: tuple[int, int],
    is_turned: bool,
) -> None:
    preview = show(pdf)
    press_print(print_dialog(preview))
    await_end(commune, preview)
    printed, drawn = pages(server.paper()), pages(pdf)
    assert len(printed) == len(drawn)
    for sheet, page in zip(printed, drawn, strict=True):
        assert sheet.size_mm == sheet_mm
        assert_same_ink(sheet, page.turned() if is_turned else page)


def options_of(dialog: QPrintDialog) -> None:
    """Open the part of the dialog that says which pages and how many copies."""
    (button,) = [b for b in dialog.findChildren(QPushButton) if b.text().startswith("Tùy chọn")]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def click_print(dialog: QPrintDialog) -> None:
    """With the options open: a click on «In»."""
    (button,) = [b for b in dialog.findChildren(QPushButton) if b.text() == "&In"]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def choose(dialog: QPrintDialog, radio: str) -> None:
    """Click one of the choices of pages, by its text."""
    (found,) = [b for b in dialog.findChildren(QRadioButton) if b.text() == radio]
    found.click()


def spin(dialog: QPrintDialog, name: str) -> QSpinBox:
    found = dialog.findChild(QSpinBox, name)
    assert isinstance(found, QSpinBox)
    return found


def numbered() -> bytes:
    """Four pages that differ in how long a bar each has."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4, invariant=1)
    for number in range(1, 5):
        canvas.rect(20 * mm, 100 * mm, number * 20 * mm, 10 * mm, fill=1)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def pages_on_paper(server: PrintServer) -> list[int]:
    """Which of the numbered pages came out, by the length of their bars."""
    boxes = [page.ink_box_mm() for page in pages(server.paper())]
    return [round((right - left) / 20) for left, _, right, _ in boxes]


def test_the_pages_from_and_to_are_printed_and_no_others(
    server: PrintServer, commune: Driver, show: Callable[[bytes], PreviewDialog]
) -> None:
    preview = show(numbered())
    dialog = print_dialog(preview)
    options_of(dialog)
    choose(dialog, "Trang từ")
    spin(dialog, "from").setValue(2)
    spin(dialog, "to").setValue(3)
    click_print(dialog)
    await_end(commune, preview)
    assert pages_on_paper(server) == [2, 3]
    assert preview.notice.text().startswith("Đã gửi 2 trang")


def test_single_pages_are_printed_as_they_were_written(
    server: PrintServer, commune: Driver, show: Callable[[bytes], PreviewDialog]
) -> None:
    preview = show(numbered())
    dialog = print_dialog(preview)
    options_of(dialog)
    choose(dialog, "Các trang")
    field = dialog.findChild(QLineEdit, "pagesLineEdit")
    assert isinstance(field, QLineEdit)
    QTest.keyClicks(field, "1,3-4")
    click_print(dialog)
    await_end(commune, preview)
    assert pages_on_paper(server) == [1, 3, 4]
    assert preview.notice.text().startswith("Đã gửi 3 trang")


def test_the_page_on_screen_alone_is_printed(
    server: PrintServer, commune: Driver, show: Callable[[bytes], PreviewDialog]
) -> None:
    preview = show(numbered())
    QTest.mouseClick(preview.after_button, Qt.MouseButton.LeftButton)
    dialog = print_dialog(preview)
    options_of(dialog)
    choose(dialog, "Trang đang xem")
    click_print(dialog)
    await_end(commune, preview)
    assert pages_on_paper(server) == [2]


@pytest.mark.parametrize(("is_collated", "sheets"), [(True, [1, 2, 1, 2]), (False, [1, 1, 2, 2])])
def test_copies_come_in_sets_or_page_by_page(
    server: PrintServer,
    commune: Driver,
    show: Callable[[bytes], PreviewDialog],
    sheets: list[int],
    *,
    is_collated: bool,
) -> None:
    preview = show(numbered())
    dialog = print_dialog(preview)
    options_of(dialog)
    choose(dialog, "Trang từ")
    spin(dialog, "to").setValue(2)
    spin(dialog, "copies").setValue(2)
    (collate,) = [b for b in dialog.findChildren(QCheckBox) if b.text() == "Xếp theo bộ"]
    collate.setChecked(is_collated)
    click_print(dialog)
    await_end(commune, preview)
    assert preview.notice.text().startswith("Đã gửi 2 trang, 2 bản")
    assert pages_on_paper(server) == sheets


def test_the_last_page_first_if_that_was_chosen(
    server: PrintServer, commune: Driver, show: Callable[[bytes], PreviewDialog]
) -> None:
    preview = show(numbered())
    dialog = print_dialog(preview)
    options_of(dialog)
    (reverse,) = [b for b in dialog.findChildren(QCheckBox) if b.text() == "Từ cuối lên đầu"]
    reverse.setChecked(True)
    click_print(dialog)
    await_end(commune, preview)
    assert pages_on_paper(server) == [4, 3, 2, 1]


def test_while_it_prints_pages_can_be_turned_and_stopping_prints_nothing(
    server: PrintServer, commune: Driver, show: Callable[[bytes], PreviewDialog]
) -> None:
    before = server.jobs()
    preview = show(ruler(*[A4] * 60))
    press_print(print_dialog(preview))
    assert preview.printing.is_printing
    assert not preview.print_button.isEnabled()
    assert preview.focusWidget() is preview.printing.stop_button
    commune.bot.waitUntil(lambda: preview.printing.progress.value() >= 2, timeout=PATIENCE_MS)
    QTest.mouseClick(preview.after_button, Qt.MouseButton.LeftButton)
    assert preview.place_label.text() == "Trang 2 / 60"
    assert preview.printing.is_printing
    QTest.keyClick(preview.printing.stop_button, Qt.Key.Key_Return)
    await_end(commune, preview)
    assert preview.notice.text() == "Đã dừng in. Không có trang nào được in."
    assert server.jobs() == before


def test_closing_stops_what_is_being_printed_first(
    server: PrintServer, commune: Driver, show: Callable[[bytes], PreviewDialog]
) -> None:
    before = server.jobs()
    preview = show(ruler(*[A4] * 60))
    closed: list[int] = []
    preview.finished.connect(closed.append)
    press_print(print_dialog(preview))
    commune.bot.waitUntil(lambda: preview.printing.progress.value() >= 1, timeout=PATIENCE_MS)
    QTest.keyClick(preview, Qt.Key.Key_Escape)
    commune.bot.waitUntil(lambda: closed == [0], timeout=PATIENCE_MS)
    assert server.jobs() == before


def test_a_printer_that_takes_no_jobs_is_told(
    server: PrintServer, commune: Driver, show: Callable[[bytes], PreviewDialog]
) -> None:
    preview = show(numbered())
    server.ask("cupsreject", PRINTER)
    try:
        press_print(print_dialog(preview))
        await_end(commune, preview)
    finally:
        server.ask("cupsaccept", PRINTER)
    assert preview.notice.text().startswith(f"Không in được: máy in {PRINTER} không nhận")


def test_a_printer_that_is_gone_is_told(
    server: PrintServer, commune: Driver, show: Callable[[bytes], PreviewDialog]
) -> None:
    server.add_printer("Tam-thoi")
    preview = show(numbered())
    dialog = print_dialog(preview)
    server.ask("lpadmin", "-x", "Tam-thoi")
    server.ask("lpadmin", "-d", PRINTER)
    press_print(dialog)
    await_end(commune, preview)
    assert preview.notice.text().startswith("Không in được: không còn thấy máy in Tam-thoi.")


def test_a_printer_that_stands_still_is_told(
    server: PrintServer, commune: Driver, show: Callable[[bytes], PreviewDialog]
) -> None:
    preview = show(numbered())
    server.ask("cupsdisable", PRINTER)
    try:
        press_print(print_dialog(preview))
        await_end(commune, preview)
    finally:
        server.ask("cupsenable", PRINTER)
    assert "Máy in đang dừng" in preview.notice.text()
    assert pages_on_paper(server) == [1, 2, 3, 4]


def test_a_file_chosen_in_the_print_dialog_holds_the_chosen_pages_as_text(
    server: PrintServer,
    commune: Driver,
    show: Callable[[bytes], PreviewDialog],
    tmp_path: Path,
) -> None:
    preview = show(ruler(A4, A4, A4))
    dialog = print_dialog(preview)
    printers = dialog.findChild(QComboBox, "printers")
    assert isinstance(printers, QComboBox)
    printers.setCurrentIndex(printers.findText("In ra tệp PDF"))
    name = dialog.findChild(QLineEdit, "filename")
    assert isinstance(name, QLineEdit)
    name.setText(str(tmp_path / "trang.pdf"))
    options_of(dialog)
    choose(dialog, "Trang từ")
    spin(dialog, "from").setValue(3)
    click_print(dialog)
    commune.rest()
    assert plain_text((tmp_path / "trang.pdf").read_bytes()).split() == ["Trang", "3"]
    assert preview.notice.text() == "Đã lưu trang.pdf."
