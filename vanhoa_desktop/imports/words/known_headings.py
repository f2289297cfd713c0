"""What a heading means by the words that are known, its marks looked at before they are dropped.

Without marks «Họ» (a family) and «Hộ» (a household) are one word, «Năm» and «Nam», «Giới» and
«Giỏi» too. A heading with its marks is the word that has them; one that lacks some is any word that
it can be; a word with other marks is another word.
"""

from collections.abc import Callable, Collection, Mapping

from vanhoa_desktop.imports.words.heading_words import (
    CITIZEN_NUMBER,
    YEAR_OF_BIRTH,
    fold_heading,
    is_number_heading,
    is_of_another,
    is_year_heading,
    marked_heading,
)
from vanhoa_desktop.texts.words.names import letter_marks

# The field of a column by its heading as written; None if it is not known.
FieldOf = Callable[[str], str | None]
# One folded heading: its fields by their own spellings.
_Spellings = dict[str, str]


def fields_by_words(known: Mapping[str, str], mapping: Mapping[str, str] | None = None) -> FieldOf:
    """Fields by known words as they are written.

    `mapping` gives the heading of a field, by hand ({field: heading}).
    """
    by_hand = {fold_heading(heading): name for name, heading in (mapping or {}).items()}
    # A column named by hand stands for its field whatever else looks like it.
    fields: dict[str, _Spellings] = {}
    for heading, name in known.items():
        if name not in by_hand.values():
            fields.setdefault(fold_heading(heading), {})[marked_heading(heading)] = name
    marked_by_hand = {marked_heading(text): name for name, text in (mapping or {}).items()}

    def field_of(heading: str) -> str | None:
        if is_year_heading(heading) and "nam" not in by_hand:
            return YEAR_OF_BIRTH
        folded = fold_heading(heading)
        if folded in by_hand:
            marked = marked_heading(heading)
            # Named by hand without marks, it is any column that looks so.
            own = None if folded in marked_by_hand else fields.get(folded, {}).get(marked)
            return marked_by_hand.get(marked) or own or by_hand[folded]
        if folded in fields:
            return _meant(marked_heading(heading), fields[folded])
        if is_number_heading(folded):
            return None if CITIZEN_NUMBER in by_hand.values() else CITIZEN_NUMBER
        return None

    return _without_others(field_of, by_hand.keys())


def _without_others(field_of: FieldOf, by_hand: Collection[str]) -> FieldOf:
    """The same without columns that are somebody else's: «Năm sinh (bố)»."""

    def own_field_of(heading: str) -> str | None:
        is_others = is_of_another(heading) and fold_heading(heading) not in by_hand
        return None if is_others else field_of(heading)

    return own_field_of


def mended_heading(heading: str, known: Mapping[str, str]) -> str | None:
    """The known heading that one of several words is read as, where it has other marks; or None."""
    folded, marked = fold_heading(heading), marked_heading(heading)
    spelt = [text for text in known if fold_heading(text) == folded]
    if " " not in marked or any(_may_be(marked, marked_heading(text)) for text in spelt):
        return None
    return next(iter(spelt), None)


def _meant(marked: str, spellings: _Spellings) -> str | None:
    if marked in spellings:
        return spellings[marked]
    fitting = [name for text, name in spellings.items() if _may_be(marked, text)]
    # «Họ và tến» is a slip; «Hồ» or «Giỏi» alone is another word.
    if not fitting and " " in marked:
        fitting = list(spellings.values())
    return fitting[0] if fitting else None


def _may_be(marked: str, known: str) -> bool:
    """Whether a heading is a known one with some of its marks left out."""
    pairs = zip(marked.split(), known.split(), strict=False)
    return all(letter_marks(one) <= letter_marks(other) for one, other in pairs)
