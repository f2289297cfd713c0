"""What is lacking, in the words of a meeting."""

from decimal import Decimal

from vanhoa_desktop.scoring.facts import POPULATIONS
from vanhoa_desktop.texts.sentences.ways import (
    lacking_sentence,
    points_lacking_text,
    population_term,
    raise_sentence,
    target_sentence,
)


def test_a_raise_says_from_where_to_where_and_how_much_that_is() -> None:
    said = raise_sentence("CS6", Decimal("4.5"), Decimal(5))
    assert said == "Chỉ số 6: từ 4,5 lên 5 điểm (thêm 0,5)."
    assert raise_sentence("CS4", None, Decimal("5.0")) == "Chỉ số 4: chưa chấm, cần 5 điểm."


def test_a_target_says_what_it_needs() -> None:
    assert target_sentence("CT2.3", None) == "Chỉ tiêu 2.3: cần đạt."
    assert target_sentence("CT4.2", Decimal(2)) == "Chỉ tiêu 4.2: cần mức độ 2."


def test_who_lacks_the_title_is_named_with_the_points() -> None:
    members = [("bà Đỗ Thị Hoa", Decimal(4)), ("ông Sơn", None)]
    assert lacking_sentence("adults", members) == (
        "Còn 02 người lớn chưa đạt: bà Đỗ Thị Hoa (thiếu 4 điểm), ông Sơn (chưa chấm điểm)."
    )
    assert lacking_sentence("adults", []) == ""
    assert points_lacking_text(Decimal("0.50")) == "thiếu 0,5 điểm"


def test_every_population_has_a_word() -> None:
    names = {name for populations in POPULATIONS.values() for name in populations}
    assert all(population_term(name) != name for name in names)
    assert population_term("of_a_later_version") == "of_a_later_version"
