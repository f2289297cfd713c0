"""Where Esc and the first button under a sheet lead: to where it was opened, or to the list."""

from collections.abc import Callable

from vanhoa_desktop.ui.scoring.people_list import PeopleList
from vanhoa_desktop.ui.scoring.step_buttons import StepButtons
from vanhoa_desktop.ui.screens import Screen


def lead_out(
    screen: Screen,
    people: PeopleList,
    buttons: StepButtons,
    show_list: Callable[[], None],
    offer: Callable[[], None],
) -> Callable[[], None]:
    """Join them; returns what Esc does. Whoever looks around in the list has come to stay."""

    def go_back() -> None:
        if screen.came_from and not people.table.hasFocus():
            screen.screen_requested.emit(screen.came_from, people.chosen())
        else:
            show_list()

    def stay() -> None:
        screen.came_from = ""
        offer()

    people.looked_around.connect(stay)
    buttons.list.clicked.connect(go_back)
    return go_back
