"""Certificates: A4 landscape, one page a person, the frame drawn once for the whole file."""

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from vanhoa_desktop.documents.fitting import Room, fit
from vanhoa_desktop.documents.fonts import Face, register_faces, text_width
from vanhoa_desktop.documents.office import DRAFT_MARK, LANGUAGE, MOTTO, NATION, IssuingOffice
from vanhoa_desktop.documents.ornaments import RED, draw_frame
from vanhoa_desktop.documents.units import A4_LONG, A4_SHORT, MM
from vanhoa_desktop.texts.words.dates import official_date

PAGE_WIDTH, PAGE_HEIGHT = A4_LONG, A4_SHORT
_CENTRE = PAGE_WIDTH / 2
_TEXT_WIDTH = 225 * MM
_FRAME = "frame"
_LEFT_COLUMN, _RIGHT_CENTRE, _RIGHT_WIDTH = 34 * MM, 214 * MM, 110 * MM
_LEFT_WIDTH = 100 * MM
_BLACK = (0.08, 0.08, 0.08)
_OPEN_DATE = "ngày …… tháng …… năm ……"
_ASCENT = 0.92  # of the size of letters: a capital with its marks, Ẫ
PROGRESS_EVERY_PAGES = 100


@dataclass(frozen=True, slots=True)
class CertificateValues:
    """What one certificate says.

    `home_word` says what `home` is («Nơi ở», or «Đơn vị» of staff). `detail` stands below the name
    instead of birth year and home. `decided_on` is an ISO date; a
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
    home_word: str = "Nơi ở"
    detail: str | None = None
    signer: str | None = None

    @property
    def details(self) -> str:
        """The line below the name."""
        if self.detail is not None:
            return self.detail
        born = f"Sinh năm: {self.birth_year}" if self.birth_year else ""
        return f"{born}        {self.home_word}: {self.home}".strip()

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

    The same values give the same bytes. `progress` hears pages done and pages in all. Raises
    PAPER_LETTERS_MISSING, PAPER_TEXT_TOO_LONG.
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


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of text at its place: `x` is the middle of a centred line, else where it begins."""

    text: str
    face: Face
    size: float
    x: float
    y: float
    colour: tuple[float, float, float] = _BLACK
    is_centred: bool = True


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a text stands: its room, and the baseline of its first (or last) line."""

    face: Face
    room: Room
    x: float
    y: float
    grows_up: bool = False
    colour: tuple[float, float, float] = _BLACK
    is_centred: bool = True


_BODY = _Place(Face.BOLD, Room(_TEXT_WIDTH, 15, 8, 11, 14 * MM), _CENTRE, 168.5 * MM)
_HONORIFIC = _Place(Face.ITALIC, Room(_TEXT_WIDTH, 18, 12), _CENTRE, 134 * MM)
_NAME_ROOM = Room(_TEXT_WIDTH, 34, 10, 24, 23.5 * MM)
_NAME_Y, _NAME_TOP = 118 * MM, 131 * MM
_DETAILS = _Place(Face.REGULAR, Room(_TEXT_WIDTH, 17, 7, 13, 11 * MM), _CENTRE, 101 * MM)
_TITLE = _Place(Face.BOLD, Room(_TEXT_WIDTH, 25, 12), _CENTRE, 77 * MM, colour=RED)
_DECISION = _Place(
    *(Face.REGULAR, Room(_LEFT_WIDTH, 13, 8, 11, 20 * MM), _LEFT_COLUMN, 40 * MM),
    grows_up=True,
    is_centred=False,
)
_PLACE_AND_DATE = _Place(
    Face.ITALIC, Room(_RIGHT_WIDTH, 14, 8, 11, 12 * MM), _RIGHT_CENTRE, 61.5 * MM, grows_up=True
)
_SIGNER = _Place(
    Face.BOLD, Room(_RIGHT_WIDTH, 15, 8, 11, 17 * MM), _RIGHT_CENTRE, 24.5 * MM, grows_up=True
)
_ONE_LEFT_LINE, _ONE_RIGHT_LINE = Room(_LEFT_WIDTH, 13, 8), Room(_RIGHT_WIDTH, 14, 8)


def check_certificate(values: CertificateValues, office: IssuingOffice) -> None:
    """Find out, before a number is given, whether this certificate can be printed whole.

    Raises PAPER_LETTERS_MISSING, PAPER_TEXT_TOO_LONG.
    """
    _heading(office)
    _lines(values, office)


def _heading(office: IssuingOffice) -> list[_Line]:
    return list(_set(" ".join(office.body), _BODY))


def _lines(values: CertificateValues, office: IssuingOffice) -> list[_Line]:
    """Everything that one certificate says, each line at its place."""
    number = values.decision_number or "……/QĐ-UBND"
    on = _OPEN_DATE if values.decided_on is None else official_date(values.decided_on)
    signature_y = _PLACE_AND_DATE.y
    lines = [
        *_set(f"Công nhận: {values.honorific}".strip(), _HONORIFIC),
        *_name(values.full_name),
        *_set(values.details, _DETAILS),
        _Line("Đạt danh hiệu", Face.ITALIC, 17, _CENTRE, 88 * MM),
        *_set(f"“{values.title.upper()}” NĂM {values.year}", _TITLE),
        *_set(f"Theo Quyết định số: {number}", _DECISION),
    ]
    for down, text in enumerate((on, f"Vào sổ số: {values.register_number}"), 1):
        place = replace(_DECISION, room=_ONE_LEFT_LINE, y=_DECISION.y - down * 6.5 * MM)
        lines += _set(text, place)
    lines += _set(f"{office.place}, {on}", _PLACE_AND_DATE)
    for down, text in enumerate(office.signature.lines, 1):
        y = signature_y - down * 6 * MM
        lines += _set(text, _Place(Face.BOLD, _ONE_RIGHT_LINE, _RIGHT_CENTRE, y))
    signer = values.signer or office.signature.name
    return [*lines, *(_set(signer, _SIGNER) if signer else ())]


def _set(text: str, place: _Place) -> Iterator[_Line]:
    """The lines of a text, from its first baseline down or ending on its last."""
    fitted = fit(text, place.face, place.room)
    y = place.y + (len(fitted.lines) - 1) * fitted.leading * place.grows_up
    for line in fitted.lines:
        yield _Line(line, place.face, fitted.size, place.x, y, place.colour, place.is_centred)
        y -= fitted.leading


def _name(full_name: str) -> Iterator[_Line]:
    """The name: one line at its height, several in the middle of their room."""
    fitted = fit(full_name, Face.BOLD, _NAME_ROOM)
    y = _NAME_Y
    if len(fitted.lines) > 1:
        free = _NAME_ROOM.height - len(fitted.lines) * fitted.leading
        y = _NAME_TOP - free / 2 - _ASCENT * fitted.size
    for line in fitted.lines:
        yield _Line(line, Face.BOLD, fitted.size, _CENTRE, y, RED)
        y -= fitted.leading


def _draw_heading(canvas: Any, office: IssuingOffice) -> None:  # noqa: ANN401 - reportlab has no types
    """What is the same on every page, drawn into the frame."""
    canvas.setFillColorRGB(*_BLACK)
    _centred(canvas, NATION, Face.BOLD, 13, 186 * MM)
    _centred(canvas, MOTTO, Face.BOLD, 14, 179.5 * MM)
    _rule(canvas, text_width(MOTTO, Face.BOLD, 14), 177.6 * MM)
    for line in _heading(office):
        _draw_line(canvas, line)
    canvas.setFillColorRGB(*RED)
    _centred(canvas, "GIẤY CÔNG NHẬN", Face.BOLD, 38, 147 * MM)
    canvas.setFillColorRGB(*_BLACK)


def _draw_page(canvas: Any, values: CertificateValues, office: IssuingOffice) -> None:  # noqa: ANN401 - reportlab has no types
    canvas.doForm(_FRAME)
    if values.is_draft:
        _draw_mark(canvas)
    for line in _lines(values, office):
        _draw_line(canvas, line)


def _draw_line(canvas: Any, line: _Line) -> None:  # noqa: ANN401 - reportlab has no types
    canvas.setFillColorRGB(*line.colour)
    canvas.setFont(line.face, line.size)
    draw = canvas.drawCentredString if line.is_centred else canvas.drawString
    draw(line.x, line.y, line.text)


def _centred(canvas: Any, text: str, face: Face, size: float, y: float) -> None:  # noqa: ANN401 - reportlab has no types
    canvas.setFont(face, size)
    canvas.drawCentredString(_CENTRE, y, text)


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
