"""Numbers of households that begin anew in each part of a list are told, not joined in silence."""

from pathlib import Path

import pytest

from tests.builders.messy_tables import MessySheet, write_messy
from tests.builders.offices import Offices
from vanhoa_desktop.domain.import_account import AnswerKind, RowAnswer
from vanhoa_desktop.services.people.households import HouseholdService
from vanhoa_desktop.services.rows.import_report import Answers, ImportReport
from vanhoa_desktop.services.rows.roster import RosterImport, RosterService

HEAD = ("Họ và tên", "Năm sinh", "Số hộ")
ONE = (("Lê Văn An", 1960, 1), ("Đỗ Văn Ba", 1962, 2))
TWO = (("Hà Thị Mơ", 1971, 1), ("Vũ Thị Na", 1973, 2))


def imported(offices: Offices, path: Path) -> tuple[ImportReport, list[str]]:
    with offices.villages[0].open() as session:
        report = RosterService(session).import_file(RosterImport(path))
        homes = HouseholdService(session).households()
        return report, [home.household.code for home in homes]


def told(report: ImportReport) -> list[str]:
    return [p.message for p in report.problems if p.code == "HOUSEHOLD_IN_PARTS"]


@pytest.mark.parametrize("is_by_sheet", [True, False], ids=["sheets", "titles"])
def test_numbers_that_begin_anew_are_told_once(
    offices: Offices, tmp_path: Path, *, is_by_sheet: bool
) -> None:
    if is_by_sheet:
        sheets = [MessySheet("Tổ 1", [HEAD, *ONE]), MessySheet("Tổ 2", [HEAD, *TWO])]
    else:
        sheets = [MessySheet("Danh sách", [HEAD, ("Tổ 1",), *ONE, ("Tổ 2",), *TWO])]
    report, _ = imported(offices, write_messy(tmp_path / "ds.xlsx", *sheets))
    (message,) = told(report)
    assert message.startswith("Số hộ 1, 2 có ở nhiều phần của bảng")
    assert "Tổ 1» và " in message
    assert "Tổ 2»" in message


def test_codes_that_name_their_part_and_numbers_of_one_part_are_not_told(
    offices: Offices, tmp_path: Path
) -> None:
    named = [(name, born, f"T1-{number}") for name, born, number in ONE]
    again = [(name, born, f"T2-{number}") for name, born, number in TWO]
    rows = [HEAD, ("Tổ 1",), *named, ("Tổ 2",), *again]
    report, codes = imported(offices, write_messy(tmp_path / "ds.xlsx", MessySheet("A", rows)))
    assert (told(report), sorted(codes)) == ([], ["T1-1", "T1-2", "T2-1", "T2-2"])
    plain = write_messy(tmp_path / "mot.xlsx", MessySheet("A", [HEAD, *ONE]))
    assert told(imported(offices, plain)[0]) == []


def test_an_empty_cell_below_a_number_is_told_for_whoever_is_new(
    offices: Offices, tmp_path: Path
) -> None:
    rows = [HEAD, ("Lê Văn An", 1960, 1), ("Đỗ Thị Ba", 1962, ""), ("Hà Thị Mơ", 1971, 2)]
    path = write_messy(tmp_path / "ds.xlsx", MessySheet("A", rows))
    report, _ = imported(offices, path)
    (problem,) = [p for p in report.problems if p.code == "HOUSEHOLD_BLANK"]
    assert (problem.row, "1 người mới (dòng 3)" in problem.message) == (3, True)
    again, _ = imported(offices, path)
    assert [p.code for p in again.problems if p.code == "HOUSEHOLD_BLANK"] == []


FOUR = (("Lê Văn An", 1960), ("Lê Thị Ba", 1962), ("Hà Văn Cảnh", 1971), ("Hà Thị Dung", 1973))


def in_columns(
    tmp_path: Path, heading: str, parts: tuple[object, ...], codes: tuple[object, ...]
) -> Path:
    rows = [(part, code, *person) for part, code, person in zip(parts, codes, FOUR, strict=True)]
    head = (heading, "Số hộ", "Họ và tên", "Năm sinh")
    return write_messy(tmp_path / "cot.xlsx", MessySheet("A", [head, *rows]))


