"""The decision of recognition, with its annex: the list of people, by unit and Vietnamese order."""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from vanhoa_desktop.documents.fonts import Face
from vanhoa_desktop.documents.office import IssuingOffice, filled, filled_lines, template
from vanhoa_desktop.documents.official_paper import (
    Flow,
    build_paper,
    centred_style,
    official_header,
    paragraph,
    paragraph_style,
    rich_paragraph,
    ruled_table,
    signature_block,
)
from vanhoa_desktop.texts.dates import official_date
from vanhoa_desktop.texts.numbers import count_text

_NO_NUMBER, _NO_DATE = "Số:        /QĐ-UBND", "ngày      tháng      năm"
_WIDTHS_MM = (11, 55, 15, 15, 42, 24)
_HEAD = (
    ("Số TT", "Họ và tên", "Năm sinh", "", "Thôn, đơn vị", "Số vào sổ"),
    ("", "", "Nam", "Nữ", "", ""),
)
_HEAD_SPANS = (
    ("SPAN", (0, 0), (0, 1)),
    ("SPAN", (1, 0), (1, 1)),
    ("SPAN", (2, 0), (3, 0)),
    ("SPAN", (4, 0), (4, 1)),
    ("SPAN", (5, 0), (5, 1)),
)


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """One person of the annex; `is_woman` chooses the column of the birth year (None: left)."""

    full_name: str
    birth_year: int | None
    is_woman: bool | None
    unit_name: str
    register_number: str


@dataclass(frozen=True, slots=True)
class DecisionValues:
    """A decision: number and date (ISO) are None while it is drafted for signature."""

    office: IssuingOffice
    commune: str
    title: str
    year: int
    number: str | None
    decided_on: str | None
    lines: Sequence[DecisionLine]

    @property
    def is_draft(self) -> bool:
        """Whether number and date are still to come."""
        return self.number is None or self.decided_on is None


def render_decision(values: DecisionValues) -> bytes:
    """The decision and, from a new page, its annex; the same values give the same bytes."""
    from reportlab.platypus import PageBreak

    words = template("decision")
    facts = {
        "commune": values.commune,
        "commune_upper": values.commune.upper(),
        "count_text": count_text(len(values.lines)),
        "title": values.title,
        "title_upper": values.title.upper(),
        "year": values.year,
    }
    number = f"Số: {values.number}" if values.number else _NO_NUMBER
    on = official_date(values.decided_on) if values.decided_on else _NO_DATE
    flow: Flow = [
        official_header(values.office, number, f"{values.office.place}, {on}"),
        paragraph(words["heading"], centred_style(Face.BOLD, spaceBefore=14)),
        paragraph(filled(words["summary"], facts), centred_style(Face.BOLD, spaceAfter=12)),
        paragraph(filled(words["authority"], facts), centred_style(Face.BOLD, 13.5, spaceAfter=8)),
    ]
    italic = paragraph_style(Face.ITALIC)
    flow += [paragraph(line, italic) for line in filled_lines(words["basis"], facts)]
    flow.append(paragraph("QUYẾT ĐỊNH:", centred_style(Face.BOLD, spaceBefore=6, spaceAfter=6)))
    for place, article in enumerate(filled_lines(words["articles"], facts), 1):
        text = f"<b>Điều {place}.</b> {escape(article)}"
        flow.append(rich_paragraph(text, paragraph_style()))
    last = flow.pop()
    flow += [signature_block(values.office, words["recipients"], last), PageBreak()]
    attached = f"(Kèm theo Quyết định {number[0].lower()}{number[1:]} {on} của {values.commune})"
    if not values.is_draft:
        attached = f"(Kèm theo Quyết định số {values.number} {on})"
    flow += _annex(values, filled(words["annex_title"], facts), attached)
    return build_paper(flow, f"Quyết định {values.number or '(dự thảo)'}", is_draft=values.is_draft)


def _annex(values: DecisionValues, title: str, attached: str) -> Flow:
    rows = [
        (
            str(place),
            line.full_name,
            "" if line.is_woman or line.birth_year is None else str(line.birth_year),
            str(line.birth_year) if line.is_woman and line.birth_year is not None else "",
            line.unit_name,
            line.register_number,
        )
        for place, line in enumerate(values.lines, 1)
    ]
    women = sum(line.is_woman is True for line in values.lines)
    total = f"Tổng cộng: {count_text(len(values.lines))} người, trong đó {count_text(women)} nữ./."
    return [
        paragraph("Phụ lục", centred_style(Face.BOLD)),
        *(paragraph(line, centred_style(Face.BOLD, 13.5)) for line in title.split("\n")),
        paragraph(attached, centred_style(Face.ITALIC, 13, spaceAfter=10)),
        ruled_table(_HEAD, rows, _WIDTHS_MM, centred_columns=(0, 2, 3, 5), extra=_HEAD_SPANS),
        paragraph(total, paragraph_style(Face.BOLD, spaceBefore=8, firstLineIndent=0)),
    ]
