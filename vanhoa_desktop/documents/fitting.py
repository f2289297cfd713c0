"""Lines that fit: smaller letters down to a floor, then more lines; never over the edge."""

from dataclasses import dataclass

from vanhoa_desktop.documents.fonts import Face, text_width

_STEP = 1.0


@dataclass(frozen=True, slots=True)
class Fitted:
    """Lines of text and the size (in points) at which each of them fits."""

    lines: tuple[str, ...]
    size: float


def fit(text: str, face: Face, width: float, sizes: tuple[float, float]) -> Fitted:
    """Set `text` within `width` points.

    `sizes` are the wished size and the floor. One line is shrunk to the floor; what still does not
    fit is broken between words at the floor.
    """
    wished, floor = sizes
    size = wished
    while size > floor and text_width(text, face, size) > width:
        size = max(size - _STEP, floor)
    if text_width(text, face, size) <= width:
        return Fitted((text,), size)
    return Fitted(tuple(_even(text, face, width, floor)), floor)


def wrap(text: str, face: Face, width: float, size: float) -> list[str]:
    """Lines of whole words, as even as greedy breaking makes them; a word too long is cut."""
    lines: list[str] = []
    line = ""
    for word in _pieces(text, face, width, size):
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
    while narrower > width / len(lines):
        narrower -= width / 40
        tried = wrap(text, face, narrower, size)
        if len(tried) > len(lines):
            break
        lines = tried
    return lines


def _pieces(text: str, face: Face, width: float, size: float) -> list[str]:
    """The words, those wider than a line cut into parts that fit."""
    pieces: list[str] = []
    for word in text.split():
        rest = word
        while text_width(rest, face, size) > width and len(rest) > 1:
            cut = len(rest) - 1
            while cut > 1 and text_width(rest[:cut], face, size) > width:
                cut -= 1
            pieces.append(rest[:cut])
            rest = rest[cut:]
        pieces.append(rest)
    return pieces
