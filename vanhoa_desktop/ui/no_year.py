"""What every screen of a year shows while there is no year: who opens it, and the way there."""

from functools import partial

from vanhoa_desktop.services.safekeeping.rebuilding import Rebuilding, RebuildingService
from vanhoa_desktop.ui.screens import Screen
from vanhoa_desktop.ui.widgets.states import StatePanel


def show_no_year(screen: Screen, panel: StatePanel) -> None:
    """Say that no year is open; the one next step leads to where that changes.

    At an office that awaits its villages after a restore the year comes back with their files.
    """
    if screen.workspace.session.identity.is_commune:
        panel.show_empty(
            "Chưa mở năm đánh giá.",
            "Mở năm ở «Thôn và máy», rồi gửi tệp cho các thôn.",
            "Đến «Thôn và máy» ▶",
            partial(screen.screen_requested.emit, "devices", None),
        )
        screen.workspace.read(
            lambda session: RebuildingService(session).rebuilding(),
            partial(_show_awaiting, screen, panel),
            lambda _: None,
        )
    else:
        panel.show_empty(
            "Xã chưa mở năm đánh giá.",
            "Xã mở năm rồi gửi tệp cho thôn. Có tệp thì nhận ở «Gửi xã».",
            "Đến «Gửi xã» ▶",
            partial(screen.screen_requested.emit, "unit-exchange", None),
        )


def _show_awaiting(screen: Screen, panel: StatePanel, found: Rebuilding | None) -> None:
    if found is None or not found.awaited or screen.workspace.year is not None:
        return
    panel.show_empty(
        "Chưa có lại số liệu.",
        "Máy xã còn chờ các nơi gửi lại: năm, thôn, danh sách có lại từ tệp của họ.",
        "Đến «Nhận tệp» ▶",
        partial(screen.screen_requested.emit, "commune-exchange", None),
    )
