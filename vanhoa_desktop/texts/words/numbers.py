"""Numbers as Vietnamese papers write them: full stop between thousands, comma before decimals."""

import re
from decimal import ROUND_HALF_UP, Decimal

_TENTH = Decimal("0.1")
_DECIMAL = re.compile(r"[+-]?[0-9]{1,12}([.,][0-9]{1,12})?")


def count_text(number: int) -> str:
    """A whole number: 1.214."""
    return f"{number:,}".replace(",", ".")


def stored_decimal(number: Decimal) -> str:
    """An exact decimal as it is stored and travels: plain digits, a full stop, no needless zeros.

    Every nought is «0», also a negative one: equal numbers are equal texts.
    """
    text = format(number, "f") if number else "0"
    return text.rstrip("0").rstrip(".") if "." in text else text


def decimal_text(number: Decimal) -> str:
    """An exact decimal as people read it: 79,5."""
    return stored_decimal(number).replace(".", ",")


def percent_text(share_percent: float | Decimal | None) -> str:
    """A percentage with one decimal, or the words for «nothing to divide by».

    Rounded half up, as the spreadsheets do with which offices check it.
    """
    if share_percent is None:
        return "Chưa có căn cứ tính"
    rounded = Decimal(str(share_percent)).quantize(_TENTH, ROUND_HALF_UP)
    return f"{rounded}%".replace(".", ",")


def parse_decimal(text: str) -> Decimal | None:
    """An exact decimal from «7.5» or «7,5» («-0» is 0); None for anything else."""
    stripped = text.strip()
    if not _DECIMAL.fullmatch(stripped):
        return None
    number = Decimal(stripped.replace(",", "."))
    return number or Decimal(0)
