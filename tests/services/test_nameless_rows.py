"""A row with values and no name is left out with what it says, and is never a title in silence."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.builders.messy_tables import MessySheet, write_messy
from tests.builders.offices import YEAR
from tests.builders.three_thon import (
    EAST,
    SOUTH,
    WEST,
    bins,
    codes,
    commune_of_three,
    given,
    written,
)
from vanhoa_desktop.domain.enums import Assessor
from vanhoa_desktop.domain.import_account import RowBin
from vanhoa_desktop.services.rows.roster import RosterImport, RosterService
from vanhoa_desktop.services.sheets.scores import ScoreImport, ScoreService

Row = Sequence[object]
HEAD = ("STT", "Họ và tên", "Năm sinh", "Thôn", "CS1", "CS2", "Ghi chú")
CUONG = (1, "Nguyễn Văn Cường", 1998, EAST)
OANH = (2, "Lê Thị Oanh", 1973, WEST)


@pytest.mark.parametrize("place", [EAST, WEST, "Xóm Đình", "Thôn Đoài", ""])
def test_points_under_a_person_with_no_name_but_a_unit_are_told_with_their_values(
    tmp_path: Path, place: str
) -> None:
    """The unit read as the title of a part, and the points were lost without a word."""
    with commune_of_three(tmp_path) as session:
        rows = [HEAD, (*CUONG, 9, ""), ("", "", "", place, "", 8, "(tiếp)"), (*OANH, 7, 6)]
        report = given(session, tmp_path, rows)
        assert codes(report) == [(3, "NAME_MISSING")]
        said = f"Thôn: {place}; CS2: 8; Ghi chú: (tiếp)" if place else "CS2: 8; Ghi chú: (tiếp)"
        assert report.problems[0].message.startswith(f"Thiếu họ và tên. Dòng này ghi {said}. Nếu ")
        assert bins(report)[3] is RowBin.LEFT_OUT
        assert written(session, report) == {
            2: (EAST, {"CS1": "9"}),
            4: (WEST, {"CS1": "7", "CS2": "6"}),
        }


def test_who_stands_below_such_a_row_and_names_no_unit_is_asked_or_right(tmp_path: Path) -> None:
    """«Thôn Tây» with sums in the column of units: the people below it are its people."""
    with commune_of_three(tmp_path) as session:
        title = ("", "", "", WEST, 15, 13)
        rows = [HEAD, (*CUONG, 9, 9), title, (2, "Lê Thị Oanh", 1973, "", 7, 6)]
        rows += [(3, "Cao Văn Sơn", 1968, "", 5, 5)]
        report = given(session, tmp_path, rows)
        assert written(session, report) == {
            2: (EAST, {"CS1": "9", "CS2": "9"}),
            4: (WEST, {"CS1": "7", "CS2": "6"}),
        }
        # Cao Văn Sơn lives in the third thôn.
        assert [asked.row for asked in report.asked_rows] == [5]
        assert report.left_out == 1


def test_a_unit_without_any_value_is_a_title_still(tmp_path: Path) -> None:
    with commune_of_three(tmp_path) as session:
        son = (1, "Cao Văn Sơn", 1968, "")
        rows = [HEAD, (*CUONG, 9, 9), ("", "", "", SOUTH), (*son, 7, 6)]
        report = given(session, tmp_path, rows)
        assert bins(report)[3] is RowBin.SECTION
        assert written(session, report)[4] == (SOUTH, {"CS1": "7", "CS2": "6"})


def test_a_title_in_another_column_with_points_beside_it_is_told(tmp_path: Path) -> None:
    with commune_of_three(tmp_path) as session:
        rows = [HEAD, (*CUONG, 9, 9), (WEST, "", "", "", "", 8), (*OANH, 7, 6)]
        report = given(session, tmp_path, rows)
        assert (bins(report)[3], codes(report)) == (RowBin.SECTION, [(3, "TITLE_WITH_VALUES")])
        assert f"không nhập: STT: {WEST}; CS2: 8. Nếu" in report.problems[0].message


def test_a_total_in_the_column_of_units_is_a_total_still(tmp_path: Path) -> None:
    with commune_of_three(tmp_path) as session:
        rows = [HEAD, (*CUONG, 9, 9), ("", "", "", "Tổng cộng", 9, 9)]
        report = given(session, tmp_path, rows)
        assert (bins(report)[3], codes(report)) == (RowBin.TOTAL, [])


def test_somebody_of_a_list_without_a_name_is_told_and_private_numbers_are_not(
    tmp_path: Path,
) -> None:
    head = ("STT", "Họ và tên", "Năm sinh", "Số CCCD", "Điện thoại", "Thôn")
    rows = [
        head,
        (1, "Lê Văn Mới", 1970, "038070001234", "0912345678", EAST),
        ("", "", 1980, "038080001234", "0912345679", WEST),
    ]
    with commune_of_three(tmp_path) as session:
        path = write_messy(tmp_path / "moi.xlsx", MessySheet("Dân", rows))
        report = RosterService(session).import_file(RosterImport(path))
        (problem,) = [p for p in report.problems if p.code == "NAME_MISSING"]
        assert (problem.row, report.created, report.left_out) == (3, 1, 1)
        assert f"Dòng này ghi Năm sinh: 1980; Thôn: {WEST}. " in problem.message


def test_two_rows_under_one_merged_name_are_asked_and_joined_by_nobody(tmp_path: Path) -> None:
    """Each row may be a person of its own, or half a sheet: both are told what to do."""
    rows = [("Họ và tên", "CS1", "CS2"), ("Lê Thị Oanh", 9, ""), ("", "", 8)]
    with commune_of_three(tmp_path) as session:
        path = write_messy(tmp_path / "d.xlsx", MessySheet("Chấm", rows, merged=("A2:A3",)))
        report = ScoreService(session).import_file(ScoreImport(path, YEAR, Assessor.VILLAGE))
        assert (report.updated, [asked.row for asked in report.asked_rows]) == (0, [2, 3])
        for asked in report.asked_rows:
            assert "gộp chung các dòng 2–3. Nếu là một người, hãy ghi hết vào" in asked.message
