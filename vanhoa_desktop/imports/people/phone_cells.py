"""A telephone number as it stands in a cell, and whether it can be one."""

import re

from vanhoa_desktop.domain.problems import Severity
from vanhoa_desktop.imports.people.person_cells import RowReading
from vanhoa_desktop.imports.words.heading_words import PERSON_ID, PHONE

# Ten digits; numbers of houses («0237 3xxx xxx») have eleven. In a number cell the 0 is lost.
_NUMBER = re.compile(r"0[1-9][0-9]{8,9}")
_SIGNS = re.compile(r"[\s.()\-–]")
_COUNTRY = re.compile(r"(?:\+|00)?84(?=[1-9][0-9]{8,9}$)")
_LOST_ZERO = re.compile(r"[1-9][0-9]{8}")


def read_phone(reading: RowReading, text: str | None) -> str | None:
    """The number of a cell's text with its leading zero; None where nothing of it is a number.

    What can be no number, or is several, is told; a list from here was asked about when it came.
    """
    if text is None:
        return None
    bare = _SIGNS.sub("", text)
    if _LOST_ZERO.fullmatch(text):
        return f"0{text}"
    if _NUMBER.fullmatch(_COUNTRY.sub("0", bare)) or reading.text(PERSON_ID):
        return text
    if not any(char.isdigit() for char in text):
        message = f"«{text}» không phải số điện thoại. Ô này được bỏ qua."
        reading.add(PHONE, Severity.WARNING, "PHONE_UNLIKE", message)
        return None
    message = (
        f"«{text}» không giống một số điện thoại (10 chữ số, bắt đầu bằng 0). Ô này được ghi như "
        "trong bảng; hãy xem lại."
    )
    reading.add(PHONE, Severity.WARNING, "PHONE_UNLIKE", message)
    return text
