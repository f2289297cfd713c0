"""Rows and sections that a filter hides, or that are struck out, still stand above the others."""

from pathlib import Path

import pytest

from tests.builders.messy_tables import MessySheet, write_messy
from vanhoa_desktop.domain.import_account import RowBin
from vanhoa_desktop.imports.lists.roster import (
    PersonCandidate,
    RosterOptions,
    RosterReading,
    read_roster,
)
from vanhoa_desktop.imports.lists.scores import read_scores
from vanhoa_desktop.imports.words.unit_names import UnitNames

UNITS = UnitNames({"one": "Thôn Ngọc Bản", "two": "Thôn Cẩm Bào"}, "Xã Vạn Hòa")
HEADINGS = ("STT", "Họ và tên", "Năm sinh", "Thôn", "Mã hộ", "Quan hệ với chủ hộ")


def read(path: Path) -> RosterReading:
    return read_roster(path, RosterOptions(this_year=2026, units=UNITS))


def sheet(
    tmp_path: Path,
    *rows: tuple[object, ...],
    hidden: tuple[int, ...] = (),
    struck: tuple[int, ...] = (),
    headings: tuple[str, ...] = HEADINGS,
) -> Path:
    found = MessySheet("S", [headings, *rows], hidden_rows=hidden, struck_rows=struck)
    return write_messy(tmp_path / "d.xlsx", found)


def homes(found: RosterReading) -> dict[str, tuple[str | None, str | None]]:
    return {row.full_name: (row.unit_name, row.household_code) for row in found.candidates}


def candidate(found: RosterReading, name: str) -> PersonCandidate:
    return next(row for row in found.candidates if row.full_name == name)


@pytest.mark.parametrize("look", ["hidden", "struck"])
def test_a_ditto_mark_means_the_row_above_though_it_is_not_read(tmp_path: Path, look: str) -> None:
    path = sheet(
        tmp_path,
        (1, "Lò Văn An", "1960", "Ngọc Bản", "H301"),
        (2, "Lò Văn Bình", "1961", "Cẩm Bào", "H302"),
        (3, "Lò Thị Cả", "1962", "nt", "nt"),
        (4, "Lò Thị Dung", "1964", '"', '"'),
        hidden=(3,) if look == "hidden" else (),
        struck=(3,) if look == "struck" else (),
    )
    assert homes(read(path)) == {
        "Lò Văn An": ("Ngọc Bản", "H301"),
        "Lò Thị Cả": ("Cẩm Bào", "H302"),
        "Lò Thị Dung": ("Cẩm Bào", "H302"),
    }


def test_a_ditto_mark_below_an_empty_hidden_cell_is_asked(tmp_path: Path) -> None:
    path = sheet(
        tmp_path,
        (1, "Lò Văn An", "1960", "Ngọc Bản", "H301"),
        (2, "Lò Văn Bình", "1961", "Cẩm Bào", ""),
        (3, "Lò Thị Cả", "1962", "nt", "nt"),
        hidden=(3,),
    )
    row = candidate(read(path), "Lò Thị Cả")
    assert (row.unit_name, row.household_code) == ("Cẩm Bào", None)
    assert len(row.doubts) == 1
    assert "«Mã hộ»" in row.doubts[0]


def test_a_ditto_mark_at_the_head_of_a_section_is_asked(tmp_path: Path) -> None:
    path = sheet(
        tmp_path,
        (1, "Lò Văn An", "1960", "Ngọc Bản", "H301"),
        ("II", "THÔN CẨM BÀO"),
        (2, "Lò Thị Cả", "1962", "nt", "H302"),
    )
    row = candidate(read(path), "Lò Thị Cả")
    assert len(row.doubts) == 1
    assert "«Thôn»" in row.doubts[0]


def test_a_ditto_mark_below_a_row_without_points_means_that_row(tmp_path: Path) -> None:
    headings = ("Họ và tên", "Năm sinh", "Thôn", "CS1")
    path = sheet(
        tmp_path,
        ("Lò Văn An", "1960", "Ngọc Bản", 5),
        ("Lò Văn Bình", "1961", "Cẩm Bào", ""),
        ("Lò Thị Cả", "1962", "nt", 6),
        headings=headings,
    )
    found = read_scores(path, ["CS1"])
    assert [(row.full_name, row.unit_name) for row in found.rows] == [
        ("Lò Văn An", "Ngọc Bản"),
        ("Lò Thị Cả", "Cẩm Bào"),
    ]


