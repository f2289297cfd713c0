"""Large letters: list and sheet become two pages, and the keys lead from one to the other."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from tests.builders.offices import Offices, add_person
from tests.builders.ui import Driver
from vanhoa_desktop.domain.enums import Assessor
from vanhoa_desktop.ui.people.people_screen import PeopleScreen
from vanhoa_desktop.ui.scoring.scoring_screen import ScoringScreen
from vanhoa_desktop.ui.style.sizes import TEXT_CHOICES_PX
from vanhoa_desktop.ui.widgets.points_field import PointsField
from vanhoa_desktop.ui.widgets.scrolling import PageArea

LARGEST_PX = TEXT_CHOICES_PX[-1]


def enlarged(village: Driver) -> ScoringScreen:
    village.window.workspace.appearance.choose_text_px(LARGEST_PX)
    village.rest()
    return village.go("scoring", ScoringScreen)


def cell(screen: ScoringScreen, number: int) -> PointsField:
    return screen.sheet_panel.fields[(Assessor.VILLAGE, f"CS{number}")]


def test_with_usual_letters_list_and_sheet_stand_side_by_side(village: Driver) -> None:
    screen = village.go("scoring", ScoringScreen)
    assert screen.table.isVisible()
    assert screen.sheet_panel.isVisible()
    assert not screen.open_button.isVisible()
    assert not screen.buttons.list.isVisible()


def test_with_the_largest_letters_enter_opens_the_sheet_and_escape_returns(village: Driver) -> None:
    screen = enlarged(village)
    assert screen.table.isVisible()
    assert not screen.sheet_panel.isVisible()
    village.press(Qt.Key.Key_Return, screen.table)
    assert not screen.table.isVisible()
    assert cell(screen, 1).hasFocus()
    QTest.keyClicks(cell(screen, 1), "7")
    village.press(Qt.Key.Key_Escape)
    assert cell(screen, 1).text() == ""
    assert screen.sheet_panel.isVisible()
    village.press(Qt.Key.Key_Escape)
    assert screen.table.hasFocus()
    assert not screen.sheet_panel.isVisible()


def test_the_pages_have_buttons_for_those_who_use_the_mouse(village: Driver) -> None:
    screen = enlarged(village)
    village.click(screen.open_button)
    assert screen.sheet_panel.isVisible()
    village.click(screen.buttons.next)
    assert screen.sheet_panel.name_label.text() == "Trần Thị Bình"
    village.click(screen.buttons.list)
    assert screen.table.isVisible()


def test_the_page_with_the_keyboard_stays_when_letters_grow(village: Driver) -> None:
    screen = village.go("scoring", ScoringScreen)
    cell(screen, 2).setFocus()
    village.window.workspace.appearance.choose_text_px(LARGEST_PX)
    village.rest()
    assert screen.sheet_panel.isVisible()
    assert village.focused is cell(screen, 2)


def test_the_cell_that_enter_comes_to_is_in_view(village: Driver) -> None:
    screen = enlarged(village)
    village.press(Qt.Key.Key_Return, screen.table)
    for number in range(1, 10):
        QTest.keyClicks(cell(screen, number), "8")
        village.press(Qt.Key.Key_Return, cell(screen, number))
        reached = cell(screen, number + 1)
        assert reached.visibleRegion().boundingRect().size() == reached.size(), number


def test_a_person_opened_from_the_list_of_people_is_scored_at_once(village: Driver) -> None:
    people = village.go("people", PeopleScreen)
    people.table.choose_row(1)
    village.press(Qt.Key.Key_Return, people.table)
    screen = village.workbench.screen_shown
    assert isinstance(screen, ScoringScreen)
    assert screen.sheet_panel.name_label.text() == "Trần Thị Bình"
    assert village.focused is cell(screen, 1)


def test_an_empty_list_leads_to_the_door_where_people_are_entered(
    offices: Offices, village: Driver
) -> None:
    del offices
    screen = enlarged(village)
    village.write(screen.search_field, "khong co ai")
    village.press(Qt.Key.Key_Return, screen.search_field)
    assert screen.panel.isVisible()
    assert screen.panel.notice_label.text() == "Không tìm thấy ai có tên này."
    assert not screen.buttons.next.isVisible()


def test_people_with_the_same_name_are_told_apart_by_their_year(village: Driver) -> None:
    with village.window.workspace.session.database.reading() as reading:
        assert len(reading.people.search("An")) == 1
    add_person(village.window.workspace.session, "Lê Văn An", birth="1944")
    village.rest()
    screen = village.go("scoring", ScoringScreen)
    names = [row.name_text for row in screen.model.rows]
    assert sorted(names[:2]) == ["Lê Văn An (1944)", "Lê Văn An (1961)"]
    assert names[2:] == ["Trần Thị Bình", "Đỗ Văn Cường"]


def test_coming_back_to_a_sheet_shows_whose_it_is(village: Driver) -> None:
    """It had been scrolled to its end: the keyboard stood in somebody's points without a name."""
    village.window.resize(1024, 768)
    screen = enlarged(village)
    village.press(Qt.Key.Key_Return, screen.table)
    for _ in range(10):
        QTest.keyClicks(village.focused, "9")
        village.press(Qt.Key.Key_Return, village.focused)
    area = page_area(screen)
    assert area.verticalScrollBar().maximum() > 0
    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
    village.workbench.show_screen("home")
    village.rest()
    village.workbench.show_screen("scoring")
    village.rest()
    assert screen.sheet_panel.isVisible()
    name = screen.sheet_panel.name_label
    top = name.mapTo(area.viewport(), QPoint(0, 0)).y()
    assert 0 <= top <= area.viewport().height() - name.height()


def test_the_next_sheet_shows_whose_it_is(village: Driver) -> None:
    """PgDn at the end of a sheet: the cursor stood in the next one's points, the name out of sight.

    So somebody could be registered and scored unseen.
    """
    village.window.resize(1024, 768)
    screen = enlarged(village)
    village.press(Qt.Key.Key_Return, screen.table)
    for _ in range(10):
        QTest.keyClicks(village.focused, "9")
        village.press(Qt.Key.Key_Return, village.focused)
    area = page_area(screen)
    assert screen.buttons.next.hasFocus()
    assert area.verticalScrollBar().value() > 0
    name = screen.sheet_panel.name_label
    before = name.text()
    village.press(Qt.Key.Key_PageDown)
    village.rest()
    assert name.text() != before
    assert cell(screen, 1).hasFocus()
    for shown in (name, cell(screen, 1)):
        top = shown.mapTo(area.viewport(), QPoint(0, 0)).y()
        assert 0 <= top <= area.viewport().height() - shown.height()


def test_down_past_the_last_indicator_stays_at_the_button(village: Driver) -> None:
    """It went on to the other column, where the next digit was a point that the person gave."""
    screen = village.go("scoring", ScoringScreen)
    village.press(Qt.Key.Key_Return, screen.table)
    for _ in range(12):
        village.press(Qt.Key.Key_Down, village.focused)
    assert screen.buttons.next.hasFocus()
    QTest.keyClicks(village.focused, "7")
    village.rest()
    self_points = [f for (who, _), f in screen.sheet_panel.fields.items() if who is Assessor.SELF]
    assert [field.text() for field in self_points] == [""] * 10


def page_area(screen: QWidget) -> PageArea:
    """What a screen scrolls in."""
    found = screen.parentWidget()
    while not isinstance(found, PageArea):
        assert found is not None
        found = found.parentWidget()
    return found
