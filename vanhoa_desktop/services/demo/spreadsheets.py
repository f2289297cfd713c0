"""The spreadsheets that made-up villages keep: their list of people, their table of points."""

from collections.abc import Sequence
from pathlib import Path

from vanhoa_desktop.documents.spreadsheets import write_table_xlsx
from vanhoa_desktop.services.demo.people import MadeUpVillage
from vanhoa_desktop.services.demo.points import Points
from vanhoa_desktop.texts.words.terms import sex_term, target_group_term

_ROSTER_HEADINGS = (
    *("STT", "Họ và tên", "Ngày sinh", "Giới tính", "Số CCCD", "Mã hộ", "Quan hệ với chủ hộ"),
    *("Nghề nghiệp", "Nhóm đối tượng", "Điện thoại"),
)
_PERSON_HEADINGS = ("STT", "Họ và tên", "Ngày sinh", "Số CCCD")


def write_roster(path: Path, village: MadeUpVillage) -> None:
    """The village's list, as officers keep it."""
    rows = [
        (
            number,
            person.full_name,
            person.birth,
            sex_term(person.sex),
            person.citizen_number,
            person.household_code,
            person.relation,
            person.occupation,
            target_group_term(person.target_group),
            person.phone,
        )
        for number, person in enumerate(village.people, 1)
    ]
    title = ("DANH SÁCH NHÂN KHẨU (dữ liệu mẫu, không có thật)", village.name)
    write_table_xlsx(path, title, _ROSTER_HEADINGS, rows)


def write_points(
    path: Path, village: MadeUpVillage, indicators: Sequence[str], points: Sequence[Points | None]
) -> None:
    """A table of points: a person a row, an indicator a column; `points` in the list's order."""
    rows = [
        (
            number,
            person.full_name,
            person.birth,
            person.citizen_number,
            *(given.get(code, "") for code in indicators),
        )
        for number, (person, given) in enumerate(zip(village.people, points, strict=True), 1)
        if given is not None
    ]
    title = ("BẢNG CHẤM ĐIỂM CÔNG DÂN HỌC TẬP (dữ liệu mẫu, không có thật)", village.name)
    write_table_xlsx(path, title, (*_PERSON_HEADINGS, *indicators), rows)
