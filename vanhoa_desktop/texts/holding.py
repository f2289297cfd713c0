"""Why sheets wait and whose they are, in words."""

from collections.abc import Sequence

from vanhoa_desktop.texts.numbers import count_text

SHOWN_NAMES = 5


def names_text(names: Sequence[str], most: int = SHOWN_NAMES) -> str:
    """«An, Bình, Cúc và 4 nữa»."""
    shown = ", ".join(names[:most])
    rest = len(names) - most
    return f"{shown} và {count_text(rest)} nữa" if rest > 0 else shown


def open_text(contradictions: int, late: int) -> str:
    """«10 chỗ chưa khớp, 1 chỗ sửa muộn»."""
    parts = [
        f"{count_text(contradictions)} chỗ chưa khớp" if contradictions else "",
        f"{count_text(late)} chỗ sửa muộn" if late else "",
    ]
    return ", ".join(part for part in parts if part)
