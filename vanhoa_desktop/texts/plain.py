"""Text at every door: whatever is typed, pasted or read becomes plain text of one form.

One form means NFC, one kind of line end, a space for every kind of blank, «Đ» for its
look-alikes, and nothing that cannot be seen: no control, bidirectional, zero-width or private
signs of programs, no halves of characters.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
# Whatever `_plain` would change, in one look; text without any of it stays as it is.
_BLANKS = "\t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000"
_DROPPED = (
    "\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\xad\u034f\u0600-\u0605\u061c\u06dd\u070f\u115f\u1160"
    "\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ud800-\udfff"
    "\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
) + "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(1, 17))
_DROP = re.compile(f"[{_DROPPED}]")
_BLANK = re.compile(f"[{_BLANKS}]")
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


def _mended(text: str) -> str:
    if _ODD.search(text):
        text = _LINE_ENDS.sub("\n", text)
        text = _DROP.sub("", _BLANK.sub(" ", text)).translate(_STROKED_D)
    # A mark behind an invisible sign joins its letter only once that is gone.
    return unicodedata.normalize("NFC", text)


class TextFault(StrEnum):
    """What is wrong with a text that cannot be taken."""

    EMPTY = "empty"
    TOO_LONG = "too-long"


@dataclass(frozen=True, slots=True)
class TextLimit:
    """How long a field may be, in letters, and whether it may be left out or have several lines."""

    most: int
    is_required: bool = False
    has_lines: bool = False

    def plain(self, text: str) -> str:
        """The text in its one form."""
        return plain_text(text) if self.has_lines else plain_line(text)

    def fault(self, plain: str) -> TextFault | None:
        """What is wrong with a text that is in its one form already."""
        if self.is_required and not plain:
            return TextFault.EMPTY
        return TextFault.TOO_LONG if len(plain) > self.most else None
