"""Letters that the faces of papers have, told before a paper is printed with a gap in a name."""

import unicodedata
from functools import cache

from vanhoa_desktop.documents.fonts import Face, drawn_characters
from vanhoa_desktop.errors import ErrorCode, VanHoaError


def lacking_letters(text: str) -> tuple[str, ...]:
    """The letters of `text`, each with its marks, that a paper would leave out or misdraw.

    A mark that Unicode joins to no letter (ê with a breve) counts: papers set one letter after
    the other, so that mark would stand over its neighbour and be read as another one.
    """
    found: dict[str, None] = {}
    for letter in _letters(unicodedata.normalize("NFC", text)):
        if not (letter.isspace() or (letter in _drawable() and not _is_mark(letter))):
            found[letter] = None
    return tuple(found)


def require_letters(*texts: str) -> None:
    """Raise PAPER_LETTERS_MISSING for the first text that cannot be printed whole."""
    for text in texts:
        lacking = lacking_letters(text)
        if lacking:
            raise VanHoaError(ErrorCode.PAPER_LETTERS_MISSING, text=text, letters=" ".join(lacking))


def _letters(text: str) -> list[str]:
    """The characters, each mark together with what it stands on."""
    letters: list[str] = []
    for char in text:
        if letters and _is_mark(char):
            letters[-1] += char
        else:
            letters.append(char)
    return letters


def _is_mark(char: str) -> bool:
    return unicodedata.category(char).startswith("M")


@cache
def _drawable() -> frozenset[str]:
    """What every face draws: official papers set names upright, bold and italic."""
    return frozenset.intersection(*(drawn_characters(face) for face in Face))
