"""Hypothesis strategies for names as Vietnamese write them, and as files bring them."""

import unicodedata

from hypothesis import strategies as st

# All letters of the alphabet with every tone, composed.
_VOWELS = "aăâeêioôơuưy"
_TONE_MARKS = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
VOWELS = tuple(unicodedata.normalize("NFC", v + tone) for v in _VOWELS for tone in _TONE_MARKS)
CONSONANTS = tuple("bcdđghklmnpqrstvx")

_ONSETS = st.sampled_from(("", *CONSONANTS, "ng", "nh", "th", "tr", "ph", "kh", "gi"))
_CODAS = st.sampled_from(("", "", "n", "ng", "nh", "m", "c", "t", "p", "ch"))


def syllables() -> st.SearchStrategy[str]:
    """A syllable in small letters: onset, vowel with a tone, coda."""
    return st.builds(
        lambda onset, vowel, coda: f"{onset}{vowel}{coda}",
        _ONSETS,
        st.sampled_from(VOWELS),
        _CODAS,
    )


def words() -> st.SearchStrategy[str]:
    """A word of a name, with its capital."""
    return syllables().map(lambda word: word[:1].upper() + word[1:])


def full_names() -> st.SearchStrategy[str]:
    """A name of two to five words."""
    return st.lists(words(), min_size=2, max_size=5).map(" ".join)


def any_texts() -> st.SearchStrategy[str]:
    """Text from anywhere: decomposed letters, invisible characters, odd spaces."""
    odd = st.sampled_from("\u200b\u200d\ufeff\u00ad\u0301\u0323\u031b\u00a0\u3000\t\n\x1c\x85 đĐ")
    return st.text(
        st.one_of(odd, st.sampled_from(VOWELS), st.characters(exclude_categories=["Cs"])),
        max_size=40,
    )
