"""The verification sample in the words of the office (phúc tra)."""

from vanhoa_desktop.domain.enums import Outcome
from vanhoa_desktop.texts.words.numbers import count_text


def outcome_turn_text(lost: int, gained: int) -> str:
    """«2 phiếu đạt nhưng phúc tra không đạt; 1 phiếu ngược lại»."""
    if not lost and not gained:
        return "không phiếu nào đổi kết quả"
    worse = f"{count_text(lost)} phiếu đạt nhưng phúc tra không đạt"
    return f"{worse}; {count_text(gained)} phiếu ngược lại"


def difference_text(mean: float, low: float | None, high: float | None) -> str:
    """How far findings lie from the sheets, in points, with the interval if there is one."""
    shown = f"Chênh lệch trung bình {_signed(mean)} điểm"
    if low is None or high is None:
        return f"{shown} (mới có một phiếu, chưa ước lượng được khoảng tin cậy)."
    return f"{shown} (khoảng tin cậy 95%: từ {_signed(low)} đến {_signed(high)} điểm)."


def undeserved_text(low: int, high: int, population: int) -> str:
    """How many of all sheets may not deserve the title that they have."""
    return (
        f"Trong {count_text(population)} phiếu, có thể từ {count_text(low)} đến "
        f"{count_text(high)} phiếu đạt mà phúc tra sẽ không đạt (độ tin cậy 95%)."
    )


def found_text(outcome: Outcome | None) -> str:
    """What was found on the spot: «chưa phúc tra» before anybody went."""
    if outcome is None:
        return "chưa phúc tra"
    return "phúc tra: đạt" if outcome is Outcome.PASSED else "phúc tra: chưa đạt"


def _signed(value: float) -> str:
    rounded = round(value, 2) + 0.0  # no «−0»
    return f"{rounded:+.2f}".replace(".", ",").replace("+0,00", "0,00")
