"""Whether two written names are one and the same name, however they were typed.

Capitals, spaces, on which vowel a tone mark stands and look-alikes of Đ are ways of typing.
Marks are not: Hoa, Hòa and Hóa are three people. `fold_text` is for searching and for asking.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence

from vanhoa_desktop.texts.words.names import clean_name, fold_text

_TONES = frozenset(map(chr, (0x300, 0x301, 0x303, 0x309, 0x323)))
_WORD = re.compile(r"\S+")
_D_LETTERS = str.maketrans({"ð": "đ", "ɖ": "đ"})


def name_key(name: str) -> str:
    """A string that is equal for two spellings of one name, and different for two names."""
    return _WORD.sub(lambda word: _word_key(word[0]), clean_name(name).casefold())


def is_other_name(left: str, right: str) -> bool:
    """Whether two texts are two names, not two spellings of one."""
    return name_key(left) != name_key(right)


def nearest_names(text: str, names: Sequence[str]) -> list[int]:
    """Which of several names a text means: their places, more than one if it is not sure.

    Those written like it; only where there is none, those that are the same name; only where there
    is none either, those that differ in their marks.
    """
    ways: tuple[Callable[[str], str], ...] = (_as_written, name_key, fold_text)
    for way in ways:
        found = [place for place, name in enumerate(names) if way(name) == way(text)]
        if found:
            return found
    return []


def _as_written(name: str) -> str:
    return clean_name(name).casefold()


def _word_key(word: str) -> str:
    decomposed = unicodedata.normalize("NFD", word.translate(_D_LETTERS))
    tones = "".join(char for char in decomposed if char in _TONES)
    if len(tones) > 1:
        # No Vietnamese syllable has two tones: their places matter then.
        return decomposed
    return "".join(char for char in decomposed if char not in _TONES) + tones
