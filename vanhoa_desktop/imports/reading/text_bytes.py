"""The bytes of a text file as letters: Unicode, or an old code page where it is plain."""

import codecs
import contextlib
import re
from typing import NamedTuple

from vanhoa_desktop.domain.enums import TextEncoding
from vanhoa_desktop.imports.reading.letters import clear_choice, share_of_words

UTF_8, UTF_16, WINDOWS_1258 = "UTF-8", "UTF-16", "windows-1258"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", UTF_8),
    (codecs.BOM_UTF16_LE, "utf-16", UTF_16),
    (codecs.BOM_UTF16_BE, "utf-16", UTF_16),
)
_SAMPLE = 200_000
_WORD_WITH_MARKS = re.compile(r"[^\W\d_]*[^\x00-\x7f][^\s,;]*")


class EncodingUnknownError(Exception):
    """Nobody can say which letters the bytes mean."""


class Letters(NamedTuple):
    """What a text file says, and in what it was written.

    `old` is the old encoding that all of it was in, where its letters still are to be converted.
    """

    text: str
    encoding: str
    old: TextEncoding | None = None


def read_letters(content: bytes, encoding: TextEncoding) -> Letters:
    """The letters of a text file; raises EncodingUnknownError."""
    for mark, codec, name in _MARKS:
        if content.startswith(mark):
            return Letters(_strict(content, codec), name)
    if b"\x00" in content:
        return Letters(_strict(content, _wide_codec(content)).lstrip("\ufeff"), UTF_16)
    try:
        return Letters(content.decode("utf-8"), UTF_8)
    except UnicodeDecodeError:
        return _eight_bit(content, encoding)


def _strict(content: bytes, codec: str) -> str:
    try:
        return content.decode(codec)
    except UnicodeDecodeError as error:
        raise EncodingUnknownError from error


def _wide_codec(content: bytes) -> str:
    """Latin letters in UTF-16 have an empty byte behind them (LE) or before them (BE)."""
    sample = content[:_SAMPLE]
    before, behind = sample[0::2].count(0), sample[1::2].count(0)
    if before == behind:
        raise EncodingUnknownError
    return "utf-16-le" if behind > before else "utf-16-be"


def _eight_bit(content: bytes, encoding: TextEncoding) -> Letters:
    as_latin = content.decode("latin-1")
    if encoding in {TextEncoding.TCVN3, TextEncoding.VNI}:
        return Letters(as_latin, encoding.value.upper(), encoding)
    candidates = [
        Letters(as_latin, one.value.upper(), one) for one in (TextEncoding.TCVN3, TextEncoding.VNI)
    ]
    # Some bytes mean nothing there: then it is another one.
    with contextlib.suppress(UnicodeDecodeError):
        candidates.insert(0, Letters(content.decode("cp1258"), WINDOWS_1258))
    if encoding is TextEncoding.UNICODE:
        candidates = [one for one in candidates if one.old is None]
    chosen = clear_choice([_share(one) for one in candidates])
    if chosen is None:
        raise EncodingUnknownError
    return candidates[chosen]


def _share(letters: Letters) -> float:
    """The share of the words with marks that can be Vietnamese, read this way."""
    sample = letters.text[:_SAMPLE]
    words = _WORD_WITH_MARKS.findall(sample)
    return share_of_words(words, TextEncoding.UNICODE if letters.old is None else letters.old)
