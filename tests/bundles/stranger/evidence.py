"""Whether a file of evidence is a whole picture or paper: section 8 of the page."""

MOST_POINTS = 64_000_000
_FRAMES = set(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def is_whole(content: bytes) -> bool:
    """A JPEG with its segments, size and end, or a PDF with an object and an end."""
    if content.startswith(b"%PDF-"):
        return b" obj" in content and b"%%EOF" in content[-2_048:]
    is_picture = content.startswith(b"\xff\xd8\xff") and content.endswith(b"\xff\xd9")
    return is_picture and _has_points(content)


def _has_points(content: bytes) -> bool:
    place, has_size = 2, False
    while place + 4 <= len(content):
        mark, code = content[place], content[place + 1]
        length = int.from_bytes(content[place + 2 : place + 4], "big")
        segment = content[place + 4 : place + 2 + length]
        if mark != 0xFF or length < 2 or len(segment) != length - 2:
            return False
        if code == 0xDA:
            return has_size
        if code in _FRAMES:
            height, width = (int.from_bytes(segment[at : at + 2], "big") for at in (1, 3))
            if len(segment) < 5 or not 0 < height * width <= MOST_POINTS:
                return False
            has_size = True
        place += 2 + length
    return False
