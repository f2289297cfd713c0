"""Text that fits its place: smaller letters, then more lines; never over the edge, never cut."""

from dataclasses import dataclass

from vanhoa_desktop.documents.fonts import Face, text_width
from vanhoa_desktop.documents.letters import require_letters
from vanhoa_desktop.errors import ErrorCode, VanHoaError

_STEP = 1.0
LEADING = 1.15


@dataclass(frozen=True, slots=True)
class Room:
    """A place for one text, in points.

    `wished` is the size of the letters. One line is shrunk down to `break_at`; from there on the
    text may stand on several lines that are together no higher than `height` (0: one line only),
    and is shrunk on down to `floor`.
    """

    width: float
    wished: float
    floor: float
    break_at: float = 0.0
    height: float = 0.0


@dataclass(frozen=True, slots=True)
class Fitted:
    """Lines of text and the size (in points) at which each of them fits."""

    lines: tuple[str, ...]
    size: float

    @property
    def leading(self) -> float:
        """From one baseline to the next."""
        return self.size * LEADING


def fit(text: str, face: Face, room: Room) -> Fitted:
    """Set `text` in its room.

    Raises PAPER_LETTERS_MISSING, and PAPER_TEXT_TOO_LONG for what does not fit at the floor.
    """
    require_letters(text)
    size = room.wished
    while size >= room.floor:
        if text_width(text, face, size) <= room.width:
            return Fitted((text,), size)
        if size <= room.break_at:
            broken = Fitted(tuple(_even(text, face, room.width, size)), size)
            if broken.lines and len(broken.lines) * broken.leading <= room.height:
                return broken
        size -= _STEP
    raise VanHoaError(ErrorCode.PAPER_TEXT_TOO_LONG, text=text)


def wrap(text: str, face: Face, width: float, size: float) -> list[str]:
    """Lines of whole words; none at all if a word is wider than a line."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        if text_width(word, face, size) > width:
            return []
        joined = f"{line} {word}" if line else word
        if line and text_width(joined, face, size) > width:
            lines.append(line)
            line = word
        else:
            line = joined
    return [*lines, line] if line else lines


def _even(text: str, face: Face, width: float, size: float) -> list[str]:
    """As few lines as `width` needs, of about the same length."""
    lines = wrap(text, face, width, size)
    narrower = width
    while lines and narrower > width / len(lines):
        narrower -= width / 40
        tried = wrap(text, face, narrower, size)
        if not tried or len(tried) > len(lines):
            break
        lines = tried
    return lines
