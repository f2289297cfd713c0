"""The screen of families, clans, villages and units: results, who lacks, and the way."""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester

from tests.builders.offices import CAM_BAO, COMMUNE, NGOC_BAN, YEAR, Office, Offices, give_points
from tests.builders.subjects import FILES
from tests.builders.ui import Driver
from tests.scoring.cases import FOLDER
from vanhoa_desktop.domain.enums import Assessor, LearningModel
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.people.households import HouseholdService
from vanhoa_desktop.services.people.person_entry import PersonService
from vanhoa_desktop.services.rows.roster import RosterService
from vanhoa_desktop.services.setup.criteria_files import CriteriaFileService
from vanhoa_desktop.services.sheets.body_sheets import BodyEntry, BodySheetService
from vanhoa_desktop.ui.models.models_screen import ModelsScreen

Opener = Callable[[Office], Driver]
FAMILY = LearningModel.FAMILY


def fill_family(session: Session) -> None:
    """A family with full points, one adult short by 4, under a set that blocks it."""
    CriteriaFileService(session).publish(FOLDER / "sets" / FILES[FAMILY], YEAR)
    HouseholdService(session).add("01", "Lê Văn Sơn", NGOC_BAN)
    for name, last in (("Lê Văn Sơn", "8"), ("Đỗ Thị Hoa", "4")):
        fields = {"full_name": name, "birth": "1961", "household": "01"}
        person = PersonService(session).add(fields, NGOC_BAN).person
        give_points(session, person, [*["8"] * 9, last])
    service = BodySheetService(session)
    points: dict[str, Decimal | None] = {"CS1": Decimal(30), "CS2": Decimal(30), "CS3": Decimal(40)}
    facts = {"children": Fraction(0), "children_at_school": Fraction(0)}
    family = service.find(FAMILY, "01")
    service.set(BodyEntry(family, YEAR, Assessor.VILLAGE, points, facts))


@pytest.fixture
def office(offices: Offices, opened: Opener) -> Driver:
    """The commune's window over one family."""
    with offices.commune.open() as session:
        fill_family(session)
    return opened(offices.commune)


def names(screen: ModelsScreen) -> list[str]:
    return [row.label.name for row in screen.model.rows]


def choose(office: Driver, screen: ModelsScreen, model: LearningModel) -> None:
    screen.model_box.setCurrentIndex(screen.model_box.findData(model))
    office.rest()


def details(screen: ModelsScreen) -> list[tuple[str, str]]:
    return [(row.about, row.text) for row in screen.detail_model.rows]


def test_a_family_is_listed_and_enter_tells_who_lacks_and_how_much(office: Driver) -> None:
    screen = office.go("models", ModelsScreen)
    assert screen.panel.state == "normal"
    assert names(screen) == ["Gia đình Lê Văn Sơn"]
    cells = [str(screen.model.data(screen.model.index(0, column))) for column in range(5)]
    assert cells[1:4] == [NGOC_BAN, "100", "✘ Chưa đạt"]
    screen.table.setFocus()
    office.press(Qt.Key.Key_Return, screen.table)
    office.rest()
    assert screen.pages.is_detail
    assert ("Người lớn chưa đạt", "Đỗ Thị Hoa: thiếu 4 điểm") in details(screen)
    assert details(screen)[0][0] == "Vì sao"
    office.press(Qt.Key.Key_Escape)
    assert not screen.pages.is_detail


def test_a_score_that_is_mended_meanwhile_is_seen_at_once(office: Driver) -> None:
    screen = office.go("models", ModelsScreen)
    office.click(screen.pages.open_button)
    session = office.window.workspace.session
    give_points(session, RosterService(session).person("Đỗ Thị Hoa"), [""] * 9 + ["8"])
    office.rest()
    screen.read_again()
    office.rest()
    assert ("Người lớn chưa đạt", "Đỗ Thị Hoa: thiếu 4 điểm") not in details(screen)
    assert details(screen)[0][1].startswith("Đạt: tổng 100 điểm")


def test_each_model_lists_its_own_and_says_what_is_not_begun(office: Driver) -> None:
    screen = office.go("models", ModelsScreen)
    choose(office, screen, LearningModel.COMMUNITY)
    assert names(screen) == [CAM_BAO, NGOC_BAN]
    assert str(screen.model.data(screen.model.index(0, 3))) == "○ Chưa có phiếu"
    office.click(screen.pages.open_button)
    office.rest()
    assert details(screen)[0][0] == "Vì sao"
    choose(office, screen, LearningModel.CLAN)
    assert screen.panel.state == "empty"
    choose(office, screen, LearningModel.COMMUNE)
    assert names(screen) == [COMMUNE]
    office.click(screen.pages.open_button)
    office.rest()
    assert ("", "Chỉ tiêu 1.1: cần đạt.") in details(screen)


def test_a_village_sees_its_families_and_itself(offices: Offices, opened: Opener) -> None:
    window = opened(offices.villages[0])
    screen = window.go("models", ModelsScreen)
    assert screen.model_box.count() == 2
    assert screen.panel.state == "empty"
    choose(window, screen, LearningModel.COMMUNITY)
    assert names(screen) == [NGOC_BAN]


def test_the_lists_obey_the_rules_of_models(office: Driver, qtmodeltester: ModelTester) -> None:
    screen = office.go("models", ModelsScreen)
    qtmodeltester.check(screen.model)  # type: ignore[no-untyped-call]  # pytest-qt has no types here
    qtmodeltester.check(screen.detail_model)  # type: ignore[no-untyped-call]  # pytest-qt has no types here
