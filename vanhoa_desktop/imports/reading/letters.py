"""Which encoding a cell's letters are in: told by its font, by its words, by its column.

A cell with a letter that only Unicode has is Unicode. All others could be several things: «Tó» is a
word in Unicode and «Tú» in TCVN3. What a word can be is told by the build of Vietnamese syllables.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from vanhoa_desktop.domain.enums import TextEncoding
from vanhoa_desktop.imports.old_encodings import to_unicode

OLD_ENCODINGS = (TextEncoding.TCVN3, TextEncoding.VNI)
_EIGHT_BIT = re.compile("[\x80-\xff]")
# Quotes, dashes and signs beyond Latin-1 stand in old texts too.
_ONLY_UNICODE = re.compile("[\u0100-\u02ff\u0300-\u036f\u1e00-\u1eff]")
_BETWEEN_WORDS = re.compile(r"[\s\d,.;:/()\[\]\"'+\-–—_&*“”‘’]+")
_TONE_MARKS = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_SHARP_TONES = "\u0301\u0323"
_ONSETS = "ngh|ng|nh|gh|gi|ch|kh|ph|qu|th|tr|[bcdđghklmnprstvx]|"
_RIMES = (
    "a ă â e ê i o ô ơ u ư y ai ao au âu ay ây eo êu ia iêu iu oa oai oao oay oe oeo oi ôi ơi ơu "
    "ua uâ uây ue uê ui uơ uôi uy uya uyu ưa ưi ươi ươu ưu yêu ya "
    "am ăm âm em êm im om ôm ơm um ươm uôm iêm yêm oam oăm oem uym "
    "an ăn ân en ên in on ôn ơn un uôn ươn iên yên oan oăn oen uân uên uyên uyn "
    "ang ăng âng eng êng ong ông ơng ung ưng uông ương iêng yêng oang oăng oong uâng "
    "anh ênh inh ynh oanh uênh uynh"
)
_STOPPED_RIMES = (
    "ap ăp âp ep êp ip op ôp ơp up ươp uôp iêp oap oăp "
    "at ăt ât et êt it ot ôt ơt ut ưt uôt ươt iêt yêt oat oăt oet uât uêt uyêt uyt "
    "ac ăc âc ec oc ôc uc ưc uôc ươc iêc oac oăc ooc ach êch ich ych oach uêch uych"
)
_OPEN = re.compile(f"(?:{_ONSETS})(?:{'|'.join(_RIMES.split())})")
_STOPPED = re.compile(f"(?:{_ONSETS})(?:{'|'.join(_STOPPED_RIMES.split())})")
# Words of headings whose letters old fonts have too, where they would make other words.
_SURELY_UNICODE = frozenset(
    ("chú", "thôn", "tên", "công", "dân", "tôn", "giáo", "trình", "quê", "hôn")
)
_CAPITALS_END = "H"


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


def strange_words(text: str) -> int:
    """How many of the words with marks cannot be Vietnamese."""
    words = _BETWEEN_WORDS.split(unicodedata.normalize("NFC", text).lower())
    return sum(not word.isascii() and not _can_be_word(word) for word in words)


@lru_cache(maxsize=1 << 14)
def _can_be_word(word: str) -> bool:
    apart = unicodedata.normalize("NFD", word)
    tones = _TONE_MARKS.findall(apart)
    if len(tones) > 1:
        return False
    bare = unicodedata.normalize("NFC", _TONE_MARKS.sub("", apart))
    if _STOPPED.fullmatch(bare):
        return not tones or tones[0] in _SHARP_TONES
    return _OPEN.fullmatch(bare) is not None


class Verdict(NamedTuple):
    """What a text is; with `is_certain` unset, what it could be besides Unicode."""

    encoding: TextEncoding
    is_certain: bool = True


def verdict_of(text: str) -> Verdict:
    """What a text without a telling font is, by its words alone."""
    if is_surely_unicode(text):
        return Verdict(TextEncoding.UNICODE)
    as_it_is = strange_words(text)
    strange = {one: strange_words(to_unicode(text, one)) for one in OLD_ENCODINGS}
    best = min(OLD_ENCODINGS, key=strange.__getitem__)
    if strange[best] < as_it_is:
        return Verdict(best)
    if as_it_is or strange[best] or _has_sure_words(text):
        return Verdict(TextEncoding.UNICODE)
    return Verdict(best, is_certain=False)


def fits(text: str, encoding: TextEncoding) -> bool:
    """Whether a text that is said to be in an old encoding can be: its words become no stranger."""
    if is_surely_unicode(text) or _has_sure_words(text):
        return False
    return strange_words(to_unicode(text, encoding)) <= strange_words(text)


def mended(text: str, encoding: TextEncoding, *, is_capitals: bool = False) -> str:
    """The text in Unicode; what a font showed as capitals is written in capitals."""
    plain = to_unicode(text, encoding)
    return plain.upper() if is_capitals else plain


def common_encoding(verdicts: Iterable[Verdict]) -> TextEncoding:
    """What most of a column is that leaves no doubt; Unicode if none does."""
    counts = dict.fromkeys((TextEncoding.UNICODE, *OLD_ENCODINGS), 0)
    for verdict in verdicts:
        if verdict.is_certain:
            counts[verdict.encoding] += 1
    return max(counts, key=counts.__getitem__)


def _has_sure_words(text: str) -> bool:
    words = [word for word in _BETWEEN_WORDS.split(text.lower()) if not word.isascii()]
    return bool(words) and all(word in _SURELY_UNICODE for word in words)
