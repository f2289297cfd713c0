"""Targets in the words of the office: one line each, what is missing, and the basis of skills."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from vanhoa_desktop.domain.enums import Sex, TargetGroup, has_value
from vanhoa_desktop.domain.targets import Confirmation, DigitalBasis, SnapshotKind
from vanhoa_desktop.texts.sentences.holding import names_text
from vanhoa_desktop.texts.words.numbers import count_text, decimal_text, percent_text
from vanhoa_desktop.texts.words.terms import sex_term, target_group_term

YEAR_NOT_CLOSED = "Năm đánh giá chưa hết (31/12): số liệu chính thức thường chốt sau ngày này."
_HEADS = {"families": "hộ", "clans": "dòng họ", "communities": "thôn", "units": "đơn vị"}
_BASES = {
    DigitalBasis.INDICATOR: "điểm chỉ số 5 của phiếu đánh giá",
    DigitalBasis.VNEID: "xác nhận trên VNeID",
    DigitalBasis.COURSE: "chứng nhận khóa học",
    DigitalBasis.OBSERVATION: "thôn, đơn vị xác nhận",
}
_AGES = {"60_and_over": "Từ 60 tuổi", "under_60": "Dưới 60 tuổi"}
_KINDS = {SnapshotKind.PROVISIONAL: "tạm tính", SnapshotKind.FINAL: "chính thức"}


def unsettled_lines(
    places: int, whose: Sequence[str], with_units: int, waiting: int, undecided: Sequence[str]
) -> list[str]:
    """What may still change the figures of a year, by name where somebody waits."""
    lines = []
    if places:
        lines.append(
            f"{count_text(places)} chỗ số liệu chưa khớp: {names_text(whose)} "
            "(xem ở «Số liệu chưa khớp»)."
        )
    if with_units:
        lines.append(f"{count_text(with_units)} phiếu thôn chưa gửi.")
    if waiting:
        lines.append(f"{count_text(waiting)} phiếu chờ thẩm định.")
    if undecided:
        number, names = count_text(len(undecided)), names_text(undecided, what="người")
        lines.append(f"{number} người đã thẩm định, đạt mà chưa công nhận: {names}.")
    return lines


def part_term(dimension: str, name: str) -> str:
    """A part of a target that is no unit: a group, a sex, an age; «Chưa rõ» for the rest."""
    if dimension == "group" and has_value(TargetGroup, name):
        return target_group_term(TargetGroup(name))
    if dimension == "sex" and has_value(Sex, name):
        return sex_term(Sex(name))
    return _AGES.get(name, "Chưa rõ")


def heads_word(measure: str) -> str:
    """What a target counts: người, hộ, dòng họ, thôn, đơn vị."""
    return _HEADS.get(measure, "người")


def basis_term(basis: DigitalBasis) -> str:
    """What a statement about digital skills rests on."""
    return _BASES[basis]


def snapshot_term(kind: SnapshotKind) -> str:
    """Tạm tính, chính thức."""
    return _KINDS[kind]


def missing_text(missing: int | None, measure: str) -> str:
    """«còn thiếu 37 người (nếu tổng số giữ nguyên)», «đã đạt mục tiêu», or nothing to say."""
    if missing is None:
        return ""
    if missing == 0:
        return "đã đạt mục tiêu"
    return f"còn thiếu {count_text(missing)} {heads_word(measure)} (nếu tổng số giữ nguyên)"


def goal_text(goals: Mapping[int, Decimal], year: int) -> str:
    """«mục tiêu 2025 (đã qua) 50 %, mục tiêu 2030 70 %»; empty without goals."""
    return ", ".join(
        f"mục tiêu {milestone}{' (đã qua)' if milestone < year else ''} {decimal_text(goal)}%"
        for milestone, goal in sorted(goals.items())
    )


def unknown_text(unknown: int) -> str:
    """«chưa xác định: 112 người», or nothing."""
    return f"chưa xác định: {count_text(unknown)} người" if unknown else ""


def overstated_text(branches: int) -> str:
    """Branches whose attendance exceeds their members, or nothing."""
    return f"{branches} chi hội ghi số dự nhiều hơn tổng số, cần xem lại" if branches else ""


def share_text(numerator: int, denominator: int, percent: Decimal | None) -> str:
    """«50,0% (150/300)»; the words for «nothing to divide by» without a denominator."""
    shown = percent_text(percent)
    return f"{shown} ({count_text(numerator)}/{count_text(denominator)})"


def confirmation_text(said: Confirmation | None) -> str:
    """«có (căn cứ: xác nhận trên VNeID)»."""
    if said is None:
        return "chưa xác định"
    return f"{'có' if said.value else 'không'} (căn cứ: {basis_term(said.basis)})"
