"""Lists as villages keep them, of people who are all here: next to nothing is asked.

What asks too often is answered without being read. So lists of made-up villages with the remarks,
titles, sums and signatures that stand in such lists every day are counted.
"""

from itertools import cycle
from pathlib import Path

import pytest

from tests.builders.spreadsheets import Rows, write_xlsx
from vanhoa_desktop.domain.enums import Assessor
from vanhoa_desktop.imports.lists.roster import RosterOptions, read_roster
from vanhoa_desktop.imports.lists.scores import ScoreOptions, read_scores
from vanhoa_desktop.services.demo.people import MadeUpVillage, make_villages
from vanhoa_desktop.texts.words.terms import sex_term

YEAR = 2026
# Five villages of 60, 70, 80, 90 and 100 people.
VILLAGES = tuple(make_villages(1, 60 + 10 * n, 700 + n, YEAR)[0] for n in range(5))
REMARKS = (
    *("", "", "hộ nghèo", "", "đảng viên", "", "BHYT", "", "mất sức lao động", "", "TBB 3/4"),
    *("", "chuyển đến năm 2019", "", "con liệt sĩ", "", "HS lớp 9", "", "NCT", "", "hưu trí"),
    *("", "bộ đội xuất ngũ", "", "CCB", "", "đi học", "", "chồng mất 2010", "", "tạm trú", ""),
    *("TT", "", "công nhân KCN", "", "chuyển ngành", "", "khuyết tật nặng", "", "theo đạo", ""),
)
FOOT = (
    (),
    ("", "Cộng: danh sách có {count} người"),
    ("", "", "", "", "Vạn Hòa, ngày 15 tháng 12 năm 2026"),
    ("", "Người lập biểu", "", "", "TRƯỞNG THÔN"),
)


def list_of(village: MadeUpVillage) -> Rows:
    head = ("STT", "Họ và tên", "Ngày sinh", "Giới tính", "Số hộ", "Quan hệ", "Nghề", "Ghi chú")
    people = [
        (n, p.full_name, p.birth, sex_term(p.sex), p.household_code, p.relation, p.occupation, said)
        for n, (p, said) in enumerate(zip(village.people, cycle(REMARKS), strict=False), 1)
    ]
    titles = [(f"DANH SÁCH NHÂN KHẨU {village.name.upper()} NĂM 2026",), ("Mẫu số 01/NK",), ()]
    return [*titles, head, *people, *foot(len(people))]


def points_of(village: MadeUpVillage) -> Rows:
    codes = [f"CS{number}" for number in range(1, 11)]
    people = [
        (number, p.full_name, p.birth, *[8 + (number + column) % 3 for column in range(10)], said)
        for number, (p, said) in enumerate(zip(village.people, cycle(REMARKS), strict=False), 1)
    ]
    titles = [
        ("BẢNG CHẤM ĐIỂM CÔNG DÂN HỌC TẬP",),
        ("(Theo Quyết định số 677/QĐ-TTg ngày 03/6/2022 của Thủ tướng Chính phủ)",),
    ]
    head = ("STT", "Họ và tên", "Ngày sinh", *codes, "Ghi chú")
    return [*titles, head, *people, *foot(len(people))]


def foot(count: int) -> Rows:
    return [[text.format(count=count) for text in row] for row in FOOT]


@pytest.mark.parametrize("village", VILLAGES, ids=[str(len(v.people)) for v in VILLAGES])
def test_an_ordinary_list_of_people_and_its_points_ask_one_question_at_most(
    tmp_path: Path, village: MadeUpVillage
) -> None:
    names = [person.full_name for person in village.people]
    listed = read_roster(
        write_xlsx(tmp_path / "ds.xlsx", list_of(village)), RosterOptions(this_year=YEAR)
    )
    assert [row.full_name for row in listed.candidates] == names
    assert listed.problems == ()
    assert len({doubt for row in listed.candidates for doubt in row.doubts}) <= 1
    scored = read_scores(
        write_xlsx(tmp_path / "diem.xlsx", points_of(village)),
        [f"CS{number}" for number in range(1, 11)],
        ScoreOptions(Assessor.VILLAGE, YEAR, this_year=YEAR),
    )
    assert [row.full_name for row in scored.rows] == names
    assert scored.problems == ()
    assert len({doubt for row in scored.rows for doubt in row.doubts}) <= 1
