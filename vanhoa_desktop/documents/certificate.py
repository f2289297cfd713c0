"""Certificates: A4 landscape, one page a person, the frame drawn once for the whole file."""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from vanhoa_desktop.documents.fitting import fit
from vanhoa_desktop.documents.fonts import Face, register_faces, text_width
from vanhoa_desktop.documents.office import DRAFT_MARK, LANGUAGE, MOTTO, NATION, IssuingOffice
from vanhoa_desktop.documents.ornaments import RED, draw_frame
from vanhoa_desktop.documents.units import A4_LONG, A4_SHORT, MM
from vanhoa_desktop.texts.dates import official_date

PAGE_WIDTH, PAGE_HEIGHT = A4_LONG, A4_SHORT
_CENTRE = PAGE_WIDTH / 2
_TEXT_WIDTH = 225 * MM
_FRAME = "frame"
_LEFT_COLUMN, _RIGHT_CENTRE, _RIGHT_WIDTH = 34 * MM, 214 * MM, 110 * MM
_LEFT_WIDTH = 100 * MM
_BLACK = (0.08, 0.08, 0.08)
PROGRESS_EVERY_PAGES = 100


@dataclass(frozen=True, slots=True)
class CertificateValues:
    """What one certificate says.

    `detail` stands below the name instead of birth year and home. `decided_on` is an ISO date; a
    draft has neither number nor date and carries «DỰ THẢO». `signer` signed its decision; without
    one the office's usual signer stands there.
    """

    honorific: str
    full_name: str
    birth_year: int | None
    home: str
    title: str
    year: int
    register_number: str
    decision_number: str | None
    decided_on: str | None
    detail: str | None = None
    signer: str | None = None

    @property
    def is_draft(self) -> bool:
        """Whether it is printed before the decision was issued."""
        return self.decision_number is None or self.decided_on is None


def render_certificates(
    certificates: Sequence[CertificateValues],
    office: IssuingOffice,
    progress: Callable[[int, int], None] | None = None,
) -> bytes:
    """The PDF with a page, a bookmark and a page label for each; no certificate, one empty page.

    The same values give the same bytes. `progress` hears pages done and pages in all.
    """
    from reportlab.pdfgen.canvas import Canvas

    register_faces()
    stream = io.BytesIO()
    canvas = Canvas(
        stream, pagesize=(PAGE_WIDTH, PAGE_HEIGHT), invariant=1, pageCompression=1, lang=LANGUAGE
    )
    canvas.setTitle("Giấy công nhận")
    canvas.setAuthor(" ".join(office.body))
    canvas.beginForm(_FRAME)
    draw_frame(canvas, PAGE_WIDTH, PAGE_HEIGHT)
    _draw_heading(canvas, office)
    canvas.endForm()
    for number, values in enumerate(certificates, 1):
        key = f"giay-{number}"
        canvas.bookmarkPage(key)
        canvas.addOutlineEntry(f"{values.full_name} – {values.home}", key)
        _draw_page(canvas, values, office)
        canvas.showPage()
        if progress is not None and number % PROGRESS_EVERY_PAGES == 0:
            progress(number, len(certificates))
    if not certificates:
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def _draw_heading(canvas: Any, office: IssuingOffice) -> None:  # noqa: ANN401 - reportlab has no types
    """What is the same on every page, drawn into the frame."""
    canvas.setFillColorRGB(*_BLACK)
    _centred(canvas, NATION, Face.BOLD, 13, 186 * MM)
    _centred(canvas, MOTTO, Face.BOLD, 14, 179.5 * MM)
    _rule(canvas, text_width(MOTTO, Face.BOLD, 14), 177.6 * MM)
    y = 168.5 * MM
    body = fit(" ".join(office.body), Face.BOLD, _TEXT_WIDTH, (15, 11))
    for line in body.lines:
        _centred(canvas, line, Face.BOLD, body.size, y)
        y -= 6.5 * MM
    canvas.setFillColorRGB(*RED)
    _centred(canvas, "GIẤY CÔNG NHẬN", Face.BOLD, 38, 147 * MM)
    canvas.setFillColorRGB(*_BLACK)


