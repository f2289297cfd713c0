"""Every colour of the window, twice: the calm palette and the one of high contrast."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours as «#rrggbb».

    «paper» is under text, «canvas» is behind papers; each `…_paper` goes with its ink.
    """

    canvas: str
    paper: str
    ink: str
    quiet_ink: str
    line: str
    strong_line: str
    primary: str
    primary_pressed: str
    on_primary: str
    soft_primary: str
    focus: str
    primary_focus: str
    good: str
    good_paper: str
    warn: str
    warn_paper: str
    bad: str
    bad_paper: str
    chosen: str
    on_chosen: str
    striped: str
    off_paper: str
    off_ink: str


CALM = Palette(
    canvas="#eef1ee",
    paper="#ffffff",
    ink="#15211d",
    quiet_ink="#46534d",
    line="#c3ccc6",
    strong_line="#6f7f77",
    primary="#0b5d4b",
    primary_pressed="#084436",
    on_primary="#ffffff",
    soft_primary="#dcebe5",
    focus="#1158c7",
    primary_focus="#ffc23d",
    good="#0d5f2c",
    good_paper="#e3f3e7",
    warn="#7a4300",
    warn_paper="#fdf0d8",
    bad="#98131f",
    bad_paper="#fce7e8",
    chosen="#cfe3f7",
    on_chosen="#0b1f33",
    striped="#f6f8f6",
    off_paper="#e4e8e5",
    off_ink="#5a655f",
)

HIGH_CONTRAST = Palette(
    canvas="#ffffff",
    paper="#ffffff",
    ink="#000000",
    quiet_ink="#1a1a1a",
    line="#000000",
    strong_line="#000000",
    primary="#00332a",
    primary_pressed="#000000",
    on_primary="#ffffff",
    soft_primary="#e0e0e0",
    focus="#0033cc",
    primary_focus="#ffff66",
    good="#003d14",
    good_paper="#ffffff",
    warn="#4d2a00",
    warn_paper="#ffffff",
    bad="#8a0010",
    bad_paper="#ffffff",
    chosen="#000000",
    on_chosen="#ffff66",
    striped="#f2f2f2",
    off_paper="#e6e6e6",
    off_ink="#333333",
)


def relative_luminance(colour: str) -> float:
    """The relative luminance of «#rrggbb» after WCAG 2: 0 for black, 1 for white."""
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]  # noqa: PLR2004 - the threshold of WCAG 2
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast_ratio(one: str, other: str) -> float:
    """How well two colours stand apart, from 1 to 21 (WCAG 2)."""
    lighter, darker = sorted((relative_luminance(one), relative_luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)
