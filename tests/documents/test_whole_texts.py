"""What a paper says is on it whole: inside its frame, nothing over another text, no letter lost."""

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pypdfium2 import PdfDocument

from tests.builders.documents import OFFICE, annual_report, certificate, decision, plain_text
from vanhoa_desktop.documents.annual_report import render_annual_report
from vanhoa_desktop.documents.certificate import check_certificate, render_certificates
from vanhoa_desktop.documents.columns import CELL_PADDING, fitting_columns, unbroken
from vanhoa_desktop.documents.decision import render_decision
from vanhoa_desktop.documents.fonts import Face, text_width
from vanhoa_desktop.documents.letters import lacking_letters
from vanhoa_desktop.documents.official_paper import LEFT, RIGHT
from vanhoa_desktop.documents.units import A4_LONG, A4_SHORT, MM
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.texts.words.numbers import count_text

MOST_LETTERS = 200
FRAME = 14 * MM  # the innermost line of the frame
ETHNIC = ("H'Hen Niê", "Y Ƀlŏ", "Ksor H'Ƀlâm", "K'Brêu", "Y Ŭt Ñăm", "Čư Yang", "Ló Văn Đắk")
WORDS = (
    *("Nguyễn", "Công", "Tằng", "Tôn", "Nữ", "Thị", "Nguyệt", "Huyền", "Phương", "Thảo", "Ẫm"),
    *("Ngọc", "Trường", "Ưng", "H'Ƀlâm", "Niê", "Ƀlŏ", "K'Brêu", "Ayŭn", "Đắk", "ƯỜNG", "Ý"),
)


@st.composite
def names(draw: st.DrawFn) -> str:
    """Names of one word up to the permitted length, of people of all peoples."""
    words = draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=48))
    name = " ".join(words)[:MOST_LETTERS].strip()
    return name.upper() if draw(st.booleans()) else name


Box = tuple[float, float, float, float]


def rows(pdf: bytes, page: int = 0) -> list[tuple[str, Box]]:
    """Every row of text on a page with its box in points: left, bottom, right, top."""
    document = PdfDocument(pdf)
    try:
        text = document[page].get_textpage()
        boxes = [text.get_rect(at) for at in range(text.count_rects())]
        return [(text.get_text_bounded(*box), box) for box in boxes]
    finally:
        document.close()


def overlaps(one: Box, other: Box) -> bool:
    """Whether two boxes share more than a hair (0.3 mm)."""
    hair = 0.3 * MM
    return (
        min(one[2], other[2]) - max(one[0], other[0]) > hair
        and min(one[3], other[3]) - max(one[1], other[1]) > hair
    )


def only_words(text: str) -> str:
    """The text without spaces and line ends."""
    return "".join(text.split())


@given(name=names(), home=names(), signer=names(), number=st.integers(1, 10**40))
@example(name=" ".join(["Nguyễn"] * 28), home="Ý", signer="Ý", number=15)
@example(name="W" * 40, home="Ẫ " * 90, signer="Ẫ " * 90, number=10**35)
@example(name=ETHNIC[2], home="Buôn Ako Dhông", signer=ETHNIC[0], number=1)
def test_a_certificate_holds_every_text_whole_inside_its_frame_and_none_over_another(
    name: str, home: str, signer: str, number: int
) -> None:
    decided = f"{number}/QĐ-UBND"
    values = certificate(name, home=home, signer=signer, decision_number=decided)
    pdf = render_certificates([values], OFFICE)
    found = rows(pdf)
    whole = only_words(" ".join(text for text, _ in found))
    for text in (name, f"Nơiở:{home}", signer, f"Quyếtđịnhsố:{decided}"):
        assert only_words(text) in whole
    for _, (left, bottom, right, top) in found:
        assert FRAME < left < right < A4_LONG - FRAME
        assert FRAME < bottom < top < A4_SHORT - FRAME
    for (text, one), (other_text, other) in combinations(found, 2):
        assert not overlaps(one, other), (text, other_text)


@pytest.mark.parametrize("name", ETHNIC)
def test_the_names_of_all_peoples_are_printed(name: str) -> None:
    assert lacking_letters(name) == ()
    assert name in plain_text(render_certificates([certificate(name)], OFFICE))


