"""What is still lacking for a title, and who lacks it, in the words of a meeting."""

from collections.abc import Sequence
from decimal import Decimal

from vanhoa_desktop.texts.words.numbers import decimal_text
from vanhoa_desktop.texts.words.terms import indicator_term

_POPULATIONS = {
    "adults": "người lớn",
    "registered_adults": "người lớn đã đăng ký",
    "families": "gia đình",
    "clans": "dòng họ",
    "communities": "thôn",
    "units": "đơn vị",
    "staff": "cán bộ",
    "learners": "người học",
}


def population_term(name: str) -> str:
    """Who is counted: người lớn, gia đình, dòng họ …."""
    return _POPULATIONS.get(name, name)


def raise_sentence(indicator: str, given: Decimal | None, to: Decimal) -> str:
    """«Chỉ số 6: từ 4 lên 5 điểm (thêm 1).»."""
    named = indicator_term(indicator)
    if given is None:
        return f"{named}: chưa chấm, cần {decimal_text(to)} điểm."
    more = decimal_text(to - given)
    return f"{named}: từ {decimal_text(given)} lên {decimal_text(to)} điểm (thêm {more})."


def target_sentence(indicator: str, level: Decimal | None) -> str:
    """What a target without points needs: to be met, or a level."""
    named = indicator_term(indicator)
    return f"{named}: cần đạt." if level is None else f"{named}: cần mức độ {decimal_text(level)}."


def points_lacking_text(points: Decimal | None) -> str:
    """«thiếu 4 điểm»; None where points cannot help."""
    return "chưa chấm điểm" if points is None else f"thiếu {decimal_text(points)} điểm"


def way_sentence(points: Decimal) -> str:
    """What stands before the steps of the shortest way."""
    if points == 0:
        return "Còn thiếu để đạt danh hiệu:"
    return f"Đường ngắn nhất để đạt danh hiệu: thêm {decimal_text(points)} điểm."


def lacking_count_sentence(
    population: str, count: int, nearest: Sequence[tuple[str, Decimal | None]]
) -> str:
    """«Còn 250 người lớn chưa đạt; gần đạt nhất: …» where only some of them are named."""
    if count <= len(nearest):
        return lacking_sentence(population, nearest)
    listed = ", ".join(f"{name} ({points_lacking_text(points)})" for name, points in nearest)
    return f"Còn {count} {population_term(population)} chưa đạt; gần đạt nhất: {listed}."


def lacking_sentence(population: str, members: Sequence[tuple[str, Decimal | None]]) -> str:
    """«Còn 01 người lớn chưa đạt: bà Hoa (thiếu 4 điểm).»; empty where nobody lacks it."""
    if not members:
        return ""
    listed = ", ".join(f"{name} ({points_lacking_text(points)})" for name, points in members)
    return f"Còn {len(members):02} {population_term(population)} chưa đạt: {listed}."
