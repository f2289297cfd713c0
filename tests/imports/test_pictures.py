"""What goes on from a picture: upright pixels within 1,600 points, and nothing else."""

import contextlib
import hashlib
import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from tests.builders.pictures import (
    BLUE,
    GPS_IFD,
    MAKER,
    ORIENTATION,
    RED,
    WHITE,
    decoded,
    encoded,
    exif,
    photo,
    two_halves,
)
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.imports.book.pictures import MAX_SIDE_PX, clean_picture


def refusal(source: bytes) -> VanHoaError:
    with pytest.raises(VanHoaError) as caught:
        clean_picture(source)
    return caught.value


def near(found: object, wanted: tuple[int, int, int]) -> bool:
    """Whether a pixel has this colour, as far as JPEG keeps it."""
    parts = found if isinstance(found, tuple) else (found,) * 3
    return all(abs(a - b) < 12 for a, b in zip(parts, wanted, strict=True))


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "BMP", "GIF"])
def test_a_picture_of_any_usual_kind_becomes_a_jpeg(form: str) -> None:
    clean = clean_picture(encoded(two_halves(), form))
    image = decoded(clean.content)
    assert (image.format, image.size) == ("JPEG", (80, 40))
    assert near(image.getpixel((10, 20)), RED)
    assert near(image.getpixel((70, 20)), BLUE)


@pytest.mark.parametrize(
    ("size", "wanted"),
    [
        ((4000, 3000), (1600, 1200)),
        ((3000, 4000), (1200, 1600)),
        ((1600, 900), (1600, 900)),
        ((5000, 10), (1600, 3)),
        ((9000, 1), (1600, 1)),
    ],
)
@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_the_longer_side_is_at_most_1600(
    form: str, size: tuple[int, int], wanted: tuple[int, int]
) -> None:
    clean = clean_picture(encoded(Image.new("RGB", size, RED), form))
    assert (clean.width, clean.height) == wanted == decoded(clean.content).size


