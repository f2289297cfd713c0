"""Whether one name may be the other, corrected: what only ever matters beside an equal birth."""

from rapidfuzz.distance import OSA

from vanhoa_desktop.texts.words.names import fold_spelling

MOST_LETTERS = 2
"""«Trung» is «Chung» written otherwise; «Hạnh» is no spelling of «Hoa»."""


def may_be_corrected(name: str, before: str, most_letters: int) -> bool:
    """Whether one name is the other with words more or fewer, or with one word written otherwise.

    A family or middle name may be another word altogether: two people of one birth who are called
    «Đức» are hardly both there. Of the given name at most so many letters may differ: twins have
    all the rest in common.
    """
    shorter, longer = _words(name, before)
    if len(shorter) < len(longer):
        return has_words_more(name, before)
    differing = [n for n, (a, b) in enumerate(zip(shorter, longer, strict=True)) if a != b]
    if not differing:
        return True
    given = len(shorter) - 1
    is_given_alike = OSA.distance(shorter[given], longer[given]) <= most_letters
    return len(differing) == 1 and (differing[0] != given or is_given_alike)


def has_words_more(name: str, before: str) -> bool:
    """Whether one name is the other with words put in or left out: «Lê Thị Cúc», «Lê Cúc»."""
    shorter, longer = _words(name, before)
    rest = iter(longer)
    return 1 < len(shorter) < len(longer) and all(word in rest for word in shorter)


def _words(name: str, before: str) -> list[list[str]]:
    """The folded words of both, the shorter name first."""
    return sorted((fold_spelling(name).split(), fold_spelling(before).split()), key=len)
