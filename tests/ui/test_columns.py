"""A column is as wide as what stands in it, where there is room."""

from collections.abc import Callable

import pytest

from tests.builders.offices import Office, Offices, add_person
from tests.builders.ui import Driver
from vanhoa_desktop.ui.exchange.commune_exchange_screen import CommuneExchangeScreen
from vanhoa_desktop.ui.people.people_screen import PeopleScreen
from vanhoa_desktop.ui.scoring.scoring_screen import ScoringScreen
from vanhoa_desktop.ui.style.sizes import TEXT_CHOICES_PX
from vanhoa_desktop.ui.targets.targets_screen import TargetsScreen
from vanhoa_desktop.ui.widgets.tables import Column, ColumnsModel, RowsModel, TableView

LONG = "1961 hoặc 05/03/1961"
Wide = tuple[str, str, str]


def shown(driver: Driver, *, width: int) -> TableView:
    columns: tuple[Column[Wide], ...] = (
        Column("Họ và tên", lambda row: row[0], 20, stretches=True),
        Column("Ngày sinh", lambda row: row[1], 10),
        Column("Nghề nghiệp", lambda row: row[2], 12, is_spare=True),
    )
    table = TableView("Bảng thử")
    driver.bot.addWidget(table)
    model = RowsModel[Wide](columns, table)
    table.setModel(model)
    table.resize(width, 300)
    table.show()
    model.set_rows([("Lê Văn An", LONG, "Thợ may")])
    return table


def cut(table: TableView) -> list[str]:
    model = table.model()
    seen = [
        model.index(row, column)
        for column in range(model.columnCount())
        for row in range(model.rowCount())
        if not table.isColumnHidden(column)
    ]
    return [
        str(index.data())
        for index in seen
        if table.sizeHintForIndex(index).width() > table.columnWidth(index.column())
    ]


def test_a_text_longer_than_usual_is_whole_before_a_spare_column_is_shown(village: Driver) -> None:
    char = shown(village, width=1000).fontMetrics().averageCharWidth()
    # Room for the name (23), the long date (about 23) and not for twelve letters more.
    table = shown(village, width=char * 55)
    assert cut(table) == []
    assert table.isColumnHidden(2)
    assert cut(shown(village, width=char * 80)) == []
    assert not shown(village, width=char * 80).isColumnHidden(2)


def test_with_no_room_at_all_the_columns_stay_as_they_were(village: Driver) -> None:
    char = shown(village, width=1000).fontMetrics().averageCharWidth()
    table = shown(village, width=char * 42)
    assert table.columnWidth(1) == char * 13


@pytest.mark.parametrize("text_px", [18, 22, 28])
def test_the_results_of_the_list_to_be_scored_are_whole_or_told_by_a_sign(
    offices: Offices, opened: Callable[[Office], Driver], text_px: int
) -> None:
    with offices.villages[0].open() as session:
        for name in ("Lê Văn An", "Trần Thị Bình"):
            add_person(session, name)
    driver = opened(offices.villages[0])
    appearance = driver.window.workspace.appearance
    before = appearance.choice.text_px
    appearance.choose_text_px(text_px)
    driver.window.resize(1024, 560)
    screen = driver.go("scoring", ScoringScreen)
    screen.pages.show_list()
    driver.rest()
    assert cut(screen.table) == []
    people = driver.go("people", PeopleScreen)
    assert isinstance(people.table.model(), ColumnsModel)
    assert cut(people.table) == []
    appearance.choose_text_px(before)


@pytest.mark.parametrize(
    ("screen_id", "kind"),
    [("targets", TargetsScreen), ("commune-exchange", CommuneExchangeScreen)],
)
def test_with_very_large_letters_in_a_small_window_no_figure_is_hidden(
    commune: Driver, screen_id: str, kind: type[TargetsScreen | CommuneExchangeScreen]
) -> None:
    """«Mục tiêu», «Thôn đang giữ» and «Đã thẩm định» gave way, and nobody knew."""
    commune.window.resize(1024, 728)
    commune.window.workspace.appearance.choose_text_px(TEXT_CHOICES_PX[-1])
    screen = commune.go(screen_id, kind)
    commune.rest()
    titles = [column.title for column in screen.model.columns]
    hidden = {title for n, title in enumerate(titles) if screen.table.isColumnHidden(n)}
    assert hidden <= {"Tệp gần nhất"}
    assert screen.table.horizontalScrollBar().maximum() == 0
