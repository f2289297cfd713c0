"""The tables of words for the dead and gone: every example says what its row says, and no more."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders.spreadsheets import write_xlsx
from tests.strategies.names import full_names
from vanhoa_desktop.imports.lists.roster import RosterOptions, read_roster
from vanhoa_desktop.imports.words.gone_abbreviations import (
    ABBREVIATIONS,
    Abbreviation,
    may_be_gone,
)
from vanhoa_desktop.imports.words.gone_kinds import GoneWords
from vanhoa_desktop.imports.words.gone_remarks import says_gone
from vanhoa_desktop.imports.words.gone_words import GONE_WORDS

HEAD = ("STT", "Họ và tên", "Năm sinh", "Ghi chú")
SAID = [text for row in GONE_WORDS for text in row.said]
OTHERS = [text for row in GONE_WORDS for text in row.others]
SHORT = [text for row in ABBREVIATIONS for text in row.said]
# What remarks of ordinary lists say in short, of people who are here.
ORDINARY = (
    *("TT", "BT", "HS", "SV", "CB", "CN", "GV", "HN", "HCN", "ĐV", "HV", "x", "v", "c", "k", "P"),
    *("BHYT", "NCT", "CCB", "TBB", "1/4", "QĐ 677", "CĐ Sư phạm", "con LS", "TV chi bộ", "KT nặng"),
    *("CK bà Lan", "c1", "m2", "LĐ", "NN", "TN", "PN", "ND", "nt", "-", "có", "không", "Đạt"),
)


@pytest.mark.parametrize("row", GONE_WORDS, ids=[row.means for row in GONE_WORDS])
def test_each_row_of_the_table_says_what_its_examples_say(row: GoneWords) -> None:
    pattern = row.pattern()
    assert [text for text in row.said if not pattern.search(text.casefold())] == []
    assert [text for text in row.others if pattern.search(text.casefold())] == []


def test_what_the_table_says_is_what_remarks_say() -> None:
    assert [text for text in SAID if not says_gone(text)] == []
    assert [text for text in OTHERS if says_gone(text)] == []


def test_every_row_has_an_example_that_no_other_row_explains() -> None:
    """A row that another one covers is none: it would be read, kept and mended for nothing."""
    patterns = [(row, row.pattern()) for row in GONE_WORDS]
    alone = {
        row.means
        for row, _ in patterns
        for text in row.said
        if not any(p.search(text.casefold()) for other, p in patterns if other is not row)
    }
    assert [row.means for row in GONE_WORDS if row.means not in alone] == []


@pytest.mark.parametrize("abbreviation", ABBREVIATIONS, ids=[row.may_mean for row in ABBREVIATIONS])
def test_an_abbreviation_among_remarks_is_asked_with_what_it_may_mean(
    tmp_path: Path, abbreviation: Abbreviation
) -> None:
    said, may_mean = abbreviation.said, abbreviation.may_mean
    people = [(n, f"Lê Văn {'ABCDEGHIKLMN'[n]}n", 1950, text) for n, text in enumerate(said)]
    path = write_xlsx(tmp_path / "ds.xlsx", [HEAD, *people])
    found = read_roster(path, RosterOptions(this_year=2026)).candidates
    assert [row.gone_remark for row in found if row.gone_doubt] == list(said)
    asked = found[0].gone_doubt
    assert f"Cột «Ghi chú» ghi «{said[0]}» (có thể là {may_mean})" in asked or says_gone(said[0])


def test_what_ordinary_remarks_say_in_short_is_not() -> None:
    assert [text for text in ORDINARY if may_be_gone(text)] == []


@pytest.mark.parametrize(
    ("heading", "text", "is_asked"),
    [
        *(("Trình độ", "CĐ", False), ("Nghề nghiệp", "CK", False), ("Dân tộc", "TV", False)),
        *(("Biến động", "TV", True), ("Tình trạng", "CĐ", True), ("", "TV", True)),
        *(("Diễn biến", "c/k", True), ("Lý do giảm", "TVong", True), ("Ghi chú khác", "XHK", True)),
    ],
)
def test_only_columns_of_remarks_are_looked_at(
    tmp_path: Path, heading: str, text: str, *, is_asked: bool
) -> None:
    rows = [("Họ và tên", "Năm sinh", heading), ("Lê Văn An", 1950, text), ("Lê Văn Bá", 1951, "")]
    path = write_xlsx(tmp_path / "ds.xlsx", rows)
    first, second = read_roster(path, RosterOptions(this_year=2026)).candidates
    assert (bool(first.gone_doubt), bool(second.doubts)) == (is_asked, False)


def test_a_key_to_abbreviations_asks_of_those_rows_only_that_use_them(tmp_path: Path) -> None:
    people = [(1, "Lê Văn An", 1950, "CĐ"), (2, "Lê Văn Bá", 1951, ""), (3, "Lê Văn Cả", 1952, "")]
    keyed = [HEAD, *people, ("", "Ghi chú: CĐ: chuyển đi; TV = tạm vắng")]
    found = read_roster(write_xlsx(tmp_path / "a.xlsx", keyed), RosterOptions()).candidates
    assert [bool(row.doubts) for row in found] == [True, False, False]
    # A sign of which nothing is known may stand in any row.
    signed = [HEAD, *people, ("", "Ghi chú: Z: chuyển đi")]
    found = read_roster(write_xlsx(tmp_path / "b.xlsx", signed), RosterOptions()).candidates
    assert [bool(row.doubts) for row in found] == [True, True, True]


@given(st.sampled_from(SAID), st.sampled_from(["hộ nghèo", "đảng viên", "con cả", "BHYT"]))
def test_it_is_found_in_any_clause_of_a_remark_in_any_letters(said: str, beside: str) -> None:
    assert says_gone(f"{beside}; {said}")
    assert says_gone(f"{said.upper()} ({beside})")


@given(full_names(), st.sampled_from(SHORT))
def test_a_name_is_no_abbreviation_and_an_abbreviation_beside_words_is_none(
    name: str, short: str
) -> None:
    assert not may_be_gone(f"{short} {name} Nguyễn Văn")
