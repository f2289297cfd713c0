"""A row with nothing but words under the name, where all others say more: a title, or a person."""

from pathlib import Path

import pytest

from tests.builders.messy_tables import MessySheet, write_messy
from tests.builders.offices import Offices
from vanhoa_desktop.domain.import_account import AnswerKind, RowAnswer
from vanhoa_desktop.services.rows.import_report import Answers, ImportReport, answers_for_alike
from vanhoa_desktop.services.rows.roster import RosterImport, RosterService

HEAD = ("STT", "Họ và tên", "Năm sinh", "Số hộ")
TITLES = (
    *("Hội Nông dân", "Đảng viên", "Hội Phụ nữ", "Dân tộc Mường", "Đường Lê Lợi", "Hưu trí"),
    *("Dòng họ Nguyễn", "Tạm trú", "Công nhân Nhà máy", "Hà Trung"),
)


def imported(
    offices: Offices, path: Path, answers: Answers | None = None, *, is_dry_run: bool = False
) -> ImportReport:
    request = RosterImport(path, is_dry_run=is_dry_run)
    if answers is not None:
        request = RosterImport(path, answers=answers, is_dry_run=is_dry_run)
    with offices.villages[0].open() as session:
        return RosterService(session).import_file(request)


def people(offices: Offices) -> list[str]:
    with offices.villages[0].open() as session:
        return [person.full_name for person in RosterService(session).search("", limit=0)]


def book(tmp_path: Path, *rows: tuple[object, ...], head: tuple[str, ...] = HEAD) -> Path:
    return write_messy(tmp_path / "ds.xlsx", MessySheet("A", [head, *rows]))


@pytest.mark.parametrize("blank", ["", "-"])
def test_titles_are_asked_with_one_question_and_never_people_in_silence(
    offices: Offices, tmp_path: Path, blank: str
) -> None:
    titles = [("", title, blank, blank) for title in TITLES]
    path = book(tmp_path, *titles, (1, "Nguyễn Văn An", 1960, 1))
    found = imported(offices, path)
    assert [asked.row for asked in found.asked_rows] == [*range(2, 12)]
    assert "STT, Năm sinh, Số hộ" in found.asked_rows[0].message
    assert people(offices) == ["Nguyễn Văn An"]
    skip = Answers({("A", 2): RowAnswer(AnswerKind.SKIP)})
    answers = answers_for_alike(skip, [("A", 2)], found.asked_rows)
    assert imported(offices, path, answers).asked_rows == ()
    assert people(offices) == ["Nguyễn Văn An"]


def test_without_a_column_of_numbers_what_begins_like_no_name_is_asked(
    offices: Offices, tmp_path: Path
) -> None:
    rows = [(title, "") for title in ("Hội Nông dân", "Dân tộc Mường")]
    path = book(
        tmp_path,
        *(rows[0], ("Lê Văn An", 1960), rows[1], ("Hà Thị Ba", 1962)),
        head=("Họ và tên", "Năm sinh"),
    )
    assert [asked.row for asked in imported(offices, path).asked_rows] == [2, 4]


def test_a_name_alone_among_many_who_say_more_is_asked(offices: Offices, tmp_path: Path) -> None:
    more = [(f"Lê Văn {name}", 1960) for name in ("An", "Ba", "Chi", "Dũng")]
    path = book(tmp_path, *more, ("Đường Lê Lợi", ""), head=("Họ và tên", "Năm sinh"))
    assert [asked.row for asked in imported(offices, path).asked_rows] == [6]


@pytest.mark.parametrize(
    ("head", "rows"),
    [
        (("STT", "Họ và tên", "Năm sinh"), [("", "Lê Văn An", ""), ("", "Hà Thị Ba", "")]),
        (("STT", "Họ và tên", "Năm sinh"), [(1, "Lê Văn An", ""), (2, "Hà Thị Ba", 1960)]),
        (("Họ và tên", "Năm sinh"), [("Lê Văn An", ""), ("Hà Thị Ba", 1960)]),
        (
            ("TT", "Họ và tên", "Ghi chú"),
            [(1, "Lê Văn An", ""), ("", "Hà Thị Ba", ""), ("", "Lê Văn Chi", "")],
        ),
        # The household is numbered, and not its people.
        (
            ("Số TT", "Họ và tên", "Quan hệ"),
            [
                *((1, "Lê Văn An", "Chủ hộ"), ("", "Hà Thị Ba", "vợ"), ("", "Lê Văn Chi", "con")),
                ("", "Lê Thị Dung", ""),
            ],
        ),
    ],
)
def test_people_of_whom_a_list_says_little_more_than_the_name_stay_people(
    offices: Offices, tmp_path: Path, head: tuple[str, ...], rows: list[tuple[object, ...]]
) -> None:
    found = imported(offices, book(tmp_path, *rows, head=head))
    assert (found.created, found.asked_rows) == (len(rows), ())


def test_numbers_of_households_that_begin_anew_below_such_a_row_are_told(
    offices: Offices, tmp_path: Path
) -> None:
    path = book(
        tmp_path,
        *(("", "Dòng họ Lê"), (1, "Lê Văn An", 1960, 1), (2, "Lê Văn Ba", 1962, 2)),
        *(("", "Dòng họ Hà"), (3, "Hà Văn Chi", 1964, 1)),
    )
    (told,) = [p for p in imported(offices, path).problems if p.code == "HOUSEHOLD_IN_PARTS"]
    assert "«Dòng họ Lê» và «Dòng họ Hà»" in told.message