@pytest.mark.parametrize("look", ["hidden", "struck"])
def test_the_family_below_a_head_who_is_not_read_stays_in_its_household(
    tmp_path: Path, look: str
) -> None:
    path = sheet(
        tmp_path,
        (1, "Lò Văn An", "1960", "Ngọc Bản", "H301", "Chủ hộ"),
        (2, "Lò Văn Bình", "1961", "Ngọc Bản", "H302", "Chủ hộ"),
        (3, "Lò Thị Cả", "1962", "Ngọc Bản", "", "Vợ"),
        hidden=(3,) if look == "hidden" else (),
        struck=(3,) if look == "struck" else (),
    )
    row = candidate(read(path), "Lò Thị Cả")
    assert row.household_code == "H302"
    # Whoever is struck out heads no household any more.
    assert row.head_name == ("Lò Văn Bình" if look == "hidden" else None)


def test_a_hidden_section_is_obeyed(tmp_path: Path) -> None:
    path = sheet(
        tmp_path,
        ("I", "THÔN NGỌC BẢN"),
        (1, "Lò Văn An", "1960"),
        ("II", "THÔN CẨM BÀO"),
        (2, "Lò Văn Bình", "1961"),
        (3, "Lò Văn Ẩn", "1962"),
        hidden=(4, 6),
        headings=("STT", "Họ và tên", "Năm sinh"),
    )
    found = read(path)
    assert homes(found) == {
        "Lò Văn An": ("Thôn Ngọc Bản", None),
        "Lò Văn Bình": ("Thôn Cẩm Bào", None),
    }
    assert {row.row: row.bin for row in found.readings.sheets[0].rows} == {
        1: RowBin.HEADING,
        2: RowBin.SECTION,
        4: RowBin.SECTION,
        6: RowBin.HIDDEN,
    }
    assert candidate(found, "Lò Văn Bình").doubts == ()


def test_rows_below_a_section_that_is_struck_out_are_asked(tmp_path: Path) -> None:
    path = sheet(
        tmp_path,
        ("I", "THÔN NGỌC BẢN"),
        (1, "Lò Văn An", "1960"),
        ("II", "THÔN CẨM BÀO"),
        (2, "Lò Văn Bình", "1961"),
        ("III", "THÔN NGỌC BẢN"),
        (3, "Lò Văn Cả", "1962"),
        struck=(4,),
        headings=("STT", "Họ và tên", "Năm sinh"),
    )
    found = read(path)
    row = candidate(found, "Lò Văn Bình")
    assert row.unit_name == "Thôn Ngọc Bản"
    assert len(row.doubts) == 1
    assert "«THÔN CẨM BÀO» ở dòng 4 bị gạch ngang" in row.doubts[0]
    assert candidate(found, "Lò Văn An").doubts == candidate(found, "Lò Văn Cả").doubts == ()


def test_rows_below_a_title_that_is_struck_out_are_asked(tmp_path: Path) -> None:
    rows = [
        ("DANH SÁCH THÔN CẨM BÀO",),
        ("DANH SÁCH THÔN NGỌC BẢN",),
        ("STT", "Họ và tên", "Năm sinh"),
        (1, "Lò Văn An", "1960"),
    ]
    path = write_messy(tmp_path / "d.xlsx", MessySheet("S", rows, struck_rows=(1,)))
    (row,) = read(path).candidates
    assert row.unit_name == "Thôn Ngọc Bản"
    assert len(row.doubts) == 1
    assert "«DANH SÁCH THÔN CẨM BÀO» ở dòng 1 bị gạch ngang" in row.doubts[0]


def test_a_merged_village_whose_first_row_is_hidden_is_that_of_the_rows_below(
    tmp_path: Path,
) -> None:
    rows = [
        HEADINGS,
        (1, "Lò Văn An", "1960", "Ngọc Bản", "H301"),
        (2, "Lò Văn Bình", "1961", "Cẩm Bào", "H302"),
        (3, "Lò Thị Cả", "1962", "", ""),
    ]
    book = MessySheet("S", rows, hidden_rows=(3,), merged=("D3:D4", "E3:E4"))
    found = read(write_messy(tmp_path / "d.xlsx", book))
    assert homes(found)["Lò Thị Cả"] == ("Cẩm Bào", "H302")
