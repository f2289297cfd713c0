"""Can every text be read: the colours of the picture itself, measured after WCAG 2."""

from collections import Counter

from PySide6.QtCore import QRect
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from tests.screens.judges.seen import is_in_view, named, place_in, seen_widgets, text_of
from vanhoa_desktop.ui.style.palette import contrast_ratio

LEAST_RATIO = 4.5
# Borders and the focus frame are not the text.
EDGE_PX = 5
LEAST_PIXELS = 40


def judge_contrast(window: QWidget, picture: QImage) -> list[str]:
    """Texts whose strongest colour stands too little apart from what is behind them."""
    faults = []
    for widget in seen_widgets(window):
        if not text_of(widget):
            continue
        place = place_in(window, widget)
        if not is_in_view(widget):
            # Half scrolled away: the letters may be in the other half.
            continue
        ratio = text_contrast(picture, place.adjusted(EDGE_PX, EDGE_PX, -EDGE_PX, -EDGE_PX))
        if ratio is not None and ratio < LEAST_RATIO:
            faults.append(f"contrast {ratio:.1f}: {named(widget)}")
    return faults


def text_contrast(picture: QImage, place: QRect) -> float | None:
    """The best contrast with the commonest colour in a part of a picture; None if it is tiny."""
    part = picture.copy(place.intersected(picture.rect()))
    if part.width() * part.height() < LEAST_PIXELS:
        return None
    part = part.convertToFormat(QImage.Format.Format_RGB32)
    pixels = memoryview(part.constBits()).cast("B").cast("I")
    colours = Counter(pixel & 0xFFFFFF for pixel in pixels)
    ground = f"#{colours.most_common(1)[0][0]:06x}"
    return max(contrast_ratio(ground, f"#{colour:06x}") for colour in colours)
