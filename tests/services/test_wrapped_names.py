"""A name that goes on in the row below is asked, and nobody is made or found by its first half."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.builders.offices import YEAR, Offices
from tests.builders.spreadsheets import write_xlsx
from vanhoa_desktop.domain.enums import Assessor
from vanhoa_desktop.domain.import_account import AnswerKind, RowAnswer
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.rows.import_report import Answers, ImportReport
from vanhoa_desktop.services.rows.roster import RosterImport, RosterService
from vanhoa_desktop.services.sheets.scores import ScoreImport, ScoreService

Row = Sequence[object]
HEAD = ("STT", "Họ và tên", "Năm sinh", "Giới tính")
DAO = (2, "Lê Văn Đào", 1970, "Nam")
POINTS = ("STT", "Họ và tên", "Năm sinh", "CS1", "CS2")


def listed(
    session: Session, folder: Path, *rows: Row, answers: Answers | None = None
) -> ImportReport:
    path = write_xlsx(folder / "ds.xlsx", rows)
    return RosterService(session).import_file(RosterImport(path, answers=answers or Answers()))


def scored(session: Session, folder: Path, *rows: Row) -> ImportReport:
    path = write_xlsx(folder / "diem.xlsx", rows)
    return ScoreService(session).import_file(ScoreImport(path, YEAR, Assessor.VILLAGE))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ((1, "Trần Thị Hồng", 1980, "Nữ"), ("", "Vân", "", "")),
        ((1, "Trần Thị", 1980, "Nữ"), ("", "Hoàng Anh", "", "")),
        ((1, "Trần Thị Hồng", "", ""), ("", "Vân", 1980, "Nữ")),
        ((1, "Trần Thị Hồng", 1980, ""), ("", "Vân", "", "Nữ")),
    ],
)
def test_a_name_over_two_rows_of_one_number_is_asked_with_both_rows(
    offices: Offices, tmp_path: Path, first: Row, second: Row
) -> None:
    """«Trần Thị Hồng» became a person, and only the second row was asked about."""
    with offices.villages[0].open() as session:
        report = listed(session, tmp_path, HEAD, first, second, DAO)
        assert (report.created, [asked.row for asked in report.asked_rows]) == (1, [2, 3])
        whole = f"{first[1]} {second[1]}"
        said = f"Dòng 2 và dòng 3 («{first[1]}», «{second[1]}») có phải một họ tên «{whole}» viết "
        assert all(asked.message.startswith(said) for asked in report.asked_rows)


def test_two_people_may_stand_there_all_the_same(offices: Offices, tmp_path: Path) -> None:
    rows = [HEAD, (1, "Trần Thị Hồng", 1980, "Nữ"), ("", "Lê An", "", ""), DAO]
    new = RowAnswer(AnswerKind.NEW)
    with offices.villages[0].open() as session:
        assert listed(session, tmp_path, *rows).asked == 2
        answers = Answers({(None, 2): new, (None, 3): new})
        assert listed(session, tmp_path, *rows, answers=answers).created == 2


@pytest.mark.parametrize(
    "rows",
    [
        # Members of a household without numbers: whole names, or births of their own.
        [HEAD, (1, "Trần Thị Hồng", 1980, "Nữ"), ("", "Lê Văn An", "", ""), DAO],
        [HEAD, (1, "Trần Thị Hồng", 1980, "Nữ"), ("", "Lê An", 2010, ""), DAO],
        # A list without numbers.
        [HEAD[1:], ("Trần Thị Hồng", 1980, "Nữ"), ("Lê An", "", ""), DAO[1:]],
    ],
)
def test_people_one_under_the_other_are_not_taken_for_one_name(
    offices: Offices, tmp_path: Path, rows: Sequence[Row]
) -> None:
    with offices.villages[0].open() as session:
        report = listed(session, tmp_path, *rows)
        assert (report.created, report.asked) == (3, 0)


@pytest.mark.parametrize(
    "rows",
    [
        # Numbers that begin anew.
        [HEAD, (5, "Trần Thị Hồng", 1980, "Nữ"), ("", "Lê An", "", ""), (1, *DAO[1:])],
        # Names alone.
        [("STT", "Họ và tên", "Năm sinh"), (1, "Trần Hồng", ""), ("", "Lê An", ""), DAO[:3]],
    ],
)
def test_a_name_alone_that_goes_on_with_none_is_asked_as_a_title_or_a_person(
    offices: Offices, tmp_path: Path, rows: Sequence[Row]
) -> None:
    with offices.villages[0].open() as session:
        report = listed(session, tmp_path, *rows)
        (asked,) = report.asked_rows
        assert (report.created, asked.row) == (2, 3)
        assert asked.message.startswith("Dòng này chỉ có chữ ở cột họ tên")


def test_points_of_a_wrapped_name_go_to_nobody_of_its_first_half(
    offices: Offices, tmp_path: Path
) -> None:
    """Nguyễn Thị Hồng is held too, of the same year: the points of the other one were hers."""
    with offices.villages[0].open() as session:
        held = [(1, "Nguyễn Thị Hồng", 1980, "Nữ"), (3, "Nguyễn Thị Hồng Nhung", 1980, "Nữ")]
        listed(session, tmp_path, HEAD, *held, DAO)
        rows = [(1, "Nguyễn Thị Hồng", 1980, 9, 9), ("", "Nhung", "", "", ""), (*DAO[:3], 7, 7)]
        report = scored(session, tmp_path, POINTS, *rows)
        assert (report.updated, [asked.row for asked in report.asked_rows]) == (1, [2])
        assert "«Nguyễn Thị Hồng Nhung» viết thành hai dòng" in report.asked_rows[0].message


def test_points_of_a_wrapped_name_whose_first_half_is_nobody_are_told_with_both_rows(
    offices: Offices, tmp_path: Path
) -> None:
    with offices.villages[0].open() as session:
        listed(session, tmp_path, HEAD, (1, "Nguyễn Thị Hồng Nhung", 1980, "Nữ"), DAO)
        rows = [(1, "Nguyễn Thị", 1980, 9, 8), ("", "Hồng Nhung", "", "", ""), (*DAO[:3], 7, 7)]
        report = scored(session, tmp_path, POINTS, *rows)
        assert (report.updated, report.left_out) == (1, 1)
        assert [(p.row, p.code) for p in report.problems] == [
            (2, "NAME_IN_TWO_ROWS"),
            (2, "PERSON_UNKNOWN"),
        ]
        assert report.problems[0].message == (
            "Dòng 2 và dòng 3 («Nguyễn Thị», «Hồng Nhung») có phải một họ tên «Nguyễn Thị Hồng "
            "Nhung» viết thành hai dòng? Nếu đúng, hãy ghi đủ họ tên trên một dòng rồi nhập lại."
        )
