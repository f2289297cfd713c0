"""A list that was sorted without its column of codes."""

from pathlib import Path

from tests.builders.offices import Offices
from tests.builders.spreadsheets import write_csv
from tests.services.test_who_a_row_means import everybody, imported
from vanhoa_desktop.domain.import_account import AskedWhy
from vanhoa_desktop.services.rows.roster import RosterImport, RosterService


def test_a_sheet_sorted_without_its_codes_offers_whom_the_names_say(
    offices: Offices, tmp_path: Path
) -> None:
    """Names and births of two rows stand beside the codes and households of each other."""
    with offices.villages[0].open() as session:
        imported(
            session,
            tmp_path,
            ("Lê Văn Một", "05/03/1961", "Nam", "", "H1"),
            ("Trần Thị Hai", "06/04/1972", "Nữ", "", "H2"),
        )
        held = {person.full_name: person.id for person in everybody(session)}
        headings = ("Họ và tên", "Ngày sinh", "Giới tính", "Mã hộ", "Mã trong máy (đừng sửa)")
        rows = [
            headings,
            ("Lê Văn Một", "05/03/1961", "Nữ", "H2", held["Trần Thị Hai"]),
            ("Trần Thị Hai", "06/04/1972", "Nam", "H1", held["Lê Văn Một"]),
        ]
        path = write_csv(tmp_path / "askew.csv", rows)
        report = RosterService(session).import_file(RosterImport(path, is_dry_run=True))
        assert [asked.why for asked in report.asked_rows] == [AskedWhy.CODE_OF_OTHER_PERSON] * 2
        offered = [[choice.person for choice in asked.choices] for asked in report.asked_rows]
        assert offered[0] == [held["Lê Văn Một"], held["Trần Thị Hai"]]
        assert offered[1] == [held["Trần Thị Hai"], held["Lê Văn Một"]]
        moved = [p for p in report.problems if p.code == "CODES_MOVED"]
        assert [p.row for p in moved] == [2]
        assert "dòng 2–3" in moved[0].message
