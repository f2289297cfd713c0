"""The frame of certificates: our own vector drawing of borders, lotus corners and an open book."""

import math
from typing import Any

from vanhoa_desktop.documents.units import MM

RED = (0.62, 0.09, 0.11)
GOLD = (0.72, 0.53, 0.16)
PALE_GOLD = (0.98, 0.95, 0.86)
_OUTER, _INNER, _FINE = 9 * MM, 12.5 * MM, 14 * MM
_PETALS = 5
_PETAL_LENGTH, _PETAL_WIDTH = 15 * MM, 4.4 * MM

Canvas = Any


def draw_frame(canvas: Canvas, width: float, height: float) -> None:
    """Draw the whole frame for a page of this size, in points."""
    canvas.setFillColorRGB(*PALE_GOLD)
    canvas.rect(_OUTER, _OUTER, width - 2 * _OUTER, height - 2 * _OUTER, stroke=0, fill=1)
    canvas.setFillColorRGB(1, 1, 1)
    canvas.rect(_INNER, _INNER, width - 2 * _INNER, height - 2 * _INNER, stroke=0, fill=1)
    for inset, colour, line in ((_OUTER, RED, 2.4), (_INNER, GOLD, 1.2), (_FINE, RED, 0.5)):
        canvas.setStrokeColorRGB(*colour)
        canvas.setLineWidth(line)
        canvas.rect(inset, inset, width - 2 * inset, height - 2 * inset, stroke=1, fill=0)
    _draw_beads(canvas, width, height)
    corners = ((0, 0, 1, 1), (width, 0, -1, 1), (0, height, 1, -1), (width, height, -1, -1))
    for x, y, x_way, y_way in corners:
        canvas.saveState()
        canvas.translate(x + x_way * _OUTER, y + y_way * _OUTER)
        canvas.scale(x_way, y_way)
        _draw_lotus(canvas)
        canvas.restoreState()
    _draw_book(canvas, width / 2, _OUTER)


def _draw_beads(canvas: Canvas, width: float, height: float) -> None:
    """A row of small gold dots between the two lines of the border."""
    middle = (_OUTER + _INNER) / 2
    canvas.setFillColorRGB(*GOLD)
    across, up = int((width - 2 * middle) / (6 * MM)), int((height - 2 * middle) / (6 * MM))
    for number in range(1, across):
        x = middle + number * (width - 2 * middle) / across
        canvas.circle(x, middle, 0.55 * MM, stroke=0, fill=1)
        canvas.circle(x, height - middle, 0.55 * MM, stroke=0, fill=1)
    for number in range(1, up):
        y = middle + number * (height - 2 * middle) / up
        canvas.circle(middle, y, 0.55 * MM, stroke=0, fill=1)
        canvas.circle(width - middle, y, 0.55 * MM, stroke=0, fill=1)


def _draw_lotus(canvas: Canvas) -> None:
    """A half-open lotus that grows out of the corner into the page."""
    canvas.setFillColorRGB(1, 1, 1)
    canvas.rect(-1.2 * MM, -1.2 * MM, 13 * MM, 13 * MM, stroke=0, fill=1)
    canvas.setLineWidth(0.8)
    canvas.setStrokeColorRGB(*RED)
    for number in range(_PETALS):
        canvas.saveState()
        canvas.rotate(45 + (number - _PETALS // 2) * 22)
        shade = 0.25 * abs(number - _PETALS // 2)
        canvas.setFillColorRGB(*(part + (1 - part) * (0.55 + shade / 2) for part in RED))
        _draw_petal(canvas)
        canvas.restoreState()
    canvas.setFillColorRGB(*GOLD)
    canvas.circle(0, 0, 2.6 * MM, stroke=1, fill=1)


def _draw_petal(canvas: Canvas) -> None:
    path = canvas.beginPath()
    length, half = _PETAL_LENGTH, _PETAL_WIDTH / 2
    path.moveTo(0, 0)
    path.curveTo(length * 0.35, half * 1.8, length * 0.75, half * 1.2, length, 0)
    path.curveTo(length * 0.75, -half * 1.2, length * 0.35, -half * 1.8, 0, 0)
    canvas.drawPath(path, stroke=1, fill=1)


def _draw_book(canvas: Canvas, x: float, y: float) -> None:
    """An open book on the lower border, with rays of learning above it."""
    half, tall = 11 * MM, 4.6 * MM
    canvas.setFillColorRGB(1, 1, 1)
    canvas.rect(x - half - 2 * MM, y - 1.5 * MM, 2 * half + 4 * MM, 7 * MM, stroke=0, fill=1)
    canvas.setStrokeColorRGB(*RED)
    canvas.setLineWidth(0.9)
    for way in (-1, 1):
        for lift in (0.0, 0.9 * MM):
            path = canvas.beginPath()
            path.moveTo(x, y + lift)
            path.curveTo(
                x + way * half * 0.35, y + tall * 0.55 + lift,
                x + way * half * 0.75, y + tall * 0.5 + lift,
                x + way * half, y + tall * 0.25 + lift,
            )  # fmt: skip
            canvas.drawPath(path, stroke=1, fill=0)
        canvas.line(x + way * half, y + tall * 0.25, x + way * half, y + tall * 0.25 + 0.9 * MM)
    canvas.line(x, y, x, y + 0.9 * MM)
    canvas.setStrokeColorRGB(*GOLD)
    for degrees in range(30, 151, 20):
        turn = math.radians(degrees)
        near, far = 5.2 * MM, 7.6 * MM
        canvas.line(
            x + near * math.cos(turn), y + near * math.sin(turn) * 0.8,
            x + far * math.cos(turn), y + far * math.sin(turn) * 0.8,
        )  # fmt: skip
