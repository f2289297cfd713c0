"""Which pages are printed, and in which order (no Qt)."""

from collections.abc import Iterable, Sequence


def chosen_pages(count: int, ranges: Iterable[tuple[int, int]]) -> list[int]:
    """The pages (from 0) of the ranges that an officer gave (from 1); no range means all pages."""
    given = list(ranges)
    if not given:
        return list(range(count))
    return [
        page for page in range(count) if any(first <= page + 1 <= last for first, last in given)
    ]


def printing_order(
    pages: Sequence[int], copies: int, *, is_collated: bool, is_reversed: bool
) -> list[int]:
    """Every sheet in the order in which it leaves the printer.

    `copies` counts those that we print ourselves: 1 where the printer makes the others.
    """
    one = list(reversed(pages)) if is_reversed else list(pages)
    if is_collated:
        return one * copies
    return [page for page in one for _ in range(copies)]


def printed_sentence(pages: int, copies: int, printer: str, *, is_waiting: bool) -> str:
    """What was handed to the printer, and whether it stands still."""
    often = f", {copies} bản" if copies > 1 else ""
    line = f"Đã gửi {pages} trang{often} tới máy in {printer}."
    if is_waiting:
        line += (
            " Máy in đang dừng: hãy xem giấy, mực, nắp máy; máy in chạy lại thì các trang tự ra."
        )
    return line
