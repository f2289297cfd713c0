"""What a list of doubles, or of figures that do not agree, leaves out, in a sentence."""

from collections.abc import Sequence

from vanhoa_desktop.texts.words.numbers import count_text
from vanhoa_desktop.texts.words.plain import plain_line

_MOST_NAMED = 3


def left_out_text(further: int, crowds: Sequence[tuple[str, int]]) -> str:
    """«Và 4.850 cặp nữa …», and the names of groups not compared whole; empty if all is listed."""
    said = []
    if further:
        said.append(f"Và {count_text(further)} cặp nữa, hiện dần khi các cặp trên đã xong.")
    if crowds:
        named = [
            f"«{plain_line(name)}» ({count_text(people)} người)"
            for name, people in crowds[:_MOST_NAMED]
        ]
        more = len(crowds) - len(named)
        others = f" và {count_text(more)} nhóm nữa" if more else ""
        said.append(
            f"Quá nhiều người cùng tên, cùng năm sinh nên chưa so hết: {', '.join(named)}{others}."
        )
    return " ".join(said)


def further_values(number: int) -> str:
    """«và 4.980 giá trị nữa»."""
    return f"và {count_text(number)} giá trị nữa"


def further_figures(number: int) -> str:
    """«Và 500 chỗ nữa, …» of figures that do not agree."""
    return f"Và {count_text(number)} chỗ nữa, hiện dần khi các chỗ trên đã xong."
