"""A figure that does not agree, told so that a person can decide (no Qt)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vanhoa_desktop.domain.enums import NotStanding, has_value
from vanhoa_desktop.services.review.conflicts import ListedConflict, RivalValue
from vanhoa_desktop.services.review.settling import Settlement, WholeSettlement, can_be_typed
from vanhoa_desktop.services.review.side_outcomes import LEAST_WHOLE, OpenFigures, SideOutcome
from vanhoa_desktop.texts.sentences.left_out import further_values
from vanhoa_desktop.texts.words.moments import moment_text
from vanhoa_desktop.texts.words.numbers import count_text, decimal_text
from vanhoa_desktop.texts.words.terms import inside_a_sentence, not_standing_term, outcome_term

# Why all that waits of a figure waits, as short as a column is.
_WAITS_BRIEFLY = {
    NotStanding.LATE: "Sửa muộn",
    NotStanding.FOREIGN: "Nơi khác ghi",
    NotStanding.VOIDED: "Đã hoàn tác",
    NotStanding.FORKED: "Hai bản sao",
    NotStanding.REVOKED: "Máy đã ngừng",
    NotStanding.FORMER_OFFICE: "Máy chính cũ",
}
OTHERS_ARE_KEPT = (
    "Ghi rồi không hoàn tác được ở đây. Mọi giá trị khác vẫn còn trong «Ai đã sửa gì, khi nào»."
)
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


@dataclass(frozen=True, slots=True)
class Side:
    """One laptop that wrote something open of a record: its words, and one of its changes.

    `change` is None for «as shown», which keeps what all tables use now. `conflicts`: the ids of
    what its question is about.
    """

    text: str
    question: str
    change: str | None
    conflicts: frozenset[str]


def sides_of(conflict: ListedConflict, figures: OpenFigures) -> list[Side]:
    """How all that is open of a conflict's record can be settled at once; none if it is alone."""
    record = conflict.record
    of_record = [item for item in figures.conflicts if item.record == record]
    if len(of_record) < LEAST_WHOLE:
        return []
    by_chain: dict[str, list[RivalValue]] = {}
    for value in sorted((value for item in of_record for value in item.values), key=_place):
        by_chain.setdefault(value.chain, []).append(value)
    meant = frozenset(item.id for item in of_record)
    number = count_text(len(of_record))
    about = f"cả {number} chỗ của {conflict.subject or 'hồ sơ này'}"
    sides = []
    for chain, values in by_chain.items():
        newest = max(values, key=lambda value: value.at)
        whose = _author(newest)
        when = f", lúc {moment_text(newest.at)}" if newest.at else ""
        outcome = _outcome_text(figures.outcomes.get((record, chain)))
        good_for = "" if any(value.stands for value in values) else _why_not(newest)
        text = f"Lấy {count_text(len(values))} giá trị của {whose}{_in_brackets(good_for, outcome)}"
        question = f"Lấy {about} theo {whose}{when}{_in_brackets(good_for, outcome)}?"
        sides.append(Side(text, question, newest.change, meant))
    sides.append(_as_shown(conflict, figures, about, meant))
    return sides


def _as_shown(
    conflict: ListedConflict, figures: OpenFigures, about: str, meant: frozenset[str]
) -> Side:
    """The way that changes nothing: what all tables use stays, what no table shows stays out."""
    if conflict.is_unheld:
        text = "Không nhận hồ sơ này, để ngoài mọi danh sách"
        return Side(text, f"Không nhận {about}, để ngoài mọi danh sách?", None, meant)
    comes_to = _in_brackets(_outcome_text(figures.outcomes.get((conflict.record, None))))
    kept = f"Giữ tất cả như đang dùng{comes_to}"
    return Side(kept, f"Giữ {about} như các bảng đang dùng{comes_to}?", None, meant)


def _place(rival: RivalValue) -> tuple[bool, str, str, bool, str]:
    """Where a value stands beside others: the commune's first, each laptop always in its place.

    Which value counts is said in words: by place, values would change sides as others are settled.
    """
    return not rival.is_communes, rival.unit_name, rival.chain, not rival.stands, rival.at


def _outcome_text(outcome: SideOutcome | None) -> str:
    """«phiếu thành 90 điểm – Đạt»; empty where it cannot be told.

    What nobody disputes stays, whoever wrote it: the sheet that comes of it may be neither side's.
    """
    if outcome is None:
        return ""
    return f"phiếu thành {decimal_text(outcome.total)} điểm – {outcome_term(outcome.outcome)}"


def _why_not(rival: RivalValue) -> str:
    """Why a laptop's values do not count yet: one that was stopped is told from its successor."""
    if rival.reason is None or not has_value(NotStanding, rival.reason):
        return ""
    return inside_a_sentence(not_standing_term(NotStanding(rival.reason)))


def _in_brackets(*parts: str) -> str:
    said = "; ".join(part for part in parts if part)
    return f" ({said})" if said else ""


def _author(rival: RivalValue) -> str:
    named = " – ".join(part for part in (rival.unit_name, rival.by) if part) or "máy này"
    return f"{named} (máy …{rival.device_mark})" if rival.device_mark else named


def rival_card(rival: RivalValue) -> RivalCard:
    """A value in words."""
    notes = [_SHOWN] if rival.is_shown else []
    if rival.reason is not None and has_value(NotStanding, rival.reason):
        notes.append(f"{not_standing_term(NotStanding(rival.reason))}: chưa tính.")
    return RivalCard(
        change=rival.change,
        text=rival.text,
        by=_author(rival),
        at=moment_text(rival.at) if rival.at else "",
        note=" ".join(notes),
        is_waiting=not rival.stands,
    )


