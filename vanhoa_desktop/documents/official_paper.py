"""The common page of official papers (Nghị định 30/2020/NĐ-CP, Phụ lục I): header, body, foot."""

import io
from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

from vanhoa_desktop.documents.columns import CELL_PADDING, fitting_columns, unbroken
from vanhoa_desktop.documents.fitting import Room, fit
from vanhoa_desktop.documents.fonts import Face, register_faces, text_width
from vanhoa_desktop.documents.letters import require_letters
from vanhoa_desktop.documents.office import DRAFT_MARK, LANGUAGE, MOTTO, NATION, IssuingOffice
from vanhoa_desktop.documents.units import A4_LONG, A4_SHORT, MM

LEFT, RIGHT, TOP, BOTTOM = 30 * MM, 18 * MM, 20 * MM, 20 * MM
BODY_WIDTH = A4_SHORT - LEFT - RIGHT
BODY_SIZE, LEADING = 13.5, 19
FIRST_LINE = 12.7 * MM
_PAGE_NUMBER_DOWN = 11 * MM
_HEADER_SIZE = 12.5
_LINE_DOWN = 15.5
_LEFT_CENTRE, _RIGHT_CENTRE = BODY_WIDTH * 0.22, BODY_WIDTH * 0.71
# The two halves of the header never touch: Quốc hiệu begins at about 0.43 of the width.
_BODY_ROOM = Room(BODY_WIDTH * 0.42, _HEADER_SIZE, 8, 11, 5 * _LINE_DOWN)
_NUMBER_ROOM = Room(BODY_WIDTH * 0.42, 13, 8, 11, 4 * _LINE_DOWN)
_DATE_ROOM = Room(BODY_WIDTH * 0.55, 13.5, 8, 11, 4 * _LINE_DOWN)

Flow = list[Any]


def paragraph_style(face: Face = Face.REGULAR, **changes: Any) -> Any:  # noqa: ANN401 - reportlab has no types
    """A justified body paragraph, or one altered by `changes` (names of ParagraphStyle)."""
    from reportlab.lib.enums import TA_JUSTIFY
    from reportlab.lib.styles import ParagraphStyle

    register_faces()
    settings: dict[str, Any] = {
        "fontName": face.value,
        "fontSize": BODY_SIZE,
        "leading": LEADING,
        "alignment": TA_JUSTIFY,
        "firstLineIndent": FIRST_LINE,
        "spaceAfter": 6,
    }
    return ParagraphStyle("body", **(settings | changes))


def centred_style(face: Face, size: float = 14, **changes: Any) -> Any:  # noqa: ANN401 - reportlab has no types
    """A centred line of a heading."""
    from reportlab.lib.enums import TA_CENTER

    centred = {"alignment": TA_CENTER, "firstLineIndent": 0, "fontSize": size, "spaceAfter": 3}
    return paragraph_style(face, **(centred | {"leading": size * 1.3} | changes))


def paragraph(text: str, style: Any) -> Any:  # noqa: ANN401 - reportlab has no types
    """A paragraph of plain text: what looks like markup in it is shown as it is.

    Raises PAPER_LETTERS_MISSING.
    """
    from reportlab.platypus import Paragraph

    require_letters(text)
    return Paragraph(escape(text), style)


def rich_paragraph(text: str, style: Any) -> Any:  # noqa: ANN401 - reportlab has no types
    """A paragraph with our own markup (<b>, <i>); facts inside must be escaped.

    Raises PAPER_LETTERS_MISSING.
    """
    from reportlab.platypus import Paragraph

    require_letters(text)
    return Paragraph(text, style)


def official_header(office: IssuingOffice, number: str, date_line: str) -> Any:  # noqa: ANN401 - reportlab has no types
    """Issuing body left, Quốc hiệu and Tiêu ngữ right, number and date below.

    Raises PAPER_LETTERS_MISSING, PAPER_TEXT_TOO_LONG.
    """
    from reportlab.platypus import Flowable

    bodies = [fit(line, Face.BOLD, _BODY_ROOM) for line in office.body]
    parent = [fit(office.parent, Face.REGULAR, _BODY_ROOM)] if office.parent else []
    left = [(line, Face.REGULAR, found.size) for found in parent for line in found.lines]
    left += [(line, Face.BOLD, found.size) for found in bodies for line in found.lines]
    numbers = fit(number, Face.REGULAR, _NUMBER_ROOM)
    dates = fit(date_line, Face.ITALIC, _DATE_ROOM)
    below = max(len(numbers.lines), len(dates.lines))
    height = (max(len(left), 2) + 1.4 + below) * _LINE_DOWN

    def draw(canvas: Any) -> None:  # noqa: ANN401 - reportlab has no types
        top = y = height - _LINE_DOWN * 0.8
        for line, face, size in left:
            canvas.setFont(face, size)
            canvas.drawCentredString(_LEFT_CENTRE, y, line)
            y -= _LINE_DOWN
        half = text_width(left[-1][0], Face.BOLD, left[-1][2]) / 5
        canvas.setLineWidth(0.7)
        canvas.line(_LEFT_CENTRE - half, y + 11, _LEFT_CENTRE + half, y + 11)
        canvas.setFont(Face.BOLD, _HEADER_SIZE)
        canvas.drawCentredString(_RIGHT_CENTRE, top, NATION)
        canvas.setFont(Face.BOLD, 13.5)
        canvas.drawCentredString(_RIGHT_CENTRE, top - _LINE_DOWN, MOTTO)
        half = text_width(MOTTO, Face.BOLD, 13.5) / 2
        canvas.line(_RIGHT_CENTRE - half, top - 20, _RIGHT_CENTRE + half, top - 20)
        for found, face, centre in (
            (numbers, Face.REGULAR, _LEFT_CENTRE),
            (dates, Face.ITALIC, _RIGHT_CENTRE),
        ):
            canvas.setFont(face, found.size)
            for down, line in enumerate(found.lines):
                canvas.drawCentredString(centre, 4 + (below - 1 - down) * _LINE_DOWN, line)

    class _HeaderBlock(Flowable):  # type: ignore[misc]  # reportlab has no types
        """The header as one block of the flow."""

        def wrap(self, *_: float) -> tuple[float, float]:
            """The room it takes, in points."""
            return BODY_WIDTH, height

        def draw(self) -> None:
            """Draw it at its place."""
            draw(self.canv)

    return _HeaderBlock()


