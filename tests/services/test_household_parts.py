"""Numbers of households that begin anew in each part of a list are told, not joined in silence."""

from pathlib import Path

import pytest

from tests.builders.messy_tables import MessySheet, write_messy
from tests.builders.offices import Offices
from vanhoa_desktop.services.people.households import HouseholdService
from vanhoa_desktop.services.rows.import_report import ImportReport
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
