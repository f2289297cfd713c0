"""Every measure of the window in pixels; most follow from the text size that was chosen."""

from dataclasses import dataclass

TEXT_CHOICES_PX = (18, 22, 28)
SMALLEST_TEXT_PX = 14
LARGEST_TEXT_PX = 36
TEXT_STEP_PX = 2

GAP_SMALL = 6
GAP = 12
GAP_LARGE = 20
EDGE = 16

SMALLEST_WINDOW = (1024, 600)
FIRST_WINDOW = (1366, 728)


@dataclass(frozen=True, slots=True)
class Sizes:
    """Measures for one text size, in pixels."""

    text_px: int

    @property
    def small_px(self) -> int:
        """Side remarks; never below 14."""
        return max(SMALLEST_TEXT_PX, round(self.text_px * 0.86))

    @property
    def heading_px(self) -> int:
        """The heading of a group."""
        return round(self.text_px * 1.18)

    @property
    def title_px(self) -> int:
        """The title of a screen."""
        return round(self.text_px * 1.5)

    @property
    def figure_px(self) -> int:
        """One number that is to be read from afar: a total, a fingerprint."""
        return round(self.text_px * 1.8)

    @property
    def pad_px(self) -> int:
        """Space inside fields and buttons."""
        return round(self.text_px * 0.45)

    @property
    def wide_pad_px(self) -> int:
        """Space left and right inside buttons."""
        return round(self.text_px * 0.9)

    @property
    def row_px(self) -> int:
        """The height of a list row."""
        return round(self.text_px * 2.0)

    @property
    def radius_px(self) -> int:
        """Round corners."""
        return 6

    @property
    def indicator_px(self) -> int:
        """The box of a check box or radio button."""
        return round(self.text_px * 1.15)


def stepped_text_px(text_px: int, steps: int) -> int:
    """The text size some steps up or down, within what fits a screen."""
    return min(LARGEST_TEXT_PX, max(SMALLEST_TEXT_PX, text_px + steps * TEXT_STEP_PX))
