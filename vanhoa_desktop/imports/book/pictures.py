"""Pictures from phones and scanners, made small and clean: whatever comes in, a plain JPEG goes on.

The type is told by content, never by the file's name. What goes on holds pixels and nothing else:
no place, time, phone or thumbnail. Memory is bounded before anything is decoded.
"""

import io
import struct
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vanhoa_desktop.errors import ErrorCode, VanHoaError

if TYPE_CHECKING:
    from PIL.Image import Image, Transpose

MAX_SOURCE_BYTES = 64 * 1024 * 1024
MAX_SIDE_PX = 1_600
JPEG_QUALITY = 80
# A phone's largest mode has 200 million points. A plain JPEG is decoded at an eighth of its size
# where that suffices; everything else is decoded whole, at up to four bytes a point.
MAX_SOURCE_POINTS = 256_000_000
MAX_DECODED_POINTS = 50_000_000
_FORMATS = ("JPEG", "PNG", "BMP", "GIF")
# The brands of ISO media files that phones take for pictures (HEIC, HEIF, AVIF).
_PHONE_BRANDS = frozenset({b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif"})
# The decoders of damaged files fail in many ways; all of them mean the same to people.
_DECODERS_FAIL_WITH = (
    OSError,
    EOFError,
    SyntaxError,
    ValueError,
    TypeError,
    ArithmeticError,
    LookupError,
    struct.error,
    zlib.error,
)
_ORIENTATION = 0x0112
_WHITE = (255, 255, 255)


@dataclass(frozen=True, slots=True)
class CleanPicture:
    """A JPEG without metadata, at most 1,600 pixels on its longer side."""

    content: bytes
    width: int
    height: int


def clean_picture(source: bytes) -> CleanPicture:
    """Decode, turn upright, scale and encode anew.

    The first picture of a phone's picture pair is taken. Raises EVIDENCE_NOT_ACCEPTED (not a
    picture that we take, HEIC, moving pictures), EVIDENCE_DAMAGED, EVIDENCE_TOO_LARGE.
    """
    from PIL import UnidentifiedImageError

    if source[4:8] == b"ftyp" and source[8:12] in _PHONE_BRANDS:
        raise VanHoaError(ErrorCode.EVIDENCE_NOT_ACCEPTED, form="heic")
    try:
        with _opened(source) as image:
            return _encoded(_small(image))
    except UnidentifiedImageError as error:
        raise VanHoaError(ErrorCode.EVIDENCE_NOT_ACCEPTED, form="other") from error
    except MemoryError as error:
        raise VanHoaError(ErrorCode.EVIDENCE_TOO_LARGE, most="") from error
    except _DECODERS_FAIL_WITH as error:
        raise VanHoaError(ErrorCode.EVIDENCE_DAMAGED, detail=type(error).__name__) from error


def _opened(source: bytes) -> "Image":
    """The picture with its header read and nothing decoded, refused if decoding could hurt."""
    from PIL import Image, WebPImagePlugin

    # Ours is the only limit: theirs warns from a fixed size on, also of what is decoded small.
    Image.MAX_IMAGE_PIXELS = None
    formats = (*_FORMATS, WebPImagePlugin.WebPImageFile.format)
    image = Image.open(io.BytesIO(source), formats=formats)
    if getattr(image, "is_animated", False) and image.format != "MPO":
        raise VanHoaError(ErrorCode.EVIDENCE_NOT_ACCEPTED, form="moving")
    if image.width * image.height > MAX_SOURCE_POINTS:
        raise VanHoaError(ErrorCode.EVIDENCE_TOO_LARGE, most=f"{MAX_SOURCE_POINTS:_}")
    if image.format in {"JPEG", "MPO"} and not image.info.get("progressive"):
        image.draft(None, (MAX_SIDE_PX, MAX_SIDE_PX))
    if image.width * image.height > MAX_DECODED_POINTS:
        raise VanHoaError(ErrorCode.EVIDENCE_TOO_LARGE, most=f"{MAX_DECODED_POINTS:_}")
    return image


def _small(image: "Image") -> "Image":
    """The pixels: on white, in grey or colours, within the longest side, upright."""
    from PIL import Image

    turn = _turn(image)
    image.load()
    flat = _flat(image)
    flat.thumbnail((MAX_SIDE_PX, MAX_SIDE_PX), Image.Resampling.LANCZOS, reducing_gap=2.0)
    return flat if turn is None else flat.transpose(turn)


def _turn(image: "Image") -> "Transpose | None":
    """What the phone wrote about how it was held."""
    from PIL.Image import Transpose

    turns = {
        2: Transpose.FLIP_LEFT_RIGHT,
        3: Transpose.ROTATE_180,
        4: Transpose.FLIP_TOP_BOTTOM,
        5: Transpose.TRANSPOSE,
        6: Transpose.ROTATE_270,
        7: Transpose.TRANSVERSE,
        8: Transpose.ROTATE_90,
    }
    return turns.get(image.getexif().get(_ORIENTATION, 1))


def _flat(image: "Image") -> "Image":
    """Grey stays grey; all else becomes colours, what is transparent becomes white."""
    from PIL import Image

    if image.mode.startswith("I"):
        # Sixteen bits a point, as some scanners write.
        image = image.point(lambda value: value * (1 / 256)).convert("L")
    if image.mode in {"1", "L"} and "transparency" not in image.info:
        return image.convert("L")
    if image.mode in {"LA", "La", "PA", "RGBA", "RGBa"} or "transparency" in image.info:
        seen = image.convert("RGBA")
        paper = Image.new("RGB", seen.size, _WHITE)
        paper.paste(seen, mask=seen.getchannel("A"))
        return paper
    return image.convert("RGB")


def _encoded(image: "Image") -> CleanPicture:
    from PIL import Image

    # A fresh picture: comments and colour profiles would else travel in `info`.
    clean = Image.new(image.mode, image.size)
    clean.paste(image)
    stream = io.BytesIO()
    clean.save(stream, "JPEG", quality=JPEG_QUALITY, optimize=True)
    return CleanPicture(stream.getvalue(), clean.width, clean.height)
