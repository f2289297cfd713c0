"""What every screen of a year shows while there is no year: who opens it, and the way there."""

from functools import partial

from vanhoa_desktop.ui.screens import Screen
from vanhoa_desktop.ui.widgets.states import StatePanel


def show_no_year(screen: Screen, panel: StatePanel) -> None:
    """Say that no year is open; the one next step leads to where that changes."""
    if screen.workspace.session.identity.is_commune:
        panel.show_empty(
            "Chưa mở năm đánh giá.",
            "Mở năm ở «Thôn và máy», rồi gửi tệp cho các thôn.",
            "Đến «Thôn và máy» ▶",
            partial(screen.screen_requested.emit, "devices", None),
        )
    else:
        panel.show_empty(
            "Xã chưa mở năm đánh giá.",
            "Xã mở năm rồi gửi tệp cho thôn. Có tệp thì nhận ở «Gửi xã».",
            "Đến «Gửi xã» ▶",
            partial(screen.screen_requested.emit, "unit-exchange", None),
        )