def test_place_phone_and_comment_are_gone() -> None:
    written = exif({MAKER: "Điện thoại".encode().decode("latin-1")}, with_place=True)
    source = encoded(two_halves(), exif=written, comment="nha ong Binh", dpi=(300, 300))
    assert decoded(source).getexif().get_ifd(GPS_IFD)
    clean = decoded(clean_picture(source).content)
    assert dict(clean.getexif()) == {}
    assert dict(clean.getexif().get_ifd(GPS_IFD)) == {}
    assert set(clean.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert b"nha ong Binh" not in clean_picture(source).content
    assert b"Exif" not in clean_picture(source).content


def test_texts_and_profiles_of_a_png_are_gone() -> None:
    from PIL.PngImagePlugin import PngInfo

    told = PngInfo()
    told.add_text("Author", "Le Thi Mau")
    source = encoded(two_halves(), "PNG", pnginfo=told, icc_profile=b"profile of a phone")
    content = clean_picture(source).content
    assert b"Le Thi Mau" not in content
    assert b"profile" not in content


@pytest.mark.parametrize(
    ("orientation", "size", "red_at", "blue_at"),
    [
        (1, (80, 40), (10, 20), (70, 20)),
        (2, (80, 40), (70, 20), (10, 20)),
        (3, (80, 40), (70, 20), (10, 20)),
        (4, (80, 40), (10, 20), (70, 20)),
        (5, (40, 80), (20, 10), (20, 70)),
        (6, (40, 80), (20, 10), (20, 70)),
        (7, (40, 80), (20, 70), (20, 10)),
        (8, (40, 80), (20, 70), (20, 10)),
        (99, (80, 40), (10, 20), (70, 20)),
    ],
)
def test_a_phone_that_was_held_otherwise_gives_an_upright_picture(
    orientation: int, size: tuple[int, int], red_at: tuple[int, int], blue_at: tuple[int, int]
) -> None:
    source = encoded(two_halves(), exif=exif({ORIENTATION: orientation}))
    image = decoded(clean_picture(source).content)
    assert image.size == size
    assert near(image.getpixel(red_at), RED)
    assert near(image.getpixel(blue_at), BLUE)


@pytest.mark.parametrize(
    ("mode", "form"),
    [("1", "PNG"), ("L", "PNG"), ("L", "JPEG"), ("P", "PNG"), ("CMYK", "JPEG"), ("RGBA", "PNG")],
)
def test_every_kind_of_pixels_keeps_what_it_shows(mode: str, form: str) -> None:
    is_grey = mode in {"1", "L"}
    colour = (255, 255, 255) if is_grey else RED
    image = Image.new("RGB", (40, 30), colour)
    source = image.quantize(8) if mode == "P" else image.convert(mode)
    clean = decoded(clean_picture(encoded(source, form)).content)
    assert clean.mode == ("L" if is_grey else "RGB")
    assert near(clean.getpixel((20, 15)), colour)


def test_sixteen_bits_of_a_scanner_become_eight() -> None:
    grey = decoded(clean_picture(encoded(Image.new("I;16", (40, 30), 40_000), "PNG")).content)
    assert grey.mode == "L"
    assert near(grey.getpixel((20, 15)), (156, 156, 156))


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_what_is_transparent_is_white_paper(mode: str) -> None:
    image = Image.new("RGBA", (40, 30), (0, 0, 0, 0))
    options = {"transparency": 0} if mode == "P" else {}
    source = Image.new("P", (40, 30), 0) if mode == "P" else image.convert(mode)
    clean = decoded(clean_picture(encoded(source, "PNG", **options)).content)
    assert near(clean.getpixel((20, 15)), WHITE)


@pytest.mark.parametrize("form", ["GIF", "WEBP", "PNG"])
def test_moving_pictures_are_refused(form: str) -> None:
    frames = [Image.new("RGB", (40, 30), colour) for colour in (RED, BLUE)]
    source = encoded(frames[0], form, save_all=True, append_images=frames[1:])
    error = refusal(source)
    assert (error.code, error.facts) == (ErrorCode.EVIDENCE_NOT_ACCEPTED, {"form": "moving"})


def test_of_a_phones_picture_pair_the_first_is_taken() -> None:
    """Some phones put a second, smaller picture behind the first (MPO in a .jpg file)."""
    source = encoded(two_halves(), "MPO", save_all=True, append_images=[Image.new("RGB", (8, 8))])
    assert decoded(source).format == "MPO"
    clean = clean_picture(source)
    assert (clean.width, clean.height) == (80, 40)


@pytest.mark.parametrize("brand", [b"heic", b"mif1", b"avif"])
def test_heic_has_its_own_answer(brand: bytes) -> None:
    error = refusal(b"\x00\x00\x00\x18ftyp" + brand + b"\x00" * 40)
    assert (error.code, error.facts) == (ErrorCode.EVIDENCE_NOT_ACCEPTED, {"form": "heic"})


@pytest.mark.parametrize(
    "source",
    [b"", b"MZ\x90\x00" + b"\x00" * 60, b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"II*\x00"],
)
def test_what_is_no_picture_is_refused(source: bytes) -> None:
    assert refusal(source).code is ErrorCode.EVIDENCE_NOT_ACCEPTED


@pytest.mark.parametrize("form", ["JPEG", "PNG", "BMP", "WEBP"])
def test_a_picture_cut_short_is_refused(form: str) -> None:
    whole = encoded(Image.effect_noise((200, 150), 60).convert("RGB"), form)
    for share in (0.3, 0.6, 0.95):
        assert refusal(whole[: int(len(whole) * share)]).code in {
            ErrorCode.EVIDENCE_DAMAGED,
            ErrorCode.EVIDENCE_NOT_ACCEPTED,
        }


def png_of_claimed_size(width: int, height: int) -> bytes:
    """A PNG whose header claims a size, with hardly anything inside."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        checked = kind + content
        return struct.pack(">I", len(content)) + checked + struct.pack(">I", zlib.crc32(checked))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\x00" * 1000)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("size", [(60_000, 60_000), (20_000, 12_000), (2**31 - 1, 2**31 - 1)])
def test_a_bomb_is_refused_before_it_is_decoded(size: tuple[int, int]) -> None:
    assert refusal(png_of_claimed_size(*size)).code in {
        ErrorCode.EVIDENCE_TOO_LARGE,
        ErrorCode.EVIDENCE_DAMAGED,
    }


def test_a_jpeg_of_a_large_phone_camera_is_decoded_small() -> None:
    source = encoded(Image.new("L", (12_240, 9_180), 90))
    clean = clean_picture(source)
    assert (clean.width, clean.height) == (1600, 1200)


def test_a_large_progressive_jpeg_is_refused_as_it_needs_all_its_memory() -> None:
    source = encoded(Image.new("L", (9_000, 6_000), 90), progressive=True)
    assert refusal(source).code is ErrorCode.EVIDENCE_TOO_LARGE


def test_the_same_picture_gives_the_same_bytes() -> None:
    first, second = (clean_picture(photo(2000, 1000)).content for _ in range(2))
    assert hashlib.sha256(first).digest() == hashlib.sha256(second).digest()
    assert decoded(first).size == (MAX_SIDE_PX, 800)


_SEEDS = [encoded(two_halves(), form) for form in ("JPEG", "PNG", "WEBP", "BMP", "GIF")]


@given(
    source=st.sampled_from(_SEEDS),
    flips=st.lists(st.tuples(st.integers(0, 10_000), st.integers(1, 255)), max_size=8),
    cut=st.integers(0, 10_000),
)
def test_damaged_pictures_are_taken_or_refused_and_nothing_else(
    source: bytes, flips: list[tuple[int, int]], cut: int
) -> None:
    damaged = bytearray(source)
    for at, mask in flips:
        damaged[at % len(damaged)] ^= mask
    content = bytes(damaged[: max(1, len(damaged) - cut % 7)])
    with contextlib.suppress(VanHoaError):
        clean = clean_picture(content)
        assert max(decoded(clean.content).size) <= MAX_SIDE_PX
