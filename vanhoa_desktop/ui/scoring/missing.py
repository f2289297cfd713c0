"""Somebody is asked for who is not in the list: that is said, and nobody else is opened."""

from collections.abc import Callable

from vanhoa_desktop.ui.scoring.people_list import PeopleList
from vanhoa_desktop.ui.widgets.states import StatePanel

MISSING = "Người vừa mở không còn trong danh sách chấm của máy này."
NOBODY_INSTEAD = (
    "Chương trình không mở phiếu của ai khác thay. Nếu người đó vẫn ở đây, hãy nhập lại vào danh "
    "sách; nếu tìm người khác, hãy chọn trong danh sách."
)


def show_missing(panel: StatePanel, people: PeopleList, show_list: Callable[[], None]) -> None:
    """Say it in the place of a sheet, the keyboard on the way to the list; nobody is chosen."""

    def choose_anew() -> None:
        show_list()
        if people.chosen() is None:
            people.step(1)

    people.choose_nobody()
    panel.show_empty(MISSING, NOBODY_INSTEAD, "Chọn trong danh sách", choose_anew)
    panel.notice_button.setFocus()
