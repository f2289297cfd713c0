"""A figure that does not agree, told so that a person can decide (no Qt)."""

from collections.abc import Sequence
from dataclasses import dataclass

from vanhoa_desktop.domain.enums import NotStanding, has_value
from vanhoa_desktop.services.conflicts import ListedConflict, RivalValue
from vanhoa_desktop.services.settling import Settlement, can_be_typed
from vanhoa_desktop.texts.moments import moment_text
from vanhoa_desktop.texts.numbers import count_text
from vanhoa_desktop.texts.terms import not_standing_term
from vanhoa_desktop.texts.values import value_text

_SHOWN = "Các bảng đang dùng giá trị này."


@dataclass(frozen=True, slots=True)
class RivalCard:
    """One value: what, by whom, when, and what it is good for now."""

    change: str
    text: str
    by: str
    at: str
    note: str
    is_waiting: bool


def rival_card(rival: RivalValue) -> RivalCard:
    """A value in words."""
    notes = [_SHOWN] if rival.is_shown else []
    if rival.reason is not None and has_value(NotStanding, rival.reason):
        notes.append(f"{not_standing_term(NotStanding(rival.reason))}: chưa tính.")
    return RivalCard(
        change=rival.change,
        text=rival.text,
        by=" – ".join(part for part in (rival.unit_name, rival.by) if part),
        at=moment_text(rival.at) if rival.at else "",
        note=" ".join(notes),
        is_waiting=not rival.stands,
    )


def cards_of(conflict: ListedConflict) -> list[RivalCard]:
    """All values, those that stand first."""
    return [rival_card(rival) for rival in sorted(conflict.values, key=lambda v: not v.stands)]


def heading_text(conflict: ListedConflict) -> str:
    """Whose figure it is."""
    whose = f"{conflict.subject} – {conflict.unit_name}" if conflict.unit_name else conflict.subject
    return whose or "Hồ sơ"


def kind_text(conflict: ListedConflict) -> str:
    """What kind of disagreement it is, for the list."""
    if conflict.is_contradiction:
        return f"{count_text(len(conflict.values))} giá trị"
    return "Sửa muộn"


def explanation(conflict: ListedConflict, *, is_commune: bool) -> str:
    """What happened, and who decides."""
    if conflict.is_for_commune and not is_commune:
        return (
            "Chỗ này do xã quyết định. Hãy báo xã chọn, rồi nhận tệp kết quả của xã; "
            "cả hai giá trị đều được giữ."
        )
    if conflict.is_contradiction:
        return (
            "Hai nơi đã ghi khác nhau mà không biết của nhau. Hãy xem giấy rồi chọn giá trị đúng."
        )
    return "Có sửa đổi đến sau khi đã chốt, chưa được tính. Hãy chọn: giữ như cũ, hay lấy sửa đổi."


def may_settle(conflict: ListedConflict, *, is_commune: bool) -> bool:
    """Whether this installation decides it."""
    return is_commune or not conflict.is_for_commune


def may_type(conflict: ListedConflict, *, is_commune: bool) -> bool:
    """Whether the right value can be typed here; states and closed lists are only chosen."""
    return may_settle(conflict, is_commune=is_commune) and can_be_typed(conflict.field)


def settled_sentence(settlement: Settlement, left: int) -> str:
    """What was decided, and how much is left."""
    conflict = settlement.conflict
    shown = value_text(conflict.field, settlement.value)
    rest = f"Còn {count_text(left)} chỗ." if left else "Không còn chỗ nào."
    return f"Đã ghi {conflict.field_label} của {conflict.subject}: {shown}. {rest}"


def row_after(conflicts: Sequence[ListedConflict], wanted: str | None, before: int) -> int:
    """The row to show next: the wanted conflict, else the one that moved up into its place."""
    ids = [conflict.id for conflict in conflicts]
    if wanted in ids:
        return ids.index(wanted)
    return max(0, min(before, len(ids) - 1))
