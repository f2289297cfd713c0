"""The faces of official papers: Tinos, which has the widths of Times New Roman, embedded."""

from enum import StrEnum
from functools import cache

from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.paths import resource


class Face(StrEnum):
    """A face by the name under which it is registered."""

    REGULAR = "Tinos-Regular"
    BOLD = "Tinos-Bold"
    ITALIC = "Tinos-Italic"
    BOLD_ITALIC = "Tinos-BoldItalic"


@cache
def register_faces() -> None:
    """Make the faces known to the drawing library, once; raises RESOURCE_MISSING."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFError, TTFont

    for face in Face:
        path = resource("fonts", f"{face.value}.ttf")
        try:
            pdfmetrics.registerFont(TTFont(face.value, str(path)))
        except (OSError, TTFError) as error:
            raise VanHoaError(ErrorCode.RESOURCE_MISSING, name=path.name) from error
    pdfmetrics.registerFontFamily(
        Face.REGULAR,
        normal=Face.REGULAR,
        bold=Face.BOLD,
        italic=Face.ITALIC,
        boldItalic=Face.BOLD_ITALIC,
    )


@cache
def drawn_characters(face: Face) -> frozenset[str]:
    """The characters for which a face has a glyph with ink."""
    from reportlab.pdfbase.pdfmetrics import getFont

    register_faces()
    glyphs = getFont(face.value).face
    places = glyphs.glyphPos
    return frozenset(
        chr(code)
        for code, glyph in glyphs.charToGlyph.items()
        if glyph and places[glyph + 1] > places[glyph]
    )


def text_width(text: str, face: Face, size: float) -> float:
    """The width of a line in points."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    register_faces()
    return float(stringWidth(text, face.value, size))
