"""Certificates: one page a person, every letter, no name over the edge."""

import io
import unicodedata

import pytest
from pypdf import PdfReader

from tests.builders.documents import OFFICE, certificate, placed_texts, plain_text
from vanhoa_desktop.documents.certificate import render_certificates
from vanhoa_desktop.documents.fitting import Room, fit
from vanhoa_desktop.documents.fonts import Face, text_width
from vanhoa_desktop.documents.preview import page_count, render_page

PLAIN = "AĂÂEÊIOÔƠUƯYaăâeêioôơuưy"
TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
LETTERS = sorted(
    {unicodedata.normalize("NFC", c + tone) for c in PLAIN for tone in TONES} | {*"Đđ"}
)
LONG_NAMES = (
    "Công Tằng Tôn Nữ Thị Nguyệt Thanh Huyền",
    "Công Tằng Tôn Nữ Thị Nguyệt Thanh Huyền Phương Thảo Ngọc Anh Khánh Linh",
    "NGUYỄN PHÚC VĨNH THỤY HƯƠNG GIANG TRƯỜNG THỌ",
    "Đ",
    "Ypsilonkhongcodaucachnaocahoandaiquathediquacacmepgiay",
)


def test_there_are_as_many_pages_bookmarks_and_names_as_people() -> None:
    people = [certificate(f"Lê Văn Mẫu {number}") for number in range(1, 8)]
    pdf = render_certificates(people, OFFICE)
    reader = PdfReader(io.BytesIO(pdf))
    assert page_count(pdf) == len(reader.outline) == len(people)
    for page, values in zip(reader.pages, people, strict=True):
        assert values.full_name in " ".join(page.extract_text().split())


def test_nobody_gives_a_file_that_still_opens() -> None:
    assert page_count(render_certificates([], OFFICE)) == 1


def test_the_frame_is_in_the_file_once() -> None:
    small, large = (
        len(render_certificates([certificate(f"Lê Văn {n}") for n in range(count)], OFFICE))
        for count in (100, 200)
    )
    assert (large - small) / 100 < 2_500


@pytest.mark.parametrize("face", list(Face))
def test_every_vietnamese_letter_is_drawn_and_read_back(face: Face) -> None:
    from reportlab.pdfgen.canvas import Canvas

    text_width("x", face, 12)
    stream = io.BytesIO()
    canvas = Canvas(stream)
    canvas.setFont(face, 12)
    for row in range(0, len(LETTERS), 20):
        canvas.drawString(40, 700 - row, " ".join(LETTERS[row : row + 20]))
    canvas.save()
    assert set(plain_text(stream.getvalue()).split()) == set(LETTERS)


@pytest.mark.parametrize("name", LONG_NAMES)
def test_a_long_name_never_leaves_the_frame(name: str) -> None:
    home = "Thôn Đồng Nương Tùng Thiện Thanh Điền Ngọc, xã Vạn Hòa"
    pdf = render_certificates([certificate(name, home=home)], OFFICE)
    image = render_page(pdf, 0, 1.0)
    margin = round(15 * 72 / 25.4)
    for y in range(image.height // 2 - 120, image.height // 2 + 60):
        start = (y * image.width) * 4
        row = image.pixels[start : start + image.width * 4]
        beside = row[margin * 4 : (margin + 25) * 4] + row[-(margin + 25) * 4 : -margin * 4]
        assert min(beside) > 200, "ink between the frame and the text"
    words = " ".join(text.text for text in placed_texts(pdf))
    assert name.split(maxsplit=1)[0][:20] in words


@pytest.mark.parametrize("name", LONG_NAMES)
def test_fitting_shrinks_a_line_then_breaks_between_words_and_never_cuts_one(name: str) -> None:
    fitted = fit(name, Face.BOLD, Room(500, 34, 10, 24, 70))
    assert 10 <= fitted.size <= 34
    assert all(text_width(line, Face.BOLD, fitted.size) <= 500 for line in fitted.lines)
    assert " ".join(fitted.lines) == name
    assert len(fitted.lines) == 1 or fitted.size <= 24


def test_a_draft_says_so_and_has_no_date() -> None:
    text = plain_text(
        render_certificates([certificate(decision_number=None, decided_on=None)], OFFICE)
    )
    assert "DỰ THẢO" in text
    assert "……/QĐ-UBND" in text


def test_the_file_names_its_language_and_title() -> None:
    reader = PdfReader(io.BytesIO(render_certificates([certificate()], OFFICE)))
    assert str(reader.root_object["/Lang"]) == "vi-VN"
    assert reader.metadata is not None
    assert reader.metadata.title == "Giấy công nhận"
