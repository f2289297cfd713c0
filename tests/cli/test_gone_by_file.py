"""Files called after the dead and gone, names of who signs, columns of where somebody went."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.builders.spreadsheets import write_xlsx
from tests.cli.conftest import YEAR, Machines

HEAD = ("STT", "Họ và tên", "Năm sinh", "Giới tính", "Ghi chú")
PEOPLE = ((1, "Bùi Văn An", 1950, "Nam", ""), (2, "Cao Thị Bình", 1951, "Nữ", ""))
DOOR = ("--cycle", YEAR, "--by", "village")


def asked(machines: Machines, path: Path) -> list[int]:
    answer = machines.village.do("roster", "import", path)
    return [question["row"] for question in answer["asked"]]


@pytest.mark.parametrize(
    "stem",
    [
        *("Danh sách người chết 2026", "ds nguoi chet 2026", "ds da mat", "DS nguoi chuyen di"),
        *("chuyen khau", "DANH SACH KHAI TU 2026", "ds_tam_vang_2026", "Khai tử", "ds-liet-si"),
    ],
)
def test_a_file_that_is_called_after_the_gone_is_asked(
    machines: Machines, tmp_path: Path, stem: str
) -> None:
    path = write_xlsx(tmp_path / f"{stem}.xlsx", [HEAD, *PEOPLE])
    answer = machines.village.do("roster", "import", path)
    assert [q["row"] for q in answer["asked"]] == [2, 3]
    assert f"Tên tệp ghi «{stem}»" in answer["asked"][0]["message"]
    taken = machines.village.do("roster", "import", path, "--decide", "2+=new")
    assert (taken["created"], taken["asked"]) == (2, [])


@pytest.mark.parametrize(
    "stem",
    [
        *(
            "ds nhan khau 2026",
            "ds chuyen xa 2026",
            "nhan khau da chuyen len xa",
            "chuyen den 2026",
        ),
        *("ds khong ke nguoi da mat", "Danh sách thân nhân liệt sĩ", "mat suc lao dong"),
    ],
)
def test_a_file_that_is_called_otherwise_is_not(
    machines: Machines, tmp_path: Path, stem: str
) -> None:
    assert asked(machines, write_xlsx(tmp_path / f"{stem}.xlsx", [HEAD, *PEOPLE])) == []


def test_a_list_of_martyrs_is_asked(machines: Machines, tmp_path: Path) -> None:
    rows = [("DANH SÁCH LIỆT SĨ THÔN NGỌC BẢN",), HEAD, *PEOPLE]
    answer = machines.village.do("roster", "import", write_xlsx(tmp_path / "ds.xlsx", rows))
    assert (answer["created"], len(answer["asked"])) == (0, 2)


@pytest.mark.parametrize(
    "row",
    [
        *(("", "Trần Văn Một", "", "", "Lê Văn Trưởng"), ("", "Trần Văn Một", "", "Lê Trưởng", "")),
        ("", "Trần Văn Một", "", "", ""),
    ],
)
def test_a_name_below_the_list_behind_empty_rows_is_asked(
    machines: Machines, tmp_path: Path, row: Sequence[str]
) -> None:
    path = write_xlsx(tmp_path / "ds.xlsx", [HEAD, *PEOPLE, (), (), tuple(row)])
    answer = machines.village.do("roster", "import", path)
    assert (answer["created"], [q["row"] for q in answer["asked"]]) == (2, [6])
    assert "Dòng này ở dưới bảng, sau dòng trống" in answer["asked"][0]["message"]


def test_people_behind_an_empty_row_who_are_written_like_all_others_are_not(
    machines: Machines, tmp_path: Path
) -> None:
    numbered = [HEAD, *PEOPLE, (), (3, "Trần Văn Một", 1960, "Nam", "")]
    assert asked(machines, write_xlsx(tmp_path / "a.xlsx", numbered)) == []
    head = ("Họ và tên", "Năm sinh", "Nghề nghiệp")
    bare = [head, ("Bùi Văn Anh", "", "thợ xây nhà"), (), ("Lê Thị Bốn", "", "bán hàng ăn")]
    answer = machines.village.do("roster", "import", write_xlsx(tmp_path / "b.xlsx", bare))
    assert not any("dưới bảng, sau dòng trống" in q["message"] for q in answer["asked"])


def test_where_somebody_went_is_asked_though_no_column_says_when(
    machines: Machines, tmp_path: Path
) -> None:
    head = ("STT", "Họ và tên", "Năm sinh", "Nơi chuyển đến", "Ngày chuyển đi")
    rows = [head, (1, "Bùi Văn An", 1950, "Nam Định", ""), (2, "Cao Thị Bình", 1951, "", "")]
    assert asked(machines, write_xlsx(tmp_path / "ds.xlsx", rows)) == [2]


def test_what_is_said_of_the_husband_is_not_asked(machines: Machines, tmp_path: Path) -> None:
    head = ("STT", "Họ và tên", "Năm sinh", "Họ tên chồng", "Ghi chú")
    first = (1, "Bùi Thị An", 1950, "Lê Văn Cường (mất)", "")
    rows = [head, first, (2, "Cao Thị Bình", 1951, "", "chồng chuyển đi")]
    assert asked(machines, write_xlsx(tmp_path / "ds.xlsx", rows)) == []


POINTS = ("STT", "Họ và tên", "Năm sinh", "CS1", "CS2")
BINH, YEN = (1, "Nguyễn Văn Bình", 1961, 9, 9), (2, "Nguyễn Thị Yến", 1999, 8, 8)


@pytest.mark.parametrize(
    ("stem", "count"),
    [
        *(("thoncham_31-12-2025", 2), ("diem 2025-12-20", 2), ("thoncham_15-12-2026", 0)),
        *(("thoncham_05-02-2027", 0), ("thon cham2", 0), ("thon cham diem 2", 0)),
        ("QĐ 324 ngày 20.5.2022", 0),
    ],
)
def test_points_in_a_file_of_a_day_before_the_year_are_asked(
    peopled: Machines, tmp_path: Path, stem: str, count: int
) -> None:
    path = write_xlsx(tmp_path / f"{stem}.xlsx", [POINTS, BINH, YEN])
    answer = peopled.village.do("assess", "import", path, *DOOR)
    assert len(answer["asked"]) == count


def test_a_file_of_such_a_day_whose_table_names_the_year_is_not(
    peopled: Machines, tmp_path: Path
) -> None:
    rows = [("BẢNG ĐIỂM NĂM 2026",), POINTS, BINH, YEN]
    path = write_xlsx(tmp_path / "diem_31-12-2025.xlsx", rows)
    assert peopled.village.do("assess", "import", path, *DOOR)["asked"] == []


def test_rows_of_most_points_and_of_means_are_nobody(peopled: Machines, tmp_path: Path) -> None:
    rows = [
        *(POINTS, ("", "Điểm tối đa", "", 10, 10), BINH, YEN),
        *(("", "Điểm TB", "", 8, 8), ("", "Thang điểm", "", 10, 10)),
    ]
    answer = peopled.village.do("assess", "import", write_xlsx(tmp_path / "d.xlsx", rows), *DOOR)
    assert (answer["updated"], answer["asked"]) == (2, [])
    assert [p["code"] for p in answer["problems"]] == []


def test_points_in_columns_without_headings_beside_each_indicator_are_asked(
    peopled: Machines, tmp_path: Path
) -> None:
    head = ("STT", "Họ và tên", "Năm sinh", "CS1", "", "", "CS2", "", "")
    parts = ("", "", "", *("Thành viên 1", "Thành viên 2", "TB") * 2)
    rows = [head, parts, (1, "Nguyễn Văn Bình", 1961, 9, 7, 8, 9, 7, 8)]
    answer = peopled.village.do("assess", "import", write_xlsx(tmp_path / "d.xlsx", rows), *DOOR)
    assert answer["updated"] == 0
    (question,) = [q for q in answer["asked"] if q["row"] == 3]
    assert "Bên phải cột «CS1», «CS2» còn cột có điểm mà không có tiêu đề" in question["message"]
    assert "(dòng 2 ghi tên từng cột)" in question["message"]
    total = [(*POINTS, ""), (*BINH, 18), (*YEN, 16)]
    answer = peopled.village.do("assess", "import", write_xlsx(tmp_path / "t.xlsx", total), *DOOR)
    assert answer["asked"] == []
