"""`vanhoa roster …` and `register`: spreadsheets of people in and out, search, registration."""

from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from tests.builders.offices import CAM_BAO, NGOC_BAN
from tests.builders.spreadsheets import write_csv, write_xlsx
from tests.cli.carrying import phones
from tests.cli.conftest import HEADINGS, PEOPLE, YEAR, Machines

PROBLEM_KEYS = {"sheet", "row", "column", "severity", "code", "message"}
IMPORT_KEYS = {"rows", "created", "updated", "unchanged", "problems"}
FAULTY = (
    HEADINGS,
    (1, "Mai Văn Đúng", "1961", "Nam", ""),
    (2, "Mai Văn Sai", "31/02/1990", "Nam", ""),
    (3, "Mai Thị Lạ", "1970", "khác", "12"),
)


def names(machines: Machines, *words: object) -> list[str]:
    found = machines.village.do("roster", "search", *words)["people"]
    return [person["full_name"] for person in found]


# --- import ---


def test_an_import_counts_people_and_locates_every_problem(
    machines: Machines, tmp_path: Path
) -> None:
    table = write_xlsx(tmp_path / "sai.xlsx", FAULTY)
    answer = machines.village.run("roster", "import", table)
    assert answer.code == 0
    assert set(answer.json) >= IMPORT_KEYS
    assert [answer.json[name] for name in ("rows", "created", "updated", "unchanged")] == [
        *(3, 2),
        *(0, 0),
    ]
    for problem in answer.json["problems"]:
        assert set(problem) == PROBLEM_KEYS
        assert problem["severity"] in {"error", "warning"}
        assert problem["sheet"] == "Sheet"
        assert problem["message"]
    found = {(p["row"], p["column"], p["severity"], p["code"]) for p in answer.json["problems"]}
    assert found == {
        (3, "Ngày sinh", "error", "BIRTH_INVALID"),
        (4, "Giới tính", "warning", "SEX_UNKNOWN"),
        (4, "Số CCCD", "warning", "CITIZEN_NUMBER_INVALID"),
    }
    assert names(machines, "") == ["Mai Văn Đúng", "Mai Thị Lạ"]


def test_a_dry_run_tells_the_same_and_writes_nothing(machines: Machines, tmp_path: Path) -> None:
    table = write_xlsx(tmp_path / "sai.xlsx", FAULTY)
    before = machines.village.do("state-hash")
    rehearsed = machines.village.do("roster", "import", table, "--dry-run")
    assert machines.village.do("state-hash") == before
    done = machines.village.do("roster", "import", table)
    different = {"dry_run", "import_id"}
    for name in rehearsed.keys() - different:
        assert rehearsed[name] == done[name]
    assert (rehearsed["dry_run"], rehearsed["import_id"]) == (True, None)
    again = machines.village.do("roster", "import", table, "--dry-run")
    assert (again["created"], again["updated"], again["unchanged"]) == (0, 0, 2)


def test_strict_is_all_or_none(machines: Machines, tmp_path: Path) -> None:
    village = machines.village
    faulty = write_xlsx(tmp_path / "sai.xlsx", FAULTY)
    before = village.do("state-hash")
    assert village.refuse("roster", "import", faulty, "--strict") == "IMPORT_HAS_ERRORS"
    assert village.do("state-hash") == before
    good = write_xlsx(tmp_path / "dung.xlsx", [HEADINGS, *PEOPLE])
    assert village.do("roster", "import", good, "--strict")["created"] == len(PEOPLE)


def test_the_same_file_again_changes_nothing(machines: Machines, tmp_path: Path) -> None:
    table = write_xlsx(tmp_path / "people.xlsx", [HEADINGS, *PEOPLE])
    machines.village.do("roster", "import", table)
    before = machines.village.do("state-hash")
    again = machines.village.do("roster", "import", table)
    assert (again["created"], again["updated"], again["unchanged"]) == (0, 0, len(PEOPLE))
    assert machines.village.do("state-hash") == before


