"""The card of one person: somebody new is added, somebody held is corrected."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from typing_extensions import override

from vanhoa_desktop.errors import VanHoaError
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.people.person_cards import PersonCard, PersonCardService
from vanhoa_desktop.services.people.person_entry import PersonService, SavedPerson
from vanhoa_desktop.texts.errors.catalogue import sentence
from vanhoa_desktop.ui.people.person_form import PersonForm
from vanhoa_desktop.ui.people.person_state import (
    RESULT_LINE,
    UNIT,
    PersonToShow,
    alike_text,
    changed_texts,
    field_of,
    open_texts,
    shown_texts,
)
from vanhoa_desktop.ui.style.sizes import EDGE
from vanhoa_desktop.ui.widgets.buttons import plain_button, primary_button
from vanhoa_desktop.ui.widgets.fitting_dialog import FittingDialog
from vanhoa_desktop.ui.widgets.labels import heading, label, quiet
from vanhoa_desktop.ui.widgets.panels import column, framed, row, scrolling, set_content
from vanhoa_desktop.ui.widgets.states import NoticeBar
from vanhoa_desktop.ui.workspace import Workspace

_WIDTH_CHARS = 96
_MOST_OF_HEIGHT = 0.97


class PersonDialog(FittingDialog):
    """`saved` carries the `SavedPerson`, `other_opened` the card of somebody who is there already.

    What the services refuse is said under its field, and everything typed stays.
    """

    saved = Signal(object)
    other_opened = Signal(object)

    def __init__(self, workspace: Workspace, parent: QWidget, wish: PersonToShow) -> None:
        super().__init__(parent, "Thêm người" if wish.card is None else "Sửa", _WIDTH_CHARS)
        self.workspace = workspace
        self._card = wish.card
        self._shown = shown_texts(wish)
        self._is_busy = False
        self._is_sure = False
        self.notice = NoticeBar()
        self.form = PersonForm(self._shown, wish.units)
        self.form.changed.connect(self._on_changed)
        self._area = scrolling(self.form)
        # When the sentence has taken its room.
        self._bringing = QTimer(self)
        self._bringing.setSingleShot(True)
        self._bringing.setInterval(0)
        self._bringing.timeout.connect(self._on_bringing)
        self.alike_label = label()
        self.alike_buttons = row(1)
        self.alike_frame = framed(column(self.alike_label, self.alike_buttons), "notice-warn")
        self.alike_frame.hide()
        self.save_button = primary_button("Thêm" if wish.card is None else "Lưu")
        self.save_button.clicked.connect(self._on_save)
        self.cancel_button = plain_button("Thôi")
        self.cancel_button.clicked.connect(self.reject)
        self.set_default(self.save_button)
        body = column(
            *self._head(),
            *(self.notice, self._area, self.alike_frame),
            row(1, self.cancel_button, self.save_button),
        )
        body.setStretchFactor(self._area, 1)
        set_content(self, body)
        self.fit()
        self.first_of_focus().setFocus()

    def _head(self) -> Sequence[QLabel]:
        if self._card is None:
            return (heading("Thêm một người vào danh sách"),)
        lines = [heading(self._card.person.full_name)]
        if self.workspace.session.identity.is_commune:
            lines.append(quiet(self._card.unit_name))
        if self._card.has_result:
            lines.append(quiet(RESULT_LINE))
        return lines

    @override
    def first_of_focus(self) -> QWidget:
        """The unit where it is to be chosen, else the name."""
        field = self.form.fields.get(UNIT)
        is_open = field is not None and not self._shown.get(UNIT)
        return field if field is not None and is_open else self.form.fields["full_name"]

    @property
    @override
    def has_typed(self) -> bool:
        """Whether something stands there that is not held."""
        return bool(self._changes())

    @override
    def fitting_size(self) -> QSize:
        """All fields where the window is high enough; else they scroll, the buttons stay."""
        size, layout = super().fitting_size(), self.form.layout()
        if layout is None:
            return size
        # Without a sentence that wraps, a layout says -1 here.
        told = layout.totalHeightForWidth(size.width() - 2 * EDGE)
        fields = max(told, layout.totalSizeHint().height())
        wanted = size.height() - self._area.sizeHint().height() + fields
        highest = round(self.room_behind() * _MOST_OF_HEIGHT)
        return QSize(size.width(), min(wanted, highest))

    @override
    def sizeHint(self) -> QSize:
        """The same: a window that asks for more would be cut off by the screen."""
        return self.fitting_size()

    def _changes(self) -> dict[str, str]:
        return changed_texts(self._shown, self.form.texts())

    def _on_changed(self) -> None:
        """Whoever looked like the person typed looks so no more, or not like this one."""
        self.notice.clear_notice()
        if self._card is None:
            self._is_sure = False
            self.alike_frame.hide()
            self.save_button.setText("Thêm")

    def _on_save(self) -> None:
        if self._is_busy:
            return
        typed = self._changes()
        if self._card is not None and not typed:
            self.give_up()
            return
        self.form.clear_refusal()
        self.notice.clear_notice()
        self._is_busy = True
        if self._card is not None:
            work = partial(_corrected, self._card.person.id, typed)
            self.workspace.save(work, self._on_saved, self._on_refused)
        elif self._is_sure:
            self._add(typed)
        else:
            look = partial(_look_alikes, typed, self._unit())
            self.workspace.read(look, partial(self._on_looked, typed), self._on_refused)

    def _unit(self) -> str | None:
        """The unit of somebody new as it is chosen; None where none is, or there is no choice."""
        return self.form.texts().get(UNIT) or None

    def _on_looked(self, typed: Mapping[str, str], alike: list[PersonCard]) -> None:
        if not alike:
            self._add(typed)
            return
        self._is_busy = False
        self._is_sure = True
        self.save_button.setText("Vẫn thêm")
        names_unit = self.workspace.session.identity.is_commune
        self.alike_label.setText(alike_text(alike, names_unit=names_unit))
        self._renew_buttons(alike)
        self.alike_frame.show()

    def _renew_buttons(self, alike: Sequence[PersonCard]) -> None:
        while self.alike_buttons.count() > 1:
            item = self.alike_buttons.takeAt(0)
            old = None if item is None else item.widget()
            if old is not None:
                old.deleteLater()
        first: QPushButton | None = None
        for number, (text, card) in enumerate(zip(open_texts(alike), alike, strict=False)):
            button = plain_button(text)
            button.clicked.connect(partial(self._on_open, card.person.id))
            self.alike_buttons.insertWidget(number, button)
            first = first or button
        if first is not None:
            first.setFocus()

    def _add(self, typed: Mapping[str, str]) -> None:
        self.workspace.save(partial(_added, typed, self._unit()), self._on_saved, self._on_refused)

    def _on_open(self, record: str) -> None:
        self.workspace.read(partial(_card, record), self._on_other, self.notice.show_refusal)

    def _on_other(self, card: PersonCard) -> None:
        self.give_up()
        self.other_opened.emit(card)

    def _on_saved(self, saved: SavedPerson) -> None:
        self.accept()
        self.saved.emit(saved)

    def _on_refused(self, error: VanHoaError) -> None:
        self._is_busy = False
        name = field_of(error)
        if self.form.refuse(name, sentence(error)):
            # Tab brings a field into view by itself; this one was not come to by Tab.
            self._bringing.start()
        else:
            self.notice.show_refusal(error)

    def _on_bringing(self) -> None:
        """With large letters the fields scroll: show what was refused, and why."""
        for part in self.form.refused_parts():
            self._area.ensureWidgetVisible(part)


def _card(record: str, session: Session) -> PersonCard:
    return PersonCardService(session).card(record)


def _look_alikes(typed: Mapping[str, str], unit: str | None, session: Session) -> list[PersonCard]:
    return PersonCardService(session).look_alikes(typed, unit)


def _added(typed: Mapping[str, str], unit: str | None, session: Session) -> SavedPerson:
    return PersonService(session).add(typed, unit)


def _corrected(record: str, typed: Mapping[str, str], session: Session) -> SavedPerson:
    return PersonService(session).set(_card(record, session).person, typed)
