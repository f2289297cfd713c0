"""What the cells of a workbook look like, as far as it changes what they say."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from typing_extensions import override

from vanhoa_desktop.imports.reading.bounds import TooLargeError
from vanhoa_desktop.imports.reading.days import Shown, leading_zeros, shown_as
from vanhoa_desktop.imports.reading.package import Attributes, XmlListener, listen, whole_number

_MOST_LOOKS = 200_000
_OFF = frozenset({"0", "false", "off"})


class Look(NamedTuple):
    """The look of a cell: what its numbers are shown as, its font, whether it is struck out."""

    shown: Shown = Shown.NUMBER
    font: str | None = None
    is_struck: bool = False
    zeros: int = 0


@dataclass
class Looks:
    """The looks of a workbook by the number that cells give."""

    numbered: list[Look] = field(default_factory=list)

    def look(self, number: int) -> Look:
        """A look; the plain one for a number that does not exist."""
        return self.numbered[number] if number < len(self.numbered) else PLAIN


PLAIN = Look()


def is_on(attributes: Attributes) -> bool:
    """Whether an element such as `<strike/>` or `<strike val="1"/>` switches something on."""
    return attributes.get("val", "1") not in _OFF


class _StylesListener(XmlListener):
    """Numbers the looks of cells as the styles of a workbook do."""

    def __init__(self) -> None:
        self.looks = Looks()
        self._formats: dict[int, str] = {}
        self._fonts: list[tuple[str | None, bool]] = []
        self._is_in_font = self._is_in_fonts = self._is_in_cells = False

    @override
    def start(self, name: str, attributes: Attributes) -> None:
        if name == "numFmt":
            number = whole_number(attributes.get("numFmtId"))
            self._formats.setdefault(number, attributes.get("formatCode", ""))
        elif name == "fonts":
            self._is_in_fonts = True
        elif name == "font" and self._is_in_fonts:
            self._is_in_font = True
            self._fonts.append((None, False))
        elif self._is_in_font and name in {"name", "strike"}:
            font, is_struck = self._fonts[-1]
            is_name = name == "name"
            changed = (attributes.get("val"), is_struck) if is_name else (font, is_on(attributes))
            self._fonts[-1] = changed
        elif name == "cellXfs":
            self._is_in_cells = True
        elif name == "xf" and self._is_in_cells:
            self._add_look(attributes)

    @override
    def end(self, name: str) -> None:
        if name == "font":
            self._is_in_font = False
        elif name == "fonts":
            self._is_in_fonts = False
        elif name == "cellXfs":
            self._is_in_cells = False

    def _add_look(self, attributes: Attributes) -> None:
        if len(self.looks.numbered) >= _MOST_LOOKS:
            raise TooLargeError
        number = whole_number(attributes.get("numFmtId"))
        place = whole_number(attributes.get("fontId"))
        font, is_struck = self._fonts[place] if place < len(self._fonts) else (None, False)
        code = self._formats.get(number)
        look = Look(shown_as(number, code), font, is_struck, leading_zeros(code))
        self.looks.numbered.append(look)


def read_looks(pieces: Iterator[bytes] | None) -> Looks:
    """The looks that the styles of a workbook number; none where it has no styles."""
    listener = _StylesListener()
    if pieces is not None:
        listen(pieces, listener)
    return listener.looks