def test_people_are_matched_by_number_then_by_name_and_birth(
    peopled: Machines, tmp_path: Path
) -> None:
    rows = (
        # The number is known, the name is another: asked.
        (1, "Nguyễn Văn Bính", "1961", "Nam", "038061001234"),
        # Name and birth; the number is new to us.
        (2, "Nguyễn Thị Yến", "20/10/1999", "Nữ", "038199000001"),
        # Another number where all else is the same to the day: asked.
        (3, "Lê Thị Cúc", "05/03/1965", "Nữ", "038165009999"),
        # Another birth is another person.
        (4, "Đỗ Thị Hòa", "1990", "Nữ", ""),
    )
    table = write_xlsx(tmp_path / "lai.xlsx", [HEADINGS, *rows])
    done = peopled.village.do("roster", "import", table)
    assert (done["created"], done["updated"], done["unchanged"]) == (1, 1, 0)
    assert [(asked["row"], asked["why"]) for asked in done["asked"]] == [
        (2, "number_of_other_name"),
        (4, "other_particulars"),
    ]
    assert done["rows"] == 4
    assert names(peopled, "binh") == ["Nguyễn Văn Bình", "Nguyễn Văn Bình Minh"]
    decided = peopled.village.do(
        *("roster", "import", table, "--decide", "2=038061001234", "--decide", "Sheet!4=new")
    )
    assert (decided["created"], decided["updated"], decided["unchanged"]) == (1, 1, 2)
    assert names(peopled, "binh") == ["Nguyễn Văn Bính", "Nguyễn Văn Bình Minh"]
    (yen,) = peopled.village.do("roster", "search", "yen")["people"]
    assert yen["birth"] == "1999-10-20"


def test_who_a_row_means_can_be_said_without_renaming_anybody(
    peopled: Machines, tmp_path: Path
) -> None:
    row = (1, "Nguyễn Văn Bính", "1961", "Nam", "038061001234")
    table = write_xlsx(tmp_path / "lai.xlsx", [HEADINGS, row])
    asked = peopled.village.do("roster", "import", table)["asked"]
    (candidate,) = asked[0]["candidates"]
    assert candidate["corrections"] == "họ và tên «Nguyễn Văn Bình» thành «Nguyễn Văn Bính»"
    kept = peopled.village.do("roster", "import", table, "--decide", "2=keep:038061001234")
    assert (kept["unchanged"], kept["asked"]) == (1, [])
    assert [problem["code"] for problem in kept["problems"]] == ["IDENTITY_KEPT"]
    assert names(peopled, "binh") == ["Nguyễn Văn Bình", "Nguyễn Văn Bình Minh"]


def test_one_decision_answers_all_rows_that_are_asked_the_same(
    machines: Machines, tmp_path: Path
) -> None:
    title = ("DANH SÁCH NHÂN KHẨU XÓM 5",)
    rows = [(n, f"Lê Văn {name}", f"196{n}", "", "") for n, name in enumerate(("Một", "Hai", "Ba"))]
    table = write_xlsx(tmp_path / "xom.xlsx", [title, HEADINGS, *rows])
    asked = machines.village.do("roster", "import", table, "--dry-run")["asked"]
    assert [row["row"] for row in asked] == [3, 4, 5]
    decisions = ("--decide", "3+=new", "--decide", "5=skip")
    done = machines.village.do("roster", "import", table, *decisions)
    assert (done["created"], done["asked"], done["left_out"]) == (2, [], 1)
    assert set(names(machines, "")) == {"Lê Văn Một", "Lê Văn Hai"}


def test_a_row_of_one_sheet_can_be_the_person_of_a_row_of_another(
    machines: Machines, tmp_path: Path
) -> None:
    head = ("Họ và tên", "Năm sinh", "Số hộ", "Điện thoại")
    first, second = ("Đỗ Văn Mới", 1981, "7", ""), ("Đỗ Văn Mới", 1982, "7", "0988000001")
    book = Workbook()
    for name, row in (("A", first), ("B", second)):
        sheet = book.create_sheet(name)
        sheet.append(head)
        sheet.append(row)
    book.remove(book.worksheets[0])
    path = tmp_path / "hai trang.xlsx"
    book.save(path)
    seen = machines.village.do("roster", "import", path, "--dry-run")
    (asked,) = seen["asked"]
    (choice,) = asked["candidates"]
    assert (asked["sheet"], choice["sheet"], choice["row"]) == ("B", "A", 2)
    assert "row:A!2" in machines.village.tell("roster", "import", path, "--dry-run").out
    answer = machines.village.run("roster", "import", path, "--decide", "B!9=new")
    assert answer.json["error"]["message"].startswith("Không có dòng «9» nào là dòng người")
    done = machines.village.do("roster", "import", path, "--decide", "B!2=row:A!2")
    assert done["created"] == 1
    (person,) = machines.village.do("roster", "search", "Đỗ Văn Mới")["people"]
    assert phones(machines.village, person["id"]) == ["0988000001"]


