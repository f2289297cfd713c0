"""The dead and gone who are named below the list, by a colour, or in a comment on a cell."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment

from tests.builders.spreadsheets import write_xlsx
from tests.cli.conftest import YEAR, Machines

HEAD = ("STT", "Họ và tên", "Năm sinh", "Ghi chú")
PEOPLE = ((1, "Bùi Văn An", 1950, ""), (2, "Cao Thị Bình", 1951, ""), (3, "Lê Văn Sơn", 1952, ""))


def with_comments(path: Path, rows: Sequence[Sequence[object]], said: Mapping[str, str]) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    for cell, text in said.items():
        sheet[cell].comment = Comment(text, "CB")
    book.save(path)
    return path


@pytest.mark.parametrize("column", [0, 1])
@pytest.mark.parametrize(
    "note",
    [
        *("Ghi chú: số 1 đã chết; số 3 chuyển đi", "Ghi chú: dòng tô xám là người đã mất"),
        *("Dòng tô xám là người đã mất", "(Ô màu vàng: đã chuyển đi)", "Số 1 đã chết"),
        *("* Đã mất: cụ Bùi Văn An", "Lưu ý: cụ An mất tháng 3"),
    ],
)
def test_a_note_below_the_list_asks_about_everybody_once(
    machines: Machines, tmp_path: Path, note: str, column: int
) -> None:
    row = ["", "", "", ""]
    row[column] = note
    path = write_xlsx(tmp_path / "ds.xlsx", [HEAD, *PEOPLE, tuple(row)])
    answer = machines.village.do("roster", "import", path)
    asked = {q["row"]: q["message"] for q in answer["asked"]}
    assert answer["created"] == 0
    assert all(f"Dòng 5 ghi «{note}», không rõ là những dòng nào" in asked[r] for r in (2, 3, 4))
    skipped = machines.village.do("roster", "import", path, "--decide", "2+=skip")
    assert (skipped["created"], {q["row"] for q in skipped["asked"]} & {2, 3, 4}) == (0, set())
    taken = machines.village.do("roster", "import", path, "--decide", "2+=new")
    assert (taken["created"], {q["row"] for q in taken["asked"]} & {2, 3, 4}) == (3, set())


@pytest.mark.parametrize(
    "note",
    [
        *("Ghi chú: số người chết: 2; chuyển đi: 3 khẩu", "Ghi chú: không kê người đã mất"),
        *("Ghi chú: đã bỏ những người đã mất", "Người lập biểu", "Ghi chú: số 1 chuyển đến"),
        "Vạn Hòa, ngày 05 tháng 01 năm 2027",
    ],
)
def test_other_words_below_the_list_are_not_asked(
    machines: Machines, tmp_path: Path, note: str
) -> None:
    path = write_xlsx(tmp_path / "ds.xlsx", [HEAD, *PEOPLE, (note, "", "", "")])
    answer = machines.village.do("roster", "import", path)
    assert (answer["created"], answer["asked"]) == (3, [])


def test_a_legend_beside_the_list_asks_too(machines: Machines, tmp_path: Path) -> None:
    rows = [(*HEAD, "", "Ô màu đỏ: đã mất"), *PEOPLE]
    answer = machines.village.do("roster", "import", write_xlsx(tmp_path / "ds.xlsx", rows))
    assert [q["row"] for q in answer["asked"]] == [2, 3, 4]
    assert "Ô F1 ghi «Ô màu đỏ: đã mất»" in answer["asked"][0]["message"]


def test_a_comment_on_a_cell_is_read_like_a_remark(machines: Machines, tmp_path: Path) -> None:
    said = {"B3": "CB: Đã chết 2023", "C4": "sinh theo giấy khai sinh"}
    path = with_comments(tmp_path / "ds.xlsx", [HEAD, *PEOPLE], said)
    answer = machines.village.do("roster", "import", path)
    (question,) = answer["asked"]
    assert (answer["created"], question["row"]) == (2, 3)
    assert "Chú thích của ô B3 ghi «CB: Đã chết 2023»" in question["message"]
    (told,) = [p for p in answer["problems"] if p["code"] == "CELL_COMMENTS"]
    assert "2 ô có chú thích gắn vào ô (dòng 3–4)" in told["message"]


def test_a_comment_on_a_heading_asks_about_everybody(machines: Machines, tmp_path: Path) -> None:
    said = {"B1": "Dòng chữ nghiêng là người đã mất"}
    path = with_comments(tmp_path / "ds.xlsx", [HEAD, *PEOPLE], said)
    answer = machines.village.do("roster", "import", path)
    assert (answer["created"], [q["row"] for q in answer["asked"]]) == (0, [2, 3, 4])


def test_points_are_asked_by_a_note_and_by_a_comment(peopled: Machines, tmp_path: Path) -> None:
    head = ("STT", "Họ và tên", "Năm sinh", "CS1")
    rows = [head, (1, "Nguyễn Văn Bình", 1961, 9), (2, "Nguyễn Thị Yến", 1999, 9)]
    door = ("--cycle", YEAR, "--by", "village")
    said = {"D3": "chuyển đi tháng 5"}
    commented = with_comments(tmp_path / "mot.xlsx", rows, said)
    first = peopled.village.do("assess", "import", commented, *door)
    assert [q["row"] for q in first["asked"]] == [3]
    noted = write_xlsx(tmp_path / "hai.xlsx", [*rows, ("Ghi chú: số 2 đã chuyển đi",)])
    second = peopled.village.do("assess", "import", noted, *door)
    assert [q["row"] for q in second["asked"]] == [2, 3]


@pytest.mark.parametrize(
    "total",
    [
        ("", "Cộng: 3 người, trong đó ông Bùi Văn An đã mất", "", ""),
        ("Tổng cộng: 3 người (ông Bùi Văn An đã mất)", "", "", ""),
        ("", "Tổng số: 3 người, 1 người đã chết là cụ An", "", ""),
        ("Cộng", "", "", "ông An đã mất"),
        ("", "Tổng: 3 khẩu; chuyển đi 1: Lê Văn Sơn", "", ""),
    ],
)
@pytest.mark.parametrize("place", [2, 4])
def test_a_sum_that_names_the_dead_asks_about_everybody(
    machines: Machines, tmp_path: Path, total: tuple[str, ...], place: int
) -> None:
    rows: list[Sequence[object]] = [HEAD, *PEOPLE]
    rows.insert(place, total)
    answer = machines.village.do("roster", "import", write_xlsx(tmp_path / "ds.xlsx", rows))
    assert (answer["created"], len(answer["asked"])) == (0, 3)
    assert f"Dòng {place + 1} ghi «" in answer["asked"][0]["message"]


@pytest.mark.parametrize(
    "total",
    [
        *("Cộng: 3 người, chuyển đi: 1", "Tổng số: 3 người, trong đó đã mất 1"),
        *("Cộng: 3 người, trong đó 1 người đã mất", "Ghi chú: số người chết: 2; chuyển đi: 3 khẩu"),
    ],
)
def test_how_many_are_gone_is_told_and_asks_nothing(
    machines: Machines, tmp_path: Path, total: str
) -> None:
    path = write_xlsx(tmp_path / "ds.xlsx", [HEAD, *PEOPLE, (total, "", "", "")])
    answer = machines.village.do("roster", "import", path)
    assert (answer["created"], answer["asked"]) == (3, [])
    (told,) = [p for p in answer["problems"] if p["code"] == "COUNT_OF_GONE"]
    assert f"Dòng 5 ghi «{total}», không ghi là những ai" in told["message"]


@pytest.mark.parametrize(
    "total", ["Cộng: 3 người", "Cộng chuyển sang", "Trang trước chuyển sang", "Cộng mang sang"]
)
def test_a_sum_that_says_nothing_of_the_gone_tells_nothing(
    machines: Machines, tmp_path: Path, total: str
) -> None:
    rows = [HEAD, *PEOPLE[:2], ("", total, "", ""), PEOPLE[2]]
    answer = machines.village.do("roster", "import", write_xlsx(tmp_path / "ds.xlsx", rows))
    assert (answer["created"], answer["asked"]) == (3, [])
    assert "COUNT_OF_GONE" not in [p["code"] for p in answer["problems"]]
