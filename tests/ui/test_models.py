"""Every model of a table, as Qt's own tester sees it, and how tables share their room."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from vanhoa_desktop.ui.widgets.paged_model import PAGE_ROWS, PAGES_KEPT, PagedModel
from vanhoa_desktop.ui.widgets.tables import Column, RowsModel, TableView

COLUMNS: tuple[Column[str], ...] = (
    Column("Họ và tên", str, 20, stretches=True),
    Column("Số", lambda text: str(len(text)), 6, is_number=True),
    Column("Ghi chú", lambda _: "", 20, is_spare=True),
)


def shown(model: PagedModel[str] | RowsModel[str], row: int, column: int = 0) -> object:
    return model.index(row, column).data()


def test_rows_that_are_all_at_hand(qtmodeltester: ModelTester) -> None:
    model = RowsModel[str](COLUMNS)
    model.set_rows(["An", "Bình"])
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]  # pytest-qt has no types here
    model.set_row(1, "Cường")
    assert [shown(model, 0), shown(model, 1), shown(model, 1, 1)] == ["An", "Cường", "5"]
    assert model.headerData(0, Qt.Orientation.Horizontal) == "Họ và tên"
    assert model.headerData(0, Qt.Orientation.Vertical) is None


def test_pages_are_asked_for_once_when_they_come_into_view(
    qtbot: QtBot, qtmodeltester: ModelTester
) -> None:
    model = PagedModel[str](COLUMNS)
    model.set_ids([f"id{number}" for number in range(PAGE_ROWS * (PAGES_KEPT + 2))])
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]  # pytest-qt has no types here
    asked: list[int] = []
    model.page_wanted.connect(asked.append)
    with qtbot.waitSignal(model.page_wanted):
        assert shown(model, PAGE_ROWS + 3) == "…"
        assert shown(model, PAGE_ROWS + 4) == "…"
    assert shown(model, PAGE_ROWS + 5) == "…"
    qtbot.wait(1)
    assert 1 in asked
    assert len(asked) == len(set(asked))


def test_a_page_that_came_is_shown_and_the_oldest_is_forgotten(qtbot: QtBot) -> None:
    del qtbot
    model = PagedModel[str](COLUMNS)
    ids = [f"id{number}" for number in range(PAGE_ROWS * (PAGES_KEPT + 1))]
    model.set_ids(ids)
    for page in range(PAGES_KEPT + 1):
        model.set_page(page, {record: record.upper() for record in model.ids_of_page(page)})
    assert shown(model, PAGE_ROWS) == f"ID{PAGE_ROWS}"
    assert shown(model, 0) == "…"
    assert model.number_of("id7") == 7
    assert model.number_of("nobody") is None


def test_a_table_hides_spare_columns_before_it_scrolls(qtbot: QtBot) -> None:
    model = RowsModel[str](COLUMNS)
    table = TableView("Bảng")
    qtbot.addWidget(table)
    table.setModel(model)
    char = table.fontMetrics().averageCharWidth()
    table.show()
    for chars, hidden, is_cut in ((70, False, False), (40, True, False), (20, True, True)):
        table.resize(char * chars, 200)
        table.fit_columns()
        assert table.isColumnHidden(2) is hidden
        assert table.columnWidth(0) >= char * 20
        assert (table.horizontalHeader().length() > table.viewport().width()) is is_cut


def test_a_text_that_wraps_gets_a_higher_row(qtbot: QtBot) -> None:
    column: Column[str] = Column("Điều cần biết", str, 10, stretches=True, wraps=True)
    model = RowsModel[str]((column,))
    table = TableView("Bảng")
    qtbot.addWidget(table)
    table.setModel(model)
    model.set_rows(["ngắn", "một câu dài hơn bề rộng của cột này rất nhiều lần " * 3])
    table.resize(table.fontMetrics().averageCharWidth() * 30, 400)
    table.show()
    qtbot.wait(1)
    assert table.rowHeight(1) > table.rowHeight(0)


def test_enter_and_double_click_open_a_row(qtbot: QtBot) -> None:
    model = RowsModel[str](COLUMNS)
    table = TableView("Bảng")
    qtbot.addWidget(table)
    table.setModel(model)
    model.set_rows(["An", "Bình"])
    table.show()
    opened: list[int] = []
    table.row_opened.connect(opened.append)
    QTest.keyClick(table, Qt.Key.Key_Return)
    table.choose_row(1)
    QTest.keyClick(table, Qt.Key.Key_Return)
    place = table.visualRect(model.index(0, 0)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert opened == [1, 0]
