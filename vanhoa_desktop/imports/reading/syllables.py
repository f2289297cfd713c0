"""What can be a Vietnamese word: the build of syllables, where a tone stands, where capitals do."""

import re
import unicodedata
from functools import lru_cache

BETWEEN_WORDS = re.compile(r"[\s\d,.;:/()\[\]\"'+\-–—_&*“”‘’]+")
_TONE_MARKS = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_SHARP_TONES = "\u0301\u0323"
# «ñ» is VNI's «đ»: no Vietnamese consonant has a tone.
_TONE_ON_CONSONANT = re.compile(f"[bcdđghklmnpqrstvx]{_TONE_MARKS.pattern}")
_ONSETS = "ngh|ng|nh|gh|gi|ch|kh|ph|qu|th|tr|[bcdđghklmnprstvx]|"
_RIMES = (
    "a ă â e ê i o ô ơ u ư y ai ao au âu ay ây eo êu ia iêu iu oa oai oao oay oe oeo oi ôi ơi ơu "
    "ua uâ uây ue uê ui uơ uôi uy uya uyu ưa ưi ươi ươu ưu yêu ya "
    "am ăm âm em êm im om ôm ơm um ươm uôm iêm yêm oam oăm oem uym "
    "an ăn ân en ên in on ôn ơn un uôn ươn iên yên oan oăn oen uân uên uyên uyn "
    "ang ăng âng eng êng ong ông ơng ung ưng uông ương iêng yêng oang oăng oong uâng "
    "anh ênh inh oanh uênh uynh"
)
_STOPPED_RIMES = (
    "ap ăp âp ep êp ip op ôp ơp up ươp uôp iêp oap oăp "
    "at ăt ât et êt it ot ôt ơt ut ưt uôt ươt iêt yêt oat oăt oet uât uêt uyêt uyt "
    "ac ăc âc ec oc ôc uc ưc uôc ươc iêc oac oăc ooc ach êch ich oach uêch uych"
)
_OPEN = re.compile(f"(?:{_ONSETS})(?:{'|'.join(_RIMES.split())})|quynh")
_STOPPED = re.compile(f"(?:{_ONSETS})(?:{'|'.join(_STOPPED_RIMES.split())})|quych")
# «Lẹo», «Lọi»: in such pairs nobody writes the tone over the second letter.
_TONE_ON_GLIDE = re.compile(
    "(?:a\u0302?[iuoy]|e\u0302?u|eo|o[\u0302\u031b]?i|(?<!q)ui|u\u031b[iu]|(?<!g)iu)"
    f"{_TONE_MARKS.pattern}$"
)


def words_of(text: str) -> list[str]:
    """The words of a text as they are written."""
    return BETWEEN_WORDS.split(unicodedata.normalize("NFC", text))


def is_strange(word: str) -> bool:
    """Whether a word with marks cannot be Vietnamese."""
    return not word.isascii() and (_has_inner_capital(word) or not _can_be_word(word.lower()))


def _has_inner_capital(word: str) -> bool:
    """Whether a capital with a mark stands behind a small letter: «TuÊn»."""
    return not word.isupper() and any(char.isupper() and not char.isascii() for char in word[1:])


@lru_cache(maxsize=1 << 14)
def _can_be_word(word: str) -> bool:
    # Many write the letter eth, which looks the same, for «đ».
    apart = unicodedata.normalize("NFD", word.replace("ð", "đ"))
    tones = _TONE_MARKS.findall(apart)
    if len(tones) > 1 or _TONE_ON_GLIDE.search(apart) or _TONE_ON_CONSONANT.search(apart):
        return False
    bare = unicodedata.normalize("NFC", _TONE_MARKS.sub("", apart))
    if _STOPPED.fullmatch(bare):
        return not tones or tones[0] in _SHARP_TONES
    return _OPEN.fullmatch(bare) is not None
