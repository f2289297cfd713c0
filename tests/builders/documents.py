"""Papers of a made-up office, and what a PDF says, line by line with its places."""

import io
from dataclasses import dataclass, replace

from pypdf import PdfReader

from vanhoa_desktop.documents.annual_report import AnnualReportValues, TargetLine, UnitLine
from vanhoa_desktop.documents.certificate import CertificateValues
from vanhoa_desktop.documents.decision import DecisionLine, DecisionValues
from vanhoa_desktop.documents.office import IssuingOffice, Signature

OFFICE = IssuingOffice(
    body=("ỦY BAN NHÂN DÂN", "XÃ VẠN HÒA"),
    place="Vạn Hòa",
    signature=Signature(("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), "Nguyễn Văn Mẫu"),
)


def certificate(full_name: str = "Nguyễn Văn Bình", **changes: object) -> CertificateValues:
    """A certificate of an issued decision."""
    values: dict[str, object] = {
        "honorific": "Ông",
        "full_name": full_name,
        "birth_year": 1961,
        "home": "Thôn Ngọc Bản, xã Vạn Hòa",
        "title": "Công dân học tập",
        "year": 2026,
        "register_number": "0001/2026",
        "decision_number": "15/QĐ-UBND",
        "decided_on": "2026-12-05",
    }
    return CertificateValues(**(values | changes))  # type: ignore[arg-type]  # a builder of any field


def decision(people: int, *, is_draft: bool = False, unknown_sexes: int = 0) -> DecisionValues:
    """A decision over made-up people of two villages, the sex of the first few not written down."""
    lines = tuple(
        DecisionLine(
            full_name=f"Lê Thị Mẫu {number}" if number % 2 else f"Trần Văn Mẫu {number}",
            birth_year=1950 + number % 50,
            is_woman=None if number <= unknown_sexes else number % 2 == 1,
            unit_name="Thôn Ngọc Bản" if number <= people // 2 else "Thôn Cẩm Bào",
            register_number=f"{number:04d}/2026",
        )
        for number in range(1, people + 1)
    )
    return DecisionValues(
        office=OFFICE,
        commune="Xã Vạn Hòa",
        title="Công dân học tập",
        year=2026,
        number=None if is_draft else "15/QĐ-UBND",
        decided_on=None if is_draft else "2026-02-03",
        lines=lines,
        criteria=("CDHT-324-2023",),
    )


def family_decision(families: int) -> DecisionValues:
    """A decision over made-up families of one village."""
    lines = tuple(
        DecisionLine(
            f"Gia đình ông Lê Văn Mẫu {number}", None, None, "Thôn 2", f"{number:04d}/2026"
        )
        for number in range(1, families + 1)
    )
    values = decision(0)
    return replace(values, title="Gia đình học tập", model="family", criteria=(), lines=lines)


def annual_report(cut_off: str | None = None, *, is_frozen: bool = True) -> AnnualReportValues:
    """A report over two villages, one target without anything to count."""
    units = (
        UnitLine("Thôn Ngọc Bản", 200, 150, 140, 130, 100, 90, (60, 20, 12, 8), 55, 100),
        UnitLine("Thôn Cẩm Bào", 0, 0, 0, 0, 0, 0, (0, 0, 0, 0), 0, 0),
    )
    return AnnualReportValues(
        office=OFFICE,
        issuer="Ủy ban nhân dân xã Vạn Hòa",
        year=2026,
        made_on="2026-12-05",
        cut_off=cut_off,
        targets=(
            TargetLine("Người lớn trong gia đình học tập", 0, 0, None, 50, 70, None),
            TargetLine("Người lớn của cả xã", 90, 150, 60.0, None, 70, 15),
        ),
        units=units,
        total=UnitLine("Tổng cộng", 200, 150, 140, 130, 100, 90, (60, 20, 12, 8), 55, 100),
        footnotes=("Không tính vào số người lớn: đi làm ăn xa: 12.",),
        is_frozen=is_frozen,
    )


@dataclass(frozen=True)
class PlacedText:
    """A piece of text and where it begins, in whole millimetres from the lower left corner."""

    page: int
    x_mm: int
    y_mm: int
    text: str


def placed_texts(pdf: bytes) -> list[PlacedText]:
    """Every piece of text of a PDF with its place."""
    found: list[PlacedText] = []
    for number, page in enumerate(PdfReader(io.BytesIO(pdf)).pages, 1):

        def visit(
            text: str,
            user: list[float],
            line: list[float],
            _font: object,
            _size: float,
            number: int = number,
        ) -> None:
            if text.strip():
                x = line[4] * user[0] + line[5] * user[2] + user[4]
                y = line[4] * user[1] + line[5] * user[3] + user[5]
                millimetres = 25.4 / 72
                placed = (round(x * millimetres), round(y * millimetres))
                found.append(PlacedText(number, *placed, text.strip()))

        page.extract_text(visitor_text=visit)
    return found


def layout(pdf: bytes) -> str:
    """The golden form: a line for each piece of text."""
    lines = (f"{t.page} {t.x_mm:4d} {t.y_mm:4d} {t.text}" for t in placed_texts(pdf))
    return "\n".join(lines) + "\n"


def plain_text(pdf: bytes) -> str:
    """All text of a PDF, pages and lines joined by spaces."""
    pages = PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)