def cards_of(conflict: ListedConflict) -> list[RivalCard]:
    """All values, a laptop's always in the same place."""
    return [rival_card(rival) for rival in sorted(conflict.values, key=_place)]


def heading_text(conflict: ListedConflict) -> str:
    """Whose figure it is."""
    unit = unit_text(conflict)
    whose = f"{conflict.subject} – {unit}" if unit else conflict.subject
    return whose or "Hồ sơ"


def unit_text(conflict: ListedConflict) -> str:
    """Whose record it is; of one that counts nowhere, who wrote it."""
    writers = dict.fromkeys(value.unit_name for value in conflict.values if value.unit_name)
    return conflict.unit_name or ("; ".join(writers) if conflict.is_unheld else "")


def kind_text(conflict: ListedConflict) -> str:
    """What kind of disagreement it is, for the list."""
    if conflict.is_contradiction:
        return f"{count_text(len(conflict.values))} giá trị"
    return _WAITS_BRIEFLY[_one_reason(conflict) or NotStanding.LATE]


def _one_reason(conflict: ListedConflict) -> NotStanding | None:
    """Why all that waits of a figure waits; None where it is not one reason for all."""
    reasons = {value.reason for value in conflict.values if not value.stands}
    reason = reasons.pop() if len(reasons) == 1 else None
    return None if reason is None or not has_value(NotStanding, reason) else NotStanding(reason)


def explanation(conflict: ListedConflict, *, is_commune: bool) -> str:
    """What happened, and who decides."""
    said = _what_happened(conflict, is_commune=is_commune)
    return f"{said} {_sentence(further_values(conflict.further))}" if conflict.further else said


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}, xem trong «Ai đã sửa gì, khi nào»."


def _what_happened(conflict: ListedConflict, *, is_commune: bool) -> str:
    if conflict.is_for_commune and not is_commune:
        return (
            "Chỗ này do xã quyết định. Hãy báo xã chọn, rồi nhận tệp kết quả của xã; "
            "cả hai giá trị đều được giữ."
        )
    if conflict.is_contradiction:
        return (
            "Hai nơi đã ghi khác nhau mà không biết của nhau. Hãy xem giấy rồi chọn giá trị đúng."
        )
    reason = _one_reason(conflict)
    if reason is None or reason is NotStanding.LATE:
        return (
            "Có sửa đổi đến sau khi xã đã chốt, hoặc đã chuyển sang nơi khác; chưa được tính. "
            "Hãy chọn: giữ như cũ, hay lấy sửa đổi."
        )
    why = not_standing_term(reason)
    if conflict.is_unheld:
        return (
            f"{why}: hồ sơ này chưa được tính, chưa có trong danh sách nào. Hãy hỏi thôn rồi chọn: "
            "nhận, hay để ngoài."
        )
    return f"{why}: sửa đổi này chưa được tính. Hãy chọn: giữ như cũ, hay lấy sửa đổi."


def taking_text(conflict: ListedConflict, change: str) -> str:
    """What is asked before a value is taken: which value, by whom, for which figure of whom."""
    card = next(card for card in cards_of(conflict) if card.change == change)
    whose = conflict.subject or "hồ sơ này"
    return f"Lấy «{card.text}» của {card.by} làm {conflict.field_label} của {whose}?"


def may_settle(conflict: ListedConflict, *, is_commune: bool) -> bool:
    """Whether this installation decides it."""
    return is_commune or not conflict.is_for_commune


def may_type(conflict: ListedConflict, *, is_commune: bool) -> bool:
    """Whether the right value can be typed here; states and closed lists are only chosen."""
    return may_settle(conflict, is_commune=is_commune) and can_be_typed(conflict.field)


def _rest(left: int) -> str:
    return f"Còn {count_text(left)} chỗ." if left else "Mọi chỗ chưa khớp đã giải quyết xong."


def settled_sentence(settlement: Settlement, left: int) -> str:
    """What was decided, and how much is left."""
    conflict = settlement.conflict
    rest = _rest(left)
    return f"Đã ghi {conflict.field_label} của {conflict.subject}: {settlement.text}. {rest}"


def whole_sentence(whole: WholeSettlement, left: int) -> str:
    """That everything open of a record was decided, and how much is left."""
    rest = _rest(left)
    whose = whole.subject or "hồ sơ"
    return f"Đã chọn cả {count_text(len(whole.settled))} chỗ của {whose}. {rest}"


def row_after(conflicts: Sequence[ListedConflict], wanted: str | None, before: int) -> int:
    """The row to show next: the wanted conflict, else the one that moved up into its place."""
    ids = [conflict.id for conflict in conflicts]
    if wanted in ids:
        return ids.index(wanted)
    return max(0, min(before, len(ids) - 1))


def drafts_sentence(conflicts: Sequence[ListedConflict], drafts: Mapping[str, str]) -> str:
    """What was typed and not written, of the first figure by name; empty for nothing."""
    typed = [(conflict, drafts[conflict.id]) for conflict in conflicts if conflict.id in drafts]
    if not typed:
        return ""
    first, text = typed[0]
    whose = " – ".join(part for part in (first.subject, first.field_label) if part)
    more = f" và {count_text(len(typed) - 1)} chỗ khác" if len(typed) > 1 else ""
    return f"Đã gõ «{text.strip()}» cho {whose}{more} mà chưa ghi. Đóng bây giờ thì phải gõ lại."