@pytest.mark.parametrize(
    ("heading", "parts", "codes", "names"),
    [
        ("Tổ", (1, 1, 2, 2), (1, 1, 1, 1), ("«Tổ 1»", "«Tổ 2»")),
        ("Tổ", (1, "", 2, ""), (1, 1, 1, 1), ("«Tổ 1»", "«Tổ 2»")),
        ("Tổ", ("01", "nt", "Tổ 2", "tổ 02"), ("Hộ 1", "Hộ 1", "Hộ 1", ""), ("01»", "«Tổ 2»")),
        ("Xóm", ("Đông", "", "Tây", ""), (1, "nt", 1, "nt"), ("«Xóm Đông»", "«Xóm Tây»")),
        ("Đội sản xuất", (3, 3, 4, 4), ("H-01",) * 4, ("sản xuất 3»", "sản xuất 4»")),
        ("Chi hội", ("A", "A", "B", "B"), (1, 1, 1, 1), ("«Chi hội A»", "«Chi hội B»")),
        (
            *("Địa chỉ", ("Tổ 1, thôn Mơ", "số 5 tổ 1", "Tổ 2, thôn Mơ", "")),
            *((1, 1, 1, 1), ("«Tổ 1»", "«Tổ 2»")),
        ),
    ],
)
def test_numbers_that_begin_anew_along_a_column_of_parts_are_told_once(
    offices: Offices,
    tmp_path: Path,
    heading: str,
    parts: tuple[object, ...],
    codes: tuple[object, ...],
    names: tuple[str, str],
) -> None:
    report, _ = imported(offices, in_columns(tmp_path, heading, parts, codes))
    (message,) = told(report)
    assert message.startswith("Số hộ 1 có ở nhiều phần của bảng")
    assert all(name in message for name in names), message


@pytest.mark.parametrize(
    ("parts", "codes"),
    [
        (("1", "01", "Tổ 1", "tổ số 1"), (1, 1, 2, 2)),
        ((1, "", 2, "nt"), (1, 1, 2, 2)),
        ((1, 1, 2, 2), ("T1-1", "T1-1", "T2-1", "T2-1")),
    ],
)
def test_a_column_of_parts_without_such_numbers_tells_nothing(
    offices: Offices, tmp_path: Path, parts: tuple[object, ...], codes: tuple[object, ...]
) -> None:
    report, _ = imported(offices, in_columns(tmp_path, "Tổ", parts, codes))
    assert told(report) == []


def test_nobody_goes_on_in_the_household_of_another_part(offices: Offices, tmp_path: Path) -> None:
    head = ("Tổ", "Số hộ", "Họ và tên", "Năm sinh", "Quan hệ")
    rows = [
        (1, 1, "Lê Văn An", 1960, "Chủ hộ"),
        ("", "", "Lê Thị Ba", 1962, "vợ"),
        (2, "", "Hà Văn Cảnh", 1971, "con"),
    ]
    report, _ = imported(offices, write_messy(tmp_path / "a.xlsx", MessySheet("A", [head, *rows])))
    (blank,) = [p.message for p in report.problems if p.code == "HOUSEHOLD_BLANK"]
    assert "(dòng 4)" in blank


RELATED = ("Họ và tên", "Năm sinh", "Số hộ", "Quan hệ")
FIRST_TEAM = (("Lê Văn An", 1960, 1, "Chủ hộ"), ("Đỗ Thị Ba", 1962, 1, "Vợ"))
OTHER_TEAM = (("Hà Văn Mão", 1971, 1, "Chủ hộ"), ("Vũ Thị Na", 1973, 1, "Vợ"))
SKIP, NEW = RowAnswer(AnswerKind.SKIP), RowAnswer(AnswerKind.NEW)


def answered(offices: Offices, path: Path, **answers: RowAnswer) -> ImportReport:
    """The report with answers: `r6` names row 6."""
    rows: dict[tuple[str | None, int], RowAnswer] = {
        (None, int(row[1:])): answer for row, answer in answers.items()
    }
    with offices.villages[0].open() as session:
        request = RosterImport(path, answers=Answers(rows))
        return RosterService(session).import_file(request)


