"""Opening the card of one person over the list, and hearing what was written in it."""

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.people.person_cards import PersonCard, PersonCardService
from vanhoa_desktop.services.people.person_entry import SavedPerson
from vanhoa_desktop.services.rows.roster import RosterService
from vanhoa_desktop.services.setup.units import UnitService
from vanhoa_desktop.ui.people.list_place import ListPlace
from vanhoa_desktop.ui.people.person_dialog import PersonDialog
from vanhoa_desktop.ui.people.person_state import PersonToShow, WrittenPerson
from vanhoa_desktop.ui.workspace import Workspace


class CardOpener(QObject):
    """`opening` before a card comes up, `written` with the `WrittenPerson` when it was saved.

    `turned_to` carries the id of somebody who was there already and is shown instead of a new one.
    """

    opening = Signal()
    written = Signal(object)
    turned_to = Signal(str)
    refused = Signal(object)

    def __init__(self, workspace: Workspace, parent: QWidget, place: ListPlace) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self._over = parent
        self._place = place
        self.dialog: PersonDialog | None = None

    def open_new(self) -> None:
        """A card for somebody new."""
        self.workspace.read(partial(_new, self._place.chosen), self._show, self.refused.emit)

    def open_chosen(self) -> None:
        """The card of the person on whom the list stands."""
        self.workspace.read(partial(_held, self._place.chosen), self._show, self.refused.emit)

    def _show(self, wish: PersonToShow) -> None:
        self.opening.emit()
        self.dialog = PersonDialog(self.workspace, self._over, wish)
        self.dialog.saved.connect(partial(self._on_saved, wish.card is None))
        self.dialog.other_opened.connect(self._on_other_opened)
        self.dialog.open()

    def _on_other_opened(self, card: PersonCard) -> None:
        self.turned_to.emit(card.person.id)
        self._show(PersonToShow(card))

    def _on_saved(self, is_new: bool, saved: SavedPerson) -> None:
        self.written.emit(WrittenPerson(saved, is_new=is_new))


def _held(record: str, session: Session) -> PersonToShow:
    return PersonToShow(PersonCardService(session).card(record))


def _new(chosen: str, session: Session) -> PersonToShow:
    """At the commune of the unit in which the list stands."""
    if not session.identity.is_commune:
        return PersonToShow()
    person = RosterService(session).people([chosen] if chosen else []).get(chosen)
    units = UnitService(session).units()
    return PersonToShow(None, units, "" if person is None else person.home_unit)
