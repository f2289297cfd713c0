"""The decision of recognition, with its annex: the list of who earned the title."""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from vanhoa_desktop.documents.fonts import Face
from vanhoa_desktop.documents.office import IssuingOffice, filled, filled_lines, template
from vanhoa_desktop.documents.official_paper import (
    BODY_WIDTH,
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
from vanhoa_desktop.documents.units import MM
from vanhoa_desktop.texts.words.dates import official_date
from vanhoa_desktop.texts.words.numbers import count_text

_NO_NUMBER, _NO_DATE = "Số:        /QĐ-UBND", "ngày      tháng      năm"
_WITH_BIRTHS = frozenset({"citizen"})
_WITH_PLACES = frozenset({"citizen", "family"})
_NO_YEAR = "–"
_TWO_BLANKS = "\u00a0\u00a0"


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """One line of the annex; `is_woman` chooses the column of a person's birth year.

    None: nobody has written it down, and the paper says so.
    """

    full_name: str
    birth_year: int | None
    is_woman: bool | None
    unit_name: str
    register_number: str


@dataclass(frozen=True, slots=True)
class DecisionValues:
    """A decision: number and date (ISO) are None while it is drafted for signature.

    `model` is the value of the learning model; `criteria` the ids of the sets that were used.
    """

    office: IssuingOffice
    commune: str
    title: str
    year: int
    number: str | None
    decided_on: str | None
    lines: Sequence[DecisionLine]
    model: str = "citizen"
    criteria: Sequence[str] = ()

    @property
    def is_draft(self) -> bool:
        """Whether number and date are still to come."""
        return self.number is None or self.decided_on is None


def render_decision(values: DecisionValues) -> bytes:
    """The decision and, from a new page, its annex; the same values give the same bytes.

    Raises PAPER_LETTERS_MISSING, PAPER_TEXT_TOO_LONG.
    """
    from reportlab.platypus import PageBreak

    words = template("decision")
    facts = _facts(values)
    number = f"Số: {values.number}" if values.number else _NO_NUMBER
    on = official_date(values.decided_on) if values.decided_on else _NO_DATE
    flow: Flow = [
        official_header(values.office, number, f"{values.office.place}, {on}"),
        paragraph(words["heading"], centred_style(Face.BOLD, spaceBefore=14)),
        paragraph(filled(words["summary"], facts), centred_style(Face.BOLD, spaceAfter=12)),
        paragraph(filled(words["authority"], facts), centred_style(Face.BOLD, 13.5, spaceAfter=8)),
    ]
    italic = paragraph_style(Face.ITALIC)
    known = words["basis_of_criteria"]
    basis = (
        *words["basis"],
        *(known[used] for used in values.criteria if used in known),
        words["last_basis"],
    )
    flow += [paragraph(line, italic) for line in filled_lines(basis, facts)]
    flow.append(paragraph("QUYẾT ĐỊNH:", centred_style(Face.BOLD, spaceBefore=6, spaceAfter=6)))
    for place, article in enumerate(filled_lines(words["articles"], facts), 1):
        text = f"<b>Điều {place}.</b> {escape(article)}"
        flow.append(rich_paragraph(text, paragraph_style()))
    last = flow.pop()
    flow += [signature_block(values.office, words["recipients"], last), PageBreak()]
    attached = f"(Kèm theo Quyết định số {values.number} {on})"
    if values.is_draft:  # blanks to write in, which a paragraph would close up
        blanks = f"số: {_NO_NUMBER.removeprefix('Số:')} {_NO_DATE}".replace("  ", _TWO_BLANKS)
        attached = f"(Kèm theo Quyết định {blanks} của {values.commune})"
    flow += _annex(values, filled(words["annex_title"], facts), attached)
    return build_paper(flow, f"Quyết định {values.number or '(dự thảo)'}", is_draft=values.is_draft)


def _facts(values: DecisionValues) -> dict[str, object]:
    counted = template("decision")["counted"][values.model]
    return {
        "commune": values.commune,
        "commune_upper": values.commune.upper(),
        "count_text": count_text(len(values.lines)),
        "counted": counted,
        "counted_upper": counted.upper(),
        "named": counted[:1].upper() + counted[1:],
        "title": values.title,
        "title_upper": values.title.upper(),
        "year": values.year,
    }


def _annex(values: DecisionValues, title: str, attached: str) -> Flow:
    lines = values.lines
    is_people = values.model in _WITH_BIRTHS
    unknown = sum(line.is_woman is None for line in lines) if is_people else 0
    name = template("decision")["name_column"][values.model]
    columns = [
        _Column("Số TT", 11, [str(place) for place in range(1, len(lines) + 1)]),
        _Column(name, 55, [line.full_name for line in lines], is_centred=False),
        *(_birth_columns(lines, has_unknown=unknown > 0) if is_people else ()),
    ]
    if values.model in _WITH_PLACES:
        units = [line.unit_name for line in lines]
        columns.append(_Column("Thôn, đơn vị", 42, units, is_centred=False))
    columns.append(_Column("Số vào sổ", 24, [line.register_number for line in lines]))
    total = paragraph_style(Face.BOLD, spaceBefore=8, firstLineIndent=0)
    return [
        paragraph("Phụ lục", centred_style(Face.BOLD)),
        *(paragraph(line, centred_style(Face.BOLD, 13.5)) for line in title.split("\n")),
        paragraph(attached, centred_style(Face.ITALIC, 13, spaceAfter=10)),
        _table(columns),
        paragraph(f"Tổng cộng: {_total(values, unknown)}./.", total),
    ]


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of the annex; `group` is a heading that it shares with its neighbours."""

    head: str
    width_mm: float
    cells: Sequence[str]
    is_centred: bool = True
    group: str = ""


def _birth_columns(lines: Sequence[DecisionLine], *, has_unknown: bool) -> list[_Column]:
    """The birth years by sex: the column of the unknown only where it is needed."""
    sexes: list[tuple[str, bool | None]] = [("Nam", False), ("Nữ", True)]
    if has_unknown:
        sexes.append(("Chưa ghi", None))
    return [
        _Column(
            head,
            15,
            [
                (str(line.birth_year) if line.birth_year is not None else _NO_YEAR)
                if line.is_woman is sex
                else ""
                for line in lines
            ],
            group="Năm sinh",
        )
        for head, sex in sexes
    ]


def _table(columns: Sequence[_Column]) -> object:
    rows = list(zip(*(column.cells for column in columns), strict=True))
    head = [tuple(column.group or column.head for column in columns)]
    spans = []
    grouped = [at for at, column in enumerate(columns) if column.group]
    if grouped:
        head.append(tuple(column.head if column.group else "" for column in columns))
        single = [at for at in range(len(columns)) if at not in grouped]
        spans = [("SPAN", (at, 0), (at, 1)) for at in single]
        spans.append(("SPAN", (grouped[0], 0), (grouped[-1], 0)))
        head[0] = tuple("" if at in grouped[1:] else text for at, text in enumerate(head[0]))
    free = BODY_WIDTH / MM - sum(column.width_mm for column in columns)
    words = sum(not column.is_centred for column in columns)
    widths = [column.width_mm + (0 if column.is_centred else free / words) for column in columns]
    centred = [at for at, column in enumerate(columns) if column.is_centred]
    return ruled_table(head, rows, widths, centred_columns=centred, extra=spans)


def _total(values: DecisionValues, unknown: int) -> str:
    count = count_text(len(values.lines))
    if values.model not in _WITH_BIRTHS:
        return f"{count} {template('decision')['counted'][values.model]}"
    women = sum(line.is_woman is True for line in values.lines)
    if not unknown:
        return f"{count} người, trong đó {count_text(women)} nữ"
    men = len(values.lines) - women - unknown
    return (
        f"{count} người: {count_text(men)} nam, {count_text(women)} nữ, "
        f"{count_text(unknown)} người chưa ghi giới tính"
    )
