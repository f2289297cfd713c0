"""Which encoding a text's letters are in: told by its font, by its words, by the text around it.

A text with a letter that only Unicode has is Unicode. All others could be several things: «Tó» is
a word in Unicode and «Tú» in TCVN3. What a word can be is told by the build of Vietnamese
syllables, what it is likely to be by the words that lists are full of.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from vanhoa_desktop.domain.enums import TextEncoding
from vanhoa_desktop.imports.book.old_encodings import can_be_written_in, to_unicode
from vanhoa_desktop.imports.reading.syllables import is_strange, words_of
from vanhoa_desktop.imports.reading.usual_words import FAMILY_NAMES, USUAL_WORDS

OLD_ENCODINGS = (TextEncoding.TCVN3, TextEncoding.VNI)
_EIGHT_BIT = re.compile("[\x80-\xff]")
# Quotes, dashes and signs beyond Latin-1 stand in old texts too.
_ONLY_UNICODE = re.compile("[\u0100-\u02ff\u0300-\u036f\u1e00-\u1eff]")
# What stands in no Vietnamese word of Unicode; «ð» many write for «đ».
_NEVER_VIETNAMESE = re.compile("[^\x00-\x7fÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúýÐð]")
_WORD = re.compile(r"\S+")
# Words of headings whose letters old fonts have too, where they would make other words.
_SURELY_UNICODE = frozenset(
    ("chú", "thôn", "tên", "công", "dân", "tôn", "giáo", "trình", "quê", "hôn")
)
_CAPITALS_END = "H"
_VOWELS = frozenset("AEIOUY")
# Of the words with marks: in the right encoding nearly all can be Vietnamese, and clearly more
# than in any other.
LEAST_SHARE = 0.7
LEAST_LEAD = 0.15


class Font(NamedTuple):
    """What the name of an old font tells: how its letters are coded, and whether it is capitals."""

    encoding: TextEncoding
    is_capitals: bool


@lru_cache(maxsize=1024)
def old_font(name: str | None) -> Font | None:
    """«.VnTime», «.VnArialH», «VNI-Times» …; None for a font of Unicode."""
    plain = (name or "").strip()
    folded = plain.casefold()
    if folded.startswith(".vn"):
        return Font(TextEncoding.TCVN3, plain.endswith(_CAPITALS_END))
    if folded.startswith(("vni-", "vni ")):
        return Font(TextEncoding.VNI, is_capitals=False)
    return None


def is_surely_unicode(text: str) -> bool:
    """Whether a letter stands in a text that no old encoding has."""
    return _ONLY_UNICODE.search(text) is not None


def is_open_to_doubt(text: str) -> bool:
    """Whether a text has letters, and only such, that mean one thing here and another there."""
    return _EIGHT_BIT.search(text) is not None and not is_surely_unicode(text)


def has_letters_of_old_fonts(text: str) -> bool:
    """Whether a letter stands in a text that Vietnamese does not have, read as it is."""
    return _NEVER_VIETNAMESE.search(text) is not None


def strange_words(text: str, encoding: TextEncoding = TextEncoding.UNICODE) -> int:
    """How many of the words with marks cannot be Vietnamese, read in an encoding."""
    if encoding is TextEncoding.UNICODE:
        return sum(map(is_strange, words_of(text)))
    return sum(
        not can_be_written_in(word, encoding) or is_strange(mended(word, encoding))
        for word in words_of(text)
        if not word.isascii()
    )


class Ways(NamedTuple):
    """A text read as it is and as `old` in one old encoding, and how likely either is.

    `gain` is by how many the old encoding makes strange words fewer; below 0 the text is Unicode.
    `usual` counts the usual words among those that differ, `usual_old` the same of `old`; a family
    name at the beginning counts once more. `is_strange` tells that words of the text as it is
    cannot be Vietnamese.
    """

    encoding: TextEncoding
    old: str
    gain: int
    usual: int
    usual_old: int
    is_strange: bool

    @property
    def lean(self) -> int:
        """Above 0 where the words of the old encoding are the more usual ones."""
        return self.usual_old - self.usual


@lru_cache(maxsize=1 << 14)
def ways_of(text: str, encoding: TextEncoding, *, is_capitals: bool = False) -> Ways:
    """The two ways to read a text that is open to doubt."""
    if _has_sure_words(text):
        return Ways(encoding, text, -1, 1, 0, is_strange=False)
    old = mended(text, encoding, is_capitals=is_capitals)
    return _weighed(text, old, encoding, strange_words(text, encoding))


def ways_in_parts(text: str, old: str, encoding: TextEncoding) -> Ways:
    """The same of a text of which only parts are said to be in an old encoding."""
    return _weighed(text, old, encoding, strange_words(old))


def _weighed(text: str, old: str, encoding: TextEncoding, strange_old: int) -> Ways:
    as_it_is = strange_words(text)
    words, old_words = _small_words(text), _small_words(old)
    differing = [pair for pair in zip(words, old_words, strict=False) if pair[0] != pair[1]]
    usual = sum(word in USUAL_WORDS for word, _ in differing)
    usual_old = sum(word in USUAL_WORDS for _, word in differing)
    if len(words) > 1 and words[0] != old_words[0]:
        usual += words[0] in FAMILY_NAMES
        usual_old += old_words[0] in FAMILY_NAMES
    gain = as_it_is - strange_old
    return Ways(encoding, old, gain, usual, usual_old, is_strange=as_it_is > 0)


def _small_words(text: str) -> list[str]:
    return [word.lower() for word in words_of(text)]


def share_of_words(words: Iterable[str], encoding: TextEncoding = TextEncoding.UNICODE) -> float:
    """The share of words that can be Vietnamese, read in an encoding; 0 of none."""
    read = [strange_words(word, encoding) == 0 for word in words]
    return sum(read) / len(read) if read else 0.0


def clear_choice(shares: list[float]) -> int | None:
    """Which of several readings is meant, by the shares of their words; None for a doubt."""
    ranked = sorted(range(len(shares)), key=shares.__getitem__, reverse=True)
    best = shares[ranked[0]] if ranked else 0.0
    runner_up = shares[ranked[1]] if len(ranked) > 1 else 0.0
    return ranked[0] if best >= LEAST_SHARE and best - runner_up >= LEAST_LEAD else None


def mended(text: str, encoding: TextEncoding, *, is_capitals: bool = False) -> str:
    """The text in Unicode; what a font showed as capitals is written in capitals."""
    plain = to_unicode(text, encoding)
    if encoding is TextEncoding.TCVN3 and not is_capitals:
        return _with_meant_capitals(text, plain)
    return plain.upper() if is_capitals else plain


def _with_meant_capitals(text: str, plain: str) -> str:
    """Capitals that TCVN3 lacks, where the others show that they are meant.

    It has none with tones: «NGUYÔN» was shown in a font of capitals, and in «Lª V¨n ót» the given
    name begins small because nothing else can be typed.
    """
    words = text.split()
    letters = [[char for char in word if char.isalpha() or not char.isascii()] for word in words]
    has_small = any(char.islower() and char.isascii() for word in letters for char in word)
    if not has_small and any(map(_has_capital_inside, letters)):
        return plain.upper()
    begins = [(word[0], made) for word, made in zip(words, plain.split(), strict=True)]
    can_be = [made[0].isupper() or not first.isascii() for first, made in begins]
    if all(can_be) and any(made[0].isupper() for _, made in begins):
        return _WORD.sub(lambda word: word[0][0].upper() + word[0][1:], plain)
    return plain


def _has_capital_inside(word: list[str]) -> bool:
    """Whether a capital stands behind the first letter; «CCB» is no word and says nothing."""
    is_word = not "".join(word).isascii() or not _VOWELS.isdisjoint(word)
    return is_word and any(char.isupper() and char.isascii() for char in word[1:])


def _has_sure_words(text: str) -> bool:
    words = [word for word in words_of(text) if not word.isascii()]
    return bool(words) and all(
        word.lower() in _SURELY_UNICODE and not is_strange(word) for word in words
    )
