"""Pictures and PDFs as phones and scanners make them."""

import io
import random
from collections.abc import Mapping
from typing import Any

from PIL import Image
from reportlab.pdfgen.canvas import Canvas

RED, BLUE, WHITE = (200, 30, 30), (30, 30, 200), (255, 255, 255)
ORIENTATION, MAKER, GPS_IFD = 0x0112, 0x010F, 0x8825


def encoded(image: Image.Image, form: str = "JPEG", **options: Any) -> bytes:
    """A picture as a file."""
    stream = io.BytesIO()
    image.save(stream, form, **options)
    return stream.getvalue()


def two_halves() -> Image.Image:
    """Red on the left, blue on the right."""
    image = Image.new("RGB", (80, 40), RED)
    image.paste(BLUE, (40, 0, 80, 40))
    return image


def photo(width: int = 64, height: int = 48, colour: tuple[int, int, int] = RED) -> bytes:
    """A small photograph; another colour is another picture."""
    return encoded(Image.new("RGB", (width, height), colour))


def noise(width: int, height: int, seed: int = 0) -> bytes:
    """A photograph that does not compress, as large as real ones; another seed, another picture."""
    points = random.Random(seed).randbytes(width * height)
    return encoded(Image.frombytes("L", (width, height), points), quality=90)


def exif(tags: Mapping[int, Any], *, with_place: bool = False) -> bytes:
    """What a phone writes beside the picture; `with_place`: 19°36' N, 105°36' E."""
    written = Image.Exif()
    for tag, value in tags.items():
        written[tag] = value
    if with_place:
        written.get_ifd(GPS_IFD).update(
            {1: "N", 2: (19.0, 36.0, 0.0), 3: "E", 4: (105.0, 36.0, 0.0)}
        )
    return written.tobytes()


def decoded(content: bytes) -> Image.Image:
    """A picture file read back."""
    image = Image.open(io.BytesIO(content))
    image.load()
    return image


def pdf(text: str = "Giấy xác nhận", password: str | None = None) -> bytes:
    """A one-page PDF."""
    stream = io.BytesIO()
    canvas = Canvas(stream, encrypt=password, invariant=True)
    canvas.drawString(72, 720, text)
    canvas.showPage()
    canvas.save()
    return stream.getvalue()
