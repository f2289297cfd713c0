"""What a row of the table of words for the dead and gone is (`gone_words`)."""

import re
from dataclasses import dataclass
from enum import StrEnum


class GoneKind(StrEnum):
    """What became of somebody whom a list does not hold for present."""

    DEAD = "dead"
    MOVED = "moved"
    AWAY = "away"
    STRUCK = "struck"


@dataclass(frozen=True, slots=True, kw_only=True)
class GoneWords:
    """One way of saying it. All is written in small letters, with its marks.

    `words`: the pattern; it may stand anywhere in a remark, unless it begins with «^» or ends with
    «$». `not_after`: words before it by which it says something else («làm mất»), `unless`: what
    then stands behind it («mất sức»). `said` are examples, `others` examples that say nothing of
    the kind though they look alike.
    """

    kind: GoneKind
    means: str
    words: str
    said: tuple[str, ...]
    not_after: tuple[str, ...] = ()
    unless: str = ""
    others: tuple[str, ...] = ()

    def pattern(self) -> re.Pattern[str]:
        """The words with what must not stand around them."""
        before = "".join(rf"(?<!{word} )" for word in self.not_after)
        behind = rf"(?!\s+(?:{self.unless}))" if self.unless else ""
        opens = r"\b" if self.words[:1] != "^" else ""
        closes = r"\b" if self.words[-1:] != "$" else ""
        return re.compile(rf"{before}{opens}(?:{self.words}){closes}{behind}")
