"""Codes of households as tables write them: «H-01», «1» and «01» name the same one."""

import re

from vanhoa_desktop.texts.words.names import clean_name, fold_text

# «Hộ số 1», «Mã hộ: H-01», «HGĐ 1»: words that only say that a household's number follows.
_WORDS = frozenset({"h", "hgd", "hk", "ho", "so", "ma", "shk", "stt", "gia", "dinh", "khau"})
_PIECES = re.compile(r"[^\W\d_]+|[0-9]+")


def number_of_household(code: str) -> tuple[str, ...]:
    """What a code says but for how it is written: its letters and its numbers without noughts."""
    pieces = _PIECES.findall(fold_text(clean_name(code)))
    return tuple(p.lstrip("0") or "0" for p in pieces if p not in _WORDS)


def may_be_one_household(left: str, right: str) -> bool:
    """Whether two codes may name one household of a unit.

    A bare number agrees with any code that ends in it: «1» is «T1-1» in a table of the first tổ.
    """
    one, other = number_of_household(left), number_of_household(right)
    shorter, longer = sorted((one, other), key=len)
    is_bare = len(shorter) == 1 and shorter[0].isdecimal()
    return one == other or (is_bare and shorter == longer[-1:])
