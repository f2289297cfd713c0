"""Enter at the last indicator leads to the next person's button, where digits come to nobody."""

from vanhoa_desktop.ui.scoring.people_list import PeopleList
from vanhoa_desktop.ui.scoring.sheet_panel import SheetPanel
from vanhoa_desktop.ui.scoring.state import column_ended_sentence
from vanhoa_desktop.ui.scoring.step_buttons import StepButtons


def lead_to_next(panel: SheetPanel, buttons: StepButtons, people: PeopleList) -> None:
    """Join sheet and buttons: who forgets PgDn must not type over the last indicator."""

    def tell(*, is_typed: bool) -> None:
        sheet = panel.sheet
        if sheet is not None:
            fields = panel.fields.values()
            closed = all(field.isReadOnly() for field in fields)
            refused = sum(field.is_refused for field in fields)
            told = column_ended_sentence(
                sheet,
                is_closed=closed,
                refused=refused,
                is_typed=is_typed,
                is_last=people.is_at_end,
            )
            is_good = not (is_typed or closed or refused or sheet.result.missing)
            buttons.tell(told, is_good=is_good)

    def on_ended() -> None:
        buttons.next.setFocus()
        tell(is_typed=False)

    def on_typed() -> None:
        tell(is_typed=True)

    def go_back() -> None:
        panel.focus_last()

    panel.column_ended.connect(on_ended)
    buttons.next.typed.connect(on_typed)
    buttons.next.back_wished.connect(go_back)
