"""One merged cell over several people: a household and a village they share, nothing else."""

from pathlib import Path

import pytest

from tests.builders.messy_tables import MessySheet, write_messy
from tests.builders.spreadsheets import write_merged_ods
from vanhoa_desktop.imports.lists.roster import RosterOptions, read_roster
from vanhoa_desktop.imports.lists.scores import ScoreOptions, read_scores

OPTIONS = RosterOptions(this_year=2026)


def test_points_merged_over_people_are_asked_once_for_all_their_cells(tmp_path: Path) -> None:
    rows = [
        ("STT", "Họ và tên", "Năm sinh", "CS1", "CS2"),
        (1, "Lê Văn Một", "1960", 8, 7),
        (2, "Lê Văn Hai", "1961", "", ""),
        (3, "Lê Văn Ba", "1962", 5, 6),
    ]
    book = MessySheet("S", rows, merged=("D2:D3", "E2:E3"))
    path = write_messy(tmp_path / "d.xlsx", book)
    found = read_scores(path, ["CS1", "CS2"], ScoreOptions())
    doubts = {row.row: row.doubts for row in found.rows}
    assert doubts[4] == ()
    assert len(doubts[2]) == 1
    assert doubts[2] == doubts[3]
    assert "«CS1», «CS2» gộp chung các dòng 2–3" in doubts[2][0]


@pytest.mark.parametrize(
    ("heading", "text"),
    [
        *(("Năm sinh", "1960"), ("Ngày sinh", "05/03/1960"), ("Giới tính", "Nam")),
        *(("Số CCCD", "038060000111"), ("Điện thoại", "0912345678")),
    ],
)
def test_what_is_everybodys_own_is_asked_where_it_is_merged_over_people(
    tmp_path: Path, heading: str, text: str
) -> None:
    rows = [("Họ và tên", heading), ("Lê Văn Một", text), ("Lê Văn Hai", "")]
    path = write_messy(tmp_path / "d.xlsx", MessySheet("S", rows, merged=("B2:B3",)))
    found = read_roster(path, OPTIONS).candidates
    assert [len(row.doubts) for row in found] == [1, 1]
    assert f"«{heading}» gộp chung các dòng 2–3" in found[0].doubts[0]


def test_a_head_merged_over_people_is_asked(tmp_path: Path) -> None:
    rows = [
        ("Họ và tên", "Năm sinh", "Mã hộ", "Quan hệ với chủ hộ"),
        ("Lê Văn Một", "1960", "H1", "Chủ hộ"),
        ("Lê Văn Hai", "1961", "", ""),
        ("Lê Văn Ba", "1990", "H1", "Con"),
        ("Lê Văn Tư", "1992", "H1", ""),
    ]
    book = MessySheet("S", rows, merged=("C2:C3", "D2:D3", "D4:D5"))
    found = read_roster(write_messy(tmp_path / "d.xlsx", book), OPTIONS).candidates
    assert [len(row.doubts) for row in found] == [1, 1, 0, 0]
    assert "«Quan hệ với chủ hộ» gộp chung các dòng 2–3" in found[0].doubts[0]


def test_a_household_and_a_remark_merged_over_people_are_theirs(tmp_path: Path) -> None:
    rows = [
        ("Họ và tên", "Năm sinh", "Thôn", "Mã hộ", "Ghi chú"),
        ("Lê Văn Một", "1960", "Thôn 1", "H1", "Hộ nghèo"),
        ("Lê Văn Hai", "1961", "", "", ""),
    ]
    book = MessySheet("S", rows, merged=("C2:C3", "D2:D3", "E2:E3"))
    found = read_roster(write_messy(tmp_path / "d.xlsx", book), OPTIONS).candidates
    assert [(row.household_code, row.note, row.doubts) for row in found] == [
        ("H1", "Hộ nghèo", ()),
        ("H1", "Hộ nghèo", ()),
    ]


def test_a_person_over_two_merged_rows_is_one(tmp_path: Path) -> None:
    rows = [
        ("STT", "Họ và tên", "Năm sinh", "Điện thoại"),
        (1, "Lê Văn Một", "1960", "0912345678"),
        ("", "", "", ""),
        (2, "Lê Văn Hai", "1961", ""),
    ]
    book = MessySheet("S", rows, merged=("C2:C3",))
    found = read_roster(write_messy(tmp_path / "d.xlsx", book), OPTIONS).candidates
    assert [(row.full_name, row.doubts) for row in found if row.full_name == "Lê Văn Hai"] == [
        ("Lê Văn Hai", ())
    ]
    assert found[0].doubts == ()


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_one_cell_over_some_columns_of_two_people_is_asked_in_every_kind_of_file(
    tmp_path: Path, kind: str
) -> None:
    rows = [
        ("Họ và tên", "Năm sinh", "CS1", "CS2", "CS3"),
        ("Lê Văn Một", "1960", "8", "", "7"),
        ("Lê Văn Hai", "1961", "", "", "6"),
        ("Lê Văn Ba", "1962", "5", "6", "9"),
    ]
    path = tmp_path / f"d.{kind}"
    if kind == "xlsx":
        write_messy(path, MessySheet("S", rows, merged=("C2:D3",)))
    else:
        write_merged_ods(path, rows, (1, 2, 2, 2))
    found = read_scores(path, ["CS1", "CS2", "CS3"], ScoreOptions())
    doubts = {row.row: row.doubts for row in found.rows}
    assert [len(doubts[row]) for row in (2, 3, 4)] == [1, 1, 0]
    assert "«CS1», «CS2» gộp chung các dòng 2–3" in doubts[2][0]


def test_points_merged_over_three_people_are_asked_in_a_table_of_libreoffice(
    tmp_path: Path,
) -> None:
    rows = [("Họ và tên", "Năm sinh", "CS1", "CS2")]
    rows += [("Lê Văn Một", "1960", "8", "7")]
    rows += [("Lê Văn Hai", "1961", "", ""), ("Lê Văn Ba", "1962", "", "")]
    path = write_merged_ods(tmp_path / "d.ods", rows, (1, 2, 3, 1), (1, 3, 3, 1))
    found = read_scores(path, ["CS1", "CS2"], ScoreOptions())
    assert len(found.rows) == 3
    assert all("«CS1», «CS2» gộp chung các dòng 2–4" in row.doubts[0] for row in found.rows)