def teams(tmp_path: Path, *more: tuple[object, ...]) -> Path:
    rows = [RELATED, ("Tổ 1",), *FIRST_TEAM, ("Tổ 2",), *OTHER_TEAM, *more]
    return write_messy(tmp_path / "to.xlsx", MessySheet("Danh sách", rows))


def test_two_families_of_one_number_are_asked_once_for_the_whole_list(
    offices: Offices, tmp_path: Path
) -> None:
    path = teams(tmp_path, ("Bùi Văn Ổn", 1980, 2, "Chủ hộ"))
    report = answered(offices, path)
    (question,) = report.asked_rows
    assert (report.created, report.left_out, question.row) == (0, 4, 6)
    said = "Số hộ 1 ở «Tổ 1» ghi chủ hộ là Lê Văn An, ở «Tổ 2» là Hà Văn Mão."
    assert question.message.startswith(said)
    skipped = answered(offices, path, r6=SKIP)
    assert (skipped.created, skipped.left_out, skipped.asked) == (0, 5, 0)
    taken = answered(offices, path, r6=NEW)
    assert (taken.created, taken.asked) == (5, 0)
    # Whoever is in that household is not asked about again.
    again = answered(offices, path)
    assert (again.unchanged, again.asked) == (5, 0)


def test_two_families_of_one_number_are_asked_by_sheets_and_by_a_column_of_heads(
    offices: Offices, tmp_path: Path
) -> None:
    head = ("Họ và tên", "Năm sinh", "Số hộ", "Chủ hộ")
    one = [head, ("Lê Thị Ba", 1962, 1, "Lê Văn An")]
    two = [head, ("Vũ Thị Na", 1973, 1, "Hà Văn Mão")]
    path = write_messy(tmp_path / "d.xlsx", MessySheet("Tổ 1", one), MessySheet("Tổ 2", two))
    report, _ = imported(offices, path)
    (question,) = report.asked_rows
    assert (report.created, question.sheet, question.row) == (0, "Tổ 2", 2)
    assert (
        "ở trang «Tổ 1» ghi chủ hộ là Lê Văn An, ở trang «Tổ 2» là Hà Văn Mão" in question.message
    )


def test_people_who_are_held_without_a_household_are_asked_too(
    offices: Offices, tmp_path: Path
) -> None:
    bare = [row[:2] for row in (RELATED, *FIRST_TEAM, *OTHER_TEAM)]
    imported(offices, write_messy(tmp_path / "a.xlsx", MessySheet("A", bare)))
    report = answered(offices, teams(tmp_path))
    (question,) = report.asked_rows
    assert (report.updated, question.row, question.can_be_new) == (0, 6, False)
    taken = answered(offices, teams(tmp_path), r6=question.choices[0].answer)
    assert (taken.updated, taken.created, taken.asked) == (4, 0, 0)


@pytest.mark.parametrize(
    "rows",
    [
        # Its head stands in one part alone, the household goes over both.
        [("Nam",), ("Lê Văn An", 1960, 1, "Chủ hộ"), ("Nữ",), ("Đỗ Thị Ba", 1962, 1, "Vợ")],
        [("Tổ 1",), ("Lê Văn An", 1960, 1, "Chủ hộ"), ("Tổ 2",), ("Hà Văn Ba", 1971, 2, "Chủ hộ")],
        [("Tổ 1",), ("Lê Văn An", 1960, "T1-1", "CH"), ("Tổ 2",), ("Hà Ba", 1971, "T2-1", "CH")],
    ],
)
def test_parts_in_which_no_head_contradicts_another_are_not_asked(
    offices: Offices, tmp_path: Path, rows: list[tuple[object, ...]]
) -> None:
    path = write_messy(tmp_path / "d.xlsx", MessySheet("A", [RELATED, *rows]))
    report, _ = imported(offices, path)
    assert [a.message for a in report.asked_rows if "đánh số hộ riêng" in a.message] == []
