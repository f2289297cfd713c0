"""The annual report: the year in sentences, the targets, and a row for every unit."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from vanhoa_desktop.documents.fonts import Face
from vanhoa_desktop.documents.office import IssuingOffice, filled, filled_lines, template
from vanhoa_desktop.documents.official_paper import (
    Flow,
    build_paper,
    centred_style,
    official_header,
    paragraph,
    paragraph_style,
    ruled_table,
    signature_block,
)
from vanhoa_desktop.texts.words.dates import date_text, official_date
from vanhoa_desktop.texts.words.numbers import count_text, decimal_text, percent_text

_TARGET_HEAD = (
    (
        "Số TT",
        "Chỉ tiêu",
        "Đạt / tổng số",
        "Tỷ lệ",
        "Mục tiêu 2025 (đã qua)",
        "Mục tiêu 2030",
        "Còn thiếu",
    ),
)
_TARGET_WIDTHS_MM = (10, 62, 24, 20, 16, 15, 15)
_UNIT_HEAD = (
    (
        *("Số TT", "Thôn, đơn vị", "Người lớn", "Đăng ký", "Được đánh giá", "Đạt", "Đạt theo nhóm"),
        *("", "", "", "Nữ đạt", "", "% người lớn đạt"),
    ),
    ("", "", "", "", "", "", "1", "2", "3", "4", "", "", ""),
)
_UNIT_WIDTHS_MM = (8, 31, 13, 13, 14, 11, 9, 9, 9, 9, 9, 12, 15)
_UNIT_SPANS = (
    *(("SPAN", (column, 0), (column, 1)) for column in (0, 1, 2, 3, 4, 5, 10, 11, 12)),
    ("SPAN", (6, 0), (9, 0)),
)
_HOLDERS = 11  # the column whose heading says how holders were counted
_NO_DATE = "ngày      tháng      năm"
_GROUPS_NOTE = (
    "Nhóm 1: người dân trong xã; nhóm 2: người lao động; nhóm 3: cán bộ, công nhân viên, doanh "
    "nhân; nhóm 4: học sinh, sinh viên, học viên (Quyết định số 324/QĐ-KHVN)."
)


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A target: share in percent (None: nothing to count), goals in percent, people missing."""

    content: str
    numerator: int
    denominator: int
    percent: Decimal | float | None
    goal_2025_percent: Decimal | int | None
    goal_2030_percent: Decimal | int | None
    missing: int | None


@dataclass(frozen=True, slots=True)
class UnitLine:
    """Counts of people of one unit, or of all."""

    name: str
    people: int
    adults: int
    registered: int
    assessed: int
    passed: int
    adults_passed: int
    passed_by_group: tuple[int, int, int, int]
    women_passed: int
    recognised: int


@dataclass(frozen=True, slots=True)
class AnnualReportValues:
    """The year's report.

    `issuer` as a sentence names it; `cut_off` (ISO date) only for provisional figures. Figures
    that nobody froze (`is_frozen`) make a draft: it names no day and carries «DỰ THẢO».
    """

    office: IssuingOffice
    issuer: str
    year: int
    made_on: str
    cut_off: str | None
    targets: Sequence[TargetLine]
    units: Sequence[UnitLine]
    total: UnitLine
    footnotes: Sequence[str] = ()
    is_frozen: bool = False


def render_annual_report(values: AnnualReportValues) -> bytes:
    """The report as PDF; the same values give the same bytes.

    Raises PAPER_LETTERS_MISSING, PAPER_TEXT_TOO_LONG.
    """
    words = template("annual-report")
    facts = _facts(values)
    kind = "provisional" if values.cut_off else "final"
    state = filled(words[kind if values.is_frozen else f"{kind}_draft"], facts)
    on = official_date(values.made_on) if values.is_frozen else _NO_DATE
    date_line = f"{values.office.place}, {on}"
    body = paragraph_style()
    bold = paragraph_style(Face.BOLD, firstLineIndent=0, spaceBefore=6)
    flow: Flow = [
        official_header(values.office, "Số:        /BC-UBND", date_line),
        paragraph(words["heading"], centred_style(Face.BOLD, spaceBefore=14)),
        paragraph(filled(words["summary"], facts), centred_style(Face.BOLD)),
        paragraph(state, centred_style(Face.ITALIC, 13, spaceAfter=10)),
        paragraph(filled(words["opening"], facts), body),
        paragraph(words["results_heading"], bold),
        *(paragraph(line, body) for line in filled_lines(words[f"{kind}_results"], facts)),
        paragraph(words["targets_heading"], bold),
        _target_table(values.targets),
        paragraph(words["units_heading"], bold),
        _unit_table(values, words[f"{kind}_holders_column"]),
    ]
    small = paragraph_style(Face.ITALIC, fontSize=11, leading=14, firstLineIndent=0, spaceBefore=4)
    flow += [paragraph(note, small) for note in (_GROUPS_NOTE, *values.footnotes)]
    closing = paragraph(filled(words["closing"], facts), body)
    flow.append(signature_block(values.office, words["recipients"], closing))
    return build_paper(flow, f"Báo cáo năm {values.year}", is_draft=not values.is_frozen)


def _facts(values: AnnualReportValues) -> dict[str, object]:
    total = values.total
    return {
        "adults": count_text(total.adults),
        "assessed": count_text(total.assessed),
        "body": values.issuer,
        "cut_off": date_text(values.cut_off) if values.cut_off else "",
        "passed": count_text(total.passed),
        "people": count_text(total.people),
        "recognised": count_text(total.recognised),
        "registered": count_text(total.registered),
        "year": values.year,
    }


def _target_table(targets: Sequence[TargetLine]) -> object:
    rows = [
        (
            str(place),
            target.content,
            f"{count_text(target.numerator)} / {count_text(target.denominator)}",
            percent_text(target.percent),
            _goal(target.goal_2025_percent),
            _goal(target.goal_2030_percent),
            "" if target.missing is None else count_text(target.missing),
        )
        for place, target in enumerate(targets, 1)
    ]
    return ruled_table(
        _TARGET_HEAD, rows, _TARGET_WIDTHS_MM, centred_columns=(0, 2, 3, 4, 5, 6), size=10.5
    )


def _goal(percent: Decimal | int | None) -> str:
    return "" if percent is None else f"{decimal_text(Decimal(percent))}%"


def _unit_table(values: AnnualReportValues, holders_column: str) -> object:
    rows = [_unit_row(str(place), unit) for place, unit in enumerate(values.units, 1)]
    rows.append(_unit_row("", values.total))
    head = list(_UNIT_HEAD[0])
    head[_HOLDERS] = holders_column
    last = len(rows) + len(_UNIT_HEAD) - 1
    from reportlab.lib.colors import Color

    shaded = ("BACKGROUND", (0, last), (-1, last), Color(0.94, 0.94, 0.94))
    return ruled_table(
        [head, _UNIT_HEAD[1]],
        rows,
        _UNIT_WIDTHS_MM,
        centred_columns=tuple(column for column in range(len(_UNIT_WIDTHS_MM)) if column != 1),
        size=9.5,
        extra=(*_UNIT_SPANS, shaded),
    )


def _unit_row(place: str, unit: UnitLine) -> tuple[str, ...]:
    share = None if unit.adults == 0 else 100 * unit.adults_passed / unit.adults
    return (
        place,
        unit.name,
        *(count_text(n) for n in (unit.adults, unit.registered, unit.assessed, unit.passed)),
        *(count_text(number) for number in unit.passed_by_group),
        count_text(unit.women_passed),
        count_text(unit.recognised),
        "–" if share is None else percent_text(share),
    )