def test_two_rows_decided_as_one_person_are_asked_again_with_both_rows_named(
    peopled: Machines, tmp_path: Path
) -> None:
    """The last of them was written, and both were counted."""
    rows = [
        (1, "Nguyễn Văn Bính", "1961", "Nam", "038061001234"),
        (2, "Nguyễn Văn Bịnh", "1961", "Nam", "038061001234"),
    ]
    table = write_xlsx(tmp_path / "lai.xlsx", [HEADINGS, *rows])
    number = "038061001234"
    decisions = ("--decide", f"2={number}", "--decide", f"3={number}")
    answer = peopled.village.tell("roster", "import", table, *decisions)
    assert answer.code == 0
    assert "Chờ trả lời 2" in answer.out
    said = "cùng được trả lời là một người mà ghi khác nhau (họ và tên «Nguyễn Văn Bính», dòng 3 "
    assert f"dòng 2: Nguyễn Văn Bính: dòng này và dòng 3 {said}" in answer.out
    assert names(peopled, "binh") == ["Nguyễn Văn Bình", "Nguyễn Văn Bình Minh"]
    refused = peopled.village.refuse("roster", "import", table, "--strict", *decisions)
    assert refused == "IMPORT_HAS_ERRORS"


def test_same_for_all_the_rest_takes_one_candidate_of_the_same_name_birth_and_sex_alone(
    peopled: Machines, tmp_path: Path
) -> None:
    rows = [
        # The only one of that name: no birth in the list.
        (1, "Lê Thị Cúc", "", "", ""),
        # Another name; and her number with another birth.
        (2, "Trần Văn Dưng", "1990", "Nam", ""),
        (3, "Nguyễn Văn Bình", "1962", "Nam", "038061001234"),
        # Two of that name.
        (4, "Đỗ Thị Hòa", "", "", ""),
    ]
    table = write_xlsx(tmp_path / "lai.xlsx", [HEADINGS, *rows])
    done = peopled.village.do("roster", "import", table, "--decide", "*=same", "--dry-run")
    assert (done["created"], done["updated"], done["unchanged"]) == (0, 0, 1)
    assert [asked["row"] for asked in done["asked"]] == [3, 4, 5]
    done = peopled.village.do("roster", "import", table, "--decide", "*=skip", "--dry-run")
    assert (done["left_out"], done["asked"]) == (4, [])


def test_names_stay_as_written_but_for_capitals_and_spaces(
    machines: Machines, tmp_path: Path
) -> None:
    rows = ((1, "  NGUYỄN  THỊ HOÀ ", "1970", "", ""), (2, "Lê Thuý", "1971", "", ""))
    machines.village.do("roster", "import", write_xlsx(tmp_path / "t.xlsx", [HEADINGS, *rows]))
    assert set(names(machines, "")) == {"Nguyễn Thị Hoà", "Lê Thuý"}


def test_headings_are_named_by_hand_and_sheets_chosen(machines: Machines, tmp_path: Path) -> None:
    table = write_xlsx(tmp_path / "la.xlsx", [("Tên đầy đủ", "Sinh"), ("Mai Văn Lạ", "1961")])
    village = machines.village
    assert village.refuse("roster", "import", table) == "SPREADSHEET_NO_HEADINGS"
    mapped = ("--map", "full_name=Tên đầy đủ", "--map", "birth=Sinh")
    assert village.do("roster", "import", table, *mapped)["created"] == 1
    assert village.refuse("roster", "import", table, *mapped, "--sheet", "Khác") == "NOT_FOUND"
    assert village.refuse("roster", "import", table, "--map", "tuoi=Sinh") == "VALUE_INVALID"
    assert village.refuse("roster", "import", table, "--map", "birth=Tuổi") == "NOT_FOUND"


def test_files_that_cannot_be_read_are_refused(machines: Machines, tmp_path: Path) -> None:
    village = machines.village
    assert village.refuse("roster", "import", tmp_path / "không có.xlsx") == "FILE_MISSING"
    broken = tmp_path / "hỏng.xlsx"
    broken.write_bytes(b"not a spreadsheet")
    assert village.refuse("roster", "import", broken) == "SPREADSHEET_UNREADABLE"
    empty = write_xlsx(tmp_path / "trống.xlsx", [])
    assert village.refuse("roster", "import", empty) == "SPREADSHEET_EMPTY"
    assert village.refuse("roster", "import", tmp_path).startswith(("FILE_", "SPREADSHEET_"))


