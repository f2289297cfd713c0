"""Printing certificates, against bare reportlab drawing the very same pages.

`python -m benchmarks.certificates [PAGES [ROUNDS]]`. Ours fits every text to its room, words dates
and numbers, draws and saves. Theirs is told beforehand every font, word and place, and only calls
reportlab: the frame as one shared form object, then page by page. Both give the same bytes.
"""

import io
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random
from typing import Any

from reportlab.pdfgen import canvas as reportlab_canvas
from typing_extensions import override

from benchmarks._rounds import Side, Stopwatch, alternate, count, expect, ratio, seconds, title
from vanhoa_desktop.documents.certificate import CertificateValues, render_certificates
from vanhoa_desktop.documents.office import IssuingOffice, Signature
from vanhoa_desktop.services.demo.people import make_villages

PAGES, ROUNDS, SEED, YEAR = 2_000, 5, 1, 2026
OURS, BARE = "certificates", "bare reportlab"
OFFICE = IssuingOffice(
    body=("ỦY BAN NHÂN DÂN", "XÃ VẠN HÒA"),
    place="Vạn Hòa",
    signature=Signature(("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), "Lê Thị Mẫu"),
)
_BareCanvas = reportlab_canvas.Canvas
_DRAWING = frozenset(
    {
        "setTitle",
        "setAuthor",
        "beginForm",
        "endForm",
        "doForm",
        "bookmarkPage",
        "addOutlineEntry",
        "showPage",
        "setFont",
        "drawString",
        "drawCentredString",
        "setFillColorRGB",
        "setStrokeColorRGB",
        "setLineWidth",
        "line",
        "rect",
        "circle",
        "drawPath",
        "saveState",
        "restoreState",
        "translate",
        "rotate",
        "scale",
    }
)


@dataclass
class Script:
    """Every call that was made on a canvas, to be made again."""

    made_with: dict[str, Any] = field(default_factory=dict)
    calls: list[tuple[str, tuple[Any, ...], dict[str, Any]]] = field(default_factory=list)

    def play(self) -> bytes:
        """Make the calls on a canvas of reportlab; the PDF."""
        stream = io.BytesIO()
        drawn = _BareCanvas(stream, **self.made_with)
        for name, given, named in self.calls:
            getattr(drawn, name)(*given, **named)
        drawn.save()
        return stream.getvalue()


@contextmanager
def written_down() -> Iterator[Script]:
    """While it lasts, whatever a canvas of reportlab is told is written down."""
    script = Script()

    class Listening(_BareCanvas):  # type: ignore[misc,valid-type]  # reportlab has no types
        depth = 0

        def __init__(self, stream: io.BytesIO, **options: object) -> None:
            script.made_with.update(options)
            self.depth = 1
            super().__init__(stream, **options)
            self.depth = 0

        @override
        def __getattribute__(self, name: str) -> Any:  # any attribute of a canvas
            found = super().__getattribute__(name)
            return _noting(self, name, found, script) if name in _DRAWING else found

    reportlab_canvas.Canvas = Listening
    try:
        yield script
    finally:
        reportlab_canvas.Canvas = _BareCanvas


def _noting(canvas: Any, name: str, method: Callable[..., Any], script: Script) -> Any:  # noqa: ANN401 - reportlab has no types
    """The method, which writes down calls from outside (not those of one method to another)."""

    def call(*given: object, **named: object) -> object:
        if canvas.depth == 0:
            script.calls.append((name, given, named))
        canvas.depth += 1
        try:
            return method(*given, **named)
        finally:
            canvas.depth -= 1

    return call


def made_up_certificates(pages: int) -> list[CertificateValues]:
    """Certificates of made-up people of ten villages."""
    chance = Random(SEED)
    villages = make_villages(10, pages, SEED, YEAR)
    return [
        CertificateValues(
            honorific=chance.choice(("Ông", "Bà")),
            full_name=person.full_name,
            birth_year=chance.randint(1935, 2008),
            home=f"{village.name}, xã Vạn Hòa",
            title="Công dân học tập",
            year=YEAR,
            register_number=f"{number:04d}/{YEAR}",
            decision_number="15/QĐ-UBND",
            decided_on="2026-12-05",
        )
        for village in villages
        for number, person in enumerate(village.people, 1)
    ]


def main(arguments: list[str]) -> int:
    """Measure and print; the arguments are pages and rounds."""
    pages, rounds = (*map(int, arguments), *(PAGES, ROUNDS)[len(arguments) :])[:2]
    title(f"certificates: {pages} pages in one file")
    values = made_up_certificates(pages)
    with written_down() as script:
        pdf = render_certificates(values, OFFICE)
    expect(script.play() == pdf, wanted=True)
    count("pages", len(values))
    count("file", len(pdf), "bytes")
    count("bytes a page", len(pdf) / len(values))
    sides: dict[str, Side] = {
        OURS: lambda watch: _draw(lambda: render_certificates(values, OFFICE), watch),
        BARE: lambda watch: _draw(script.play, watch),
    }
    spent = alternate(sides, rounds)
    for name in sides:
        seconds(name, spent[name])
    ratio("certificates : bare reportlab", spent[OURS], spent[BARE])
    return 0


def _draw(draw: Callable[[], bytes], watch: Stopwatch) -> None:
    with watch.running():
        pdf = draw()
    expect(pdf[:5], b"%PDF-")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
