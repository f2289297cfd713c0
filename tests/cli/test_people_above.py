"""Lists whose heading row is not above everybody: sorted with it, or put below a table without."""

from pathlib import Path
from typing import Any

from tests.builders.spreadsheets import write_xlsx
from tests.cli.conftest import Machines

HEAD = ("STT", "Họ và tên", "Năm sinh", "Giới tính")


def bins(answer: Any, bin_name: str) -> list[int]:
    (sheet,) = answer["account"]["sheets"]
    return [row["row"] for row in sheet["rows"] if row["bin"] == bin_name]


def test_a_list_that_was_sorted_with_its_heading_row_tells_who_is_above_it(
    machines: Machines, tmp_path: Path
) -> None:
    rows = [
        (3, "Bùi Văn An", 1950, "Nam"),
        (1, "Cao Thị Bình", 1951, "Nữ"),
        HEAD,
        (2, "Lê Văn Dư", 1953, "Nam"),
        (4, "Trần Văn Em", 1954, "Nam"),
    ]
    answer = machines.village.do("roster", "import", write_xlsx(tmp_path / "ds.xlsx", rows))
    # Two below are entered; the two above are told by their rows and counted as left out.
    assert (answer["created"], answer["left_out"], answer["rows"]) == (2, 2, 4)
    assert (bins(answer, "left_out"), bins(answer, "heading")) == ([1, 2], [3])
    (told,) = [p for p in answer["problems"] if p["code"] == "PEOPLE_ABOVE_HEADINGS"]
    assert (told["row"], told["severity"]) == (1, "error")
    assert "2 dòng (dòng 1–2)" in told["message"]
    assert "dòng 3" in told["message"]


def test_householders_above_a_table_of_people_are_told(machines: Machines, tmp_path: Path) -> None:
    rows = [
        ("TT", "Họ tên chủ hộ", "Số khẩu"),
        (1, "Nguyễn Văn Một", 4),
        (2, "Lê Thị Hai", 2),
        (3, "Phạm Văn Ba", 5),
        ("TT", "Họ và tên", "Năm sinh"),
        (1, "Trần Văn Tư", 1980),
        (2, "Phạm Thị Năm", 1981),
    ]
    answer = machines.village.do("roster", "import", write_xlsx(tmp_path / "ds.xlsx", rows))
    assert (answer["created"], answer["left_out"]) == (2, 3)
    (told,) = [p for p in answer["problems"] if p["code"] == "PEOPLE_ABOVE_HEADINGS"]
    assert "3 dòng (dòng 2–4)" in told["message"]


def test_text_tables_tell_it_too(machines: Machines, tmp_path: Path) -> None:
    path = tmp_path / "ds.csv"
    path.write_text(
        "Bùi Văn An;1950\nCao Thị Bình;05/03/1951\nHọ và tên;Năm sinh\nLê Văn Dư;1953\n",
        encoding="utf-8",
    )
    answer = machines.village.do("roster", "import", path)
    assert (answer["created"], answer["left_out"]) == (1, 2)
    (told,) = [p for p in answer["problems"] if p["code"] == "PEOPLE_ABOVE_HEADINGS"]
    assert "2 dòng (dòng 1–2)" in told["message"]


def test_points_above_the_heading_row_are_told(peopled: Machines, tmp_path: Path) -> None:
    head = ("STT", "Họ và tên", "Năm sinh", *(f"CS{number}" for number in range(1, 11)))
    rows = [
        (3, "Nguyễn Thị Yến", 1999, *[9] * 10),
        head,
        (4, "Trần Văn Dũng", 1990, *[8] * 10),
    ]
    path = write_xlsx(tmp_path / "diem.xlsx", rows)
    answer = peopled.village.do("assess", "import", path, "--cycle", 2026, "--by", "village")
    (told,) = [p for p in answer["problems"] if p["code"] == "PEOPLE_ABOVE_HEADINGS"]
    assert (told["row"], told["severity"]) == (1, "error")
    (sheet,) = answer["account"]["sheets"]
    assert sheet["counts"]["left_out"] == 1
    assert sum(sheet["counts"].values()) == len(rows)


def test_titles_that_name_somebody_or_a_day_are_no_people(
    machines: Machines, tmp_path: Path
) -> None:
    rows = [
        ("ỦY BAN NHÂN DÂN XÃ VẠN HÒA", "", "", ""),
        ("Vạn Hòa, ngày 05 tháng 3 năm 2026", "", "", ""),
        ("Trưởng thôn: Nguyễn Văn Mẫu", "", "Điện thoại", "0912345678"),
        ("Người lập: Lê Thị Mẫu", "", "", "05/03/2026"),
        ("Thôn", "Vạn Hòa 1", "", ""),
        ("Năm:", 2026, "Trưởng thôn:", "Nguyễn Văn Mẫu"),
        ("Tổng số người", "", 1, ""),
        HEAD,
        (1, "Lê Văn Dư", 1953, "Nam"),
    ]
    answer = machines.village.do("roster", "import", write_xlsx(tmp_path / "ds.xlsx", rows))
    assert "PEOPLE_ABOVE_HEADINGS" not in {p["code"] for p in answer["problems"]}
    assert bins(answer, "heading") == [1, 2, 3, 4, 5, 6, 7, 8]
