"""Text in its one form, whatever door it comes through."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanhoa_desktop.journal.value_rules import text as text_rule
from vanhoa_desktop.texts.words.plain import plain_line, plain_text

anything = st.text(st.characters(), max_size=60)


@pytest.mark.parametrize(
    ("given_text", "plain"),
    [
        ("Le\u0302 Va\u0306n", "Lê Văn"),
        ("một\r\nhai\rba\x0bbốn\u2028năm\x85sáu", "một\nhai\nba\nbốn\nnăm\nsáu"),
        ("a\tb\xa0c\u3000d", "a b c d"),
        ("Đ\u200bặng\u202e Văn\ufeff Hai\ufffe", "Đặng Văn Hai"),
        ("Ðỗ ðình Ɖạt", "Đỗ đình Đạt"),
        ("nửa \ud83d chữ", "nửa  chữ"),
        ("\x00\x1f\x7fA\U000e0041", "A"),
        ("  dòng một  \n\n\n\n  dòng hai ", "dòng một\n\ndòng hai"),
        ("H'Hen Niê – «Y Blok» 100 m² ½", "H'Hen Niê – «Y Blok» 100 m² ½"),
        ("👍🏽", "👍🏽"),
    ],
)
def test_text_becomes_plain(given_text: str, plain: str) -> None:
    assert plain_text(given_text) == plain


@given(anything)
def test_plain_text_is_what_the_journal_takes_and_stays_as_it_is(text: str) -> None:
    plain = plain_text(text)
    assert text_rule(10_000, lines=True)(plain)
    assert plain_text(plain) == plain
    assert unicodedata.is_normalized("NFC", plain)
    line = plain_line(text)
    assert text_rule(10_000)(line)
    assert plain_line(line) == line
    assert line == plain_line(plain)
