"""Cells that say themselves that there is nothing: «-», «không», «chưa có», «?»."""

import re

from vanhoa_desktop.imports.cells.ditto import is_ditto
from vanhoa_desktop.texts.words.names import clean_name, fold_text

_WORDS = frozenset(
    (
        *("khong", "khong co", "khong ro", "khong biet", "khong nho", "ko", "ko co", "ko ro"),
        *("ko biet", "k", "k co", "k ro", "kr", "chua", "chua co", "chua ro", "chua biet"),
        *("chua cap", "chua duoc cap", "chua lam", "chua nhap", "chua dien", "n/a", "na", "none"),
        *("null", "nil", "trong", "bo trong", "de trong"),
    )
)
_NO_SIGNS = re.compile(r"[-–—.…?/\\_*,;:=~|•()\s]+")
_NOUGHTS = re.compile(r"0+(?:[.,]0+)?")
# A mark to tick with; under a heading that asks for a value it says that there is none.
_CROSSES = re.compile(r"x{1,3}|v")


def says_none(text: str) -> bool:
    """Whether a text says nothing but that there is nothing, or that nobody knows it."""
    # «//» means what stands above.
    if is_ditto(text):
        return False
    said = fold_text(clean_name(text))
    is_word = said.strip(" .!()-–") in _WORDS
    return is_word or bool(_NO_SIGNS.fullmatch(said) or _NOUGHTS.fullmatch(said))


def is_cross(text: str) -> bool:
    """Whether a text is a mark to tick with: «x»."""
    return _CROSSES.fullmatch(fold_text(clean_name(text))) is not None
