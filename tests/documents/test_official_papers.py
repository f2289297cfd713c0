"""Decision and report: what they say, on how many pages, with which head rows."""

import io

from pypdf import PdfReader

from tests.builders.documents import (
    annual_report,
    decision,
    family_decision,
    placed_texts,
    plain_text,
)
from vanhoa_desktop.documents.annual_report import render_annual_report
from vanhoa_desktop.documents.decision import render_decision
from vanhoa_desktop.documents.preview import page_count


def test_the_head_of_the_list_repeats_on_every_page_and_pages_are_numbered() -> None:
    pdf = render_decision(decision(200))
    pages = page_count(pdf)
    texts = placed_texts(pdf)
    assert pages > 3
    for page in range(2, pages + 1):
        on_page = [text.text for text in texts if text.page == page]
        assert "Họ và tên" in on_page
        assert str(page) in on_page
    numbers = [t for t in texts if t.page == 1 and t.text == "1" and t.y_mm > 280]
    assert numbers == []


def test_a_leading_zero_stands_before_small_days_and_the_first_two_months_only() -> None:
    assert "ngày 03 tháng 02 năm 2026" in plain_text(render_decision(decision(1)))
    assert "ngày 05 tháng 12 năm 2026" in plain_text(render_annual_report(annual_report()))


def test_a_draft_leaves_number_and_date_open() -> None:
    text = plain_text(render_decision(decision(1, is_draft=True)))
    assert "DỰ THẢO" in text
    assert "15/QĐ-UBND" not in text


def test_women_and_men_are_counted_and_the_list_ends_as_offices_end_it() -> None:
    assert "Tổng cộng: 5 người, trong đó 3 nữ./." in plain_text(render_decision(decision(5)))


def test_six_seventy_seven_is_cited_and_never_six_seventy() -> None:
    for pdf in (render_decision(decision(1)), render_annual_report(annual_report())):
        text = plain_text(pdf)
        assert "677/QĐ-TTg" in text
        assert "670/" not in text


def test_nothing_to_divide_by_is_said_and_is_neither_0_nor_100_percent() -> None:
    text = plain_text(render_annual_report(annual_report()))
    assert "Chưa có căn cứ tính" in text
    assert "60,0%" in text


def test_provisional_figures_are_labelled() -> None:
    assert "(Số liệu tạm tính đến 30/11/2026)" in plain_text(
        render_annual_report(annual_report("2026-11-30"))
    )
    assert "(Số liệu chính thức)" in plain_text(render_annual_report(annual_report()))


def test_figures_that_nobody_froze_make_a_draft_without_official_words_or_a_day() -> None:
    for cut_off in (None, "2026-11-30"):
        text = plain_text(render_annual_report(annual_report(cut_off, is_frozen=False)))
        assert "DỰ THẢO" in text
        assert "(Bản thảo – số liệu tạm tính" in text
        assert "chưa chốt)" in text
        assert "chính thức" not in text
        assert "ngày 05 tháng 12" not in text


def test_nobody_is_said_to_be_recognised_by_a_decision_in_provisional_figures() -> None:
    text = plain_text(render_annual_report(annual_report("2026-11-30")))
    assert "quyết định công nhận" not in text
    assert "đã được công nhận, hoặc đã được thẩm định là đạt và chờ quyết định" in text


def test_a_sex_that_nobody_wrote_down_is_printed_as_unknown_and_the_sexes_add_up() -> None:
    text = plain_text(render_decision(decision(5, unknown_sexes=2)))
    assert "Nam Nữ Chưa ghi" in text
    assert "Tổng cộng: 5 người: 1 nam, 2 nữ, 2 người chưa ghi giới tính./." in text
    assert "Chưa ghi" not in plain_text(render_decision(decision(5)))
    pieces = placed_texts(render_decision(decision(3, unknown_sexes=1)))
    places = {text.text: text.x_mm for text in pieces if text.page == 2}
    # The first of three is unknown (1951), the second a man (1952), the third a woman (1953).
    assert places["1952"] < places["1953"] < places["1951"]


def test_a_list_of_families_has_no_birth_years_and_counts_families() -> None:
    text = plain_text(render_decision(family_decision(2)))
    assert "Công nhận 2 gia đình đạt danh hiệu “Gia đình học tập”" in text
    assert "Tổng cộng: 2 gia đình./." in text
    assert "Năm sinh" not in text
    assert "324/QĐ-KHVN" not in text


def test_what_looks_like_markup_in_a_name_is_printed_as_it_is() -> None:
    values = decision(1)
    line = values.lines[0]
    odd = type(line)("Lê <b>Văn</b> & Sơn", 1950, None, "Thôn <i>", "0001/2026")
    text = plain_text(
        render_decision(
            type(values)(
                office=values.office,
                commune=values.commune,
                title=values.title,
                year=values.year,
                number=values.number,
                decided_on=values.decided_on,
                lines=(odd,),
            )
        )
    )
    assert "Lê <b>Văn</b> & Sơn" in text


def test_every_page_is_a4_portrait() -> None:
    for page in PdfReader(io.BytesIO(render_decision(decision(60)))).pages:
        size = (round(float(page.mediabox.width)), round(float(page.mediabox.height)))
        assert size == (595, 842)
