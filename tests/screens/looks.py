"""The looks in which every scene is drawn and judged."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Look:
    """A size of the window, a size of the letters, and the colours."""

    name: str
    width: int
    height: int
    text_px: int = 18
    is_high_contrast: bool = False


USUAL = Look("1366", 1366, 728)
"""1366×768 without the bar of Windows, «Chữ vừa»."""
SMALL = Look("1280", 1280, 680)
"""1280×720 without the bar of Windows."""
NARROW = Look("1024", 1024, 700)
"""1024×768 without the bar of Windows: the narrowest screen that is still met."""
LARGE = Look("to", 1366, 728, text_px=22)
"""«Chữ to», a quarter larger."""
LARGEST = Look("rat-to", 1366, 728, text_px=28)
"""«Chữ rất to», for weak eyes."""
CONTRAST = Look("tuong-phan", 1366, 728, is_high_contrast=True)
GREATEST = Look("to-nhat", 1366, 690, text_px=36)
"""As far as Ctrl++ goes, in a window of Windows: without the bar below and the title above."""
STEPS = tuple(Look(f"{px}px", 1366, 690, text_px=px) for px in range(20, 37, 2))
"""Every size of letters that Ctrl++ comes to."""
LOOKS = (USUAL, SMALL, NARROW, LARGE, LARGEST, CONTRAST)