def test_old_fonts_are_read(machines: Machines, tmp_path: Path) -> None:
    rows = [("Họ và tên", "Năm sinh"), ("Lê Thị Hường", "1960")]
    utf = write_csv(tmp_path / "utf.csv", rows)
    assert machines.village.do("roster", "import", utf, "--encoding", "unicode")["created"] == 1
    assert "chỉ nhận auto, unicode, tcvn3, vni" in machines.village.misused(
        "roster", "import", utf, "--encoding", "latin1"
    )


def test_the_commune_imports_for_a_unit_or_by_the_column(
    machines: Machines, tmp_path: Path
) -> None:
    commune = machines.commune
    people = write_xlsx(tmp_path / "mot.xlsx", [HEADINGS, *PEOPLE[:2]])
    assert commune.do("roster", "import", people, "--unit", NGOC_BAN)["created"] == 2
    rows = (("Họ tên", "Năm sinh", "Thôn"), ("Mai Văn An", "1970", "Cẩm Bào"), ("Mai Lạ", "1", ""))
    mixed = write_xlsx(tmp_path / "hai.xlsx", [*rows, ("Mai Thị Ba", "1971", "Thôn Xa")])
    done = commune.do("roster", "import", mixed)
    assert done["created"] == 1
    assert {p["code"] for p in done["problems"]} >= {"UNIT_UNKNOWN"}
    found = {p["full_name"]: p["unit"] for p in commune.do("roster", "search", "")["people"]}
    assert found["Mai Văn An"] == CAM_BAO
    assert commune.refuse("roster", "import", people, "--unit", "Thôn Xa") == "NOT_FOUND"


# --- export, search ---


def test_the_list_is_saved_with_masked_numbers(peopled: Machines, tmp_path: Path) -> None:
    saved = tmp_path / "ra.xlsx"
    before = peopled.village.changes()
    assert peopled.village.do("roster", "export", "-o", saved)["people"] == len(PEOPLE)
    assert peopled.village.changes() == before
    rows = list(load_workbook(saved).active.iter_rows(values_only=True))
    cells = {str(cell) for row in rows for cell in row if cell is not None}
    assert {person[1] for person in PEOPLE} <= cells
    assert "038061001234" not in cells
    assert not any("061001234" in cell for cell in cells)


def test_found_people_say_who_they_are(peopled: Machines) -> None:
    (found,) = peopled.village.do("roster", "search", "038061001234")["people"]
    assert set(found) >= {"id", "full_name", "birth", "unit"}
    assert (found["full_name"], found["birth"], found["unit"]) == (
        *("Nguyễn Văn Bình", "1961"),
        NGOC_BAN,
    )
    assert "061001234" not in found["citizen_number"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("nguyen van binh", ["Nguyễn Văn Bình", "Nguyễn Văn Bình Minh"]),
        ("ng b", ["Nguyễn Văn Bình", "Nguyễn Văn Bình Minh"]),
        ("hoa", ["Đỗ Thị Hòa", "Đỗ Thị Hòa"]),
        ("Hòa", ["Đỗ Thị Hòa", "Đỗ Thị Hòa"]),
        ("do hoa", ["Đỗ Thị Hòa", "Đỗ Thị Hòa"]),
        ("hoa do", []),
        ("oa", []),
        ("061001", ["Nguyễn Văn Bình"]),
        ("%", []),
        ("_", []),
    ],
)
def test_folded_words_in_order_each_begin_a_word(
    peopled: Machines, text: str, expected: list[str]
) -> None:
    assert names(peopled, text) == expected


def test_whole_names_come_first_then_vietnamese_order(machines: Machines, tmp_path: Path) -> None:
    written = ["Lê Ân", "Lê An Ơn", "Lê An", "Lê Ấn", "Lê Ăn", "Đào Lê An", "Lê Đạt", "Lê Dũng"]
    rows = [(number, name, str(1950 + number), "", "") for number, name in enumerate(written)]
    machines.village.do("roster", "import", write_xlsx(tmp_path / "t.xlsx", [HEADINGS, *rows]))
    found = names(machines, "le an")
    assert set(found[:4]) == {"Lê An", "Lê Ăn", "Lê Ân", "Lê Ấn"}
    assert found[:4] == ["Lê An", "Lê Ăn", "Lê Ân", "Lê Ấn"]
    assert set(found[4:]) == {"Lê An Ơn", "Đào Lê An"}
    everyone = names(machines, "")
    assert everyone.index("Lê Dũng") < everyone.index("Lê Đạt")


