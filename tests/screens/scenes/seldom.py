"""What happens seldom: a stopped laptop's file, a second computer, an office that is answered."""

from PySide6.QtWidgets import QWidget

from tests.builders.devices import AskingDevice
from tests.builders.disputes import dispute, of_stopped_laptop
from tests.builders.exchanging import look_at
from tests.builders.offices import CAM_BAO, COMMUNE
from tests.builders.rebuilding import rebuilt_from_backup
from tests.screens.stage import Scene, Stage
from vanhoa_desktop.domain.enums import UnitKind
from vanhoa_desktop.ui.conflicts.conflicts_screen import ConflictsScreen
from vanhoa_desktop.ui.exchange.commune_exchange_screen import CommuneExchangeScreen
from vanhoa_desktop.ui.exchange.unit_exchange_screen import UnitExchangeScreen


def seldom_scenes() -> list[Scene]:
    """What an office sees once in years, and then has to understand at once."""
    return [
        Scene("xa-conflicts-may-bi-ngung", _of_stopped_laptop),
        Scene("xa-home-con-so-lieu-khac-nhau", _disagreeing),
        Scene("xa-home-may-thu-hai", _second_computer),
        Scene("thon-nhan-tep-xa-hoi-lai", _asked_by_restored),
        Scene("xa-nhan-tep-tra-loi", _answered),
    ]


def _of_stopped_laptop(stage: Stage) -> QWidget:
    """Somebody whom only a stolen laptop wrote, taken in to be looked at."""
    offices = stage.founded()
    of_stopped_laptop(offices, stage.folder, "Công Tằng Tôn Nữ Thị Nguyệt Thanh Huyền")
    driver = stage.open(offices.commune)
    driver.go("conflicts", ConflictsScreen)
    return driver.window


def _disagreeing(stage: Stage) -> QWidget:
    offices = stage.founded()
    dispute(offices, stage.folder, "Công Tằng Tôn Nữ Thị Nguyệt Thanh Huyền")
    return stage.open(offices.commune).window


def _second_computer(stage: Stage) -> QWidget:
    offices = stage.founded()
    asking = AskingDevice(stage.folder, COMMUNE, UnitKind.COMMUNE, "may-hai")
    return stage.open(asking.join(offices.commune)).window


def _asked_by_restored(stage: Stage) -> QWidget:
    """The village looks at a file of an office that went back to its backup."""
    offices = stage.founded()
    village = offices.villages[1]
    office = rebuilt_from_backup(offices, stage.folder)
    asking = office.export(stage.folder / f"Kết quả - {CAM_BAO} - 25-11-2026.vhb", village.name)
    driver = stage.open(village)
    look_at(driver, driver.go("unit-exchange", UnitExchangeScreen), asking)
    return driver.window


def _answered(stage: Stage) -> QWidget:
    """The restored office looks at what a village sends it back, which brings nothing new."""
    offices = stage.founded()
    village = offices.villages[1]
    office = rebuilt_from_backup(offices, stage.folder)
    village.merge(office.export(stage.folder / "xuong.vhb", village.name))
    answer = village.export(stage.folder / f"Gửi xã - {CAM_BAO} - 26-11-2026.vhb")
    driver = stage.open(office)
    look_at(driver, driver.go("commune-exchange", CommuneExchangeScreen), answer)
    return driver.window
