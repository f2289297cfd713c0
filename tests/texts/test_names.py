"""Names: cleaned without touching their tones, found without marks, sorted as a list is read."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.strategies.names import CONSONANTS, VOWELS, any_texts, full_names, words
from vanhoa_desktop.journal.value_rules import text as text_rule
from vanhoa_desktop.texts.words.names import (
    clean_name,
    fold_text,
    mask_citizen_number,
    mend_capitals,
    other_spellings,
    place_key,
    sort_key,
)


@pytest.mark.parametrize(
    ("written", "cleaned"),
    [
        ("  Lê   Văn\tMẫu ", "Lê Văn Mẫu"),
        ("Lê\u00a0Văn\u3000Mẫu", "Lê Văn Mẫu"),
        ("Lê\u200b Văn\ufeff Mẫu\u00ad", "Lê Văn Mẫu"),
        ("Lê\nVăn Mẫu\x00", "Lê Văn Mẫu"),
        (unicodedata.normalize("NFD", "Trần Thị Thử"), "Trần Thị Thử"),
        ("", ""),
        ("\u200b \t", ""),
    ],
)
def test_a_name_is_cleaned_of_what_nobody_sees(written: str, cleaned: str) -> None:
    assert clean_name(written) == cleaned


@pytest.mark.parametrize("name", ["Hòa", "Ho\u00e0", "Thủy", "Thu\u1ef7", "Lý", "Lí", "Mai-Ka"])
def test_tone_marks_stay_where_the_person_writes_them(name: str) -> None:
    assert clean_name(name) == name
    assert mend_capitals(name) == name


def test_a_mark_behind_an_invisible_character_joins_its_letter() -> None:
    assert clean_name("Ta\u200b\u0301") == "Tá"


@given(any_texts())
def test_a_cleaned_name_is_composed_and_stays_as_it_is(text: str) -> None:
    cleaned = clean_name(text)
    assert unicodedata.is_normalized("NFC", cleaned)
    assert clean_name(cleaned) == cleaned


@given(any_texts())
def test_the_journal_takes_every_cleaned_name(text: str) -> None:
    assert text_rule(200)(clean_name(text))


@given(full_names())
def test_both_forms_of_unicode_give_the_same_name(name: str) -> None:
    decomposed = unicodedata.normalize("NFD", name)
    assert clean_name(decomposed) == clean_name(name)
    assert fold_text(decomposed) == fold_text(name)
    assert sort_key(decomposed) == sort_key(name)


@pytest.mark.parametrize(
    ("written", "mended"),
    [
        ("LÊ VĂN MẪU", "Lê Văn Mẫu"),
        ("NGUYỄN THỊ ÁNH ĐÀO", "Nguyễn Thị Ánh Đào"),
        ("Ý", "Ý"),
        ("Lê Văn MẪU", "Lê Văn MẪU"),
        ("lê văn mẫu", "Lê Văn Mẫu"),
        ("lê Văn mẫu", "lê Văn mẫu"),
        ("H'HEN NIÊ", "H'Hen Niê"),
        ("Y-BLOK KSƠR", "Y-Blok Ksơr"),
        ("", ""),
    ],
)
def test_only_a_name_all_in_one_kind_of_letters_is_mended(written: str, mended: str) -> None:
    assert mend_capitals(written) == mended


@given(full_names())
def test_capitals_are_mended_to_the_name_and_a_mended_name_stays(name: str) -> None:
    assert mend_capitals(name.upper()) == name
    assert mend_capitals(name) == name


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Đặng Thị Ngọc Ánh", "dang thi ngoc anh"),
        ("ĐỖ   QUỲNH", "do quynh"),
        ("Ưu Ước Ở", "uu uoc o"),
        ("", ""),
    ],
)
def test_a_search_sees_neither_marks_nor_capitals(name: str, folded: str) -> None:
    assert fold_text(name) == folded


@given(any_texts())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold_text(fold_text(text)) == fold_text(text)


@given(full_names())
def test_a_folded_name_is_plain_ascii_whatever_its_capitals(name: str) -> None:
    assert fold_text(name).isascii()
    assert fold_text(name) == fold_text(name.upper()) == fold_text(name.lower())


# Given name first, then the rest; letters before tones (CLDR `vi`).
IN_ORDER = (
    *("Lê Văn An", "Trần Bá An", "Trần Văn An", "Đỗ Thị Ân"),
    *("Lê Văn Bình", "Lê Vân Bình", "Nguyễn Chí Cường", "Lê Văn Dũng", "Lê Văn Đạt"),
    *("Lê Thị Hoa", "Lê Thị Hòa", "Lê Thị Hóa", "Lê Thị Hoan", "Lê Thị Hồng", "Lê Thị Hợi"),
    *("Lê Thị Oanh", "Lê Thị Uyên", "Lê Văn Ước", "Lê Thị Xuân", "Lê Thị Ý", "Lê Thị Yến"),
)


def test_a_list_stands_in_the_order_in_which_it_is_read() -> None:
    by_code_points = sorted(IN_ORDER)
    assert by_code_points != list(IN_ORDER)
    assert sorted(by_code_points, key=sort_key) == list(IN_ORDER)


@pytest.mark.parametrize("letters", [VOWELS, ("d", "đ", "e"), ("i", "y")])
def test_letters_and_tones_follow_the_alphabet(letters: tuple[str, ...]) -> None:
    alphabet = "aăâbcdđeêghiklmnoôơpqrstuưvxy"
    tones = "\u0300\u0309\u0303\u0301\u0323"

    def place(letter: str) -> tuple[int, int]:
        parts = unicodedata.normalize("NFD", letter)
        tone = next((mark for mark in parts if mark in tones), "")
        plain = unicodedata.normalize("NFC", parts.replace(tone, "") if tone else parts)
        return alphabet.index(plain), tones.index(tone) + 1 if tone else 0

    for before, after in pairwise(sorted(letters, key=place)):
        assert sort_key(before) < sort_key(after)


def test_every_letter_sorts_before_the_next_one_whatever_follows_it() -> None:
    alphabet = "aăâbcdđeêghiklmnoôơpqrstuưvxy"
    for before, after in pairwise(alphabet):
        assert sort_key(f"{before}y") < sort_key(f"{after}a")


@given(st.lists(full_names(), min_size=2, max_size=2))
def test_the_given_name_decides_before_anything_else(names: list[str]) -> None:
    first, second = names
    given_first, given_second = (name.split()[-1] for name in names)
    assume(sort_key(given_first) != sort_key(given_second))
    assert (sort_key(first) < sort_key(second)) == (sort_key(given_first) < sort_key(given_second))


@given(words(), words(), words())
def test_a_tone_decides_only_between_equal_letters(family: str, middle: str, given_: str) -> None:
    plain, toned = f"{family} {middle} Hoa", f"{family} {middle} Hòa"
    assert sort_key(plain) < sort_key(toned) < sort_key(f"{family} {middle} Hoan")
    assert sort_key(given_) == sort_key(given_.lower())


@given(any_texts())
def test_any_text_has_a_key(text: str) -> None:
    assert sort_key(text) == sort_key(clean_name(text))
    assert place_key(text) <= place_key(f"{text} 1")


PLACES_IN_ORDER = (
    *("Khu phố 9", "Khu phố 10", "Khu phố Bảy", "Thôn 1", "Thôn 2", "Thôn 2A", "Thôn 2B"),
    *("Thôn 03", "Thôn 10", "Thôn 100", "Thôn Cẩm Bào", "Thôn Đồng 2", "Thôn Đồng 11"),
    *("Thôn Ngọc Bản", "Trạm Y tế", "Trường THCS Vạn Hòa"),
)


def test_villages_stand_by_their_first_word_and_their_numbers_count_as_numbers() -> None:
    by_code_points = sorted(PLACES_IN_ORDER)
    assert by_code_points != list(PLACES_IN_ORDER)
    assert sorted(by_code_points, key=place_key) == list(PLACES_IN_ORDER)


@given(st.integers(0, 10**30), st.integers(0, 10**30))
def test_two_numbered_villages_stand_in_the_order_of_their_numbers(one: int, other: int) -> None:
    assert (place_key(f"Thôn {one}") < place_key(f"Thôn {other}")) == (one < other)


def test_the_letters_of_the_tests_are_the_whole_alphabet() -> None:
    assert len(VOWELS) == 72
    assert len(CONSONANTS) == 17


@pytest.mark.parametrize(
    ("number", "shown"),
    [("099061001234", "099•••••1234"), ("123456789", "123••6789")],
)
def test_an_identity_number_shows_its_ends_only(number: str, shown: str) -> None:
    assert mask_citizen_number(number) == shown
    assert len(shown) == len(number)


@pytest.mark.parametrize(
    ("name", "spelled"),
    [
        ("Phạm Thị Lý", {"pham thi ly", "pham thi li"}),
        ("Lý Thị Quí", {"ly thi quy", "ly thi qui", "li thi quy", "li thi qui"}),
        ("Trần Văn Hay", {"tran van hay"}),
        # A cell that somebody filled on purpose: two to the power of sixty would never end.
        (" ".join(["Ly"] * 60), {" ".join(["ly"] * 60)}),
    ],
)
def test_a_name_is_looked_for_in_all_its_spellings_and_no_text_has_endlessly_many(
    name: str, spelled: set[str]
) -> None:
    assert set(other_spellings(name)) == spelled