def test_fifty_are_shown_unless_another_limit_is_given(machines: Machines, tmp_path: Path) -> None:
    rows = [(number, "Mai Văn Đông", str(1900 + number), "", "") for number in range(1, 56)]
    machines.village.do("roster", "import", write_xlsx(tmp_path / "t.xlsx", [HEADINGS, *rows]))
    assert len(names(machines, "")) == 50
    assert len(names(machines, "dong")) == 50
    assert len(names(machines, "dong", "--limit", 0)) == 55
    assert len(names(machines, "", "--limit", 3)) == 3


# --- register ---


def test_registration_records_consent_only_when_it_is_said(peopled: Machines) -> None:
    village = peopled.village
    done = village.do("register", "Trần Văn Dũng", "Lê Thị Cúc", "--cycle", YEAR)
    assert done["registered"] == 0, "points had registered them already"
    (minh,) = village.do("roster", "search", "binh minh")["people"]
    done = village.do("register", minh["id"], "--cycle", YEAR)
    counts = {"registered": 1, "fresh": 1, "consent_added": 0, "kept": 0, "act": done["act"]}
    assert done == {"id": minh["id"], "ids": [minh["id"]], **counts}
    consent = ("--consent", "use", "--consent", "post", "--on", "2026-03-01")
    done = village.do("register", minh["id"], "--cycle", YEAR, *consent)
    assert (done["registered"], done["consent_added"], done["kept"]) == (1, 1, 0)
    before = village.do("state-hash")
    for day in (("--on", "2026-03-01"), ("--on", "2026-11-30"), ()):
        again = (*consent[:4], *day)
        done = village.do("register", minh["id"], "--cycle", YEAR, *again)
        assert (done["registered"], done["fresh"], done["kept"]) == (0, 0, 1)
    assert village.do("state-hash") == before, "a consent that stands keeps its day"


def test_an_act_of_registering_is_listed_taken_back_and_done_again(peopled: Machines) -> None:
    village = peopled.village
    before = village.do("state-hash")["sha256"]
    (minh,) = village.do("roster", "search", "binh minh")["people"]
    consent = ("--consent", "use", "--on", "2026-03-01")
    act = village.do("register", minh["id"], "--cycle", YEAR, *consent)["act"]
    after = village.do("state-hash")["sha256"]
    (listed,) = village.do("registration", "list")["registrations"]
    assert (listed["id"], listed["kind"], listed["undone"]) == (act, "registration", False)
    assert listed["label"] == f"Nguyễn Văn Bình Minh, năm {YEAR}"
    assert village.do("registration", "undo", act)["undone"] is True
    assert village.do("state-hash")["sha256"] == before
    assert village.refuse("registration", "undo", act) == "UNDO_DONE"
    assert village.do("registration", "redo", act[:12])["undone"] is False
    assert village.do("state-hash")["sha256"] == after
    withdrawn = village.do("withdraw", minh["id"], "--cycle", YEAR)["act"]
    assert village.do("registration", "undo", withdrawn)["undone"] is True
    assert village.do("state-hash")["sha256"] == after
    assert village.refuse("registration", "undo", "ffff") == "NOT_FOUND"


def test_registering_several_people_is_all_or_none(peopled: Machines) -> None:
    village = peopled.village
    before = village.do("state-hash")
    words = ("register", "Nguyễn Văn Bình Minh", "Không Ai", "--cycle", YEAR)
    assert village.refuse(*words) == "NOT_FOUND"
    assert village.refuse("register", "Đỗ Thị Hòa", "--cycle", YEAR) == "AMBIGUOUS"
    assert village.refuse("register", "Trần Văn Dũng", "--cycle", 2030) == "CYCLE_NOT_OPEN"
    assert village.do("state-hash") == before
    assert "chỉ nhận use, post" in village.misused(
        "register", "Trần Văn Dũng", "--cycle", YEAR, "--consent", "all"
    )
