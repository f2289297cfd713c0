"""The styles of an OpenDocument workbook, as far as they change what cells say."""

from dataclasses import dataclass
from typing import NamedTuple

from typing_extensions import override

from vanhoa_desktop.imports.reading.bounds import TooLargeError
from vanhoa_desktop.imports.reading.package import Attributes, XmlListener

CELLS, TEXTS, TABLES = "table-cell", "text", "table"
_MOST_STYLES = 100_000
_DEEPEST = 20


class OdsLook(NamedTuple):
    """What a style says; None where it says nothing."""

    font: str | None = None
    is_struck: bool | None = None
    is_shown: bool = True

    def over(self, other: "OdsLook") -> "OdsLook":
        """This look where it says something, the other one elsewhere."""
        is_struck = other.is_struck if self.is_struck is None else self.is_struck
        return OdsLook(self.font or other.font, is_struck, self.is_shown and other.is_shown)


NO_LOOK = OdsLook()


@dataclass
class _Style:
    """A style as it stands: its own look, and the style that it builds on."""

    look: OdsLook = NO_LOOK
    parent: str | None = None


class StyleListener(XmlListener):
    """Gathers styles by family and name; the styles of a table stand above the named ones."""

    def __init__(self, named: "StyleListener | None" = None) -> None:
        self.styles: dict[tuple[str, str], _Style] = {} if named is None else dict(named.styles)
        self.faces: dict[str, str] = {} if named is None else dict(named.faces)
        self._looks: dict[tuple[str, str], OdsLook] = {}
        self._open: tuple[str, str] | None = None

    @override
    def start(self, name: str, attributes: Attributes) -> None:
        facts = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        if name == "font-face":
            family = facts.get("font-family", "")
            self.faces[facts.get("name", "")] = family.strip("'\"")
        elif name == "style":
            if len(self.styles) >= _MOST_STYLES:
                raise TooLargeError
            self._open = (facts.get("family", ""), facts.get("name", ""))
            self.styles[self._open] = _Style(parent=facts.get("parent-style-name"))
        elif self._open is not None and name == "text-properties":
            self.styles[self._open].look = OdsLook(self._font(facts), _is_struck(facts))
        elif self._open is not None and name == "table-properties":
            is_shown = facts.get("display") != "false"
            self.styles[self._open].look = OdsLook(is_shown=is_shown)

    @override
    def end(self, name: str) -> None:
        if name == "style":
            self._open = None

    def look(self, family: str, name: str | None) -> OdsLook:
        """What a style says, with all that it inherits."""
        if name is None:
            return NO_LOOK
        key = (family, name)
        if key not in self._looks:
            self._looks[key] = self._inherited(family, name)
        return self._looks[key]

    def _inherited(self, family: str, name: str) -> OdsLook:
        look = NO_LOOK
        wanted: str | None = name
        for _ in range(_DEEPEST):
            style = self.styles.get((family, wanted or ""))
            if style is None:
                break
            look = look.over(style.look)
            wanted = style.parent
        return look

    def _font(self, facts: Attributes) -> str | None:
        face = facts.get("font-name", "")
        family = facts.get("font-family", "").strip("'\"")
        return family or self.faces.get(face) or face or None


def _is_struck(facts: Attributes) -> bool | None:
    style = facts.get("text-line-through-style") or facts.get("text-line-through-type")
    return None if style is None else style != "none"