def signature_block(office: IssuingOffice, recipients: Sequence[str], last: Any) -> Any:  # noqa: ANN401 - reportlab has no types
    """Nơi nhận left, the signature right; never torn from the `last` paragraph above it."""
    from reportlab.platypus import KeepTogether, Spacer, Table, TableStyle

    left: Flow = [
        paragraph(
            "Nơi nhận:",
            paragraph_style(
                Face.BOLD_ITALIC, fontSize=12, leading=15, firstLineIndent=0, spaceAfter=0
            ),
        )
    ]
    small = paragraph_style(fontSize=11, leading=14, firstLineIndent=0, spaceAfter=0)
    left += [paragraph(line, small) for line in recipients]
    bold = centred_style(Face.BOLD, 13.5, spaceAfter=0)
    right: Flow = [paragraph(line, bold) for line in office.signature.lines]
    right += [Spacer(1, 20 * MM), paragraph(office.signature.name or " ", bold)]
    table = Table([[left, right]], colWidths=[BODY_WIDTH * 0.45, BODY_WIDTH * 0.55])
    table.setStyle(
        TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0)])
    )
    return KeepTogether([last, Spacer(1, 8), table])


def ruled_table(
    head: Sequence[Sequence[str]],
    rows: Sequence[Sequence[str]],
    widths_mm: Sequence[float],
    *,
    centred_columns: Sequence[int] = (),
    size: float = 11,
    extra: Sequence[tuple[Any, ...]] = (),
) -> Any:  # noqa: ANN401 - reportlab has no types
    """A table with ruled cells; its head repeats on every page.

    A number is never broken: its column is widened, else all letters of the table shrink. `extra`
    are further commands of the table style. Raises PAPER_LETTERS_MISSING.
    """
    from reportlab.lib.colors import black
    from reportlab.platypus import Table, TableStyle

    widths, size = fitting_columns(rows, [width * MM for width in widths_mm], size)
    left = paragraph_style(
        fontSize=size, leading=size * 1.2, firstLineIndent=0, spaceAfter=0, alignment=0
    )
    middle = centred_style(Face.REGULAR, size, leading=size * 1.2, spaceAfter=0)
    bold = centred_style(Face.BOLD, size, leading=size * 1.2, spaceAfter=0)
    cells: list[list[Any]] = [[paragraph(text, bold) for text in line] for line in head]
    cells += [
        [
            paragraph(unbroken(t), middle if column in centred_columns else left)
            for column, t in enumerate(row)
        ]
        for row in rows
    ]
    table = Table(cells, colWidths=widths, repeatRows=len(head))
    style = [
        ("GRID", (0, 0), (-1, -1), 0.5, black),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("TOPPADDING", (0, 0), (-1, -1), 2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
        ("LEFTPADDING", (0, 0), (-1, -1), CELL_PADDING),
        ("RIGHTPADDING", (0, 0), (-1, -1), CELL_PADDING),
        *extra,
    ]
    table.setStyle(TableStyle(style))
    return table


def build_paper(flow: Flow, title: str, *, is_draft: bool = False) -> bytes:
    """The PDF of a flow: A4 portrait, page numbers in the top margin from page 2."""
    from reportlab.platypus import SimpleDocTemplate

    register_faces()
    stream = io.BytesIO()
    document = SimpleDocTemplate(
        stream,
        pagesize=(A4_SHORT, A4_LONG),
        leftMargin=LEFT - 6,
        rightMargin=RIGHT - 6,
        topMargin=TOP - 6,
        bottomMargin=BOTTOM - 6,
        title=title,
        lang=LANGUAGE,
        invariant=1,
    )

    def decorate(canvas: Any, page: Any) -> None:  # noqa: ANN401 - reportlab has no types
        if is_draft:
            _draw_mark(canvas)
        if page.page > 1:
            canvas.setFont(Face.REGULAR, 13.5)
            canvas.drawCentredString(A4_SHORT / 2, A4_LONG - _PAGE_NUMBER_DOWN, str(page.page))

    document.build(flow, onFirstPage=decorate, onLaterPages=decorate)
    return stream.getvalue()


def _draw_mark(canvas: Any) -> None:  # noqa: ANN401 - reportlab has no types
    canvas.saveState()
    canvas.setFillColorRGB(0.9, 0.88, 0.88)
    canvas.translate(A4_SHORT / 2, A4_LONG / 2)
    canvas.rotate(50)
    canvas.setFont(Face.BOLD, 96)
    canvas.drawCentredString(0, -30, DRAFT_MARK)
    canvas.restoreState()
