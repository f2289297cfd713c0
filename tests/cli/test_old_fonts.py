"""Lists in old fonts at the command line: nobody becomes somebody else, nobody is doubled."""

from pathlib import Path

from tests.builders.old_letters import written_in
from tests.builders.spreadsheets import write_xlsx
from tests.cli.conftest import Machines
from vanhoa_desktop.domain.enums import TextEncoding

ROWS = [
    ("STT", "Họ và tên", "Năm sinh", "Giới tính"),
    ("1", "Nguyễn Văn Hùng", "1960", "Nam"),
    ("2", "Trần Thị Huệ", "1962", "Nữ"),
    ("3", "Lê Thị Quế", "1964", "Nữ"),
    ("4", "Lê Nga", "1968", "Nữ"),
    ("5", "Mai Lệ", "1970", "Nữ"),
    ("6", "Ninh Thị Thoa", "1971", "Nữ"),
    ("7", "Lê Thị Hoa", "1972", "Nữ"),
]


def test_a_list_in_vni_and_the_same_in_unicode_are_the_same_people(
    machines: Machines, tmp_path: Path
) -> None:
    old = [[written_in(cell, TextEncoding.VNI) for cell in row] for row in ROWS]
    typed = write_xlsx(tmp_path / "vni.xlsx", old)
    assert machines.village.do("roster", "import", typed)["created"] == 7
    again = machines.village.do("roster", "import", write_xlsx(tmp_path / "u.xlsx", ROWS))
    assert (again["created"], again["unchanged"], again["asked"]) == (0, 7, [])


def test_names_that_nobody_can_tell_are_written_only_when_answered(
    machines: Machines, tmp_path: Path
) -> None:
    rows = [ROWS[0][:3], ("1", "Vò Minh Thu", "1960"), ("2", "Cao Tó Anh", "1961")]
    path = write_xlsx(tmp_path / "r.xlsx", rows)
    asked = machines.village.do("roster", "import", path)
    assert asked["created"] == 0
    assert ["đọc là «Vũ Minh Thu»" in row["message"] for row in asked["asked"]] == [True, False]
    right = machines.village.do("roster", "import", path, "--encoding", "tcvn3")
    assert (right["created"], right["asked"]) == (2, [])
    found = machines.village.do("roster", "search", "")["people"]
    assert {person["full_name"] for person in found} == {"Vũ Minh Thu", "Cao Tú Anh"}
