"""Text at every door: whatever is typed, pasted or read becomes plain text of one form.

One form means NFC, one kind of line end, a space for every kind of blank, «Đ» for its
look-alikes, and nothing that cannot be seen: no control, bidirectional, zero-width or private
signs of programs, no halves of characters.
"""

import re
import unicodedata

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
# First and last code points of what is dropped: controls, signs that join, turn or hide others,
# halves of characters, noncharacters.
_DROPPED_RANGES = (
    *((0x00, 0x08), (0x0E, 0x1B), (0x1F, 0x1F), (0x7F, 0x84), (0x86, 0x9F), (0xAD, 0xAD)),
    *((0x34F, 0x34F), (0x600, 0x605), (0x61C, 0x61C), (0x6DD, 0x6DD), (0x70F, 0x70F)),
    *((0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x200B, 0x200F), (0x202A, 0x202E)),
    *((0x2060, 0x206F), (0x3164, 0x3164), (0xD800, 0xDFFF), (0xFDD0, 0xFDEF), (0xFE00, 0xFE0F)),
    *((0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFFB), (0xE0000, 0xE0FFF)),
    *((0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A)),
    *((plane << 16 | 0xFFFE, plane << 16 | 0xFFFF) for plane in range(17)),
)
_DROPPED = "".join(f"{chr(first)}-{chr(last)}" for first, last in _DROPPED_RANGES)
_BLANKS = r"\t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000"
_DROP = re.compile(f"[{_DROPPED}]")
_BLANK = re.compile(f"[{_BLANKS}]")
# Whatever `_mended` would change, in one look; text without any of it stays as it is.
_ODD = re.compile(f"[{_DROPPED}{_BLANKS}ÐðƉɖ\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_STROKED_D = str.maketrans("ÐðƉɖ", "ĐđĐđ")
_SPACES = re.compile(r"\s+")
_LINE_EDGES = re.compile(r" *\n *")
_EMPTY_LINES = re.compile(r"\n{3,}")


def plain_text(text: str) -> str:
    """Text of several lines in its one form, no blanks at its ends and at the ends of lines."""
    return _EMPTY_LINES.sub("\n\n", _LINE_EDGES.sub("\n", _mended(text))).strip()


def plain_line(text: str) -> str:
    """Text of one line in its one form: line ends and runs of blanks are one space."""
    return _SPACES.sub(" ", _mended(text)).strip()


def is_number(text: str) -> bool:
    """Whether a text is digits 0 to 9 alone; «²», «①» and the digits of other scripts are none."""
    return text.isascii() and text.isdigit()


def _mended(text: str) -> str:
    if _ODD.search(text):
        text = _LINE_ENDS.sub("\n", text)
        text = _DROP.sub("", _BLANK.sub(" ", text)).translate(_STROKED_D)
    # A mark behind an invisible sign joins its letter only once that is gone.
    return unicodedata.normalize("NFC", text)
