"""Vietnamese names.

Cleaning, mending capitals, folding for search, and keys that sort in Vietnamese order.

Order of people: by given name (the last word), then the rest; letters a<ă<â, d<đ, e<ê, o<ô<ơ, u<ư;
tones ngang < huyền < hỏi < ngã < sắc < nặng count only where the letters are equal (CLDR `vi`).
"""

import re
import unicodedata
from collections.abc import Sequence
from itertools import product

from vanhoa_desktop.texts.words.plain import is_number, plain_line

# «Quý», «Quí»; «Thủy», «Thủi» as «Thuỉ» is folded.
_Y_AT_END = re.compile(r"(?<![aeo])y\b")
_I_OR_Y_AT_END = re.compile(r"(?<![aeo])[iy]\b")
_MOST_WRITTEN_OTHERWISE = 5
_SPACES = re.compile(r"\s+")
LEAST_NUMBER_DIGITS = 3
"""So many digits in a search are looked for in identity numbers."""
_NUMBER = re.compile(r"(\d+)")
_NAME_PARTS = re.compile(r"[^\s'’-]+")
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
# Base letters with their quality marks, in order; two characters keep every letter's rank below the
# next letter.
_LETTERS = {
    ("a", ""): "a0",
    ("a", "\u0306"): "a1",
    ("a", "\u0302"): "a2",
    ("d", ""): "d0",
    ("đ", ""): "d1",
    ("e", ""): "e0",
    ("e", "\u0302"): "e1",
    ("o", ""): "o0",
    ("o", "\u0302"): "o1",
    ("o", "\u031b"): "o2",
    ("u", ""): "u0",
    ("u", "\u031b"): "u1",
}
_QUALITY = "\u0306\u0302\u031b"
_WORD_END, _PART_END = " ", "\x01"


def clean_name(text: str) -> str:
    """A name in one line of plain text; tone marks stay where the person writes them."""
    return plain_line(text)


def mend_capitals(name: str) -> str:
    """A name written all in capitals or all in small letters, as names are written.

    Any other name stays as it is.
    """
    is_of_one_case = name.isupper() or name.islower()
    if is_of_one_case and sum(char.isalpha() for char in name) > 1:
        return _NAME_PARTS.sub(lambda part: part[0][:1].upper() + part[0][1:].lower(), name)
    return name


def fold_text(text: str) -> str:
    """Lower case, without marks, đ as d, spaces collapsed: what a search compares."""
    lowered = clean_name(text).lower().replace("đ", "d")
    plain = "".join(
        char for char in unicodedata.normalize("NFD", lowered) if not unicodedata.combining(char)
    )
    return _SPACES.sub(" ", plain).strip()


def fold_spelling(text: str) -> str:
    """A name folded, one letter for i and y where both are written: «Lý» and «Lí», «Thuý», «Thuí».

    What `fold_text` drops (on which vowel a tone stands, too) is dropped here. «Hay» and «Hai» are
    two words: behind a, e and o the letters sound otherwise.
    """
    return _Y_AT_END.sub("i", fold_text(text))


def other_spellings(text: str) -> list[str]:
    """All folded names that are spelled like one, itself first: for looking up what is folded.

    «Thị» between a family and a given name is never written otherwise. A text with more such words
    than a name ever has is no name, and has itself alone.
    """
    *before, last = fold_text(text).split() or [""]
    ways = [[""], *([word] if word == "thi" else _ways(word) for word in before), _ways(last)]
    if sum(len(way) > 1 for way in ways) > _MOST_WRITTEN_OTHERWISE:
        return [fold_text(text)]
    return [" ".join(words[1:]) for words in product(*ways)]


def _ways(word: str) -> list[str]:
    other = _I_OR_Y_AT_END.sub(lambda found: "i" if found[0] == "y" else "y", word)
    return list(dict.fromkeys((word, other)))


def letter_marks(word: str) -> set[str]:
    """What of a word is lost when its marks are dropped: tones, marks of vowels, đ."""
    return {char for char in unicodedata.normalize("NFD", word.casefold()) if not char.isascii()}