def _draw_page(canvas: Any, values: CertificateValues, office: IssuingOffice) -> None:  # noqa: ANN401 - reportlab has no types
    canvas.doForm(_FRAME)
    if values.is_draft:
        _draw_mark(canvas)
    canvas.setFillColorRGB(*_BLACK)
    _centred(canvas, f"Công nhận: {values.honorific}".strip(), Face.ITALIC, 18, 134 * MM)
    name = fit(values.full_name, Face.BOLD, _TEXT_WIDTH, (34, 24))
    y = (118 if len(name.lines) == 1 else 123) * MM
    canvas.setFillColorRGB(*RED)
    for line in name.lines:
        _centred(canvas, line, Face.BOLD, name.size, y)
        y -= 10.5 * MM
    canvas.setFillColorRGB(*_BLACK)
    _draw_details(canvas, values)
    _draw_foot(canvas, values, office)


def _draw_details(canvas: Any, values: CertificateValues) -> None:  # noqa: ANN401 - reportlab has no types
    born = f"Sinh năm: {values.birth_year}" if values.birth_year else ""
    where = f"Nơi ở: {values.home}"
    line = f"{born}        {where}".strip() if values.detail is None else values.detail
    fitted = fit(line, Face.REGULAR, _TEXT_WIDTH, (17, 13))
    y = 101 * MM
    for part in fitted.lines:
        _centred(canvas, part, Face.REGULAR, fitted.size, y)
        y -= 6.5 * MM
    _centred(canvas, "Đạt danh hiệu", Face.ITALIC, 17, 88 * MM)
    canvas.setFillColorRGB(*RED)
    title = fit(f"“{values.title.upper()}” NĂM {values.year}", Face.BOLD, _TEXT_WIDTH, (25, 16))
    _centred(canvas, title.lines[0], Face.BOLD, title.size, 77 * MM)
    canvas.setFillColorRGB(*_BLACK)


def _draw_foot(canvas: Any, values: CertificateValues, office: IssuingOffice) -> None:  # noqa: ANN401 - reportlab has no types
    number = values.decision_number or "……/QĐ-UBND"
    on = (
        "ngày …… tháng …… năm ……" if values.decided_on is None else official_date(values.decided_on)
    )
    y = 40 * MM
    for line in (f"Theo Quyết định số: {number}", on, f"Vào sổ số: {values.register_number}"):
        fitted = fit(line, Face.REGULAR, _LEFT_WIDTH, (13, 9))
        canvas.setFont(Face.REGULAR, fitted.size)
        canvas.drawString(_LEFT_COLUMN, y, fitted.lines[0])
        y -= 6.5 * MM
    y = 61.5 * MM
    _right(canvas, f"{office.place}, {on}", Face.ITALIC, 14, y)
    for line in office.signature.lines:
        y -= 6 * MM
        _right(canvas, line, Face.BOLD, 14, y)
    signer = values.signer or office.signature.name
    if signer:
        _right(canvas, signer, Face.BOLD, 15, 24.5 * MM)


def _centred(canvas: Any, text: str, face: Face, size: float, y: float) -> None:  # noqa: ANN401 - reportlab has no types
    canvas.setFont(face, size)
    canvas.drawCentredString(_CENTRE, y, text)


def _right(canvas: Any, text: str, face: Face, size: float, y: float) -> None:  # noqa: ANN401 - reportlab has no types
    fitted = fit(text, face, _RIGHT_WIDTH, (size, 9))
    canvas.setFont(face, fitted.size)
    canvas.drawCentredString(_RIGHT_CENTRE, y, fitted.lines[0])


def _rule(canvas: Any, width: float, y: float) -> None:  # noqa: ANN401 - reportlab has no types
    canvas.setLineWidth(0.8)
    canvas.setStrokeColorRGB(*_BLACK)
    canvas.line(_CENTRE - width / 2, y, _CENTRE + width / 2, y)


def _draw_mark(canvas: Any) -> None:  # noqa: ANN401 - reportlab has no types
    """«DỰ THẢO» across the page."""
    canvas.saveState()
    canvas.setFillColorRGB(0.9, 0.87, 0.87)
    canvas.translate(_CENTRE, PAGE_HEIGHT / 2)
    canvas.rotate(25)
    canvas.setFont(Face.BOLD, 110)
    canvas.drawCentredString(0, -30, DRAFT_MARK)
    canvas.restoreState()
