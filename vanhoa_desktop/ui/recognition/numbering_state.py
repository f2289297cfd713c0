"""What is known of the numbers of certificates, and what the officer typed of them (no Qt)."""

from dataclasses import dataclass

from vanhoa_desktop.services.recognition.numbering import Numbering
from vanhoa_desktop.services.recognition.recognition import register_number
from vanhoa_desktop.texts.words.plain import is_number

_MOST_DIGITS = 6


@dataclass(frozen=True, slots=True)
class NumberTyped:
    """The next number to be given (None where what was typed is none), and what to say of it."""

    following: int | None
    said: str


def known_sentence(numbering: Numbering) -> str:
    """The last numbers that are known here, each with whose it is; the highest first."""
    if not numbering.latest:
        return f"Ở máy này: năm {numbering.year} chưa có số nào."
    given = "; ".join(f"{number} ({name})" for number, name in numbering.latest)
    return f"Ở máy này, các số cuối cùng: {given}."


def read_register_number(text: str, numbering: Numbering) -> NumberTyped:
    """What a text says of the last number in the register: «57», «0057», «0057/2026»."""
    number, slash, year = text.strip().partition("/")
    number, year = number.strip(), year.strip()
    if not number:
        return NumberTyped(None, "Hãy ghi số cuối cùng trong sổ giấy; chưa cấp số nào thì ghi 0.")
    if slash and year != str(numbering.year):
        return NumberTyped(None, f"Số đó không phải của năm {numbering.year}.")
    if not is_number(number) or len(number) > _MOST_DIGITS:
        return NumberTyped(None, "Hãy ghi bằng chữ số, ví dụ 57.")
    last = int(number)
    if last < numbering.last:
        known = register_number(numbering.last, numbering.year)
        return NumberTyped(None, f"Ở máy này đã cấp đến số {known}, sổ giấy không thể ít hơn.")
    return NumberTyped(last + 1, f"Giấy tiếp theo: số {register_number(last + 1, numbering.year)}.")


def confirmed_sentence(numbering: Numbering) -> str:
    """From which number the year goes on."""
    number = register_number(numbering.next, numbering.year)
    return f"Đã xác nhận: giấy công nhận tiếp theo mang số {number}."