def is_found(text: str, folded_name: str, number: str | None = None) -> bool:
    """Whether a search for `text` finds somebody, by folded name or identity number.

    The words of `text` in their order, each beginning a word of the name; or at least three digits
    of the number. Nothing finds everybody.
    """
    folded = fold_text(text)
    digits = folded.replace(" ", "")
    if is_number(digits) and len(digits) >= LEAST_NUMBER_DIGITS:
        return digits in (number or "")
    name, at = f" {folded_name}", 0
    for word in folded.split():
        at = name.find(f" {word}", at)
        if at < 0:
            return False
        at += len(word) + 1
    return True


def given_name(full_name: str) -> str:
    """The word by which people are called and lists are sorted: the last one."""
    words = full_name.split()
    return words[-1] if words else ""


def sort_key(full_name: str) -> str:
    """A plain string whose byte order is the Vietnamese order of names.

    Given name, then the rest, then tones.
    """
    words = clean_name(full_name).lower().split(" ")
    ordered = [words[-1], *words[:-1]]
    letters, tones = zip(*(_word_keys(word) for word in ordered), strict=True)
    given, rest = letters[0], _WORD_END.join(letters[1:])
    # The given name is compared with its tones before the rest is looked at: An, Ánh, Ánh by family
    # name.
    return _PART_END.join((given, tones[0], rest, _WORD_END.join(tones[1:])))


def place_key(name: str) -> str:
    """A plain string whose byte order is the order in which villages and units are listed.

    From the first word on, in Vietnamese order; numbers count as numbers: Thôn 2 before Thôn 10.
    """
    words = clean_name(name).lower().split(" ")
    letters, tones = zip(*(_place_word_keys(word) for word in words), strict=True)
    return _PART_END.join((_WORD_END.join(letters), _WORD_END.join(tones), name))


def _place_word_keys(word: str) -> tuple[str, str]:
    """As `_word_keys`, each number in it with its length before it, so that 2 < 10."""
    letters: list[str] = []
    tones: list[str] = []
    for part in _NUMBER.split(word):
        if part.isdecimal():
            digits = "".join(str(unicodedata.decimal(c)) for c in part).lstrip("0")
            letters.append(f"{len(digits):03d}{digits}")
        elif part:
            part_letters, part_tones = _word_keys(part)
            letters.append(part_letters)
            tones.append(part_tones)
    return "".join(letters), "".join(tones)


def _word_keys(word: str) -> tuple[str, str]:
    letters: list[str] = []
    tones: list[str] = []
    for char in word:
        decomposed = unicodedata.normalize("NFD", char)
        base = decomposed[0]
        quality = next((mark for mark in decomposed[1:] if mark in _QUALITY), "")
        tone = next((_TONES[mark] for mark in decomposed[1:] if mark in _TONES), "0")
        letters.append(_LETTERS.get((base, quality), base))
        tones.append(tone)
    return "".join(letters), "".join(tones)


def masks_apart(numbers: Sequence[str]) -> list[str]:
    """Identity numbers masked, but for the digits by which numbers that look alike differ."""
    masked = [mask_citizen_number(number) for number in numbers]
    return [
        _unmasked_where(
            number, mask, [n for n, m in zip(numbers, masked, strict=True) if m == mask]
        )
        for number, mask in zip(numbers, masked, strict=True)
    ]


def _unmasked_where(number: str, mask: str, alike: Sequence[str]) -> str:
    differing = {
        place for place, digits in enumerate(zip(*alike, strict=True)) if len({*digits}) > 1
    }
    return "".join(
        digit if place in differing else shown
        for place, (digit, shown) in enumerate(zip(number, mask, strict=True))
    )


def mask_citizen_number(number: str) -> str:
    """An identity number as it may be shown: first three and last four digits (038•••••1234)."""
    shown_first, shown_last = 3, 4
    hidden = len(number) - shown_first - shown_last
    return number[:shown_first] + "•" * max(hidden, 0) + number[-shown_last:]
