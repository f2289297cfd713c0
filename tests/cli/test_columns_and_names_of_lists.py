"""Columns of somebody else, births in three columns, names that look like places."""

from pathlib import Path

import pytest

from tests.builders.spreadsheets import write_xlsx
from tests.cli.conftest import YEAR, Machines


@pytest.mark.parametrize(
    "heading",
    [
        *("CCCD phụ huynh", "CCCD người bảo lãnh", "Số CCCD người giám hộ", "Số định danh của ông"),
        *("CCCD (phụ huynh)", "Số căn cước người đại diện", "CCCD người khai"),
    ],
)
def test_the_number_of_whoever_answers_for_a_child_is_not_the_childs(
    machines: Machines, tmp_path: Path, heading: str
) -> None:
    rows = [("Họ và tên", "Năm sinh", heading), ("Lê Văn Sơn", 2012, "038085001111")]
    answer = machines.village.do("roster", "import", write_xlsx(tmp_path / "ds.xlsx", rows))
    (person,) = machines.village.do("roster", "search", "Lê Văn Sơn")["people"]
    assert (answer["created"], person["citizen_number"]) == (1, None)
    assert "COLUMN_UNUSED" in {p["code"] for p in answer["problems"]}


def test_day_month_and_year_of_birth_in_three_columns(machines: Machines, tmp_path: Path) -> None:
    rows = [
        ("STT", "Họ và tên", "Ngày", "Tháng", "Năm sinh"),
        (1, "Lê Văn Sơn", 3, 5, 1970),
        (2, "Lê Thị Hà", "", "", 1972),
        (3, "Phạm Văn Út", 31, 12, 2001),
    ]
    answer = machines.village.do("roster", "import", write_xlsx(tmp_path / "ds.xlsx", rows))
    people = machines.village.do("roster", "search", "", "--limit", "0")["people"]
    assert (answer["created"], answer["left_out"]) == (3, 0)
    assert {p["full_name"]: p["birth"] for p in people} == {
        "Lê Văn Sơn": "1970-05-03",
        "Lê Thị Hà": "1972",
        "Phạm Văn Út": "2001-12-31",
    }


@pytest.mark.parametrize(
    "heading",
    [
        *("Họ và tên cử tri", "Họ tên đoàn viên", "HỌ VÀ TÊN HỘI VIÊN", "Ho va ten hoc sinh"),
        *("Họ, tên đảng viên", "Họ và tên người lao động"),
    ],
)
def test_the_names_of_people_of_a_sort_are_names(
    machines: Machines, tmp_path: Path, heading: str
) -> None:
    rows = [("STT", heading, "Năm sinh"), (1, "Lê Văn Sơn", 1970)]
    path = write_xlsx(tmp_path / "ds.xlsx", rows)
    assert machines.village.do("roster", "import", path)["created"] == 1


@pytest.mark.parametrize("heading", ["Họ và tên bố", "Họ tên phụ huynh", "Họ và tên người khai"])
def test_the_names_of_others_are_not(machines: Machines, tmp_path: Path, heading: str) -> None:
    rows = [("STT", heading, "Năm sinh"), (1, "Lê Văn Sơn", 1970)]
    path = write_xlsx(tmp_path / "ds.xlsx", rows)
    assert machines.village.refuse("roster", "import", path) == "SPREADSHEET_NO_HEADINGS"


@pytest.mark.parametrize("family", ["Đội Văn", "Thôn Thị", "Tổ Văn", "Khu Thị", "Ấp Văn"])
def test_a_family_called_like_a_place_is_no_title(
    machines: Machines, tmp_path: Path, family: str
) -> None:
    head = ("STT", "Họ và tên", "Năm sinh")
    rows = [head, (1, "Lê Văn Sơn", 1970), (2, f"{family} Minh", 1950), (3, "Lê Thị Hà", 1972)]
    answer = machines.village.do("roster", "import", write_xlsx(tmp_path / "ds.xlsx", rows))
    bins = {row["row"]: row["bin"] for row in answer["account"]["sheets"][0]["rows"]}
    assert bins[3] in {"created", "asked"}
    assert (bins[2], bins[4]) == ("created", "created")


def test_a_thon_with_its_sums_is_a_title_still(machines: Machines, tmp_path: Path) -> None:
    head = ("STT", "Họ và tên", "Nam", "Nữ", "Năm sinh")
    rows = [head, (1, "Thôn Văn Đông", 15, 13, ""), (1, "Lê Văn Sơn", "x", "", 1970)]
    answer = machines.village.do("roster", "import", write_xlsx(tmp_path / "ds.xlsx", rows))
    bins = {row["row"]: row["bin"] for row in answer["account"]["sheets"][0]["rows"]}
    assert bins[2] == "section"


def test_a_mark_before_a_name_is_taken_off_and_told(machines: Machines, tmp_path: Path) -> None:
    rows = [("Họ và tên", "Năm sinh"), ("x Trần Văn Mậu", 1960), ("✓ Lê Thị Hà", 1961)]
    answer = machines.village.do("roster", "import", write_xlsx(tmp_path / "ds.xlsx", rows))
    people = machines.village.do("roster", "search", "", "--limit", "0")["people"]
    assert {p["full_name"] for p in people} == {"Trần Văn Mậu", "Lê Thị Hà"}
    assert "NAMES_NUMBERED" in {p["code"] for p in answer["problems"]}


@pytest.mark.parametrize(
    ("remark", "is_asked"),
    [
        *(("không tham gia", True), ("rút không tham gia", True), ("Xin rút", True)),
        *(
            ("không đăng ký", True),
            ("ốm, không xét năm nay", True),
            ("không tham gia tệ nạn", False),
        ),
        *(("tham gia đầy đủ", False), ("không đi họp", False), ("hộ nghèo", False)),
    ],
)
def test_points_of_somebody_who_takes_no_part_are_asked(
    peopled: Machines, tmp_path: Path, remark: str, *, is_asked: bool
) -> None:
    rows = [("Họ và tên", "Năm sinh", "CS1", "Ghi chú"), ("Nguyễn Văn Bình", 1961, 9, remark)]
    path = write_xlsx(tmp_path / "diem.xlsx", rows)
    answer = peopled.village.do("assess", "import", path, "--cycle", YEAR, "--by", "village")
    assert [question["row"] for question in answer["asked"]] == ([2] if is_asked else [])
