"""What the card of a person shows, and what was changed in it (no Qt)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vanhoa_desktop.domain.enums import ActKind, Presence
from vanhoa_desktop.domain.people import Unit
from vanhoa_desktop.errors import VanHoaError
from vanhoa_desktop.services.people.person_cards import PersonCard
from vanhoa_desktop.services.people.person_entry import PRESENCE_ON, SavedPerson
from vanhoa_desktop.texts.words.dates import birth_text, date_text
from vanhoa_desktop.texts.words.names import mask_citizen_number
from vanhoa_desktop.texts.words.numbers import count_text
from vanhoa_desktop.texts.words.terms import presence_term
from vanhoa_desktop.ui.received.state import DoneAct, short_name

UNIT, PRESENCE = "unit", "presence"
MOST_NAMED = 3
RESULT_LINE = "Người này đã có phiếu ở xã hoặc danh hiệu. Giấy công nhận đã in không đổi theo."
# What a refusal calls a field → the field of the card.
_FIELDS_OF_REFUSALS = {"code": "household", "name": "full_name"}
_GONE = frozenset({Presence.DEPARTED, Presence.DECEASED})


@dataclass(frozen=True, slots=True)
class PersonToShow:
    """Whom to show: somebody who is held, or nobody yet, for a new one.

    `units` to choose among for a new one at the commune; `unit` is the id of the one chosen first.
    """

    card: PersonCard | None = None
    units: Sequence[Unit] = ()
    unit: str = ""


@dataclass(frozen=True, slots=True)
class WrittenPerson:
    """Somebody who was just added or corrected by hand."""

    saved: SavedPerson
    is_new: bool

    @property
    def person(self) -> str:
        """The id of the person."""
        return self.saved.person.id

    @property
    def act(self) -> DoneAct | None:
        """What can be taken back of it; None where nothing was written."""
        if self.saved.act is None:
            return None
        kind = ActKind.ADDITION if self.is_new else ActKind.CORRECTION
        verb = "thêm" if self.is_new else "sửa"
        name = f"{verb} {short_name(self.saved.person.full_name)}"
        return DoneAct(kind, self.saved.act, name)

    @property
    def said(self) -> str:
        """What was written, and what the officer should know of it."""
        name = self.saved.person.full_name
        if not self.saved.is_changed:
            return f"Không có gì khác ở {name}."
        parts = [f"Đã {'thêm' if self.is_new else 'sửa'} {name}."]
        if self.saved.new_household:
            code = self.saved.new_household
            parts.append(f"Chưa có hộ nào mang mã {code} nên đã mở hộ mới.")
        if self.saved.alike:
            many = count_text(len(self.saved.alike))
            parts.append(f"Giống {many} người khác trong danh sách.")
        return " ".join(parts)


def shown_texts(wish: PersonToShow) -> dict[str, str]:
    """Field → what is written in it before anything is typed."""
    if wish.card is None:
        return {PRESENCE: Presence.PRESENT.value, UNIT: wish.unit}
    person = wish.card.person
    return {
        "full_name": person.full_name,
        "birth": birth_text(person.birth) if person.birth else "",
        "sex": person.sex.value if person.sex else "",
        "citizen_number": mask_citizen_number(person.citizen_number)
        if person.citizen_number
        else "",
        "phone": person.phone or "",
        "household": wish.card.household_code,
        "relation": person.relation or "",
        "target_group": person.target_group.value if person.target_group else "",
        "occupation": person.occupation or "",
        PRESENCE: person.presence.value,
        PRESENCE_ON: date_text(person.presence_on) if person.presence_on else "",
        "note": person.note or "",
    }


def changed_texts(before: Mapping[str, str], now: Mapping[str, str]) -> dict[str, str]:
    """The fields that say something else now; a presence and its day are one."""
    changed = {
        name: text
        for name, text in now.items()
        if name != UNIT and text.strip() != before.get(name, "").strip()
    }
    if changed.keys() & {PRESENCE, PRESENCE_ON}:
        changed |= {name: now.get(name, "") for name in (PRESENCE, PRESENCE_ON)}
    return changed


def field_of(error: VanHoaError) -> str:
    """Which field of the card a refusal is about; '' for none of them."""
    field = str(error.facts.get("field") or error.facts.get("text_field") or "")
    return _FIELDS_OF_REFUSALS.get(field, field)


def alike_text(cards: Sequence[PersonCard], *, names_unit: bool) -> str:
    """Who is there already, with what tells people apart, and what can be done."""
    told = [_told(card, names_unit=names_unit) for card in cards[:MOST_NAMED]]
    if len(told) > 1:
        told = [f"({number}) {text}" for number, text in enumerate(told, 1)]
    more = len(cards) - MOST_NAMED
    rest = f"; và {count_text(more)} người nữa" if more > 0 else ""
    asked = "Mở người đó, hay vẫn thêm người mới?"
    if all(card.moved for card in cards):
        asked = "Nếu là người ấy thì đừng thêm (đã về lại thì đề nghị xã chuyển). Vẫn thêm?"
    return f"Đã có {'; '.join(told)}{rest}. {asked}"


def open_texts(cards: Sequence[PersonCard]) -> list[str]:
    """The words of the buttons that open those who are there already."""
    named = min(sum(not card.moved for card in cards), MOST_NAMED)
    return (
        ["Mở người đó"]
        if named == len(cards) == 1
        else [f"Mở người ({n})" for n in range(1, named + 1)]
    )


def _told(card: PersonCard, *, names_unit: bool) -> str:
    person = card.person
    parts = [
        person.full_name,
        f"sinh {birth_text(person.birth)}" if person.birth else "chưa rõ ngày sinh",
        f"hộ {card.household_code}" if card.household_code else "",
        card.unit_name if names_unit else "",
        card.moved,
        f"đang ghi là {presence_term(person.presence).lower()}" if person.presence in _GONE else "",
    ]
    return ", ".join(part for part in parts if part)
