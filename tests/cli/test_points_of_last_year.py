"""Tables of points that say in one word or another that they are of last year."""

from pathlib import Path

import pytest

from tests.builders.spreadsheets import write_xlsx
from tests.cli.conftest import YEAR, Machines

HEAD = ("STT", "Họ và tên", "Năm sinh", "CS1", "CS2")
PERSON = (1, "Nguyễn Văn Bình", 1961, 9, 9)
DOOR = ("--cycle", YEAR, "--by", "village")


@pytest.mark.parametrize(
    "title",
    [
        *("BẢNG CHẤM ĐIỂM THÁNG 12/2025", "BẢNG CHẤM ĐIỂM THÁNG 12 NĂM 2025", "Đợt 2/2025"),
        *("Tính đến ngày 31/12/2025", "(Tính đến 31/12/2025)", "BẢNG ĐIỂM CDHT 12.2025"),
        *("Tính đến ngày 31 tháng 12 năm 2025", "BẢNG ĐIỂM NĂM '25", "BẢNG ĐIỂM QUÝ 4.2025"),
    ],
)
def test_a_table_of_last_year_by_its_month_or_day_is_not_taken_in(
    peopled: Machines, tmp_path: Path, title: str
) -> None:
    path = write_xlsx(tmp_path / "diem.xlsx", [(title,), HEAD, PERSON])
    refused = peopled.village.refuse("assess", "import", path, *DOOR)
    assert refused == "SPREADSHEET_OTHER_YEAR"


@pytest.mark.parametrize(
    "title",
    [
        *("BẢNG CHẤM ĐIỂM THÁNG 12/2026", "Tính đến ngày 31/12/2026", "Tính đến 05/01/2027"),
        *("Vạn Hòa, ngày 05 tháng 01 năm 2027", "Vạn Hòa, tháng 01/2027", "Lập tháng 01/2027"),
        *("Mẫu 02/2025", "Đăng ký tháng 12/2025", "Kỳ 01/12/2025 – 30/11/2026"),
    ],
)
def test_a_day_of_signing_says_nothing_of_the_year(
    peopled: Machines, tmp_path: Path, title: str
) -> None:
    path = write_xlsx(tmp_path / "diem.xlsx", [(title,), HEAD, PERSON])
    answer = peopled.village.do("assess", "import", path, *DOOR)
    assert (answer["updated"], answer["asked"]) == (1, [])


def test_what_stands_below_the_table_is_asked_unless_it_is_a_day_of_signing(
    peopled: Machines, tmp_path: Path
) -> None:
    until = [HEAD, PERSON, ("", "Ghi chú: Số liệu tính đến ngày 31/12/2025")]
    asked = peopled.village.do("assess", "import", write_xlsx(tmp_path / "mot.xlsx", until), *DOOR)
    (question,) = asked["asked"]
    assert "Dòng 3 dưới bảng ghi «Ghi chú: Số liệu tính đến ngày 31/12/2025»" in question["message"]
    signed = [HEAD, PERSON, ("", "", "", "Vạn Hòa, ngày 05 tháng 01 năm 2027")]
    taken = peopled.village.do("assess", "import", write_xlsx(tmp_path / "hai.xlsx", signed), *DOOR)
    assert (taken["updated"], taken["asked"]) == (1, [])