@pytest.mark.parametrize(
    ("name", "lacking"),
    [
        ("Lê 漢 Sơn", ("漢",)),
        ("Lê Sơn 😀", ("😀",)),
        ("Bê\u0306 Ayŭn", ("ê\u0306",)),
        ("Y Ô\u0306n Mlô", ("Ô\u0306",)),
        ("ꪀꪱ ꪀꪱ", ("ꪀ", "ꪱ")),
        ("Lê \uf0a1 Sơn", ("\uf0a1",)),
        ("Lê\x00Sơn", ("\x00",)),
    ],
)
def test_a_letter_that_would_be_lost_or_misread_is_named_and_the_paper_refused(
    name: str, lacking: tuple[str, ...]
) -> None:
    assert lacking_letters(name) == lacking
    for changes in ({"full_name": name}, {"home": name}, {"signer": name}, {"detail": name}):
        values = replace(certificate(), **changes)  # type: ignore[arg-type]  # any one field
        for act in (
            lambda v=values: check_certificate(v, OFFICE),
            lambda v=values: render_certificates([v], OFFICE),
        ):
            with pytest.raises(VanHoaError) as caught:
                act()
            assert caught.value.code is ErrorCode.PAPER_LETTERS_MISSING
            assert caught.value.facts["letters"] == " ".join(lacking)
    listed = decision(1)
    odd = replace(listed, lines=(replace(listed.lines[0], full_name=name),))
    with pytest.raises(VanHoaError) as caught:
        render_decision(odd)
    assert caught.value.code is ErrorCode.PAPER_LETTERS_MISSING


def test_a_mark_without_its_letter_is_lacking() -> None:
    assert lacking_letters("\u0301Lê") == ("\u0301",)


@pytest.mark.parametrize("name", ["W" * 120, "Nguyễn" * 33])
def test_a_word_that_does_not_fit_is_refused_and_never_cut(name: str) -> None:
    with pytest.raises(VanHoaError) as caught:
        check_certificate(certificate(name), OFFICE)
    assert (caught.value.code, caught.value.facts) == (
        ErrorCode.PAPER_TEXT_TOO_LONG,
        {"text": name},
    )


@pytest.mark.parametrize(
    "number",
    ["15/QĐ-UBND", "1234567/QĐ-UBND-VHXH-TCCB", "15/QĐ-UBND ngày mùng năm tháng mười hai năm nay"],
)
def test_a_long_number_of_a_decision_stays_in_its_half_of_the_header(number: str) -> None:
    pdf = render_decision(replace(decision(1), number=number))
    header = [(text, box) for text, box in rows(pdf) if box[1] > A4_LONG - 60 * MM]
    assert only_words(number) in only_words(" ".join(text for text, _ in header))
    for _, (left, _, right, _) in header:
        assert left > LEFT - MM
        assert right < A4_SHORT - RIGHT + MM
    for (text, one), (other_text, other) in combinations(header, 2):
        assert not overlaps(one, other), (text, other_text)


@given(st.lists(st.integers(0, 99_999_999), min_size=13, max_size=13))
@example([99_999_999] * 13)
@example([6_530, 50_439, 1_000, 12, 7, 100_000, 88_888, 1, 0, 0, 10_000, 65_000, 43])
def test_no_number_of_a_report_is_broken_over_two_lines(counts: list[int]) -> None:
    values = annual_report()
    unit = replace(
        values.total,
        adults=counts[0],
        registered=counts[1],
        assessed=counts[2],
        passed=counts[3],
        passed_by_group=(counts[4], counts[5], counts[6], counts[7]),
        women_passed=counts[8],
        recognised=counts[9],
    )
    target = replace(
        values.targets[0], numerator=counts[10], denominator=counts[11], missing=counts[12]
    )
    pdf = render_annual_report(replace(values, units=(unit,), total=unit, targets=(target,)))
    read = plain_text(pdf).replace("\u00a0", " ")
    for number in counts[:10]:
        assert read.count(f" {count_text(number)} ") >= 2  # its unit's row and the total's
    assert f" {count_text(counts[10])} / {count_text(counts[11])} " in read
    assert f" {count_text(counts[12])} " in read
    for _, (left, _, right, _) in rows(pdf):
        assert LEFT - MM < left < right < A4_SHORT - RIGHT + MM


def test_a_column_of_numbers_takes_what_it_needs_from_the_words_and_then_letters_shrink() -> None:
    narrow, wide = 10 * MM, 60 * MM
    widths, size = fitting_columns([("1", "Thôn Ngọc Bản")], [narrow, wide], 11)
    assert (widths, size) == ([narrow, wide], 11)
    long = "123.456.789"
    widths, size = fitting_columns([(long, "Thôn Ngọc Bản")], [narrow, wide], 11)
    assert size == 11
    assert widths[0] >= text_width(long, Face.REGULAR, 11) + 2 * CELL_PADDING
    assert sum(widths) == pytest.approx(narrow + wide)
    widths, size = fitting_columns([(long,) * 4], [14 * MM] * 4, 11)
    assert size < 11
    assert widths[0] >= text_width(long, Face.REGULAR, size) + 2 * CELL_PADDING


@pytest.mark.parametrize(
    ("cell", "is_one_piece"),
    [("1.234 / 2.000", True), ("60,0%", True), ("Thôn 2", False), ("Chưa có căn cứ tính", False)],
)
def test_a_line_never_ends_within_a_number(cell: str, *, is_one_piece: bool) -> None:
    assert (" " not in unbroken(cell)) is is_one_piece
