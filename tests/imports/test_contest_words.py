"""Titles of other contests: every example is said by its row, and no ordinary title is one."""

import pytest

from vanhoa_desktop.imports.words.contest_words import (
    CONTESTS,
    Contest,
    names_citizens,
    names_contest,
)

# What stands above citizens' tables every day.
ORDINARY = (
    *("BẢNG CHẤM ĐIỂM NĂM 2026", "THÔN NGỌC BẢN", "ỦY BAN NHÂN DÂN XÃ VẠN HÒA", "Mẫu số 01"),
    *("HỘI KHUYẾN HỌC", "BAN CHỈ ĐẠO XÂY DỰNG XÃ HỘI HỌC TẬP", "TRUNG TÂM HỌC TẬP CỘNG ĐỒNG"),
    *("CHI HỘI KHUYẾN HỌC THÔN ĐOÀI", "TỔ CÔNG NGHỆ SỐ CỘNG ĐỒNG", "Thôn chấm", "Sheet1", "2026"),
    *("BAN VĂN HÓA XÃ", "Cộng hòa xã hội chủ nghĩa Việt Nam", "Độc lập - Tự do - Hạnh phúc"),
    "(Theo Quyết định số 387/QĐ-TTg về «Gia đình học tập», «Dòng họ học tập»)",
    *("Tiêu chí 3: Tham gia xây dựng gia đình học tập", "Tháng 12/2026", "KẾT QUẢ ĐÁNH GIÁ"),
)


@pytest.mark.parametrize("contest", CONTESTS, ids=[one.said[0] for one in CONTESTS])
def test_each_row_of_the_table_says_what_its_examples_say(contest: Contest) -> None:
    certainly = contest.is_certain
    assert [t for t in contest.said if not names_contest(t, certainly=certainly)] == []
    assert [t for t in contest.others if names_contest(t, certainly=certainly)] == []


def test_ordinary_titles_name_no_contest() -> None:
    assert [t for t in ORDINARY if names_contest(t, certainly=True)] == []
    assert [t for t in ORDINARY if names_contest(t, certainly=False)] == []


@pytest.mark.parametrize(
    ("text", "citizens", "contest"),
    [
        *(("CĐHT", False, True), ("CDHT", True, False), ("CDHT, GĐHT", True, True)),
        *(("BẢNG ĐIỂM CÔNG DÂN HỌC TẬP", True, False), ("Cộng đồng học tập", False, True)),
    ],
)
def test_a_community_and_a_citizen_are_told_apart(
    text: str, *, citizens: bool, contest: bool
) -> None:
    assert (names_citizens(text), names_contest(text, certainly=True)) == (citizens, contest)
