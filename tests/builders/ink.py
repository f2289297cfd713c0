"""Where the ink of a page lies, to compare a paper with the file it was printed from."""

import io
from dataclasses import dataclass

from PIL import Image, ImageChops, ImageFilter
from pypdfium2 import PdfDocument

DPI = 254
POINTS_AN_INCH = 72
# At 254 dots an inch ten dots are a millimetre; three on each side are 0.3 mm.
TOLERANCE_DOTS = 3
MM = 10
_INK, _TRACE = 110, 215


@dataclass(frozen=True)
class Page:
    """A page as it was drawn at 254 dots an inch, in greys."""

    picture: Image.Image

    @property
    def size_mm(self) -> tuple[int, int]:
        """Width and height in whole millimetres."""
        return round(self.picture.width / MM), round(self.picture.height / MM)

    def turned(self) -> "Page":
        """The page after a quarter turn to the left."""
        return Page(self.picture.transpose(Image.Transpose.ROTATE_90))

    def ink(self, darkest: int = _INK) -> Image.Image:
        """White where there is ink."""
        return self.picture.point(lambda grey: 255 if grey < darkest else 0)

    def ink_box_mm(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of all ink, in millimetres from the upper left corner."""
        box = self.ink().getbbox()
        assert box is not None, "an empty page"
        left, top, right, bottom = (edge / MM for edge in box)
        return left, top, right, bottom

    def strays(self, other: "Page") -> int:
        """How many dots of our ink lie farther than 0.3 mm from any ink of another page."""
        near = ImageFilter.MaxFilter(2 * TOLERANCE_DOTS + 1)
        reach = Image.new("L", self.picture.size, 0)
        reach.paste(other.ink(_TRACE).filter(near), (0, 0))
        return sum(ImageChops.subtract(self.ink(), reach).histogram()[1:])


def pages(pdf: bytes) -> list[Page]:
    """Every page of a PDF."""
    document = PdfDocument(io.BytesIO(pdf))
    try:
        return [
            Page(page.render(scale=DPI / POINTS_AN_INCH, grayscale=True).to_pil().convert("L"))
            for page in document
        ]
    finally:
        document.close()


def assert_same_ink(printed: Page, drawn: Page) -> None:
    """Fail unless every line and letter lies, to 0.3 mm, where the file has it."""
    assert printed.strays(drawn) == 0, "ink that the file does not have there"
    assert drawn.strays(printed) == 0, "ink of the file that the paper does not have there"
