"""Remarks that say in whatever words that somebody died or left: asked before it is taken in."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.builders.spreadsheets import write_xlsx
from tests.cli.conftest import Machines

_GIVEN = ("An", "Bảo", "Cường", "Hà", "Kiên", "Lâm", "Minh", "Nga", "Oanh", "Phú", "Quý", "Sang")
DEAD = (
    *("tử vong", "Tử vong 2022", "đã khuất", "khai tử", "báo tử", "giấy chứng tử số 12", "đột tử"),
    *("mất do covid", "mất do tai nạn", "mất vì tuổi già", "Mất sáng 12/3", "mất đầu năm 2024"),
    *("mất cuối năm 2024", "Mất trong năm", "ốm mất", "bệnh mất", "mat 2020", "tạ thế 2021"),
    *("đảng viên, mất 2020", "Mất: 12/3/2020", "mất 61 tuổi", "Đã Mất Năm 2020", "khai tu"),
)
LEFT = (
    *("đi khỏi địa phương", "đi khỏi xã", "đi khỏi nơi cư trú", "đã rời địa phương"),
    *("thôi cư trú", "xóa ĐKTT", "xóa hộ khẩu", "xoá thường trú", "chuyển khỏi thôn"),
    *("chuyển hẳn", "chuyển Hà Nội", "cắt", "C.đi", "C/đi", "C/k đi", "giảm", "giảm (mất)"),
    *("chuyển công tác vào Nam", "con dâu – đã chuyển đi", "giảm nhân khẩu", "chuyen ha noi"),
)
HERE = (
    *("mất sức lao động", "mất sức 61%", "mất 61% sức lao động", "mất giấy tờ", "CCCD bị mất"),
    *("mất việc", "mất trí nhớ", "mất 2 ngón tay", "mất chồng", "bố mất sớm", "mồ côi do mẹ mất"),
    *("chồng tử vong 2010", "con liệt sĩ", "thờ cúng liệt sĩ", "hưởng tử tuất", "sửa điện tử"),
    *("chuyển đến", "chuyển đến từ Hà Nội", "chuyển khẩu từ Nam Định về", "chuyển ngành"),
    *("bộ đội chuyển ngành", "chuyển công tác", "tổ chuyển đổi số", "chuyển sang hộ nghèo"),
    *("di chuyển khó khăn", "vận chuyển hàng", "đi lại khó khăn", "đi làm công ty", "đi học"),
    *("đi họp đầy đủ", "đi bộ", "cắt tóc", "thợ cắt may", "bị cắt chân", "thôi học", "thôi việc"),
    *("xóa mù chữ", "giảm thị lực", "giảm nghèo", "tháo rời máy", "đau bao tử", "khuyết tật"),
    *("con ông Lê Văn Mất", "cháu bà Khuất Thị Lan", "mat kem", "chuyen mon", "rời quân ngũ"),
)


def people(count: int) -> list[tuple[str, int]]:
    names = [
        f"Lê {middle} {given}"
        for middle in ("Văn", "Thị", "Duy", "Hữu", "Đình", "Minh")
        for given in _GIVEN
    ]
    return [(name, 1940 + number) for number, name in enumerate(names[:count])]


def rows_with(remarks: Sequence[str]) -> list[tuple[object, ...]]:
    found = people(len(remarks))
    assert len(found) == len(remarks)
    return [(*who, remark) for who, remark in zip(found, remarks, strict=True)]


@pytest.mark.parametrize("heading", ["Ghi chú", "Nghề nghiệp", "Tăng/giảm", ""])
def test_whoever_a_remark_calls_dead_or_gone_is_asked(
    machines: Machines, tmp_path: Path, heading: str
) -> None:
    remarks = [*DEAD, *LEFT]
    rows = [("Họ và tên", "Năm sinh", heading), *rows_with(remarks)]
    answer = machines.village.do("roster", "import", write_xlsx(tmp_path / "ds.xlsx", rows))
    asked = {question["row"] for question in answer["asked"]}
    assert [text for row, text in enumerate(remarks, 2) if row not in asked] == []
    assert answer["created"] == 0


@pytest.mark.parametrize("heading", ["Ghi chú", "Nghề nghiệp"])
def test_what_is_said_of_people_who_are_here_is_not_asked(
    machines: Machines, tmp_path: Path, heading: str
) -> None:
    rows = [("Họ và tên", "Năm sinh", heading), *rows_with(HERE)]
    answer = machines.village.do("roster", "import", write_xlsx(tmp_path / "ds.xlsx", rows))
    assert [question["message"] for question in answer["asked"]] == []
    assert answer["created"] == len(HERE)


def test_a_newer_list_with_such_remarks_asks_about_people_who_are_held(
    machines: Machines, tmp_path: Path
) -> None:
    head = ("Họ và tên", "Năm sinh", "Ghi chú")
    first = write_xlsx(tmp_path / "mot.xlsx", [head, *rows_with(["", "", ""])])
    machines.village.do("roster", "import", first)
    newer = rows_with(["tử vong 3/2026", "mất do bệnh", "đã chuyển Hà Nội"])
    path = write_xlsx(tmp_path / "hai.xlsx", [head, *newer])
    answer = machines.village.do("roster", "import", path)
    assert ([q["row"] for q in answer["asked"]], answer["updated"]) == ([2, 3, 4], 0)


@pytest.mark.parametrize("remark", ["tử vong 5/2026", "đi khỏi địa phương"])
def test_points_and_skills_of_somebody_who_is_gone_are_asked(
    peopled: Machines, tmp_path: Path, remark: str
) -> None:
    who = ("Nguyễn Văn Bình", 1961, remark)
    points = write_xlsx(
        tmp_path / "diem.xlsx",
        [("Họ và tên", "Năm sinh", "Ghi chú", "CS1", "CS2"), (*who, 9, 9)],
    )
    scored = peopled.village.do("assess", "import", points, "--cycle", 2026, "--by", "village")
    skills = write_xlsx(
        tmp_path / "so.xlsx", [("Họ và tên", "Năm sinh", "Ghi chú", "Kỹ năng số"), (*who, "x")]
    )
    told = peopled.village.do("digital", "import", skills, "--cycle", 2026, "--basis", "course")
    assert [q["row"] for q in scored["asked"]] == [q["row"] for q in told["asked"]] == [2]
    assert f"ghi «{remark}»" in scored["asked"][0]["message"]
